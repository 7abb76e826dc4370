"""名称: what is written in a workbook, and which known unit, project or person it is taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.exchange.workbook_names import Question
from jzledger.ui.texts import tr
from jzledger.ui.widgets.lines_model import Index, LinesModel
from jzledger.ui.widgets.read_table import read_table

NOUNS = {"unit": "单位", "project": "项目", "person": "人员"}
HEADS = ("种类", "原表写的", "对应到", "依据", "出现")
WIDTHS = (52, 170, 210, 190, 60)
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)


class NamesModel(LinesModel):
    """Those that wait for the clerk come first."""

    heads = HEADS
    lines: list[Question]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: Mapping[tuple[str, str], str] = {}

    def show_questions(self, questions: Sequence[Question], names: Mapping[tuple[str, str], str]) -> None:
        ranked = sorted(
            questions, key=lambda one: (one.sure, not one.match.candidates, one.noun, one.written)
        )
        self.names = names
        if [(one.noun, one.written) for one in ranked] == [(one.noun, one.written) for one in self.lines]:
            self.lines = ranked
            self.refresh()
        else:
            self.put_lines(ranked)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP) or not index.isValid():
            return None
        one = self.lines[index.row()]
        return (tr(NOUNS[one.noun]), one.written, self.meant(one), self.reason(one), str(len(one.places)))[
            index.column()
        ]

    def meant(self, one: Question) -> str:
        if not one.answer:
            return tr("新增“{}”").format(one.written)
        return self.names.get((one.noun, one.answer), "")

    def reason(self, one: Question) -> str:
        if one.sure and one.match.candidates:
            return tr("已确认")
        if not one.match.candidates:
            return tr("台账里没有")
        chosen = next((c for c in one.match.candidates if c.id == one.answer), None)
        if chosen is None:
            best = one.match.candidates[0]
            return tr("待确认：最接近 {} 分").format(round(best.points))
        return tr("待确认：{}").format(chosen.reason)


class NamesPane(QWidget):
    """`answered(noun, written, id)`, "" for a new row; `place_asked(address)` to see where the name stands."""

    answered = Signal(str, str, str)
    all_confirmed = Signal()
    place_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = NamesModel(self)
        self.table = read_table(self.model, tr("要确认的名称"), WIDTHS)
        self.asked = QLabel(self)
        self.asked.setTextFormat(Qt.TextFormat.PlainText)
        self.choice = QComboBox(self)
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.choice.setAccessibleName(tr("对应到哪一个"))
        self.choice.setMinimumWidth(220)
        self.yes, self.all = QPushButton(tr("确认"), self), QPushButton(tr("全部按此确认"), self)
        self._all: dict[str, list[tuple[str, str]]] = {}
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 5, 10, 6)
        bar.setSpacing(8)
        bar.addWidget(self.asked)
        bar.addWidget(self.choice, 1)
        bar.addWidget(self.yes)
        bar.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addLayout(bar)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())
        self.table.opened.connect(lambda _: self.choice.setFocus(Qt.FocusReason.OtherFocusReason))
        self.choice.activated.connect(lambda _: self.answer())
        self.yes.clicked.connect(self.answer)
        self.all.clicked.connect(self.all_confirmed)

    def show_questions(
        self, questions: Sequence[Question], known: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        """`known`: noun -> (id, name) of all that may be chosen."""
        self._all = {noun: list(rows) for noun, rows in known.items()}
        names = {(noun, row_id): name for noun, rows in known.items() for row_id, name in rows}
        self.model.show_questions(questions, names)
        if self.model.lines and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._offer()

    def waiting(self) -> int:
        return sum(not one.sure for one in self.model.lines)

    def current(self) -> Question | None:
        place = self.table.currentIndex().row()
        return self.model.lines[place] if 0 <= place < len(self.model.lines) else None

    def _offer(self) -> None:
        one = self.current()
        for widget in (self.choice, self.yes):
            widget.setEnabled(one is not None)
        self.all.setEnabled(self.waiting() > 0)
        self.choice.clear()
        if one is None:
            self.asked.setText("")
            return
        self.asked.setText(tr("“{}”是").format(one.written))
        likely = [c.id for c in one.match.candidates]
        for c in one.match.candidates:
            name = self.model.names.get((one.noun, c.id), c.name)
            self.choice.addItem(f"{name}　{c.reason or round(c.points)}", c.id)
        self.choice.addItem(tr("新增“{}”").format(one.written), "")
        for row_id, name in self._all.get(one.noun, ()):
            if row_id not in likely:
                self.choice.addItem(name, row_id)
        completer = QCompleter(self.choice.model(), self.choice)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.choice.setCompleter(completer)
        self.choice.setCurrentIndex(max(0, self.choice.findData(one.answer)))
        if one.places and (self.table.hasFocus() or self.choice.hasFocus()):
            self.place_asked.emit(one.places[0])

    def answer(self) -> None:
        """The choice that is shown is what the name means; on to the next that waits."""
        one = self.current()
        place = self.choice.findText(self.choice.currentText())
        if one is None or place < 0:
            return
        at = self.table.currentIndex().row()
        self.answered.emit(one.noun, one.written, str(self.choice.itemData(place) or ""))
        if at + 1 < self.model.rowCount():
            self.table.selectRow(at + 1)
