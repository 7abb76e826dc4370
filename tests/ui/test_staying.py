"""Rows that were edited stay where they are; the others follow the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from jzledger.ui.tables.staying import Staying


@dataclass
class Named:
    name: str

    def id(self) -> str:
        return self.name


def put(staying: Staying, previous: str, natural: str, changed: str = "") -> tuple[str, str]:
    shown, elsewhere = staying.put(list(previous), [Named(name) for name in natural], set(changed))
    return "".join(line.name for line in shown), "".join(line.name for line in elsewhere)


def test_an_edited_row_stays_and_another_one_follows():
    staying = Staying()
    staying.touched.add("b")
    assert put(staying, "abcde", "acdbe", "b") == ("abcde", "b")
    assert put(staying, "abcde", "ecdba") == ("ecdab", "b"), "it stays below the row it stood below"
    staying.let_go("b")
    assert put(staying, "ecdab", "ecdba") == ("ecdba", "")


def test_a_row_that_did_not_move_is_not_held():
    staying = Staying()
    staying.touched.add("b")
    assert put(staying, "abc", "abc", "b") == ("abc", "")
    assert put(staying, "abc", "axbc") == ("axbc", ""), "so a row may come between"


def test_new_rows_stay_at_the_end_in_the_order_in_which_they_came():
    staying = Staying()
    staying.touched.add("x")
    assert put(staying, "abc", "axbc", "x") == ("abcx", "x")
    staying.touched.add("y")
    assert put(staying, "abcx", "axybc", "y") == ("abcxy", "xy")
    assert put(staying, "abcxy", "ayb") == ("ayb", ""), "what they stood below is gone"


def test_an_edit_of_another_place_waits_for_its_own_news():
    staying = Staying()
    staying.touched.add("b")
    assert put(staying, "abc", "abc", "c") == ("abc", "")
    assert put(staying, "abc", "acb", "b") == ("abc", "b")


@given(st.permutations("abcdef"), st.permutations("abcdefg"), st.sets(st.sampled_from("abcdefg")))
def test_no_row_is_lost_or_doubled(previous, natural, touched):
    staying = Staying()
    for _ in range(3):
        staying.touched |= touched
        shown, _ = put(staying, "".join(previous), "".join(natural), "".join(touched))
        assert sorted(shown) == sorted(natural)
        previous, natural = list(shown), natural[1:] + natural[:1]
