"""A table of the ledger, as the grid wants to be served."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any

from jzledger.ledger.choices import latest_period, suggestions
from jzledger.ledger.hand_order import move_rows
from jzledger.ledger.ledger import Cell
from jzledger.records.fields import Field, Table
from jzledger.rules.context import Context
from jzledger.rules.progress import pro_rata
from jzledger.rules.proposal import Progress, silent
from jzledger.ui.bridge import Bridge
from jzledger.ui.tables.source import Edit, NewRow, Outcome, Refused
from jzledger.ui.texts import tr

_COLUMNS_OF = ("", "_id", "_text", "_on")  # what a Field's key may be called in the trail


def nothing(like: str) -> Mapping[str, Any]:
    """Defaults of a table whose new rows start empty."""
    return {}


class LedgerSource:
    """Serves one table. `defaults(like)` gives values that a new row below the row `like` starts with."""

    def __init__(
        self,
        bridge: Bridge,
        table: Table,
        fields: Sequence[Field],
        defaults: Callable[[str], Mapping[str, Any]] = nothing,
    ) -> None:
        self.bridge, self.table, self.fields, self._defaults = bridge, table, tuple(fields), defaults
        place = bridge.ledger.place
        # The clipboard outlives the window, and other programs may read it: no path goes onto it.
        self.origin = sha256(f"{place.path}|{place.url}|{place.schema}".encode()).hexdigest()

    def context(self) -> Context:
        return self.bridge.context()

    def suggestions(self, field: Field) -> Sequence[str]:
        found: list[str] = self.bridge.ledger.read(suggestions, self.table, field)
        return found

    def commit(self, edits: Sequence[Edit]) -> None:
        cells = [Cell(self.table.key, edit.row_id, edit.key, edit.value, edit.seen) for edit in edits]
        self.bridge.ledger.set_cells(cells, self.context())

    def add(self, values: Mapping[str, Any], like: str = "") -> str:
        given = {**self._defaults(like), **values}
        row_id, _ = self.bridge.ledger.add(self.table, given, self.context(), begun=True)
        return row_id

    def write(
        self,
        edits: Sequence[Edit],
        rows: Sequence[NewRow],
        label: str,
        *,
        above: str = "",
        progress: Progress = silent,
    ) -> Outcome:
        defaults = {like: self._defaults(like) for like in {row.like for row in rows}}
        written, changes = self.bridge.ledger.write_batch(
            self.table,
            [Cell(self.table.key, edit.row_id, edit.key, edit.value, edit.seen) for edit in edits],
            [{**defaults[row.like], **row.values} for row in rows],
            self.context(),
            label,
            above=above,
            progress=progress,
        )
        refused = [Refused(one.row_id, one.new, one.key, one.error.message) for one in written.refused]
        return Outcome(written.ids, refused, changes.step or "")

    def last_change(self, row_id: str, key: str) -> str:
        """「李明 6月5日 10:31」."""
        lines = self.bridge.ledger.history(self.table.noun, row_id, 50)
        names = {key + end for end in _COLUMNS_OF}
        line = next((line for line in lines if line.column in names), lines[0] if lines else None)
        if line is None:
            return ""
        at = line.at.replace(tzinfo=UTC).astimezone()
        return tr("{} {}月{}日 {}").format(line.by, at.month, at.day, at.strftime("%H:%M"))

    def delete(self, ids: Sequence[str]) -> None:
        self.bridge.ledger.delete(self.table, ids)

    def move(self, ids: Sequence[str], before: str) -> None:
        self.bridge.ledger.edit(tr("移动{}").format(self.table.title), move_rows, self.table, ids, before)

    def mark(self, field: Field) -> float | None:
        """Where a bar shows the pro-rata progress."""
        period = self.bridge.ledger.read(latest_period)
        if field.key != "completion_rate" or period is None:
            return None
        return float(pro_rata(*period))
