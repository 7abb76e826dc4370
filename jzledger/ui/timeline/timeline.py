"""The deadline timeline as a widget: names at the left, the chart, the scroll bar; the keyboard."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QToolTip, QVBoxLayout, QWidget

from jzledger.rules.time_axis import MONTH, QUARTER, WEEK, YEAR, scale_of
from jzledger.rules.timeline import TimelineRow
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.timeline.frame import MIDDAY
from jzledger.ui.timeline.names import Names, plain
from jzledger.ui.timeline.state import State
from jzledger.ui.timeline.words import node_words, row_words

if TYPE_CHECKING:
    from jzledger.ui.timeline.chart import Chart

SCALE_NAMES = {WEEK: "周", MONTH: "月", QUARTER: "季", YEAR: "年"}
NARROWEST, WIDEST, SHARE = 132, 260, 0.22  # of the column of names
RING = 2


class Timeline(QWidget):
    """Shows what `set_rows` gives. `picked(row id)`: a row was clicked, or chosen with Enter or Space.

    The chart is built when the widget is first shown and the window has painted itself: pyqtgraph takes half a second
    to load.
    """

    picked = Signal(str)
    scale_changed = Signal(str)  # its name; by zooming too

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State(theme, self.font())
        self.chart: Chart | None = None
        self._scale = MONTH
        self.names = Names(self.state, self)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setAccessibleName(tr("时限图滚动条"))
        self.bar.setVisible(False)
        self._ring = _Ring(self)
        self._beside = QVBoxLayout()
        self._beside.addWidget(self.bar)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.names)
        self._layout.addStretch(1)
        self._layout.addLayout(self._beside)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("时限图"))
        self.setMinimumHeight(self.state.header_height + 2 * self.state.row_height)
        self.names.clicked.connect(self._clicked)
        self.bar.valueChanged.connect(self._scrolled)
        self._fit()

    @property
    def rows(self) -> Sequence[TimelineRow]:
        return self.state.rows

    # What the page asks for.
    def set_rows(
        self, rows: Sequence[TimelineRow], today: date, calendar: WorkCalendar | None = None
    ) -> None:
        """Show these rows, in this order. Days in sight, scale and scroll position stay."""
        state = self.state
        row, node = state.current()
        state.rows, state.today = list(rows), today
        if calendar is not None:
            state.calendar = calendar
        if state.first == state.last:
            state.show_around_today()
        state.keep_cursor(row and row.row_id, node and node.row_id)
        self._fit()
        self._show()

    def set_selected(self, ids: Collection[str]) -> None:
        """Tint these rows; the first of them is brought into sight."""
        self.state.selected = frozenset(ids)
        places = [place for place, row in enumerate(self.state.rows) if row.row_id in self.state.selected]
        if places and not any(self._in_sight(place) for place in places):
            self._reveal_row(places[0])
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self.state.theme = theme
        self.state.forget_looks()
        self._dress()

    def scale_names(self) -> list[str]:
        return [tr(name) for name in SCALE_NAMES.values()]

    def scale_name(self) -> str:
        """The scale that is shown, which zooming also changes."""
        return tr(SCALE_NAMES[self._scale])

    def set_scale(self, name: str) -> None:
        scale = next(scale for scale, its in SCALE_NAMES.items() if tr(its) == name)
        if scale != self._scale and self.state.first != self.state.last:
            self.state.set_scale(scale)
            self._show()

    def show_today(self) -> None:
        if self.state.first != self.state.last:
            self.state.move_today_into_view()
            self._show()

    # Parts.
    def build(self) -> Chart:
        """The chart, made now if it is not there yet."""
        if self.chart is None:
            from jzledger.ui.timeline.chart import Chart

            self.chart = chart = Chart(self.state, self)
            self._layout.removeItem(self._layout.itemAt(1))
            self._layout.insertWidget(1, chart, 1)
            chart.clicked.connect(self._clicked)
            chart.today_asked.connect(self.show_today)
            chart.days_asked.connect(self._set_days)
            chart.zoom_asked.connect(self._zoom)
            chart.scroll_asked.connect(lambda pixels: self.bar.setValue(self.bar.value() + pixels))
            self._ring.raise_()
        return self.chart

    def _fit(self) -> None:
        """Sizes that follow from font, rows and the widget's own size."""
        width = min(max(round(self.width() * SHARE), NARROWEST), WIDEST)
        self.names.setFixedWidth(width)
        self._beside.setContentsMargins(0, self.state.header_height, 0, 0)
        page = max(0, self.height() - self.state.header_height)
        hidden = max(0, self.state.body - page)
        self.bar.setRange(0, hidden)
        self.bar.setPageStep(max(1, page))
        self.bar.setSingleStep(self.state.row_height)
        self.bar.setVisible(hidden > 0)

    def _show(self) -> None:
        self._tell_scale()
        self.names.update()
        if self.chart is not None:
            self.chart.show_state()
        row, node = self.state.current()
        if row is not None:
            words = node_words(row, node, self.state.today) if node else row_words(row, self.state.today)
            self.setAccessibleDescription(tr("第 {} 行，{}").format(self.state.row + 1, words))

    def _tell_scale(self) -> None:
        scale = scale_of(self.state.last - self.state.first)
        if scale != self._scale and self.state.first != self.state.last:
            self._scale = scale
            self.scale_changed.emit(self.scale_name())

    def _dress(self) -> None:
        self.setMinimumHeight(self.state.header_height + 2 * self.state.row_height)
        self._fit()
        if self.chart is not None:
            self.chart.dress()
        self._show()
        self.update()

    # Events.
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.build)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.state.font = self.font()
            self.state.forget_looks()
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground: seen before the chart is there, and above the scroll bar."""
        painter, state = QPainter(self), self.state
        painter.fillRect(self.rect(), QColor(state.theme.surface))
        head = QRect(0, 0, self.width(), state.header_height)
        painter.fillRect(head, QColor(state.theme.header))
        painter.fillRect(0, head.bottom(), self.width(), 1, QColor(state.theme.line_strong))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        state = self.state
        state.focused = True
        if state.row < 0 and state.rows:
            chosen = (place for place, row in enumerate(state.rows) if row.row_id in state.selected)
            state.row = next(chosen, min(state.scroll // state.row_height, len(state.rows) - 1))
        self._ring.setVisible(True)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.state.focused = False
        self._ring.setVisible(False)
        self._show()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the names; the chart has its own."""
        if self.chart is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.chart.wheelEvent(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, state = event.key(), self.state
        page = max(1, (self.height() - state.header_height) // state.row_height - 1)
        rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif key in rows and not control:
            self._move_row(rows[Qt.Key(key)])
        elif key in sides and control:
            days = state.last - state.first
            self._set_days(state.first + sides[Qt.Key(key)] * days / 12, days)
        elif key in sides:
            self._move_node(sides[Qt.Key(key)])
        elif key == Qt.Key.Key_Home and not control:
            self.show_today()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and state.current()[0]:
            self.picked.emit(state.rows[state.row].row_id)
        else:
            event.ignore()

    # Moving.
    def _move_row(self, by: int) -> None:
        if not self.state.rows:
            return
        self.state.row = min(max(self.state.row + by, 0), len(self.state.rows) - 1)
        self.state.node = -1
        self._reveal_row(self.state.row)
        self._show()
        QToolTip.hideText()

    def _move_node(self, by: int) -> None:
        """To the next node of the row; from nowhere to the first one after today, or the last before it."""
        state = self.state
        row, node = state.current()
        if row is None or not row.nodes:
            return
        if node is not None:
            state.node = min(max(state.node + by, 0), len(row.nodes) - 1)
        else:
            ahead = [place for place, other in enumerate(row.nodes) if other.on >= state.today]
            past = len(row.nodes) - len(ahead) - 1
            state.node = (ahead[0] if ahead else past) if by > 0 else max(past, 0)
        now = row.nodes[state.node]
        state.reveal_day(now.on.toordinal() + MIDDAY)
        self._reveal_row(state.row)
        self._show()
        if self.chart is not None:
            at = self.chart.mapToGlobal(self.chart.place_of_node().toPoint()) + QPoint(8, 2)
            QToolTip.showText(at, plain(node_words(row, now, state.today)), self.chart)

    def _in_sight(self, place: int) -> bool:
        middle = place * self.state.row_height + self.state.row_height / 2 - self.state.scroll
        return 0 <= middle <= self.bar.pageStep()

    def _reveal_row(self, place: int) -> None:
        top = place * self.state.row_height
        lowest = top + self.state.row_height - self.bar.pageStep()
        self.bar.setValue(max(min(self.bar.value(), top), lowest))

    def _scrolled(self, value: int) -> None:
        self.state.scroll = value
        self._show()

    def _set_days(self, first: float, days: float) -> None:
        self.state.set_days(first, days)
        self._show()

    def _zoom(self, factor: float, day: float) -> None:
        self.state.zoom(factor, day)
        self._show()

    def _clicked(self, row_id: str) -> None:
        self.state.row, self.state.node = self.state.place_of(row_id), -1
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._show()
        self.picked.emit(row_id)


class _Ring(QWidget):
    """The focus ring, above everything and let through by the mouse."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline)
        self._state = timeline.state
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(RING, RING, -RING, -RING)))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._state.theme.accent))
