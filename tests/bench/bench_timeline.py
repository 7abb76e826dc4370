"""How long a frame of the timeline takes against bare drawRects of as many shapes.

    python tests/bench/bench_timeline.py [PROJECTS] [RUNS]

A frame = one change (pan, zoom, scroll of the rows) until everything is painted, names and heading included; 8 nodes a
project, 1000 x 700. The floor draws a rectangle for each bar and node of the rows in sight, all known beforehand, into
a picture as large. Both run in turns; medians and their ratio are printed. Not collected by pytest.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from jzledger.rules.timeline import DueFacts, MilestoneFacts, TimelineRow, project_row  # noqa: E402
from jzledger.ui import theme  # noqa: E402
from jzledger.ui.timeline.timeline import Timeline  # noqa: E402

TODAY = date(2024, 6, 5)
NODES = 8
SIZE = (1000, 700)
FRAMES = 40
NAMES = "立项批复 用地预审 规划许可 施工许可 进场开工 主体封顶 设备安装 竣工投产".split()


def projects(count: int) -> list[TimelineRow]:
    """Invented projects of the invented city 云岭市."""
    rows = []
    for number in range(count):
        start = date(2023, 9, 1) + timedelta(number * 37 % 300)
        finish = start + timedelta(200 + number * 53 % 300)
        step = (finish - start) / NODES
        nodes = []
        for place, name in enumerate(NAMES):
            due = start + step * (place + 1)
            done = due + timedelta(number % 5) if due < TODAY - timedelta(20 * (number % 3)) else None
            nodes.append(MilestoneFacts(f"{number}-{place}", name, due, done, due - timedelta(number % 9)))
        issues = [DueFacts(f"i{number}", "土地", TODAY - timedelta(12), "red")] if number % 4 == 0 else []
        rows.append(
            project_row(
                str(number),
                f"云岭第{number}产业园配套基础设施建设项目",
                ("red", "amber", "green", "undated")[number % 4],
                planned=(start, finish),
                real=(start, None),
                milestones=nodes,
                issues=issues,
                today=TODAY,
            )
        )
    return rows


def settle() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def milliseconds(work: Callable[[int], object]) -> float:
    """Of one call, the mean of a run."""
    start = time.perf_counter()
    for number in range(FRAMES):
        work(number)
    return (time.perf_counter() - start) * 1000 / FRAMES


class Floor:
    """Rectangles for `rows` rows, drawn into a picture of the timeline's size."""

    def __init__(self, rows: int) -> None:
        self.picture = QImage(*SIZE, QImage.Format.Format_RGB32)
        self.rects = [
            QRectF(200 + place * 80, row * 29 + 8, 12 if place else 700, 12)
            for row in range(rows)
            for place in range(NODES + 1)
        ]

    def draw(self, _: int) -> None:
        painter = QPainter(self.picture)
        painter.setBrush(QColor(theme.LIGHT.planned))
        painter.drawRects(self.rects)
        painter.end()


def main(count: int = 500, runs: int = 7) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT, ROOT / "resources")
    timeline = Timeline(theme=theme.LIGHT)
    timeline.resize(*SIZE)
    start = time.perf_counter()
    timeline.set_rows(projects(count), TODAY)
    timeline.show()
    chart = timeline.build()
    settle()
    print(f"{count} projects x {NODES} nodes, {SIZE[0]} x {SIZE[1]}, {len(chart.painted)} rows in sight")
    print(f"first picture, with the loading of pyqtgraph: {(time.perf_counter() - start) * 1000:.0f} ms")
    state, floor = timeline.state, Floor(len(chart.painted))

    def pan(number: int) -> None:
        timeline.set_days(state.first + (1 if number % 40 < 20 else -1), state.last - state.first)
        settle()

    def zoom(number: int) -> None:
        timeline.zoom(1.05 if number % 40 < 20 else 1 / 1.05, TODAY.toordinal())
        settle()

    def scroll(number: int) -> None:
        timeline.bar.setValue(timeline.bar.value() + (87 if number % 40 < 20 else -87))
        settle()

    moves = {"pan": pan, "zoom": zoom, "vertical scroll": scroll}
    taken: dict[str, list[float]] = {name: [] for name in (*moves, "floor")}
    for _ in range(runs):
        for name, move in moves.items():
            taken[name].append(milliseconds(move))
        taken["floor"].append(milliseconds(floor.draw))
    bare = statistics.median(taken.pop("floor"))
    print(f"bare drawRects: {bare:.3f} ms")
    for name, figures in taken.items():
        frame = statistics.median(figures)
        print(f"{name}: {frame:.2f} ms a frame, ratio {frame / bare:.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
