"""The order made by hand: moving rows to another place in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import NotAllowed
from jzledger.ledger.rows import _in_ledger_order, chunks, table_of
from jzledger.records.base import nouns
from jzledger.records.fields import Table


def move_rows(session: Session, table: Table, ids: Sequence[str], before: str) -> None:
    """Put rows before another one, at the end with ""; as few rows as possible change their number.

    An issue stands below its project: raises NotAllowed for a place among those of another one.
    """
    columns = table_of(table.noun).c
    query = select(columns.id, *([columns.project_id] if "project_id" in columns else []))
    query = query.where(columns.deleted_at.is_(None))
    for column, value in table.where.items():
        query = query.where(columns[column] == value)
    project_of = {row[0]: (row[1] if len(row) > 1 else None) for row in _rows(session, query, table.noun)}
    chosen = set(ids)
    ordered = [row_id for row_id in project_of if row_id not in chosen]
    at = ordered.index(before) if before and before not in chosen else len(ordered)
    ordered[at:at] = ids
    projects = {project_of[row_id] for row_id in ids}
    around = [project_of[ordered[n]] for n in (at - 1, at + len(ids)) if 0 <= n < len(ordered)]
    if len(projects) > 1 or (around and not projects & set(around)):
        raise NotAllowed(
            "问题排在所属项目下面，只能在同一个项目的问题之间移动", "", "要换项目，请改“所属项目”一栏。"
        )
    _number(session, table.noun, [row_id for row_id in ordered if project_of[row_id] in projects], chosen)


def _rows(session: Session, query: Any, noun: str) -> list[Any]:
    return list(session.execute(_in_ledger_order(query, noun)))


def _number(session: Session, noun: str, ordered: Sequence[str], moved: set[str]) -> None:
    model = nouns()[noun]
    rows: dict[str, Any] = {}
    for part in chunks(ordered):
        rows.update((row.id, row) for row in session.scalars(select(model).where(model.id.in_(part))))
    waiting, last = len(moved), 0
    for row_id in ordered:
        row = rows[row_id]
        if not waiting and row.order_no is None:
            return  # these were never ordered by hand, and stay behind those that are
        if row_id in moved or row.order_no is None or row.order_no <= last:
            row.order_no = last + 1
        waiting -= row_id in moved
        last = row.order_no
