"""What is painted inside a cell: text, light, days left, percentage. Backgrounds and lines are `frame`'s.

Painting takes its texts from the line, not through the model's roles, and asks nothing twice: at 300 cells a frame each
call counts.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from jzledger.records.fields import Field
from jzledger.records.kinds import DAYS, LIGHT, PERCENT
from jzledger.rules.lights import investment_light
from jzledger.ui.tables.frame import visible_columns
from jzledger.ui.tables.lines import Line
from jzledger.ui.tables.look import PADDING, Look
from jzledger.ui.tables.model import GridModel, Index
from jzledger.ui.texts import tr
from jzledger.ui.theme import light_shape

Paint = Callable[[QPainter, QRect, Line, int], None]
_BAR_WIDTH, _BAR_HEIGHT, _MARK_WIDTH, _MARK_OVER = 36, 6, 2, 3
_PERCENT_ROOM = "100.0%"


class Cells(QStyledItemDelegate):
    """Paints; editing is `editing`'s. `look` may be replaced at any time; `active` is the current cell."""

    def __init__(self, model: GridModel, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model, self.look = model, look
        self._marks: list[float | None] = []
        self._wrapped_keys: frozenset[str] = frozenset()  # columns that wrap
        self.active = (-1, -1)
        self.renew_columns()

    def renew_columns(self) -> None:
        """Other columns are shown."""
        # The light of a row is known even while its column is hidden.
        self._light = next(
            (n for n, field in enumerate(self.model.lines.fields) if field.kind is LIGHT), None
        )
        self._choose_paints()
        self._entry = self.model.entry_column()
        self.take_marks()

    def set_wrapped(self, keys: frozenset[str]) -> None:
        """The texts of these columns use all the height of their row."""
        self._wrapped_keys = keys
        self._choose_paints()

    def _choose_paints(self) -> None:
        self._paints = [self._paint_of(field) for field in self.model.fields]

    def take_marks(self) -> None:
        """Ask the source anew where the marks of its bars are."""
        self._context = self.model.source.context()
        self._marks = [
            self.model.source.mark(field) if field.kind is PERCENT else None for field in self.model.fields
        ]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        line = self.model.lines.shown[row]
        if line.row is not None:
            self._paints[column](painter, option.rect, line, column)
        elif line.is_new and column == self._entry:
            self._invite(painter, option.rect)

    def paint_in(self, painter: QPainter, view: QTableView, seen: QRect) -> None:
        """All cells of a half in a part of its viewport."""
        first, last = view.rowAt(max(0, seen.top())), view.rowAt(seen.bottom())
        if first < 0:
            return
        last = last if last >= 0 else len(self.model.lines.shown) - 1
        columns = [
            (column, left, view.columnWidth(column), self._paints[column])
            for column, left in visible_columns(view)
            if left <= seen.right() and left + view.columnWidth(column) > seen.left()
        ]
        painter.setFont(self.look.font)
        painter.setPen(self.look.text)
        shown, (active_line, active_column) = self.model.lines.shown, self.active
        y = view.rowViewportPosition(first)
        for number in range(first, last + 1):
            line, height = shown[number], view.rowHeight(number)
            if number == active_line and line.group is None and not view.isColumnHidden(active_column):
                left, width = view.columnViewportPosition(active_column), view.columnWidth(active_column)
                painter.fillRect(left, y, width, height, self.look.surface)
            if line.row is not None:
                for column, left, width, paint in columns:
                    paint(painter, QRect(left, y, width, height), line, column)
            elif line.is_new:
                for column, left, width, _ in columns:
                    if column == self._entry:
                        self._invite(painter, QRect(left, y, width, height))
            y += height

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A tooltip only where it says more than the cell."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        words = self.model.tip(index.row(), index.column())
        text = self.model.line(index.row()).shown[index.column()]
        fits = self.look.advance(text) <= option.rect.width() - 2 * PADDING
        QToolTip.showText(event.globalPos(), "" if fits and words == text else words, view)
        return True

    def _paint_of(self, field: Field) -> Paint:
        special = ((LIGHT, self._chip), (DAYS, self._days), (PERCENT, self._percent))
        left = self._left if field.key in self._wrapped_keys else self._one_line
        plain = {"left": left, "center": self._center, "right": self._right}
        return next((paint for kind, paint in special if field.kind is kind), plain[field.kind.align])

    def _invite(self, painter: QPainter, rect: QRect) -> None:
        """In the ＊ line: here a new row begins."""
        look = self.look
        painter.setPen(look.text3)
        baseline = rect.y() + rect.height() // 2 + look.baseline
        painter.drawText(
            rect.x() + PADDING, baseline, look.fit(tr("＊ 在此新增"), rect.width() - 2 * PADDING)
        )
        painter.setPen(look.text)

    def _left(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        if line.shown[column] and rect.height() >= self.look.two_lines:
            self._wrapped(painter, rect, line, column)
        else:
            self._one_line(painter, rect, line, column)

    def _one_line(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        text = line.shown[column]
        if text:
            look = self.look
            baseline = rect.y() + rect.height() // 2 + look.baseline
            painter.drawText(rect.x() + PADDING, baseline, look.fit(text, rect.width() - 2 * PADDING))

    def _wrapped(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        look, room = self.look, rect.width() - 2 * PADDING
        lines = look.wrapped(line.whole_text(column), room)
        most = 1 + (rect.height() - look.row_height) // look.line_height
        x = rect.x() + PADDING
        y = rect.y() + (rect.height() - min(len(lines), most) * look.line_height) // 2 + look.metrics.ascent()
        for text in lines[:most]:
            painter.drawText(x, y, text)
            y += look.line_height

    def _right(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        text = line.shown[column]
        if text:
            look = self.look
            text = look.fit(text, rect.width() - 2 * PADDING)
            baseline = rect.y() + rect.height() // 2 + look.baseline
            painter.drawText(rect.x() + rect.width() - PADDING - look.advance(text), baseline, text)

    def _center(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        text = line.shown[column]
        if text:
            look = self.look
            text = look.fit(text, rect.width() - 2 * PADDING)
            baseline = rect.y() + rect.height() // 2 + look.baseline
            painter.drawText(rect.x() + (rect.width() - look.advance(text)) // 2, baseline, text)

    def _chip(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        """Shape and word of a light on its tint; without a tint of its own (已销号) on an outline."""
        text, code, look = line.shown[column], line.value(column), self.look
        if not text:
            return
        shape = max(9, look.em - 3)
        height = min(rect.height() - 4, look.metrics.height() + 2)
        width = min(shape + 15 + look.advance(text), rect.width() - 4)
        left, top = rect.x() + PADDING - 2, rect.y() + (rect.height() - 1 - height) // 2
        ink = look.light_ink[code]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if code == "closed":
            painter.setPen(ink)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left + 0.5, top + 0.5, width - 1, height - 1), 3, 3)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.light_fill[code])
            painter.drawRoundedRect(QRect(left, top, width, height), 3, 3)
        light_shape(painter, QRectF(left + 5, top + (height - shape) / 2, shape, shape), code, ink)
        painter.setPen(ink)
        baseline = rect.y() + rect.height() // 2 + look.baseline
        painter.drawText(left + 9 + shape, baseline, look.fit(text, width - shape - 12))
        painter.restore()

    def _days(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        """Days left in the ink of the row's light."""
        code = line.value(self._light) if self._light is not None else ""
        urgent = code in ("red", "amber", "green") and line.value(column) is not None
        painter.setPen(self.look.light_ink[code] if urgent else self.look.text3)
        self._right(painter, rect, line, column)
        painter.setPen(self.look.text)

    def _percent(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        """A bar with a mark where the year stands, and the figure; a bar far behind its mark is red."""
        look, mark, value = self.look, self._marks[column], line.value(column)
        room = look.advance(_PERCENT_ROOM) + 2 * PADDING
        width = min(_BAR_WIDTH, rect.width() - room - PADDING)
        if width >= _BAR_HEIGHT and (mark is not None or value is not None):
            left, top = rect.x() + PADDING, rect.y() + (rect.height() - _BAR_HEIGHT) // 2
            painter.fillRect(left, top, width, _BAR_HEIGHT, look.track)
            if value is not None:
                done = round(min(max(float(value), 0.0), 1.0) * width)
                painter.fillRect(left, top, done, _BAR_HEIGHT, self._bar_colour(float(value), mark))
            if mark is not None:
                at = left + round(mark * (width - _MARK_WIDTH))
                painter.fillRect(at, top - _MARK_OVER, _MARK_WIDTH, _BAR_HEIGHT + 2 * _MARK_OVER, look.text)
        if value is None:
            painter.setPen(look.text3)
            baseline = rect.y() + rect.height() // 2 + look.baseline
            painter.drawText(rect.x() + rect.width() - PADDING - look.advance("—"), baseline, "—")
            painter.setPen(look.text)
        else:
            self._right(painter, rect, line, column)

    def _bar_colour(self, value: float, mark: float | None) -> QColor:
        far_behind = mark is not None and investment_light((value - mark) * 100, self._context) == "red"
        return self.look.light_ink["red"] if far_behind else self.look.bar
