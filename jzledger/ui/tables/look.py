"""What a table is painted with: colours of the theme as Qt takes them, and sizes that follow the font."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF

from jzledger.records.fields import Field
from jzledger.ui.tables.wrapping import break_lines
from jzledger.ui.theme import Theme

PADDING = 7  # between the edge of a cell and its text
AIR = 9  # pixels above and below the text of a row that is as high as usual
MOST_LINES = 6  # of a wrapped text
_MOST_TEXT = 400  # characters of a cell that are measured and drawn
_MOST_KEPT = 20_000


class _Widths(dict[str, float]):
    """How wide each character is: the characters of a table are few, and its texts many."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, char: str) -> float:
        width = self[char] = self._metrics.horizontalAdvance(char)
        return width


class Look:
    """Made anew when theme or font change; remembers how wide texts are and how they are shortened."""

    def __init__(self, theme: Theme, font: QFont, air: int = AIR) -> None:
        self.theme = theme
        self.font, self.bold = QFont(font), QFont(font)
        self.bold.setBold(True)
        self.metrics, self.bold_metrics = QFontMetrics(self.font), QFontMetrics(self.bold)
        self.em = self.metrics.horizontalAdvance("一")
        self.row_height = self.metrics.height() + air
        self.header_height = self.metrics.height() + AIR
        self.level_height = self.metrics.height() + 5  # of one of two levels
        self.line_height = self.metrics.lineSpacing()
        self.two_lines = self.row_height + self.line_height  # from this height on a row has room for them
        self.baseline = (self.metrics.ascent() - self.metrics.descent()) // 2  # below the middle of a line
        self.surface, self.header = QColor(theme.surface), QColor(theme.header)
        self.text, self.text2, self.text3 = QColor(theme.text), QColor(theme.text2), QColor(theme.text3)
        self.accent, self.bar, self.track = QColor(theme.accent), QColor(theme.bar), QColor(theme.grid)
        self.selection, self.current_row = QColor(theme.selection), QColor(theme.current_row)
        self.grid, self.line, self.line_strong = (
            QColor(theme.grid),
            QColor(theme.line),
            QColor(theme.line_strong),
        )
        self.found, self.mark = QColor(theme.light_fill["amber"]), QColor(theme.progress_line)
        self.light_ink = {code: QColor(colour) for code, colour in theme.light_ink.items()}
        self.light_fill = {code: QColor(colour) for code, colour in theme.light_fill.items()}
        self._widths = _Widths(self.font)
        self._advances: dict[str, int] = {}
        self._elided: dict[tuple[str, int], str] = {}
        self._wrapped: dict[tuple[str, int], tuple[str, ...]] = {}

    def advance(self, text: str) -> int:
        """Width of a text in pixels."""
        known = self._advances.get(text)
        if known is None:
            if len(self._advances) > _MOST_KEPT:
                self._advances.clear()
            known = self._advances[text] = round(sum(map(self._widths.__getitem__, text[:_MOST_TEXT])))
        return known

    def fit(self, text: str, width: int) -> str:
        """The text, shortened with … where it is wider than `width` pixels."""
        if len(text) * self.em <= width or self.advance(text) <= width:
            return text
        known = self._elided.get((text, width))
        if known is None:
            if len(self._elided) > _MOST_KEPT:
                self._elided.clear()
            known = self._shorten(text, width)
            self._elided[text, width] = known
        return known

    def _shorten(self, text: str, width: int) -> str:
        """As QFontMetrics.elidedText would, in a twentieth of the time."""
        room, end = width - self._widths["…"], 0
        for char in text[:_MOST_TEXT]:
            room -= self._widths[char]
            if room < 0:
                break
            end += 1
        return text[:end] + "…"

    def wrapped(self, text: str, width: int) -> tuple[str, ...]:
        """The text in lines of at most `width` pixels, MOST_LINES of them; the last one is shortened with …"""
        known = self._wrapped.get((text, width))
        if known is None:
            if len(self._wrapped) > _MOST_KEPT:
                self._wrapped.clear()
            known = self._wrapped[text, width] = break_lines(
                text[: _MOST_TEXT * MOST_LINES],
                self.font,
                max(width, self.em),
                MOST_LINES,
                lambda rest: self.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width),
            )
        return known

    def width_of(self, units: float) -> int:
        """Pixels of a column that is `units` wide, in characters of half a 汉字."""
        return round(units * self.em / 2) + 2 * PADDING

    def units_of(self, pixels: int) -> float:
        return round((pixels - 2 * PADDING) * 2 / self.em, 2)

    def width_to_fit(self, field: Field, texts: list[str]) -> int:
        """Pixels of a column in which each text and its heading show whole; at most forty 汉字."""
        longest = max((self.advance(text) for text in texts), default=0)
        heading = self.metrics.horizontalAdvance(field.title) + self.em
        return min(max(longest, heading, self.em * 2), self.em * 40) + 2 * PADDING + 1
