"""What the start of the window may not load: it comes first, the heavy libraries later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
HEAVY = (
    "sqlalchemy",
    "openpyxl",
    "xlsxwriter",
    "alembic",
    "pyqtgraph",
    "numpy",
    "pypinyin",
    "opencc",
    "python_calamine",
    "docx",
)


# The window as `jzledger` opens it, up to its first picture.
START = """
import os, sys
from PySide6.QtWidgets import QApplication

def shown():
    QApplication.instance().processEvents()
    print(sorted(HEAVY & {name.partition('.')[0] for name in sys.modules}), flush=True)
    os._exit(0)

QApplication.exec = staticmethod(shown)
from jzledger.app import main
main([])
"""


def child(folder: Path, code: str, *words: str) -> str:
    """What a Python of its own prints: a window without a screen, its settings in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "JZLEDGER_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_the_window_is_there_before_the_heavy_libraries_are(tmp_path):
    assert child(tmp_path, f"HEAVY = {set(HEAVY)!r}\n{START}") == "[]"


WORDS = """
import os
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

def shown():
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    line = QLineEdit()
    menu = line.createStandardContextMenu()
    print(box.buttons()[0].text(), menu.actions()[0].text().partition("\\t")[0], flush=True)
    os._exit(0)

QApplication.exec = staticmethod(shown)
from jzledger.app import main
main([])
"""


def test_what_qt_says_is_chinese(tmp_path):
    cancel, undo = child(tmp_path, WORDS).split(maxsplit=1)
    assert cancel == "取消" and undo.startswith("撤"), (cancel, undo)


# The window as `jzledger FILE` opens it, once the ledger is there; `tell(window)` prints what is wanted.
OPEN = """
import os, sys, time
from PySide6.QtWidgets import QApplication

def shown():
    from jzledger.ui.main_window import MainWindow
    app = QApplication.instance()
    window = next(one for one in app.topLevelWidgets() if isinstance(one, MainWindow))
    end = time.monotonic() + 20
    while time.monotonic() < end and (window.page is None or window.tasks.busy):
        app.processEvents()
        time.sleep(0.001)
    print(window.page is not None, tell(window), flush=True)
    os._exit(0)

QApplication.exec = staticmethod(shown)
from jzledger.app import main
main([sys.argv[1]])
"""

# Which modules of Qt were loaded on another thread than the window's.
STRAYS = """
import sys, threading
strays = set()

class Watcher:
    def find_spec(self, name, path=None, target=None):
        of_qt = name.startswith(("PySide6", "shiboken6", "pyqtgraph", "jzledger.ui"))
        if of_qt and threading.current_thread() is not threading.main_thread():
            strays.add(name)

sys.meta_path.insert(0, Watcher())

def tell(window):
    return sorted(strays)
"""


def test_nothing_of_qt_is_loaded_on_a_second_thread(tmp_path, demo_file):
    """PySide makes its classes for one thread: loaded on two it crashed, or hung, now and then."""
    assert child(tmp_path, STRAYS + OPEN, str(demo_file)) == "True []"


# Which of our modules are loaded when the ledger is left.
LEAVE = """
import sys

def tell(window):
    before = set(sys.modules)
    window.close_ledger()
    return sorted(name for name in set(sys.modules) - before if name.startswith("jzledger."))
"""


def test_nothing_is_loaded_only_to_hear_that_the_ledger_is_left(tmp_path, demo_file):
    assert child(tmp_path, LEAVE + OPEN, str(demo_file)) == "True []"


# What is loaded when the first table with rows is painted.
AT_ROWS = """
import sys
from jzledger.ui.tables.half import Half

found = []
paint = Half.paintEvent

def painted(half, event):
    paint(half, event)
    if not found and half.model().rowCount() > 1:
        found.append({name for name in sys.modules if name.startswith(LATER)})

Half.paintEvent = painted

def tell(window):
    while not found:
        QApplication.processEvents()
    return sorted(found[0])
"""


def test_the_rows_are_there_before_the_chart_and_what_reads_documents(tmp_path, demo_file):
    later = (*(name for name in HEAVY if name != "sqlalchemy"), "jzledger.articles", "jzledger.formats")
    assert child(tmp_path, f"LATER = {later!r}\n{AT_ROWS}\n{OPEN}", str(demo_file)) == "True []"
