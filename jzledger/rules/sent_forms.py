"""What was sent to a unit: the sheets of one workbook with their rows as sent, the base of the merge.

It is kept twice: compressed in the ledger (`Dispatch.base`), and in the workbook's hidden sheet for a file that comes
back to another computer.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jzledger.rules.merge import CellKind

SCHEMA = 1
MOST_BYTES = 64 * 1024 * 1024  # of a base unpacked: no honest one comes near
LONGEST_PART = 30_000  # characters; a cell holds 32,767
Scalar = str | int | float


@dataclass(frozen=True)
class SentColumn:
    """`key`: of the layout; `field`: the Field it shows; `reply`: the unit fills it in."""

    key: str
    field: str
    head: str
    kind: CellKind
    reply: bool


class SentRow(NamedTuple):
    """`row`: from 1, as the sheet counted it; `cells`: texts, numbers, days as ISO text, "" for an empty one."""

    id: str
    row: int
    cells: tuple[Scalar, ...]


@dataclass(frozen=True)
class SentSheet:
    """`kind` names the form (issues, directives, figures); `keys`: columns by which a row is known without its id."""

    kind: str
    name: str
    id_head: str
    keys: tuple[str, ...]
    columns: tuple[SentColumn, ...]
    rows: tuple[SentRow, ...]

    def place(self, key: str) -> int:
        """Raises KeyError for a column that was not sent."""
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(key)


@dataclass(frozen=True)
class SentBook:
    """One workbook for one unit. `ledger` marks the ledger it came from; days in ISO; `month` of the figures."""

    ledger: str
    dispatch: str
    token: str
    unit: str
    unit_name: str
    sent_on: str
    due_on: str
    year: int
    month: int
    sheets: tuple[SentSheet, ...]

    def packed(self) -> bytes:
        """As `Dispatch.base` keeps it."""
        return zlib.compress(_json(self._as_json(rows=True)).encode(), 6)

    def lines(self) -> Iterable[list[str]]:
        """As the hidden sheet holds it: a line about the workbook, then one for each row: id, row, sheet, base."""
        yield [_json({"schema": SCHEMA, "layout": f"dispatch/{SCHEMA}", **self._as_json(rows=False)})]
        for number, sheet in enumerate(self.sheets):
            for row in sheet.rows:
                base = _json(row.cells)
                parts = [base[at : at + LONGEST_PART] for at in range(0, len(base), LONGEST_PART)]
                yield [row.id, str(row.row), str(number), *parts]

    def _as_json(self, *, rows: bool) -> dict[str, Any]:
        """`dataclasses.asdict` would copy every cell of every row."""
        sheets = [
            {
                **vars(sheet),
                "columns": [vars(column) for column in sheet.columns],
                "rows": sheet.rows if rows else (),
            }
            for sheet in self.sheets
        ]
        return {**vars(self), "sheets": sheets}


def unpacked(base: bytes) -> SentBook:
    """The reverse of `SentBook.packed`. Raises ValueError for anything else."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(base, MOST_BYTES)
    except zlib.error as error:
        raise ValueError("no base") from error
    if unpacker.unconsumed_tail:
        raise ValueError("base too large")
    return _book(json.loads(text))


def header(first: Any) -> dict[str, Any] | None:
    """The line about the workbook from A1 of the hidden sheet; None where it is none of ours."""
    if not isinstance(first, str) or len(first) > LONGEST_PART or not first.startswith("{"):
        return None
    try:
        found = json.loads(first)
    except ValueError:
        return None
    named = isinstance(found, dict) and all(isinstance(found.get(key), str) for key in ("ledger", "token"))
    return found if named else None


def from_lines(lines: Sequence[Sequence[Any]]) -> SentBook:
    """The reverse of `SentBook.lines`. Raises ValueError for a sheet that was tampered with."""
    about = header(lines[0][0]) if lines and lines[0] else None
    if about is None or about.get("schema") != SCHEMA:
        raise ValueError("no header")
    rows: dict[int, list[SentRow]] = {}
    for line in lines[1:]:
        texts = [str(cell) for cell in line]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        if len(texts) < 4:
            raise ValueError("short line")
        row = SentRow(texts[0], int(float(texts[1])), json.loads("".join(texts[3:])))
        rows.setdefault(int(float(texts[2])), []).append(row)
    try:
        sheets = [{**sheet, "rows": rows.get(at, [])} for at, sheet in enumerate(about["sheets"])]
    except (KeyError, TypeError) as error:
        raise ValueError("no sheets") from error
    return _book({**about, "sheets": sheets})


def _book(found: Any) -> SentBook:
    try:
        sheets = tuple(
            SentSheet(
                kind=str(sheet["kind"]),
                name=str(sheet["name"]),
                id_head=str(sheet["id_head"]),
                keys=tuple(sheet["keys"]),
                columns=tuple(SentColumn(**column) for column in sheet["columns"]),
                rows=tuple(SentRow(row_id, row, tuple(cells)) for row_id, row, cells in sheet["rows"]),
            )
            for sheet in found["sheets"]
        )
        texts = {
            key: str(found[key])
            for key in ("ledger", "dispatch", "token", "unit", "unit_name", "sent_on", "due_on")
        }
        book = SentBook(year=int(found["year"]), month=int(found["month"]), sheets=sheets, **texts)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("incomplete base") from error
    for sheet in book.sheets:
        if any(len(row.cells) != len(sheet.columns) for row in sheet.rows):
            raise ValueError("a row of another length")
    return book


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
