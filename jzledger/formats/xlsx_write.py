"""A ledger as a workbook, by its layout: no column is known here by name (ledgers.md, sections 1 and 3.1)."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from jzledger.formats import heights, slots
from jzledger.formats.cells import (
    CellWriter,
    Put,
    fitted_widths,
    number_format,
    on_paper,
    rounding_shows,
    shown_number,
)
from jzledger.formats.choices import Choices, offered_words
from jzledger.formats.formulas import formula_result, formula_text, sum_formula
from jzledger.formats.layout import NUMBERS, SUMMABLE, Column, Formula, Layout
from jzledger.formats.paper import Paper, PaperRow, Remark, slot_values, year_share
from jzledger.formats.printed_sheet import PrintedSheet, RecordingBook
from jzledger.formats.sheet_frame import Frame, set_properties, sheet_class
from jzledger.formats.styles import PIXELS, WORKBOOK_OPTIONS, Styles
from jzledger.formats.table_header import write_header
from jzledger.formats.table_plan import Line, plan_table, sums
from jzledger.rules.cell_names import column_letters
from jzledger.rules.text import for_paper

PROGRESS_STEP = 200  # rows between two reports
NO_FIGURES: Mapping[str, Any] = {}
SUM_STYLES = {"group": ("group", "group_number"), "total": ("total", "total")}  # of label and figures


def write_ledger(
    layout: Layout, paper: Paper, out: BinaryIO, progress: Callable[[int, int], None] | None = None
) -> list[Remark]:
    """Writes one ledger as a workbook; the same paper gives the same bytes.

    `progress(done, total)` hears of rows and may raise to stop; nothing is written to `out` then. Gives remarks about
    what the paper cannot show as the ledger holds it. Raises KeyError for a context without a value that the layout
    fills in, and what `out` raises (a full disk).
    """
    import xlsxwriter

    # The workbook is made in memory: XlsxWriter would wrap a disk's errors in its own.
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, dict(WORKBOOK_OPTIONS))
    remarks = _LedgerSheet(book, layout, paper).write(progress)
    book.close()
    out.write(made.getbuffer())
    return remarks


def print_ledger(
    layout: Layout, paper: Paper, progress: Callable[[int, int], None] | None = None
) -> tuple[PrintedSheet, list[Remark]]:
    """The same ledger as a sheet to be printed, made by the same calls, and the same remarks."""
    book = RecordingBook(WORKBOOK_OPTIONS, PIXELS)
    remarks = _LedgerSheet(book, layout, paper).write(progress)
    assert book.sheet is not None
    book.sheet.fonts = layout.sheet_styles.fonts
    return book.sheet, remarks


class _LedgerSheet:
    """The one visible sheet of a ledger. Everything that the first cell depends on is computed before it is written."""

    def __init__(self, book: Any, layout: Layout, paper: Paper) -> None:
        self.book = book
        self.layout = layout
        self.paper = paper
        self.values = slot_values(layout, paper)
        self.share = year_share(self.values)
        self.styles = Styles(book, layout.sheet_styles, paper.fonts)
        self.size = self.styles.style("text").size
        self.sheet = book.add_worksheet(layout.sheet, sheet_class())
        self.cells = CellWriter(self.sheet, layout, self.styles)
        self.places = {column.key: place for place, column in enumerate(layout.columns)}
        self.id_place = len(layout.columns)
        self.seq = next((column.key for column in layout.columns if column.type == "seq"), "")
        self.formula_columns = [(column.key, column.formula) for column in layout.columns if column.formula]
        done = [formula.columns["done"] for _, formula in self.formula_columns if formula.name == "rate"]
        self.begun = any(row.values.get(key) is not None for row in paper.rows for key in done)
        self.lines = plan_table(layout, paper.rows)
        self.figures = [self._figures(line) for line in self.lines]
        self.formats = {
            column.key: number_format(layout, column, [row.values.get(column.key) for row in paper.rows])
            for column in layout.columns
        }
        self.frame = Frame(self.sheet, layout, self.styles, fitted_widths(layout, self.size, self._widest()))

    def write(self, progress: Callable[[int, int], None] | None) -> list[Remark]:
        layout, frame = self.layout, self.frame
        preset = layout.sheet_styles.presets[self.paper.preset or layout.page.preset]
        frame.set_widths()
        header = frame.head(self.values, self.paper.mark if preset.mark else "")
        header_last = write_header(frame, header, self.values)
        first = header_last + 1
        last = header_last + len(self.lines)
        self._write_lines(first, progress)
        last_printed = frame.tail(last + 1, self._notes(), self.values)
        frame.set_page(preset, (header, header_last), last_printed)
        frame.set_screen(first)
        held = [first + place for place, line in enumerate(self.lines) if line.kind in ("row", "nothing")]
        if layout.page.filter:
            # To the id column, or sorting would leave the ids behind.
            self.sheet.autofilter(header_last, 0, held[-1], self.id_place)
        self._offer_lists(held[0], held[-1])
        self._define("jz_header", header, header_last, self.id_place - 1)
        self._define("jz_data", first, last, self.id_place)
        set_properties(self.book, layout, self.paper, self.values)
        return self.cells.remarks

    # Figures

    def _figures(self, line: Line) -> Mapping[str, Any]:
        """What the number cells of a line show, by column: amounts in yuan, results of formulas."""
        if line.row is not None:
            return self._with_results(line.row) if self.formula_columns else line.row.values
        if not self.layout.totals or not line.spans:
            return NO_FIGURES
        keys = self.layout.totals.columns
        figures = sums(line, [key for key in keys if self.layout.column(key).type in SUMMABLE])
        self._add_results(figures)
        return {key: figures[key] for key in keys}

    def _with_results(self, row: PaperRow) -> dict[str, Any]:
        figures = dict(row.values)
        self._add_results(figures)
        return figures

    def _add_results(self, figures: dict[str, Any]) -> None:
        """In the order of the columns: a gap needs its rate."""
        for key, formula in self.formula_columns:
            figures[key] = formula_result(formula, figures, self.share, self.begun)

    def _widest(self) -> dict[str, list[str]]:
        """For each number column its greatest and its smallest figure as shown."""
        widest: dict[str, list[str]] = {}
        for column in self.layout.columns:
            if column.type not in NUMBERS or column.type == "seq":
                continue
            held = [figures.get(column.key) for figures in self.figures]
            numbers = [value for value in held if isinstance(value, (int, float))]
            extremes = {max(numbers), min(numbers)} if numbers else set()
            widest[column.key] = [shown_number(column, self.formats[column.key], value) for value in extremes]
        return widest

    # Rows of the table

    def _write_lines(self, first: int, progress: Callable[[int, int], None] | None) -> None:
        puts = self._puts()
        total = len(self.lines)
        for place, line in enumerate(self.lines):
            row = first + place
            if line.row is not None:
                self._write_row(row, line.row.id, {**self.figures[place], self.seq: line.number}, puts)
            elif line.kind == "nothing":
                self._write_row(row, "", self.layout.nothing, puts)
            else:
                self._write_sums(row, line, self.figures[place], first)
            if progress and (place + 1) % PROGRESS_STEP == 0:
                progress(place + 1, total)
        if progress:
            progress(total, total)

    def _puts(self) -> list[tuple[str, Put]]:
        """For each column its key and what writes its cells."""
        puts: list[tuple[str, Put]] = []
        for place, column in enumerate(self.layout.columns):
            shown = self.formats[column.key]
            if column.formula:
                puts.append((column.key, self._put_formula(place, column, column.formula)))
            else:
                puts.append((column.key, self.cells.column(place, column, self.frame.widths[place], shown)))
        return puts

    def _put_formula(self, place: int, column: Column, formula: Formula) -> Put:
        cell_format = self.styles.of_type(column.type, self.formats[column.key])

        def put(row: int, result: Any) -> int:
            if result is None:
                self.sheet.write_blank(row, place, None, cell_format)
            else:
                text = formula_text(formula, self.places, row, self.share, self.begun)
                self.sheet.write_formula(row, place, text, cell_format, result)
            return 1

        return put

    def _write_row(
        self, row: int, row_id: str, values: Mapping[str, Any], puts: Sequence[tuple[str, Put]]
    ) -> None:
        most, tallest = 1, 0
        for place, (key, put) in enumerate(puts):
            count = put(row, values.get(key))
            if count > most:
                most, tallest = count, place
        height = heights.height(most, self.size)
        if height > heights.HIGHEST:
            height = heights.HIGHEST
            self.cells.remark(
                row, tallest, "文字太多，一行的高度放不下，打印时会少一部分；请加宽这一列或精简文字"
            )
        self.frame.row_height(row, max(self.layout.row_height, height))
        if row_id:
            self.sheet.write_string(row, self.id_place, row_id, self.styles.named("id"))

    def _write_sums(self, row: int, line: Line, figures: Mapping[str, Any], first: int) -> None:
        """A group row or a total row: label, then sums and formulas of the columns that are totalled."""
        labelled = self.layout.groups if line.kind == "group" else self.layout.totals
        assert labelled is not None
        label_style, figure_style = SUM_STYLES[line.kind]
        label_to = self.places[labelled.label_to]
        self.frame.merge(row, 0, label_to, line.text, self.styles.named(label_style))
        spans = [(first + start, first + end) for start, end in line.spans]
        for place in range(label_to + 1, self.id_place):
            column = self.layout.columns[place]
            if column.key not in figures:
                self.sheet.write_blank(row, place, None, self.styles.named(figure_style))
                continue
            cell_format = self.styles.of_type(column.type, self.formats[column.key], style=figure_style)
            result = figures[column.key]
            if column.formula:
                text = formula_text(column.formula, self.places, row, self.share, self.begun)
            else:
                text, result = sum_formula(place, spans), on_paper(column, result)
            self.sheet.write_formula(row, place, text, cell_format, result)
        size = self.styles.style(label_style).size
        lines = heights.lines(line.text, heights.room(sum(self.frame.widths[: label_to + 1]), size))
        self.frame.row_height(
            row, max(self.layout.row_height, min(heights.HIGHEST, heights.height(lines, size)))
        )

    # Around the table

    def _notes(self) -> str:
        """注：1.…；2.…。 The points of the layout, of this export, and the one about rounding where it shows."""
        points = [
            slots.fill(note.text, self.values)
            for note in self.layout.notes
            if all(self.values.get(key) == value for key, value in note.when.items())
        ]
        points += self.paper.notes
        if self.layout.rounding_note and self._rounding_shows():
            points.append(slots.fill(self.layout.rounding_note, self.values))
        cleaned = [point for text in points if (point := for_paper(text).rstrip("。；;."))]
        return (
            f"注：{'；'.join(f'{number}.{text}' for number, text in enumerate(cleaned, 1))}。"
            if cleaned
            else ""
        )

    def _rounding_shows(self) -> bool:
        """Does a total, as shown, differ from the sum of its parts as shown?"""
        for line, figures in zip(self.lines, self.figures, strict=True):
            for key in figures if line.spans else ():
                column = self.layout.column(key)
                parts = [
                    self.figures[place].get(key)
                    for start, end in line.spans
                    for place in range(start, end + 1)
                ]
                if rounding_shows(column, self.formats[key], figures[key], parts):
                    return True
        return False

    def _offer_lists(self, first: int, last: int) -> None:
        choices = Choices(self.book, self.sheet, first, last)
        office = self.values.get("lists", {})
        for place, column in enumerate(self.layout.columns):
            head = slots.fill(column.head, self.values).replace("\n", "")
            if column.type == "light":
                lights = [light.text for light in self.layout.sheet_styles.shown_lights()]
                choices.offer(place, head, lights, grows=False)
                choices.follow_lights(place, self.layout, self.book.add_format)
            elif column.type == "choice":
                used = {for_paper(word) for row in self.paper.rows if (word := row.values.get(column.key))}
                words = offered_words(self.layout, column, office, used)
                choices.offer(place, head, words, grows=self.layout.lists[column.list].grows)

    def _define(self, name: str, first: int, last: int, last_place: int) -> None:
        sheet = f"'{self.layout.sheet}'"
        area = f"$A${first + 1}:${column_letters(last_place)}${last + 1}"
        self.book.define_name(f"{sheet}!{name}", f"={sheet}!{area}")
