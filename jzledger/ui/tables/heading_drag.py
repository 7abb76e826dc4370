"""Moving a column by dragging its heading."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame

from jzledger.ui.tables.half import Half
from jzledger.ui.tables.halves import Halves

_LINE = 3


class HeadingDrag(QObject):
    """Watches the headings of one half. `dropped(column, to)`: before the column that stands at `to` now."""

    dropped = Signal(int, int)

    def __init__(self, half: Half, halves: Halves) -> None:
        super().__init__(half)
        self._header, self._halves = half.columns, halves
        self._from, self._column = QPoint(), -1
        self._line: QFrame | None = None  # where the column would go; there is one while it is dragged
        half.columns.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._press(event)
        elif kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._column >= 0:
            return self._move(event)
        elif kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            return self._release(event)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._line is not None:
            self._end()
            return True
        return False

    def _press(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()
        over_edge = self._header.is_edge(self._from.x())
        plain = event.button() == Qt.MouseButton.LeftButton and not over_edge
        self._column = self._header.logicalIndexAt(self._from) if plain else -1

    def _move(self, event: QMouseEvent) -> bool:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._end()
            return False
        at = event.position().toPoint()
        if self._line is None:
            if abs(at.x() - self._from.x()) < QApplication.startDragDistance():
                return True  # or Qt would begin to move the section itself
            self._line = QFrame(self._halves)
            self._line.setStyleSheet(f"background: {self._header.look.theme.accent}")
            self._header.setCursor(Qt.CursorShape.ClosedHandCursor)
        _, x = self._target(event.globalPosition().toPoint())
        self._line.setGeometry(x - _LINE // 2, 0, _LINE, self._halves.height())
        self._line.show()
        self._line.raise_()
        return True

    def _release(self, event: QMouseEvent) -> bool:
        if self._line is None:
            self._column = -1
            return False
        column, (to, _) = self._column, self._target(event.globalPosition().toPoint())
        self._end()
        # The heading itself still has to hear that the button is up, but not as a click.
        self._header.forget_press()
        self.dropped.emit(column, to)
        return False

    def _end(self) -> None:
        self._column = -1
        self._header.unsetCursor()
        if self._line is not None:
            self._line.hide()
            self._line.deleteLater()
            self._line = None

    def _target(self, at: QPoint) -> tuple[int, int]:
        """The gap between columns that is nearest to a global position: (place, x in the halves)."""
        return self._halves.gap_near(at)
