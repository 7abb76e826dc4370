"""The deadline timeline as a widget: names at the left, the chart, the scroll bar; the keyboard."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from jzledger.rules.time_axis import MONTH, QUARTER, WEEK, YEAR, scale_of
from jzledger.rules.timeline import TimelineRow
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.timeline.keys import press
from jzledger.ui.timeline.names import Names
from jzledger.ui.timeline.preparing import Preparation
from jzledger.ui.timeline.ring import Ring
from jzledger.ui.timeline.state import State
from jzledger.ui.timeline.words import node_words, row_words

if TYPE_CHECKING:
    from jzledger.ui.timeline.chart import Chart

SCALE_NAMES = {WEEK: "周", MONTH: "月", QUARTER: "季", YEAR: "年"}
NARROWEST, WIDEST, SHARE = 132, 260, 0.22  # of the column of names


class Timeline(QWidget):
    """Shows what `set_rows` gives. `picked(row id)`: a row was clicked, or chosen with Enter or Space.

    The chart is built when the window has painted itself with the widget in it, and what the chart needs has been loaded.
    """

    picked = Signal(str)
    scale_changed = Signal(str)  # its name; by zooming too

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State(theme, self.font())
        self.chart: Chart | None = None
        self._preparation = Preparation(self)
        self._preparation.ended.connect(self.build)
        self._scale = MONTH
        self.names = Names(self.state, self)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setAccessibleName(tr("时限图滚动条"))
        self.bar.setVisible(False)
        self._ring = Ring(self.state, self)
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
        state.keep_cursor(row.row_id if row else None, node.row_id if node else None)
        self._fit()
        self.show_all()

    def set_selected(self, ids: Collection[str]) -> None:
        """Tint these rows; the first of them is brought into sight."""
        self.state.selected = frozenset(ids)
        places = [place for place, row in enumerate(self.state.rows) if row.row_id in self.state.selected]
        if places and not any(self._in_sight(place) for place in places):
            self.reveal_row(places[0])
        self.show_all()

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
            self.show_all()

    def show_today(self) -> None:
        if self.state.first != self.state.last:
            self.state.move_today_into_view()
            self.show_all()

    # Parts.
    def build(self) -> Chart:
        """The chart, made now if it is not there yet."""
        if self.chart is None:
            from jzledger.ui.timeline.chart import Chart

            self.chart = chart = Chart(self.state, self)
            self._layout.takeAt(1)  # the empty room
            self._layout.insertWidget(1, chart, 1)
            chart.clicked.connect(self._clicked)
            chart.today_asked.connect(self.show_today)
            chart.days_asked.connect(self.set_days)
            chart.zoom_asked.connect(self.zoom)
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

    def show_all(self) -> None:
        """Paint everything anew."""
        self.names.update()
        self._show_chart()
        row, node = self.state.current()
        if row is not None:
            words = node_words(row, node, self.state.today) if node else row_words(row, self.state.today)
            self.setAccessibleDescription(tr("第 {} 行，{}").format(self.state.row + 1, words))

    def _show_chart(self) -> None:
        """Enough where only the days have moved."""
        self._tell_scale()
        if self.chart is not None:
            self.chart.show_state()

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
        self.show_all()
        self.update()

    # Events.
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
        if self.chart is None:
            # Not when it is shown: that is before the window paints, and the tables would wait for the chart.
            self._preparation.begin()
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
        self.show_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.state.focused = False
        self._ring.setVisible(False)
        self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the names; the chart has its own."""
        if self.chart is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.chart.wheelEvent(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(self, event):
            event.ignore()

    # Moving.
    def _in_sight(self, place: int) -> bool:
        middle = place * self.state.row_height + self.state.row_height / 2 - self.state.scroll
        return 0 <= middle <= self.bar.pageStep()

    def reveal_row(self, place: int) -> None:
        top = place * self.state.row_height
        lowest = top + self.state.row_height - self.bar.pageStep()
        self.bar.setValue(max(min(self.bar.value(), top), lowest))

    def _scrolled(self, value: int) -> None:
        self.state.scroll = value
        self.names.update()
        if self.chart is not None:
            self.chart.show_rows()

    def set_days(self, first: float, days: float) -> None:
        self.state.set_days(first, days)
        self._show_chart()

    def zoom(self, factor: float, day: float) -> None:
        self.state.zoom(factor, day)
        self._show_chart()

    def _clicked(self, row_id: str) -> None:
        self.state.row, self.state.node = self.state.place_of(row_id), -1
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.show_all()
        self.picked.emit(row_id)
