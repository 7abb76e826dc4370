"""9, 10, 22: filling down and right, by the handle, by Ctrl+Enter, and today's date."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jzledger.records.kinds import Due
from jzledger.ui.tables.series import extend
from tests.ui.tables import Sheet, cell_point, click, go, sayings, select, shown_grid
from tests.ui.typing import CTRL, Key, press, write

D = date


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ([D(2024, 6, 28)], [D(2024, 6, 29), D(2024, 6, 30), D(2024, 7, 1)]),
        ([D(2024, 6, 1), D(2024, 6, 8)], [D(2024, 6, 15), D(2024, 6, 22), D(2024, 6, 29)]),
        ([D(2024, 1, 31), D(2024, 2, 29)], [D(2024, 3, 31), D(2024, 4, 30), D(2024, 5, 31)]),
        ([D(2024, 1, 15), D(2024, 2, 15)], [D(2024, 3, 15), D(2024, 4, 15), D(2024, 5, 15)]),
        ([D(2023, 6, 30), D(2024, 6, 30)], [D(2025, 6, 30), D(2026, 6, 30), D(2027, 6, 30)]),
        ([7], [7, 7, 7]),
        ([1, 3], [5, 7, 9]),
        ([1, 2, 4], [1, 2, 4]),
        (["甲"], ["甲", "甲", "甲"]),
        (["甲", "乙"], ["甲", "乙", "甲"]),
        ([None], [None, None, None]),
        ([Due("6月底前", D(2024, 6, 30), "month")], [Due("6月底前", D(2024, 6, 30), "month")] * 3),
        (
            [Due("2024-06-30", D(2024, 6, 30), "day")],
            [Due(f"2024-07-0{n}", D(2024, 7, n), "day") for n in (1, 2, 3)],
        ),
        ([Due("尽快", None, "open")], [Due("尽快", None, "open")] * 3),
        ([D(9999, 12, 31)], [D(9999, 12, 31)] * 3),
    ],
)
def test_how_a_series_goes_on(given, after):
    assert extend(given, 3) == after


def test_a_series_goes_backwards_above_its_first_cell():
    assert extend([3, 5], 2, backwards=True) == [1, -1]
    assert extend([D(2024, 6, 1)], 2, backwards=True) == [D(2024, 5, 31), D(2024, 5, 30)]


def drag_handle(grid, line: int, key: str) -> None:
    """From the handle at the corner of the selection to a cell."""
    found = grid.cell_cursor.ranges()[0]
    start = grid.halves.half_of(found.right)
    at = grid.commands.overlay.handle_rect(start).center()
    viewport, to = cell_point(grid, line, key)
    to = start.viewport().mapFromGlobal(viewport.mapToGlobal(to))
    QTest.mousePress(start.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(start.viewport(), at + QPoint(2, 2))
    QTest.mouseMove(start.viewport(), to)
    QTest.mouseRelease(start.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to)


def test_ctrl_d_fills_the_first_row_down_in_one_step(qtbot):
    sheet = Sheet(4)
    sheet.put(0, due="6月底前", units="市住建局", amount="300")
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "units", 2, "amount")
    press(grid, Key.Key_D, CTRL)
    assert sheet.texts("due") == ["6月底前"] * 3 + [""] and sheet.texts("units")[2] == "市住建局"
    assert len(sheet.steps) == 1
    sheet.undo()
    assert sheet.texts("due") == ["6月底前", "", "", ""]


def test_ctrl_d_on_one_row_takes_the_row_above(qtbot):
    sheet = Sheet(2)
    sheet.put(0, note="甲")
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "note")
    press(grid, Key.Key_D, CTRL)
    assert sheet.texts("note") == ["甲", "甲"]
    go(grid, 0, "note")
    press(grid, Key.Key_D, CTRL)
    assert sheet.texts("note") == ["甲", "甲"], "above the first row there is none"


def test_ctrl_r_fills_right_what_the_next_column_can_take(qtbot):
    sheet = Sheet(1)
    sheet.put(0, opened_on="2024-6-1", amount="300")
    grid = shown_grid(qtbot, sheet)
    said = sayings(grid)
    select(grid, 0, "amount", 0, "kind")
    press(grid, Key.Key_R, CTRL)
    assert sheet.text(0, "count") == "300" and sheet.text(0, "kind") == ""
    assert "不合列" in said[-1] and len(sheet.steps) == 1


def test_computed_cells_are_skipped_and_said(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet, frozen=0)
    said = sayings(grid)
    select(grid, 0, "light", 1, "title")
    press(grid, Key.Key_D, CTRL)
    assert sheet.texts("title") == ["问题1", "问题1"] and "“状态”由程序判定" in said[-1]


def test_the_handle_continues_dates_and_copies_words(qtbot):
    sheet = Sheet(5)
    sheet.put(0, opened_on="2024-6-30", due="汛期前")
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "due", 0, "opened_on")
    drag_handle(grid, 3, "opened_on")
    assert sheet.texts("opened_on") == ["2024-06-30", "2024-07-01", "2024-07-02", "2024-07-03", ""]
    assert sheet.texts("due") == ["汛期前"] * 4 + [""]
    assert len(sheet.steps) == 1 and grid.cell_cursor.ranges()[0].bottom == 3


def test_the_handle_goes_sideways_too(qtbot):
    sheet = Sheet(1)
    sheet.put(0, amount="300")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "amount")
    drag_handle(grid, 0, "count")
    assert sheet.text(0, "count") == "300"


def test_numbers_go_on_by_their_step_upwards_as_well(qtbot):
    sheet = Sheet(4)
    for row, number in ((2, "10"), (3, "12")):
        sheet.put(row, count=number)
    grid = shown_grid(qtbot, sheet)
    select(grid, 2, "count", 3, "count")
    drag_handle(grid, 0, "count")
    assert sheet.texts("count") == ["6", "8", "10", "12"]


def test_a_drag_that_ends_where_it_began_changes_nothing(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "count")
    drag_handle(grid, 1, "count")
    assert sheet.steps == []


def test_a_double_click_on_the_handle_fills_to_the_end_of_the_block_beside(qtbot):
    sheet = Sheet(5)
    for row in range(4):
        sheet.put(row, kind="土地")
    sheet.put(0, note="甲")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    half = grid.halves.right
    at = grid.commands.overlay.handle_rect(half).center()
    QTest.mouseDClick(half.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert sheet.texts("note") == ["甲"] * 4 + [""] and len(sheet.steps) == 1


def test_the_handle_can_be_seen(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    go(grid, 1, "count")
    with_handle = grid.grab().toImage()
    grid.commands.overlay.has_handle = False
    grid.halves.refresh()
    assert grid.grab().toImage() != with_handle


def test_9_ctrl_enter_puts_what_was_typed_into_every_selected_cell(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "note", 2, "note")
    write(grid, "已核实", preedit="yi he shi")
    press(grid, Key.Key_Return, CTRL)
    assert sheet.texts("note") == ["已核实"] * 3 + [""] and len(sheet.steps) == 1


def test_9_without_an_editor_ctrl_enter_fills_with_the_current_cell(qtbot):
    sheet = Sheet(3)
    sheet.put(0, note="甲")
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "note", 2, "note")
    press(grid, Key.Key_Return, CTRL)
    assert sheet.texts("note") == ["甲"] * 3


def test_10_ctrl_semicolon_types_today_into_the_cells_or_the_editor(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "opened_on")
    click(grid, 2, "opened_on", CTRL)
    press(grid, Key.Key_Semicolon, CTRL)
    assert sheet.texts("opened_on") == ["2024-06-05", "", "2024-06-05"] and len(sheet.steps) == 1
    go(grid, 1, "note")
    press(grid, Key.Key_F2)
    write(grid, "核实于")
    press(grid, Key.Key_Semicolon, CTRL)
    press(grid, Key.Key_Return)
    assert sheet.text(1, "note") == "核实于2024-06-05"
