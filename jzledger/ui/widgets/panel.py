"""A pane of the workbench: a title bar with a title, a hint and controls, above its content."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from jzledger.ui.widgets.elided import ElidedLabel


class Panel(QFrame):
    """`add_control` puts a widget at the right end of the bar, `add_widget` one below it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.bar = QFrame(self)
        self.bar.setObjectName("panelBar")
        self._title, self._hint = QLabel(title, self.bar), ElidedLabel(self.bar)
        self._title.setObjectName("panelTitle")
        self._hint.setObjectName("hint")
        self._bar_layout = QHBoxLayout(self.bar)
        self._bar_layout.setContentsMargins(10, 4, 10, 4)
        self._bar_layout.setSpacing(8)
        self._bar_layout.addWidget(self._title)
        self._bar_layout.addWidget(self._hint, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.bar)

    def set_hint(self, text: str) -> None:
        self._hint.setText(text)

    def hint(self) -> str:
        return self._hint.text()

    def add_control(self, widget: QWidget) -> None:
        self._bar_layout.addWidget(widget)

    def insert_control(self, place: int, widget: QWidget) -> None:
        self._bar_layout.insertWidget(place, widget)

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        self._layout.addWidget(widget, stretch)
