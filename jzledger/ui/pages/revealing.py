"""Going to a row that a filter or a folded group may hide."""

from __future__ import annotations

from jzledger.ui.tables.grid import Grid


def reveal(grid: Grid, row_id: str, key: str) -> bool:
    """Make a cell the current one; filters go and groups unfold only where they hide it."""
    if not grid.finish_editing():
        return False
    if grid.go_to(row_id, key):
        return True
    for group in tuple(grid.model.lines.folded):
        grid.model.fold(group, False)
    if grid.go_to(row_id, key):
        return True
    grid.viewing.clear_filters()
    return grid.go_to(row_id, key)
