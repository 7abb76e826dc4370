"""The formats of a workbook: one XlsxWriter format per look, made once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jzledger.formats.layout import Light, Style, StyleSheet

NORMAL_FONT = "宋体"
NORMAL_SIZE = 11
PIXELS = 8  # of one digit of the Normal style at 96 dpi: the unit of column widths
CHARSET = 134  # GB 2312
ROMAN, MODERN = 1, 3  # font families of the file format

WORKBOOK_OPTIONS: Mapping[str, Any] = {
    "in_memory": True,
    # The Normal style defines the unit of column widths; every other format names its own font.
    "default_format_properties": {
        "font_name": NORMAL_FONT,
        "font_size": NORMAL_SIZE,
        "font_family": MODERN,
        "font_charset": CHARSET,
    },
    "default_column_width": 9 * PIXELS,
    "default_row_height": 18,
}


class Styles:
    """Formats of one workbook by their looks. `fonts` replaces standard faces by installed ones."""

    def __init__(self, book: Any, sheet_styles: StyleSheet, fonts: Mapping[str, str]) -> None:
        self._book = book
        self._sheet_styles = sheet_styles
        self._fonts = fonts
        self._formats: dict[tuple[Style, str], Any] = {}

    def style(self, name: str) -> Style:
        return self._sheet_styles.styles[name]

    def named(self, name: str, *, align: str = "", number_format: str = "") -> Any:
        """The format of a style, with another alignment or a number format."""
        style = self.style(name)
        return self.format(replace(style, align=align) if align else style, number_format)

    def of_type(self, column_type: str, number_format: str = "", *, style: str = "") -> Any:
        """The format of a column type, or of another style (a total row) aligned like that type."""
        look = self._sheet_styles.types[column_type]
        return self.named(style or look.style, align=look.align, number_format=number_format)

    def light(self, light: Light) -> Any:
        """The format of a light: its fill and font colour under the style of light cells."""
        style = self.style("light")
        return self.format(replace(style, fill=light.fill, colour=light.colour) if light.text else style)

    def format(self, style: Style, number_format: str = "") -> Any:
        """The format with exactly these properties."""
        key = (style, number_format)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(self._properties(style, number_format))
        return self._formats[key]

    def _properties(self, style: Style, number_format: str) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "font_name": self._fonts.get(style.font, style.font),
            "font_size": style.size,
            "font_family": ROMAN if style.font.isascii() else MODERN,
            "font_charset": CHARSET,
            "font_color": f"#{style.colour}",
            "align": style.align,
            "valign": "vcenter",
        }
        if style.bold:
            properties["bold"] = True
        if style.wrap:
            properties["text_wrap"] = True
        if style.border:
            properties["border"] = 1
        if style.fill:
            properties["bg_color"] = f"#{style.fill}"
            properties["pattern"] = 1
        if number_format:
            properties["num_format"] = number_format
        return properties
