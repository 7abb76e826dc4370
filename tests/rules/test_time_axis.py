"""Ticks of the time axis."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from jzledger.rules.time_axis import DAYS_SHOWN, SCALES, head_label, head_unit, periods, scale_of


def labels(unit: str, first: date, last: date) -> list[str]:
    return [period.label for period in periods(unit, first.toordinal(), last.toordinal())]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("week", ["27日", "3日", "10日"]),
        ("month", ["5月", "6月"]),
        ("quarter", ["二季度"]),
        ("year", ["2024年"]),
    ],
)
def test_periods_cover_the_days(unit: str, expected: list[str]):
    assert labels(unit, date(2024, 5, 30), date(2024, 6, 12)) == expected


def test_weeks_begin_on_monday():
    start = next(periods("week", date(2024, 6, 5).toordinal(), date(2024, 6, 5).toordinal())).start
    assert date.fromordinal(start) == date(2024, 6, 3)


@pytest.mark.parametrize("unit", ["day", *SCALES])
def test_periods_follow_each_other_without_a_gap(unit: str):
    found = list(periods(unit, date(2023, 11, 5).toordinal(), date(2025, 2, 3).toordinal()))
    assert all(before.end == after.start for before, after in pairwise(found))
    assert found[0].start <= date(2023, 11, 5).toordinal()
    assert found[-1].end > date(2025, 2, 3).toordinal()


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_is_told_from_the_days_it_shows(scale: str):
    assert scale_of(DAYS_SHOWN[scale]) == scale


def test_the_upper_row_names_the_year():
    assert head_unit("month") == "year"
    assert head_unit("year") is None
    assert head_label("month", date(2024, 6, 1).toordinal()) == "2024年6月"


def test_periods_at_the_ends_of_the_calendar_do_not_fail():
    assert list(periods("week", -5, 20))
    assert list(periods("year", date(9998, 1, 1).toordinal(), 9_999_999))
