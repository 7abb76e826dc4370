"""Which Steps came to a ledger since somebody last looked, whoever made them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import literal_column, select
from sqlalchemy.engine import Connection

from jzledger.records.trail import Step

# On a server, Steps need not be committed in the order of their times.
LOOK_BACK = timedelta(minutes=1)


@dataclass(frozen=True)
class Mark:
    """How far somebody has looked: the last row of a file; on a server a time, and the Steps seen since shortly before.

    SQLite numbers the rows of a table in the order in which they come, and only one writer adds to it at a time.
    Clerks at one server have clocks of their own, but a Step carries the server's time.
    """

    row: int = 0
    at: datetime | None = None
    seen: frozenset[str] = frozenset()


_ROW: Any = literal_column("rowid")


def mark(connection: Connection) -> Mark:
    """The Steps that are there now count as seen."""
    if connection.dialect.name == "sqlite":
        return Mark(
            row=connection.execute(select(_ROW).select_from(Step).order_by(_ROW.desc()).limit(1)).scalar()
            or 0
        )
    at = connection.execute(select(Step.at).order_by(Step.at.desc()).limit(1)).scalar()
    return Mark(at=at, seen=frozenset(row.id for row in _on_server(connection, at)))


def steps_since(connection: Connection, known: Mark) -> tuple[list[tuple[str, str]], Mark]:
    """Id and label of the Steps since `known`, the oldest first, and how far this look went."""
    if connection.dialect.name == "sqlite":
        query = select(_ROW, Step.id, Step.label).where(known.row < _ROW).order_by(_ROW)
        rows = connection.execute(query).all()
        return [(step_id, label) for _, step_id, label in rows], Mark(row=rows[-1][0] if rows else known.row)
    found = _on_server(connection, known.at)
    at = max((row.at for row in found), default=known.at)
    fresh = [(row.id, row.label) for row in found if row.id not in known.seen]
    return fresh, Mark(at=at, seen=frozenset(row.id for row in found))


def _on_server(connection: Connection, at: datetime | None) -> Collection[Any]:
    query = select(Step.id, Step.at, Step.label).order_by(Step.at, Step.id)
    return connection.execute(query if at is None else query.where(Step.at >= at - LOOK_BACK)).all()
