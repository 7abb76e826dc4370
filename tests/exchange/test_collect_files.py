"""What happens to files on the way: sorted, copied, without their ids; what was typed arrives all the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger import paths
from jzledger.exchange import collect
from jzledger.exchange.collect import CERTAIN, KeptFiles, look_all, was_dispatched
from jzledger.exchange.returned import read_file
from tests.exchange.units_office import (
    context,
    edit,
    first_issue,
    heads,
    put,
    row_ids,
    send,
    take_one,
    typed,
)
from tests.office import Office


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


def test_a_dispatched_workbook_is_known_at_a_glance(office: Office, file: Path, tmp_path: Path):
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    (tmp_path / "文章.txt").write_text("焦作")
    assert was_dispatched(file)
    assert not was_dispatched(tmp_path / "别的.xlsx") and not was_dispatched(tmp_path / "文章.txt")


def test_only_what_the_merge_touched_is_read_from_the_disk_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    files = [typed(one.file, 办理进展="单位报的") for one in send(office, tmp_path / "下发").sent]
    kept = KeptFiles()
    read: list[str] = []

    def reading(ledger: Any, data: bytes, name: str, **options: Any) -> Any:
        read.append(name)
        return read_file(ledger, data, name, **options)

    def looked() -> list[Any]:
        return look_all(office.ledger, files, context(office), paths.resources(), kept=kept)

    monkeypatch.setattr(collect, "read_file", reading)
    first, *_ = looked()
    assert len(read) == 3
    collect.apply(office.ledger, first, CERTAIN, context(office))
    office.set("issues", first_issue(files[1]), progress="办公室记的")
    read.clear()
    again = looked()
    assert read == [files[0].name], "only its dispatch has gone on"
    assert [len(one.cells("ask")) for one in again] == [0, 1, 0], "but all are compared anew"
    typed(files[2], 备注="又改了一格")
    assert len(looked()[2].cells("take")) == 2 and read[1:] == [files[2].name]
