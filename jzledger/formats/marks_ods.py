"""A closer look at the sheets of an ods: merged ranges, hidden rows and columns, error values."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from jzledger.errors import WorkbookTooLarge
from jzledger.formats.sheet_cells import Marks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ROW, _CELL, _COVERED, _COLUMN = (
    f"{_TABLE}{name}" for name in ("table-row", "table-cell", "covered-table-cell", "table-column")
)
_ACROSS, _DOWN = f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned"
_REPEATED = f"{_TABLE}number-columns-repeated"
_CALC_TYPE, _TYPE, _FORMULA = f"{_CALC}value-type", f"{_OFFICE}value-type", f"{_TABLE}formula"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
MOST_CELLS = 5_000_000
"""From the first to the last cell that holds something: calamine lays out all of them."""


def look(data: bytes) -> dict[str, Marks]:
    """Marks by the name of the sheet. Raises WorkbookTooLarge for a sheet with cells too far from each other."""
    from lxml import etree

    found: dict[str, Marks] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as member:
        events = etree.iterparse(
            member, ("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
        )
        table: _Table | None = None
        depth = 0
        for event, element in events:
            if element.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    table = _Table(found.setdefault(element.get(f"{_TABLE}name", ""), Marks(merged=[])))
            if event == "start" or table is None or depth != 1:
                continue
            if element.tag == _COLUMN:
                table.column(element)
            elif element.tag == _ROW:
                table.row(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return found


class _Table:
    """Counts rows and columns, which the file repeats by number."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self._row = 0
        self._column = 0
        self._width = 0

    def column(self, element: Any) -> None:
        repeated = _repeated(element, "columns")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.marks.hidden_columns.update(range(self._column, min(self._column + repeated, _MOST_COLUMNS)))
        self._column += repeated

    def row(self, element: Any) -> None:
        repeated = _repeated(element, "rows")
        column, filled = 0, False
        for cell in element:
            if cell.tag not in (_CELL, _COVERED):
                continue
            if cell.tag == _CELL:
                self._cell(cell, column)
            column += int(cell.get(_REPEATED, 1))
            if len(cell):
                self._width, filled = max(self._width, column), True
        # A hidden stretch that reaches to the end of the sheet holds no data.
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter") and repeated < _MOST_ROWS // 16:
            self.marks.hidden_rows.update(range(self._row, self._row + repeated))
        self._row += repeated
        if filled and self._row * self._width > MOST_CELLS:
            raise WorkbookTooLarge("有的格子离表格太远，范围太大，不读取；请删去表格外多余的行和列")

    def _cell(self, cell: Any, column: int) -> None:
        told = cell.attrib
        if _ACROSS in told or _DOWN in told:
            across, down = int(told.get(_ACROSS, "1")), int(told.get(_DOWN, "1"))
            if (across > 1 or down > 1) and self.marks.merged is not None:
                self.marks.merged.append((self._row, column, self._row + down - 1, column + across - 1))
        kind = told.get(_CALC_TYPE) or told.get(_TYPE)
        if kind != "error" and (kind is not None or _FORMULA not in told):
            return
        shown = "".join(text for part in cell.iter(f"{_TEXT}p") for text in part.itertext())
        if kind == "error":
            self.marks.errors[self._row, column] = shown or "#N/A"
        elif not shown:
            self.marks.unstored.add((self._row, column))


def _repeated(element: Any, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))
