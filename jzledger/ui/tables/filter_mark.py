"""The filter button in a heading: a small arrow, on blue where the column is filtered."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from jzledger.ui.tables.frame import triangle
from jzledger.ui.tables.look import Look

ROOM = 20  # what a heading gives up for it
_SIDE = 15
_INSET = 4


def button_rect(section: QRect, middle: int) -> QRect:
    """Where the button is in a heading; `middle`: the height of its text."""
    return QRect(section.right() - _INSET - _SIDE, middle - _SIDE // 2, _SIDE, _SIDE)


def paint(painter: QPainter, rect: QRect, look: Look, *, active: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if active:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.theme.button))
        painter.drawRoundedRect(rect, 2, 2)
    at, colour = rect.center(), QColor("#FFFFFF") if active else look.text3
    triangle(painter, [(at.x() - 3, at.y() - 1), (at.x() + 5, at.y() - 1), (at.x() + 1, at.y() + 4)], colour)
    if active:  # a funnel, so that the sign is not colour alone
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPoint(at.x() + 1, at.y() + 2), QPoint(at.x() + 1, at.y() + 6))
        painter.drawLine(QPoint(at.x() - 3, at.y() - 2), QPoint(at.x() + 5, at.y() - 2))
    painter.restore()
