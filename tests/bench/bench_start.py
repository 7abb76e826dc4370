"""How long from starting the process to the first picture, against a bare QApplication with a QTableView.

    python tests/bench/bench_start.py [RUNS]

Whole processes in turns: the floor, the window with the welcome page, the window with the demo ledger and its rows
shown. The medians of the time and of the processor's time, and their ratios to the floor, are printed; the latter hardly
depend on what else the machine does. Modules are compiled once, as they are for a clerk, whatever the shell says of it.
Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FLOOR = """
import os
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
app = QApplication([])
model = QStandardItemModel(50, 8)
for row in range(50):
    for column in range(8):
        model.setItem(row, column, QStandardItem("云岭"))
view = QTableView()
view.setModel(model)
view.resize(1440, 900)
view.show()
app.processEvents()
os._exit(0)
"""

WINDOW = """
import os, sys, time
from PySide6.QtWidgets import QApplication

def until_shown():
    from jzledger.ui.main_window import MainWindow
    app = QApplication.instance()
    window = next(w for w in app.topLevelWidgets() if isinstance(w, MainWindow))
    while len(sys.argv) > 1 and (window.page is None or window.tasks.busy):
        app.processEvents()
        time.sleep(0.001)
    app.processEvents()
    os._exit(0)

QApplication.exec = staticmethod(until_shown)
from jzledger.app import main
main(sys.argv[1:])
"""


def run_once(code: str, arguments: list[str], folder: str) -> tuple[float, float]:
    """Seconds, and seconds of the processor, of one process."""
    surroundings = {
        **os.environ,
        "JZLEDGER_HOME": tempfile.mkdtemp(dir=folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
    }
    begin, before = time.perf_counter(), os.times()
    subprocess.run(
        [sys.executable, "-c", code, *arguments], env=surroundings, cwd=ROOT, check=True, timeout=60
    )
    taken, after = time.perf_counter() - begin, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, used


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    sys.path.insert(0, str(ROOT))
    from jzledger import paths
    from jzledger.exchange.samples import make_sample

    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "演示.jzl"
        make_sample("演示", ledger, paths.resources(), paths.seeds()).close()
        cases = {"floor": (FLOOR, []), "welcome": (WINDOW, []), "ledger": (WINDOW, [str(ledger)])}
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
        for turn in range(runs + 1):  # the first only compiles, and warms the disk's cache
            for name, (code, arguments) in cases.items():
                taken = run_once(code, arguments, folder)
                if turn:
                    times[name].append(taken)
    medians = {
        name: [statistics.median(one) for one in zip(*found, strict=True)] for name, found in times.items()
    }
    print(f"{date.today()}: {runs} interleaved runs, medians")
    for name, both in medians.items():
        words = (
            f"{taken * 1000:7.0f} ms {taken / floor:6.2f} x floor"
            for taken, floor in zip(both, medians["floor"], strict=True)
        )
        print(f"  {name:8}", ", processor ".join(words))


if __name__ == "__main__":
    main()
