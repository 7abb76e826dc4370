"""Near-duplicates are found whatever their blanks and punctuation; other numbers make another matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules import similar
from jzledger.rules.file_names import LONGEST, is_program, safe_name, size_words

WORDS = st.text("三号地块林地手续未批准，。 35二期用水电", max_size=30)


def like(one: str, other: str) -> float:
    return similar.likeness(similar.signs_of(one), similar.signs_of(other))


def test_what_is_said_twice_is_found_and_what_only_sounds_alike_is_not():
    others = {
        "a": "三号地块林地调整手续未批",
        "b": "5号地块林地手续未批",
        "c": "110千伏专线走廊树障未清",
        "d": "３号地块 林地手续，未批",
    }
    found = similar.near("3号地块林地手续未批", others)
    assert [one.key for one in found] == ["d", "a"]
    assert found[0].likeness == 1.0


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_a_share(one: str, other: str):
    assert like(one, other) == like(other, one)
    assert 0 <= like(one, other) <= 1


@given(st.lists(WORDS, max_size=8))
def test_all_pairs_are_those_that_asking_one_by_one_finds(texts: list[str]):
    keyed = [(f"{n:02}", text) for n, text in enumerate(texts)]
    slow = {
        (key, other)
        for key, text in keyed
        for other, told in keyed
        if key < other and like(text, told) >= similar.LEAST
    }
    assert {pair[:2] for pair in similar.pairs(keyed)} == slow


def test_a_name_that_is_a_path_or_a_device_is_cleaned():
    assert safe_name("..\\..\\windows\\批复.pdf") == "批复.pdf"
    assert safe_name("/etc/../../批复?.pdf") == "批复_.pdf"
    assert safe_name("CON.txt") == "_CON.txt"
    assert safe_name("  ..  ") == "附件" == safe_name("")
    assert safe_name("\u202efdp.exe") == "fdp.exe"
    long = safe_name("长" * 300 + ".docx")
    assert len(long) <= LONGEST and long.endswith(".docx")
    assert is_program("发票.PDF.exe") and not is_program("发票.pdf")
    assert (size_words(5), size_words(2048), size_words(2 << 30)) == ("5 字节", "2 KB", "2.0 GB")
