"""A table of issues to filter, sort and find in, and hands for its filter menu and its bars."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from jzledger.ui.tables.grid import Grid
from tests.ui.tables import Sheet, column_of, shown_grid
from tests.ui.typing import compose

Key = Qt.Key
ROWS = (
    ("red", "用地手续未办结", "市自然资源局", "周启明", "5.20", "12000", "3", "手续"),
    ("amber", "施工许可未办", "市住建局", "李文涛", "6.7", "800", "10", "手续"),
    ("green", "二回路供电未接通", "市供电公司", "王建业", "6月底前", "35000", "2", "土地"),
    ("undated", "林地调整未批", "市自然资源局、市住建局", "单田芳", "尽快", "", "1", "资金"),
    ("green", "征收补偿未达成", "马村区政府", "陈国栋", "7.15", "600", "7", ""),
)
NAMES = ("light", "title", "units", "person", "due", "amount", "count", "kind")


def issues(qtbot: Any, **options: Any) -> tuple[Sheet, Grid]:
    """Five issues r1 to r5 on screen."""
    sheet = Sheet(len(ROWS))
    for number, cells in enumerate(ROWS):
        sheet.put(number, **{key: text for key, text in zip(NAMES, cells, strict=True) if text})
    grid = shown_grid(qtbot, sheet, **options)
    return sheet, grid


def all_issues(window: Any) -> Grid:
    """The issue table of a whole window, of all projects: opening picks the first one."""
    pane = window.page.issue_pane
    window.page.project_pane.grid.select([])
    pane.set_projects(None)
    return pane.tables[0].grid


def shown_ids(grid: Grid) -> list[str]:
    return [line.id() for line in grid.model.lines.shown if line.row is not None]


def open_menu(grid: Grid, key: str) -> Any:
    """A click on the filter button of a column."""
    column = column_of(grid, key)
    header = grid.halves.half_of(column).columns
    QTest.mouseClick(
        header.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        header.button_of(column).center(),
    )
    menu = grid.viewing.menu
    assert menu is not None and menu.isVisible()
    return menu


def type_in(line: QLineEdit, text: str) -> None:
    if text.isascii():
        QTest.keyClicks(line, text)
    else:
        compose(line, text)


def values(menu: Any) -> list[tuple[str, int]]:
    return list(menu.values.found)


def only(menu: Any, *wanted: str) -> None:
    """Check just these, by keyboard, and apply."""
    menu.all.click() if menu.values.is_all_checked() else None
    QTest.keyClick(menu.search, Key.Key_Down)
    for place, (value, _) in enumerate(menu.values.found):
        menu.list.setCurrentIndex(menu.values.index(place))
        if (value in wanted) != (value in menu.values.checked):
            QTest.keyClick(menu.list, Key.Key_Space)
    QTest.keyClick(menu.list, Key.Key_Return)
