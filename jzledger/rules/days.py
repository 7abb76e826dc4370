"""Days and months of the calendar, without holidays."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def month_length(year: int, month: int) -> int:
    """Days of the month, 28 to 31."""
    return monthrange(year, month)[1]


def month_end(year: int, month: int) -> date:
    """Last day of the month."""
    return date(year, month, month_length(year, month))


def shift_month(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months later (or earlier)."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def add_months(day: date, count: int) -> date:
    """The same day `count` months later, cut to the last day of a shorter month.

    Raises OverflowError past the year 9999.
    """
    year, month = shift_month(day.year, day.month, count)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year}")
    return date(year, month, min(day.day, month_length(year, month)))
