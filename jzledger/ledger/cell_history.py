"""What a cell held over time. The Changes are played from the first to the last, with the rows that are parts of a cell
(责任单位 are rows of their own), so that every Field has a history, however it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.computed import LEVEL_WORDS
from jzledger.ledger.rows import chunks, table_of
from jzledger.ledger.wording import Names
from jzledger.ledger.workbook_sources import NOUN as WORKBOOK
from jzledger.ledger.workbook_sources import workbook_names
from jzledger.records.base import nouns
from jzledger.records.fields import Field, Table
from jzledger.records.kinds import Due, Link, Links, Ref, _Due
from jzledger.records.sources import Article, Evidence
from jzledger.records.trail import Change, Step
from jzledger.rules.context import Context
from jzledger.store.audit import from_json

Values = Mapping[str, Any]  # column -> what the audit keeps
States = dict[tuple[str, str], dict[str, Any]]  # (noun, id) -> values after a Step


@dataclass(frozen=True)
class Moment:
    """One Step that changed a cell. Values are such as a Row holds. `at` is UTC.

    `source`: the article as 《title》, or the workbook and its cell, "" for what was typed.

    `kind` is the Step's: do, undo, redo, merge.
    """

    step_id: str
    at: datetime
    by: str
    label: str
    kind: str
    field: Field
    before: Any
    after: Any
    source: str = ""


@dataclass(frozen=True)
class _Part:
    """A Field that lies in rows of another noun. `pick` chooses among the living ones, `column` is the value."""

    noun: str
    link: str
    column: str
    pick: Callable[[Values, Context], bool]
    target: str = ""  # noun that the column links to; "" = the column's own value
    many: bool = True
    order: Callable[[Values], Any] = lambda values: values.get("order_no") or 0


def _kind(word: str, column: str) -> Callable[[Values, Context], bool]:
    return lambda values, context: values.get("kind") == word and values.get(column) is not None


def _this_year(values: Values, context: Context) -> bool:
    return values.get("year") == context.year


def _has_text(values: Values, context: Context) -> bool:
    return bool(values.get("text"))


def _any(values: Values, context: Context) -> bool:
    return True


def _latest(values: Values) -> Any:
    return values.get("on_day") or "", values["id"]


_PARTS: Mapping[tuple[str, str], _Part] = {
    ("issue", "units"): _Part("issue_unit", "issue_id", "unit_id", _kind("responsible", "unit_id"), "unit"),
    ("issue", "progress"): _Part("issue_update", "issue_id", "text", _has_text, many=False, order=_latest),
    ("project", "sponsor"): _Part("role", "project_id", "person_id", _kind("sponsor", "person_id"), "person", False),
    ("project", "lead_unit"): _Part("role", "project_id", "unit_id", _kind("lead", "unit_id"), "unit", False),
    ("project", "units"): _Part("role", "project_id", "unit_id", _kind("responsible", "unit_id"), "unit"),
    ("project", "person"): _Part("role", "project_id", "person_id", _kind("responsible", "person_id"), "person", False),
    ("project", "programmes"): _Part("listing", "project_id", "programme_id", _any, "programme"),
    ("project", "levels"): _Part("listing", "project_id", "programme_id", _any, "programme"),
    ("project", "target_yuan"): _Part("annual_plan", "project_id", "target_yuan", _this_year, many=False),
    ("project", "target_text"): _Part("annual_plan", "project_id", "target_text", _this_year, many=False),
    ("project", "done_before_yuan"): _Part("annual_plan", "project_id", "done_before_yuan", _this_year, many=False),
    ("unit", "aliases"): _Part("unit_alias", "unit_id", "alias", _any, "unit_alias"),
    ("person", "posts"): _Part("post", "person_id", "title", _any, "post"),
}  # fmt: skip
# Parts whose own name is the value: the link of a cell goes to the part itself.
_NAMED_PARTS = ("unit_alias", "post")


def has_history(table: Table, field: Field) -> bool:
    """False for what the program judges or counts."""
    if (table.noun, field.key) in _PARTS:
        return True
    columns = table_of(table.noun).c
    return any(name in columns for name in _columns(field))


def _columns(field: Field) -> tuple[str, ...]:
    if isinstance(field.kind, Link):
        return (f"{field.key}_id",)
    if isinstance(field.kind, _Due):
        return tuple(f"{field.key}_{part}" for part in ("text", "on", "precision"))
    return (field.key,)


def cell_history(session: Session, table: Table, row_id: str, field: Field, context: Context) -> list[Moment]:
    """Who put what into a cell when, the latest first."""
    return _with_sources(
        session, table, row_id, [field], list(_moments(session, table, row_id, [field], context))[::-1]
    )


def row_history(session: Session, table: Table, row_id: str, context: Context) -> list[Moment]:
    """The same for all Fields of a row, the latest first; Moments of one Step stand together."""
    fields = [field for field in table.fields if has_history(table, field)]
    found = _with_sources(
        session, table, row_id, fields, list(_moments(session, table, row_id, fields, context))
    )
    by_step: dict[str, list[Moment]] = {}
    for one in found:
        by_step.setdefault(one.step_id, []).append(one)
    return [one for moments in reversed(by_step.values()) for one in moments]


def _with_sources(
    session: Session, table: Table, row_id: str, fields: Sequence[Field], moments: Sequence[Moment]
) -> list[Moment]:
    sources = _sources(session, table, row_id, fields)
    return [replace(one, source=sources.get((one.step_id, one.field.key), "")) for one in moments]


def _moments(
    session: Session, table: Table, row_id: str, fields: Sequence[Field], context: Context
) -> Iterator[Moment]:
    names = Names(session)
    parts = {_PARTS[table.noun, field.key].noun: _PARTS[table.noun, field.key].link
             for field in fields if (table.noun, field.key) in _PARTS}  # fmt: skip
    steps = _played(session, table.noun, row_id, parts)
    levels = _level_programmes(session) if table.noun == "project" else frozenset()
    before: dict[str, Any] = {field.key: None for field in fields}
    for step, states in steps:
        for field in fields:
            after = _value(states, table.noun, row_id, field, context, levels)
            if after != before[field.key]:
                said = (_named(before[field.key], names), _named(after, names))
                yield Moment(step.id, step.at, step.by, step.label, step.kind, field, *said)
                before[field.key] = after


def _played(
    session: Session, noun: str, row_id: str, parts: Mapping[str, str]
) -> Iterator[tuple[Any, States]]:
    """After each Step that touched the row or its parts: the Step, and what they held then."""
    wanted: dict[str, list[str]] = {noun: [row_id]}
    for part, link in parts.items():
        column = getattr(nouns()[part], link)
        wanted[part] = list(session.scalars(select(nouns()[part].id).where(column == row_id)))
    changes: list[Change] = []
    for name, ids in wanted.items():
        for some in chunks(ids):
            query = select(Change).where(Change.noun == name, Change.row_id.in_(some))
            changes += session.scalars(query).all()
    changes.sort(key=lambda change: (change.step_id, change.seq))
    step_ids = {change.step_id for change in changes}
    steps = {
        step.id: step
        for some in chunks(step_ids)
        for step in session.scalars(select(Step).where(Step.id.in_(some)))
    }
    states: States = {}
    for place, change in enumerate(changes):
        values = states.setdefault(
            (change.noun, change.row_id), {"id": change.row_id, **(change.before or {})}
        )
        values.update(change.after or {})
        if place + 1 == len(changes) or changes[place + 1].step_id != change.step_id:
            yield steps[change.step_id], states


def _value(
    states: States, noun: str, row_id: str, field: Field, context: Context, levels: frozenset[str]
) -> Any:
    """The value of a cell; links as (noun, id) until they are named."""
    part = _PARTS.get((noun, field.key))
    if part is not None:
        return _of_parts(states, part, row_id, field, context, levels)
    values = states.get((noun, row_id), {})
    columns = table_of(noun).c
    held = [from_json(columns[name], values.get(name)) for name in _columns(field)]
    if isinstance(field.kind, _Due):
        return None if held[0] is None else Due(*held)
    if isinstance(field.kind, Link):
        return None if held[0] is None else Ref(field.kind.noun, held[0], "")
    return held[0]


def _of_parts(
    states: States, part: _Part, row_id: str, field: Field, context: Context, levels: frozenset[str]
) -> Any:
    living = [
        values
        for (noun, _), values in states.items()
        if noun == part.noun
        and values.get("deleted_at") is None
        and values.get(part.link) == row_id
        and part.pick(values, context)
    ]
    if part.noun == "listing":
        living = [one for one in living if (one.get("programme_id") in levels) == (field.key == "levels")]
    living.sort(key=lambda values: (part.order(values), values["id"]))
    if not part.many:
        chosen = living[-1:] if part.order is _latest else living[:1]
        found: list[Any] = [one.get(part.column) for one in chosen]
    else:
        found = [one.get(part.column) for one in living]
    if part.target in _NAMED_PARTS:
        return tuple(Ref(part.target, one["id"], one.get(part.column) or "") for one in living) or None
    if part.target:
        found = [Ref(part.target, one, "") for one in found if one is not None]
    if isinstance(field.kind, Links):
        return tuple(found) or None
    return found[0] if found else None


def _named(value: Any, names: Names) -> Any:
    """Links with the names that their rows have now."""
    if isinstance(value, Ref):
        if value.name:
            return value
        names.learn([(value.noun, value.id)])
        return value._replace(name=names.of(value.noun, value.id))
    if type(value) is tuple:
        return tuple(_named(item, names) for item in value)
    return value


def _level_programmes(session: Session) -> frozenset[str]:
    programme = table_of("programme")
    query = select(programme.c.id).where(programme.c.name.in_(list(LEVEL_WORDS.values())))
    return frozenset(session.scalars(query))


def _sources(
    session: Session, table: Table, row_id: str, fields: Sequence[Field]
) -> dict[tuple[str, str], str]:
    """(Step id, Field key) -> where the value came from with that Step: 《article》, or workbook and cell."""
    wanted: dict[tuple[str, str, str | None], list[str]] = {}  # noun, row, column -> Fields that show it
    for field in fields:
        for column in (field.key, *_columns(field)):
            wanted.setdefault((table.noun, row_id, column), []).append(field.key)
        part = _PARTS.get((table.noun, field.key))
        if part is not None:
            model = nouns()[part.noun]
            for part_id in session.scalars(select(model.id).where(getattr(model, part.link) == row_id)):
                wanted.setdefault((part.noun, part_id, part.column), []).append(field.key)
    rows: list[Any] = []
    for some in chunks({one for _, one, _ in wanted}):
        query = (
            select(Change.step_id, Evidence)
            .join(Evidence, Evidence.id == Change.row_id)
            .where(Change.noun == "evidence", Change.kind == "create", Evidence.row_id.in_(some))
        )
        rows += session.execute(query.order_by(Evidence.id))
    said = _source_words(session, [evidence for _, evidence in rows])
    found: dict[tuple[str, str], str] = {}
    for step_id, evidence in rows:
        # Without a column it is the source of the whole row.
        column = evidence.column_name
        keys = wanted.get((evidence.noun_name, evidence.row_id, column), ())
        if column is None and evidence.noun_name == table.noun:
            keys = [field.key for field in fields]
        for key in keys:
            found.setdefault((step_id, key), said(evidence))
    return found


def _source_words(session: Session, evidence: Sequence[Any]) -> Callable[[Any], str]:
    articles = {one.source_id for one in evidence if one.source_kind == "article"}
    books = workbook_names(session, {one.source_id for one in evidence if one.source_kind == WORKBOOK})
    titles: dict[str, str] = {}
    for some in chunks(articles):
        query = select(Article.id, Article.title).where(Article.id.in_(some))
        titles.update((row_id, title or "") for row_id, title in session.execute(query))

    def words(one: Any) -> str:
        if one.source_kind == WORKBOOK:
            return " ".join(filter(None, (books.get(one.source_id), one.place)))
        return f"《{titles.get(one.source_id, '')}》" if one.source_kind == "article" else ""

    return words
