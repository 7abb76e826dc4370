"""One page at a time as it will print, to be turned and enlarged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from jzledger.ui.printing.devices import UNITS_PER_INCH, Printed
from jzledger.ui.texts import tr

_MARGIN = 14
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI = 96
WHOLE, WIDE = "whole", "wide"


class _Paper(QWidget):
    """The page, painted once and kept as a picture until page or size change."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Printed | None = None
        self.number = 0
        self._picture: QPixmap | None = None

    def show_page(self, pages: Printed | None, number: int) -> None:
        self.pages, self.number = pages, number
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.pages is None:
            return
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self._painted(ratio)
        painter = QPainter(self)
        painter.drawPixmap(QPoint(0, 0), self._picture)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _painted(self, ratio: float) -> QPixmap:
        assert self.pages is not None
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        painter.scale(self.width() / self.pages.width, self.height() / self.pages.height)
        self.pages.paint(painter, self.number)
        painter.end()
        return made


class PageSheet(QScrollArea):
    """Shows page `number` (from 0) of `pages`. `zoom`: WHOLE, WIDE or a factor of the printed size.

    PgUp and PgDn turn pages, Ctrl with + - 0 or the wheel enlarges. `turned` tells of another page or zoom.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = _Paper()
        self.setWidget(self._paper)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("打印预览"))
        # The desk that the page lies on is that of the frame around.
        self.setStyleSheet("QScrollArea { background: transparent; }")
        self.viewport().setAutoFillBackground(False)
        self.pages: Printed | None = None
        self.number = 0
        self.zoom: str | float = WHOLE

    def show_pages(self, pages: Printed | None) -> None:
        """Other pages; the page in sight stays in sight where there still is one."""
        self.pages = pages
        self.turn_to(self.number)

    def turn_to(self, number: int) -> None:
        self.number = max(0, min(number, (self.pages.count if self.pages else 1) - 1))
        self._paper.show_page(self.pages, self.number)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.turned.emit()

    def set_zoom(self, zoom: str | float) -> None:
        self.zoom = zoom
        self._fit()
        self.turned.emit()

    def factor(self) -> float:
        """Size on the screen ÷ size on paper."""
        if self.pages is None:
            return 1.0
        return self._paper.width() / (self.pages.width * _SCREEN_DPI / UNITS_PER_INCH)

    def enlarge(self, way: int) -> None:
        """To the next of ZOOMS up (1) or down (-1)."""
        now = self.factor()
        steps = [zoom for zoom in ZOOMS if (zoom > now * 1.02 if way > 0 else zoom < now * 0.98)]
        if steps:
            self.set_zoom(steps[0] if way > 0 else steps[-1])

    def _fit(self) -> None:
        if self.pages is None:
            self._paper.resize(0, 0)
            return
        width, height = (
            length * _SCREEN_DPI / UNITS_PER_INCH for length in (self.pages.width, self.pages.height)
        )
        room = self.maximumViewportSize() - QSize(2 * _MARGIN, 2 * _MARGIN)
        if isinstance(self.zoom, str):
            factor = room.width() / width
            if self.zoom == WHOLE:
                factor = min(factor, room.height() / height)
            elif height * factor > room.height():
                factor = (room.width() - self.verticalScrollBar().sizeHint().width()) / width
        else:
            factor = self.zoom
        self._paper.resize(max(1, round(width * factor)), max(1, round(height * factor)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        last = (self.pages.count if self.pages else 1) - 1
        turns = {
            Qt.Key.Key_PageDown: self.number + 1,
            Qt.Key.Key_PageUp: self.number - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in turns:
            self.turn_to(turns[Qt.Key(key)])
        elif ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.enlarge(1)
        elif ctrl and key == Qt.Key.Key_Minus:
            self.enlarge(-1)
        elif ctrl and key == Qt.Key.Key_0:
            self.set_zoom(WHOLE)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        way = 1 if event.angleDelta().y() > 0 else -1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(way)
            event.accept()
            return
        bar = self.verticalScrollBar()
        # At the end of a page the wheel turns to the next one.
        if (way < 0 and bar.value() >= bar.maximum()) or (way > 0 and bar.value() <= bar.minimum()):
            if 0 <= self.number - way < (self.pages.count if self.pages else 1):
                self.turn_to(self.number - way)
            event.accept()
            return
        super().wheelEvent(event)
