"""Figures of the selected cells: how many, sum, mean, greatest. Numbers only, and only of one unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jzledger.records.fields import Field
from jzledger.records.kinds import DAYS, PERCENT, POINTS, WAN, WHOLE
from jzledger.rules.money import WAN as YUAN_IN_WAN
from jzledger.rules.money import format_wan
from jzledger.ui.tables.cursor import Cursor
from jzledger.ui.tables.lines import Lines
from jzledger.ui.tables.shown import is_empty
from jzledger.ui.texts import tr

NUMBERS = (WAN, WHOLE, DAYS, PERCENT, POINTS)
_UNITS = {WAN: "万元", DAYS: "天", PERCENT: "%", POINTS: "个百分点"}
_IN_TITLE = re.compile(r"（(.{1,4})）$")


@dataclass(frozen=True)
class Figure:
    """「求和」 「1,200」 「万元」."""

    name: str
    text: str
    unit: str = ""


@dataclass(frozen=True)
class Figures:
    """Of a selection. `mixed`: it holds numbers of several units, which are not added up."""

    cells: int
    shown: tuple[Figure, ...]
    mixed: bool = False


def unit_of(field: Field) -> tuple[str, str]:
    """(what may be added to what, the unit's name). Whole numbers without a unit belong to their column only."""
    unit = _UNITS.get(field.kind, "")
    if unit:
        return unit, unit
    found = _IN_TITLE.search(field.title)
    return (found[1], found[1]) if found else (field.key, "")


def figures(cursor: Cursor, lines: Lines) -> Figures:
    """Each selected cell counts once, however often it was selected."""
    fields = lines.fields
    cells = filled = 0
    units: set[str] = set()
    name, kind = "", None
    values: list[Any] = []
    for column, numbers in _by_column(cursor).items():
        field, is_number = fields[column], fields[column].kind in NUMBERS
        found = [lines.shown[n].value(column) for n in numbers if lines.shown[n].row is not None]
        cells += len(found)
        found = [value for value in found if not is_empty(value)]
        filled += len(found)
        if is_number and found:
            key, name = unit_of(field)
            units.add(key)
            kind = field.kind
            values += found
    shown = [Figure(tr("计数"), str(filled))]
    if len(units) == 1 and len(values) > 1:
        shown += _of_values(values, kind, name)
    return Figures(cells, tuple(shown), len(units) > 1)


def _by_column(cursor: Cursor) -> dict[int, Iterable[int]]:
    """Column -> selected lines, each once."""
    ranges = cursor.ranges()
    if len(ranges) == 1:
        only = ranges[0]
        return {column: range(only.top, only.bottom + 1) for column in range(only.left, only.right + 1)}
    found: dict[int, set[int]] = {}
    for one in ranges:
        for column in range(one.left, one.right + 1):
            found.setdefault(column, set()).update(range(one.top, one.bottom + 1))
    return {column: sorted(numbers) for column, numbers in found.items()}


def _of_values(values: list[Any], kind: Any, unit: str) -> list[Figure]:
    total, most = sum(values), max(values)
    mean = total / len(values)
    found = [
        Figure(tr("平均"), _text(mean, kind, exact=False), unit),
        Figure(tr("最大"), _text(most, kind), unit),
    ]
    # A sum of rates would say nothing.
    return found if kind in (PERCENT, POINTS) else [Figure(tr("求和"), _text(total, kind), unit), *found]


def _text(value: Any, kind: Any, *, exact: bool = True) -> str:
    if kind is WAN:
        return format_wan(round(value)) if exact else f"{value / YUAN_IN_WAN:,.2f}".removesuffix(".00")
    if kind is PERCENT:
        return f"{float(value) * 100:.1f}"
    if kind is POINTS:
        return f"{float(value):+.1f}"
    return f"{value:,}" if exact else f"{value:,.2f}".rstrip("0").rstrip(".")
