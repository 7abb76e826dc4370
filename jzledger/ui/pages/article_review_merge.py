"""With which row of the ledger is it the same: the likely ones with score and reason, any other by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.article_items import Candidate
from jzledger.rules.pinyin import matches_initials
from jzledger.ui.texts import tr

_MOST_SHOWN = 100


class MergeChooser(QFrame):
    """`chosen(candidate)` by Enter or a double click; `left` by Esc. Typing narrows, by 汉字 or pinyin initials."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._likely: Sequence[Candidate] = ()
        self._others: Sequence[Candidate] = ()
        self._shown: list[Candidate] = []
        self.title = QLabel(self)
        self.title.setObjectName("panelTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        hint = QLabel(tr("↑ ↓ 选择　Enter 合并　Esc 不合并"), self)
        hint.setObjectName("hint")
        self.typed = QLineEdit(self)
        self.typed.setPlaceholderText(tr("输入名称或拼音首字母，找台账里的其他行"))
        self.typed.setAccessibleName(tr("查找要合并到的行"))
        self.typed.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("pairs")
        self.list.setAccessibleName(tr("可以合并到的行"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.typed)
        layout.addWidget(self.list, 1)
        self.typed.textChanged.connect(self._fill)
        self.typed.installEventFilter(self)
        self.list.itemActivated.connect(lambda item: self._choose(self.list.row(item)))

    def ask(self, name: str, likely: Sequence[Candidate], others: Sequence[Candidate]) -> None:
        self._likely, self._others = likely, others
        self.title.setText(tr("“{}”合并到").format(name if len(name) <= 24 else name[:23] + "…"))
        self.typed.clear()
        self._fill()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        typed = self.typed.text().strip()
        rows = [*self._likely, *self._others] if typed else list(self._likely) or list(self._others)
        self._shown = [one for one in rows if not typed or matches_initials(one.name, typed)][:_MOST_SHOWN]
        self.list.clear()
        for one in self._shown:
            score = f"{one.score:.2f}" if one.score else tr("台账中")
            item = QListWidgetItem(f"{one.name}\n{score}　{one.reason}")
            item.setToolTip(one.name)
            self.list.addItem(item)
        if not self._shown:
            empty = QListWidgetItem(tr("台账里没有这样的行。"))
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(empty)
        self.list.setCurrentRow(0 if self._shown else -1)

    def offered(self) -> list[str]:
        return [one.name for one in self._shown]

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self.chosen.emit(self._shown[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._shown:
            row = self.list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
            self.list.setCurrentRow(max(0, min(len(self._shown) - 1, row)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentRow())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True
