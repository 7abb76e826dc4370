"""Somebody else changed the cell while it was being edited: both values, who and when, and the choice between them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.ui.tables.look import PADDING, Look
from jzledger.ui.texts import tr

_EMS = 30


class Conflict(QFrame):
    """Lies below the editor, which keeps what was typed and the focus; so its buttons never take the focus."""

    mine_wanted = Signal()
    theirs_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellConflict")
        self.setAccessibleName(tr("别处刚改过这一格"))
        ink, fill = look.theme.light_ink["amber"], look.theme.light_fill["amber"]
        self.setStyleSheet(
            f"QFrame#cellConflict {{ background: {fill}; border: 1px solid {ink}; border-radius: 3px; }}"
            f" QFrame#cellConflict QLabel {{ color: {look.theme.text}; background: transparent; border: none; }}"
        )
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setFont(look.font)
        self.mine, self.theirs = QPushButton(tr("用我的(&Y)"), self), QPushButton(tr("用新的(&X)"), self)
        buttons = QHBoxLayout()
        for button, wanted in ((self.mine, self.mine_wanted), (self.theirs, self.theirs_wanted)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(wanted)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, 5, PADDING, 5)
        layout.addWidget(self._label)
        layout.addLayout(buttons)
        self._width = look.em * _EMS
        self.hide()

    def text(self) -> str:
        return self._label.text()

    def ask(self, typed: str, now: str, who: str, cell: QRect, bounds: QRect) -> None:
        """`now` is what stands there, written by `who`."""
        empty = tr("（空）")
        by = tr("{} 刚把这一格改为").format(who) if who else tr("别处刚把这一格改为")
        self._label.setText(tr("{}“{}”。您填的是“{}”，还没有保存。").format(by, now or empty, typed or empty))
        width = min(self._width, bounds.width())
        self.setFixedWidth(width)
        self._label.setFixedWidth(width - 2 * PADDING)
        self.adjustSize()
        self.place(cell, bounds)
        self.show()
        self.raise_()

    def place(self, cell: QRect, bounds: QRect) -> None:
        left = max(bounds.left(), min(cell.left(), bounds.right() + 1 - self.width()))
        below = cell.bottom() + 1
        top = (
            below
            if below + self.height() <= bounds.bottom()
            else max(bounds.top(), cell.top() - self.height())
        )
        self.move(left, top)
