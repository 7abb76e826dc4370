"""Two entries that are one unit, or one person: the kept one takes over every link to the other.

The other goes to the recycle bin with its history; its names stay known as aliases of the kept one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jzledger.errors import NotAllowed
from jzledger.ledger import names
from jzledger.ledger.name_matching import remember
from jzledger.ledger.rows import table_of
from jzledger.records.base import nouns
from jzledger.records.parts import HUNG_ON
from jzledger.records.units import UnitAlias

# Filled in from the other entry where the kept one has nothing.
_CELLS = {
    "unit": ("short_name", "kind", "region_code", "order_no", "from_on", "to_on"),
    "person": ("phone",),
}
_TITLES = {"unit": "单位", "person": "人员"}
# Links that say who answers for a row: the same one twice says nothing more.
_ONCE = {
    "issue_unit": ("issue_id", "kind"),
    "role": ("project_id", "kind", "from_on", "to_on"),
    "unit_alias": ("alias",),
    "post": ("title", "unit_id", "from_on", "to_on"),
}


@dataclass(frozen=True)
class Linked:
    """How many living rows of a noun link by a column."""

    noun: str
    column: str
    count: int


def links_to(noun: str) -> Iterator[tuple[str, str]]:
    """(noun, column) of every link that can go to a row of `noun`."""
    for other in sorted(nouns()):
        for key in table_of(other).foreign_keys:
            if key.column.table.name == noun:
                yield other, key.parent.key


def linked(session: Session, noun: str, row_id: str) -> list[Linked]:
    """What would move if this entry were merged away: every kind of link with its number, none of zero."""
    found = []
    for other, column in links_to(noun):
        table = table_of(other)
        query = select(func.count()).where(table.c.deleted_at.is_(None), table.c[column] == row_id)
        count = session.execute(query).scalar_one()
        if count:
            found.append(Linked(other, column, count))
    return found


def merge_entries(session: Session, noun: str, kept_id: str, other_id: str) -> None:
    """Merge `other_id` into `kept_id`. Raises NotAllowed for one row twice, Missing for a row that is gone."""
    if noun not in _CELLS:
        raise NotAllowed("这类记录不能合并", "", "只有单位和人员可以合并。")
    if kept_id == other_id:
        raise NotAllowed(f"不能把一个{_TITLES[noun]}并入它自己", "", "请另选一个。")
    rows = names.load(session, noun, [kept_id, other_id])
    kept, other = rows[kept_id], rows[other_id]
    for column in _CELLS[noun]:
        if getattr(kept, column) is None:
            setattr(kept, column, getattr(other, column))
    if noun == "unit":
        _keep_tree(session, kept, other)
    for link_noun, column in links_to(noun):
        if (link_noun, column) != ("unit", "parent_id"):
            _move(session, link_noun, column, kept_id, other_id)
    _move_hung(session, noun, kept_id, other_id)
    session.flush()
    if noun == "unit":
        # The short name too: workbooks to come will write either.
        _alias(session, kept, other.name, other)
        if other.short_name and other.short_name != kept.short_name:
            remember(session, noun, kept_id, other.short_name)
    other.deleted_at = session.now  # type: ignore[attr-defined]


def _keep_tree(session: Session, kept: Any, other: Any) -> None:
    """What stood below the other stands below the kept one; the kept one itself goes up where it stood there."""
    model: Any = type(kept)
    query = select(model.id, model.parent_id).where(model.deleted_at.is_(None))
    parents: dict[str, str | None] = {row_id: parent_id for row_id, parent_id in session.execute(query)}
    apart = not _stands_below(parents, kept.id, other.id) and not _stands_below(parents, other.id, kept.id)
    children = select(model).where(model.deleted_at.is_(None), model.parent_id == other.id)
    for child in session.scalars(children).all():
        if child.id == kept.id or _stands_below(parents, kept.id, child.id):
            # The way up from the kept one led through the other: it now leads past it.
            child.parent_id = other.parent_id
        else:
            child.parent_id = kept.id
    if kept.parent_id is None and apart:
        kept.parent_id = other.parent_id


def _stands_below(parents: dict[str, str | None], row_id: str, above: str) -> bool:
    seen: set[str] = set()
    at = parents.get(row_id)
    while at is not None and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _move(session: Session, noun: str, column: str, kept_id: str, other_id: str) -> None:
    model: Any = nouns()[noun]
    link = getattr(model, column)
    moving = session.scalars(select(model).where(model.deleted_at.is_(None), link == other_id)).all()
    once = _ONCE.get(noun)
    present: set[tuple[Any, ...]] = set()
    if once and moving:
        standing = session.scalars(select(model).where(model.deleted_at.is_(None), link == kept_id))
        present = {_same(row, once, column) for row in standing}
    for row in moving:
        if once and _same(row, once, column) in present:
            row.deleted_at = session.now  # type: ignore[attr-defined]
        else:
            setattr(row, column, kept_id)


def _same(row: Any, columns: Sequence[str], link: str) -> tuple[Any, ...]:
    """What makes two links say the same. A role names a unit or a person: the one that is not the link counts, too."""
    others = [
        name
        for name in ("unit_id", "person_id")
        if name != link and name not in columns and hasattr(row, name)
    ]
    return tuple(getattr(row, name) for name in (*columns, *others))


def _move_hung(session: Session, noun: str, kept_id: str, other_id: str) -> None:
    for part in HUNG_ON:
        model: Any = nouns()[part]
        query = select(model).where(
            model.deleted_at.is_(None), model.noun_name == noun, model.row_id == other_id
        )
        for piece in session.scalars(query).all():
            piece.row_id = kept_id


def _alias(session: Session, kept: Any, name: str, other: Any) -> None:
    """The other's name as an alias with the days of the other, if it had any: a reform dates its names so."""
    if not remember(session, "unit", kept.id, name):
        return
    for new in session.new:
        if isinstance(new, UnitAlias) and new.alias == name.strip():
            new.from_on, new.to_on = other.from_on, other.to_on
