"""The lines of a merge: a line for each cell that differs, each added row, each missing row, each problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QWidget

from jzledger.exchange.collect import Typed
from jzledger.exchange.merging import CellMerge, MissingRow, RowMerge
from jzledger.exchange.new_rows import NewRow
from jzledger.ui.pages.merge_choices import FileReview
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.lines_model import Index, LinesModel

HEADS = ("行", "所属项目", "事项", "列", "下发时", "我方现值", "对方填报", "处理")
NUMBER, PROJECT, TITLE, COLUMN, BASE, OURS, THEIRS, VERDICT = range(len(HEADS))
FIXED = {NUMBER: 40, COLUMN: 84, VERDICT: 88}  # pixels at the usual size of text
SHARES = {PROJECT: 16, TITLE: 22, BASE: 16, OURS: 22, THEIRS: 24}  # of the width that is left
WORDS = {"take": "✓ 采用", "keep": "保留我方", "typed": "✎ 另填", "ask": "◆ 待定"}
_ROLES = {
    role: int(getattr(Qt.ItemDataRole, role))
    for role in (
        "DisplayRole",
        "ToolTipRole",
        "BackgroundRole",
        "ForegroundRole",
        "FontRole",
        "CheckStateRole",
        "AccessibleTextRole",
    )
}
_DISPLAY, _TIP, _FILL, _INK, _FONT, _CHECK, _SPOKEN = _ROLES.values()


@dataclass(frozen=True)
class MergeLine:
    """`what`: cell, new, missing or problem. `first`: of its row, whose words the others do not repeat."""

    what: str
    first: bool = True
    row: RowMerge | None = None
    cell: CellMerge | None = None
    new: NewRow | None = None
    missing: MissingRow | None = None
    problem: str = ""


def lines_of(review: FileReview) -> list[MergeLine]:
    """In the order of the file; what came with the whole file last."""
    found = review.merge
    if found is None:
        return []
    lines = [
        MergeLine("cell", not place, row=row, cell=cell)
        for row in found.rows
        for place, cell in enumerate(row.cells)
    ]
    lines += [MergeLine("new", new=row) for row in found.new]
    lines += [MergeLine("missing", missing=row) for row in found.missing]
    return [*lines, *(MergeLine("problem", problem=text) for text in (*found.problems, *found.remarks))]


class MergeModel(LinesModel):
    """`only_open` hides what is decided."""

    heads = HEADS
    lines: list[MergeLine]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self.review: FileReview | None = None
        self.only_open = False

    def show_review(self, review: FileReview | None) -> None:
        self.review = review
        lines = lines_of(review) if review is not None else []
        self.put_lines([line for line in lines if self.is_open(line)] if self.only_open else lines)

    def is_open(self, line: MergeLine) -> bool:
        """Does this line wait for the clerk?"""
        assert self.review is not None
        if line.cell is not None:
            return self.review.verdict(line.cell) == "ask"
        return line.new is not None and self.review.wanted(line.new) is None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.lines[index.row()].new is not None and index.column() == VERDICT:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or self.review is None:
            return None
        line, column = self.lines[index.row()], index.column()
        if role == _DISPLAY:
            return self.text(line, column).replace("\n", " ")
        if role in (_TIP, _SPOKEN):
            return self.tip(line, column)
        if role == _FILL:
            return self._fill(line, column)
        if role == _INK:
            return self._ink(line, column)
        if role == _FONT:
            return self._font(line, column)
        if role == _CHECK and line.new is not None and column == VERDICT:
            wanted = self.review.wanted(line.new)
            states = {
                True: Qt.CheckState.Checked,
                False: Qt.CheckState.Unchecked,
                None: Qt.CheckState.PartiallyChecked,
            }
            return states[wanted].value
        return None

    def text(self, line: MergeLine, column: int) -> str:
        if line.cell is not None:
            return self._cell_text(line, line.cell, column)
        if line.new is not None:
            return self._new_text(line.new, column)
        if line.missing is not None:
            names = _two(line.missing.names)
            told = (
                tr("缺"),
                *names,
                line.missing.sheet,
                tr("交回的表里没有这一行，台账里没有动它"),
                "",
                "",
                tr("不变"),
            )
            return told[column]
        told = ("◆", line.problem, "", "", "", "", "", tr("请核"))
        return told[column]

    def _cell_text(self, line: MergeLine, cell: CellMerge, column: int) -> str:
        assert self.review is not None and line.row is not None
        verdict = self.review.verdict(cell)
        names = _two(line.row.names) if line.first else ("", "")
        theirs = cell.theirs or tr("（清空）")
        number = str(line.row.number) if line.first else ""
        return (number, *names, cell.title, cell.base, self._ours(cell), theirs, tr(WORDS[verdict]))[column]

    def _ours(self, cell: CellMerge) -> str:
        assert self.review is not None
        chosen = self.review.cells.get(cell.at)
        if isinstance(chosen, Typed):
            return tr("另填：{}").format(chosen.shown)
        return cell.ours

    def _new_text(self, row: NewRow, column: int) -> str:
        assert self.review is not None
        wanted = self.review.wanted(row)
        word = {True: tr("新增"), False: tr("不要"), None: tr("待定")}[wanted]
        told = "；".join(
            f"{cell.title}：{cell.shown}" for cell in row.cells if cell.key not in ("project", "title")
        )
        return (tr("新"), *_two(row.names), row.sheet, "", row.ask, told, word)[column]

    def tip(self, line: MergeLine, column: int) -> str:
        if line.cell is None:
            return self.text(line, column)
        told = {BASE: line.cell.base, OURS: line.cell.ours, THEIRS: line.cell.theirs}.get(column)
        if column == VERDICT:
            told = line.cell.note or self.text(line, column)
        return (
            f"{line.cell.place}　{told}"
            if told is not None
            else "　".join(line.row.names if line.row else ())
        )

    def _fill(self, line: MergeLine, column: int) -> QBrush | None:
        if line.cell is None or self.review is None:
            colour = (
                self.theme.light_fill["green"]
                if line.new and self.review and self.review.wanted(line.new)
                else ""
            )
            return QBrush(QColor(colour)) if colour and column in (THEIRS, PROJECT, TITLE) else None
        verdict = self.review.verdict(line.cell)
        if verdict == "ask" and column in (OURS, THEIRS):
            return QBrush(QColor(self.theme.light_fill["amber"]))
        if (verdict == "take" and column == THEIRS) or (verdict == "typed" and column == OURS):
            return QBrush(QColor(self.theme.light_fill["green"]))
        return QBrush(QColor(self.theme.banner)) if verdict == "keep" and column == OURS else None

    def _ink(self, line: MergeLine, column: int) -> QBrush | None:
        if line.what == "problem" or (column == VERDICT and self.is_open(line)):
            return QBrush(QColor(self.theme.light_ink["amber"]))
        if column == VERDICT and line.cell is not None and self.review is not None:
            taken = self.review.verdict(line.cell) in ("take", "typed")
            return QBrush(QColor(self.theme.light_ink["green"])) if taken else None
        faint = line.what == "missing" or column == BASE or self._gives_way(line, column)
        return QBrush(QColor(self.theme.text3)) if faint else None

    def _font(self, line: MergeLine, column: int) -> QFont | None:
        """The value that will not stand is struck out."""
        if not self._gives_way(line, column):
            return None
        font = QFont()
        font.setStrikeOut(True)
        return font

    def _gives_way(self, line: MergeLine, column: int) -> bool:
        if line.cell is None or self.review is None:
            return False
        loser = {"take": OURS, "keep": THEIRS, "typed": THEIRS}.get(self.review.verdict(line.cell))
        return column == loser and line.cell.outcome != "keep"


def _two(names: Sequence[str]) -> tuple[str, str]:
    return (names[0], "，".join(names[1:])) if names else ("", "")
