"""Two entries that are one unit or one person: every link moves, nothing is lost, one undo takes it back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzledger.errors import Missing, NotAllowed
from jzledger.ledger import attachments
from jzledger.ledger.ledger import Ledger
from jzledger.ledger.merging_units import linked, links_to, merge_entries
from jzledger.records.base import nouns
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from jzledger.records.parts import OWNERS
from tests.ledgers import fresh_file
from tests.office import Office


def merge(office: Office, kept: str, other: str, noun: str = "unit") -> str:
    step = office.ledger.edit("合并", merge_entries, noun, kept, other).step
    assert step is not None
    return step


def links(office: Office, noun: str, row_id: str) -> dict[tuple[str, str], int]:
    return {(one.noun, one.column): one.count for one in office.ledger.read(linked, noun, row_id)}


def test_every_link_moves_and_the_other_name_becomes_an_alias(office: Office):
    kept = office.unit("云岭市发展和改革委员会")
    other = office.unit("市发改委", kind="bureau", aliases="计委", order_no="3")
    office.unit("粮食局", parent="市发改委")
    project = office.project(
        "云杉产业园", owner_unit="市发改委", lead_unit="市发改委", units="市发改委、财政局"
    )
    issue = office.issue(project="云杉产业园", lead_unit="市发改委", units="市发改委")
    office.ledger.edit("附件", attachments.attach, "unit", other, "三定方案.txt", b"x")
    assert links(office, "unit", other) == {
        ("issue", "lead_unit_id"): 1,
        ("issue_unit", "unit_id"): 1,
        ("project", "owner_unit_id"): 1,
        ("role", "unit_id"): 2,
        ("unit", "parent_id"): 1,
        ("unit_alias", "unit_id"): 1,
    }
    merge(office, kept, other)
    assert links(office, "unit", other) == {}
    assert office.value("issues", issue, "lead_unit").id == kept
    assert office.names("projects", project, "units") == ["云岭市发展和改革委员会", "财政局"]
    assert office.names("units", kept, "aliases") == ["计委", "市发改委"]
    row = office.row("units", kept)
    assert (row["kind"], row["order_no"]) == ("bureau", 3)
    assert [unit["id"] for unit in office.rows("units") if unit["name"] == "市发改委"] == []
    assert len(office.ledger.read(attachments.attached_to, "unit", kept)) == 1


def test_a_unit_that_was_named_twice_is_named_once(office: Office):
    kept, other = office.unit("云岭市财政局"), office.unit("财政局")
    issue = office.issue(units="云岭市财政局、财政局")
    project = office.project(units="云岭市财政局、财政局", lead_unit="财政局")
    merge(office, kept, other)
    assert office.names("issues", issue, "units") == ["云岭市财政局"]
    assert office.names("projects", project, "units") == ["云岭市财政局"]
    assert office.value("projects", project, "lead_unit").id == kept


def test_what_the_kept_one_has_stays(office: Office):
    kept = office.unit("云岭市财政局", short_name="市财政局", kind="bureau")
    other = office.unit("市财局", short_name="财局", kind="company")
    merge(office, kept, other)
    row = office.row("units", kept)
    assert (row["name"], row["short_name"], row["kind"]) == ("云岭市财政局", "市财政局", "bureau")
    assert office.names("units", kept, "aliases") == ["市财局", "财局"]


@pytest.mark.parametrize("kept_below", [True, False])
def test_the_tree_of_units_never_becomes_a_ring(office: Office, kept_below: bool):
    top, middle, low = (
        office.unit("甲局"),
        office.unit("乙处", parent="甲局"),
        office.unit("丙科", parent="乙处"),
    )
    kept, other = (low, top) if kept_below else (top, low)
    merge(office, kept, other)
    parents = {row["id"]: row["parent"] for row in office.rows("units")}
    assert set(parents) == {middle, kept}
    if kept_below:
        assert parents[kept] is not None and parents[kept].id == middle and parents[middle] is None
    else:
        assert parents[kept] is None and parents[middle].id == kept


def test_people_are_merged_with_their_posts_and_roles(office: Office):
    kept, other = (
        office.add("people", name="张建国", posts="局长"),
        office.add("people", name="张建国 ", phone="1380"),
    )
    project = office.project("云杉产业园")
    office.set("projects", project, sponsor=Ref("person", other, "张建国"))
    office.set("people", other, posts="局长、副县长")
    merge(office, kept, other, "person")
    assert office.value("projects", project, "sponsor").id == kept
    assert sorted(office.names("people", kept, "posts")) == ["副县长", "局长"]
    assert office.value("people", kept, "phone") == "1380"


def test_one_undo_takes_it_back_and_redo_does_it_again(office: Office):
    kept, other = office.unit("云岭市财政局"), office.unit("财政局", aliases="财局")
    office.issue(units="云岭市财政局、财政局", lead_unit="财政局")
    before = office.everything()
    merge(office, kept, other)
    after = office.everything()
    office.ledger.undo()
    assert office.living() == {key: row for key, row in before.items() if row["deleted_at"] is None}
    office.ledger.redo()
    assert {k: v for k, v in office.living().items()} == {
        key: row for key, row in after.items() if row["deleted_at"] is None
    }


def test_both_histories_are_kept(office: Office):
    kept, other = office.unit("云岭市财政局"), office.unit("财政局")
    office.set("units", other, kind="bureau")
    merge(office, kept, other)
    lines = office.ledger.history("unit", other)
    assert {line.column for line in lines} >= {"kind", "name"}
    assert office.ledger.history("unit", kept)


def test_what_cannot_be_merged_changes_nothing(office: Office):
    unit, gone = office.unit("甲局"), office.unit("乙局")
    office.delete("units", gone)
    before = office.everything()
    for noun, kept, other, error in (
        ("unit", unit, unit, NotAllowed),
        ("unit", unit, gone, Missing),
        ("unit", gone, unit, Missing),
        ("project", unit, gone, NotAllowed),
    ):
        with pytest.raises(error):
            merge(office, kept, other, noun)
    assert office.everything() == before


def test_every_link_of_the_schema_is_known():
    found = set(links_to("unit"))
    assert (
        ("dispatch", "unit_id") in found
        and ("issue_update", "unit_id") in found
        and ("lead", "unit_id") in found
    )
    for noun in nouns():
        for key in nouns()[noun].__table__.foreign_keys:
            if key.column.table.name == "unit":
                assert (noun, key.parent.key) in found


def test_a_merge_of_the_other_can_be_restored_without_doubling(office: Office):
    """The other comes back from the recycle bin as a bare name."""
    kept, other = office.unit("云岭市财政局"), office.unit("财政局", aliases="财局")
    issue = office.issue(units="云岭市财政局、财政局")
    merge(office, kept, other)
    office.ledger.restore(TABLES["units"], [other])
    assert office.names("units", other, "aliases") == []
    assert office.names("issues", issue, "units") == ["云岭市财政局"]


UNITS = "甲乙丙丁"
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("lead", "units", "parent", "merge", "alias", "undo")), *[st.integers(0, 3)] * 2
    ),
    min_size=1,
    max_size=12,
)


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_whatever_was_linked_is_linked_to_a_living_unit_and_comes_back(edits: list[tuple[str, int, int]]):
    with tempfile.TemporaryDirectory() as folder, Ledger.open(fresh_file(Path(folder)), by="王芳") as ledger:
        office = Office(ledger)
        units = [office.unit(f"{name}局") for name in UNITS]
        issue = office.issue(project=None)
        pictures: list[Any] = []
        for what, a, b in edits:
            living = {row["id"] for row in office.rows("units")}
            if not {units[a], units[b]} <= living:
                continue
            before = office.living()
            try:
                _do(office, what, issue, units[a], units[b], pictures)
            except NotAllowed:
                assert office.living() == before
                continue
            if what != "undo":
                pictures.append(before)
            _all_links_live(office)
        for before in reversed(pictures):
            ledger.undo()
            assert office.living() == before


def _do(office: Office, what: str, issue: str, one: str, other: str, pictures: list[Any]) -> None:
    """Raises NotAllowed for what cannot be, or changes nothing."""
    refs = {row["id"]: Ref("unit", row["id"], row["name"]) for row in office.rows("units")}
    step: str | None = "undone"
    if what == "lead":
        step = office.set("issues", issue, lead_unit=refs[one]).step
    elif what == "units":
        step = office.set("issues", issue, units=tuple(dict.fromkeys((refs[one], refs[other])))).step
    elif what == "parent":
        step = office.set("units", one, parent=refs[other]).step
    elif what == "alias":
        step = office.set("units", one, aliases=f"别名{other[-4:]}").step
    elif what == "merge":
        step = merge(office, one, other)
    elif pictures:
        office.ledger.undo()
        assert office.living() == pictures.pop()
    else:
        step = None
    if step is None:
        raise NotAllowed("nothing changed")


def _all_links_live(office: Office) -> None:
    living = office.living()
    for noun, column in links_to("unit"):
        for (kind, _), row in living.items():
            if kind == noun and row[column] is not None:
                assert ("unit", row[column]) in living, (noun, column)
    for (kind, _), row in living.items():
        if kind in OWNERS and OWNERS[kind][0] == "unit":
            assert ("unit", row[OWNERS[kind][1]]) in living
