"""修改记录, page by page: the audit of the whole ledger, filtered, the latest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Text, and_, cast, or_, select
from sqlalchemy.orm import Session

from jzledger.ledger.rows import LABELS, table_of
from jzledger.ledger.wording import Names, column_title, is_told, linked, title_of, value_words
from jzledger.records.base import nouns
from jzledger.records.fields import TABLES
from jzledger.records.parts import OWNERS
from jzledger.records.trail import Change, Step

PAGE = 300  # Changes read at a time
# So many rows of a name are looked for; more would make the question too long.
_MOST_NAMED = 300


@dataclass(frozen=True)
class TrailFilter:
    """What to show. `first`, `last` are days as the clerk's clock counts them; `column` a title like 完成时限."""

    by: str = ""
    first: date | None = None
    last: date | None = None
    noun: str = ""
    column: str = ""
    text: str = ""


@dataclass(frozen=True)
class TrailLine:
    """One touched column of one row; a row that came or went is one line. `at` is UTC.

    `owner` is the row of a table that is shown for it: the issue of a unit, else the row itself.
    """

    step_id: str
    at: datetime
    by: str
    label: str
    noun: str
    row_id: str
    table: str
    row: str
    column: str
    before: str
    after: str
    owner: tuple[str, str]


@dataclass(frozen=True)
class TrailPage:
    """`after` is what the next page begins after; None at the end."""

    lines: Sequence[TrailLine]
    after: tuple[str, int] | None


def trail_page(
    session: Session, wanted: TrailFilter, after: tuple[str, int] | None = None, size: int = PAGE
) -> TrailPage:
    """The next `size` Changes that the filter lets through, as lines."""
    query = select(Step.at, Step.by, Step.label, Change).join(Step, Step.id == Change.step_id)
    for condition in _conditions(session, wanted):
        query = query.where(condition)
    if after is not None:
        step_id, seq = after
        query = query.where(or_(Step.id < step_id, and_(Step.id == step_id, Change.seq > seq)))
    rows = session.execute(query.order_by(Step.id.desc(), Change.seq).limit(size)).all()
    names = Names(session)
    names.learn(_mentioned(rows))
    owners = _owners(rows)
    names.learn(owners.values())
    lines = [line for row in rows for line in _lines(row, wanted, names, owners)]
    last = rows[-1][3] if len(rows) == size else None
    return TrailPage(lines, (last.step_id, last.seq) if last is not None else None)


def people(session: Session) -> list[str]:
    """Everybody who ever changed something."""
    return list(session.scalars(select(Step.by).distinct().order_by(Step.by)))


def tables_touched(session: Session) -> list[tuple[str, str]]:
    """(noun, title) of the tables that were ever changed."""
    found = session.scalars(select(Change.noun).distinct())
    shown = ((noun, title_of(noun)) for noun in found if noun in nouns() and noun != "blob")
    return sorted(shown, key=lambda one: one[1])


def columns_of(noun: str) -> list[str]:
    """Titles of the columns of a table."""
    keys = [column.key for column in nouns()[noun].__mapper__.column_attrs] if noun in nouns() else []
    hidden = {"version", "created_at", "created_by", "updated_at", "updated_by"}
    return list(dict.fromkeys(column_title(noun, key) for key in keys if is_told(key) and key not in hidden))


def _conditions(session: Session, wanted: TrailFilter) -> list[Any]:
    # The bytes of an attachment tell nothing that the attachment itself does not.
    found: list[Any] = [Change.noun != "blob"]
    if wanted.by:
        found.append(Step.by == wanted.by)
    if wanted.first:
        found.append(Step.at >= _utc(wanted.first))
    if wanted.last:
        found.append(Step.at < _utc(wanted.last + timedelta(days=1)))
    if wanted.noun:
        # Joined to nothing, so that the index of rows is left alone: reading in order and stopping is far cheaper.
        found.append(Change.noun + "" == wanted.noun)
    if wanted.column and wanted.noun:
        keys = [
            column.key
            for column in nouns()[wanted.noun].__mapper__.column_attrs
            if column_title(wanted.noun, column.key) == wanted.column
        ]
        found.append(or_(*(_in_json(f'"{key}":') for key in keys)))
    if wanted.text.strip():
        # As the audit keeps it: JSON with every Chinese character as an escape.
        kept = json.dumps(wanted.text.strip())[1:-1]
        found.append(
            or_(
                _in_json(kept),
                Step.label.contains(wanted.text.strip(), autoescape=True),
                Change.row_id.in_(_ids_named(session, wanted.text.strip())),
            )
        )
    return found


def _in_json(text: str) -> Any:
    sides = (cast(side, Text).contains(text, autoescape=True) for side in (Change.before, Change.after))
    return or_(*sides)


def _utc(day: date) -> datetime:
    """Midnight of the clerk's day, as the audit counts time."""
    return datetime.combine(day, time()).astimezone(UTC).replace(tzinfo=None)


def _ids_named(session: Session, text: str) -> list[str]:
    """Rows whose name holds a text, in the recycle bin, too."""
    found: list[str] = []
    for noun in dict.fromkeys(table.noun for table in TABLES.values() if table.noun in nouns()):
        columns = table_of(noun).c
        label = LABELS.get(noun, "name")
        if label in columns:
            query = select(columns.id).where(columns[label].contains(text, autoescape=True))
            found += session.scalars(query.limit(_MOST_NAMED))
    return found[:_MOST_NAMED]


def _mentioned(rows: Sequence[Any]) -> list[tuple[str, str]]:
    found = [(row[3].noun, row[3].row_id) for row in rows]
    for *_, change in rows:
        found += linked(change.noun, change.before)
        found += linked(change.noun, change.after)
    return found


def _owners(rows: Sequence[Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """Of each touched row the row of a table that it belongs to, as far as the Change itself tells."""
    found = {}
    for *_, change in rows:
        own = (change.noun, change.row_id)
        values = {**(change.before or {}), **(change.after or {})}
        owner, link = OWNERS.get(change.noun, ("", ""))
        if change.noun in ("issue", "milestone", "monthly_progress"):
            owner = ""
        if owner and values.get(link):
            found[own] = (owner, values[link])
        elif "noun_name" in values and "row_id" in values:
            found[own] = (values["noun_name"], values["row_id"])
        else:
            found.setdefault(own, own)
    return found


def _is_told_by(key: str, *sides: Any) -> bool:
    """The day of a deadline goes without saying where its words are told."""
    words = f"{key.removesuffix('_on')}_text"
    return key.endswith("due_on") and any(words in side for side in sides)


def _lines(row: Any, wanted: TrailFilter, names: Names, owners: Any) -> list[TrailLine]:
    at, by, label, change = row
    own = (change.noun, change.row_id)
    owner = owners[own]
    called = names.of(*owner) or names.of(*own) or "—"
    head = (change.step_id, at, by, label, change.noun, change.row_id, title_of(change.noun), called)
    before, after = change.before or {}, change.after or {}

    def words(values: Any, key: str) -> str:
        return value_words(change.noun, key, values.get(key), names)

    keys = [
        key
        for key in dict.fromkeys((*before, *after))
        if is_told(key) and not _is_told_by(key, before, after)
    ]
    if change.kind == "create":
        # The link to the row that the line is shown for says nothing new.
        link = OWNERS.get(change.noun, ("", ""))[1] if owner != own else ""
        told = "；".join(
            f"{column_title(change.noun, key)} {text}"
            for key in keys
            if key != link and (text := words(after, key))
        )
        return [TrailLine(*head, "新增", "", told, owner)]
    if change.kind == "purge":
        return [TrailLine(*head, "清除", names.of(*own), "", owner)]
    found = []
    if "deleted_at" in after:
        word = "放入回收站" if after["deleted_at"] else "从回收站恢复"
        found.append(TrailLine(*head, word, "", "", owner))
    for key in keys:
        title = column_title(change.noun, key)
        if key != "deleted_at" and (not wanted.column or title == wanted.column):
            found.append(TrailLine(*head, title, words(before, key), words(after, key), owner))
    return found
