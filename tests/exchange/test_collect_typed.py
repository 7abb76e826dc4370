"""What a unit typed arrives at its row, once and as one Step; what cannot be a value is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jzledger.records.kinds import Ref
from jzledger.records.sources import Evidence
from tests.exchange.units_office import (
    LATER,
    edit,
    first_issue,
    first_row,
    put,
    take_one,
    typed,
)
from tests.office import Office


def test_a_file_as_sent_changes_nothing_but_that_it_is_back(office: Office, file: Path):
    before = office.living()
    done = take_one(office, file)
    assert (done.taken, done.added, done.merge.problems, done.merge.missing) == (0, 0, (), ())
    after = office.living()
    dispatch = ("dispatch", done.merge.dispatch_id)
    assert {key for key in after if after[key] != before.get(key)} == {dispatch}
    assert (after[dispatch]["state"], after[dispatch]["returned_on"]) == ("merged", LATER)


def test_typed_cells_arrive_with_their_source_as_one_step(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 办理进展="电已接通\n正在调试  ", 办理状态="待核查", 备注="=1+1"))
    row = office.row("issues", issue)
    assert (row["progress"], row["state"], row["note"]) == ("电已接通\n正在调试", "closing_requested", "=1+1")
    assert done.taken == 3 and office.steps()[-1].label == "收表 云岭市第0局"
    kept = office.ledger.read(lambda session: session.query(Evidence).filter_by(row_id=issue).all())
    assert {(e.column_name, e.place, e.source_kind, e.source_id) for e in kept} == {
        ("progress", "问题!M5", "workbook", done.merge.dispatch_id),
        ("state", "问题!N5", "workbook", done.merge.dispatch_id),
        ("note", "问题!Q5", "workbook", done.merge.dispatch_id),
    }


def test_figures_arrive_in_yuan_and_the_month(office: Office, file: Path):
    project = office.rows("projects")[0]["id"]

    def change(book: Any) -> None:
        sheet = book["月度投资"]
        put(sheet, first_row(sheet), "1—5月累计完成投资（万元）", 2345.6789)
        put(sheet, first_row(sheet), "形象进度", "主体封顶")

    assert take_one(office, edit(file, change)).taken == 2
    reports = [row for row in office.rows("progress") if row["project"].id == project]
    assert [(r["month"], r["done_ytd_yuan"], r["physical_progress"]) for r in reports] == [
        (4, 10**7, None),
        (5, 23456789, "主体封顶"),
    ]


def test_an_amount_in_words_is_read_and_one_that_is_none_is_told(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["月度投资"]
        put(sheet, first_row(sheet), "1—5月累计完成投资（万元）", "1.2亿元")

    take_one(office, edit(file, change))
    assert [row["done_ytd_yuan"] for row in office.rows("progress") if row["month"] == 5] == [120_000_000]

    def spoil(book: Any) -> None:
        sheet = book["月度投资"]
        put(sheet, first_row(sheet), "1—5月累计完成投资（万元）", "约三百")

    done = take_one(office, edit(file, spoil))
    assert [problem.split("：")[0] for problem in done.merge.problems] == ["月度投资!G4 “约三百”"]
    assert [row["done_ytd_yuan"] for row in office.rows("progress") if row["month"] == 5] == [120_000_000]


def test_a_month_that_was_reported_meanwhile_is_merged_too(office: Office, file: Path):
    project = office.rows("projects")[0]["id"]
    office.add("progress", project=Ref("project", project, ""), year="2024", month="5", done_ytd_yuan="1500")

    def change(book: Any) -> None:
        sheet = book["月度投资"]
        put(sheet, first_row(sheet), "1—5月累计完成投资（万元）", 1600)
        put(sheet, first_row(sheet), "形象进度", "主体封顶")

    done = take_one(office, edit(file, change))
    assert [(cell.base, cell.ours, cell.theirs) for cell in done.merge.cells("ask")] == [("", "1500", "1600")]
    (report,) = [row for row in office.rows("progress") if row["month"] == 5]
    assert (report["done_ytd_yuan"], report["physical_progress"]) == (15_000_000, "主体封顶")


def test_collecting_twice_is_collecting_once(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["问题"]
        put(sheet, 5, "办理进展", "已接通")
        put(sheet, 6, "办理状态", "长期推进")
        row = sheet.max_row + 1
        put(sheet, row, "项目名称", "云岭第0产业园")
        put(sheet, row, "存在问题", "新的问题")
        put(sheet, row, "办理进展", "刚提出")
        figures = book["月度投资"]
        put(figures, first_row(figures), "形象进度", "封顶")

    edit(file, change)
    first = take_one(office, file)
    assert (first.taken, first.added) == (3, 1)
    once, steps = office.everything(), len(office.steps())
    again = take_one(office, file)
    assert (again.taken, again.added, again.merge.new) == (0, 0, ())
    assert office.everything() == once and len(office.steps()) == steps


def test_one_undo_takes_the_whole_file_back_and_it_can_be_collected_again(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["问题"]
        put(sheet, 5, "办理进展", "已接通")
        put(sheet, sheet.max_row + 1, "存在问题", "没有项目")
        row = sheet.max_row + 1
        put(sheet, row, "项目名称", "云岭第0产业园")
        put(sheet, row, "存在问题", "新的问题")

    before = office.living()
    first = take_one(office, edit(file, change))
    office.ledger.undo()
    assert office.living() == before
    again = take_one(office, file)
    assert (again.taken, again.added) == (first.taken, first.added) == (1, 1)
    assert sum(row["title"] == "新的问题" for row in office.rows("issues")) == 1


def test_dates_and_numbers_that_became_texts_are_no_change(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["问题"]
        put(sheet, 5, "列入时间", "2024年3月1日")
        put(sheet, 5, "完成时限", "2024/6/30")
        figures = book["月度投资"]
        put(figures, first_row(figures), "2024年度计划投资（万元）", "10,000.00")

    done = take_one(office, edit(file, change))
    assert done.merge.cells("ask") == [] and done.merge.problems == ()


def test_a_number_typed_into_a_column_of_words_stays_words(office: Office, file: Path):
    take_one(office, typed(file, 备注=13800000000))
    assert office.value("issues", first_issue(file), "note") == "13800000000"


def test_a_formula_without_a_result_is_told(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["月度投资"]
        sheet["G4"] = "=1000+500"
        book["问题"]["M5"] = "=NA()"

    done = take_one(office, edit(file, change))
    assert [problem.split("：")[0] for problem in done.merge.problems] == ["问题!M5", "月度投资!G4"]
    assert done.taken == 0 and not done.merge.cells("ask")
    assert office.value("issues", first_issue(file), "progress") == "进展0-0，正在办理"
