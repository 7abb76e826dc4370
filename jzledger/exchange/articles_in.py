"""Articles into a ledger: read, held against what the ledger has, proposed. What an article does not say stays empty."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jzledger.articles.extract import read_article
from jzledger.errors import AlikeArticle, AlreadyImported, NotAnArticle
from jzledger.exchange.article_again import known_again, other_numbers
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_reading import plain_name
from jzledger.exchange.article_review import ArticleReview
from jzledger.ledger.article_known import article_name, article_texts
from jzledger.ledger.ledger import Ledger
from jzledger.rules.context import Context
from jzledger.rules.proposal import Proposal

__all__ = ["plain_name", "propose", "read", "review_article"]


def read(data: bytes, file_name: str, resources: Path) -> dict[str, Any]:
    """What an article says, without a ledger. Raises NotAnArticle for a file that is none."""
    return read_article(data, file_name, resources / "articles")


def propose(ledger: Ledger, data: bytes, file_name: str, context: Context, resources: Path) -> Proposal:
    """What an article would write into this ledger; `resources` holds the word lists to read it by.

    Raises NotAnArticle for a file that is none, for an article that names no project, and for one known already.
    """
    linker = Linker(ledger, context)
    return review_article(linker, data, file_name, context, resources).proposal(final=False)


def review_article(
    linker: Linker, data: bytes, file_name: str, context: Context, resources: Path, *, anyway: bool = False
) -> ArticleReview:
    """The review of one article against what the linker knows. Raises as `propose` does.

    `anyway`: although the ledger has one that says the same; the very same bytes are refused in any case.
    """
    known = linker.known.articles.get(hashlib.sha256(data).hexdigest())
    if known is not None:
        raise known_already(linker.ledger, known, file_name)
    found = read(data, file_name, resources)
    if not found["projects"] and not found["leads"]:
        raise NotAnArticle(
            "文章里没有读到项目，没有导入任何内容", file_name, "请确认这是关于项目的报道或纪要。"
        )
    if not anyway:
        refuse_alike(linker.ledger, found["body"], file_name)
    review = ArticleReview(found, data, file_name, linker, context)
    review.anyway = anyway
    return review


def refuse_alike(ledger: Ledger, body: str, file_name: str) -> None:
    """Raises AlikeArticle for a text that an article of the ledger has, but for numbers and damage."""
    row_id = known_again(ledger, body)
    if row_id is None:
        return
    name = ledger.read(article_name, row_id)
    same = "只有数字不同" if other_numbers(body, ledger.read(article_texts, [row_id])[row_id]) else "内容相同"
    error = AlikeArticle(
        f"与已经导入过的{name}{same}，没有再次导入",
        file_name,
        "可以打开那一篇对照；要当作另一篇，就仍要审阅。",
    )
    error.article_id = row_id
    raise error


def known_already(ledger: Ledger, row_id: str, file_name: str) -> AlreadyImported:
    """What is said of a file whose bytes are here."""
    name = ledger.read(article_name, row_id)
    error = AlreadyImported(
        f"这篇文章已经导入过，就是{name}，没有再次导入", file_name, "可以在“文章”页里打开它。"
    )
    error.article_id = row_id
    return error
