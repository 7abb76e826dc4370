"""The recycle bin: what goes with a row, what comes back, what is gone for good."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from jzledger.errors import Missing, NotAllowed, NothingToUndo, UndoConflict
from jzledger.records.fields import TABLES
from jzledger.records.issues import IssueUpdate
from jzledger.records.projects import AnnualPlan
from jzledger.records.sources import Attachment, Evidence
from jzledger.records.trail import Change
from tests.office import Office


def restore(office: Office, table: str, *ids: str) -> None:
    office.ledger.restore(TABLES[table], ids)


def a_full_project(office: Office) -> tuple[str, str]:
    project = office.project(target_yuan="1亿", levels="省重点", units="市发改委")
    issue = office.issue(project="健康元", units="市发改委", progress="已联系")
    office.add("milestones", project="健康元", name="开工", due="6月底前")
    cited = Evidence(source_kind="article", source_id=project, noun_name="issue", row_id=issue, quote="句")
    paper = Attachment(noun_name="project", row_id=project, name="批复.pdf", size=1, sha256="0")
    office.ledger.edit("附件", lambda session: session.add_all([cited, paper]))
    return project, issue


def test_a_row_takes_its_parts_along_and_brings_them_back(office: Office):
    project, _ = a_full_project(office)
    before = office.everything()
    office.delete("projects", project)
    left = {noun for noun, _ in office.living()}
    assert not left & {"project", "issue", "issue_unit", "issue_update", "milestone", "annual_plan", "role"}
    assert not left & {"evidence", "attachment", "listing"}
    assert {"unit", "programme"} <= left
    restore(office, "projects", project)
    assert office.everything() == before


def test_a_part_that_was_deleted_earlier_stays_in_the_bin(office: Office):
    project, issue = a_full_project(office)
    office.delete("issues", issue)
    office.delete("projects", project)
    restore(office, "projects", project)
    assert office.rows("issues") == [] and len(office.rows("milestones")) == 1


def test_a_part_is_not_restored_without_its_owner(office: Office):
    project, issue = a_full_project(office)
    office.delete("issues", issue)
    office.delete("projects", project)
    with pytest.raises(NotAllowed, match="项目"):
        restore(office, "issues", issue)
    assert office.rows("issues") == []


def test_deletion_and_restoring_can_be_undone(office: Office):
    project, _ = a_full_project(office)
    whole = office.living()
    office.delete("projects", project)
    empty = office.living()
    office.ledger.undo()
    assert office.living() == whole
    office.ledger.redo()
    assert office.living() == empty
    restore(office, "projects", project)
    office.ledger.undo()
    assert office.living() == empty


def test_a_row_named_twice_is_deleted_once(file_office: Office):
    unit = file_office.unit("城投集团")
    assert file_office.delete("units", unit, unit)
    with pytest.raises(Missing):
        file_office.delete("units", unit)


def test_one_missing_row_keeps_all_rows_in_place(file_office: Office):
    unit, gone = file_office.unit("城投集团"), file_office.unit("供电公司")
    file_office.delete("units", gone)
    with pytest.raises(Missing):
        file_office.delete("units", unit, gone)
    assert len(file_office.rows("units")) == 1


def test_restoring_needs_the_unique_key_to_be_free(office: Office):
    project = office.project(target_yuan="1亿")
    plan = office.ledger.read(lambda s: s.scalars(select(AnnualPlan)).one())
    office.ledger.edit("删计划", lambda s: setattr(s.get_one(AnnualPlan, plan.id), "deleted_at", s.now))
    office.set("projects", project, target_yuan="2亿")
    before = office.everything()
    with pytest.raises(NotAllowed, match="已经有了"):
        office.ledger.edit("恢复", lambda s: setattr(s.get_one(AnnualPlan, plan.id), "deleted_at", None))
    assert office.everything() == before


def test_a_link_to_a_row_in_the_bin_keeps_its_name(office: Office):
    unit = office.unit("城投集团")
    issue = office.issue(lead_unit="城投集团", units="城投集团")
    office.delete("units", unit)
    row = office.row("issues", issue)
    assert row["lead_unit"].name == "城投集团" and row["units"][0].name == "城投集团"


def test_emptying_takes_rows_away_for_good_and_keeps_their_values_in_the_audit(office: Office):
    project, _ = a_full_project(office)
    office.delete("projects", project)
    changes = office.ledger.empty_bin()
    assert not {key for key, row in office.everything().items() if row["deleted_at"] is not None}
    assert changes.created("project") == [project]
    change = office.changes(changes.step)["project", project]
    assert change.kind == "purge" and change.after is None
    assert change.before is not None and change.before["name"] == "健康元"
    assert office.steps()[-1].kind == "purge"


def test_a_row_that_a_living_row_links_to_stays_in_the_bin(office: Office):
    unit = office.unit("城投集团", aliases="城投")
    issue = office.issue(lead_unit="城投集团")
    office.delete("units", unit)
    office.ledger.empty_bin()
    assert office.value("issues", issue, "lead_unit").name == "城投集团"
    assert ("unit", unit) in office.everything()


def test_an_empty_bin_leaves_no_trace(file_office: Office):
    steps = len(file_office.steps())
    assert not file_office.ledger.empty_bin()
    assert len(file_office.steps()) == steps


def test_emptying_is_not_undone_and_what_went_cannot_come_back(office: Office):
    unit = office.unit("城投集团")
    office.delete("units", unit)
    office.ledger.empty_bin()
    with pytest.raises(UndoConflict):
        office.ledger.undo()
    # Left where it cannot be helped, the deletion counts as taken back, and so does the making of the row.
    office.ledger.undo(leave_conflicts=True)
    office.ledger.undo(leave_conflicts=True)
    with pytest.raises(NothingToUndo):
        office.ledger.undo()
    kinds = office.ledger.read(lambda s: s.scalars(select(Change.kind).where(Change.row_id == unit)).all())
    assert sorted(kinds) == ["create", "purge", "update"]


def test_deleting_many_rows_costs_a_few_queries(file_office: Office):
    for number in range(30):
        file_office.issue(f"第{number}件", units="市发改委", progress="已联系")
    ids = [row["id"] for row in file_office.rows("issues")]
    statements: list[str] = []
    listener = lambda *call: statements.append(call[2])  # noqa: E731
    event.listen(file_office.ledger._engine, "before_cursor_execute", listener)
    file_office.delete("issues", *ids)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) < 20
    del statements[:]
    restore(file_office, "issues", *ids)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) < 20
    updates = file_office.ledger.read(
        lambda s: s.scalars(select(IssueUpdate).where(IssueUpdate.deleted_at.is_(None))).all()
    )
    assert len(updates) == 30
