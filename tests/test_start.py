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


def test_the_window_is_there_before_the_heavy_libraries_are(tmp_path):
    found = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {set(HEAVY)!r}\n{START}"],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "JZLEDGER_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
