"""下发: to whom, until when, into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.records.kinds import Ref
from jzledger.ui.texts import tr
from jzledger.ui.widgets.primary import primary_and_cancel

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class DispatchChoice:
    folder: Path
    due_on: date
    units: tuple[str, ...]


class DispatchDialog(QDialog):
    """`units`: each with the rows of its sheets."""

    def __init__(
        self,
        units: Sequence[tuple[Ref, Sequence[tuple[str, int]]]],
        due_on: date,
        folder: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("下发表格"))
        self.resize(560, 540)
        self.list = QListWidget(self)
        self.list.setObjectName("pairs")
        self.list.setAccessibleName(tr("单位"))
        for unit, counts in units:
            rows = "，".join(f"{sheet} {count} 行" for sheet, count in counts)
            item = QListWidgetItem(f"{unit.name}　{rows}")
            item.setData(_ID, unit.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.due = QDateEdit(QDate(due_on.year, due_on.month, due_on.day), self)
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self._beside = folder.parent  # where a bare name lies
        self.folder = QLineEdit(str(folder), self)
        choose = QPushButton(tr("选择…"), self)
        choose.clicked.connect(self._choose)
        across = QHBoxLayout()
        across.addWidget(self.folder, 1)
        across.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow(tr("返回期限"), self.due)
        form.addRow(tr("放到文件夹"), across)
        self.told = QLabel(self)
        self.told.setObjectName("hint")
        all_, none = QPushButton(tr("全选"), self), QPushButton(tr("全不选"), self)
        all_.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        above = QHBoxLayout()
        above.addWidget(self.told, 1)
        above.addWidget(all_)
        above.addWidget(none)
        buttons, self.send = primary_and_cancel(self, tr("下发"), self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.list.itemChanged.connect(lambda _: self._count())
        self.folder.textChanged.connect(lambda _: self._count())
        self._count()

    def value(self) -> DispatchChoice:
        day = self.due.date()
        return DispatchChoice(
            self._beside / self.folder.text().strip(),
            date(day.year(), day.month(), day.day()),
            self._ticked(),
        )

    def _ticked(self) -> tuple[str, ...]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _count(self) -> None:
        ticked = len(self._ticked())
        self.told.setText(tr("共 {} 家有要填的内容，下发 {} 家").format(self.list.count(), ticked))
        self.send.setEnabled(ticked > 0 and bool(self.folder.text().strip()))

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("放到文件夹"), self.folder.text())
        if name:
            self.folder.setText(name)
