"""Cells of plain columns written many at a time, with the same trace as one by one.

The session would load each row as an object and update each by a statement of its own. Here a chunk of rows is read
as tuples and updated by one executemany; every row leaves its Change, and `version` still guards it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from jzledger.ledger.rows import chunks, table_of
from jzledger.ledger.writers import WRITERS
from jzledger.records.base import nouns
from jzledger.records.fields import Table
from jzledger.records.kinds import Link, _Due
from jzledger.store.audit import AuditedSession, RowChange, write_rows


def write_plain(
    session: AuditedSession, table: Table, cells: Sequence[Any], report: Callable[[int], None]
) -> list[Any]:
    """Write the cells (row_id, key, value) of those rows that have only plain ones, and give the others back.

    What a cell can be refused for (no such row, a required column emptied, a computed one) is left to the caller.
    `report` hears how many cells are written. Raises StaleDataError where a row is changed meanwhile.
    """
    stored = table_of(table.noun)
    plain = {
        field.key
        for field in table.fields
        if field.editable
        and field.key in stored.c
        and (table.noun, field.key) not in WRITERS
        and not isinstance(field.kind, Link | _Due)
        and not (field.key == "name" and "sort_key" in stored.c)
    }
    required = {field.key for field in table.fields if field.required}
    rows: dict[str, dict[str, Any]] = {}
    mixed: set[str] = set()
    for cell in cells:
        if cell.key not in plain or (cell.value is None and cell.key in required):
            mixed.add(cell.row_id)
        rows.setdefault(cell.row_id, {})[cell.key] = cell.value
    columns = [stored.c[key] for key in dict.fromkeys(cell.key for cell in cells) if key in plain]
    missing, done = set(), 0
    for part in chunks([row_id for row_id in rows if row_id not in mixed] if columns else ()):
        report(done)
        query = select(stored.c.id, stored.c.version, *columns)
        live = query.where(stored.c.id.in_(part), stored.c.deleted_at.is_(None))
        held = session.connection().execute(live).mappings().all()
        missing |= set(part) - {row["id"] for row in held}
        _update(session, table, held, rows)
        done += sum(len(rows[row_id]) for row_id in part)
    left = mixed | missing
    return [cell for cell in cells if cell.row_id in left]


def _update(
    session: AuditedSession, table: Table, held: Sequence[Any], rows: dict[str, dict[str, Any]]
) -> None:
    changes = []
    for row in held:
        after = {key: value for key, value in rows[row["id"]].items() if value != row[key]}
        if after:
            before = {key: value for key, value in row.items() if key not in ("id", "version")}
            changes.append(RowChange(row["id"], row["version"], before, after))
    write_rows(session, nouns()[table.noun], changes)
