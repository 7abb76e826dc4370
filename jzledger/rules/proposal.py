"""A proposal: rows that an article, a workbook or another ledger would write, cell by cell, before anyone agreed.

Every importer makes one, one dialog reviews it, one function (`Ledger.apply`) writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Verdict = Literal["same", "take", "keep", "ask"]
# done, total, what is being done; raises Cancelled once the clerk pressed 取消.
Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, what: str) -> None:
    """A Progress that tells nobody."""


@dataclass(frozen=True)
class Origin:
    """Where a value stands in its source: `place` ("1204:1236", "问题台账!D5") and the words there."""

    place: str
    quote: str


@dataclass(frozen=True)
class ProposedCell:
    """One value for one column: `key` is a column of the record or a Field key that has a writer."""

    key: str
    value: Any
    verdict: Verdict = "take"
    base: Any = None
    origin: Origin | None = None


@dataclass(frozen=True)
class ProposedRow:
    """A row to be made (`new`) or to be changed. `id` is known in advance, so that other rows can link to it.

    `candidates` are ids of known rows that a new row may be the same as; the verdicts of its cells then are `ask`.
    """

    noun: str
    id: str
    new: bool
    cells: tuple[ProposedCell, ...]
    candidates: tuple[str, ...] = ()
    reason: str = ""

    def decided(self) -> bool:
        return all(cell.verdict != "ask" for cell in self.cells)


@dataclass(frozen=True)
class Proposal:
    """Rows from one source. `source_kind` and `source_id` go into their Evidence."""

    source_kind: str
    source_id: str
    rows: tuple[ProposedRow, ...]
    problems: tuple[str, ...] = field(default=())

    def undecided(self) -> list[ProposedRow]:
        return [row for row in self.rows if not row.decided()]

    def accepted(self) -> Proposal:
        """Every open question answered as it is proposed: a new row is made, a likely known row is that row.

        Where a known row holds something else (its cell has a `base`), it keeps that.
        """
        return replace(
            self,
            rows=tuple(
                replace(row, cells=tuple(_answered(row, cell) for cell in row.cells)) for row in self.rows
            ),
        )

    def certain(self) -> Proposal:
        """Only what needs no choice: undecided rows, and new rows that hang on them, are left out.

        Nothing hangs on what is only undecided within a known row, so the rest of that row is in.
        """
        undecided = self.undecided()
        dropped = {row.id for row in undecided if row.new or row.candidates}
        rows: Iterable[ProposedRow] = [row for row in self.rows if row.decided()]
        while True:
            kept = tuple(row for row in rows if row.id not in dropped and not _hangs_on(row, dropped))
            if len(kept) == len(tuple(rows)):
                return replace(self, rows=kept)
            dropped |= {row.id for row in rows} - {row.id for row in kept}
            rows = kept


def _answered(row: ProposedRow, cell: ProposedCell) -> ProposedCell:
    if cell.verdict != "ask":
        return cell
    known: Verdict = "same" if cell.base is None else "keep"
    return replace(cell, verdict="take" if row.new else known)


def _hangs_on(row: ProposedRow, dropped: set[str]) -> bool:
    return any(_names_one(cell.value, dropped) for cell in row.cells)


def _names_one(value: Any, ids: set[str]) -> bool:
    """Is the value one of these ids, or a link or several that go to one?"""
    if isinstance(value, tuple):
        return any(_names_one(item, ids) for item in value)
    return isinstance(value, str) and value in ids
