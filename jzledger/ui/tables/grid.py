"""The table of the window: columns from Fields, rows from a page, frozen columns, editing, sorting, groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzledger.errors import LedgerError
from jzledger.ui.tables.cells import Cells
from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.editing import Editing
from jzledger.ui.tables.frame import Frame
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.keys import Keys
from jzledger.ui.tables.lines import SortKey
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.model import GridModel
from jzledger.ui.tables.mouse import Mouse
from jzledger.ui.tables.source import KeyOf, Row, TableSource, TitleOf
from jzledger.ui.theme import Theme


class Grid(QWidget):
    """`frozen` columns stay at the left; `new_rows`: the ＊ line at the end takes new rows; `name` for screen readers."""

    current_changed = Signal(str)  # id of the current row, "" where there is none
    selection_changed = Signal(list)  # ids of rows with a selected cell
    message = Signal(str)  # for the status bar

    def __init__(
        self,
        source: TableSource,
        *,
        frozen: int = 0,
        theme: Theme,
        name: str,
        new_rows: bool = True,
        row_numbers: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.source, self._theme = source, theme
        self._look = Look(theme, self.font())
        self.model = GridModel(source, new_rows=new_rows, parent=self)
        self.cell_cursor = Cursor(self.model, self)
        self._cells = Cells(self.model, self._look, self)
        self._frame = Frame(self.model.lines, self.cell_cursor, self._look)
        self.halves = Halves(self.model, self.cell_cursor, self._cells, self._frame, self._look, frozen, self)
        self.halves.show_numbers(row_numbers)
        self.editing = Editing(self.model, self.cell_cursor, self.halves, self._look)
        self.keys = Keys(self.model, self.cell_cursor, self.halves, self.editing)
        self.editing.take_key = self.keys.in_editor
        mouse = Mouse(self.model, self.cell_cursor, self.halves, self.editing)
        for half in self.halves.both:
            half.obey(self.keys, mouse, self.editing)
            half.setAccessibleName(name)
            half.columns.clicked.connect(self._heading_clicked)
            half.columns.sectionHandleDoubleClicked.connect(self.fit_column)
            half.columns.sectionResized.connect(self._resized)
            half.rows.picked.connect(self._rows_picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.halves)
        self.setFocusProxy(self.halves.right)
        self.setAccessibleName(name)
        self._units = {field.key: float(field.width) for field in self.model.fields}
        self._place_widths()
        self._waiting: list[Callable[[], None]] = []
        self._told: tuple[str, list[str]] = ("", [])
        self._top: tuple[str, int, int] = ("", 0, 0)
        self.model.modelAboutToBeReset.connect(self._keep_scroll)
        self.model.settled.connect(self._restore_scroll)
        self.cell_cursor.changed.connect(self._moved)
        self.cell_cursor.went.connect(self.halves.show_cell)
        self.editing.message.connect(self.message)
        self.editing.closed.connect(self._catch_up)

    # -- rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, given in the ledger's order. Waits while a cell is edited, so that nothing typed is lost."""
        self._when_free(lambda: self._take_rows(rows))

    def patch(self, rows: Sequence[Row]) -> None:
        """Only these rows changed. They stay where they are, whatever the sort; rows that are new come at the end."""
        if any(self.model.lines.place_of(row[0]) is None for row in rows):
            self._when_free(lambda: self.model.patch(rows))
        else:
            self.model.patch(rows)
            self.halves.refresh()

    def refresh(self) -> None:
        """Settle the order anew (F9)."""
        self._when_free(self.model.refresh)

    def set_groups(self, key_of: KeyOf | None, title_of: TitleOf | None) -> None:
        """Put rows of the same key under a title, which a click folds; None for no groups."""
        self._when_free(lambda: self.model.set_groups(key_of, title_of))

    def set_sort(self, keys: Sequence[SortKey]) -> None:
        """Sort as a view; without keys in the ledger's order."""
        self._when_free(lambda: self._sort(keys))

    def _take_rows(self, rows: Sequence[Row]) -> None:
        self._cells.take_marks()
        self.model.set_rows(rows)
        self.halves.refit()

    def _sort(self, keys: Sequence[SortKey]) -> None:
        self.model.set_sort(keys)
        if self.cell_cursor.valid:
            self.halves.show_cell(self.cell_cursor.active)
        for half in self.halves.both:
            half.columns.viewport().update()

    def _when_free(self, work: Callable[[], None]) -> None:
        if self.editing.is_open:
            self._waiting.append(work)
        else:
            work()

    def _catch_up(self) -> None:
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()

    # -- current row and selection

    def current_id(self) -> str | None:
        return self.cell_cursor.row_id() or None

    def current_key(self) -> str | None:
        """Key of the current column."""
        return self.model.fields[self.cell_cursor.active.column].key if self.cell_cursor.valid else None

    def selected_ids(self) -> list[str]:
        return self.cell_cursor.selected_ids()

    def select(self, ids: Sequence[str]) -> None:
        """Select these rows, and show the first of them."""
        self.cell_cursor.select_ids(ids)

    def go_to(self, row_id: str, key: str) -> bool:
        """Make a cell the current one; False where that cannot be."""
        place = self.model.lines.place_of(row_id)
        column = next((n for n, field in enumerate(self.model.fields) if field.key == key), None)
        if place is None or column is None or not self.editing.finish():
            return False
        self.cell_cursor.go(place, column)
        return True

    def edit(self, row_id: str, key: str) -> bool:
        """Open the editor of a cell; False where that cannot be."""
        return self.go_to(row_id, key) and self.editing.begin()

    def finish_editing(self) -> bool:
        """Commit what is being typed; False where it cannot be a value and stays in its editor."""
        return self.editing.finish()

    def add_row(self) -> None:
        """Go to the ＊ line, to the first cell that has to be filled in."""
        place = self.model.lines.new_place()
        if place is not None and self.editing.finish():
            column = self.model.entry_column()
            self.cell_cursor.go(place, column)
            self.halves.half_of(column).setFocus()

    def delete_selected(self) -> None:
        """Delete the rows with a selected cell."""
        if not self.editing.finish():
            return
        ids = self.selected_ids()
        if ids:
            try:
                self.source.delete(ids)
            except LedgerError as error:
                self.message.emit(str(error))

    def _moved(self) -> None:
        spot = self.cell_cursor.active
        self._cells.active = spot
        if self.cell_cursor.valid:
            half = self.halves.half_of(spot.column)
            if any(one.hasFocus() and one is not half for one in self.halves.both):
                half.setFocus()
            self.setFocusProxy(half)
            typed = self.model.is_editable(*spot)
            for one in self.halves.both:
                one.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, typed)
        self.halves.refresh()
        self._tell()

    def _tell(self) -> None:
        current, selected = self.cell_cursor.row_id(), self.selected_ids()
        before, self._told = self._told, (current, selected)
        if current != before[0]:
            self.current_changed.emit(current)
        if selected != before[1]:
            self.selection_changed.emit(selected)

    # -- headings, columns, look

    def fit_column(self, column: int) -> None:
        """As wide as its texts."""
        texts = [line.shown[column] for line in self.model.lines.shown]
        self.halves.set_width(column, self._look.width_to_fit(self.model.fields[column], texts))

    def state(self) -> dict[str, Any]:
        """Widths (in characters of half a 汉字) and sort, as JSON can keep them."""
        keys = [[self.model.fields[key.column].key, key.descending] for key in self.model.lines.sort]
        return {"widths": dict(self._units), "sort": keys}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over a state; what it says of columns that are not here is left out."""
        columns = {field.key: n for n, field in enumerate(self.model.fields)}
        for key, units in state.get("widths", {}).items():
            if key in columns and isinstance(units, int | float):
                self._units[key] = float(units)
        self._place_widths()
        self.set_sort(
            [SortKey(columns[key], bool(down)) for key, down in state.get("sort", ()) if key in columns]
        )

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._renew_look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_units"):
            self._renew_look()

    def _renew_look(self) -> None:
        self._look = Look(self._theme, self.font())
        self._cells.look = self._frame.look = self.editing.look = self._look
        self.halves.set_look(self._look)
        self._place_widths()
        self.halves.refresh()

    def _place_widths(self) -> None:
        for column, field in enumerate(self.model.fields):
            self.halves.set_width(column, self._look.width_of(self._units[field.key]))

    def _resized(self, column: int, _before: int, pixels: int) -> None:
        if pixels:  # hidden columns have none
            self._units[self.model.fields[column].key] = self._look.units_of(pixels)

    def _heading_clicked(self, column: int, modifiers: Qt.KeyboardModifier) -> None:
        """A click sorts: ascending, descending, the ledger's order. Shift adds a key, Ctrl selects the column."""
        if not self.editing.finish():
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.cell_cursor.select_column(column)
            return
        keys = list(self.model.lines.sort)
        known = next((key for key in keys if key.column == column), None)
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            keys = [known] if known else []
        if known is None:
            keys.append(SortKey(column, False))
        else:
            after = [] if known.descending else [SortKey(column, True)]
            place = keys.index(known)
            keys[place : place + 1] = after
        self.set_sort(keys)

    def _rows_picked(self, first: int, last: int, modifiers: Qt.KeyboardModifier) -> None:
        if self.editing.finish():
            extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            add = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            self.cell_cursor.select_rows(first, last, extend=extend, add=add)

    # -- scroll over resets

    def _keep_scroll(self) -> None:
        """Remember the row at the top, and how far it is cut."""
        half = self.halves.right
        top = half.rowAt(0)
        row_id = self.model.line(top).id() if 0 <= top < len(self.model.lines.shown) else ""
        self._top = (row_id, half.rowViewportPosition(top) if row_id else 0, half.verticalScrollBar().value())

    def _restore_scroll(self) -> None:
        row_id, offset, value = self._top
        place = self.model.lines.place_of(row_id)
        half = self.halves.right
        half.updateGeometries()
        half.verticalScrollBar().setValue(
            value if place is None else half.rows.sectionPosition(place) - offset
        )
