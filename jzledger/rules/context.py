"""What parsing and judging need to know besides the text: the day, the holidays, the ledger's own rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jzledger.rules.workdays import WorkCalendar


@dataclass(frozen=True)
class Context:
    """The reference day of a call, and the settings that deadlines, lights and progress depend on.

    `light_days`: amber up to so many days before the deadline, calendar or working by `light_day_kind`.
    `year` is the ledger's year, for annual plans and monthly progress; `month` the last month of the period, by
    default the latest month of that year with figures.
    """

    today: date
    calendar: WorkCalendar
    year: int
    month: int | None = None
    light_days: int = 7
    light_day_kind: str = "calendar"
    light_points: float = 10
    progress_rule: str = "months"
