"""Writing one cell: plain columns as they are, the other Fields by a writer of their own.

A writer gets (session, row, value, context); the value is what `Kind.parse` gave, or what a Row holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from jzledger.errors import NotAllowed
from jzledger.ledger import issues, names
from jzledger.ledger.computed import LEVEL_WORDS
from jzledger.ledger.own_parts import add_part, parts_of
from jzledger.records.base import Record
from jzledger.records.fields import PROJECT, UNIT, Field
from jzledger.records.issues import IssueUnit
from jzledger.records.kinds import Due, Link, Ref, _Due
from jzledger.records.projects import AnnualPlan, Listing, Programme, Role
from jzledger.records.units import Post, UnitAlias
from jzledger.rules.context import Context

Writer = Callable[[Session, Any, Any, Context], None]
WRITERS: dict[tuple[str, str], Writer] = {}
# The noun of the parts in which a cell is kept, where it is.
KEPT_IN: dict[tuple[str, str], str] = {
    ("issue", "due"): "issue_update",
    ("issue", "progress"): "issue_update",
}
# Fields that ask for other cells of the row, and so are written after them.
LAST = frozenset({"state"})


def _writes(noun: str, key: str, kept_in: str | None = None) -> Callable[[Writer], Writer]:
    def register(writer: Writer) -> Writer:
        WRITERS[noun, key] = writer
        if kept_in is not None:
            KEPT_IN[noun, key] = kept_in
        return writer

    return register


def judged(field: Field) -> NotAllowed:
    return NotAllowed(f"“{field.title}”由程序判定，不能填写", "", "请改它所依据的内容。")


def write(session: Session, row: Record, field: Field, value: Any, context: Context) -> None:
    """Put a value into a row. Raises NotAllowed for a column that the program computes, BadValue for a bad link."""
    writer = WRITERS.get((row.noun(), field.key))
    if writer is not None:
        writer(session, row, value, context)
    elif not field.editable:
        raise judged(field)
    elif isinstance(field.kind, Link):
        column = f"{field.key}_id"
        setattr(row, column, names.resolve(session, field.kind, value, (getattr(row, column),)))
    elif isinstance(field.kind, _Due):
        write_due(row, field.key, value)
    else:
        setattr(row, field.key, value)


def due_columns(key: str) -> tuple[str, ...]:
    """The three columns of a deadline."""
    return tuple(f"{key}_{part}" for part in ("text", "on", "precision"))


def write_due(row: Any, key: str, value: Due | None) -> None:
    """Put a deadline into its three columns."""
    for column, item in zip(due_columns(key), value or (None, None, None), strict=True):
        setattr(row, column, item)


WRITERS["issue", "due"] = issues.set_due
WRITERS["issue", "state"] = issues.move
WRITERS["issue", "progress"] = issues.report


def _parent_writer(kind: Link, title: str) -> Writer:
    def write_parent(session: Session, row: Any, value: Any, context: Context) -> None:
        parent_id = names.resolve(session, kind, value, (row.parent_id,))
        above, seen = parent_id, {row.id}
        while above is not None:
            if above in seen:
                raise NotAllowed(f"{title}不能是它自己或它的下级", "", "请另选一个，或先改那一行的上级。")
            seen.add(above)
            found = session.get(type(row), above)
            above = None if found is None else found.parent_id
        row.parent_id = parent_id

    return write_parent


WRITERS["project", "parent"] = _parent_writer(PROJECT, "上级项目")
WRITERS["unit", "parent"] = _parent_writer(UNIT, "上级单位")


@_writes("issue", "units", "issue_unit")
def _issue_units(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    links = [link for link in parts_of(session, "issue_unit", row.id) if link.kind == "responsible"]
    ids = _ids(session, UNIT, value or (), [link.unit_id for link in links])
    for link in _surplus(links, "unit_id", ids):
        link.deleted_at = session.now  # type: ignore[attr-defined]
    for position, unit_id, known in _in_order(links, "unit_id", ids):
        if known is not None:
            known.order_no = position
        else:
            add_part(
                session,
                IssueUnit(issue_id=row.id, unit_id=unit_id, kind="responsible", order_no=position),
            )


def _role_writer(kind: str, column: str) -> Writer:
    """For who holds a role today. Roles that ended, or begin later, are history or plan, and stay."""
    other = {"person_id": "unit_id", "unit_id": "person_id"}[f"{column}_id"]

    def write_role(session: Session, row: Any, value: Any, context: Context) -> None:
        roles = [
            role
            for role in parts_of(session, "role", row.id)
            if role.kind == kind
            and getattr(role, f"{column}_id") is not None
            and (role.from_on is None or role.from_on <= context.today)
            and (role.to_on is None or role.to_on >= context.today)
        ]
        values = value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,)
        standing = [getattr(role, f"{column}_id") for role in roles]
        ids = _ids(session, Link(noun=column), [item for item in values if item is not None], standing)
        for role in _surplus(roles, f"{column}_id", ids):
            if getattr(role, other) is None:
                role.deleted_at = session.now  # type: ignore[attr-defined]
            else:
                setattr(role, f"{column}_id", None)
        for position, holder, known in _in_order(roles, f"{column}_id", ids):
            if known is not None:
                known.order_no = position
            else:
                named = {f"{column}_id": holder}
                add_part(session, Role(project_id=row.id, kind=kind, order_no=position, **named))

    return write_role


for _key, _kind, _column in (
    ("sponsor", "sponsor", "person"),
    ("lead_unit", "lead", "unit"),
    ("units", "responsible", "unit"),
    ("person", "responsible", "person"),
):
    _writes("project", _key, "role")(_role_writer(_kind, _column))


def _ids(session: Session, kind: Link, values: Iterable[Any], standing: Sequence[str]) -> list[str]:
    """The rows that are meant, each once, in order."""
    found = (names.resolve(session, kind, value, standing) for value in values)
    return list(dict.fromkeys(row_id for row_id in found if row_id is not None))


def _surplus(links: Sequence[Any], column: str, ids: Sequence[str]) -> list[Any]:
    """Links to none of these rows, and all but the first to the same one."""
    first = {getattr(link, column): link for link in reversed(links)}
    return [
        link for link in links if getattr(link, column) not in ids or first[getattr(link, column)] is not link
    ]


def _in_order(links: Sequence[Any], column: str, ids: Sequence[str]) -> list[tuple[int, str, Any]]:
    """(place, row, the link to it that is there or None)."""
    first = {getattr(link, column): link for link in reversed(links)}
    return [(position, row_id, first.get(row_id)) for position, row_id in enumerate(ids, 1)]


@_writes("project", "levels", "listing")
def _levels(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    """Levels are lists of their own (省重点 is a Programme too), found or made by their word."""
    words = {word: level for level, word in LEVEL_WORDS.items()}
    wanted = {getattr(item, "name", item): None for item in value or ()}
    unknown = [word for word in wanted if word not in words]
    if unknown:
        raise NotAllowed(f"“{unknown[0]}”不是层级", "", f"可以填：{'、'.join(words)}。")
    given: dict[str, str] = {}
    for _, programme in _listed(session, row):
        if programme.name not in words and programme.level in LEVEL_WORDS:
            given[LEVEL_WORDS[programme.level]] = programme.name
    for word, name in given.items():
        if word not in wanted:
            raise NotAllowed(f"“{word}”来自所属工程“{name}”", "", "请在“所属工程”里去掉它。")
    lists = [_programme(session, word) for word in wanted if word not in given]
    _list_under(session, row, lists, only_levels=True)


@_writes("project", "programmes", "listing")
def _programmes(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    found = [
        session.get_one(Programme, item.id) if isinstance(item, Ref) else _programme(session, item)
        for item in value or ()
    ]
    _list_under(session, row, found, only_levels=False)


def _programme(session: Session, name: str) -> Programme:
    """The programme of this name; a new one where there is none. That of a level's word has this level."""
    words = {word: level for level, word in LEVEL_WORDS.items()}
    known = names.find(session, "programme", name)
    if known is None:
        made: Programme = names.make(session, "programme", name, level=words.get(name))
        return made
    programme = session.get_one(Programme, known)
    if programme.level is None and name in words:
        programme.level = words[name]
    return programme


def _listed(session: Session, row: Any) -> list[tuple[Listing, Programme]]:
    return [
        (listing, session.get_one(Programme, listing.programme_id))
        for listing in parts_of(session, "listing", row.id)
    ]


def _list_under(session: Session, row: Any, programmes: Sequence[Programme], *, only_levels: bool) -> None:
    wanted = {programme.id: programme for programme in programmes}
    listed = set()
    for listing, programme in _listed(session, row):
        if (programme.name in LEVEL_WORDS.values()) == only_levels and programme.id not in wanted:
            listing.deleted_at = session.now  # type: ignore[attr-defined]
        else:
            listed.add(programme.id)
    for programme_id in wanted:
        if programme_id not in listed:
            add_part(session, Listing(project_id=row.id, programme_id=programme_id))


def _plan_writer(column: str) -> Writer:
    def write_plan(session: Session, row: Any, value: Any, context: Context) -> None:
        plans = parts_of(session, "annual_plan", row.id)
        plan = next((plan for plan in plans if plan.year == context.year), None)
        if plan is None:
            if value is None:
                return
            plan = AnnualPlan(project_id=row.id, year=context.year)
            add_part(session, plan)
        setattr(plan, column, value)

    return write_plan


for _column in ("target_yuan", "target_text", "done_before_yuan"):
    _writes("project", _column, "annual_plan")(_plan_writer(_column))


def _names_writer(model: Any, link: str, column: str) -> Writer:
    """For the names that hang on one row (aliases of a unit, posts of a person)."""

    def write_names(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
        wanted = list(dict.fromkeys(getattr(item, "name", item) for item in value or ()))
        live = parts_of(session, model.noun(), row.id)
        for known in live:
            if getattr(known, column) not in wanted:
                known.deleted_at = session.now  # type: ignore[attr-defined]
        kept = {getattr(known, column) for known in live}
        for name in wanted:
            if name not in kept:
                add_part(session, model(**{link: row.id, column: name}))

    return write_names


_writes("unit", "aliases", "unit_alias")(_names_writer(UnitAlias, "unit_id", "alias"))
_writes("person", "posts", "post")(_names_writer(Post, "person_id", "title"))
