"""Habit 32: filters on several columns combine; the status bar says how many rows pass; Shift+F9 clears all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzledger.ui.tables.filters import ColumnFilter, Test
from jzledger.ui.widgets.chips import Chips
from jzledger.ui.widgets.rows_label import RowsLabel
from tests.ui.habits.viewing import issues, only, open_menu, shown_ids, values


def test_filters_combine_and_each_list_shows_what_the_others_leave(qtbot):
    _, grid = issues(qtbot)
    label = RowsLabel()
    qtbot.addWidget(label)
    label.watch([grid])
    only(open_menu(grid, "units"), "市住建局")
    assert shown_ids(grid) == ["r2", "r4"]
    menu = open_menu(grid, "kind")
    assert values(menu) == [("手续", 1), ("资金", 1)]
    only(menu, "资金")
    assert shown_ids(grid) == ["r4"]
    assert [value for value, _ in values(open_menu(grid, "kind"))] == ["手续", "资金"], (
        "its own filter narrows not its list"
    )
    menu.close()
    qtbot.waitUntil(lambda: label.text() == "1 / 5 行（已筛选）")
    grid.viewing.clear_filters()
    assert len(shown_ids(grid)) == 5
    qtbot.waitUntil(label.isHidden)


def test_chips_name_the_filters_and_take_them_away(qtbot):
    _, grid = issues(qtbot)
    chips = Chips()
    qtbot.addWidget(chips)
    chips.removed.connect(grid.viewing.remove_filters)
    grid.viewing.changed.connect(lambda: chips.set_chips(grid.viewing.described()))
    for key, value in (("units", "市住建局"), ("kind", "资金"), ("light", "时限待定")):
        grid.viewing.set_filter(key, ColumnFilter(frozenset([value])))
    qtbot.waitUntil(lambda: chips.texts() == ["责任单位：市住建局　✕", "另 2 项　✕"])
    QTest.mouseClick(chips.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chips.texts() == ["责任单位：市住建局　✕"])
    assert shown_ids(grid) == ["r2", "r4"]
    QTest.mouseClick(chips.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(chips.isHidden)


def test_a_filter_that_leaves_no_row_says_so_and_offers_the_way_out(qtbot):
    _, grid = issues(qtbot)
    hint = grid.empty_hint
    assert not hint.isVisible()
    grid.viewing.set_filter("title", ColumnFilter(None, Test("contains", ("没有这样的字",))))
    qtbot.waitUntil(hint.isVisible)
    assert hint.label.text() == "没有符合筛选的行，共 5 行被筛选掉。"
    QTest.mouseClick(hint.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not hint.isVisible())
    assert len(shown_ids(grid)) == 5


def test_an_empty_table_says_how_to_begin(qtbot):
    _, grid = issues(qtbot)
    grid.empty_hint.words = "还没有问题。"
    grid.set_rows([], settle=True)
    qtbot.waitUntil(grid.empty_hint.isVisible)
    assert not grid.empty_hint.button.isVisible()
    assert grid.empty_hint.label.text() == "还没有问题。"
