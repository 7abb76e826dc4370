"""37: heading and first columns stay in place; 冻结到此列, and the border is dragged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from jzledger.ui.tables.frozen_edge import FrozenEdge
from tests.ui.mouse import drag
from tests.ui.tables import Sheet, cell_point, shown_grid

SMALL = (600, 300)


def in_sight(grid, key: str) -> bool:
    viewport, at = cell_point(grid, grid.halves.right.rowAt(60), key)
    return viewport.isVisible() and viewport.rect().contains(at)


def test_scrolling_leaves_heading_and_frozen_columns_where_they_are(qtbot):
    grid = shown_grid(qtbot, Sheet(200), size=SMALL)
    heads = [half.columns.geometry() for half in grid.halves.both]
    grid.halves.right.verticalScrollBar().setValue(1500)
    grid.halves.right.horizontalScrollBar().setValue(400)
    assert [half.columns.geometry() for half in grid.halves.both] == heads
    assert grid.halves.left.verticalScrollBar().value() == 1500
    assert in_sight(grid, "title") and not in_sight(grid, "units")


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_columns_are_frozen_up_to_the_one_that_is_asked_for(qtbot, count):
    grid = shown_grid(qtbot, Sheet(30), size=(900, 300))
    grid.appearance.freeze(count)
    assert grid.halves.frozen == count
    shown = [not grid.halves.left.isColumnHidden(n) for n in range(len(grid.model.fields))]
    assert shown == [n < count for n in range(len(grid.model.fields))]
    assert [grid.halves.right.isColumnHidden(n) for n in range(len(grid.model.fields))] == shown
    assert grid.halves.left.isVisible() == (count > 0)
    numbered = grid.halves.left if count else grid.halves.right
    assert numbered.rows.isVisible(), "row numbers stand in the first half that is shown"


def test_one_column_always_scrolls(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    grid.appearance.freeze(99)
    assert grid.halves.frozen == len(grid.model.fields) - 1


@pytest.mark.parametrize("to", [1, 4])
def test_the_border_is_dragged_to_another_column(qtbot, to):
    grid = shown_grid(qtbot, Sheet(30))
    edge = grid.halves.findChild(FrozenEdge)
    assert edge is not None
    half = grid.halves.half_of(to)
    x = half.columns.sectionViewportPosition(to)
    drag(edge, QPoint(3, 50), half.viewport(), QPoint(x + 4, 50))
    assert grid.halves.frozen == to
    middle = edge.mapTo(grid.halves, QPoint(edge.width() // 2, 0)).x()
    assert abs(middle - grid.halves.left.width()) <= 2, "it lies over the new border"


def test_the_cursor_stays_in_its_cell_and_keyboard_goes_on_over_the_border(qtbot):
    grid = shown_grid(qtbot, Sheet(5))
    grid.go_to("r3", "person")
    grid.appearance.freeze(4)
    assert grid.current_id() == "r3" and grid.current_key() == "person"
    assert grid.halves.half_of(grid.cell_cursor.active.column) is grid.halves.left


def test_the_frozen_part_is_remembered(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    grid.appearance.freeze(3)
    again = shown_grid(qtbot, Sheet(3))
    again.restore(grid.state())
    assert again.halves.frozen == 3
