"""Workbooks that values came from. Each is an attachment that hangs on no row: its noun is `workbook`, its row itself.

The bytes are kept with it (once, see `attachments`) up to the limit of an attachment; a larger file leaves its name and
digest, so that the cells are still named and the same file is still known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.attachments import LIMIT
from jzledger.ledger.rows import chunks
from jzledger.ledger.wording import column_title, title_of
from jzledger.records.base import nouns
from jzledger.records.parts import PARTS
from jzledger.records.projects import AnnualPlan
from jzledger.records.sources import Attachment, Blob, Dispatch, Evidence
from jzledger.records.units import Unit

_OWN_ROWS = ("issue", "milestone", "monthly_progress", "stage", "work_quantity")
NOUN = "workbook"  # Attachment.noun_name and Evidence.source_kind


@dataclass(frozen=True)
class CellSource:
    """One cell of a workbook, and what of the row comes from it: columns, and their titles. `at` is UTC: when it was taken.

    Of what is kept in parts of the row (its units, its progress) the columns are those of the parts.
    """

    workbook_id: str
    file_name: str
    place: str
    quote: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    at: datetime
    by: str
    kept: bool  # are the bytes in the ledger?


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def known_workbook(session: Session, digest: str) -> str | None:
    """The id of the living workbook with these bytes."""
    return session.scalars(
        select(Attachment.id).where(
            Attachment.noun_name == NOUN, Attachment.sha256 == digest, Attachment.deleted_at.is_(None)
        )
    ).first()


def blob_state(session: Session, digest: str) -> tuple[str, bool] | None:
    """(id, does it live) of the bytes with this digest; None where the ledger has none."""
    found = session.execute(select(Blob.id, Blob.deleted_at).where(Blob.sha256 == digest)).first()
    return None if found is None else (found.id, found.deleted_at is None)


def is_kept(data: bytes) -> bool:
    """Are bytes of this size kept in the ledger?"""
    return 0 < len(data) <= LIMIT


def annual_plans(session: Session) -> dict[tuple[str, int], tuple[str, int | None]]:
    """(project, year) -> id of the plan, target in yuan: what figures of a workbook are held against."""
    columns = (AnnualPlan.project_id, AnnualPlan.year, AnnualPlan.id, AnnualPlan.target_yuan)
    query = select(*columns).where(AnnualPlan.deleted_at.is_(None))
    return {(project, year): (plan_id, target) for project, year, plan_id, target in session.execute(query)}


def workbook_names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """What the workbooks with these ids are called: those that were imported, and those that a unit sent back."""
    found: dict[str, str] = {}
    for some in chunks(ids):
        kept = select(Attachment.id, Attachment.name).where(Attachment.id.in_(some))
        found.update((row_id, name) for row_id, name in session.execute(kept))
        sent = select(Dispatch.id, Dispatch.file_name, Unit.name).outerjoin(Unit, Unit.id == Dispatch.unit_id)
        for row_id, name, unit in session.execute(sent.where(Dispatch.id.in_(some))):
            found[row_id] = f"{unit or ''}收表" if not name else f"{unit or ''}收表 {name}".strip()
    return found


def cells_of(session: Session, noun: str, row_id: str) -> list[CellSource]:
    """The cells behind a row, each once, in the order in which they were taken."""
    found: dict[tuple[str, str | None], list[Any]] = {}
    for ids in chunks([row_id, *_parts_of(session, noun, row_id)]):
        query = select(Evidence).where(Evidence.source_kind == NOUN, Evidence.deleted_at.is_(None))
        for evidence in session.scalars(query.where(Evidence.row_id.in_(ids)).order_by(Evidence.id)):
            found.setdefault((evidence.source_id, evidence.place), []).append(evidence)
    sources = {source_id for source_id, _ in found}
    names = workbook_names(session, sources)
    kept = set(
        session.scalars(
            select(Attachment.id)
            .join(Blob, (Blob.sha256 == Attachment.sha256) & Blob.deleted_at.is_(None))
            .where(Attachment.id.in_(sources), Attachment.deleted_at.is_(None))
        )
    )
    return [
        CellSource(
            workbook_id,
            names.get(workbook_id, ""),
            place or "",
            rows[0].quote or "",
            tuple(dict.fromkeys(row.column_name for row in rows if row.column_name)),
            tuple(dict.fromkeys(_title(noun, row) for row in rows)),
            rows[0].created_at,
            rows[0].created_by,
            workbook_id in kept,
        )
        for (workbook_id, place), rows in found.items()
    ]


def _parts_of(session: Session, noun: str, row_id: str) -> list[str]:
    """Living parts that are shown as cells of the row. Issues and nodes of a project are rows of their own."""
    found: list[str] = []
    for part, link in PARTS.get(noun, {}).items():
        if part not in _OWN_ROWS:
            model: Any = nouns()[part]
            query = select(model.id).where(model.deleted_at.is_(None), getattr(model, link) == row_id)
            found += session.scalars(query)
    return found


def _title(noun: str, evidence: Any) -> str:
    if evidence.noun_name == noun:
        return column_title(noun, evidence.column_name or "")
    return title_of(evidence.noun_name)
