"""42: Ctrl+wheel zooms the table; a click on the percentage resets; Ctrl+0 hides the column (test_menu_of_looks)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzledger.ui.widgets.sums import ZoomButton
from tests.ui.mouse import wheel
from tests.ui.tables import Sheet, column_of, shown_grid
from tests.ui.typing import CTRL, NONE


def button_for(qtbot, *grids) -> ZoomButton:
    button = ZoomButton()
    qtbot.addWidget(button)
    button.watch(grids)
    return button


def test_ctrl_and_wheel_zoom_texts_rows_and_columns_alike(qtbot):
    grid = shown_grid(qtbot, Sheet(50))
    half, column = grid.halves.right, column_of(grid, "due")
    row, width, text = half.rowHeight(0), half.columnWidth(column), grid.appearance.look.font.pixelSize()
    wheel(grid, 5, CTRL)
    for _ in range(4):
        wheel(grid, 1, CTRL)
    assert grid.appearance.zoom == 150
    assert half.rowHeight(0) / row == pytest.approx(1.5, abs=0.1)
    assert half.columnWidth(column) / width == pytest.approx(1.5, abs=0.15)
    assert grid.appearance.look.font.pixelSize() / text == pytest.approx(1.5, abs=0.05)
    assert half.rowHeight(0) >= grid.appearance.look.metrics.height() + 4, "nothing is cut"


def test_the_wheel_alone_scrolls(qtbot):
    grid = shown_grid(qtbot, Sheet(100))
    wheel(grid, -2, NONE)
    assert grid.appearance.zoom == 100 and grid.halves.right.verticalScrollBar().value() > 0


@pytest.mark.parametrize(("turn", "end"), [(1, 200), (-1, 70)])
def test_zoom_has_ends(qtbot, turn, end):
    grid = shown_grid(qtbot, Sheet(3))
    for _ in range(20):
        wheel(grid, turn, CTRL)
    assert grid.appearance.zoom == end
    grid.grab()


def test_the_row_at_the_top_and_the_current_cell_stay(qtbot):
    grid = shown_grid(qtbot, Sheet(500))
    grid.halves.right.verticalScrollBar().setValue(4000)
    top = grid.halves.right.rowAt(0)
    wheel(grid, 1, CTRL)
    assert grid.halves.right.rowAt(0) == top
    assert grid.current_id() == "r1"


def test_widths_are_the_same_after_zooming_there_and_back(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    before = grid.state()
    for percent in (70, 200, 130, 100):
        grid.appearance.set_zoom(percent)
    assert grid.state() == before


def test_a_click_on_the_percentage_resets_the_table_that_is_worked_in(qtbot):
    first, second = shown_grid(qtbot, Sheet(3)), shown_grid(qtbot, Sheet(3))
    button = button_for(qtbot, first, second)
    assert button.text() == "100%"
    wheel(second, 1, CTRL)
    wheel(second, 1, CTRL)
    assert button.text() == "120%"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert second.appearance.zoom == 100 and button.text() == "100%"


def test_zoom_is_remembered_and_the_editor_is_as_large(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    grid.appearance.set_zoom(150)
    again = shown_grid(qtbot, Sheet(3))
    again.restore(grid.state())
    assert again.appearance.zoom == 150
    assert again.edit("r1", "note")
    assert again.editing.editor.font().pixelSize() == again.appearance.look.font.pixelSize()
