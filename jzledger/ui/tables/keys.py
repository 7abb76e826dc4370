"""The keys of a table, as in a spreadsheet: in the table itself, and in the editor of a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.editing import Editing
from jzledger.ui.tables.editors import LongEditor
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.model import GridModel

K = Qt.Key
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_ARROWS = {K.Key_Up: (-1, 0), K.Key_Down: (1, 0), K.Key_Left: (0, -1), K.Key_Right: (0, 1)}
_ENTER = (K.Key_Return, K.Key_Enter)
_PAGES = {K.Key_PageUp: -1, K.Key_PageDown: 1}
_TABS = {K.Key_Tab: 1, K.Key_Backtab: -1}


class Keys:
    """Each method says whether it took the key."""

    def __init__(self, model: GridModel, cursor: Cursor, halves: Halves, editing: Editing) -> None:
        self._model, self._cursor, self._halves, self._editing = model, cursor, halves, editing
        self.more: Callable[[QKeyEvent], bool] = lambda event: False  # clipboard, filling, rows
        self.put_today: Callable[[], None] = lambda: None

    # -- in the table

    def in_table(self, event: QKeyEvent) -> bool:
        if self._editing.is_open:
            self._editing.give_focus(event)
            return True
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        shift, ctrl, alt = (bool(modifiers & one) for one in (_SHIFT, _CTRL, _ALT))
        if not self._cursor.valid:
            self._cursor.go(0, 0)
        if not self._cursor.valid:
            return False  # there is no cell at all
        if self.more(event):
            return True
        if alt:
            return self._with_alt(key, shift)
        return (
            self._moves(key, shift, ctrl)
            or self._selects(key, shift, ctrl)
            or (not ctrl and not shift and self._acts(key))
            or (not ctrl and self._types(event))
        )

    def _moves(self, key: Qt.Key, shift: bool, ctrl: bool) -> bool:
        cursor = self._cursor
        start = cursor.reach if shift else cursor.active
        last_column = len(self._model.fields) - 1
        if key in _ARROWS:
            down, right = _ARROWS[key]
            if not ctrl and not shift and right and self._fold(folded=right < 0):
                return True
            (cursor.jump if ctrl else cursor.step)(down, right, extend=shift)
        elif key in _PAGES and not ctrl:
            cursor.step(self._halves.page_lines() * _PAGES[key], 0, extend=shift)
        elif key == K.Key_Home:
            cursor.go(self._first_row() if ctrl else start.line, 0, extend=shift)
        elif key == K.Key_End:
            cursor.go(max(0, self._model.lines.last_row()) if ctrl else start.line, last_column, extend=shift)
        elif key in _TABS and not ctrl:
            cursor.tab(-1 if shift else _TABS[key])
        elif key in _ENTER and not ctrl:
            cursor.enter(-1 if shift else 1)
        else:
            return False
        return True

    def _selects(self, key: Qt.Key, shift: bool, ctrl: bool) -> bool:
        if ctrl and key == K.Key_A:
            self._cursor.select_all()
        elif key == K.Key_Space and ctrl != shift:
            self._cursor.widen("columns" if ctrl else "rows")
        else:
            return False
        return True

    def _acts(self, key: Qt.Key) -> bool:
        if key == K.Key_F2:
            self._editing.begin()
        else:
            return False
        return True

    def _with_alt(self, key: Qt.Key, shift: bool) -> bool:
        if key == K.Key_Down and not shift:
            self._editing.open_list()
        elif key in _PAGES:
            way = _PAGES[key]
            self._cursor.step(0, way * self._halves.page_columns(way), extend=shift)
        else:
            return False
        return True

    def _types(self, event: QKeyEvent) -> bool:
        text = event.text()
        backspace = event.key() == K.Key_Backspace  # which leaves the cell empty, and open
        if not backspace and not (text and text.isprintable()):
            return False
        group = self._model.line(self._cursor.active.line).group
        if group is not None and text == " ":
            return self._fold(folded=not group.folded)
        self._editing.begin_with(event)
        return True

    def _fold(self, *, folded: bool) -> bool:
        """On the title of a group Left folds, Right unfolds."""
        group = self._model.line(self._cursor.active.line).group
        if group is None:
            return False
        if group.folded != folded:
            self._model.fold(group.key, folded)
        return True

    def _first_row(self) -> int:
        return next((n for n, line in enumerate(self._model.lines.shown) if line.group is None), 0)

    # -- in the editor

    def in_editor(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        shift, ctrl, alt = (bool(modifiers & one) for one in (_SHIFT, _CTRL, _ALT))
        if key == K.Key_Escape:
            self._editing.cancel()
        elif key in _ENTER:
            self._enter(shift, ctrl, alt)
        elif key in _TABS:
            self._leave(lambda: self._cursor.tab(-1 if shift else _TABS[key]))
        elif key == K.Key_F2:
            self._editing.by_typing = False
        elif ctrl and key == K.Key_Semicolon:
            self.put_today()
        elif alt and key == K.Key_Down:
            self._editing.open_list()
        elif key in _ARROWS and not (shift or ctrl or alt):
            return self._arrow(*_ARROWS[key])
        elif key in _PAGES and not (shift or ctrl or alt) and self._editing.by_typing:
            if self._editing.finish():
                self._cursor.step(self._halves.page_lines() * _PAGES[key], 0)
        else:
            return False
        return True

    def _enter(self, shift: bool, ctrl: bool, alt: bool) -> None:
        if alt:
            self._editing.to_popup()
        elif ctrl:
            self._editing.finish(fill=True)
        else:
            self._leave(lambda: self._cursor.enter(-1 if shift else 1))

    def _leave(self, move: Callable[[], None]) -> None:
        """Commit and move, unless a name of several was just chosen or the text cannot be a value."""
        if self._editing.has_choice and self._editing.take_choice():
            return
        if self._editing.finish():
            move()

    def _arrow(self, down: int, right: int) -> bool:
        if down and self._editing.step_in_list(down):
            return True
        if self._editing.by_typing:
            if self._editing.finish():
                self._cursor.step(down, right)
            return True
        # The caret of a single line has nowhere to go up or down.
        return bool(down) and not isinstance(self._editing.editor, LongEditor)
