"""The lines of 修改记录 as a table reads them: page by page, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from jzledger.ledger import trail_pages
from jzledger.ledger.trail_pages import TrailFilter, TrailLine, TrailPage
from jzledger.ui.beside import Beside
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.record_trail import local_time
from jzledger.ui.widgets.lines_model import Index, LinesModel

HEADS = ("时间", "经办人", "操作", "表", "行", "列", "原值", "新值")
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)


class TrailModel(LinesModel):
    """Reads a page, beside the window, when the view comes to the end of what is there; then `arrived`."""

    arrived = Signal()
    heads = HEADS
    lines: list[TrailLine]

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._read = bridge.ledger.read
        self._beside = Beside(bridge.report, self)
        self.wanted = TrailFilter()
        self._after: tuple[str, int] | None = None

    def show_lines(self, wanted: TrailFilter) -> None:
        """What was shown stays until the first page is there."""
        self.wanted = wanted
        self._ask(None, self._begin)

    def stop(self) -> None:
        """Read no more."""
        self._beside.stop()

    def _ask(self, after: tuple[str, int] | None, then: Callable[[TrailPage], None]) -> None:
        self._beside.ask(partial(self._read, trail_pages.trail_page, self.wanted, after), then)

    def _begin(self, page: TrailPage) -> None:
        self._after = page.after
        self.put_lines(page.lines)
        self.arrived.emit()

    def _go_on(self, page: TrailPage) -> None:
        first = len(self.lines)
        self._after = page.after
        if page.lines:
            self.beginInsertRows(QModelIndex(), first, first + len(page.lines) - 1)
            self.lines += page.lines
            self.endInsertRows()
        self.arrived.emit()

    @property
    def waiting(self) -> bool:
        """Is a page still to come?"""
        return self._beside.waiting

    @property
    def has_more(self) -> bool:
        return self._after is not None

    def canFetchMore(self, parent: Index) -> bool:
        return self.has_more and not self._beside.waiting and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._after, self._go_on)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP) or not index.isValid():
            return None
        text = self._cells(self.lines[index.row()])[index.column()]
        return text if role == _TIP else text.replace("\n", " ")[:300]

    def _cells(self, line: TrailLine) -> Sequence[str]:
        head = (local_time(line.at), line.by, line.label, line.table, line.row)
        return (*head, line.column, line.before, line.after)
