"""Work beside the window: whom its result goes to."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel

from jzledger.errors import LedgerError
from jzledger.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot) -> Tasks:
    return Tasks()


def take_away(widget: QObject) -> None:
    """What becomes of a page that was left."""
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("fails", [False, True])
def test_the_result_of_a_page_that_was_left_meanwhile_goes_to_nobody(qtbot, tasks, fails):
    page, may_end, told = QLabel(), threading.Event(), []

    def work(progress: Any) -> str:
        assert may_end.wait(10)
        if fails:
            raise LedgerError("没有读成", todo="请再试一次。")
        return "读好了"

    def tell(result: Any) -> None:
        page.setText(str(result))
        told.append(result)

    tasks.run(work, tell, "正在读", tell, owner=page)
    take_away(page)
    may_end.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == []


def test_the_result_goes_to_a_page_that_is_still_there(qtbot, tasks):
    page = QLabel()
    tasks.run(lambda progress: "读好了", page.setText, "正在读", owner=page)
    qtbot.waitUntil(lambda: page.text() == "读好了")
