"""Moving rows in the hand-made order: a selected row is dragged by its number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame

from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.half import Half
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.model import GridModel

_LINE = 3


class RowDrag(QObject):
    """Watches the numbers of one half. `dropped(to)`: the selected rows shall stand before line `to`."""

    dropped = Signal(int)

    def __init__(self, half: Half, halves: Halves, model: GridModel, cursor: Cursor) -> None:
        super().__init__(half)
        self._rows, self._half, self._halves = half.rows, half, halves
        self._model, self._cursor = model, cursor
        self._from: QPoint | None = None
        self._line: QFrame | None = None
        half.rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if not isinstance(event, QMouseEvent):
            return False
        if kind == QEvent.Type.MouseButtonPress:
            return self._press(event)
        if self._from is None:
            return False
        if kind == QEvent.Type.MouseMove:
            self._move(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event)
        return True

    def _press(self, event: QMouseEvent) -> bool:
        """A number of a whole row that is selected already is grasped; any other is selected, as always."""
        line = self._rows.logicalIndexAt(event.position().toPoint())
        last = len(self._model.fields) - 1
        whole = any(
            found.top <= line <= found.bottom and found.left == 0 and found.right == last
            for found in self._cursor.ranges()
        )
        held = whole and not event.modifiers() and event.button() == Qt.MouseButton.LeftButton
        self._from = event.position().toPoint() if held else None
        return held

    def _move(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        assert self._from is not None
        if self._line is None:
            if abs(at.y() - self._from.y()) < QApplication.startDragDistance():
                return
            self._line = QFrame(self._halves)
            self._line.setStyleSheet(f"background: {self._rows.look.theme.accent}")
            self._rows.setCursor(Qt.CursorShape.ClosedHandCursor)
        _, y = self._gap(at.y())
        top = self._half.viewport().mapTo(self._halves, QPoint(0, y)).y()
        self._line.setGeometry(0, top - _LINE // 2, self._halves.width(), _LINE)
        self._line.show()
        self._line.raise_()

    def _release(self, event: QMouseEvent) -> None:
        start, line, self._from, self._line = self._from, self._line, None, None
        self._rows.unsetCursor()
        if line is not None:
            line.hide()
            line.deleteLater()
            self.dropped.emit(self._gap(event.position().toPoint().y())[0])
        elif start is not None:
            clicked = self._rows.logicalIndexAt(start)  # it was a click after all
            self._rows.picked.emit(clicked, clicked, event.modifiers())

    def _gap(self, y: int) -> tuple[int, int]:
        """The gap between rows that is nearest: (line below it, y in the viewport). Never below the ＊ line."""
        end = self._model.lines.last_row() + 1
        line = self._half.rowAt(max(0, y))
        if line < 0 or line >= end:
            line = end - 1
        top, height = self._half.rowViewportPosition(line), self._half.rowHeight(line)
        return (line + 1, top + height) if y > top + height // 2 else (line, top)
