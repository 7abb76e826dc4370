"""Issues that say nearly the same about one project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.records.issues import Issue
from jzledger.rules import similar

MOST_SHOWN = 3


@dataclass(frozen=True)
class Like:
    """An issue that is like a text being typed."""

    id: str
    title: str
    state: str
    likeness: float


@dataclass(frozen=True)
class Pair:
    """Two issues of one project and one kind, the older one first."""

    project_id: str | None
    kind: str
    first: str
    second: str
    likeness: float


def issues_like(
    session: Session, text: str, project_id: str | None, besides: Sequence[str] = ()
) -> list[Like]:
    """The living issues of a project that are most like a text; `besides` names rows left out."""
    query = select(Issue.id, Issue.title, Issue.state).where(
        Issue.deleted_at.is_(None), Issue.title.is_not(None), Issue.project_id == project_id
    )
    rows = {row.id: row for row in session.execute(query) if row.id not in besides}
    found = similar.near(text, {row_id: row.title for row_id, row in rows.items()})
    return [
        Like(one.key, rows[one.key].title, rows[one.key].state, one.likeness) for one in found[:MOST_SHOWN]
    ]


def all_pairs(session: Session) -> list[Pair]:
    """Near-duplicates over the whole ledger, the most alike first."""
    query = select(Issue.id, Issue.title, Issue.project_id, Issue.kind).where(
        Issue.deleted_at.is_(None), Issue.title.is_not(None)
    )
    groups: dict[tuple[str | None, str], list[tuple[str, str]]] = {}
    for row_id, title, project_id, kind in session.execute(query.order_by(Issue.id)):
        groups.setdefault((project_id, kind), []).append((row_id, title or ""))
    found = [
        Pair(project_id, kind, first, second, score)
        for (project_id, kind), texts in groups.items()
        for first, second, score in similar.pairs(texts)
    ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second))
