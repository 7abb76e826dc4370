"""Habit 35: filters, order, groups, columns and widths can be kept under a name and come back tomorrow."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from jzledger.ledger import views
from jzledger.ui.tables.filters import ColumnFilter
from jzledger.ui.tables.sorting import STROKES, SortKey
from tests.journeys.pages import ledger_of, page_of, wait_for_page
from tests.ui.habits.viewing import all_issues, type_in
from tests.ui.tables import column_of
from tests.ui.typing import Key


def name_it(qtbot, tabs, name: str) -> None:
    editor = tabs.name_editor
    assert editor is not None
    type_in(editor, name)
    QTest.keyClick(editor, Key.Key_Return)


def tab_texts(tabs) -> list[str]:
    return [tabs.tabText(n) for n in range(tabs.count())]


def test_a_view_of_issues_is_kept_in_the_ledger_and_comes_back_after_reopening(qtbot, demo, open_window):
    pane, grid = page_of(demo).issue_pane, all_issues(demo)
    tabs = pane.current.page.tabs
    grid.setFocus()
    grid.viewing.set_filter("light", ColumnFilter(frozenset(["超期"])))
    grid.set_sort([SortKey(column_of(grid, "title"), True, STROKES)])
    pane.grouping.pick("units")
    late = grid.viewing.counts()[0]
    demo.actions_by_name["save_view"].trigger()
    name_it(qtbot, tabs, "超期问题")
    qtbot.waitUntil(lambda: tab_texts(tabs) == ["全部", f"超期问题 {late}", "＋ 另存当前视图"])
    assert tabs.currentIndex() == 1 and tabs.isVisible()

    tabs.setCurrentIndex(0)
    assert not grid.viewing.filters and not grid.model.lines.sort and pane.grouping.key == ""
    tabs.setCurrentIndex(1)
    assert grid.viewing.counts()[0] == late and pane.grouping.key == "units"
    ledger = Path(ledger_of(demo).place.path)
    demo.close()

    again = open_window()
    again.open_ledger_at(str(ledger))
    wait_for_page(qtbot, again)
    grid, pane = all_issues(again), page_of(again).issue_pane
    assert not grid.viewing.filters, "the whole table is shown until a view is asked for"
    pane.current.page.tabs.setCurrentIndex(1)
    assert grid.viewing.counts()[0] == late
    assert grid.model.lines.sort == (SortKey(column_of(grid, "title"), True, STROKES),)
    assert pane.grouping.key == "units" and grid.model.line(0).group is not None


def test_renaming_updating_deleting_and_undo(qtbot, demo):
    pane, grid = page_of(demo).issue_pane, all_issues(demo)
    tabs, ledger = pane.current.page.tabs, ledger_of(demo)
    grid.viewing.set_filter("light", ColumnFilter(frozenset(["超期"])))
    pane.current.page.ask_name()
    name_it(qtbot, tabs, "红灯")
    qtbot.waitUntil(lambda: tabs.count() == 3)
    menu = tabs.menu_for(1)
    assert [action.text() for action in menu.actions()] == ["用当前样子更新", "改名…", "删除"]
    menu.actions()[1].trigger()
    assert tabs.name_editor is not None
    tabs.name_editor.clear()
    name_it(qtbot, tabs, "要督办")
    qtbot.waitUntil(lambda: tabs.tabText(1).startswith("要督办"))
    grid.viewing.clear_filters()
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: tabs.tabText(1) == f"要督办 {grid.viewing.counts()[1]}")
    menu.actions()[2].trigger()
    qtbot.waitUntil(tabs.isHidden)
    assert views.views(ledger, "issues") == []
    demo.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: tabs.isVisible() and tabs.tabText(1).startswith("要督办"))
    assert {line.label for line in ledger.history("saved_view")} >= {
        "另存视图“红灯”",
        "视图改名为“要督办”",
        "删除视图",
    }


def test_views_of_projects_stand_beside_the_programmes(qtbot, demo):
    pane = page_of(demo).project_pane
    fixed = pane.tabs.fixed
    pane.grid.setFocus()
    pane.grid.viewing.set_filter("status", ColumnFilter(frozenset(["在建"])))
    passing = pane.grid.viewing.counts()[0]
    pane.tabs.setCurrentIndex(pane.tabs.adding)
    name_it(qtbot, pane.tabs, "在建")
    qtbot.waitUntil(lambda: pane.tabs.tabText(fixed) == f"在建 {passing}")
    pane.tabs.setCurrentIndex(0)
    assert pane.grid.viewing.counts()[0] == len(pane.live.rows)
    pane.tabs.setCurrentIndex(fixed)
    assert pane.grid.viewing.counts()[0] == passing
    assert len(page_of(demo).timeline_pane.timeline.rows) == passing, "the timeline shows what the list shows"
