"""How long from starting the process to the first picture, against a bare QApplication with a QTableView.

    python tests/bench/bench_start.py [RUNS]

Whole processes in turns: the floor, the window with the welcome page, the window with the demo ledger and its rows
shown. The medians and their ratios to the floor are printed. Not collected by pytest: its name begins with bench_.
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


def run_once(code: str, arguments: list[str], home: str) -> float:
    """Seconds of one process."""
    surroundings = {
        **os.environ,
        "JZLEDGER_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments], env=surroundings, cwd=ROOT, check=True, timeout=60
    )
    return time.perf_counter() - begin


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    sys.path.insert(0, str(ROOT))
    from jzledger import paths
    from jzledger.exchange.samples import make_sample

    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "演示.jzl"
        make_sample("演示", ledger, paths.resources(), paths.seeds()).close()
        cases = {"floor": (FLOOR, []), "welcome": (WINDOW, []), "ledger": (WINDOW, [str(ledger)])}
        times: dict[str, list[float]] = {name: [] for name in cases}
        for turn in range(runs + 1):  # the first only warms the disk's cache
            for name, (code, arguments) in cases.items():
                taken = run_once(code, arguments, tempfile.mkdtemp(dir=folder))
                if turn:
                    times[name].append(taken)
    medians = {name: statistics.median(found) for name, found in times.items()}
    print(f"{date.today()}: {runs} interleaved runs, medians")
    for name, taken in medians.items():
        print(f"  {name:8} {taken * 1000:7.0f} ms   {taken / medians['floor']:5.2f} x floor")


if __name__ == "__main__":
    main()
