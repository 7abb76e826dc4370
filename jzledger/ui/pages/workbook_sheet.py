"""A sheet of a foreign workbook as it is: cells with their addresses, merged ones as one; cells can be lit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from jzledger.exchange.seen_sheets import SeenSheet
from jzledger.rules.cell_names import cell_name, column_letters
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme

_DISPLAY, _TIP, _BACK, _FORE = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.ForegroundRole,
    )
)
Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
_SPARE_ROWS, _LEAST_COLUMNS = 3, 6
_WIDEST, _NARROWEST, _LOOKED_AT = 220, 54, 60  # pixels, pixels, rows


class SheetModel(QAbstractTableModel):
    """`lit` are the cells behind the current row, `doubtful` those with a problem."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SeenSheet("", ())
        self.lit: frozenset[Place] = frozenset()
        self.doubtful: frozenset[Place] = frozenset()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._lit = QBrush(QColor(theme.selection))
        self._doubtful = QBrush(QColor(theme.light_fill["amber"]))
        self._hidden = QBrush(QColor(theme.text3))

    def show_sheet(self, sheet: SeenSheet) -> None:
        self.beginResetModel()
        self.sheet, self.lit, self.doubtful = sheet, frozenset(), frozenset()
        self.endResetModel()

    def light(self, lit: Collection[Place]) -> None:
        self.lit = frozenset(lit)
        self._repaint()

    def doubt(self, doubtful: Collection[Place]) -> None:
        self.doubtful = frozenset(doubtful)
        self._repaint()

    def _repaint(self) -> None:
        if self.rowCount():
            corner = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), corner, [_BACK])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.sheet.name else len(self.sheet.rows) + _SPARE_ROWS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.sheet.name else max(self.sheet.width, _LEAST_COLUMNS)

    def text(self, row: int, column: int) -> str:
        rows = self.sheet.rows
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        if role == _DISPLAY:
            return self.text(*place)
        if role == _TIP:
            text = self.text(*place)
            return f"{cell_name(*place)}　{text}" if text else None
        if role == _BACK:
            return self._lit if place in self.lit else self._doubtful if place in self.doubtful else None
        if role == _FORE and (place[0] in self.sheet.hidden_rows or place[1] in self.sheet.hidden_columns):
            return self._hidden
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_letters(section) + (tr("（隐藏）") if section in self.sheet.hidden_columns else "")
        return str(section + 1)


class SheetView(QTableView):
    """`cell_entered(row, column)` when the clerk goes to a cell."""

    cell_entered = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(theme, self)
        self.setModel(self.sheet_model)
        self.setObjectName("reading")
        self.setAccessibleName(tr("原表"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        height = self.fontMetrics().height() + 8
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setHighlightSections(False)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setMinimumHeight(height)
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._entered)

    def show_sheet(self, sheet: SeenSheet) -> None:
        self.clearSpans()
        self.sheet_model.show_sheet(sheet)
        for top, left, bottom, right in sheet.merged:
            if (bottom > top or right > left) and top < self.sheet_model.rowCount():
                self.setSpan(top, left, bottom - top + 1, right - left + 1)
        self._fit(sheet)

    def _fit(self, sheet: SeenSheet) -> None:
        """As wide as what stands there, by the first rows; titles over merged cells do not count."""
        metrics, wide = (
            self.fontMetrics(),
            {(top, left) for top, left, _, right in sheet.merged if right > left},
        )
        for column in range(self.sheet_model.columnCount()):
            texts = (
                row[column].split("\n")[0]
                for number, row in enumerate(sheet.rows[:_LOOKED_AT])
                if column < len(row) and (number, column) not in wide
            )
            widest = max((metrics.horizontalAdvance(text[:40]) for text in texts), default=0)
            self.setColumnWidth(column, max(_NARROWEST, min(widest + 16, _WIDEST)))

    def light(self, places: Collection[Place], *, follow: bool = True) -> None:
        """Light these cells, and show the first of them."""
        self.sheet_model.light({self._corner(*one) for one in places})
        if places and follow:
            self.go_to(*min(places))

    def go_to(self, row: int, column: int) -> None:
        index = self.sheet_model.index(*self._corner(row, column))
        if index.isValid():
            self._quiet = True
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
            self._quiet = False

    def set_theme(self, theme: Theme) -> None:
        self.sheet_model.set_theme(theme)
        self.viewport().update()

    def _corner(self, row: int, column: int) -> Place:
        for top, left, bottom, right in self.sheet_model.sheet.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def _entered(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.cell_entered.emit(now.row(), now.column())
