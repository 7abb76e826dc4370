"""What a ledger holds that an article may speak of: names with their dates, and what hangs on projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.rows import chunks
from jzledger.records.base import nouns
from jzledger.records.issues import Issue, Meeting
from jzledger.records.kinds import Due
from jzledger.records.projects import Lead, Listing, Milestone, Programme, ProjectAlias, Role
from jzledger.records.sources import Article
from jzledger.records.units import Person, Post, Unit, UnitAlias


@dataclass(frozen=True)
class Named:
    """A name that a row is or was known by; `alias` where it is not its own. None = not known since, or until, when."""

    name: str
    alias: bool = False
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Was it so called on that day? True where the day is not known."""
        if day is None:
            return True
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class KnownRow:
    """Something of the ledger with what an article can be held against: Field key -> value."""

    id: str
    values: Mapping[str, Any]
    project_id: str | None = None


@dataclass(frozen=True)
class KnownNames:
    """`projects`, `units`: id -> its names, the own one first. `people`: id -> (name, posts held now)."""

    projects: Mapping[str, Sequence[Named]]
    units: Mapping[str, Sequence[Named]]
    people: Mapping[str, tuple[str, tuple[str, ...]]]
    programmes: Mapping[str, str]
    leads: Mapping[str, str]
    meetings: Sequence[KnownRow]
    articles: Mapping[str, str]  # sha256 -> id
    unit_kinds: Mapping[str, str | None] = field(default_factory=dict)


def known_rows(session: Session) -> KnownNames:
    """The names of everything that an article may name."""
    projects, units = _named(session, "project"), _named(session, "unit")
    for owner, model, link in (
        (projects, ProjectAlias, ProjectAlias.project_id),
        (units, UnitAlias, UnitAlias.unit_id),
    ):
        part: Any = model
        query = select(link, part.alias, part.from_on, part.to_on).where(part.deleted_at.is_(None))
        for row_id, alias, from_on, to_on in session.execute(query.order_by(part.id)):
            if row_id in owner:
                owner[row_id].append(Named(alias, True, from_on, to_on))
    posts: dict[str, list[str]] = defaultdict(list)
    held = select(Post.person_id, Post.title).where(Post.deleted_at.is_(None), Post.to_on.is_(None))
    for person, title in session.execute(held.order_by(Post.id)):
        posts[person].append(title)
    people = select(Person.id, Person.name).where(Person.deleted_at.is_(None)).order_by(Person.id)
    return KnownNames(
        projects=projects,
        units=units,
        people={row_id: (name, tuple(posts[row_id])) for row_id, name in session.execute(people)},
        programmes=_ids(session, Programme),
        leads=_ids(session, Lead),
        meetings=_meetings(session),
        articles={
            sha: row_id
            for sha, row_id in session.execute(
                select(Article.sha256, Article.id).where(Article.deleted_at.is_(None))
            )
        },
        unit_kinds={
            row_id: kind
            for row_id, kind in session.execute(select(Unit.id, Unit.kind).where(Unit.deleted_at.is_(None)))
        },
    )


def article_ids(session: Session) -> set[str]:
    return set(session.scalars(select(Article.id).where(Article.deleted_at.is_(None))))


def article_name(session: Session, row_id: str) -> str:
    """Title and day, as a clerk knows the article."""
    query = select(Article.title, Article.file_name, Article.published_on).where(Article.id == row_id)
    title, file_name, day = session.execute(query).one()
    return f"《{title or file_name}》" + (f"（{day}）" if day else "")


def article_texts(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The cleaned text of these articles."""
    found: dict[str, str] = {}
    for part in chunks(sorted(ids)):
        query = select(Article.id, Article.clean_text).where(Article.id.in_(part))
        found.update((row_id, text) for row_id, text in session.execute(query))
    return found


def hanging_on(session: Session, project_ids: Collection[str]) -> dict[str, list[KnownRow]]:
    """Issues and milestones of these projects: kind of item (issue, directive, milestone) -> rows."""
    found: dict[str, list[KnownRow]] = {"issue": [], "directive": [], "milestone": []}
    for part in chunks(sorted(project_ids)):
        query = select(Issue).where(Issue.deleted_at.is_(None), Issue.project_id.in_(part))
        for row in session.scalars(query.order_by(Issue.id)):
            due = Due(row.due_text, row.due_on, row.due_precision) if row.due_text else None
            values: dict[str, Any] = {"title": row.title, "category": row.category, "due": due}
            kind = "directive" if row.kind == "directive" else "issue"
            found[kind].append(KnownRow(row.id, values, row.project_id))
        steps = select(Milestone).where(Milestone.deleted_at.is_(None), Milestone.project_id.in_(part))
        for step in session.scalars(steps.order_by(Milestone.id)):
            values = {"name": step.name, "done_on": step.done_on, "elapsed_days": step.elapsed_days}
            found["milestone"].append(KnownRow(step.id, values, step.project_id))
    return found


def listed_on(session: Session, project_ids: Collection[str]) -> set[tuple[str, str]]:
    """(project, programme) of every listing of these projects."""
    found: set[tuple[str, str]] = set()
    for part in chunks(sorted(project_ids)):
        query = select(Listing.project_id, Listing.programme_id).where(
            Listing.deleted_at.is_(None), Listing.project_id.in_(part)
        )
        found |= {(project, programme) for project, programme in session.execute(query)}
    return found


def sponsors_of(session: Session, project_ids: Collection[str]) -> dict[str, list[str]]:
    """project -> roles of sponsors that have not ended."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in chunks(sorted(project_ids)):
        query = select(Role.project_id, Role.id).where(
            Role.deleted_at.is_(None),
            Role.kind == "sponsor",
            Role.to_on.is_(None),
            Role.project_id.in_(part),
        )
        for project, role in session.execute(query.order_by(Role.id)):
            found[project].append(role)
    return found


def _named(session: Session, noun: str) -> dict[str, list[Named]]:
    model: Any = nouns()[noun]
    query = select(model.id, model.name, model.short_name).where(model.deleted_at.is_(None))
    names: dict[str, list[Named]] = {}
    for row_id, name, short in session.execute(query.order_by(model.id)):
        names[row_id] = [Named(name), *([Named(short, True)] if short else [])]
    return names


def _ids(session: Session, model: Any) -> dict[str, str]:
    query = select(model.name, model.id).where(model.deleted_at.is_(None)).order_by(model.id.desc())
    return {name: row_id for name, row_id in session.execute(query)}


def _meetings(session: Session) -> list[KnownRow]:
    query = select(Meeting).where(Meeting.deleted_at.is_(None)).order_by(Meeting.id)
    keys = ("kind", "ordinal", "title", "held_on", "held_text")
    return [
        KnownRow(row.id, {key: getattr(row, key) for key in keys} | {"chair": row.chair_id})
        for row in session.scalars(query)
    ]
