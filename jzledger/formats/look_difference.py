"""What of the look of two workbooks differs, cell by cell; values are not compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from jzledger.formats.look_sheet import SampleSheet, read_sample
from jzledger.rules.cell_names import cell_name, column_letters

_CLOSE = 0.02  # points, and digits of a width


def look_difference(first: Path, second: Path, sheet: str = "") -> list[str]:
    """One line for each difference between two sheets: fonts, fills, lines, alignment, number formats, merges, sizes,
    page and screen. `sheet`: the name of the sheet of `first`, by default its first; in `second` it is the first.

    Raises FileBroken for what is no workbook.
    """
    one, two = read_sample(first, sheet), read_sample(second)
    return [
        *_names(one, two),
        *_cells(one, two),
        *_merges(one, two),
        *_heights(one, two),
        *_widths(one, two),
        *_settings(one, two),
    ]


def _names(one: SampleSheet, two: SampleSheet) -> Iterator[str]:
    if one.name != two.name:
        yield f"sheet: {one.name} / {two.name}"


def _cells(one: SampleSheet, two: SampleSheet) -> Iterator[str]:
    covered = _covered(one) & _covered(two)
    for row, column in sorted({*one.cells, *two.cells}):
        here, there = one.cells.get((row, column)), two.cells.get((row, column))
        if here is None or there is None:
            known = one.looks[here.look] if here else two.looks[there.look] if there else None
            plain = (one if here else two).normal
            if known is not None and known != plain:
                yield f"{cell_name(row, column)}: only in the {'first' if here else 'second'}"
            continue
        for name in one.looks[here.look].differences(two.looks[there.look]):
            if (row, column) in covered and name in ("align", "valign", "number", "wrap", "indent"):
                continue  # nothing stands in the hidden part of a merged cell
            a, b = getattr(one.looks[here.look], name), getattr(two.looks[there.look], name)
            yield f"{cell_name(row, column)} {name}: {a!r} / {b!r}"


def _covered(sheet: SampleSheet) -> set[tuple[int, int]]:
    return {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _merges(one: SampleSheet, two: SampleSheet) -> Iterator[str]:
    for which, areas in (("first", {*one.merges} - {*two.merges}), ("second", {*two.merges} - {*one.merges})):
        for top, left, bottom, right in sorted(areas):
            yield f"merged only in the {which}: {cell_name(top, left)}:{cell_name(bottom, right)}"


def _heights(one: SampleSheet, two: SampleSheet) -> Iterator[str]:
    if abs(one.default_height - two.default_height) > _CLOSE:
        yield f"default height: {one.default_height:g} / {two.default_height:g}"
    for row in range(max(one.last_row, two.last_row) + 1):
        here, there = one.heights.get(row), two.heights.get(row)
        if (here is None) != (there is None) or (here and there and abs(here - there) > _CLOSE):
            yield f"height of row {row + 1}: {here} / {there}"
        if (row in one.hidden_rows) != (row in two.hidden_rows):
            yield f"row {row + 1} hidden: {row in one.hidden_rows} / {row in two.hidden_rows}"


def _widths(one: SampleSheet, two: SampleSheet) -> Iterator[str]:
    for column in range(max(one.last_column, two.last_column) + 1):
        here, there = _width(one, column), _width(two, column)
        if abs(here[0] - there[0]) > _CLOSE or here[1] != there[1]:
            yield f"column {column_letters(column)}: {here} / {there}"


def _width(sheet: SampleSheet, column: int) -> tuple[float, bool]:
    return next(
        ((width, hidden) for first, last, width, hidden in sheet.widths if first <= column <= last),
        (sheet.default_width, False),
    )


def _settings(one: SampleSheet, two: SampleSheet) -> Iterator[str]:
    if one.normal != two.normal:
        yield f"normal font: {one.normal} / {two.normal}"
    for part in ("page", "screen"):
        here, there = asdict(getattr(one, part)), asdict(getattr(two, part))
        for name in here:
            a, b = here[name], there[name]
            if name == "margins":
                if any(abs(x - y) > 0.001 for x, y in zip(a, b, strict=True)):
                    yield f"page margins: {a} / {b}"
            elif a != b:
                yield f"{part} {name}: {a!r} / {b!r}"
    for name in ("area_end", "filter_end"):
        if getattr(one, name) != getattr(two, name):
            yield f"{name}: {getattr(one, name)} / {getattr(two, name)}"
    if one.lists != two.lists:
        yield f"lists: {one.lists} / {two.lists}"
