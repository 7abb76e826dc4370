"""What commands print: rows as JSON objects, results as plain words or one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from jzledger.errors import LedgerError
from jzledger.ledger.changes import Row
from jzledger.ledger.history import HistoryLine
from jzledger.records.fields import Fields
from jzledger.rules.proposal import Progress, silent


def as_objects(fields: Fields, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as `jzledger rows` prints them: `id` and one key (a deadline: three) for each Field."""
    return [{"id": row[0], **_values(fields, row)} for row in rows]


def _values(fields: Fields, row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, value in zip(fields, row[2:], strict=True):
        values.update(field.kind.as_json(field.key, value))
    return values


def history_objects(lines: Iterable[HistoryLine]) -> list[dict[str, Any]]:
    """Changes as `jzledger rows LEDGER changes` prints them, one object per touched column; times are local."""
    return [
        {
            "id": f"{line.step_id}:{line.row_id}:{line.column}",
            "at": line.at.replace(tzinfo=UTC).astimezone().isoformat(timespec="seconds"),
            "by": line.by,
            "label": line.label,
            "noun": line.noun,
            "row_id": line.row_id,
            "column": line.column,
            "before": line.before,
            "after": line.after,
        }
        for line in lines
    ]


def document(value: Any, *, compact: bool) -> None:
    """Print one JSON document in UTF-8, and nothing else."""
    text = json.dumps(value, ensure_ascii=False, indent=None if compact else 2, default=_plain)
    sys.stdout.write(text + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a document")


def progress() -> Progress:
    """A line that is written over, on a terminal only: what is piped on or kept in a file stays clean."""
    if not sys.stderr.isatty():
        return silent

    def tell(done: int, total: int, what: str) -> None:
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r\x1b[K{done}/{total} {what}{end}")
        sys.stderr.flush()

    return tell


def complain(error: LedgerError) -> None:
    """One line what and where, one line what to do."""
    print(error.sentence(), file=sys.stderr)
    if error.todo:
        print(error.todo, file=sys.stderr)
