"""The recycle bin: rows go there with what depends on them, and come back whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger import names
from jzledger.ledger.attachments import unused_blobs
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.base import Record, nouns
from jzledger.records.parts import HUNG_ON, PARTS
from jzledger.store.audit import AuditedSession, values_of


def delete(session: AuditedSession, noun: str, ids: Sequence[str]) -> None:
    """Put rows and what depends on them into the recycle bin. Raises Missing for a row that is not there."""
    for row_id in ids:
        _delete_with_parts(session, names.get(session, noun, row_id))


def _delete_with_parts(session: AuditedSession, row: Record) -> None:
    row.deleted_at = session.now
    for part, link in PARTS.get(row.noun(), {}).items():
        for dependant in _live(session, part, getattr(nouns()[part], link) == row.id):
            _delete_with_parts(session, dependant)
    for part in HUNG_ON:
        model: Any = nouns()[part]
        for dependant in _live(session, part, model.noun_name == row.noun(), model.row_id == row.id):
            dependant.deleted_at = session.now


def _live(session: Session, noun: str, *where: Any) -> Sequence[Any]:
    model: Any = nouns()[noun]
    return session.scalars(select(model).where(model.deleted_at.is_(None), *where)).all()


def restore(session: AuditedSession, noun: str, ids: Sequence[str]) -> None:
    """Bring rows back from the recycle bin with the parts that went in the same moment."""
    for row_id in ids:
        row = session.get(nouns()[noun], row_id)
        if row is not None and row.deleted_at is not None:
            _restore_with_parts(session, row, row.deleted_at)


def _restore_with_parts(session: AuditedSession, row: Any, when: Any) -> None:
    row.deleted_at = None
    for part, link in PARTS.get(row.noun(), {}).items():
        model: Any = nouns()[part]
        gone = select(model).where(getattr(model, link) == row.id, model.deleted_at == when)
        for dependant in session.scalars(gone).all():
            _restore_with_parts(session, dependant, when)
    for part in HUNG_ON:
        model = nouns()[part]
        gone = select(model).where(
            model.noun_name == row.noun(), model.row_id == row.id, model.deleted_at == when
        )
        for dependant in session.scalars(gone).all():
            dependant.deleted_at = None


def empty(session: AuditedSession) -> None:
    """清空回收站: the only thing that takes rows out of the tables. Not undoable; the audit keeps their values.

    A row that a living row still links to stays in the bin, so that the link keeps its name.
    """
    assert session.kind == "purge"
    going: dict[str, dict[str, Any]] = {
        noun: {row.id: row for row in session.scalars(select(model).where(model.deleted_at.is_not(None)))}
        for noun, model in nouns().items()
    }
    # Bytes are found by their digest, not by a link: they go when no living attachment needs them.
    going["blob"] = unused_blobs(session)
    while held := _held(session, going):
        for noun, row_id in held:
            going[noun].pop(row_id, None)
    for noun, rows in going.items():
        for row in rows.values():
            session.record_change(noun, row.id, "purge", values_of(row), None)
            session.expunge(row)
    for noun, rows in going.items():
        for part in chunks(rows):
            table = table_of(noun)
            session.execute(delete_rows(table).where(table.c.id.in_(part)))


def _held(session: Session, going: dict[str, dict[str, Any]]) -> set[tuple[str, str]]:
    """Rows about to go that some row which stays links to."""
    held: set[tuple[str, str]] = set()
    for noun in nouns():
        for key in table_of(noun).foreign_keys:
            target = key.column.table.name
            if not going.get(target):
                continue
            links = session.execute(select(table_of(noun).c.id, key.parent).where(key.parent.is_not(None)))
            held |= {
                (target, to) for row_id, to in links if to in going[target] and row_id not in going[noun]
            }
    return held
