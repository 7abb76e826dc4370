"""What lies over and under the cells while something is being carried: the ring of a copy, the fill handle, tints."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from jzledger.ui.tables.cursor import Cursor, Range, _runs
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.model import GridModel

HANDLE = 7  # pixels of the fill handle's side
_GRASP = 4  # and so many around it that the mouse need not hit
_DASHES = [3.0, 2.0]


@dataclass(frozen=True)
class Copied:
    """What was copied, or cut: rows by id, columns by key. `token` names the copy on the clipboard."""

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    token: str
    cut: bool = False


class Overlay:
    """Painted by `Frame`. `tinted` are changed cells: row id -> keys of columns."""

    def __init__(self, model: GridModel, cursor: Cursor) -> None:
        self._model, self._lines, self._cursor = model, model.lines, cursor
        self.copied: Copied | None = None
        self.tinted: Mapping[str, Collection[str]] = {}
        self.filling: Range | None = None  # where the fill handle has been dragged to
        self.has_handle = True

    def under(self, painter: QPainter, view: QTableView, look: Look, first: int, last: int) -> None:
        if not self.tinted:
            return
        tint = QColor(look.light_fill["green"])
        for number in range(first, last + 1):
            keys = self.tinted.get(self._lines.shown[number].id(), ())
            for column in self._columns(keys) if keys else ():
                if not view.isColumnHidden(column):
                    painter.fillRect(_cell(view, number, column), tint)

    def over(self, painter: QPainter, view: QTableView, look: Look, first: int, last: int) -> None:
        for found in self.rings():
            rect = _range_rect(view, found, first, last)
            if not rect.isEmpty():
                self._ring(painter, rect.adjusted(0, 0, -1, -1), look.accent)
        if self.filling is not None:
            rect = _range_rect(view, self.filling, first, last)
            if not rect.isEmpty():
                self._ring(painter, rect.adjusted(0, 0, -1, -1), look.text2)
        handle = self.handle_rect(view)
        if not handle.isEmpty():
            painter.fillRect(handle.adjusted(-1, -1, 1, 1), look.surface)
            painter.fillRect(handle, look.accent)

    def rings(self) -> list[Range]:
        """The copied cells as they stand now; rows that were sorted apart have a ring each."""
        if self.copied is None:
            return []
        places = sorted(
            place for row_id in self.copied.ids if (place := self._lines.place_of(row_id)) is not None
        )
        return [
            Range(top, left, bottom, right)
            for top, bottom in _runs(places)
            for left, right in _runs(self._columns(self.copied.keys))
        ]

    def _columns(self, keys: Collection[str]) -> list[int]:
        return [n for n, field in enumerate(self._model.fields) if field.key in keys]

    def handle_rect(self, view: QTableView) -> QRect:
        """The fill handle of the selection, in the viewport of the half that holds its corner; empty elsewhere."""
        ranges = self._cursor.ranges()
        if not self.has_handle or len(ranges) != 1:
            return QRect()
        found = ranges[0]
        bottom, right = found.bottom, found.right
        while right > found.left and view.isColumnHidden(right):
            right -= 1
        if view.isColumnHidden(right) or self._lines.shown[bottom].row is None:
            return QRect()
        cell = _cell(view, bottom, right)
        middle = HANDLE // 2 + 1
        return QRect(cell.right() - middle, cell.bottom() - middle, HANDLE, HANDLE)

    def grasp_rect(self, view: QTableView) -> QRect:
        """Where the mouse takes hold of the handle."""
        rect = self.handle_rect(view)
        return rect if rect.isEmpty() else rect.adjusted(-_GRASP, -_GRASP, _GRASP, _GRASP)

    def _ring(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        pen = QPen(colour, 2)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)


def _cell(view: QTableView, line: int, column: int) -> QRect:
    return QRect(
        view.columnViewportPosition(column),
        view.rowViewportPosition(line),
        view.columnWidth(column),
        view.rowHeight(line),
    )


def _range_rect(view: QTableView, found: Range, first: int, last: int) -> QRect:
    """The part of a range in lines `first` to `last` of this half; empty where none is."""
    top, bottom = max(found.top, first), min(found.bottom, last)
    columns = [c for c in range(found.left, found.right + 1) if not view.isColumnHidden(c)]
    if top > bottom or not columns:
        return QRect()
    rect = QRect()
    for column in (columns[0], columns[-1]):
        rect = rect.united(_cell(view, top, column)).united(_cell(view, bottom, column))
    return rect
