"""What other processes did to the same ledger, as Changes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from jzledger.ledger.changes import Changes, joined
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.parts import OWNERS
from jzledger.records.trail import Change, Step

# Steps of two machines need not be committed in the order of their ids and times.
LOOK_BACK = timedelta(minutes=1)


class Watch:
    """Remembers which Steps this process has seen. Keeps one connection, for SQLite's `data_version` is its own."""

    def __init__(self, engine: Engine) -> None:
        self._connection: Connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._on_sqlite = engine.dialect.name == "sqlite"
        self._version = self._data_version()
        self._seen: set[str] = set()
        self._newest = self._connection.execute(
            select(Step.id, Step.at).order_by(Step.id.desc()).limit(1)
        ).first()
        if self._newest is not None:
            since = self._newest.at - LOOK_BACK
            self._seen = set(self._connection.scalars(select(Step.id).where(Step.at >= since)))

    def note(self, step_id: str | None) -> None:
        """This process made that Step itself."""
        if step_id is not None:
            self._seen.add(step_id)

    def poll(self) -> Changes | None:
        """What came since the last call from elsewhere; None where nothing did. 10 µs where nothing happened."""
        if self._on_sqlite:
            version = self._data_version()
            if version == self._version:
                return None
            self._version = version
        query = select(Step.id, Step.at, Step.label).order_by(Step.id)
        if self._newest is not None:
            query = query.where(Step.at >= self._newest.at - LOOK_BACK)
        steps = self._connection.execute(query).all()
        fresh = [step for step in steps if step.id not in self._seen]
        if steps:
            self._newest = steps[-1]  # type: ignore[assignment]
            self._seen = {step.id for step in steps}
        return joined([self._changes_of(step.id, step.label) for step in fresh]) if fresh else None

    def _changes_of(self, step_id: str, label: str) -> Changes:
        touched: dict[str, dict[str, frozenset[str]]] = {}
        query = select(Change.noun, Change.row_id, Change.kind, Change.after).where(Change.step_id == step_id)
        for noun, row_id, kind, after in self._connection.execute(query):
            came_or_went = kind != "update" or "deleted_at" in after
            touched.setdefault(noun, {})[row_id] = frozenset() if came_or_went else frozenset(after)
        for part, (noun, link) in OWNERS.items():
            table = table_of(part)
            for ids in chunks(touched.get(part, ())):
                for owner_id in self._connection.scalars(select(table.c[link]).where(table.c.id.in_(ids))):
                    if owner_id is not None:
                        touched.setdefault(noun, {}).setdefault(owner_id, frozenset({part}))
        return Changes(step=step_id, touched=touched, label=label)

    def _data_version(self) -> int:
        if not self._on_sqlite:
            return 0
        return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar() or 0)

    def close(self) -> None:
        self._connection.close()
