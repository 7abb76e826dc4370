"""Replacing text in many cells: what would be written, and what would be left, before anything is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jzledger.errors import LedgerError
from jzledger.ui.tables.cursor import Spot
from jzledger.ui.tables.source import Edit
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid


@dataclass
class Plan:
    """`edits` would be written; read-only cells and those whose new text cannot be a value are only counted."""

    edits: list[Edit] = field(default_factory=list)
    in_selection: bool = False
    read_only: int = 0
    impossible: int = 0

    def words(self) -> str:
        where = tr("选区内") if self.in_selection else tr("显示的行内")
        if not self.edits and not self.read_only and not self.impossible:
            return tr("{}没有这些文字").format(where)
        return tr("{}可替换 {} 格").format(where, len(self.edits)) + self._left()

    def done_words(self) -> str:
        return tr("已替换 {} 格").format(len(self.edits)) + self._left()

    def _left(self) -> str:
        left = tr("；{} 格只读，跳过").format(self.read_only) if self.read_only else ""
        return left + (
            tr("；{} 格替换后不成为合适的值，跳过").format(self.impossible) if self.impossible else ""
        )


NOTHING = Plan()


def plan(grid: Grid, wanted: str, by: str) -> Plan:
    """Texts are compared as they are edited, with letters of either case."""
    found = Plan(in_selection=_is_selected(grid))
    if not wanted:
        return found
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    context = grid.source.context()
    for spot in _cells(grid, found.in_selection):
        line, column = grid.model.line(spot.line), grid.model.fields[spot.column]
        seen = line.value(spot.column)
        before = column.kind.typed(seen) if column.editable else line.shown[spot.column]
        if not before or not pattern.search(before):
            continue
        if not column.editable:
            found.read_only += 1
            continue
        try:
            value = column.kind.parse(pattern.sub(lambda _: by, before), context)
        except LedgerError:
            found.impossible += 1
            continue
        if value is None and column.required:
            found.impossible += 1
        else:
            found.edits.append(Edit(line.id(), column.key, seen, value))
    return found


def _is_selected(grid: Grid) -> bool:
    ranges = grid.cell_cursor.ranges()
    return len(ranges) > 1 or any(not one.is_cell() for one in ranges)


def _cells(grid: Grid, selected: bool) -> Iterable[Spot]:
    if selected:
        return grid.cell_cursor.selected_cells()
    columns = range(len(grid.model.fields))
    lines = (n for n, line in enumerate(grid.model.lines.shown) if line.row is not None)
    return (Spot(line, column) for line in lines for column in columns)
