"""Numbers and dates as a spreadsheet shows them."""

from __future__ import annotations

import pytest

from jzledger.formats.number_text import is_date, number_text


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (33_747_800, "#,##0_ ", "33,747,800 "),
        (1234.5, "#,##0.00_ ", "1,234.50 "),
        (0.409, "0.0%", "40.9%"),
        (13.85, "+0.0;-0.0;0.0", "+13.9"),
        (-13.8, "+0.0;-0.0;0.0", "-13.8"),
        (0, "+0.0;-0.0;0.0", "0.0"),
        (45412, "yyyy-mm-dd", "2024-04-30"),
        (45412, 14, "2024/4/30"),
        (45412, 'yyyy"年"m"月"d"日";@', "2024年4月30日"),
        (45412, 31, "2024年4月30日"),
        (45412, "yyyy.m.d", "2024.4.30"),
        (45412.5, "yyyy-mm-dd hh:mm", "2024-04-30 12:00"),
        (12.3, 0, "12.3"),
        (3, "General", "3"),
        (5, '"第"0"批"', "第5批"),
        (-5, "0.0_);[Red](0.0)", "(5.0)"),
        (1_500_000, "0.0,,", "1.5"),
        (0.125, 10, "12.50%"),
        (1e20, "yyyy-mm-dd", "1e+20"),
    ],
)
def test_a_number_is_shown_by_its_format(value, number_format, shown):
    assert number_text(value, number_format) == shown


def test_formats_of_dates_are_known():
    assert is_date("yyyy-mm") and is_date(14) and not is_date("0.0") and not is_date(0)
