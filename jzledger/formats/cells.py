"""Cells of the table: for each column type, how a value becomes a cell and how many lines it takes.

A column is planned once for all rows: number format, formats and widths are fixed before the first cell is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from jzledger.formats import heights
from jzledger.formats.layout import DATES, MONEY_UNITS, TEXTS, Column, Layout
from jzledger.formats.paper import FILLERS, Remark
from jzledger.formats.styles import Styles
from jzledger.rules.cell_names import cell_name
from jzledger.rules.deadlines import is_plain_date
from jzledger.rules.text import for_paper

LONGEST = 32_767  # UTF-16 units of a cell
EPOCH = date(1899, 12, 30).toordinal()  # day 0 of a sheet, for days after February 1900
FIRST_DAY = 61  # 1900-03-01; before it sheets count a day that never was
WIDEST_DATES = {"month": "0000-00", "date": "0000-00-00", "due": "0000-00-00"}

Put = Callable[[int, Any], int]
"""Writes the value of a column into a row of the sheet and gives the lines that it takes."""


def number_format(layout: Layout, column: Column, values: Sequence[Any]) -> str:
    """The number format of a column: with decimals when any of its amounts has some; "" for texts."""
    formats = layout.sheet_styles.types[column.type].formats
    unit = MONEY_UNITS.get(column.type, 1)
    if len(formats) > 1 and any(value is not None and value % unit for value in values):
        return formats[1]
    return formats[0] if formats else ""


def on_paper(column: Column, value: float) -> float:
    """A number as the cell holds it: amounts in the unit of the column, exactly."""
    return value / MONEY_UNITS[column.type] if column.type in MONEY_UNITS else value


def shown_number(column: Column, number_format: str, value: float) -> str:
    """How a sheet shows a number, to measure its width."""
    if column.type in MONEY_UNITS:
        return f"{on_paper(column, value):,.{2 if '.00' in number_format else 0}f} "
    if column.type == "pct":
        return f"{value:.1%}"
    return f"{value:+.1f}" if column.type == "pp" else f"{value:.0f}"


def plain(text: str) -> str:
    """A text that XlsxWriter does not take for its own markup, which it would write unescaped."""
    return f"＜r>{text[3:]}" if text.startswith("<r>") and text.endswith("</r>") else text


def rounding_shows(column: Column, number_format: str, total: Any, parts: Sequence[Any]) -> bool:
    """Does a total in yuan, rounded as the sheet shows it, differ from the sum of its parts, rounded likewise?"""
    unit = MONEY_UNITS.get(column.type)
    if unit is None:
        return False
    step = unit // 100 if ".00" in number_format else unit
    return _steps(total, step) != sum(_steps(part, step) for part in parts if part is not None)


def _steps(value: int, step: int) -> int:
    """A whole number in steps, halves away from zero."""
    steps = (2 * abs(value) + step) // (2 * step)
    return -steps if value < 0 else steps


class CellWriter:
    """Writes cells of one sheet and keeps remarks about what could not be written as it is."""

    def __init__(self, sheet: Any, layout: Layout, styles: Styles) -> None:
        self.sheet = sheet
        self.layout = layout
        self.styles = styles
        self.remarks: list[Remark] = []

    def remark(self, row: int, place: int, message: str) -> None:
        self.remarks.append(Remark(f"{self.layout.sheet}!{cell_name(row, place)}", message))

    def column(self, place: int, column: Column, width: float, number_format: str) -> Put:
        """What writes the cells of a column that holds values, not formulas."""
        if column.type in TEXTS:
            return self._texts(place, column.type, width)
        if column.type == "light":
            return self._lights(place)
        if column.type in DATES:
            return self._dates(place, column, width, number_format)
        return self._numbers(place, column, number_format)

    def text(self, row: int, place: int, value: str) -> str:
        """A text as a cell may hold it."""
        shown = plain(for_paper(value))
        if shown in FILLERS:
            return ""
        if len(shown) > LONGEST // 2 and len(shown.encode("utf-16-le")) // 2 > LONGEST:
            shown = _cut(shown)
            self.remark(row, place, f"文字超过一格能放的{LONGEST}字，后面的没有写入")
        return shown

    def _texts(self, place: int, column_type: str, width: float) -> Put:
        look = self.layout.sheet_styles.types[column_type]
        cell_format = self.styles.of_type(column_type)
        units = heights.room(width, self.styles.style(look.style).size)
        write_string, write_blank = self.sheet.write_string, self.sheet.write_blank
        # Names, units and categories repeat: text as typed -> as shown, and its lines.
        known: dict[str, tuple[str, int]] = {}

        def put(row: int, value: str | None) -> int:
            if not value:
                write_blank(row, place, None, cell_format)
                return 1
            if value in known:
                shown, count = known[value]
            else:
                shown = self.text(row, place, value)
                count = heights.lines(shown, units)
                if len(value) <= LONGEST // 2:  # a longer one may be cut, which is remarked at each cell
                    known[value] = shown, count
            if shown:
                write_string(row, place, shown, cell_format)
            else:
                write_blank(row, place, None, cell_format)
            return count

        return put

    def _lights(self, place: int) -> Put:
        lights = self.layout.sheet_styles.lights
        shown = {code: (light.text, self.styles.light(light)) for code, light in lights.items()}
        shown[""] = ("", self.styles.named("light"))

        def put(row: int, code: str | None) -> int:
            text, cell_format = shown[code or ""]
            if text:
                self.sheet.write_string(row, place, text, cell_format)
            else:
                self.sheet.write_blank(row, place, None, cell_format)
            return 1

        return put

    def _dates(self, place: int, column: Column, width: float, number_format: str) -> Put:
        cell_format = self.styles.of_type(column.type, number_format)
        words = self._texts(place, "text", width)
        write_number, write_blank = self.sheet.write_number, self.sheet.write_blank

        def put(row: int, value: Any) -> int:
            if value is not None and column.type == "due":
                typed, on = value[0], value[1]
                value = is_plain_date(typed) if typed else on
                if value is None and typed:
                    return words(row, typed)
            if value is None:
                write_blank(row, place, None, cell_format)
                return 1
            if column.type == "month":
                value = value.replace(day=1)
            serial = value.toordinal() - EPOCH
            if serial < FIRST_DAY:
                self.remark(row, place, f"{value.isoformat()}早于1900年3月，表格不能当日期存，按文字写入")
                return words(row, value.isoformat())
            write_number(row, place, serial, cell_format)
            return 1

        return put

    def _numbers(self, place: int, column: Column, number_format: str) -> Put:
        cell_format = self.styles.of_type(column.type, number_format)
        unit = MONEY_UNITS.get(column.type)
        write_number, write_blank = self.sheet.write_number, self.sheet.write_blank

        def put(row: int, value: float | None) -> int:
            if value is None:
                write_blank(row, place, None, cell_format)
            else:
                write_number(row, place, value / unit if unit else value, cell_format)
            return 1

        return put


def fitted_widths(layout: Layout, size: float, widest: Mapping[str, Sequence[str]]) -> list[float]:
    """Widths in digits of all columns, wide enough for their widest numbers and dates (`widest`: as shown).

    What a column gains is taken from the long texts, by up to 15 % of their width, where the sheet would otherwise
    print smaller than the layout meant.
    """
    widths = [column.width for column in layout.columns]
    meant = sum(widths)
    for place, column in enumerate(layout.columns):
        shown = [WIDEST_DATES[column.type]] if column.type in WIDEST_DATES else widest.get(column.key, ())
        need = max((heights.width_for(text, size) for text in shown), default=0)
        widths[place] = max(widths[place], _up(need))
    gained = sum(widths) - meant
    long = [place for place, column in enumerate(layout.columns) if column.type == "long"]
    for place in sorted(long, key=lambda place: -widths[place]):
        given = min(gained, _down(widths[place] * 0.15))
        widths[place] -= given
        gained -= given
    return widths


def _up(digits: float) -> float:
    return -(-digits * 8 // 1) / 8


def _down(digits: float) -> float:
    return digits * 8 // 1 / 8


def _cut(text: str) -> str:
    """As much of a text as a cell takes, with a mark that it goes on."""
    return text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + "…"
