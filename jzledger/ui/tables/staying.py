"""Rows that a clerk has just edited stay where they are, although the ledger now has them elsewhere.

An issue belongs below its project: whoever changes its project, or types a new one into the ＊ line, would see it jump
away from under the cursor, and type on into another row. It stays, marked, until the view is settled anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar


class HasId(Protocol):
    def id(self) -> str: ...


L = TypeVar("L", bound=HasId)


class Staying:
    """`touched` were edited here and have not come back from the ledger yet; `held` stand below the row named."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.held: dict[str, str] = {}

    def let_go(self, ids: Iterable[str]) -> None:
        """These shall follow the ledger: somebody put them where they are."""
        for row_id in ids:
            self.touched.discard(row_id)
            self.held.pop(row_id, None)

    def clear(self) -> None:
        self.touched.clear()
        self.held.clear()

    def put(
        self, previous: Sequence[str], natural: Sequence[L], changed: Collection[str]
    ) -> tuple[list[L], list[L]]:
        """The lines as they are to be shown, and those of them that stand elsewhere than in `natural`.

        `previous`: ids as they were shown; `changed`: ids whose rows came anew.
        """
        below = _below(previous)
        there = set(below)
        own = _below([line.id() for line in natural if line.id() in there])
        last = natural[-1].id() if natural else ""
        for row_id in [row_id for row_id in self.touched if row_id in changed]:
            self.touched.discard(row_id)
            if row_id in self.held:
                continue
            if row_id in below and own.get(row_id) != below[row_id]:
                self.held[row_id] = below[row_id]
            elif row_id not in below and row_id != last:
                self.held[row_id] = previous[-1] if previous else ""
        if not self.held:
            return list(natural), []
        shown = _arranged(natural, self.held)
        own, now = _below([line.id() for line in natural]), _below([line.id() for line in shown])
        elsewhere: dict[str, L] = {}
        for line in shown:
            row_id = line.id()
            # One that stands below such a row is where that one is.
            if row_id in self.held and (own[row_id] != now[row_id] or now[row_id] in elsewhere):
                elsewhere[row_id] = line
        return shown, list(elsewhere.values())


def _below(ids: Sequence[str]) -> dict[str, str]:
    """Which row each stands below; "" for the first."""
    return dict(zip(ids, ["", *ids], strict=False))


def _arranged(natural: Sequence[L], held: Mapping[str, str]) -> list[L]:
    """Held lines behind the line that they stood below; at their own place where that is gone."""
    ids = {line.id() for line in natural} | {""}
    followers: dict[str, list[L]] = {}
    rest: list[L] = []
    for line in natural:
        above = held.get(line.id())
        if above is None or above not in ids:
            rest.append(line)
        else:
            followers.setdefault(above, []).append(line)
    shown: list[L] = []
    waiting = list(reversed([*followers.pop("", ()), *rest]))
    while waiting:
        line = waiting.pop()
        shown.append(line)
        waiting += reversed(followers.pop(line.id(), ()))
    return shown + [line for some in followers.values() for line in some]  # a ring of them has no beginning
