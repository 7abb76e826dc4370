"""A workbook that goes out to a unit: sheets to be filled in, and the hidden sheet by which it is merged back.

Cells of reply columns are open, all others grey and locked without a password (ledgers.md, section 2.1).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jzledger.formats import heights, slots
from jzledger.formats.cells import CellWriter, Put, fitted_widths, number_format, plain, shown_number
from jzledger.formats.choices import Choices, offered_words
from jzledger.formats.dispatch_forms import Form
from jzledger.formats.layout import NUMBERS, Column, Style, StyleSheet
from jzledger.formats.paper import PaperRow
from jzledger.formats.sheet_frame import Frame, sheet_class
from jzledger.formats.styles import WORKBOOK_OPTIONS, Styles
from jzledger.formats.table_header import write_header

TRAIL = "_jz"  # the hidden sheet; it is found by this name, never by its position
GREY = "F2F2F2"
HINT_STYLE = "tail"
# What stays allowed on a protected sheet.
ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
DAYS = (date(2000, 1, 1), date(2199, 12, 31))


@dataclass(frozen=True)
class FilledForm:
    """A form with the rows for one unit. `values` fill its slots; `lists`: column key -> words of the office."""

    form: Form
    rows: Sequence[PaperRow]
    values: Mapping[str, Any]
    lists: Mapping[str, Sequence[str]]


def first_data_row(form: Form) -> int:
    """Where the rows of a form begin, from 1: below title, hint and header."""
    return 3 + form.layout.header_rows


def write_dispatch(forms: Sequence[FilledForm], trail: Iterable[Sequence[str]]) -> bytes:
    """The workbook with one sheet for each form, and `trail` in its hidden sheet. The same input, the same bytes."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, dict(WORKBOOK_OPTIONS))
    for filled in forms:
        _FormSheet(book, filled).write()
    sheet = book.add_worksheet(TRAIL)
    for row, line in enumerate(trail):
        for place, text in enumerate(line):
            sheet.write_string(row, place, plain(text))
    sheet.hide()
    values = forms[0].values
    book.set_properties(
        {
            "title": slots.fill(forms[0].form.layout.title, values)[:255],
            "author": str(values["office"])[:255],
            "category": "下发表",
            "keywords": "jzledger;dispatch",
            "created": values["exported_at"],
        }
    )
    book.close()
    return made.getvalue()


class _Locked(Styles):
    """Cells that the unit may not change: grey, unless their own colour says something."""

    def _properties(self, style: Style, number_format: str) -> dict[str, Any]:
        properties = super()._properties(style, number_format)
        if not style.fill:
            properties |= {"bg_color": f"#{GREY}", "pattern": 1}
        return properties


class _Open(Styles):
    """Cells that the unit fills in."""

    def _properties(self, style: Style, number_format: str) -> dict[str, Any]:
        return {**super()._properties(style, number_format), "locked": False}


class _FormSheet:
    """One sheet: title, one line that says what to fill in, header, rows."""

    def __init__(self, book: Any, filled: FilledForm) -> None:
        self.book, self.filled = book, filled
        self.form, self.layout, self.values = filled.form, filled.form.layout, filled.values
        shared: StyleSheet = self.layout.sheet_styles
        self.styles, self.locked, self.open = (
            Styles(book, shared, {}),
            _Locked(book, shared, {}),
            _Open(book, shared, {}),
        )
        self.size = self.styles.style("text").size
        self.sheet = book.add_worksheet(self.layout.sheet, sheet_class())
        self.formats = {
            column.key: number_format(
                self.layout, column, [row.values.get(column.key) for row in filled.rows]
            )
            for column in self.layout.columns
        }
        widths = fitted_widths(self.layout, self.size, self._widest())
        self.frame = Frame(self.sheet, self.layout, self.styles, widths)
        self.id_place = len(self.layout.columns)

    def write(self) -> None:
        frame, layout = self.frame, self.layout
        frame.set_widths()
        frame.merge(
            0, 0, self.id_place - 1, slots.fill(layout.title, self.values), self.styles.named("title")
        )
        frame.row_height(0, layout.title_height)
        self._hint()
        header_last = write_header(frame, 2, self.values)
        first = header_last + 1
        last = header_last + len(self.filled.rows)
        self._rows(first)
        frame.set_page(layout.sheet_styles.presets["standalone"], (2, header_last), last)
        frame.set_screen(first)
        self.sheet.autofilter(
            header_last, 0, last, self.id_place
        )  # with the ids, or sorting would leave them behind
        self.sheet.protect("", dict(ALLOWED))
        self._offer(first, last)

    def _hint(self) -> None:
        values = {**self.values, "reply": "、".join(self._head(column) for column in self.form.replies())}
        text = slots.fill(self.form.hint, values)
        size = self.styles.style(HINT_STYLE).size
        self.frame.merge(1, 0, self.id_place - 1, text, self.styles.named(HINT_STYLE))
        lines = heights.lines(text, heights.room(sum(self.frame.widths), size))
        self.frame.row_height(1, heights.height(lines, size) + 4)

    def _head(self, column: Column) -> str:
        return slots.fill(column.head, self.values).replace("\n", "").removesuffix("（万元）")

    def _widest(self) -> dict[str, list[str]]:
        widest: dict[str, list[str]] = {}
        for column in self.layout.columns:
            if column.type in NUMBERS and column.type != "seq":
                held = [row.values.get(column.key) for row in self.filled.rows]
                numbers = [value for value in held if isinstance(value, int | float)]
                extremes = {max(numbers), min(numbers)} if numbers else set()
                widest[column.key] = [
                    shown_number(column, self.formats[column.key], number) for number in extremes
                ]
        return widest

    def _rows(self, first: int) -> None:
        puts: list[tuple[str, Put]] = []
        writers = {
            True: CellWriter(self.sheet, self.layout, self.open),
            False: CellWriter(self.sheet, self.layout, self.locked),
        }
        for place, column in enumerate(self.layout.columns):
            put = writers[column.reply].column(
                place, column, self.frame.widths[place], self.formats[column.key]
            )
            puts.append((column.key, put))
        seq = next((column.key for column in self.layout.columns if column.type == "seq"), "")
        ids, write_id = self.styles.named("id"), self.sheet.write_string
        for number, row in enumerate(self.filled.rows, 1):
            at = first + number - 1
            values = {**row.values, seq: number} if seq else row.values
            most = max(put(at, values.get(key)) for key, put in puts)
            self.frame.row_height(
                at, max(self.layout.row_height, min(heights.HIGHEST, heights.height(most, self.size)))
            )
            write_id(at, self.id_place, row.id, ids)

    def _offer(self, first: int, last: int) -> None:
        """What a reply cell takes: a word of a list, a day, an amount that is not negative."""
        choices = Choices(self.book, self.sheet, first, last)
        for place, column in enumerate(self.layout.columns):
            if not column.reply:
                continue
            if column.type == "choice":
                words = offered_words(self.layout, column, self.filled.lists, set())
                choices.offer(place, self._head(column), words, grows=self.layout.lists[column.list].grows)
            elif column.type == "date":
                self._limit(first, last, place, "date", "请填一个日期，如 2024-06-30。", *DAYS)
            elif column.type in NUMBERS:
                self._limit(first, last, place, "decimal", "请只填数字，单位万元。", 0, 10**9)

    def _limit(self, first: int, last: int, place: int, what: str, message: str, low: Any, high: Any) -> None:
        self.sheet.data_validation(
            first,
            place,
            last,
            place,
            {
                "validate": what,
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "ignore_blank": True,
                "error_type": "warning",
                "error_title": self._head(self.layout.columns[place])[:32],
                "error_message": message,
            },
        )
