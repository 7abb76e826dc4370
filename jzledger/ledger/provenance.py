"""Where every value of a row comes from: typed by whom and when, from which cell of which file, which article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jzledger.ledger.cell_history import Moment, row_history
from jzledger.records.fields import Table
from jzledger.rules.context import Context


@dataclass(frozen=True)
class Provenance:
    """Who put the value that stands there now, when (UTC), by which Step. `source` as `Moment` has it, "" = typed."""

    by: str
    at: datetime
    label: str
    source: str


def provenance(session: Session, table: Table, row_id: str, context: Context) -> dict[str, Provenance]:
    """By Field key; a Field that was never written, or is judged by the program, is not there."""
    return latest_of(row_history(session, table, row_id, context))


def latest_of(moments: Iterable[Moment]) -> dict[str, Provenance]:
    """Of the history of a row, the latest first: what stands in each Field now."""
    found: dict[str, Provenance] = {}
    for moment in moments:
        if moment.field.key not in found:
            found[moment.field.key] = Provenance(moment.by, moment.at, moment.label, moment.source)
    return found
