"""Collect: what units typed arrives at its rows, whatever happened to the file, and nothing else changes."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger.errors import ChangedElsewhere
from jzledger.exchange.collect import Collected, Decisions, Typed, apply, look, was_dispatched
from jzledger.exchange.merging import FileMerge
from jzledger.ledger import dispatches
from jzledger.records.kinds import Ref
from jzledger.records.sources import Evidence
from tests.exchange.units_office import (
    LATER,
    RESOURCES,
    edit,
    fill,
    first_row,
    heads,
    row_ids,
    send,
    take,
    take_one,
)
from tests.office import Office


@pytest.fixture
def office(file_office: Office) -> Office:
    fill(file_office.ledger, 3)
    return file_office


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    return send(office, tmp_path / "下发").sent[0].file


def put(sheet: Any, row: int, head: str, value: Any) -> str:
    """Type into a cell; gives its address."""
    cell = sheet.cell(row, heads(sheet)[head])
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of =1+1
    return f"{sheet.title}!{cell.coordinate}"


def typed(file: Path, **cells: Any) -> Path:
    """Type into the first issue of a workbook: heading -> value."""

    def change(book: Any) -> None:
        sheet = book["问题"]
        for head, value in cells.items():
            put(sheet, first_row(sheet), head, value)

    return edit(file, change)


def first_issue(file: Path) -> str:
    return row_ids(openpyxl.load_workbook(file)["问题"])[0]


def context(office: Office):
    return office.ledger.context(LATER)


def merge_of(done: Collected) -> FileMerge:
    assert done.merge is not None
    return done.merge


def told(office: Office, file: Path):
    return look(office.ledger, file, context(office), RESOURCES)


# What is taken.
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


# What both sides changed.
def test_a_conflict_is_left_and_told(office: Office, file: Path):
    issue = first_issue(file)
    office.set("issues", issue, progress="办公室记的", note="我方备注")
    done = take_one(office, typed(file, 办理进展="单位报的", 备注="我方备注"))
    assert office.value("issues", issue, "progress") == "办公室记的"
    (cell,) = done.merge.cells("ask")
    assert (cell.base, cell.ours, cell.theirs, cell.place) == (
        "进展0-0，正在办理",
        "办公室记的",
        "单位报的",
        "问题!M5",
    )
    assert done.merge.same == 1 and done.taken == 0
    (dispatch,) = [d for d in office.ledger.read(dispatches.all_dispatches) if d.id == done.merge.dispatch_id]
    assert dispatch.state == "returned"


def test_what_we_changed_and_they_did_not_stays_ours(office: Office, file: Path):
    issue = first_issue(file)
    office.set("issues", issue, progress="办公室记的")
    done = take_one(office, typed(file, 备注="单位的备注"))
    assert office.value("issues", issue, "progress") == "办公室记的"
    assert office.value("issues", issue, "note") == "单位的备注"
    assert [cell.key for cell in done.merge.cells("keep")] == ["progress"]


def test_each_choice_for_a_conflict(office: Office, file: Path):
    issue = first_issue(file)
    office.set("issues", issue, progress="办公室记的")
    typed(file, 办理进展="单位报的")
    for choice, expected in (("ours", "办公室记的"), (Typed("两边合一"), "两边合一"), ("theirs", "单位报的")):
        found = told(office, file)
        apply(office.ledger, found, Decisions({(issue, "progress"): choice}), context(office))
        assert office.value("issues", issue, "progress") == expected
        (dispatch,) = [d for d in office.ledger.read(dispatches.all_dispatches) if d.id == found.dispatch_id]
        assert dispatch.state == "merged"
        office.ledger.undo()


def test_two_files_that_do_not_contradict_come_in_any_order(office: Office, file: Path, tmp_path: Path):
    issue, before = first_issue(file), office.living()
    one = edit(file, lambda book: put(book["问题"], 5, "办理进展", "甲"), tmp_path / "一.xlsx")
    other = edit(file, lambda book: put(book["问题"], 5, "备注", "乙"), tmp_path / "二.xlsx")
    for files in ((one, other), (other, one)):
        take(office, *files)
        row = office.row("issues", issue)
        assert (row["progress"], row["note"]) == ("甲", "乙")
        office.ledger.undo()
        office.ledger.undo()
        assert office.living() == before


def test_what_changed_between_looking_and_applying_is_not_written_over(office: Office, file: Path):
    issue = first_issue(file)
    found = told(office, typed(file, 办理进展="单位报的", 备注="单位的备注"))
    office.set("issues", issue, progress="刚刚改的")
    before = office.everything()
    with pytest.raises(ChangedElsewhere):
        apply(office.ledger, found, Decisions(), context(office))
    assert office.everything() == before


# What only the clerk may decide.
def test_an_emptied_cell_is_asked_about(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 办理进展=None))
    (cell,) = done.merge.cells("ask")
    assert cell.cleared and office.value("issues", issue, "progress") == "进展0-0，正在办理"
    apply(office.ledger, merge_of(done), Decisions({cell.at: "theirs"}), context(office))
    assert office.value("issues", issue, "progress") is None


def test_a_locked_cell_that_was_changed_is_asked_about(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 完成时限="7月15日前", 存在问题="改了的问题", 责任人="张三"))
    assert {cell.key for cell in done.merge.cells("ask")} == {"due", "title", "person"} and done.taken == 0
    choices = {cell.at: "theirs" for cell in done.merge.cells("ask")}
    apply(office.ledger, merge_of(done), Decisions(choices), context(office))
    row = office.row("issues", issue)
    assert (row["due"].on, row["title"], row["person"].name) == (date(2024, 7, 15), "改了的问题", "张三")


def test_a_unit_asks_to_close_and_the_office_closes(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 办理状态="已销号", 销号时间=date(2024, 6, 3)))
    (cell,) = done.merge.cells("ask")
    assert cell.value == "closing_requested" and office.value("issues", issue, "state") == "in_progress"
    assert any("销号时间没有记入" in problem for problem in done.merge.problems)
    apply(office.ledger, merge_of(done), Decisions({cell.at: "theirs"}), context(office))
    row = office.row("issues", issue)
    assert (row["state"], row["closed_on"]) == ("closing_requested", None)


def test_a_state_is_reached_by_the_moves_that_lead_to_it(office: Office, file: Path):
    issue = office.issue("刚列入的问题", units="云岭市第1局")
    sent = send(office, file.parent.parent / "再发").sent[1].file

    def change(book: Any) -> None:
        sheet = book["问题"]
        put(sheet, first_row(sheet) + row_ids(sheet).index(issue), "办理状态", "待核查")

    take_one(office, edit(sent, change))
    assert office.value("issues", issue, "state") == "closing_requested"


@pytest.mark.parametrize("word", ["办结", "待交办"])
def test_a_state_that_cannot_be_stays_as_it_was(office: Office, file: Path, word: str):
    done = take_one(office, typed(file, 办理状态=word))
    assert office.value("issues", first_issue(file), "state") == "in_progress"
    assert [problem.split(" ")[0] for problem in done.merge.problems] == ["问题!N5"]


# Rows.
def test_new_rows_are_issues_of_the_unit(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["问题"]
        row = sheet.max_row + 1
        for head, value in (
            ("项目名称", "云岭第0产业园"),
            ("存在问题", "雨水管位冲突"),
            ("完成时限", "7月底前"),
            ("办理进展", "已开会协调"),
            ("责任人", "李四"),
        ):
            put(sheet, row, head, value)

    done = take_one(office, edit(file, change))
    assert (done.added, len(done.merge.new)) == (1, 1)
    (row,) = [row for row in office.rows("issues") if row["title"] == "雨水管位冲突"]
    assert row["project"].name == "云岭第0产业园" and [u.name for u in row["units"]] == ["云岭市第0局"]
    assert (row["state"], row["opened_on"], row["progress"]) == ("listed", LATER, "已开会协调")
    assert row["due"].on == date(2024, 7, 31) and row["person"].name == "李四"


@pytest.mark.parametrize(
    ("project", "title", "said"),
    [("没有的项目", "问题", "不在台账里"), ("云岭第0产业园", "", "没有写“存在问题”")],
)
def test_a_new_row_that_cannot_be_is_told(office: Office, file: Path, project: str, title: str, said: str):
    before = office.rows("issues")

    def change(book: Any) -> None:
        sheet = book["问题"]
        row = sheet.max_row + 1
        put(sheet, row, "项目名称", project)
        put(sheet, row, "存在问题", title or None)

    done = take_one(office, edit(file, change))
    assert said in done.merge.problems[0] and "第8行" in done.merge.problems[0]
    assert [row["id"] for row in office.rows("issues")] == [row["id"] for row in before]


def test_a_row_that_did_not_come_back_stays(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, edit(file, lambda book: book["问题"].delete_rows(5)))
    assert [row.row_id for row in done.merge.missing] == [issue]
    assert office.row("issues", issue)["state"] == "in_progress"


def test_a_sheet_that_did_not_come_back_is_told(office: Office, file: Path):
    done = take_one(office, edit(file, lambda book: book.remove(book["月度投资"])))
    assert done.merge.problems == ("少了“月度投资”这张表，其中1行没有收到",)


def test_the_same_row_twice(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["问题"]
        for row, progress in ((8, None), (9, "另一种说法")):
            for cell in list(sheet[5]):
                sheet.cell(row, cell.column).value = cell.value
                sheet.cell(row, cell.column).data_type = cell.data_type
            if progress:
                put(sheet, row, "办理进展", progress)

    before = office.rows("issues")
    done = take_one(office, edit(file, change))
    assert any("第8行" in p and "第5行" in p for p in done.merge.problems)
    (copy,) = done.merge.new
    assert copy.number == 9 and "系统编号与第5行相同" in copy.ask
    assert (done.taken, done.added) == (0, 0) and office.rows("issues") == before


def test_a_row_that_was_deleted_here_is_not_brought_back(office: Office, file: Path):
    issue = first_issue(file)
    office.delete("issues", issue)
    done = take_one(office, typed(file, 办理进展="已接通"))
    assert "台账里已经没有这一行" in done.merge.problems[0]
    assert issue not in [row["id"] for row in office.rows("issues")]


# What happens to files on the way.
def test_rows_sorted_columns_moved_and_hidden_title_gone(office: Office, file: Path):
    ids = row_ids(openpyxl.load_workbook(file)["问题"])

    def change(book: Any) -> None:
        sheet = book["问题"]
        for row in range(5, 8):
            put(sheet, row, "办理进展", f"新进展{row}")
        lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
        lines = lines[:2] + lines[:1:-1]  # rows turned round
        order = list(range(len(lines[0])))
        random.Random(3).shuffle(order)
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(1, sheet.max_row)
        leaves = [low or high for high, low in zip(lines[0], lines[1], strict=True)]
        for line in [leaves, *lines[2:]]:
            sheet.append([line[place] for place in order])
        sheet.column_dimensions["B"].hidden = True
        sheet.title = "Sheet1"

    done = take_one(office, edit(file, change))
    assert done.taken == 3 and not done.merge.problems
    assert [office.value("issues", row_id, "progress") for row_id in ids] == ["新进展5", "新进展6", "新进展7"]


def test_a_sheet_copied_into_a_new_workbook(office: Office, file: Path, tmp_path: Path):
    typed(file, 办理进展="已接通")
    issue, old = first_issue(file), openpyxl.load_workbook(file)["问题"]
    book = openpyxl.Workbook()
    for line in old.iter_rows(values_only=True):
        book.active.append(line)
    book.save(tmp_path / "粘贴的.xlsx")
    done = take_one(office, tmp_path / "粘贴的.xlsx")
    assert done.merge.unit == "云岭市第0局" and "没有下发标识" in done.merge.remarks[0]
    assert office.value("issues", issue, "progress") == "已接通"


def test_a_sheet_without_ids_is_joined_by_its_words(office: Office, file: Path, tmp_path: Path):
    typed(file, 办理进展="已接通")
    issue, old = first_issue(file), openpyxl.load_workbook(file)["问题"]
    book = openpyxl.Workbook()
    for line in old.iter_rows(values_only=True):
        book.active.append(line[:-1])
    book.save(tmp_path / "粘贴的.xlsx")
    done = take_one(office, tmp_path / "粘贴的.xlsx")
    assert any("没有“系统编号”列" in problem for problem in done.merge.problems)
    assert office.value("issues", issue, "progress") == "已接通" and done.taken == 1


def test_ids_left_behind_by_a_sort_of_some_columns(office: Office, file: Path):
    ids = row_ids(openpyxl.load_workbook(file)["问题"])

    def change(book: Any) -> None:
        sheet = book["问题"]
        for row in range(5, 8):
            put(sheet, row, "办理进展", f"新进展{row}")
        last = heads(sheet)["系统编号"]
        lines = [[sheet.cell(row, column).value for column in range(1, last)] for row in (6, 7, 5)]
        for row, line in zip(range(5, 8), lines, strict=True):
            for column, value in enumerate(line, 1):
                sheet.cell(row, column).value = value

    done = take_one(office, edit(file, change))
    assert [office.value("issues", row_id, "progress") for row_id in ids] == ["新进展5", "新进展6", "新进展7"]
    assert "系统编号" in done.merge.problems[0] and done.taken == 3


def test_an_id_that_somebody_typed_over(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 系统编号="12", 办理进展="已接通"))
    assert office.value("issues", issue, "progress") == "已接通"
    assert done.merge.problems == ("问题第5行：系统编号被改过或丢失，已按项目和内容对应到原来的行",)


def test_a_row_written_over_with_another_issue_is_asked_about(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(
        office, typed(file, 项目名称="云岭第1产业园", 存在问题="完全另一回事", 办理进展="别的进展")
    )
    assert done.taken == 0 and {cell.key for cell in done.merge.cells("ask")} == {
        "project",
        "title",
        "progress",
    }
    assert office.value("issues", issue, "progress") == "进展0-0，正在办理"


def test_a_file_of_an_undone_dispatch_is_read_by_its_own_base(office: Office, file: Path):
    issue = first_issue(file)
    office.ledger.undo()
    done = take_one(office, typed(file, 办理进展="已接通"))
    assert office.value("issues", issue, "progress") == "已接通"
    assert "没有这次下发的记录" in done.merge.remarks[0]


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


def test_a_dispatched_workbook_is_known_at_a_glance(office: Office, file: Path, tmp_path: Path):
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    (tmp_path / "文章.txt").write_text("焦作")
    assert was_dispatched(file)
    assert not was_dispatched(tmp_path / "别的.xlsx") and not was_dispatched(tmp_path / "文章.txt")


def test_a_formula_without_a_result_is_told(office: Office, file: Path):
    def change(book: Any) -> None:
        sheet = book["月度投资"]
        sheet["G4"] = "=1000+500"
        book["问题"]["M5"] = "=NA()"

    done = take_one(office, edit(file, change))
    assert [problem.split("：")[0] for problem in done.merge.problems] == ["问题!M5", "月度投资!G4"]
    assert done.taken == 0 and not done.merge.cells("ask")
    assert office.value("issues", first_issue(file), "progress") == "进展0-0，正在办理"
