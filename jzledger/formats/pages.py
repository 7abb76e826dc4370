"""A printed sheet divided into pages as a spreadsheet program divides it. Lengths are in points, from the page's corner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from jzledger.formats.cell_look import CellLook
from jzledger.formats.printed_sheet import PAPERS, POINTS_PER_PIXEL, PageSetup, PrintedSheet

Size = Callable[[int], float]
LEAST_SCALE = 0.10  # a sheet that is fitted to the page is never made smaller
_SLACK = 0.01
_CODES = re.compile(r'&(?:"([^"]*)"|(\d{1,3})|([A-Za-z&])|K[0-9A-Fa-f]{6})')


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Box:
    """One cell or merged cell. `rect` is its whole area, `part` what of it lies on this page.

    `left_room` and `right_room`: empty points beside the cell that a text may run into when it is not wrapped.
    """

    rect: Rect
    part: Rect
    text: str
    look: CellLook
    number: bool
    left_room: float = 0
    right_room: float = 0


@dataclass(frozen=True)
class MarginText:
    """A header or footer: `place` is left, center or right; `top` and `height` of its line on the page."""

    text: str
    place: str
    font: str
    size: float
    bold: bool
    top: float
    height: float


class PaperPages:
    """All pages of a sheet. `scale` shrinks fonts and sizes; `paper` is A3, A4 …

    `digit`: points of one digit of the sheet's Normal font, in the face that is printed for it. A spreadsheet program
    takes it as the unit of columns, too, so that on a machine without that font it divides the sheet otherwise.
    """

    def __init__(self, sheet: PrintedSheet, digit: float = 0) -> None:
        self.sheet = sheet
        # Half an em where nothing was measured, as in all Chinese faces.
        self._unit = (digit or sheet.normal_size / 2) / (sheet.digit_pixels * POINTS_PER_PIXEL)
        self.setup: PageSetup = sheet.page
        self.width, self.height = self.setup.size
        self.paper = PAPERS.get(self.setup.paper, PAPERS[9])[0]
        last_row, last_column = sheet.last()
        self.area = self.setup.area or (0, 0, last_row, last_column)
        self._room = (
            self.width - self.setup.left - self.setup.right,
            self.height - self.setup.top - self.setup.bottom,
        )
        self._rows = self._visible(self.area[0], self.area[2], sheet.height)
        self._columns = self._visible(self.area[1], self.area[3], self._width)
        repeat = self.setup.repeat
        self._titles = [row for row in self._rows if repeat and repeat[0] <= row <= repeat[1]]
        self.scale = self._scale()
        self._covered = {
            (row, column)
            for (first, start), (last, end) in sheet.merges.items()
            for row in range(first, last + 1)
            for column in range(start, end + 1)
            if (row, column) != (first, start)
        }

    @property
    def title(self) -> str:
        return self.sheet.name

    @property
    def count(self) -> int:
        return len(self._bands) * len(self._stretches)

    @cached_property
    def _bands(self) -> list[list[int]]:
        """The columns of each page across."""
        wide = self.setup.fit[0] if self.setup.fit else 0
        if wide == 1:
            return [self._columns]
        return _filled(self._columns, lambda column: self._width(column) * self.scale, self._room[0])

    @cached_property
    def _stretches(self) -> list[list[int]]:
        """The rows of each page down, without those that are repeated."""
        if self.setup.fit and self.setup.fit[1] == 1:
            return [self._rows]
        heights = self.sheet.height
        repeated = sum(heights(row) for row in self._titles) * self.scale
        pages: list[list[int]] = [[]]
        left = self._room[1]
        for row in self._rows:
            height = heights(row) * self.scale
            if height > left + _SLACK and pages[-1]:
                pages.append([])
                left = self._room[1]
                if row > max(self._titles, default=row):
                    left -= repeated
            pages[-1].append(row)
            left -= height
        return pages

    def rows_on(self, number: int) -> list[int]:
        """The rows of a page from top to bottom, repeated ones included."""
        rows = self._stretches[number % len(self._stretches)]
        first = rows[0] if rows else 0
        return [*(row for row in self._titles if row < first), *rows]

    def boxes(self, number: int) -> Iterator[Box]:
        """What stands on page `number`, from 0. Pages go down first, then to the right."""
        rows, columns = self.rows_on(number), self._bands[number // len(self._stretches)]
        tops = self._places(rows, self.sheet.height, self.setup.top, self.setup.centre_down, self._room[1])
        lefts = self._places(columns, self._width, self.setup.left, self.setup.centre_across, self._room[0])
        shown = set(rows)
        owners = {}  # merged cells that began on an earlier page
        for (first, start), (last, end) in self.sheet.merges.items():
            if first not in shown and last >= rows[0] and first <= rows[-1]:
                owners[first, start] = (last, end)
        for row in rows:
            for column in columns:
                if (row, column) not in self._covered:
                    box = self._box(row, column, tops, lefts)
                    if box is not None:
                        yield box
        for (first, start), _ in owners.items():
            box = self._box(first, start, tops, lefts)
            if box is not None:
                yield box

    def margin_texts(self, number: int) -> list[MarginText]:
        """Header and footer of a page."""
        page = self.setup
        even = number % 2 == 1
        header, footer = page.header, page.footer
        if even and (page.even_header or page.even_footer):
            header, footer = page.even_header, page.even_footer
        if number == 0 and (page.first_header or page.first_footer):
            header, footer = page.first_header, page.first_footer
        made = []
        for text, top in ((header, page.header_from_edge), (footer, None)):
            for place, words, font, size, bold in _sections(text, number + 1, self.count, self.sheet.name):
                height = size * 1.4
                y = self.height - page.footer_from_edge - height if top is None else top
                made.append(MarginText(words, place, font, size, bold, y, height))
        return made

    def _width(self, column: int) -> float:
        return self.sheet.width(column) * self._unit

    def _visible(self, first: int, last: int, size: Size) -> list[int]:
        return [place for place in range(first, last + 1) if size(place) > 0]

    def _scale(self) -> float:
        if self.setup.fit is None:
            return self.setup.scale / 100
        wide, high = self.setup.fit
        across = sum(map(self._width, self._columns))
        down = sum(map(self.sheet.height, self._rows))
        scale = 1.0
        if wide and across:
            scale = min(scale, wide * self._room[0] / across)
        if high and down:
            scale = min(scale, high * self._room[1] / down)
        # Spreadsheet programs count in whole percents.
        return max(LEAST_SCALE, int(scale * 100 + 1e-6) / 100)

    def _places(
        self, shown: Sequence[int], size: Size, start: float, centred: bool, room: float
    ) -> dict[int, tuple[float, float]]:
        """Begin and end of each row or column on the page."""
        sizes = [size(place) * self.scale for place in shown]
        if centred:
            start += max(0.0, (room - sum(sizes)) / 2)
        ends = list(accumulate(sizes, initial=start))
        return {place: (ends[n], ends[n + 1]) for n, place in enumerate(shown)}

    def _box(
        self,
        row: int,
        column: int,
        tops: dict[int, tuple[float, float]],
        lefts: dict[int, tuple[float, float]],
    ) -> Box | None:
        cell = self.sheet.cells.get((row, column))
        if cell is None:
            return None
        last, end = self.sheet.merges.get((row, column), (row, column))
        inside = [each for each in range(row, last + 1) if each in tops]
        across = [each for each in range(column, end + 1) if each in lefts]
        if not inside or not across:
            return None
        part = Rect(
            lefts[across[0]][0],
            tops[inside[0]][0],
            lefts[across[-1]][1] - lefts[across[0]][0],
            tops[inside[-1]][1] - tops[inside[0]][0],
        )
        rect = part
        if len(inside) < last - row + 1 or len(across) < end - column + 1:
            above = sum(self.sheet.height(each) for each in range(row, inside[0])) * self.scale
            before = sum(self._width(each) for each in range(column, across[0])) * self.scale
            height = sum(self.sheet.height(each) for each in range(row, last + 1)) * self.scale
            width = sum(self._width(each) for each in range(column, end + 1)) * self.scale
            rect = Rect(part.x - before, part.y - above, width, height)
        rooms = (0.0, 0.0)
        if cell.text and not cell.number and not cell.look.wrap and (row, column) not in self.sheet.merges:
            rooms = self._empty_beside(row, column, -1, lefts), self._empty_beside(row, column, 1, lefts)
        return Box(rect, part, cell.text, self._edged(cell.look, row, column, last, end), cell.number, *rooms)

    def _edged(self, look: CellLook, row: int, column: int, last: int, end: int) -> CellLook:
        """A merged cell ends with the lines of its last cells."""
        if (last, end) == (row, column):
            return look
        right, below = self.sheet.cells.get((row, end)), self.sheet.cells.get((last, column))
        if right is not None and right.look.right != look.right:
            look = replace(look, right=right.look.right, right_colour=right.look.right_colour)
        if below is not None and below.look.bottom != look.bottom:
            look = replace(look, bottom=below.look.bottom, bottom_colour=below.look.bottom_colour)
        return look

    def _empty_beside(self, row: int, column: int, step: int, lefts: dict[int, tuple[float, float]]) -> float:
        room, place = 0.0, column + step
        while place in lefts:
            cell = self.sheet.cells.get((row, place))
            merged = (row, place) in self._covered or (row, place) in self.sheet.merges
            if merged or (cell is not None and cell.text):
                break
            room += lefts[place][1] - lefts[place][0]
            place += step
        return room


def _filled(places: Sequence[int], size: Size, room: float) -> list[list[int]]:
    """Places in order, as many on a page as fit; at least one."""
    pages: list[list[int]] = [[]]
    left = room
    for place in places:
        need = size(place)
        if need > left + _SLACK and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(place)
        left -= need
    return pages


def _sections(code: str, page: int, pages: int, sheet: str) -> Iterator[tuple[str, str, str, float, bool]]:
    """Place, text, font, size and boldness of each part of a header or footer."""
    parts: dict[str, list[str]] = {}
    fonts: dict[str, tuple[str, float, bool]] = {}
    place, at = "center", 0
    values = {"P": str(page), "N": str(pages), "A": sheet, "&": "&"}
    places = {"L": "left", "C": "center", "R": "right"}
    for match in _CODES.finditer(code):
        parts.setdefault(place, []).append(code[at : match.start()])
        at = match.end()
        name, size, letter = match.groups()
        font = fonts.get(place, ("宋体", 10.0, False))
        if name is not None:
            face, _, style = name.partition(",")
            bold = "bold" in style.lower()
            fonts[place] = (font[0] if face in ("", "-") else face, font[1], bold)
        elif size is not None:
            fonts[place] = (font[0], float(size), font[2])
        elif letter and letter.upper() in places:
            place = places[letter.upper()]
        elif letter and letter.upper() == "B":
            fonts[place] = (font[0], font[1], True)
        elif letter and letter.upper() in values:
            parts.setdefault(place, []).append(values[letter.upper()])
    parts.setdefault(place, []).append(code[at:])
    for place, texts in parts.items():
        text = "".join(texts).strip()
        if text:
            yield (place, text, *fonts.get(place, ("宋体", 10.0, False)))
