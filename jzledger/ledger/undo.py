"""Undo and redo from the audit: a Step is taken back by writing what stood there before, as a new Step.

Which Step is next is told by the clerk's own Steps alone, so undo survives a restart. A cell is written back only if
it still holds what the Step left there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jzledger.errors import UndoConflict
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.base import nouns
from jzledger.records.fields import NOUN_TITLES
from jzledger.records.trail import Change, Step
from jzledger.rules.proposal import Progress, silent
from jzledger.store.audit import UNTRACED, AuditedSession, from_json, to_json

_WRITTEN_AT_ONCE = 200  # rows between two reports of the progress
MAKING = "新建台账"  # the label of the Step that fills a new ledger: it stays
Key = tuple[str, str]  # noun, row id


@dataclass(frozen=True)
class ConflictCell:
    """A cell that no longer holds what the Step left there."""

    noun: str
    row_id: str
    column: str
    left: Any
    now: Any


def next_undo(session: Session, by: str) -> Step | None:
    """The clerk's latest Step that still stands: of kind do, merge or redo."""
    step = _latest(session, by)
    while step is not None and step.kind == "undo":
        # An undo took the stack back to where it was before the Step that it undid.
        step = _latest(session, by, before=step.undoes)
    return None if step is None or step.label == MAKING else step


def next_redo(session: Session, by: str) -> Step | None:
    """The clerk's latest undo that was not redone, unless something was done since."""
    step = _latest(session, by)
    while step is not None and step.kind == "redo":
        step = _latest(session, by, before=step.undoes)
    return step if step is not None and step.kind == "undo" else None


def _latest(session: Session, by: str, before: str | None = None) -> Step | None:
    query = select(Step).where(Step.by == by, Step.kind != "purge").order_by(Step.id.desc()).limit(1)
    return session.scalars(query if before is None else query.where(Step.id < before)).first()


def size(session: Session, step: Step | None) -> int:
    """How many rows taking back this Step would touch."""
    query = select(func.count()).select_from(Change)
    return 0 if step is None else session.scalar(query.where(Change.step_id == step.id)) or 0


def take_back(
    session: AuditedSession, step_id: str, *, leave_conflicts: bool = False, progress: Progress = silent
) -> None:
    """Write back what stood there before a Step.

    Raises UndoConflict with the cells that were changed since, unless `leave_conflicts`: then these stay as they are;
    and Cancelled when `progress` does.
    """
    taking = _Taking(session, session.scalars(select(Change).where(Change.step_id == step_id)).all())
    conflicts = taking.conflicts()
    if conflicts and not leave_conflicts:
        raise _conflict(conflicts)
    taking.write(progress)


class _Taking:
    """The Changes of one Step on their way back."""

    def __init__(self, session: AuditedSession, changes: Collection[Change]) -> None:
        self.session = session
        self.changes: dict[Key, Change] = {(change.noun, change.row_id): change for change in changes}
        self.rows = self._load()
        # Columns that stay as they are, by row; None: the whole row stays.
        self.kept: dict[Key, set[str] | None] = {}

    def _load(self) -> dict[Key, Any]:
        wanted: dict[str, list[str]] = {}
        for noun, row_id in self.changes:
            wanted.setdefault(noun, []).append(row_id)
        found: dict[Key, Any] = {}
        for noun, ids in wanted.items():
            model = nouns()[noun]
            for part in chunks(sorted(ids)):
                rows = select(model).where(model.id.in_(part)).order_by(model.id).with_for_update()
                found.update(((noun, row.id), row) for row in self.session.scalars(rows))
        return found

    def conflicts(self) -> list[ConflictCell]:
        """Cells that cannot go back; `write` leaves them out."""
        found = [cell for key, change in self.changes.items() for cell in self._changed_since(key, change)]
        found += self._links_to_nothing()
        for cell in found:
            key = (cell.noun, cell.row_id)
            if key not in self.rows or self.changes[key].kind == "create":
                self.kept[key] = None
            elif (columns := self.kept.setdefault(key, set())) is not None:
                columns.add(cell.column)
        # A row that stays holds on to the rows that it links to.
        while more := [*self._hangers_on(), *self._taken()]:
            for cell in more:
                self.kept[cell.noun, cell.row_id] = None
            found += more
        return found

    def _changed_since(self, key: Key, change: Change) -> Iterator[ConflictCell]:
        row = self.rows.get(key)
        after: Mapping[str, Any] = change.after or {}
        if row is None:
            yield ConflictCell(*key, "", after, None)
            return
        touched = after if change.kind == "update" else {**dict.fromkeys(_traced(row)), **after}
        for column, left in touched.items():
            if column != "id" and not _is_bytes(left) and (now := to_json(getattr(row, column))) != left:
                yield ConflictCell(*key, column, left, now)

    def _links_to_nothing(self) -> list[ConflictCell]:
        """Cells that would link to a row which was purged meanwhile."""
        wanted: dict[str, dict[str, list[tuple[Key, str]]]] = {}
        for key, change in self.changes.items():
            for column in table_of(key[0]).c if key in self.rows and change.kind == "update" else ():
                name = self.rows[key].__mapper__.get_property_by_column(column).key
                target_id = (change.before or {}).get(name)
                if target_id is not None and column.foreign_keys:
                    (link,) = column.foreign_keys
                    targets = wanted.setdefault(link.column.table.name, {})
                    targets.setdefault(target_id, []).append((key, name))
        found = []
        for noun, targets in wanted.items():
            table = table_of(noun)
            for part in chunks(list(targets)):
                there = set(self.session.scalars(select(table.c.id).where(table.c.id.in_(part))))
                for target_id in part:
                    if target_id not in there:
                        found += [
                            ConflictCell(*key, name, target_id, None) for key, name in targets[target_id]
                        ]
        return found

    def _goes(self, key: Key) -> bool:
        """Does taking this row back put it into the recycle bin?"""
        change = self.changes[key]
        if key not in self.rows or self.kept.get(key, ()) is None:
            return False
        if change.kind == "create":
            return self.rows[key].deleted_at is None
        return self._future(key, "deleted_at") is not None and self.rows[key].deleted_at is None

    def _future(self, key: Key, column: str) -> Any:
        """What a row of this Step will hold."""
        change, kept = self.changes[key], self.kept.get(key, set())
        if kept is not None and column not in kept:
            if change.kind == "create" and column == "deleted_at":
                return self.rows[key].deleted_at or self.session.now
            if change.kind == "update" and column in (change.before or {}):
                columns = self.rows[key].__mapper__.column_attrs
                return from_json(columns[column].columns[0], (change.before or {})[column])
        return getattr(self.rows[key], column)

    def _hangers_on(self) -> Iterator[ConflictCell]:
        """Rows that are about to go, and to which rows that live and stay have come to link."""
        going: dict[str, list[str]] = {}
        for key in self.changes:
            if self._goes(key):
                going.setdefault(key[0], []).append(key[1])
        found: dict[Key, ConflictCell] = {}
        for noun in nouns():
            table = table_of(noun)
            for link in table.foreign_keys:
                target, column = link.column.table.name, link.parent
                for part in chunks(going.get(target, ())):
                    query = select(table.c.id, column).where(column.in_(part), table.c.deleted_at.is_(None))
                    for row_id, gone in self.session.execute(query):
                        if self._will_hang((noun, row_id), column.key, gone):
                            found[target, gone] = ConflictCell(target, gone, "", None, (noun, row_id))
        yield from found.values()

    def _will_hang(self, key: Key, column: str, target: str) -> bool:
        if key not in self.rows:
            return True
        name = self.rows[key].__mapper__.get_property_by_column(table_of(key[0]).c[column]).key
        return self._future(key, "deleted_at") is None and self._future(key, name) == target

    def _taken(self) -> Iterator[ConflictCell]:
        """Rows that would come back with a unique key which another live row has taken meanwhile."""
        for noun in {noun for noun, _ in self.changes}:
            table = table_of(noun)
            for index in table.indexes:
                if index.unique:
                    yield from self._taken_in(noun, [column.key for column in index.columns])

    def _taken_in(self, noun: str, columns: list[str]) -> Iterator[ConflictCell]:
        table, wanted = table_of(noun), {}
        for key, change in self.changes.items():
            touched = change.kind == "update" and not {*columns, "deleted_at"}.isdisjoint(change.before or {})
            comes = key in self.rows and self.kept.get(key, ()) is not None
            if key[0] == noun and touched and comes and self._future(key, "deleted_at") is None:
                wanted[tuple(self._future(key, column) for column in columns)] = key
        for part in chunks(list({values[0] for values in wanted})):
            query = select(table.c.id, *(table.c[column] for column in columns)).where(
                table.c.deleted_at.is_(None), table.c[columns[0]].in_(part)
            )
            for row_id, *values in self.session.execute(query):
                coming, other = wanted.get(tuple(values)), (noun, row_id)
                if coming is None or coming == other:
                    continue
                stays = other not in self.rows or (
                    self._future(other, "deleted_at") is None
                    and tuple(self._future(other, column) for column in columns) == tuple(values)
                )
                if stays:
                    yield ConflictCell(*coming, columns[-1], None, row_id)

    def write(self, progress: Progress) -> None:
        # Rows that go leave their unique keys to those that come back.
        there = [key for key in self.changes if key in self.rows]
        order = sorted(there, key=lambda key: not self._goes_first(key))
        going = sum(self._goes_first(key) for key in order)
        for done, key in enumerate(order):
            if done == going or done % _WRITTEN_AT_ONCE == 0:
                self.session.flush()
                progress(done, len(order), "")
            self._write_back(key, self.changes[key])
        self.session.flush()

    def _goes_first(self, key: Key) -> bool:
        change = self.changes[key]
        return change.kind == "create" or (change.before or {}).get("deleted_at") is not None

    def _write_back(self, key: Key, change: Change) -> None:
        kept = self.kept.get(key, set())
        if kept is None:
            return
        row = self.rows[key]
        if change.kind == "create":
            row.deleted_at = self._future(key, "deleted_at")
            return
        for column in change.before or {}:
            if column not in kept:
                setattr(row, column, self._future(key, column))


def _traced(row: Any) -> list[str]:
    return [column.key for column in row.__mapper__.column_attrs if column.key not in UNTRACED]


def _is_bytes(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"sha256", "size"}


def _conflict(cells: list[ConflictCell]) -> UndoConflict:
    nouns_hit = "、".join(dict.fromkeys(NOUN_TITLES.get(cell.noun, cell.noun) for cell in cells))
    return UndoConflict(
        f"这一步之后有{len(cells)}处又被改过（{nouns_hit}），没有撤销",
        "",
        "可以只撤销其余部分，或先看修改记录。",
        cells=cells,
    )
