"""One differing cell in full: as sent, ours, theirs, or the clerk's own words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.collect import Typed
from jzledger.exchange.merging import CellMerge, RowMerge
from jzledger.ui.pages.merge_choices import FileReview
from jzledger.ui.texts import tr
from jzledger.ui.widgets.elided import ElidedLabel
from jzledger.ui.widgets.read_text import ReadText

CHOICES = (("ours", "我方现值　1"), ("theirs", "对方填报　2"), ("typed", "另填　3"))
LINES = 3  # of a value


class MergeDetail(QFrame):
    """`chosen(word, text)`: ours, theirs, or typed with the text; `step_asked`: to the next open cell."""

    chosen = Signal(str, str)
    step_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.title, self.place, self.note = QLabel(self), ElidedLabel(self), ElidedLabel(self)
        self.title.setObjectName("stripTitle")
        self.place.setObjectName("hint")
        self.note.setObjectName("problem")
        self.next = QPushButton(tr("下一处　F8"), self)
        self.next.clicked.connect(self.step_asked)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.place, 1)
        head.addWidget(self.next)
        self.base = ReadText(LINES, self)
        self.group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        self.values = {word: ReadText(LINES, self) for word in ("ours", "theirs")}
        self.typed = QLineEdit(self)
        self.typed.setPlaceholderText(tr("写好后按回车"))
        self.typed.setAccessibleName(tr("另填"))
        self.typed.returnPressed.connect(self._say_typed)
        self._cell: tuple[Path, tuple[str, str]] | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        sent = QLabel(tr("下发时"), self)
        sent.setObjectName("fieldTitle")
        grid.addWidget(sent, 0, 0)
        grid.addWidget(self.base, 1, 0)
        for column, (word, title) in enumerate(CHOICES, 1):
            radio = QRadioButton(tr(title), self)
            radio.clicked.connect(lambda _=False, one=word: self._clicked(one))
            self.group.addButton(radio)
            self.radios[word] = radio
            grid.addWidget(radio, 0, column)
            grid.addWidget(self.values.get(word, self.typed), 1, column, Qt.AlignmentFlag.AlignTop)
        named = (
            (self.base, "下发时"),
            (self.values["ours"], "我方现值"),
            (self.values["theirs"], "对方填报"),
        )
        for label, name in named:
            label.setAccessibleName(tr(name))
        for column in range(4):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(self.note)

    def show_cell(self, review: FileReview, row: RowMerge, cell: CellMerge) -> None:
        self.title.setText(cell.title)
        self.place.setText(f"{' · '.join(name for name in row.names if name)}　|　{tr('原表')} {cell.place}")
        empty = tr("（空）")
        for label, text in (
            (self.base, cell.base),
            (self.values["ours"], cell.ours),
            (self.values["theirs"], cell.theirs),
        ):
            label.setText(text or empty)
        choosable = cell.outcome in ("take", "ask")
        for radio in self.radios.values():
            radio.setEnabled(choosable)
        self.typed.setEnabled(choosable)
        verdict = review.verdict(cell)
        self._check({"take": "theirs", "keep": "ours", "typed": "typed"}.get(verdict, ""))
        chosen = review.cells.get(cell.at)
        if self._cell == (review.path, cell.at) and self.typed.isModified() and self.typed.hasFocus():
            self._check("typed")  # the comparison was renewed under the clerk's hands
        else:
            self.typed.setText(chosen.shown if isinstance(chosen, Typed) else "")
        self._cell = (review.path, cell.at)
        self.note.setText(f"▲ {cell.note}" if cell.note else "")

    def _check(self, word: str) -> None:
        self.group.setExclusive(False)
        for one, radio in self.radios.items():
            radio.setChecked(one == word)
        self.group.setExclusive(True)

    def _clicked(self, word: str) -> None:
        if word == "typed":
            self.write()
        else:
            self.chosen.emit(word, "")

    def _say_typed(self) -> None:
        self.typed.setModified(False)
        self.chosen.emit("typed", self.typed.text())

    def write(self) -> None:
        """Into the line for the clerk's own words."""
        self._check("typed")
        self.typed.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.selectAll()
