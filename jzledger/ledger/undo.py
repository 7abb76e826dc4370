"""Undo and redo from the audit: a Step is taken back by writing what stood there before, as a new Step.

Which Step is next is told by the clerk's own Steps alone, so undo survives a restart. A cell is written back only if
it still holds what the Step left there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from jzledger.errors import UndoConflict
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.base import nouns
from jzledger.records.fields import NOUN_TITLES
from jzledger.records.trail import Change, Step
from jzledger.store.audit import UNTRACED, AuditedSession, from_json, to_json


@dataclass(frozen=True)
class ConflictCell:
    """A cell that no longer holds what the Step left there."""

    noun: str
    row_id: str
    column: str
    left: Any
    now: Any


def next_undo(session: Session, by: str) -> Step | None:
    """The clerk's latest Step that still stands: of kind do, merge or redo."""
    step = _latest(session, by)
    while step is not None and step.kind == "undo":
        # An undo took the stack back to where it was before the Step that it undid.
        step = _latest(session, by, before=step.undoes)
    return step


def next_redo(session: Session, by: str) -> Step | None:
    """The clerk's latest undo that was not redone, unless something was done since."""
    step = _latest(session, by)
    while step is not None and step.kind == "redo":
        step = _latest(session, by, before=step.undoes)
    return step if step is not None and step.kind == "undo" else None


def _latest(session: Session, by: str, before: str | None = None) -> Step | None:
    query = select(Step).where(Step.by == by, Step.kind != "purge").order_by(Step.id.desc()).limit(1)
    return session.scalars(query if before is None else query.where(Step.id < before)).first()


def take_back(session: AuditedSession, step_id: str, *, leave_conflicts: bool = False) -> None:
    """Write back what stood there before a Step.

    Raises UndoConflict with the cells that were changed since, unless `leave_conflicts`: then these stay as they are.
    """
    changes = session.scalars(
        select(Change).where(Change.step_id == step_id).order_by(Change.seq.desc())
    ).all()
    rows = _load(session, changes)
    conflicts: list[ConflictCell] = []
    going = {(change.noun, change.row_id) for change in changes if _goes(change)}
    # Links that are written back in the same move hold nothing any more.
    leaving = {(change.noun, change.row_id, key) for change in changes for key in change.before or {}}
    for change in changes:
        row = rows.get((change.noun, change.row_id))
        found = _conflicts(session, change, row, going, leaving)
        conflicts += found
        if row is not None:
            _write_back(session, row, change, {cell.column for cell in found})
    if conflicts and not leave_conflicts:
        raise _conflict(conflicts)
    session.leaves_step = bool(conflicts)
    try:
        session.flush()
    except IntegrityError as error:
        raise UndoConflict(
            "这一步涉及的名称或次序已被别处占用", "", "请先改掉重复的那一行。", detail=str(error)
        ) from error


def _goes(change: Change) -> bool:
    """Does taking this change back put the row into the recycle bin?"""
    if change.kind == "create":
        return True
    return "deleted_at" in (change.before or {}) and (change.before or {})["deleted_at"] is not None


def _load(session: Session, changes: Any) -> dict[tuple[str, str], Any]:
    wanted: dict[str, list[str]] = {}
    for change in changes:
        wanted.setdefault(change.noun, []).append(change.row_id)
    found = {}
    for noun, ids in wanted.items():
        model = nouns()[noun]
        for part in chunks(ids):
            for row in session.scalars(select(model).where(model.id.in_(part))):
                found[noun, row.id] = row
    return found


def _conflicts(
    session: Session,
    change: Change,
    row: Any,
    going: set[tuple[str, str]],
    leaving: set[tuple[str, str, str]],
) -> list[ConflictCell]:
    if row is None:
        return [ConflictCell(change.noun, change.row_id, "", change.after, None)]
    after: Mapping[str, Any] = change.after or {}
    touched = after if change.kind == "update" else {**dict.fromkeys(_traced(row)), **after}
    found = [
        ConflictCell(change.noun, change.row_id, key, left, now)
        for key, left in touched.items()
        if key != "id" and not _is_bytes(left) and (now := to_json(getattr(row, key))) != left
    ]
    if _goes(change):
        found += _hangers_on(session, change, going, leaving)
    return found


def _traced(row: Any) -> list[str]:
    return [column.key for column in row.__mapper__.column_attrs if column.key not in UNTRACED]


def _is_bytes(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"sha256", "size"}


def _hangers_on(
    session: Session, change: Change, going: set[tuple[str, str]], leaving: set[tuple[str, str, str]]
) -> list[ConflictCell]:
    """Live rows that came to link to a row which is about to go."""
    found = []
    for noun in nouns():
        table = table_of(noun)
        for key in table.foreign_keys:
            if key.column.table.name != change.noun:
                continue
            query = select(table.c.id).where(and_(key.parent == change.row_id, table.c.deleted_at.is_(None)))
            column = key.parent.name
            found += [
                ConflictCell(noun, row_id, column, None, change.row_id)
                for (row_id,) in session.execute(query)
                if (noun, row_id) not in going and (noun, row_id, column) not in leaving
            ]
    return found


def _write_back(session: AuditedSession, row: Any, change: Change, changed_since: set[str]) -> None:
    if change.kind == "create":
        if not changed_since:
            row.deleted_at = session.now
        return
    columns = row.__mapper__.column_attrs
    for key, value in (change.before or {}).items():
        if key not in changed_since:
            setattr(row, key, from_json(columns[key].columns[0], value))


def _conflict(cells: list[ConflictCell]) -> UndoConflict:
    nouns_hit = "、".join(dict.fromkeys(NOUN_TITLES.get(cell.noun, cell.noun) for cell in cells))
    return UndoConflict(
        f"这一步之后有{len(cells)}处又被改过（{nouns_hit}），没有撤销",
        "",
        "可以只撤销其余部分，或先看修改记录。",
        cells=cells,
    )
