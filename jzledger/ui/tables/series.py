"""How values go on when the fill handle is dragged: dates by day or month, numbers by their step, the rest again."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from jzledger.records.kinds import Due
from jzledger.rules import deadlines

_SHORT_DATE = re.compile(r"\s*(?:\d{1,2}[./-]\d{1,2}|\d{1,2}月\d{1,2}[日号])\s*")


def extend(values: Sequence[Any], count: int, *, backwards: bool = False) -> list[Any]:
    """`count` values that follow these, or with `backwards` stand before them, the nearest first.

    As in Excel: one date goes on by days, several by their step; month ends stay month ends; one number is copied,
    several go on by their step where it is the same; anything else, words of a deadline too, is repeated.
    """
    given = list(reversed(values)) if backwards else list(values)
    days = [_day(value) for value in given]
    if given and all(day is not None for day in days):
        followed = _days([day for day in days if day is not None], count, backwards)
        if followed is not None:
            return [_like(given[0], day) for day in followed]
    if len(given) > 1 and all(_is_number(value) for value in given):
        steps = {after - before for before, after in pairwise(given)}
        if len(steps) == 1:
            step = steps.pop()
            return [given[-1] + step * n for n in range(1, count + 1)]
    return [given[n % len(given)] for n in range(count)] if given else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _day(value: Any) -> date | None:
    """The day that a cell names; None for words that only mean one (6月底前)."""
    if isinstance(value, Due):
        named = deadlines.is_plain_date(value.text) or _SHORT_DATE.fullmatch(value.text)
        return value.on if named and value.precision == "day" else None
    return value if isinstance(value, date) else None


def _like(value: Any, day: date) -> Any:
    return Due(day.isoformat(), day, "day") if isinstance(value, Due) else day


def _days(days: Sequence[date], count: int, backwards: bool) -> list[date] | None:
    last = days[-1]
    try:
        if len(days) == 1:
            step = timedelta(days=-1 if backwards else 1)
            return [last + step * n for n in range(1, count + 1)]
        months = {_month(after) - _month(before) for before, after in pairwise(days)}
        month_ends = all(_is_month_end(day) for day in days)
        same_day = len({day.day for day in days}) == 1
        if len(months) == 1 and 0 not in months and (month_ends or same_day):
            step_months = months.pop()
            return [_by_months(last, step_months * n, month_ends) for n in range(1, count + 1)]
        steps = {after - before for before, after in pairwise(days)}
        if len(steps) == 1:
            step = steps.pop()
            return [last + step * n for n in range(1, count + 1)]
    except (OverflowError, ValueError):
        pass  # beyond the year 9999
    return None


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _by_months(day: date, months: int, month_end: bool) -> date:
    year, month = divmod(_month(day) + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, longest if month_end else min(day.day, longest))
