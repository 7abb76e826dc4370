"""How high the rows of a table are: one line, or as many as their long texts need.

Only rows on screen and two pages around are measured, on a timer, so that 100,000 rows cost no more than 100. The view
keeps heights by row number: after every change of order they are forgotten and measured anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from jzledger.ui.tables.frame import visible_lines
from jzledger.ui.tables.halves import Halves
from jzledger.ui.tables.lines import Line
from jzledger.ui.tables.look import PADDING, Look
from jzledger.ui.tables.model import GridModel

_PAGES = 2  # measured above and below the screen


class RowHeights(QObject):
    """Both halves get the same heights, and the row at the top of the screen stays there."""

    def __init__(self, model: GridModel, halves: Halves, look: Look) -> None:
        super().__init__(halves)
        self._model, self._halves, self.look = model, halves, look
        self.wrapped: frozenset[str] = frozenset()  # keys of the columns whose texts are broken into lines
        self._known: set[int] = set()  # lines that have been measured
        self._tall: set[int] = set()  # and those of them that are not one line high
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.measure)
        halves.moved.connect(self._later)
        model.dataChanged.connect(lambda first, last: self._changed(first.row(), last.row()))

    @property
    def wraps(self) -> bool:
        return bool(self.wrapped)

    def set_wrapped(self, keys: Iterable[str]) -> None:
        wanted = frozenset(keys)
        if wanted != self.wrapped:
            self.wrapped = wanted
            self.forget()
            self.measure()

    def forget(self) -> None:
        """All rows are one line high again, until they are measured. The row at the top stays there."""
        self._known.clear()
        held = self.hold()
        rows = self._halves.right.rows
        for number in self._tall:
            if number < rows.count():
                rows.resizeSection(number, self.look.row_height)
        self._tall.clear()
        self.put_back(held)
        self._later()

    def widths_changed(self) -> None:
        self._known.clear()
        self._later()

    def measure(self) -> None:
        """Rows on screen and two pages around."""
        self._timer.stop()
        first, last = visible_lines(self._halves.right)
        if self.wraps and last >= first:
            page = last - first + 1
            self.measure_lines(first - _PAGES * page, last + _PAGES * page)

    def measure_lines(self, first: int, last: int) -> None:
        """These lines, as far as they are not known yet."""
        first, last = max(0, first), min(last, self._model.rowCount() - 1)
        wanted = [line for line in range(first, last + 1) if line not in self._known]
        if not self.wraps or not wanted:
            return
        columns = self._columns()
        rows = self._halves.right.rows
        held = self.hold()
        resized = False
        for number in wanted:
            height = self._height(self._model.line(number), columns)
            if height != rows.sectionSize(number):
                rows.resizeSection(number, height)
                resized = True
            (self._tall.add if height > self.look.row_height else self._tall.discard)(number)
        self._known.update(wanted)
        if resized:
            self.put_back(held)
            self._halves.moved.emit()

    def _later(self) -> None:
        if self.wraps and not self._timer.isActive():
            self._timer.start()

    def _changed(self, first: int, last: int) -> None:
        self._known.difference_update(range(first, last + 1))
        self._later()

    def _columns(self) -> list[tuple[int, int]]:
        """(column, room) of those whose texts wrap."""
        return [
            (column, self._halves.half_of(column).columnWidth(column) - 2 * PADDING)
            for column, field in enumerate(self._model.fields)
            if field.key in self.wrapped
        ]

    def _height(self, line: Line, columns: list[tuple[int, int]]) -> int:
        look, most = self.look, 1
        if line.row is None:
            return look.row_height
        em = look.em
        for column, room in columns:
            text = line.whole_text(column)
            if len(text) * em > room or "\n" in text:
                most = max(most, len(look.wrapped(text, room)))
        return look.row_height + (most - 1) * look.line_height

    def hold(self) -> tuple[int, int]:
        """The line at the top, and how far it is cut."""
        view = self._halves.right
        top = view.rowAt(0)
        return top, view.rowViewportPosition(top) if top >= 0 else 0

    def put_back(self, held: tuple[int, int]) -> None:
        """The line that was at the top is there again."""
        top, offset = held
        for half in reversed(self._halves.both):
            half.updateGeometries()
        if 0 <= top < self._model.rowCount():
            view = self._halves.right
            view.verticalScrollBar().setValue(view.rows.sectionPosition(top) - offset)
        self._halves.refresh()
