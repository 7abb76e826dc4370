"""What other processes did to the same ledger, as Changes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from jzledger.ledger.changes import Changes, joined
from jzledger.records.trail import Change, Step
from jzledger.store.touched import touched_by

# Steps of two machines need not be committed in the order of their ids and times.
LOOK_BACK = timedelta(minutes=1)


class Watch:
    """Remembers which Steps this process has seen. On SQLite it keeps one connection, whose `data_version` tells."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.connect() if engine.dialect.name == "sqlite" else None
        self._version = self._data_version()
        self._seen: set[str] = set()
        with engine.connect() as connection:
            self._newest = connection.execute(select(Step.at).order_by(Step.id.desc()).limit(1)).scalar()
            if self._newest is not None:
                recent = select(Step.id).where(Step.at >= self._newest - LOOK_BACK)
                self._seen = set(connection.scalars(recent))

    def note(self, step_id: str | None) -> None:
        """This process made that Step itself."""
        if step_id is not None:
            self._seen.add(step_id)

    def poll(self) -> Changes | None:
        """What came since the last call from elsewhere; None where nothing did. On SQLite that costs 50 µs."""
        version = self._data_version()
        if version is not None and version == self._version:
            return None
        query = select(Step.id, Step.at, Step.label).order_by(Step.id)
        if self._newest is not None:
            query = query.where(Step.at >= self._newest - LOOK_BACK)
        with self._engine.connect() as connection:
            steps = connection.execute(query).all()
            fresh = [_changes_of(connection, s.id, s.label) for s in steps if s.id not in self._seen]
        self._version = version
        if steps:
            self._newest = steps[-1].at
            self._seen = {step.id for step in steps}
        return joined(fresh) if fresh else None

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
