"""Drawing of the rows of the timeline, for the screen and for any other painter. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from jzledger.rules.time_axis import WEEK, head_unit, periods
from jzledger.rules.timeline import TimelineRow
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui.timeline.frame import Frame
from jzledger.ui.timeline.labels import done_x, draw_labels, late_x, span_x
from jzledger.ui.timeline.look import Look
from jzledger.ui.timeline.nodes import draw_nodes


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader has marked: picked rows, and row and node of the keyboard (as places, -1 = none)."""

    selected: frozenset[str] = frozenset()
    row: int = -1
    node: int = -1


def draw(
    painter: QPainter,
    rows: Sequence[TimelineRow],
    frame: Frame,
    look: Look,
    *,
    marks: Marks | None = None,
    calendar: WorkCalendar | None = None,
) -> range:
    """Paint all rows that are to be seen, in one pass. Gives which rows these were.

    The painter stands at the left upper corner of the rows and measures in its own pixels.
    """
    shown, marks = frame.visible(len(rows)), marks or Marks()
    _draw_ground(painter, rows, shown, frame, look, marks, calendar)
    for place in shown:
        _draw_bars(painter, rows[place], frame.y(place), frame, look)
    _draw_today(painter, frame, look)
    for place in shown:
        chosen = marks.node if place == marks.row else -1
        draw_nodes(painter, rows[place], frame.middle(place) - look.px(1), frame, look, chosen)
    for place in shown:
        draw_labels(painter, rows[place], frame.middle(place) - look.px(1), frame, look)
    return shown


def tick_unit(frame: Frame) -> str:
    """The finer periods of the axis: days, once there is room for their numbers."""
    scale = frame.scale
    return "day" if scale == WEEK and frame.width / frame.per_day <= 42 else scale


def _draw_ground(
    painter: QPainter,
    rows: Sequence[TimelineRow],
    shown: range,
    frame: Frame,
    look: Look,
    marks: Marks,
    calendar: WorkCalendar | None,
) -> None:
    width, height = frame.width, frame.height
    if calendar is not None and frame.scale == WEEK:
        for period in periods("day", frame.left, frame.right):
            if not calendar.is_workday(date.fromordinal(period.start)):
                x = frame.x(period.start)
                painter.fillRect(x, 0, frame.x(period.end) - x, height, look.free_day)
    if marks.selected:
        for place in shown:
            if rows[place].row_id in marks.selected:
                y = frame.y(place)
                painter.fillRect(0, y, width, frame.y(place + 1) - y, look.tint)
    thin, unit = look.px(1), tick_unit(frame)
    for name, colour in ((unit, look.grid), (head_unit(unit), look.line_strong)):
        if name is not None and (name, unit) != ("day", "day"):
            for period in periods(name, frame.left, frame.right):
                painter.fillRect(frame.x(period.start), 0, thin, height, colour)
    for place in shown:
        painter.fillRect(0, frame.y(place + 1) - thin, width, thin, look.grid)


def _draw_bars(painter: QPainter, row: TimelineRow, top: int, frame: Frame, look: Look) -> None:
    """Baseline, planned bar, done part, hatch: whole pixels, cut to what is to be seen."""
    thin, edge = look.px(1), look.px(4)
    low, high = -edge, frame.width + edge
    height = frame.bar_height
    y = top + (round(frame.row_height) - height) // 2 - thin

    def seen(ends: tuple[int, int]) -> tuple[int, int]:
        """Left end and width of what is in sight; a width below 1 = nothing."""
        start = max(low, ends[0])
        return start, min(high, ends[1]) - start

    if not row.scheduled:
        _draw_unscheduled(painter, y + height // 2, frame, look)
    if row.baseline is not None:
        x, wide = seen(span_x(row.baseline, frame))
        if wide > 0:
            painter.fillRect(x, y + height + thin, wide, look.px(3), look.baseline)
    if row.planned is not None:
        x, wide = seen(span_x(row.planned, frame))
        if wide > 0:
            painter.fillRect(x, y, wide, height, look.bar)
            painter.fillRect(x + thin, y + thin, wide - 2 * thin, height - 2 * thin, look.planned)
    if row.done is not None:
        x, wide = seen(done_x(row, frame))
        if wide > 0:
            painter.fillRect(x, y, wide, height, look.bar)
    if row.late is not None:
        x, wide = seen(late_x(row, frame, look))
        if wide > 0:
            _hatch(painter, QRect(x, y, wide, height), look)


def _draw_unscheduled(painter: QPainter, y: int, frame: Frame, look: Look) -> None:
    pen = QPen(look.line_strong, look.px(1))
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.drawLine(0, y, frame.width, y)


def _hatch(painter: QPainter, area: QRect, look: Look) -> None:
    """Stripes drawn one by one: a brush pattern keeps the painter's pixels and turns to grey on fine screens."""
    thin, step, height = look.px(1), look.px(6), area.height()
    painter.fillRect(area, look.red_fill)
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.red, 1.7 * look.unit))
    low, high = area.top(), area.top() + height
    starts = range(area.left() - height, area.left() + area.width(), step)
    painter.drawLines([QLineF(x, high, x + height, low) for x in starts])
    painter.restore()
    x, y, wide = area.left(), area.top(), area.width()
    for edge in (
        (x, y, wide, thin),
        (x, y + height - thin, wide, thin),
        (x, y, thin, height),
        (x + wide - thin, y, thin, height),
    ):
        painter.fillRect(*edge, look.red)


def _draw_today(painter: QPainter, frame: Frame, look: Look) -> None:
    wide = look.px(1.5)
    painter.fillRect(frame.today_x - wide // 2, 0, wide, frame.height, look.red)
