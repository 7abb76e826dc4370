"""The headings above the columns, and the numbers beside the rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QWidget

from jzledger.ui.tables import filter_mark
from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.frame import triangle
from jzledger.ui.tables.header_levels import Span, spans
from jzledger.ui.tables.look import PADDING, Look
from jzledger.ui.tables.model import GridModel

_MARK_ROOM = 14
_NARROWEST = 24


class ColumnHeader(QHeaderView):
    """Headings with the sort mark. `clicked(column, modifiers)`; a double click on an edge asks to fit the column."""

    clicked = Signal(int, Qt.KeyboardModifier)
    filter_asked = Signal(int)
    menu_asked = Signal(int, QPoint)  # column, where on the screen

    def __init__(self, model: GridModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model, self.look = model, look
        self._pressed = -1
        self.spans: list[Span] = []
        self.extent: Callable[[int, int], tuple[int, int]] = self._own_extent
        self.take_columns()
        self.has_filters = True  # are the filter buttons shown?
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def sizeHint(self) -> QSize:
        return QSize(
            super().sizeHint().width(), 2 * self.look.level_height if self.spans else self.look.header_height
        )

    def take_columns(self) -> None:
        """Other columns are shown: with headings above headings, or without."""
        self.spans = spans(self._model.fields)
        self.fit_height()

    def fit_height(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def is_edge(self, x: int) -> bool:
        """Is the edge of a section there, that changes its width?"""
        column = self.logicalIndexAt(x)
        grip = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)
        inside = x - self.sectionViewportPosition(column)
        at_left = inside < grip and self.sectionViewportPosition(column) + self.offset() > 0
        return at_left or column < 0 or inside > self.sectionSize(column) - grip

    def forget_press(self) -> None:
        """What was pressed has become something else than a click."""
        self._pressed = -1

    def _own_extent(self, first: int, last: int) -> tuple[int, int]:
        return self.sectionViewportPosition(first), self.sectionViewportPosition(last) + self.sectionSize(
            last
        )

    def _title_rect(self, section: QRect, column: int) -> QRect:
        """Where a column's own heading is: below the common one, if there is one."""
        if any(first <= column <= last for first, last, _ in self.spans):
            return section.adjusted(0, section.height() // 2, 0, 0)
        return section

    def _paint_span(self, painter: QPainter, section: QRect, span: Span) -> None:
        """This section's part of a common heading: each paints its own, so that any can be painted alone."""
        first, last, title = span
        look = self.look
        left, right = self.extent(first, last)
        above = QRect(section.left(), section.top(), section.width(), section.height() // 2)
        painter.save()
        painter.setClipRect(above)
        painter.setPen(look.line)
        painter.drawLine(above.left(), above.bottom(), above.right(), above.bottom())
        painter.drawLine(right - 1, above.top(), right - 1, above.bottom())
        painter.setPen(look.text2)
        painter.setFont(look.font)
        text = look.fit(title, right - left - 2 * PADDING)
        x = left + (right - left - look.advance(text)) // 2
        painter.drawText(x, above.top() + above.height() // 2 + look.baseline, text)
        painter.restore()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, field = self.look, self._model.fields[logicalIndex]
        painter.fillRect(rect, look.header)
        for span in self.spans:
            if span[0] <= logicalIndex <= span[1]:
                self._paint_span(painter, rect, span)
        rect = self._title_rect(rect, logicalIndex)
        painter.setPen(look.line)
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.setPen(look.line_strong)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        sort = self._sort_mark(logicalIndex)
        # The button keeps its own distance from the text.
        right = rect.right() - (filter_mark.ROOM - PADDING + 2 if self.has_filters else 0)
        room = right + 1 - rect.left() - 2 * PADDING - (_MARK_ROOM if sort else 0)
        text = look.fit(field.title, room)
        spare = room - look.advance(text)
        x = rect.x() + PADDING + {"left": 0, "center": spare // 2, "right": spare}[field.kind.align]
        painter.setPen(look.text)
        painter.setFont(look.font)
        painter.drawText(x, rect.y() + rect.height() // 2 + look.baseline, text)
        if sort:
            self._draw_mark(painter, QPoint(right - PADDING - 3, rect.center().y()), down=sort < 0)
        if self.has_filters:
            active = bool(self._model.lines.filters.get(field.key))
            filter_mark.paint(painter, self._button(rect), look, active=active)

    def _button(self, section: QRect) -> QRect:
        return filter_mark.button_rect(section, section.center().y())

    def button_of(self, column: int) -> QRect:
        """The filter button of a column, in the viewport of the heading."""
        section = QRect(self.sectionViewportPosition(column), 0, self.sectionSize(column), self.height())
        return self._button(self._title_rect(section, column))

    def _asks_filter(self, at: QPoint) -> int:
        """The column whose filter button is there; -1 for none."""
        column = self.logicalIndexAt(at)
        hit = self.has_filters and column >= 0 and self.button_of(column).adjusted(-3, -6, 1, 6).contains(at)
        return column if hit else -1

    def _sort_mark(self, column: int) -> int:
        """1 ascending, -1 descending, 0 not sorted by this column."""
        return next(
            (-1 if key.descending else 1 for key in self._model.lines.sort if key.column == column), 0
        )

    def _draw_mark(self, painter: QPainter, at: QPoint, *, down: bool) -> None:
        x, y, way = at.x(), at.y(), -1 if down else 1
        triangle(painter, [(x - 4, y + 2 * way), (x + 4, y + 2 * way), (x, y - 3 * way)], self.look.accent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        over_edge = self.is_edge(event.position().toPoint().x())
        left = event.button() == Qt.MouseButton.LeftButton
        asked = self._asks_filter(event.position().toPoint()) if left and not over_edge else -1
        if asked >= 0:
            self.filter_asked.emit(asked)
            return
        column = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and column >= 0:
            self.menu_asked.emit(column, event.globalPosition().toPoint())
            return
        self._pressed = -1 if over_edge or not left else self.logicalIndexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0 and pressed == self.logicalIndexAt(event.position().toPoint()):
            self.clicked.emit(pressed, event.modifiers())


class RowHeader(QHeaderView):
    """Numbers of what is shown, ＊ beside the line for a new row. `picked(first, last, modifiers)` by the mouse."""

    picked = Signal(int, int, Qt.KeyboardModifier)

    def __init__(self, model: GridModel, cursor: Cursor, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model, self._cursor, self.look = model, cursor, look
        self._first = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        digits = max(2, len(str(self._model.lines.count())))
        return QSize(self.look.advance("0" * digits) + 2 * PADDING, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = self.look
        chosen = any(found.top <= logicalIndex <= found.bottom for found in self._cursor.ranges())
        painter.fillRect(rect, look.selection if chosen else look.header)
        painter.setPen(look.line)
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        text = self._model.number(logicalIndex)
        painter.setPen(look.accent if chosen else look.text3)
        painter.setFont(look.font)
        x = rect.x() + (rect.width() - look.advance(text)) // 2
        painter.drawText(x, rect.y() + rect.height() // 2 + look.baseline, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.logicalIndexAt(event.position().toPoint())
        if line >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._first = line
            self.picked.emit(line, line, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        line = self.logicalIndexAt(event.position().toPoint())
        if self._first >= 0 and line >= 0:
            self.picked.emit(self._first, line, Qt.KeyboardModifier.ShiftModifier)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._first = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.HoverMove:  # nothing here changes under the pointer
            return True
        return super().event(event)
