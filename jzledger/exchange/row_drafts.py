"""Rows of the ledger as a workbook would have them, each value held against what the ledger says now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jzledger.ledger.rows import table_of
from jzledger.records.base import new_id
from jzledger.records.fields import Table
from jzledger.records.kinds import Due, Link, Links, Ref
from jzledger.rules.proposal import Origin, ProposedCell, ProposedRow, Verdict
from jzledger.rules.text import fold

# Fields of a new row that are kept in rows of another noun: (noun, Field) -> that noun, its link back, its column, its kind.
_IN_PARTS: Mapping[tuple[str, str], tuple[str, str, str, str]] = {
    ("issue", "units"): ("issue_unit", "issue_id", "unit_id", "responsible"),
    ("project", "sponsor"): ("role", "project_id", "person_id", "sponsor"),
    ("project", "lead_unit"): ("role", "project_id", "unit_id", "lead"),
    ("project", "units"): ("role", "project_id", "unit_id", "responsible"),
    ("project", "person"): ("role", "project_id", "person_id", "responsible"),
    ("person", "posts"): ("post", "person_id", "title", ""),
}
Standing = Literal["new", "fills", "differs", "same"]


@dataclass
class Draft:
    """One row. `held` is what the ledger holds by Field key, None for a row to be made.

    `unsure`: whether this is the row that is meant waits for the clerk, so everything in it does.
    """

    table: Table
    id: str
    held: Mapping[str, Any] | None
    unsure: bool = False
    reason: str = ""
    candidates: tuple[str, ...] = ()
    cells: dict[str, ProposedCell] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # Field key -> what the workbook says

    @property
    def new(self) -> bool:
        return self.held is None

    def put(self, key: str, value: Any, origin: Origin | None, *, unsure: bool = False) -> bool:
        """Take a value for a Field; False where another cell of the workbook said something else before."""
        if value is None or value == () or value == "":
            return True
        if key in self.said:
            return _same(self.said[key], value)
        self.said[key] = value
        ours = (self.held or {}).get(key)
        waits: Verdict = "ask" if unsure or self.unsure else "take"
        if self.held is None or ours is None or ours == ():
            self._cell(key, value, waits, None, origin)
        elif _same(ours, value):
            # Nothing is written, but where it stands, too, is noted.
            self._cell(key, value, "ask" if self.unsure or unsure else "same", None, origin)
        else:
            self._cell(key, value, "ask", ours, origin)
        return True

    def _cell(self, key: str, value: Any, verdict: Verdict, base: Any, origin: Origin | None) -> None:
        """A cell for the column that keeps the Field, where a column does; else for the Field and its writer."""
        kind, columns = self.table.field(key).kind, table_of(self.table.noun).c
        if isinstance(kind, Link) and not isinstance(kind, Links) and f"{key}_id" in columns:
            key, value, base = f"{key}_id", _id(value), _id(base)
        self.cells[key] = ProposedCell(key, value, verdict, base, origin)

    def fix(self, column: str, value: Any) -> None:
        """A column that the row needs and no cell of the workbook says: its kind, its state."""
        if self.held is None and value is not None:
            self.cells.setdefault(column, ProposedCell(column, value, "ask" if self.unsure else "take"))

    def standing(self) -> Standing:
        """What the row would do to the ledger."""
        if self.new:
            return "new"
        if self.differences():
            return "differs"
        return "fills" if any(cell.verdict == "take" for cell in self.cells.values()) else "same"

    def differences(self) -> list[tuple[str, Any, Any]]:
        """(Field key, what the ledger holds, what the workbook says), where the two differ."""
        if self.held is None:
            return []
        return [
            (key, self.held[key], value)
            for key, value in self.said.items()
            if key != "note" and self.held.get(key) not in (None, ()) and not _same(self.held[key], value)
        ]

    def rows(self) -> list[ProposedRow]:
        """As a proposal has it. What is settled in a known row stands apart from what waits, so that it need not wait."""
        cells = tuple(self.cells.values())
        if self.new:
            own = tuple(cell for cell in cells if (self.table.noun, cell.key) not in _IN_PARTS)
            row = ProposedRow(self.table.noun, self.id, True, own, self.candidates, self.reason)
            return [row, *(part for cell in cells if cell not in own for part in self._parts(cell))]
        settled = tuple(cell for cell in cells if cell.verdict != "ask")
        waiting = tuple(cell for cell in cells if cell.verdict == "ask")
        found = [ProposedRow(self.table.noun, self.id, False, settled)] if settled else []
        if waiting:
            said = self.reason or "与台账里的不同"
            found.append(ProposedRow(self.table.noun, self.id, False, waiting, self.candidates, said))
        return found

    def _parts(self, cell: ProposedCell) -> Iterator[ProposedRow]:
        """A new row needs no writer, which looks for what is there: its parts are rows of their own, made with it."""
        noun, link, column, kind = _IN_PARTS[self.table.noun, cell.key]
        values = cell.value if type(cell.value) is tuple else (cell.value,)
        for order, value in enumerate(values):
            named: dict[str, Any] = {link: self.id, "kind": kind or None, "order_no": order if kind else None}
            others = [
                ProposedCell(key, item, cell.verdict) for key, item in named.items() if item is not None
            ]
            yield ProposedRow(
                noun,
                new_id(),
                True,
                (*others, ProposedCell(column, _id(value), cell.verdict, origin=cell.origin)),
            )


def _id(value: Any) -> Any:
    return value.id if isinstance(value, Ref) else value


def _same(ours: Any, theirs: Any) -> bool:
    """The same for a clerk: texts but for blanks and width, links by their row, a deadline by its words or its day."""
    if isinstance(ours, Ref) and isinstance(theirs, Ref):
        return ours.id == theirs.id
    if isinstance(ours, Due) and isinstance(theirs, Due):
        return fold(ours.text) == fold(theirs.text) or (ours.on is not None and ours.on == theirs.on)
    if type(ours) is tuple and type(theirs) is tuple:
        return {_id(one) for one in ours} == {_id(one) for one in theirs}
    if isinstance(ours, str) and isinstance(theirs, str):
        return fold(ours) == fold(theirs)
    return bool(ours == theirs)
