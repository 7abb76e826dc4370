"""The diamonds on the rows: hollow = planned, filled = done."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from jzledger.rules.timeline import ISSUE, Node, TimelineRow
from jzledger.ui.timeline.frame import Frame
from jzledger.ui.timeline.labels import node_x
from jzledger.ui.timeline.look import Look

_LARGE, _SMALL = 7.0, 6.0  # from the middle to a corner: of a project's node, of an issue's deadline


def node_size(node: Node, look: Look) -> float:
    """From the middle to a corner."""
    return (_SMALL if node.kind == ISSUE else _LARGE) * look.unit


def draw_nodes(
    painter: QPainter, row: TimelineRow, middle: int, frame: Frame, look: Look, chosen: int
) -> None:
    """All of a row that are to be seen; the one at the place `chosen` has a second outline."""
    edge = look.px(12)
    half = _room(look) // 2
    for place, node in enumerate(row.nodes):
        x = node_x(node, frame)
        if not -edge <= x <= frame.width + edge:
            continue
        size = node_size(node, look)
        if look.pictures:
            painter.drawPixmap(x - half, middle - half, _picture(node.light, size, look))
        else:
            _draw(painter, x + 0.5, middle + 0.5, node.light, size, look)
        if place == chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.accent, 2 * look.unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_diamond(x + 0.5, middle + 0.5, size + 4 * look.unit))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _room(look: Look) -> int:
    """Side of the picture of a diamond; odd, so that it has a middle pixel."""
    return 2 * look.px(_LARGE + 3) + 1


def _picture(light: str, size: float, look: Look) -> QPixmap:
    """Antialiased polygons cost ten times a picture, and their places are whole pixels anyway."""
    known = look.nodes.get((light, size))
    if known is None:
        side = _room(look)
        known = QPixmap(side, side)
        known.fill(Qt.GlobalColor.transparent)
        painter = QPainter(known)
        _draw(painter, side / 2, side / 2, light, size, look)
        painter.end()
        look.nodes[light, size] = known
    return known


def _draw(painter: QPainter, x: float, y: float, light: str, size: float, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if light == "closed":
        # The casing keeps dark green apart from the dark bar below it.
        painter.setPen(QPen(look.surface, 1.4 * look.unit))
        painter.setBrush(look.ink[light])
        size += 0.6 * look.unit
    else:
        painter.setPen(QPen(look.node_ink(light), 1.7 * look.unit))
        painter.setBrush(look.surface)
    painter.drawPolygon(_diamond(x, y, size))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _diamond(x: float, y: float, size: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
