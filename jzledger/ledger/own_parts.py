"""The living parts of a row (its units, roles, plan …), for writers of cells that are kept in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.rows import chunks
from jzledger.records.base import nouns
from jzledger.records.parts import OWNERS

# Where a session keeps what `load_parts` found: part noun -> owner id -> rows.
_LOADED = "parts_loaded"


def load_parts(session: Session, noun: str, owner_ids: Collection[str]) -> None:
    """Read the parts of many rows at once; `parts_of` then asks no more. Add further ones with `add_part`."""
    model: Any = nouns()[noun]
    link = getattr(model, OWNERS[noun][1])
    loaded = session.info.setdefault(_LOADED, {}).setdefault(noun, {})
    loaded.update((owner_id, []) for owner_id in owner_ids)
    for some in chunks(owner_ids):
        for row in session.scalars(
            select(model).where(model.deleted_at.is_(None), link.in_(some)).order_by(model.id)
        ):
            loaded[getattr(row, link.key)].append(row)


def parts_of(session: Session, noun: str, owner_id: str) -> list[Any]:
    """Living parts, the oldest first; those that this session added and did not write yet are among them."""
    model: Any = nouns()[noun]
    link = getattr(model, OWNERS[noun][1])
    loaded = session.info.get(_LOADED, {}).get(noun, {})
    if owner_id in loaded:
        rows = loaded[owner_id]
    else:
        query = select(model).where(model.deleted_at.is_(None), link == owner_id).order_by(model.id)
        rows = list(session.scalars(query))
        rows += [row for row in session.new if isinstance(row, model) and getattr(row, link.key) == owner_id]
    return [row for row in rows if row.deleted_at is None]


def add_part(session: Session, row: Any) -> None:
    """Add a part to the session, so that `parts_of` knows it."""
    session.add(row)
    loaded = session.info.get(_LOADED, {}).get(row.noun(), {})
    owner_id = getattr(row, OWNERS[row.noun()][1])
    if owner_id in loaded:
        loaded[owner_id].append(row)
