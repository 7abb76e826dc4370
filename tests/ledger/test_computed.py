"""Fields that are no column: read from side tables or judged for the day."""

from __future__ import annotations

from datetime import date

import pytest

from jzledger.records.issues import Instruction, Issue, IssueUpdate, Meeting
from jzledger.records.projects import Listing, Programme, Role
from tests.office import Office


def report(office: Office, project: str, month: int, done: str, year: int = 2024, **typed: str) -> None:
    office.add("progress", project=project, year=str(year), month=str(month), done_ytd_yuan=done, **typed)


def test_a_month_is_the_difference_of_two_cumulative_reports(office: Office):
    office.project()
    report(office, "健康元", 1, "100万")
    report(office, "健康元", 2, "250万")
    report(office, "健康元", 4, "500万")
    found = {row["month"]: row["done_month_yuan"] for row in office.rows("progress")}
    # January begins the year; what a missing month leaves unknown is not made up.
    assert found == {1: 1_000_000, 2: 1_500_000, 4: None}


def test_projects_show_the_latest_month_with_figures(office: Office):
    project = office.project(target_yuan="1000万")
    other = office.project("科技园")
    report(office, "健康元", 4, "400万", physical_progress="主体三层")
    report(office, "健康元", 5, "500万", physical_progress="主体五层")
    row = office.row("projects", project)
    assert (row["done_ytd_yuan"], row["done_month_yuan"]) == (5_000_000, 1_000_000)
    assert (row["completion_rate"], row["physical_progress"]) == (0.5, "主体五层")
    assert row["lead_points"] == pytest.approx((0.5 - 5 / 12) * 100)
    assert office.row("projects", other)["done_ytd_yuan"] is None


def test_a_month_asked_for_is_the_month_shown(file_office: Office):
    file_office.project()
    report(file_office, "健康元", 4, "400万")
    report(file_office, "健康元", 5, "500万")
    context = file_office.ledger.context(file_office.today, month=4)
    from jzledger.records.fields import TABLES

    fields = [TABLES["projects"].field("done_ytd_yuan")]
    (row,) = file_office.ledger.rows(TABLES["projects"], context, fields=fields)
    assert row[2] == 4_000_000


def test_another_year_has_its_own_months(file_office: Office):
    project = file_office.project()
    report(file_office, "健康元", 12, "900万", year=2023)
    assert file_office.row("projects", project)["done_ytd_yuan"] is None
    file_office.ledger.save_settings(year="2023")
    assert file_office.row("projects", project)["done_ytd_yuan"] == 9_000_000


@pytest.mark.parametrize(("target", "rate"), [("", None), ("0", None), ("1000万", 0.0)])
def test_a_rate_needs_a_plan(file_office: Office, target: str, rate: float | None):
    project = file_office.project(target_yuan=target)
    report(file_office, "健康元", 5, "0")
    assert file_office.row("projects", project)["completion_rate"] == rate


def test_progress_may_be_held_against_days(file_office: Office):
    file_office.ledger.save_settings(progress_rule="days")
    project = file_office.project(target_yuan="1000万")
    report(file_office, "健康元", 5, "500万")
    days = date(2024, 6, 5).timetuple().tm_yday
    assert file_office.row("projects", project)["lead_points"] == pytest.approx((0.5 - days / 366) * 100)


def test_the_table_shows_who_holds_a_role_today(file_office: Office):
    project = file_office.project()
    people = {name: file_office.add("people", name=name) for name in ("前任", "现任", "继任")}
    spans = {
        "前任": (None, date(2024, 5, 31)),
        "现任": (date(2024, 6, 1), None),
        "继任": (date(2024, 7, 1), None),
    }
    roles = [
        Role(project_id=project, person_id=people[name], kind="sponsor", from_on=first, to_on=last)
        for name, (first, last) in spans.items()
    ]
    file_office.ledger.edit("分工", lambda s: s.add_all(roles))
    assert file_office.value("projects", project, "sponsor").name == "现任"
    file_office.today = date(2024, 5, 31)
    assert file_office.value("projects", project, "sponsor").name == "前任"


def test_an_issue_shows_sponsor_and_county_of_its_project(office: Office):
    office.project(sponsor="王副市长", county_unit="武陟县")
    row = office.row("issues", office.issue(project="健康元"))
    assert (row["sponsor"].name, row["county_unit"].name) == ("王副市长", "武陟县")
    bare = office.row("issues", office.issue("无项目"))
    assert bare["sponsor"] is None and bare["county_unit"] is None


def test_a_directive_shows_where_it_comes_from_and_how_often_it_was_followed_up(office: Office):
    speaker = office.add("people", name="王副市长")
    said, written = "01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b"
    meeting = "01900000-0000-7000-8000-00000000000c"
    one, two = "01900000-0000-7000-8000-00000000000d", "01900000-0000-7000-8000-00000000000e"

    def put(session: object) -> None:
        session.add_all([  # type: ignore[attr-defined]
            Meeting(id=meeting, title="第一次调度会"),
            Instruction(id=said, meeting_id=meeting, text="快办", speaker_id=speaker),
            Instruction(id=written, text="批示", speaker_text="市委主要领导"),
            Issue(id=one, kind="directive", state="listed", title="快办", instruction_id=said),
            Issue(id=two, kind="directive", state="listed", title="批示", instruction_id=written),
            IssueUpdate(issue_id=one, kind="supervised", ordinal=1, on_day=date(2024, 5, 1)),
            IssueUpdate(issue_id=one, kind="supervised", ordinal=2, on_day=date(2024, 5, 20)),
            IssueUpdate(issue_id=one, kind="progress", text="已开工", on_day=date(2024, 5, 10)),
            IssueUpdate(issue_id=one, kind="verified", verified_by="李主任", verified_text="属实", on_day=date(2024, 6, 1)),
        ])  # fmt: skip

    office.ledger.edit("导入", put)
    row = office.row("directives", one)
    assert (row["meeting"], row["instructed_by"]) == ("第一次调度会", "王副市长")
    assert (row["supervised_count"], row["supervised_on"]) == (2, date(2024, 5, 20))
    assert (row["replied_on"], row["progress"]) == (date(2024, 5, 10), "已开工")
    assert (row["verified_by"], row["verified_text"]) == ("李主任", "属实")
    other = office.row("directives", two)
    assert (other["meeting"], other["instructed_by"], other["supervised_count"]) == (None, "市委主要领导", 0)


def test_the_light_of_a_project_is_the_worst_of_its_open_rows(office: Office):
    project = office.project()
    assert office.value("projects", project, "light") is None
    office.add("milestones", project="健康元", name="开工", due="2024-12-31")
    assert office.value("projects", project, "light") == "green"
    issue = office.issue("甲", project="健康元", due="6月8日", outcome="已办结")
    assert office.value("projects", project, "light") == "amber"
    office.issue("乙", project="健康元", due="6月1日")
    row = office.row("projects", project)
    assert (row["light"], row["open_issue"]) == ("red", "甲等2项")
    for state in ("已交办", "办理中", "申请销号", "核实中", "已销号"):
        office.set("issues", issue, state=state)
    assert office.value("projects", project, "open_issue") == "乙"


def test_the_light_of_a_node_goes_out_when_it_is_done(file_office: Office):
    file_office.project()
    node = file_office.add("milestones", project="健康元", name="开工", due="6月1日")
    assert file_office.value("milestones", node, "light") == "red"
    file_office.set("milestones", node, done_on="2024-06-03")
    assert file_office.value("milestones", node, "light") == "closed"


def test_levels_come_from_every_list_a_project_stands_on(office: Office):
    project = office.project(levels="市重点")
    listed = Programme(name="三十工程", level="province", order_no=1)

    def put(session: object) -> None:
        session.add(listed)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        session.add(Listing(project_id=project, programme_id=listed.id))  # type: ignore[attr-defined]

    office.ledger.edit("列入", put)
    row = office.row("projects", project)
    assert [ref.name for ref in row["levels"]] == ["省重点", "市重点"] and row["level"] == "province"
    assert [ref.name for ref in row["programmes"]] == ["三十工程"]


def test_the_office_decides_over_the_nation_on_a_holiday(office: Office):
    from jzledger.records.office import Holiday

    day = date(2024, 6, 10)
    nation = Holiday(on_day=day, kind="holiday", name="端午节", source="nation")
    ours = Holiday(on_day=day, kind="workday", name="市里上班", source="office")
    office.ledger.edit("节假日", lambda s: s.add(ours))
    office.ledger.edit("节假日", lambda s: s.add(nation))
    assert office.context.calendar.is_workday(day)
