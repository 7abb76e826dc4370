"""A sheet as it will be printed: texts, looks, sizes and the page, read off the same calls that make the workbook.

`RecordingBook` stands in for XlsxWriter's workbook, so that what is previewed and printed can not differ from what is
written. Lengths are in points; rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jzledger.formats.cell_look import CellLook, look_of
from jzledger.formats.number_text import number_text

POINTS_PER_PIXEL = 0.75
POINTS_PER_INCH = 72
# Millimetres, upright, by the numbers of the file format.
PAPERS: Mapping[int, tuple[str, float, float]] = {
    1: ("Letter", 215.9, 279.4),
    5: ("Legal", 215.9, 355.6),
    8: ("A3", 297, 420),
    9: ("A4", 210, 297),
    11: ("A5", 148, 210),
    12: ("B4", 257, 364),
    13: ("B5", 182, 257),
    66: ("A2", 420, 594),
}
_OTHER_HEADERS = ("even_header", "even_footer", "first_header", "first_footer")
LETTER = 1  # what a sheet without a paper size means to a spreadsheet program


@dataclass(frozen=True)
class PrintedCell:
    """`number`: the value is a number or a date, which is never wrapped and stands at the right where nothing else is said."""

    text: str
    look: CellLook
    number: bool = False


@dataclass
class PageSetup:
    """Margins in points. `fit`: pages wide and high, 0 for as many as needed; None prints at `scale` percent."""

    paper: int = LETTER
    landscape: bool = False
    left: float = 0.7 * POINTS_PER_INCH
    right: float = 0.7 * POINTS_PER_INCH
    top: float = 0.75 * POINTS_PER_INCH
    bottom: float = 0.75 * POINTS_PER_INCH
    header_from_edge: float = 0.3 * POINTS_PER_INCH
    footer_from_edge: float = 0.3 * POINTS_PER_INCH
    header: str = ""
    footer: str = ""
    even_header: str = ""
    even_footer: str = ""
    first_header: str = ""
    first_footer: str = ""
    fit: tuple[int, int] | None = None
    scale: int = 100
    centre_across: bool = False
    centre_down: bool = False
    repeat: tuple[int, int] | None = None
    area: tuple[int, int, int, int] | None = None  # first row and column, last row and column

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet of paper as it lies."""
        _, width, height = PAPERS.get(self.paper, PAPERS[9])
        points = (width * POINTS_PER_INCH / 25.4, height * POINTS_PER_INCH / 25.4)
        return (points[1], points[0]) if self.landscape else points


@dataclass
class PrintedSheet:
    """`widths` are screen points: `digit_pixels` of the screen hold one digit of `normal_font`, the unit of columns.

    On paper a column is as wide as so many digits of the face that stands for that font (see `PaperPages`).
    """

    name: str
    default_width: float
    default_height: float
    normal_font: str = "宋体"
    normal_size: float = 11
    digit_pixels: float = 8
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], PrintedCell] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # first cell -> last cell
    page: PageSetup = field(default_factory=PageSetup)
    fonts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def width(self, column: int) -> float:
        if column in self.hidden_columns:
            return 0
        return self.widths.get(column, self.default_width)

    def height(self, row: int) -> float:
        return self.heights.get(row, self.default_height)

    def last(self) -> tuple[int, int]:
        """The last row and column with a cell."""
        if not self.cells:
            return 0, 0
        return max(row for row, _ in self.cells), max(column for _, column in self.cells)


class RecordingBook:
    """Keeps what an export does to its first sheet. Further sheets (lists of words) are hidden and never printed."""

    def __init__(self, options: Mapping[str, Any], digit_pixels: float) -> None:
        self._options = options
        self._digit_pixels = digit_pixels
        self.sheet: PrintedSheet | None = None

    def add_format(self, properties: Mapping[str, Any]) -> CellLook:
        return look_of(properties)

    def add_worksheet(self, name: str, kind: object = None) -> _RecordingSheet:
        normal = self._options["default_format_properties"]
        printed = PrintedSheet(
            name,
            self._options["default_column_width"] * POINTS_PER_PIXEL,
            self._options["default_row_height"] * POINTS_PER_PIXEL,
            normal["font_name"],
            normal["font_size"],
            self._digit_pixels,
        )
        if self.sheet is None:
            self.sheet = printed
        return _RecordingSheet(printed)

    def _not_printed(self, *arguments: Any, **named: Any) -> int:
        return 0

    define_name = set_properties = set_custom_property = _not_printed


class _RecordingSheet:
    """The calls of XlsxWriter's worksheet that ledgers are written with."""

    def __init__(self, printed: PrintedSheet) -> None:
        self._printed = printed
        self.max_digit_width = printed.digit_pixels
        self._texts: dict[tuple[CellLook, float], str] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name in _OTHER_HEADERS:
            setattr(self._printed.page, name, value)

    # Cells

    def write_string(self, row: int, column: int, text: str, look: CellLook) -> int:
        self._printed.cells[row, column] = PrintedCell(text, look)
        return 0

    def write_blank(self, row: int, column: int, blank: None, look: CellLook) -> int:
        self._printed.cells[row, column] = PrintedCell("", look)
        return 0

    def write_number(self, row: int, column: int, value: float, look: CellLook) -> int:
        known = self._texts.get((look, value))
        if known is None:
            known = self._texts[look, value] = number_text(value, look.number)
        self._printed.cells[row, column] = PrintedCell(known, look, number=True)
        return 0

    def write_formula(self, row: int, column: int, formula: str, look: CellLook, result: Any = 0) -> int:
        if isinstance(result, str):
            return self.write_string(row, column, result, look)
        return self.write_number(row, column, result, look)

    def merge_range(
        self, row: int, column: int, last_row: int, last_column: int, text: str, look: CellLook
    ) -> int:
        for each in range(row, last_row + 1):
            for place in range(column, last_column + 1):
                self._printed.cells[each, place] = PrintedCell("", look)
        self._printed.cells[row, column] = PrintedCell(text, look)
        self._printed.merges[row, column] = (last_row, last_column)
        return 0

    def merge_written(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Cells that are written already become one; the first alone keeps its text."""
        for each in range(row, last_row + 1):
            for place in range(column, last_column + 1):
                cell = self._printed.cells.get((each, place))
                if (each, place) != (row, column) and cell is not None:
                    self._printed.cells[each, place] = PrintedCell("", cell.look)
        self._printed.merges[row, column] = (last_row, last_column)

    # Sizes

    def suggest_row_points(self, row: int, points: float) -> None:
        """The height that a program will give to a row whose height is not stored."""
        self._printed.heights[row] = points

    def set_row_pixels(self, row: int, pixels: float | None, look: Any = None, options: Any = None) -> int:
        if pixels is not None:
            self._printed.heights[row] = pixels * POINTS_PER_PIXEL
        if options and options.get("hidden"):
            self._printed.heights[row] = 0
        return 0

    def set_column_pixels(
        self, first: int, last: int, pixels: float | None, look: Any = None, options: Any = None
    ) -> int:
        for column in range(first, last + 1):
            if pixels is not None:
                self._printed.widths[column] = pixels * POINTS_PER_PIXEL
            if options and options.get("hidden"):
                self._printed.hidden_columns.add(column)
        return 0

    # Page

    def set_paper(self, code: int) -> None:
        self._printed.page.paper = code or LETTER

    def set_landscape(self) -> None:
        self._printed.page.landscape = True

    def set_portrait(self) -> None:
        self._printed.page.landscape = False

    def center_horizontally(self) -> None:
        self._printed.page.centre_across = True

    def center_vertically(self) -> None:
        self._printed.page.centre_down = True

    def set_margins(self, left: float, right: float, top: float, bottom: float) -> None:
        """Inches."""
        page = self._printed.page
        page.left, page.right, page.top, page.bottom = (
            inches * POINTS_PER_INCH for inches in (left, right, top, bottom)
        )

    def set_header(self, text: str, options: Mapping[str, Any]) -> None:
        self._printed.page.header = text
        self._printed.page.header_from_edge = options["margin"] * POINTS_PER_INCH

    def set_footer(self, text: str, options: Mapping[str, Any]) -> None:
        self._printed.page.footer = text
        self._printed.page.footer_from_edge = options["margin"] * POINTS_PER_INCH

    def fit_to_pages(self, wide: int, high: int) -> None:
        self._printed.page.fit = (wide, high)

    def set_print_scale(self, percent: int) -> None:
        self._printed.page.fit, self._printed.page.scale = None, percent

    def repeat_rows(self, first: int, last: int) -> None:
        self._printed.page.repeat = (first, last)

    def print_area(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        self._printed.page.area = (first_row, first_column, last_row, last_column)

    def _not_printed(self, *arguments: Any, **named: Any) -> int:
        return 0

    freeze_panes = hide_gridlines = set_zoom = set_selection = autofilter = _not_printed
    data_validation = conditional_format = hide = repeat_columns = _not_printed
