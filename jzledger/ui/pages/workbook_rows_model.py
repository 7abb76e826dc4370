"""The rows of a sheet as they were understood: what each would do, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from jzledger.exchange.workbook_lines import Line
from jzledger.exchange.workbooks_in import RowKey
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.read_table import ReadTable, dress_to_read

_DISPLAY, _TIP, _FORE, _BACK, _CHECK, _CHECKED = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.CheckStateRole,
        Qt.CheckState.Checked.value,
    )
)
Index = QModelIndex | QPersistentModelIndex
# Shape and word, as lights have them: no meaning by colour alone.
OUTCOMES = {
    "new": "＋ 新增",
    "fills": "● 补充",
    "differs": "◆ 不同",
    "same": "＝ 已有",
    "none": "▲ 未识别",
    "out": "× 不采用",
}
_INKS = {
    "new": "green",
    "fills": "green",
    "differs": "amber",
    "none": "red",
    "out": "undated",
    "same": "undated",
}
_FIXED = 3  # 采用, 原表行, 结果
WIDTHS = {
    "project": 150,
    "issue": 220,
    "measures": 150,
    "progress": 170,
    "units": 130,
    "lead_unit": 110,
    "deadline_text": 92,
}
_USUAL = 84


class RowsModel(QAbstractTableModel):
    """`ticked(keys, on)` when the clerk takes rows in or leaves them out."""

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.columns: list[tuple[str, str]] = []
        self.theirs: frozenset[RowKey] = frozenset()
        self.theme = theme

    def show_lines(
        self, lines: Sequence[Line], columns: Sequence[tuple[str, str]], theirs: frozenset[RowKey]
    ) -> None:
        """Other rows, or the same ones with another outcome: then the cursor stays."""
        columns, lines = list(columns), list(lines)
        same = columns == self.columns and [one.key for one in lines] == [one.key for one in self.lines]
        if same:
            self.lines, self.theirs = lines, theirs
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.lines, self.columns, self.theirs = lines, columns, theirs
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _FIXED + len(self.columns)

    def key_of(self, column: int) -> str:
        """The reader's key of a column, "" for the first ones."""
        return self.columns[column - _FIXED][0] if column >= _FIXED else ""

    def column_of(self, key: str) -> int:
        return next((_FIXED + n for n, (known, _) in enumerate(self.columns) if known == key), _FIXED)

    def outcome(self, line: Line) -> str:
        words = tr(OUTCOMES[line.outcome])
        if line.outcome == "differs" and line.key in self.theirs:
            words = tr("◆ 以原表为准")
        return f"{words} ？" if line.unsure and line.outcome != "out" else words

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == _CHECK and column == 0:
            return Qt.CheckState.Unchecked if line.outcome == "out" else Qt.CheckState.Checked
        if role == _FORE:
            if column == 2:
                return QBrush(QColor(self.theme.light_ink[_INKS[line.outcome]]))
            return QBrush(QColor(self.theme.text3)) if line.outcome == "out" else None
        if role not in (_DISPLAY, _TIP):
            return None
        if column < _FIXED:
            text = ("", line.at.rpartition("!")[2], self.outcome(line))[column]
            if role == _TIP and column == 2 and line.unsure:
                return tr("有名称是按相近程度对应的，请在下面“名称”里确认")
            return text or None
        text = line.texts.get(self.key_of(column), "")
        return text if role == _TIP else text.replace("\n", " ")

    def setData(self, index: Index, value: Any, role: int = _DISPLAY) -> bool:
        if role != _CHECK or index.column() != 0:
            return False
        self.ticked.emit([self.lines[index.row()].key], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            (tr("采用"), tr("原表"), tr("结果"))[section]
            if section < _FIXED
            else self.columns[section - _FIXED][1]
        )


class RowsTable(ReadTable):
    """Space takes the selected rows in or leaves them out, T lets the workbook hold where it differs."""

    toggled = Signal(object)  # keys of rows
    theirs_toggled = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = self.selected_keys()
        if event.key() == Qt.Key.Key_Space and keys:
            self.toggled.emit(keys)
        elif event.key() == Qt.Key.Key_T and keys and not event.modifiers():
            self.theirs_toggled.emit(keys)
        else:
            super().keyPressEvent(event)

    def selected_keys(self) -> list[RowKey]:
        model = self.model()
        assert isinstance(model, RowsModel)
        return [model.lines[index.row()].key for index in self.selectionModel().selectedRows()]


def rows_table(model: RowsModel, name: str) -> RowsTable:
    """The table of the rows, in the look of the others."""
    table = RowsTable()
    dress_to_read(table, model, name)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setStretchLastSection(True)
    model.modelReset.connect(lambda: _fit(table, model))
    return table


def _fit(table: RowsTable, model: RowsModel) -> None:
    for column, width in enumerate((44, 52, 100)):
        table.setColumnWidth(column, width)
    for place, (key, _) in enumerate(model.columns, _FIXED):
        table.setColumnWidth(place, WIDTHS.get(key, _USUAL))
