"""Writing what was agreed: the cells taken, their Evidence, all or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, select

from jzledger.errors import Cancelled, ChangedElsewhere, Missing, NotAllowed, Undecided
from jzledger.records.base import new_id
from jzledger.records.kinds import Due
from jzledger.records.sources import Evidence
from jzledger.rules.proposal import Origin, Proposal, ProposedCell, ProposedRow
from tests.office import Office

SOURCE = "01900000-0000-7000-8000-000000000001"
SENTENCE = Origin("10:20", "健康元项目开工")


def proposal(*rows: ProposedRow) -> Proposal:
    return Proposal("article", SOURCE, rows)


def new(noun: str, row_id: str = "", **values: Any) -> ProposedRow:
    cells = tuple(ProposedCell(key, value, origin=SENTENCE) for key, value in values.items())
    return ProposedRow(noun, row_id or new_id(), True, cells)


def change(noun: str, row_id: str, *cells: ProposedCell) -> ProposedRow:
    return ProposedRow(noun, row_id, False, cells)


def evidence(office: Office) -> list[tuple[str, str, str | None]]:
    found = office.ledger.read(lambda s: s.scalars(select(Evidence).order_by(Evidence.id)).all())
    return [(one.noun_name, one.row_id, one.column_name) for one in found]


def test_new_rows_link_to_each_other_and_each_cell_has_its_sentence(office: Office):
    project = new_id()
    agreed = proposal(
        new("issue", kind="problem", state="listed", title="用地", project_id=project),
        new("project", project, name="健康元"),
    )
    changes = office.ledger.apply(agreed, "导入文章")
    (issue,) = office.rows("issues")
    assert issue["project"].id == project
    assert office.steps()[-1].kind == "merge" and changes.created("project") == [project]
    assert ("project", project, "name") in evidence(office) and len(evidence(office)) == 5


def test_only_what_was_taken_is_written(office: Office):
    project = office.project(note="一", code="1")
    cells = (
        ProposedCell("note", "二", "take", origin=SENTENCE),
        ProposedCell("code", "2", "keep", origin=SENTENCE),
        ProposedCell("name", "健康元", "same", origin=SENTENCE),
    )
    office.ledger.apply(proposal(change("project", project, *cells)), "导入")
    row = office.row("projects", project)
    assert (row["note"], row["code"]) == ("二", "1")
    assert evidence(office) == [("project", project, "note"), ("project", project, "name")]


def test_a_new_row_that_was_decided_against_is_not_made(office: Office):
    row = new("unit", name="某单位")
    row = replace(row, cells=tuple(replace(cell, verdict="keep") for cell in row.cells))
    assert not office.ledger.apply(proposal(row), "导入")
    assert office.rows("units") == []


def test_an_open_question_keeps_everything_from_being_written(file_office: Office):
    row = change("project", file_office.project(), ProposedCell("note", "二", "ask"))
    before = file_office.everything()
    with pytest.raises(Undecided, match="还有1行没有决定") as raised:
        file_office.ledger.apply(proposal(new("unit", name="某单位"), row), "导入")
    assert raised.value.cells == (row,) and file_office.everything() == before


def test_a_cell_that_no_longer_holds_its_base_is_not_written(office: Office):
    project = office.project(note="别处")
    cell = ProposedCell("note", "二", base="一")
    before = office.everything()
    with pytest.raises(ChangedElsewhere) as raised:
        office.ledger.apply(proposal(new("unit", name="甲"), change("project", project, cell)), "导入")
    assert raised.value.cells == ((cell, "别处"),) and office.everything() == before
    office.set("projects", project, note="一")
    assert office.ledger.apply(proposal(change("project", project, cell)), "导入")


def test_a_row_deleted_meanwhile_is_missing(office: Office):
    project = office.project()
    office.delete("projects", project)
    with pytest.raises(Missing):
        office.ledger.apply(proposal(change("project", project, ProposedCell("note", "二"))), "导入")


def test_a_key_known_already_is_refused_and_nothing_is_written(office: Office):
    article: dict[str, Any] = {"title": "开工", "sha256": "0", "raw": b"1", "clean_text": "开工"}
    office.ledger.apply(proposal(new("article", **article)), "导入")
    before = office.everything()
    with pytest.raises(NotAllowed, match="已经有了"):
        office.ledger.apply(proposal(new("unit", name="甲"), new("article", **article)), "导入")
    assert office.everything() == before


def test_cancelling_in_the_middle_writes_nothing(office: Office):
    before = office.everything()

    def cancel(done: int, total: int, what: str) -> None:
        assert (total, what) == (3, "正在写入")
        if done == 3:
            raise Cancelled

    rows = [new("unit", name=name) for name in "甲乙丙"]
    with pytest.raises(Cancelled):
        office.ledger.apply(proposal(*rows), "导入", cancel)
    assert office.everything() == before


def test_fields_with_a_writer_are_written_by_it(office: Office):
    issue = office.issue()
    cells = (
        ProposedCell("units", ("市发改委", "城投集团")),
        ProposedCell("due", Due("6月底前", None, None)),
        ProposedCell("note", "急"),
    )
    row = new("issue", kind="problem", state="listed", title="新", units=("市发改委",))
    agreed = proposal(change("issue", issue, *cells), row)
    office.ledger.apply(agreed, "汇总", context=office.context)
    found = office.row("issues", issue)
    assert (found["due"].text, found["note"]) == ("6月底前", "急")
    assert office.names("issues", issue, "units") == ["市发改委", "城投集团"]
    assert office.names("issues", row.id, "units") == ["市发改委"]


def test_an_import_is_undone_as_a_whole(office: Office):
    before = office.living()
    project = new_id()
    office.ledger.apply(
        proposal(
            new("project", project, name="健康元"), new("project_alias", project_id=project, alias="健")
        ),
        "导入",
    )
    after = office.living()
    office.ledger.undo()
    assert office.living() == before
    office.ledger.redo()
    assert office.living() == after


def test_many_known_rows_cost_a_few_queries(file_office: Office):
    ids = [file_office.unit(f"单位{n}") for n in range(30)]
    rows = [change("unit", row_id, ProposedCell("order_no", n)) for n, row_id in enumerate(ids)]
    statements: list[str] = []
    listener = lambda *call: statements.append(call[2])  # noqa: E731
    event.listen(file_office.ledger._engine, "before_cursor_execute", listener)
    file_office.ledger.apply(proposal(*rows), "汇总")
    assert len([s for s in statements if s.startswith("SELECT")]) < 5
