"""The focus ring of the timeline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from jzledger.ui.timeline.state import State

_WIDE = 2


class Ring(QWidget):
    """Lies above everything and is no obstacle to the mouse."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(_WIDE, _WIDE, -_WIDE, -_WIDE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._state.theme.accent))
