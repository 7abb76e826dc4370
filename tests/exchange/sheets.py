"""Workbooks as the reader gives them, made by hand: what the import does with them, whatever file they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jzledger.formats.reading.found import ReadColumn, ReadProblem, ReadRow, ReadSheet, ReadWorkbook

COLUMNS = "project issue category measures progress status lead_unit units owner sponsor".split()
COLUMNS += "listed_on deadline_text deadline investment_total_wan plan_wan completed_wan".split()
COLUMNS += "investor place stage next_step amount_wan".split()


def row(number: int, sheet: str = "台账", *, more: Mapping[str, str] | None = None, **values: Any) -> ReadRow:
    """A row in line `number`; each value stands in a column of its own, in the order of COLUMNS from B."""
    cells = {key: f"{sheet}!{chr(66 + COLUMNS.index(key))}{number}" for key in values}
    return ReadRow(f"{sheet}!A{number}", values, cells, more or {})


def sheet(
    *rows: ReadRow,
    kind: str = "issues",
    name: str = "台账",
    title: str = "",
    as_of: date | None = date(2024, 6, 1),
    problems: Sequence[ReadProblem] = (),
    headings: Sequence[tuple[str | None, str]] = (("project", "项目名称"), ("issue", "存在问题")),
) -> ReadSheet:
    columns = tuple(ReadColumn(key, heading, n) for n, (key, heading) in enumerate(headings))
    return ReadSheet(name, kind, columns, rows, tuple(problems), title, as_of)


def workbook(*sheets: ReadSheet, file: str = "台账.xlsx") -> ReadWorkbook:
    return ReadWorkbook(file, sheets)
