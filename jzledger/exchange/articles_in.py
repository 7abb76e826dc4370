"""Articles into a ledger: read, held against what the ledger has, proposed. What an article does not say stays empty."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jzledger.articles.extract import read_article
from jzledger.errors import AlreadyImported, NotAnArticle
from jzledger.exchange.article_again import known_again
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_reading import plain_name
from jzledger.exchange.article_review import ArticleReview
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
    linker: Linker, data: bytes, file_name: str, context: Context, resources: Path
) -> ArticleReview:
    """The review of one article against what the linker knows. Raises as `propose` does."""
    if hashlib.sha256(data).hexdigest() in linker.known.articles:
        raise known_already(file_name)
    found = read(data, file_name, resources)
    if not found["projects"] and not found["leads"]:
        raise NotAnArticle(
            "文章里没有读到项目，没有导入任何内容", file_name, "请确认这是关于项目的报道或纪要。"
        )
    if known_again(linker.ledger, found["body"]) is not None:
        raise known_already(file_name)
    return ArticleReview(found, data, file_name, linker, context)


def known_already(file_name: str) -> AlreadyImported:
    """What is said of an article that is here."""
    return AlreadyImported("这篇文章已经导入过，没有再次导入", file_name, "可以在“文章”页里打开它。")
