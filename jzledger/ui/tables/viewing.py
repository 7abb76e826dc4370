"""What of its rows a table shows, and in which order: filters with their buttons and popup, sorting, find, go to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal

from jzledger.records.fields import Field
from jzledger.ui.tables import filter_words, filters
from jzledger.ui.tables.filter_menu import FilterMenu
from jzledger.ui.tables.filters import ColumnFilter
from jzledger.ui.tables.find_bar import FindBar
from jzledger.ui.tables.goto_bar import GotoBar
from jzledger.ui.tables.sorting import PINYIN, STROKES, SortKey

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid


class Viewing(QObject):
    """`changed`: filters, order, or how many rows are shown."""

    changed = Signal()

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid, self._lines = grid, grid.model.lines
        self._menu: FilterMenu | None = None
        self._find: FindBar | None = None
        self._goto: GotoBar | None = None
        self.row_by_number: Callable[[str], str | None] | None = (
            None  # finds a row's id by its official number
        )
        for half in grid.halves.both:
            half.columns.filter_asked.connect(self.open_filter)
        # Many resets in a row tell once.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.changed)
        grid.model.settled.connect(self._later.start)

    # -- filters

    @property
    def filters(self) -> Mapping[str, ColumnFilter]:
        return self._lines.filters

    def set_filter(self, key: str, chosen: ColumnFilter | None) -> None:
        """Filter one column beside the others; None takes its filter away. Waits while a cell is edited."""
        others = {known: one for known, one in self._lines.filters.items() if known != key}
        self.set_filters({**others, key: chosen} if chosen else others)

    def set_filters(self, wanted: Mapping[str, ColumnFilter]) -> None:
        self.grid.when_free(lambda: self._set_filters(wanted))

    def _set_filters(self, wanted: Mapping[str, ColumnFilter]) -> None:
        self.grid.model.set_filters(wanted)
        self._repaint_headings()
        if self.grid.cell_cursor.valid:
            self.grid.halves.show_cell(self.grid.cell_cursor.active)

    def remove_filters(self, keys: Sequence[str]) -> None:
        self.set_filters({key: chosen for key, chosen in self._lines.filters.items() if key not in keys})

    def clear_filters(self) -> None:
        if self._lines.filters:
            self.set_filters({})

    def described(self) -> list[tuple[str, str]]:
        """(key, 「类别：手续、土地」) of each column that is filtered."""
        fields = {field.key: field for field in self._lines.fields}
        return [(key, filter_words.describe(fields[key], chosen)) for key, chosen in self.filters.items()]

    def counts(self) -> tuple[int, int]:
        """Rows that pass, rows there are."""
        return self._lines.passing(), self._lines.count()

    @property
    def has_buttons(self) -> bool:
        return self.grid.halves.right.columns.has_filters

    def toggle_buttons(self) -> None:
        """Show or hide the filter buttons. As in a spreadsheet, hiding them gives the filters up."""
        shown = not self.has_buttons
        for half in self.grid.halves.both:
            half.columns.has_filters = shown
        if not shown:
            self.clear_filters()
        self._repaint_headings()

    def open_filter(self, column: int | None = None) -> None:
        """The filter menu of a column, of the current one by default, below its heading."""
        if not self.grid.editing.finish():
            return
        column = max(0, self.grid.cell_cursor.active.column) if column is None else column
        if not self.has_buttons:
            self.toggle_buttons()
        header = self.grid.halves.half_of(column).columns
        window = self.grid.window()
        if self._menu is None:
            self._menu = FilterMenu(window)
            self._menu.applied.connect(self.set_filter)
            self._menu.sort_asked.connect(self.sort_by)
            self._menu.closed.connect(self._menu_closed)
        field = self.grid.model.fields[column]
        context = self.grid.source.context()
        known = self._lines.source_fields
        rows = filters.passing(self._lines.rows(), self.filters, known, context.today, leave_out=field.key)
        place = next(n for n, one in enumerate(known) if one.key == field.key)
        counts = filters.value_counts(field, place, rows)
        left = header.mapTo(window, QPoint(header.sectionViewportPosition(column), 0))
        below = QRect(left.x(), left.y(), header.sectionSize(column), header.height())
        sorted_by = next((key for key in self._lines.sort if key.column == column), None)
        self._menu.open_for(field, counts, self.filters.get(field.key), sorted_by, context, below)

    @property
    def menu(self) -> FilterMenu | None:
        """The filter menu, once it has been open."""
        return self._menu

    def _menu_closed(self) -> None:
        self.grid.setFocus()

    # -- order

    def sort_by(self, key: str, descending: bool, by: str = PINYIN) -> None:
        """Sort by one column only."""
        self.grid.set_sort([SortKey(self._column_of(key), descending, by)])

    def sort_current(self, descending: bool) -> None:
        if self.grid.cell_cursor.valid:
            self.grid.set_sort([SortKey(self.grid.cell_cursor.active.column, descending)])

    def _column_of(self, key: str) -> int:
        return next(n for n, field in enumerate(self._lines.fields) if field.key == key)

    def _repaint_headings(self) -> None:
        for half in self.grid.halves.both:
            half.columns.viewport().update()

    # -- find, replace, go to

    @property
    def find_bar(self) -> FindBar:
        if self._find is None:
            self._find = FindBar(self.grid)
            self.grid.add_bar(self._find)
        return self._find

    @property
    def goto_bar(self) -> GotoBar:
        if self._goto is None:
            self._goto = GotoBar(self.grid)
            self.grid.add_bar(self._goto)
        return self._goto

    def find(self, *, replace: bool = False) -> None:
        if self.grid.editing.finish():
            if self._goto is not None:
                self._goto.hide()
            self.find_bar.begin(replace=replace)

    def find_next(self, way: int) -> None:
        """The next match of what was searched last; without any, ask what to find."""
        if self._find is None or not self._find.wanted:
            self.find()
        elif self.grid.editing.finish():
            self._find.step(way)

    def go_to(self) -> None:
        if self.grid.editing.finish():
            if self._find is not None and self._find.isVisible():
                self._find.close_bar()
            self.goto_bar.begin()

    # -- as JSON can keep it

    def state(self) -> dict[str, Any]:
        fields = self._lines.fields
        keys: list[list[Any]] = [[fields[key.column].key, key.descending, key.by] for key in self._lines.sort]
        return {"sort": keys, "filters": filters.as_json(self.filters)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over filters and order; what is said of columns that are not here is left out."""
        fields: Sequence[Field] = self._lines.fields
        columns = {field.key: n for n, field in enumerate(fields)}
        keys = []
        kept = state.get("sort")
        for one in kept if isinstance(kept, list | tuple) else ():
            key, down, *by = one if isinstance(one, list | tuple) and len(one) > 1 else (None, False)
            if isinstance(key, str) and key in columns:
                keys.append(SortKey(columns[key], bool(down), STROKES if by == [STROKES] else PINYIN))
        self.grid.set_sort(keys)
        self.set_filters(filters.from_json(state.get("filters"), fields))
