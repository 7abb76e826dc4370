"""Which rows a view has to read again."""

from __future__ import annotations

from datetime import date

from jzledger.ledger.changes import Changes, joined
from jzledger.records.kinds import Ref

UNIT, PERSON = Ref("unit", "u", "市发改委"), Ref("person", "p", "王芳")
ROWS = [
    ("a", 1, "甲", None, None),
    ("b", 1, "乙", UNIT, None),
    ("c", 1, "丙", None, (PERSON, UNIT)),
    ("d", 1, "丁", PERSON, ()),
]


def test_a_row_is_stale_by_its_own_id_and_by_every_link_it_shows():
    assert Changes("s", {"issue": {"a": frozenset({"note"})}}).stale(ROWS) == ["a"]
    assert Changes("s", {"unit": {"u": frozenset({"name"})}}).stale(ROWS) == ["b", "c"]
    assert Changes("s", {"person": {"p": frozenset()}, "issue": {"x": frozenset()}}).stale(ROWS) == ["c", "d"]


def test_a_deadline_is_no_link():
    from jzledger.records.kinds import Due

    assert Changes("s", {"unit": {"u": frozenset()}}).stale([("a", 1, Due("u", None, None))]) == []


def test_changes_of_nothing_are_false():
    assert not Changes(None) and not Changes("s")
    assert Changes(None, today=date(2024, 6, 5)) and Changes(None, everything=True)


def test_joined_changes_hold_all_columns_and_remember_who_came_or_went():
    one = Changes("1", {"unit": {"u": frozenset({"name"}), "v": frozenset({"kind"})}}, "一")
    two = Changes(
        "2", {"unit": {"u": frozenset({"kind"}), "v": frozenset()}, "issue": {"a": frozenset()}}, "二"
    )
    three = Changes("3", {"unit": {"v": frozenset({"name"})}}, "三")
    found = joined([one, two, three])
    assert found.touched == {
        "unit": {"u": frozenset({"name", "kind"}), "v": frozenset()},
        "issue": {"a": frozenset()},
    }
    assert (found.step, found.label) == ("3", "三")


def test_who_came_or_went_is_told_by_noun():
    changes = Changes("s", {"unit": {"u": frozenset(), "v": frozenset({"name"})}})
    assert changes.created("unit") == ["u"] and changes.created("issue") == []
    assert changes.ids("unit") == {"u", "v"}
