"""The border of the frozen columns: dragged to another column, these are frozen instead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.look import Look
from jzledger.ui.texts import tr

_WIDTH = 7


class FrozenEdge(QWidget):
    """Lies over the border, below the headings, whose own edge changes a width. `dropped(count)` of columns to freeze."""

    dropped = Signal(int)

    def __init__(self, halves: Halves, look: Look) -> None:
        super().__init__(halves)
        self._halves, self._to = halves, -1
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setToolTip(tr("拖动可改变冻结到哪一列"))
        self.setAccessibleName(tr("冻结列的边界"))
        halves.installEventFilter(self)
        halves.left.installEventFilter(self)
        self.place()

    def place(self) -> None:
        halves = self._halves
        self.setVisible(halves.frozen > 0)
        top = halves.right.columns.height()
        self.setGeometry(halves.left.width() - _WIDTH // 2 - 1, top, _WIDTH, max(0, halves.height() - top))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.LayoutRequest,
            QEvent.Type.Show,
            QEvent.Type.Hide,
        ):
            self.place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._to = self._halves.frozen if event.button() == Qt.MouseButton.LeftButton else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._to >= 0:
            self._to, x = self._halves.gap_near(event.globalPosition().toPoint())
            self.move(x - _WIDTH // 2, self.y())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        to, self._to = self._to, -1
        if to >= 0 and to != self._halves.frozen:
            self.dropped.emit(to)
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._to >= 0:
            painter = QPainter(self)
            painter.fillRect(_WIDTH // 2 - 1, 0, 3, self.height(), self._halves.right.columns.look.accent)
