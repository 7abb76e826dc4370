"""One of the two views side by side that make a table with frozen columns: the same model, cursor, delegate and keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from jzledger.ui.tables.cells import Cells
from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.frame import Frame
from jzledger.ui.tables.headers import ColumnHeader, RowHeader
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.model import GridModel, Index

if TYPE_CHECKING:
    from jzledger.ui.tables.editing import Editing
    from jzledger.ui.tables.keys import Keys
    from jzledger.ui.tables.mouse import Mouse


class Half(QTableView):
    """Paints by `Cells` and `Frame`; leaves keys, mouse and input method to those it is given by `obey`."""

    resized = Signal()
    zoom_turned = Signal(int)  # Ctrl+wheel: 1 larger, -1 smaller

    def __init__(
        self,
        model: GridModel,
        cursor: Cursor,
        cells: Cells,
        frame: Frame,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cursor, self._frame, self._cells = cursor, frame, cells
        self.title_offset = 0  # where titles of groups begin
        self.wheel_turns: Half | None = None  # the half that scrolls instead
        self.has_border = False  # the heavier line at the right of frozen columns
        self.columns, self.rows = ColumnHeader(model, look, self), RowHeader(model, cursor, look, self)
        self.setHorizontalHeader(self.columns)
        self.setVerticalHeader(self.rows)
        self.setModel(model)
        self.setSelectionModel(cursor.selection)
        self.setItemDelegate(cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(True)
        self.setAutoScroll(False)
        self.setMouseTracking(True)  # the fill handle shows another cursor
        self.setContextMenuPolicy(
            Qt.ContextMenuPolicy.PreventContextMenu
        )  # the press of the button asks for it
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.set_look(look)

    def obey(self, keys: Keys, mouse: Mouse, editing: Editing) -> None:
        self._keys, self._mouse, self._editing = keys, mouse, editing

    def set_look(self, look: Look) -> None:
        self.columns.look = self.rows.look = look
        self.rows.setDefaultSectionSize(look.row_height)
        self.verticalScrollBar().setSingleStep(look.row_height)
        self.horizontalScrollBar().setSingleStep(look.em * 2)
        self.columns.fit_height()
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, look.surface)
        palette.setColor(palette.ColorRole.Highlight, look.selection)
        self.setPalette(palette)
        self.updateGeometries()

    def show_cell(self, line: int, column: int) -> None:
        """Scroll so that the cell is seen whole."""
        self.scrollTo(self.model().index(line, column))

    def refresh(self) -> None:
        """Paint cells and row numbers anew."""
        self.viewport().update()
        self.rows.viewport().update()

    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        """Only the lines that changed are painted anew."""
        top = self.rowViewportPosition(topLeft.row())
        last = bottomRight.row()
        bottom = self.rowViewportPosition(last) + self.rowHeight(last)
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def selectAll(self) -> None:
        """The corner of the headings was clicked."""
        self._cursor.select_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not by Qt, which asks style sheet, model and delegate for each cell anew: several times as long, for spans,
        # hover and editors that this view does without.
        painter = QPainter(self.viewport())
        self._frame.under(painter, self)
        self._cells.paint_in(painter, self, event.rect())
        self._frame.over(painter, self, self.title_offset, border=self.has_border)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_turned.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        elif self.wheel_turns is not None:
            self.wheel_turns.wheelEvent(event)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.in_table(event):
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self._editing.compose(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.drag(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double_click(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not the item view's own, which would make the first cell the current one without being asked.
        QWidget.focusInEvent(self, event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh()
