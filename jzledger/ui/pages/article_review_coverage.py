"""核对遗漏: every sentence that obliges somebody or tells of an obstacle, with the rows it became or the reason why none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from jzledger.exchange.article_review import Covered
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.lines_model import Index, LinesModel

HEADS = ("句子", "说的是", "成行", "没有成行的原因")
_KINDS = {"obligation": "要求", "obstacle": "问题"}
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)


class CoverageModel(LinesModel):
    """What no rule and no clerk has settled comes first."""

    heads = HEADS
    lines: list[Covered]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.numbers: dict[str, int] = {}
        self.theme: Theme = LIGHT

    def show_lines(self, lines: Sequence[Covered], numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self.put_lines(sorted(lines, key=lambda one: (one.settled, one.start)))

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _INK and not line.settled and index.column() != 3:
            return QColor(self.theme.light_ink["amber"])
        if role not in (_DISPLAY, _TIP):
            return None
        return self._text(line, index.column())

    def _text(self, line: Covered, column: int) -> str:
        if column == 0:
            return line.text.replace("\n", " ")
        if column == 1:
            return tr(_KINDS.get(line.kind, line.kind))
        if column == 2:
            numbers = "、".join(str(self.numbers[one]) for one in line.ids if one in self.numbers)
            return tr("第{}行").format(numbers) if numbers else "—"
        return line.reason


class CoverageTable(QTableView):
    """`moved(covered or None)`."""

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setAccessibleName(tr("核对遗漏表"))
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        self.rows = CoverageModel(self)
        self.setModel(self.rows)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        height = self.fontMetrics().height() + 10
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setFixedHeight(height)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        em = self.fontMetrics().horizontalAdvance("一")
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 5), (2, 8), (3, 16)):
            self.setColumnWidth(column, width * em)

    def show_lines(self, lines: Sequence[Covered], numbers: dict[str, int]) -> None:
        kept = self.current()
        self.rows.show_lines(lines, numbers)
        starts = [(one.start, one.kind) for one in self.rows.lines]
        row = starts.index((kept.start, kept.kind)) if kept and (kept.start, kept.kind) in starts else 0
        if starts:
            self.setCurrentIndex(self.rows.index(row, 0))

    def current(self) -> Covered | None:
        row = self.currentIndex().row()
        return self.rows.lines[row] if 0 <= row < len(self.rows.lines) else None

    def step(self, by: int) -> None:
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.rows.lines):
            self.setCurrentIndex(self.rows.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.take_key(event):
            return
        if plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self.step(1)
        elif plain and event.key() in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self.step(-1)
        else:
            super().keyPressEvent(event)
