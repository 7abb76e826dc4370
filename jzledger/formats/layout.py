"""A layout: what one paper looks like, as data. `layout_file` reads it from TOML; the writers only obey it.

Widths are in digits of the Normal style (宋体 11), heights and sizes in points, margins in millimetres. Colours are
six hexadecimal digits, "" for none. The rules behind the numbers are those of `resources/layouts/styles.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

MONEY_UNITS = {"money": 10_000, "money2": 100_000_000}  # yuan in one unit on paper: 万元, 亿元
COUNTS = frozenset({"int", "days", "rank"})
RATIOS = frozenset({"pct", "pp"})
NUMBERS = frozenset({"seq", *MONEY_UNITS, *COUNTS, *RATIOS})
DATES = frozenset({"date", "month", "due"})
TEXTS = frozenset({"text", "long", "choice"})
TYPES = NUMBERS | DATES | TEXTS | {"light"}
SUMMABLE = frozenset({"int", *MONEY_UNITS})

# What a formula needs to know: the columns it names, and which of them may be left out.
FORMULAS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "rate": (("done", "plan"), ()),  # done ÷ plan
    "gap": (("rate",), ("share",)),  # (rate - share of the year passed) × 100
    "share": ((), ()),  # share of the year passed
    "days": (("start", "end"), ()),  # days between two dates
}


@dataclass(frozen=True)
class Style:
    """The look of a cell, vertical alignment apart: that is always centre."""

    font: str
    size: float
    align: str
    bold: bool
    wrap: bool
    border: bool
    fill: str
    colour: str


@dataclass(frozen=True)
class TypeLook:
    """How values of a column type look. `formats`: number formats; the second serves values with decimals."""

    style: str
    align: str
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Light:
    """A light on paper. An empty `text` is an empty cell."""

    text: str
    fill: str
    colour: str


@dataclass(frozen=True)
class PaperSize:
    """`code` of the file format; digits and points that fit the landscape sheet between the standalone margins."""

    code: int
    digits: float
    points: float


@dataclass(frozen=True)
class Preset:
    """Margins and distances in mm, footers in the sheet's own codes. `even` is empty when all pages are alike."""

    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    odd: str
    even: str
    mark: bool  # begins with a row 附件N


@dataclass(frozen=True)
class StyleSheet:
    """What all ledgers share."""

    styles: Mapping[str, Style]
    types: Mapping[str, TypeLook]
    lights: Mapping[str, Light]
    papers: Mapping[str, PaperSize]
    presets: Mapping[str, Preset]
    fonts: Mapping[str, tuple[str, ...]]  # name written -> names that may stand for it on a screen

    def shown_lights(self) -> list[Light]:
        """The lights that show something, in their order."""
        return [light for light in self.lights.values() if light.text]


@dataclass(frozen=True)
class Formula:
    """`name` is one of FORMULAS; `columns` says which column plays which part."""

    name: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """`field` is the Field of the table `Layout.source` that is printed here, `otherwise` the one where it is empty.

    `rule`: which light is meant, or what is judged from the Field. `sentence`: a text of at most so many characters
    with a full stop at its end; 0 leaves texts as they are.
    """

    key: str
    head: str
    width: float
    type: str
    group: str
    list: str
    formula: Formula | None
    field: str
    otherwise: str
    rule: str
    sentence: int
    reply: bool


@dataclass(frozen=True)
class WordList:
    """The words of a choice column. A list that `grows` takes the office's own words too, with a warning."""

    words: tuple[str, ...]
    grows: bool


@dataclass(frozen=True)
class Groups:
    """Grey rows above the rows of a group.

    `names` gives printed names and order of known groups; `rest` is the group of rows that name none. `label_to`:
    the label is merged from the first column to this one. `restart`: 序号 begins at 1 in each group.
    """

    text: str
    label_to: str
    names: Mapping[str, str]
    rest: str
    subtotals: bool
    restart: bool


@dataclass(frozen=True)
class Totals:
    """`place`: above all rows, below all rows, or one below the rows of each group."""

    place: Literal["top", "bottom", "group"]
    label: str
    label_to: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """One numbered point of the notes, printed when the context holds the values of `when`."""

    text: str
    when: Mapping[str, Any]


@dataclass(frozen=True)
class Count:
    """A figure over the exported rows, for titles and notes.

    `what`: "is" (rows whose `column` holds `word`), "blank" (rows whose `column` is empty), "share" (percent of all
    rows that the figure named `column` is).
    """

    what: Literal["is", "blank", "share"]
    column: str
    word: str


@dataclass(frozen=True)
class Page:
    paper: str
    preset: str
    one_page: bool  # also one page high, as long as the body then prints at a readable size
    zoom: int
    filter: bool


@dataclass(frozen=True)
class Layout:
    """One paper. Texts hold slots like {city} or {as_of:date_cn}; `needs` names slots beyond the usual ones.

    `only`: Field -> the value that a row must have to be printed here. `required`: columns without which a row is not
    printed but remarked.
    """

    kind: str
    version: int
    sheet: str
    source: str
    file: str
    needs: tuple[str, ...]
    title: str
    title_height: float
    subtitle: tuple[str, str, str]
    subtitle_empty: str  # stands for the last slot of a ledger without rows; "" to leave it
    subtitle_height: float
    counts: Mapping[str, Count]
    header_rows: int
    header_height: float
    freeze_after: str
    columns: tuple[Column, ...]
    only: Mapping[str, str]
    required: tuple[str, ...]
    sort: tuple[str, ...]
    row_height: float
    id_head: str
    nothing: Mapping[str, str]  # the only row of a ledger without rows
    groups: Groups | None
    totals: Totals | None
    lists: Mapping[str, WordList]
    notes: tuple[Note, ...]
    rounding_note: str
    signatures: tuple[str, ...]
    signature_height: float
    page: Page
    properties: tuple[str, ...]  # context values kept as custom document properties
    sheet_styles: StyleSheet

    def column(self, key: str) -> Column:
        """Raises KeyError for a key that this paper does not have."""
        return self.columns[self.position(key)]

    def position(self, key: str) -> int:
        """Place of a column, from 0. Raises KeyError."""
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(key)
