"""The cells of one sheet of a foreign workbook, however it was stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; `''` is an empty cell."""

Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass
class Marks:
    """What the values of a sheet do not tell. All places count from 0.

    `errors`: cells with an error value, and which. `unstored`: formulas without a stored result. `merged`: ranges as
    (first row, first column, last row, last column); None where they are known from elsewhere. `decimals`: how many
    decimals a number is shown with, None if its format does not say. `hidden`: the whole sheet (xlsx only).
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    unstored: set[Place] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] | None = None
    hidden: bool = False
    decimals: Callable[[int, int], int | None] = lambda row, column: None


@dataclass
class SheetCells:
    """Values by row and column; rows may be of different length. `epoch_1904`: serial days count from 1904."""

    name: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)
    epoch_1904: bool = False
    typed: bool = True
    """False where everything is text, as in csv: 6.30 may have lost its nought on the way."""


@dataclass(frozen=True)
class WorkbookCells:
    sheets: list[SheetCells]
    remarks: tuple[str, ...] = ()
