"""Habit 33: a click on the header sorts, Shift+click adds a key; Chinese by pinyin or strokes; stable."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jzledger.ui.dialogs.sort_rows import SortDialog
from jzledger.ui.tables.sorting import STROKES, SortKey
from tests.ui.habits.viewing import issues, open_menu, shown_ids
from tests.ui.tables import Sheet, column_of, go, shown_grid

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def click_heading(grid, key: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    column = column_of(grid, key)
    header = grid.halves.half_of(column).columns
    at = QPoint(header.sectionViewportPosition(column) + 14, header.height() - 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifiers, at)


def test_a_click_sorts_by_pinyin_a_second_one_turns_a_third_restores_the_hand_made_order(qtbot):
    sheet, grid = issues(qtbot)
    before = list(sheet.rows)
    click_heading(grid, "person")
    assert shown_ids(grid) == ["r5", "r2", "r4", "r3", "r1"], "陈 李 单(shan) 王 周"
    click_heading(grid, "person")
    assert shown_ids(grid) == ["r1", "r3", "r4", "r2", "r5"]
    click_heading(grid, "person")
    assert shown_ids(grid) == ["r1", "r2", "r3", "r4", "r5"] and sheet.rows == before


def test_shift_click_adds_a_key_and_equal_rows_keep_their_order(qtbot):
    _, grid = issues(qtbot)
    click_heading(grid, "kind")
    assert shown_ids(grid) == ["r1", "r2", "r3", "r4", "r5"], "empty last, equal ones as they stood"
    click_heading(grid, "count", SHIFT)
    click_heading(grid, "count", SHIFT)
    assert shown_ids(grid) == ["r2", "r1", "r3", "r4", "r5"]


def test_by_strokes_from_the_menu(qtbot):
    _, grid = issues(qtbot)
    menu = open_menu(grid, "person")
    menu.by_strokes.click()
    menu.up.click()
    assert shown_ids(grid) == ["r3", "r2", "r5", "r1", "r4"] or shown_ids(grid)[0] == "r3", (
        "王 has four strokes"
    )
    assert grid.model.lines.sort == (SortKey(column_of(grid, "person"), False, STROKES),)


def test_several_keys_are_chosen_in_one_dialog(qtbot):
    _, grid = issues(qtbot)
    dialog = SortDialog(grid.model.fields, grid.model.lines.sort)
    qtbot.addWidget(dialog)
    dialog.columns[0].setCurrentIndex(column_of(grid, "kind") + 1)
    dialog.ways[0].setCurrentIndex(1)
    dialog.columns[1].setCurrentIndex(column_of(grid, "amount") + 1)
    assert not dialog.ordered_by[1].isEnabled(), "an amount has no strokes"
    grid.set_sort(dialog.value())
    assert shown_ids(grid) == ["r4", "r3", "r2", "r1", "r5"]


def test_a_row_inserted_into_a_sorted_table_stands_above_the_row_it_was_inserted_at(qtbot):
    sheet = Sheet(5)
    grid = shown_grid(qtbot, sheet)
    grid.set_sort([SortKey(column_of(grid, "title"), True)])
    go(grid, 1, "title")  # 问题4
    grid.commands.insert_rows()
    assert [line.row[0] for line in grid.model.lines.shown if line.row] == [
        "r5",
        "r6",
        "r4",
        "r3",
        "r2",
        "r1",
    ]
    assert grid.cell_cursor.active.line == 1
    grid.refresh()
    assert grid.model.lines.place_of("r6") == 5, "settled, blanks are last"
