"""Habit 7: Ctrl+G goes to a row number or an issue's number."""

from __future__ import annotations

from PySide6.QtTest import QTest

from tests.ui.habits.viewing import issues, only, open_menu, type_in
from tests.ui.tables import go
from tests.ui.typing import Key


def ask(qtbot, grid, text: str):
    grid.viewing.go_to()
    bar = grid.viewing.goto_bar
    qtbot.waitUntil(bar.typed.hasFocus)
    type_in(bar.typed, text)
    QTest.keyClick(bar.typed, Key.Key_Return)
    return bar


def test_a_row_number_as_shown(qtbot):
    _, grid = issues(qtbot)
    only(open_menu(grid, "kind"), "手续", "资金")
    go(grid, 0, "due")
    bar = ask(qtbot, grid, "3")
    assert grid.current_id() == "r4" and grid.current_key() == "due" and not bar.isVisible()


def test_a_number_of_its_own_and_what_is_not_there(qtbot):
    _, grid = issues(qtbot)
    grid.viewing.row_by_number = {"问〔2024〕7号": "r2"}.get
    ask(qtbot, grid, "问〔2024〕7号")
    assert grid.current_id() == "r2"
    bar = ask(qtbot, grid, "99")
    assert bar.isVisible() and "没有" in bar.problem.text()
    QTest.keyClick(bar.typed, Key.Key_Escape)
    assert not bar.isVisible()


def test_a_row_that_is_filtered_away_is_said(qtbot):
    _, grid = issues(qtbot)
    grid.viewing.row_by_number = {"7号": "r3"}.get
    only(open_menu(grid, "kind"), "手续")
    assert "Shift+F9" in ask(qtbot, grid, "7号").problem.text()
