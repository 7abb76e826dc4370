"""The right button on a heading, and a double click on the border between panes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.journeys.pages import issues_of, page_of
from tests.ui.mouse import heading
from tests.ui.tables import column_of, go


@pytest.fixture
def grid(demo):
    grid = issues_of(demo)
    grid.setFocus()
    go(grid, 3, "light")
    return grid


def menu_of(demo, grid, key: str) -> QMenu:
    viewport, at = heading(grid, column_of(grid, key))
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    action = next(one for one in menu.actions() if one.text() == words)
    menu.close()
    action.trigger()


def test_the_right_button_on_a_heading_acts_on_its_column(demo, grid):
    choose(menu_of(demo, grid, "title"), "降序")
    assert [(grid.model.fields[key.column].key, key.descending) for key in grid.model.lines.sort] == [
        ("title", True)
    ]
    assert grid.cell_cursor.ranges()[0].left == grid.cell_cursor.ranges()[0].right == column_of(grid, "title")
    choose(menu_of(demo, grid, "person"), "隐藏列")
    assert "person" not in [field.key for field in grid.model.fields]


def test_one_column_wraps_from_its_heading(demo, grid):
    choose(menu_of(demo, grid, "title"), "本列自动换行")
    assert grid.appearance.wraps_column("title") and not grid.appearance.wraps_column("progress")
    assert page_of(demo).issue_pane.wrap.isChecked()
    menu = menu_of(demo, grid, "title")
    assert next(one for one in menu.actions() if one.text() == "本列自动换行").isChecked()
    choose(menu, "本列自动换行")
    assert not grid.appearance.wraps
    choose(menu_of(demo, grid, "days_left"), "本列自动换行")
    assert "只有一行" in demo.status.said.text() and not grid.appearance.wraps


def double_click(splits, number: int) -> None:
    handle = splits.handle(number)
    QTest.mouseDClick(
        handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, handle.rect().center()
    )
    QApplication.processEvents()


def test_a_double_click_on_a_border_folds_a_pane_away_and_back(demo, grid):
    right = page_of(demo).right
    before = right.sizes()
    double_click(right, 1)
    assert right.sizes()[1] == 0 and right.sizes()[0] > before[0]
    double_click(right, 1)
    assert right.sizes() == before
    across = page_of(demo).across
    left = across.sizes()[0]
    double_click(across, 1)
    assert across.sizes()[0] == 0
    double_click(across, 1)
    assert across.sizes()[0] == left


def test_a_pane_folded_away_comes_back_after_a_restart(qtbot, demo, grid, open_window):
    double_click(page_of(demo).right, 1)
    demo.close()
    again = open_window()
    again.verbs.open_demo()
    qtbot.waitUntil(lambda: again.page is not None and not again.tasks.busy, timeout=20_000)
    right = page_of(again).right
    assert right.sizes()[1] == 0
    double_click(right, 1)
    assert right.sizes()[1] > 100


def test_the_form_is_seen_whole_on_a_small_screen(demo, grid):
    demo.resize(1093, 614)  # 1366 × 768 at 125 %
    QApplication.processEvents()
    before = page_of(demo).across.sizes()
    demo.actions_by_name["record_form"].trigger()
    QApplication.processEvents()
    form = page_of(demo).record_form
    for line in form.lines:
        right = line.editor.mapTo(form, line.editor.rect().topRight()).x()
        assert right <= form.width(), line.field.title
    form.close_form()
    assert page_of(demo).across.sizes()[0] == before[0]
