"""The menu's way to what the mouse does: freeze, wrap, hide, columns, row height, zoom; remembered by the window."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from jzledger.ui.dialogs.columns_dialog import ColumnsDialog
from tests.journeys.pages import issues_of, ledger_of, wait_for_page, wait_for_work
from tests.ui.mouse import wheel
from tests.ui.tables import column_of
from tests.ui.typing import CTRL, Key


@pytest.fixture
def grid(demo):
    found = issues_of(demo)
    found.go_to(found.model.line(0).id(), "category")
    found.setFocus()
    return found


def test_ctrl_0_hides_the_column_of_the_cursor_and_says_how_it_comes_back(demo, grid):
    QTest.keyClick(demo, Key.Key_0, CTRL)
    assert "category" not in [field.key for field in grid.model.fields]
    assert "类别" in demo.status.said.text() and "Ctrl+1" in demo.status.said.text()


def test_ctrl_1_opens_the_columns(demo, grid):
    QTest.keyClick(demo, Key.Key_1, CTRL)
    dialog = demo.findChild(ColumnsDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.reject()


def test_freeze_here_and_once_more(demo, grid):
    demo.actions_by_name["freeze_here"].trigger()
    assert grid.halves.frozen == column_of(grid, "category") + 1
    demo.actions_by_name["freeze_here"].trigger()
    assert grid.halves.frozen == 0 and "取消" in demo.status.said.text()


def test_button_and_menu_of_wrapping_agree(demo, grid):
    button, action = demo.page.issue_pane.wrap, demo.actions_by_name["toggle_wrap"]
    button.click()
    assert grid.appearance.wraps and action.isChecked()
    action.trigger()
    assert not grid.appearance.wraps and not button.isChecked()


def test_row_height_and_zoom_in_the_menu(demo, grid):
    usual = grid.halves.right.rowHeight(0)
    demo.actions_by_name["rows_loose"].trigger()
    assert grid.halves.right.rowHeight(0) > usual
    assert demo.actions_by_name["rows_loose"].isChecked()
    demo.actions_by_name["rows_standard"].trigger()
    demo.actions_by_name["zoom_in"].trigger()
    assert demo.status.zoom_button.text() == "110%"
    wheel(grid, 1, CTRL)
    assert demo.status.zoom_button.text() == "120%"
    demo.status.zoom_button.click()
    assert grid.appearance.zoom == 100 and grid.halves.right.rowHeight(0) == usual


def test_the_window_remembers_the_look_of_each_table(qtbot, demo, grid):
    path = ledger_of(demo).place.path
    QTest.keyClick(demo, Key.Key_0, CTRL)
    demo.actions_by_name["toggle_wrap"].trigger()
    demo.actions_by_name["zoom_in"].trigger()
    demo.close_ledger()
    demo.open_ledger_at(str(path))
    wait_for_page(qtbot, demo)
    wait_for_work(qtbot, demo)
    again = issues_of(demo)
    assert "category" not in [field.key for field in again.model.fields]
    assert again.appearance.wraps and again.appearance.zoom == 110


def test_figures_of_the_selection_stand_in_the_status_bar(qtbot, demo, grid):
    QTest.keyClick(grid.halves.half_of(grid.cell_cursor.active.column), Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: "计数" in demo.status.sums.text() and not demo.status.sums.isHidden())
    demo.status.sums.buttons[0].click()
    assert "已复制" in demo.status.said.text()
