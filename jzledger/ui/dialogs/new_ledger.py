"""新建台账: city, office, clerk, year, and where the file shall lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jzledger.ui.texts import tr
from jzledger.ui.widgets.primary import primary_and_cancel


@dataclass(frozen=True)
class NewLedger:
    """What the form asks for."""

    path: Path
    city: str
    city_name: str
    office: str
    clerk: str
    year: int


class NewLedgerDialog(QDialog):
    """`value` gives the answers after the dialog was accepted."""

    def __init__(
        self, cities: Mapping[str, str], clerk: str, year: int, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("新建台账"))
        self.setMinimumWidth(520)
        self._folder = folder
        self.city = QComboBox(self)
        self.city.setEditable(True)
        for code, name in cities.items():
            self.city.addItem(name, code)
        self.city.setCurrentIndex(max(0, self.city.findData("4108")))
        self.office, self.clerk = QLineEdit(self), QLineEdit(clerk, self)
        self.year = QSpinBox(self)
        self.year.setRange(2000, 2100)
        self.year.setValue(year)
        self.year.lineEdit().setTextMargins(8, 0, 8, 0)  # as the other boxes; the style reaches it not
        self.path = QLineEdit(self)
        browse = QPushButton(tr("选择…"), self)
        browse.clicked.connect(self._browse)
        where = QHBoxLayout()
        where.addWidget(self.path, 1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setVerticalSpacing(10)
        form.addRow(tr("城市"), self.city)
        form.addRow(tr("单位名称"), self.office)
        form.addRow(tr("经办人"), self.clerk)
        form.addRow(tr("年度"), self.year)
        form.addRow(tr("保存到"), where)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        buttons, _ = primary_and_cancel(self, tr("建立台账"), self._accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        # The names follow city and year until the clerk writes others.
        self._suggested_office = self._suggested_path = ""
        self.city.currentTextChanged.connect(self._suggest)
        self.year.valueChanged.connect(self._suggest)
        self._suggest()

    def _suggest(self) -> None:
        city = self.city.currentText().strip()
        if self.office.text() == self._suggested_office:
            self._suggested_office = f"{city}重点项目建设办公室"
            self.office.setText(self._suggested_office)
        if self.path.text() == self._suggested_path:
            self._suggested_path = str(self._folder / f"{city}{self.year.value()}年重点项目台账.jzl")
            self.path.setText(self._suggested_path)

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("台账保存到"), self.path.text(), tr("台账 (*.jzl)"))
        if name:
            self.path.setText(name if name.endswith(".jzl") else f"{name}.jzl")

    def _accept(self) -> None:
        missing = next((words for words, box in self._required() if not box.strip()), None)
        path = Path(self.path.text().strip())
        if missing:
            self.say(tr("请填写“{}”。").format(missing))
        elif path.exists():
            self.say(tr("已经有“{}”这个文件。请换一个名称，或直接打开它。").format(path.name))
        elif not path.parent.is_dir():
            self.say(tr("文件夹“{}”不存在。请换一个位置。").format(path.parent))
        else:
            self.accept()

    def _required(self) -> tuple[tuple[str, str], ...]:
        return (
            (tr("城市"), self.city.currentText()),
            (tr("单位名称"), self.office.text()),
            (tr("经办人"), self.clerk.text()),
            (tr("保存到"), self.path.text()),
        )

    def say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def value(self) -> NewLedger:
        name = self.city.currentText().strip()
        known = self.city.findText(name)
        code = str(self.city.itemData(known)) if known >= 0 else ""
        path = Path(self.path.text().strip())
        path = path if path.suffix == ".jzl" else path.with_name(f"{path.name}.jzl")
        return NewLedger(
            path, code, name, self.office.text().strip(), self.clerk.text().strip(), self.year.value()
        )
