"""Every insert, update and delete leaves a Change; the Changes of one commit are one Step.

`AuditedSession` is the only way to write a ledger. It stamps rows (who, when, version), collects what each flush
did, and writes Step and Changes in the same transaction as the rows. Without an effect nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, DateTime, Update, bindparam, event, func, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.exc import StaleDataError

from jzledger.records.base import DERIVED, HOUSEKEEPING, Base, Record, new_id, nouns
from jzledger.records.parts import OWNERS
from jzledger.records.trail import Change, Step
from jzledger.rules import pinyin
from jzledger.store.touched import Touched, touched_by

_STEPS, _CHANGES = (Base.metadata.tables[model.__tablename__] for model in (Step, Change))
UNTRACED = HOUSEKEEPING | DERIVED


class AuditedSession(Session):
    """One transaction of one clerk, which becomes one Step. After `commit`, `step_id` and `touched` tell what it did.

    `kind`: do, undo, redo, merge or purge. `touched` is told by `touched_by`. An undo is a Step even where nothing
    was left to take back, so that the one before it is next.
    """

    def __init__(
        self, engine: Engine, *, by: str, label: str, kind: str = "do", undoes: str | None = None
    ) -> None:
        super().__init__(engine.execution_options(write=True), autoflush=False, expire_on_commit=False)
        self.by, self.label, self.kind, self.undoes = by, label, kind, undoes
        self.step_id: str | None = None
        self.now = datetime.now(UTC).replace(tzinfo=None)
        self.touched: Touched = {}
        self._changes: dict[tuple[str, str], dict[str, Any]] = {}
        self._owners: dict[tuple[str, str], str | None] = {}

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

    def note_owner(self, noun: str, row_id: str, owner_id: str | None) -> None:
        """Which row a changed part belongs to, so that nobody need ask for it."""
        self._owners[noun, row_id] = owner_id

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
        self._changes = {}
        if not rows and self.undoes is None:
            return
        connection = self.connection()
        self.touched = touched_by(connection, rows, self._owners)
        self.step_id = new_id()
        step = {"id": self.step_id, "at": self._moment(), "by": self.by, "label": self.label}
        connection.execute(insert(_STEPS), {**step, "kind": self.kind, "undoes": self.undoes})
        if rows:
            connection.execute(insert(_CHANGES), [{"step_id": self.step_id, **row} for row in rows])

    def _moment(self) -> datetime:
        """When the Step is written: not when it was begun, for a long import would come late for those who watch."""
        if self.connection().dialect.name == "sqlite":
            return datetime.now(UTC).replace(tzinfo=None)
        # The clocks of several clerks differ; those who watch look back by the server's.
        found: datetime = (
            self.connection().execute(select(func.timezone("UTC", func.clock_timestamp()))).scalar_one()
        )
        return found


@dataclass(frozen=True)
class RowChange:
    """New values of one row for `write_rows`, by column. `before` holds every column that any of the rows changes."""

    row_id: str
    version: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    owner_id: str | None = ""  # that it is a part of, where the writer knows


def write_rows(session: AuditedSession, model: type[Record], changes: Sequence[RowChange]) -> None:
    """Update rows of one table at once, for cells (`ledger.cells`, `ledger.bulk`) alone.

    It leaves the same Changes as if each row were written as an object. Rows that the session holds as objects must
    not be among them. Raises StaleDataError where a row is not at its `version` any more.
    """
    if not changes:
        return
    noun = model.noun()
    # One statement for all: a row that keeps a column gets its own value again.
    names = tuple(sorted({name for change in changes for name in change.after}))
    makes_key = "name" in names and hasattr(model, "sort_key")
    common = {"new_updated_at": session.now, "new_updated_by": session.by}
    rows = []
    for change in changes:
        now = {**change.before, **change.after}
        row = {f"new_{name}": now[name] for name in names}
        if makes_key:
            row["new_sort_key"] = _sort_key(noun, now["name"])
        rows.append({**row, **common, "the_id": change.row_id, "the_version": change.version})
    statement = _update_of(noun, (*names, *["sort_key"] * makes_key))
    written = session.connection().execute(statement, rows).rowcount
    if written != len(rows):
        raise StaleDataError(f"{len(rows) - written} of {len(rows)} rows of {noun} were changed meanwhile")
    for change in changes:
        before = {name: to_json(change.before[name]) for name in change.after}
        after = {name: to_json(value) for name, value in change.after.items()}
        session.record_change(noun, change.row_id, "update", before, after)
        if change.owner_id != "":
            session.note_owner(noun, change.row_id, change.owner_id)


def insert_rows(session: AuditedSession, model: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
    """New rows of one table at once, by attribute name; the other bulk write there is, for Evidence alone.

    It leaves the same Changes as if each row were added as an object, in a third of the time. What the rows link to
    must have been flushed, as far as the engine looks at links before the end.
    """
    if not rows:
        return
    noun, attributes = model.noun(), model.__mapper__.column_attrs
    stamps = {"created_at": session.now, "created_by": session.by}
    stamps |= {"updated_at": session.now, "updated_by": session.by, "version": 1}
    column_of = {key: attributes[key].columns[0].name for key in rows[0].keys() | stamps.keys() | {"id"}}
    written = []
    for row in rows:
        row_id = new_id()
        values = {**row, **stamps, "id": row_id}
        written.append({column_of[key]: value for key, value in values.items()})
        told = {key: to_json(value) for key, value in row.items() if value is not None} | {"id": row_id}
        session.record_change(noun, row_id, "create", None, told)
    session.connection().execute(insert(Base.metadata.tables[noun]), written)


@cache
def _update_of(noun: str, names: tuple[str, ...]) -> Update:
    """Update a row of this id and version; built once, as that takes longer than running it."""
    table = Base.metadata.tables[noun]
    row = (table.c.id == bindparam("the_id"), table.c.version == bindparam("the_version"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in (*names, "updated_at", "updated_by")}
    return update(table).where(*row).values(**values, version=table.c.version + 1)


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


def _derive(row: Any) -> None:
    if hasattr(row, "sort_key") and (row.sort_key is None or "name" in instance_state(row).committed_state):
        row.sort_key = _sort_key(row.noun(), row.name)


def _sort_key(noun: str, name: str) -> str:
    return pinyin.sort_key(name, person=noun == "person")


@event.listens_for(AuditedSession, "after_flush")
def _capture(session: AuditedSession, context: UOWTransaction) -> None:
    # Only now the ids and links of new rows exist. session.new and session.dirty build a new set on every access.
    for row in session.new:
        if isinstance(row, Record):
            session.record_change(row.noun(), row.id, "create", None, _new_values(row))
    for row in session.dirty:
        if isinstance(row, Record):
            before, after = _touched_values(row)
            if after and row.noun() in OWNERS:
                session.note_owner(row.noun(), row.id, instance_state(row).dict.get(OWNERS[row.noun()][1]))
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
            # The Change keeps a digest, from which no undo could bring them back.
            assert not isinstance(old, bytes), f"{row.noun()}.{key} is written once"
            before[key], after[key] = was, now
    return before, after


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        noun = getattr(getattr(state.statement, "table", None), "name", None)
        if noun in nouns():
            raise AssertionError(f"a bulk write to {noun} would leave no Change")


class ReadingSession(Session):
    """For functions that read. What they change by mistake never reaches the ledger, as it would leave no Change."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, autoflush=False)


@event.listens_for(ReadingSession, "before_flush")
def _refuse_writing(session: ReadingSession, context: UOWTransaction, instances: object) -> None:
    raise AssertionError("a ledger is written through Ledger.edit alone")
