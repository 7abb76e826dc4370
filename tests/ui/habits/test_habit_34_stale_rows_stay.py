"""Habit 34: a row whose edit breaks the filter or the order stays where it is, marked, until F9."""

from __future__ import annotations

from jzledger.ui.tables.sorting import SortKey
from tests.ui.habits.viewing import issues, only, open_menu, shown_ids
from tests.ui.tables import column_of, go
from tests.ui.typing import Key, press, write


def stale(grid) -> list[str]:
    return [line.id() for line in grid.model.lines.shown if line.stale]


def mark_colour(grid, line: int) -> str:
    half = grid.halves.left
    y = half.rowViewportPosition(line) + half.rowHeight(line) // 2
    return half.viewport().grab().toImage().pixelColor(1, y).name().upper()


def test_an_edit_that_breaks_the_filter_stays_marked_until_refreshed(qtbot):
    sheet, grid = issues(qtbot)
    only(open_menu(grid, "kind"), "手续")
    go(grid, 0, "kind")
    write(grid, "土地")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.text(0, "kind") == "土地")
    assert shown_ids(grid) == ["r1", "r2"] and stale(grid) == ["r1"]
    assert mark_colour(grid, 0) == "#B4610F" != mark_colour(grid, 1)
    sheet.undo()
    assert stale(grid) == [], "taken back, it fits again"
    sheet.put(0, kind="土地")
    assert stale(grid) == ["r1"]
    grid.refresh()
    assert shown_ids(grid) == ["r2"]


def test_an_edit_that_breaks_the_order_stays_and_another_one_is_not_marked(qtbot):
    sheet, grid = issues(qtbot)
    grid.set_sort([SortKey(column_of(grid, "count"), False)])
    assert shown_ids(grid) == ["r4", "r3", "r1", "r5", "r2"]
    sheet.put(2, count="99")
    sheet.put(4, note="看过")
    assert shown_ids(grid) == ["r4", "r3", "r1", "r5", "r2"] and stale(grid) == ["r3"]
    grid.refresh()
    assert shown_ids(grid) == ["r4", "r1", "r5", "r2", "r3"] and stale(grid) == []


def test_a_new_row_under_a_filter_is_shown_until_refreshed(qtbot):
    sheet, grid = issues(qtbot)
    only(open_menu(grid, "kind"), "手续")
    made = sheet.add({"title": "新问题"})
    assert made in shown_ids(grid) and stale(grid) == [made]
    grid.refresh()
    assert made not in shown_ids(grid)
