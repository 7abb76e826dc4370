"""The two views of a table side by side, scrolled together: frozen columns at the left, the others at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jzledger.ui.tables.cells import Cells
from jzledger.ui.tables.cursor import Cursor, Spot
from jzledger.ui.tables.frame import Frame
from jzledger.ui.tables.half import Half
from jzledger.ui.tables.look import Look
from jzledger.ui.tables.model import GridModel

_LEFT_FOR_SCROLLING = 90  # pixels that frozen columns never take


class Halves(QWidget):
    """`left` is hidden where no column is frozen; the row numbers stand in the first half that is shown."""

    moved = Signal()  # scrolled, resized or hidden: whatever lies over a cell moves along

    def __init__(
        self,
        model: GridModel,
        cursor: Cursor,
        cells: Cells,
        frame: Frame,
        look: Look,
        frozen: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self.frozen = model, frozen
        self._numbers = True
        self.left, self.right = (Half(model, cursor, cells, frame, look, self) for _ in range(2))
        self.both = (self.left, self.right)
        self._lay_out()
        self.share_columns()
        self._scroll_together()
        for half in self.both:
            half.columns.extent = partial(self._extent, half)
            half.columns.sectionResized.connect(self._resized)
        self.set_look(look)

    # -- where cells are

    def half_of(self, column: int) -> Half:
        return self.left if column < self.frozen else self.right

    def half_at(self, at: QPoint) -> Half:
        """The half below or beside a global position."""
        if not self.frozen:
            return self.right
        border = self.right.mapToGlobal(QPoint(0, 0)).x()
        return self.left if at.x() < border else self.right

    def cell_rect(self, spot: Spot) -> QRect:
        """Where a cell is in the viewport of its half."""
        return self.half_of(spot.column).visualRect(self._model.index(*spot))

    def spot_near(self, at: QPoint) -> Spot:
        """The cell at a global position, or the nearest one on screen."""
        half = self.half_at(at)
        viewport = half.viewport()
        inside = viewport.mapFromGlobal(at)
        line = half.rowAt(min(max(inside.y(), 0), viewport.height() - 1))
        column = half.columnAt(min(max(inside.x(), 0), viewport.width() - 1))
        last = len(self._model.fields) - 1 if half is self.right else self.frozen - 1
        return Spot(line if line >= 0 else self._model.rowCount() - 1, column if column >= 0 else last)

    def show_cell(self, spot: Spot) -> None:
        half = self.half_of(spot.column)
        half.show_cell(*spot)
        if half is self.left:
            # Rows scroll by the half that has the bar; a frozen column itself is on screen.
            self.right.verticalScrollBar().setValue(self.left.verticalScrollBar().value())

    def page_lines(self) -> int:
        """Whole lines on screen, at least one."""
        return max(1, self.right.viewport().height() // self.right.rows.defaultSectionSize())

    def page_columns(self, way: int) -> int:
        """How many columns a screen sideways is."""
        width, columns = self.right.viewport().width(), range(self.frozen, len(self._model.fields))
        start = self.right.columnAt(0 if way > 0 else width - 1)
        passed, total = 0, 0
        for column in columns[max(0, start - self.frozen) :] if way > 0 else reversed(columns):
            total += self.right.columnWidth(column)
            if total > width and passed:
                break
            passed += 1
        return passed

    # -- widths and look

    def set_width(self, column: int, pixels: int) -> None:
        for half in self.both:
            half.setColumnWidth(column, pixels)

    def set_look(self, look: Look) -> None:
        for half in self.both:
            half.set_look(look)
        self._fit_left()

    def refresh(self) -> None:
        for half in self.both:
            half.refresh()

    def show_numbers(self, shown: bool) -> None:
        """Row numbers stand in the first half that is shown."""
        self._numbers = shown
        self.left.rows.setVisible(shown)
        self.right.rows.setVisible(shown and not self.frozen)
        self._fit_left()

    def refit(self) -> None:
        """Row numbers may have become wider."""
        for half in self.both:
            half.updateGeometries()
        self._fit_left()

    def _lay_out(self) -> None:
        self._filler = QWidget(self)  # as high as the scroll bar of the other half
        self._filler.hide()
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.left, 1)
        beside.addWidget(self._filler)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(beside)
        layout.addWidget(self.right, 1)

    def share_columns(self) -> None:
        """Each half shows its own columns; call it when they changed."""
        for column in range(len(self._model.fields)):
            self.left.setColumnHidden(column, column >= self.frozen)
            self.right.setColumnHidden(column, column < self.frozen)
        self.left.setVisible(self.frozen > 0)
        self.left.has_border = True
        self.show_numbers(self._numbers)
        for half in self.both:
            half.columns.take_columns()

    def _scroll_together(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.left.setVerticalScrollBarPolicy(off)
        self.left.setHorizontalScrollBarPolicy(off)
        ours, theirs = self.left.verticalScrollBar(), self.right.verticalScrollBar()
        theirs.valueChanged.connect(ours.setValue)
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(self.moved)
        for half in self.both:
            half.horizontalScrollBar().valueChanged.connect(self.moved)
            half.horizontalScrollBar().valueChanged.connect(self._repaint_spans)
            half.resized.connect(self.moved)
        self.left.wheel_turns = self.right
        self.right.horizontalScrollBar().installEventFilter(self)
        self.right.rows.sectionResized.connect(lambda line, _, height: self.left.setRowHeight(line, height))

    def _resized(self) -> None:
        self._fit_left()
        self.moved.emit()

    def _repaint_spans(self) -> None:
        """Headings over both halves move with one of them only."""
        for half in self.both:
            if half.columns.spans:
                half.columns.viewport().update()

    def _fit_left(self) -> None:
        """The left half is as wide as its columns, but leaves room for the right one."""
        if not self.frozen:
            return
        rows = self.left.rows.sizeHint().width() if self.left.rows.isVisibleTo(self.left) else 0
        wanted = rows + self.left.columns.length()
        width = max(min(wanted, self.width() - _LEFT_FOR_SCROLLING), rows)
        if width != self.left.width():
            self.left.setFixedWidth(width)
        self.right.title_offset = rows - width

    def _extent(self, half: Half, first: int, last: int) -> tuple[int, int]:
        """Left and right edge of some columns over both halves, in the headings of one of them."""
        edges = []
        for column, at_right in ((first, False), (last, True)):
            header = self.half_of(column).columns
            x = header.sectionViewportPosition(column) + (header.sectionSize(column) if at_right else 0)
            edges.append(header.viewport().mapTo(self, QPoint(x, 0)).x())
        if self.half_of(last) is self.right and self.half_of(first) is self.left:
            edges[1] = max(edges[1], self.left.width())
        shift = half.columns.viewport().mapTo(self, QPoint(0, 0)).x()
        return edges[0] - shift, edges[1] - shift

    def gap_near(self, at: QPoint) -> tuple[int, int]:
        """The gap between columns that is nearest to a global position: (column at its right, x here)."""
        half = self.half_at(at)
        header, x = half.columns, half.columns.viewport().mapFromGlobal(at).x()
        shown = range(self.frozen) if half is self.left else range(self.frozen, len(self._model.fields))
        gaps = [(column, header.sectionViewportPosition(column)) for column in shown]
        gaps += [(column + 1, left + header.sectionSize(column)) for column, left in gaps[-1:]]
        column, edge = min(gaps, key=lambda gap: abs(gap[1] - x))
        return column, header.viewport().mapTo(self, QPoint(edge, 0)).x()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The left half ends above the scroll bar of the right one, so that both scroll equally far."""
        kind = event.type()
        bar = self.right.horizontalScrollBar()
        if watched is bar and kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self._filler.setFixedHeight(bar.sizeHint().height())
            self._filler.setVisible(kind == QEvent.Type.Show)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_left()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.moved.emit()
