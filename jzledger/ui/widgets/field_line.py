"""One Field in a form: its title, its editor, and the sentence that says why a text cannot be its value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from jzledger.errors import LedgerError
from jzledger.records.fields import Field
from jzledger.records.kinds import DAYS, LIGHT
from jzledger.rules.context import Context
from jzledger.ui.tables import suggestions
from jzledger.ui.tables.editors import OfferList
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.shown import days_left, tip
from jzledger.ui.texts import tr

SHAPES = {"red": "▲", "amber": "◆", "green": "●", "undated": "○", "closed": "✓"}
_LONG_LINES = 2.6
_WIDE = 16  # characters of half a 汉字: a column so wide in a table has a whole line in a form
_OWN_KEYS = {Qt.Key.Key_Escape, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Host(Protocol):
    """The form around the line."""

    look: Look

    def context(self) -> Context: ...

    def suggestions(self, field: Field) -> Sequence[str]: ...

    def write(self, field: Field, seen: Any, value: Any) -> None:
        """Write the value; raises LedgerError."""


class FieldLine(QObject):
    """`label`, `editor` and `problem` are laid out by the form."""

    stepped = Signal(int)  # PgUp, PgDn
    left = Signal()  # Esc where there is nothing to give up

    def __init__(self, field: Field, host: Host, editable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self._host = field, host
        self.seen: Any = None
        self._words: list[str] = []
        self._offers: list[suggestions.Offer] = []
        self._list: OfferList | None = None
        self._busy = False
        self.label = QLabel(field.title, parent)
        self.label.setObjectName("fieldTitle")
        self.label.setToolTip(field.help)
        self.problem = QLabel(parent)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.editor: QLineEdit | QPlainTextEdit | QLabel
        if not editable:
            self.editor = _shown(parent)
        elif field.kind.editor == "long":
            self.editor = QPlainTextEdit(parent)
            self.editor.setObjectName("fieldText")
            self.editor.setTabChangesFocus(True)
            self.editor.setFixedHeight(round(host.look.metrics.lineSpacing() * _LONG_LINES) + 8)
            self.editor.textChanged.connect(self.problem.hide)
        else:
            self.editor = QLineEdit(parent)
            self.editor.textEdited.connect(self._edited)
        self.editor.setAccessibleName(field.title)
        self.label.setBuddy(self.editor)
        if editable:
            self.editor.installEventFilter(self)

    @property
    def editable(self) -> bool:
        return not isinstance(self.editor, QLabel)

    @property
    def wide(self) -> bool:
        """Does it take a whole line of the form?"""
        return self.tall or self.field.width >= _WIDE

    @property
    def tall(self) -> bool:
        """Does it have several lines?"""
        return isinstance(self.editor, QPlainTextEdit)

    # -- what it shows

    def show_value(self, value: Any) -> None:
        """Take over what the ledger holds; a text under way stays, and is checked against what its writer saw."""
        if self.is_dirty():
            return
        self.seen = value
        self._fill()

    def give_up(self) -> None:
        """What stood there stands there again."""
        self._fill()

    def _fill(self) -> None:
        self.problem.hide()
        self._drop_list()
        if isinstance(self.editor, QLabel):
            self.editor.setText(self._words_of(self.seen))
            if self.field.kind is LIGHT:
                ink = self._host.look.theme.light_ink.get(self.seen, self._host.look.theme.text)
                self.editor.setStyleSheet(f"color: {ink}; font-weight: 600;")
        elif isinstance(self.editor, QPlainTextEdit):
            if self.editor.toPlainText() != self._typed():
                self.editor.setPlainText(self._typed())
        elif self.editor.text() != self._typed():
            self.editor.setText(self._typed())
            self.editor.setCursorPosition(0)
        self.editor.setToolTip(tip(self.field, self.seen, self._host.context()))

    def _words_of(self, value: Any) -> str:
        if self.field.kind is DAYS:
            return days_left(value)
        words = self.field.kind.show(value)
        return f"{SHAPES[value]} {words}" if self.field.kind is LIGHT and value else words or "—"

    def _typed(self) -> str:
        typed = self.field.kind.typed(self.seen)
        return typed if isinstance(self.editor, QPlainTextEdit) else typed.replace("\n", " ")

    def text(self) -> str:
        return self.editor.toPlainText() if isinstance(self.editor, QPlainTextEdit) else self.editor.text()

    def is_dirty(self) -> bool:
        return self.editable and self.text() != self._typed()

    # -- ending

    def finish(self) -> bool:
        """Write what was typed; False where it cannot be a value and stays."""
        self._drop_list()
        if not self.is_dirty() or self._busy:
            return True
        self._busy = True
        try:
            value = self.field.kind.parse(self.text(), self._host.context())
            if value == self.seen or (value is None and not self._typed()):
                self._fill()
                return True
            self._host.write(self.field, self.seen, value)
        except LedgerError as error:
            self._say(error)
            return False
        finally:
            self._busy = False
        # Until the ledger tells what it made of the text, this is what stands there.
        self.problem.hide()
        return True

    def accept_seen(self, value: Any) -> None:
        """The clerk has been told that this is what stands there now: the next attempt writes over it."""
        self.seen = value

    def _say(self, error: LedgerError) -> None:
        self.problem.setText(tr("{}。").format(error.message.rstrip("。")) + error.todo)
        self.problem.show()
        self.editor.setAccessibleDescription(self.problem.text())

    # -- the list of words

    def _edited(self, text: str) -> None:
        self.problem.hide()
        if not suggestions.is_listed(self.field):
            return
        typed = suggestions.part_typed(self.field, text)
        if not typed:
            self._drop_list()
            return
        self._show_list(typed)

    def _show_list(self, typed: str) -> None:
        if not self._words:
            self._words = suggestions.words_of(self.field, self._host.suggestions(self.field))
        self._offers = suggestions.offers(self.field, self._words, typed)
        if not self._offers:
            self._drop_list()
            return
        window = self.editor.window()
        if self._list is None:
            self._list = OfferList(self._host.look, window)
            self._list.picked.connect(self._clicked)
        chosen = suggestions.chosen_at_once(self.field, self._words, typed, self._offers)
        where = QRect(self.editor.mapTo(window, self.editor.rect().topLeft()), self.editor.size())
        self._list.offer(self._offers, chosen, where, window.rect())

    @property
    def offered(self) -> list[str]:
        return [offer.word for offer in self._offers] if self._list is not None else []

    def _clicked(self, place: int) -> None:
        if self._list is not None:
            self._list.setCurrentRow(place)
            self._take_choice()
            self.finish()

    def _take_choice(self) -> bool:
        """Put the chosen word into the editor; False where none is chosen."""
        if self._list is None or self._list.currentRow() < 0 or not isinstance(self.editor, QLineEdit):
            return False
        word = self._offers[self._list.currentRow()].word
        self.editor.setText(suggestions.completed(self.field, self.editor.text(), word))
        self._drop_list()
        return True

    def _drop_list(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list, self._offers, self._words = None, [], []

    # -- keys and focus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _OWN_KEYS:
                event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and not self._passing(event):
            self.finish()
        return False

    def _passing(self, event: QEvent) -> bool:
        """Focus that leaves with the window comes back by itself."""
        return getattr(event, "reason", lambda: None)() in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        )

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self._list is not None:
                self._drop_list()
            elif self.is_dirty():
                self.give_up()
            else:
                self.left.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepped.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif self._list is not None and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if suggestions.is_listed(self.field):
                self._show_list("")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(event)
        else:
            if key == Qt.Key.Key_Tab:
                self._take_choice()
            return False
        return True

    def _enter(self, event: QKeyEvent) -> bool:
        """Enter writes and goes on; in long text it breaks the line, and Ctrl+Enter goes on."""
        if (
            isinstance(self.editor, QPlainTextEdit)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            return False
        if self._take_choice() and self.field.kind.editor == "names":
            return True  # another name may follow
        if self.finish():
            self.editor.focusNextChild()
        return True


def _shown(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("fieldShown")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
