"""The drawn part of the timeline: one pyqtgraph plot with one item that paints every visible row.

The one module that loads pyqtgraph. Its ViewBox holds the days; rows are scrolled by the item itself, because moving
the ViewBox up and down would make pyqtgraph compute transforms and ticks again for nothing.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from jzledger.ui.timeline.device import to_pixels
from jzledger.ui.timeline.draw import draw
from jzledger.ui.timeline.frame import Frame
from jzledger.ui.timeline.header import draw_header, flag_area
from jzledger.ui.timeline.names import plain
from jzledger.ui.timeline.state import FEWEST_DAYS, FIRST_DAY, LAST_DAY, ZOOM_STEP, State
from jzledger.ui.timeline.words import node_words, row_words

_NOTCH = 120  # what a wheel reports for one notch


class _Header(pyqtgraph.AxisItem):
    def __init__(self, state: State) -> None:
        super().__init__("top")
        self._state = state
        self.setStyle(hideOverlappingLabels=True)  # or its area reaches over the neighbours
        self.setHeight(state.header_height)

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None) -> None:
        area = self.mapRectToScene(QRectF(QPointF(0, 0), self.size()))
        painter.save()
        width, height, unit = to_pixels(painter, area.topLeft(), area.size())
        draw_header(painter, self._state.frame(width, 1, unit), self._state.look(unit), height)
        painter.restore()


class _Rows(pyqtgraph.GraphicsObject):
    """All rows at once. `painted`: which rows the last pass drew."""

    def __init__(self, state: State, view: pyqtgraph.ViewBox) -> None:
        super().__init__()
        self._state, self._view = state, view
        self.painted = range(0)

    def boundingRect(self) -> QRectF:
        return QRectF(FIRST_DAY, 0, LAST_DAY - FIRST_DAY, 1)

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None) -> None:
        area = self._view.mapRectToScene(self._view.rect())
        state = self._state
        painter.save()
        width, height, unit = to_pixels(painter, area.topLeft(), area.size())
        self.painted = draw(
            painter,
            state.rows,
            state.frame(width, height, unit),
            state.look(unit),
            marks=state.marks(),
            calendar=state.calendar,
        )
        painter.restore()


class Chart(pyqtgraph.PlotWidget):
    """Shows the state and asks for changes to it.

    `clicked`: the id of a row; `days_asked`: first day and number of days; `zoom_asked`: factor, and the day that
    stays; `scroll_asked`: pixels.
    """

    clicked = Signal(str)
    today_asked = Signal()
    days_asked = Signal(float, float)
    zoom_asked = Signal(float, float)
    scroll_asked = Signal(int)

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        self._state = state
        self._pressed: QPointF | None = None
        self._pressed_first = 0.0
        self._panning = False
        view = pyqtgraph.ViewBox(border=None, enableMenu=False)
        self._header = _Header(state)
        super().__init__(
            parent,
            background=state.theme.surface,
            viewBox=view,
            axisItems={"top": self._header},
            enableMenu=False,
        )
        self._view = view
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.layout.setContentsMargins(0, 0, 0, 0)
        for side in ("left", "bottom", "right"):
            plot.hideAxis(side)
        plot.showAxis("top")
        view.setMouseEnabled(x=False, y=False)
        view.setDefaultPadding(0)
        view.setLimits(xMin=FIRST_DAY, xMax=LAST_DAY, minXRange=FEWEST_DAYS)
        view.setYRange(0, 1, padding=0)
        self._rows = _Rows(state, view)
        view.addItem(self._rows, ignoreBounds=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_state()

    def show_rows(self) -> None:
        """Enough where the rows were scrolled."""
        self._rows.update()

    def show_state(self) -> None:
        """Paint anew, after anything in the state changed."""
        self._view.setXRange(self._state.first, self._state.last, padding=0)
        self._view.prepareForPaint()  # or it finds out while painting, and everything is painted twice
        self._rows.update()
        self._header.update()

    def dress(self) -> None:
        """After theme or font changed."""
        self.setBackground(self._state.theme.surface)
        self._header.setHeight(self._state.header_height)
        self.show_state()

    @property
    def painted(self) -> range:
        """The rows that the last pass drew."""
        return self._rows.painted

    def rows_area(self) -> QRectF:
        """Where the rows are, in pixels of the widget."""
        area: QRectF = self._view.mapRectToScene(self._view.rect())
        return area

    def frame_of_rows(self) -> Frame:
        area = self.rows_area()
        return self._state.frame(round(area.width()), round(area.height()))

    def _day_at(self, x: float) -> float:
        return self.frame_of_rows().day_at(x - self.rows_area().left())

    # The mouse. pyqtgraph's own handling would zoom with the right button and open a menu.
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._pressed_first = event.position(), self._state.first
            self._panning = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._show_pointer(event.position())
            return
        moved = event.position().x() - self._pressed.x()
        if not self._panning and abs(moved) >= QApplication.startDragDistance():
            self._panning = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._panning:
            days = self._state.last - self._state.first
            self.days_asked.emit(self._pressed_first - moved / self.frame_of_rows().per_day, days)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        if self._panning:
            self._show_pointer(event.position())
            return
        area, at = self.rows_area(), event.position()
        if at.y() < area.top():
            look = self._state.look(1.0)
            flag = flag_area(self.frame_of_rows(), look, self._state.header_height)
            if flag.translated(round(area.left()), 0).contains(at.toPoint()):
                self.today_asked.emit()
            return
        row, _ = self._state.hit(self.frame_of_rows(), at.x() - area.left(), at.y() - area.top())
        if row is not None:
            self.clicked.emit(row.row_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _show_pointer(self, at: QPointF) -> None:
        area = self.rows_area()
        _, node = self._state.hit(self.frame_of_rows(), at.x() - area.left(), at.y() - area.top())
        shape = Qt.CursorShape.ArrowCursor if node is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, modifiers = event.angleDelta(), event.modifiers()
        event.accept()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            factor = ZOOM_STEP ** (-turned.y() / _NOTCH)
            self.zoom_asked.emit(factor, self._day_at(event.position().x()))
            return
        sideways = turned.x() or (turned.y() if modifiers & Qt.KeyboardModifier.ShiftModifier else 0)
        if sideways:
            days = self._state.last - self._state.first
            self.days_asked.emit(self._state.first - sideways / _NOTCH * days / 12, days)
            return
        pixels = event.pixelDelta().y()
        lines = turned.y() / _NOTCH * QApplication.wheelScrollLines()
        self.scroll_asked.emit(-(pixels or round(lines * self._state.row_height)))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain(self.words_at(QPointF(event.pos()))), self)
            return True
        answer: bool = super().viewportEvent(event)
        return answer

    def words_at(self, at: QPointF) -> str:
        """What the tooltip says at a point of the widget."""
        area, state = self.rows_area(), self._state
        row, node = state.hit(self.frame_of_rows(), at.x() - area.left(), at.y() - area.top())
        if row is None:
            return ""
        return node_words(row, node, state.today) if node else row_words(row, state.today)

    def place_of_node(self) -> QPointF:
        """Below the current node, in pixels of the widget, for the tooltip of the keyboard."""
        _, node = self._state.current()
        area, frame = self.rows_area(), self.frame_of_rows()
        x = frame.x(node.on.toordinal() + 0.5) if node else 0
        return area.topLeft() + QPointF(x, frame.y(self._state.row + 1))
