"""Who changed what, when, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.records.base import is_id
from jzledger.records.trail import Change, Step


@dataclass(frozen=True)
class HistoryLine:
    """One touched column of one row in one Step. `at` is UTC; `kind` create, update or purge."""

    step_id: str
    at: datetime
    by: str
    label: str
    noun: str
    row_id: str
    kind: str
    column: str
    before: Any
    after: Any


def read_history(session: Session, noun: str | None, row_id: str | None, limit: int) -> list[HistoryLine]:
    """The newest `limit` Changes as lines, newest first, of one row or of all."""
    if row_id is not None and not is_id(row_id):
        return []
    query = select(Step.at, Step.by, Step.label, Change).join(Change, Change.step_id == Step.id)
    if row_id is not None:
        query = query.where(Change.noun == noun, Change.row_id == row_id)
    lines = []
    for at, by, label, change in session.execute(query.order_by(Step.id.desc(), Change.seq).limit(limit)):
        before, after = change.before or {}, change.after or {}
        for column in dict.fromkeys((*before, *after)):
            if column != "id":
                values = (column, before.get(column), after.get(column))
                lines.append(
                    HistoryLine(
                        change.step_id, at, by, label, change.noun, change.row_id, change.kind, *values
                    )
                )
    return lines
