"""A table divided into pages and painted: the same function for the screen, PDF and the printer.

Lengths are in tenths of a point. Fonts have sizes in these, too, so that a page looks the same on every device.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from jzledger.ui.printing.sheet import PAPERS, Paper, PrintColumn, PrintLine, Sheet
from jzledger.ui.tables.wrapping import break_lines
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, light_shape

UNITS_PER_INCH = 720
_MM = UNITS_PER_INCH / 25.4
_TOP, _BOTTOM, _SIDE = 20 * _MM, 18 * _MM, 18 * _MM
LEAST_SIZE = 8.0  # points that can still be read
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_TOO_SMALL = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
_TITLE_SIZE, _BELOW_SIZE, _FOOT_SIZE = 22, 12, 10
_LEAST_EMS, _USUAL_SHRINK = 5, 0.65  # of a column of long texts
_PADDING = 30
_MOST_WIDER = 1.6
_HEAD_LINES = 3
_SERIF, _SANS = ("JZ Serif",), ("JZ Sans",)
_BLACK, _GREY = QColor("#000000"), QColor("#F2F2F2")


def font(families: Sequence[str], points: float, *, bold: bool = False) -> QFont:
    made = QFont()
    made.setFamilies(list(families))
    made.setPixelSize(round(points * 10))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@dataclass
class _Row:
    """A line as it stands on a page; `cells` = broken texts."""

    line: PrintLine
    cells: list[tuple[str, ...]]
    height: float


@dataclass
class _Page:
    rows: list[_Row] = field(default_factory=list)


class Pages:
    """`size`: points of the body; below LEAST_SIZE the sheet is too wide for this paper."""

    def __init__(self, sheet: Sheet, paper: Paper) -> None:
        self.sheet, self.paper = sheet, paper
        self.width, self.height = paper.width * _MM, paper.height * _MM
        self.size, self.widths = self._fit()
        self.body, self.head = font(_SERIF, self.size), font(_SANS, self.size)
        self._bold = font(_SERIF, self.size, bold=True)
        self._metrics, self._head_metrics = QFontMetricsF(self.body), QFontMetricsF(self.head)
        self._line = self._metrics.lineSpacing()
        self._heads = self._broken_heads()
        self._levels = 2 if any(self._groups()) else 1
        lines = max((len(cell) for cell in self._heads), default=1)
        self._head_line = self._head_metrics.lineSpacing()
        self._head_height = lines * self._head_line + 2 * _PADDING
        self._above = self._head_line + _PADDING if self._levels == 2 else 0.0
        self._left = _SIDE + max(0.0, (self._room() - sum(self.widths)) / 2)
        self._pages = self._divide()

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def count(self) -> int:
        return len(self._pages)

    def texts(self) -> list[list[tuple[str, ...]]]:
        """For each page the texts of its rows, one for each column."""
        return [[tuple("".join(cell) for cell in row.cells) for row in page.rows] for page in self._pages]

    # -- widths

    def _room(self) -> float:
        return self.width - 2 * _SIDE

    def _fit(self) -> tuple[float, list[float]]:
        """The largest size at which the columns fit: as wide as in the window, then with narrower long texts."""
        for size in _SIZES:
            widths = self._widths_at(size, _USUAL_SHRINK)
            if sum(widths) <= self._room():
                return size, self._widened(widths)
        for size in (LEAST_SIZE, *_TOO_SMALL):
            widths = self._widths_at(size, 0)
            if sum(widths) <= self._room():
                return size, widths
        scale = self._room() / sum(widths)
        return size, [width * scale for width in widths]

    def _widths_at(self, size: float, shrink: float) -> list[float]:
        """Numbers and dates never break; long texts give way, as far as needed, to `shrink` of their width."""
        em, metrics = size * 10, QFontMetricsF(font(_SERIF, size))
        heads = QFontMetricsF(font(_SANS, size))
        usual, least = [], []
        for place, column in enumerate(self.sheet.columns):
            wanted = column.units * em / 2
            head = self._head_need(column, heads)
            if column.wraps:
                usual.append(max(wanted, head) + 2 * _PADDING)
                least.append(max(min(wanted, max(_LEAST_EMS * em, wanted * shrink)), head) + 2 * _PADDING)
                continue
            texts = {line.texts[place] for line in self.sheet.lines if not line.title}
            need = max((metrics.horizontalAdvance(text) for text in texts), default=0) * 1.02
            need = max(need + (1.4 * em if column.light else 0), head) + 2 * _PADDING
            usual.append(need)
            least.append(need)
        over = sum(usual) - self._room()
        spare = sum(usual) - sum(least)
        if over <= 0 or spare <= 0:
            return usual
        share = min(1.0, over / spare)
        return [wide - (wide - narrow) * share for wide, narrow in zip(usual, least, strict=True)]

    def _head_need(self, column: PrintColumn, metrics: QFontMetricsF) -> float:
        """A heading breaks into up to three lines."""
        characters = -(-len(column.title) // _HEAD_LINES)
        whole = metrics.horizontalAdvance(column.title)
        return min(whole, max(2, characters) * metrics.horizontalAdvance("一") * 1.02)

    def _widened(self, widths: list[float]) -> list[float]:
        """What is left over goes to the long texts."""
        spare = self._room() - sum(widths)
        long = sum(width for width, column in zip(widths, self.sheet.columns, strict=True) if column.wraps)
        if spare <= 0 or not long:
            return widths
        wider = min(_MOST_WIDER, 1 + spare / long)
        return [
            width * wider if column.wraps else width
            for width, column in zip(widths, self.sheet.columns, strict=True)
        ]

    # -- rows and pages

    def _broken_heads(self) -> list[tuple[str, ...]]:
        return [
            break_lines(column.title, self.head, width - 2 * _PADDING)
            for column, width in zip(self.sheet.columns, self.widths, strict=True)
        ]

    def _groups(self) -> Iterator[tuple[int, int, str]]:
        start = 0
        columns = self.sheet.columns
        for place in range(1, len(columns) + 1):
            if place == len(columns) or columns[place].group != columns[start].group:
                if columns[start].group and place - start > 1:
                    yield start, place - 1, columns[start].group
                start = place

    def _divide(self) -> list[_Page]:
        pages: list[_Page] = []
        page = _Page()
        top = self._table_top(first=True)
        end = self.height - _BOTTOM
        y = top
        for row in self._rows(end - self._table_top(first=False) - self._line - 2 * _PADDING):
            if y + row.height > end and (page.rows or len(pages) == 0):
                if page.rows or pages:
                    pages.append(page)
                    page = _Page()
                y = self._table_top(first=not pages)
            page.rows.append(row)
            y += row.height
        return [*pages, page]

    def _rows(self, most: float) -> Iterator[_Row]:
        """A text that is higher than a page goes on in another row."""
        longest = max(1, int((most - 2 * _PADDING) // self._line))
        for line in self.sheet.lines:
            if line.title:
                yield _Row(line, [], self._line + 2 * _PADDING)
                continue
            cells = [self._broken(place, text) for place, text in enumerate(line.texts)]
            lines = max((len(cell) for cell in cells), default=1)
            for start in range(0, lines, longest):
                part = [cell[start : start + longest] for cell in cells]
                height = min(longest, lines - start) * self._line + 2 * _PADDING
                yield _Row(line if start == 0 else PrintLine(line.texts), part, height)

    def _broken(self, place: int, text: str) -> tuple[str, ...]:
        if not self.sheet.columns[place].wraps or not text:
            return (text,)
        return break_lines(text, self.body, self.widths[place] - 2 * _PADDING)

    def _table_top(self, *, first: bool) -> float:
        heads = self._above + self._head_height
        return _TOP + heads + ((_TITLE_SIZE * 16 + _BELOW_SIZE * 20) if first else 0)

    # -- painting

    def paint(self, painter: QPainter, number: int) -> None:
        """Page `number`, from 0, into a painter whose unit is a tenth of a point."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_BLACK)
        first = number == 0
        if first:
            self._paint_title(painter)
        top = self._table_top(first=first) - self._above - self._head_height
        self._paint_heads(painter, top)
        y = top + self._above + self._head_height
        for row in self._pages[number].rows:
            self._paint_row(painter, row, y)
            y += row.height
        painter.setFont(font(_SERIF, _FOOT_SIZE))
        foot = QRectF(0, self.height - _BOTTOM + 20, self.width, _FOOT_SIZE * 20)
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignCenter, tr("第 {} 页，共 {} 页").format(number + 1, self.count)
        )
        painter.restore()

    def _paint_title(self, painter: QPainter) -> None:
        painter.setFont(font(_SERIF, _TITLE_SIZE, bold=True))
        box = QRectF(_SIDE, _TOP, self._room(), _TITLE_SIZE * 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.sheet.title)
        painter.setFont(font(_SERIF, _BELOW_SIZE))
        box = QRectF(self._left, _TOP + _TITLE_SIZE * 16, sum(self.widths), _BELOW_SIZE * 18)
        left, middle, right = (
            Qt.AlignmentFlag.AlignLeft,
            Qt.AlignmentFlag.AlignHCenter,
            Qt.AlignmentFlag.AlignRight,
        )
        for text, align in zip(self.sheet.below, (left, middle, right), strict=True):
            painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_heads(self, painter: QPainter, top: float) -> None:
        spans = list(self._groups())
        edges = self._edges()
        painter.setPen(_pen())
        painter.setFont(self.head)
        for place, cell in enumerate(self._heads):
            inside = any(first <= place <= last for first, last, _ in spans)
            y = top + (self._above if inside else 0)
            height = self._head_height + (0 if inside else self._above)
            box = QRectF(edges[place], y, self.widths[place], height)
            painter.drawRect(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "\n".join(cell))
        for start, end, title in spans:
            box = QRectF(edges[start], top, edges[end + 1] - edges[start], self._above)
            painter.drawRect(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, title)

    def _paint_row(self, painter: QPainter, row: _Row, y: float) -> None:
        edges = self._edges()
        painter.setPen(_pen())
        whole = QRectF(edges[0], y, edges[-1] - edges[0], row.height)
        if row.line.title:
            painter.fillRect(whole, _GREY)
            painter.drawRect(whole)
            painter.setFont(self._bold)
            box = whole.adjusted(_PADDING, 0, -_PADDING, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.line.title)
            return
        painter.drawRect(whole)
        painter.drawLines([QLineF(x, y, x, y + row.height) for x in edges[1:-1]])
        painter.setFont(self.body)
        for place, cell in enumerate(row.cells):
            if any(cell):
                box = QRectF(edges[place], y, self.widths[place], row.height)
                self._paint_cell(
                    painter, box.adjusted(_PADDING, 0, -_PADDING, 0), place, cell, row.line.light
                )

    def _paint_cell(
        self, painter: QPainter, box: QRectF, place: int, cell: tuple[str, ...], light: str
    ) -> None:
        column = self.sheet.columns[place]
        y = box.top() + (box.height() - len(cell) * self._line) / 2 + self._metrics.ascent()
        if column.light and light in LIGHT.light_ink:
            side, ink = self.size * 8, QColor(LIGHT.light_ink[light])
            width = side * 1.4 + self._metrics.horizontalAdvance(cell[0])
            x = box.left() + max(0.0, (box.width() - width) / 2)
            light_shape(painter, QRectF(x, box.center().y() - side / 2, side, side), light, ink)
            painter.setPen(ink)
            painter.drawText(QPointF(x + side * 1.4, y), cell[0])
            painter.setPen(_pen())
            return
        for text in cell:
            spare = box.width() - self._metrics.horizontalAdvance(text)
            x = box.left() + {"left": 0.0, "center": spare / 2, "right": spare}[column.align]
            painter.drawText(QPointF(x, y), text)
            y += self._line

    def _edges(self) -> list[float]:
        edges = [self._left]
        for width in self.widths:
            edges.append(edges[-1] + width)
        return edges


def _pen() -> QPen:
    return QPen(_BLACK, 5)


def best_paper(sheet: Sheet, wanted: Paper) -> Pages:
    """The pages on the paper that is wanted, or on the next wider one on which they can be read."""
    made = Pages(sheet, wanted)
    for paper in PAPERS[PAPERS.index(wanted) + 1 :]:
        if made.size >= LEAST_SIZE:
            break
        made = Pages(sheet, paper)
    return made
