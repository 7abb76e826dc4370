"""The keyboard in the timeline: arrows choose row and node, Home goes to today, Enter or Space picks the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolTip

from jzledger.ui.timeline.frame import MIDDAY
from jzledger.ui.timeline.names import plain
from jzledger.ui.timeline.words import node_words

if TYPE_CHECKING:
    from jzledger.ui.timeline.timeline import Timeline

Key = Qt.Key
_SIDES = {Key.Key_Left: -1, Key.Key_Right: 1}
_PAN = 12  # a step with Ctrl is such a part of the days in sight


def press(timeline: Timeline, event: QKeyEvent) -> bool:
    """Do what the key means here; False where it means nothing."""
    key, state, modifiers = Key(event.key()), timeline.state, event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    page = max(1, (timeline.height() - state.header_height) // state.row_height - 1)
    rows = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -page, Key.Key_PageDown: page}
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return False
    if key in _SIDES and control:
        days = state.last - state.first
        timeline.set_days(state.first + _SIDES[key] * days / _PAN, days)
    elif key in _SIDES:
        move_node(timeline, _SIDES[key])
    elif control:
        return False
    elif key in rows:
        move_row(timeline, rows[key])
    elif key == Key.Key_Home:
        timeline.show_today()
    elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        row, _ = state.current()
        if row is not None:
            timeline.picked.emit(row.row_id)
    else:
        return False
    return True


def move_row(timeline: Timeline, by: int) -> None:
    state = timeline.state
    if not state.rows:
        return
    state.row = min(max(state.row + by, 0), len(state.rows) - 1)
    state.node = -1
    timeline.reveal_row(state.row)
    timeline.show_all()
    QToolTip.hideText()


def move_node(timeline: Timeline, by: int) -> None:
    """To the next node of the row; from nowhere to the first one from today on, or to the last before it."""
    state = timeline.state
    row, node = state.current()
    if row is None or not row.nodes:
        return
    last = len(row.nodes) - 1
    if node is not None:
        state.node = min(max(state.node + by, 0), last)
    else:
        past = sum(other.on < state.today for other in row.nodes)
        state.node = min(past, last) if by > 0 else max(past - 1, 0)
    now = row.nodes[state.node]
    state.reveal_day(now.on.toordinal() + MIDDAY)
    timeline.reveal_row(state.row)
    timeline.show_all()
    if timeline.chart is not None:
        at = timeline.chart.mapToGlobal(timeline.chart.place_of_node().toPoint()) + QPoint(8, 2)
        QToolTip.showText(at, plain(node_words(row, now, state.today)), timeline.chart)
