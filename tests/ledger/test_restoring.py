"""Every cell tells who put what into it when, and any state of a row can be brought back."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzledger.errors import Missing
from jzledger.ledger import moving, wording
from jzledger.ledger.bin_rows import bin_rows, bin_size
from jzledger.ledger.cell_history import Moment, cell_history, has_history, row_history
from jzledger.ledger.restoring import restore_to
from jzledger.ledger.trail_pages import TrailFilter, columns_of, people, tables_touched, trail_page
from jzledger.records.base import HOUSEKEEPING, nouns
from jzledger.records.fields import TABLES
from tests.office import Office, new_ledger

ISSUES, PROJECTS = TABLES["issues"], TABLES["projects"]


def moments(office: Office, row_id: str, key: str, table=ISSUES) -> list[Moment]:
    return office.ledger.read(cell_history, table, row_id, table.field(key), office.context)


def restore(office: Office, row_id: str, step_id: str, noun: str = "issue") -> None:
    office.ledger.edit("恢复到此时", restore_to, noun, row_id, step_id, office.context)


def test_a_cell_tells_who_changed_it_from_what_to_what(office):
    row_id = office.issue(due="6月20日", units="市林业局")
    office.set("issues", row_id, due="6月25日")
    office.ledger.by = "李明"
    office.set("issues", row_id, units="市林业局、青陵区")
    office.set("issues", row_id, note="与时限无关")
    due = moments(office, row_id, "due")
    assert [(m.before and m.before.text, m.after.text, m.by) for m in due] == [
        ("6月20日", "6月25日", "王芳"),
        (None, "6月20日", "王芳"),
    ]
    units = moments(office, row_id, "units")
    assert [(ISSUES.field("units").kind.show(m.after), m.by) for m in units] == [
        ("市林业局、青陵区", "李明"),
        ("市林业局", "王芳"),
    ]


def test_the_history_of_every_cell_ends_with_what_it_holds(office):
    office.project(
        "云杉产业园",
        levels="省重点、市重点",
        programmes="三十工程",
        sponsor="周明",
        units="青陵区",
        target_yuan="3500万",
    )
    (row,) = office.rows("projects")
    office.set(
        "projects", row["id"], levels="市重点", sponsor="吴越", target_yuan="4000万", units="青陵区、石泓县"
    )
    row = office.row("projects", row["id"])
    for field in PROJECTS.fields:
        if has_history(PROJECTS, field):
            found = moments(office, row["id"], field.key, PROJECTS)
            assert (found[0].after if found else None) == row[field.key], field.key


def test_a_row_goes_back_to_what_it_was_with_its_units_and_its_history_stays(office):
    row_id = office.issue(units="市林业局", due="6月20日")
    then, was = office.steps()[-1].id, office.row("issues", row_id)
    office.set("issues", row_id, units="青陵区", due="7月1日", note="改过")
    office.ledger.edit("办理", moving.move, row_id, "listed", "assigned", {}, office.context)
    office.delete("issues", row_id)
    restore(office, row_id, then)
    now = office.row("issues", row_id)
    same = ("title", "units", "due", "note", "state", "person")
    assert {key: now[key] for key in same} == {key: was[key] for key in same}
    kinds = [n.kind for n in office.ledger.read(moving.notes_of, row_id)]
    assert "assigned" not in kinds or kinds[0] == "progress"
    office.ledger.undo()
    assert office.rows("issues") == [], "one undo takes the restoring back"


def test_a_time_before_the_row_and_a_row_that_is_purged_are_told(office):
    before = office.steps()[-1].id
    row_id = office.issue()
    with pytest.raises(Missing, match="那时"):
        restore(office, row_id, before)
    office.delete("issues", row_id)
    office.ledger.empty_bin()
    with pytest.raises(Missing, match="清除"):
        restore(office, row_id, before)


TYPED = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["甲", "乙", "丙"]),
        "units": st.sampled_from(["", "市林业局", "青陵区", "青陵区、市林业局"]),
        "due": st.sampled_from(["", "6月20日", "7月1日", "尽快"]),
        "note": st.sampled_from(["", "急"]),
        "person": st.sampled_from(["", "李明"]),
    },
)


@settings(max_examples=15, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=5))
def test_every_state_that_a_row_ever_had_can_be_brought_back(edits):
    with tempfile.TemporaryDirectory() as folder, new_ledger(str(Path(folder) / "云岭.jzl")) as ledger:
        office = Office(ledger)
        row_id = office.issue("甲")
        keys = ("title", "units", "due", "note", "person", "state")
        states = {}
        for typed in edits:
            office.set("issues", row_id, **typed)
            states[office.steps()[-1].id] = {key: office.value("issues", row_id, key) for key in keys}
        for step_id, held in states.items():
            restore(office, row_id, step_id)
            assert {key: office.value("issues", row_id, key) for key in keys} == held


def test_the_trail_is_filtered_by_person_day_table_column_and_text(office):
    office.project("云杉产业园")
    row_id = office.issue("用地手续“未办结”", project="云杉产业园", due="6月20日")
    office.ledger.by = "李明"
    office.set("issues", row_id, due="6月25日", note="急")

    def told(**wanted):
        return office.ledger.read(trail_page, TrailFilter(**wanted)).lines

    assert {line.by for line in told(by="李明")} == {"李明"}
    assert [
        (line.column, line.before, line.after) for line in told(noun="issue", column="完成时限", by="李明")
    ] == [("完成时限", "6月20日", "6月25日")]
    assert {line.noun for line in told(noun="issue")} == {"issue"}
    assert any(line.after == "急" for line in told(text="急"))
    assert {line.row for line in told(text="“未办结”")} == {"用地手续“未办结”"}
    today = date.today()
    assert told(first=today - timedelta(days=1), last=today + timedelta(days=1))
    assert not told(first=today + timedelta(days=2)) and not told(last=today - timedelta(days=2))
    assert office.ledger.read(people) == ["李明", "王芳"]
    assert ("issue", "问题") in office.ledger.read(tables_touched)
    assert "完成时限" in columns_of("issue")


def test_pages_follow_each_other_without_gap_or_repetition(office):
    for n in range(7):
        office.unit(f"单位{n}")
    whole = office.ledger.read(trail_page, TrailFilter())
    assert whole.after is None
    lines, after = [], None
    while True:
        page = office.ledger.read(trail_page, TrailFilter(), after, 5)
        lines += page.lines
        after = page.after
        if after is None:
            break
    assert [(x.step_id, x.noun, x.row_id, x.column) for x in lines] == [
        (x.step_id, x.noun, x.row_id, x.column) for x in whole.lines
    ]


def test_every_table_and_column_has_a_chinese_name():
    for noun, model in nouns().items():
        assert not wording.title_of(noun).isascii(), noun
        for column in model.__mapper__.column_attrs:
            if wording.is_told(column.key) and column.key not in HOUSEKEEPING:
                assert not wording.column_title(noun, column.key).isascii(), (noun, column.key)


def test_the_bin_shows_what_was_deleted_without_what_went_with_it(office):
    project = office.project("云杉产业园")
    office.issue("用地手续未办结", project="云杉产业园")
    alone = office.issue("供电线路未定")
    office.delete("issues", alone)
    office.delete("projects", project)
    found = office.ledger.read(bin_rows)
    assert [(row.name, row.table, row.by) for row in found] == [
        ("云杉产业园", "项目", "王芳"),
        ("供电线路未定", "问题", "王芳"),
    ]
    assert found[0].parts == 1 and office.ledger.read(bin_size) == 3
    office.ledger.restore(PROJECTS, [project])
    assert len(office.rows("issues")) == 1, "it comes back whole"
    assert [row.id for row in office.ledger.read(bin_rows)] == [alone]


def test_row_history_keeps_the_changes_of_one_step_together(office):
    row_id = office.issue(units="市林业局")
    office.set("issues", row_id, note="急", person="李明")
    steps = [m.step_id for m in office.ledger.read(row_history, ISSUES, row_id, office.context)]
    assert steps == sorted(steps, reverse=True) and len(set(steps)) == 2
