"""What a paste would do, worked out without touching anything, so that it may run beside the window.

A block of texts meets the rows and columns it lands on; what comes out are edits, new rows, and the cells that
cannot be understood, with the reason.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jzledger.errors import InputError
from jzledger.records.fields import Field
from jzledger.records.kinds import Due, Link
from jzledger.rules import text as texts
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress
from jzledger.ui.tables.clipboard import ABSENT, Block, kind_name
from jzledger.ui.tables.columns import place_in_row
from jzledger.ui.tables.source import ID, Edit, NewRow, Row

_REPORT_EVERY = 200  # rows
_MOST_QUOTED = 40


@dataclass(frozen=True)
class Target:
    """Where a block lands: existing `rows` first, then `new` ones. `columns[n]` is the field of block column n, -1 = none."""

    rows: Sequence[Row]
    new: int
    columns: Sequence[int]

    @property
    def height(self) -> int:
        return len(self.rows) + self.new


@dataclass(frozen=True)
class Unread:
    """A cell that kept its old value. `row_id` "" = of new row number `new`."""

    row_id: str
    new: int
    key: str
    text: str
    reason: str


@dataclass
class Plan:
    """`skipped` are titles of columns that cannot be filled in; `cleaned` counts cells that lost unwanted characters."""

    edits: list[Edit] = field(default_factory=list)
    rows: list[NewRow] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    cleaned: int = 0

    def changed_rows(self) -> int:
        return len({edit.row_id for edit in self.edits})


def make_plan(
    block: Block,
    target: Target,
    fields: Sequence[Field],
    context: Context,
    progress: Progress,
    like: str = "",
    origin: str = "",
) -> Plan:
    """`like`: the row above the first new row. `origin`: the ledger pasted into; links of another go by their names."""
    plan, reader = Plan(), _Reader(block, target, fields, context, origin)
    for number in range(target.height):
        if number % _REPORT_EVERY == 0:
            progress(number, target.height, "正在读取粘贴的内容")
        source = number % block.height
        if number < len(target.rows):
            _into_row(plan, reader, target.rows[number], source)
        else:
            _into_new(plan, reader, source, like)
    return plan


def _into_row(plan: Plan, reader: _Reader, row: Row, source: int) -> None:
    for place, text in reader.cells(source, plan):
        one = reader.fields[reader.target.columns[place]]
        seen = row[place_in_row(reader.fields, reader.target.columns[place])]
        if text == reader.shown_before(place, seen):
            continue
        try:
            value = reader.value(source, place, text)
        except InputError as error:
            plan.unread.append(Unread(row[ID], -1, one.key, text, error.message))
            continue
        if one.required and value is None:
            if seen is not None:
                plan.unread.append(Unread(row[ID], -1, one.key, text, f"“{one.title}”不能为空"))
        elif value != seen:
            plan.edits.append(Edit(row[ID], one.key, seen, value))


def _into_new(plan: Plan, reader: _Reader, source: int, like: str) -> None:
    values: dict[str, Any] = {}
    unread: list[Unread] = []
    for place, text in reader.cells(source, plan):
        one = reader.fields[reader.target.columns[place]]
        try:
            value = reader.value(source, place, text)
        except InputError as error:
            unread.append(Unread("", len(plan.rows), one.key, text, error.message))
            continue
        if value is not None:
            values[one.key] = value
    if values or unread:  # an empty row is never made
        plan.rows.append(NewRow(values, like))
        plan.unread += unread


class _Reader:
    """Reads cells of the block for the columns they land on; the same text in the same column is read once."""

    def __init__(
        self, block: Block, target: Target, fields: Sequence[Field], context: Context, origin: str
    ) -> None:
        self.block, self.target, self.fields, self.context = block, target, fields, context
        self._parsed: dict[tuple[int, str], Any] = {}
        self._same_ledger = block.origin == origin
        self._trusted = [
            column >= 0
            and block.values is not None
            and place % block.width < len(block.kinds)
            and block.kinds[place % block.width] == kind_name(fields[column].kind)
            for place, column in enumerate(target.columns)
        ]

    def cells(self, source: int, plan: Plan) -> list[tuple[int, str]]:
        """(place, text) of the cells that can be written; what cannot is counted."""
        found = []
        row = self.block.texts[source]
        for place, column in enumerate(self.target.columns):
            text = row[place % self.block.width]
            if text is None or column < 0:
                continue
            one = self.fields[column]
            if not one.editable or one.kind.editor == "none":
                plan.skipped[one.title] = plan.skipped.get(one.title, 0) + 1
                continue
            plain, dropped = texts.clean(text)
            plan.cleaned += dropped
            found.append((place, plain))
        return found

    def shown_before(self, place: int, seen: Any) -> str | None:
        """The text that would change nothing; None where only the value itself can tell."""
        kind = self.fields[self.target.columns[place]].kind
        return kind.typed(seen) if isinstance(kind, Link) else None

    def value(self, source: int, place: int, text: str) -> Any:
        """Raises InputError for a text that cannot be."""
        if self._trusted[place]:
            assert self.block.values is not None
            value = self.block.values[source][place % self.block.width]
            if self._is_usable(value):
                return value
        key = (place, text)
        if key not in self._parsed:
            try:
                self._parsed[key] = self.fields[self.target.columns[place]].kind.parse(text, self.context)
            except InputError as error:
                self._parsed[key] = error
        found = self._parsed[key]
        if isinstance(found, InputError):
            raise found
        return found

    def _is_usable(self, value: Any) -> bool:
        """Text goes through its column's own reading; a link is only known in its own ledger."""
        if value is ABSENT or value is None or isinstance(value, str):
            return False
        return self._same_ledger or not isinstance(value, tuple) or isinstance(value, Due)


# -- heading rows


@dataclass(frozen=True)
class Heading:
    """A first row that names columns: the field of each block column, -1 = none, and the words that name none."""

    columns: tuple[int, ...]
    unknown: tuple[str, ...]


def find_heading(block: Block, fields: Sequence[Field]) -> Heading | None:
    """Recognized by its words: at least two (or the only one), and most of them, are titles or aliases of columns."""
    if block.height < 2:
        return None
    known: dict[str, int] = {}
    for alias_round in (False, True):
        for number, one in enumerate(fields):
            for word in one.aliases if alias_round else (one.title,):
                known.setdefault(_word(word), number)
    words = [_word(text or "") for text in block.texts[0]]
    columns, taken = [], set()
    for word in words:
        number = known.get(word, -1) if word else -1
        columns.append(-1 if number in taken else number)
        taken.add(number)
    said = [word for word in words if word]
    matched = sum(number >= 0 for number in columns)
    if not said or matched < min(2, len(said)) or matched * 2 < len(said):
        return None
    unknown = [
        (text or "").strip()[:_MOST_QUOTED]
        for text, number in zip(block.texts[0], columns, strict=True)
        if number < 0 and (text or "").strip()
    ]
    return Heading(tuple(columns), tuple(unknown))


def _word(text: str) -> str:
    """A heading without blanks, without 「（万元）」 and the like."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return squeezed.partition("(")[0] or squeezed


def quoted(text: str) -> str:
    """A text as a sentence may show it."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _MOST_QUOTED else line[:_MOST_QUOTED] + '…'}”"
