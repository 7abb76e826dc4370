"""What was read out of somebody's workbook, as `jzledger table` prints it; touches no ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jzledger.exchange.imports import read_file
from jzledger.formats.reading.found import ReadRow, ReadSheet, ReadWorkbook
from jzledger.formats.reading.workbook import read_workbook


def table_of(path: Path, resources: Path, *, on: date | None, today: date) -> dict[str, Any]:
    """The document of `jzledger table`. Raises FileError for what is no workbook, can not be read or holds no row."""
    return as_document(read_workbook(read_file(path), path.name, resources=resources, on=on, today=today))


def as_document(read: ReadWorkbook) -> dict[str, Any]:
    """Sheets with rows and problems; what concerns the whole file stands first among the problems of its first sheet."""
    sheets = [_sheet(sheet) for sheet in read.sheets]
    if sheets and read.remarks:
        told = [{"at": sheets[0]["sheet"], "message": remark} for remark in read.remarks]
        sheets[0]["problems"][:0] = told
    return {"file": read.file, "sheets": sheets}


def _sheet(sheet: ReadSheet) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "rows": [_row(row) for row in sheet.rows],
        "problems": [{"at": problem.at, "message": problem.message} for problem in sheet.problems],
    }


def _row(row: ReadRow) -> dict[str, Any]:
    return {
        "at": row.at,
        **{key: list(value) if isinstance(value, tuple) else value for key, value in row.values.items()},
    }
