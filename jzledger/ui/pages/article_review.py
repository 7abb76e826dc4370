"""文章导入: left the article, right what it proposes; decided, corrected and written by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jzledger.errors import LedgerError
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_review import ArticleReview
from jzledger.exchange.articles_in import refuse_alike
from jzledger.ledger.article_known import article_ids
from jzledger.ledger.changes import Changes
from jzledger.rules.proposal import Progress
from jzledger.ui.bridge import Bridge
from jzledger.ui.dialogs.cleaning import CleaningWindow
from jzledger.ui.pages.article_review_desk import ReviewDesk
from jzledger.ui.pages.article_review_keys import ReviewKeys
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tasks import Tasks


class ReviewPane(ReviewDesk):
    """`show_batch` begins; `finished` when every article is written; `more_asked` (打开文章…)."""

    finished = Signal()
    more_asked = Signal()

    def __init__(self, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.tasks = tasks
        self.reviews: list[ArticleReview] = []
        self._stale: set[int] = set()  # to be held against the ledger again before they are shown
        self.before.clicked.connect(lambda: self.step_review(-1))
        self.after.clicked.connect(lambda: self.step_review(1))
        self.more.clicked.connect(self.more_asked)
        self.writing.clicked.connect(self.write)
        self.away.clicked.connect(self.put_away)
        self.choice.activated.connect(self.show_number)
        self.year.editingFinished.connect(self.take_year)
        self.keys = ReviewKeys(self)
        self.table.take_key = partial(self.keys.take, "table")
        self.table.take_tab = self.keys.tab
        self.text.take_key = partial(self.keys.take, "text")
        self.coverage.take_key = partial(self.keys.take, "coverage")
        bridge.changed.connect(self._ledger_changed)

    # -- which article

    def show_batch(self, reviews: Sequence[ArticleReview]) -> None:
        """Review these articles after those that still wait; one that waits already is shown, not taken twice."""
        waiting = self.waiting()
        bodies = [one.body for one in waiting]
        fresh = [one for one in reviews if one.body not in bodies]
        if len(fresh) < len(reviews):
            self.message.emit(tr("有 {} 篇已经在审阅，没有重复读入。").format(len(reviews) - len(fresh)))
        self.reviews = [*waiting, *fresh]
        self._stale = {id(one) for one in waiting}
        self._fill_choice()
        self.show_number(len(waiting) if fresh else bodies.index(reviews[0].body) if reviews else 0)

    def _fill_choice(self) -> None:
        self.choice.clear()
        for review in self.reviews:
            self.choice.addItem(review.title)

    def put_away(self) -> None:
        """不要这篇: nothing of the article on the desk is written."""
        review = self.review
        if review is None or review.step is not None:
            return
        number = self.reviews.index(review)
        self.detail.give_up()
        self.reviews.remove(review)
        self._fill_choice()
        self.message.emit(tr("《{}》没有写入，也不再审阅；要用时重新打开。").format(review.title))
        waiting = self.waiting()
        if waiting:
            after = [one for one in self.reviews[number:] if one.step is None]
            self.show_number(self.reviews.index((after or waiting)[0]))
        else:
            self.review = None
            self.finished.emit()

    def resume(self) -> None:
        """Back to the article on the desk, or to the first that waits."""
        if self.review is None and self.waiting():
            self.show_number(self.reviews.index(self.waiting()[0]))
        else:
            self.focus_list()

    def waiting(self) -> list[ArticleReview]:
        return [one for one in self.reviews if one.step is None]

    def step_review(self, by: int) -> None:
        if self.review is not None:
            self.show_number((self.reviews.index(self.review) + by) % len(self.reviews))

    def show_number(self, number: int) -> None:
        """Show one article; where the ledger has changed since it was read, it is looked at again beside the window."""
        if not 0 <= number < len(self.reviews) or not self._may_leave():
            return
        review = self.reviews[number]
        if id(review) not in self._stale or review.step is not None:
            self._show(review)
            return
        ledger, context = self.bridge.ledger, self.bridge.context()

        def work(progress: Progress) -> None:
            progress(0, 0, tr("正在与台账核对"))
            review.relink(Linker(ledger, context))

        def then(_: None) -> None:
            self._stale.discard(id(review))
            self.setEnabled(True)
            self._show(review)

        self._beside(work, then, tr("正在与台账核对"))

    def _beside(
        self,
        work: Callable[[Progress], object],
        then: Callable[..., None],
        title: str,
        refused: Callable[[LedgerError], None] | None = None,
    ) -> None:
        """Work beside the window; nobody changes the review meanwhile."""
        self.setEnabled(False)

        def otherwise(error: LedgerError) -> None:
            self.setEnabled(True)
            self.bridge.report(error)
            self.focus_list()

        self.tasks.run(work, then, title, refused or otherwise, owner=self)

    def _may_leave(self) -> bool:
        if self.detail.finish():
            return True
        self.message.emit(tr("还有不能写入的内容，请改正，或按 Esc 恢复原值。"))
        return False

    def _show(self, review: ArticleReview) -> None:
        self.review, self._warned = review, False
        number = self.reviews.index(review)
        self.choice.setCurrentIndex(number)
        self.place.setText(tr("第 {} 篇，共 {} 篇").format(number + 1, len(self.reviews)))
        asks = review.needs_year
        self.year_label.setVisible(asks)
        self.year.setVisible(asks)
        self.year.setText(str(review.year or ""))
        self.problem.hide()
        self._show_cleaning(review)
        self.text.show_text(review.body)
        found = review.found
        self.left_panel.set_hint(
            tr("{} · {}").format(
                found["source"] or tr("来源未写"), found["published"] or tr("刊发日期文中未写")
            )
        )
        self.below.setCurrentWidget(self.detail)
        self.show_coverage(False)
        self.table.show_review(review)
        if self.table.current_item() is None:
            self.detail.show_item(review, None)
        self._refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cleaning(self, review: ArticleReview) -> None:
        cleaning = review.cleaning
        summary = cleaning.summary() if cleaning is not None else ""
        self.banner.setVisible(bool(summary))
        if summary:
            self.banner.show_report(
                tr("文字已整理：{}；原文保留，可随时对照。").format(summary),
                [(tr("对照原文　O"), self.show_original)],
                warn=bool(found_unsure(review)),
            )

    def show_original(self) -> None:
        """The page as received beside the text, and what was mended."""
        if self.review is not None and self.review.cleaning is not None:
            window = CleaningWindow(self.review.cleaning, self.detail.look.theme, self)
            window.show()
            if self.review.cleaning.summary():
                self._show_cleaning(self.review)  # the banner stays

    def take_year(self) -> None:
        """文章年份: days become days, or words again; the article is held against the ledger anew."""
        review, typed = self.review, self.year.text()
        if review is None or typed.strip() == str(review.year or ""):
            self.problem.hide()
            return

        def then(_: None) -> None:
            self.setEnabled(True)
            self.problem.hide()
            self._show_rows()
            self.focus_list()

        def refused(error: LedgerError) -> None:
            self.setEnabled(True)
            self.problem.setText(f"{error.message}。{error.todo}")
            self.problem.show()
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)

        self._beside(lambda progress: review.set_year(typed), then, tr("正在核对日期"), refused)

    # -- writing

    def write(self) -> None:
        """Everything that is not skipped, as one Step; what is still asked is shown first."""
        review = self.review
        if review is None or review.step is not None or not self._may_leave():
            return
        asked = review.asked()
        if asked and not self._warned:
            self.show_coverage(False)
            if self.table.current_item() not in asked:
                self.table.step_asked(asked)
            self._warned = True
            self.message.emit(
                tr(
                    "还有 {} 行待确认（◆）：A 新增、M 合并、S 跳过，与台账不同的按 1 保留台账、2 采用文章；再按一次 Ctrl+Enter 就按建议写入。"
                ).format(len(asked))
            )
            return
        review.settle()
        ledger, context = self.bridge.ledger, self.bridge.context()

        def work(progress: Progress) -> Changes:
            progress(0, 0, tr("正在写入《{}》").format(review.title))
            if not review.anyway:
                refuse_alike(ledger, review.body, review.file_name)
            return ledger.apply(review.proposal(), review.label, progress, context=context)

        self._beside(work, partial(self._written, review), tr("正在写入台账"))

    def _written(self, review: ArticleReview, changes: Changes) -> None:
        self.setEnabled(True)
        review.step = changes.step
        counted = review.counts()
        self.message.emit(
            tr("已写入《{}》：新增 {} 行，合并 {} 行。Ctrl+Z 可全部撤销。").format(
                review.title, counted["new"], counted["merge"]
            )
        )
        waiting = self.waiting()
        self._stale |= {id(one) for one in waiting}
        if waiting:
            after = [one for one in self.reviews[self.reviews.index(review) :] if one.step is None]
            self.show_number(self.reviews.index((after or waiting)[0]))
        else:
            self._refresh()
            self.finished.emit()

    def _ledger_changed(self, changes: Changes) -> None:
        """Somebody wrote: what waits is held against the ledger again; what was undone waits again,
        what came back is written."""
        if not self.reviews:
            return
        self._stale |= {id(one) for one in self.waiting() if one is not self.review}
        if "article" not in changes.touched and not changes.everything:
            return
        there = self.bridge.attempt(self.bridge.ledger.read, article_ids)
        for review in self.reviews:
            if there is None or (review.step is not None) == (review.article_id in there):
                continue
            if review.step is not None:
                review.step = None
                self._stale.add(id(review))
            elif self.isEnabled():  # else it is being written just now
                review.step = changes.step or ""
            if review is self.review and self.isVisible() and self.isEnabled():
                self.show_number(self.reviews.index(review))


def found_unsure(review: ArticleReview) -> list[object]:
    """Characters that could not be mended for certain."""
    return [one for one in review.found["damage"] if not one["certain"]]
