"""Every insert, update and delete leaves a Change; the Changes of one commit are one Step.

`AuditedSession` is the only way to write a ledger. It stamps rows (who, when, version), collects what each flush
did, and writes Step and Changes in the same transaction as the rows. Without an effect nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, event, insert
from sqlalchemy.engine import Engine
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import instance_state

from jzledger.records.base import DERIVED, HOUSEKEEPING, Base, Record, new_id
from jzledger.records.trail import Change, Step
from jzledger.rules import pinyin
from jzledger.store.touched import Touched, touched_by

_STEPS, _CHANGES = (Base.metadata.tables[model.__tablename__] for model in (Step, Change))
UNTRACED = HOUSEKEEPING | DERIVED


class AuditedSession(Session):
    """One transaction of one clerk, which becomes one Step. After `commit`, `step_id` and `touched` tell what it did.

    `kind`: do, undo, redo, merge or purge. `touched` is told by `touched_by`.
    """

    def __init__(
        self, engine: Engine, *, by: str, label: str, kind: str = "do", undoes: str | None = None
    ) -> None:
        super().__init__(engine.execution_options(write=True), autoflush=False, expire_on_commit=False)
        self.by, self.label, self.kind, self.undoes = by, label, kind, undoes
        self.step_id: str | None = None
        self.now = datetime.now(UTC).replace(tzinfo=None)
        self.touched: Touched = {}
        self.leaves_step = (
            False  # though it changes nothing: what could not be taken back counts as taken back
        )
        self._changes: dict[tuple[str, str], dict[str, Any]] = {}

    def commit(self) -> None:
        self.flush()
        self._write_trail()
        super().commit()

    def record_change(
        self, noun: str, row_id: str, kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        """Note what happened to a row; a second change of the same row in one Step is joined to the first."""
        known = self._changes.get((noun, row_id))
        if known is None:
            self._changes[noun, row_id] = {"kind": kind, "before": before, "after": after}
            return
        if kind == "update" and known["kind"] == "update":
            known["before"] = {**(before or {}), **known["before"]}
        known["after"] = {**(known["after"] or {}), **(after or {})}
        if kind == "purge":
            known.update(kind=kind, before=before, after=None)

    def _write_trail(self) -> None:
        rows: list[dict[str, Any]] = []
        for (noun, row_id), change in self._changes.items():
            before, after = change["before"], change["after"]
            if change["kind"] == "update":
                before = {key: value for key, value in before.items() if value != after[key]}
                after = {key: after[key] for key in before}
                if not before:
                    continue
            row = {"noun": noun, "row_id": row_id, "kind": change["kind"], "before": before, "after": after}
            rows.append({**row, "seq": len(rows)})
        if not rows and not self.leaves_step:
            return
        self.touched = touched_by(self.connection(), rows)
        self.step_id = new_id()
        step = {"id": self.step_id, "at": self.now, "by": self.by, "label": self.label}
        self.execute(insert(_STEPS), {**step, "kind": self.kind, "undoes": self.undoes})
        if rows:
            self.execute(insert(_CHANGES), [{"step_id": self.step_id, **row} for row in rows])


def to_json(value: Any) -> Any:
    """A column's value as the audit keeps it; bytes by their digest and size only."""
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest(), "size": len(value)}
    return value


def from_json(column: Column[Any], value: Any) -> Any:
    """The value that `to_json` came from, for every column but bytes, which are written once."""
    if isinstance(value, str) and isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def values_of(row: Record) -> dict[str, Any]:
    """Every traced value of a row that is not empty, as JSON values, by attribute name."""
    keys = (column.key for column in row.__mapper__.column_attrs)
    return {key: to_json(v) for key in keys if key not in UNTRACED and (v := getattr(row, key)) is not None}


@event.listens_for(AuditedSession, "before_flush")
def _stamp(session: AuditedSession, context: UOWTransaction, instances: object) -> None:
    if session.deleted and session.kind != "purge":
        raise AssertionError("rows leave a ledger only through the recycle bin")
    for row in session.new:
        if isinstance(row, Record):
            row.id = row.id or new_id()
            row.created_at = row.updated_at = session.now
            row.created_by = row.updated_by = session.by
            _derive(row)
    for row in session.dirty:
        if isinstance(row, Record) and session.is_modified(row, include_collections=False):
            row.updated_at, row.updated_by = session.now, session.by
            _derive(row)


def _derive(row: Record) -> None:
    if hasattr(row, "sort_key") and (row.sort_key is None or "name" in instance_state(row).committed_state):
        row.sort_key = pinyin.sort_key(row.name, person=row.noun() == "person")  # type: ignore[attr-defined]


@event.listens_for(AuditedSession, "after_flush")
def _capture(session: AuditedSession, context: UOWTransaction) -> None:
    # Only now the ids and links of new rows exist. session.new and session.dirty build a new set on every access.
    for row in session.new:
        if isinstance(row, Record):
            session.record_change(row.noun(), row.id, "create", None, _new_values(row))
    for row in session.dirty:
        if isinstance(row, Record):
            before, after = _touched_values(row)
            if after:
                session.record_change(row.noun(), row.id, "update", before, after)
    for row in session.deleted:
        if isinstance(row, Record):
            session.record_change(row.noun(), row.id, "purge", values_of(row), None)


def _new_values(row: Record) -> dict[str, Any]:
    known: Mapping[str, Any] = instance_state(row).dict
    keys = (column.key for column in row.__mapper__.column_attrs)
    return {key: to_json(v) for key in keys if key not in UNTRACED and (v := known.get(key)) is not None}


def _touched_values(row: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    state = instance_state(row)
    before, after = {}, {}
    for key, old in state.committed_state.items():
        if key in UNTRACED or key not in row.__mapper__.column_attrs:
            continue
        was, now = to_json(old), to_json(state.dict.get(key))
        if was != now:
            before[key], after[key] = was, now
    return before, after


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and issubclass(mapper.class_, Record):
        raise AssertionError(f"a bulk write to {mapper.class_.__tablename__} would leave no Change")
