"""导出 Excel: which ledger, for which day and month, and where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.view_export import VIEW
from jzledger.ui.texts import tr


@dataclass(frozen=True)
class ExportChoice:
    """What to export: `as_of` is 填报时间, `month` the last month of the period."""

    kind: str
    as_of: date
    month: int
    path: Path


class ExportDialog(QDialog):
    """`kinds`: (key, name). `name_of(kind, day, month)` gives the office's file name."""

    def __init__(
        self,
        kinds: Sequence[tuple[str, str]],
        today: date,
        month: int,
        folder: Path,
        name_of: Callable[[str, date, int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("导出 Excel"))
        self.setMinimumWidth(560)
        self._folder, self._name_of = folder, name_of
        self.kind, self.month = QComboBox(self), QComboBox(self)
        for key, name in kinds:
            self.kind.addItem(name, key)
        self.month.addItems([tr("1月")] + [f"1—{n}月" for n in range(2, 13)])
        self.month.setCurrentIndex(month - 1)
        self.as_of = QDateEdit(QDate(today.year, today.month, today.day), self)
        self.as_of.setDisplayFormat("yyyy年M月d日")
        self.as_of.setCalendarPopup(True)
        self.path = QLineEdit(self)
        browse = QPushButton(tr("选择…"), self)
        browse.clicked.connect(self._browse)
        where = QHBoxLayout()
        where.addWidget(self.path, 1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setVerticalSpacing(10)
        form.addRow(tr("台账"), self.kind)
        form.addRow(tr("填报时间"), self.as_of)
        form.addRow(tr("数据期间"), self.month)
        form.addRow(tr("保存到"), where)
        self.note = QLabel(self)
        self.note.setObjectName("hint")
        self.note.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self._go = buttons.addButton(tr("导出"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setProperty("primary", True)
        buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.note)
        layout.addWidget(buttons)
        self._suggested = ""
        self.kind.currentIndexChanged.connect(self._suggest)
        self.month.currentIndexChanged.connect(self._suggest)
        self.as_of.dateChanged.connect(self._suggest)
        self.path.textChanged.connect(self._look)
        self._suggest()

    def _suggest(self) -> None:
        # A view is written as it stands in the window; only the ledgers are made for a period.
        self.month.setEnabled(self.kind.currentData() != VIEW)
        self._look()
        if self.path.text() == self._suggested:
            choice = self.value()
            self._suggested = str(self._folder / self._name_of(choice.kind, choice.as_of, choice.month))
            self.path.setText(self._suggested)

    def _look(self) -> None:
        """Overwriting is asked here, in the form, not in a box on top of it."""
        there = Path(self.path.text().strip()).is_file()
        self.note.setText(
            tr("已有同名文件，导出后将替换它。")
            if there
            else tr("按表里现在的次序、列和筛选写出。")
            if self.kind.currentData() == VIEW
            else tr("灯号和超期按填报时间这一天判定。")
        )
        self._go.setText(tr("替换并导出") if there else tr("导出"))
        self._go.setEnabled(bool(self.path.text().strip()))

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("导出到"),
            self.path.text(),
            tr("Excel 工作簿 (*.xlsx)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.path.setText(name if name.endswith(".xlsx") else f"{name}.xlsx")

    def value(self) -> ExportChoice:
        day = self.as_of.date()
        as_of = date(day.year(), day.month(), day.day())
        path = Path(self.path.text().strip())
        return ExportChoice(str(self.kind.currentData()), as_of, self.month.currentIndex() + 1, path)
