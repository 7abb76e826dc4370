"""Page setup and view of a sheet as openpyxl reads them."""

from __future__ import annotations

from typing import Any

from jzledger.formats.look import A4, LookPage, LookScreen

_HEADERS = {
    "oddHeader": "odd_header",
    "oddFooter": "odd_footer",
    "evenHeader": "even_header",
    "evenFooter": "even_footer",
    "firstHeader": "first_header",
    "firstFooter": "first_footer",
}


def page_of(sheet: Any) -> tuple[LookPage, int | None]:
    """The page, its print area without an end, and the row where that ends."""
    setup, margins, options = sheet.page_setup, sheet.page_margins, sheet.print_options
    fitted = bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    headers = {}
    parts = sheet.HeaderFooter
    for theirs, ours in _HEADERS.items():
        if ours.startswith("even") and not parts.differentOddEven:
            continue
        if ours.startswith("first") and not parts.differentFirst:
            continue
        text = _header(getattr(parts, theirs))
        if text:
            headers[ours] = text
    area, area_end = None, None
    if sheet.print_area:
        first = sheet.print_area.split(",")[0].rpartition("!")[2].replace("$", "")
        from openpyxl.utils.cell import range_boundaries

        left, top, right, bottom = range_boundaries(first)
        if None not in (left, top, right, bottom):
            area = (top - 1, left - 1, right - 1, 0)
            area_end = bottom - 1
    page = LookPage(
        paper=int(setup.paperSize or A4),
        landscape=setup.orientation == "landscape",
        margins=tuple(
            float(value)
            for value in (
                margins.left,
                margins.right,
                margins.top,
                margins.bottom,
                margins.header,
                margins.footer,
            )
        ),
        fit=(_pages(setup.fitToWidth), _pages(setup.fitToHeight)) if fitted else None,
        scale=int(setup.scale or 100),
        centre_across=bool(options.horizontalCentered),
        centre_down=bool(options.verticalCentered),
        grid_lines=bool(options.gridLines),
        titles=_span(sheet.print_title_rows),
        title_columns=_column_span(sheet.print_title_cols),
        area=area,
        headers=headers,
    )
    return page, area_end


def screen_of(sheet: Any) -> tuple[LookScreen, int | None]:
    """What is frozen, filtered and shown, and the row where the filter ends."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

    freeze, filtered, filter_end = None, None, None
    if sheet.freeze_panes:
        letters, row = coordinate_from_string(sheet.freeze_panes)
        freeze = (row - 1, column_index_from_string(letters) - 1)
    if sheet.auto_filter.ref:
        left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
        filtered = (top - 1, left - 1, right - 1, 0)
        filter_end = bottom - 1
    view = sheet.sheet_view
    screen = LookScreen(
        freeze=freeze,
        filter=filtered,
        grid=view.showGridLines is not False,
        zoom=int(view.zoomScale or 100),
    )
    return screen, filter_end


def _pages(value: Any) -> int:
    return 1 if value is None else int(value)


def _span(rows: str | None) -> tuple[int, int] | None:
    if not rows:
        return None
    first, _, last = rows.replace("$", "").partition(":")
    return int(first) - 1, int(last or first) - 1


def _column_span(columns: str | None) -> tuple[int, int] | None:
    from openpyxl.utils.cell import column_index_from_string

    if not columns:
        return None
    first, _, last = columns.replace("$", "").partition(":")
    return column_index_from_string(first) - 1, column_index_from_string(last or first) - 1


def _header(item: Any) -> str:
    """A header or footer in the file's own codes."""
    text = ""
    for letter, part in (("L", item.left), ("C", item.center), ("R", item.right)):
        if part is not None and part.text:
            font = f'&"{part.font}"' if part.font else ""
            size = f"&{part.size}" if part.size else ""
            # A digit behind the size would be read as a part of it.
            gap = " " if size and part.text[:1].isdigit() else ""
            text += f"&{letter}{font}{size}{gap}{part.text}"
    return text
