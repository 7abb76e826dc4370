"""What lies in the recycle bin, as the page 回收站 shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jzledger.ledger.rows import table_of
from jzledger.ledger.wording import Names, title_of
from jzledger.records.base import nouns
from jzledger.records.fields import TABLES
from jzledger.records.parts import HUNG_ON, OWNERS, PARTS

# Rows that a clerk deletes as such; the other nouns go and come with these.
_SHOWN = tuple(dict.fromkeys(table.noun for table in TABLES.values() if table.noun in nouns()))


@dataclass(frozen=True)
class BinRow:
    """A deleted row. `at` is UTC; `parts` counts what comes back with it; `of` is the row that it belonged to."""

    noun: str
    id: str
    table: str
    name: str
    of: str
    at: datetime
    by: str
    parts: int


def bin_rows(session: Session) -> list[BinRow]:
    """Deleted rows, the latest first, without those that went together with the row that they are a part of."""
    names = Names(session)
    gone: dict[tuple[str, str], Any] = {}
    for noun in (*_SHOWN, "attachment"):
        columns = table_of(noun).c
        link = columns[OWNERS[noun][1]] if noun in OWNERS else None
        owner_noun = OWNERS[noun][0] if noun in OWNERS else ""
        wanted: list[Any] = [columns.id, columns.deleted_at, columns.updated_by]
        wanted += [columns.kind] if noun == "issue" else []
        if link is not None:
            wanted.append(link.label("owner"))
        elif noun in HUNG_ON:
            wanted += [columns.row_id.label("owner"), columns.noun.label("owner_noun")]
        for row in session.execute(select(*wanted).where(columns.deleted_at.is_not(None))):
            owner = (getattr(row, "owner_noun", owner_noun), getattr(row, "owner", None))
            gone[noun, row.id] = (row, owner if owner[1] else None)
    counts = _parts_by_moment(session)
    names.learn([*gone, *(owner for _, owner in gone.values() if owner)])
    found = []
    for (noun, row_id), (row, owner) in gone.items():
        if owner in gone and gone[owner][0].deleted_at == row.deleted_at:
            continue
        word = "交办事项" if getattr(row, "kind", "") == "directive" and noun == "issue" else title_of(noun)
        together = max(0, counts.get(row.deleted_at, 0) - 1) if noun in PARTS else 0
        found.append(
            BinRow(
                noun,
                row_id,
                word,
                names.of(noun, row_id) or "—",
                names.of(*owner) if owner else "",
                row.deleted_at,
                row.updated_by,
                together,
            )
        )
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def _parts_by_moment(session: Session) -> dict[datetime, int]:
    """How many rows went in the same moment."""
    found: dict[datetime, int] = {}
    for noun in nouns():
        columns = table_of(noun).c
        query = select(columns.deleted_at, func.count()).where(columns.deleted_at.is_not(None))
        for at, count in session.execute(query.group_by(columns.deleted_at)):
            found[at] = found.get(at, 0) + count
    return found


def bin_size(session: Session) -> int:
    """How many rows of all kinds emptying would take away."""
    return sum(_parts_by_moment(session).values())
