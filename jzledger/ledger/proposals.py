"""Writing an agreed proposal: its rows, and the Evidence of every value."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from jzledger.ledger import names
from jzledger.records.base import nouns
from jzledger.records.sources import Evidence
from jzledger.rules.proposal import Progress, Proposal, ProposedRow


def write_proposal(session: Session, proposal: Proposal, progress: Progress) -> None:
    """Write every cell whose verdict is `take`. Raises what `progress` raises; then nothing is written."""
    total = len(proposal.rows)
    for number, row in enumerate(proposal.rows, 1):
        progress(number, total, "正在写入")
        _write_row(session, proposal, row)
    session.flush()


def _write_row(session: Session, proposal: Proposal, row: ProposedRow) -> None:
    taken = [cell for cell in row.cells if cell.verdict == "take"]
    if row.new:
        session.add(nouns()[row.noun](id=row.id, **{cell.key: cell.value for cell in taken}))
    else:
        record: Any = names.get(session, row.noun, row.id)
        for cell in taken:
            setattr(record, cell.key, cell.value)
    for cell in row.cells:
        if cell.origin is not None and cell.verdict in ("take", "same"):
            session.add(
                Evidence(
                    source_kind=proposal.source_kind,
                    source_id=proposal.source_id,
                    place=cell.origin.place,
                    quote=cell.origin.quote,
                    noun_name=row.noun,
                    row_id=row.id,
                    column_name=cell.key,
                )
            )
