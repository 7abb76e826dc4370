"""An article that gives no year: which year it is of is asked, never guessed; the answer completes its days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_OPEN_DAY = re.compile(r"--(\d\d)-(\d\d)")
_OPEN_MONTH = re.compile(r"--(\d\d)(?!-?\d)")


def needs_year(found: Mapping[str, Any]) -> bool:
    """Does the article name a day or a month without a year, and no day of its own?"""
    if found["published"]:
        return False
    said = [found["event_date"], *(one["date"] for one in found["milestones"])]
    said += [one["period"] for one in found["figures"]]
    return any(text and text.startswith("--") for text in said)


def with_year(found: Mapping[str, Any], year: int) -> dict[str, Any]:
    """The same article as one of that year: other days are the latest such days not after its event."""
    event = _day(found["event_date"], year, None)
    last = date.fromisoformat(event) if event and len(event) == 10 else None
    milestones = [{**one, "date": _day(one["date"], year, last)} for one in found["milestones"]]
    figures = [{**one, "period": _period(one["period"], year, last)} for one in found["figures"]]
    return {**found, "event_date": event, "milestones": milestones, "figures": figures}


def _day(text: str | None, year: int, last: date | None) -> str | None:
    """`--02-29` of a year without that day stays as it is."""
    day = _OPEN_DAY.fullmatch(text or "")
    if day is None:
        return text
    for one in (year, year - 1):
        try:
            meant = date(one, int(day[1]), int(day[2]))
        except ValueError:
            continue
        if last is None or meant <= last:
            return meant.isoformat()
    return text


def _period(text: str | None, year: int, last: date | None) -> str | None:
    months = [int(month) for month in _OPEN_MONTH.findall(text or "")]
    if not text or not months:
        return text
    if last is not None and max(months) > last.month:
        year -= 1
    return _OPEN_MONTH.sub(rf"{year}-\1", text)
