"""Cleaning, folding and printing of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules.text import by_number, clean, fold, for_paper, sentence


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [
        ("土地未批", "土地未批", False),
        ("一\r\n二\r三\x0b四\u2028五", "一\n二\n三\n四\n五", False),
        ("一  \n  二　\n\n", "一\n  二", False),
        ("a\tb", "a b", False),
        ("a\x00b\x1fc\x7f", "abc", True),
        ("a\ud800b", "ab", True),
        ("6月\u202e底前\u2069", "6月底前", True),
        ("\ufeff长\u200b垣", "长垣", True),
        ("👨‍👩‍👧𠮷", "👨‍👩‍👧𠮷", False),
    ],
)
def test_clean(typed: str, kept: str, dropped: bool) -> None:
    assert clean(typed) == (kept, dropped)


def test_one_line_only() -> None:
    assert clean("一\r\n二\n", many_lines=False) == ("一 二", False)


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    kept, _ = clean(text)
    assert "\x00" not in kept and "\r" not in kept
    kept.encode("utf-8")
    assert clean(kept) == (kept, False)


def test_fold_finds_what_looks_the_same() -> None:
    assert fold("ＡＢＣ 公司　（焦作）") == fold("abc公司(焦作)")
    assert fold("Straße") == fold("STRASSE")


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("　已完成，，正在验收。。。 ", "已完成，正在验收。"),
        ("一\n二", "一\n二"),
        ("好。，好", "好。，好"),
        ("", ""),
    ],
)
def test_for_paper(stored: str, printed: str) -> None:
    assert for_paper(stored) == printed


@pytest.mark.parametrize(
    ("text", "longest", "ended"),
    [
        ("主体封顶", 120, "主体封顶。"),
        ("主体封顶；", 120, "主体封顶。"),
        ("他说“封顶了。”", 120, "他说“封顶了。”"),
        ("一期完工。二期开工。三期未动。", 12, "一期完工。二期开工。…"),
        ("没有一处可以断开的很长的话", 6, "没有一处可…"),
        ("  ", 120, ""),
    ],
)
def test_sentence(text: str, longest: int, ended: str) -> None:
    assert sentence(text, longest) == ended


@given(st.text(max_size=80), st.integers(2, 40))
def test_a_sentence_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(sentence(text, longest)) <= longest


def test_numbers_in_texts_count() -> None:
    numbers = ["督〔2024〕10号", "督〔2024〕2号", "督〔2023〕11号", "10", "2", "", "督"]
    ordered = ["", "2", "10", "督", "督〔2023〕11号", "督〔2024〕2号", "督〔2024〕10号"]
    assert sorted(numbers, key=by_number) == ordered
