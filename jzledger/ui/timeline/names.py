"""The column at the left of the timeline: light and name of each project."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from jzledger.ui.theme import light_shape
from jzledger.ui.timeline.device import to_pixels
from jzledger.ui.timeline.frame import Frame
from jzledger.ui.timeline.look import Look
from jzledger.ui.timeline.state import State
from jzledger.ui.timeline.words import row_words

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_SHAPE, _INDENT, _TEXT = 10, 9, 26  # pixels: size of a light, where it begins, where the name begins


class Names(QWidget):
    """Paints what `state` holds. `clicked`: the id of a row."""

    clicked = Signal(str)

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self._state
        width, whole, unit = to_pixels(painter, QPointF(0, 0), QSizeF(self.size()))
        look, top = state.look(unit), round(state.header_height * unit)
        painter.fillRect(0, 0, width, whole, look.surface)
        painter.save()
        painter.translate(0, top)
        painter.setClipRect(0, 0, width, whole - top)
        frame = state.frame(width, whole - top, unit)
        for place in frame.visible(len(state.rows)):
            self._draw_row(painter, place, frame, look)
        painter.restore()
        thin = look.px(1)
        painter.fillRect(0, 0, width, top, look.header)
        painter.fillRect(0, top - thin, width, thin, look.line_strong)
        painter.fillRect(width - thin, 0, thin, whole, look.line_strong)

    def _draw_row(self, painter: QPainter, place: int, frame: Frame, look: Look) -> None:
        row, y, end = self._state.rows[place], frame.y(place), frame.y(place + 1)
        thin = look.px(1)
        if row.row_id in self._state.selected:
            painter.fillRect(0, y, frame.width, end - y, look.tint)
        painter.fillRect(0, end - thin, frame.width, thin, look.grid)
        if place == self._state.row and self._state.focused:
            painter.fillRect(0, y, look.px(4), end - y - thin, look.accent)
        size = look.px(_SHAPE)
        middle = frame.middle(place) - thin
        if row.light in look.ink:
            area = QRectF(look.px(_INDENT), middle - size // 2, size, size)
            light_shape(painter, area, row.light, look.ink[row.light])
        left = look.px(_TEXT)
        room = frame.width - left - look.px(8)
        painter.setFont(look.font)
        painter.setPen(look.text)
        painter.drawText(QRect(left, y, room + look.px(4), end - y - thin), _LEFT, look.fit(row.name, room))

    def _row_at(self, y: float) -> int:
        frame = self._state.frame(self.width(), self.height() - self._state.header_height)
        place = frame.row_at(y - self._state.header_height)
        inside = y >= self._state.header_height and 0 <= place < len(self._state.rows)
        return place if inside else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.clicked.emit(self._state.rows[place].row_id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._row_at(event.pos().y())
            text = row_words(self._state.rows[place], self._state.today) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain(text), self)
            return True
        return super().event(event)


def plain(text: str) -> str:
    """A tooltip reads what looks like markup as markup."""
    return f"<span>{escape(text)}</span>" if "<" in text else text
