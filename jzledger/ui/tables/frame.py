"""What is painted under and over the cells of a half: tints, selection, grid lines, titles of groups, the ring.

Once per frame and by rectangles, because the same done cell by cell would cost more than the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QTableView

from jzledger.ui.tables.cursor import Cursor, Range
from jzledger.ui.tables.lines import Line, Lines
from jzledger.ui.tables.look import PADDING, Look
from jzledger.ui.tables.marquee import Overlay

RING = 2
STALE = 3  # width of the mark of a row that no longer fits filter or order
FOLD_MARK = 14  # width of ▾ with its room


class Frame:
    """Paints around the cells of the halves. `title_offset` of a half: where titles of groups begin in it."""

    def __init__(self, lines: Lines, cursor: Cursor, look: Look) -> None:
        self.lines, self.cursor, self.look = lines, cursor, look
        self.overlay = Overlay(cursor.model, cursor)
        self.found: Mapping[str, Collection[int]] = {}  # row id -> columns that hold what is searched

    def under(self, painter: QPainter, view: QTableView) -> None:
        """Current row, selection, titles' background."""
        look, first, last = self.look, *visible_lines(view)
        width = content_width(view)
        if self.cursor.valid and first <= self.cursor.active.line <= last:
            painter.fillRect(line_rect(view, self.cursor.active.line, width), look.current_row)
        self.overlay.under(painter, view, look, first, last)
        for found in self.cursor.ranges():
            if not found.is_cell():
                painter.fillRect(range_rect(view, found, first, last), look.selection)
        if self.found:
            self._found(painter, view, first, last)
        for number in range(first, last + 1):
            if self.lines.shown[number].group is not None:
                tint = look.selection if number == self.cursor.active.line else look.header
                painter.fillRect(line_rect(view, number, width), tint)

    def over(self, painter: QPainter, view: QTableView, title_offset: int, *, border: bool) -> None:
        """Grid lines, titles of groups, the heavier line beside frozen columns, the ring of the current cell."""
        first, last = visible_lines(view)
        if last >= first:
            self._grid(painter, view, first, last)
        width = content_width(view)
        for number in range(first, last + 1):
            line = self.lines.shown[number]
            if line.group is not None:
                self._title(painter, view, number, line, title_offset)
            elif line.stale and not view.isColumnHidden(0):
                painter.fillRect(
                    0, view.rowViewportPosition(number), STALE, view.rowHeight(number) - 1, self.look.mark
                )
        if border:
            bottom = bottom_of(view, last)
            painter.fillRect(width - 2, 0, 2, bottom, self.look.line_strong)
        spot = self.cursor.active
        here = self.cursor.valid and first <= spot.line <= last and not view.isColumnHidden(spot.column)
        if here and self.lines.shown[spot.line].group is None:
            self._ring(painter, range_rect(view, Range(*spot, *spot), first, last), view.hasFocus())
        if last >= first:
            self.overlay.over(painter, view, self.look, first, last)

    def _found(self, painter: QPainter, view: QTableView, first: int, last: int) -> None:
        columns = list(visible_columns(view))
        for number in range(first, last + 1):
            hit = self.found.get(self.lines.shown[number].id())
            if hit:
                y, height = view.rowViewportPosition(number), view.rowHeight(number) - 1
                for column, left in columns:
                    if column in hit:
                        painter.fillRect(left, y, view.columnWidth(column) - 1, height, self.look.found)

    def _grid(self, painter: QPainter, view: QTableView, first: int, last: int) -> None:
        width, lines = content_width(view), []
        rights = [x + view.columnWidth(column) - 1 for column, x in visible_columns(view)]
        for top, bottom in self._blocks(view, first, last):
            lines += [QLine(x, top, x, bottom) for x in rights]
        for number in range(first, last + 1):
            y = bottom_of(view, number) - 1
            lines.append(QLine(0, y, width - 1, y))
        painter.setPen(self.look.grid)
        painter.drawLines(lines)

    def _blocks(self, view: QTableView, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Stretches of lines between titles of groups, as pixels from top to bottom."""
        top = None
        for number in range(first, last + 1):
            is_title = self.lines.shown[number].group is not None
            if not is_title and top is None:
                top = view.rowViewportPosition(number)
            if is_title and top is not None:
                yield top, view.rowViewportPosition(number) - 1
                top = None
        if top is not None:
            yield top, bottom_of(view, last) - 1

    def _title(self, painter: QPainter, view: QTableView, number: int, line: Line, offset: int) -> None:
        assert line.group is not None
        look, group = self.look, line.group
        rect = line_rect(view, number, content_width(view))
        middle = rect.y() + rect.height() // 2
        baseline = middle + look.baseline
        x = offset + PADDING
        fold_mark(painter, QPoint(x + 4, middle), look.text2, folded=group.folded)
        x += FOLD_MARK
        painter.setFont(look.bold)
        painter.setPen(look.text)
        painter.drawText(x, baseline, group.title.title)
        x += look.bold_metrics.horizontalAdvance(group.title.title) + PADDING
        painter.setFont(look.font)
        painter.setPen(look.text2)
        painter.drawText(x, baseline, group.title.detail)
        painter.setPen(look.text)
        tint = look.selection if number == self.cursor.active.line else look.header
        for column, left in visible_columns(view):
            text = line.shown[column]
            if text:
                cell = QRect(left, rect.y(), view.columnWidth(column) - 1, rect.height() - 1)
                painter.fillRect(cell, tint)
                painter.drawText(cell.right() + 2 - PADDING - look.advance(text), baseline, text)

    def _ring(self, painter: QPainter, rect: QRect, focused: bool) -> None:
        colour = self.look.accent if focused else self.look.text3
        painter.setPen(
            QPen(colour, RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def fold_mark(painter: QPainter, at: QPoint, colour: QColor, *, folded: bool) -> None:
    """▾, or ▸ where folded; drawn, because not every font has it."""
    x, y = at.x(), at.y()
    corners = (
        [(x - 3, y - 4), (x + 3, y), (x - 3, y + 4)]
        if folded
        else [(x - 4, y - 2), (x + 4, y - 2), (x, y + 3)]
    )
    triangle(painter, corners, colour)


def triangle(painter: QPainter, corners: list[tuple[int, int]], colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([QPoint(*corner) for corner in corners]))
    painter.restore()


def visible_lines(view: QTableView) -> tuple[int, int]:
    """First and last line on screen; (0, -1) without any."""
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    if first < 0:
        return 0, -1
    return first, last if last >= 0 else view.model().rowCount() - 1


def visible_columns(view: QTableView) -> Iterator[tuple[int, int]]:
    """(column, left edge) of the columns on screen, from left to right."""
    header, width = view.horizontalHeader(), view.viewport().width()
    for place in range(header.count()):
        column = header.logicalIndex(place)
        if header.isSectionHidden(column):
            continue
        left = header.sectionViewportPosition(column)
        if left >= width:
            return
        if left + header.sectionSize(column) > 0:
            yield column, left


def content_width(view: QTableView) -> int:
    """Right edge of the last column, as far as it is on screen."""
    header = view.horizontalHeader()
    return min(view.viewport().width(), header.length() - header.offset())


def line_rect(view: QTableView, line: int, width: int) -> QRect:
    return QRect(0, view.rowViewportPosition(line), width, view.rowHeight(line))


def bottom_of(view: QTableView, line: int) -> int:
    return 0 if line < 0 else view.rowViewportPosition(line) + view.rowHeight(line)


def range_rect(view: QTableView, found: Range, first: int, last: int) -> QRect:
    """The part of a range that lies in lines `first` to `last` of this half; empty where none does."""
    top, bottom = max(found.top, first), min(found.bottom, last)
    columns = [c for c in range(found.left, found.right + 1) if not view.isColumnHidden(c)]
    if top > bottom or not columns:
        return QRect()
    left = min(view.columnViewportPosition(c) for c in columns)
    right = max(view.columnViewportPosition(c) + view.columnWidth(c) for c in columns)
    y = view.rowViewportPosition(top)
    return QRect(left, y, right - left, bottom_of(view, bottom) - y)
