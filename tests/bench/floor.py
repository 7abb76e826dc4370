"""The floor of an export: a bare XlsxWriter program that knows every cell, format, merge and height beforehand."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

FORMAT_KEYS = (
    "font_name font_size font_family font_charset font_color bold text_h_align text_v_align text_wrap num_format "
    "pattern bg_color left right top bottom".split()
)
WRITERS = ("write_string", "write_number", "write_blank", "write_formula")
NORMAL = {"font_name": "宋体", "font_size": 11, "font_family": 3, "font_charset": 134}
OPTIONS = {
    "in_memory": True,
    "default_format_properties": NORMAL,
    "default_column_width": 72,
    "default_row_height": 18,
}
Call = tuple[str, tuple[Any, ...]]


class Floor:
    """The bare program: the same formats, cells, merges, heights and widths, all known beforehand."""

    def __init__(self, calls: list[Call]) -> None:
        used = {id(value): value for _, arguments in calls for value in arguments if is_format(value)}
        places = {key: place for place, key in enumerate(used)}
        self.looks = [{key: getattr(made, key) for key in FORMAT_KEYS} for made in used.values()]
        cells = [call for call in calls if call[0] in WRITERS and call[0] != "write_formula"]
        self.cells = [
            (name, row, column, value, places[id(look)]) for name, (row, column, value, look) in cells
        ]
        formulas = [arguments for name, arguments in calls if name == "write_formula"]
        self.formulas = [(*arguments[:3], places[id(arguments[3])], arguments[4]) for arguments in formulas]
        merges = [arguments for name, arguments in calls if name == "merge_range"]
        self.merges = [(*arguments[:5], places[id(arguments[5])]) for arguments in merges]
        self.heights = [arguments for name, arguments in calls if name == "set_row_pixels"]
        self.widths = [arguments for name, arguments in calls if name == "set_column_pixels"]

    def write(self) -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, dict(OPTIONS))
        sheet = book.add_worksheet()
        formats = [book.add_format() for _ in self.looks]
        for made, look in zip(formats, self.looks, strict=True):
            for key, value in look.items():
                setattr(made, key, value)
        for width in self.widths:
            sheet.set_column_pixels(*width)
        for *area, place in self.merges:
            sheet.merge_range(*area, formats[place])
        writers = {name: getattr(sheet, name) for name in WRITERS}
        for name, row, column, value, place in self.cells:
            writers[name](row, column, value, formats[place])
        for row, column, formula, place, result in self.formulas:
            sheet.write_formula(row, column, formula, formats[place], result)
        for height in self.heights:
            sheet.set_row_pixels(*height)
        book.close()
        return out.getvalue()


def is_format(value: object) -> bool:
    return type(value).__name__ == "Format"
