"""What hands and an input method do to a widget."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jzledger.ui.tables.grid import Grid

Key, Mod = Qt.Key, Qt.KeyboardModifier
NONE, SHIFT, CTRL, ALT = Mod.NoModifier, Mod.ShiftModifier, Mod.ControlModifier, Mod.AltModifier


def compose(widget: QWidget, text: str, preedit: str = "") -> None:
    """An input method shows `preedit` and then commits `text`. (Chinese through key events aborts Qt's test library.)"""
    if preedit:
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def target(grid: Grid) -> QWidget:
    """Where the keyboard goes: the open editor, else the half of the table with the current cell."""
    editor = grid.editing.editor
    return editor if editor is not None else grid.halves.half_of(max(0, grid.cell_cursor.active.column))


def press(grid: Grid, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(target(grid), key, modifiers)


def write(grid: Grid, text: str, preedit: str = "") -> None:
    """Type into the current cell: Latin by keys, anything else as an input method does."""
    if text.isascii() and not preedit:
        for sign in text:
            QTest.keyClicks(target(grid), sign)
    else:
        compose(target(grid), text, preedit)


def shown(grid: Grid, row_id: str, key: str) -> str:
    """What a cell of the table shows."""
    place = grid.model.lines.place_of(row_id)
    assert place is not None, "the row is not shown"
    column = next(n for n, field in enumerate(grid.model.fields) if field.key == key)
    return grid.model.line(place).shown[column]
