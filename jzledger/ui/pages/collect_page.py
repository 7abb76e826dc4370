"""收表合并: the board of units beside the merge of the file that came back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import Cancelled, ChangedElsewhere, LedgerError
from jzledger.exchange.collect import KeptFiles, apply, look_all
from jzledger.exchange.merging import FileMerge
from jzledger.ledger.changes import Changes
from jzledger.ledger.dispatches import MERGED, RETURNED, all_dispatches
from jzledger.rules.proposal import Progress
from jzledger.ui.beside import Beside
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.collect_board import STATES, WIDTHS, BoardLine, BoardModel, board_lines, latest
from jzledger.ui.pages.collect_together import reminder, settled, write_all
from jzledger.ui.pages.merge_choices import FileReview
from jzledger.ui.pages.merge_view import MergeView
from jzledger.ui.pages.page import Page
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.elided import ElidedLabel
from jzledger.ui.widgets.read_table import read_table
from jzledger.ui.widgets.strips import Banner

BOARD_WIDTH = 330
AGAIN_MILLISECONDS = 300


class CollectPage(Page):
    """`window` gives tasks, resources and the two actions."""

    def __init__(self, bridge: Bridge, window: Any) -> None:
        super().__init__(bridge, window)
        self.window_ = window
        self.reviews: list[FileReview] = []
        self.kept = KeptFiles()
        self._awake = self._stale = False
        self._asked: object = None  # the reading under way; an older one stops at its next file
        self._beside = Beside(bridge.report, self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MILLISECONDS)
        self._again.timeout.connect(self._renew)
        self.banner: Banner = Banner(self)
        self.told = ElidedLabel(self)
        self.told.setObjectName("hint")
        title = QLabel(tr("收表合并"), self)
        title.setObjectName("panelTitle")
        self.send, self.remind = QPushButton(tr("下发…"), self), QPushButton(tr("催报名单"), self)
        self.take_folder, self.take = QPushButton(tr("收回文件夹…"), self), QPushButton(tr("收回…"), self)
        self.take.setProperty("primary", True)
        self.remind.clicked.connect(self.copy_reminder)
        self.take_folder.clicked.connect(window.collect_verbs.collect_folder)
        for button, action in ((self.send, "dispatch_workbooks"), (self.take, "collect_workbooks")):
            button.clicked.connect(window.actions_by_name[action].trigger)
        bar = QFrame(self)
        bar.setObjectName("panelBar")
        across = QHBoxLayout(bar)
        across.setContentsMargins(10, 6, 10, 6)
        across.setSpacing(10)
        across.addWidget(title)
        across.addWidget(self.told, 1)
        for button in (self.send, self.remind, self.take_folder, self.take):
            across.addWidget(button)
        self.board = BoardModel(self)
        self.table = read_table(self.board, tr("单位收表情况"), WIDTHS)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_line())
        self.states = QComboBox(self)
        self.states.setAccessibleName(tr("只看哪种状态"))
        self.states.addItem(tr("全部状态"), "")
        for state, words in STATES.items():
            self.states.addItem(tr(words), state)
        self.states.currentIndexChanged.connect(lambda _: self._show_board(keep=False))
        self.all = QPushButton(self)
        self.all.clicked.connect(lambda: write_all(self))
        self.view = MergeView(bridge, self)
        self.view.apply_asked.connect(self.apply_review)
        self.view.older_asked.connect(self.read_older)
        self.view.decided.connect(lambda _: self._show_board())
        self.view.message.connect(self.message)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("hint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.right = QStackedWidget(self)
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.view)
        hint = QLabel(tr("把收回的表或整个文件夹拖到这里。按表内标识认单位，改文件名也行。"), self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        hint.setContentsMargins(10, 6, 10, 8)
        left = QFrame(self)
        left.setObjectName("panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(10, 6, 10, 6)
        above.setSpacing(8)
        above.addWidget(self.states)
        above.addStretch(1)
        above.addWidget(self.all)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.across.setHandleWidth(5)
        self.across.addWidget(left)
        self.across.addWidget(self.right)
        self.across.setStretchFactor(1, 1)
        self.across.setSizes([BOARD_WIDTH, 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.banner)
        layout.addWidget(self.across, 1)
        bridge.changed.connect(self._changed)
        self.set_theme(getattr(window, "theme", LIGHT))

    # The page.
    def enter(self, place: str = "") -> None:
        self._awake = True
        self._show_board()
        if self._stale:
            self._renew()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def sleep(self) -> None:
        self._awake = False
        self._again.stop()
        self._asked = None
        self._beside.stop()

    def set_theme(self, theme: Theme) -> None:
        self.board.theme = theme
        self.view.set_theme(theme)
        self.table.viewport().update()

    def _changed(self, changes: Changes) -> None:
        self._stale = True
        if self._awake:
            self._show_board()
            self._again.start()

    def _renew(self) -> None:
        """What the files are held against has changed: they are read again, what was chosen stays.

        Those that wait for it come first: nothing can be taken from them meanwhile."""
        if self.window_.tasks.busy:
            self._again.start()
            return
        self._stale = True
        reviews = [review for review in self.reviews if review.merge is not None]
        waiting = [review for review in reviews if review.outdated]
        self._read_anew(waiting or reviews)

    def _read_anew(self, reviews: Sequence[FileReview]) -> None:
        if not reviews:
            self._stale = False
            return
        self._asked = stamp = object()
        question = self._looking([(review.path, review.older) for review in reviews])

        def still_wanted(done: int, total: int, what: str) -> None:
            if self._asked is not stamp:
                raise Cancelled

        self._beside.ask(lambda: question(still_wanted), lambda found: self._renewed(reviews, found))

    def _renewed(self, reviews: Sequence[FileReview], found: Sequence[FileMerge | LedgerError]) -> None:
        urgent = any(review.outdated for review in reviews)
        for review, one in zip(reviews, found, strict=True):
            review.renew(one)
        self._show_board()
        if self.view.review in reviews:
            self.view.refresh()
        rest = [one for one in self.reviews if one.merge is not None and one not in reviews]
        if urgent and rest:
            self._read_anew(rest)
        elif not self._again.isActive():
            self._stale = False

    def _looking(self, files: Sequence[tuple[Path, bool]]) -> Any:
        ledger, context = self.bridge.ledger, self.bridge.context()
        resources, kept = self.window_.around.resources, self.kept

        def work(progress: Progress) -> list[FileMerge | LedgerError]:
            found: list[FileMerge | LedgerError] = []
            for older in (False, True):
                paths = [path for path, old in files if old is older]
                found += look_all(
                    ledger, paths, context, resources, older=older, kept=kept, progress=progress
                )
            order = [n for older in (False, True) for n, (_, old) in enumerate(files) if old is older]
            return [one for _, one in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])]

        return work

    # Files.
    def collect_files(self, files: Sequence[Path]) -> None:
        """Read returned files beside the window and show what is in them; a file read before is read anew."""
        files = list(dict.fromkeys(files))

        def then(found: Sequence[FileMerge | LedgerError]) -> None:
            self._take_in([FileReview(path, one) for path, one in zip(files, found, strict=True)])

        self.window_.tasks.run(
            self._looking([(path, False) for path in files]), then, tr("正在收表"), owner=self
        )

    def read_older(self, review: FileReview) -> None:
        """A file of an older dispatch, although there is a newer one."""

        def then(found: Sequence[FileMerge | LedgerError]) -> None:
            fresh = FileReview(review.path, found[0])
            fresh.older = True
            self._take_in([fresh])

        self.window_.tasks.run(self._looking([(review.path, True)]), then, tr("正在收表"), owner=self)

    def _take_in(self, fresh: Sequence[FileReview]) -> None:
        paths = {review.path for review in fresh}
        self.reviews = [review for review in self.reviews if review.path not in paths] + list(fresh)
        self.kept.keep_only({review.path for review in self.reviews})
        self._show_board()
        first = next((review for review in fresh if review.merge is not None), fresh[0])
        self._select(first)

    def apply_review(self, review: FileReview) -> None:
        """Write what is agreed as one Step, and look at the file again: only what is still open remains."""
        found, decisions = review.merge, review.decisions()
        if found is None:
            return
        ledger, context = self.bridge.ledger, self.bridge.context()
        count, left = review.taken_count(), review.open_count()

        def then(changes: Changes) -> None:
            self.written({found.dispatch_id})
            told = (
                tr("{}：已采用 {} 处").format(found.unit, count)
                if count
                else tr("{}：已登记收到").format(found.unit)
            )
            if left:
                told += tr("，还有 {} 处待定").format(left)
            undo = self.window_.actions_by_name["undo"].trigger
            self.banner.show_report(f"{told}。", undo=(changes.label, undo))

        def otherwise(error: LedgerError) -> None:
            self.banner.show_report(f"{error.sentence()}。{error.todo}", warn=True)
            if isinstance(error, ChangedElsewhere):
                review.outdated = True
                self.view.refresh()
                self._renew()

        self.window_.tasks.run(
            lambda progress: apply(ledger, found, decisions, context, progress),
            then,
            tr("正在合并 {}").format(found.unit),
            otherwise,
            owner=self,
        )

    def written(self, dispatch_ids: Collection[str]) -> None:
        """Files of these dispatches were written: nothing more is taken from them before they are read again."""
        for one in self.reviews:
            one.outdated |= one.merge is not None and one.merge.dispatch_id in dispatch_ids
        self.view.refresh()
        self._again.stop()
        self._renew()

    def copy_reminder(self) -> None:
        """The units that are still to return their workbook, as a text for a message to them."""
        dispatches = self.bridge.attempt(self.bridge.ledger.read, all_dispatches) or []
        lines = board_lines(dispatches, self.reviews)
        waiting = [line.dispatch for line in lines if line.state == "undated" and line.dispatch is not None]
        if not waiting:
            self.banner.show_report(tr("没有要催的单位：下发过的都交了。"))
            return
        QGuiApplication.clipboard().setText(reminder(waiting, self.bridge.today))
        self.banner.show_report(tr("已复制 {} 家的催报名单，可以粘贴到消息或文件里。").format(len(waiting)))

    # What is shown.
    def show_state(self, state: str) -> None:
        """Only the lines of this state, a key of STATES."""
        self.states.setCurrentIndex(self.states.findData(state))

    def _show_board(self, keep: bool = True) -> None:
        """The current line stays although it has another state by now, unless another state was asked for."""
        dispatches = self.bridge.attempt(self.bridge.ledger.read, all_dispatches) or []
        every = board_lines(dispatches, self.reviews)
        at, state = self.current(), self.states.currentData()
        lines = [
            line
            for line in every
            if not state or line.state == state or (keep and at is not None and _same(line, at))
        ]
        ready = len(settled(self.reviews))
        self.all.setText(tr("无冲突的全部合并（{}）").format(ready) if ready else tr("无冲突的全部合并"))
        self.all.setEnabled(ready > 0)
        self.remind.setEnabled(bool(dispatches))
        self.table.selectionModel().blockSignals(True)
        self.board.put_lines(lines)
        if at is not None:
            row = next((n for n, line in enumerate(lines) if _same(line, at)), -1)
            if row >= 0:
                self.table.selectRow(row)
            else:
                at = None
        self.table.selectionModel().blockSignals(False)
        newest = latest(dispatches)
        back = sum(dispatch.state in (RETURNED, MERGED) for dispatch in newest)
        due = max((dispatch.due_on for dispatch in newest if dispatch.due_on), default=None)
        words = tr("应收 {} 家，已收 {} 家").format(len(newest), back)
        self.told.setText(f"{words}，{tr('截止')} {due.isoformat()}" if newest and due else "")
        self.nothing.setText(
            tr("从左边选一个单位，看它交回的表。")
            if lines
            else tr("没有这种状态的单位。")
            if every
            else tr("还没有下发过表。点“下发…”，给每个单位生成一份要填的表。")
        )
        if at is None and lines:
            self.table.selectRow(0)
        self._show_line()

    def current(self) -> BoardLine | None:
        row = self.table.currentIndex().row()
        return self.board.lines[row] if 0 <= row < len(self.board.lines) else None

    def _select(self, review: FileReview) -> None:
        for row, line in enumerate(self.board.lines):
            if line.review is review:
                self.table.selectRow(row)
        self._show_line()
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_line(self) -> None:
        line = self.current()
        review = line.review if line is not None else None
        if review is None:
            self.right.setCurrentWidget(self.nothing)
            if line is not None and line.dispatch is not None:
                self.nothing.setText(_about(line))
            return
        if self.view.review is not review:
            self.view.show_review(review)
        self.right.setCurrentWidget(self.view)

    def regions(self) -> list[QWidget]:
        return [self.table, self.view.table]


def _same(one: BoardLine, other: BoardLine) -> bool:
    if one.review is not None or other.review is not None:
        same_file = (
            one.review is not None and other.review is not None and one.review.path == other.review.path
        )
        if same_file or (one.review is not None and other.review is not None):
            return same_file
    return one.dispatch is not None and other.dispatch is not None and one.dispatch.id == other.dispatch.id


def _about(line: BoardLine) -> str:
    sent = line.dispatch
    assert sent is not None
    told = [f"{sent.unit}：{line.result}", tr("{} 下发“{}”").format(sent.sent_on, sent.file_name)]
    if sent.due_on is not None:
        told.append(tr("{} 前返回").format(sent.due_on))
    if sent.returned_on is not None:
        told.append(tr("{} 收到，采用 {} 处").format(sent.returned_on, sent.taken))
    return "\n".join(told)
