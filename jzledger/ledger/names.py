"""From the name that somebody typed to the row that it means: by name, short name, alias or another spelling."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import BadValue, Missing
from jzledger.ledger import name_matching
from jzledger.ledger.rows import chunks
from jzledger.records.base import Record, is_id, new_id, nouns
from jzledger.records.fields import NOUN_TITLES, Table
from jzledger.records.kinds import Link, Ref
from jzledger.records.projects import ProjectAlias
from jzledger.records.units import UnitAlias

_ALIASES: dict[str, tuple[type[Record], str]] = {
    "unit": (UnitAlias, "unit_id"),
    "project": (ProjectAlias, "project_id"),
}
# Where a session keeps what `look_up` found: noun -> name -> ids, and the ids that are known to live.
_FOUND, _LIVING = "names_found", "ids_living"
_DAY = "names_day"


def on_day(session: Session, day: date) -> None:
    """Of two rows that carry one alias, the one that carries it on this day is meant."""
    session.info[_DAY] = day


def find(session: Session, noun: str, name: str) -> str | None:
    """The id of the live row with this name. Raises BadValue where several rows carry it."""
    known = session.info.get(_FOUND, {}).get(noun, {})
    ids = known[name] if name in known else _find_all(session, noun, [name]).get(name, ())
    if len(ids) > 1:
        raise BadValue(f"有几个“{name}”", "", "请改用全称，或先在名单里区分它们。")
    return next(iter(ids), None)


def _find_all(session: Session, noun: str, wanted: Sequence[str]) -> dict[str, Sequence[str]]:
    """name -> ids of the live rows that carry it: as a name, else a short name, an alias, the name in another spelling."""
    found: dict[str, Sequence[str]] = {}
    for query, column in _ways(noun, session.info.get(_DAY)):
        left = [name for name in wanted if name not in found]
        rows: dict[str, dict[str, None]] = {}
        for part in chunks(left):
            for name, row_id in session.execute(query.where(column.in_(part))):
                rows.setdefault(name, {})[row_id] = None
        found.update((name, tuple(ids)) for name, ids in rows.items())
    for name in wanted:
        if name not in found and (ids := name_matching.by_spelling(session, noun, name)):
            found[name] = ids
    return found


def _ways(noun: str, day: date | None) -> Iterator[tuple[Any, Any]]:
    model: Any = nouns()[noun]
    for name in ("name", "short_name"):
        if hasattr(model, name):
            column = getattr(model, name)
            yield select(column, model.id).where(model.deleted_at.is_(None)).order_by(model.id), column
    if noun in _ALIASES:
        alias: Any
        alias, link = _ALIASES[noun]
        query = select(alias.alias, model.id).join(model, model.id == getattr(alias, link))
        query = query.where(alias.deleted_at.is_(None), model.deleted_at.is_(None)).order_by(model.id)
        if day is not None:
            begun, ended = alias.from_on.is_(None) | (alias.from_on <= day), alias.to_on < day
            yield query.where(begun, alias.to_on.is_(None) | ~ended), alias.alias
        yield query, alias.alias


def look_up(session: Session, noun: str, typed: Iterable[str], ids: Iterable[str]) -> None:
    """Find many names and check many ids at once; `find` and `resolve` of this session then ask no more."""
    known = session.info.setdefault(_FOUND, {}).setdefault(noun, {})
    wanted = [name for name in dict.fromkeys(typed) if name not in known]
    known.update({**dict.fromkeys(wanted, ()), **_find_all(session, noun, wanted)})
    model: Any = nouns()[noun]
    living = session.info.setdefault(_LIVING, set())
    for part in chunks({row_id for row_id in ids if is_id(row_id)}):
        living.update(session.scalars(select(model.id).where(model.deleted_at.is_(None), model.id.in_(part))))


def resolve(
    session: Session, kind: Link, value: Ref | str | None, standing: Collection[str | None] = ()
) -> str | None:
    """The id that a typed or chosen link means; a new row where the kind grows.

    `standing`: ids that the cell holds already; these may lie in the recycle bin. Raises BadValue for an unknown name
    of a noun that does not grow, and for a row that is not there any more.
    """
    if value is None:
        return None
    if isinstance(value, Ref):
        if value.id not in standing and not _lives(session, kind.noun, value.id):
            raise BadValue(f"“{value.name}”已被删除", "", "请从已有的名称里选择，或先从回收站恢复它。")
        return value.id
    found = find(session, kind.noun, value)
    if found is not None:
        return found
    if not kind.grows:
        raise BadValue(
            f"没有叫“{value}”的{NOUN_TITLES.get(kind.noun, '记录')}", "", "请从已有的名称里选择，或先新建。"
        )
    return str(make(session, kind.noun, value).id)


def make(session: Session, noun: str, name: str, **values: Any) -> Any:
    """A new row with a name that nothing carries yet."""
    row: Any = nouns()[noun](id=new_id(), name=name, **values)
    session.add(row)
    session.flush()
    if noun in session.info.get(_FOUND, {}):
        session.info[_FOUND][noun][name] = (row.id,)
    name_matching.note_spelling(session, noun, name, row.id)
    return row


def _lives(session: Session, noun: str, row_id: str) -> bool:
    if row_id in session.info.get(_LIVING, ()):
        return True
    model = nouns()[noun]
    row: Any = session.get(model, row_id) if is_id(row_id) else None
    if row is None:
        row = next((new for new in session.new if isinstance(new, model) and new.id == row_id), None)
    return row is not None and row.deleted_at is None


def get(session: Session, noun: str, row_id: str) -> Any:
    """A live row by its id. Raises Missing where there is none."""
    row: Any = session.get(nouns()[noun], row_id) if noun in nouns() and is_id(row_id) else None
    if row is None or row.deleted_at is not None:
        raise missing(row_id)
    return row


def load(session: Session, noun: str, ids: Collection[str], table: Table | None = None) -> dict[str, Any]:
    """Live rows by id, in the order given; with a `table` only its own. On a server nobody else writes them meanwhile.

    Raises Missing where one is not there.
    """
    model: Any = nouns()[noun]
    query = select(model).where(model.deleted_at.is_(None))
    for key, value in (table.where if table else {}).items():
        query = query.where(getattr(model, key) == value)
    found: dict[str, Any] = {}
    # In the order of the ids, so that two who want the same rows do not wait for each other for ever.
    for part in chunks(sorted(row_id for row_id in set(ids) if is_id(row_id))):
        rows = session.scalars(query.where(model.id.in_(part)).order_by(model.id).with_for_update())
        found.update((row.id, row) for row in rows)
    for row_id in ids:
        if row_id not in found:
            raise missing(row_id)
    return {row_id: found[row_id] for row_id in ids}


def missing(row_id: str) -> Missing:
    return Missing("没有这一行，可能已被删除", row_id, "请刷新后再试，或到回收站里找。")
