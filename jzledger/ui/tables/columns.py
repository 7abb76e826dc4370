"""Which columns a table shows, in which order, and how many of them stay at the left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jzledger.records.fields import Field
from jzledger.ui.tables.source import FIRST


class Columns(tuple[Field, ...]):
    """Fields in the order of the table, those that are hidden last.

    `shown`: how many are not hidden. `places`: where each one's value stands in a Row, whose order never changes.
    """

    shown: int
    places: tuple[int, ...]

    @classmethod
    def of(cls, fields: Sequence[Field]) -> Columns:
        """All of them, in the order of the rows."""
        made = cls(fields)
        made.shown, made.places = len(made), tuple(range(FIRST, FIRST + len(made)))
        return made

    def visible(self) -> Columns:
        """Those that are not hidden."""
        made = Columns(self[: self.shown])
        made.shown, made.places = self.shown, self.places[: self.shown]
        return made


def place_in_row(fields: Sequence[Field], column: int) -> int:
    """Where the value of a column stands in a Row."""
    return fields.places[column] if isinstance(fields, Columns) else FIRST + column


def texts_in(kept: Any) -> list[str]:
    """The texts of a list that was kept as JSON, which others may have written."""
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list | tuple) else []


class ColumnOrder:
    """`order` holds every key, hidden ones at the place where they come back; `frozen` counts shown ones."""

    def __init__(self, fields: Sequence[Field], frozen: int) -> None:
        self.fields = tuple(fields)
        self._home = {field.key: n for n, field in enumerate(self.fields)}
        self._frozen_first = frozen
        self.reset()

    def reset(self) -> None:
        self.order = [field.key for field in self.fields]
        self.hidden: set[str] = set()
        self.frozen = self._frozen_first

    def columns(self) -> Columns:
        keys = [*self.shown(), *(key for key in self.order if key in self.hidden)]
        made = Columns(self.fields[self._home[key]] for key in keys)
        made.shown = len(self.order) - len(self.hidden)
        made.places = tuple(FIRST + self._home[key] for key in keys)
        return made

    def shown(self) -> list[str]:
        return [key for key in self.order if key not in self.hidden]

    def hide(self, keys: Iterable[str]) -> bool:
        """False where no column would be left; then nothing is hidden."""
        wanted = self.hidden | set(keys)
        if len(wanted) >= len(self.order):
            return False
        self.frozen -= len((wanted - self.hidden) & set(self.shown()[: self.frozen]))
        self.hidden = wanted
        self.freeze(self.frozen)
        return True

    def show(self, key: str) -> None:
        """A column comes back where it was; between frozen ones it is frozen, too."""
        if key not in self.hidden:
            return
        last_frozen = self.shown()[self.frozen - 1] if self.frozen else None
        self.hidden.discard(key)
        if last_frozen is not None and self.order.index(key) < self.order.index(last_frozen):
            self.frozen += 1

    def move(self, key: str, before: str | None) -> None:
        """Put a column before another one, at the end with None. The border of the frozen part stays where it is."""
        if key != before:
            self.order.remove(key)
            self.order.insert(len(self.order) if before is None else self.order.index(before), key)

    def freeze(self, count: int) -> None:
        """At least one column always scrolls."""
        self.frozen = max(0, min(count, len(self.order) - len(self.hidden) - 1))

    def state(self) -> dict[str, Any]:
        return {"order": list(self.order), "hidden": sorted(self.hidden), "frozen": self.frozen}

    def restore(self, state: Mapping[str, Any]) -> None:
        """What is said of columns that are not here is left out; columns that it does not know keep their neighbour."""
        kept = [key for key in dict.fromkeys(texts_in(state.get("order"))) if key in self._home]
        for place, field in enumerate(self.fields):
            if field.key not in kept:
                before = self.fields[place - 1].key if place else None
                kept.insert(kept.index(before) + 1 if before in kept else 0, field.key)
        self.order = kept
        hidden = {key for key in texts_in(state.get("hidden")) if key in self._home}
        self.hidden = hidden if len(hidden) < len(kept) else set()
        frozen = state.get("frozen", self._frozen_first)
        self.freeze(frozen if isinstance(frozen, int) else self._frozen_first)
