"""A look learned from an office's own workbook: all of a sheet but its values, as data.

Rows and columns count from 0. Heights are in points, None where the workbook leaves them to the program; widths in the
file's own unit. Texts hold slots like {as_of:date_cn}, as those of our own layouts do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jzledger.formats.cell_look import CellLook

SEQ, NOTHING = "seq", ""  # what a column may print beside a Field
# How a date is written as text: pattern of the sample -> how it is filled.
WRITTEN = {
    "Y年M月D日": "{y}年{m}月{d}日",
    "Y年M月": "{y}年{m}月",
    "Y.M.D": "{y}.{m}.{d}",
    "Y.M": "{y}.{m}",
    "Y-M-D": "{y}-{m:02}-{d:02}",
    "Y-M": "{y}-{m:02}",
    "Y/M/D": "{y}/{m}/{d}",
    "M月D日": "{m}月{d}日",
}


@dataclass(frozen=True)
class LookCell:
    """`look` is a place in `Look.styles`. `sum`: the cell adds up its column."""

    column: int
    look: int
    text: str = ""
    sum: bool = False


@dataclass(frozen=True)
class LookRow:
    cells: tuple[LookCell, ...]
    height: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Block:
    """Rows that stand as they are. `merges`: first row, first column, last row, last column, from the block's corner."""

    rows: tuple[LookRow, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class LookColumn:
    """One column of the table.

    `field`: the Field that it prints, SEQ for 序号, NOTHING for a column left empty; `type`: as in our layouts; `unit`:
    yuan in one, and for a share 100 where the cell holds percents. `written`: a key of WRITTEN where dates are texts.
    `merged`: equal neighbours below each other are one cell. `looks`: place and kind of value ("odd/text", "last/number",
    "even/text=红灯") -> look. `words`: light -> its word in this workbook. `offered`: words of a list.
    """

    head: str
    field: str
    type: str
    unit: int = 1
    written: str = ""
    merged: bool = False
    otherwise: str = ""
    rule: str = ""
    looks: Mapping[str, int] = dataclasses.field(default_factory=dict)
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookGroups:
    """Rows above (`head`) and below (`foot`) the rows of a group; `by` is the Field whose values make the groups.

    `names`: value -> printed name, in the order of the sample.
    """

    by: str = ""
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    head: Block | None = None
    foot: Block | None = None
    restart: bool = False


A4 = 9


@dataclass(frozen=True)
class LookPage:
    """As in the file: paper number, inches, percents. `titles` are rows, `title_columns` columns repeated on pages.

    `area`: first row, first and last column, and how many rows the area ends behind the last row of the sheet.
    """

    paper: int = A4  # also where the file names none: elsewhere that would be Letter
    landscape: bool = False
    margins: tuple[float, ...] = (0.7, 0.7, 0.75, 0.75, 0.3, 0.3)  # left right top bottom header footer
    fit: tuple[int, int] | None = None
    scale: int = 100
    centre_across: bool = False
    centre_down: bool = False
    grid_lines: bool = False
    titles: tuple[int, int] | None = None
    title_columns: tuple[int, int] | None = None
    area: tuple[int, int, int, int] | None = None
    headers: Mapping[str, str] = dataclasses.field(
        default_factory=dict
    )  # odd_header, even_footer, first_header …


@dataclass(frozen=True)
class LookScreen:
    """`freeze`: first row and column that move; `filter`: its row, first and last column, rows behind the table."""

    freeze: tuple[int, int] | None = None
    filter: tuple[int, int, int, int] | None = None
    grid: bool = True
    zoom: int = 100


@dataclass(frozen=True)
class Look:
    """`source`: key of the table whose rows are printed; `only` and `sort` choose and order them as in our layouts.

    `head`: the rows above the table with its headings; `tail`: those below. `widths`: first and last column, width,
    hidden. `heights`: lines of text -> height of a row, empty where the program fits them. `remarks`: what of the
    workbook is not kept (charts, pictures), in Chinese.
    """

    source: str
    sheet: str
    styles: tuple[CellLook, ...]
    normal: CellLook
    head: Block
    columns: tuple[LookColumn, ...]
    tail: Block
    left: int = 0  # the first column of the table
    header_rows: tuple[int, int] = (0, 0)
    groups: LookGroups | None = None
    total: Block | None = None
    total_above: bool = False
    only: Mapping[str, str] = dataclasses.field(default_factory=dict)
    sort: tuple[str, ...] = ()
    heights: Mapping[int, float] = dataclasses.field(default_factory=dict)
    widths: tuple[tuple[int, int, float, bool], ...] = ()
    default_width: float = 8.43
    default_height: float = 15
    page: LookPage = LookPage()
    screen: LookScreen = LookScreen()
    remarks: tuple[str, ...] = ()

    def texts(self) -> list[tuple[str, int, int, str]]:
        """Block name, row, place among its cells, text: all that stands outside the rows, headings left out."""
        found = []
        for name, block in (("head", self.head), ("tail", self.tail)):
            for row, line in enumerate(block.rows):
                if name == "head" and self.header_rows[0] <= row <= self.header_rows[1]:
                    continue
                found += [(name, row, place, cell.text) for place, cell in enumerate(line.cells) if cell.text]
        return found


def as_values(made: Any) -> Any:
    """A look as plain tables, lists and values, without what is as usual."""
    if dataclasses.is_dataclass(made) and not isinstance(made, type):
        values = {}
        for each in dataclasses.fields(made):
            value = getattr(made, each.name)
            usual = (
                each.default_factory() if each.default_factory is not dataclasses.MISSING else each.default
            )
            if usual is dataclasses.MISSING or value != usual:
                values[each.name] = as_values(value)
        return values
    if isinstance(made, Mapping):
        return {str(key): as_values(value) for key, value in made.items()}
    if isinstance(made, tuple | list):
        return [as_values(value) for value in made]
    return made
