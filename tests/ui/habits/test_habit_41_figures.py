"""41: the status bar shows count, sum, mean and greatest of the selected cells; a click copies the figure."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from jzledger.ui.tables.figures import figures
from jzledger.ui.widgets.sums import Sums
from tests.ui.tables import Sheet, column_of, go, select, shown_grid
from tests.ui.typing import CTRL, Key, press


def office(qtbot):
    sheet = Sheet(4)
    for row, (amount, count) in enumerate((("1200", "3"), ("1.5亿", "5"), ("", "7"), ("0.5", ""))):
        sheet.put(row, amount=amount, count=count)
    grid = shown_grid(qtbot, sheet)
    sums = Sums()
    qtbot.addWidget(sums)
    sums.watch([grid])
    return grid, sums


def told(grid) -> dict[str, str]:
    return {one.name: f"{one.text}{one.unit}" for one in figures(grid.cell_cursor, grid.model.lines).shown}


def test_numbers_are_added_up_with_their_unit_and_empty_cells_count_nothing(qtbot):
    grid, _ = office(qtbot)
    select(grid, 0, "amount", 3, "amount")
    assert told(grid) == {"计数": "3", "求和": "16,200.5万元", "平均": "5,400.17万元", "最大": "15,000万元"}


def test_texts_are_counted_only(qtbot):
    grid, _ = office(qtbot)
    select(grid, 0, "title", 2, "title")
    assert told(grid) == {"计数": "3"}


def test_texts_beside_numbers_do_not_hinder(qtbot):
    grid, _ = office(qtbot)
    select(grid, 0, "opened_on", 1, "amount")
    assert told(grid)["求和"] == "16,200万元"


def test_numbers_of_several_units_are_refused(qtbot):
    grid, sums = office(qtbot)
    select(grid, 0, "amount", 3, "count")
    found = figures(grid.cell_cursor, grid.model.lines)
    assert found.mixed and [one.name for one in found.shown] == ["计数"]
    qtbot.waitUntil(lambda: "单位不一致" in sums.text())


def test_a_cell_selected_twice_counts_once(qtbot):
    grid, _ = office(qtbot)
    select(grid, 0, "count", 1, "count")
    grid.cell_cursor.go(1, column_of(grid, "count"), add=True)
    grid.cell_cursor.go(0, column_of(grid, "count"), extend=True)
    assert told(grid)["求和"] == "8"


def test_everything_selected_by_the_keyboard_is_counted(qtbot):
    grid, sums = office(qtbot)
    press(grid, Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: "选中 40 个单元格" in sums.text())


def test_one_cell_alone_needs_no_figures(qtbot):
    grid, sums = office(qtbot)
    select(grid, 0, "count", 2, "count")
    qtbot.waitUntil(lambda: not sums.isHidden())
    go(grid, 0, "count")
    qtbot.waitUntil(sums.isHidden)


@pytest.mark.parametrize(("place", "copied"), [(0, "3"), (1, "16200.5"), (3, "15000")])
def test_a_click_copies_the_figure_as_other_programs_read_it(qtbot, place, copied):
    grid, sums = office(qtbot)
    sums.show()
    select(grid, 0, "amount", 3, "amount")
    qtbot.waitUntil(lambda: "求和" in sums.text())
    said: list[str] = []
    sums.copied.connect(said.append)
    QTest.mouseClick(sums.buttons[place], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == copied and copied in said[0]


def test_figures_follow_what_is_typed(qtbot):
    grid, sums = office(qtbot)
    sheet = grid.source
    select(grid, 0, "count", 1, "count")
    qtbot.waitUntil(lambda: "求和 8" in sums.text())
    sheet.put(0, count="30")
    grid.patch([sheet.rows[0]])
    qtbot.waitUntil(lambda: "求和 35" in sums.text())
