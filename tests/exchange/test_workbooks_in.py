"""A workbook as a whole: its rows arrive with their cells as sources in one Step, and only what was agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from jzledger.errors import AlreadyImported
from jzledger.exchange.workbooks_in import Choices
from jzledger.formats.reading.found import ReadProblem
from jzledger.ledger.cell_history import cell_history
from jzledger.ledger.workbook_sources import cells_of
from jzledger.records.fields import TABLES
from jzledger.records.sources import Attachment, Blob
from tests.exchange.sheets import row, sheet, workbook
from tests.exchange.workbook_desk import ISSUE, Desk


def test_an_issue_row_becomes_project_issue_units_and_people(desk: Desk):
    office = desk.office
    desk.take(desk.bring(sheet(row(5, **ISSUE, more={"备注": "急", "联系电话": "0391-0000000"}))))
    (issue,) = office.rows("issues")
    (project,) = office.rows("projects")
    assert (project["name"], project["total_yuan"]) == ("云杉高端原料药项目", 1_200_000_000)
    assert project["sponsor"].name == "李明远"
    assert (issue["title"], issue["category"], issue["measures"]) == (
        "林地手续未批复",
        "手续办理",
        "省市联动",
    )
    assert (issue["state"], issue["progress"]) == ("in_progress", "已报市局")
    assert issue["lead_unit"].name == "市林业局"
    assert [ref.name for ref in issue["units"]] == ["青河县", "市自然资源局"]
    assert (issue["person"].name, issue["opened_on"]) == ("张建国", date(2024, 3, 1))
    assert tuple(issue["due"]) == ("6月底前", date(2024, 6, 30), "month")
    assert issue["first_due_on"] == date(2024, 6, 30)
    assert issue["note"] == "急\n联系电话：0391-0000000"
    assert issue["project"].id == project["id"]


def test_every_value_has_its_cell(desk: Desk):
    office = desk.office
    desk.take(desk.bring(sheet(row(5, **ISSUE))))
    (issue,) = office.rows("issues")
    cells = office.ledger.read(cells_of, "issue", issue["id"])
    by_column = {column: one for one in cells for column in one.columns}
    for column in (
        "title",
        "measures",
        "lead_unit_id",
        "unit_id",
        "text",
        "due_text",
        "category",
        "person_id",
        "state",
    ):
        assert by_column[column].file_name == "台账.xlsx" and by_column[column].kept
    assert by_column["title"].place == "台账!C5" and by_column["title"].quote == "林地手续未批复"
    assert by_column["due_text"].quote == "6月底前"
    moments = office.ledger.read(
        cell_history, TABLES["issues"], issue["id"], TABLES["issues"].field("measures"), office.context
    )
    assert [moment.source for moment in moments] == ["台账.xlsx 台账!E5"]


def test_the_workbook_itself_is_kept_once(desk: Desk):
    office = desk.office
    desk.take(desk.bring(sheet(row(5, **ISSUE)), data=b"PK the very bytes"))
    kept = office.ledger.read(lambda s: s.scalars(select(Attachment)).all())
    blobs = office.ledger.read(lambda s: s.scalars(select(Blob)).all())
    assert [(one.noun_name, one.name, one.size) for one in kept] == [("workbook", "台账.xlsx", 17)]
    assert [one.data for one in blobs] == [b"PK the very bytes"]


def test_the_same_workbook_again_is_refused_and_changes_nothing(desk: Desk):
    desk.take(desk.bring(sheet(row(5, **ISSUE)), data=b"once"))
    before = desk.office.everything()
    with pytest.raises(AlreadyImported):
        desk.bring(sheet(row(5, **ISSUE)), data=b"once")
    assert desk.office.everything() == before


def test_one_undo_takes_a_whole_workbook_back_and_it_can_come_again(desk: Desk):
    office = desk.office
    before = office.living()
    desk.take(desk.bring(sheet(row(5, **ISSUE)), data=b"once"))
    office.ledger.undo()
    assert office.living() == before
    desk.take(desk.bring(sheet(row(5, **ISSUE)), data=b"once"))
    assert len(office.rows("issues")) == 1


def test_nothing_is_written_before_it_is_taken(desk: Desk):
    before = desk.office.everything()
    desk.bring(sheet(row(5, **ISSUE))).understand()
    assert desk.office.everything() == before


def test_a_row_that_is_left_out_writes_nothing(desk: Desk):
    source = desk.bring(
        sheet(row(5, project="甲园", issue="一"), row(6, project="乙园", issue="二", lead_unit="丙局"))
    )
    desk.take(source, Choices(left_out=frozenset({(0, 1)})))
    assert [project["name"] for project in desk.office.rows("projects")] == ["甲园"]
    assert desk.office.rows("units") == []


def test_two_sheets_share_their_project(desk: Desk):
    one = sheet(row(5, project="甲园", issue="一"))
    two = sheet(row(5, "投资", project="甲园", plan_wan=100), kind="investment", name="投资")
    desk.take(desk.bring(one, two))
    (project,) = desk.office.rows("projects")
    assert project["target_yuan"] == 1_000_000


def test_problems_of_the_reader_come_through_with_their_cells(desk: Desk):
    told = ReadProblem("台账!D7", "是公式但没有结果")
    understood = desk.bring(sheet(row(5, project="甲园", issue="一"), problems=[told])).understand()
    assert told in understood.problems and "台账!D7：是公式但没有结果" in understood.proposal.problems


def test_a_corrected_heading_is_remembered_for_that_header(desk: Desk):
    seen: list[Any] = []
    headings = (("project", "项目名称"), (None, "卡点"))

    def reading(
        data: bytes, name: str, resources: Any, context: Any, mapping: Any = None, progress: Any = None
    ):
        seen.append(mapping)
        key = (mapping or {}).get("卡点")
        values: dict[str, Any] = {"project": "甲园", **({"issue": "一"} if key == "issue" else {})}
        return workbook(sheet(row(5, **values), headings=(headings[0], (key, "卡点"))))

    source = desk.bring(read=reading)
    assert source.workbook.sheets[0].rows[0].values == {"project": "甲园"}
    source.correct(source.workbook.sheets[0], {"卡点": "issue"})
    assert source.workbook.sheets[0].rows[0].values["issue"] == "一"
    # Another workbook with that header needs no correction.
    later = desk.bring(read=reading, data=b"another")
    assert seen[-1] == {"卡点": "issue"}
    assert later.workbook.sheets[0].rows[0].values["issue"] == "一"
