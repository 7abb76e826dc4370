"""A text to read in a few lines: what does not fit is scrolled to, by wheel, keys or the bar that says there is more."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class ReadText(QPlainTextEdit):
    """Of `lines` lines whatever it holds, so that nothing around it moves when the text changes."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readText")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._lines = lines
        self.setFixedHeight(math.ceil(self.fontMetrics().lineSpacing() * lines) + 4)

    def setText(self, text: str) -> None:
        if text != self.text():
            self.setPlainText(text)

    def text(self) -> str:
        return self.toPlainText()
