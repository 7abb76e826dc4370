"""The recycle bin: rows go there with what depends on them, and come back whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import Missing, NotAllowed
from jzledger.ledger import names
from jzledger.ledger.attachments import unused_blobs
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.base import is_id, nouns
from jzledger.records.fields import NOUN_TITLES, Table
from jzledger.records.parts import HUNG_ON, OWNERS, PARTS
from jzledger.store.audit import AuditedSession, values_of


def delete(session: AuditedSession, noun: str, ids: Sequence[str], table: Table | None = None) -> None:
    """Put rows and what depends on them into the recycle bin. Raises Missing for a row that is not there.

    `table` narrows to its own rows: a directive is none of the table of problems.
    """
    rows = list(names.load(session, noun, list(dict.fromkeys(ids)), table).values())
    for row in (*rows, *_parts(session, noun, rows, None)):
        row.deleted_at = session.now


def restore(session: AuditedSession, noun: str, ids: Sequence[str], table: Table | None = None) -> None:
    """Bring rows back from the recycle bin with the parts that went in the same moment.

    Raises Missing for a row that does not lie there, NotAllowed for a part of a row that does.
    """
    model: Any = nouns()[noun]
    rows: dict[str, Any] = {}
    for some in chunks({row_id for row_id in ids if is_id(row_id)}):
        gone = select(model).where(model.deleted_at.is_not(None), model.id.in_(some))
        for key, value in (table.where if table else {}).items():
            gone = gone.where(getattr(model, key) == value)
        rows.update((row.id, row) for row in session.scalars(gone))
    for row_id in ids:
        if row_id not in rows:
            raise Missing("回收站里没有这一行", row_id, "请刷新后再试。")
    _refuse_orphans(session, noun, list(rows.values()))
    by_moment: dict[Any, list[Any]] = {}
    for row in rows.values():
        by_moment.setdefault(row.deleted_at, []).append(row)
    for when, some_rows in by_moment.items():
        for row in (*some_rows, *_parts(session, noun, some_rows, when)):
            row.deleted_at = None


def _refuse_orphans(session: Session, noun: str, rows: Sequence[Any]) -> None:
    if noun not in OWNERS:
        return
    owner, link = OWNERS[noun]
    model: Any = nouns()[owner]
    for some in chunks({owner_id for row in rows if (owner_id := getattr(row, link)) is not None}):
        if session.scalars(select(model.id).where(model.id.in_(some), model.deleted_at.is_not(None))).first():
            title = NOUN_TITLES.get(owner, "那一行")
            raise NotAllowed(f"所属的{title}还在回收站里", "", f"请先恢复{title}，这一行会一起回来。")


def _parts(session: Session, noun: str, rows: Sequence[Any], when: Any) -> list[Any]:
    """Parts of these rows, and their parts, that were deleted at `when`: with None, those that live."""
    found: list[Any] = []
    ids = [row.id for row in rows]
    for part, link in PARTS.get(noun, {}).items():
        model: Any = nouns()[part]
        pieces = _deleted_at(session, model, when, getattr(model, link), ids)
        if pieces:
            found += (*pieces, *_parts(session, part, pieces, when))
    for part in HUNG_ON:
        model = nouns()[part]
        found += _deleted_at(session, model, when, model.row_id, ids, model.noun_name == noun)
    return found


def _deleted_at(
    session: Session, model: Any, when: Any, link: Any, ids: Sequence[str], *where: Any
) -> list[Any]:
    found: list[Any] = []
    for some in chunks(ids):
        query = select(model).where(model.deleted_at.is_(when) if when is None else model.deleted_at == when)
        found += session.scalars(query.where(link.in_(some), *where))
    return found


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
            session.connection().execute(delete_rows(table).where(table.c.id.in_(part)))


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
