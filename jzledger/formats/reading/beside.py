"""Two tables side by side: the same headings twice in one row."""

from __future__ import annotations

from dataclasses import replace

from jzledger.formats.reading.grid import Grid
from jzledger.formats.reading.header import find_header
from jzledger.formats.reading.words import Words, plain
from jzledger.formats.sheet_cells import SheetCells

_SEARCHED = 40  # rows
_LEAST = 3  # headings that must stand there twice


def parts_of(sheet: SheetCells, words: Words) -> list[SheetCells]:
    """The sheet, or one copy for each of its tables with the columns of the others left empty."""
    grid = Grid(replace(sheet, rows=sheet.rows[:_SEARCHED]))
    header = next(
        (h for r in range(grid.height) if grid.rows[r] and (h := find_header(grid, words, r))), None
    )
    if header is None:
        return [sheet]
    columns = sorted(header.paths)
    leaves = [plain(header.paths[c][-1]) for c in columns]
    for size in range(_LEAST, len(leaves) // 2 + 1):
        if leaves[:size] == leaves[size : 2 * size] and len(set(leaves[:size])) == size:
            starts = [columns[place] for place in range(0, len(columns), size)]
            ends = [*starts[1:], grid.width]
            return [_only(sheet, header.top, first, last) for first, last in zip(starts, ends, strict=True)]
    return [sheet]


def _only(sheet: SheetCells, top: int, first: int, end: int) -> SheetCells:
    rows = [
        row if r < top else [value if first <= c < end else "" for c, value in enumerate(row)]
        for r, row in enumerate(sheet.rows)
    ]
    return replace(sheet, rows=rows)
