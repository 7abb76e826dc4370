"""A whole window with its own folders, on the day of the samples."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from jzledger import paths
from jzledger.exchange.samples import make_sample
from jzledger.surroundings import Surroundings
from jzledger.ui.main_window import MainWindow
from tests.journeys.pages import wait_for_page
from tests.office import TODAY

OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    home = tmp_path / "home"
    return Surroundings(
        today=TODAY,
        login="王芳",
        resources=paths.resources(),
        seeds=paths.seeds(),
        data=home / "data",
        config=home / "config",
        log=home / "log",
    )


@pytest.fixture
def day() -> list[date]:
    """The calendar of the window; a test may turn it by replacing its only entry."""
    return [TODAY]


@pytest.fixture
def open_window(qtbot, around: Surroundings, day: list[date]) -> Iterator[OpenWindow]:
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(around, lambda: day[0])
        made.append(window)
        window.resize(1440, 900)
        window.show()
        return window

    yield make
    for window in made:
        window.close()
        window.tasks.wait()
        window.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up office, made once; take a copy."""
    path = tmp_path_factory.mktemp("demo") / "演示.jzl"
    make_sample("演示", path, paths.resources(), paths.seeds()).close()
    return path


@pytest.fixture
def demo(qtbot, window: MainWindow, around: Surroundings, demo_file: Path) -> MainWindow:
    """The window with a copy of the made-up office in it."""
    around.data.mkdir(parents=True)
    shutil.copy(demo_file, around.data)
    window.verbs.open_demo()
    wait_for_page(qtbot, window)
    return window
