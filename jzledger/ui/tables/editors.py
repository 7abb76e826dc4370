"""The editors of a cell: a line, a popup for long text, the list of words below, and the sentence that says no.

Each is a line edit or plain text, because only these take the first composition of an input method rightly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from jzledger.ui.tables.look import PADDING, Look
from jzledger.ui.tables.suggestions import Offer

TakesKey = Callable[[QKeyEvent], bool]
_BORDER = 2
_MOST_SHOWN = 10
_LONG_LINES = 6
_LONG_EMS = 24
_PROBLEM_EMS = 26
# Focus that leaves for these comes back by itself.
_PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
# What would fill or delete cells with Ctrl in the table does nothing while a text is typed, as in a spreadsheet.
_NOT_WHILE_TYPING = {
    Qt.Key.Key_D,
    Qt.Key.Key_R,
    Qt.Key.Key_Minus,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Equal,
}
# Keys that belong to the editor although a menu has them, too.
_OWN_KEYS = {
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_F2,
}


class LineEditor(QLineEdit):
    """One line. `left` when the focus went elsewhere."""

    left = Signal()

    def __init__(self, text: str, look: Look, take_key: TakesKey, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._take_key = take_key
        self.composing = False
        self._preedit = ""
        self._cell, self._bounds = QRect(), QRect()
        self.setFrame(False)
        self.set_look(look)
        self.textChanged.connect(self._widen)

    def set_look(self, look: Look) -> None:
        self.setFont(look.font)
        # The line edit itself keeps two pixels beside its text.
        self.setStyleSheet(_style("QLineEdit", look, PADDING - _BORDER - 2))

    def text_now(self) -> str:
        return self.text()

    def place_over(self, cell: QRect, bounds: QRect) -> None:
        self._cell, self._bounds = cell, bounds
        self.setGeometry(cell)
        self._widen()

    def _widen(self) -> None:
        """As in a spreadsheet, a text longer than its cell lies over the cells to the right, as far as they are seen."""
        wanted = self.fontMetrics().horizontalAdvance(self.text() + self._preedit) + 2 * PADDING + _BORDER
        room = self._bounds.right() - self._cell.left() + 1
        self.resize(max(self._cell.width(), min(wanted, room)), self._cell.height())

    def event(self, event: QEvent) -> bool:
        return _keeps(event) or super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab moves in the table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.composing and not self._take_key(event):
            super().keyPressEvent(event)
        event.accept()  # or the table would take it

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        self.composing = bool(self._preedit)
        super().inputMethodEvent(event)
        self._widen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()


class LongEditor(QPlainTextEdit):
    """Many lines, over the cell and below it. `left` when the focus went elsewhere."""

    left = Signal()

    def __init__(self, text: str, look: Look, take_key: TakesKey, parent: QWidget) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self.composing = False
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(3)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        self.setFont(look.font)
        self.setStyleSheet(_style("QPlainTextEdit", look, PADDING - _BORDER - 3))
        self._size = QSize(look.em * _LONG_EMS, look.metrics.lineSpacing() * _LONG_LINES + 2 * PADDING)

    def text_now(self) -> str:
        return self.toPlainText()

    def place_over(self, cell: QRect, bounds: QRect) -> None:
        """From the cell's corner, moved as far as needed to stay within `bounds`."""
        rect = QRect(cell.topLeft(), cell.size().expandedTo(self._size).boundedTo(bounds.size()))
        self.setGeometry(_moved_into(rect, bounds))

    def event(self, event: QEvent) -> bool:
        return _keeps(event) or super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.composing and not self._take_key(event):
            super().keyPressEvent(event)
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()


class OfferList(QListWidget):
    """Words below the editor. It never takes the focus, so a composition goes on undisturbed. `picked(place)`."""

    picked = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("completions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFont(look.font)
        self._look = look
        self._wanted = self._height = 0
        self.setStyleSheet(
            f"QListWidget {{ background: {look.theme.surface}; color: {look.theme.text};"
            f" border: 1px solid {look.theme.edge}; outline: none; }}"
            f" QListWidget::item {{ padding: 0 {PADDING - 1}px; }}"
            f" QListWidget::item:selected {{ background: {look.theme.selection}; color: {look.theme.text}; }}"
        )
        self.itemClicked.connect(lambda item: self.picked.emit(self.row(item)))
        self.hide()

    def offer(self, offers: Sequence[Offer], chosen: int, cell: QRect, bounds: QRect) -> None:
        """Show these below the cell, or above it where there is more room; `chosen` -1 = none of them."""
        self.clear()
        row = QSize(0, self._look.metrics.height() + 5)
        for offer in offers:
            item = QListWidgetItem(offer.label, self)
            item.setSizeHint(row)
        self.setCurrentRow(chosen)
        self.setVisible(bool(offers))
        widest = max((self._look.advance(offer.label) for offer in offers), default=0)
        bar = self.verticalScrollBar().sizeHint().width() if len(offers) > _MOST_SHOWN else 0
        self._wanted = min(widest + 4 * PADDING + bar, self._look.em * _LONG_EMS)
        self._height = row.height() * min(len(offers), _MOST_SHOWN) + 2
        self.place(cell, bounds)
        self.raise_()

    def place(self, cell: QRect, bounds: QRect) -> None:
        size = QSize(max(cell.width(), self._wanted), self._height)
        self.setGeometry(_beside(cell, size, bounds))

    def step(self, down: int) -> None:
        """The next word; past the ends none is chosen and what was typed counts."""
        places = self.count() + 1
        self.setCurrentRow((self.currentRow() + 1 + down) % places - 1)


class Problem(QLabel):
    """One sentence below a cell whose text cannot be its value."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellProblem")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(look.font)
        ink, fill = look.theme.light_ink["red"], look.theme.light_fill["red"]
        self.setStyleSheet(
            f"QLabel {{ background: {fill}; color: {ink}; border: 1px solid {ink}; border-radius: 3px; padding: 4px 7px; }}"
        )
        self._most = look.em * _PROBLEM_EMS
        self.hide()

    def say(self, sentence: str, cell: QRect, bounds: QRect) -> None:
        self.setText(sentence)
        self.ensurePolished()
        self.place(cell, bounds)
        self.show()
        self.raise_()

    def place(self, cell: QRect, bounds: QRect) -> None:
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + 2 * PADDING + 6
        width = min(self._most, bounds.width(), wanted)
        self.setGeometry(_beside(cell, QSize(width, self.heightForWidth(width)), bounds))


def _keeps(event: QEvent) -> bool:
    """Take a key before a menu does."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    key, modifiers = event.key(), event.modifiers()
    acts = modifiers & Qt.KeyboardModifier.ControlModifier and not modifiers & Qt.KeyboardModifier.AltModifier
    # Ctrl+Shift+D and the like are other verbs; only inserting rows has Shift.
    rows = key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
    shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if key in _OWN_KEYS or (acts and key in _NOT_WHILE_TYPING and (rows or not shifted)):
        event.accept()
        return True
    return False


def _style(selector: str, look: Look, padding: int) -> str:
    theme = look.theme
    return (
        f"{selector} {{ border: {_BORDER}px solid {theme.accent}; border-radius: 0; padding: 0 {padding}px;"
        f" min-height: 0; background: {theme.surface}; color: {theme.text};"
        f" selection-background-color: {theme.accent}; selection-color: {theme.surface}; }}"
    )


def _moved_into(rect: QRect, bounds: QRect) -> QRect:
    left = max(bounds.left(), min(rect.left(), bounds.right() + 1 - rect.width()))
    top = max(bounds.top(), min(rect.top(), bounds.bottom() + 1 - rect.height()))
    return QRect(left, top, rect.width(), rect.height())


def _beside(cell: QRect, size: QSize, bounds: QRect) -> QRect:
    """Below a cell; above it where only there is room."""
    below = bounds.bottom() - cell.bottom()
    above = cell.top() - bounds.top()
    top = cell.bottom() + 1 if size.height() <= below or below >= above else cell.top() - size.height()
    return _moved_into(QRect(cell.left(), top, size.width(), size.height()), bounds)
