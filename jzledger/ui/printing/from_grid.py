"""What a table shows, as a sheet to print: its rows in this order, its columns, its headings."""

from __future__ import annotations

from jzledger.records.fields import Field
from jzledger.records.kinds import LIGHT
from jzledger.ui.printing.sheet import PrintColumn, PrintLine, Sheet
from jzledger.ui.tables.grid import Grid
from jzledger.ui.tables.lines import Lines
from jzledger.ui.texts import tr


def sheet_of(grid: Grid, title: str, below: tuple[str, str]) -> Sheet:
    """`below`: what stands below the title at the left and in the middle; at the right stands how many rows there are."""
    fields = grid.model.fields
    columns = [PrintColumn(tr("序号"), 5, "center")]
    columns += [_column(field, grid.appearance.width_of(field.key)) for field in fields]
    light = next((n for n, field in enumerate(grid.model.lines.fields) if field.kind is LIGHT), None)
    lines = [
        _line(grid.model.lines, place, len(fields), light) for place in range(grid.model.lines.last_row() + 1)
    ]
    rows = sum(not line.title for line in lines)
    return Sheet(title, (*below, tr("共 {} 项").format(rows)), columns, lines)


def _column(field: Field, units: float) -> PrintColumn:
    kind = field.kind
    return PrintColumn(
        field.title,
        units,
        kind.align,
        wraps=kind.align == "left",
        light=kind is LIGHT,
        group=field.group,
    )


def _line(lines: Lines, place: int, count: int, light: int | None) -> PrintLine:
    line = lines.shown[place]
    if line.group is not None:
        title = line.group.title
        return PrintLine((), title="　".join(filter(None, (title.title, title.detail))))
    code = line.value(light) if light is not None else ""
    texts = [str(lines.number_at(place)), *(line.whole_text(column) for column in range(count))]
    return PrintLine(texts, code or "")
