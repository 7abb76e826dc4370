"""A row that a unit added, in full: each of its cells with where it stands in the sheet, and whether it is wanted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.exchange.new_rows import NewCell, NewRow
from jzledger.ui.pages.merge_choices import FileReview
from jzledger.ui.texts import tr
from jzledger.ui.widgets.elided import ElidedLabel
from jzledger.ui.widgets.lines_model import DISPLAY, Index, LinesModel
from jzledger.ui.widgets.read_table import read_table

WIDTHS = (110, 640)
LINES = 5  # of the table; the others are scrolled to


class _Cells(LinesModel):
    heads = ("列", "对方填报", "原表")
    lines: list[NewCell]

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        cell = self.lines[index.row()]
        if role == DISPLAY:
            return (cell.title, cell.shown, cell.place)[index.column()]
        return None


class AddedRow(QFrame):
    """`wanted(bool)`: take this row, or do not; `step_asked`: to the next open line."""

    wanted = Signal(bool)
    step_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        title = QLabel(tr("新增的行"), self)
        title.setObjectName("stripTitle")
        self.place, self.note = ElidedLabel(self), ElidedLabel(self)
        self.place.setObjectName("hint")
        self.note.setObjectName("problem")
        self.take = QCheckBox(tr("记入台账　空格"), self)
        self.take.clicked.connect(self.wanted)
        after = QPushButton(tr("下一处　F8"), self)
        after.clicked.connect(self.step_asked)
        self.cells = _Cells(self)
        self.table = read_table(self.cells, tr("新增的行"), WIDTHS)
        self.table.setWordWrap(True)
        self.table.setFixedHeight(self.table.verticalHeader().defaultSectionSize() * (LINES + 1) + 4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(title)
        head.addWidget(self.place, 1)
        head.addWidget(self.take)
        head.addWidget(after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table)
        layout.addWidget(self.note)

    def show_row(self, review: FileReview, row: NewRow) -> None:
        names = " · ".join(name for name in row.names if name)
        self.place.setText(tr("{}　|　原表“{}”第 {} 行").format(names, row.sheet, row.number))
        self.take.setTristate(review.wanted(row) is None)
        states = {
            True: Qt.CheckState.Checked,
            False: Qt.CheckState.Unchecked,
            None: Qt.CheckState.PartiallyChecked,
        }
        self.take.setCheckState(states[review.wanted(row)])
        self.note.setText(f"▲ {row.ask}" if row.ask else "")
        if list(row.cells) != self.cells.lines:
            self.cells.put_lines(row.cells)
            self.table.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.resizeRowsToContents()
