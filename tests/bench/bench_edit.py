"""How long an audited edit and a large paste take, against bare sqlite3 transactions that write the same rows.

    python tests/bench/bench_edit.py [ISSUES] [RUNS]

The floor knows every statement and value beforehand: for an edit those that the Ledger was heard to send, in a
transaction of their own; for the paste one executemany of the rows and one of the audit's rows, values as they are
kept. Same pragmas, same kind of file. All run in turns; medians and ratios are printed.
Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import event

from jzledger.ledger.ledger import Cell, Ledger
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from tests.bench.office_for_bench import make
from tests.office import Office

PASTED = (2_000, 10)  # rows, columns
EDITS = 40  # in a run
Statement = tuple[str, Any]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def connect(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def heard(ledger: Ledger, work: Callable[[], object]) -> tuple[float, list[Statement]]:
    """How long the work takes, and the statements that the Ledger sends for it, with their values."""
    found: list[Any] = []

    def listen(connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        found.append((statement, values, many))

    event.listen(ledger._engine, "before_cursor_execute", listen)
    took = seconds(work)
    event.remove(ledger._engine, "before_cursor_execute", listen)
    return took, [(statement, list(values) if many else tuple(values)) for statement, values, many in found]


def run(raw: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    for statement, values in statements:
        if isinstance(values, list):
            raw.executemany(statement, values)
        else:
            raw.execute(statement, values).fetchall()
    raw.execute("COMMIT")


def edits(path: Path, runs: int) -> None:
    with Ledger.open(str(path), by="王芳") as ledger:
        office = Office(ledger)
        ids = iter([row[0] for row in ledger.rows(TABLES["issues"], office.context, fields=())])
        raw, context = connect(Path(shutil.copy(path, path.with_name("floor.jzl")))), office.context
        told, floor = [], []
        for turn in range(runs + 1):
            for _ in range(EDITS):
                cell = Cell("issues", next(ids), "note", "已核实", None)
                took, statements = heard(ledger, partial(ledger.set_cells, [cell], context))
                bare = seconds(partial(run, raw, statements))
                if turn:  # the first turn warms up
                    told.append(took)
                    floor.append(bare)
        raw.close()
    report(f"edit of one cell ({len(told)} times)", told, floor)


def report(what: str, told: Sequence[float], floor: Sequence[float]) -> None:
    ours, bare = statistics.median(told), statistics.median(floor)
    print(f"{what}: {ours * 1e3:.2f} ms, bare {bare * 1e3:.2f} ms, ratio {ours / bare:.2f}")


def values_of(number: int, unit: Ref) -> dict[str, Any]:
    day = date(2024, 1, 1) + timedelta(number % 300)
    return {
        "title": f"第{number}件，供电尚未接通",
        "measures": f"第{number}次调度，由供电公司优化接入方案。",
        "need": "请市供电公司给予支持",
        "category": "土地要素",
        "lead_unit": unit,
        "person": "张三",
        "opened_on": day,
        "outcome": f"结果{number}",
        "note": f"备注{number}",
        "order_no": number,
    }


def paste(path: Path, runs: int) -> None:
    rows, columns = PASTED
    with Ledger.open(str(path), by="王芳") as ledger:
        office = Office(ledger)
        context, table = office.context, TABLES["issues"]
        fields = [table.field(key) for key in list(values_of(0, Ref("", "", "")))[:columns]]
        (unit_id, _), *_ = ledger.rows(TABLES["units"], context, fields=())
        unit = Ref("unit", unit_id, "云岭市第0局")

        def cells(turn: int) -> list[Cell]:
            found = []
            for number, row in enumerate(ledger.rows(table, context, fields=fields)[:rows]):
                new = values_of(number + turn * 10_000, unit)
                for field, seen in zip(fields, row[2:], strict=True):
                    found.append(Cell("issues", row[0], field.key, new[field.key], seen))
            return found

        ledger.set_cells(cells(0), context, "粘贴")  # warms up
        ledger.backup(path.with_name("floor-paste.jzl"))
        raw = connect(path.with_name("floor-paste.jzl"))
        told, floor = [], []
        for turn in range(1, runs + 1):
            took, statements = heard(ledger, partial(ledger.set_cells, cells(turn), context, "粘贴"))
            told.append(took)
            writes = [statement for statement in statements if not statement[0].startswith("SELECT")]
            floor.append(seconds(partial(run, raw, writes)))
        held = raw.execute("SELECT sum(version) FROM issue").fetchone()
        assert held == connect(path).execute("SELECT sum(version) FROM issue").fetchone()
        raw.close()
        some = cells(runs + 1)
        tracemalloc.start()
        ledger.set_cells(some, context, "粘贴")
        memory = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        undone = seconds(ledger.undo)
    report(f"paste of {rows} x {columns}", told, floor)
    print(f"  at most {memory:.1f} MB; its undo {undone * 1e3:.0f} ms")


def main(issues: int = 2_500, runs: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "云岭.jzl"
        make(path, issues).close()
        edits(path, runs)
        paste(path, runs)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
