"""The articles of a ledger: which rows each sentence became, which articles speak of a project, what each changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from jzledger.ledger.evidence import Source
from jzledger.ledger.rows import chunks
from jzledger.ledger.wording import Names, column_title, linked, value_words
from jzledger.records.base import nouns
from jzledger.records.issues import Issue
from jzledger.records.projects import Project
from jzledger.records.sources import Article, Evidence
from jzledger.records.trail import Change

# Rows that a clerk knows by themselves; what hangs on them is told with its owner.
SHOWN = ("project", "issue", "meeting", "milestone", "lead", "figure", "person", "unit")
_OWNED = {"project_alias": "project_id", "listing": "project_id", "role": "project_id", "post": "person_id"}
_NAMES = {"issue": "title", "meeting": "title", "figure": "scope"}
# Field key -> noun, link, kind of the part that keeps it.
_IN_PARTS = {
    "sponsor": ("role", "project_id"),
    "levels": ("listing", "project_id"),
    "programmes": ("listing", "project_id"),
    "posts": ("post", "person_id"),
}


@dataclass(frozen=True)
class ArticleLine:
    """One article. `counts`: kind (project, issue, directive, …) -> rows that have a sentence in it."""

    id: str
    title: str
    paper: str
    published_on: date | None
    event_text: str
    file_name: str
    counts: Mapping[str, int]

    @property
    def day(self) -> str:
        """The day of the event, else that of the paper; month and day alone where no year is known."""
        if self.event_text.startswith("--"):
            month, day = self.event_text[2:].split("-")
            return f"{int(month)}月{int(day)}日"
        return self.event_text or (self.published_on.isoformat() if self.published_on else "")


@dataclass(frozen=True)
class LinkedRow:
    """A row and the stretch of the article's text that it comes from."""

    start: int
    end: int
    noun: str
    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class SaidChange:
    """What an article changed of a row that was there before: a column's title, the words before and since."""

    article_id: str
    title: str
    before: str
    after: str
    quote: str


def articles(session: Session, project_id: str | None = None) -> list[ArticleLine]:
    """All articles, or those that speak of a project, in order of time; without a day last, as they came."""
    query = select(
        Article.id,
        Article.title,
        Article.paper,
        Article.published_on,
        Article.event_text,
        Article.file_name,
    )
    query = query.where(Article.deleted_at.is_(None)).order_by(Article.id)
    if project_id is not None:
        query = query.where(Article.id.in_(_speaking_of(session, project_id)))
    rows = session.execute(query).all()
    counts = _counts(session, [row.id for row in rows])
    lines = [
        ArticleLine(
            row.id,
            row.title or row.file_name or "",
            row.paper or "",
            row.published_on,
            row.event_text or "",
            row.file_name or "",
            counts[row.id],
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (_day_key(line), line.id))


def _day_key(line: ArticleLine) -> str:
    """Full days sort by themselves; behind them those without a year by month and day, and last what has no day."""
    known = line.event_text if len(line.event_text) == 10 else ""
    known = known or (line.published_on.isoformat() if line.published_on else "")
    if known or not line.event_text.startswith("--"):
        return known or "99999"
    month, day = line.event_text[2:].split("-")
    return f"9999-{int(month):02}-{int(day):02}"


def _live_evidence() -> tuple[ColumnElement[bool], ...]:
    return (Evidence.deleted_at.is_(None), Evidence.source_kind == "article")


def _speaking_of(session: Session, project_id: str) -> set[str]:
    """Articles with a sentence of the project, or of what hangs on it."""
    rows = {("project", project_id)}
    for noun in ("issue", "milestone", "figure", "instruction", "role", "listing", "project_alias"):
        model: Any = nouns()[noun]
        ids = session.scalars(
            select(model.id).where(model.project_id == project_id, model.deleted_at.is_(None))
        )
        rows |= {(noun, row_id) for row_id in ids}
    found: set[str] = set()
    for part in chunks(sorted(row_id for _, row_id in rows)):
        query = select(Evidence.source_id).where(*_live_evidence(), Evidence.row_id.in_(part))
        found |= set(session.scalars(query))
    return found


def _counts(session: Session, ids: Collection[str]) -> dict[str, Counter[str]]:
    """article -> kind of row -> how many, counted by the database: there may be a hundred thousand sentences."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    query = (
        select(Evidence.source_id, Evidence.noun_name, Issue.kind, func.count(Evidence.row_id.distinct()))
        .outerjoin(Issue, Issue.id == Evidence.row_id)
        .where(*_live_evidence(), Evidence.noun_name.in_(SHOWN))
        .group_by(Evidence.source_id, Evidence.noun_name, Issue.kind)
    )
    wanted = set(ids)
    for article, noun, kind, count in session.execute(query):
        if article in wanted:
            counted[article][_kind(noun, kind)] += count
    return counted


def _kind(noun: str, issue_kind: str | None) -> str:
    return "directive" if noun == "issue" and issue_kind == "directive" else noun


def rows_of_article(session: Session, article_id: str) -> list[LinkedRow]:
    """Every live row that has a sentence in the article, each sentence once, in the order of the text."""
    pairs = session.execute(
        select(Evidence.noun_name, Evidence.row_id, Evidence.place)
        .where(*_live_evidence(), Evidence.source_id == article_id)
        .distinct()
    ).all()
    owners = _owners(session, pairs)
    wanted: dict[str, set[str]] = defaultdict(set)
    placed: dict[tuple[str, str, str], None] = {}
    for noun, row_id, place in pairs:
        noun, row_id = owners.get((noun, row_id), (noun, row_id))
        if noun in SHOWN and place:
            wanted[noun].add(row_id)
            placed[noun, row_id, place] = None
    named = {noun: _named(session, noun, ids) for noun, ids in wanted.items()}
    found = []
    for noun, row_id, place in placed:
        known = named[noun].get(row_id)
        if known is not None:
            start, _, end = place.partition(":")
            found.append(LinkedRow(int(start), int(end), noun, row_id, *known))
    order = {noun: number for number, noun in enumerate(SHOWN)}
    return sorted(found, key=lambda row: (row.start, order[row.noun], row.id))


def _owners(session: Session, pairs: Iterable[Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """For an alias, a listing, a role, a post: the row that it hangs on."""
    parts: dict[str, set[str]] = defaultdict(set)
    for noun, row_id, _ in pairs:
        if noun in _OWNED:
            parts[noun].add(row_id)
    found = {}
    for noun, ids in parts.items():
        model: Any = nouns()[noun]
        link = getattr(model, _OWNED[noun])
        for part in chunks(sorted(ids)):
            query = select(model.id, link).where(model.id.in_(part), model.deleted_at.is_(None))
            for row_id, owner in session.execute(query):
                found[noun, row_id] = (_OWNED[noun].removesuffix("_id"), owner)
    return found


def _named(session: Session, noun: str, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Name and kind of the live rows among these."""
    model: Any = nouns()[noun]
    column = getattr(model, _NAMES.get(noun, "name"))
    kind = model.kind if noun == "issue" else column
    found: dict[str, tuple[str, str]] = {}
    for part in chunks(sorted(ids)):
        query = select(model.id, column, kind).where(model.deleted_at.is_(None), model.id.in_(part))
        for row_id, name, issue_kind in session.execute(query):
            found[row_id] = (name or "", _kind(noun, issue_kind))
    return found


def projects_spoken_of(session: Session) -> list[tuple[str, str, int]]:
    """(id, name, articles) of the projects that articles speak of, those with most articles first."""
    query = (
        select(Project.id, Project.name, func.count(Evidence.source_id.distinct()))
        .join(Evidence, Evidence.row_id == Project.id)
        .where(*_live_evidence(), Evidence.noun_name == "project", Project.deleted_at.is_(None))
        .group_by(Project.id, Project.name, Project.sort_key)
        .order_by(func.count(Evidence.source_id.distinct()).desc(), Project.sort_key)
    )
    return [(row_id, name, count) for row_id, name, count in session.execute(query)]


def value_source(session: Session, noun: str, row_id: str, key: str) -> Source | None:
    """The latest sentence that the value of a Field comes from; None where it was typed."""
    rows = [(noun, row_id)]
    if key in _IN_PARTS:
        part, link = _IN_PARTS[key]
        model: Any = nouns()[part]
        query = select(model.id).where(getattr(model, link) == row_id, model.deleted_at.is_(None))
        if part == "role":
            query = query.where(model.kind == "sponsor")
        rows = [(part, part_id) for part_id in session.scalars(query)]
    columns = {key, f"{key}_id", f"{key}_text", f"{key}_on"}
    for one, one_id in rows:
        evidence = select(Evidence, func.coalesce(Article.title, Article.file_name), Article.published_on)
        evidence = evidence.join(Article, Article.id == Evidence.source_id).where(
            *_live_evidence(), Evidence.noun_name == one, Evidence.row_id == one_id
        )
        if key not in _IN_PARTS:
            evidence = evidence.where(Evidence.column_name.in_(columns))
        found = session.execute(evidence.order_by(Evidence.id.desc())).first()
        if found is not None:
            said, title, published = found
            start, _, end = (said.place or "0:0").partition(":")
            return Source(
                said.source_id, title or "", published, said.quote or "", int(start), int(end), (key,)
            )
    return None


def changes_by_articles(session: Session, project_id: str) -> list[SaidChange]:
    """What articles changed of a project that was there before, in the order of the import: columns, leader, lists."""
    query = select(Change.step_id, Change.row_id).where(Change.noun == "article", Change.kind == "create")
    steps = {step: article for step, article in session.execute(query)}
    owned = {project_id: "project"}
    for noun in ("role", "listing"):
        model: Any = nouns()[noun]
        ids = session.scalars(select(model.id).where(model.project_id == project_id))
        owned |= {row_id: noun for row_id in ids}
    born = session.scalar(
        select(func.min(Change.step_id)).where(Change.noun == "project", Change.row_id == project_id)
    )
    found: list[SaidChange] = []
    names = Names(session)
    for part in chunks(sorted(owned)):
        changes = select(Change).where(
            Change.noun.in_(("project", "role", "listing")), Change.row_id.in_(part)
        )
        for change in session.scalars(changes.order_by(Change.step_id, Change.seq)):
            article = steps.get(change.step_id)
            if article is not None and change.step_id != born:
                found += _said(session, change, article, names)
    return found


# Of a part that came: the column that says what it is, and what that is called.
_TOLD = {"role": ("person_id", "分包领导"), "listing": ("programme_id", "列入")}


def _said(session: Session, change: Change, article_id: str, names: Names) -> Iterable[SaidChange]:
    before, after = change.before or {}, change.after or {}
    if change.noun in _TOLD and change.kind != "create":
        return  # the end of a role is told with the one that follows
    for values in (before, after):
        names.learn(linked(change.noun, values))
    for column, value in after.items():
        if change.noun in _TOLD and column != _TOLD[change.noun][0]:
            continue
        quote = _quote_of(session, article_id, change.row_id, column)
        if quote is None:
            continue  # typed, or undone since: then its evidence lies in the bin
        title = _TOLD[change.noun][1] if change.noun in _TOLD else column_title("project", column)
        was, now = (value_words(change.noun, column, one, names) for one in (before.get(column), value))
        yield SaidChange(article_id, title, was, now, quote)


def _quote_of(session: Session, article_id: str, row_id: str, column: str) -> str | None:
    query = select(Evidence.quote).where(
        *_live_evidence(),
        Evidence.source_id == article_id,
        Evidence.row_id == row_id,
        Evidence.column_name == column,
    )
    return session.scalars(query).first()
