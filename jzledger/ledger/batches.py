"""Many cells and new rows of one table in one go, as a paste or a fill writes them.

What one cell cannot be (an unknown project, a state that may not follow) must not stop the other thousands: such a
cell keeps its old value and is told with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from jzledger.errors import InputError, LedgerError, Missing, NotAllowed
from jzledger.ledger import bulk, names, writers
from jzledger.ledger.hand_order import move_rows
from jzledger.ledger.own_parts import load_parts
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.base import new_id, nouns
from jzledger.records.fields import Field, Table
from jzledger.records.kinds import Link, Ref
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress
from jzledger.store.audit import AuditedSession

_REPORT_EVERY = 200  # rows
_NAMED = {"unit", "person", "project", "stage"}  # nouns whose names are looked up once for all cells


@dataclass(frozen=True)
class Refusal:
    """A cell that was not written: of a row by `row_id`, or of new row number `new`. `key` "" = the whole row."""

    row_id: str
    new: int
    key: str
    error: LedgerError


@dataclass
class Written:
    """`ids` of the new rows in the order given, "" for a row that could not be made."""

    ids: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class Batch:
    """One batch under way. `cells` have row_id, key and value; `rows` are values by key."""

    def __init__(self, session: AuditedSession, table: Table, context: Context, progress: Progress) -> None:
        self.session, self.table, self.context, self.progress = session, table, context, progress
        names.on_day(session, context.today)
        self.written = Written()
        self._model: Any = nouns()[table.noun]
        self._fields = {one.key: one for one in table.fields}
        self._names: dict[tuple[str, str], Ref | None] = {}

    def write(self, cells: Sequence[Any], rows: Sequence[Mapping[str, Any]], above: str) -> Written:
        """`above`: the new rows go above this row in the hand-made order; "" = at the end."""
        total = len(cells) + len(rows)
        others = bulk.write_plain(
            self.session, self.table, cells, lambda n: self.progress(n, total, "正在写入")
        )
        known = self._load(others)
        self._load_parts({cell.key for cell in others}, list(known))
        for number, cell in enumerate(others, len(cells) - len(others)):
            if number % _REPORT_EVERY == 0:
                self.progress(number, total, "正在写入")
            try:
                self._write(known.get(cell.row_id), cell.row_id, cell.key, cell.value)
            except InputError as error:
                self.written.refused.append(Refusal(cell.row_id, -1, cell.key, error))
        made = [self._make(number, values) for number, values in enumerate(rows)]
        self.session.flush()
        self._load_parts(
            {key for values in rows for key in values}, [row.id for row in made if row is not None]
        )
        for number, (row, values) in enumerate(zip(made, rows, strict=True)):
            if number % _REPORT_EVERY == 0:
                self.progress(len(cells) + number, total, "正在写入")
            self.written.ids.append("" if row is None else row.id)
            if row is not None:
                self._write_new(number, row, values, own=False)
        if above and any(self.written.ids):
            move_rows(self.session, self.table, [row_id for row_id in self.written.ids if row_id], above)
        return self.written

    def _load(self, cells: Sequence[Any]) -> dict[str, Any]:
        """The rows of the cells, by a query for many instead of one for each."""
        ids = dict.fromkeys(cell.row_id for cell in cells)
        found: dict[str, Any] = {}
        for part in chunks(ids):
            live = select(self._model).where(self._model.id.in_(part), self._model.deleted_at.is_(None))
            found.update((row.id, row) for row in self.session.scalars(live))
        return found

    def _load_parts(self, keys: Collection[str], ids: Sequence[str]) -> None:
        """What these cells are kept in, for all rows at once."""
        for part in {writers.KEPT_IN.get((self.table.noun, key)) for key in keys}:
            if part is not None and ids:
                load_parts(self.session, part, ids)

    def _write(self, row: Any, row_id: str, key: str, value: Any) -> None:
        one = self._fields.get(key) or self.table.field(key)
        if row is None:
            raise Missing("没有这一行，可能已被删除", row_id, "请刷新后再试，或到回收站里找。")
        if one.required and value is None:
            raise NotAllowed(
                f"“{one.title}”不能为空", self.table.title, "请填写内容；要去掉这一行请用“删除行”。"
            )
        writers.write(self.session, row, one, self._resolved(one, value), self.context)

    def _make(self, number: int, values: Mapping[str, Any]) -> Any:
        columns = table_of(self.table.noun).c
        for one in self.table.fields:
            needed = one.required and not (one.key in columns and columns[one.key].nullable)
            if needed and values.get(one.key) is None:
                words = Missing(f"没有填写“{one.title}”", self.table.title, "请填写后再保存。")
                self.written.refused.append(Refusal("", number, "", words))
                return None
        row = self._model(id=new_id(), **self.table.where)
        if self.table.noun == "issue":
            row.state, row.opened_on = "listed", self.context.today
        if not self._write_new(number, row, values, own=True):
            return None
        self.session.add(row)
        return row

    def _write_new(self, number: int, row: Any, values: Mapping[str, Any], *, own: bool) -> bool:
        """Plain columns before the row is flushed, what hangs on it afterwards; False where the row cannot be made."""
        for key, value in values.items():
            one = self._fields.get(key) or self.table.field(key)
            if ((self.table.noun, key) not in writers.WRITERS) != own:
                continue
            try:
                writers.write(self.session, row, one, self._resolved(one, value), self.context)
            except InputError as error:
                whole = own and one.required
                self.written.refused.append(Refusal("", number, "" if whole else key, error))
                if whole:
                    return False
        return True

    def _resolved(self, one: Field, value: Any) -> Any:
        """The value with names looked up, each once."""
        kind = one.kind
        if not isinstance(kind, Link) or kind.noun not in _NAMED or value is None:
            return value
        if isinstance(value, tuple) and not isinstance(value, Ref):
            return tuple(self._ref(kind, item) for item in value)
        return self._ref(kind, value)

    def _ref(self, kind: Link, value: Any) -> Any:
        if isinstance(value, Ref):
            if (kind.noun, value.id) not in self._names:
                names.get(
                    self.session, kind.noun, value.id
                )  # a copied link may lie in the recycle bin by now
                self._names[kind.noun, value.id] = value
                names.look_up(self.session, kind.noun, (), [value.id])
            return value
        if (kind.noun, value) not in self._names:
            found = names.resolve(self.session, kind, value)
            self._names[kind.noun, value] = None if found is None else Ref(kind.noun, found, value)
            # Whether it lives is asked once, not for each cell.
            names.look_up(self.session, kind.noun, (), [] if found is None else [found])
        return self._names[kind.noun, value]
