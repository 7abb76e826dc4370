"""What was found in a workbook: sheets, the meaning of their columns, rows, and what could not be understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jzledger.rules.cell_names import cell_name

TEXT_KEYS = (
    "project",
    "issue",
    "category",
    "measures",
    "progress",
    "status",
    "lead_unit",
    "owner",
    "sponsor",
)
LEAD_KEYS = ("investor", "place", "stage", "next_step")
MONEY_KEYS = ("investment_total_wan", "plan_wan", "completed_wan", "amount_wan")
KEYS = (*TEXT_KEYS, "units", "listed_on", "deadline_text", "deadline", *MONEY_KEYS, *LEAD_KEYS)
"""The keys of a row. Texts; `units` a tuple of texts; `listed_on` and `deadline` a `date`; `…_wan` numbers in 万元."""

KINDS = ("issues", "projects", "directives", "closed", "schedule", "investment", "leads", "meeting")


@dataclass(frozen=True)
class ReadColumn:
    """A column of a table, from its heading. `key` is None where no key of KEYS is meant.

    `heading`: its levels from top to bottom joined by `/`, without blanks. `index` counts columns from 0 (A).
    `score`: 1 for a heading that is known word by word or was mapped by hand, less for a likely one, 0 without a key.
    `hidden`: the column is hidden in the workbook. A deadline's column has the key `deadline_text`.
    """

    key: str | None
    heading: str
    index: int
    score: float = 1.0
    hidden: bool = False


@dataclass(frozen=True)
class ReadProblem:
    """What could not be understood or must be known: the cell (`Sheet1!D7`), row or sheet, and one sentence."""

    at: str
    message: str


class Values(Mapping[str, Any]):
    """The values of a row. Rows of one table share their keys, so that a large workbook stays bearable."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: tuple[Any, ...]) -> None:
        self._places, self._values = places, values

    def __getitem__(self, key: str) -> Any:
        return self._values[self._places[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))


class Places(Mapping[str, str]):
    """Addresses by key, made when asked for. `rows`: the row of all of them, or one row for each; from 0."""

    __slots__ = ("_columns", "_places", "_rows", "_sheet")

    def __init__(
        self, sheet: str, places: Mapping[str, int], columns: tuple[int, ...], rows: int | tuple[int, ...]
    ) -> None:
        self._sheet, self._places, self._columns, self._rows = sheet, places, columns, rows

    def __getitem__(self, key: str) -> str:
        place = self._places[key]
        row = self._rows if isinstance(self._rows, int) else self._rows[place]
        return f"{self._sheet}!{cell_name(row, self._columns[place])}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row that a clerk would type in.

    `at`: the address of its first cell (`Sheet1!A5`); rows that share a cell with several issues share it.
    `values`: by KEYS, only those that the sheet has a column for; None or an empty tuple where nothing is written.
    `cells`: where each value stands, by the same keys, also one that was filled down or stands in a band above.
    `more`: texts of the columns without a key, by their heading (备注, 联系电话); `hidden`: a hidden or filtered row.
    """

    at: str
    values: Mapping[str, Any]
    cells: Mapping[str, str]
    more: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True)
class ReadSheet:
    """One sheet. `kind` is one of KINDS, None where the sheet holds no such rows.

    `columns` are those of the sheet's first table; `headings` is the same in words, what a remembered mapping is
    known by. `title` as written; `as_of` the day the sheet speaks for (填报时间), None if it says none.
    """

    sheet: str
    kind: str | None
    columns: tuple[ReadColumn, ...]
    rows: tuple[ReadRow, ...]
    problems: tuple[ReadProblem, ...]
    title: str = ""
    as_of: date | None = None
    hidden: bool = False
    of_places: bool = False
    """Its rows are sums by county, whose names stand as `project`."""
    leads_answer: bool = False
    """What it says as `lead_unit` stands under 责任单位: who leads there answers, too."""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True)
class ReadWorkbook:
    """A workbook as read. `remarks` tell of the file as a whole: macros never run, links to other files."""

    file: str
    sheets: tuple[ReadSheet, ...]
    remarks: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)


Mapped = Mapping[str, str | None]
"""A mapping from outside: heading (as `ReadColumn.heading`, or its last level) -> key, None for `no key`."""
