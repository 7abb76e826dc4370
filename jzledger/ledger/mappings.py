"""表头对应: which key a heading of foreign workbooks stands for, corrected once and remembered for that header.

A row is kept for each heading of a header: `header` holds the heading and, behind a line break, all headings of the
table in order, so that 责任单位 may mean one thing here and another there. An empty key means: no key at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.records.office import RememberedMapping

_BETWEEN = "\t"


def _key(headings: Sequence[str], heading: str) -> str:
    return f"{heading}\n{_BETWEEN.join(headings)}"


def remembered(session: Session) -> dict[tuple[str, ...], dict[str, str | None]]:
    """Headings of a table -> heading -> key, None for `no key`."""
    found: dict[tuple[str, ...], dict[str, str | None]] = {}
    query = select(RememberedMapping.header, RememberedMapping.field_key)
    for header, field_key in session.execute(query.where(RememberedMapping.deleted_at.is_(None))):
        heading, _, whole = header.partition("\n")
        found.setdefault(tuple(whole.split(_BETWEEN)), {})[heading] = field_key or None
    return found


def remember_mapping(session: Session, headings: Sequence[str], said: Mapping[str, str | None]) -> None:
    """Remember what the clerk said of some headings of a table; the latest word counts."""
    for heading, key in said.items():
        header = _key(headings, heading)
        row = session.scalars(
            select(RememberedMapping).where(
                RememberedMapping.header == header, RememberedMapping.deleted_at.is_(None)
            )
        ).first()
        if row is None:
            session.add(RememberedMapping(header=header, field_key=key or ""))
        else:
            row.field_key = key or ""
