"""The recycle bin: rows go there with what depends on them, and come back whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import Missing, NotAllowed
from jzledger.ledger import names
from jzledger.ledger.attachments import unused_blobs
from jzledger.ledger.names import NO_CONDITION
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.base import is_id, nouns
from jzledger.records.fields import NOUN_TITLES
from jzledger.records.parts import HUNG_ON, OWNERS, PARTS
from jzledger.store.audit import AuditedSession, values_of


def delete(
    session: AuditedSession, noun: str, ids: Sequence[str], where: Mapping[str, Any] = NO_CONDITION
) -> None:
    """Put rows (that have the values of `where`) and what depends on them into the recycle bin.

    Raises Missing for a row that is not there; then none goes.
    """
    wanted = list(dict.fromkeys(ids))
    held = _by_ids(session, noun, wanted)  # in the session, so that `names.get` asks no more
    _move(session, noun, [names.get(session, noun, row_id, where) for row_id in wanted], None, session.now)
    del held


def restore(session: AuditedSession, noun: str, ids: Sequence[str]) -> None:
    """Bring rows back from the recycle bin with the parts that went in the same moment.

    Raises Missing for a row that is not there, NotAllowed for a part whose owner is in the bin.
    """
    found = {row.id: row for row in _by_ids(session, noun, list(dict.fromkeys(ids)))}
    by_moment: dict[Any, list[Any]] = {}
    for row_id in dict.fromkeys(ids):
        row = found.get(row_id)
        if row is None:
            raise Missing("没有这一行，可能已被清空", row_id, "请刷新后再试。")
        if row.deleted_at is not None:
            _refuse_without_owner(session, row)
            by_moment.setdefault(row.deleted_at, []).append(row)
    for when, rows in by_moment.items():
        _move(session, noun, rows, when, None)


def _refuse_without_owner(session: Session, row: Any) -> None:
    owner, link = OWNERS.get(row.noun(), ("", ""))
    held = session.get(nouns()[owner], getattr(row, link)) if owner and getattr(row, link) else None
    if held is not None and held.deleted_at is not None:
        title = NOUN_TITLES.get(owner, owner)
        raise NotAllowed(f"它所属的{title}还在回收站里", "", f"请先恢复那个{title}。")


def _move(session: AuditedSession, noun: str, rows: Sequence[Any], before: Any, after: Any) -> None:
    """Set `deleted_at` of rows, and of their parts that have it at `before`, to `after`."""
    for row in rows:
        row.deleted_at = after
    ids = [row.id for row in rows]
    for part, link in PARTS.get(noun, {}).items():
        dependants = _with_links(session, part, getattr(nouns()[part], link), ids, before)
        if dependants:
            _move(session, part, dependants, before, after)
    for part in HUNG_ON:
        model: Any = nouns()[part]
        for row in _with_links(session, part, model.row_id, ids, before, model.noun_name == noun):
            row.deleted_at = after


def _with_links(
    session: Session, noun: str, link: Any, ids: Sequence[str], when: Any, *where: Any
) -> list[Any]:
    model: Any = nouns()[noun]
    moment = model.deleted_at.is_(None) if when is None else model.deleted_at == when
    found: list[Any] = []
    for part in chunks(ids):
        found += session.scalars(select(model).where(link.in_(part), moment, *where))
    return found


def _by_ids(session: Session, noun: str, ids: Sequence[str]) -> list[Any]:
    model: Any = nouns()[noun]
    found: list[Any] = []
    for part in chunks([row_id for row_id in ids if is_id(row_id)]):
        found += session.scalars(select(model).where(model.id.in_(part)))
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
