"""Makes the ledger file of the present schema version, to be kept when the next version comes.

    .venv/bin/python tests/old_ledgers/make.py

Every table gets at least one row, with rows that depend on others, so that a migration which loses some is found out.
The file is kept as it was made at its time: run this once for a version, never again for the same one.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from sqlalchemy import Date, DateTime, Float, LargeBinary  # noqa: E402

from jzledger.ledger.ledger import Ledger  # noqa: E402
from jzledger.records.base import new_id, nouns  # noqa: E402
from jzledger.store import migrations  # noqa: E402
from jzledger.store.database import locate  # noqa: E402
from tests.office import Office, new_ledger  # noqa: E402

ROUNDS = 2  # rows of each noun


def fill(session: Any) -> None:
    """Rows of every noun whose links point to the first row of the noun they name."""
    ids = {noun: [new_id() for _ in range(ROUNDS)] for noun in nouns()}
    for noun, model in nouns().items():
        for number in range(ROUNDS):
            row = model(id=ids[noun][number])
            for column in model.__table__.c:
                key = model.__mapper__.get_property_by_column(column).key
                if not column.nullable or column.foreign_keys:
                    given = value_of(column, ids, noun, number)
                    if (
                        given is not None
                        and key not in ("id", "version")
                        and not key.startswith(("created", "updated"))
                    ):
                        setattr(row, key, given)
            session.add(row)


# Where not every text will do.
MEANT = {("holiday", "kind"): "holiday", ("issue", "state"): "listed", ("issue", "kind"): "problem"}


def value_of(column: Any, ids: dict[str, list[str]], noun: str, number: int) -> Any:
    if (noun, column.name) in MEANT:
        return MEANT[noun, column.name]
    if column.name == "noun":
        return "issue"
    links = [key.column.table.name for key in column.foreign_keys]
    if links:
        # A row must not be its own parent.
        return ids[links[0]][0] if links[0] != noun else (ids[noun][0] if number else None)
    if isinstance(column.type, LargeBinary):
        return f"bytes {number}".encode()
    if isinstance(column.type, Date | DateTime):
        return date(2024, 1, 1 + number)
    if isinstance(column.type, Float):
        return 0.5
    kind = column.type.python_type
    if kind is int:
        return 2024 + number
    if column.name in ("source_id", "row_id"):
        return ids["issue"][0]
    return f"{noun}-{column.name}-{number}"


def main() -> None:
    with_schema = migrations.newest()
    path = HERE / f"v{with_schema:03}.jzl"
    if path.exists():
        raise SystemExit(f"{path.name} is there already and stays as it is")
    with new_ledger(str(path)) as ledger:
        office = Office(ledger)
        unit = office.unit("市自然资源局", short_name="资规局")
        office.project("云杉产业园", total_yuan="3亿", units="市自然资源局", levels="省重点、市重点")
        issue = office.issue(project="云杉产业园", due="6月底前", units="市自然资源局")
        office.set("issues", issue, progress="已报省厅")
        office.delete("units", unit)
        ledger.edit("每表各两行", fill)
    folded = Ledger.open(str(path), by="王芳")
    folded.backup(path.with_suffix(".copy"))  # a backup has no log beside it
    folded.close()
    path.with_suffix(".copy").replace(path)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    print(path.name, locate(str(path)).name)


if __name__ == "__main__":
    main()
