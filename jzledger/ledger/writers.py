"""Writing one cell: plain columns as they are, the other Fields by a writer of their own.

A writer gets (session, row, value, context); the value is what `Kind.parse` gave, or what a Row holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import NotAllowed
from jzledger.ledger import issues, names
from jzledger.ledger.computed import LEVEL_WORDS
from jzledger.records.base import Record
from jzledger.records.fields import Field
from jzledger.records.issues import IssueUnit
from jzledger.records.kinds import Due, Link, Ref, _Due
from jzledger.records.projects import AnnualPlan, Listing, Programme, Role
from jzledger.records.units import Post, UnitAlias
from jzledger.rules.context import Context

Writer = Callable[[Session, Any, Any, Context], None]
WRITERS: dict[tuple[str, str], Writer] = {}


def _writes(noun: str, key: str) -> Callable[[Writer], Writer]:
    def register(writer: Writer) -> Writer:
        WRITERS[noun, key] = writer
        return writer

    return register


def write(session: Session, row: Record, field: Field, value: Any, context: Context) -> None:
    """Put a value into a row. Raises NotAllowed for a column that the program computes, BadValue for a bad link."""
    writer = WRITERS.get((row.noun(), field.key))
    if writer is not None:
        writer(session, row, value, context)
    elif not field.editable:
        raise NotAllowed(f"“{field.title}”由程序判定，不能填写", "", "请改它所依据的内容。")
    elif isinstance(field.kind, Link):
        column = f"{field.key}_id"
        target = names.resolve(session, field.kind, value, (getattr(row, column),))
        if field.kind.noun == row.noun():
            _refuse_circle(session, row, column, target, field)
        setattr(row, column, target)
    elif isinstance(field.kind, _Due):
        write_due(row, field.key, value)
    else:
        setattr(row, field.key, value)


def _refuse_circle(session: Session, row: Any, column: str, target: str | None, field: Field) -> None:
    """No row stands under itself, directly or over others."""
    above = target
    while above is not None:
        if above == row.id:
            raise NotAllowed(f"“{row.name}”不能作自己的{field.title}", "", "请选择别的上级，或先把它移开。")
        above = getattr(session.get(type(row), above), column, None)


def write_due(row: Any, key: str, value: Due | None) -> None:
    """Put a deadline into its three columns."""
    for part, item in zip(("text", "on", "precision"), value or (None, None, None), strict=True):
        setattr(row, f"{key}_{part}", item)


WRITERS["issue", "due"] = issues.set_due
WRITERS["issue", "state"] = issues.move
WRITERS["issue", "progress"] = issues.report


@_writes("issue", "units")
def _issue_units(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    where = (IssueUnit.issue_id == row.id, IssueUnit.kind == "responsible")
    common = {"issue_id": row.id, "kind": "responsible"}
    _set_links(session, IssueUnit, where, common, "unit_id", value or ())


def _role_writer(kind: str, column: str) -> Writer:
    def write_role(session: Session, row: Any, value: Any, context: Context) -> None:
        values = value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,)
        wanted = [item for item in values if item is not None]
        today = context.today
        # Only those of today: who held it before stays in the record.
        held = (
            Role.from_on.is_(None) | (Role.from_on <= today),
            Role.to_on.is_(None) | (Role.to_on >= today),
        )
        where = (
            Role.project_id == row.id,
            Role.kind == kind,
            getattr(Role, f"{column}_id").is_not(None),
            *held,
        )
        _set_links(session, Role, where, {"project_id": row.id, "kind": kind}, f"{column}_id", wanted)

    return write_role


WRITERS["project", "sponsor"] = _role_writer("sponsor", "person")
WRITERS["project", "lead_unit"] = _role_writer("lead", "unit")
WRITERS["project", "units"] = _role_writer("responsible", "unit")
WRITERS["project", "person"] = _role_writer("responsible", "person")


def _set_links(
    session: Session,
    model: Any,
    where: Sequence[Any],
    common: dict[str, Any],
    column: str,
    wanted: Sequence[Ref | str],
) -> None:
    """Make the live link rows name exactly `wanted`, in this order: rows that are no longer named go, new ones come."""
    live = session.scalars(select(model).where(model.deleted_at.is_(None), *where)).all()
    known = {getattr(link, column): link for link in reversed(live)}
    kind = Link(noun=column.removesuffix("_id"))
    # Two names of one row are one link.
    ids = list(dict.fromkeys(names.resolve(session, kind, item, known) for item in wanted))
    for link in live:
        if known.get(getattr(link, column)) is not link or getattr(link, column) not in ids:
            _take_away(session, link, column)
    for position, row_id in enumerate(ids, 1):
        if row_id in known:
            known[row_id].order_no = position
        else:
            session.add(model(**common, **{column: row_id}, order_no=position))


def _take_away(session: Session, link: Any, column: str) -> None:
    """A role that names a unit and a person keeps the other one."""
    others = {"person_id", "unit_id"} - {column}
    if isinstance(link, Role) and any(getattr(link, other) is not None for other in others):
        setattr(link, column, None)
    else:
        link.deleted_at = session.now  # type: ignore[attr-defined]


@_writes("project", "levels")
def _levels(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    """Levels are lists of their own (省重点 is a Programme too), found or made by their word."""
    wanted = [getattr(item, "name", item) for item in value or ()]
    words = {word: level for level, word in LEVEL_WORDS.items()}
    unknown = [word for word in wanted if word not in words]
    if unknown:
        raise NotAllowed(f"“{unknown[0]}”不是层级", "", f"可以填：{'、'.join(words)}。")
    query = select(Programme).join(Listing, Listing.programme_id == Programme.id)
    query = query.where(
        Listing.project_id == row.id, Listing.deleted_at.is_(None), Programme.deleted_at.is_(None)
    )
    for programme in session.scalars(query):
        word = LEVEL_WORDS.get(programme.level or "")
        if word is not None and programme.name not in words and word not in wanted:
            todo = f"请先从“所属工程”里去掉{programme.name}。"
            raise NotAllowed(f"“{programme.name}”是{word}的工程，层级不能去掉{word}", "", todo)
    plain = [_list_of(session, word) for word in wanted]
    _list_under(session, row, plain, only_levels=True)


@_writes("project", "programmes")
def _programmes(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    wanted = [getattr(item, "name", item) for item in value or ()]
    _list_under(session, row, [_list_of(session, name) for name in wanted], only_levels=False)


def _list_of(session: Session, name: str) -> Programme:
    """The list of this name, made where there is none; one named as a level is of that level."""
    level = next((code for code, word in LEVEL_WORDS.items() if word == name), None)
    query = select(Programme).where(Programme.deleted_at.is_(None), Programme.name == name)
    found = session.scalars(query).first()
    if found is None:
        found = Programme(name=name)
        session.add(found)
    if level is not None and found.level is None:
        found.level = level
    session.flush()
    return found


def _list_under(session: Session, row: Any, programmes: Sequence[Programme], *, only_levels: bool) -> None:
    query = select(Listing, Programme.name).join(Programme, Programme.id == Listing.programme_id)
    query = query.where(Listing.project_id == row.id, Listing.deleted_at.is_(None))
    wanted = {programme.id for programme in programmes}
    listed = set()
    for listing, name in session.execute(query):
        listed.add(listing.programme_id)
        if (name in LEVEL_WORDS.values()) == only_levels and listing.programme_id not in wanted:
            listing.deleted_at = session.now  # type: ignore[attr-defined]
    session.add_all(Listing(project_id=row.id, programme_id=p.id) for p in programmes if p.id not in listed)


def _plan_writer(column: str) -> Writer:
    def write_plan(session: Session, row: Any, value: Any, context: Context) -> None:
        query = select(AnnualPlan).where(
            AnnualPlan.project_id == row.id, AnnualPlan.year == context.year, AnnualPlan.deleted_at.is_(None)
        )
        plan = session.scalars(query).first()
        if plan is None:
            if value is None:
                return
            plan = AnnualPlan(project_id=row.id, year=context.year)
            session.add(plan)
            session.flush()  # so that the next cell of the same edit finds it
        setattr(plan, column, value)

    return write_plan


for _column in ("target_yuan", "target_text", "done_before_yuan"):
    WRITERS["project", _column] = _plan_writer(_column)


def _names_writer(model: Any, link: str, column: str) -> Writer:
    """For the names that hang on one row (aliases of a unit, posts of a person)."""

    def write_names(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
        wanted = [getattr(item, "name", item) for item in value or ()]
        live = session.scalars(
            select(model).where(model.deleted_at.is_(None), getattr(model, link) == row.id)
        ).all()
        for known in live:
            if getattr(known, column) not in wanted:
                known.deleted_at = session.now  # type: ignore[attr-defined]
        kept = {getattr(known, column) for known in live}
        session.add_all(model(**{link: row.id, column: name}) for name in wanted if name not in kept)

    return write_names


WRITERS["unit", "aliases"] = _names_writer(UnitAlias, "unit_id", "alias")
WRITERS["person", "posts"] = _names_writer(Post, "person_id", "title")
