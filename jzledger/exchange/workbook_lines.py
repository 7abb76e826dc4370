"""A workbook under review in words: each row with what it says, where it stands, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jzledger.exchange.workbook_words import KEY_TITLES
from jzledger.exchange.workbooks_in import Choices, RowKey, Understood, WorkbookImport
from jzledger.formats.reading.found import ReadSheet

# out: left out by the clerk; none: nothing of it was understood as a row.
Outcome = Literal["new", "fills", "differs", "same", "none", "out"]
KIND_TITLES = {
    "issues": "问题台账",
    "projects": "项目清单",
    "directives": "交办事项",
    "closed": "销号台账",
    "schedule": "工期节点",
    "investment": "投资进度",
    "leads": "招商线索",
    "meeting": "会议材料",
}
_LEAD_TITLES = {"project": "线索名称"}


@dataclass(frozen=True)
class Line:
    """One row. `texts` and `cells` (addresses) by the reader's keys; `differences`: title, ours, theirs, as texts."""

    key: RowKey
    at: str
    outcome: Outcome
    unsure: bool
    texts: Mapping[str, str]
    cells: Mapping[str, str]
    differences: tuple[tuple[str, str, str], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A column of the sheet: its heading, and what it is taken for (None = nothing); `sure` by the very word."""

    heading: str
    key: str | None
    sure: bool


def sheets_with_rows(source: WorkbookImport) -> list[tuple[int, str, str, int]]:
    """(place, name, what kind of rows, how many) of the sheets that hold any."""
    return [
        (number, sheet.sheet, KIND_TITLES.get(sheet.kind or "", ""), len(sheet.rows))
        for number, sheet in enumerate(source.workbook.sheets)
        if sheet.kind is not None and sheet.rows
    ]


def headings_of(source: WorkbookImport, sheet_no: int) -> list[Heading]:
    """The columns of a sheet in its order, as the clerk may correct them."""
    sheet = source.workbook.sheets[sheet_no]
    return [
        Heading(one.heading, one.key, one.score >= 1 or one.key is None)
        for one in sheet.columns
        if one.heading
    ]


def columns_of(source: WorkbookImport, sheet_no: int) -> list[tuple[str, str]]:
    """(key, title) of what the rows of a sheet say, in the order of KEY_TITLES."""
    sheet = source.workbook.sheets[sheet_no]
    said = {key for row in sheet.rows for key, value in row.values.items() if value not in (None, (), "")}
    titles = {**KEY_TITLES, **(_LEAD_TITLES if sheet.kind == "leads" else {})}
    if "issue" in said:
        titles["issue"] = {"directives": "交办事项", "schedule": "节点"}.get(sheet.kind or "", "存在问题")
    return [(key, titles[key].partition("（")[0]) for key in KEY_TITLES if key in said]


def lines_of(source: WorkbookImport, sheet_no: int, understood: Understood, choices: Choices) -> list[Line]:
    """The rows of a sheet in its order."""
    sheet = source.workbook.sheets[sheet_no]
    return [_line(sheet, (sheet_no, row_no), understood, choices) for row_no in range(len(sheet.rows))]


def _line(sheet: ReadSheet, key: RowKey, understood: Understood, choices: Choices) -> Line:
    row, told = sheet.rows[key[1]], understood.told.get(key)
    drafts = told.drafts if told is not None else []
    outcome: Outcome = "out" if key in choices.left_out else "none"
    if drafts:
        standings = [draft.standing() for draft in drafts]
        chief = standings[0]
        # A known row that stays the same may still bring its project something.
        outcome = (
            chief if chief != "same" else next((s for s in ("differs", "fills") if s in standings), "same")
        )
        if chief == "fills" and "differs" in standings:
            outcome = "differs"
    differences = tuple(
        (draft.table.field(name).title, _show(draft, name, ours), _show(draft, name, theirs))
        for draft in drafts
        for name, ours, theirs in draft.differences()
    )
    return Line(
        key,
        row.at,
        outcome,
        bool(told is not None and told.unsure),
        {name: _text(value) for name, value in row.values.items()},
        {name: place if "!" in place else f"{sheet.sheet}!{place}" for name, place in row.cells.items()},
        differences,
        tuple(problem.message for problem in (told.problems if told is not None else ())),
    )


def _show(draft: Any, key: str, value: Any) -> str:
    return str(draft.table.field(key).kind.show(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


def problem_lines(understood: Understood) -> Sequence[tuple[str, str]]:
    """(address, sentence) of everything that was not understood, or must be known."""
    return [(one.at, one.message) for one in understood.problems]
