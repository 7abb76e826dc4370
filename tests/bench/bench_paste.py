"""How long a paste and one typed cell take against bare SQL that writes the same rows and the same audit rows.

    python tests/bench/bench_paste.py [ROWS] [RUNS]

Paste: ROWS x 10 cells through `Ledger.write_batch` (the look at what stands there, the Step, a Change for each row),
and from the text of the clipboard on. Floor: executemany of the same UPDATEs and of the same Changes in one
transaction on the same file with the same synchronous=FULL. One cell: `Ledger.set_cells` against one such UPDATE with
its Step and Change. Product and floor run in turns; printed are medians and the median of the ratios of neighbours.
Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.ledger.ledger import Cell, Ledger  # noqa: E402
from jzledger.records.base import new_id  # noqa: E402
from jzledger.records.fields import TABLES  # noqa: E402
from jzledger.rules.proposal import silent  # noqa: E402
from jzledger.ui.tables.clipboard import Block, from_tsv, to_tsv  # noqa: E402
from jzledger.ui.tables.columns import Columns  # noqa: E402
from jzledger.ui.tables.pasteplan import Target, make_plan  # noqa: E402
from tests.office import Office, new_ledger  # noqa: E402

# Ten columns of plain text and days; links and deadlines have writers of their own, which raw SQL has not.
KEYS = (
    "number",
    "category",
    "title",
    "measures",
    "need",
    "outcome",
    "note",
    "opened_on",
    "order_no",
    "source_text",
)
TABLE = TABLES["directives"]
LEAST_RUNS = 5


def texts(rows: int, run: int) -> list[list[str]]:
    return [
        [
            f"云调〔2024〕{run}-{n}号", "手续办理", f"第{n}号厂房二回路供电尚未接通（第{run}次核实）", f"供电公司{run}日内优化接入方案",
            f"请青川区协调廊道清障{run}", f"已办第{run}步", f"电话核实{run}-{n}", f"2024-{1 + run % 12:02}-{1 + n % 28:02}", str(n + run), f"第{run}次周例会",
        ]
        for n in range(rows)
    ]  # fmt: skip


class Floor:
    """The same by hand: the rows, one Step and a Change for each row, in one transaction."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous=FULL")

    def write(
        self, keys: tuple[str, ...], values: list[tuple[str, list[Any]]], before: dict[str, Any]
    ) -> None:
        step, at = new_id(), "2024-06-05 08:00:00.000000"
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        sets = ", ".join(f'"{key}" = ?' for key in keys)
        self.connection.executemany(
            f"UPDATE issue SET {sets}, version = version + 1, updated_at = ?, updated_by = ? WHERE id = ?",
            [(*row, at, "王芳", row_id) for row_id, row in values],
        )
        run(
            'INSERT INTO step (id, at, "by", label, kind, undoes) VALUES (?, ?, ?, ?, ?, ?)',
            (step, at, "王芳", "粘贴", "do", None),
        )
        changes = [
            (
                step,
                n,
                "issue",
                row_id,
                "update",
                json.dumps(before),
                json.dumps(dict(zip(keys, row, strict=True))),
            )
            for n, (row_id, row) in enumerate(values)
        ]
        self.connection.executemany(
            'INSERT INTO change (step_id, seq, noun, row_id, kind, "before", "after") VALUES (?, ?, ?, ?, ?, ?, ?)',
            changes,
        )
        run("COMMIT")


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    runs = max(LEAST_RUNS, int(sys.argv[2]) if len(sys.argv) > 2 else LEAST_RUNS)
    with tempfile.TemporaryDirectory() as folder, new_ledger(str(Path(folder) / "云岭.jzl")) as ledger:
        measure(ledger, Path(folder) / "云岭.jzl", rows, runs)


def measure(ledger: Ledger, path: Path, rows: int, runs: int) -> None:
    office, fields = Office(ledger), Columns.of([TABLE.field(key) for key in KEYS])
    context = office.context
    written, _ = ledger.write_batch(TABLE, [], [{"title": f"交办{n}"} for n in range(rows)], context, "新增")
    ids = written.ids
    floor, number = Floor(path), count(1)

    def cells() -> list[Cell]:
        now = {row[0]: row for row in ledger.rows(TABLE, context, fields=fields)}
        meant = texts(rows, next(number))
        return [
            Cell(TABLE.key, row_id, key, field.kind.parse(text, context), now[row_id][2 + place])
            for row_id, row in zip(ids, meant, strict=True)
            for place, (key, field, text) in enumerate(zip(KEYS, fields, row, strict=True))
        ]

    def raw_rows() -> list[tuple[str, list[Any]]]:
        return list(zip(ids, texts(rows, next(number)), strict=True))

    def raw(values: list[tuple[str, list[Any]]], keys: tuple[str, ...] = KEYS) -> float:
        before = dict.fromkeys(keys, "二十个字左右的旧内容，按实际长度写入")
        return timed(lambda: floor.write(keys, values, before))

    pairs = []
    for _ in range(runs):
        given = cells()
        ours = timed(partial(ledger.write_batch, TABLE, given, [], context, "粘贴"))
        pairs.append((ours, raw(raw_rows())))
    told(f"paste of {rows} x {len(KEYS)} cells, written", pairs, 5)

    pairs = []
    for _ in range(runs):
        held = ledger.rows(TABLE, context, fields=fields)
        text = to_tsv(texts(rows, next(number)))

        def from_clipboard(text: str = text, held: list[Any] = held) -> None:
            target = Target(held, 0, list(range(len(KEYS))))
            plan = make_plan(Block(from_tsv(text)), target, fields, context, silent)
            edits = [Cell(TABLE.key, e.row_id, e.key, e.value, e.seen) for e in plan.edits]
            ledger.write_batch(TABLE, edits, [], context, "粘贴")

        ours = timed(from_clipboard)
        pairs.append((ours, raw(raw_rows())))
    told("the same from the clipboard's text", pairs, 5)

    pairs = []
    for n in range(runs * 20):
        seen = office.value(TABLE.key, ids[0], "note")
        cell = Cell(TABLE.key, ids[0], "note", f"核实{n}", seen)
        ours = timed(partial(ledger.set_cells, [cell], context))
        pairs.append((ours, raw([(ids[1], [f"核实{n}"])], ("note",))))
    told("one typed cell", pairs, 6)


def told(name: str, pairs: list[tuple[float, float]], goal: float) -> None:
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(our / their for our, their in pairs)
    print(f"{name:<36} {ours:8.1f} ms   floor {theirs:8.1f} ms   {ratio:5.2f} x   (goal <= {goal:g})")


if __name__ == "__main__":
    main()
