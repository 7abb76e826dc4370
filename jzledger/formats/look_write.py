"""Rows written in a learned look. The same calls make the workbook and the pages of the preview."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from jzledger.formats import heights, slots
from jzledger.formats.cell_look import CellLook
from jzledger.formats.cells import EPOCH, FIRST_DAY, LONGEST, plain
from jzledger.formats.formulas import sum_formula
from jzledger.formats.look import NOTHING, SEQ, WRITTEN, Block, Look, LookColumn
from jzledger.formats.look_around import offer_words, set_page, set_screen, set_widths
from jzledger.formats.look_columns import find_look, lines_of_text, with_lines_of, word_look
from jzledger.formats.paper import FILLERS, Paper, PaperRow, Remark, month_span
from jzledger.formats.printed_sheet import POINTS_PER_PIXEL, PrintedSheet, RecordingBook
from jzledger.formats.sheet_frame import sheet_class
from jzledger.formats.table_plan import chinese
from jzledger.rules.cell_names import cell_name
from jzledger.rules.deadlines import is_plain_date
from jzledger.rules.text import for_paper

PROGRESS_STEP = 200
LIGHT_WORDS = {"red": "▲红", "amber": "◆黄", "green": "●绿", "closed": "■销", "undated": ""}
_KNOWN_WIDTHS = {6: 56, 7: 64, 8: 72, 9: 80, 11: 96, 12: 104, 13: 120}  # pixels of a digit -> of a column
_CELL_PADDING = 5  # pixels
_BESIDE = 1e-6  # a height beside the usual one is stored, the usual one itself would not be
Report = Callable[[int, int], None]


def write_look(look: Look, paper: Paper, out: BinaryIO, progress: Report | None = None) -> list[Remark]:
    """Writes rows as the workbook looks that the look was learned from. Raises what `progress` and `out` raise."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _options(look))
    remarks = _LookSheet(book, look, paper).write(progress)
    book.close()
    out.write(made.getbuffer())
    return remarks


def print_look(look: Look, paper: Paper, progress: Report | None = None) -> tuple[PrintedSheet, list[Remark]]:
    """The same as a sheet to be printed."""
    default_width = round(look.default_width * digit_pixels(look)) + _CELL_PADDING
    book = RecordingBook({**_options(look), "default_column_width": default_width}, digit_pixels(look))
    remarks = _LookSheet(book, look, paper).write(progress)
    assert book.sheet is not None
    return book.sheet, remarks


def digit_pixels(look: Look) -> int:
    """Pixels of one digit of the Normal font: half an em of a Chinese face, rounded up; 7 for Calibri 11."""
    points = look.normal.size * (0.5 if not look.normal.font.isascii() else 0.507)
    pixels = points / POINTS_PER_PIXEL
    return int(-(-pixels // 1)) if not look.normal.font.isascii() else round(pixels)


def _options(look: Look) -> dict[str, Any]:
    normal = look.normal
    return {
        "in_memory": True,
        "default_format_properties": {
            "font_name": normal.font,
            "font_size": normal.size,
            "font_family": normal.family,
            "font_charset": normal.charset,
        },
        # XlsxWriter knows the digits of a font by the width that its columns have by default.
        "default_column_width": _KNOWN_WIDTHS.get(digit_pixels(look), 64),
        "default_row_height": look.default_height / POINTS_PER_PIXEL,
    }


class _LookSheet:
    def __init__(self, book: Any, look: Look, paper: Paper) -> None:
        self.book, self.look, self.paper = book, look, paper
        self._known: dict[Any, Any] = {}
        self.formats = [book.add_format(style.properties()) for style in look.styles]
        self.sheet = book.add_worksheet(look.sheet, sheet_class())
        self.values = _values(paper)
        self.remarks: list[Remark] = []
        self.at = 0  # the next row

    def write(self, progress: Report | None) -> list[Remark]:
        look = self.look
        set_widths(self.sheet, look)
        self._block(look.head, self.values)
        groups = self._grouped()
        total = look.total
        if total is not None and look.total_above:
            above = self.at
            self.at += len(total.rows)
        spans: list[tuple[int, int]] = []
        number = parity = 0
        for order, (name, rows) in enumerate(groups, 1):
            words = {
                **self.values,
                "name": name,
                "ordinal": chinese(order),
                "number": order,
                "count": len(rows),
            }
            first = self.at + (len(look.groups.head.rows) if look.groups and look.groups.head else 0)
            span = [(first, first + len(rows) - 1)]
            if look.groups and look.groups.head:
                self._sums(look.groups.head, words, span, rows)
            number = 0 if look.groups and look.groups.restart else number
            self._rows(rows, number, parity, progress)
            number += len(rows)
            parity += len(rows)
            if look.groups and look.groups.foot:
                self._sums(look.groups.foot, words, span, rows)
            spans += span
        every = self.paper.rows
        if total is not None and look.total_above:
            end, self.at = self.at, above
            self._sums(total, self.values, spans, every)
            self.at = end
        elif total is not None:
            self._sums(total, self.values, spans, every)
        table_end = self.at - 1
        self._block(look.tail, self.values)
        set_page(self.sheet, look.page, self.at - 1)
        set_screen(self.sheet, look, table_end)
        offer_words(self.sheet, look, spans)
        return self.remarks

    # Rows

    def _grouped(self) -> list[tuple[str, Sequence[PaperRow]]]:
        groups = self.look.groups
        if groups is None or not self.paper.rows:
            return [("", self.paper.rows)] if self.paper.rows else []
        found: dict[str, list[PaperRow]] = {name: [] for name in groups.names}
        for row in self.paper.rows:
            found.setdefault(row.group or "", []).append(row)
        return [(groups.names.get(key, key), rows) for key, rows in found.items() if rows]

    def _rows(self, rows: Sequence[PaperRow], number: int, parity: int, progress: Report | None) -> None:
        """`number`: 序号 before the first; `parity`: rows of the table before it."""
        look, first = self.look, self.at
        shown: list[list[tuple[Any, str]]] = []
        for offset, row in enumerate(rows):
            at = self._places(offset, len(rows), parity + offset)
            cells = [
                self._cell(column, row, number + offset + 1, first + offset, look.left + place)
                for place, column in enumerate(look.columns)
            ]
            shown.append(cells)
            for place, (column, (value, kind)) in enumerate(zip(look.columns, cells, strict=True)):
                form = self._format(column, at, kind, value)
                self._put(first + offset, look.left + place, value, kind, form)
            self._height(first + offset, cells)
            done = parity + offset + 1
            if progress and (done % PROGRESS_STEP == 0 or done == len(self.paper.rows)):
                progress(done, len(self.paper.rows))
        self._merge_down(shown, first)
        self.at += len(rows)

    def _places(self, offset: int, many: int, number: int) -> tuple[str, ...]:
        """By which places a row is known: in the whole table (`number`), in its stretch (`offset` of `many`)."""
        narrow = ["end"] if number == len(self.paper.rows) - 1 else []
        narrow += ["begin"] if number == 0 else []
        opens, closes = offset == 0, offset == many - 1
        narrow += ["only"] if opens and closes else ["first"] if opens else ["last"] if closes else []
        return (*narrow, "even" if number % 2 else "odd")

    def _format(self, column: LookColumn, places: tuple[str, ...], kind: str, value: Any) -> Any:
        """The format of a cell by its place, with the colours of its word where that has some."""
        text = value if kind == "text" else ""
        key = (column.field, column.head, places, kind, text if f"odd/text={text}" in column.looks else "")
        if key not in self._known:
            if not column.looks:
                return self.formats[0]
            found = find_look(column.looks, places, kind)
            word = word_look(column.looks, places, text) if text else None
            if word is None:
                self._known[key] = self.formats[found]
            else:
                styles = self.look.styles
                self._known[key] = self._made(with_lines_of(styles[word], styles[found]))
        return self._known[key]

    def _made(self, look: CellLook) -> Any:
        if look not in self.look.styles:
            return self.book.add_format(look.properties())
        return self.formats[self.look.styles.index(look)]

    def _cell(self, column: LookColumn, row: PaperRow, number: int, at: int, place: int) -> tuple[Any, str]:
        """Value and kind (text, number, blank) as the cell holds them."""
        if column.field == SEQ:
            return number, "number"
        value = row.values.get(column.field) if column.field != NOTHING else None
        if value is None or value == "":
            return None, "blank"
        match column.type:
            case "money":
                return value / column.unit, "number"
            case "pct":
                return float(value) * column.unit, "number"
            case "date" | "due" | "month":
                return self._day(column, value, at, place)
            case "light":
                word = column.words.get(value, LIGHT_WORDS.get(value, ""))
                return (word, "text") if word else (None, "blank")
            case "int" | "days" | "pp":
                return float(value), "number"
        text = plain(for_paper(str(value)))[:LONGEST]
        return (text, "text") if text and text not in FILLERS else (None, "blank")

    def _day(self, column: LookColumn, value: Any, at: int, place: int) -> tuple[Any, str]:
        typed = ""
        day = value
        if column.type == "due":
            typed = value[0] or ""
            day = is_plain_date(typed) if typed else value[1]
        if day is None:
            return (plain(for_paper(typed)), "text") if typed else (None, "blank")
        assert isinstance(day, date)
        if column.written:
            return WRITTEN[column.written].format(y=day.year, m=day.month, d=day.day), "text"
        serial = day.toordinal() - EPOCH
        if serial < FIRST_DAY:
            self.remarks.append(
                Remark(f"{self.look.sheet}!{cell_name(at, place)}", "早于1900年3月的日期按文字写入")
            )
            return day.isoformat(), "text"
        return serial, "number"

    def _put(self, row: int, column: int, value: Any, kind: str, form: Any) -> None:
        if kind == "text":
            self.sheet.write_string(row, column, value, form)
        elif kind == "number":
            self.sheet.write_number(row, column, value, form)
        else:
            self.sheet.write_blank(row, column, None, form)

    def _height(self, row: int, cells: Sequence[tuple[Any, str]]) -> None:
        known = self.look.heights
        if 0 in known:
            self._row_points(row, known[0])
            return
        lines, size = 1, 11.0
        for place, (value, kind) in enumerate(cells):
            column = self.look.columns[place]
            if kind != "text" or not column.looks:
                continue
            look = self.look.styles[find_look(column.looks, ("odd",), kind)]
            if look.wrap and not column.merged:
                count = lines_of_text(value, self._width(self.look.left + place), look.size)
                if count > lines:
                    lines, size = count, look.size
        if not known:
            # The program fits the row; for pages it must be known how high it will be.
            fitted = max(self.look.default_height, heights.height(lines, size))
            suggest = getattr(self.sheet, "suggest_row_points", None)
            if suggest is not None:
                suggest(row, fitted)
            return
        self._row_points(row, _height_for(lines, known, size))

    def _merge_down(self, shown: Sequence[Sequence[tuple[Any, str]]], first: int) -> None:
        """Neighbours of one project become one cell; a row without a project stays alone."""
        merged = [place for place, column in enumerate(self.look.columns) if column.merged]
        lead = next((place for place in merged if self.look.columns[place].field != SEQ), None)
        if lead is None:
            return
        start = 0
        for row in range(1, len(shown) + 1):
            same = row < len(shown) and shown[row][lead] == shown[start][lead] and shown[row][lead][0]
            if same:
                continue
            if row - start > 1:
                for place in merged:
                    values = {shown[each][place] for each in range(start, row)}
                    if len(values) == 1 or self.look.columns[place].field == SEQ:
                        self._merge(first + start, place, first + row - 1)
            start = row

    def _merge(self, row: int, place: int, last_row: int) -> None:
        looks, at = self.look.columns[place].looks, self.look.left + place
        for each in range(row + 1, last_row + 1):
            wanted = ("under-last", "under") if each == last_row else ("under", "under-last")
            known = next((looks[f"{one}/blank"] for one in wanted if f"{one}/blank" in looks), None)
            if known is not None:
                self.sheet.write_blank(each, at, None, self.formats[known])
        self.sheet.merge_written(row, at, last_row, at)

    def _width(self, column: int) -> float:
        return next(
            (width for first, last, width, _ in self.look.widths if first <= column <= last),
            self.look.default_width,
        )

    # Rows that stand as they are

    def _block(self, block: Block, values: Mapping[str, Any]) -> None:
        for offset, line in enumerate(block.rows):
            for cell in line.cells:
                text = slots.fill(cell.text, values) if cell.text else ""
                self._put(
                    self.at + offset,
                    cell.column,
                    plain(text),
                    "text" if text else "blank",
                    self.formats[cell.look],
                )
            self._line_height(self.at + offset, line.height, line.hidden)
        self._merges(block)
        self.at += len(block.rows)

    def _sums(
        self,
        block: Block,
        words: Mapping[str, Any],
        spans: Sequence[tuple[int, int]],
        rows: Sequence[PaperRow],
    ) -> None:
        for offset, line in enumerate(block.rows):
            for cell in line.cells:
                place = cell.column - self.look.left
                form = self.formats[cell.look]
                if cell.sum and 0 <= place < len(self.look.columns):
                    self._sum(self.at + offset, cell.column, self.look.columns[place], spans, rows, form)
                    continue
                text = slots.fill(cell.text, words) if cell.text else ""
                kind = "text" if text else "blank"
                self._put(self.at + offset, cell.column, plain(text), kind, form)
            self._line_height(self.at + offset, line.height, line.hidden)
        self._merges(block)
        self.at += len(block.rows)

    def _sum(
        self,
        row: int,
        place: int,
        column: LookColumn,
        spans: Sequence[tuple[int, int]],
        rows: Sequence[PaperRow],
        form: Any,
    ) -> None:
        if column.type == "money" or column.type == "int":
            held = [value for each in rows if (value := each.values.get(column.field)) is not None]
            result = sum(held) / column.unit if column.type == "money" else sum(held)
            if spans:
                self.sheet.write_formula(row, place, sum_formula(place, spans), form, result)
            else:
                self.sheet.write_number(row, place, 0, form)
            return
        rate = _rate(rows)
        if column.type == "pct" and rate is not None:
            self.sheet.write_number(row, place, rate * column.unit, form)
        elif column.field == SEQ:
            self.sheet.write_number(row, place, len(rows), form)
        else:
            self.sheet.write_blank(row, place, None, form)

    def _merges(self, block: Block) -> None:
        for top, left, bottom, right in block.merges:
            self.sheet.merge_written(self.at + top, left, self.at + bottom, right)

    def _line_height(self, row: int, points: float | None, hidden: bool) -> None:
        if points is not None or hidden:
            self._row_points(row, points, hidden)

    def _row_points(self, row: int, points: float | None, hidden: bool = False) -> None:
        pixels = None if points is None else round(points / POINTS_PER_PIXEL, 9)
        if points == self.look.default_height:
            pixels = points / POINTS_PER_PIXEL + _BESIDE
        self.sheet.set_row_pixels(row, pixels, None, {"hidden": True} if hidden else {})


def _values(paper: Paper) -> dict[str, Any]:
    """What the slots of a learned text may ask for; an unknown one stays as it is written."""
    values = _Known(paper.context)
    values["last_year"] = values["year"] - 1
    values["month_span"] = month_span(values["month"] or 1)
    values["count"] = len(paper.rows)
    return values


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _height_for(lines: int, known: Mapping[int, float], size: float) -> float:
    """The height of a row of so many lines: as seen, else from the nearest that was seen."""
    if lines in known:
        return known[lines]
    nearest = min(known, key=lambda seen: (abs(seen - lines), seen))
    points = known[nearest] + (lines - nearest) * size * heights.LINE
    return min(heights.HIGHEST, max(points, size + heights.INSIDE))


def _rate(rows: Sequence[PaperRow]) -> float | None:
    """完成率 of many rows: the quotient of the sums, never a mean of rates; None before the first report."""
    plan = sum(row.values.get("target_yuan") or 0 for row in rows)
    done = [value for row in rows if (value := row.values.get("done_ytd_yuan")) is not None]
    return sum(done) / plan if plan and done else None
