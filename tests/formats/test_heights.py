"""Room that texts and numbers take, and breaks in headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.formats import heights, slots
from jzledger.formats.sheet_frame import cut_columns


@pytest.mark.parametrize(
    ("text", "width", "broken"),
    [
        ("序号", 5, "序号"),
        ("分包领导", 8, "分包\n领导"),
        ("所属工程", 9, "所属工程"),
        ("年度形象进度目标", 16, "年度形象\n进度目标"),
        ("与序时进度差（百分点）", 8, "与序时\n进度差\n（百分\n点）"),
        ("级别/县（市、区）", 18, "级别/县\n（市、区）"),
        ("年度计划\n投资", 10, "年度计划\n投资"),
        ("至2023年底\n累计完成\n投资", 11, "至2023年底\n累计完成\n投资"),
    ],
)
def test_header_breaks(text, width, broken):
    assert heights.break_header(text, width, 11) == broken


@given(st.text("年度计划投资（百分点）2024A", min_size=1, max_size=40), st.integers(4, 40))
def test_header_breaks_lose_nothing(text, width):
    assert heights.break_header(text, width, 11).replace("\n", "") == text


@given(st.text(max_size=60), st.integers(2, 60))
def test_more_room_never_takes_more_lines(text, room):
    assert heights.lines(text, room + 2) <= heights.lines(text, room)


def test_lines_and_heights():
    assert heights.room(28, 11) == 26  # 13 full-width characters
    assert heights.lines("", 26) == 1
    assert heights.lines("一" * 13, 26) == 1 and heights.lines("一" * 14, 26) == 2
    assert heights.lines("5月28日：一\n\n二", 26) == 3
    assert heights.height(3, 11) == 47


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [
        ("云重督〔2024〕", 10, 2),
        ("云重督〔2024〕10号", 10, 3),  # 18 units, but 号 does not fit behind 〔2024〕10
        ("路基成型19.6公里", 10, 2),
        ("新建管道长DN1000", 14, 2),
        ("一二三ABCDEFGHIJKL四", 10, 3),  # a word longer than a line begins one of its own
    ],
)
def test_numbers_and_words_are_not_broken(text, room, count):
    assert heights.lines(text, room) == count


@given(st.text("一二〔（〕）。5a.-", max_size=60), st.integers(1, 20))
def test_whole_words_never_take_fewer_lines_than_their_characters(text, room):
    characters = max(1, -(-heights.text_units(text) // (2 * room)))
    assert characters <= heights.lines(text, 2 * room) <= characters * 1.25 + 1


def test_widths_for_numbers():
    assert heights.width_for("2024-06-30", 11) <= 11
    assert 11 < heights.width_for("33,747,800.00 ", 11) <= 13


@pytest.mark.parametrize("columns", [4, 5, 24])
def test_slots_cover_all_columns_once(columns):
    spans = cut_columns([7.0] * columns, (0, 0.30, 0.55, 0.78))
    assert [place for first, last in spans for place in range(first, last + 1)] == list(range(columns))


@pytest.mark.parametrize(
    ("value", "shown"), [(16.65, "16.6"), (200 / 3, "66.7"), (0, "0.0"), (-0.04, "0.0"), (12.5, "12.5")]
)
def test_figures_in_texts_are_rounded(value, shown):
    assert slots.fill("{x:.1f}", {"x": value}) == shown


def test_slots_are_names_only():
    values = {"office": "{city}办公室", "city": "云岭市", "empty": None}
    assert slots.fill("{office}{empty}", values) == "{city}办公室"
    assert slots.fault("{office.__class__}") and slots.fault("{0}") == "" and slots.fault("{a:>10}")
