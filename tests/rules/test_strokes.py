"""Order by strokes, and finding by initials in many texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules.initials import pattern
from jzledger.rules.pinyin import matches_initials
from jzledger.rules.strokes import stroke_count, stroke_key
from jzledger.rules.text import fold


@pytest.mark.parametrize(
    ("sign", "count"), [("一", 1), ("丁", 2), ("王", 4), ("李", 7), ("赵", 9), ("鑫", 24), ("龘", 48)]
)
def test_strokes_are_counted(sign: str, count: int):
    assert stroke_count(sign) == count


def test_fewer_strokes_come_first():
    assert sorted("赵钱孙李丁一王", key=stroke_key) == list("一丁王孙李赵钱")


def test_figures_first_and_in_natural_order():
    assert sorted(["丁", "B", "10号", "2号"], key=stroke_key) == ["2号", "10号", "B", "丁"]


def test_unknown_signs_have_no_count():
    assert stroke_count("A") is None


WORDS = st.text(st.sampled_from("长垣县重庆厦门单县焦作Ab3（）·"), max_size=8)


@given(WORDS, st.text(st.sampled_from("cyxzqjsmab3长"), min_size=1, max_size=3))
def test_the_expression_finds_what_the_letters_find(text: str, typed: str):
    assert bool(pattern(typed).search(fold(text))) == matches_initials(text, typed)
