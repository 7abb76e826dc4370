"""What an edit did, for the views to refresh from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any

from jzledger.records.kinds import Ref

Row = tuple[Any, ...]  # (id, version, *values in the order of the Fields asked for)


@dataclass(frozen=True)
class Changes:
    """What a Step touched: noun -> row id -> columns; an empty set = the row came or went.

    `step` is None for a turn of the day (`today` set) and for a reload (`everything`).
    """

    step: str | None
    touched: Mapping[str, Mapping[str, frozenset[str]]] = dataclass_field(default_factory=dict)
    label: str = ""
    today: date | None = None
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.touched or self.today or self.everything)

    def ids(self, noun: str) -> frozenset[str]:
        """Rows of a noun that were touched, came or went."""
        return frozenset(self.touched.get(noun, ()))

    def created(self, noun: str) -> list[str]:
        """Rows of a noun that came or went."""
        return [row_id for row_id, columns in self.touched.get(noun, {}).items() if not columns]

    def stale(self, rows: Iterable[Row]) -> list[str]:
        """Ids of those rows that are touched, by their own id or by a link they show."""
        touched = {row_id for rows_of in self.touched.values() for row_id in rows_of}
        return [row[0] for row in rows if row[0] in touched or _shows(row, touched)]


def _shows(row: Row, touched: set[str]) -> bool:
    for value in row[2:]:
        if type(value) is Ref:
            if value.id in touched:
                return True
        elif type(value) is tuple and any(type(item) is Ref and item.id in touched for item in value):
            return True
    return False


def joined(parts: Sequence[Changes]) -> Changes:
    """Several Changes as one, for a view that was asleep."""
    touched: dict[str, dict[str, frozenset[str]]] = {}
    for part in parts:
        for noun, rows in part.touched.items():
            known = touched.setdefault(noun, {})
            for row_id, columns in rows.items():
                gone = row_id in known and not known[row_id]
                known[row_id] = (
                    frozenset() if gone or not columns else known.get(row_id, frozenset()) | columns
                )
    return Changes(
        step=parts[-1].step,
        touched=touched,
        label=parts[-1].label,
        today=next((part.today for part in reversed(parts) if part.today), None),
        everything=any(part.everything for part in parts),
    )
