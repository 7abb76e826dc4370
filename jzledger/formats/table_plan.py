"""Which rows a table has, in which order, and what each total row adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jzledger.formats import slots
from jzledger.formats.layout import Layout
from jzledger.formats.paper import PaperRow

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Line:
    """One row of the table. `spans`: first and last lines (from 0) that its sums cover; `rows`: the rows behind them."""

    kind: Literal["total", "group", "row", "nothing"]
    text: str = ""
    row: PaperRow | None = None
    number: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    rows: Sequence[PaperRow] = ()


def plan_table(layout: Layout, rows: Sequence[PaperRow]) -> list[Line]:
    """The lines of the table, from the first below the header to the last above the notes."""
    if not rows:
        return [Line("nothing")]
    place = layout.totals.place if layout.totals else ""
    lines: list[Line | None] = [None] if place == "top" else []
    heads: list[tuple[int, int]] = []
    stretches: list[tuple[int, int]] = []
    number = 0
    for order, (name, members) in enumerate(_grouped(layout, rows), 1):
        first = len(lines) + (1 if layout.groups else 0)
        stretch = (first, first + len(members) - 1)
        if layout.groups:
            heads.append((len(lines), len(lines)))
            text = slots.fill(
                layout.groups.text, {"ordinal": chinese(order), "name": name, "count": len(members)}
            )
            lines.append(
                Line("group", text, spans=(stretch,) if layout.groups.subtotals else (), rows=members)
            )
            number = 0 if layout.groups.restart else number
        for row in members:
            number += 1
            lines.append(Line("row", row=row, number=number))
        stretches.append(stretch)
        if place == "group":
            lines.append(_total(layout, (stretch,), members))
    whole = heads if layout.groups and layout.groups.subtotals else stretches
    if place == "top":
        lines[0] = _total(layout, tuple(whole), rows)
    elif place == "bottom":
        lines.append(_total(layout, tuple(whole), rows))
    return [line for line in lines if line is not None]


def sums(line: Line, keys: Sequence[str]) -> dict[str, Any]:
    """The sums of a group or total line, in the units that the rows hold (yuan); an empty cell counts nothing."""
    return {
        key: sum(value for row in line.rows if (value := row.values.get(key)) is not None) for key in keys
    }


def chinese(number: int) -> str:
    """一, 十, 十二, 二十; 一百 and above in digits."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones else ""
    )


def _total(layout: Layout, spans: tuple[tuple[int, int], ...], rows: Sequence[PaperRow]) -> Line:
    assert layout.totals is not None
    return Line("total", layout.totals.label, spans=spans, rows=rows)


def _grouped(layout: Layout, rows: Sequence[PaperRow]) -> list[tuple[str, list[PaperRow]]]:
    """Groups that have rows, known ones in the layout's order, others behind them as they come."""
    if layout.groups is None:
        return [("", list(rows))]
    groups: dict[str, list[PaperRow]] = {key: [] for key in layout.groups.names}
    for row in rows:
        groups.setdefault(row.group or layout.groups.rest, []).append(row)
    return [(layout.groups.names.get(key, key), members) for key, members in groups.items() if members]
