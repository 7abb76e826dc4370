"""Which rows a Step touched: those with a Change, and the rows that these are, or were, a part of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from jzledger.records.base import Base
from jzledger.records.parts import OWNERS

Touched = dict[str, dict[str, frozenset[str]]]  # noun -> row id -> columns
COMING_OR_GOING: frozenset[str] = frozenset()
_CHUNK = 500
NOTHING_KNOWN: Mapping[tuple[str, str], str | None] = {}


def touched_by(
    connection: Connection,
    changes: Iterable[Mapping[Any, Any]],
    owners: Mapping[tuple[str, str], str | None] = NOTHING_KNOWN,
) -> Touched:
    """What the Changes of a Step (noun, row_id, kind, before, after) touched.

    `owners`: of parts by (noun, id) the owner that they link to, as far as the caller knows.

    An empty set of columns: the row came, went to the recycle bin, came back, or was purged. A changed part also
    touches its owner, under the name of the part: a unit of an issue its issue, and that its project.
    """
    touched: Touched = {}
    named: dict[str, dict[str, set[str]]] = {}
    unnamed: dict[str, set[str]] = {}
    for change in changes:
        noun, row_id, kind, after = change["noun"], change["row_id"], change["kind"], change["after"]
        came_or_went = kind != "update" or "deleted_at" in after
        touched.setdefault(noun, {})[row_id] = COMING_OR_GOING if came_or_went else frozenset(after)
        if noun in OWNERS and kind != "purge":
            link = OWNERS[noun][1]
            values = [values[link] for values in (change["before"], after) if values and link in values]
            named.setdefault(noun, {})[row_id] = {value for value in values if value is not None}
            if kind == "update" and not values and (noun, row_id) in owners:
                owner_id = owners[noun, row_id]
                named[noun][row_id] = set() if owner_id is None else {owner_id}
            elif kind == "update" and not values:
                unnamed.setdefault(noun, set()).add(row_id)
    # Outer owners stand first in OWNERS, so that backwards a part of a part comes before its owner.
    for part in reversed(OWNERS):
        owner, link = OWNERS[part]
        touching = {owner_id for ids in named.get(part, {}).values() for owner_id in ids}
        if part in unnamed:
            touching |= set(_linked(connection, part, link, unnamed[part]))
        for owner_id in touching:
            known = touched.setdefault(owner, {})
            if owner_id not in known and owner in OWNERS:
                unnamed.setdefault(owner, set()).add(owner_id)
            if known.get(owner_id) != COMING_OR_GOING:
                known[owner_id] = known.get(owner_id, frozenset()) | {part}
    return touched


def _linked(connection: Connection, part: str, link: str, ids: Collection[str]) -> Iterator[str]:
    """The owners of these parts, as the table names them."""
    table, listed = Base.metadata.tables[part], list(ids)
    for start in range(0, len(listed), _CHUNK):
        wanted = table.c.id.in_(listed[start : start + _CHUNK])
        query = select(table.c[link]).where(wanted, table.c[link].is_not(None)).distinct()
        yield from connection.scalars(query)
