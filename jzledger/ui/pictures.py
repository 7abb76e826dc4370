"""A picture of a page of the window, with or without a display."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jzledger.errors import NotWritable
from jzledger.surroundings import Surroundings

if TYPE_CHECKING:
    from jzledger.ledger.ledger import Ledger

SIZE = (1440, 900)


def take(
    ledger: Ledger,
    page: str,
    out: Path,
    *,
    today: date,
    around: Surroundings,
    size: tuple[int, int] = SIZE,
    dark: bool = False,
) -> None:
    """Show `page` of the ledger as it looks on `today` and save it as PNG. Raises NotWritable.

    The window is built without a place on a screen and with no remembered settings, so that the picture is the same
    everywhere.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([sys.argv[0]])
    from jzledger.ui.bridge import Bridge
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.pages.workbench import Workbench

    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(replace(around, config=Path(folder)), lambda: today, dark=dark)
        bridge = Bridge(ledger, lambda: today, window)
        workbench = Workbench(bridge, window.theme, window.state)
        workbench.load()
        window.show_ledger(bridge, workbench)
        window.resize(*size)
        window.show()
        workbench.timeline_pane.timeline.build()  # which otherwise comes when there is time
        workbench.pose()
        window.pages.show(page)
        for _ in range(5):
            app.sendPostedEvents()
            app.processEvents()
        saved = window.grab().save(str(out), "PNG")
        window.leave_ledger()
        window.close()
    if not saved:
        raise NotWritable("图片没有存成", str(out), "请检查文件夹是否存在、能否写入。")
