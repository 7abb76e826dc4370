"""What the cells below a heading look like: by their place in the table, the kind of their value, or their very word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from jzledger.formats import heights
from jzledger.formats.cell_look import SIDES, CellLook
from jzledger.formats.column_types import column_type
from jzledger.formats.look import NOTHING, SEQ, WRITTEN, LookColumn
from jzledger.formats.look_sheet import SampleCell, SampleSheet
from jzledger.records.fields import TABLES

_LIGHT_MARKS = {"red": "红▲超", "amber": "黄◆临", "green": "绿●正", "closed": "销■✓"}
_UNITS = (("亿", 100_000_000), ("万", 10_000), ("元", 1))
_MOST_WORDS, _LONGEST_WORD = 8, 6
_DATE_PATTERNS = {
    "Y年M月D日": r"\d{4}年\d{1,2}月\d{1,2}日",
    "Y年M月": r"\d{4}年\d{1,2}月",
    "Y.M.D": r"\d{4}\.\d{1,2}\.\d{1,2}",
    "Y.M": r"\d{4}\.\d{1,2}",
    "Y-M-D": r"\d{4}-\d{1,2}-\d{1,2}",
    "Y-M": r"\d{4}-\d{1,2}",
    "Y/M/D": r"\d{4}/\d{1,2}/\d{1,2}",
    "M月D日": r"\d{1,2}月\d{1,2}日",
}
assert _DATE_PATTERNS.keys() == WRITTEN.keys()

Fills = Mapping[str, tuple[str, str]]  # odd and even -> pattern and colour of most cells of such rows
Places = Mapping[int, Sequence[str]]  # row -> places that it may be known by, the narrowest first


def learn_columns(
    sample: SampleSheet,
    data: Sequence[int],
    left: int,
    headings: Sequence[Sequence[str]],
    fields: Sequence[str],
    source: str,
    merged: set[int],
) -> list[LookColumn]:
    """One for each heading; `data` are the rows of the table, `merged` the columns merged downwards."""
    places = places_of(data)
    fills = {parity: _fill(sample, data, places, left, len(fields), parity) for parity in ("odd", "even")}
    under = {
        (row, column)
        for top, first, bottom, last in sample.merges
        if top >= data[0] and bottom > top
        for row in range(top + 1, bottom + 1)
        for column in range(first, last + 1)
    }
    unit = unit_of(
        " ".join(cell.text for (row, _), cell in sample.cells.items() if row < data[0] and cell.text)
    )
    made = []
    for number, (levels, field) in enumerate(zip(headings, fields, strict=True)):
        column = left + number
        every = {row: cell for row in data if (cell := sample.cells.get((row, column))) is not None}
        cells = {row: cell for row, cell in every.items() if (row, column) not in under}
        own_unit = unit_of("".join(levels)) or unit or 10_000
        made.append(
            made_column(
                LookColumn(
                    head="/".join(levels),
                    field=field,
                    type="text",
                    merged=column in merged,
                    looks={
                        **_Learner(sample, cells, places, fills).learn(),
                        **_looks_under(every, under, column),
                    },
                    offered=sample.lists.get(column, ()),
                ),
                source,
                cells.values(),
                sample,
                own_unit,
            )
        )
    return made


def made_column(
    column: LookColumn,
    source: str,
    cells: Iterable[SampleCell],
    sample: SampleSheet,
    unit: int,
) -> LookColumn:
    """The column with what follows from its Field and from how the sample writes its values."""
    held = [cell for cell in cells if cell.value is not None]
    kind = type_of(column.field, source)
    if kind == "money":
        return replace(column, type=kind, unit=unit)
    if kind == "pct":
        numbers = [cell for cell in held if cell.kind == "number"]
        plain = numbers and not any("%" in str(_format(sample, cell)) for cell in numbers)
        return replace(column, type=kind, unit=100 if plain else 1)
    if kind in ("date", "due"):
        return replace(column, type=kind, written=_written(held))
    if kind == "light":
        return replace(column, type=kind, words=_light_words(held))
    return replace(column, type=kind)


def type_of(field: str, source: str) -> str:
    """The type of a column that prints this Field."""
    if field == SEQ:
        return "seq"
    if field == NOTHING:
        return "text"
    return column_type(TABLES[source].field(field).kind)


def unit_of(text: str) -> int:
    """Yuan in the unit that a heading or 单位：… names; 0 where none is named."""
    for match in re.finditer(r"(?:单位[:：]\s*\S*?|[（(][^（）()]*?)(亿|万|元)元?", text):
        return next(worth for mark, worth in _UNITS if mark == match[1])
    return 0


def places_of(data: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By which places each row may be known, the narrowest first; odd and even last.

    end, begin: of the whole table; only, first, last: of a stretch of rows without a group row between them.
    """
    rows = set(data)
    found = {}
    for number, row in enumerate(data):
        opens, closes = row - 1 not in rows, row + 1 not in rows
        narrow = ["end"] if number == len(data) - 1 else []
        narrow += ["begin"] if number == 0 else []
        narrow += ["only"] if opens and closes else ["first"] if opens else ["last"] if closes else []
        found[row] = (*narrow, "even" if number % 2 else "odd")
    return found


def find_look(looks: Mapping[str, int], places: Sequence[str], kind: str) -> int:
    """The look of a cell: as cells at its place and of its kind look, else as its neighbours do."""
    for wanted in dict.fromkeys((kind, "text", "number", "blank")):
        for place in places:
            known = looks.get(f"{place}/{wanted}")
            if known is not None:
                return known
    return next(iter(looks.values()), 0)


def word_look(looks: Mapping[str, int], places: Sequence[str], text: str) -> int | None:
    """How a cell of this very word is coloured; its lines are those of its place."""
    return looks.get(f"{places[-1]}/text={text}")


def with_lines_of(look: CellLook, other: CellLook) -> CellLook:
    """The look with the lines around it of another."""
    lines = {name: getattr(other, name) for side in SIDES for name in (side, f"{side}_colour")}
    return replace(look, **lines)


class _Learner:
    """The looks of one column. What is seen at few places only counts where it differs from the rest."""

    def __init__(
        self, sample: SampleSheet, cells: Mapping[int, SampleCell], places: Places, fills: Fills
    ) -> None:
        self.sample, self.cells, self.places, self.fills = sample, cells, places, fills
        self.looks: dict[str, int] = {}

    def learn(self) -> dict[str, int]:
        for kind in ("text", "number", "blank"):
            self._usual(kind)
        for narrow in (("only", "first", "last"), ("begin", "end")):
            self._narrow(narrow)
        self._words()
        return self.looks

    def _usual(self, kind: str) -> None:
        """Odd and even rows, from rows in the middle of the table where there are some."""
        for tier in (1, 2, 99):
            seen = {parity: self._most(kind, parity, tier) for parity in ("odd", "even")}
            known = {parity: look for parity, look in seen.items() if look is not None}
            if not known:
                continue
            for parity, other in (("odd", "even"), ("even", "odd")):
                look = seen[parity]
                if look is None:
                    look = self._like(self._most(kind, parity, 99), known[other])
                self.looks[f"{parity}/{kind}"] = look
            return

    def _most(self, kind: str, parity: str, tier: int) -> int | None:
        counted = Counter(
            cell.look
            for row, cell in self.cells.items()
            if cell.kind == kind and self.places[row][-1] == parity and len(self.places[row]) <= tier
        )
        return counted.most_common(1)[0][0] if counted else None

    def _like(self, look: int | None, middle: int) -> int:
        """A look seen only at the edge of the table, with the lines of the middle."""
        if look is None:
            return middle
        return self._place(with_lines_of(self.sample.looks[look], self.sample.looks[middle]))

    def _place(self, look: CellLook) -> int:
        if look not in self.sample.looks:
            self.sample.looks.append(look)
        return self.sample.looks.index(look)

    def _narrow(self, names: Sequence[str]) -> None:
        counted: dict[str, Counter[int]] = defaultdict(Counter)
        for row, cell in self.cells.items():
            for place in self.places[row]:
                if place in names:
                    counted[f"{place}/{cell.kind}"][cell.look] += 1
        found = {}
        for key, looks in counted.items():
            place, _, kind = key.partition("/")
            look = looks.most_common(1)[0][0]
            rows = [
                row for row, cell in self.cells.items() if place in self.places[row] and cell.kind == kind
            ]
            if any(look != self._known(row, kind) for row in rows):
                found[key] = look
        self.looks |= found

    def _known(self, row: int, kind: str) -> int:
        return find_look(self.looks, self.places[row], kind)

    def _words(self) -> None:
        """Short words that always have a colour or a font of their own: 红灯 on red."""
        by_word: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
        for row, cell in self.cells.items():
            if cell.kind == "text" and len(cell.text) <= _LONGEST_WORD:
                by_word[cell.text][self.places[row][-1]][cell.look] += 1
        if not 1 < len(by_word) <= _MOST_WORDS:
            return
        self._plain_base([look for found in by_word.values() for looks in found.values() for look in looks])
        if all(len(self._colours(by_word, parity)) < 2 for parity in ("odd", "even")):
            return
        for word, found in by_word.items():
            for parity, counted in found.items():
                look, times = counted.most_common(1)[0]
                if times == sum(counted.values()):
                    self.looks[f"{parity}/text={word}"] = look
            for parity, other in (("odd", "even"), ("even", "odd")):
                key = f"{parity}/text={word}"
                if key in self.looks and other not in found:
                    self.looks[f"{other}/text={word}"] = self._other_row(self.looks[key], parity, other)

    def _colours(self, by_word: Mapping[str, Mapping[str, Counter[int]]], parity: str) -> set[CellLook]:
        """How differently words look in such rows, their lines apart."""
        return {
            with_lines_of(self.sample.looks[look], CellLook())
            for found in by_word.values()
            for look in found.get(parity, ())
        }

    def _other_row(self, look: int, parity: str, other: str) -> int:
        """A word seen in odd rows only, as it will look in even ones: with its own colour, or with that of the row."""
        own = self.sample.looks[look]
        if (own.pattern, own.fill) != self.fills[parity]:
            return look
        pattern, fill = self.fills[other]
        return self._place(replace(own, pattern=pattern, fill=fill))

    def _plain_base(self, seen: Sequence[int]) -> None:
        """Where each word has a colour of its own, a word that was not seen has none of them."""
        colours = {with_lines_of(self.sample.looks[look], CellLook()) for look in seen}
        for parity in ("odd", "even"):
            if len(colours) > 2 and f"{parity}/blank" in self.looks:
                self.looks[f"{parity}/text"] = self.looks[f"{parity}/blank"]


def _fill(
    sample: SampleSheet, data: Sequence[int], places: Places, left: int, count: int, parity: str
) -> tuple[str, str]:
    counted = Counter(
        (look.pattern, look.fill)
        for row in data
        if places[row][-1] == parity
        for column in range(left, left + count)
        if (cell := sample.cells.get((row, column))) is not None
        for look in (sample.looks[cell.look],)
    )
    return counted.most_common(1)[0][0] if counted else ("", "")


def _looks_under(cells: Mapping[int, SampleCell], under: set[tuple[int, int]], column: int) -> dict[str, int]:
    """How the hidden cells below the first of a merged cell look; the last of them may carry a line."""
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for row, cell in cells.items():
        if (row, column) in under:
            goes_on = (row + 1, column) in under
            counted["under/blank" if goes_on else "under-last/blank"][cell.look] += 1
    return {key: found.most_common(1)[0][0] for key, found in counted.items()}


def learn_heights(sample: SampleSheet, data: Sequence[int], left: int, right: int) -> dict[int, float]:
    """Lines of text -> height of a row, the one most often seen; empty where heights are left to the program."""
    counted: dict[int, Counter[float]] = defaultdict(Counter)
    for row in data:
        height = sample.heights.get(row)
        if height is None:
            return {}
        counted[lines_of_row(sample, row, left, right)][height] += 1
    every = sum(counted.values(), Counter())
    if len(every) == 1:
        return {0: next(iter(every))}  # the same height, whatever is in the row
    return {lines: found.most_common(1)[0][0] for lines, found in sorted(counted.items())}


def lines_of_row(sample: SampleSheet, row: int, left: int, right: int) -> int:
    return max(
        (
            lines_of_text(shown_text(cell, sample), width_of(sample, column), sample.looks[cell.look].size)
            for column in range(left, right + 1)
            if (cell := sample.cells.get((row, column))) is not None
            and cell.kind == "text"
            and sample.looks[cell.look].wrap
        ),
        default=1,
    )


def lines_of_text(text: str, width: float, size: float) -> int:
    return heights.lines(text, heights.room(width, size))


def shown_text(cell: SampleCell, sample: SampleSheet) -> str:
    return cell.text if cell.kind == "text" else ""


def width_of(sample: SampleSheet, column: int) -> float:
    return next(
        (width for first, last, width, _ in sample.widths if first <= column <= last), sample.default_width
    )


def _format(sample: SampleSheet, cell: SampleCell) -> str:
    number = sample.looks[cell.look].number
    return number if isinstance(number, str) else ("%" if number in (9, 10) else "")


def _written(cells: Sequence[SampleCell]) -> str:
    """The pattern in which most dates are written as text; "" where they are dates."""
    if any(hasattr(cell.value, "year") for cell in cells):
        return ""
    counted = Counter(
        name
        for cell in cells
        if cell.kind == "text"
        for name, pattern in _DATE_PATTERNS.items()
        if re.fullmatch(pattern, cell.text)
    )
    return counted.most_common(1)[0][0] if counted else ""


def _light_words(cells: Sequence[SampleCell]) -> dict[str, str]:
    words: dict[str, str] = {}
    for cell in cells:
        for code, marks in _LIGHT_MARKS.items():
            if cell.text and any(mark in cell.text for mark in marks):
                words.setdefault(code, cell.text)
    return words
