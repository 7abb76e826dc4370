"""Sixty units fill in their workbooks, LibreOffice sorts and saves them, and everything typed arrives where it belongs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger.ledger.ledger import Ledger
from tests.exchange.spreadsheet_program import sort_and_save
from tests.exchange.units_office import edit, fill, first_row, heads, row_ids, send, take
from tests.office import Office

UNITS = 60


def typed_into(file: Path, unit: int) -> dict[tuple[str, str], Any]:
    """What the unit types: (row id, Field key) -> what the ledger should hold afterwards."""
    expected: dict[tuple[str, str], Any] = {}

    def change(book: Any) -> None:
        for name in ("问题", "交办事项"):
            sheet, at = book[name], heads(book[name])
            for n, row_id in enumerate(row_ids(sheet)):
                row = first_row(sheet) + n
                if (unit + n) % 3 == 0:
                    sheet.cell(row, at["办理进展"]).value = f"第{unit}家第{n}条\n已办好，=1+1"
                    expected[row_id, "progress"] = f"第{unit}家第{n}条\n已办好，=1+1"
                if (unit + n) % 4 == 1:
                    sheet.cell(row, at["办理状态"]).value = "待核查"
                    expected[row_id, "state"] = "closing_requested"
                if (unit + n) % 5 == 2:
                    sheet.cell(row, at["备注"]).value = f"00{unit}"
                    expected[row_id, "note"] = f"00{unit}"
        sheet, at = book["月度投资"], heads(book["月度投资"])
        for row_id in row_ids(sheet):
            sheet.cell(first_row(sheet), at["1—5月累计完成投资（万元）"]).value = 1000.25 + unit
            sheet.cell(first_row(sheet), at["形象进度"]).value = f"第{unit}家主体封顶"
            expected[row_id, "done_ytd_yuan"] = 10_002_500 + unit * 10_000
            expected[row_id, "physical_progress"] = f"第{unit}家主体封顶"

    edit(file, change)
    return expected


def held(office: Office) -> dict[tuple[str, str], Any]:
    """Every cell of the four tables as the window shows it; figures of the month under their project."""
    cells: dict[tuple[str, str], Any] = {}
    for table in ("issues", "directives", "projects", "units"):
        for row in office.rows(table):
            cells |= {(row["id"], key): value for key, value in row.items() if key not in ("id", "version")}
    return cells


# Fields that follow from what was typed.
FOLLOWS = {"light", "replied_on", "days_left", "done_month_yuan", "completion_rate", "lead_points"}


@pytest.mark.office
@pytest.mark.parametrize(("suffix", "units"), [("xlsx", UNITS), ("ods", 5), ("xls", 5)])
def test_sorted_and_saved_by_libreoffice(tmp_path: Path, file_ledger: Ledger, suffix: str, units: int):
    office = Office(file_ledger)
    fill(office.ledger, units, 8)
    sent = [one.file for one in send(office, tmp_path / "下发").sent]
    back = tmp_path / "filled"
    back.mkdir()
    expected: dict[tuple[str, str], Any] = {}
    for n, file in enumerate(sent):
        expected |= typed_into(file, n)
        shutil.copy(file, back / f"u{n:02}.xlsx")
    before = held(office)
    files = sort_and_save(back, tmp_path / "saved", tmp_path / "office", suffix=suffix)
    assert len(files) == units
    assert row_ids_of(files[0]) != row_ids_of(back / "u00.xlsx"), "they were sorted"
    done = take(office, *files)
    assert [one.error for one in done] == [None] * units
    assert [problem for one in done for problem in one.merge.problems] == []
    assert [cell for one in done for cell in one.merge.cells("ask")] == []
    after = held(office)
    changed = {
        key: value for key, value in after.items() if value != before.get(key) and key[1] not in FOLLOWS
    }
    assert changed == expected
    assert sum(one.taken for one in done) == len(expected)
    once = office.everything()
    again = take(office, *files)
    assert sum(one.taken for one in again) == 0 and office.everything() == once


def row_ids_of(file: Path) -> list[str]:
    if file.suffix == ".xlsx":
        return row_ids(openpyxl.load_workbook(file)["问题"])
    return []
