"""A table to read in: rows, no editing, Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget


class ReadTable(QTableView):
    """`opened(row)`: Enter or a double click."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def selectRow(self, row: int) -> None:
        """This row alone, whatever keys are held down meanwhile."""
        index = self.model().index(row, 0)
        wanted = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, wanted)

    def select_rows(self, rows: Sequence[int]) -> None:
        """These rows, the first of them the current one."""
        self.selectRow(rows[0])
        more = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows[1:]:
            self.selectionModel().select(self.model().index(row, 0), more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def read_table(model: QAbstractTableModel, name: str, widths: Sequence[int]) -> ReadTable:
    """A table to read in, in the look of the others."""
    table = ReadTable()
    dress_to_read(table, model, name)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setStretchLastSection(True)
    return table


def dress_to_read(table: QTableView, model: QAbstractTableModel, name: str) -> None:
    """Show the model in the look of all tables to read in: whole rows of one line, without row numbers."""
    table.setObjectName("reading")
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    height = table.fontMetrics().height() + 9
    table.verticalHeader().setMinimumSectionSize(height)
    table.verticalHeader().setDefaultSectionSize(height)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumHeight(height)
