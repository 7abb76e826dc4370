"""回收站: deleted rows, and how they come back or go for good."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.ledger import bin as recycle_bin
from jzledger.ledger.bin_rows import BinRow, bin_rows, bin_size
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.record_trail import local_time
from jzledger.ui.texts import tr
from jzledger.ui.widgets.lines_model import Index, LinesModel
from jzledger.ui.widgets.read_table import read_table
from jzledger.ui.widgets.strips import Banner

HEADS = ("删除时间", "删除人", "表", "行", "所属", "连带恢复")
WIDTHS = (140, 90, 100, 380, 260, 90)
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)


class _BinModel(LinesModel):
    heads = HEADS
    lines: list[BinRow]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP) or not index.isValid():
            return None
        row = self.lines[index.row()]
        parts = tr("{} 行").format(row.parts) if row.parts else ""
        text = (local_time(row.at), row.by, row.table, row.name, row.of, parts)[index.column()]
        return text.replace("\n", " ")


class BinPane(QWidget):
    """`reload` reads it again."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._all: list[BinRow] = []
        self.model = _BinModel(self)
        self.table = read_table(self.model, tr("回收站表"), WIDTHS)
        self.kind = QComboBox(self)
        self.kind.addItem(tr("全部"), "")
        self.kind.setAccessibleName(tr("按表筛选"))
        self.kind.setMinimumWidth(120)
        self.back = QPushButton(tr("恢复"), self)
        self.back.setProperty("primary", True)
        self.clear = QPushButton(tr("清空回收站…"), self)
        self.banner = Banner(self)
        self.hint, self.empty = QLabel(self), QLabel(tr("回收站是空的。"), self)
        self.hint.setObjectName("hint")
        self.empty.setObjectName("hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QFrame(self)
        bar.setObjectName("panelBar")
        across = QHBoxLayout(bar)
        across.setContentsMargins(10, 6, 10, 6)
        across.setSpacing(8)
        across.addWidget(QLabel(tr("表"), bar))
        across.addWidget(self.kind)
        across.addWidget(self.hint, 1)
        across.addWidget(self.clear)
        across.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        self.kind.currentIndexChanged.connect(self._show)
        self.back.clicked.connect(self.restore_chosen)
        self.clear.clicked.connect(self.ask_to_empty)
        self.table.opened.connect(lambda _: self.restore_chosen())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def count(self) -> int:
        return len(self._all)

    def reload(self) -> None:
        self._all = self.bridge.attempt(self.bridge.ledger.read, bin_rows) or []
        chosen = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(tr("全部"), "")
        for title in dict.fromkeys(row.table for row in self._all):
            self.kind.addItem(title, title)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.blockSignals(False)
        self._show()

    def _show(self) -> None:
        wanted = self.kind.currentData()
        rows = [row for row in self._all if not wanted or row.table == wanted]
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        kept = {row.id for row in self.chosen()}
        self.model.put_lines(rows)
        if held and not rows:
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)  # the table and 恢复 go
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.hint.setText(
            tr("{} 行　恢复时连同它的单位、办理过程、附件一起回来").format(len(rows)) if rows else ""
        )
        if rows:
            self.table.select_rows([n for n, row in enumerate(rows) if row.id in kept] or [0])
        self._enable()

    def _enable(self) -> None:
        self.back.setEnabled(bool(self.chosen()))
        self.clear.setEnabled(bool(self._all))

    def chosen(self) -> list[BinRow]:
        return [self.model.lines[index.row()] for index in self.table.selectionModel().selectedRows()]

    def restore_chosen(self) -> None:
        """One Step for all of them."""
        rows = self.chosen()
        if not rows:
            return

        def restore(session: Any) -> None:
            for row in rows:
                recycle_bin.restore(session, row.noun, [row.id])

        label = tr("恢复{}").format("、".join(dict.fromkeys(row.table for row in rows)))
        if self.bridge.attempt(self.bridge.ledger.edit, label, restore):
            self.message.emit(tr("已恢复 {} 行。").format(len(rows)))
            self.reload()

    def ask_to_empty(self) -> None:
        """The only thing that cannot be undone, so it asks."""
        size = self.bridge.attempt(self.bridge.ledger.read, bin_size) or 0
        self.banner.show_report(
            tr("清空后不能恢复：{} 行，连同其部分共 {} 条。").format(self.count(), size),
            [(tr("清空"), self.empty_now)],
            warn=True,
        )

    def empty_now(self) -> None:
        if self.bridge.attempt(self.bridge.ledger.empty_bin):
            self.message.emit(tr("回收站已清空。"))
            self.reload()
