"""Rows that a unit added, left out or wrote twice, and rows that were deleted here meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jzledger import paths
from jzledger.errors import ChangedElsewhere, LedgerError
from jzledger.exchange.collect import CERTAIN, apply, look_all
from jzledger.exchange.merging import FileMerge
from tests.exchange.units_office import (
    LATER,
    context,
    edit,
    first_issue,
    first_row,
    heads,
    merge_of,
    put,
    take_one,
    typed,
)
from tests.office import Office


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


def test_two_files_that_were_looked_at_together_do_not_add_one_issue_twice(
    office: Office, file: Path, tmp_path: Path
):
    def change(book: Any) -> None:
        sheet = book["问题"]
        last = sheet.max_row + 1
        put(sheet, last, "项目名称", sheet.cell(first_row(sheet), heads(sheet)["项目名称"]).value)
        put(sheet, last, "存在问题", "施工用电不足")

    files = [edit(file, change, tmp_path / name) for name in ("甲.xlsx", "甲（1）.xlsx")]
    looked = look_all(office.ledger, files, context(office), paths.resources())
    before = len(office.rows("issues"))
    apply(office.ledger, merge_at(looked, 0), CERTAIN, context(office))
    with pytest.raises(ChangedElsewhere, match="施工用电不足"):
        apply(office.ledger, merge_at(looked, 1), CERTAIN, context(office))
    assert len(office.rows("issues")) == before + 1
    # The same file once more is a slip of the hand, no riddle.
    with pytest.raises(ChangedElsewhere):
        apply(office.ledger, merge_at(looked, 0), CERTAIN, context(office))


def merge_at(looked: list[FileMerge | LedgerError], place: int) -> FileMerge:
    found = looked[place]
    assert isinstance(found, FileMerge)
    return found


@pytest.mark.parametrize(("note", "added", "asked"), [("一样", 1, 0), ("不一样", 1, 1)])
def test_a_new_row_that_was_written_twice_is_one_issue(
    office: Office, file: Path, note: str, added: int, asked: int
):
    def change(book: Any) -> None:
        sheet = book["问题"]
        for words in ("一样", note):
            last = sheet.max_row + 1
            put(sheet, last, "项目名称", sheet.cell(first_row(sheet), heads(sheet)["项目名称"]).value)
            put(sheet, last, "存在问题", "施工用电不足")
            put(sheet, last, "备注", words)

    before = len(office.rows("issues"))
    found = merge_of(take_one(office, edit(file, change)))
    assert len(office.rows("issues")) == before + added
    assert sum("同一个问题" in row.ask for row in found.new) == asked
    assert sum("同一行" in words for words in found.problems) == 1 - asked
