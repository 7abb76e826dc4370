"""From the name that somebody typed to the row that it means, by name, short name or alias."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import BadValue, Missing
from jzledger.records.base import Record, is_id, new_id, nouns
from jzledger.records.kinds import Link, Ref
from jzledger.records.projects import ProjectAlias
from jzledger.records.units import UnitAlias

NO_CONDITION: Mapping[str, Any] = {}
_ALIASES: dict[str, tuple[type[Record], str]] = {
    "unit": (UnitAlias, "unit_id"),
    "project": (ProjectAlias, "project_id"),
}


def find(session: Session, noun: str, name: str) -> str | None:
    """The id of the live row with this name. Raises BadValue where several rows carry it."""
    model: Any = nouns()[noun]
    live = select(model.id).where(model.deleted_at.is_(None))
    columns = [model.name, *([model.short_name] if hasattr(model, "short_name") else [])]
    for column in columns:
        found = session.scalars(live.where(column == name).limit(2)).all()
        if len(found) > 1:
            raise BadValue(f"有几个“{name}”", "", "请改用全称，或先在名单里区分它们。")
        if found:
            return str(found[0])
    if noun in _ALIASES:
        alias, link = _ALIASES[noun]
        target = getattr(alias, link)
        query = select(target).join(model, model.id == target)
        query = query.where(alias.deleted_at.is_(None), model.deleted_at.is_(None))
        found = session.scalars(query.where(alias.alias == name).distinct().limit(2)).all()  # type: ignore[attr-defined]
        if len(found) > 1:
            raise BadValue(f"有几个“{name}”", "", "请改用全称，或先在名单里区分它们。")
        if found:
            return str(found[0])
    return None


def resolve(
    session: Session, kind: Link, value: Ref | str | None, standing: Collection[str | None] = ()
) -> str | None:
    """The id that a typed or chosen link means; a new row where the kind grows.

    `standing`: what is linked already, which may stay though its row went to the recycle bin. Raises BadValue for an
    unknown name of a noun that does not grow, and for a row that is not there any more.
    """
    if value is None:
        return None
    if isinstance(value, Ref):
        row = session.get(nouns()[kind.noun], value.id) if is_id(value.id) else None
        if value.id not in standing and (row is None or row.deleted_at is not None):
            raise BadValue(f"“{value.name}”已经不在了", "", "请刷新后重新选择，或先从回收站恢复它。")
        return value.id
    found = find(session, kind.noun, value)
    if found is not None:
        return found
    if not kind.grows:
        raise BadValue(
            f"没有叫“{value}”的{_TITLES.get(kind.noun, '记录')}", "", "请从已有的名称里选择，或先新建。"
        )
    row = nouns()[kind.noun](id=new_id(), name=value)
    session.add(row)
    session.flush()
    return row.id


_TITLES = {"project": "项目", "unit": "单位", "person": "人员", "stage": "阶段"}


def get(session: Session, noun: str, row_id: str, where: Mapping[str, Any] = NO_CONDITION) -> Any:
    """A live row by its id, with these values. Raises Missing where there is none."""
    row: Any = session.get(nouns()[noun], row_id) if noun in nouns() and is_id(row_id) else None
    if row is None or row.deleted_at is not None or any(getattr(row, k) != v for k, v in where.items()):
        raise Missing("没有这一行，可能已被删除", row_id, "请刷新后再试，或到回收站里找。")
    return row
