"""Painting in the pixels of the screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter, QTransform


def to_pixels(painter: QPainter, origin: QPointF, size: QSizeF) -> tuple[int, int, float]:
    """Let the painter count whole pixels of the screen from `origin`, and give how many the area has, and the unit.

    At 125 % a layout's pixel is no whole pixel of the screen: lines drawn in it come out grey and two wide.
    """
    painter.resetTransform()
    device = painter.deviceTransform()
    unit = device.m11()
    start = device.map(origin)
    end = device.map(origin + QPointF(size.width(), size.height()))
    x, y = round(start.x()), round(start.y())
    back, _ = device.inverted()
    painter.setTransform(QTransform.fromTranslate(x, y) * back)
    return round(end.x()) - x, round(end.y()) - y, unit
