"""Cells of plain columns written many at a time, with the same trace as one by one.

The session would load each row as an object and update each by a statement of its own. Here a chunk of rows is read
as tuples and updated by one executemany; every row leaves its Change, and `version` still guards it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.exc import StaleDataError

from jzledger.ledger.rows import chunks, table_of
from jzledger.ledger.writers import WRITERS
from jzledger.records.fields import Table
from jzledger.records.kinds import Link, _Due
from jzledger.store.audit import AuditedSession, to_json


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
    stored = table_of(table.noun)
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in held:
        values = {key: value for key, value in rows[row["id"]].items() if value != row[key]}
        if not values:
            continue
        before, after = ({key: to_json(side[key]) for key in values} for side in (row, values))
        session.record_change(table.noun, row["id"], "update", before, after)
        given = {f"to_{key}": value for key, value in values.items()}
        groups.setdefault(tuple(values), []).append({"row": row["id"], "was": row["version"], **given})
    for keys, params in groups.items():
        change = update(stored).where(stored.c.id == bindparam("row"), stored.c.version == bindparam("was"))
        change = change.values(
            {
                **{key: bindparam(f"to_{key}") for key in keys},
                "version": stored.c.version + 1,
                "updated_at": session.now,
                "updated_by": session.by,
            }
        )
        result = session.connection().execute(change, params)
        if result.rowcount not in (-1, len(params)):
            raise StaleDataError(
                f"{len(params) - result.rowcount} rows of {table.noun} were changed meanwhile"
            )
