"""A part of a form that can be folded: a heading with a count, lines of text and buttons below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Answer = tuple[str, Callable[[], None]]


class Section(QFrame):
    """`start` empties it, `add` puts an entry below the others, `count_as` names how many there are."""

    def __init__(self, title: str, parent: QWidget | None = None, *, folded: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("section")
        self._title = title
        self._words = title
        self._head = QPushButton(self)
        self._head.setObjectName("sectionHead")
        self._head.setFlat(True)
        self._head.setCheckable(True)
        self._head.setChecked(not folded)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head.toggled.connect(self._fold)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(8)
        self._bar.addWidget(self._head, 1)
        self._body = QWidget(self)
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(18, 0, 0, 4)
        self._lines.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 2)
        layout.setSpacing(4)
        layout.addLayout(self._bar)
        layout.addWidget(self._body)
        self._fold(not folded)

    def add_control(self, button: QWidget) -> None:
        """At the right end of the heading."""
        self._bar.addWidget(button)

    def is_open(self) -> bool:
        return self._head.isChecked()

    def start(self, count: int | None = None) -> None:
        """Take the old entries away; `count` stands behind the title."""
        self.start_count(count)
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def start_count(self, count: int | None) -> None:
        """The number behind the title."""
        self._words = self._title if count is None else f"{self._title} {count}"
        self._fold(self._head.isChecked())

    def add(self, head: str, body: str = "", answers: Sequence[Answer] = ()) -> QWidget:
        """An entry: a line in a quieter ink with buttons at its end, and the text itself below."""
        entry = QWidget(self._body)
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(_label(head, entry, "hint" if body else ""), 1)
        for words, act in answers:
            button = QPushButton(words, entry)
            button.setObjectName("link")
            button.clicked.connect(lambda _=False, call=act: call())
            line.addWidget(button)
        column.addLayout(line)
        if body:
            column.addWidget(_label(body, entry, ""))
        self._lines.addWidget(entry)
        return entry

    def _fold(self, opened: bool) -> None:
        self._head.setText(f"{'▾' if opened else '▸'} {self._words}")
        self._body.setVisible(opened)


def _label(text: str, parent: QWidget, name: str) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
