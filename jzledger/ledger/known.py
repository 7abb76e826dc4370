"""The names that a ledger holds already, for an article or a workbook that refers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.records.base import nouns


@dataclass(frozen=True)
class Known:
    """name -> id; `projects`: id -> every name of the project; `articles`: sha256 -> id."""

    people: Mapping[str, str]
    programmes: Mapping[str, str]
    leads: Mapping[str, str]
    units: Mapping[str, str]
    projects: Mapping[str, tuple[str, ...]]
    articles: Mapping[str, str]


def known_names(session: Session) -> Known:
    """Read what the next document may refer to."""
    alias: Any = nouns()["project_alias"]
    projects = {row_id: [name] for name, row_id in _ids(session, "project").items()}
    for row_id, name in session.execute(
        select(alias.project_id, alias.alias).where(alias.deleted_at.is_(None))
    ):
        projects.setdefault(row_id, []).append(name)
    return Known(
        people=_ids(session, "person"),
        programmes=_ids(session, "programme"),
        leads=_ids(session, "lead"),
        units=_ids(session, "unit"),
        projects={row_id: tuple(names) for row_id, names in projects.items()},
        articles=_ids(session, "article", "sha256"),
    )


def _ids(session: Session, noun: str, column: str = "name") -> dict[str, str]:
    model: Any = nouns()[noun]
    rows = session.execute(select(getattr(model, column), model.id).where(model.deleted_at.is_(None)))
    return {name: row_id for name, row_id in rows}
