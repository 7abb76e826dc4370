"""The header of a table: groups over leaves, breaks in long heads, row heights."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from jzledger.formats import heights, slots
from jzledger.formats.sheet_frame import Frame


def write_header(frame: Frame, row: int, values: Mapping[str, Any]) -> int:
    """One or two rows of heads from this row on, and the head of the id column. Gives the last of them.

    A column without a group is merged down; what it needs more than the rows give goes to the lowest.
    """
    layout, size = frame.layout, frame.styles.style("header").size
    cell_format = frame.styles.named("header")
    last = row + layout.header_rows - 1
    upper = lower = layout.header_height
    whole = 0
    for group, places in groupby(range(len(layout.columns)), key=lambda place: layout.columns[place].group):
        inside = list(places)
        if group:
            width = sum(frame.widths[place] for place in inside)
            text = heights.break_header(slots.fill(group, values), width, size)
            frame.merge(row, inside[0], inside[-1], text, cell_format)
            upper = max(upper, _need(text, width, size))
        for place in inside:
            width = frame.widths[place]
            text = heights.break_header(slots.fill(layout.columns[place].head, values), width, size)
            need = _need(text, width, size)
            if group:
                frame.merge(last, place, place, text, cell_format)
                lower = max(lower, need)
            else:
                frame.merge(row, place, place, text, cell_format, to_row=last)
                whole = max(whole, need)
    if layout.header_rows == 2:
        frame.row_height(row, upper)
        whole -= int(upper)
    frame.row_height(last, max(lower, whole))
    frame.merge(
        row, len(frame.widths), len(frame.widths), layout.id_head, frame.styles.named("id"), to_row=last
    )
    return last


def _need(text: str, width: float, size: float) -> int:
    return heights.header_height(heights.lines(text, heights.room(width, size)), size)
