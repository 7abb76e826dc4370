"""Numbers as people write them."""

from __future__ import annotations

import pytest

from jzledger.rules.chinese_numbers import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", 15), ("06", 6), ("十", 10), ("十五", 15), ("二十", 20), ("三十一", 31), ("廿五", 25),
        ("卅", 30),
        ("两", 2), ("两百", 200), ("一百二十", 120), ("一百零五", 105), ("九百九十九", 999),
        ("二〇二六", 2026),
        ("一五", 15), ("〇", 0),
    ],
)  # fmt: skip
def test_read(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "十十", "百", "一百二", "一百零二十", "两两", "二十〇", "1五", "五百百", "天"]
)
def test_no_number_or_two_readings(text: str) -> None:
    assert number(text) is None
