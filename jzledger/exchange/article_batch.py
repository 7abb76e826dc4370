"""Several articles read for the review at once, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from jzledger.errors import AlikeArticle, AlreadyImported, LedgerError
from jzledger.exchange.article_again import KnownTexts, other_numbers
from jzledger.exchange.article_cleaning import cleaning_of
from jzledger.exchange.article_files import expanded
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_review import ArticleReview
from jzledger.exchange.articles_in import review_article
from jzledger.exchange.imports import read_file
from jzledger.ledger.ledger import Ledger
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent

PASTED = "粘贴的文字.txt"


class Alike(NamedTuple):
    """A file that was not taken because an article says the same, to be read all the same if the clerk wants it."""

    name: str
    data_of: Callable[[], bytes]


@dataclass
class ReviewBatch:
    """Articles that were read and wait for a clerk, and one problem for each file that was not taken."""

    reviews: list[ArticleReview] = field(default_factory=list)
    problems: list[LedgerError] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)


def review_files(
    ledger: Ledger, files: Sequence[Path], context: Context, resources: Path, progress: Progress = silent
) -> ReviewBatch:
    """Read every file for the review. Raises what `progress` raises, between files; nothing is written."""
    files, reader = expanded(files), _Reader(ledger, context, resources)
    for number, path in enumerate(files):
        progress(number, len(files), f"正在读取 {path.name}")
        reader.take(path.name, lambda path=path: read_file(path))  # type: ignore[misc]
    progress(len(files), len(files), "读取完成")
    return reader.batch


def review_text(ledger: Ledger, text: str, context: Context, resources: Path) -> ReviewBatch:
    """The same for a text that was pasted."""
    reader = _Reader(ledger, context, resources)
    # Halves of surrogate pairs, which no file can hold, become question marks.
    reader.take(PASTED, lambda: text.encode("utf-8", "replace"))
    return reader.batch


def review_anyway(
    ledger: Ledger, alike: Sequence[Alike], context: Context, resources: Path, progress: Progress = silent
) -> ReviewBatch:
    """Read files that were not taken because an article says the same."""
    reader = _Reader(ledger, context, resources, anyway=True)
    for number, one in enumerate(alike):
        progress(number, len(alike), f"正在读取 {one.name}")
        reader.take(*one)
    return reader.batch


class _Reader:
    """Takes one article after the other; a second copy within the batch is told."""

    def __init__(self, ledger: Ledger, context: Context, resources: Path, *, anyway: bool = False) -> None:
        self.anyway = anyway
        self.batch, self.linker = ReviewBatch(), Linker(ledger, context)
        self.context, self.resources = context, resources
        self._known, self._texts = KnownTexts(), dict[str, str]()

    def take(self, name: str, data_of: Callable[[], bytes]) -> None:
        try:
            review = review_article(
                self.linker, data_of(), name, self.context, self.resources, anyway=self.anyway
            )
            self._refuse_twice(review.body, name)
        except LedgerError as error:
            if isinstance(error, AlikeArticle):
                self.batch.alike.append(Alike(name, data_of))
            self.batch.problems.append(error)
            return
        review.cleaning = cleaning_of(review.data, name, review.found, self.resources / "articles")
        self._texts[review.article_id] = review.body
        self._known.add(review.article_id, review.body)
        self.batch.reviews.append(review)

    def _refuse_twice(self, body: str, name: str) -> None:
        """Raises AlreadyImported for a copy of an article of this batch, AlikeArticle where numbers are others."""
        known = self._known.find(body, self._texts.__getitem__)
        if known is None:
            return
        if not other_numbers(body, self._texts[known]):
            raise AlreadyImported("同一篇文章这次已经读过，只审阅一次", name, "不用再做什么。")
        if not self.anyway:
            raise AlikeArticle("与这次读过的一篇只有数字不同，没有读入", name, "要当作另一篇，就仍要审阅。")
