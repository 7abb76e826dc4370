"""Rows of a workbook that the ledger has already: filled where it is empty, asked about where they differ."""

from __future__ import annotations

from sqlalchemy import select

from jzledger.exchange.workbooks_in import Choices
from jzledger.records.sources import Evidence
from tests.exchange.sheets import row, sheet
from tests.exchange.workbook_desk import ISSUE, Desk, counted


def test_the_same_rows_saved_again_add_nothing(desk: Desk):
    office = desk.office
    desk.take(desk.bring(sheet(row(5, **ISSUE, more={"备注": "急"}))))
    before = counted(office)
    again = desk.bring(sheet(row(9, **ISSUE, more={"备注": "急"})))
    understood = desk.take(again)
    assert understood.counts() == {"new": 0, "fills": 0, "differs": 0, "same": 1}
    assert counted(office) == before


def test_a_known_project_is_filled_where_it_is_empty_and_kept_where_it_differs(desk: Desk):
    office = desk.office
    project = office.project("云杉产业园", total_yuan="3亿")
    source = desk.bring(
        sheet(
            row(
                5,
                project="云杉产业园",
                investment_total_wan=50000,
                plan_wan=8000,
                status="在建",
                deadline_text="12月底",
            ),
            kind="projects",
        )
    )
    understood = desk.take(source)
    assert understood.counts()["differs"] == 1
    held = office.row("projects", project)
    assert held["total_yuan"] == 300_000_000
    assert (held["status"], held["target_yuan"], held["finish_due"].text) == (
        "under_construction",
        80_000_000,
        "12月底",
    )
    evidence = office.ledger.read(lambda s: s.scalars(select(Evidence.column_name)).all())
    assert "total_yuan" not in evidence  # what was not taken is no source


def test_the_clerk_may_let_the_workbook_hold_where_it_differs(desk: Desk):
    office = desk.office
    project = office.project("云杉产业园", total_yuan="3亿")
    source = desk.bring(sheet(row(5, project="云杉产业园", investment_total_wan=50000), kind="projects"))
    desk.take(source, Choices(theirs=frozenset({(0, 0)})))
    assert office.value("projects", project, "total_yuan") == 500_000_000


def test_an_issue_that_is_nearly_known_is_asked_about(desk: Desk):
    office = desk.office
    project = office.project("甲园")
    office.issue("征地拆迁涉及三户未签约", project="甲园")
    source = desk.bring(sheet(row(5, project="甲园", issue="征地拆迁涉及三户尚未签约")))
    desk.certain(source)
    assert len(office.rows("issues")) == 1
    understood = desk.bring(sheet(row(5, project="甲园", issue="征地拆迁涉及三户尚未签约"))).understand()
    assert understood.told[0, 0].unsure and understood.told[0, 0].drafts[0].candidates
    assert project


def test_one_problem_over_several_rows_with_measures_of_their_own_is_several_issues(desk: Desk):
    rows = [
        row(n, project="甲园", issue="三户未签约", measures=text) for n, text in ((5, "上门"), (6, "司法"))
    ]
    desk.take(desk.bring(sheet(*rows)))
    office = desk.office
    assert [(one["title"], one["measures"]) for one in office.rows("issues")] == [
        ("三户未签约", "上门"),
        ("三户未签约", "司法"),
    ]
    before = counted(office)
    understood = desk.take(desk.bring(sheet(*rows)))
    assert understood.counts()["same"] == 2 and counted(office) == before


def test_a_state_that_may_follow_is_asked_and_leaves_its_way(desk: Desk):
    office = desk.office
    office.project("甲园")
    issue = office.issue("一", project="甲园", state="assigned")
    office.set("issues", issue, state="in_progress")
    rows = row(5, project="甲园", issue="一", status="长期推进")
    desk.take(desk.bring(sheet(rows)))
    assert office.value("issues", issue, "state") == "in_progress"
    desk.take(desk.bring(sheet(rows)), Choices(theirs=frozenset({(0, 0)})))
    assert office.value("issues", issue, "state") == "long_term"


def test_a_known_issue_is_not_closed_by_a_sheet_but_told(desk: Desk):
    office = desk.office
    office.project("甲园")
    issue = office.issue("一", project="甲园")
    source = desk.bring(sheet(row(5, project="甲园", issue="一", status="已办结", progress="已批复")))
    understood = desk.take(source, Choices(theirs=frozenset({(0, 0)})))
    assert office.value("issues", issue, "state") == "listed"
    assert [p.message for p in understood.problems] == ["表里是“已销号”，台账里是“列入台账”，请在台账里办理"]
    assert office.value("issues", issue, "progress") == "已批复"
