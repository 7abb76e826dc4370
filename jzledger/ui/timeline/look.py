"""What the timeline is painted with: colours of the theme, fonts and sizes, for one fineness of the painter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from jzledger.ui.theme import Theme

_MOST_LABELS = 1500
_LONGEST_LABEL = 14  # characters
_HEADER_LINE_ROOM = 3  # above and below the text of each of the two lines of the header
_ROW_ROOM = 11


class Look:
    """`unit`: pixels of the painter per pixel of the layout (1.25 on a screen at 125 %; larger on paper).

    `pictures`: labels and nodes are kept as pictures, for the screen; paper gets outlines.
    """

    def __init__(self, theme: Theme, font: QFont, unit: float = 1.0, *, pictures: bool = True) -> None:
        self.theme, self.unit, self.pictures = theme, unit, pictures
        self.size = QFontInfo(font).pixelSize()
        self.font, self.small = QFont(font), QFont(font)
        self.font.setPixelSize(max(1, round(self.size * unit)))
        self.small.setPixelSize(max(1, round((self.size - 1) * unit)))
        self.bold = QFont(self.small)
        self.bold.setBold(True)
        self.metrics, self.small_metrics = QFontMetrics(self.font), QFontMetrics(self.small)
        self.bold_metrics = QFontMetrics(self.bold)
        self.surface, self.header = QColor(theme.surface), QColor(theme.header)
        self.text, self.text2, self.text3 = QColor(theme.text), QColor(theme.text2), QColor(theme.text3)
        self.accent, self.bar, self.planned = QColor(theme.accent), QColor(theme.bar), QColor(theme.planned)
        self.baseline, self.grid = QColor(theme.baseline), QColor(theme.grid)
        self.line, self.line_strong = QColor(theme.line), QColor(theme.line_strong)
        self.tint, self.free_day = QColor(theme.current_row), QColor(theme.window)
        self.ink = {code: QColor(colour) for code, colour in theme.light_ink.items()}
        self.red, self.red_fill = self.ink["red"], QColor(theme.light_fill["red"])
        self.nodes: dict[tuple[str, float], QPixmap] = {}  # diamonds by light and size
        self._labels: dict[tuple[str, int], QPixmap] = {}
        self._widths: dict[str, int] = {}
        self._fitted: dict[tuple[str, int], str] = {}

    def px(self, pixels: float) -> int:
        """So many pixels of the layout; never nothing."""
        return max(1, round(pixels * self.unit))

    def node_ink(self, light: str) -> QColor:
        """A day ahead in good order is blue like its bar, so that green is left for what is done."""
        return self.accent if light == "green" else self.ink[light]

    @staticmethod
    def short(label: str) -> str:
        return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"

    def width(self, text: str) -> int:
        """Of a text in small print."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = self.small_metrics.horizontalAdvance(text)
        return known

    def label(self, painter: QPainter, x: int, middle: int, text: str, colour: QColor) -> None:
        """Small print from `x`, with a casing of the surface's colour that keeps it apart from what lies below."""
        casing = self.px(2)
        ascent = self.small_metrics.ascent()
        baseline = middle + (ascent - self.small_metrics.descent()) // 2
        if not self.pictures:
            self._cased(painter, QPointF(x, baseline), text, colour, casing)
            return
        key = (text, colour.rgba())
        picture = self._labels.get(key)
        if picture is None:
            if len(self._labels) >= _MOST_LABELS:
                self._labels.clear()
            height = self.small_metrics.height() + 2 * casing
            picture = QPixmap(self.width(text) + 2 * casing + 1, height)
            picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(picture)
            self._cased(inner, QPointF(casing, casing + ascent), text, colour, casing)
            inner.end()
            self._labels[key] = picture
        painter.drawPixmap(x - casing, baseline - ascent - casing, picture)

    def fit(self, text: str, width: int) -> str:
        """A name, shortened with … where it is wider than `width`."""
        if len(text) * self.size * self.unit <= width:
            return text
        known = self._fitted.get((text, width))
        if known is None:
            if len(self._fitted) >= _MOST_LABELS:
                self._fitted.clear()
            known = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[text, width] = known
        return known

    def plain_label(self, painter: QPainter, x: int, middle: int, text: str, colour: QColor) -> None:
        painter.setFont(self.small)
        painter.setPen(colour)
        painter.drawText(x, middle + (self.small_metrics.ascent() - self.small_metrics.descent()) // 2, text)

    def _cased(self, painter: QPainter, at: QPointF, text: str, colour: QColor, casing: int) -> None:
        outline = QPainterPath()
        outline.addText(at, self.small, text)
        pen = QPen(self.surface, 2 * casing)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(outline, pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self.small)
        painter.setPen(colour)
        painter.drawText(at, text)


def row_height(font: QFont) -> int:
    """In pixels of the layout, like the next."""
    return QFontMetrics(font).height() + _ROW_ROOM


def header_height(font: QFont) -> int:
    small = QFont(font)
    small.setPixelSize(max(1, QFontInfo(font).pixelSize() - 1))
    return 2 * (QFontMetrics(small).height() + _HEADER_LINE_ROOM)
