"""Any state of a row brought back, as a new Step: what came after it stays in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import Missing
from jzledger.records.base import HOUSEKEEPING, Record, nouns
from jzledger.records.fields import NOUN_TITLES
from jzledger.records.issues import IssueUpdate
from jzledger.records.parts import OWNERS
from jzledger.records.trail import Change
from jzledger.rules.context import Context
from jzledger.store.audit import from_json

# Parts that are cells of their owner and go back with it. What happened to an issue stays on record.
CELLS = {
    "issue": ("issue_unit",),
    "project": ("project_alias", "listing", "role", "annual_plan"),
    "unit": ("unit_alias",),
    "person": ("post",),
}


def restore_to(session: Session, noun: str, row_id: str, step_id: str, context: Context) -> None:
    """Give a row, with its parts that are cells, the values that it had after a Step. It comes out of the recycle bin.

    Raises Missing for a row that was purged or did not exist then.
    """
    row = session.get(nouns()[noun], row_id)
    if row is None:
        raise Missing(f"这一行{NOUN_TITLES.get(noun, '')}已从回收站清除", "", "可以从备份里找。")
    then = _values_after(session, row, step_id)
    if then is None:
        raise Missing("那时还没有这一行", "", "请选择更晚的时间。")
    old_state = getattr(row, "state", None)
    _put(row, {**then, "deleted_at": None})
    for part in CELLS.get(noun, ()):
        link = OWNERS[part][1]
        model: Any = nouns()[part]
        for piece in session.scalars(select(model).where(getattr(model, link) == row_id)).all():
            values = _values_after(session, piece, step_id)
            if values is None:
                # It came later: it did not exist then.
                values = {"deleted_at": session.now.isoformat() if piece.deleted_at is None else None}  # type: ignore[attr-defined]
                if values["deleted_at"] is None:
                    continue
            _put(piece, values)
    if noun == "issue" and getattr(row, "state", None) != old_state:
        session.add(
            IssueUpdate(
                issue_id=row_id,
                on_day=context.today,
                kind="progress",
                state_after=row.state,  # type: ignore[attr-defined]
            )
        )


def _values_after(session: Session, row: Record, step_id: str) -> Mapping[str, Any] | None:
    """What the row held after a Step, of the columns that were changed since; None before it was made."""
    query = select(Change).where(Change.noun == row.noun(), Change.row_id == row.id)
    later = session.scalars(
        query.where(Change.step_id > step_id).order_by(Change.step_id.desc(), Change.seq.desc())
    )
    values: dict[str, Any] = {}
    for change in later:
        if change.kind == "create":
            return None
        values.update(change.before or {})
    return values


def _put(row: Record, values: Mapping[str, Any]) -> None:
    columns: Any = row.__mapper__.column_attrs
    for key, value in values.items():
        if key in columns and key not in HOUSEKEEPING and not isinstance(value, dict):
            setattr(row, key, from_json(columns[key].columns[0], value))
