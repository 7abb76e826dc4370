"""Start of the window: the frame first, then the ledger."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from datetime import date
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from jzledger.errors import LedgerError
from jzledger.surroundings import Surroundings
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow

# What is needed soon, loaded beside the window once it has been at rest so long: before, it would take time from the ledger
# that is being opened. Nothing that imports Qt: PySide crashes when classes are made on two threads at once.
WARM_UP = (
    "jzledger.ledger.ledger",
    "numpy",
    "jzledger.exchange.article_batch",
    "pypinyin",
    "xlsxwriter",
    "opencc",
)
WARM_UP_MILLISECONDS = 500
log = logging.getLogger(__name__)


def run(ledger: str | None, around: Surroundings, clock: Callable[[], date], *, dark: bool = False) -> int:
    """Open the window on `ledger`, else on the last one, else on the welcome page. Gives the exit code."""
    if not has_display():
        raise LedgerError(
            "没有可用的显示器，打不开窗口",
            "",
            "请在桌面环境里运行；只要样例可以运行 jzledger sample 文件夹。",
        )
    gc.disable()  # until what is loaded, and kept, is there: to look for garbage in it takes a tenth of the time
    _keep_log(around.log)
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    QGuiApplication.setDesktopFileName("jzledger")
    app = QApplication([sys.argv[0]])
    app.setApplicationName("jzledger")
    app.setApplicationDisplayName("")
    from jzledger.ui.main_window import MainWindow

    window = MainWindow(around, clock, dark=dark)
    _show_crashes(window)
    window.show()
    opened = ledger or next(iter(window.state.recent()), None)
    from PySide6.QtCore import QTimer

    if opened is not None:
        QTimer.singleShot(0, lambda: window.open_ledger_at(opened))
    _warm_up_at_rest(window)
    return app.exec()


def has_display() -> bool:
    """Is there a screen to open a window on? Windows and macOS always have one."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _warm_up_at_rest(window: MainWindow) -> None:
    """Warm up once the window has had no work for a while."""
    from PySide6.QtCore import QTimer

    rest = QTimer(window, singleShot=True, interval=WARM_UP_MILLISECONDS)

    def begin() -> None:
        window.tasks.started.disconnect(rest.stop)
        window.tasks.ended.disconnect(rest.start)
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()

    window.tasks.started.connect(rest.stop)
    window.tasks.ended.connect(rest.start)
    rest.timeout.connect(begin)
    rest.start()


def _warm_up() -> None:
    from importlib import import_module

    try:
        for name in WARM_UP:
            import_module(name)
    finally:
        gc.freeze()  # what is there now stays: a look for garbage in it would stop the window
        gc.enable()


def _keep_log(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "jzledger.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    faulthandler.enable((folder / "fault.txt").open("a", encoding="utf-8"))


def _show_crashes(window: MainWindow) -> None:
    """Anything that is not a LedgerError is a bug: log it, tell the clerk that the data is safe."""
    told: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from PySide6.QtCore import QTimer

        log.error("unexpected", exc_info=(kind, error, trace))
        place = f"{kind.__name__}{trace.tb_lineno if trace else ''}"
        if place not in told:
            told.add(place)
            # Not at once: a box that opens inside a paint event would be painted inside it again.
            QTimer.singleShot(
                0,
                lambda: window.report(
                    LedgerError(
                        tr("程序出错，数据未改动"),
                        "",
                        tr("可以继续使用；日志在 {}。").format(window.around.log),
                    )
                ),
            )

    sys.excepthook = hook
    threading.excepthook = lambda args: hook(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )
