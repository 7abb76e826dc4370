"""Amounts and percentages: as typed, as shown, as exported."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.errors import BadValue
from jzledger.rules import money

amounts = st.integers(0, money.MOST_YUAN)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1.2亿", 120_000_000), ("1.2亿元", 120_000_000), ("3500万", 35_000_000), ("3500万元", 35_000_000),
        ("1,200", 12_000_000), ("1，200.5", 12_005_000), ("2亿3000万", 230_000_000),
        ("２亿３０００万元", 230_000_000),
        ("1200元", 1200), ("1200.5元", 1201), ("3千万", 30_000_000), ("1200千元", 1_200_000), ("0", 0),
        ("0.0001", 1),
        (" 1 200 ", 12_000_000), ("人民币1.2亿元", 120_000_000), ("1.20000万", 12_000),
        ("90000000亿", 9 * 10**15),
        ("0.00000001亿", 1),
    ],
)  # fmt: skip
def test_amounts_as_typed(typed: str, yuan: int) -> None:
    assert money.parse_money(typed) == yuan


@pytest.mark.parametrize("typed", ["", "  ", "　", "-", "—", "——", "/"])
def test_nothing_is_not_zero(typed: str) -> None:
    assert money.parse_money(typed) is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("约三百万", "“约三百万”不是金额\n请写成数字，如 300 或 300万。"),
        ("三百万", "不是金额"), ("3500万左右", "不是金额"), ("12,00", "不是金额"), ("1200万美元", "不是金额"),
        ("1e5", "不是金额"), ("2亿3000", "不是金额"), ("¥300", "不是金额"), ("1.2.3", "不是金额"),
        ("=1+1", "不是金额"),
        ("-5", "负数"), ("−5万", "负数"), ("90000001亿", "太大"), ("0.00001", "小数太多"),
        ("1.23456万", "小数太多"),
        ("2亿30000万", "单位"), ("无", "不是金额"), ("٣٤", "不是金额"), ("9" * 5000, "不是金额"),
        ("9" * 40, "太大"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_a_reason(typed: str, says: str) -> None:
    with pytest.raises(BadValue, match=says) as refused:
        money.parse_money(typed)
    assert len(str(refused.value)) < 100


def test_a_bare_number_counts_the_unit_of_its_column() -> None:
    assert money.parse_money("1200", bare_unit=1) == 1200
    assert money.parse_money("1200.5", bare_unit=1) == 1201
    assert money.parse_money("1.2万", bare_unit=1) == 12_000


@given(st.text(max_size=80))
def test_any_text_gives_an_amount_or_a_reason(text: str) -> None:
    for parse in (money.parse_money, money.parse_percent):
        try:
            value = parse(text)
        except BadValue:
            continue
        assert value is None or value >= 0


@given(amounts)
def test_shown_amounts_read_back(yuan: int) -> None:
    assert money.parse_money(money.format_wan(yuan)) == yuan
    assert money.parse_money(f"{yuan}元") == yuan
    assert money.parse_money(money.format_yi(yuan, 8) + "亿元") == yuan


@given(st.integers(0, 10**13))
def test_exported_cells_read_back(yuan: int) -> None:
    assert money.yuan_of(money.wan(yuan)) == yuan
    assert money.yuan_of(money.yi(yuan), unit=money.YI) == yuan


def test_amounts_as_shown() -> None:
    assert money.format_wan(337_478_000_000) == "33,747,800"
    assert money.format_wan(12_345_000) == "1,234.5"
    assert money.format_wan(1) == "0.0001"
    assert money.format_wan(0) == "0"
    assert money.format_wan(-15_000) == "-1.5"
    assert money.format_yi(2_457_600_000) == "24.58"
    assert money.format_yi(123_456_789_000, 1) == "1,234.6"
    assert money.format_yi(500_000) == "0.01"
    assert money.format_wan(None) == money.format_yi(None) == ""


def test_whole_amounts_are_whole_numbers_in_cells() -> None:
    assert type(money.wan(30_000)) is int and money.wan(30_000) == 3
    assert money.wan(12_345_000) == 1234.5
    assert type(money.yi(money.YI)) is int and money.yi(12_345) == 0.00012345


def test_numbers_of_cells_are_rounded_to_the_yuan() -> None:
    assert money.yuan_of(0.1 + 0.2) == 3000
    assert money.yuan_of(1234.56789) == 12_345_679
    assert money.yuan_of(1.00005) == 10_001
    for wrong in (-1, float("nan"), float("inf"), Decimal("NaN"), 10**400):
        with pytest.raises(BadValue):
            money.yuan_of(wrong)


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("45.2%", "0.452"),
        ("45.2", "0.452"),
        ("１６７．８％", "1.678"),
        ("百分之45", "0.45"),
        ("0", "0"),
        ("1,000%", "10"),
    ],
)
def test_percentages_as_typed(typed: str, share: str) -> None:
    assert money.parse_percent(typed) == Decimal(share)


@pytest.mark.parametrize("typed", ["过半", "-3%", "45.2%%", "1e9", "99999999"])
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(BadValue, match=r"百分数|太大"):
        money.parse_percent(typed)


def test_percentages_as_shown() -> None:
    assert money.parse_percent(" ") is None
    assert money.format_percent(Fraction(6290, 6474)) == "97.2%"
    assert money.format_percent(0.4525) == "45.3%"  # as written, not as the binary fraction below it
    assert money.format_percent(Decimal("1.678"), 0) == "168%"
    assert money.format_percent(0) == "0.0%"
    assert money.format_percent(None) == ""


def test_halves_are_rounded_up() -> None:
    assert [money.round_half_up(Fraction(count, 2)) for count in (1, 3, 5, -1)] == [1, 2, 3, -1]
