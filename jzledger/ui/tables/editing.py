"""Editing a cell: from the first key to the value committed, or to the sentence that says why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from jzledger.errors import ChangedElsewhere, LedgerError
from jzledger.records.fields import Field
from jzledger.ui.tables import suggestions
from jzledger.ui.tables.conflict import Conflict
from jzledger.ui.tables.cursor import Cursor, Spot
from jzledger.ui.tables.editors import LineEditor, LongEditor, OfferList, Problem, TakesKey
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.model import GridModel
from jzledger.ui.tables.source import Edit
from jzledger.ui.texts import tr


class _Cell(NamedTuple):
    """The cell being edited, as it was when editing began. `row_id` "" = the ＊ line."""

    spot: Spot
    field: Field
    row_id: str
    seen: Any
    text: str


class Editing(QObject):
    """At most one editor is open. A text that cannot be a value stays in it until it is mended or given up."""

    closed = Signal()
    edited = Signal(str, str, bool, str)  # row id ("" = the ＊ line), column, was the cell empty, text so far
    message = Signal(str)

    def __init__(self, model: GridModel, cursor: Cursor, halves: Halves, look: Look) -> None:
        super().__init__(halves)
        self._model, self._cursor, self._halves, self._look = model, cursor, halves, look
        self._cell: _Cell | None = None
        self._editor: LineEditor | LongEditor | None = None
        self._list: OfferList | None = None
        self._problem: Problem | None = None
        self.conflict: Conflict | None = None  # asks which of two values shall stand
        self._words: list[str] = []
        self._offers: list[suggestions.Offer] = []
        self._busy = False
        self.by_typing = False  # then arrows commit and move
        self.take_key: TakesKey = lambda event: False
        halves.moved.connect(self.place)
        cursor.changed.connect(self._hide_problem)

    # -- state

    @property
    def look(self) -> Look:
        return self._look

    @look.setter
    def look(self, look: Look) -> None:
        """Theme or zoom changed, perhaps below an open editor."""
        self._look = look
        if self._editor is not None:
            self._editor.set_look(look)
        self._drop_list()
        self._hide_problem()
        self._drop_conflict()

    @property
    def is_open(self) -> bool:
        return self._editor is not None

    @property
    def editor(self) -> LineEditor | LongEditor | None:
        return self._editor

    @property
    def problem(self) -> str:
        """The sentence shown at the cell; "" without one."""
        return self._problem.text() if self._problem is not None else ""

    @property
    def offered(self) -> list[str]:
        """The words of the list that is open."""
        return [offer.word for offer in self._offers] if self._list is not None else []

    @property
    def has_choice(self) -> bool:
        """Is a word of the list chosen?"""
        return self._list is not None and self._list.currentRow() >= 0

    # -- beginning

    def begin(self, *, typing: bool = False, focus: bool = True) -> bool:
        """Open the editor of the current cell: by `typing` everything is selected, else the caret is at the end."""
        if not self._cursor.valid or not self.finish():
            return False
        spot = self._cursor.active
        line, field = self._model.line(spot.line), self._model.fields[spot.column]
        if line.group is not None:
            self.message.emit(tr("这是一组的标题，不能填写；请在它下面的行里填。"))
            return False
        if not field.editable:
            self.message.emit(tr("“{}”由程序判定，不能填写。").format(field.title))
            return False
        seen = line.value(spot.column)
        self._cell = _Cell(spot, field, line.id(), seen, field.kind.typed(seen))
        self.by_typing = typing
        self._halves.show_cell(spot)
        if field.kind.editor == "long" and not typing:
            self._open(LongEditor(self._cell.text, self._look, self.take_key, self._halves), focus)
        else:
            self._open(self._line_editor(self._cell.text), focus)
        return True

    def begin_with(self, event: QKeyEvent) -> bool:
        """Typing begins: the key itself is not lost."""
        if not self.begin(typing=True) or self._editor is None:
            return False
        QApplication.sendEvent(self._editor, event)
        return True

    def compose(self, event: QInputMethodEvent) -> bool:
        """An input method begins in the table. Focus moves only after its first composition, which it would break."""
        if not self.is_open:
            if not event.preeditString() and not event.commitString():
                return False
            if not self.begin(typing=True, focus=False):
                return False
        editor = self._editor
        assert editor is not None
        QApplication.sendEvent(editor, event)
        if not editor.composing and not editor.text_now():
            self.cancel()  # the composition was given up: what stood there stays
        elif not editor.composing:
            editor.setFocus()
        return True

    def give_focus(self, event: QKeyEvent) -> None:
        """A key came to the table while the editor is open: it belongs to the editor, or to the composition in it."""
        if self._editor is not None and not self._editor.composing:
            self._editor.setFocus()
            QApplication.sendEvent(self._editor, event)

    def to_popup(self) -> None:
        """Alt+Enter: a line break in long text; a line editor hands text and caret over to the popup."""
        if self._cell is None or self._cell.field.kind.editor != "long":
            return
        if isinstance(self._editor, LineEditor):
            text, caret = self._editor.text(), self._editor.cursorPosition()
            self._drop_editor()
            editor = LongEditor(text, self._look, self.take_key, self._halves)
            at = editor.textCursor()
            at.setPosition(caret)
            editor.setTextCursor(at)
            self.by_typing = False
            self._open(editor, True)
        if isinstance(self._editor, LongEditor):
            self._editor.insertPlainText("\n")

    def _line_editor(self, text: str) -> LineEditor:
        assert self._cell is not None
        parent = self._halves.half_of(self._cell.spot.column).viewport()
        # A line edit shows one line; what was broken over several comes together as in the cell.
        editor = LineEditor(text.replace("\n", " "), self._look, self.take_key, parent)
        if self.by_typing:
            editor.selectAll()
        else:
            editor.end(False)
        editor.textEdited.connect(self._edited)
        return editor

    def _open(self, editor: LineEditor | LongEditor, focus: bool) -> None:
        assert self._cell is not None
        self._editor = editor
        editor.setAccessibleName(self._cell.field.title)
        editor.left.connect(self.finish)
        if isinstance(editor, LongEditor):
            editor.textChanged.connect(self._hide_problem)
            editor.textChanged.connect(lambda: self._tell_text(editor.text_now()))
        self.place()
        editor.show()
        if focus:
            editor.setFocus()

    # -- the list of words

    def open_list(self) -> None:
        """Alt+Down: all words of a list cell."""
        opened = self._cell is None
        if opened and not self.begin():
            return
        assert self._cell is not None
        if suggestions.is_listed(self._cell.field) and isinstance(self._editor, LineEditor):
            if opened and self._cell.field.kind.editor == "list":
                self._editor.selectAll()  # what is typed now looks for another word
            self._show_list("", -1)

    def step_in_list(self, down: int) -> bool:
        """Choose the next word; False where no list is open."""
        if self._list is None:
            return False
        self._list.step(down)
        return True

    def take_choice(self) -> bool:
        """Put the chosen word into the editor. True where it now waits for another name."""
        cell, editor = self._cell, self._editor
        assert cell is not None and self._list is not None and isinstance(editor, LineEditor)
        word = self._offers[self._list.currentRow()].word
        editor.setText(suggestions.completed(cell.field, editor.text(), word))
        self._drop_list()
        return cell.field.kind.editor == "names"

    def _tell_text(self, text: str) -> None:
        if self._cell is not None:
            self.edited.emit(self._cell.row_id, self._cell.field.key, not self._cell.text, text)

    def _edited(self, text: str) -> None:
        self._hide_problem()
        if self._cell is not None and not self._is_in_sight():
            self._halves.show_cell(self._cell.spot)
        self._tell_text(text)
        cell = self._cell
        if cell is None or not suggestions.is_listed(cell.field):
            return
        typed = suggestions.part_typed(cell.field, text)
        if typed:
            words = self._load_words(cell.field)
            offered = suggestions.offers(cell.field, words, typed)
            self._show_list(typed, suggestions.chosen_at_once(cell.field, words, typed, offered))
        else:
            self._drop_list()

    def _load_words(self, field: Field) -> list[str]:
        if not self._words:
            try:
                self._words = suggestions.words_of(field, self._model.source.suggestions(field))
            except LedgerError as error:
                self.message.emit(str(error))
        return self._words

    def _show_list(self, typed: str, chosen: int) -> None:
        cell = self._cell
        assert cell is not None
        self._offers = suggestions.offers(cell.field, self._load_words(cell.field), typed)
        if not self._offers:
            self._drop_list()
            return
        window = self._halves.window()
        if self._list is None:
            self._list = OfferList(self._look, window)
            self._list.picked.connect(self._clicked)
        self._list.offer(self._offers, chosen, self._cell_in(window), window.rect())

    def _clicked(self, place: int) -> None:
        if self._list is not None:
            self._list.setCurrentRow(place)
            if not self.take_choice():
                self.finish()

    def _drop_list(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list, self._offers = None, []

    # -- ending

    def finish(self, *, fill: bool = False) -> bool:
        """Commit and close; False where the text cannot be a value and stays. `fill`: into every selected cell."""
        if self._editor is None or self._cell is None:
            return True
        if self._busy:
            return False
        text = self._editor.text_now()
        others = self._others_selected() if fill else []
        if not others and text == self._shown_at_first() and self.conflict is None:
            self._close()
            return True
        self._busy = True
        try:
            self._commit(text, [self._cell, *others])
        except ChangedElsewhere as error:
            if not self._ask_which(error, text):
                self._say(error)
            return False
        except LedgerError as error:
            self._say(error)
            return False
        finally:
            self._busy = False
        self._close()
        return True

    def take_focus_back(self) -> None:
        """After a click beside a text that cannot be a value."""
        if self._editor is not None:
            self._editor.setFocus()

    def cancel(self) -> None:
        """Esc: what stood there stands there again."""
        self._close()

    def _shown_at_first(self) -> str:
        assert self._cell is not None
        return self._cell.text.replace("\n", " ") if isinstance(self._editor, LineEditor) else self._cell.text

    def _others_selected(self) -> list[_Cell]:
        """The other selected cells that can be written."""
        assert self._cell is not None
        found = []
        for spot in self._cursor.selected_cells():
            field, line = self._model.fields[spot.column], self._model.line(spot.line)
            if field.editable and spot != self._cell.spot:
                found.append(_Cell(spot, field, line.id(), line.value(spot.column), ""))
        return found

    def _commit(self, text: str, cells: Sequence[_Cell]) -> None:
        """Raises LedgerError; then nothing was written."""
        context = self._model.source.context()
        values = [cell.field.kind.parse(text, context) for cell in cells]
        edits = [
            Edit(cell.row_id, cell.field.key, cell.seen, value)
            for cell, value in zip(cells, values, strict=True)
            if cell.row_id
        ]
        first, staying = cells[0], self._model.lines.staying
        if not first.row_id and values[0] is not None:
            made = self._model.source.add({first.field.key: values[0]}, self._row_above())
            staying.touched.add(made)
            self._cursor.expect(made)
        if edits:
            staying.touched.update(edit.row_id for edit in edits)
            self._model.source.commit(edits)

    def _row_above(self) -> str:
        """Id of the last row, from which a new one inherits."""
        return next((row_id for line in reversed(self._model.lines.shown) if (row_id := line.id())), "")

    def _close(self) -> None:
        if self._editor is None:
            return
        had_focus = self._editor.hasFocus()
        column = self._cell.spot.column if self._cell else 0
        self._drop_editor()
        self._hide_problem()
        self._drop_conflict()
        self._cell, self._words = None, []
        if had_focus:
            self._halves.half_of(column).setFocus()
        self.closed.emit()

    def _drop_editor(self) -> None:
        editor, self._editor = self._editor, None
        self._drop_list()
        if editor is not None:
            editor.left.disconnect(self.finish)
            editor.hide()
            editor.deleteLater()

    # -- beside the cell

    def place(self) -> None:
        """Editor, list and sentence follow their cell."""
        if self._editor is None or self._cell is None:
            return
        if isinstance(self._editor, LongEditor):
            self._editor.place_over(self._cell_in(self._halves), self._halves.rect())
        else:
            half = self._halves.half_of(self._cell.spot.column)
            self._editor.place_over(self._halves.cell_rect(self._cell.spot), half.viewport().rect())
        self._place_beside()

    def _place_beside(self) -> None:
        """List, sentence and question stay at their cell, and go where it is out of sight."""
        if not self._is_in_sight():
            self._drop_list()
            self._hide_problem()
            self._drop_conflict()
            return
        window = self._halves.window()
        for one in (self._list, self._problem, self.conflict):
            if one is not None:
                one.place(self._cell_in(window), window.rect())

    def _is_in_sight(self) -> bool:
        if self._cell is None or not self._halves.isVisible():
            return False
        if isinstance(self._editor, LongEditor):
            return True  # it stays within the table
        viewport = self._halves.half_of(self._cell.spot.column).viewport()
        return viewport.rect().intersects(self._halves.cell_rect(self._cell.spot))

    def _cell_in(self, widget: QWidget) -> QRect:
        """The current cell in coordinates of a widget around it."""
        spot = self._cell.spot if self._cell else self._cursor.active
        viewport = self._halves.half_of(spot.column).viewport()
        rect = self._halves.cell_rect(spot)
        if isinstance(self._editor, LongEditor) and widget is not self._halves:
            viewport, rect = self._halves, self._editor.geometry()
        return QRect(viewport.mapTo(widget, rect.topLeft()), rect.size())

    def _ask_which(self, error: ChangedElsewhere, text: str) -> bool:
        """Both values at the cell; False where the conflict is not about the cell being edited."""
        cell, found = self._cell, [pair for pair in error.cells if isinstance(pair, tuple)]
        if cell is None or len(found) != 1:
            return False
        other, now = found[0]
        if (other.row_id, other.key) != (cell.row_id, cell.field.key):
            return False
        self._drop_list()
        self._drop_conflict()
        self._halves.show_cell(cell.spot)
        window = self._halves.window()
        asking = self.conflict = Conflict(self._look, window)
        asking.mine_wanted.connect(lambda: self._take_mine(now))
        asking.theirs_wanted.connect(self.cancel)
        who = self._model.source.last_change(cell.row_id, cell.field.key)
        asking.ask(text, cell.field.kind.show(now), who, self._cell_in(window), window.rect())
        if self._editor is not None:
            self._editor.setAccessibleDescription(asking.text())
        self.message.emit(asking.text())
        return True

    def _take_mine(self, now: Any) -> None:
        """What was typed, over what stands there now."""
        if self._cell is not None:
            self._drop_conflict()
            self._cell = self._cell._replace(seen=now)
            self.finish()

    def _drop_conflict(self) -> None:
        if self.conflict is not None:
            self.conflict.hide()
            self.conflict.deleteLater()
            self.conflict = None

    def _say(self, error: LedgerError) -> None:
        sentence = tr("{}。").format(error.message.rstrip("。")) + error.todo
        window = self._halves.window()
        self._drop_list()
        if self._cell is not None and self._halves.isVisible():  # not over another page
            self._halves.show_cell(self._cell.spot)
            if self._problem is None:
                self._problem = Problem(self._look, window)
            self._problem.say(sentence, self._cell_in(window), window.rect())
        if self._editor is not None:
            self._editor.setAccessibleDescription(sentence)
        self.message.emit(sentence)

    def _hide_problem(self) -> None:
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None
