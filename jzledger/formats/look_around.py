"""What a learned look says of the sheet as a whole: widths, page, screen, lists. `sheet` is XlsxWriter's or recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jzledger.formats.look import Look, LookPage


def set_widths(sheet: Any, look: Look) -> None:
    """In the file's own unit, to its last digit."""
    for first, last, width, hidden in look.widths:
        pixels = width * sheet.max_digit_width + 1e-6
        sheet.set_column_pixels(first, last, pixels, None, {"hidden": True} if hidden else {})


def set_page(sheet: Any, page: LookPage, last_row: int) -> None:
    """`last_row`: the last row of the sheet."""
    sheet.set_paper(page.paper)
    if page.landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    left, right, top, bottom, header, footer = page.margins
    sheet.set_margins(left, right, top, bottom)
    sheet.set_header(page.headers.get("odd_header", ""), {"margin": header})
    sheet.set_footer(page.headers.get("odd_footer", ""), {"margin": footer})
    for name in ("even_header", "even_footer", "first_header", "first_footer"):
        setattr(sheet, name, page.headers.get(name, ""))
    if page.centre_across:
        sheet.center_horizontally()
    if page.centre_down:
        sheet.center_vertically()
    if page.grid_lines:
        sheet.hide_gridlines(0)
    if page.fit is not None:
        sheet.fit_to_pages(*page.fit)
    elif page.scale != 100:
        sheet.set_print_scale(page.scale)
    if page.titles is not None:
        sheet.repeat_rows(*page.titles)
    if page.title_columns is not None:
        sheet.repeat_columns(*page.title_columns)
    if page.area is not None:
        first, start, end, behind = page.area
        sheet.print_area(first, start, max(first, last_row + behind), end)


def set_screen(sheet: Any, look: Look, table_end: int) -> None:
    """`table_end`: the last row of the table."""
    screen = look.screen
    if not screen.grid:
        sheet.hide_gridlines(2)
    elif not look.page.grid_lines:
        sheet.hide_gridlines(1)
    if screen.zoom != 100:
        sheet.set_zoom(screen.zoom)
    if screen.freeze is not None:
        sheet.freeze_panes(*screen.freeze)
    if screen.filter is not None:
        row, first, last, behind = screen.filter
        sheet.autofilter(row, first, max(row, table_end + behind), last)


def offer_words(sheet: Any, look: Look, spans: Sequence[tuple[int, int]]) -> None:
    """The words that the sample offered in its columns."""
    if not spans:
        return
    for place, column in enumerate(look.columns):
        if column.offered:
            at = look.left + place
            rule = {"validate": "list", "source": list(column.offered), "ignore_blank": True}
            sheet.data_validation(spans[0][0], at, spans[-1][1], at, rule)
