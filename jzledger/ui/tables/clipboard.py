"""What goes onto the clipboard and comes from it: TSV and HTML for other programs, a format of our own with values.

Text is what can be typed into a cell again (dates as ISO, money in 万元, names joined by 、), so a paste loses nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import Any

from jzledger.records.kinds import Due, Kind, Ref

OWN_FORMAT = "application/x-jzledger-cells+json"
Text = str | None  # None = the block has no cell there
_SPANS = re.compile(r"""\b(?:col|row)span\s*=\s*["']?\s*(?:[2-9]|[1-9]\d)""", re.IGNORECASE)
_SPACES = re.compile(r"^ +| {2,}| +$", re.MULTILINE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r"\r\n|\r|\n")
_PARAGRAPHS = {"p", "div", "li", "h1", "h2", "h3", "h4"}
_LONGEST_FIELD = 2**31 - 1  # csv alone would give up at 131,072 characters
_MOST_SPAN = 10_000
_TEXT_CELL = (
    '<td sdnum="1033;0;@">'  # for LibreOffice, what the style sheet says to Excel and WPS: this is text
)
# Noncharacters, which no cell holds, stand for a blank and a tab that must not fall together with others.
_KEPT_BLANK, _KEPT_TAB = "\ufffe", "\uffff"


class _Absent:
    """The clipboard holds no value for this cell, only its text."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Any = _Absent()


@dataclass
class Block:
    """Rows of equal width. `values` beside the texts where the cells are our own; `kinds` then name their columns'."""

    texts: list[list[Text]]
    values: list[list[Any]] | None = None
    kinds: tuple[str, ...] = ()
    token: str = ""  # which copy it came from
    origin: str = ""  # in which ledger
    ids: tuple[str, ...] = field(default=())

    @property
    def height(self) -> int:
        return len(self.texts)

    @property
    def width(self) -> int:
        return len(self.texts[0]) if self.texts else 0

    def without_first(self) -> Block:
        values = None if self.values is None else self.values[1:]
        return Block(self.texts[1:], values, self.kinds, self.token, self.origin, self.ids)


def kind_name(kind: Kind) -> str:
    """Names what values of a column are, to tell whether they fit another column."""
    return f"{type(kind).__name__}:{getattr(kind, 'noun', '')}"


# -- TSV


def to_tsv(rows: Sequence[Sequence[str]]) -> str:
    """As spreadsheets write it: quotes around cells with tabs, quotes or line ends."""
    out = io.StringIO(newline="")
    # Quoting also for \r, which older csv modules leave bare.
    writer = csv.writer(out, "excel-tab", lineterminator="\r\n")
    writer.writerows(rows)
    return out.getvalue()


def from_tsv(text: str) -> list[list[Text]]:
    """Cells of a text from any program. A quote that is never closed is an ordinary character."""
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), "excel-tab", strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            rows = [line.split("\t") for line in _LINES.split(text)]
            if rows and rows[-1] == [""]:
                rows.pop()
        else:
            rows = list(csv.reader(io.StringIO(text, newline=""), "excel-tab"))
    return _even([row or [""] for row in rows])


def _even(rows: list[list[Any]]) -> list[list[Text]]:
    width = max(map(len, rows), default=0)
    return [row if len(row) == width else row + [None] * (width - len(row)) for row in rows]


# -- HTML


def to_html(rows: Sequence[Sequence[str]]) -> str:
    """A table whose cells spreadsheets take as text, so that 00123 and =1+1 stay what they are."""
    lines = [
        '<html><head><meta charset="utf-8"><style>td{mso-number-format:"\\@";white-space:pre-wrap}'
        "br{mso-data-placement:same-cell}</style></head><body><table>"
    ]
    for row in rows:
        lines.append("<tr>" + "".join(f"{_TEXT_CELL}{_html_cell(text)}</td>" for text in row) + "</tr>")
    lines.append("</table></body></html>")
    return "\n".join(lines)


def _html_cell(text: str) -> str:
    plain = _LINES.sub("\n", text)
    spaced = _SPACES.sub(lambda found: _KEPT_BLANK * len(found[0]), plain)
    # Runs of blanks would fall together; this is how Excel itself keeps them.
    marked = re.sub(
        f"{_KEPT_BLANK}+",
        lambda found: f'<span style="mso-spacerun:yes">{"&nbsp;" * len(found[0])}</span>',
        escape(spaced, quote=False),
    )
    return marked.replace("\t", '<span style="mso-tab-count:1">&#9;</span>').replace("\n", "<br>")


def has_merged_cells(html: str) -> bool:
    return _SPANS.search(html) is not None


def from_html(html: str) -> list[list[Text]]:
    """Cells of the first table; a merged cell has its text at its top left, the rest is empty. [] without a table."""
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return _even(reader.rows())


class _TableReader(HTMLParser):
    """Collects the cells of the first table and where they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._cells: dict[tuple[int, int], str] = {}
        self._row = -1
        self._parts: list[str] | None = None
        self._span = (1, 1)
        self._hidden = 0  # within style or script
        self._kept: list[str] = []  # open spans that keep their blanks, with "" for others
        self._depth = 0
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("style", "script", "title"):
            self._hidden += 1
        elif tag == "table":
            self._depth += 1
        elif self._over or not self._depth:
            return
        elif tag == "tr" and self._depth == 1:
            self._end_cell()
            self._row += 1
        elif tag in ("td", "th") and self._depth == 1:
            self._end_cell()
            self._row = max(self._row, 0)
            self._parts, self._kept = [], []
            self._span = (_span(given.get("rowspan", "")), _span(given.get("colspan", "")))
        elif self._parts is not None:
            self._inside(tag, given)

    def _inside(self, tag: str, given: dict[str, str]) -> None:
        assert self._parts is not None
        if tag == "br" or (tag in _PARAGRAPHS and any(part.strip() for part in self._parts)):
            self._parts.append("\n")
        elif tag == "span":
            style = given.get("style", "").replace(" ", "")
            self._kept.append("tab" if "mso-tab-count" in style else "run" if "mso-spacerun" in style else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_cell()
                self._over = True
        elif tag in ("td", "th") and self._depth == 1:
            self._end_cell()
        elif tag == "span" and self._kept:
            self._kept.pop()

    def handle_data(self, data: str) -> None:
        if self._parts is None or self._hidden or self._over:
            return
        kept = next((kind for kind in reversed(self._kept) if kind), "")
        if kept == "run":
            data = data.replace("\u00a0", _KEPT_BLANK).replace(" ", _KEPT_BLANK)
        elif kept == "tab":
            data = _KEPT_TAB * max(1, data.count("\t"))
        self._parts.append(_BLANKS.sub(" ", data))

    def _end_cell(self) -> None:
        if self._parts is None:
            return
        lines = _BLANKS_BUT_LINES.sub(" ", "".join(self._parts)).split("\n")
        text = "\n".join(line.strip(" ") for line in lines).rstrip("\n")  # browsers, too, drop the last <br>
        text = text.replace(_KEPT_BLANK, " ").replace(_KEPT_TAB, "\t")
        self._parts = None
        column = 0
        while (self._row, column) in self._cells:
            column += 1
        down, right = self._span
        for y in range(down):
            for x in range(right):
                self._cells[self._row + y, column + x] = text if (x, y) == (0, 0) else ""

    def rows(self) -> list[list[Any]]:
        self._end_cell()
        found: list[list[Any]] = [[] for _ in range(max((y for y, _ in self._cells), default=-1) + 1)]
        for (y, x), text in sorted(self._cells.items()):
            found[y] += [None] * (x - len(found[y]))
            found[y].append(text)
        return found


_BLANKS_BUT_LINES = re.compile(r"[ \t\r\f]+")


def _span(given: str) -> int:
    return min(max(int(given), 1), _MOST_SPAN) if given.strip().isdecimal() else 1


# -- our own format


def to_own(block: Block) -> bytes:
    """Texts, values and row ids as JSON; a value that JSON cannot keep is left to its text."""
    values = [[_packed(value) for value in row] for row in block.values or ()]
    head = {"token": block.token, "origin": block.origin, "ids": block.ids, "kinds": block.kinds}
    return json.dumps({**head, "texts": block.texts, "values": values}).encode()


def from_own(data: bytes) -> Block | None:
    """None for bytes that are not ours."""
    try:
        held = json.loads(data)
        values = [[_unpacked(value) for value in row] for row in held["values"]]
        texts = [list(row) for row in held["texts"]]
        if [len(row) for row in values] != [len(row) for row in texts] or len({*map(len, texts)}) > 1:
            return None
        return Block(texts, values, tuple(held["kinds"]), held["token"], held["origin"], tuple(held["ids"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _packed(value: Any) -> Any:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    if isinstance(value, Due):
        return ["due", value.text, value.on and value.on.isoformat(), value.precision]
    if isinstance(value, Ref):
        return ["ref", *value]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, tuple):
        return ["many", *map(_packed, value)]
    return ["text"]


def _unpacked(held: Any) -> Any:
    if not isinstance(held, list):
        return held
    what, *parts = held
    if what == "due":
        return Due(parts[0], parts[1] and date.fromisoformat(parts[1]), parts[2])
    if what == "ref":
        return Ref(*parts)
    if what == "day":
        return date.fromisoformat(parts[0])
    return tuple(map(_unpacked, parts)) if what == "many" else ABSENT
