"""Working days with holidays and 调休."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.errors import BadValue
from jzledger.rules.workdays import WorkCalendar, read_holidays

HOLIDAYS = Path(__file__).parents[2] / "resources" / "holidays.toml"
CALENDAR = read_holidays(HOLIDAYS.read_text("utf-8"))

# The days off that fall on weekdays, and the weekend days worked in exchange, as announced.
OFF = {
    2024: "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
    2025: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
    2026: "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
}
WORKED = {
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}

days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


def all_days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=count) for count in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_days_off_and_weekends_worked_are_those_announced(year: int) -> None:
    odd = [day for day in all_days(year) if CALENDAR.is_workday(day) != (day.weekday() < 5)]
    assert [f"{day:%m%d}" for day in odd if day.weekday() < 5] == OFF[year].split()
    assert [f"{day:%m%d}" for day in odd if day.weekday() >= 5] == WORKED[year].split()


def test_year_without_rows_falls_back_to_weekdays_and_says_so() -> None:
    assert CALENDAR.knows(2026) and not CALENDAR.knows(2027)
    assert CALENDAR.is_workday(date(2027, 10, 1)) and not CALENDAR.is_workday(date(2027, 10, 2))
    assert not WorkCalendar().knows(2026)


def test_working_days_are_counted_after_the_day() -> None:
    assert CALENDAR.add_workdays(date(2026, 5, 13), 5) == date(2026, 5, 20)
    assert CALENDAR.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.add_workdays(date(2026, 5, 8), 1) == date(2026, 5, 9)  # a Saturday that is worked
    assert CALENDAR.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_last_workday_before_a_holiday() -> None:
    assert CALENDAR.last_workday_before(date(2026, 10, 3)) == date(2026, 9, 30)
    assert CALENDAR.last_workday_before(date(2026, 5, 11)) == date(2026, 5, 9)


def test_names_for_the_tooltip() -> None:
    assert CALENDAR.name_of(date(2026, 10, 3)) == "国庆节"
    assert CALENDAR.name_of(date(2026, 10, 10)) == "国庆节调休上班"
    assert CALENDAR.name_of(date(2026, 5, 31)) == "星期日"
    assert CALENDAR.name_of(date(2026, 5, 13)) == ""


def test_later_row_of_a_day_counts() -> None:
    day = date(2026, 5, 13)
    both = WorkCalendar([(day, "workday", "上班"), (day, "holiday", "本单位放假")])
    assert not both.is_workday(day) and both.name_of(day) == "本单位放假"
    assert both == WorkCalendar(both.rows)


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_workdays_add_up(day: date, first: int, then: int) -> None:
    assert CALENDAR.add_workdays(CALENDAR.add_workdays(day, first), then) == CALENDAR.add_workdays(
        day, first + then
    )


@given(days, st.integers(1, 60))
def test_result_is_worked_and_the_way_back_is_as_long(day: date, count: int) -> None:
    after = CALENDAR.add_workdays(day, count)
    assert after > day and CALENDAR.is_workday(after)
    if CALENDAR.is_workday(day):
        assert CALENDAR.add_workdays(after, -count) == day


@pytest.mark.parametrize(
    "broken",
    [
        "[[holiday",
        'holiday = "国庆节"',
        "[[holiday]]\nfirst = 2026-10-01",
        '[[holiday]]\nname = "国庆节"\nfirst = "2026-10-01"\nlast = 2026-10-07\nworked = []',
        '[[holiday]]\nname = "国庆节"\nfirst = 2026-10-07\nlast = 2026-10-01\nworked = []',
        '[[holiday]]\nname = "国庆节"\nfirst = 2026-10-01\nlast = 9999-10-07\nworked = []',
        '[[holiday]]\nname = "国庆节"\nfirst = 2026-10-01\nlast = 2026-10-07\nworked = [1]',
        '[[holiday]]\nname = "国庆节"\nfirst = 2026-10-01T08:00:00\nlast = 2026-10-07\nworked = []',
    ],
)
def test_broken_table_is_refused_in_chinese(broken: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_holidays(broken)
    assert "节假日" in refused.value.sentence()


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(BadValue, match="半天"):
        WorkCalendar([(date(2026, 1, 1), "半天", "元旦")])
