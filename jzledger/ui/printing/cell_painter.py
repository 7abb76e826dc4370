"""Paints the cells of a page: fills, lines, texts. The unit of the painter is a tenth of a point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from jzledger.exchange.paper_pages import Box, CellLook, MarginText, PaperPages, PrintedSheet, Rect
from jzledger.ui.printing.faces import UNITS_PER_POINT, digit_points, font_for
from jzledger.ui.tables.wrapping import break_lines

_PADDING = 2.0  # points at each side of a cell
_INDENT = 9.0  # points of one step of indentation
_LINE = 1.2  # font sizes from line to line; less where the row would cut them
_TIGHT_LINE = 1.0
_NARROWEST = 0.8  # a number that needs more than this squeezing does not fit its column
_BLACK = QColor("#000000")
_STACKED = 255
_FINEST = 0.7  # dots
_THIN, _MEDIUM, _THICK, _HAIR = 0.6, 1.4, 2.2, 0.3  # points
_WIDTHS = {"thin": _THIN, "hair": _HAIR, "thick": _THICK, "dashed": _THIN, "dotted": _THIN, "double": 0.5}
_DASHES: Mapping[str, Sequence[float]] = {
    "dotted": (1, 2),
    "hair": (1, 2),
    "dashed": (4, 3),
    "mediumDashed": (4, 3),
    "dashDot": (5, 2, 1, 2),
    "mediumDashDot": (5, 2, 1, 2),
    "slantDashDot": (5, 2, 1, 2),
    "dashDotDot": (5, 2, 1, 2, 1, 2),
    "mediumDashDotDot": (5, 2, 1, 2, 1, 2),
}


class PrintedPages:
    """A sheet of a workbook divided into pages, to be painted on a screen, into a PDF, on a printer."""

    def __init__(self, sheet: PrintedSheet, title: str = "") -> None:
        self.pages = PaperPages(sheet, digit_points(sheet.normal_font, sheet.normal_size))
        self.title = title or sheet.name
        self.width, self.height = (
            self.pages.width * UNITS_PER_POINT,
            self.pages.height * UNITS_PER_POINT,
        )
        self.size_in_points = (self.pages.width, self.pages.height)
        self._fonts: dict[tuple[str, float, bool, bool], QFont] = {}

    @property
    def count(self) -> int:
        return self.pages.count

    @cached_property
    def body_size(self) -> float:
        """Points at which most texts print."""
        sizes = Counter(cell.look.size for cell in self.pages.sheet.cells.values() if cell.text)
        return (sizes.most_common(1)[0][0] if sizes else 11) * self.pages.scale

    @property
    def paper(self) -> str:
        return self.pages.paper

    def paint(self, painter: QPainter, number: int) -> None:
        """Page `number`, from 0."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = list(self.pages.boxes(number))
        for box in boxes:
            if box.look.pattern and box.look.fill:
                painter.fillRect(_rect(box.part), QColor(f"#{box.look.fill}"))
        for box in boxes:
            if box.text:
                self._paint_text(painter, box)
        self._paint_lines(painter, boxes)
        for text in self.pages.margin_texts(number):
            self._paint_margin(painter, text)
        painter.restore()

    # Texts

    def _font(self, look: CellLook) -> QFont:
        key = (look.font, look.size, look.bold, look.italic)
        if key not in self._fonts:
            size = look.size * self.pages.scale
            made = font_for(look.font, size, self.pages.sheet.fonts, bold=look.bold, italic=look.italic)
            made.setUnderline(bool(look.underline))
            made.setStrikeOut(look.strike)
            self._fonts[key] = made
        return self._fonts[key]

    def _paint_text(self, painter: QPainter, box: Box) -> None:
        look, font = box.look, self._font(box.look)
        painter.save()
        rooms = QRectF(
            (box.part.x - box.left_room) * UNITS_PER_POINT,
            box.part.y * UNITS_PER_POINT,
            (box.part.width + box.left_room + box.right_room) * UNITS_PER_POINT,
            box.part.height * UNITS_PER_POINT,
        )
        painter.setClipRect(rooms)
        painter.setFont(font)
        painter.setPen(QColor(f"#{look.colour}") if look.colour else _BLACK)
        inside = _rect(box.rect)
        if look.rotation and look.rotation != _STACKED:
            degrees = look.rotation if look.rotation <= 90 else 90 - look.rotation
            painter.translate(inside.center())
            painter.rotate(-degrees)
            if abs(degrees) == 90:
                inside = QRectF(-inside.height() / 2, -inside.width() / 2, inside.height(), inside.width())
            else:
                inside = QRectF(-inside.width() / 2, -inside.height() / 2, inside.width(), inside.height())
        side = _PADDING * self.pages.scale * UNITS_PER_POINT
        step = look.indent * _INDENT * self.pages.scale * UNITS_PER_POINT
        align = _align(look, box.number)
        inside.adjust(
            side + (step if align == "left" else 0), 0, -side - (step if align == "right" else 0), 0
        )
        if box.number:
            self._paint_number(painter, inside, box.text, font, look, align)
        else:
            self._paint_words(
                painter, inside, _lines(box.text, font, inside.width(), look), font, look, align
            )
        painter.restore()

    def _paint_words(
        self, painter: QPainter, box: QRectF, lines: Sequence[str], font: QFont, look: CellLook, align: str
    ) -> None:
        metrics = QFontMetricsF(font)
        pitch = _pitch(font, len(lines), box.height())
        top = _top(box, look.valign, pitch * len(lines))
        for number, text in enumerate(lines):
            spare = box.width() - metrics.horizontalAdvance(text)
            x = box.left() + {"left": 0.0, "center": spare / 2, "right": spare}[align]
            y = top + number * pitch + (pitch + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x, y), text)

    def _paint_number(
        self, painter: QPainter, box: QRectF, text: str, font: QFont, look: CellLook, align: str
    ) -> None:
        """A number never wraps; one that its column cannot hold shows as a spreadsheet shows it."""
        metrics = QFontMetricsF(font)
        need = metrics.horizontalAdvance(text.rstrip())
        if need * _NARROWEST > box.width():
            text = "#" * max(1, int(box.width() // metrics.horizontalAdvance("#")))
        elif need > box.width():
            font = QFont(font)
            font.setStretch(int(100 * box.width() / need))
            painter.setFont(font)
        self._paint_words(painter, box, [text], font, look, align)

    def _paint_margin(self, painter: QPainter, text: MarginText) -> None:
        painter.setFont(font_for(text.font, text.size, self.pages.sheet.fonts, bold=text.bold))
        painter.setPen(_BLACK)
        setup = self.pages.setup
        width = self.pages.width - setup.left - setup.right
        scaled = _rect(Rect(setup.left, text.top, width, text.height))
        places = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "center": Qt.AlignmentFlag.AlignHCenter,
            "right": Qt.AlignmentFlag.AlignRight,
        }
        painter.drawText(scaled, places[text.place] | Qt.AlignmentFlag.AlignVCenter, text.text)

    # Lines

    def _paint_lines(self, painter: QPainter, boxes: Sequence[Box]) -> None:
        """Each line once: neighbours share theirs."""
        lines: dict[tuple[float, float, float, float], tuple[str, str]] = {}
        for box in boxes:
            look, rect = box.look, _rect(box.part)
            left, top, right, bottom = (
                round(value, 1) for value in (rect.left(), rect.top(), rect.right(), rect.bottom())
            )
            for style, colour, line in (
                (look.left, look.left_colour, (left, top, left, bottom)),
                (look.right, look.right_colour, (right, top, right, bottom)),
                (look.top, look.top_colour, (left, top, right, top)),
                (look.bottom, look.bottom_colour, (left, bottom, right, bottom)),
            ):
                if style and _weight(style) >= _weight(lines.get(line, ("", ""))[0]):
                    lines[line] = (style, colour)
        least = _FINEST / max(painter.transform().m11(), 1e-6)  # a line is never much thinner than a dot
        for line, (style, colour) in lines.items():
            self._paint_line(painter, style, colour, QLineF(*line), least)

    def _paint_line(self, painter: QPainter, style: str, colour: str, line: QLineF, least: float) -> None:
        width = _WIDTHS.get(style, _MEDIUM)
        width = max(least, width * max(self.pages.scale, 0.6) * UNITS_PER_POINT)
        pen = QPen(QColor(f"#{colour}") if colour else _BLACK, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if style in _DASHES else Qt.PenCapStyle.SquareCap)
        if style in _DASHES:
            pen.setDashPattern(_DASHES[style])
        painter.setPen(pen)
        if style == "double":
            across = QPointF(0, 1) if line.dy() == 0 else QPointF(1, 0)
            gap = max(width, 0.7 * UNITS_PER_POINT * self.pages.scale)
            painter.drawLine(line.translated(across * gap))
            painter.drawLine(line.translated(-across * gap))
        else:
            painter.drawLine(line)


def _weight(style: str) -> float:
    if not style:
        return 0
    return 3 if style == "double" else _WIDTHS.get(style, _MEDIUM)


def _rect(rect: Rect) -> QRectF:
    return QRectF(*(value * UNITS_PER_POINT for value in (rect.x, rect.y, rect.width, rect.height)))


def _align(look: CellLook, number: bool) -> str:
    if look.align in ("left", "center", "right"):
        return look.align
    if look.align in ("centerContinuous", "distributed"):
        return "center"
    return "right" if number and not look.align else "left"


def _lines(text: str, font: QFont, width: float, look: CellLook) -> Sequence[str]:
    if look.rotation == _STACKED:
        return [character for character in text if character != "\n"]
    if look.wrap or look.align in ("justify", "distributed"):
        return break_lines(text, font, width)
    return [text.replace("\n", "")]


def _pitch(font: QFont, count: int, height: float) -> float:
    """From line to line. The faces that stand in for others may be higher than the row allows: then closer together."""
    wanted = font.pixelSize() * _LINE
    if count and wanted * count > height:
        return max(font.pixelSize() * _TIGHT_LINE, height / count)
    return wanted


def _top(box: QRectF, valign: str, need: float) -> float:
    spare = box.height() - need
    if spare <= 0 or valign == "top":
        return box.top()
    return box.top() + (spare if valign == "bottom" else spare / 2)
