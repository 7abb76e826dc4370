"""A table of the ledger, as the grid wants to be served."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jzledger.ledger.choices import latest_period, suggestions
from jzledger.ledger.ledger import Cell
from jzledger.records.fields import Field, Table
from jzledger.rules.context import Context
from jzledger.rules.progress import pro_rata
from jzledger.ui.bridge import Bridge
from jzledger.ui.tables.source import Edit


def nothing() -> Mapping[str, Any]:
    """Defaults of a table whose new rows start empty."""
    return {}


class LedgerSource:
    """Serves one table. `defaults` gives values that a new row starts with."""

    def __init__(
        self,
        bridge: Bridge,
        table: Table,
        fields: Sequence[Field],
        defaults: Callable[[], Mapping[str, Any]] = nothing,
    ) -> None:
        self.bridge, self.table, self.fields, self._defaults = bridge, table, tuple(fields), defaults

    def context(self) -> Context:
        return self.bridge.context()

    def suggestions(self, field: Field) -> Sequence[str]:
        found: list[str] = self.bridge.ledger.read(suggestions, self.table, field)
        return found

    def commit(self, edits: Sequence[Edit]) -> None:
        cells = [Cell(self.table.key, edit.row_id, edit.key, edit.value, edit.seen) for edit in edits]
        self.bridge.ledger.set_cells(cells, self.context())

    def add(self, values: Mapping[str, Any]) -> str:
        given = {**self._defaults(), **values}
        row_id, _ = self.bridge.ledger.add(self.table, given, self.context(), begun=True)
        return row_id

    def delete(self, ids: Sequence[str]) -> None:
        self.bridge.ledger.delete(self.table, ids)

    def mark(self, field: Field) -> float | None:
        """Where a bar shows the pro-rata progress."""
        period = self.bridge.ledger.read(latest_period)
        if field.key != "completion_rate" or period is None:
            return None
        return float(pro_rata(*period))
