"""Writing an agreed proposal: its rows, and the Evidence of every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import ChangedElsewhere
from jzledger.ledger import names, writers
from jzledger.ledger.rows import chunks
from jzledger.records.base import nouns
from jzledger.records.fields import NOUN_TITLES, TABLES, Field
from jzledger.records.sources import Evidence
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, Proposal, ProposedCell, ProposedRow
from jzledger.store.audit import AuditedSession, insert_rows

_ROWS_TOGETHER = 200
_EVIDENCE_TOGETHER = 1_000


def write_proposal(
    session: AuditedSession, proposal: Proposal, progress: Progress, context: Context | None = None
) -> None:
    """Write every cell whose verdict is `take`. Raises what `progress` raises; then nothing is written.

    Raises ChangedElsewhere where a cell holds neither its `base` nor the new value, Missing where a row is gone.
    """
    known = _load(session, proposal.rows)
    total = len(proposal.rows)
    for number, row in enumerate(proposal.rows, 1):
        progress(number, total, "正在写入")
        _write_row(session, row, known, context)
        if number % _ROWS_TOGETHER == 0:
            session.flush()  # a little at a time, so that 取消 is heard
    session.flush()
    kept = [evidence for row in proposal.rows for evidence in _evidence(proposal, row)]
    for start in range(0, len(kept), _EVIDENCE_TOGETHER):
        progress(total, total, "正在记下出处")
        insert_rows(session, Evidence, kept[start : start + _EVIDENCE_TOGETHER])


def _load(session: Session, rows: Sequence[ProposedRow]) -> dict[tuple[str, str], Any]:
    """The rows to be changed, by a query for many."""
    wanted: dict[str, list[str]] = {}
    for row in rows:
        if not row.new and any(cell.verdict == "take" for cell in row.cells):
            wanted.setdefault(row.noun, []).append(row.id)
    found: dict[tuple[str, str], Any] = {}
    for noun, ids in wanted.items():
        model: Any = nouns()[noun]
        for some in chunks(sorted(set(ids))):
            live = select(model).where(model.deleted_at.is_(None), model.id.in_(some)).with_for_update()
            found.update(((noun, row.id), row) for row in session.scalars(live.order_by(model.id)))
    return found


def _write_row(
    session: AuditedSession,
    row: ProposedRow,
    known: dict[tuple[str, str], Any],
    context: Context | None,
) -> None:
    taken = [cell for cell in row.cells if cell.verdict == "take"]
    columns = nouns()[row.noun].__mapper__.column_attrs
    # A state is a column with a writer of its own: a known row moves there, a new one begins there.
    own = [c for c in taken if c.key in columns and (row.new or (row.noun, c.key) not in writers.WRITERS)]
    record: Any = None
    if row.new:
        if not taken:
            return  # decided against
        record = nouns()[row.noun](id=row.id, **{cell.key: cell.value for cell in own})
        session.add(record)
    elif taken:
        if (row.noun, row.id) not in known:
            # A row that this proposal itself made, or none.
            known[row.noun, row.id] = names.get(session, row.noun, row.id)
        record = known[row.noun, row.id]
        for cell in own:
            _refuse_changed(row, cell, getattr(record, cell.key))
            setattr(record, cell.key, cell.value)
    if len(own) < len(taken):
        assert context is not None, "cells of Fields that have a writer need a context"
        session.flush()
        for cell in taken:
            if cell not in own:
                writers.write(session, record, _field(row, cell), cell.value, context)


def _evidence(proposal: Proposal, row: ProposedRow) -> Iterator[dict[str, Any]]:
    """Where each value comes from that was written, or was there already."""
    if row.new and not any(cell.verdict == "take" for cell in row.cells):
        return  # decided against
    for cell in row.cells:
        if cell.origin is not None and cell.verdict in ("take", "same"):
            yield {
                "source_kind": proposal.source_kind,
                "source_id": proposal.source_id,
                "place": cell.origin.place,
                "quote": cell.origin.quote,
                "noun_name": row.noun,
                "row_id": row.id,
                "column_name": cell.key,
            }


def _refuse_changed(row: ProposedRow, cell: ProposedCell, now: Any) -> None:
    if cell.base is not None and now not in (cell.base, cell.value):
        raise ChangedElsewhere(
            f"{NOUN_TITLES.get(row.noun, '这一行')}刚被别处改过，没有写入",
            "",
            "请重新读取文件，再看一遍有出入的地方。",
            cells=[(cell, now)],
        )


def _field(row: ProposedRow, cell: ProposedCell) -> Field:
    table = next(table for table in TABLES.values() if table.noun == row.noun)
    return table.field(cell.key)
