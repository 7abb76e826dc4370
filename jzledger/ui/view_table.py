"""What a table of the window shows, handed to the writer of workbooks."""

from __future__ import annotations

from jzledger.exchange.view_export import View, ViewLine
from jzledger.ui.tables.grid import Grid


def view_of(grid: Grid, table: str, name: str) -> View:
    """The rows that the filters let pass, in the order shown; those of folded groups, too."""
    fields = grid.model.fields
    titles = {}
    for line in grid.model.lines.shown:
        if line.group is not None:
            title = "　".join(filter(None, (line.group.title.title, line.group.title.detail)))
            titles.update({member.id(): title for member in line.group.members})
    lines = [
        ViewLine(line.id(), [line.value(column) for column in range(len(fields))], titles.get(line.id(), ""))
        for line in grid.model.lines.passing_lines()
    ]
    appearance = grid.appearance
    widths = [appearance.width_of(field.key) for field in fields]
    return View(table, name, fields, widths, appearance.order.frozen, lines)
