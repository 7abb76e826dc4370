"""What the clerk has decided about one returned file. No widgets."""

from __future__ import annotations

from pathlib import Path

from jzledger.errors import LedgerError, OlderDispatch
from jzledger.exchange.collect import Choice, Decisions, Typed, taken_count
from jzledger.exchange.merging import CellMerge, FileMerge
from jzledger.exchange.new_rows import NewRow
from jzledger.ledger.dispatches import MERGED, SENT

UNREADABLE, OPEN, READY, DONE = (
    "red",
    "amber",
    "green",
    "closed",
)  # the shapes of the board are those of the lights


class FileReview:
    """One file: its merge, or why it cannot be read, and what was chosen so far."""

    def __init__(self, path: Path, found: FileMerge | LedgerError) -> None:
        self.path = path
        self.merge = found if isinstance(found, FileMerge) else None
        self.error = found if isinstance(found, LedgerError) else None
        self.cells: dict[tuple[str, str], Choice] = {}
        self.new: dict[tuple[str, int], bool] = {}
        self.older = False
        self.outdated = False  # the ledger has gone on since: nothing may be taken before it is read again

    @property
    def is_receipt(self) -> bool:
        """Nothing is to be written but that the file is back."""
        if self.merge is None or self.merge.dispatch is None or self.outdated or self.taken_count():
            return False
        settled = not self.open_count() and not self.merge.problems
        return self.merge.dispatch.state == SENT or (settled and self.merge.dispatch.state != MERGED)

    @property
    def is_settled(self) -> bool:
        """Can it be written as it is, without a look at any of its cells?"""
        if self.merge is None or self.outdated or self.open_count():
            return False
        return self.state() == READY or (self.is_receipt and not self.merge.problems)

    @property
    def may_be_older(self) -> bool:
        return isinstance(self.error, OlderDispatch)

    def renew(self, found: FileMerge | LedgerError) -> None:
        """The ledger has changed: what was chosen for cells and rows that are still there stays."""
        self.outdated = False
        if isinstance(found, LedgerError):
            self.merge, self.error = None, found
            return
        self.merge, self.error = found, None
        at = {cell.at for cell in found.cells("take", "ask")}
        self.cells = {key: choice for key, choice in self.cells.items() if key in at}
        rows = {(row.sheet, row.number) for row in found.new}
        self.new = {key: wanted for key, wanted in self.new.items() if key in rows}

    def decisions(self) -> Decisions:
        return Decisions(dict(self.cells), dict(self.new))

    # Choosing.
    def choose(self, cell: CellMerge, choice: Choice) -> None:
        if cell.outcome in ("take", "ask"):
            self.cells[cell.at] = choice

    def want(self, row: NewRow, wanted: bool) -> None:
        self.new[row.sheet, row.number] = wanted

    def take_all(self) -> None:
        """Theirs wherever nobody has chosen yet, and every row that they added."""
        for cell in self._undecided():
            self.cells[cell.at] = "theirs"
        for row in self._rows():
            self.new.setdefault((row.sheet, row.number), True)

    def only_certain(self) -> None:
        """Ours wherever nobody has chosen yet, and none of the rows that would be asked about."""
        for cell in self._undecided():
            self.cells[cell.at] = "ours"
        for row in self._rows():
            if row.ask:
                self.new.setdefault((row.sheet, row.number), False)

    # What stands now.
    def verdict(self, cell: CellMerge) -> str:
        """take, keep, typed, or ask where it is still to be decided."""
        chosen = self.cells.get(cell.at)
        if isinstance(chosen, Typed):
            return "typed"
        if chosen is not None:
            return "take" if chosen == "theirs" else "keep"
        return cell.outcome

    def wanted(self, row: NewRow) -> bool | None:
        """None where it is still to be decided."""
        return self.new.get((row.sheet, row.number), None if row.ask else True)

    def open_count(self) -> int:
        return len(self._undecided()) + sum(self.wanted(row) is None for row in self._rows())

    def taken_count(self) -> int:
        """Cells and rows that 采用 would write."""
        if self.merge is None:
            return 0
        return taken_count(self.merge, self.decisions())

    def state(self) -> str:
        if self.merge is None:
            return UNREADABLE
        if self.open_count():
            return OPEN
        return READY if self.taken_count() else DONE

    def _undecided(self) -> list[CellMerge]:
        cells = self.merge.cells("ask") if self.merge is not None else []
        return [cell for cell in cells if cell.at not in self.cells]

    def _rows(self) -> tuple[NewRow, ...]:
        return self.merge.new if self.merge is not None else ()
