"""Which stretches of an article's text are coloured, and how: one for each row, the gutter for each sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from jzledger.exchange.article_review import ArticleReview, Covered
from jzledger.ui.widgets.article_text import Bar, Mark

_ASKS = ("issue", "directive")


def marks_of(review: ArticleReview, numbers: Mapping[str, int]) -> list[Mark]:
    """New rows blue, known ones green, tasks and problems amber, people and figures grey; skipped ones only lined."""
    marks = []
    for item in review.items:
        start, end = item.span
        if end <= start:
            continue
        if item.decision == "skip":
            tone = "skipped"
        elif item.decision == "merge":
            tone = "known"
        elif item.kind in _ASKS:
            tone = "ask"
        else:
            tone = "quiet" if item.kind in ("person", "figure", "unit") else "new"
        marks.append(Mark(start, end, (item.id,), tone, numbers.get(item.id, 0)))
    return marks


def bars_of(
    review: ArticleReview, covered: Sequence[Covered], sentences: Sequence[tuple[int, int]]
) -> list[Bar]:
    """Beside each sentence: became rows, has a row that is asked, or obliges and became nothing."""
    kept = [item for item in review.items if item.decision != "skip" and item.span[1] > item.span[0]]
    spans = sorted((item.span[0], item.open) for item in kept)
    starts = [start for start, _ in spans]
    found = []
    for start, end in sentences:
        inside = spans[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside:
            found.append(Bar(start, end, "ask" if any(asked for _, asked in inside) else "covered"))
    found += [Bar(one.start, one.end, "open") for one in covered if not one.settled]
    return found


def dotted_of(covered: Sequence[Covered]) -> list[tuple[int, int]]:
    """Sentences that oblige or hinder and became no row."""
    settled = {(one.start, one.end) for one in covered if one.settled}
    return [(one.start, one.end) for one in covered if (one.start, one.end) not in settled]
