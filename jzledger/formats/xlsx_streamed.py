"""Sheets of an xlsx that calamine would need too much memory for, read row by row.

calamine lays out every cell between the first and the last: a stray one at XFD1048576 would take more memory than
there is, and a ledger of 20 MB takes 264 MB before its first value is seen.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import Any

from jzledger.formats.marks_xlsx import rows_of
from jzledger.formats.sheet_cells import Value
from jzledger.formats.xlsx_rows import MOST_COLUMNS, MOST_GAP, read_rows
from jzledger.rules.cell_names import column_of, place_of

MOST_CELLS = 2_000_000
_NAME = rb"(?:\w{1,9}:)?"
_FULL = re.compile(rb"""<""" + _NAME + rb"""c\b[^>]*?\br=["']([A-Za-z]+)([0-9]+)["'][^>]*[^/]>""")


_MERGED = re.compile(
    rb"<" + _NAME + rb"""mergeCell\b[^>]*\bref=["']([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})["']"""
)
_UNPLACED = re.compile(rb"<" + _NAME + rb"c(?:>|\s(?![^>]*\br=))")
_ROW = re.compile(
    rb"<" + _NAME + rb"""row\b[^>]*?\br=["']([0-9]+)["'][^>]*>(.*?)</""" + _NAME + rb"row>", re.DOTALL
)


def is_sparse(archive: zipfile.ZipFile, part: str) -> bool:
    """Would the sheet take far more cells than it holds?"""
    count = last = 0
    widest = b""
    for piece in rows_of(archive, part):
        if b"<v" not in piece and b":v" not in piece and b"<is" not in piece and b":is" not in piece:
            continue
        if _UNPLACED.search(piece):
            for number, cells in _ROW.findall(piece):
                if b"<v" in cells or b":v" in cells or b"<is" in cells:
                    last = max(last, int(number))
        for letters, number in _FULL.findall(piece):
            count += 1
            last = max(last, int(number))
            if (len(letters), letters) > (len(widest), widest):
                widest = letters
    width = column_of(widest.decode().upper()) + 1
    return last * width > MOST_CELLS and last * width > 5 * count


def merged(archive: zipfile.ZipFile, part: str) -> list[tuple[int, int, int, int]]:
    """The merged ranges, which openpyxl does not tell while it reads row by row."""
    found = []
    for piece in rows_of(archive, part):
        for first, last in _MERGED.findall(piece) if b"mergeCell" in piece else ():
            found.append((*place_of(first.decode()), *place_of(last.decode())))
    return found


def read_streamed(data: bytes, name: str, part: str, *, epoch_1904: bool) -> list[list[Value]]:
    """The rows from A1 to the first long gap. Raises what openpyxl raises, ValueError and IndexError."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        quick = read_rows(archive, part, epoch_1904=epoch_1904)
    return quick if quick is not None else _by_openpyxl(data, name)


def _by_openpyxl(data: bytes, name: str) -> list[list[Value]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book[name]
        sheet.reset_dimensions()
        rows: list[list[Value]] = []
        same: dict[Value, Value] = {}
        gap = 0
        for values in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            row = [_value(value, same) for value in values]
            while row and row[-1] == "":
                row.pop()
            rows.append(row)
            gap = 0 if row else gap + 1
            if gap > MOST_GAP:
                break
        while rows and not rows[-1]:
            rows.pop()
        return rows
    finally:
        book.close()


def _value(value: Any, same: dict[Value, Value]) -> Value:
    if value is None:
        return ""
    if type(value) is datetime:
        day: Value = value.date() if value.time() == time(0) else value
        return same.setdefault(day, day)
    found: Value = value
    return found
