"""Issues that say nearly the same about one project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.records.issues import Issue
from jzledger.records.office import AuditExplanation
from jzledger.rules import similar

MOST_SHOWN = 3
_RULE = "similar"  # of the findings that are explained away


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
    """The living issues of a project that are most like a text.

    `besides` names rows left out, with those that a clerk has told apart from them.
    """
    apart = _told_apart(session)
    left_out = {*besides, *(other for own in besides for pair in apart if own in pair for other in pair)}
    query = select(Issue.id, Issue.title, Issue.state).where(
        Issue.deleted_at.is_(None), Issue.title.is_not(None), Issue.project_id == project_id
    )
    rows = {row.id: row for row in session.execute(query) if row.id not in left_out}
    found = similar.near(text, {row_id: row.title for row_id, row in rows.items()})
    return [
        Like(one.key, rows[one.key].title, rows[one.key].state, one.likeness) for one in found[:MOST_SHOWN]
    ]


def all_pairs(session: Session) -> list[Pair]:
    """Near-duplicates over the whole ledger, the most alike first, without those that a clerk has told apart."""
    apart = _told_apart(session)
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
        if frozenset((first, second)) not in apart
    ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def tell_apart(session: Session, first: str, second: str) -> None:
    """Note that two issues are not the same, however alike they read; they are not offered again."""
    if frozenset((first, second)) not in _told_apart(session):
        session.add(AuditExplanation(rule=_RULE, rows=sorted((first, second)), reason="不是重复"))


def _told_apart(session: Session) -> set[frozenset[str]]:
    query = select(AuditExplanation.rows).where(
        AuditExplanation.deleted_at.is_(None), AuditExplanation.rule == _RULE
    )
    return {frozenset(rows) for rows in session.scalars(query) if rows}
