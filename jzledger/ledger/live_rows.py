"""The rows of one table as a view holds them, kept up with the ledger by its Changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jzledger.ledger.changes import Changes, Row
from jzledger.ledger.ledger import Ledger
from jzledger.ledger.rows import WATCHED
from jzledger.records.fields import Fields, Table
from jzledger.rules.context import Context

# From so many touched rows on, reading everything again is cheaper than asking for them.
RELOAD_FROM = 2000
# What every row is judged by: the rules of the lights, the year, the holidays.
SURROUNDINGS = frozenset({"setting", "holiday"})


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: `patched` rows have new values, `moved` = rows came, went or changed places."""

    patched: Mapping[str, Row]
    moved: bool

    def __bool__(self) -> bool:
        return bool(self.patched) or self.moved


class LiveRows:
    """All rows of a table, in ledger order, with the values of `fields`."""

    def __init__(self, ledger: Ledger, table: Table, fields: Fields) -> None:
        self.ledger, self.table, self.fields = ledger, table, tuple(fields)
        self.rows: list[Row] = []
        self._places = {field.key: place for place, field in enumerate(self.fields, 2)}
        # Nouns on which values of any row depend, without the row telling so.
        self._watched = {
            noun
            for field in self.fields
            for noun, shown in WATCHED.get((table.noun, field.key), ())
            if shown not in self._places
        }

    def place(self, key: str) -> int:
        """Where a Field's value stands in a row."""
        return self._places[key]

    def load(self, context: Context) -> None:
        self.rows = self.ledger.rows(self.table, context, fields=self.fields)

    def refresh(self, changes: Changes, context: Context) -> Refreshed:
        """Read again what the changes touched."""
        if changes.everything or changes.today or SURROUNDINGS & changes.touched.keys():
            self.load(context)
            return Refreshed({}, True)
        if self._watched & changes.touched.keys():
            return self._read_all(context)
        known = {row[0]: row for row in self.rows}
        stale = set(changes.stale(self.rows)) | changes.ids(self.table.noun)
        if not stale:
            return Refreshed({}, False)
        if len(stale) >= RELOAD_FROM:
            self.load(context)
            return Refreshed({}, True)
        fresh = {row[0]: row for row in self.ledger.rows(self.table, context, fields=self.fields, ids=stale)}
        came_or_went = {row_id for row_id in stale if (row_id in known) != (row_id in fresh)}
        known.update(fresh)
        order = (row[0] for row in self.ledger.rows(self.table, context, fields=()))
        rows = [known[row_id] for row_id in order if row_id in known]
        moved = bool(came_or_went) or [row[0] for row in rows] != [row[0] for row in self.rows]
        self.rows = rows
        return Refreshed(fresh, moved)

    def _read_all(self, context: Context) -> Refreshed:
        before = {row[0]: row for row in self.rows}
        self.load(context)
        patched = {row[0]: row for row in self.rows if row != before.get(row[0])}
        return Refreshed(patched, list(before) != [row[0] for row in self.rows])
