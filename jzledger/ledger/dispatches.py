"""Workbooks that were sent to units: what was sent, who has returned it, what was taken from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from jzledger.errors import ChangedElsewhere
from jzledger.ledger.cells import Cell, refuse_unseen
from jzledger.records.fields import TABLES
from jzledger.records.issues import Issue
from jzledger.records.sources import Dispatch, Evidence
from jzledger.records.trail import Change, Step
from jzledger.records.units import Unit
from jzledger.rules.context import Context
from jzledger.rules.text import fold

SENT, RETURNED, MERGED = "sent", "returned", "merged"
LAYOUT = "dispatch/1"


@dataclass(frozen=True)
class SentDispatch:
    """A dispatch without its base. `taken`: values of the ledger that came from it."""

    id: str
    unit_id: str
    unit: str
    sent_on: date | None
    due_on: date | None
    file_name: str
    token: str
    state: str
    returned_on: date | None
    taken: int = 0


def ledger_mark(session: Session) -> str:
    """What tells this ledger, and its copies, from every other one: the id of its first Step."""
    return str(session.scalars(select(func.min(Step.id))).one() or "")


def add(session: Session, dispatches: Sequence[Dispatch]) -> None:
    session.add_all(dispatches)
    session.flush()


def all_dispatches(session: Session) -> list[SentDispatch]:
    """The live ones, newest first."""
    counts = select(Evidence.source_id, func.count()).where(
        Evidence.source_kind == "workbook", Evidence.deleted_at.is_(None)
    )
    taken = {source: count for source, count in session.execute(counts.group_by(Evidence.source_id))}
    return [
        _sent(row, taken.get(row.id, 0)) for row in session.execute(_query().order_by(Dispatch.id.desc()))
    ]


@dataclass(frozen=True)
class Known:
    """What the ledger knows of the dispatch that a file names. `newer`: the latest one to the same unit, if later."""

    mark: str
    dispatch: SentDispatch | None
    base: bytes
    newer: SentDispatch | None


def known(session: Session, token: str) -> Known:
    """The dispatch with this token, and what stands around it."""
    mark = ledger_mark(session)
    row = session.execute(_by_token(), {"token": token}).first()
    if row is None:
        return Known(mark, None, b"", None)
    dispatch = _sent(row)
    return Known(mark, dispatch, base_of(session, dispatch.id), newer_of(session, dispatch))


def standing(session: Session, token: str) -> tuple[SentDispatch | None, SentDispatch | None]:
    """The dispatch with this token as it is now, and the newer one to the same unit; without what was sent."""
    row = session.execute(_by_token(), {"token": token}).first()
    if row is None:
        return None, None
    dispatch = _sent(row)
    return dispatch, newer_of(session, dispatch)


def base_of(session: Session, dispatch_id: str) -> bytes:
    """What was sent, packed (`rules.sent_forms`)."""
    return session.scalars(_base(), {"id": dispatch_id}).first() or b""


def newer_of(session: Session, dispatch: SentDispatch) -> SentDispatch | None:
    """The latest dispatch to the same unit, if it was sent after this one."""
    row = session.execute(_newer(), {"unit": dispatch.unit_id, "id": dispatch.id}).first()
    return None if row is None else _sent(row)


def merge_step(session: Session, dispatch_id: str) -> str | None:
    """The latest Step that merged a return of this dispatch."""
    query = select(Change.step_id).join(Step, Step.id == Change.step_id)
    query = query.where(Change.noun == "dispatch", Change.row_id == dispatch_id, Step.kind == "merge")
    return session.scalars(query.order_by(Step.id.desc())).first()


def adopted_rows(session: Session, dispatch_id: str, sent: Collection[str]) -> dict[str, dict[str, str]]:
    """Live issues that returns of this dispatch added (not among the ids `sent`): Field -> the words that came.

    `kind` is the issue's own. By them a row is known again when the same file comes twice.
    """
    found: dict[str, dict[str, str]] = {}
    for row_id, column, quote, kind in session.execute(_adopted(), {"dispatch": dispatch_id}):
        if row_id not in sent and column is not None:
            found.setdefault(row_id, {"kind": kind})[column] = quote or ""
    return found


def refuse_changed(session: Any, cells: Sequence[Cell], context: Context) -> None:
    """Raises ChangedElsewhere where a cell no longer shows what the merge compared with."""
    by_table: dict[str, list[Cell]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, []).append(cell)
    for key, some in by_table.items():
        refuse_unseen(session, TABLES[key], some, context)


def refuse_added(session: Session, issues: Sequence[tuple[str, str | None, str]]) -> None:
    """Raises ChangedElsewhere where an issue to be added (kind, project, title) has come in since, from another file."""
    if not issues:
        return
    kinds = {kind for kind, _, _ in issues}
    query = select(Issue.kind, Issue.project_id, Issue.title).where(
        Issue.kind.in_(kinds), Issue.deleted_at.is_(None)
    )
    known = {(kind, project, fold(title or "")) for kind, project, title in session.execute(query)}
    for kind, project, title in issues:
        if (kind, project, fold(title)) in known:
            raise ChangedElsewhere(
                f"“{title[:40]}”刚由另一份表新增，没有写入", "", "请看一下重新比较的结果，需要时再采用。"
            )


# Each is built once, as that takes longer than running it.
@cache
def _query() -> Any:
    columns = (
        Dispatch.id,
        Dispatch.unit_id,
        Unit.name,
        Dispatch.sent_on,
        Dispatch.due_on,
        Dispatch.file_name,
        Dispatch.token,
        Dispatch.state,
        Dispatch.returned_on,
    )
    query = select(*columns).join(Unit, Unit.id == Dispatch.unit_id)
    return query.where(Dispatch.deleted_at.is_(None))


@cache
def _by_token() -> Any:
    return _query().where(Dispatch.token == bindparam("token"))


@cache
def _base() -> Any:
    return select(Dispatch.base).where(Dispatch.id == bindparam("id"))


@cache
def _newer() -> Any:
    later = (Dispatch.unit_id == bindparam("unit"), Dispatch.id > bindparam("id"))
    return _query().where(*later).order_by(Dispatch.id.desc())


@cache
def _adopted() -> Any:
    query = select(Evidence.row_id, Evidence.column_name, Evidence.quote, Issue.kind)
    query = query.join(Issue, Issue.id == Evidence.row_id).where(Evidence.source_id == bindparam("dispatch"))
    query = query.where(
        Evidence.noun_name == "issue", Evidence.deleted_at.is_(None), Issue.deleted_at.is_(None)
    )
    return query.order_by(Evidence.id)


def _sent(row: Any, taken: int = 0) -> SentDispatch:
    unit_id, unit, sent_on, due_on, file_name, token, state, returned_on = tuple(row)[1:]
    return SentDispatch(
        row[0], unit_id, unit, sent_on, due_on, file_name or "", token, state, returned_on, taken
    )
