"""How long sorting and filtering a table takes, against sorted() and a list comprehension over ready keys.

    python tests/bench/bench_view.py [RUNS]

At 10,000 and 100,000 rows of 24 columns, in turns, medians and ratios printed. "view" is only the order or the choice
of rows; "table" also puts the lines together and finds where the current row has come to. Not collected by pytest.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.records.fields import Field  # noqa: E402
from jzledger.records.kinds import DUE, LIGHT, NAMED, TEXT, WHOLE, Due  # noqa: E402
from jzledger.ui.tables.filters import ColumnFilter, Test, passing  # noqa: E402
from jzledger.ui.tables.lines import Lines  # noqa: E402
from jzledger.ui.tables.sorting import SortKey, keys_of, order  # noqa: E402

COLUMNS = 24
TODAY = date(2024, 6, 5)
KINDS = {0: LIGHT, 1: NAMED, 2: TEXT, 3: DUE, 4: WHOLE}
FIELDS = tuple(Field(f"c{n}", f"列{n}", KINDS.get(n, TEXT)) for n in range(COLUMNS))
WORDS = ("手续", "土地", "资金", "供水供电供气", "征收补偿", "市政配套", "交通运输", "环保")
LIGHTS = ("red", "amber", "green", "undated", "closed")


def rows(count: int) -> list[tuple[Any, ...]]:
    made = []
    for n in range(count):
        mixed = n * 7919 % count
        on = TODAY + timedelta(mixed % 400 - 200)
        first = (
            LIGHTS[n % 5],
            WORDS[mixed % 8],
            f"云岭第{mixed}号产业园",
            Due(f"{on:%m.%d}", on, "day"),
            mixed,
        )
        made.append((f"r{n}", 1, *first, *(f"文字{(n + c) % 500}" for c in range(5, COLUMNS))))
    return made


def median(runs: int, *works: Callable[[], Any]) -> list[float]:
    """Milliseconds of each, run in turns; of this process only, whatever else the machine does."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            taken.append((time.process_time() - start) * 1000)
    return [statistics.median(taken) for taken in times]


def report(what: str, floor: float, view: float, table: float) -> None:
    print(
        f"  {what:<28} floor {floor:7.2f} ms   view {view:7.2f} ms = {view / floor:4.2f} x   table {table:7.2f} ms = {table / floor:4.1f} x"
    )


def sort_and_find(lines: Lines, keys: list[SortKey]) -> None:
    lines.set_sort(keys)
    lines.place_of("r5")


def filter_and_find(lines: Lines, chosen: dict[str, ColumnFilter]) -> None:
    lines.set_filters(chosen, TODAY)
    lines.place_of("r5")


def main(runs: int = 7) -> None:
    for count in (10_000, 100_000):
        measure(count, runs)


def measure(count: int, runs: int) -> None:
    print(f"{count} rows x {COLUMNS} columns")
    made = rows(count)
    lines = Lines(FIELDS, new_rows=True)
    start = time.process_time()
    lines.set_rows(made)
    before = time.process_time()
    lines.set_sort([SortKey(2, False)])
    print(
        f"  first rows {(before - start) * 1000:.0f} ms, first sort by pinyin {(time.process_time() - before) * 1000:.0f} ms"
    )
    lines.set_sort([])
    kept = list(lines.passing_lines())
    for what, column in (
        ("sort by pinyin", 2),
        ("sort by category", 1),
        ("sort by deadline", 3),
        ("sort by number", 4),
    ):
        keys = keys_of(kept, column, FIELDS[column])
        places = range(count)
        one = [SortKey(column, False)]
        floor, view, table = median(
            runs,
            partial(sorted, places, key=keys.__getitem__),
            partial(order, kept, one, FIELDS),
            partial(sort_and_find, lines, one),
        )
        report(what, floor, view, table)
    lines.set_sort([])
    wanted = frozenset(["手续", "土地"])
    words = [row[3] for row in made]
    days = [row[5].on for row in made]
    last = TODAY + timedelta(7)
    by_value = {"c1": ColumnFilter(wanted)}
    by_day = {"c3": ColumnFilter(None, Test("soon"))}
    for what, chosen, work in (
        (
            "filter by values",
            by_value,
            lambda: [r for r, w in zip(made, words, strict=True) if w in wanted],
        ),
        (
            "filter by 7日内",
            by_day,
            lambda: [r for r, d in zip(made, days, strict=True) if d and TODAY <= d <= last],
        ),
    ):
        floor, view, table = median(
            runs,
            work,
            partial(passing, made, chosen, FIELDS, TODAY),
            partial(filter_and_find, lines, chosen),
        )
        report(what, floor, view, table)
        lines.set_filters({}, TODAY)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
