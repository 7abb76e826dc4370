"""A sheet as a grid: what stands in a cell, what is merged, what is hidden, what could not be computed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from jzledger.formats.sheet_cells import SheetCells, Value
from jzledger.rules.cell_names import cell_name
from jzledger.rules.text import clean

ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!|名称\?|数值!)")
MOST_MERGED = 2_000_000

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; all inside."""


def text_of(value: Value) -> str:
    """A cell as text: trimmed, without invisible characters; whole numbers without .0, days as YYYY-MM-DD."""
    if type(value) is str:
        stripped = value.strip()
        return stripped if stripped.isprintable() else trim(stripped)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def trim(text: str) -> str:
    """Without blanks at its ends and at the ends of its lines, and without invisible characters."""
    cleaned = clean(text)[0].strip()
    if "\n" not in cleaned:
        return cleaned
    return "\n".join(line.strip() for line in cleaned.split("\n")).strip()


class Grid:
    """The cells of a sheet with their merged ranges. Rows and columns count from 0."""

    def __init__(self, sheet: SheetCells) -> None:
        self.sheet = sheet
        self.name = sheet.name
        self.rows = sheet.rows
        self.height = len(self.rows)
        self.width = max((len(row) for row in self.rows), default=0)
        self.marks = sheet.marks
        self._ranges: dict[tuple[int, int], Range] = {}
        self._last: tuple[int, list[tuple[int, str]]] = (-1, [])
        self.glance: tuple[int, bool] = (-1, False)
        """The row that was last looked at for words of a heading, and whether there are any."""
        self._lowest = -1
        room = MOST_MERGED
        for r0, c0, r1, c1 in sheet.merged:
            r1, c1 = min(r1, self.height - 1), min(c1, self.width - 1)
            self._lowest = max(self._lowest, r1)
            room -= max(r1 - r0 + 1, 0) * max(c1 - c0 + 1, 0)
            if room < 0:
                break
            whole = (r0, c0, r1, c1)
            for r in range(r0, r1 + 1):
                for c in range(c0, c1 + 1):
                    self._ranges[r, c] = whole

    def has_merges_below(self, r: int) -> bool:
        """Is anything merged under row `r`?"""
        return self._lowest > r

    def own(self, r: int, c: int) -> Value:
        """What the cell itself holds; `''` also outside of the sheet."""
        row = self.rows[r] if 0 <= r < self.height else ()
        return row[c] if 0 <= c < len(row) else ""

    def range(self, r: int, c: int) -> Range:
        """The merged range around a cell, or the cell itself."""
        return self._ranges.get((r, c), (r, c, r, c))

    def merged(self, r: int, c: int) -> bool:
        return (r, c) in self._ranges

    def corner(self, r: int, c: int) -> tuple[int, int]:
        """The cell that holds the value of this one."""
        found = self._ranges.get((r, c))
        return (found[0], found[1]) if found else (r, c)

    def value(self, r: int, c: int) -> Value:
        """What is seen in the cell: of a merged one, the value of its corner."""
        return self.own(*self.corner(r, c))

    def text(self, r: int, c: int) -> str:
        return text_of(self.value(r, c))

    def filled(self, r: int) -> list[tuple[int, str]]:
        """Column and text of the cells of a row that hold something themselves."""
        if self._last[0] == r:  # asked for by several, one after the other
            return self._last[1]
        found = [
            (c, text) for c, value in enumerate(self.rows[r]) if value != "" and (text := text_of(value))
        ]
        self._last = (r, found)
        return found

    def at(self, r: int, c: int) -> str:
        """`Sheet1!A5`."""
        return f"{self.name}!{cell_name(r, c)}"
