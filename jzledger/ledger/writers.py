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
        setattr(row, f"{field.key}_id", names.resolve(session, field.kind, value))
    elif isinstance(field.kind, _Due):
        write_due(row, field.key, value)
    else:
        setattr(row, field.key, value)


def write_due(row: Any, key: str, value: Due | None) -> None:
    """Put a deadline into its three columns."""
    for part, item in zip(("text", "on", "precision"), value or (None, None, None), strict=True):
        setattr(row, f"{key}_{part}", item)


WRITERS["issue", "due"] = issues.set_due
WRITERS["issue", "state"] = issues.move
WRITERS["issue", "progress"] = issues.report


@_writes("issue", "units")
def _issue_units(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    ids = [names.resolve(session, Link(noun="unit"), item) for item in value or ()]
    where = (IssueUnit.issue_id == row.id, IssueUnit.kind == "responsible")
    _set_links(session, IssueUnit, where, {"issue_id": row.id, "kind": "responsible"}, "unit_id", ids)


def _role_writer(kind: str, column: str) -> Writer:
    def write_role(session: Session, row: Any, value: Any, context: Context) -> None:
        values = value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,)
        ids = [names.resolve(session, Link(noun=column), item) for item in values if item is not None]
        where = (Role.project_id == row.id, Role.kind == kind, getattr(Role, f"{column}_id").is_not(None))
        _set_links(session, Role, where, {"project_id": row.id, "kind": kind}, f"{column}_id", ids)

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
    ids: Sequence[str | None],
) -> None:
    """Make the live link rows name exactly `ids`, in this order: rows that are no longer named go, new ones come."""
    live = session.scalars(select(model).where(model.deleted_at.is_(None), *where)).all()
    known = {getattr(link, column): link for link in live}
    for row_id, link in known.items():
        if row_id not in ids:
            link.deleted_at = session.now  # type: ignore[attr-defined]
    for position, row_id in enumerate(ids, 1):
        if row_id in known:
            known[row_id].order_no = position
        else:
            session.add(model(**common, **{column: row_id}, order_no=position))


@_writes("project", "levels")
def _levels(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    """Levels are lists of their own (省重点 is a Programme too), found or made by their word."""
    wanted = [getattr(item, "name", item) for item in value or ()]
    words = {word: level for level, word in LEVEL_WORDS.items()}
    unknown = [word for word in wanted if word not in words]
    if unknown:
        raise NotAllowed(f"“{unknown[0]}”不是层级", "", f"可以填：{'、'.join(words)}。")
    plain = [
        (session.scalars(_programme(word)).first() or _new_programme(session, word, words[word]))
        for word in wanted
    ]
    _list_under(session, row, plain, only_levels=True)


@_writes("project", "programmes")
def _programmes(session: Session, row: Any, value: Sequence[Any] | None, context: Context) -> None:
    wanted = [getattr(item, "name", item) for item in value or ()]
    found = [
        (session.scalars(_programme(name)).first() or _new_programme(session, name, None)) for name in wanted
    ]
    _list_under(session, row, found, only_levels=False)


def _programme(name: str) -> Any:
    return select(Programme).where(Programme.deleted_at.is_(None), Programme.name == name)


def _new_programme(session: Session, name: str, level: str | None) -> Programme:
    made = Programme(name=name, level=level)
    session.add(made)
    session.flush()
    return made


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
