"""Habit 34: a row whose edit breaks the filter or the order stays where it is, marked, until F9."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.ui.tables.filters import ColumnFilter, Test
from jzledger.ui.tables.grid import Grid
from jzledger.ui.tables.sorting import SortKey
from tests.ui.habits.viewing import all_issues, issues, only, open_menu, shown_ids
from tests.ui.tables import column_of, copy_in, go
from tests.ui.typing import CTRL, Key, compose, press, shown, target, write


def new_place(grid: Grid) -> int:
    place: int | None = grid.model.lines.new_place()
    assert place is not None
    return place


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


# -- in the ledger's own order


def test_new_rows_of_any_project_stay_at_the_end_while_they_are_typed(qtbot, demo):
    grid = all_issues(demo)
    rows = grid.model.lines.count()
    project = shown(grid, grid.model.line(5).id(), "project")
    grid.setFocus()
    for number in range(3):
        go(grid, new_place(grid), "project")
        compose(target(grid), project)
        for _ in range(2):
            press(grid, Key.Key_Tab)
            QApplication.processEvents()  # as between two keys of a hand
        compose(target(grid), f"新堵点{number}")
        press(grid, Key.Key_Return)
        qtbot.waitUntil(lambda wanted=rows + number + 1: grid.model.lines.count() == wanted)
        QApplication.processEvents()
        assert grid.cell_cursor.active == (grid.model.lines.new_place(), column_of(grid, "project"))
    new = grid.model.lines.shown[rows : rows + 3]
    assert [line.shown[column_of(grid, "title")] for line in new] == ["新堵点0", "新堵点1", "新堵点2"]
    assert all(line.stale for line in new)
    grid.refresh()
    places = [grid.model.lines.place_of(line.id()) for line in new]
    assert all(place is not None and place < rows for place in places)
    assert not any(line.stale for line in new), "below their project"


def test_a_row_whose_project_changes_stays_until_f9(qtbot, demo):
    grid = all_issues(demo)
    grid.setFocus()
    before = [line.id() for line in grid.model.lines.shown]
    last = shown(grid, before[-2], "project")
    go(grid, 3, "project")
    compose(target(grid), last)
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(grid, before[3], "project") == last)
    QApplication.processEvents()
    assert [line.id() for line in grid.model.lines.shown] == before
    assert grid.cell_cursor.active.line == 4 and grid.model.line(3).stale
    go(grid, 3, "note")
    write(grid, "x")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(grid, before[3], "note") == "x")
    assert grid.model.line(3).id() == before[3]
    QTest.keyClick(target(grid), Key.Key_F9)
    qtbot.waitUntil(lambda: grid.model.lines.place_of(before[3]) != 3)


def test_a_row_typed_where_a_filter_hides_all_rows_is_shown(qtbot, demo):
    grid = all_issues(demo)
    grid.setFocus()
    grid.viewing.set_filter("title", ColumnFilter(None, Test("contains", ("绝对没有",))))
    go(grid, 0, "title")
    compose(target(grid), "新堵点")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: grid.model.lines.passing() == 1)


def test_rows_pasted_below_the_last_one_stay_there(qtbot, demo):
    grid = all_issues(demo)
    grid.setFocus()
    rows = grid.model.lines.count()
    project = shown(grid, grid.model.line(5).id(), "project")
    go(grid, new_place(grid), "project")
    copy_in(f"{project}\t手续办理\t贴一\r\n{project}\t手续办理\t贴二\r\n")
    QTest.keyClick(target(grid), Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: grid.model.lines.count() == rows + 2)
    new = [grid.model.line(n).shown[column_of(grid, "title")] for n in (rows, rows + 1)]
    assert new == ["贴一", "贴二"]
