"""Ctrl+G: a line below the table that takes a row number or a row's official number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from jzledger.rules.text import fold
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid

_FIELD_WIDTH = 220


class GotoBar(QFrame):
    """Enter goes there and closes; what is not there is said, and stays."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.setObjectName("findBar")
        self._grid = grid
        self.typed, self.problem, close = QLineEdit(self), QLabel(self), QToolButton(self)
        self.typed.setFixedWidth(_FIELD_WIDTH)
        self.typed.setPlaceholderText(tr("行号或编号，回车到那里"))
        self.typed.setAccessibleName(tr("定位"))
        self.typed.installEventFilter(self)
        self.typed.textChanged.connect(self.problem.clear)
        self.problem.setObjectName("problem")
        close.setText("✕")
        close.setAccessibleName(tr("关闭定位"))
        close.clicked.connect(self.close_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 8, 5)
        layout.setSpacing(8)
        for widget in (QLabel(tr("定位"), self), self.typed, self.problem):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(close)
        self.hide()

    def begin(self) -> None:
        self.show()
        self.typed.clear()
        self.typed.setFocus()

    def close_bar(self) -> None:
        self.hide()
        self._grid.setFocus()

    def go(self) -> None:
        wanted = fold(self.typed.text())
        if not wanted:
            return
        row_id = self._by_row_number(wanted) or self._by_number(wanted)
        if row_id is None:
            self.problem.setText(tr("没有这个行号或编号。"))
            return
        lines = self._grid.model.lines
        if lines.place_of(row_id) is None:
            self._grid.model.unfold(row_id)
        place = lines.place_of(row_id)
        if place is None:
            self.problem.setText(tr("这一行被筛选掉了，按 Shift+F9 清除筛选后再定位。"))
            return
        self._grid.cell_cursor.go(place, max(0, self._grid.cell_cursor.active.column))
        self.close_bar()

    def _by_row_number(self, wanted: str) -> str | None:
        """The numbers beside the rows, as shown."""
        if not wanted.isdecimal():
            return None
        lines = self._grid.model.lines
        place = lines.place_of_number(int(wanted))
        return None if place is None else lines.shown[place].id()

    def _by_number(self, wanted: str) -> str | None:
        """The row's own number: a column of the table, or known to the page."""
        fields = self._grid.model.fields
        column = next((n for n, field in enumerate(fields) if field.key == "number"), None)
        if column is not None:
            for line in self._grid.model.lines.passing_lines():
                if fold(str(line.value(column) or "")) == wanted:
                    return line.id()
        find = self._grid.viewing.row_by_number
        return find(self.typed.text().strip()) if find is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return False
