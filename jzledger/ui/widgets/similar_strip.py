"""While an issue is typed: the issues of its project that say nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from jzledger.ledger.similar import Like
from jzledger.rules.lifecycle import STATES
from jzledger.ui.texts import tr

TYPING_MILLISECONDS = 200
LEAST_CHARACTERS = 4

Find = Callable[[str, str], Sequence[Like]]


class SimilarStrip(QFrame):
    """`typed(row_id, text)` looks a moment after the last key; `find(row_id, text)` gives what is like it."""

    asked = Signal(str)  # id of the issue to go to

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._find = find
        self._text = self._row_id = ""
        self.likes: Sequence[Like] = ()
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._go, close = QPushButton(tr("去看看"), self), QPushButton(tr("知道了"), self)
        for button in (self._go, close):
            # A click must not end the editing before it is decided.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._go.clicked.connect(self._ask)
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 10, 4)
        layout.setSpacing(8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._go)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def typed(self, row_id: str, text: str) -> None:
        self._row_id, self._text = row_id, text
        if len(text.strip()) < LEAST_CHARACTERS:
            self.stop()
        else:
            self._timer.start()

    def stop(self) -> None:
        """The editor has closed."""
        self._timer.stop()
        self.hide()

    def look(self) -> None:
        self.likes = self._find(self._row_id, self._text)
        told = "；".join(
            f"“{_short(one.title)}”（{STATES[one.state]}，{one.likeness:.0%}）" for one in self.likes
        )
        self._label.setText(tr("同一项目里已有相近的问题：{}").format(told))
        self._label.setToolTip("\n".join(one.title for one in self.likes))
        self.setVisible(bool(self.likes))

    def text(self) -> str:
        return self._label.text() if self.isVisible() else ""

    def _ask(self) -> None:
        if self.likes:
            self.asked.emit(self.likes[0].id)


def _short(title: str) -> str:
    plain = title.replace("\n", " ")
    return plain if len(plain) <= 22 else plain[:21] + "…"
