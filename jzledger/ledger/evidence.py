"""Where the values of a row come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.records.sources import Article, Evidence


@dataclass(frozen=True)
class Source:
    """One sentence of an article, and the columns of the row that come from it. `start`, `end` count in its text."""

    article_id: str
    title: str
    published_on: date | None
    quote: str
    start: int
    end: int
    columns: tuple[str, ...]


def sources_of(session: Session, noun: str, row_id: str) -> list[Source]:
    """The sentences behind a row, each once, in the order of the articles and of the text."""
    query = (
        select(Evidence, Article.title, Article.published_on)
        .join(Article, Article.id == Evidence.source_id)
        .where(Evidence.noun_name == noun, Evidence.row_id == row_id, Evidence.deleted_at.is_(None))
        .where(Evidence.source_kind == "article", Article.deleted_at.is_(None))
        .order_by(Article.id, Evidence.id)
    )
    found: dict[tuple[str, str | None], list[Any]] = {}
    for evidence, title, published_on in session.execute(query):
        found.setdefault((evidence.source_id, evidence.place), []).append((evidence, title, published_on))
    sources = []
    for (article_id, place), rows in found.items():
        evidence, title, published_on = rows[0]
        start, _, end = (place or "0:0").partition(":")
        columns = tuple(dict.fromkeys(row[0].column_name for row in rows if row[0].column_name))
        sources.append(
            Source(article_id, title or "", published_on, evidence.quote or "", int(start), int(end), columns)
        )
    return sources


def article_text(session: Session, article_id: str) -> tuple[str, str]:
    """Title and repaired text of an article."""
    article = session.get_one(Article, article_id)
    return article.title or "", article.clean_text
