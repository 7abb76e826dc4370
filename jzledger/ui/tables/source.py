"""What a page hands to a Grid: the columns, and what becomes of what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from jzledger.records.fields import Field
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent

Row = tuple[Any, ...]
"""(id, version, *values in the order of the Fields)."""
ID, FIRST = 0, 2
"""Where a Row keeps its id, and the value of the first Field."""


@dataclass(frozen=True)
class Edit:
    """One value for one cell; `seen` is what stood there when typing began."""

    row_id: str
    key: str
    seen: Any
    value: Any


@dataclass(frozen=True)
class NewRow:
    """Values by key for a row to be made; `like` is the id of the row above it, from which it may inherit."""

    values: Mapping[str, Any]
    like: str = ""


@dataclass(frozen=True)
class Refused:
    """A cell that kept its old value: of a row, or of new row number `new` (else -1). `key` "" = the whole row."""

    row_id: str
    new: int
    key: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    """`ids` of the new rows in their order, "" where one could not be made. `step` names the step to undo."""

    ids: Sequence[str] = ()
    refused: Sequence[Refused] = ()
    step: str = ""


@dataclass(frozen=True)
class GroupTitle:
    """What the line above a group says: 「马村区」, 「6 个 · 计划 21.8 亿元」, and figures by column key."""

    title: str
    detail: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)


KeyOf = Callable[[Row], str]
TitleOf = Callable[[str, Sequence[Row]], GroupTitle | str]


class TableSource(Protocol):
    """Serves one table. Each method may raise LedgerError; then nothing has changed and its words are shown."""

    @property
    def fields(self) -> Sequence[Field]:
        """The columns in order."""

    @property
    def origin(self) -> str:
        """Names the ledger; links copied in another one are known here by their names only."""

    def context(self) -> Context:
        """Today, the holidays and the rules that typed text is read by."""

    def suggestions(self, field: Field) -> Sequence[str]:
        """Words offered while a list or names cell is edited."""

    def commit(self, edits: Sequence[Edit]) -> None:
        """Write all of the edits or none, as one step to undo."""

    def add(self, values: Mapping[str, Any], like: str = "") -> str:
        """Make a row with these values by key, and give its id; `like` is the row above it."""

    def write(
        self,
        edits: Sequence[Edit],
        rows: Sequence[NewRow],
        label: str,
        *,
        above: str = "",
        progress: Progress = silent,
    ) -> Outcome:
        """Write cells and make rows as one step to undo, named `label`; may run beside the window.

        The new rows come `above` a row in the hand-made order, else at the end. A cell that cannot be is told in
        the Outcome and does not stop the others.
        """

    def last_change(self, row_id: str, key: str) -> str:
        """Who wrote what stands in a cell, and when; "" where that is not known."""

    def delete(self, ids: Sequence[str]) -> None:
        """Delete these rows, as one step to undo."""

    def mark(self, field: Field) -> float | None:
        """Where the bars of a percent column show the pro-rata progress, as a fraction of one."""
