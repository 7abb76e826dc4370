"""自定义排序: several keys, the first one the strongest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.records.fields import Field
from jzledger.ui.tables.sorting import PINYIN, STROKES, SortKey, is_words
from jzledger.ui.texts import tr

_KEYS = 4
_NONE = 0


class SortDialog(QDialog):
    """`value` are the keys that were chosen, without repetitions."""

    def __init__(
        self, fields: Sequence[Field], keys: Sequence[SortKey], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("自定义排序"))
        self._fields = fields
        self.columns: list[QComboBox] = []
        self.ways: list[QComboBox] = []
        self.ordered_by: list[QComboBox] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place in range(_KEYS):
            words = tr("主要") if not place else tr("其次")
            column, way, by = QComboBox(self), QComboBox(self), QComboBox(self)
            column.addItems([tr("（不用）"), *(field.title for field in fields)])
            way.addItems([tr("升序"), tr("降序")])
            by.addItems([tr("拼音"), tr("笔画")])
            for box, name in ((column, tr("列")), (way, tr("方向")), (by, tr("汉字按"))):
                box.setAccessibleName(f"{words} {place + 1} {name}")
            grid.addWidget(QLabel(words, self), place, 0)
            for at, box in enumerate((column, way, by), 1):
                grid.addWidget(box, place, at)
            self.columns.append(column)
            self.ways.append(way)
            self.ordered_by.append(by)
            column.currentIndexChanged.connect(self._refresh)
        for key, column, way, by in zip(keys, self.columns, self.ways, self.ordered_by, strict=False):
            column.setCurrentIndex(key.column + 1)
            way.setCurrentIndex(int(key.descending))
            by.setCurrentIndex(int(key.by == STROKES))
        hint = QLabel(tr("空白总在最后；原来的手工次序不变，全部选“（不用）”即恢复。"), self)
        hint.setObjectName("hint")
        cancel, accept = QPushButton(tr("取消"), self), QPushButton(tr("排序"), self)
        accept.setProperty("primary", True)
        accept.setDefault(True)
        cancel.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(accept)
        buttons.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(grid)
        layout.addWidget(hint)
        layout.addLayout(buttons)
        self.setMinimumWidth(440)
        self._refresh()
        self.columns[0].setFocus()

    def _refresh(self) -> None:
        """How Chinese is ordered is asked only where there is Chinese."""
        for column, way, by in zip(self.columns, self.ways, self.ordered_by, strict=True):
            at = column.currentIndex()
            way.setEnabled(at != _NONE)
            by.setEnabled(at != _NONE and is_words(self._fields[at - 1]))

    def value(self) -> list[SortKey]:
        found: dict[int, SortKey] = {}
        for column, way, by in zip(self.columns, self.ways, self.ordered_by, strict=True):
            at = column.currentIndex() - 1
            if at >= 0:
                strokes = by.isEnabled() and by.currentIndex() == 1
                found.setdefault(at, SortKey(at, way.currentIndex() == 1, STROKES if strokes else PINYIN))
        return list(found.values())
