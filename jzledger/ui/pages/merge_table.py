"""The table of a merge: arrows go from line to line, 1 2 3 and the mouse choose, Space ticks an added row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from jzledger.ui.pages.merge_lines import (
    BASE,
    FIXED,
    OURS,
    PROJECT,
    SHARES,
    THEIRS,
    VERDICT,
    MergeLine,
    MergeModel,
)
from jzledger.ui.texts import tr
from jzledger.ui.widgets.read_table import dress_to_read

_KEYS = {Qt.Key.Key_1: "ours", Qt.Key.Key_2: "theirs", Qt.Key.Key_3: "typed"}


class MergeTable(QTableView):
    """`chosen(line, word)`: ours, theirs, typed, or toggle for an added row; `moved(line)`: the current line."""

    chosen = Signal(object, str)
    moved = Signal(object)

    def __init__(self, model: MergeModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.merge_model = model
        dress_to_read(self, model, tr("合并表"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Fixed)
        model.modelReset.connect(self._span)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit(self.line()))

    def _span(self) -> None:
        """What is told of a whole row or file stands across the columns."""
        self.clearSpans()
        for row, line in enumerate(self.merge_model.lines):
            if line.what == "problem":
                self.setSpan(row, PROJECT, 1, VERDICT - PROJECT)
            elif line.what == "missing":
                self.setSpan(row, BASE, 1, VERDICT - BASE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All columns are in sight at any width."""
        super().resizeEvent(event)
        larger = self.fontMetrics().height() / 19
        fixed = {column: round(width * larger) for column, width in FIXED.items()}
        left = max(0, self.viewport().width() - sum(fixed.values()))
        for column, width in fixed.items():
            self.setColumnWidth(column, width)
        for column, share in SHARES.items():
            self.setColumnWidth(column, left * share // sum(SHARES.values()))

    def line(self) -> MergeLine | None:
        row = self.currentIndex().row()
        return self.merge_model.lines[row] if 0 <= row < len(self.merge_model.lines) else None

    def go_to(self, row: int) -> None:
        if 0 <= row < len(self.merge_model.lines):
            self.setCurrentIndex(self.merge_model.index(row, VERDICT))
            self.scrollTo(self.currentIndex())

    def next_open(self) -> bool:
        """To the next line that waits for a choice, round and round. Is there one?"""
        lines, at = self.merge_model.lines, self.currentIndex().row()
        for step in range(1, len(lines) + 1):
            row = (at + step) % len(lines)
            if self.merge_model.is_open(lines[row]):
                self.go_to(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.line(), Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if line is not None and plain and key in _KEYS and line.cell is not None:
            self.chosen.emit(line, _KEYS[key])
        elif line is not None and plain and key == Qt.Key.Key_Space and line.new is not None:
            self.chosen.emit(line, "toggle")
        elif plain and key == Qt.Key.Key_F8:
            self.next_open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self._line_at(index)
        if (
            event.button() == Qt.MouseButton.LeftButton
            and line is not None
            and line.new
            and index.column() == VERDICT
        ):
            self.chosen.emit(line, "toggle")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a value chooses it."""
        index = self.indexAt(event.position().toPoint())
        line = self._line_at(index)
        if line is not None and line.cell is not None and index.column() in (OURS, THEIRS):
            self.chosen.emit(line, "ours" if index.column() == OURS else "theirs")

    def _line_at(self, index: QModelIndex | QPersistentModelIndex) -> MergeLine | None:
        return self.merge_model.lines[index.row()] if index.isValid() else None
