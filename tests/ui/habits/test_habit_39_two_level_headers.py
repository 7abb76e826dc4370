"""39: two-level headings, the same as in the printed ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger import paths
from jzledger.formats.layout_file import load_layout
from jzledger.records.fields import TABLES
from jzledger.ui.pages.issue_pane import COLUMNS
from jzledger.ui.tables.header_levels import spans
from tests.ui.mouse import LEFT, heading
from tests.ui.tables import FIELDS, Sheet, column_of, shown_grid

GROUPED = tuple(
    replace(
        field,
        group={"units": "责任落实", "person": "责任落实", "due": "时间", "opened_on": "时间"}.get(
            field.key, ""
        ),
    )
    for field in FIELDS
)


@pytest.mark.parametrize("kind", ["issues", "projects"])
def test_the_groups_are_those_of_the_printed_ledger(kind):
    layout = load_layout(paths.resources() / "layouts", kind)
    table = {field.key: field for field in TABLES[kind].fields}
    for column in layout.columns:
        field = table.get(column.field)
        if field is not None and field.group:
            assert column.group == field.group
    printed = {column.group for column in layout.columns if column.group and "{" not in column.group}
    assert {field.group for field in table.values() if field.group} == printed


@pytest.mark.parametrize("kind", ["issues", "directives"])
def test_the_window_shows_the_groups_of_the_ledger(kind):
    fields = [TABLES[kind].field(key) for key in COLUMNS[kind]]
    assert {title for _, _, title in spans(fields)} == {"责任落实", "办理情况"}


def test_neighbours_of_a_group_stand_together_and_a_lonely_column_stands_alone():
    assert spans(GROUPED) == [(2, 3, "责任落实"), (4, 5, "时间")]
    assert spans([GROUPED[2], FIELDS[0], GROUPED[3]]) == []


def test_a_table_without_groups_has_one_level(qtbot):
    plain, two = shown_grid(qtbot, Sheet(3)), shown_grid(qtbot, Sheet(3, GROUPED))
    low, high = plain.halves.right.columns.height(), two.halves.right.columns.height()
    assert high > low
    assert {half.columns.height() for half in two.halves.both} == {high}


def test_both_halves_change_together_when_columns_come_and_go(qtbot):
    grid = shown_grid(qtbot, Sheet(3, GROUPED))
    for key in ("units", "due"):
        grid.appearance.hide([column_of(grid, key)])
    heights = {half.columns.height() for half in grid.halves.both}
    assert len(heights) == 1 and not grid.halves.right.columns.spans
    grid.appearance.show("units")
    assert grid.halves.left.columns.spans and len({half.columns.height() for half in grid.halves.both}) == 1
    assert grid.halves.left.viewport().y() == grid.halves.right.viewport().y()


def test_a_common_heading_over_the_border_is_one_in_both_halves(qtbot):
    grid = shown_grid(qtbot, Sheet(3, GROUPED), frozen=3)
    QApplication.processEvents()
    left, right = (half.columns for half in grid.halves.both)
    start, end = left.extent(2, 3)
    assert start == left.sectionViewportPosition(2) and end > left.width()
    shift = right.mapTo(grid.halves, QPoint(0, 0)).x() - left.mapTo(grid.halves, QPoint(0, 0)).x()
    assert right.extent(2, 3) == (start - shift, end - shift)


def test_the_common_heading_is_painted_and_a_click_below_it_still_sorts(qtbot):
    grid = shown_grid(qtbot, Sheet(3, GROUPED))
    header = grid.halves.right.columns
    image = header.grab().toImage()
    first, last, _ = header.spans[0]
    left, right = header.extent(first, last)
    ground = image.pixelColor(left + 3, 4)
    middle = range((left + right) // 2 - 20, (left + right) // 2 + 20)
    ink = [x for x in middle for y in range(4, header.height() // 2 - 3) if image.pixelColor(x, y) != ground]
    assert ink, "the title of the group is drawn in the middle of its columns"
    viewport, at = heading(grid, column_of(grid, "person"))
    QTest.mouseClick(viewport, LEFT, pos=at)
    assert [key.column for key in grid.model.lines.sort] == [column_of(grid, "person")]
