"""列设置: which columns a table shows, in which order, how wide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.ui.tables.appearance import Appearance
from jzledger.ui.texts import tr
from jzledger.ui.widgets.primary import primary_and_cancel

_KEY = Qt.ItemDataRole.UserRole
_LEAST, _MOST = 2.0, 120.0  # characters of half a 汉字


class ColumnsDialog(QDialog):
    """A check list that is dragged, or moved by Alt+↑ and Alt+↓. Nothing changes before 「确定」."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("列设置"))
        self.setMinimumSize(420, 480)
        self._appearance = appearance
        self._fields = {field.key: field for field in appearance.order.fields}
        self._widths: dict[str, float] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("要显示的列"))
        self.list.setSpacing(2)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.up, self.down = QPushButton(tr("上移")), QPushButton(tr("下移"))
        self.all, self.usual = QPushButton(tr("全部显示")), QPushButton(tr("恢复默认"))
        self.up.setShortcut("Alt+Up")
        self.down.setShortcut("Alt+Down")
        self.width_box = QDoubleSpinBox(self)
        self.width_box.setRange(_LEAST, _MOST)
        self.width_box.setDecimals(1)
        self.width_box.setSuffix(tr(" 字符"))
        self.width_box.setAccessibleName(tr("列宽"))
        beside = QVBoxLayout()
        for button in (self.up, self.down, self.all, self.usual):
            beside.addWidget(button)
        beside.addSpacing(8)
        beside.addWidget(QLabel(tr("列宽"), self))
        beside.addWidget(self.width_box)
        beside.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(self.list, 1)
        across.addLayout(beside)
        self.note = QLabel(self)
        self.note.setObjectName("hint")
        buttons, self._go = primary_and_cancel(self, tr("确定"), self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(across, 1)
        layout.addWidget(self.note)
        layout.addWidget(buttons)
        order = appearance.order
        self._fill(order.order, order.hidden, {key: appearance.width_of(key) for key in order.order})
        self.list.itemChanged.connect(self._count)
        self.list.currentItemChanged.connect(self._show_width)
        self.width_box.valueChanged.connect(self._set_width)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.all.clicked.connect(lambda: self._check_all())
        self.usual.clicked.connect(self._as_usual)
        self.list.setCurrentRow(0)
        self._count()

    def value(self) -> tuple[list[str], list[str], dict[str, float]]:
        """(order, hidden, widths)."""
        items = [self.list.item(n) for n in range(self.list.count())]
        hidden = [item.data(_KEY) for item in items if item.checkState() != Qt.CheckState.Checked]
        return [item.data(_KEY) for item in items], hidden, dict(self._widths)

    def accept(self) -> None:
        self._appearance.arrange(*self.value())
        super().accept()

    def _fill(self, order: list[str], hidden: set[str], widths: dict[str, float]) -> None:
        self._widths = dict(widths)
        self.list.clear()
        for key in order:
            item = QListWidgetItem(self._fields[key].title)
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Unchecked if key in hidden else Qt.CheckState.Checked)
            item.setToolTip(self._fields[key].help)
            self.list.addItem(item)

    def _count(self) -> None:
        _, hidden, _ = self.value()
        shown = self.list.count() - len(hidden)
        self.note.setText(
            tr("显示 {} 列，隐藏 {} 列。拖动可改变次序。").format(shown, len(hidden))
            if shown
            else tr("至少要留一列。")
        )
        self._go.setEnabled(shown > 0)

    def _move(self, way: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + way < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + way, item)
            self.list.setCurrentRow(row + way)

    def _check_all(self) -> None:
        for n in range(self.list.count()):
            self.list.item(n).setCheckState(Qt.CheckState.Checked)

    def _as_usual(self) -> None:
        fields = self._appearance.order.fields
        self._fill(
            [field.key for field in fields], set(), {field.key: float(field.width) for field in fields}
        )
        self.list.setCurrentRow(0)
        self._count()

    def _show_width(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.width_box.blockSignals(True)
            self.width_box.setValue(self._widths[item.data(_KEY)])
            self.width_box.blockSignals(False)

    def _set_width(self, units: float) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._widths[item.data(_KEY)] = units
