"""The current cell and the selected ranges of a table, and how they move. Knows no key, no mouse and no view.

As in a spreadsheet the current cell stays where a selection began while the far end (`reach`) moves. The Qt selection
model is kept the same, for the views and for screen readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal

from jzledger.ui.tables.model import GridModel
from jzledger.ui.tables.shown import is_empty

_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_CLEAR_AND_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Spot(NamedTuple):
    line: int
    column: int


class Range(NamedTuple):
    """Lines and columns, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, spot: Spot) -> bool:
        return self.top <= spot.line <= self.bottom and self.left <= spot.column <= self.right

    def is_cell(self) -> bool:
        return self.top == self.bottom and self.left == self.right


class _Kept(NamedTuple):
    """Where cursor and selection were, in terms that outlive a reset of the model."""

    spot: Spot
    row_id: str
    group: str
    is_new: bool
    ranges: Sequence[tuple[Sequence[str], int, int]]  # row ids, left, right


NOWHERE = Spot(-1, -1)


class Cursor(QObject):
    """`changed` tells of every change, once; `went` also where to, when that is to be seen."""

    changed = Signal()
    went = Signal(object)  # Spot

    def __init__(self, model: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model, self.lines = model, model.lines
        self.selection = QItemSelectionModel(model, self)
        self.active = self._anchor = self.reach = NOWHERE
        self._whole = ""  # "rows" or "columns" while whole ones are selected
        self._added: list[Range] = []  # earlier ranges, kept by Ctrl
        self._run: int | None = None  # the column where a run of Tabs began
        self._expected = ""  # the row that the ＊ line has just become, until it is there
        self._kept: _Kept | None = None
        self._pushing = False
        model.modelAboutToBeReset.connect(self._keep)
        model.settled.connect(self._restore)
        self.selection.currentChanged.connect(self._adopt)

    # -- what is selected

    @property
    def valid(self) -> bool:
        return self.active != NOWHERE

    def ranges(self) -> list[Range]:
        return [*self._added, self._range()] if self.valid else []

    def _range(self) -> Range:
        (line, column), (other_line, other_column) = self._anchor, self.reach
        top, bottom = sorted((line, other_line))
        left, right = sorted((column, other_column))
        if self._whole == "rows":
            left, right = 0, len(self.model.fields) - 1
        elif self._whole == "columns":
            top, bottom = 0, max(0, self.lines.last_row())
        return Range(top, left, bottom, right)

    def contains(self, spot: Spot) -> bool:
        return any(found.holds(spot) for found in self.ranges())

    def selected_ids(self) -> list[str]:
        """Rows with a selected cell, from top to bottom."""
        numbers = {n for found in self.ranges() for n in range(found.top, found.bottom + 1)}
        return [row_id for n in sorted(numbers) if (row_id := self.lines.shown[n].id())]

    def selected_cells(self) -> Iterator[Spot]:
        """Selected cells of rows, each once."""
        seen: set[Spot] = set()
        for found in self.ranges():
            for line in range(found.top, found.bottom + 1):
                if self.lines.shown[line].row is None:
                    continue
                for column in range(found.left, found.right + 1):
                    spot = Spot(line, column)
                    if spot not in seen:
                        seen.add(spot)
                        yield spot

    def row_id(self) -> str:
        """Id of the current row; "" where there is none."""
        return self.lines.shown[self.active.line].id() if self.valid else ""

    # -- going somewhere

    def go(self, line: int, column: int, *, extend: bool = False, add: bool = False) -> None:
        """Make a cell the current one; `extend` the selection to it instead; `add` it to what is selected."""
        if not self.lines.shown or not self.model.fields:
            self._clear()
            return
        spot = Spot(
            min(max(line, 0), len(self.lines.shown) - 1), min(max(column, 0), len(self.model.fields) - 1)
        )
        if extend and self.valid:
            self._anchor, self.reach = self.active, spot
        else:
            self._added = self.ranges() if add else []
            self._whole = ""
            self.active = self._anchor = self.reach = spot
        self._run = None
        if spot.line != self.lines.new_place():
            self._expected = ""
        self._push()
        self.went.emit(spot)

    def step(self, down: int, right: int, *, extend: bool = False) -> None:
        """Move by lines and columns; over titles of groups, too, so that the keyboard can fold them."""
        if down:
            self._expected = ""
        start = self.reach if extend else self.active
        self.go(start.line + down, start.column + right, extend=extend)

    def jump(self, down: int, right: int, *, extend: bool = False) -> None:
        """To the edge of the data in that direction."""
        if not self.valid:
            return
        start = self.reach if extend else self.active
        spot = self._edge_down(start, down) if down else self._edge_right(start, right)
        self.go(*spot, extend=extend)

    def tab(self, right: int) -> None:
        """To the next cell; a run of these is remembered for Enter. Within a selected range it goes round there."""
        if self._goes_round():
            self._round(right, by_rows=True)
            return
        expected, run = self._expected, self.active.column if self._run is None else self._run
        self.go(self.active.line, self.active.column + right)
        self._run, self._expected = run, expected

    def enter(self, down: int) -> None:
        """To the next line, below the cell where a run of Tabs began. Within a selected range it goes round there."""
        if self._goes_round():
            self._round(down, by_rows=False)
            return
        self._expected = ""
        self.go(self.active.line + down, self.active.column if self._run is None else self._run)

    def select_all(self) -> None:
        """Everything; the current cell stays where it is."""
        if self.valid and self.lines.last_row() >= 0:
            self._anchor, self.reach = Spot(0, 0), Spot(self.lines.last_row(), len(self.model.fields) - 1)
            self._added, self._whole, self._run = [], "", None
            self._push()

    def select_rows(self, first: int, last: int, *, extend: bool = False, add: bool = False) -> None:
        """Whole rows; the current cell is the first one of line `first`."""
        if extend and self.valid:
            self._whole = "rows"
            self.go(last, self.active.column, extend=True)
        else:
            self._select("rows", Spot(first, 0), Spot(last, 0), add=add)

    def widen(self, whole: str) -> None:
        """The selected range, to whole "rows" or "columns"."""
        if self.valid:
            self._whole = whole
            self._push()

    def select_column(self, column: int) -> None:
        self._select("columns", Spot(0, column), Spot(0, column))

    def select_ids(self, ids: Sequence[str]) -> None:
        """Whole rows by id; the current cell keeps its column in the first of them that is shown. None: nothing."""
        if not ids:
            self._clear()
            return
        places = sorted(place for row_id in ids if (place := self.lines.place_of(row_id)) is not None)
        if not places:
            return
        column = max(0, self.active.column)
        self._added = [Range(top, 0, bottom, len(self.model.fields) - 1) for top, bottom in _runs(places)]
        self._whole, self._run = "", None
        self.active = self._anchor = self.reach = Spot(places[0], column)
        self._push()
        self.went.emit(self.active)

    def expect(self, row_id: str) -> None:
        """The ＊ line has become this row: stay with it."""
        place = self.lines.place_of(row_id)
        if place is None:
            self._expected = row_id
        else:
            self.go(place, self.active.column)

    def _select(self, whole: str, first: Spot, last: Spot, *, add: bool = False) -> None:
        if not self.lines.shown or last.line < 0:
            return
        self._added = self.ranges() if add else []
        self._whole, self._run = whole, None
        self.active = self._anchor = first
        self.reach = last
        self._push()

    def _clear(self) -> None:
        self.active = self._anchor = self.reach = NOWHERE
        self._added, self._whole, self._run = [], "", None
        self._push()

    # -- edges and rounds

    def _edge_down(self, start: Spot, way: int) -> Spot:
        last = self.lines.last_row()
        ahead = range(start.line + way, last + 1 if way > 0 else -1, way)
        rows = [n for n in ahead if self.lines.shown[n].row is not None]
        at_end = rows[-1] if rows else len(self.lines.shown) - 1 if way > 0 else start.line
        filled = [not is_empty(self.lines.shown[n].value(start.column)) for n in rows]
        here = not is_empty(self.lines.shown[start.line].value(start.column))
        stop = _edge(here, filled)
        return Spot(at_end if stop is None else rows[stop], start.column)

    def _edge_right(self, start: Spot, way: int) -> Spot:
        columns = range(start.column + way, len(self.model.fields) if way > 0 else -1, way)
        line = self.lines.shown[start.line]
        here = not is_empty(line.value(start.column))
        stop = _edge(here, [not is_empty(line.value(n)) for n in columns])
        at_end = columns[-1] if columns else start.column
        return Spot(start.line, at_end if stop is None else columns[stop])

    def _goes_round(self) -> bool:
        return self.valid and not self._range().is_cell() and not self._added

    def _round(self, way: int, *, by_rows: bool) -> None:
        found = self._range()
        height, width = found.bottom - found.top + 1, found.right - found.left + 1
        down, right = self.active.line - found.top, self.active.column - found.left
        place = (down * width + right if by_rows else right * height + down) + way
        across, along = divmod(place % (height * width), width if by_rows else height)
        down, right = (across, along) if by_rows else (along, across)
        self._anchor, self.reach = Spot(found.top, found.left), Spot(found.bottom, found.right)
        self.active = Spot(found.top + down, found.left + right)
        self._push()
        self.went.emit(self.active)

    # -- in step with Qt, and over resets

    def _push(self) -> None:
        chosen = QItemSelection()
        for found in self.ranges():
            chosen.select(
                self.model.index(found.top, found.left), self.model.index(found.bottom, found.right)
            )
        self._pushing = True
        self.selection.setCurrentIndex(self.model.index(*self.active), _NO_UPDATE)
        self.selection.select(chosen, _CLEAR_AND_SELECT)
        self._pushing = False
        self.changed.emit()

    def _adopt(self, index: QModelIndex) -> None:
        """Somebody else (a screen reader) made another cell the current one."""
        if not self._pushing and index.isValid() and (index.row(), index.column()) != self.active:
            self.go(index.row(), index.column())

    def _keep(self) -> None:
        if not self.valid:
            self._kept = None
            return
        line, shown = self.lines.shown[self.active.line], self.lines.shown
        ranges = [
            ([row_id for n in range(r.top, r.bottom + 1) if (row_id := shown[n].id())], r.left, r.right)
            for r in self.ranges()
            if not r.is_cell()
        ]
        self._kept = _Kept(self.active, line.id(), line.group.key if line.group else "", line.is_new, ranges)

    def _restore(self) -> None:
        kept, self._kept = self._kept, None
        if kept is None:
            self._clear()
            return
        if not self.lines.shown:
            self._clear()
            return
        line = min(self._line_of(kept), len(self.lines.shown) - 1)
        if line != self.lines.new_place():
            self._expected = ""
        self._added, self._whole = [], ""
        column = min(kept.spot.column, len(self.model.fields) - 1)  # fewer may be shown now
        self.active = self._anchor = self.reach = Spot(line, column)
        self._restore_ranges(kept)
        self._push()

    def _line_of(self, kept: _Kept) -> int:
        if kept.is_new:
            place = self.lines.place_of(self._expected) if self._expected else None
            place = self.lines.new_place() if place is None else place
        elif kept.group:
            place = self.lines.place_of_group(kept.group)
        else:
            place = self.lines.place_of(kept.row_id)
        return kept.spot.line if place is None else place

    def _restore_ranges(self, kept: _Kept) -> None:
        found = []
        for ids, left, right in kept.ranges:
            places = sorted(place for row_id in ids if (place := self.lines.place_of(row_id)) is not None)
            found += [Range(top, left, bottom, right) for top, bottom in _runs(places)]
        if not found:
            return
        if len(found) == 1 and found[0].holds(self.active):
            only = found[0]
            self._anchor, self.reach = Spot(only.top, only.left), Spot(only.bottom, only.right)
        else:
            self._added = found


def _edge(here: bool, ahead: Sequence[bool]) -> int | None:
    """Where Ctrl+arrow stops among the cells ahead (True: filled): the end of this block, else the next filled cell."""
    if here and ahead and ahead[0]:
        gap = next((n for n, filled in enumerate(ahead) if not filled), len(ahead))
        return gap - 1
    return next((n for n, filled in enumerate(ahead) if filled), None)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs: 1 2 3 7 -> (1, 3) (7, 7)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
