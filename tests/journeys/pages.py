"""Waiting for what runs beside the window, and where things are in it."""

from __future__ import annotations

from typing import Any

from jzledger.ui.main_window import MainWindow
from jzledger.ui.pages.workbench import Workbench
from jzledger.ui.tables.grid import Grid

LONGEST_MILLISECONDS = 20_000


def page_of(window: MainWindow) -> Workbench:
    assert window.page is not None, "no ledger is open"
    return window.page


def issues_of(window: MainWindow) -> Grid:
    return page_of(window).issue_pane.tables[0].grid


def ledger_of(window: MainWindow) -> Any:
    assert window.bridge is not None
    return window.bridge.ledger


def wait_for_page(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.page is not None, timeout=LONGEST_MILLISECONDS)
    wait_for_work(qtbot, window)


def wait_for_work(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=LONGEST_MILLISECONDS)


def banner_of(window: MainWindow) -> str:
    """What the banner says, "" where none is shown."""
    banner = window.welcome.banner if window.page is None else window.page.issue_pane.banner
    return banner.text() if banner.isVisible() else ""
