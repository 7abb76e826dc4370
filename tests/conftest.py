"""What holds for every test: no screen, no user folders, one font, no dialog that waits for ever."""

from __future__ import annotations

import os

# Before any import of Qt; the xcb pass of script/test sets its own value.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

# The window and its folders, for every test that asks for them.
pytest_plugins = ("tests.windows",)
MODAL_SECONDS = 2.0  # a dialog that no test answers is closed after this long


@pytest.fixture(scope="session", autouse=True)
def users_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program's data, logs and settings lie in a temporary folder, in child processes too."""
    home = tmp_path_factory.mktemp("jzledger-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JZLEDGER_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application with style and font pinned, so that sizes and pictures do not depend on the machine."""
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QStyleFactory

    from jzledger.paths import resources

    for file in sorted((resources() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    qapp.setStyle(QStyleFactory.create("Fusion"))
    font = QFont("JZ Sans")
    font.setPixelSize(13)
    qapp.setFont(font)
    return qapp


@pytest.fixture(autouse=True)
def modal_watchdog(request: pytest.FixtureRequest) -> Iterator[None]:
    """Closes a modal dialog or menu that stays open for MODAL_SECONDS, so that exec() never hangs the run."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QDialog, QWidget

    request.getfixturevalue("qapp")
    seen: dict[QWidget, float] = {}

    def look() -> None:
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is None:
            seen.clear()
            return
        if time.monotonic() - seen.setdefault(waiting, time.monotonic()) < MODAL_SECONDS:
            return
        seen.clear()
        warnings.warn(f"nobody answered {waiting!r} ({waiting.windowTitle()}); it was closed", stacklevel=1)
        if isinstance(waiting, QDialog):
            waiting.reject()
        else:
            waiting.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(200)
    yield
    timer.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what this run cannot do: tests of a real screen, of LibreOffice where it is missing."""
    if os.environ["QT_QPA_PLATFORM"] != "xcb":
        left_out = [item for item in items if item.get_closest_marker("xcb")]
        items[:] = [item for item in items if not item.get_closest_marker("xcb")]
        config.hook.pytest_deselected(items=left_out)
    if shutil.which("soffice") is None:
        no_office = pytest.mark.skip(reason="LibreOffice (libreoffice-calc-nogui) is not installed")
        for item in items:
            if item.get_closest_marker("office"):
                item.add_marker(no_office)
