"""The ledgers that can be exported, in groups; learned ones can be renamed and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from jzledger.ui.texts import tr

_WIDTH, _ROW, _HEAD = 204, 31, 27
_KEY, _LEARNED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LEARN = "\x00learn"


@dataclass(frozen=True)
class Kind:
    """`group` is the heading above it. A `learned` one belongs to the clerk."""

    key: str
    name: str
    group: str
    learned: bool = False


class KindList(QListWidget):
    """F2 renames, Delete deletes a learned layout; so does its context menu."""

    renamed = Signal(str, str)
    delete_asked = Signal(str)
    learn_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kinds")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(tr("台账"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.itemChanged.connect(self._item_changed)
        self.itemClicked.connect(self._clicked)
        self._kinds: Sequence[Kind] = ()

    def show_kinds(self, kinds: Sequence[Kind], current: str = "") -> None:
        current = current or self.kind()
        self._kinds = kinds
        self.blockSignals(True)
        self.clear()
        group = ""
        for kind in kinds:
            if kind.group != group:
                group = kind.group
                self._add_heading(group)
            item = QListWidgetItem(kind.name, self)
            item.setData(_KEY, kind.key)
            item.setData(_LEARNED, kind.learned)
            item.setToolTip(kind.name)
            item.setSizeHint(QSize(0, _ROW))
            if kind.learned:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if not any(kind.learned for kind in kinds):
            self._add_heading(tr("自定"))
        learn = QListWidgetItem(tr("照样表学习版式…"), self)
        learn.setData(_KEY, LEARN)
        learn.setSizeHint(QSize(0, _ROW))
        self.blockSignals(False)
        self.choose(current if any(kind.key == current for kind in kinds) else kinds[0].key)

    def choose(self, key: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    def kind(self) -> str:
        """The key of the chosen ledger, "" for none."""
        item = self.currentItem()
        key = item.data(_KEY) if item is not None else None
        return key if key and key != LEARN else ""

    def name(self) -> str:
        return next((kind.name for kind in self._kinds if kind.key == self.kind()), "")

    def is_learned(self) -> bool:
        item = self.currentItem()
        return bool(item is not None and item.data(_LEARNED))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.is_learned():
            self.delete_asked.emit(self.kind())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not self.kind():
            self.learn_asked.emit()
        else:
            super().keyPressEvent(event)

    def _add_heading(self, text: str) -> None:
        heading = QListWidgetItem(text, self)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setSizeHint(QSize(0, _HEAD))
        heading.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    def _clicked(self, item: QListWidgetItem) -> None:
        if item.data(_KEY) == LEARN:
            self.learn_asked.emit()

    def _item_changed(self, item: QListWidgetItem) -> None:
        key, name = item.data(_KEY), item.text().strip()
        old = next((kind.name for kind in self._kinds if kind.key == key), "")
        if not item.data(_LEARNED) or name == old:
            return
        if name:
            self.renamed.emit(key, name)
        else:
            self.blockSignals(True)
            item.setText(old)
            self.blockSignals(False)

    def _show_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None or not item.data(_LEARNED):
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("改名")).triggered.connect(lambda: self.editItem(item))
        menu.addAction(tr("删除")).triggered.connect(lambda: self.delete_asked.emit(item.data(_KEY)))
        menu.popup(self.viewport().mapToGlobal(at))
