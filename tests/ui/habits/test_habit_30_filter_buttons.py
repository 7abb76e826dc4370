"""Habit 30: Ctrl+Shift+L shows or hides the filter buttons in the header."""

from __future__ import annotations

from tests.ui.habits.viewing import issues, only, open_menu, shown_ids
from tests.ui.tables import column_of


def test_the_buttons_go_with_their_filters_and_come_back(qtbot):
    _, grid = issues(qtbot)
    only(open_menu(grid, "kind"), "手续")
    assert shown_ids(grid) == ["r1", "r2"]
    grid.viewing.toggle_buttons()
    assert not grid.viewing.has_buttons and len(shown_ids(grid)) == 5
    grid.viewing.toggle_buttons()
    assert grid.viewing.has_buttons


def test_a_filtered_column_has_its_button_on_blue(qtbot):
    _, grid = issues(qtbot)
    header = grid.halves.half_of(column_of(grid, "kind")).columns
    place = header.button_of(column_of(grid, "kind"))

    def corner() -> str:
        return (
            header.viewport().grab().toImage().pixelColor(place.left() + 2, place.bottom() - 2).name().upper()
        )

    plain = corner()
    only(open_menu(grid, "kind"), "手续")
    assert corner() == "#17407A" != plain
