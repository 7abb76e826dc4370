"""查重: pairs of issues that say nearly the same, side by side, to be merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jzledger.ledger.attachments import attached_to
from jzledger.ledger.changes import Changes
from jzledger.ledger.merging import merge_issues
from jzledger.ledger.moving import notes_of
from jzledger.ledger.similar import Pair, tell_apart
from jzledger.records.fields import TABLES
from jzledger.ui.bridge import Bridge
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme

_KEYS = "title category units person lead_unit due state progress measures need outcome opened_on number note".split()
_TABLE_OF = {"problem": "issues", "directive": "directives"}


class SimilarDialog(QDialog):
    """`pairs` as `ledger.similar.all_pairs` gives them. Merging is one Step, which 撤销 takes back."""

    go_asked = Signal(str)  # id of an issue
    message = Signal(str)

    def __init__(
        self, bridge: Bridge, theme: Theme, pairs: Sequence[Pair], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("查重"))
        self.resize(980, 600)
        self.bridge, self.theme, self.pairs = bridge, theme, list(pairs)
        self._rows: dict[str, dict[str, Any]] = {}
        self.hint = QLabel(self)
        self.hint.setObjectName("hint")
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("相近的问题"))
        self.list.setObjectName("pairs")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sides = QTableWidget(0, 2, self)
        self.sides.setHorizontalHeaderLabels([tr("左"), tr("右")])
        self.sides.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sides.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.sides.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.sides.horizontalHeader().setHighlightSections(False)
        self.sides.setAccessibleName(tr("两行对照"))
        self.keep_left = QPushButton(tr("合并，保留左边"), self)
        self.keep_right = QPushButton(tr("合并，保留右边"), self)
        self.apart = QPushButton(tr("不是重复"), self)
        go, close = QPushButton(tr("在表里看左边"), self), QPushButton(tr("关闭"), self)
        for button in (self.keep_left, self.keep_right, self.apart, go, close):
            button.setAutoDefault(False)
        self.keep_left.setProperty("primary", True)
        self.keep_left.clicked.connect(lambda: self.merge(0))
        self.keep_right.clicked.connect(lambda: self.merge(1))
        self.apart.clicked.connect(self.skip)
        go.clicked.connect(self._go)
        close.clicked.connect(self.close)
        self._go_button = go
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.list)
        across.addWidget(self.sides)
        across.setSizes([300, 660])
        across.setHandleWidth(5)
        bar = QHBoxLayout()
        bar.addWidget(go)
        bar.addStretch(1)
        for button in (self.apart, self.keep_right, self.keep_left, close):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self.hint)
        layout.addWidget(across, 1)
        layout.addLayout(bar)
        self.list.currentRowChanged.connect(self._show)
        bridge.changed.connect(self._changed)
        self._fill()

    def _fill(self, at: int = 0) -> None:
        self._load()
        self.pairs = [pair for pair in self.pairs if {pair.first, pair.second} <= self._rows.keys()]
        self.list.blockSignals(True)
        self.list.clear()
        for pair in self.pairs:
            row = self._rows[pair.first]
            project = row["project"].name if row["project"] else tr("没有项目")
            self.list.addItem(f"{pair.likeness:.0%}　{row['title']}\n{project}")
        self.list.blockSignals(False)
        self.hint.setText(
            tr(
                "同一项目里有 {} 对相近的。合并后两边的办理过程、出处、附件和单位都归保留的一行；可以撤销。"
            ).format(len(self.pairs))
            if self.pairs
            else tr("没有相近的问题。")
        )
        self.list.setCurrentRow(min(at, len(self.pairs) - 1))
        self._show()

    def _load(self) -> None:
        self._rows = {}
        for kind, key in _TABLE_OF.items():
            ids = {i for pair in self.pairs if pair.kind == kind for i in (pair.first, pair.second)}
            table = TABLES[key]
            fields = [table.field(name) for name in ("project", *_KEYS)]
            rows = self.bridge.attempt(
                self.bridge.ledger.rows, table, self.bridge.context(), fields=fields, ids=ids
            )
            for row in rows or ():
                self._rows[row[0]] = dict(zip(("project", *_KEYS), row[2:], strict=True))

    def pair(self) -> Pair | None:
        place = self.list.currentRow()
        return self.pairs[place] if 0 <= place < len(self.pairs) else None

    def _show(self, _: int = 0) -> None:
        pair = self.pair()
        for button in (self.keep_left, self.keep_right, self.apart, self._go_button):
            button.setEnabled(pair is not None)
        if pair is None:
            self.sides.setRowCount(0)
            return
        table, read = TABLES[_TABLE_OF[pair.kind]], self.bridge.ledger.read
        titles, cells = [], []
        for key in _KEYS:
            show = table.field(key).kind.show
            both = [show(self._rows[row_id][key]) for row_id in (pair.first, pair.second)]
            if any(both):
                titles.append(table.field(key).title)
                cells.append(both)
        titles += [tr("办理过程"), tr("附件")]
        ids = (pair.first, pair.second)
        cells.append([tr("{} 条").format(len(self.bridge.attempt(read, notes_of, i) or ())) for i in ids])
        files = [self.bridge.attempt(read, attached_to, "issue", i) or () for i in ids]
        cells.append(["、".join(one.name for one in some) or "—" for some in files])
        self.sides.setRowCount(len(cells))
        self.sides.setVerticalHeaderLabels(titles)
        for place, both in enumerate(cells):
            for column, text in enumerate(both):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                # What only one side has is simply taken over; where both differ a choice is made.
                if all(both) and both[0] != both[1] and place < len(cells) - 2:
                    item.setBackground(QColor(self.theme.light_fill["amber"]))
                    item.setForeground(QColor(self.theme.text))
                self.sides.setItem(place, column, item)
        self._fit()

    def _fit(self) -> None:
        """Few rows, all in sight: their heights may be measured."""
        for place in range(self.sides.rowCount()):
            self.sides.resizeRowToContents(place)
            self.sides.setRowHeight(place, self.sides.rowHeight(place) + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # when the columns have their new widths

    def merge(self, kept: int) -> None:
        pair = self.pair()
        if pair is None:
            return
        ids = (pair.first, pair.second)
        label = tr("合并交办事项") if pair.kind == "directive" else tr("合并问题")
        if self.bridge.attempt(self.bridge.ledger.edit, label, merge_issues, ids[kept], ids[1 - kept]):
            self.message.emit(tr("已合并，另一行放入回收站。"))
            self._fill(self.list.currentRow())

    def skip(self) -> None:
        """The two are not the same: they are not offered again. One Step, which 撤销 takes back."""
        pair, at = self.pair(), self.list.currentRow()
        edit = self.bridge.ledger.edit
        if pair is not None and self.bridge.attempt(
            edit, tr("注明不是重复"), tell_apart, pair.first, pair.second
        ):
            self.pairs.remove(pair)
            self._fill(at)

    def _go(self) -> None:
        if (pair := self.pair()) is not None:
            self.go_asked.emit(pair.first)

    def _changed(self, changes: Changes) -> None:
        if changes.ids("issue") or changes.everything:
            self._fill(max(0, self.list.currentRow()))
