"""合并到…: which entry stays, what would move to it, and the button that does it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.ledger.merging_units import linked, merge_entries
from jzledger.ledger.name_matching import NameBook
from jzledger.ledger.wording import title_of
from jzledger.rules.text import fold
from jzledger.ui.bridge import Bridge
from jzledger.ui.tables.finding import matcher
from jzledger.ui.texts import tr

_MOST_SHOWN = 50
_LIST_LINES = 5
_ID = Qt.ItemDataRole.UserRole


class MergeBox(QFrame):
    """`ask` opens it for an entry; `merged(id)` names the one that stayed. Esc closes it."""

    merged = Signal(str)
    message = Signal(str)
    left = Signal()  # closed while it had the keyboard

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.bridge = bridge
        self.noun, self.row_id, self.name = "", "", ""
        self._known: list[tuple[str, str]] = []
        self._asked, self.told = QLabel(self), QLabel(self)
        for label in (self._asked, self.told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setObjectName("hint")
        self.text, self.list = QLineEdit(self), QListWidget(self)
        self.text.setPlaceholderText(tr("输入要保留的那一条：汉字或拼音首字母"))
        self.text.setAccessibleName(tr("合并到哪一条"))
        self.text.setClearButtonEnabled(True)
        self.list.setAccessibleName(tr("可以合并到的各条"))
        self.list.setFixedHeight((self.fontMetrics().height() + 6) * _LIST_LINES + 6)
        self.do, cancel = QPushButton(tr("合并"), self), QPushButton(tr("取消 Esc"), self)
        self.do.setProperty("primary", True)
        self.do.clicked.connect(self.merge)
        cancel.clicked.connect(self.close_box)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        for widget in (self._asked, self.text, self.list, self.told):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.text.textChanged.connect(self._fill)
        self.text.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        self.list.itemActivated.connect(lambda _: self.merge())
        self.hide()

    def ask(self, noun: str, row_id: str, name: str, into: str = "") -> None:
        book: NameBook | None = self.bridge.attempt(self.bridge.ledger.read, NameBook, self.bridge.today)
        if book is None:
            return
        self.noun, self.row_id, self.name = noun, row_id, name
        likely = [one.id for one in book.match(noun, name).candidates]
        others = [(other, words) for other, words in book.all_of(noun) if other != row_id]
        # Those that the wording suggests come first.
        self._known = sorted(others, key=lambda one: (one[0] not in likely, fold(one[1])))
        self._asked.setText(tr("“{}”与哪一条是同一个？选中的那一条保留，这一条并入它。").format(name))
        self.text.clear()
        self._fill("")
        if into:
            self._choose(into)
        self.show()
        (self.list if into else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def _choose(self, row_id: str) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(_ID) == row_id:
                self.list.setCurrentRow(place)
                return

    def _fill(self, typed: str) -> None:
        wanted, holds = fold(typed), matcher(typed)
        self.list.blockSignals(True)
        self.list.clear()
        shown = [one for one in self._known if holds(one[1])]
        for row_id, name in shown[:_MOST_SHOWN] if wanted else self._known[:_MOST_SHOWN]:
            item = QListWidgetItem(name)
            item.setData(_ID, row_id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0 if wanted and self.list.count() == 1 else -1)
        self._tell()

    def _tell(self) -> None:
        """What would move."""
        item = self.list.currentItem()
        self.do.setEnabled(item is not None)
        if item is None:
            self.told.setText(
                tr("没有相符的。") if not self.list.count() else tr("先选一条，再看会带过去什么。")
            )
            return
        found = self.bridge.attempt(self.bridge.ledger.read, linked, self.noun, self.row_id) or []
        counts: dict[str, int] = {}
        for one in found:
            counts[title_of(one.noun)] = counts.get(title_of(one.noun), 0) + one.count
        moving = "、".join(f"{title} {count}" for title, count in counts.items()) or tr("没有引用")
        after = (
            tr("“{}”成为它的别名，这一条进回收站；可以撤销。").format(self.name)
            if self.noun == "unit"
            else tr("这一条进回收站；可以撤销。")
        )
        self.told.setText(tr("改到“{}”名下：{}。{}").format(item.text(), moving, after))

    def merge(self) -> None:
        """One Step."""
        into = self.chosen()
        if not into:
            return
        kind = tr("单位") if self.noun == "unit" else tr("人员")
        label = tr("合并{}“{}”").format(kind, self.name)
        changes: Any = self.bridge.attempt(
            self.bridge.ledger.edit, label, merge_entries, self.noun, into, self.row_id
        )
        if changes:
            self.message.emit(tr("已把“{}”并入“{}”。").format(self.name, self.list.currentItem().text()))
            self.close_box()
            self.merged.emit(into)

    def close_box(self) -> None:
        had = self.isVisible() and self.isAncestorOf(self.focusWidget() or self)
        self.hide()
        if had:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_box()
        else:
            super().keyPressEvent(event)
