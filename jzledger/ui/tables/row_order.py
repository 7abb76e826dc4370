"""Moving rows to another place in the hand-made order of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from jzledger.errors import NotAllowed
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid


@runtime_checkable
class Movable(Protocol):
    """A table source whose rows have an order made by hand."""

    def move(self, ids: Sequence[str], before: str) -> None:
        """Put rows before another one, at the end with "", as one step to undo. Raises LedgerError."""


def move_rows(grid: Grid, to: int) -> None:
    """The selected rows go before line `to`. Raises NotAllowed, with the reason, where that cannot be."""
    lines, source = grid.model.lines, grid.source
    ids = grid.selected_ids()
    if not isinstance(source, Movable):
        raise NotAllowed(tr("这张表没有手工次序，不能移动行"), "", "")
    if lines.sort:
        raise NotAllowed(
            tr("表正在排序，移动行看不出效果"),
            "",
            tr("请先点列标题取消排序，再拖动行号。手工次序一直保留着。"),
        )
    if any(line.group is not None for line in lines.shown):
        raise NotAllowed(tr("表正在分组，不能移动行"), "", tr("请先改为不分组，再拖动行号。"))
    chosen = set(ids)
    rest = [row_id for line in lines.shown[to:] if (row_id := line.id())]
    before = next((row_id for row_id in rest if row_id not in chosen), "")
    if not before and lines.filters:
        # Below the last row that is shown, not below those that are filtered away.
        shown = [row_id for line in lines.shown[:to] if (row_id := line.id()) and row_id not in chosen]
        order = [row[0] for row in lines.rows() if row[0] not in chosen]
        after = order.index(shown[-1]) + 1 if shown else 0
        before = order[after] if after < len(order) else ""
    where = [line.id() for line in lines.shown if line.id() not in chosen]
    unmoved = [line.id() for line in lines.shown if line.row is not None]
    place = where.index(before) if before in where else len([row_id for row_id in where if row_id])
    wanted = [row_id for row_id in where if row_id]
    wanted[place:place] = ids
    if wanted != unmoved:
        lines.staying.let_go(ids)
        source.move(ids, before)
