"""Writing cells as a table shows them: what was seen is checked, names are looked up, rows are read all at once.

One edit and a paste of thousands take the same road: values for columns of the rows themselves are written by
`store.audit.write_rows`, for which no row is loaded as an object; the others by their writers, row by row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from jzledger.errors import ChangedElsewhere, Missing, NotAllowed
from jzledger.ledger import names, writers
from jzledger.ledger.own_parts import load_parts
from jzledger.ledger.rows import COMPUTED, chunks, columns_needed, read_rows, table_of
from jzledger.records.base import is_id, nouns
from jzledger.records.fields import TABLES, Field, Table
from jzledger.records.kinds import Due, Link, Ref, _Due
from jzledger.records.parts import OWNERS
from jzledger.rules.context import Context
from jzledger.store.audit import AuditedSession, RowChange, write_rows

UNSEEN: Any = object()  # in Cell.seen: write whatever stands there now
Held = Mapping[str, Mapping[str, Any]]  # row id -> column -> what it holds


@dataclass(frozen=True)
class Cell:
    """One value for one cell. `seen` is what the writer saw there: if it holds something else now, nothing is written."""

    table: str
    row_id: str
    key: str
    value: Any
    seen: Any = UNSEEN


def write_cells(session: AuditedSession, cells: Sequence[Cell], context: Context) -> None:
    """Write cells of any tables. Raises ChangedElsewhere, NotAllowed, BadValue, Missing."""
    names.on_day(session, context.today)
    by_table: dict[str, list[Cell]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, []).append(cell)
    writings = [_Writing(session, TABLES[key], some, context) for key, some in by_table.items()]
    for writing in writings:
        writing.read()
    for writing in writings:
        writing.write()


class _Writing:
    """The cells of one table on their way into it."""

    def __init__(
        self, session: AuditedSession, table: Table, cells: Sequence[Cell], context: Context
    ) -> None:
        self.session, self.table, self.cells, self.context = session, table, cells, context
        self.noun, self.model = table.noun, nouns()[table.noun]
        self.fields = {key: table.field(key) for key in dict.fromkeys(cell.key for cell in cells)}
        self.own = {key for key in self.fields if (self.noun, key) not in writers.WRITERS}
        for key in self.own:
            if not self.fields[key].editable:
                raise writers.judged(self.fields[key])
        for cell in cells:
            if cell.value is None and self.fields[cell.key].required:
                raise NotAllowed(
                    f"“{self.fields[cell.key].title}”不能为空",
                    table.title,
                    "请填写内容；要去掉这一行请用“删除行”。",
                )
        self.ids = list(dict.fromkeys(cell.row_id for cell in cells))
        self.held: Held = {}

    def read(self) -> None:
        """Read, and on a server hold, the rows; compare with what the writer saw."""
        self.held = held_by(self.session, self.table, self.ids, self.fields.values())
        for row_id in self.ids:
            if row_id not in self.held:
                raise names.missing(row_id)
        refuse_unseen(self.session, self.table, self.cells, self.context, self.held)

    def write(self) -> None:
        if len(self.cells) > 1:
            self._look_up()
        # Columns of the row before what hangs on them: closing needs the 办理结果 that may come with it.
        self._write_own([cell for cell in self.cells if cell.key in self.own])
        others = [cell for cell in self.cells if cell.key not in self.own]
        if others:
            others.sort(key=lambda cell: cell.key in writers.LAST)
            rows = names.load(self.session, self.noun, list(dict.fromkeys(cell.row_id for cell in others)))
            for cell in others:
                field = self.fields[cell.key]
                writers.write(self.session, rows[cell.row_id], field, cell.value, self.context)

    def _look_up(self) -> None:
        typed: dict[str, set[str]] = {}
        chosen: dict[str, set[str]] = {}
        linking = {key for key, field in self.fields.items() if isinstance(field.kind, Link)}
        for cell in self.cells:
            if cell.key in linking and cell.value is not None:
                noun = self.fields[cell.key].kind.noun  # type: ignore[attr-defined]
                for item in _items(cell.value):
                    (chosen if isinstance(item, Ref) else typed).setdefault(noun, set()).add(
                        item.id if isinstance(item, Ref) else item
                    )
        for noun in typed.keys() | chosen.keys():
            if noun not in OWNERS:
                names.look_up(self.session, noun, sorted(typed.get(noun, ())), chosen.get(noun, ()))
        for part in dict.fromkeys(writers.KEPT_IN.get((self.noun, key)) for key in self.fields):
            if part is not None:
                load_parts(self.session, part, self.ids)

    def _write_own(self, cells: Sequence[Cell]) -> None:
        new: dict[str, dict[str, Any]] = {cell.row_id: {} for cell in cells}
        links = {key: field.kind for key, field in self.fields.items() if isinstance(field.kind, Link)}
        dues = {key for key, field in self.fields.items() if isinstance(field.kind, _Due)}
        for cell in cells:
            key = cell.key
            if key in links:
                column = f"{key}_id"
                standing = (self.held[cell.row_id][column],)
                new[cell.row_id][column] = names.resolve(self.session, links[key], cell.value, standing)
            elif key in dues:
                due = cell.value or (None, None, None)
                new[cell.row_id].update(zip(writers.due_columns(key), due, strict=True))
            else:
                new[cell.row_id][key] = cell.value
        changes, link = [], OWNERS.get(self.noun, ("", ""))[1]
        for row_id, values in new.items():
            held = self.held[row_id]
            after = {name: value for name, value in values.items() if held[name] != value}
            if after:
                owner_id = held[link] if link else ""
                changes.append(RowChange(row_id, held["version"], held, after, owner_id))
        write_rows(self.session, self.model, changes)


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,)


def _columns(noun: str, fields: Iterable[Field]) -> list[str]:
    needed = (
        name for field in fields if (noun, field.key) not in COMPUTED for name in columns_needed(noun, field)
    )
    return list(dict.fromkeys(needed))


def held_by(session: Session, table: Table, ids: Iterable[str], fields: Iterable[Field]) -> Held:
    """What the columns behind these fields hold in the live rows of a table, and `version`; rows not there are left out."""
    keys = ["id", "version", *_columns(table.noun, fields)]
    if table.noun in OWNERS:
        keys.append(OWNERS[table.noun][1])
    keys = list(dict.fromkeys(keys))
    query, connection = _rows_of(table.key, tuple(keys)), session.connection()
    found: dict[str, Mapping[str, Any]] = {}
    # In the order of the ids, so that two who want the same rows do not wait for each other for ever.
    for part in chunks(sorted(row_id for row_id in set(ids) if is_id(row_id))):
        rows = connection.execute(query, {"ids": part})
        found.update((row[0], dict(zip(keys, row, strict=True))) for row in rows)
    return found


@cache
def _rows_of(table_key: str, keys: tuple[str, ...]) -> Select[Any]:
    """Built once, as that takes longer than running it."""
    table = TABLES[table_key]
    columns = table_of(table.noun).c
    query = select(*(columns[key] for key in keys)).where(columns.deleted_at.is_(None))
    for key, value in table.where.items():
        query = query.where(columns[key] == value)
    wanted = columns.id.in_(bindparam("ids", expanding=True))
    return query.where(wanted).order_by(columns.id).with_for_update()


def refuse_unseen(
    session: Session, table: Table, cells: Sequence[Cell], context: Context, held: Held | None = None
) -> None:
    """Raise ChangedElsewhere where a cell no longer shows what its writer saw. Rows that are gone are not looked at."""
    watched = [cell for cell in cells if cell.seen is not UNSEEN]
    if not watched:
        return
    fields = {key: table.field(key) for key in dict.fromkeys(cell.key for cell in watched)}
    if held is None:
        held = held_by(session, table, [cell.row_id for cell in watched], fields.values())
    by_key: dict[str, list[Cell]] = {}
    for cell in watched:
        if cell.row_id in held:
            by_key.setdefault(cell.key, []).append(cell)
    changed: list[Cell] = []
    for key, some in by_key.items():
        if (table.noun, key) in COMPUTED:
            shown = _shown(session, table, fields[key], {cell.row_id for cell in some}, context)
            changed += [cell for cell in some if _plain(shown.get(cell.row_id)) != _plain(cell.seen)]
        elif isinstance(fields[key].kind, Link):
            column = f"{key}_id"
            changed += [cell for cell in some if held[cell.row_id][column] != _plain(cell.seen)]
        elif isinstance(fields[key].kind, _Due):
            changed += [cell for cell in some if _due(held[cell.row_id], key) != cell.seen]
        else:
            changed += [cell for cell in some if held[cell.row_id][key] != cell.seen]
    if changed:
        raise _changed(session, table, changed, context)


def _shown(
    session: Session, table: Table, field: Field, ids: Collection[str], context: Context
) -> dict[str, Any]:
    """What the cells of a Field without a column show, by row."""
    rows = read_rows(session.connection(), table.noun, [field], context, ids=ids)
    return {row_id: value for row_id, _, value in rows}


def _due(held: Mapping[str, Any], key: str) -> Due | None:
    words, on, precision = (held[name] for name in writers.due_columns(key))
    return None if words is None else Due(words, on, precision)


def _plain(value: Any) -> Any:
    """A value to compare: a link is the same when it goes to the same row, whatever that is called now.

    A part of the row (an alias, a post) is its name.
    """
    if isinstance(value, Ref):
        return value.name if value.noun in OWNERS else value.id
    if type(value) is tuple:
        return tuple(_plain(item) for item in value)
    return value


def _changed(session: Session, table: Table, cells: Sequence[Cell], context: Context) -> ChangedElsewhere:
    fields = [table.field(key) for key in dict.fromkeys(cell.key for cell in cells)]
    places = {field.key: place for place, field in enumerate(fields, 2)}
    ids = {cell.row_id for cell in cells}
    rows = {row[0]: row for row in read_rows(session.connection(), table.noun, fields, context, ids=ids)}
    found = [(cell, rows[cell.row_id][places[cell.key]]) for cell in cells]
    first, now = found[0]
    field = table.field(first.key)
    return ChangedElsewhere(
        f"“{field.title}”刚被别处改为“{field.kind.show(now) or '空'}”，没有写入",
        "",
        "请看一下新的内容，需要时再改一次。",
        cells=found,
    )


def add_row(
    session: Session, table: Table, row_id: str, values: Mapping[str, Any], context: Context, begun: bool
) -> None:
    """A new row. `begun`: somebody is still typing it, so only what the table cannot do without must be there."""
    names.on_day(session, context.today)
    columns = table_of(table.noun).c
    for field in table.fields:
        may_follow = begun and field.key in columns and columns[field.key].nullable
        if field.required and values.get(field.key) is None and not may_follow:
            raise Missing(f"没有填写“{field.title}”", table.title, "请填写后再保存。")
    row: Any = nouns()[table.noun](id=row_id, **table.where)
    if table.noun == "issue":
        row.state, row.opened_on = "listed", context.today
    fields = sorted(
        (table.field(key) for key in values),
        key=lambda field: ((table.noun, field.key) in writers.WRITERS, field.key in writers.LAST),
    )
    # Columns of the row first: it is flushed only when the required ones are there.
    for field in fields:
        if row not in session and (table.noun, field.key) in writers.WRITERS:
            session.add(row)
            session.flush()
        writers.write(session, row, field, values[field.key], context)
    session.add(row)
