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


def test_the_window_is_there_before_the_heavy_libraries_are():
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from jzledger.app import surroundings\n"
        "from datetime import date\n"
        "from jzledger.ui.main_window import MainWindow\n"
        "window = MainWindow(surroundings(), date.today)\n"
        "window.show()\n"
        "app.processEvents()\n"
        f"print(sorted({set(HEAVY)!r} & {{name.partition('.')[0] for name in sys.modules}}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
