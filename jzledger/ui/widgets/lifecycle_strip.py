"""Where an issue stands on its way from 列入 to 销号, and the next moves as buttons that ask for what they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.ledger import moving
from jzledger.rules import lifecycle
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme

Do = Callable[[str, Mapping[str, str]], None]
EXTEND = "extend"
_WAY = ("listed", "assigned", "in_progress", "closing_requested", "verifying", "closed")
_STEPS = dict(zip(_WAY, ("列入", "交办", "办理", "申请销号", "核实", "销号"), strict=True))
_MOVES = {
    ("listed", "assigned"): "交办",
    ("assigned", "in_progress"): "开始办理",
    ("in_progress", "closing_requested"): "申请销号",
    ("in_progress", "long_term"): "转长期推进",
    ("closing_requested", "verifying"): "开始核实",
    ("verifying", "closed"): "销号",
    ("verifying", "in_progress"): "退回",
    ("closed", "in_progress"): "重新办理",
    ("long_term", "in_progress"): "恢复办理",
}
_ASKED = {
    moving.OUTCOME: "办理结果",
    moving.CHECKED_BY: "核查人",
    moving.CHECKED: "核查意见",
    moving.REASON: "理由",
    "due": "新的完成时限",
    "approved_by": "批准人",
}
_EXTEND_ASKS = {"due": True, "approved_by": True, moving.REASON: True}


class LifecycleStrip(QFrame):
    """`do(move, answers)` carries a move out and raises LedgerError where it cannot be; `move` is a state or EXTEND."""

    def __init__(self, do: Do, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lifecycle")
        self._do, self._theme = do, theme
        self.state, self._outcome, self._done_word = "", "", "销号"
        self._way = QLabel(self)
        self._way.setTextFormat(Qt.TextFormat.RichText)
        self._way.setWordWrap(True)
        self._buttons: dict[str, QPushButton] = {}
        self._bar = QHBoxLayout()
        self._bar.setSpacing(6)
        self._form = QFrame(self)
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self._way)
        layout.addLayout(self._bar)
        layout.addWidget(self._form)
        layout.addWidget(self.problem)
        self.boxes: dict[str, QLineEdit] = {}
        self.asking = ""
        self.stop_asking()

    def show_issue(self, state: str, outcome: str, directive: bool) -> None:
        """Show where an issue stands; what is being asked stays while the state does."""
        moved = state != self.state
        self.state, self._outcome = state, outcome
        self._done_word = "办结" if directive else "销号"
        self._tell_way()
        self._make_buttons()
        if moved:
            self.stop_asking()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._tell_way()

    def _tell_way(self) -> None:
        if self.state == "long_term":
            self._way.setText(f"<b style='color:{self._theme.light_ink['green']}'>● {tr('长期推进')}</b>")
            return
        told = []
        at = _WAY.index(self.state) if self.state in _WAY else -1
        for place, state in enumerate(_WAY):
            words = self._done_word if state == "closed" else _STEPS[state]
            if place == at:
                style = f"background:{self._theme.selection};color:{self._theme.accent};font-weight:600"
                told.append(f"<span style='{style}'>&nbsp;{words}&nbsp;</span>")
            else:
                ink = self._theme.text2 if place < at else self._theme.text3
                told.append(f"<span style='color:{ink}'>{words}</span>")
        self._way.setText(f"<span style='color:{self._theme.text3}'>&nbsp;→&nbsp;</span>".join(told))

    def _make_buttons(self) -> None:
        held = _has_keyboard(self)
        while self._bar.count():
            item = self._bar.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = {}
        for new in lifecycle.MOVES.get(self.state, ()):
            words = _MOVES[self.state, new]
            self._add_button(new, self._done_word if words == "销号" else words)
        if self.state == "in_progress":
            self._add_button("closed", tr("直接{}…").format(self._done_word))
        if self.state != "closed":
            self._add_button(EXTEND, tr("延期…"))
        self._bar.addStretch(1)
        if held and not self.asking:
            self._keep_focus()

    def buttons(self) -> list[QPushButton]:
        """The moves that are offered, from left to right."""
        return list(self._buttons.values())

    def _keep_focus(self) -> None:
        """The keyboard stays here when what had it goes."""
        if self._buttons:
            self.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_button(self, move: str, words: str) -> None:
        button = QPushButton(tr(words), self)
        button.clicked.connect(lambda: self.ask(move))
        self._bar.addWidget(button)
        self._buttons[move] = button

    def button(self, move: str) -> QPushButton:
        """Raises KeyError for a move that is not offered."""
        return self._buttons[move]

    # -- asking

    def asks(self, move: str) -> Mapping[str, bool]:
        return _EXTEND_ASKS if move == EXTEND else moving.needs(self.state, move)

    def ask(self, move: str) -> None:
        """Carry a move out, or ask for what it needs first."""
        asked = self.asks(move)
        self.stop_asking()
        if not asked:
            self._carry_out(move, {})
            return
        self.asking = move
        for row, (key, required) in enumerate(asked.items()):
            label = QLabel(tr(_ASKED[key]) + ("" if required else tr("（可不填）")), self._form)
            label.setObjectName("fieldTitle")
            box = _Box(self, self._outcome.replace("\n", " ") if key == moving.OUTCOME else "", self._form)
            box.setAccessibleName(tr(_ASKED[key]))
            label.setBuddy(box)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(box, row, 1)
            self.boxes[key] = box
        confirm, cancel = QPushButton(self._word_of(move), self._form), QPushButton(tr("取消"), self._form)
        confirm.setProperty("primary", True)
        confirm.clicked.connect(self.confirm)
        cancel.clicked.connect(self.stop_asking)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(confirm)
        self._grid.addLayout(line, len(asked), 0, 1, 2)
        self._form.show()
        next(
            (box for box in self.boxes.values() if not box.text()), next(iter(self.boxes.values()))
        ).setFocus()

    def _word_of(self, move: str) -> str:
        if move == EXTEND:
            return tr("同意延期")
        return tr(self._done_word if move == "closed" else _MOVES[self.state, move])

    def confirm(self) -> None:
        """Enter, or the button: carry out what is asked for."""
        self._carry_out(self.asking, {key: box.text() for key, box in self.boxes.items()})

    def _carry_out(self, move: str, answers: Mapping[str, str]) -> None:
        try:
            self._do(move, answers)
        except LedgerError as error:
            self.problem.setText(tr("{}。").format(error.message.rstrip("。")) + error.todo)
            self.problem.show()
            return
        self.stop_asking()

    def stop_asking(self) -> None:
        if _has_keyboard(self._form):
            self._keep_focus()
        self.asking = ""
        self.boxes = {}
        self.problem.hide()
        self._form.hide()
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is None:
                break
            inner, widget = item.layout(), item.widget()
            while inner is not None and inner.count():
                piece = inner.takeAt(0)
                part = piece.widget() if piece is not None else None
                if part is not None:
                    part.hide()
                    part.deleteLater()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _has_keyboard(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)


class _Box(QLineEdit):
    """Enter goes on to the next box, at the last one it confirms; Esc stops asking.

    Where an answer was refused, the first Esc brings back what the box began with, as the refusal says.
    """

    def __init__(self, strip: LifecycleStrip, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._strip, self._first = strip, text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        boxes = list(self._strip.boxes.values())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self is boxes[-1]:
                self._strip.confirm()
            else:
                boxes[boxes.index(self) + 1].setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            if self._strip.problem.isVisible() and self.text() != self._first:
                self.setText(self._first)
                self._strip.problem.hide()
            else:
                self._strip.stop_asking()
        else:
            super().keyPressEvent(event)
