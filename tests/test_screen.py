"""On a real X11 screen: the platform loads, the window fits an office's small screen, a click of the mouse arrives."""

from __future__ import annotations

import shutil
import subprocess

import pytest

pytestmark = pytest.mark.xcb


def test_the_window_fits_a_screen_of_1366_by_768(qtbot, window):
    window.resize(1366, 768)
    qtbot.waitExposed(window)
    size = window.size()
    assert (size.width(), size.height()) <= (1366, 768)
    assert window.minimumWidth() <= 1000 and window.minimumHeight() <= 580


@pytest.mark.skipif(shutil.which("xdotool") is None, reason="xdotool is not installed")
def test_a_click_on_the_screen_opens_a_sample(qtbot, window):
    from PySide6.QtWidgets import QPushButton

    window.move(0, 0)
    qtbot.waitExposed(window)
    qtbot.wait(200)
    button = next(b for b in window.welcome.findChildren(QPushButton) if b.text() == "打开演示台账")
    middle = button.mapToGlobal(button.rect().center())
    subprocess.run(["xdotool", "mousemove", str(middle.x()), str(middle.y()), "click", "1"], check=True)
    qtbot.waitUntil(lambda: window.page is not None and not window.tasks.busy, timeout=20_000)
    assert "演示数据" in window.windowTitle()
