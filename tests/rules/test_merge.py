"""Three-way merge of cells: nobody's lone change is lost, and what nobody changed does not count as one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules.merge import merge_cell, merge_cells, plain

WORDS = st.sampled_from(["", "已受理", "待审批", "6月底前", "3"])
CELLS = st.one_of(
    WORDS,
    st.text(max_size=12),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.none(),
)
KINDS = st.sampled_from(["text", "number", "date"])


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "outcome"),
    [
        ("甲", "甲", "甲", "unchanged"),
        ("甲", "甲", "乙", "take"),
        ("甲", "乙", "甲", "keep"),
        ("甲", "乙", "乙", "same"),
        ("甲", "乙", "丙", "ask"),
        ("", "", "乙", "take"),
        ("甲", "", "乙", "ask"),
    ],
)
def test_each_of_the_five_outcomes(base: str, ours: str, theirs: str, outcome: str):
    assert merge_cell(base, ours, theirs) == outcome


@given(WORDS, WORDS, WORDS)
def test_a_lone_change_of_either_side_is_never_lost(base: str, ours: str, theirs: str):
    outcome = merge_cell(base, ours, theirs)
    if theirs != base and ours == base:
        assert outcome == "take"
    if ours != base and theirs == base:
        assert outcome == "keep"
    if ours != base and theirs != base and ours != theirs:
        assert outcome == "ask"


@given(WORDS, WORDS, WORDS)
def test_the_two_sides_are_treated_alike(base: str, ours: str, theirs: str):
    other = {"take": "keep", "keep": "take"}
    outcome = merge_cell(base, ours, theirs)
    assert merge_cell(base, theirs, ours) == other.get(outcome, outcome)


def merged(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """The ledger after a merge in which the conflicts are left."""
    outcomes = merge_cells(base, ours, theirs)
    return [
        their if outcome == "take" else our
        for our, their, outcome in zip(ours, theirs, outcomes, strict=True)
    ]


ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=8)


@given(ROWS)
def test_merging_twice_is_merging_once(rows: list[tuple[str, str, str, str]]):
    base, ours, theirs, _ = (list(column) for column in zip(*rows, strict=True))
    once = merged(base, ours, theirs)
    assert merged(base, once, theirs) == once
    assert "take" not in merge_cells(base, once, theirs)


@given(ROWS)
def test_the_order_of_files_does_not_matter_where_they_do_not_contradict(
    rows: list[tuple[str, str, str, str]],
):
    base, ours, one, other = (list(column) for column in zip(*rows, strict=True))
    other = [base[n] if one[n] not in (base[n], b) else b for n, b in enumerate(other)]
    assert merged(base, merged(base, ours, one), other) == merged(base, merged(base, ours, other), one)


@given(CELLS, KINDS)
def test_the_plain_form_is_plain_already(value, kind):
    shown = plain(value, kind)
    assert plain(shown, kind) == shown


@given(st.text(max_size=20))
def test_line_ends_and_blanks_at_the_end_are_no_change(text: str):
    lined = text.replace("\r", "").replace("\n", "")
    assert plain(f"{lined}\r\n{lined}  ") == plain(f"{lined}\n{lined}")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (3, 3.0, "text"),
        ("3.0", 3, "number"),
        ("1,234.50", 1234.5, "number"),
        (0.1 + 0.2, 0.3, "number"),
        (13800000000.0, "13800000000", "text"),
        (date(2024, 6, 30), "2024-06-30", "date"),
        (date(2024, 6, 30), "2024年6月30日", "date"),
        (datetime(2024, 6, 30), "2024.6.30", "date"),
        (None, "", "text"),
        ("已办结 \r\n", "已办结", "text"),
    ],
)
def test_ways_to_write_the_same_are_the_same(one, other, kind):
    assert plain(one, kind) == plain(other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [(0, "", "number"), ("6月底前", "6月底", "date"), ("00123", 123, "text"), ("3.0", "3", "text")],
)
def test_what_is_not_the_same_differs(one, other, kind):
    assert plain(one, kind) != plain(other, kind)
