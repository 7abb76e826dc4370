"""The sheets of a workbook as they are, for the eye: texts by place, what is merged, what is hidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jzledger.formats.reading.grid import text_of
from jzledger.formats.sheets_read import Workbook
from jzledger.rules.cell_names import place_of
from jzledger.rules.proposal import Progress, silent

# A review shows what a person looks through; what lies beyond is read all the same.
MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 20_000, 200, 4_000
_LONGEST = 500  # characters of a cell that are shown


@dataclass(frozen=True)
class SeenSheet:
    """Texts by row and column. `merged`: (first row, first column, last row, last column). All count from 0.

    `cut`: there is more than is shown.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def seen_sheets(
    data: bytes, file_name: str, wanted: Collection[str], progress: Progress = silent
) -> dict[str, SeenSheet]:
    """The sheets of these names. Raises what reading them raises, and what `progress` raises."""
    book, found = Workbook(data, file_name), {}
    for number, sheet in enumerate(book):
        progress(number, len(book), f"正在读取 {sheet.name}")
        if sheet.name not in wanted:
            continue
        rows = tuple(
            tuple(text_of(value)[:_LONGEST] if value != "" else "" for value in row[:MOST_COLUMNS])
            for row in sheet.rows[:MOST_ROWS]
        )
        merged = [
            (top, left, min(bottom, MOST_ROWS - 1), min(right, MOST_COLUMNS - 1))
            for top, left, bottom, right in sheet.merged
            if top < MOST_ROWS and left < MOST_COLUMNS
        ]
        found[sheet.name] = SeenSheet(
            sheet.name,
            rows,
            tuple(merged[:MOST_MERGED]),
            frozenset(sheet.marks.hidden_rows),
            frozenset(sheet.marks.hidden_columns),
            len(sheet.rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in sheet.rows),
        )
    return found


def place_in(at: str) -> tuple[str, int, int] | None:
    """`Sheet1!D5` -> (Sheet1, 4, 3); a row (`Sheet1!5`) is its first cell, a sheet alone its first; None for no place."""
    sheet, found, rest = at.rpartition("!")
    if not found:
        return (at, 0, 0) if at else None
    rest = rest.partition(":")[0].replace("$", "").strip()
    if rest.isdigit():
        return sheet, int(rest) - 1, 0
    try:
        row, column = place_of(rest.upper())
    except ValueError:
        return sheet, 0, 0
    return (sheet, row, column) if row >= 0 and column >= 0 else (sheet, 0, 0)


__all__ = ["SeenSheet", "place_in", "seen_sheets"]
