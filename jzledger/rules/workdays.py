"""Working days: Monday to Friday, except holidays, plus the weekend days worked in exchange (调休)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeGuard

from jzledger.errors import BadValue

HOLIDAY = "holiday"
WORKDAY = "workday"
WEEKDAY_NAMES = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

ONE_DAY = timedelta(days=1)
LONGEST_HOLIDAY = 31

DayRow = tuple[date, str, str]
"""(day, `holiday` or `workday`, name): one row of the holiday table."""


@dataclass(frozen=True)
class WorkCalendar:
    """The days that are worked. Of a day listed twice the later row counts (the office's after the nation's).

    Raises BadValue for a kind other than `holiday` and `workday`.
    """

    rows: Iterable[DayRow] = ()
    _listed: dict[date, tuple[bool, str]] = field(init=False, repr=False, compare=False)
    _years: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = tuple(self.rows)
        for _, kind, _ in rows:
            if kind not in (HOLIDAY, WORKDAY):
                raise BadValue(
                    f"“{kind}”不是日子的种类：只能是 holiday（放假）或 workday（上班）。", "节假日表"
                )
        listed = {day: (kind == WORKDAY, name) for day, kind, name in rows}
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "_listed", listed)
        object.__setattr__(self, "_years", frozenset(day.year for day in listed))

    def is_workday(self, day: date) -> bool:
        """As listed; a day that is not listed is worked from Monday to Friday."""
        listed = self._listed.get(day)
        return listed[0] if listed else day.weekday() < 5

    def add_workdays(self, day: date, n: int) -> date:
        """The `n`th working day after `day`; before it for a negative `n`; `day` itself for 0.

        Raises OverflowError past the year 9999 or before the year 1.
        """
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def last_workday_before(self, day: date) -> date:
        """The nearest working day before `day`."""
        return self.add_workdays(day, -1)

    def name_of(self, day: date) -> str:
        """Why the day is not an ordinary one: its listed name (国庆节), else 星期六 or 星期日; else ''."""
        listed = self._listed.get(day)
        if listed:
            return listed[1]
        return WEEKDAY_NAMES[day.weekday()] if day.weekday() >= 5 else ""

    def knows(self, year: int) -> bool:
        """Whether the year has rows; without any it is Monday to Friday, and the caller says so."""
        return year in self._years


def read_holidays(toml_text: str) -> WorkCalendar:
    """The calendar of `resources/holidays.toml`: tables `[[holiday]]` with name, first, last, worked (调休).

    Raises BadValue, naming the entry, where the text is no such table.
    """
    try:
        entries = tomllib.loads(toml_text).get("holiday", [])
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise BadValue(
            "节假日表的格式不对，读不出来。", "节假日表", "请按文件开头的说明改正。", detail=str(problem)
        ) from problem
    if not isinstance(entries, list):
        raise _bad_entry(1)
    rows: list[DayRow] = []
    for place, entry in enumerate(entries, 1):
        rows.extend(_rows_of(entry, place))
    return WorkCalendar(rows)


def _rows_of(entry: Any, place: int) -> Iterator[DayRow]:
    """The rows of the entry at `place` (from 1)."""
    if not isinstance(entry, dict):
        raise _bad_entry(place)
    name, first, last, worked = (entry.get(key) for key in ("name", "first", "last", "worked"))
    if not isinstance(name, str) or not isinstance(worked, list):
        raise _bad_entry(place)
    if not (_is_day(first) and _is_day(last) and all(map(_is_day, worked))):
        raise _bad_entry(place)
    length = (last - first).days + 1
    if not 1 <= length <= LONGEST_HOLIDAY:
        raise _bad_entry(place)
    for offset in range(length):
        yield first + timedelta(days=offset), HOLIDAY, name
    for day in worked:
        yield day, WORKDAY, f"{name}调休上班"


def _is_day(value: object) -> TypeGuard[date]:
    """TOML also has days with a time, which Python counts as dates."""
    return type(value) is date


def _bad_entry(place: int) -> BadValue:
    return BadValue(
        f"第{place}条节假日不完整：要有 name、first、last、worked，日期写成 2026-10-01，首日不晚于末日。",
        "节假日表",
    )
