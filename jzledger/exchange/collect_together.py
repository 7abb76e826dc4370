"""Many returned files that need no choice, written one after the other: each is a Step of its own, and can be undone alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jzledger.errors import Cancelled, ChangedElsewhere, LedgerError
from jzledger.exchange.collect import Decisions, KeptFiles, apply, is_open, look_all, taken_count
from jzledger.exchange.merging import FileMerge
from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import Ledger
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent

CONFLICT = "与刚合并的另一份表有冲突"
SAME = "与刚合并的另一份表相同"
NOT_BEGUN = "取消前还没有轮到"


@dataclass(frozen=True)
class Settled:
    """A file in which nothing is left to decide. `older`: it was read although it is of an older dispatch."""

    path: Path
    merge: FileMerge
    decisions: Decisions
    older: bool = False


@dataclass(frozen=True)
class Written:
    """What became of one of them. `changes` is None where it was not written, and `why` tells the reason."""

    path: Path
    unit: str
    taken: int = 0
    changes: Changes | None = None
    why: str = ""


def write_together(
    ledger: Ledger,
    files: Sequence[Settled],
    context: Context,
    resources: Path,
    kept: KeptFiles,
    progress: Progress = silent,
) -> list[Written]:
    """Write each file as one Step. A cancel stops between two files: what is written stays, the others are told of."""
    done: list[Written] = []
    for number, one in enumerate(files):
        try:
            progress(number, len(files), f"正在合并 {one.merge.unit}")
        except Cancelled:
            return [*done, *(Written(left.path, left.merge.unit, why=NOT_BEGUN) for left in files[number:])]
        done.append(_write(ledger, one, context, resources, kept))
    return done


def _write(ledger: Ledger, one: Settled, context: Context, resources: Path, kept: KeptFiles) -> Written:
    unit, found = one.merge.unit, one.merge
    try:
        try:
            changes = apply(ledger, found, one.decisions, context)
        except ChangedElsewhere:  # a file before it wrote the same cell, or added the same row
            (anew,) = look_all(ledger, [one.path], context, resources, older=one.older, kept=kept)
            if isinstance(anew, LedgerError):
                raise anew from None
            found = anew
            if is_open(found, one.decisions):
                return Written(one.path, unit, why=CONFLICT)
            if not taken_count(found, one.decisions):
                return Written(one.path, unit, why=SAME)
            changes = apply(ledger, found, one.decisions, context)
    except LedgerError as error:
        return Written(one.path, unit, why=error.message)
    return Written(one.path, unit, taken_count(found, one.decisions), changes)
