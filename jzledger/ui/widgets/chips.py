"""What a table is filtered by, as buttons that take the filter away: 「类别：手续、土地 ✕」."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from jzledger.ui.texts import tr

_CROSS = "　✕"
_LEAST_SIGNS = 7
_MOST_CHIPS = 2
_MOST_SIGNS = 16
_MOST_IN_A_BAR = 24  # signs of all chips together, so that they never push the pane wider


class Chips(QWidget):
    """Hidden while there is none. What does not fit stands behind 「另 2 项」."""

    removed = Signal(list)  # keys

    def __init__(self, parent: QWidget | None = None, *, most: int = _MOST_CHIPS) -> None:
        super().__init__(parent)
        self._most = most
        self.buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.hide()

    def set_chips(self, chips: Sequence[tuple[str, str]], most: int = 0) -> None:
        """(key, words) of each filter; `most`: how many there is room for now."""
        self._most = most or self._most
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        single = chips if len(chips) <= self._most else chips[: self._most - 1]
        if len(single) > 1 and sum(min(len(words), _MOST_SIGNS) for _, words in single) > _MOST_IN_A_BAR:
            single = single[:1]
        rest = chips[len(single) :]
        self.buttons = [self._chip(_shortened(words), words, [key]) for key, words in single]
        if rest:
            words = "\n".join(words for _, words in rest)
            self.buttons.append(self._chip(tr("另 {} 项").format(len(rest)), words, [key for key, _ in rest]))
        for button in self.buttons:
            self._layout.addWidget(button)
        self.setVisible(bool(chips))

    def _chip(self, words: str, whole: str, keys: list[str]) -> QPushButton:
        button = Chip(self)
        button.set_words(words)
        button.setToolTip(whole)
        button.setAccessibleName(tr("取消筛选 {}").format(whole))
        button.clicked.connect(partial(self.removed.emit, keys))
        return button

    def texts(self) -> list[str]:
        return [button.text() for button in self.buttons]


class Chip(QPushButton):
    """Where it is narrow its words end in …, the ✕ stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setObjectName("chip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(f"{words}{_CROSS}")

    def minimumSizeHint(self) -> QSize:
        least = super().sizeHint()
        spare = self.fontMetrics().horizontalAdvance(self._words[_LEAST_SIGNS:])
        return QSize(least.width() - spare, least.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        missing = self.sizeHint().width() - self.width()
        if missing > 0:
            room = self.fontMetrics().horizontalAdvance(self._words) - missing
            words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            option.text = f"{words}{_CROSS}"  # type: ignore[attr-defined]
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


def _shortened(words: str) -> str:
    return words if len(words) <= _MOST_SIGNS else words[: _MOST_SIGNS - 1] + "…"
