"""What other processes did to the same ledger, as Changes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from jzledger.ledger.changes import Changes, joined
from jzledger.records.base import rise_above
from jzledger.records.trail import Change, Step
from jzledger.store import steps
from jzledger.store.touched import touched_by


class Watch:
    """Remembers which Steps this process has seen. On SQLite it keeps one connection, whose `data_version` tells.

    Not for several threads at a time: `Ledger` calls it under its lock.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.connect() if engine.dialect.name == "sqlite" else None
        self._version = self._data_version()
        self._own: set[str] = set()
        with engine.connect() as connection:
            self._mark = steps.mark(connection)
            newest = connection.execute(select(Step.id).order_by(Step.id.desc()).limit(1)).scalar()
        if newest is not None:
            # What is undone next is told by the order of the ids.
            rise_above(newest)

    def note(self, step_id: str | None) -> None:
        """This process made that Step itself."""
        if step_id is not None:
            self._own.add(step_id)

    def poll(self) -> Changes | None:
        """What came since the last call from elsewhere; None where nothing did. On SQLite that costs 50 µs."""
        version = self._data_version()
        if version is not None and version == self._version:
            return None
        with self._engine.connect() as connection:
            fresh, reached = steps.steps_since(connection, self._mark)
            parts = [_changes_of(connection, *step) for step in fresh if step[0] not in self._own]
        # Only now: a look that failed is made again.
        self._version, self._mark, self._own = version, reached, set()
        return joined(parts) if parts else None

    def _data_version(self) -> int | None:
        """What changes when another connection has committed; None where nothing of the kind is to be had."""
        if self._connection is None:
            return None
        version = self._connection.exec_driver_sql("PRAGMA data_version").scalar()
        # Left open, the transaction would show this state for ever, and keep SQLite from emptying its log.
        self._connection.rollback()
        return version

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _changes_of(connection: Connection, step_id: str, label: str) -> Changes:
    columns = (Change.noun, Change.row_id, Change.kind, Change.before, Change.after)
    changes = connection.execute(select(*columns).where(Change.step_id == step_id)).mappings()
    return Changes(step=step_id, touched=touched_by(connection, changes), label=label)
