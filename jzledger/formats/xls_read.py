"""Old binary workbooks (xls, and et of WPS), read by xlrd.

calamine would read them four times as fast, but a damaged one makes it end the whole process.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from jzledger.errors import EncryptedWorkbook, FileBroken
from jzledger.formats.marks_xlsx import decimals
from jzledger.formats.ole_chains import are_sound
from jzledger.formats.sheet_cells import Marks, SheetCells, Value


class XlsBook:
    """An opened workbook; its sheets are made one by one."""

    def __init__(self, data: bytes, file_name: str) -> None:
        """Raises EncryptedWorkbook or FileBroken."""
        self._book = _open(data, file_name)
        self._file = file_name

    @property
    def names(self) -> list[str]:
        return list(self._book.sheet_names())

    def sheet(self, number: int) -> SheetCells:
        """Raises FileBroken."""
        book, sheet = self._book, self._book.sheet_by_index(number)
        try:
            marks = _marks(book, sheet)
            rows = _rows(book, sheet, marks)
        except Exception as error:  # whatever a damaged file makes of xlrd
            raise _broken(self._file, error) from error
        merged = [(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in sheet.merged_cells]
        hidden = sheet.visibility != 0
        return SheetCells(sheet.name, rows, merged, hidden, marks, epoch_1904=book.datemode == 1)


def _open(data: bytes, file_name: str) -> Any:
    import xlrd

    if not are_sound(data):
        raise FileBroken("文件已损坏或没有下载完整，读不出表格", file_name)
    failed: Exception | None = None
    for looks in (True, False):  # without looks there are no merged ranges, but some files open only so
        try:
            return xlrd.open_workbook(
                file_contents=data,
                formatting_info=looks,
                logfile=io.StringIO(),
                ignore_workbook_corruption=True,
            )
        except Exception as error:  # xlrd fails in many ways on what other programs wrote
            if "encrypted" in str(error).lower():
                raise EncryptedWorkbook(
                    "工作簿加了密码，请先去掉密码再读取", file_name, detail=str(error)
                ) from error
            failed = error
    raise _broken(file_name, failed) from failed


def _rows(book: Any, sheet: Any, marks: Marks) -> list[list[Value]]:
    from xlrd.biffh import (
        XL_CELL_BOOLEAN,
        XL_CELL_DATE,
        XL_CELL_ERROR,
        XL_CELL_NUMBER,
        XL_CELL_TEXT,
        error_text_from_code,
    )

    rows: list[list[Value]] = []
    same: dict[str, str] = {}
    for r in range(sheet.nrows):
        line: list[Value] = []
        for c, (kind, value) in enumerate(zip(sheet.row_types(r), sheet.row_values(r), strict=True)):
            if kind == XL_CELL_TEXT:
                line.append(same.setdefault(value, value))
            elif kind == XL_CELL_NUMBER:
                line.append(value)
            elif kind == XL_CELL_DATE:
                line.append(_day(value, book.datemode))
            elif kind == XL_CELL_BOOLEAN:
                line.append(bool(value))
            else:
                if kind == XL_CELL_ERROR:
                    marks.errors[r, c] = error_text_from_code.get(value, "#N/A")
                line.append("")
        rows.append(line)
    while rows and not any(value != "" for value in rows[-1]):
        rows.pop()
    return rows


def _day(value: float, datemode: int) -> Value:
    """A date, with its time where it has one; a number that is no day stays a number."""
    from xlrd.xldate import xldate_as_datetime

    try:
        moment: datetime = xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError):
        return value
    if value < 1:
        return moment.time()
    return moment.date() if moment.time() == time(0) else moment


def _marks(book: Any, sheet: Any) -> Marks:
    marks = Marks()
    marks.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    marks.hidden_columns = {
        column for column, info in sheet.colinfo_map.items() if info.hidden and column < 256
    }

    def shown(row: int, column: int) -> int | None:
        try:
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            return decimals(book.format_map[style.format_key].format_str)
        except (IndexError, KeyError, AttributeError, TypeError):
            return None

    marks.decimals = shown
    return marks


def _broken(file_name: str, error: Exception | None) -> FileBroken:
    return FileBroken("文件已损坏或没有下载完整，读不出表格", file_name, detail=str(error))
