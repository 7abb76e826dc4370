"""这一格的历史 and 本行修改记录: who changed it when, from what to what, with a way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.ledger.cell_history import Moment, cell_history, row_history
from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import Cell
from jzledger.ledger.restoring import restore_to
from jzledger.records.fields import Field, Table
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.record_trail import local_time
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme

_KINDS = {"undo": "（撤销）", "redo": "（恢复）", "purge": ""}


class HistoryWindow(QDialog):
    """Of one cell where `field` is given, else of the whole row. It follows what happens while it is open."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        table: Table,
        row_id: str,
        name: str,
        field: Field | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bridge, self.theme, self.table, self.row_id, self.field = bridge, theme, table, row_id, field
        self.moments: list[Moment] = []
        heading = tr("“{}”的历史").format(field.title) if field else tr("本行修改记录")
        self.setWindowTitle(f"{heading} — {name}")
        self.resize(860 if field is None else 760, 460)
        title = QLabel(heading, self)
        title.setObjectName("panelTitle")
        row = QLabel(name, self)
        row.setObjectName("hint")
        row.setTextFormat(Qt.TextFormat.PlainText)
        row.setWordWrap(True)
        heads = [tr("时间"), tr("经办人"), tr("操作")]
        heads += [tr("原值"), tr("新值"), tr("来源")] if field else [tr("列"), tr("原值"), tr("新值")]
        self.lines = QTableWidget(0, len(heads), self)
        self.lines.setHorizontalHeaderLabels(heads)
        self.lines.setObjectName("reading")
        self.lines.verticalHeader().hide()
        self.lines.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.lines.setWordWrap(False)
        self.lines.setShowGrid(False)
        self.lines.setAccessibleName(heading)
        self.lines.horizontalHeader().setHighlightSections(False)
        self.lines.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.back = QPushButton(tr("改回这个值") if field else tr("恢复到此时"), self)
        self.back.setProperty("primary", True)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.bring_back)
        close = QPushButton(tr("关闭"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        bar = QHBoxLayout()
        bar.addWidget(self.problem, 1)
        bar.addStretch(0)
        bar.addWidget(self.back)
        bar.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(row)
        layout.addWidget(self.lines, 1)
        layout.addLayout(bar)
        self.lines.itemSelectionChanged.connect(self._enable)
        self.lines.itemDoubleClicked.connect(lambda _: self.bring_back())
        bridge.changed.connect(self._changed)
        self.reload()

    def _changed(self, changes: Changes) -> None:
        if self.row_id in changes.touched.get(self.table.noun, {}) or changes.everything:
            self.reload()

    def reload(self) -> None:
        read, context = self.bridge.ledger.read, self.bridge.context()
        if self.field is not None:
            found = self.bridge.attempt(read, cell_history, self.table, self.row_id, self.field, context)
        else:
            found = self.bridge.attempt(read, row_history, self.table, self.row_id, context)
        self.moments = found or []
        self.lines.setRowCount(len(self.moments))
        before = ""
        for place, one in enumerate(self.moments):
            show = one.field.kind.show
            head = [local_time(one.at), one.by, one.label + tr(_KINDS.get(one.kind, ""))]
            if self.field is None and one.step_id == before:
                head = ["", "", ""]
            before = one.step_id
            values = [show(one.before) or tr("（空）"), show(one.after) or tr("（空）")]
            cells = (
                [*head, *values, one.source or tr("录入")]
                if self.field
                else [*head, one.field.title, *values]
            )
            self._fill(place, cells, 3 if self.field else 4)
        self.lines.resizeColumnsToContents()
        header = self.lines.horizontalHeader()
        for column in range(self.lines.columnCount()):
            self.lines.setColumnWidth(column, min(240, self.lines.columnWidth(column) + 8))
        header.setSectionResizeMode(self.lines.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        if self.moments:
            self.lines.selectRow(min(len(self.moments) - 1, 1 if self.field else 0))
        self._enable()

    def _fill(self, place: int, cells: Sequence[str], old_column: int) -> None:
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text.replace("\n", " "))
            item.setToolTip(text)
            if column == old_column:
                item.setForeground(QColor(self.theme.text3))
                font = item.font()
                font.setStrikeOut(text != tr("（空）"))
                item.setFont(font)
            self.lines.setItem(place, column, item)

    def chosen(self) -> Moment | None:
        place = self.lines.currentRow()
        return self.moments[place] if 0 <= place < len(self.moments) else None

    def _enable(self) -> None:
        chosen = self.chosen()
        now = self.moments[0].step_id if self.moments else ""
        usable = chosen is not None and chosen.step_id != now
        if self.field is not None and chosen is not None:
            usable = self.field.editable and chosen.after != self.moments[0].after
        self.back.setEnabled(usable)

    def bring_back(self) -> None:
        """One Step; what came after the chosen one stays in the history."""
        chosen = self.chosen()
        if chosen is None or not self.back.isEnabled():
            return
        ledger, context = self.bridge.ledger, self.bridge.context()
        try:
            if self.field is None:
                label = tr("恢复到 {}").format(local_time(chosen.at))
                ledger.edit(label, restore_to, self.table.noun, self.row_id, chosen.step_id, context)
            else:
                seen: Any = self.moments[0].after
                cell = Cell(self.table.key, self.row_id, self.field.key, chosen.after, seen)
                ledger.set_cells([cell], context, tr("改回“{}”").format(self.field.title))
        except LedgerError as error:
            self.problem.setText(f"{error.sentence()}。{error.todo}")
            self.problem.show()
            return
        self.problem.hide()
