"""What an editor may offer: the names and words that a column knows already."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jzledger.ledger.computed import LEVEL_WORDS
from jzledger.records.base import nouns
from jzledger.records.fields import Field, Table
from jzledger.records.issues import Category
from jzledger.records.kinds import NAMED, Choice, Link
from jzledger.records.projects import MonthlyProgress, Programme


def suggestions(session: Session, table: Table, field: Field) -> list[str]:
    """Names and words for a list editor, in the order in which they are offered."""
    if isinstance(field.kind, Choice):
        return list(field.kind.words.values())
    if field.key == "levels":
        return list(LEVEL_WORDS.values())
    if field.key == "programmes":
        live = select(Programme.name).where(Programme.deleted_at.is_(None))
        names = session.scalars(live.order_by(Programme.order_no.nulls_last(), Programme.id))
        return [name for name in names if name not in LEVEL_WORDS.values()]
    if field.key == "category":
        live = select(Category.name).where(Category.deleted_at.is_(None))
        return list(session.scalars(live.order_by(Category.order_no.nulls_last(), Category.id)))
    if isinstance(field.kind, Link):
        model: Any = nouns()[field.kind.noun]
        if not hasattr(model, "sort_key"):
            return []
        return list(
            session.scalars(select(model.name).where(model.deleted_at.is_(None)).order_by(model.sort_key))
        )
    if field.kind == NAMED:
        column = getattr(nouns()[table.noun], field.key)
        return list(session.scalars(select(column).where(column.is_not(None)).distinct().order_by(column)))
    return []


def latest_period(session: Session) -> tuple[int, int] | None:
    """The latest year and month with reported figures; None without any."""
    reported = (MonthlyProgress.deleted_at.is_(None), MonthlyProgress.done_ytd_yuan.is_not(None))
    year = session.scalars(select(func.max(MonthlyProgress.year)).where(*reported)).first()
    if year is None:
        return None
    query = select(func.max(MonthlyProgress.month)).where(*reported, MonthlyProgress.year == year)
    return year, int(session.scalars(query).one())
