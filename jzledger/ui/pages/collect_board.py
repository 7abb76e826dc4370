"""The board: to whom workbooks were sent, who has returned them, and how far the merge is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QWidget

from jzledger.ledger.dispatches import MERGED, RETURNED, SentDispatch
from jzledger.ui.pages.merge_choices import DONE, OPEN, READY, UNREADABLE, FileReview
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.lines_model import Index, LinesModel

HEADS = ("状态", "单位", "处", "结果")
WIDTHS = (82, 124, 34)
STATES = {
    UNREADABLE: "▲ 读不了",
    OPEN: "◆ 待处理",
    READY: "● 可合并",
    DONE: "✓ 完成",
    "undated": "○ 未交",
}
_DISPLAY, _TIP, _FILL, _INK, _ALIGN = (
    int(getattr(Qt.ItemDataRole, role))
    for role in ("DisplayRole", "ToolTipRole", "BackgroundRole", "ForegroundRole", "TextAlignmentRole")
)


@dataclass(frozen=True)
class BoardLine:
    """One dispatch, one file, or both: `state` is a key of STATES."""

    state: str
    unit: str
    count: int | None
    result: str
    dispatch: SentDispatch | None = None
    review: FileReview | None = None


def latest(dispatches: Sequence[SentDispatch]) -> list[SentDispatch]:
    """Of each unit its latest dispatch, in the order in which they were sent."""
    first: dict[str, SentDispatch] = {}
    for dispatch in dispatches:
        first.setdefault(dispatch.unit_id, dispatch)
    return sorted(first.values(), key=lambda dispatch: dispatch.id)


def board_lines(dispatches: Sequence[SentDispatch], reviews: Sequence[FileReview]) -> list[BoardLine]:
    """Files that cannot be read first, then the units in the order of the dispatch; old dispatches with a file last."""
    unread = [
        BoardLine(UNREADABLE, review.path.name, None, review.error.message, review=review)
        for review in reviews
        if review.merge is None and review.error is not None
    ]
    known = {d.id: d for d in dispatches}
    by_dispatch: dict[str, list[FileReview]] = {}
    for review in reviews:
        if review.merge is not None:
            by_dispatch.setdefault(review.merge.dispatch_id, []).append(review)
    lines = []
    shown = latest(dispatches)
    others = [known[one] for one in by_dispatch if one in known and known[one] not in shown]
    for dispatch in [*shown, *others]:
        files = by_dispatch.get(dispatch.id, [])
        lines += [_of_review(review, dispatch) for review in files] or [_of_dispatch(dispatch)]
    strangers = [review for one, files in by_dispatch.items() if one not in known for review in files]
    return [*unread, *lines, *(_of_review(review, None) for review in strangers)]


def _of_dispatch(dispatch: SentDispatch) -> BoardLine:
    if dispatch.state == MERGED:
        told = tr("已合并") if dispatch.taken else tr("无改动")
        return BoardLine(DONE, dispatch.unit, dispatch.taken, told, dispatch)
    if dispatch.state == RETURNED:
        return BoardLine(OPEN, dispatch.unit, dispatch.taken, tr("还有未定的"), dispatch)
    return BoardLine("undated", dispatch.unit, None, tr("未交"), dispatch)


def _of_review(review: FileReview, dispatch: SentDispatch | None) -> BoardLine:
    found = review.merge
    assert found is not None
    state, waiting = review.state(), review.open_count()
    if state == DONE and dispatch is not None and dispatch.state == MERGED:
        return BoardLine(
            DONE,
            found.unit,
            dispatch.taken,
            tr("已合并") if dispatch.taken else tr("无改动"),
            dispatch,
            review,
        )
    nothing = tr("可登记") if review.is_receipt else tr("无改动")
    told = {OPEN: tr("待定 {}").format(waiting), READY: tr("可合并"), DONE: nothing}[state]
    count = len(found.cells("take", "ask")) + len(found.new)
    if state == DONE:
        state = OPEN if found.problems else READY if review.is_receipt else DONE
    return BoardLine(state, found.unit, count, told, dispatch, review)


class BoardModel(LinesModel):
    heads = HEADS
    lines: list[BoardLine]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == _DISPLAY:
            count = "—" if line.count is None else str(line.count)
            return (tr(STATES[line.state]), line.unit, count, line.result)[column]
        if role == _TIP:
            return self._tip(line)
        if role == _FILL and column == 0:
            return QBrush(QColor(self.theme.light_fill[line.state]))
        if role == _INK and column == 0:
            return QBrush(QColor(self.theme.light_ink[line.state]))
        if role == _ALIGN and column == 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tip(self, line: BoardLine) -> str:
        told = [line.unit]
        if line.dispatch is not None:
            sent = line.dispatch
            told.append(tr("{} 下发，{} 前返回").format(sent.sent_on, sent.due_on))
            if sent.returned_on:
                told.append(tr("{} 收到").format(sent.returned_on))
        if line.review is not None:
            told.append(line.review.path.name)
        return "\n".join([*told, line.result])
