"""The table of the window: columns from Fields, rows from a page, frozen columns, editing, sorting, groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzledger.errors import LedgerError
from jzledger.ui.tables.appearance import Appearance
from jzledger.ui.tables.cells import Cells
from jzledger.ui.tables.commands import Commands
from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.editing import Editing
from jzledger.ui.tables.empty_hint import EmptyHint
from jzledger.ui.tables.frame import Frame
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.keys import Keys
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.marquee import Overlay
from jzledger.ui.tables.model import GridModel
from jzledger.ui.tables.mouse import Mouse
from jzledger.ui.tables.row_drag import RowDrag
from jzledger.ui.tables.row_order import move_rows
from jzledger.ui.tables.sorting import SortKey
from jzledger.ui.tables.source import KeyOf, Row, TableSource, TitleOf
from jzledger.ui.tables.viewing import Viewing
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
        self.cells = Cells(self.model, self._look, self)
        self._frame = Frame(self.model.lines, self.cell_cursor, self._look)
        self.halves = Halves(self.model, self.cell_cursor, self.cells, self._frame, self._look, frozen, self)
        self.halves.show_numbers(row_numbers)
        self.editing = Editing(self.model, self.cell_cursor, self.halves, self._look)
        self.keys = Keys(self.model, self.cell_cursor, self.halves, self.editing)
        self.editing.take_key = self.keys.in_editor
        self.commands = Commands(self, Overlay(self.model, self.cell_cursor))
        self._frame.overlay = self.commands.overlay
        self.keys.more, self.keys.put_today = self.commands.key, self.commands.put_today
        mouse = Mouse(self.model, self.cell_cursor, self.halves, self.editing, self.commands)
        for half in self.halves.both:
            half.obey(self.keys, mouse, self.editing)
            half.setAccessibleName(name)
            half.columns.clicked.connect(self._heading_clicked)
            RowDrag(half, self.halves, self.model, self.cell_cursor).dropped.connect(self.move_selected)
            half.rows.picked.connect(self._rows_picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.halves, 1)
        self.setFocusProxy(self.halves.right)
        self.setAccessibleName(name)
        self._waiting: list[Callable[[], None]] = []
        self._told: tuple[str, list[str]] = ("", [])
        self._top: tuple[str, int, int] = ("", 0, 0)
        self.model.modelAboutToBeReset.connect(self._keep_scroll)
        self.model.settled.connect(self._restore_scroll)
        self.cell_cursor.changed.connect(self._moved)
        self.cell_cursor.went.connect(self.halves.show_cell)
        self.editing.message.connect(self.message)
        self.editing.closed.connect(self._catch_up)
        self.viewing = Viewing(self)
        self.empty_hint = EmptyHint(self)
        self.appearance = Appearance(self, frozen)

    # -- rows

    def set_rows(self, rows: Sequence[Row], *, settle: bool = False) -> None:
        """Show these rows, given in the ledger's order. Waits while a cell is edited, so that nothing typed is lost.

        `settle`: they are other rows than before, not the same ones changed, so filter and order are applied anew.
        """
        self.when_free(lambda: self._take_rows(rows, settle))

    def patch(self, rows: Sequence[Row]) -> None:
        """Only these rows changed. They stay where they are, whatever the sort; rows that are new come at the end."""
        if any(self.model.lines.place_of(row[0]) is None for row in rows):
            self.when_free(lambda: self.model.patch(rows))
        else:
            self.model.patch(rows)  # which tells the views what to paint anew
            if self.model.lines.is_grouped:
                self.halves.refresh()  # titles may have other figures now

    def refresh(self) -> None:
        """Settle filter and order anew (F9)."""
        self.when_free(self.model.refresh)

    def set_groups(self, key_of: KeyOf | None, title_of: TitleOf | None, rank_of: Any = None) -> None:
        """Put rows of the same key under a title, which a click folds; None for no groups. `rank_of` orders the keys."""
        self.when_free(lambda: self.model.set_groups(key_of, title_of, rank_of))

    def set_sort(self, keys: Sequence[SortKey]) -> None:
        """Sort as a view; without keys in the ledger's order."""
        self.when_free(lambda: self._sort(keys))

    def _take_rows(self, rows: Sequence[Row], settle: bool) -> None:
        self.cells.take_marks()
        self.model.set_rows(rows, settle=settle)
        self.halves.refit()

    def _sort(self, keys: Sequence[SortKey]) -> None:
        self.model.set_sort(keys)
        if self.cell_cursor.valid:
            self.halves.show_cell(self.cell_cursor.active)
        for half in self.halves.both:
            half.columns.viewport().update()

    def when_free(self, work: Callable[[], None]) -> None:
        """Do it now, or once the cell that is being edited is closed."""
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

    def delete_selected(self) -> int:
        """Delete the rows with a selected cell; how many they were."""
        ids = self.selected_ids() if self.editing.finish() else []
        if ids:
            try:
                self.source.delete(ids)
            except LedgerError as error:
                self.commands.fail(error)
                return 0
        return len(ids)

    def move_selected(self, to: int) -> None:
        """Put the selected rows before line `to` in the hand-made order."""
        if self.editing.finish():
            try:
                move_rows(self, to)
            except LedgerError as error:
                self.commands.fail(error)

    def _moved(self) -> None:
        spot = self.cell_cursor.active
        self.cells.active = spot
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

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar below the cells."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(bar)

    def mark_found(self, marked: Mapping[str, Collection[int]]) -> None:
        """Tint cells: row id -> columns."""
        self._frame.found = marked
        self.halves.refresh()

    # -- headings, columns, look

    def fit_column(self, column: int) -> None:
        """As wide as its texts."""
        self.appearance.fit_column(column)

    def state(self) -> dict[str, Any]:
        """Columns, look, sort and filters, as JSON can keep them."""
        return {**self.appearance.state(), **self.viewing.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over a state, which others may have written; what it says of columns that are not here is left out."""
        if not isinstance(state, Mapping):
            return
        self.appearance.restore(state)
        self.viewing.restore(state)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.renew_look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "appearance"):
            self.renew_look()

    def renew_look(self) -> None:
        """Theme, font, zoom or row height changed."""
        held = self.appearance.heights.hold()
        self._look = self.appearance.make_look(self._theme, self.font())
        self.cells.look = self._frame.look = self.editing.look = self._look
        self.halves.set_look(self._look)
        self.appearance.look_changed()
        self.appearance.heights.put_back(held)
        self.halves.refresh()

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
            after = [] if known.descending else [known._replace(descending=True)]
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
        """The row at the top is there again; who saw the very beginning sees it still, a group's title too."""
        row_id, offset, value = self._top
        place = self.model.lines.place_of(row_id) if value else 0
        half = self.halves.right
        self.appearance.heights.forget()
        if place is not None:
            page = self.halves.page_lines()
            self.appearance.heights.measure_lines(place - page, place + 2 * page)
        half.updateGeometries()
        half.verticalScrollBar().setValue(
            value if place is None else half.rows.sectionPosition(place) - offset
        )
