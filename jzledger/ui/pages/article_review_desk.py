"""The review of one article: its rows shown, decided, corrected, and made of sentences."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from jzledger.errors import LedgerError
from jzledger.exchange.article_items import Candidate, Item
from jzledger.exchange.article_review import ArticleReview, Covered
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.article_review_frame import ReviewFrame
from jzledger.ui.pages.article_review_keys import MAKES
from jzledger.ui.pages.article_review_marks import bars_of, dotted_of, marks_of
from jzledger.ui.texts import tr


class ReviewDesk(ReviewFrame):
    """`review` is the article on the desk; selection leads from text to rows and back."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.review: ArticleReview | None = None
        self._warned = False  # the clerk was told what is still asked
        self._following = False
        self.covered.clicked.connect(lambda on: self.show_coverage(on))
        self.suggested.clicked.connect(self.settle)
        for code, button in self.answers.items():
            button.clicked.connect(partial(self._answer_chosen, code))
        self.table.moved.connect(self._row_moved)
        self.table.answered.connect(self.answer)
        self.table.opened.connect(lambda _: self.edit())
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.text.picked.connect(self._picked)
        self.coverage.moved.connect(self._covered_moved)
        self.detail.corrected.connect(self._refresh)
        self.detail.left.connect(self.focus_list)
        self.detail.merge_asked.connect(self.ask_merge)
        self.detail.new_asked.connect(self.make_new)
        self.chooser.chosen.connect(self.merge)
        self.chooser.left.connect(self._chooser_left)

    # -- showing rows

    def _show_rows(self) -> None:
        """The rows anew, the current one kept."""
        current = self.table.current_item()
        self.table.show_review(self.review)
        if current is not None:
            self.table.go_to(current.id)
        self.detail.show_item(self.review, self.table.current_item())
        self._refresh()

    def _refresh(self) -> None:
        review = self.review
        if review is None:
            return
        covered = review.coverage()
        numbers = self.table.rows.numbers()
        self.text.set_marks(
            marks_of(review, numbers), bars_of(review, covered, self.text.sentences), dotted_of(covered)
        )
        self.coverage.show_lines(covered, numbers)
        settled = sum(one.settled for one in covered)
        self.covered.setToolTip(tr("说到要求或问题的句子里，已经成行的有几句"))
        self.covered.setText(tr("已成行 {} / {} 句　C").format(settled, len(covered)))
        counted, asked = review.counts(), len(review.asked())
        total = sum(counted.values())
        words = tr("{} 条：新增 {}，合并 {}，跳过 {}").format(
            total, counted["new"], counted["merge"], counted["skip"]
        )
        self.right_panel.set_hint(words + (tr("；◆ 待确认 {}（F8）").format(asked) if asked else ""))
        written = review.step is not None
        self.writing.setEnabled(not written)
        self.away.setEnabled(not written)
        self.writing.setText(
            tr("已写入") if written else tr("写入（{} 条）　Ctrl+Enter").format(total - counted["skip"])
        )
        self.table.rows.refresh()
        self.table.viewport().update()
        item = self._current()
        if item is not None:
            self.text.light_up(*item.span, reveal=False)

    def _current(self) -> Item | None:
        return self.table.current_item()

    def _row_moved(self, item: Item | None) -> None:
        self._warned = False
        if self.review is None:
            return
        kept = self.detail.item
        if kept is not None and any(one is kept for one in self.review.items) and not self.detail.finish():
            self.message.emit(tr("还有不能写入的内容，请改正，或按 Esc 恢复原值。"))
            if item is not kept:
                QTimer.singleShot(0, self, lambda: self.table.go_to(kept.id))
            return
        self.below.setCurrentWidget(self.detail)
        self.detail.show_item(self.review, item)
        if item is not None and not self._following:
            self.text.light_up(*item.span)

    def _picked(self, ids: list[str]) -> None:
        """A stretch of the text: its row becomes the current one; again, the next row of the same stretch."""
        current = self._current()
        place = ids.index(current.id) + 1 if current is not None and current.id in ids else 0
        self.show_coverage(False)
        self._following = True
        self.table.go_to(ids[place % len(ids)])
        self._following = False
        item = self._current()
        if item is not None:
            self.text.light_up(*item.span, reveal=False)

    def _covered_moved(self, line: Covered | None) -> None:
        if line is not None and self.lists.currentWidget() is self.coverage:
            self.text.go_to_sentence(line.start)

    def show_coverage(self, on: bool) -> None:
        """核对遗漏 in the place of the rows."""
        self.covered.setChecked(on)
        self.lists.setCurrentWidget(self.coverage if on else self.table)
        if on:
            self._covered_moved(self.coverage.current())
        self.focus_list()

    def focus_list(self) -> None:
        shown = self.coverage if self.covered.isChecked() else self.table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- deciding

    def _answer_chosen(self, code: str) -> None:
        """One of the buttons above the rows."""
        if code == "merge":
            self.ask_merge()
            return
        for item in self.table.chosen_items():
            self.answer(item, code)
        self.focus_list()

    def answer(self, item: Item, code: str) -> None:
        """One of the three answers was clicked."""
        if self.review is None or self.review.step is not None:
            return
        if code == "merge":
            self.ask_merge()
        elif code == "skip":
            self.review.skip(item)
            self._decided()
        else:
            self.review.make_new(item)
            self._decided()

    def accept(self) -> None:
        """A: every selected row as a row of its own, a known one as what it is."""
        if self.review is None:
            return
        for item in self.table.chosen_items():
            known = item.merged_with
            self.review.accept(item)
            if item.decision == "merge" and known is not None:
                self.message.emit(tr("台账里已有“{}”，合并不变；要另立一行请按 N。").format(known.name))
        self._decided()

    def judge(self, *, article: bool) -> None:
        """Where article and ledger contradict each other: which of them counts for the selected rows."""
        if self.review is None:
            return
        differing = [
            (item, one.key)
            for item in self.table.chosen_items()
            for one in item.differences
            if one.verdict == "differs"
        ]
        if not differing:
            self.message.emit(tr("这一行没有与台账不同的地方。"))
            return
        for item, key in differing:
            self.review.take(item, key, article=article)
        self._decided()

    def make_new(self) -> None:
        if self.review is not None:
            for item in self.table.chosen_items():
                self.review.make_new(item)
            self._decided()
            self.focus_list()

    def skip(self) -> None:
        if self.review is not None:
            for item in self.table.chosen_items():
                self.review.skip(item)
            self._decided()

    def toggle(self) -> None:
        """Space: the selected rows in or out, all as the current one."""
        item = self._current()
        if item is not None and self.review is not None:
            decide = self.review.accept if item.decision == "skip" else self.review.skip
            for one in self.table.chosen_items():
                decide(one)
            self._decided()

    def row_menu(self) -> QMenu:
        """The verbs of the rows with their keys."""
        menu = QMenu(self)
        menu.setObjectName("contextMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        items, written = self.table.chosen_items(), self.review is None or self.review.step is not None
        differs = any(one.verdict == "differs" for item in items for one in item.differences)
        for words, act, possible in (
            (tr("接受　A"), self.accept, True),
            (tr("合并到…　M"), self.ask_merge, len(items) == 1),
            (tr("新增　N"), self.make_new, True),
            (tr("跳过　S"), self.skip, True),
            ("", None, True),
            (tr("保留台账　1"), partial(self.judge, article=False), differs),
            (tr("采用文章　2"), partial(self.judge, article=True), differs),
            ("", None, True),
            (tr("逐项改正　F2"), self.edit, len(items) == 1),
        ):
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(words, act).setEnabled(possible and bool(items) and not written)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self.row_menu().popup(self.table.viewport().mapToGlobal(at))

    def ask_merge(self) -> None:
        """Choose the row of the ledger that the current one is."""
        item, review = self._current(), self.review
        if item is None or review is None or review.step is not None:
            return
        others = review.others(item)
        if not item.candidates and not others:
            self.message.emit(tr("台账里没有可以合并的行。"))
            return
        self.below.setCurrentWidget(self.chooser)
        self.chooser.ask(item.name, item.candidates, others)

    def merge(self, candidate: Candidate) -> None:
        item = self._current()
        if item is not None and self.review is not None:
            self.review.merge(item, candidate)
            self._chooser_left()
            self._decided()

    def _chooser_left(self) -> None:
        self.below.setCurrentWidget(self.detail)
        self.focus_list()

    def settle(self) -> None:
        """全部按建议: what is asked is answered as it is proposed."""
        if self.review is not None:
            self.review.settle()
            self._decided()
            self.focus_list()

    def _decided(self) -> None:
        self._warned = False
        item = self._current()
        self.detail.show_item(self.review, item)
        self._refresh()
        if item is not None and item.decision == "merge" and not item.asked and item.disputed:
            titles = "、".join(item.field(one.key).title for one in item.disputed)
            self.message.emit(tr("{}与台账不同：按 1 保留台账，按 2 采用文章。").format(titles))

    def edit(self) -> None:
        """Correct the current row, Field by Field."""
        if self.review is not None and self.review.step is None:
            self.below.setCurrentWidget(self.detail)
            self.detail.enter()

    def next_asked(self) -> None:
        if self.review is not None and not self.table.step_asked(self.review.asked()):
            self.message.emit(tr("没有待确认的行。"))

    def make_row(self, kind: str) -> None:
        """Make a row of the current sentence, or of what is selected in it, and correct it at once."""
        stretch, review = self.text.sentence, self.review
        if review is None or review.step is not None:
            return
        if stretch is None:
            self.message.emit(tr("请先选一句话。"))
            return
        try:
            item = review.add(kind, *stretch)
        except LedgerError as error:
            self.message.emit(error.sentence())
            return
        self.show_coverage(False)
        self._show_rows()
        self.table.go_to(item.id)
        self.edit()
        self.message.emit(tr("已加为{}：改好后按 Esc 回到列表。").format(tr(MAKES[kind])))
