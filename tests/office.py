"""A small invented office to test with: a fresh ledger, rows typed into it as a clerk would, and a look at all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import UNSEEN, Cell, Ledger
from jzledger.records.base import nouns
from jzledger.records.fields import TABLES
from jzledger.records.trail import Change, Step
from jzledger.rules.context import Context

TODAY = date(2024, 6, 5)
YUNLING: Mapping[str, Any] = {
    "city": "9901",
    "city_name": "云岭市",
    "office": "云岭市重点项目建设办公室",
    "year": 2024,
}
_UNTOLD = {"version", "created_at", "created_by", "updated_at", "updated_by"}


class Office:
    """A clerk at an open ledger. `today` may be moved on."""

    def __init__(self, ledger: Ledger, today: date = TODAY) -> None:
        self.ledger, self.today = ledger, today

    @property
    def context(self) -> Context:
        return self.ledger.context(self.today)

    def meant(self, table: str, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What the texts typed into the cells of a table mean; other values as they are."""
        kinds = {key: TABLES[table].field(key).kind for key in typed}
        return {
            key: kinds[key].parse(value, self.context) if isinstance(value, str) else value
            for key, value in typed.items()
        }

    def add(self, table: str, **typed: Any) -> str:
        return self.ledger.add(TABLES[table], self.meant(table, typed), self.context)[0]

    def unit(self, name: str, **typed: Any) -> str:
        return self.add("units", name=name, **typed)

    def project(self, name: str = "健康元", **typed: Any) -> str:
        return self.add("projects", name=name, **typed)

    def issue(self, title: str = "用地手续未办结", **typed: Any) -> str:
        return self.add("issues", title=title, **typed)

    def set(self, table: str, row_id: str, **typed: Any) -> Changes:
        """Type into cells of one row, whatever stands there."""
        values = self.meant(table, typed)
        return self.ledger.set_cells([Cell(table, row_id, k, v) for k, v in values.items()], self.context)

    def saw(self, table: str, row_id: str, key: str, typed: Any, seen: Any = UNSEEN) -> Cell:
        """A cell for `set_cells`; what its writer saw is what stands there now, unless told otherwise."""
        now = self.value(table, row_id, key) if seen is UNSEEN else seen
        return Cell(table, row_id, key, self.meant(table, {key: typed})[key], now)

    def delete(self, table: str, *ids: str) -> Changes:
        return self.ledger.delete(TABLES[table], ids)

    def rows(self, table: str, **options: Any) -> list[dict[str, Any]]:
        """Rows as dictionaries: id, version, and the Field keys."""
        keys = ("id", "version", *(field.key for field in TABLES[table].fields))
        found = self.ledger.rows(TABLES[table], self.context, **options)
        return [dict(zip(keys, row, strict=True)) for row in found]

    def row(self, table: str, row_id: str) -> dict[str, Any]:
        (found,) = self.rows(table, ids=[row_id])
        return found

    def value(self, table: str, row_id: str, key: str) -> Any:
        return self.row(table, row_id)[key]

    def names(self, table: str, row_id: str, key: str) -> list[str]:
        return [ref.name for ref in self.value(table, row_id, key) or ()]

    def steps(self) -> list[Step]:
        """All Steps, the oldest first."""
        found: list[Step] = self.ledger.read(
            lambda session: session.scalars(select(Step).order_by(Step.id)).all()
        )
        return found

    def changes(self, step_id: str | None) -> dict[tuple[str, str], Change]:
        """What a Step did, by noun and row."""
        query = select(Change).where(Change.step_id == step_id).order_by(Change.seq)
        found = self.ledger.read(lambda session: session.scalars(query).all())
        return {(change.noun, change.row_id): change for change in found}

    def living(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every live row with its values, without what the store keeps for itself."""
        return {key: row for key, row in self.everything().items() if row["deleted_at"] is None}

    def everything(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The same with the rows in the recycle bin."""
        found = {}
        with self.ledger._engine.connect() as connection:
            for noun, model in nouns().items():
                for row in connection.execute(select(model.__table__)).mappings():
                    found[noun, row["id"]] = {key: v for key, v in row.items() if key not in _UNTOLD}
        return found


def new_ledger(place: str, *, by: str = "王芳") -> Ledger:
    return Ledger.create(place, by=by, **YUNLING)
