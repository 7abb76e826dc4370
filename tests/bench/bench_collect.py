"""How long sixty returned workbooks take against reading their values alone, and sixty workbooks out against a bare writer.

    python tests/bench/bench_collect.py [UNITS] [ROWS] [RUNS]

Floors: calamine reading all values of the same files; XlsxWriter writing the same cells with the same formats, which it
knows beforehand. Ours and the floor take turns; printed are the medians and the median of the ratios of neighbours.
Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
import xlsxwriter  # noqa: E402
from python_calamine import load_workbook  # noqa: E402
from xlsxwriter.worksheet import Worksheet  # noqa: E402

from jzledger import paths  # noqa: E402
from jzledger.exchange.collect import CERTAIN, apply, look_all  # noqa: E402
from jzledger.exchange.dispatch import dispatch  # noqa: E402
from jzledger.formats.styles import WORKBOOK_OPTIONS  # noqa: E402
from jzledger.ledger.ledger import Ledger  # noqa: E402
from tests.exchange.units_office import fill, first_row, heads  # noqa: E402
from tests.office import TODAY, new_ledger  # noqa: E402

RESOURCES = paths.resources()
FORMAT_KEYS = (
    "font_name font_size font_family font_charset font_color bold text_h_align text_v_align text_wrap num_format "
    "pattern bg_color left right top bottom locked".split()
)
CALLS = ("write_string", "write_number", "write_blank", "merge_range", "set_row_pixels", "set_column_pixels")
LEAST_RUNS = 5
Sheets = list[tuple[str, list[tuple[str, tuple[Any, ...]]]]]


class Recorder:
    """Hears what is written into each workbook, so that the floor can repeat it."""

    def __init__(self) -> None:
        self.books: list[Sheets] = []
        self.depth = 0
        self.sheets: dict[int, list[tuple[str, tuple[Any, ...]]]] = {}

    def listen(self, name: str) -> Callable[..., Any]:
        original = getattr(Worksheet, name)

        def heard(sheet: Worksheet, *arguments: Any) -> Any:
            if not self.depth:
                if id(sheet) not in self.sheets:
                    if not sheet.index:
                        self.books.append([])
                    self.sheets[id(sheet)] = []
                    self.books[-1].append((sheet.name, self.sheets[id(sheet)]))
                    self.kept = [*getattr(self, "kept", []), sheet]  # or its id would be given again
                self.sheets[id(sheet)].append((name, arguments))
            self.depth += 1
            try:
                return original(sheet, *arguments)
            finally:
                self.depth -= 1

        return heard


def record(work: Callable[[], object]) -> list[Sheets]:
    recorder = Recorder()
    originals = {name: getattr(Worksheet, name) for name in CALLS}
    for name in CALLS:
        setattr(Worksheet, name, recorder.listen(name))
    try:
        work()
    finally:
        for name, original in originals.items():
            setattr(Worksheet, name, original)
    return recorder.books


class Floor:
    """The bare program: formats, cells, merges, heights and widths of each workbook, all known beforehand."""

    def __init__(self, books: list[Sheets]) -> None:
        self.books = []
        for sheets in books:
            looks: dict[int, Any] = {}
            plain = []
            for name, calls in sheets:
                for _, arguments in calls:
                    looks |= {id(value): value for value in arguments if type(value).__name__ == "Format"}
                plain.append((name, calls))
            places = {key: place for place, key in enumerate(looks)}
            self.books.append(
                (
                    [{key: getattr(look, key) for key in FORMAT_KEYS} for look in looks.values()],
                    [
                        (
                            name,
                            [
                                (call, tuple(_numbered(value, places) for value in arguments))
                                for call, arguments in calls
                            ],
                        )
                        for name, calls in plain
                    ],
                )
            )

    def write(self) -> None:
        for looks, sheets in self.books:
            book = xlsxwriter.Workbook(io.BytesIO(), dict(WORKBOOK_OPTIONS))
            formats = [book.add_format() for _ in looks]
            for made, look in zip(formats, looks, strict=True):
                for key, value in look.items():
                    setattr(made, key, value)
            for name, calls in sheets:
                sheet = book.add_worksheet(name)
                writers = {call: getattr(sheet, call) for call in CALLS}
                for call, arguments in calls:
                    writers[call](*(formats[value.at] if type(value) is At else value for value in arguments))
            book.close()


class At:
    """The place of a format."""

    def __init__(self, at: int) -> None:
        self.at = at


def _numbered(value: Any, places: dict[int, int]) -> Any:
    return At(places[id(value)]) if type(value).__name__ == "Format" else value


def read_alone(files: list[Path]) -> None:
    for file in files:
        book = load_workbook(io.BytesIO(file.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(name: str, ours: Callable[[], object], floor: Callable[[], object], runs: int) -> None:
    own, bare = [], [seconds(floor)]
    for _ in range(max(LEAST_RUNS, runs)):
        own.append(seconds(ours))
        bare.append(seconds(floor))
    ratios = [2 * one / sum(pair) for one, pair in zip(own, pairwise(bare), strict=True)]
    figures = (statistics.median(own), statistics.median(bare), statistics.median(ratios))
    print("{}: ours {:.2f} s, floor {:.2f} s, ratio {:.2f}".format(name, *figures))


def edited(files: list[Path]) -> None:
    """A fifth of the rows get a new 办理进展, every unit reports its figures."""
    for file in files:
        book = openpyxl.load_workbook(file)
        sheet = book["问题"]
        column = heads(sheet)["办理进展"]
        for row in range(first_row(sheet), sheet.max_row + 1, 5):
            sheet.cell(row, column).value = f"第{row}行：已接通并完成调试，正在办理移交手续。"
        book["月度投资"]["G4"] = 2345.5
        book.save(file)


def main(units: int = 60, rows: int = 200, runs: int = LEAST_RUNS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = new_ledger(str(Path(folder) / "台账.jzl"))
        fill(ledger, units, rows)
        context = ledger.context(TODAY)
        count = iter(range(10**6))

        def out() -> Any:
            return dispatch(ledger, Path(folder) / f"下发{next(count)}", context, RESOURCES)

        floor = Floor(record(out))
        measure(f"{units} workbooks of {rows} rows out", out, floor.write, runs)
        files = [sent.file for sent in out().sent]
        edited(files)

        def merge() -> Any:
            return look_all(ledger, files, context, RESOURCES)

        measure(f"{units} files read and merged", merge, lambda: read_alone(files), runs)
        found = merge()
        taken = sum(len(one.cells("take")) for one in found)
        print(
            f"writing {taken} cells into the ledger: {seconds(lambda: write(ledger, found, context)):.2f} s"
        )
        ledger.close()


def write(ledger: Ledger, found: list[Any], context: Any) -> None:
    for one in found:
        apply(ledger, one, CERTAIN, context)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
