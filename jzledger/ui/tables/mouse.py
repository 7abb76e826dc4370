"""The mouse in a table: click, drag over the border of the halves, Shift and Ctrl, double click, folding."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QMouseEvent

from jzledger.ui.tables.commands import Commands
from jzledger.ui.tables.cursor import Cursor, Range, Spot
from jzledger.ui.tables.editing import Editing
from jzledger.ui.tables.half import Half
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.model import GridModel

_SCROLL_MILLISECONDS = 50
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Mouse(QObject):
    """While the left button is down, the selection follows the pointer; outside of the view it scrolls on."""

    def __init__(
        self, model: GridModel, cursor: Cursor, halves: Halves, editing: Editing, commands: Commands
    ) -> None:
        super().__init__(halves)
        self._commands = commands
        self._filled_from: Range | None = None  # the selection whose handle is dragged
        self._model, self._cursor, self._halves, self._editing = model, cursor, halves, editing
        self._dragging = False
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_MILLISECONDS)
        self._timer.timeout.connect(lambda: self._follow(QCursor.pos()))

    def press(self, half: Half, event: QMouseEvent) -> None:
        if not self._editing.finish():
            self._editing.take_focus_back()
            return
        if self._takes_handle(half, event):
            self._filled_from = self._cursor.ranges()[0]
            return
        index = half.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        spot = Spot(index.row(), index.column())
        if event.button() == Qt.MouseButton.RightButton:
            if not self._cursor.contains(spot):
                self._cursor.go(*spot)
            self._commands.menu_asked.emit(event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton:
            modifiers = event.modifiers()
            self._cursor.go(*spot, extend=bool(modifiers & _SHIFT), add=bool(modifiers & _CTRL))
            self._dragging = not self.toggle(spot.line)

    def drag(self, half: Half, event: QMouseEvent) -> None:
        if not self._dragging and self._filled_from is None:
            over = self._commands.overlay.grasp_rect(half).contains(event.position().toPoint())
            half.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
            return
        at = event.globalPosition().toPoint()
        inside = half.viewport().mapFromGlobal(at).y()
        if 0 <= inside < half.viewport().height():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self._follow(at)

    def release(self) -> None:
        self._dragging = False
        self._timer.stop()
        start, filled = self._filled_from, self._commands.overlay.filling
        self._filled_from = self._commands.overlay.filling = None
        if start is not None and filled is not None:
            self._commands.filling.drag(start, filled)
            self._halves.refresh()

    def double_click(self, half: Half, event: QMouseEvent) -> None:
        if self._takes_handle(half, event):
            self._commands.filling.to_end(self._cursor.ranges()[0])
            return
        index = half.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and not self._editing.is_open:
            self._cursor.go(index.row(), index.column())
            if self._model.line(index.row()).group is None:
                self._editing.begin()

    def _takes_handle(self, half: Half, event: QMouseEvent) -> bool:
        left = event.button() == Qt.MouseButton.LeftButton
        return left and self._commands.overlay.grasp_rect(half).contains(event.position().toPoint())

    def toggle(self, line: int) -> bool:
        """Fold or unfold the group that this line is the title of; False where it is none."""
        group = self._model.line(line).group
        if group is None:
            return False
        self._model.fold(group.key, not group.folded)
        return True

    def _follow(self, at: QPoint) -> None:
        spot = self._halves.spot_near(at)
        viewport = self._halves.right.viewport()
        y = viewport.mapFromGlobal(at).y()
        beyond = -1 if y < 0 else 1 if y >= viewport.height() else 0
        target = Spot(spot.line + beyond, spot.column)
        if self._filled_from is not None:
            self._commands.overlay.filling = self._commands.filling.reach(self._filled_from, target)
            self._halves.refresh()
            return
        if target != self._cursor.reach:
            self._cursor.go(*target, extend=True)
