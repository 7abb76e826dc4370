"""The text of an article with coloured stretches: each stands for rows, and a click or a key leads to them.

Offsets count characters; the document counts UTF-16 units, which differ beyond the basic plane.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme

MOST_SHOWN = 200_000  # characters; a page has some thousand
_GUTTER = 16
_LINE_HEIGHT = 172.0  # per cent: room for the small numbers
_ENDS = "。！？!?"
_CLOSING = "”’」』)）"


@dataclass(frozen=True)
class Mark:
    """A stretch of the text. `tone`: new, known, ask, quiet, skipped. `number` is shown behind it, 0 = none."""

    start: int
    end: int
    ids: tuple[str, ...]
    tone: str
    number: int = 0


@dataclass(frozen=True)
class Bar:
    """A stretch of the gutter. `tone`: covered, ask, open."""

    start: int
    end: int
    tone: str


class ArticleText(QTextBrowser):
    """`picked(ids)`: rows of the stretch that was clicked. `sentence_changed(start, end)`."""

    picked = Signal(list)
    sentence_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleText")
        self.setOpenLinks(False)
        self.setAccessibleName(tr("文章正文"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        self.body = ""
        self._theme: Theme = LIGHT
        self._marks: Sequence[Mark] = ()
        self._bars: Sequence[Bar] = ()
        self._dotted: Sequence[tuple[int, int]] = ()
        self._lit: tuple[int, int] | None = None
        self._units: list[int] = []  # characters -> units, empty where both count alike
        self._sentences: list[tuple[int, int]] = []
        self._sentence: tuple[int, int] | None = None
        self._made: list[QTextEdit.ExtraSelection] = []
        self._forms: dict[tuple[str, str, str, bool], QTextCharFormat] = {}
        self._gutter = _Gutter(self)
        self.setViewportMargins(_GUTTER, 0, 0, 0)
        self.verticalScrollBar().valueChanged.connect(self._gutter.update)

    # -- what is shown

    def show_text(self, body: str) -> None:
        """Of a page without end only the part that is read for rows is shown."""
        self.body = body = body[:MOST_SHOWN]
        wide = any(ord(sign) > 0xFFFF for sign in body)
        self._units = [0, *accumulate(2 if ord(sign) > 0xFFFF else 1 for sign in body)] if wide else []
        self._sentences = sentences(body)
        self._sentence, self._lit, self._marks, self._bars, self._dotted = None, None, (), (), ()
        self.setPlainText(body)
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTextIndent(2 * self.fontMetrics().horizontalAdvance("一"))
        shape.setBottomMargin(4)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        self.document().setDocumentMargin(12)
        self._remake()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._remake()

    def set_marks(
        self, marks: Sequence[Mark], bars: Sequence[Bar] = (), dotted: Sequence[tuple[int, int]] = ()
    ) -> None:
        """The stretches that stand for rows, the gutter, and the sentences that nothing covers."""
        self._marks, self._bars, self._dotted = marks, bars, dotted
        self._remake()

    def light_up(self, start: int, end: int, *, reveal: bool = True) -> None:
        """Mark one stretch strongly, that of the current row, and bring it into view."""
        self._lit = (start, end) if end > start else None
        self._paint_marks()
        if self._lit and reveal:
            self._show_place(start, end)

    def lit_text(self) -> str:
        return self.body[slice(*self._lit)] if self._lit else ""

    def _show_place(self, start: int, end: int) -> None:
        bar = self.verticalScrollBar()
        top = self.cursorRect(self._cursor(start)).top()
        bottom = self.cursorRect(self._cursor(end)).bottom()
        room = self.viewport().height()
        if top < 0 or bottom > room:
            bar.setValue(bar.value() + top - room // 3)

    # -- sentences

    @property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Start and end of every sentence."""
        return self._sentences

    @property
    def sentence(self) -> tuple[int, int] | None:
        """The current sentence; what is selected in it, where something is."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return self._chars(cursor.selectionStart()), self._chars(cursor.selectionEnd())
        return self._sentence

    def go_to_sentence(self, place: int) -> None:
        """Make the sentence at an offset the current one."""
        if not self._sentences:
            return
        number = max(0, bisect_right([start for start, _ in self._sentences], place) - 1)
        self._sentence = self._sentences[number]
        start, end = self._sentence
        self.setTextCursor(self._cursor(start))
        self._paint_marks()
        self._show_place(start, end)
        self.sentence_changed.emit(start, end)

    def step_sentence(self, by: int) -> None:
        starts = [start for start, _ in self._sentences]
        if not starts:
            return
        if self._sentence is None:
            self.go_to_sentence(starts[0])
            return
        number = starts.index(self._sentence[0]) + by
        self.go_to_sentence(starts[max(0, min(len(starts) - 1, number))])

    def ids_at(self, place: int) -> list[str]:
        """Rows of the shortest stretch at an offset, then of the others there."""
        there = [mark for mark in self._marks if mark.start <= place < mark.end]
        there.sort(key=lambda mark: mark.end - mark.start)
        return list(dict.fromkeys(row_id for mark in there for row_id in mark.ids))

    def ids_in(self, start: int, end: int) -> list[str]:
        """Rows of every stretch that begins in a sentence, in the order of the text, then of those over it."""
        inside = [mark for mark in self._marks if start <= mark.start < end]
        over = [mark for mark in self._marks if mark.start < start < mark.end]
        found = (row_id for mark in (*inside, *over) for row_id in mark.ids)
        return list(dict.fromkeys(found))

    # -- painting

    def _cursor(self, start: int, end: int | None = None) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._at(start))
        if end is not None:
            cursor.setPosition(self._at(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _at(self, place: int) -> int:
        place = max(0, min(place, len(self.body)))
        return self._units[place] if self._units else place

    def _chars(self, units: int) -> int:
        return bisect_right(self._units, units) - 1 if self._units else units

    def _remake(self) -> None:
        """The selections of the marks, made once: there may be hundreds, and the current row moves often."""
        self._made = [
            self._selection(start, end, line=self._theme.text3, dotted=True) for start, end in self._dotted
        ]
        for mark in sorted(self._marks, key=lambda one: one.start - one.end):
            ink, fill = self._tone(mark.tone)
            self._made.append(self._selection(mark.start, mark.end, fill=fill, line=ink))
        self._paint_marks()

    def _paint_marks(self) -> None:
        under = (
            [] if self._sentence is None else [self._selection(*self._sentence, fill=self._theme.current_row)]
        )
        over = []
        if self._lit is not None:
            over.append(self._selection(*self._lit, fill=self._theme.button, ink="#FFFFFF"))
        self.setExtraSelections([*under, *self._made, *over])
        self._gutter.update()

    def _selection(
        self, start: int, end: int, *, fill: str = "", line: str = "", ink: str = "", dotted: bool = False
    ) -> QTextEdit.ExtraSelection:
        key = (fill, line, ink, dotted)
        if key not in self._forms:
            form = self._forms[key] = QTextCharFormat()
            if fill:
                form.setBackground(QColor(fill))
            if ink:
                form.setForeground(QColor(ink))
            if line:
                style = QTextCharFormat.UnderlineStyle
                form.setUnderlineStyle(style.DotLine if dotted else style.SingleUnderline)
                form.setUnderlineColor(QColor(line))
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = self._cursor(start, end), self._forms[key]  # type: ignore[attr-defined]
        return made

    def _visible(self) -> tuple[int, int]:
        """First and last character in view."""
        corner = self.viewport().rect().bottomRight()
        first, last = (self.cursorForPosition(place).position() for place in (QPoint(0, 0), corner))
        return self._chars(first), self._chars(last)

    def _tone(self, tone: str) -> tuple[str, str]:
        theme = self._theme
        return {
            "new": (theme.bar, theme.banner),
            "known": (theme.light_ink["green"], theme.light_fill["green"]),
            "ask": (theme.light_ink["amber"], theme.light_fill["amber"]),
            "quiet": (theme.text3, theme.light_fill["undated"]),
        }.get(tone, (theme.line_strong, ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        font = QFont(self.font())
        font.setPixelSize(max(9, self.fontMetrics().height() // 2))
        font.setBold(True)
        painter.setFont(font)
        metrics, (first, last) = painter.fontMetrics(), self._visible()
        taken: list[QRectF] = []
        for mark in self._marks:
            if not mark.number or not first <= mark.end <= last + 1:
                continue
            rect = self.cursorRect(self._cursor(mark.end))
            text = str(mark.number)
            box = QRectF(
                rect.left() + 1,
                rect.top() - metrics.ascent() * 0.72,
                metrics.horizontalAdvance(text) + 1,
                metrics.height(),
            )
            while any(box.intersects(other) for other in taken):
                box.translate(box.width() + 4, 0)
            taken.append(box)
            painter.setPen(QColor(self._tone(mark.tone)[0]))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._gutter.setGeometry(1, 1, _GUTTER, self.height() - 2)

    def paint_gutter(self, painter: QPainter) -> None:
        """Bars beside the sentences: blue = became rows, amber = asked, dotted = nothing covers it."""
        colours = {
            "covered": self._theme.bar,
            "ask": self._theme.light_ink["amber"],
            "open": self._theme.text3,
        }
        top, (first_seen, last_seen) = (
            self.viewport().geometry().top() - self._gutter.geometry().top(),
            self._visible(),
        )
        seen = [one for one in self._bars if one.start <= last_seen and first_seen <= one.end]
        for tone in ("open", "covered", "ask"):
            for bar in (one for one in seen if one.tone == tone):
                first = self.cursorRect(self._cursor(bar.start)).top() + top
                last = self.cursorRect(self._cursor(max(bar.start, bar.end - 1))).bottom() + top
                if tone == "open":
                    painter.setPen(QPen(QColor(colours[tone]), 2, Qt.PenStyle.DotLine))
                    painter.drawLine(10, first, 10, last)
                else:
                    painter.fillRect(8, first, 4, last - first, QColor(colours[tone]))

    # -- mouse and keys

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        place = self._chars(self.cursorForPosition(event.position().toPoint()).position())
        ids = self.ids_at(place)
        self.go_to_sentence(place)
        if ids:
            self.picked.emit(ids)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            place = self._chars(self.cursorForPosition(event.position().toPoint()).position())
            shape = Qt.CursorShape.PointingHandCursor if self.ids_at(place) else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.take_key(event):
            return
        if plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self.step_sentence(1)
        elif plain and event.key() in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self.step_sentence(-1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sentence:
            if ids := self.ids_in(*self._sentence):
                self.picked.emit(ids)
        else:
            super().keyPressEvent(event)


class _Gutter(QWidget):
    def __init__(self, text: ArticleText) -> None:
        super().__init__(text)
        self._text = text
        self.setToolTip(tr("蓝：已成行　琥珀：待确认　虚线：没有成行"))

    def sizeHint(self) -> QSize:
        return QSize(_GUTTER, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._text.paint_gutter(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cursor = self._text.cursorForPosition(QPoint(0, event.position().toPoint().y()))
        self._text.go_to_sentence(cursor.position())


def sentences(body: str) -> list[tuple[int, int]]:
    """Start and end of each sentence: it ends at a mark, with the closing quote, or with its paragraph."""
    found, start = [], 0
    for place, sign in enumerate(body):
        after = body[place + 1 : place + 2]
        ends = sign == "\n" or (
            (sign in _ENDS or (sign in _CLOSING and body[place - 1 : place] in _ENDS))
            and after not in (*_ENDS, *_CLOSING)
        )
        if ends or not after:
            stop = place if sign == "\n" else place + 1
            if body[start:stop].strip():
                found.append((start, stop))
            start = place + 1
    return found
