"""What stands around the table of a sheet: title, subtitle, notes, signatures, page, properties.

Rows and columns count from 0. Ledgers share it with the wall chart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from jzledger.formats import heights, slots
from jzledger.formats.layout import Layout, Preset
from jzledger.formats.paper import Paper
from jzledger.formats.styles import PIXELS, Styles

SUBTITLE_CUTS = (0, 0.42, 0.72)  # where the slots begin, as shares of the width
SIGNATURE_CUTS = (0, 0.30, 0.55, 0.78)
MARK_HEIGHT = 24
ID_PIXELS = 80
MM_PER_INCH = 25.4
LONGEST_PROPERTY = 255
READABLE = 8  # points that the body must print at


def cut_columns(widths: Sequence[float], cuts: Sequence[float]) -> list[tuple[int, int]]:
    """First and last column of each slot: it begins at the column edge that is nearest to its share of the width."""
    edges = [sum(widths[:place]) for place in range(len(widths))]
    starts: list[int] = []
    for slot, cut in enumerate(cuts):
        least = starts[-1] + 1 if starts else 0
        most = len(widths) - (len(cuts) - slot)
        target = cut * sum(widths)
        starts.append(min(range(least, max(least, most) + 1), key=lambda place: abs(edges[place] - target)))
    return [
        (start, (following or len(widths)) - 1)
        for start, following in zip(starts, [*starts[1:], 0], strict=True)
    ]


class Frame:
    """Writes the rows above and below the table of one sheet, and keeps the height of all rows."""

    def __init__(self, sheet: Any, layout: Layout, styles: Styles, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.styles = styles
        self.widths = widths
        self.points = 0.0

    def row_height(self, row: int, points: float) -> None:
        """Stores the height of a row, in whole pixels so that no text is cut."""
        pixels = -(-points * 4 // 3)
        self.sheet.set_row_pixels(row, pixels)
        self.points += pixels * 0.75

    def merge(
        self, row: int, first: int, last: int, text: str, cell_format: Any, *, to_row: int | None = None
    ) -> None:
        """A text over some columns and rows; one cell alone stays unmerged."""
        bottom = row if to_row is None else to_row
        if first == last and row == bottom:
            self._text(row, first, text, cell_format)
            return
        self.sheet.merge_range(row, first, bottom, last, "", cell_format)
        self._text(row, first, text, cell_format)

    def head(self, values: Mapping[str, Any], mark: str) -> int:
        """Mark of an attachment, title and subtitle. Gives the row of the header."""
        layout, last = self.layout, len(self.widths) - 1
        row = 0
        if mark:
            self.sheet.write_string(row, 0, mark, self.styles.named("mark"))
            self.row_height(row, MARK_HEIGHT)
            row += 1
        self.merge(row, 0, last, slots.fill(layout.title, values), self.styles.named("title"))
        self.row_height(row, layout.title_height)
        row += 1
        texts = list(layout.subtitle)
        if not values["count"] and layout.subtitle_empty:
            texts[-1] = layout.subtitle_empty
        spans = cut_columns(self.widths, SUBTITLE_CUTS)
        for text, (first, to), align in zip(texts, spans, ("left", "center", "right"), strict=True):
            self.merge(row, first, to, slots.fill(text, values), self.styles.named("subtitle", align=align))
        self.row_height(row, layout.subtitle_height)
        return row + 1

    def tail(self, row: int, notes: str, values: Mapping[str, Any]) -> int:
        """Notes and signatures from this row on. Gives the last row of the print area."""
        tail, size = self.styles.named("tail"), self.styles.style("tail").size
        if notes:
            self.merge(row, 0, len(self.widths) - 1, notes, tail)
            units = heights.room(sum(self.widths), size)
            self.row_height(row, min(heights.HIGHEST, heights.height(heights.lines(notes, units), size)))
            row += 1
        for text, (first, to) in zip(
            self.layout.signatures, cut_columns(self.widths, SIGNATURE_CUTS), strict=True
        ):
            self.merge(row, first, to, slots.fill(text, values), tail)
        self.row_height(row, self.layout.signature_height)
        return row

    def set_widths(self) -> None:
        """Column widths; the column after the last holds the ids and is hidden."""
        for place, width in enumerate(self.widths):
            self.sheet.set_column_pixels(place, place, round(width * PIXELS))
        self.sheet.set_column_pixels(len(self.widths), len(self.widths), ID_PIXELS, None, {"hidden": True})

    def set_page(self, preset: Preset, header_rows: tuple[int, int], last_row: int) -> None:
        """Paper, margins, footers, print area and titles. Call it when all heights are set."""
        sheet, page = self.sheet, self.layout.page
        size = self.layout.sheet_styles.papers[page.paper]
        sheet.set_paper(size.code)
        sheet.set_landscape()
        sheet.center_horizontally()
        sheet.set_margins(
            *(mm / MM_PER_INCH for mm in (preset.left, preset.right, preset.top, preset.bottom))
        )
        sheet.set_header("", {"margin": preset.header / MM_PER_INCH})
        sheet.set_footer(preset.odd, {"margin": preset.footer / MM_PER_INCH})
        sheet.even_footer = preset.even
        scale = min(1, size.digits / sum(self.widths), size.points / self.points)
        one_page = page.one_page and self.styles.style("text").size * scale >= READABLE
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.repeat_rows(*header_rows)
        sheet.print_area(0, 0, last_row, len(self.widths) - 1)

    def set_screen(self, first_row: int) -> None:
        """Frozen panes, zoom, selection; `first_row` is the first row of the table."""
        self.sheet.freeze_panes(first_row, self.layout.position(self.layout.freeze_after) + 1)
        self.sheet.hide_gridlines(2)
        self.sheet.set_zoom(self.layout.page.zoom)
        self.sheet.set_selection(first_row, 0, first_row, 0)

    def _text(self, row: int, place: int, text: str, cell_format: Any) -> None:
        if text:
            self.sheet.write_string(row, place, text, cell_format)
        else:
            self.sheet.write_blank(row, place, None, cell_format)


def set_properties(book: Any, layout: Layout, paper: Paper, values: Mapping[str, Any]) -> None:
    """Document properties, by which the importer recognises our own workbooks."""
    exported: datetime = paper.context["exported_at"]
    if exported.tzinfo is not None:
        exported = exported.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": slots.fill(layout.title, values)[:LONGEST_PROPERTY],
            "author": str(values["office"])[:LONGEST_PROPERTY],
            "subject": layout.sheet,
            "category": "台账",
            "keywords": f"jzledger;{layout.kind}",
            "created": exported,
        }
    )
    custom = {
        "kind": layout.kind,
        "layout": f"{layout.kind}/{layout.version}",
        "as_of": values["as_of"].isoformat(),
    }
    custom |= {name: slots.fill(f"{{{name}}}", values) for name in layout.properties}
    for name, value in custom.items():
        book.set_custom_property(f"jzledger.{name}", value, "text")


@cache
def sheet_class() -> Any:
    """XlsxWriter's worksheet with headers and footers of their own for even and first pages, "" for none."""
    from xlsxwriter.worksheet import Worksheet

    class LedgerWorksheet(Worksheet):  # type: ignore[misc]
        even_header = even_footer = first_header = first_footer = ""

        def merge_written(self, row: int, column: int, last_row: int, last_column: int) -> None:
            """Make cells that are written already one cell; each keeps its own look, the first alone its value."""
            self.merge.append([row, column, last_row, last_column])
            for each in range(row, last_row + 1):
                for place in range(column, last_column + 1):
                    cell = self.table.get(each, {}).get(place)
                    if (each, place) != (row, column) and cell is not None:
                        self.write_blank(each, place, None, cell.format)

        def _write_header_footer(self) -> None:
            even, first = self.even_header or self.even_footer, self.first_header or self.first_footer
            if not even and not first:
                super()._write_header_footer()
                return
            attributes = [("differentOddEven", 1)] if even else []
            self._xml_start_tag("headerFooter", attributes + ([("differentFirst", 1)] if first else []))
            for tag, text in (
                ("oddHeader", self.header),
                ("oddFooter", self.footer),
                ("evenHeader", self.even_header),
                ("evenFooter", self.even_footer),
                ("firstHeader", self.first_header),
                ("firstFooter", self.first_footer),
            ):
                if text:
                    self._xml_data_element(tag, text)
            self._xml_end_tag("headerFooter")

    return LedgerWorksheet
