"""The heading above the rows: years or months above, finer periods below, the flag of today."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF

from jzledger.rules.time_axis import Period, head_label, head_unit, periods
from jzledger.ui.texts import tr
from jzledger.ui.timeline.draw import tick_unit
from jzledger.ui.timeline.frame import Frame
from jzledger.ui.timeline.look import Look

_CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


def draw_header(painter: QPainter, frame: Frame, look: Look, height: int) -> None:
    """Paint the heading, `height` pixels high, above the rows that `frame` describes."""
    thin, half, unit = look.px(1), height // 2, tick_unit(frame)
    painter.fillRect(0, 0, frame.width, height, look.header)
    head = head_unit(unit)
    painter.setFont(look.small)
    if head is not None:
        _draw_head(painter, head, frame, look, half, flag_area(frame, look, height))
    lower = list(periods(unit, frame.left, frame.right))
    for period in lower:
        painter.fillRect(frame.x(period.start), half, thin, height - half, look.line_strong)
    painter.fillRect(0, height - thin, frame.width, thin, look.line_strong)
    _draw_flag(painter, frame, look, height)
    painter.setFont(look.small)
    painter.setPen(look.text2)
    for period in _thinned(lower, frame, look):
        x, end = max(frame.x(period.start), 0), min(frame.x(period.end), frame.width)
        wide = look.width(period.label)
        if end - x >= wide + look.px(4) or 0 < x < end < frame.width:
            area = QRect((x + end - wide) // 2, half, wide, height - half - look.px(2))
            if area.left() <= frame.today_x <= area.right():  # the pole of the flag makes way
                painter.fillRect(area.adjusted(-thin, look.px(2), thin, -look.px(2)), look.header)
            painter.drawText(area, _CENTRE | int(Qt.TextFlag.TextDontClip), period.label)


def flag_area(frame: Frame, look: Look, height: int) -> QRect:
    """Where the flag stands; at the edge while today is out of sight."""
    wide = look.bold_metrics.horizontalAdvance(tr("今天")) + look.px(18)
    x = min(max(frame.today_x - wide // 2, 0), frame.width - wide)
    return QRect(x, look.px(1), wide, height // 2 - look.px(2))


def _draw_head(painter: QPainter, unit: str, frame: Frame, look: Look, half: int, flag: QRect) -> None:
    """A label stays in sight at the left edge as long as its period does, and gives way to the flag."""
    room, thin = look.px(6), look.px(1)
    for period in periods(unit, frame.left, frame.right):
        text = head_label(unit, period.start)
        wide = look.width(text)
        start, end = frame.x(period.start), frame.x(period.end)
        x = max(start, 0) + room
        if x < flag.right() + room and x + wide > flag.left() - room:
            x = flag.right() + room
        if x + wide + room <= end:
            painter.setPen(look.text)
            painter.drawText(QRect(x, 0, wide + room, half), _LEFT, text)
        if start > 0:
            painter.fillRect(start, 0, thin, half, look.line_strong)


def _thinned(lower: list[Period], frame: Frame, look: Look) -> list[Period]:
    """As many labels, evenly, as stand side by side without touching."""
    if not lower:
        return []
    wide = max(look.width(period.label) for period in lower) + look.px(8)
    room = min(frame.x(period.end) - frame.x(period.start) for period in lower)
    every = next((n for n in (1, 2, 3, 4, 6, 12) if n * max(room, 1) >= wide), 24)
    if every == 1:
        return lower
    first = lower[0].start // max(1, lower[0].end - lower[0].start)
    # Counted from the calendar, not from the edge, so that labels do not jump while the axis is dragged.
    return [period for place, period in enumerate(lower) if (first + place) % every == 0]


def _draw_flag(painter: QPainter, frame: Frame, look: Look, height: int) -> None:
    area, wide = flag_area(frame, look, height), look.px(1.5)
    x = frame.today_x
    painter.fillRect(area, look.red)
    painter.setPen(look.surface)
    painter.setFont(look.bold)
    if 0 <= x <= frame.width:
        painter.fillRect(x - wide // 2, area.bottom(), wide, height - area.bottom(), look.red)
        painter.drawText(area, _CENTRE, tr("今天"))
        return
    way = -1 if x < 0 else 1
    inner = look.px(6)
    painter.drawText(area.translated(-way * inner // 2, 0), _CENTRE, tr("今天"))
    tip = (area.right() + 1 - look.px(3)) if way > 0 else area.left() + look.px(3)
    middle, size = area.top() + area.height() / 2, look.px(4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.surface)
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(tip, middle),
                QPointF(tip - way * size, middle - size),
                QPointF(tip - way * size, middle + size),
            ]
        )
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
