"""From the rows of a workbook to rows of the ledger: names, evidence, what is known already, and what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from jzledger import paths
from jzledger.errors import AlreadyImported
from jzledger.exchange import workbooks_in
from jzledger.exchange.workbooks_in import Choices, Understood, WorkbookImport, adopted
from jzledger.formats.reading.found import ReadProblem, ReadWorkbook
from jzledger.ledger.cell_history import cell_history
from jzledger.ledger.workbook_sources import cells_of
from jzledger.records.fields import TABLES
from jzledger.records.sources import Attachment, Blob, Evidence
from jzledger.records.units import UnitAlias
from tests.exchange.sheets import row, sheet, workbook
from tests.office import Office


class Desk:
    """A clerk with workbooks that were read already: `bring` gives one, `take` writes what is agreed."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.office, self.monkeypatch = office, monkeypatch
        self.count = 0

    def bring(self, *sheets: Any, data: bytes | None = None, read: Any = None) -> WorkbookImport:
        found = workbook(*sheets)

        def reading(*args: Any, **named: Any) -> ReadWorkbook:
            return found

        self.monkeypatch.setattr(workbooks_in, "read", read or reading)
        self.count += 1
        bytes_of = data if data is not None else f"workbook {self.count}".encode()
        return WorkbookImport(
            self.office.ledger, bytes_of, "台账.xlsx", self.office.context, paths.resources()
        )

    def take(self, source: WorkbookImport, choices: Choices = Choices()) -> Understood:  # noqa: B008
        understood = source.understand(choices)
        self.office.ledger.apply(adopted(understood), "导入表格", context=self.office.context)
        return understood

    def certain(self, source: WorkbookImport) -> None:
        proposal = source.understand().proposal.certain()
        self.office.ledger.apply(proposal, "导入表格", context=self.office.context)


@pytest.fixture
def desk(file_office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(file_office, monkeypatch)


def counted(office: Office) -> dict[str, int]:
    """Rows of the ledger proper, without what only tells where they came from."""
    counts = office.ledger.counts()
    left_out = ("step", "change", "evidence", "attachment", "blob", "setting", "holiday", "category")
    return {noun: n for noun, n in counts.items() if n and noun not in left_out}


ISSUE: dict[str, Any] = {
    "project": "云杉高端原料药项目",
    "issue": "林地手续未批复",
    "category": "手续",
    "measures": "省市联动",
    "progress": "已报市局",
    "status": "办理中",
    "lead_unit": "市林业局",
    "units": ("青河县", "市自然资源局"),
    "owner": "张建国",
    "sponsor": "李明远",
    "listed_on": date(2024, 3, 1),
    "deadline_text": "6月底前",
    "deadline": date(2024, 6, 30),
    "investment_total_wan": 120000,
}


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


def test_the_same_rows_saved_again_add_nothing(desk: Desk):
    office = desk.office
    desk.take(desk.bring(sheet(row(5, **ISSUE, more={"备注": "急"}))))
    before = counted(office)
    again = desk.bring(sheet(row(9, **ISSUE, more={"备注": "急"})))
    understood = desk.take(again)
    assert understood.counts() == {"new": 0, "fills": 0, "differs": 0, "same": 1}
    assert counted(office) == before


def test_one_undo_takes_a_whole_workbook_back_and_it_can_come_again(desk: Desk):
    office = desk.office
    before = office.living()
    desk.take(desk.bring(sheet(row(5, **ISSUE)), data=b"once"))
    office.ledger.undo()
    assert office.living() == before
    desk.take(desk.bring(sheet(row(5, **ISSUE)), data=b"once"))
    assert len(office.rows("issues")) == 1


def test_a_shortened_name_is_offered_with_its_points_and_remembered_when_accepted(desk: Desk):
    office = desk.office
    unit = office.unit("云岭市发展和改革委员会")
    source = desk.bring(sheet(row(5, project="云杉园", issue="未批", lead_unit="市发改委")))
    (question,) = [q for q in source.understand().questions if q.noun == "unit"]
    assert question.written == "市发改委" and question.answer == unit and not question.sure
    assert question.match.candidates[0].points >= 80 and question.places == ["台账!H5"]
    desk.take(source)
    (issue,) = office.rows("issues")
    assert issue["lead_unit"].id == unit
    assert office.names("units", unit, "aliases") == ["市发改委"]
    assert [step.label for step in office.steps()].count("导入表格") == 1
    alias = office.ledger.read(lambda s: s.scalars(select(UnitAlias.id)).one())
    assert office.ledger.read(cells_of, "unit_alias", alias)[0].place == "台账!H5"
    # The next workbook need not ask.
    later = desk.bring(sheet(row(6, project="云杉园", issue="未交地", lead_unit="市发改委")))
    assert not [q for q in later.understand().questions if q.noun == "unit"]


def test_what_needs_a_choice_waits_for_review_when_only_the_certain_is_taken(desk: Desk):
    office = desk.office
    office.unit("云岭市发展和改革委员会")
    first = row(5, project="云杉园", issue="未批", lead_unit="市发改委")
    second = row(6, project="云杉园", issue="未交地", lead_unit="云岭市发展和改革委员会")
    desk.certain(desk.bring(sheet(first, second)))
    assert [issue["title"] for issue in office.rows("issues")] == ["未交地"]
    assert [unit["name"] for unit in office.rows("units")] == ["云岭市发展和改革委员会"]


def test_the_clerk_may_say_that_it_is_another_unit_or_a_new_one(desk: Desk):
    office = desk.office
    known, other = office.unit("云岭市发展和改革委员会"), office.unit("云岭市粮食局")
    rows = row(5, project="云杉园", issue="未批", lead_unit="市发改委")
    desk.take(desk.bring(sheet(rows)), Choices(names={("unit", "市发改委"): other}))
    assert office.rows("issues")[0]["lead_unit"].id == other
    desk.take(
        desk.bring(sheet(row(6, project="云杉园", issue="未交地", lead_unit="发改委"))),
        Choices(names={("unit", "发改委"): ""}),
    )
    made = office.rows("issues")[1]["lead_unit"]
    assert made.name == "发改委" and made.id not in (known, other)


def test_a_unit_that_is_new_is_made_once_for_all_its_cells(desk: Desk):
    rows = [
        row(n, project="云杉园", issue=f"问题{n}", lead_unit="市气象局", units=("市气象局",))
        for n in (5, 6, 7)
    ]
    desk.take(desk.bring(sheet(*rows)))
    assert [unit["name"] for unit in desk.office.rows("units")] == ["市气象局"]


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


def test_a_row_that_is_left_out_writes_nothing(desk: Desk):
    source = desk.bring(
        sheet(row(5, project="甲园", issue="一"), row(6, project="乙园", issue="二", lead_unit="丙局"))
    )
    desk.take(source, Choices(left_out=frozenset({(0, 1)})))
    assert [project["name"] for project in desk.office.rows("projects")] == ["甲园"]
    assert desk.office.rows("units") == []


def test_nothing_is_written_before_it_is_taken(desk: Desk):
    before = desk.office.everything()
    desk.bring(sheet(row(5, **ISSUE))).understand()
    assert desk.office.everything() == before


def test_a_closed_issue_is_closed_with_its_result(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="一", progress="已批复"), kind="closed")))
    (issue,) = desk.office.rows("issues")
    assert (issue["state"], issue["outcome"], issue["progress"]) == ("closed", "已批复", "已批复")


def test_directives_and_meeting_rows_go_to_their_table(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="抓紧开工"), kind="directives")))
    assert [one["title"] for one in desk.office.rows("directives")] == ["抓紧开工"]
    assert desk.office.rows("issues") == []


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


def test_problems_of_the_reader_come_through_with_their_cells(desk: Desk):
    told = ReadProblem("台账!D7", "是公式但没有结果")
    understood = desk.bring(sheet(row(5, project="甲园", issue="一"), problems=[told])).understand()
    assert told in understood.problems and "台账!D7：是公式但没有结果" in understood.proposal.problems


def test_figures_go_to_the_year_and_month_that_the_sheet_speaks_for(desk: Desk):
    office = desk.office
    figures = row(
        5,
        project="甲园",
        investment_total_wan=10000,
        plan_wan=5000,
        completed_wan=1234.5678,
        progress="主体施工",
    )
    desk.take(desk.bring(sheet(figures, kind="investment", as_of=date(2024, 5, 31))))
    (report,) = office.rows("progress")
    assert (report["year"], report["month"], report["done_ytd_yuan"]) == (2024, 5, 12_345_678)
    assert report["physical_progress"] == "主体施工"
    assert office.rows("projects")[0]["target_yuan"] == 50_000_000


def test_a_plan_of_another_year_stands_under_its_year(desk: Desk):
    desk.take(
        desk.bring(sheet(row(5, project="甲园", plan_wan=5000), kind="investment", as_of=date(2023, 12, 31)))
    )
    plans = [row for (noun, _), row in desk.office.living().items() if noun == "annual_plan"]
    assert [(plan["year"], plan["target_yuan"]) for plan in plans] == [(2023, 50_000_000)]


def test_without_a_month_a_cumulative_figure_is_not_guessed(desk: Desk):
    understood = desk.take(
        desk.bring(sheet(row(5, project="甲园", completed_wan=100), kind="investment", as_of=None))
    )
    assert desk.office.rows("progress") == []
    assert any("累计完成投资没有采用" in problem.message for problem in understood.problems)


def test_a_title_tells_the_period_where_no_day_does(desk: Desk):
    wanted = row(5, project="甲园", completed_wan=100)
    desk.take(
        desk.bring(
            sheet(wanted, kind="investment", as_of=None, title="云岭市2024年1—5月重点项目投资完成情况")
        )
    )
    (report,) = desk.office.rows("progress")
    assert (report["year"], report["month"]) == (2024, 5)


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


def test_several_people_in_a_cell_the_first_is_linked_and_all_are_kept(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="一", owner="张建国 13800000000、李明"))))
    (issue,) = desk.office.rows("issues")
    assert issue["person"].name == "张建国" and issue["note"] == "责任人：张建国 13800000000、李明"
    assert [person["phone"] for person in desk.office.rows("people")] == ["13800000000"]


def test_two_sheets_share_their_project(desk: Desk):
    one = sheet(row(5, project="甲园", issue="一"))
    two = sheet(row(5, "投资", project="甲园", plan_wan=100), kind="investment", name="投资")
    desk.take(desk.bring(one, two))
    (project,) = desk.office.rows("projects")
    assert project["target_yuan"] == 1_000_000


def test_figures_of_one_project_that_disagree_within_the_workbook_are_told(desk: Desk):
    rows = [
        row(n, project="甲园", issue=f"问题{n}", investment_total_wan=wan) for n, wan in ((5, 100), (6, 200))
    ]
    understood = desk.take(desk.bring(sheet(*rows)))
    assert desk.office.rows("projects")[0]["total_yuan"] == 1_000_000
    assert any("不一致" in problem.message and problem.at == "台账!O6" for problem in understood.problems)


def test_text_that_a_spreadsheet_would_run_is_text(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue='=HYPERLINK("x")', lead_unit="+市林业局"))))
    assert desk.office.rows("issues")[0]["title"] == '=HYPERLINK("x")'


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


def test_the_name_of_the_sheet_tells_the_period_too(desk: Desk):
    wanted = row(5, "2024年4月", project="甲园", completed_wan=100)
    desk.take(desk.bring(sheet(wanted, kind="investment", as_of=None, name="2024年4月")))
    (report,) = desk.office.rows("progress")
    assert (report["year"], report["month"]) == (2024, 4)


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
