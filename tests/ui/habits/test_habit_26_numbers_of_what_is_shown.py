"""Habit 26: 序号 numbers itself by what is shown."""

from __future__ import annotations

from jzledger.ui.tables.sorting import SortKey
from tests.ui.habits.viewing import issues, only, open_menu, shown_ids
from tests.ui.tables import column_of


def numbers(grid) -> list[str]:
    return [grid.model.number(line) for line in range(grid.model.rowCount())]


def test_numbers_run_from_one_whatever_is_filtered_sorted_or_folded(qtbot):
    _, grid = issues(qtbot)
    assert numbers(grid) == ["1", "2", "3", "4", "5", "＊"]
    only(open_menu(grid, "light"), "正常", "时限待定")
    assert (shown_ids(grid), numbers(grid)) == (["r3", "r4", "r5"], ["1", "2", "3", "＊"])
    grid.set_sort([SortKey(column_of(grid, "count"), True)])
    assert (shown_ids(grid), numbers(grid)) == (["r5", "r3", "r4"], ["1", "2", "3", "＊"])
    grid.set_groups(lambda row: "甲" if row[0] == "r5" else "乙", None)
    assert numbers(grid) == ["", "1", "2", "", "3", "＊"]
    grid.model.fold("乙", True)
    assert numbers(grid) == ["", "", "1", "＊"]
