"""Filling: down, right, by the handle at the corner of the selection, one value into all selected cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from jzledger.errors import InputError
from jzledger.records.fields import Field
from jzledger.rules.context import Context
from jzledger.ui.tables.clipboard import kind_name
from jzledger.ui.tables.copying import copied_text
from jzledger.ui.tables.cursor import Range, Spot
from jzledger.ui.tables.series import extend
from jzledger.ui.tables.shown import is_empty
from jzledger.ui.tables.source import Edit
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.commands import Commands

Put = tuple[Spot, Any]  # a cell and the value it gets


class Filling:
    """Each of these is one step to undo."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    def down(self) -> None:
        """The first selected row into the others; with one row selected, the row above it into that."""
        puts: list[Put] = []
        for found in self._commands.cursor.ranges():
            lines = self._rows(found.top, found.bottom)
            if found.top == found.bottom:
                above = self._rows(0, found.top - 1)
                lines = [*above[-1:], *lines]
            for column in self._commands.columns_of([found]):
                puts += [(Spot(line, column), self._value(lines[0], column)) for line in lines[1:]]
        self.write(puts, tr("向下填充"))

    def right(self) -> None:
        """The first selected column into the others; with one column selected, the one left of it into that."""
        puts: list[Put] = []
        for found in self._commands.cursor.ranges():
            columns = self._commands.columns_of([found])
            if len(columns) == 1:
                order = self._commands.columns_from(0)
                at = order.index(columns[0])
                columns = order[max(0, at - 1) : at + 1]
            for line in self._rows(found.top, found.bottom):
                puts += [
                    (Spot(line, column), self._carried(line, columns[0], column)) for column in columns[1:]
                ]
        self.write(puts, tr("向右填充"))

    def selection(self) -> None:
        """The current cell into every selected one."""
        spot = self._commands.cursor.active
        cells = [cell for cell in self._commands.cursor.selected_cells() if cell != spot]
        if self._commands.lines.shown[spot.line].row is not None:
            self.write(
                [(cell, self._carried(spot.line, spot.column, cell.column)) for cell in cells], tr("填满选区")
            )

    def text(self, text: str, spots: Iterable[Spot], label: str) -> None:
        """One typed text into these cells."""
        commands, puts = self._commands, []
        context = commands.source.context()
        for spot in spots:
            field = commands.fields[spot.column]
            try:
                puts.append((spot, field.kind.parse(text, context) if field.editable else None))
            except InputError as error:
                commands.fail(error)
                return
        self.write(puts, label)

    # -- the handle

    def reach(self, start: Range, to: Spot) -> Range | None:
        """What the handle would fill when it is dragged to a cell: beyond the selection in one direction."""
        down = max(to.line - start.bottom, start.top - to.line, 0)
        across = max(to.column - start.right, start.left - to.column, 0)
        if not down and not across:
            return None
        last = self._commands.lines.last_row()
        if down >= across:
            if to.line > start.bottom:
                return Range(start.bottom + 1, start.left, min(to.line, last), start.right)
            return Range(max(to.line, 0), start.left, start.top - 1, start.right)
        if to.column > start.right:
            return Range(start.top, start.right + 1, start.bottom, to.column)
        return Range(start.top, to.column, start.bottom, start.left - 1)

    def drag(self, start: Range, filled: Range) -> None:
        """Go on with the values of the selection into the cells beside it."""
        puts: list[Put] = []
        rows, columns = self._rows(start.top, start.bottom), self._commands.columns_of([start])
        vertical = filled.left == start.left and filled.right == start.right
        backwards = filled.bottom < start.top if vertical else filled.right < start.left
        if vertical:
            lines = self._rows(filled.top, filled.bottom)
            for column in columns:
                given = [self._value(line, column) for line in rows]
                puts += self._series(given, [Spot(line, column) for line in lines], None, backwards)
        else:
            targets = self._commands.columns_of([filled])
            for line in rows:
                given = [self._value(line, column) for column in columns]
                spots = [Spot(line, column) for column in targets]
                puts += self._series(given, spots, columns[0] if columns else None, backwards)
        if puts:
            self.write(puts, tr("填充"))
            whole = Range(
                min(start.top, filled.top),
                min(start.left, filled.left),
                max(start.bottom, filled.bottom),
                max(start.right, filled.right),
            )
            self._commands.select(whole)

    def to_end(self, start: Range) -> None:
        """A double click on the handle: down to the end of the block beside the selection."""
        order = self._commands.columns_from(0)
        left = order.index(start.left) - 1
        right = order.index(start.right) + 1
        for beside in (left, right):
            if not 0 <= beside < len(order):
                continue
            end = start.bottom
            for line in self._rows(start.bottom + 1, self._commands.lines.last_row()):
                if is_empty(self._value(line, order[beside])):
                    break
                end = line
            if end > start.bottom:
                self.drag(start, Range(start.bottom + 1, start.left, end, start.right))
                return

    def _series(
        self, given: Sequence[Any], spots: Sequence[Spot], source: int | None, backwards: bool
    ) -> list[Put]:
        """`source`: the column that the values come from, where it is not that of the cells."""
        if not given:
            return []
        ordered = list(reversed(spots)) if backwards else list(spots)
        found = extend(given, len(ordered), backwards=backwards)
        if source is None:
            return list(zip(ordered, found, strict=True))
        fields, context = self._commands.fields, self._commands.source.context()
        return [
            (spot, carry(value, fields[source], fields[spot.column], context))
            for spot, value in zip(ordered, found, strict=True)
        ]

    # -- writing

    def write(self, puts: Sequence[Put], label: str) -> None:
        """Put values into cells; computed columns are skipped and said so, what cannot be keeps its old value."""
        commands, edits, skipped = self._commands, [], set()
        unlike = False
        for spot, value in puts:
            field, line = commands.fields[spot.column], commands.lines.shown[spot.line]
            seen = line.value(spot.column)
            if not field.editable:
                skipped.add(field.title)
            elif value is UNFIT:
                unlike = True
            elif value != seen and not (is_empty(value) and is_empty(seen)):
                edits.append(Edit(line.id(), field.key, seen, value))
        told = []
        if skipped:
            told.append(tr("“{}”由程序判定，已跳过").format("”“".join(sorted(skipped))))
        if unlike:
            told.append(tr("不合列的值没有填入"))
        commands.write(edits, tr("{} {} 格").format(label, len(edits)), told)

    def _carried(self, line: int, source: int, target: int) -> Any:
        fields = self._commands.fields
        return carry(
            self._value(line, source), fields[source], fields[target], self._commands.source.context()
        )

    def _value(self, line: int, column: int) -> Any:
        return self._commands.lines.shown[line].value(column)

    def _rows(self, top: int, bottom: int) -> list[int]:
        return [n for n in range(top, bottom + 1) if self._commands.lines.shown[n].row is not None]


UNFIT: Any = object()  # a value that its new column cannot take


def carry(value: Any, source: Field, target: Field, context: Context) -> Any:
    """A value from one column for another one; UNFIT where it cannot be one there."""
    if source.key == target.key or kind_name(source.kind) == kind_name(target.kind):
        return value
    try:
        return target.kind.parse(copied_text(source, value), context)
    except InputError:
        return UNFIT
