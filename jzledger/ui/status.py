"""The status bar: what was said, how much there is, whether it is saved, the day, the office, the zoom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.elided import ElidedLabel
from jzledger.ui.widgets.rows_label import RowsLabel
from jzledger.ui.widgets.sums import Sums, ZoomButton

if TYPE_CHECKING:
    from jzledger.ui.bridge import Bridge
    from jzledger.ui.tables.grid import Grid

SAID_MILLISECONDS = 8000
WEEKDAYS = "一二三四五六日"


class StatusBar(QStatusBar):
    """Sums and counts at the left, what was just said in the middle, the ledger's surroundings at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.said, self.counted = ElidedLabel(self), QLabel(self)
        self._said_long_enough = QTimer(self)
        self._said_long_enough.setSingleShot(True)
        self._said_long_enough.timeout.connect(lambda: self.said.setText(""))
        self.saved, self.day, self.office = QLabel(self), QLabel(self), QLabel(self)
        self.rows_label = RowsLabel(self)
        self.sums, self.zoom_button = Sums(self), ZoomButton(self)
        self.sums.copied.connect(self.say)
        self.addWidget(self.sums)
        self.addWidget(self.counted)
        self.addWidget(self.rows_label)
        self.addWidget(self.said, 1)
        for widget in (self.saved, self.day, self.office, self.zoom_button):
            self.addPermanentWidget(widget)

    def say(self, text: str) -> None:
        self.said.setText(text)
        self._said_long_enough.start(SAID_MILLISECONDS)

    def watch(self, grids: Sequence[Grid]) -> None:
        """Tell of the selection, the rows and the zoom of these tables."""
        for label in (self.rows_label, self.sums, self.zoom_button):
            label.watch(grids)

    def forget(self) -> None:
        """The tables are gone."""
        for label in (self.rows_label, self.sums, self.zoom_button):
            label.forget()

    def describe(self, bridge: Bridge) -> None:
        """The day that lights are judged for, and whose ledger it is."""
        word = tr("演示日期") if bridge.stored_day else tr("今天")
        self.day.setText(f"{word} {_day_in_words(bridge.today)}")
        self.office.setText(bridge.ledger.settings()["office"])

    def count(self, projects: int, lights: Sequence[str], theme: Theme) -> None:
        """`lights` of all issues and directives."""
        ink: Mapping[str, str] = theme.light_ink
        gap = "&nbsp;" * 3
        self.counted.setText(
            tr("项目 {}").format(projects)
            + gap
            + tr("问题与交办 {}").format(len(lights))
            + f"{gap}<span style='color:{ink['red']}'>▲ {tr('超期')} {lights.count('red')}</span>"
            + f"{gap}<span style='color:{ink['amber']}'>◆ {tr('临期')} {lights.count('amber')}</span>"
        )

    def tell_saved(self, label: str) -> None:
        self.saved.setText(tr("已自动保存"))
        self.saved.setToolTip(label)

    def clear_all(self) -> None:
        """No ledger is open."""
        self.said.setText("")
        for label in (self.counted, self.saved, self.day, self.office):
            label.clear()


def _day_in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
