"""How much the table costs, against the least code that does the same work in the same run.

    python tests/bench/bench_grid.py [RUNS]

Medians of interleaved runs, offscreen. Floors: bare QPainter.drawText of the same cells (a frame), a plain model with int
roles and a plain QStyledItemDelegate over the same tuples (first picture), the tuples themselves (memory). Not collected
by pytest: its name begins with bench_.
"""

from __future__ import annotations

import gc
import math
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QTableView

from jzledger import paths
from jzledger.records.fields import PERSON, UNIT, Field
from jzledger.records.kinds import DATE, DUE, LIGHT, LONG, TEXT, WAN, WHOLE, Due, Ref
from jzledger.rules.context import Context
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui import theme as themes
from jzledger.ui.tables.grid import Grid

SIZE = (1366, 700)
COLUMNS = 24
D = int(Qt.ItemDataRole.DisplayRole)
FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
CONTEXT = Context(date(2024, 6, 5), WorkCalendar(), 2024)
CODES = ("red", "amber", "green", "undated", "closed")


def fields() -> list[Field]:
    kinds = [TEXT, LONG, UNIT, PERSON, DUE, DATE, WAN, WHOLE]
    found = [Field("light", "状态", LIGHT, 10, editable=False)]
    found += [Field(f"c{n}", f"第{n}列", kinds[n % len(kinds)], 12) for n in range(1, COLUMNS)]
    return found


def rows(count: int, columns: list[Field]) -> list[tuple[Any, ...]]:
    unit, person = Ref("unit", "u", "市自然资源局"), Ref("person", "p", "王建业")
    made = []
    for n in range(count):
        values: list[Any] = [CODES[n % 5]]
        for place, field in enumerate(columns[1:], 1):
            kind = field.kind
            values.append(
                unit
                if kind is UNIT
                else person
                if kind is PERSON
                else Due("6月底前", date(2024, 6, 30), "month")
                if kind is DUE
                else date(2024, 1 + n % 12, 1 + n % 28)
                if kind is DATE
                else n * 1000 + place
                if kind in (WAN, WHOLE)
                else f"{n}号地块林地调整手续未批{place}"
            )
        made.append((f"row{n}", 1, *values))
    return made


class Source:
    def __init__(self, columns: list[Field]) -> None:
        self.fields = tuple(columns)

    def context(self) -> Context:
        return CONTEXT

    def suggestions(self, field: Field) -> list[str]:
        return []

    def mark(self, field: Field) -> float | None:
        return None

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class PlainModel(QAbstractTableModel):
    def __init__(self, shown: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.shown = shown

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return len(self.shown)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return COLUMNS

    def data(self, index: Any, role: int = D) -> Any:
        return self.shown[index.row()][index.column()] if role == D else None


def timed(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def interleaved(runs: int, works: dict[str, Callable[[], Any]]) -> dict[str, float]:
    found: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(runs + 1):
        for name, work in works.items():
            taken = timed(work)
            if turn:  # the first only warms caches
                found[name].append(taken)
    return {name: statistics.median(taken) for name, taken in found.items()}


def visible_cells(grid: Grid) -> list[tuple[QRect, str]]:
    """Where each visible cell is in the grid, and what it shows."""
    cells = []
    for half in grid.halves.both:
        first, last = half.rowAt(0), half.rowAt(half.viewport().height() - 1)
        last = last if last >= 0 else grid.model.rowCount() - 1
        origin = half.viewport().mapTo(grid, half.viewport().rect().topLeft())
        for line in range(first, last + 1):
            for column in range(len(grid.model.fields)):
                rect = half.visualRect(grid.model.index(line, column))
                if not half.isColumnHidden(column) and rect.intersects(half.viewport().rect()):
                    cells.append((rect.translated(origin), grid.model.line(line).shown[column]))
    return cells


def bare_frame(image: QImage, cells: list[tuple[QRect, str]], font: QFont) -> None:
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(font)
    for rect, text in cells:
        painter.drawText(rect.adjusted(4, 0, -4, 0), FLAGS, text)
    painter.end()


def new_grid(columns: list[Field]) -> Grid:
    grid = Grid(Source(columns), frozen=2, theme=themes.LIGHT, name="bench")  # type: ignore[arg-type]
    grid.resize(*SIZE)
    return grid


def first_picture_of_grid(app: QApplication, columns: list[Field], held: list[Any]) -> Callable[[], None]:
    def work() -> None:
        grid = new_grid(columns)
        grid.set_rows(held)
        grid.show()
        app.processEvents()
        grid.grab()
        grid.hide()
        grid.deleteLater()

    return work


def first_picture_of_plain(app: QApplication, columns: list[Field], held: list[Any]) -> Callable[[], None]:
    def work() -> None:
        shown = [
            tuple(field.kind.show(value) for field, value in zip(columns, row[2:], strict=True))
            for row in held
        ]
        view = QTableView()
        view.setModel(model := PlainModel(shown))
        view.setItemDelegate(delegate := QStyledItemDelegate(view))
        view.resize(*SIZE)
        view.show()
        app.processEvents()
        view.grab()
        view.hide()
        view.deleteLater()
        del model, delegate

    return work


def report(name: str, value: float, floor: float, most: float) -> None:
    ratio = value / floor
    told = "ok" if ratio <= most else "OVER"
    print(
        f"  {name:34} {value * 1000:9.2f} ms  floor {floor * 1000:8.2f} ms  {ratio:5.2f} x  (<= {most}) {told}"
    )


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    themes.apply(app, themes.LIGHT, paths.resources())
    columns = fields()
    held = rows(10_000, columns)
    print(
        f"{date.today()}: medians of {runs} interleaved runs, 10,000 rows x {COLUMNS} columns, {SIZE[0]}x{SIZE[1]}"
    )

    grid = new_grid(columns)
    grid.set_rows(held)
    grid.show()
    app.processEvents()
    cells = visible_cells(grid)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)

    def of_grid() -> None:
        bar = grid.halves.right.verticalScrollBar()
        page = grid.halves.right.viewport().height()
        bar.setValue((bar.value() + page) % (bar.maximum() - page))
        app.processEvents()  # paints both halves once: a whole page has come into sight

    def bare() -> None:
        bare_frame(image, cells, grid.font())

    frame = interleaved(runs * 3, {"bare": bare, "grid": of_grid})
    print(f"  {len(cells)} cells on screen")
    report("scroll frame", frame["grid"], frame["bare"], 2.2)

    grid.appearance.set_wraps(True)
    app.processEvents()
    wrapped = interleaved(runs, {"bare": bare, "grid": of_grid})
    report("scroll frame, wrapped (no limit)", wrapped["grid"], wrapped["bare"], 99)
    grid.appearance.set_wraps(False)
    grid.halves.right.verticalScrollBar().setValue(0)
    app.processEvents()

    turn = iter(range(10**6))

    def one_cell() -> None:
        row = held[3]
        grid.patch([(*row[:3], f"改{next(turn)}", *row[4:])])
        app.processEvents()

    typed = interleaved(runs * 3, {"bare": bare, "grid": one_cell})
    report("repaint after one typed cell", typed["grid"], typed["bare"], 1.5)

    pictures = interleaved(
        runs,
        {
            "plain": first_picture_of_plain(app, columns, held),
            "grid": first_picture_of_grid(app, columns, held),
        },
    )
    report("first picture", pictures["grid"], pictures["plain"], 1.5)

    growth(app, columns, runs)
    memory(app, columns)
    grid.hide()


def growth(app: QApplication, columns: list[Field], runs: int) -> None:
    """Opening and a frame at ten times the rows, against n log n."""
    few, many = rows(10_000, columns), rows(100_000, columns)
    opened = interleaved(
        5 if runs >= 5 else runs,
        {
            "few": first_picture_of_grid(app, columns, few),
            "many": first_picture_of_grid(app, columns, many),
        },
    )
    most = 10 * math.log(100_000) / math.log(10_000)
    report("open 100,000 against 10,000", opened["many"], opened["few"], round(most, 1))


def memory(app: QApplication, columns: list[Field]) -> None:
    gc.collect()
    tracemalloc.start()
    held = rows(10_000, columns)
    tuples = tracemalloc.get_traced_memory()[0]
    grid = new_grid(columns)
    grid.set_rows(held)
    grid.show()
    app.processEvents()
    gc.collect()
    added = tracemalloc.get_traced_memory()[0] - tuples
    tracemalloc.stop()
    grid.hide()
    ratio = added / tuples
    told = "ok" if ratio <= 3 else "OVER"
    print(
        f"  {'memory added by opening':34} {added / 1e6:9.2f} MB  tuples {tuples / 1e6:7.2f} MB  {ratio:5.2f} x  (<= 3) {told}"
    )


if __name__ == "__main__":
    main()
