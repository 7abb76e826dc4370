"""Habit 36: group by project, unit, level, category or light, with counts and subtotals; groups fold."""

from __future__ import annotations

import pytest

from jzledger.rules.money import format_wan
from jzledger.ui.pages.issue_pane import GROUPINGS
from jzledger.ui.tables.filters import ColumnFilter
from tests.journeys.pages import page_of
from tests.ui.habits.viewing import all_issues
from tests.ui.tables import Sheet, go, sayings, shown_grid
from tests.ui.typing import Key, compose, press, target, write


def titles(grid) -> list:
    return [line.group for line in grid.model.lines.shown if line.group is not None]


@pytest.mark.parametrize("words", [words for words, key in GROUPINGS.items() if key])
def test_issues_group_with_counts(demo, words):
    pane, grid = page_of(demo).issue_pane, all_issues(demo)
    pane.grouping.setCurrentText(words)
    groups = titles(grid)
    assert sum(len(group.members) for group in groups) == grid.model.lines.count()
    assert all(group.title.detail.startswith(f"{len(group.members)} 项") for group in groups)
    assert len(groups) > 1
    pane.grouping.setCurrentIndex(0)
    assert not titles(grid)


def test_lights_stand_in_their_order_and_filters_narrow_the_groups(demo):
    pane, grid = page_of(demo).issue_pane, all_issues(demo)
    pane.grouping.setCurrentText("按状态")
    names = [group.title.title for group in titles(grid)]
    assert names == [name for name in ("超期", "临期", "正常", "时限待定", "已销号") if name in names]
    grid.viewing.set_filter("light", ColumnFilter(frozenset(["超期", "正常"])))
    assert [group.title.title for group in titles(grid)] == ["超期", "正常"]


def test_levels_are_those_of_the_project(demo):
    page, grid = page_of(demo), all_issues(demo)
    page.issue_pane.grouping.setCurrentText("按层级")
    assert titles(grid)[0].title.title.startswith("省重点")
    assert {group.title.title.partition("、")[0] for group in titles(grid)} <= {
        "省重点",
        "市重点",
        "区县重点",
        "未填写",
    }


def test_money_is_summed_in_its_column_and_groups_fold_by_keyboard(qtbot, demo):
    pane = page_of(demo).project_pane
    pane.grouping.setCurrentText("按层级")
    group = titles(pane.grid)[0]
    place = pane.live.place("total_yuan")
    assert group.title.figures["total_yuan"] == format_wan(
        sum(line.row[place] or 0 for line in group.members)
    )
    pane.grid.setFocus()
    pane.grid.cell_cursor.go(0, 0)
    before = pane.grid.model.rowCount()
    press(pane.grid, Key.Key_Left)
    assert pane.grid.model.rowCount() == before - len(group.members)
    press(pane.grid, Key.Key_Right)
    assert pane.grid.model.rowCount() == before


def test_each_table_keeps_its_own_grouping(demo):
    pane = page_of(demo).issue_pane
    pane.grouping.setCurrentText("按类别")
    pane.switch.setCurrentIndex(1)
    assert pane.grouping.key == ""
    pane.switch.setCurrentIndex(0)
    assert pane.grouping.key == "category"


def test_typing_on_the_title_of_a_group_is_answered(qtbot, demo):
    grid = all_issues(demo)
    page_of(demo).issue_pane.grouping.pick("project")
    told = sayings(grid)
    grid.setFocus()
    go(grid, 0, "title")
    assert grid.model.line(0).group is not None
    write(grid, "x")
    compose(target(grid), "中文")
    assert not grid.editing.is_open and told == ["这是一组的标题，不能填写；请在它下面的行里填。"] * 2


def test_who_looks_at_the_beginning_sees_the_title_of_the_first_group(qtbot):
    grid = shown_grid(qtbot, Sheet(100))
    grid.set_groups(lambda row: "甲", None)
    assert grid.halves.right.rowAt(0) == 0
    assert grid.model.line(0).group is not None
    grid.halves.right.verticalScrollBar().setValue(1000)
    row_id = grid.model.line(grid.halves.right.rowAt(0)).id()
    grid.set_groups(None, None)
    assert grid.model.line(grid.halves.right.rowAt(0)).id() == row_id, "further down the row stays"
