"""Where the value of a cell goes: the table of its sheet, the state its word means, the note where it fits nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jzledger.exchange.workbook_words import says_none
from tests.exchange.sheets import row, sheet
from tests.exchange.workbook_desk import Desk


def test_directives_and_meeting_rows_go_to_their_table(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="抓紧开工"), kind="directives")))
    assert [one["title"] for one in desk.office.rows("directives")] == ["抓紧开工"]
    assert desk.office.rows("issues") == []


def test_nodes_and_leads(desk: Desk):
    node = row(5, project="甲园", issue="主体封顶", deadline_text="9月底", deadline=date(2024, 9, 30))
    lead = row(
        5,
        "线索",
        project="丹枫电池",
        investor="丹枫公司",
        place="北方",
        stage="洽谈中",
        amount_wan=30000,
        lead_unit="市商务局",
    )
    desk.take(desk.bring(sheet(node, kind="schedule"), sheet(lead, kind="leads", name="线索")))
    (milestone,) = desk.office.rows("milestones")
    assert (milestone["name"], milestone["due"].on) == ("主体封顶", date(2024, 9, 30))
    (found,) = desk.office.rows("leads")
    assert (found["name"], found["stage"], found["amount_yuan"]) == ("丹枫电池", "洽谈", 300_000_000)
    assert found["unit"].name == "市商务局"


def test_a_closed_issue_is_closed_with_its_result(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="一", progress="已批复"), kind="closed")))
    (issue,) = desk.office.rows("issues")
    assert (issue["state"], issue["outcome"], issue["progress"]) == ("closed", "已批复", "已批复")


@pytest.mark.parametrize(
    ("status", "state"),
    [("已办结", "closed"), ("未办结", "in_progress"), ("是", "closed"), ("否", "in_progress"), ("长期推进", "long_term"),
     ("待交办", "listed"), ("申请销号", "closing_requested"), ("待核查", "verifying"), ("已完成", "closed")],
)  # fmt: skip
def test_words_of_a_state(desk: Desk, status: str, state: str):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="一", status=status))))
    assert desk.office.rows("issues")[0]["state"] == state


def test_a_word_that_no_rule_knows_is_told_and_kept(desk: Desk):
    understood = desk.take(desk.bring(sheet(row(5, project="甲园", issue="一", status="红色预警"))))
    assert [problem.at for problem in understood.problems] == ["台账!G5"]
    (issue,) = desk.office.rows("issues")
    assert (issue["state"], issue["note"]) == ("listed", "办理状态：红色预警")


def test_a_row_of_an_issue_without_its_text_is_told_and_says_nothing_of_the_project(desk: Desk):
    understood = desk.take(desk.bring(sheet(row(5, project="甲园", category="施工", lead_unit="县住建局"))))
    assert [problem.message for problem in understood.problems] == ["这一行没有写问题内容，问题没有采用"]
    (project,) = desk.office.rows("projects")
    assert project["lead_unit"] is None and desk.office.rows("issues") == []


@pytest.mark.parametrize("words", ["无", "暂无", "无。", "—", "/", "暂无问题", "目前没有困难"])
def test_a_cell_that_says_there_is_no_issue_makes_none(desk: Desk, words: str):
    desk.take(
        desk.bring(
            sheet(row(5, project="甲园", issue=words, lead_unit="市工信局", progress="装修"), kind="projects")
        )
    )
    (project,) = desk.office.rows("projects")
    assert desk.office.rows("issues") == [] and project["lead_unit"].name == "市工信局"
    assert desk.office.rows("progress")[0]["physical_progress"] == "装修"


@pytest.mark.parametrize(
    "words", ["无", "没有", "暂无", "――", "暂时没有", "没有存在的问题", "（无）", "1.无", "未发现问题"]
)
def test_a_row_of_an_issue_sheet_without_an_issue_brings_its_project_and_says_so(desk: Desk, words: str):
    lines: list[list[Any]] = [
        ["问题台账"],
        ["项目名称", "存在问题", "解决措施", "责任单位", "完成时限"],
        ["甲园项目", words, None, "市发改委", None],
        ["乙园项目", "供水未接通", "协调", "市水利局", "7月底前"],
    ]
    understood = desk.take(desk.bring_file(lines))
    assert [row["title"] for row in desk.office.rows("issues")] == ["供水未接通"]
    assert {row["name"] for row in desk.office.rows("projects")} == {"甲园项目", "乙园项目"}
    told = [(one.at, one.message) for one in understood.problems]
    assert told == [("Sheet!B3", f"“{words}”不是问题，只导入了项目")]


@pytest.mark.parametrize("words", ["无法供水", "没有施工许可证", "无", "暂无资金"])
def test_only_a_denial_alone_is_no_issue(words: str):
    assert says_none(words) == (words == "无")


def test_a_heading_that_is_a_title_of_ours_fills_its_column(desk: Desk):
    more = {
        "基本情况/建设性质": "续建",
        "建设地点": "青河县",
        "实际开工": "2024年2月20日",
        "备注": "急",
        "填报人": "郑远",
    }
    desk.take(desk.bring(sheet(row(5, project="甲园", more=more), kind="projects")))
    (project,) = desk.office.rows("projects")
    assert (project["nature"], project["started_on"]) == ("carried_over", date(2024, 2, 20))
    assert project["county_unit"].name == "青河县" and project["note"] == "急\n填报人：郑远"


def test_a_text_that_cannot_be_the_value_of_that_column_stands_in_the_note(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", more={"建设性质": "改扩建及其他"}), kind="projects")))
    (project,) = desk.office.rows("projects")
    assert project["nature"] is None and project["note"] == "建设性质：改扩建及其他"


def test_text_that_a_spreadsheet_would_run_is_text(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue='=HYPERLINK("x")', lead_unit="+市林业局"))))
    assert desk.office.rows("issues")[0]["title"] == '=HYPERLINK("x")'


WITH_PLACES: list[list[Any]] = [
    ["项目问题台账"],
    ["序号", "项目名称", "县区", "存在问题", "责任单位", "完成时限", "备注"],
    [1, "甲园项目", "青河", "林地手续未批复", "市林业局", "6月底前", "急"],
    [2, "乙园项目", "白石区", "供水未接通", "市水利局", "7月底前", None],
    [3, "丙园项目", "青河县纬三路18号", "供电未接通", "市供电公司", "7月底前", None],
    [4, "甲园项目", "青河县、白石区", "道路未通", "市交通局", "7月底前", None],
]


def test_a_new_project_of_an_issue_sheet_gets_its_place(desk: Desk):
    desk.office.unit("青河县")
    understood = desk.take(desk.bring_file(WITH_PLACES))
    places = {
        row["name"]: row["county_unit"] and row["county_unit"].name for row in desk.office.rows("projects")
    }
    assert places == {"甲园项目": "青河县", "乙园项目": "白石区", "丙园项目": None}
    offered = {
        question.written: question.sure for question in understood.questions if question.noun == "unit"
    }
    assert offered["青河"] is False and offered["白石区"] is True
    notes = {row["title"]: row["note"] for row in desk.office.rows("issues")}
    assert notes == {
        "林地手续未批复": "急",
        "供水未接通": None,
        "供电未接通": "县区：青河县纬三路18号",
        "道路未通": "县区：青河县、白石区",
    }


def test_a_known_project_keeps_its_place_where_an_issue_sheet_has_another(desk: Desk):
    project = desk.office.project("甲园项目", county_unit="白石区")
    understood = desk.take(
        desk.bring_file([*WITH_PLACES[:2], [1, "甲园项目", "青河县", "一", "市局", None, None]])
    )
    assert desk.office.value("projects", project, "county_unit").name == "白石区"
    assert [d for told in understood.told.values() for draft in told.drafts for d in draft.differences()]
