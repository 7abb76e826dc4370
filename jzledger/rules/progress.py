"""Investment progress: completion rate, pro-rata progress, the points between them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction


def pro_rata(year: int, month: int, *, as_of: date | None = None) -> Fraction:
    """Share of `year` passed by the end of `month` (1–12), by months: 5 -> 5/12.

    With `as_of`, for an office that counts days: the days of that year up to and including that day.
    """
    if as_of is None:
        return Fraction(month, 12)
    whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return Fraction(as_of.timetuple().tm_yday, whole)


def completion_rate(done_yuan: int | None, target_yuan: int | None) -> Fraction | None:
    """Done of plan; None where there is no plan, a plan of zero, or no report."""
    if not target_yuan or done_yuan is None:
        return None
    return Fraction(done_yuan, target_yuan)


def lead_points(rate: Fraction | None, share: Fraction) -> Fraction | None:
    """How far a rate is ahead of time (behind: negative), in percentage points, from unrounded values."""
    return None if rate is None else (rate - share) * 100
