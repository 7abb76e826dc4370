"""From a ledger to a workbook and back to cells: what is typed stands on paper, of every kind that has a layout."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger.errors import FileLocked
from jzledger.exchange.demo import make_demo
from jzledger.exchange.export import INVENTED, export_all, export_kind, kinds
from jzledger.paths import resources
from jzledger.records.issues import IssueUpdate
from tests.office import TODAY, Office


class Table:
    """An exported ledger by header texts: stored values, rows between header and notes."""

    def __init__(self, file: Path) -> None:
        self.ws = openpyxl.load_workbook(file, data_only=True).worksheets[0]
        cells = [[cell.value for cell in row] for row in self.ws.iter_rows()]
        top = next(n for n, row in enumerate(cells) if row[0] == "序号")
        heads = [
            str(lower or upper).replace("\n", "")
            for upper, lower in zip(cells[top], cells[top + 1], strict=True)
        ]
        end = next(n for n, row in enumerate(cells) if str(row[0]).startswith("注："))
        self.notes = str(cells[end][0])
        self.texts = [str(value) for row in cells for value in row if value is not None]
        self.all = [dict(zip(heads, row, strict=True)) for row in cells[top + 2 : end]]
        self.rows = [row for row in self.all if isinstance(row["序号"], int)]


def export(office: Office, kind: str, folder: Path) -> tuple[Table, list[str]]:
    file = folder / f"{kind}.xlsx"
    remarks = export_kind(office.ledger, kind, file, office.context, resources())
    return Table(file), [remark.message for remark in remarks]


@pytest.fixture
def office(file_office: Office) -> Office:
    return file_office


def closed(office: Office, title: str, due: str, on: date, **more: Any) -> str:
    """An issue that was closed on a day."""
    row_id = office.issue(title, due=due, outcome="已办结", **more)
    office.today = on
    for state in ("assigned", "in_progress", "closing_requested", "verifying", "closed"):
        office.set("issues", row_id, state=state)
    office.today = TODAY
    return row_id


def verified(office: Office, row_id: str) -> None:
    def note(session: Any) -> None:
        session.add(IssueUpdate(issue_id=row_id, kind="verified", verified_by="李核", verified_text="属实"))

    office.ledger.edit("核实", note)


def test_an_issue_stands_on_paper_as_it_was_typed(office, tmp_path):
    office.project("健康元", county_unit="望溪区", sponsor="王强")
    office.issue(
        "=用地手续未办结", project="健康元", due="6月底前", category="土地要素", units="市水利局、青陵区"
    )
    office.issue("供电未通", project="健康元", due="2024.6.1", lead_unit="供电公司")
    table, _ = export(office, "issues", tmp_path)
    first, second = table.rows
    assert (
        first["存在问题"] == "=用地手续未办结" and first["完成时限"] == "6月底前" and first["预警"] == "●绿"
    )
    assert (
        first["所属县区"] == "望溪区"
        and first["分包领导"] == "王强"
        and first["责任单位"] == "市水利局、青陵区"
    )
    assert second["完成时限"].date() == date(2024, 6, 1) and second["预警"] == "▲红"
    assert second["办理状态"] == "待交办" and second["销号时间"] is None
    assert "问题2项，已销号0项，销号率0.0%" in table.texts


def test_an_agreed_extension_is_told_in_the_note(office, tmp_path):
    office.today = date(2024, 5, 6)
    row_id = office.issue("供电未通", due="5月20日", note="另见会议纪要")
    office.ledger.edit("改日期", _age, row_id)
    office.today = TODAY
    office.set("issues", row_id, due="6月25日")
    (row,) = export(office, "issues", tmp_path)[0].rows
    assert row["备注"] == "原时限2024-05-20，已同意延期。另见会议纪要" and row["预警"] == "◆黄"


def _age(session: Any, row_id: str) -> None:
    """What tells an agreed extension from a slip of the hand: the deadline was typed more than a day ago."""
    session.add(IssueUpdate(issue_id=row_id, kind="extended", new_due_on=date(2024, 5, 20)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("主体封顶", "主体封顶。"), ("主体封顶；", "主体封顶。"), ("基础完工。" * 30, "基础完工。" * 23 + "…")],
)
def test_progress_in_words_ends_with_a_full_stop_and_at_a_sentence(office, tmp_path, typed, printed):
    project = office.project(target_yuan="3000万")
    office.add(
        "progress", project="健康元", year="2024", month="5", done_ytd_yuan="900万", physical_progress=typed
    )
    office.issue("水未通。", project="健康元")
    office.issue("电未通", project="健康元")
    (row,) = export(office, "projects", tmp_path)[0].rows
    assert row["形象进度"] == printed and row["存在问题"] == "水未通等2项。", project
    assert row["累计完成投资"] == 900 and row["完成率"] == pytest.approx(0.3) and row["预警"] == "▲红"


def test_before_the_first_report_there_is_no_rate_and_no_light_also_once_worked_out_again(office, tmp_path):
    office.project(target_yuan="3000万")
    (row,) = export(office, "projects", tmp_path)[0].rows
    assert [row[head] for head in ("完成率", "与序时进度差（百分点）", "预警")] == [None, None, None]
    cells = [
        cell.value for line in openpyxl.load_workbook(tmp_path / "projects.xlsx").active for cell in line
    ]
    rates = [value for value in cells if str(value).startswith("=IF(N(")]
    assert len(rates) == 3 and all("*N(" in rate for rate in rates)  # the total, the level, the project


def test_a_plan_without_a_report_has_the_light_of_the_rate_that_the_sheet_works_out(office, tmp_path):
    office.project(target_yuan="3000万")
    office.project("前期项目")
    office.project("已报项目")
    office.add("progress", project="已报项目", year="2024", month="5", done_ytd_yuan="900万")
    planned, without, _ = export(office, "projects", tmp_path)[0].rows
    assert planned["完成率"] == 0 and planned["预警"] == "▲红" and planned["累计完成投资"] is None
    assert without["完成率"] is None and without["预警"] is None


def test_closed_issues_with_their_days_and_whether_in_time(office, tmp_path):
    office.issue("未办结", due="6月底前")
    for title, due in (("早", "5月底前"), ("迟", "5月10日"), ("不限", "尽快")):
        verified(office, closed(office, title, due, date(2024, 5, 20), opened_on="2024-05-06"))
    table, remarks = export(office, "closed", tmp_path)
    told = {row["存在问题"]: row["是否按期"] for row in table.rows}
    assert told == {"早": "是", "迟": "否", "不限": None}
    assert {(row["用时（天）"], row["核查人"], row["核查意见"]) for row in table.rows} == {
        (14, "李核", "属实")
    }
    assert "已销号3项，其中按期1项" in table.texts and not remarks


def test_an_issue_closed_without_a_check_is_reported_not_printed(office, tmp_path):
    closed(office, "无人核查", "5月底前", date(2024, 5, 20))
    table, remarks = export(office, "closed", tmp_path)
    assert not table.rows and table.all[0]["项目名称"] == "本期无"
    assert remarks == ["“无人核查”没有核查人、核查意见，没有列入"]


def test_directives_in_the_order_of_days_and_numbers(office, tmp_path):
    for number in (10, 2, 1):
        office.add(
            "directives", title=f"第{number}件", number=f"云重督〔2024〕{number}号", source_text="领导批示"
        )
    rows = export(office, "directives", tmp_path)[0].rows
    assert [row["交办事项"] for row in rows] == ["第1件", "第2件", "第10件"]
    assert rows[0]["交办来源"] == "领导批示" and rows[0]["督办次数"] == 0 and rows[0]["最近督办时间"] is None


def test_the_meeting_stands_where_no_source_is_named(tmp_path):
    with make_demo(str(tmp_path / "演示.jzl"), resources=resources(), by="样例制作") as ledger:
        office = Office(ledger)
        (row, *_) = (r for r in office.rows("directives") if r["meeting"] and r["state"] != "closed")
        office.set("directives", row["id"], source_text=None)
        printed = export(office, "directives", tmp_path)[0].rows
        (found,) = (line for line in printed if line["督办编号"] == row["number"])
        assert found["交办来源"] == row["meeting"]


def test_every_paper_of_the_demo_says_that_it_is_invented(tmp_path):
    with make_demo(str(tmp_path / "演示.jzl"), resources=resources(), by="样例制作") as ledger:
        files = export_all(ledger, tmp_path / "out", ledger.context(TODAY), resources())
        assert [file.stem for file in files] == kinds(resources())
        tables = {file.stem: Table(file) for file in files}
    assert all(INVENTED in table.notes for table in tables.values())
    assert {kind: len(table.rows) for kind, table in tables.items()} == {
        "projects": 12,
        "issues": 30,
        "directives": 10,
        "closed": 7,
    }
    assert tables["projects"].all[0]["总投资"] == sum(row["总投资"] for row in tables["projects"].rows)


def test_a_ledger_of_an_office_does_not(office, tmp_path):
    office.issue()
    assert INVENTED not in export(office, "issues", tmp_path)[0].notes


def test_a_workbook_that_is_open_is_left_as_it_is(office, tmp_path):
    target = tmp_path / "issues.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "~$issues.xlsx").write_bytes(b"")
    with pytest.raises(FileLocked):
        export_kind(office.ledger, "issues", target, office.context, resources())
    assert target.read_bytes() == b"old"
