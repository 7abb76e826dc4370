"""The ticks of a time axis: calendar days, weeks, months, quarters, years. Days are ordinals (date.toordinal)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from jzledger.rules.days import shift_month

DAY, WEEK, MONTH, QUARTER, YEAR = "day", "week", "month", "quarter", "year"
SCALES = (WEEK, MONTH, QUARTER, YEAR)
# How many days a scale shows when it is chosen, and up to how many zooming still counts as that scale.
DAYS_SHOWN = {WEEK: 56, MONTH: 214, QUARTER: 730, YEAR: 2190}
_DAYS_AT_MOST = ((WEEK, 110), (MONTH, 396), (QUARTER, 1265))
_MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}
_FIRST, _LAST = date(1, 1, 8).toordinal(), date(9998, 12, 1).toordinal()
_NUMBERS = "一二三四"


class Period(NamedTuple):
    """From the ordinal `start` up to, not including, `end`."""

    start: int
    end: int
    label: str


def scale_of(days: float) -> str:
    """The scale that suits an axis of so many days, however wide it is drawn."""
    return next((scale for scale, most in _DAYS_AT_MOST if days <= most), YEAR)


def periods(unit: str, first: float, last: float) -> Iterator[Period]:
    """The periods that touch the days from `first` to `last`, in order."""
    day = date.fromordinal(min(max(int(first), _FIRST), _LAST))
    last = min(last, _LAST)
    start = _begin(unit, day)
    while start.toordinal() <= last:
        end = _next(unit, start)
        yield Period(start.toordinal(), end.toordinal(), _label(unit, start))
        start = end


def head_unit(unit: str) -> str | None:
    """The periods of the upper row of a heading above `unit`: the year above months."""
    return {DAY: MONTH, WEEK: MONTH, MONTH: YEAR, QUARTER: YEAR}.get(unit)


def head_label(unit: str, start: int) -> str:
    """The label of a period in the upper row: a month there needs its year."""
    day = date.fromordinal(start)
    return f"{day.year}年{day.month}月" if unit == MONTH else f"{day.year}年"


def _begin(unit: str, day: date) -> date:
    if unit == DAY:
        return day
    if unit == WEEK:
        return date.fromordinal(day.toordinal() - day.weekday())
    months = _MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(unit: str, start: date) -> date:
    if unit in (DAY, WEEK):
        return date.fromordinal(start.toordinal() + (1 if unit == DAY else 7))
    return date(*shift_month(start.year, start.month, _MONTHS[unit]), 1)


def _label(unit: str, start: date) -> str:
    if unit == DAY:
        return str(start.day)
    if unit == WEEK:
        return f"{start.day}日"
    if unit == MONTH:
        return f"{start.month}月"
    if unit == QUARTER:
        return f"{_NUMBERS[start.month // 3]}季度"
    return f"{start.year}年"
