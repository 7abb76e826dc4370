"""What a paste would do, worked out without touching anything, so that it may run beside the window.

A block of texts meets the rows and columns it lands on; what comes out are edits, new rows, and the cells that
cannot be understood, with the reason.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
_MOST_READ = 50_000  # texts remembered
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
    for title in reader.skipped:
        plan.skipped[title] = plan.skipped.get(title, 0) + target.height
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
    for cell in reader.cells:
        text = reader.text(source, cell)
        if text is None:
            continue
        seen, field = row[cell.at], cell.field
        plain, value = reader.read(source, cell, text, plan)
        # A name is only known as such; what shows the same is the same.
        if value == seen or (cell.is_link and plain == field.kind.typed(seen)):
            continue
        if isinstance(value, InputError):
            plan.unread.append(Unread(row[ID], -1, field.key, plain, value.message))
        elif field.required and value is None:
            plan.unread.append(Unread(row[ID], -1, field.key, plain, f"“{field.title}”不能为空"))
        else:
            plan.edits.append(Edit(row[ID], field.key, seen, value))


def _into_new(plan: Plan, reader: _Reader, source: int, like: str) -> None:
    values: dict[str, Any] = {}
    unread: list[Unread] = []
    for cell in reader.cells:
        text = reader.text(source, cell)
        if text is None:
            continue
        plain, value = reader.read(source, cell, text, plan)
        if isinstance(value, InputError):
            unread.append(Unread("", len(plan.rows), cell.field.key, plain, value.message))
        elif value is not None:
            values[cell.field.key] = value
    if values or unread:  # an empty row is never made
        plan.rows.append(NewRow(values, like))
        plan.unread += unread


class _Cell(NamedTuple):
    """A column that can be written: where it is in the block and in a Row."""

    place: int
    in_block: int
    field: Field
    at: int
    is_link: bool
    trusted: bool  # the block's own values fit


class _Reader:
    """Reads texts of the block for the columns they land on; the same text in the same column is read once."""

    def __init__(
        self, block: Block, target: Target, fields: Sequence[Field], context: Context, origin: str
    ) -> None:
        self.block, self.context = block, context
        self._read: dict[tuple[int, str], tuple[str, Any, bool]] = {}
        self._same_ledger = block.origin == origin
        self.cells: list[_Cell] = []
        self.skipped: list[str] = []
        for place, column in enumerate(target.columns):
            if column < 0:
                continue
            field, in_block = fields[column], place % block.width
            if not field.editable or field.kind.editor == "none":
                self.skipped.append(field.title)
                continue
            trusted = block.values is not None and block.kinds[in_block : in_block + 1] == (
                kind_name(field.kind),
            )
            at = place_in_row(fields, column)
            self.cells.append(_Cell(place, in_block, field, at, isinstance(field.kind, Link), trusted))

    def text(self, source: int, cell: _Cell) -> str | None:
        return self.block.texts[source][cell.in_block]

    def read(self, source: int, cell: _Cell, text: str, plan: Plan) -> tuple[str, Any]:
        """The text without unwanted characters, and the value meant; an InputError where it cannot be one."""
        found = self._read.get((cell.place, text))
        if found is None:
            if len(self._read) > _MOST_READ:
                self._read.clear()
            plain, dropped = texts.clean(text)
            try:
                value = cell.field.kind.parse(plain, self.context)
            except InputError as error:
                value = error
            found = self._read[cell.place, text] = (plain, value, dropped)
        plain, value, dropped = found
        plan.cleaned += dropped
        if cell.trusted:
            assert self.block.values is not None
            own = self.block.values[source][cell.in_block]
            if self._is_usable(own):
                return plain, own
        return plain, value

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
