"""The keys of finding and filtering in the whole window: each does its verb in the table that has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzledger.ui.tables.filters import ColumnFilter
from tests.journeys.pages import page_of
from tests.ui.habits.viewing import all_issues
from tests.ui.typing import ALT, CTRL, NONE, SHIFT, Key, target


@pytest.fixture
def grid(qtbot, demo):
    made = all_issues(demo)
    demo.activateWindow()
    made.setFocus()
    made.cell_cursor.go(0, 2)
    qtbot.waitUntil(lambda: any(half.hasFocus() for half in made.halves.both))
    return made


def hit(grid, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(target(grid), key, modifiers)


def test_find_replace_go_to_and_back_to_the_table(qtbot, grid):
    hit(grid, Key.Key_F, CTRL)
    bar = grid.viewing.find_bar
    qtbot.waitUntil(bar.typed.hasFocus)
    QTest.keyClicks(bar.typed, "xm")
    QTest.keyClick(bar.typed, Key.Key_Return)
    QTest.keyClick(bar.typed, Key.Key_Escape)
    qtbot.waitUntil(lambda: any(half.hasFocus() for half in grid.halves.both))
    hit(grid, Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: bar.by.isVisible())
    QTest.keyClick(bar.typed, Key.Key_Escape)
    hit(grid, Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: grid.viewing.goto_bar.typed.hasFocus())
    QTest.keyClicks(grid.viewing.goto_bar.typed, "5")
    QTest.keyClick(grid.viewing.goto_bar.typed, Key.Key_Return)
    assert grid.cell_cursor.active.line == 4


def test_f3_without_a_search_asks_for_one(qtbot, grid):
    hit(grid, Key.Key_F3)
    qtbot.waitUntil(lambda: grid.viewing.find_bar.typed.hasFocus())


def test_the_menu_of_the_column_by_keys_and_clearing(qtbot, demo, grid):
    hit(grid, Key.Key_Down, ALT | SHIFT)
    menu = grid.viewing.menu
    qtbot.waitUntil(lambda: menu is not None and menu.search.hasFocus())
    QTest.keyClick(menu.search, Key.Key_Escape)
    qtbot.waitUntil(lambda: any(half.hasFocus() for half in grid.halves.both))
    grid.viewing.set_filter("light", ColumnFilter(frozenset(["超期"])))
    passing, total = grid.viewing.counts()
    qtbot.waitUntil(lambda: demo.status.rows_label.text() == f"{passing} / {total} 行（已筛选）")
    assert page_of(demo).issue_pane.chips.texts() == ["状态：超期　✕"]
    hit(grid, Key.Key_F9, SHIFT)
    assert grid.viewing.counts() == (total, total)
    qtbot.waitUntil(demo.status.rows_label.isHidden)


def test_buttons_and_refresh(qtbot, grid):
    hit(grid, Key.Key_L, CTRL | SHIFT)
    assert not grid.viewing.has_buttons
    hit(grid, Key.Key_L, CTRL | SHIFT)
    assert grid.viewing.has_buttons
    told = []
    grid.model.settled.connect(lambda: told.append(1))
    hit(grid, Key.Key_F9)
    assert told
