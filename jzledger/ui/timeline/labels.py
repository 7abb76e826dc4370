"""The words beside the nodes: where they find room, and how they stand out from what lies below."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QPainter

from jzledger.rules.timeline import Node, Span, TimelineRow
from jzledger.ui.texts import tr
from jzledger.ui.timeline.frame import MIDDAY, Frame
from jzledger.ui.timeline.look import Look

_URGENCY = {"red": 0, "amber": 1, "green": 2, "undated": 3, "closed": 4}
_GAP = 10  # from the middle of a node to its label
_NODE = 8  # from the middle of a node to where a label may begin


class Label(NamedTuple):
    x: int
    width: int
    text: str
    node: Node


def node_x(node: Node, frame: Frame) -> int:
    return frame.x(node.on.toordinal() + MIDDAY)


def late_x(row: TimelineRow, frame: Frame, look: Look) -> tuple[int, int]:
    """Both ends of the hatch: as many days as it is late, never too narrow to be seen; (0, 0) where none is."""
    if row.late is None:
        return 0, 0
    start = frame.x(row.late.start.toordinal() + MIDDAY)
    return start, max(start + look.px(3), frame.x(row.late.finish.toordinal() + MIDDAY))


def done_x(row: TimelineRow, frame: Frame) -> tuple[int, int]:
    """Both ends of the dark part; (0, 0) where none is."""
    if row.done is None:
        return 0, 0
    finish = row.done.finish.toordinal() + (1 if row.completed_on else MIDDAY)
    return frame.x(row.done.start.toordinal()), frame.x(finish)


def span_x(span: Span | None, frame: Frame) -> tuple[int, int]:
    """Both ends of whole days; (0, 0) where there are none."""
    if span is None:
        return 0, 0
    return frame.x(span.start.toordinal()), frame.x(span.finish.toordinal() + 1)


def place_labels(row: TimelineRow, frame: Frame, look: Look) -> list[Label]:
    """The labels that fit: none covers a node or another label, the most urgent choose first.

    A label stands right of its node; left of it where the picture ends.
    """
    gap, size, near = look.px(_GAP), look.px(_NODE), look.px(3)
    seen = [(node_x(node, frame), node) for node in row.nodes]
    seen = [(x, node) for x, node in seen if -size <= x <= frame.width + size]
    taken = [(x - size, x + size) for x, _ in seen]
    placed: list[Label] = []
    for x, node in sorted(seen, key=lambda pair: _URGENCY[pair[1].light]):
        if not node.label:
            continue
        text = look.short(node.label)
        wide = look.width(text)
        start = x + gap
        if start + wide > frame.width - near:
            start = x - size - near - wide
        low, high = start, start + wide + near
        if all(finish <= low or begin >= high for begin, finish in taken):
            taken.append((low - near, high))
            placed.append(Label(start, wide, text, node))
    return placed


def draw_labels(painter: QPainter, row: TimelineRow, middle: int, frame: Frame, look: Look) -> None:
    """Plain where one ground lies below the whole label; elsewhere with a casing of the surface's colour.

    A casing on a bar would gnaw at its edges. Each ink has a contrast of at least 4.5 on its ground.
    """
    labels = place_labels(row, frame, look)
    if not row.scheduled:
        _draw_unscheduled(painter, row, labels, middle, frame, look)
    if not labels:
        return
    late, done, planned = late_x(row, frame, look), done_x(row, frame), span_x(row.planned, frame)
    planned = max(planned[0], done[1], late[1], frame.today_x if row.late or row.done else 0), planned[1]
    if row.late is not None:
        done = done[0], min(done[1], late[0])  # the hatch lies above it
    pad = look.px(2)
    for x, wide, text, node in labels:
        start, finish = x - pad, x + wide + pad
        ink = look.node_ink(node.light)
        if node.light == "red" and late[0] <= start < late[1]:
            # The stripes make way, or they would run through the characters.
            height = frame.bar_height - 2 * look.px(1)
            free = min(finish, late[1] - pad) - start
            painter.fillRect(start, middle - frame.bar_height // 2, free, height, look.red_fill)
        if node.done and done[0] <= start and finish <= done[1]:
            look.plain_label(painter, x, middle, text, look.surface)
        elif (node.light == "red" and late[0] <= start and finish <= late[1]) or (
            planned[0] <= start and finish <= planned[1]
        ):
            look.plain_label(painter, x, middle, text, ink)
        else:
            look.label(painter, x, middle, text, ink)


def _draw_unscheduled(
    painter: QPainter, row: TimelineRow, labels: list[Label], middle: int, frame: Frame, look: Look
) -> None:
    text = tr("未排工期")
    start, room = look.px(_GAP), look.px(_NODE)
    finish = start + look.width(text) + room
    free = all(label.x > finish or label.x + label.width < start for label in labels)
    if free and all(not start - room <= node_x(node, frame) <= finish + room for node in row.nodes):
        look.label(painter, start, middle, text, look.text3)
