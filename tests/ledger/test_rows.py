"""Reading: plain rows in the order of the ledger, living ones only, alike on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from jzledger.errors import Missing
from jzledger.ledger.rows import CHUNK
from jzledger.records.fields import TABLES, table
from jzledger.records.issues import Issue
from jzledger.records.kinds import Due, Ref
from tests.office import Office


def test_a_row_is_id_version_and_the_fields_asked_for(office: Office):
    issue = office.issue("用地", lead_unit="市发改委", due="6月底前", units="城投集团")
    keys = ("title", "lead_unit", "due", "units", "note")
    fields = [TABLES["issues"].field(key) for key in keys]
    (row,) = office.ledger.rows(TABLES["issues"], office.context, fields=fields)
    assert (row[0], row[2]) == (issue, "用地") and type(row) is tuple and type(row[1]) is int
    assert isinstance(row[3], Ref) and row[3].name == "市发改委"
    assert isinstance(row[4], Due) and row[4].text == "6月底前"
    assert [ref.name for ref in row[5]] == ["城投集团"] and row[6] is None


def test_without_fields_there_are_ids_and_versions_only(file_office: Office):
    issue = file_office.issue()
    assert file_office.ledger.rows(TABLES["issues"], file_office.context, fields=()) == [(issue, 1)]


def test_every_table_reads_all_its_fields_whole_and_by_id(office: Office):
    office.project(target_yuan="1亿", levels="省重点", units="市发改委", sponsor="王副市长", parent="")
    office.issue(project="健康元", units="市发改委", progress="一", due="6月底前")
    office.add("directives", title="快办", project="健康元")
    office.add("meetings", title="第一次调度会", chair="王副市长")
    office.add("milestones", project="健康元", name="开工", due="6月底前")
    office.add(
        "progress", project="健康元", year="2024", month="5", done_ytd_yuan="100万", reported_by="王芳"
    )
    office.add("leads", name="某线索", sponsor="王副市长")
    office.set("units", office.rows("units")[0]["id"], aliases="甲")
    office.set("people", office.rows("people")[0]["id"], posts="副市长")
    for key in TABLES:
        if key != "changes":
            rows = office.rows(key)
            assert rows or key == "articles", key
            assert office.rows(key, ids=[row["id"] for row in rows]) == rows


def test_problems_and_directives_are_two_tables_of_one_noun(file_office: Office):
    problem, directive = file_office.issue(), file_office.add("directives", title="快办")
    assert [row["id"] for row in file_office.rows("issues")] == [problem]
    assert [row["id"] for row in file_office.rows("directives", ids=[problem, directive])] == [directive]


def test_issues_stand_under_their_projects_in_the_hand_made_order(office: Office):
    office.project("后", order_no="2")
    office.project("前", order_no="1")
    office.project("无序")
    titles = [
        ("五", "无序", ""),
        ("四", "后", ""),
        ("三", "前", ""),
        ("二", "前", "2"),
        ("一", "前", "1"),
        ("六", "", "1"),
    ]
    for title, project, order_no in titles:
        office.issue(title, project=project, order_no=order_no)
    assert [row["title"] for row in office.rows("issues")] == ["一", "二", "三", "四", "五", "六"]


def test_many_ids_come_in_the_order_of_the_ledger_too(office: Office):
    count = CHUNK + 20
    office.ledger.edit(
        "导入",
        lambda s: s.add_all(
            Issue(kind="problem", state="listed", title=f"{n}", order_no=count - n) for n in range(count)
        ),
    )
    rows = office.rows("issues")
    assert [row["order_no"] for row in rows] == list(range(1, count + 1))
    some = {row["id"] for row in rows[1:]}
    assert office.rows("issues", ids=some) == rows[1:]


def test_a_filter_takes_a_value_several_or_none(office: Office):
    office.issue("甲", category="土地要素")
    office.issue("乙", category="资金保障")
    office.issue("丙")

    def titles(**wanted: object) -> list[str]:
        return [row["title"] for row in office.rows("issues", wanted=wanted)]

    assert titles(category="土地要素") == ["甲"]
    assert titles(category=["土地要素", "资金保障"]) == ["甲", "乙"]
    assert titles(category=None) == ["丙"] and titles(category=[]) == []


def test_rows_in_the_bin_are_not_read(office: Office):
    unit = office.unit("城投集团")
    office.delete("units", unit)
    assert office.rows("units") == [] and office.rows("units", ids=[unit]) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(file_office: Office):
    def queries() -> int:
        statements: list[str] = []
        listener = lambda *call: statements.append(call[2])  # noqa: E731
        event.listen(file_office.ledger._engine, "before_cursor_execute", listener)
        file_office.rows("issues")
        file_office.rows("projects")
        event.remove(file_office.ledger._engine, "before_cursor_execute", listener)
        return len(statements)

    file_office.project()
    file_office.issue(project="健康元", units="市发改委", lead_unit="城投集团", progress="一")
    few = queries()
    for n in range(15):
        file_office.project(f"项目{n}", county_unit=f"县{n}")
        file_office.issue(f"{n}", project=f"项目{n}", units=f"单位{n}", lead_unit=f"单位{n}", progress="一")
    assert queries() <= few + 2  # projects now have a county, which is read as well


def test_an_unknown_table_or_column_is_told_with_those_that_exist():
    with pytest.raises(Missing, match="没有“车辆”这张表") as raised:
        table("车辆")
    assert "projects" in raised.value.todo
    with pytest.raises(Missing, match="没有“颜色”这一列"):
        TABLES["units"].field("颜色")


def test_counts_are_of_living_rows(office: Office):
    office.delete("units", office.unit("城投集团"))
    office.unit("市发改委")
    counts = office.ledger.counts()
    assert counts["unit"] == 1 and counts["category"] == 13 and counts["step"] == len(office.steps())
