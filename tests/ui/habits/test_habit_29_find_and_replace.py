"""Habit 29: Ctrl+F finds as you type, F3 next, Shift+F3 back, matches marked; Ctrl+H replaces after a count."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.habits.viewing import issues, only, open_menu, type_in
from tests.ui.tables import Sheet, column_of, go, select, shown_grid
from tests.ui.typing import Key


@pytest.fixture
def table(qtbot):
    return issues(qtbot)


def find(qtbot, grid, text: str, *, replace: bool = False):
    grid.viewing.find(replace=replace)
    bar = grid.viewing.find_bar
    assert bar.isVisible() and bar.typed.hasFocus()
    type_in(bar.typed, text)
    qtbot.waitUntil(lambda: bar.wanted == bar.typed.text().strip())
    return bar


def at(grid) -> tuple[str, str]:
    spot = grid.cell_cursor.active
    return grid.cell_cursor.row_id(), grid.model.fields[spot.column].key


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("许可", [("r2", "title")]), ("sgxk", [("r2", "title")]), ("35000", [("r3", "amount")]),
        ("2024-06-07", []), ("mcq", [("r5", "units")]), ("没有的字", []),
    ],
)  # fmt: skip
def test_it_finds_characters_initials_and_numbers_as_you_type(qtbot, table, typed, found):
    _, grid = table
    bar = find(qtbot, grid, typed)
    if typed != "2024-06-07":
        assert [(row_id, grid.model.fields[column].key) for row_id, column in bar.matches] == found
    if found:
        assert at(grid) == found[0] and bar.typed.hasFocus(), "the table moves, the keyboard stays"
        assert bar.count.text() == f"1 / {len(found)}"
    elif not bar.matches:
        assert bar.count.text() == "没有找到"


def test_next_and_back_go_round_and_count(qtbot, table):
    _, grid = table
    go(grid, 0, "light")
    bar = find(qtbot, grid, "未")
    assert len(bar.matches) == 5 and bar.count.text() == "1 / 5"
    grid.viewing.find_next(1)
    assert at(grid) == ("r2", "title") and bar.count.text() == "2 / 5"
    grid.viewing.find_next(-1)
    grid.viewing.find_next(-1)
    assert at(grid) == ("r5", "title") and bar.count.text() == "5 / 5", "back from the first is the last"
    QTest.keyClick(bar.typed, Qt.Key.Key_Return)
    assert at(grid) == ("r1", "title"), "Enter in the bar goes on, round the end"


def test_matches_are_tinted_until_esc_closes_the_bar(qtbot, table):
    _, grid = table
    bar = find(qtbot, grid, "许可")
    column = column_of(grid, "title")
    half = grid.halves.half_of(column)
    go(grid, 4, "note")
    spot = half.visualRect(grid.model.index(1, column)).topRight()

    def tint() -> str:
        return half.viewport().grab().toImage().pixelColor(spot.x() - 4, spot.y() + 3).name()

    marked = tint()
    QTest.keyClick(bar.typed, Qt.Key.Key_Escape)
    assert not bar.isVisible() and tint() != marked
    assert any(one.hasFocus() for one in grid.halves.both), "the table has the keyboard back"


def test_a_match_in_a_folded_group_unfolds_it(qtbot, table):
    _, grid = table
    grid.set_groups(lambda row: "甲", None)
    grid.model.fold("甲", True)
    find(qtbot, grid, "许可")
    assert at(grid)[0] == "r2"


def test_replace_counts_first_is_one_step_and_one_undo(qtbot, table):
    sheet, grid = table
    bar = find(qtbot, grid, "未", replace=True)
    type_in(bar.by, "尚未")
    assert bar.offer.text() == "显示的行内可替换 5 格" and not sheet.steps, "nothing is written yet"
    QTest.keyClick(bar.by, Qt.Key.Key_Return)
    assert sheet.labels() == ["替换"] and sheet.text(0, "title") == "用地手续尚未办结"
    assert bar.offer.text() == "已替换 5 格"
    sheet.undo()
    assert sheet.text(0, "title") == "用地手续未办结"


def test_replace_keeps_to_the_selection_and_to_visible_rows(qtbot, table):
    sheet, grid = table
    select(grid, 0, "title", 1, "title")
    bar = find(qtbot, grid, "未", replace=True)
    assert bar.offer.text() == "选区内可替换 2 格"
    go(grid, 0, "title")
    only(open_menu(grid, "light"), "正常")
    qtbot.waitUntil(lambda: len(bar.matches) == 2)
    type_in(bar.by, "还没")
    QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert [text for text in sheet.texts("title") if "还没" in text] == [
        "二回路供电还没接通",
        "征收补偿还没达成",
    ]


def test_read_only_cells_and_impossible_values_are_left_and_said(qtbot, table):
    sheet, grid = table
    bar = find(qtbot, grid, "正常", replace=True)
    assert bar.offer.text() == "显示的行内可替换 0 格；2 格只读，跳过" and not bar.replace_all.isEnabled()
    bar.typed.clear()
    type_in(bar.typed, "800")
    type_in(bar.by, "很多")
    assert "1 格替换后不成为合适的值" in bar.offer.text()
    assert not sheet.steps


def test_what_was_replaced_is_told_until_something_else_is_typed(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    grid.viewing.find(replace=True)
    bar = grid.viewing.find_bar
    bar.typed.setText("问题")
    bar.by.setText("堵点(1)\\1")
    QTest.keyClick(bar.by, Key.Key_Return)
    qtbot.wait(50)  # the table has been shown anew
    assert sheet.texts("title") == [f"堵点(1)\\1{n}" for n in range(1, 5)]
    assert bar.offer.text() == "已替换 4 格"
    bar.typed.setText("堵点(")
    assert bar.offer.text() == "显示的行内可替换 4 格"
