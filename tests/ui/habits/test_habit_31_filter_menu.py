"""Habit 31: a filter menu has a search box, values with counts, blanks, and conditions that fit the column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzledger.ui.tables import filters
from tests.ui.habits.viewing import issues, only, open_menu, shown_ids, type_in, values
from tests.ui.tables import go

Key = Qt.Key


@pytest.fixture
def grid(qtbot):
    return issues(qtbot)[1]


def test_values_come_with_counts_and_blanks_last(grid):
    assert values(open_menu(grid, "kind")) == [("手续", 2), ("土地", 1), ("资金", 1), ("", 1)]
    assert values(open_menu(grid, "units"))[0] == ("马村区政府", 1)
    assert ("市自然资源局", 2) in values(grid.viewing.menu), "each name of several counts"


def test_the_blanks_can_be_picked(grid):
    only(open_menu(grid, "kind"), "")
    assert shown_ids(grid) == ["r5"]


@pytest.mark.parametrize("typed", ["zrzy", "自然", "zr资源"])
def test_search_narrows_by_characters_and_initials_and_enter_takes_what_is_found(grid, typed):
    menu = open_menu(grid, "units")
    assert menu.search.hasFocus()
    type_in(menu.search, typed)
    QTest.keyClick(menu.search, Key.Key_Return)
    assert not menu.isVisible() and shown_ids(grid) == ["r1", "r4"]


def test_arrows_and_space_check_and_esc_closes_without_filtering(grid):
    menu = open_menu(grid, "kind")
    QTest.keyClick(menu.search, Key.Key_Down)
    assert menu.list.hasFocus() and menu.list.currentIndex().row() == 0
    QTest.keyClick(menu.list, Key.Key_Space)
    QTest.keyClick(menu.list, Key.Key_Down)
    QTest.keyClick(menu.list, Key.Key_Space)
    assert menu.values.checked == {"资金", ""}
    QTest.keyClick(menu.list, Key.Key_Escape)
    assert not menu.isVisible() and len(shown_ids(grid)) == 5
    assert any(half.hasFocus() for half in grid.halves.both)


def test_all_none_and_inverted(grid):
    menu = open_menu(grid, "kind")
    menu.all.click()
    assert not menu.values.checked
    QTest.keyClick(menu.search, Key.Key_Return)
    assert menu.isVisible() and "至少" in menu.problem.text(), "a filter that shows nothing is no filter"
    menu.others.click()
    assert len(menu.values.checked) == 4


@pytest.mark.parametrize(
    ("key", "test", "inputs", "expected"),
    [
        ("title", filters.CONTAINS, ["未办"], ["r1", "r2"]), ("title", filters.BEGINS, ["林"], ["r4"]),
        ("due", filters.WEEK, [], ["r2"]), ("due", filters.MONTH, [], ["r2", "r3"]),
        ("due", filters.SOON, [], ["r2"]), ("due", filters.LATE, [], ["r1"]), ("due", filters.UNDATED, [], ["r4"]),
        ("due", filters.DATES, ["6.1", "6月底"], ["r2", "r3"]), ("due", filters.TODAY, [], []),
        ("amount", filters.GREATER, ["1亿"], ["r1", "r3"]), ("amount", filters.BETWEEN, ["600", "800"], ["r2", "r5"]),
        ("count", filters.TOP, ["2"], ["r2", "r5"]),
    ],
)  # fmt: skip
def test_conditions_fit_the_column(grid, key, test, inputs, expected):
    menu = open_menu(grid, key)
    QTest.mouseClick(menu.tests[test], Qt.MouseButton.LeftButton)
    for line, text in zip(menu.inputs, inputs, strict=False):
        assert line.isVisible()
        type_in(line, text)
    QTest.keyClick(menu.inputs[0] if inputs else menu.search, Key.Key_Return)
    assert shown_ids(grid) == expected


def test_lights_are_picked_by_their_words(grid):
    menu = open_menu(grid, "light")
    assert [value for value, _ in values(menu)] == ["超期", "临期", "正常", "时限待定"] and not menu.tests
    only(menu, "超期")
    assert shown_ids(grid) == ["r1"]


def test_what_cannot_be_a_value_is_said_and_stays(grid):
    menu = open_menu(grid, "amount")
    menu.tests[filters.GREATER].click()
    type_in(menu.inputs[0], "很多")
    QTest.keyClick(menu.inputs[0], Key.Key_Return)
    assert menu.isVisible() and "很多" in menu.problem.text() and len(shown_ids(grid)) == 5


def test_it_opens_again_with_what_was_chosen_and_can_be_cleared(grid):
    only(open_menu(grid, "kind"), "手续")
    menu = open_menu(grid, "kind")
    assert menu.values.checked == {"手续"} and menu.clear.isEnabled()
    menu.clear.click()
    assert len(shown_ids(grid)) == 5


def test_it_sorts_and_a_click_beside_it_closes_it(grid):
    open_menu(grid, "title").down.click()
    assert grid.model.lines.sort[0].descending
    menu = open_menu(grid, "title")
    QTest.mouseClick(grid.halves.right.viewport(), Qt.MouseButton.LeftButton, pos=grid.rect().center() / 4)
    assert not menu.isVisible()


def test_ten_thousand_values_are_searched_as_one_types(qtbot):
    from tests.ui.tables import Sheet, shown_grid

    sheet = Sheet(10_000)
    big = shown_grid(qtbot, sheet)
    go(big, 0, "title")
    menu = open_menu(big, "title")
    assert len(values(menu)) == 10_000
    type_in(menu.search, "9999")
    qtbot.waitUntil(lambda: len(values(menu)) == 1)
    menu.close()
