"""The Qt model over the lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from jzledger.ui.tables.columns import Columns
from jzledger.ui.tables.filters import Filters
from jzledger.ui.tables.lines import Line, Lines
from jzledger.ui.tables.shown import tip
from jzledger.ui.tables.sorting import SortKey
from jzledger.ui.tables.source import KeyOf, Row, TableSource, TitleOf

# Roles as ints: comparing enums costs more than the answer.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
EDIT = int(Qt.ItemDataRole.EditRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
ALIGNMENTS = {
    "left": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
    "center": int(Qt.AlignmentFlag.AlignCenter),
    "right": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
}
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Every change of rows or order is a reset: no index outlives it, and whoever keeps a place keeps a row id."""

    columns_changed = Signal()
    settled = Signal()  # after a reset, when the views, too, have heard of it

    def __init__(self, source: TableSource, *, new_rows: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.lines = Lines(source.fields, new_rows=new_rows)
        self.fields = self.lines.fields.visible()  # the columns that are shown, in their order

    # -- what changes it

    def set_rows(self, rows: Iterable[Row], *, settle: bool = False) -> None:
        self._reset(lambda: self.lines.set_rows(rows, settle=settle))

    def patch(self, rows: Sequence[Row]) -> None:
        """Changed rows stay where they are; rows that were not here come at the end."""
        if any(self.lines.place_of(row[0]) is None for row in rows):
            self._reset(self.lines.patch, rows)
            return
        places = [self.lines.place_of(row[0]) or 0 for row in rows]
        self.lines.patch(rows)
        if places:
            last = len(self.fields) - 1
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), last))

    def set_sort(self, keys: Sequence[SortKey]) -> None:
        self._reset(self.lines.set_sort, keys)

    def set_columns(self, columns: Columns) -> None:
        """Show these, in this order; `columns_changed` comes before `settled`."""
        self.beginResetModel()
        self.lines.set_columns(columns)
        self.fields = columns.visible()
        self.endResetModel()
        self.columns_changed.emit()
        self.settled.emit()

    def set_filters(self, filters: Filters) -> None:
        self._reset(self.lines.set_filters, filters, self.source.context().today)

    def set_groups(self, key_of: KeyOf | None, title_of: TitleOf | None, rank_of: Any = None) -> None:
        self._reset(self.lines.set_groups, key_of, title_of, rank_of)

    def unfold(self, row_id: str) -> None:
        """So that a row in a folded group is shown."""
        self._reset(self.lines.unfold, row_id)

    def fold(self, key: str, folded: bool) -> None:
        self._reset(self.lines.fold, key, folded)

    def refresh(self) -> None:
        self.lines.today = self.source.context().today
        self._reset(self.lines.refresh)

    def _reset(self, change: Any, *args: Any) -> None:
        self.beginResetModel()
        change(*args)
        self.endResetModel()
        self.settled.emit()

    # -- what Qt asks

    def line(self, row: int) -> Line:
        return self.lines.shown[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == DISPLAY:
            return self._text(index.row(), index.column())
        if role == EDIT:
            return self.fields[index.column()].kind.typed(self.line(index.row()).value(index.column()))
        if role == ALIGNMENT:
            return ALIGNMENTS[self.fields[index.column()].kind.align]
        if role == TOOL_TIP:
            return self.tip(index.row(), index.column())
        if role == ACCESSIBLE:
            return f"{self.fields[index.column()].title} {self._text(index.row(), index.column())}"
        return None

    def _text(self, row: int, column: int) -> str:
        line = self.line(row)
        if line.group is not None and column == 0:
            return " ".join(filter(None, (line.group.title.title, line.group.title.detail)))
        return line.shown[column]

    def tip(self, row: int, column: int) -> str:
        """What the tooltip of a cell says."""
        line = self.line(row)
        if line.row is None:
            return self._text(row, column)
        return tip(self.fields[column], line.value(column), self.source.context())

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.is_editable(index.row(), index.column()) else _READ_ONLY

    def is_editable(self, row: int, column: int) -> bool:
        return self.fields[column].editable and self.line(row).group is None

    def entry_column(self) -> int:
        """Where typing a new row begins: the first column that must be filled in, else the first that can be."""
        wanted = [n for n, field in enumerate(self.fields) if field.editable and field.required]
        return next(iter(wanted), next((n for n, field in enumerate(self.fields) if field.editable), 0))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == DISPLAY:
                return self.fields[section].title
            return self.fields[section].help or None if role == TOOL_TIP else None
        return self.number(section) if role == DISPLAY else None

    def number(self, row: int) -> str:
        """What stands beside a line."""
        line = self.line(row)
        if line.row is not None:
            return str(self.lines.number_at(row))
        return "＊" if line.is_new else ""
