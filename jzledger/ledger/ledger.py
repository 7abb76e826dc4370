"""The Ledger: the one door to what is kept. It knows nothing of windows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from jzledger.errors import (
    ChangedElsewhere,
    LedgerBusy,
    NothingToUndo,
    NotWritable,
    Undecided,
)
from jzledger.ledger import bin as recycle_bin
from jzledger.ledger import computed, computed_projects, issues, settings, undo
from jzledger.ledger.batches import Batch, Written
from jzledger.ledger.cells import UNSEEN, Cell, add_row, refuse_unseen, write_cells
from jzledger.ledger.changes import Changes, Row
from jzledger.ledger.history import HistoryLine, read_history
from jzledger.ledger.proposals import write_proposal
from jzledger.ledger.rows import ALL, Filter, read_rows, table_of
from jzledger.ledger.watch import Watch
from jzledger.records.base import new_id, nouns
from jzledger.records.fields import TABLES, Fields, Table
from jzledger.records.schema import METADATA
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, Proposal, silent
from jzledger.store import backup, database, migrations
from jzledger.store.audit import AuditedSession, ReadingSession

__all__ = ["UNSEEN", "Cell", "Ledger", "computed", "computed_projects"]
_PATIENCE_SECONDS = 0.1  # of the window's thread, for a write beside it


class Ledger:
    """An open ledger. Any thread may call it; one writer at a time. `by` is the clerk's name."""

    def __init__(self, place: database.Place, engine: Engine, by: str) -> None:
        self.place, self.by = place, by
        self._engine = engine
        self._writing = threading.RLock()
        self._listeners: list[Callable[[Changes], None]] = []
        self._watch = Watch(engine)
        self._surroundings: tuple[dict[str, str], Any] | None = None

    # Opening and closing.
    @classmethod
    def open(cls, ledger: str, *, by: str, backup_folder: Path | None = None) -> Ledger:
        """Open a path or a server URL; an older schema is backed up into `backup_folder` and brought up to date.

        Raises NotALedger, NewerLedger, DamagedLedger, ReadOnlyLedger, LedgerBusy, ServerGone, WhichLedger.
        """
        place = database.locate(ledger)
        database.refuse_strangers(place, migrations.newest())
        engine = database.connect(place)
        try:
            database.check_health(place, engine)
            migrations.bring_up_to_date(place, engine, partial(_keep_old, place, backup_folder))
            with database.translated(place):
                return cls(place, engine, by)
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def create(
        cls,
        ledger: str,
        *,
        city: str,
        city_name: str,
        office: str,
        year: int,
        by: str,
        holidays: Sequence[Any] = (),
    ) -> Ledger:
        """Make an empty ledger with the glossary's categories and `holidays` (day, kind, name).

        Raises LedgerExists, NotWritable, NoSpace.
        """
        place = database.locate(ledger)
        database.claim(place)
        engine = database.connect(place)
        try:
            with database.translated(place):
                migrations.create(engine)
                made = cls(place, engine, by)
            made.edit(
                undo.MAKING,
                _fill_new,
                holidays,
                city=city,
                city_name=city_name,
                office=office,
                year=str(year),
                clerk=by,
            )
            return made
        except BaseException:
            engine.dispose()
            database.give_up(place)
            raise

    def close(self) -> None:
        with self._writing:
            self._watch.close()
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # Reading.
    def settings(self) -> dict[str, str]:
        return dict(self._known()[0])

    def context(self, today: date, **changes: Any) -> Context:
        """What parsing and judging need for a call on that day."""
        values, calendar = self._known()
        return settings.context(values, calendar, today, **changes)

    def rows(
        self,
        table: Table,
        context: Context,
        wanted: Filter = ALL,
        *,
        fields: Fields | None = None,
        ids: Collection[str] | None = None,
    ) -> list[Row]:
        """Live rows of a table in ledger order: (id, version, *values in the order of `fields`)."""
        with database.translated(self.place), self._engine.connect() as connection:
            narrowed = {**table.where, **wanted}
            return read_rows(
                connection, table.noun, table.fields if fields is None else fields, context, narrowed, ids
            )

    def read(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Call a function of this room with a Session for reading."""
        with database.translated(self.place), ReadingSession(self._engine) as session:
            return function(session, *args, **named)

    def history(
        self, noun: str | None = None, row_id: str | None = None, limit: int = 1000
    ) -> list[HistoryLine]:
        """Who changed what, newest first: of one row, or of the whole ledger."""
        lines: list[HistoryLine] = self.read(read_history, noun, row_id, limit)
        return lines

    def counts(self) -> dict[str, int]:
        """Live rows of every noun, and the Steps and Changes so far."""
        counted = {}
        with database.translated(self.place), self._engine.connect() as connection:
            for noun in sorted(METADATA.tables):
                query = select(func.count()).select_from(METADATA.tables[noun])
                if noun in nouns():
                    query = query.where(table_of(noun).c.deleted_at.is_(None))
                counted[noun] = int(connection.execute(query).scalar() or 0)
        return counted

    def schema_version(self) -> int:
        return migrations.version_of(self.place, self._engine)

    def integrity(self) -> str:
        """`ok`, or what SQLite says of its file; a server looks after itself."""
        if self.place.path is None:
            return "ok"
        with database.translated(self.place), self._engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return "; ".join(map(str, found)) + (f"; foreign keys: {len(broken)}" if broken else "")

    # Editing: each call is one transaction, one Step, one Changes; on any error nothing is written.
    def edit(self, label: str, function: Callable[..., Any], *args: Any, **named: Any) -> Changes:
        """Call `function(session, …)` and commit what it did as one Step under `label`."""
        return self._commit(label, "do", None, lambda session: function(session, *args, **named))

    def add(
        self,
        table: Table,
        values: Mapping[str, Any],
        context: Context,
        label: str = "",
        *,
        begun: bool = False,
    ) -> tuple[str, Changes]:
        """A new row from parsed values (key -> value). Gives its id. Raises InputError.

        `begun`: somebody is still typing the row, so only what the table cannot do without must be there.
        """
        row_id = new_id()
        changes = self.edit(label or f"新增{table.title}", add_row, table, row_id, values, context, begun)
        return row_id, changes

    def set_cells(self, cells: Sequence[Cell], context: Context, label: str = "") -> Changes:
        """Write cells whose rows still show what the writer saw.

        Raises ChangedElsewhere (with the cells), NotAllowed, BadValue, Missing.
        """
        fields = dict.fromkeys((cell.table, cell.key) for cell in cells)
        titles = dict.fromkeys(TABLES[table].field(key).title for table, key in fields)
        label = label or f"修改{'、'.join(titles)}"
        return self.edit(label, write_cells, cells, context)

    def write_batch(
        self,
        table: Table,
        cells: Sequence[Cell],
        rows: Sequence[Mapping[str, Any]],
        context: Context,
        label: str,
        *,
        above: str = "",
        progress: Progress = silent,
    ) -> tuple[Written, Changes]:
        """Cells and new rows as one Step; the new rows go `above` a row in the hand-made order, else to the end.

        What a single cell cannot be is told in `Written` and does not stop the others. Raises ChangedElsewhere,
        and Cancelled when `progress` does.
        """
        written = Written()

        def work(session: AuditedSession) -> None:
            nonlocal written
            refuse_unseen(session, table, cells, context)
            written = Batch(session, table, context, progress).write(cells, rows, above)

        changes = self._commit(label, "do", None, work)
        return written, changes

    def delete(self, table: Table, ids: Sequence[str], label: str = "") -> Changes:
        """Put rows into the recycle bin with what depends on them."""
        return self.edit(label or f"删除{table.title}", recycle_bin.delete, table.noun, ids, table)

    def restore(self, table: Table, ids: Sequence[str], label: str = "") -> Changes:
        """Bring rows back from the recycle bin."""
        return self.edit(label or f"恢复{table.title}", recycle_bin.restore, table.noun, ids, table)

    def empty_bin(self) -> Changes:
        """Delete for good what lies in the recycle bin. Cannot be undone: ask first."""
        return self._commit("清空回收站", "purge", None, recycle_bin.empty)

    def apply(
        self,
        proposal: Proposal,
        label: str,
        progress: Progress = silent,
        *,
        context: Context | None = None,
        first: Callable[[AuditedSession], None] | None = None,
    ) -> Changes:
        """Write every cell whose verdict is `take`, with its Evidence, as one Step; `first` may look and refuse.

        `context` is needed where cells are keyed by a Field that has a writer (units, due …). Raises Undecided where
        an `ask` is left, ChangedElsewhere where a cell no longer holds its `base`, Cancelled when `progress` does.
        """
        if proposal.undecided():
            left = proposal.undecided()
            raise Undecided(f"还有{len(left)}行没有决定", "", "请逐行选择采用或跳过。", cells=left)

        def work(session: AuditedSession) -> None:
            if first is not None:
                first(session)
            write_proposal(session, proposal, progress, context)

        return self._commit(label, "merge", None, work)

    def save_settings(self, **values: str) -> Changes:
        return self.edit("修改设置", settings.write, values)

    # Undo.
    def undo(self, *, leave_conflicts: bool = False, progress: Progress = silent) -> Changes:
        """Take the clerk's own latest Step back. Raises NothingToUndo, UndoConflict, Cancelled."""
        return self._take_back("undo", undo.next_undo, "没有可以撤销的操作", leave_conflicts, progress)

    def redo(self, *, leave_conflicts: bool = False, progress: Progress = silent) -> Changes:
        """Take the clerk's own latest undo back. Raises NothingToUndo, UndoConflict, Cancelled."""
        return self._take_back("redo", undo.next_redo, "没有可以恢复的操作", leave_conflicts, progress)

    def take_back_size(self, verb: str) -> int:
        """How many rows `undo` or `redo` would touch."""
        find = {"undo": undo.next_undo, "redo": undo.next_redo}[verb]
        found: int = self.read(lambda session: undo.size(session, find(session, self.by)))
        return found

    def undo_labels(self) -> tuple[str | None, str | None]:
        """What undo and redo would take back, for the menu; None where there is nothing."""

        def labels(session: Session) -> tuple[str | None, str | None]:
            back, again = undo.next_undo(session, self.by), undo.next_redo(session, self.by)
            return (back.label if back else None), (again.label if again else None)

        found: tuple[str | None, str | None] = self.read(labels)
        return found

    def _take_back(
        self, kind: str, find: Callable[..., Any], nothing: str, leave_conflicts: bool, progress: Progress
    ) -> Changes:
        with self._turn():
            step = self.read(find, self.by)
            if step is None:
                raise NothingToUndo(nothing)
            work = partial(
                undo.take_back, step_id=step.id, leave_conflicts=leave_conflicts, progress=progress
            )
            changes = self._commit_once(step.label, kind, step.id, work)
        self._tell(changes)
        return changes

    # Others.
    def subscribe(self, tell: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `tell` on the editing thread after each Step. Gives the way to stop."""
        self._listeners.append(tell)

        def stop() -> None:
            if tell in self._listeners:
                self._listeners.remove(tell)

        return stop

    def poll(self) -> Changes | None:
        """Steps of other processes since the last call; listeners are told as of our own.

        None while another thread is writing: the window polls, and must not wait for the end of an import.
        """
        if not self._writing.acquire(blocking=False):
            return None
        try:
            with database.translated(self.place):
                changes = self._watch.poll()
        finally:
            self._writing.release()
        if changes is not None:
            self._tell(changes)
        return changes

    def backup(self, target: Path) -> None:
        """A verified copy beside running edits. Raises DamagedLedger, NoSpace, NotWritable."""
        backup.backup(self.place, target)

    def _commit(
        self, label: str, kind: str, undoes: str | None, work: Callable[[AuditedSession], Any]
    ) -> Changes:
        with self._turn():
            changes = self._commit_once(label, kind, undoes, work)
        if changes:
            self._tell(changes)
        return changes

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One writes after the other. The window does not wait for the end of a long paste beside it: it is told."""
        patience = _PATIENCE_SECONDS if threading.current_thread() is threading.main_thread() else -1
        if not self._writing.acquire(timeout=patience):
            raise LedgerBusy("正在写入别的内容，这次修改还没有保存", "", "请等下面的进度走完再试，或取消它。")
        try:
            yield
        finally:
            self._writing.release()

    def _commit_once(
        self, label: str, kind: str, undoes: str | None, work: Callable[[AuditedSession], Any], tries: int = 2
    ) -> Changes:
        try:
            with AuditedSession(self._engine, by=self.by, label=label, kind=kind, undoes=undoes) as session:
                work(session)
                session.commit()
                self._watch.note(session.step_id)
                return Changes(step=session.step_id, touched=session.touched, label=label)
        except StaleDataError as error:
            # Somebody wrote between our load and our flush; the second try sees what they wrote.
            if tries > 1:
                return self._commit_once(label, kind, undoes, work, tries - 1)
            raise ChangedElsewhere("这一行刚被别处改过，没有写入", "", "请看一下新的内容再改。") from error
        except DBAPIError as error:
            raise database.meaning(self.place, error) from error

    def _tell(self, changes: Changes) -> None:
        if changes.everything or {"setting", "holiday"} & changes.touched.keys():
            self._surroundings = None
        for tell in tuple(self._listeners):
            tell(changes)

    def _known(self) -> tuple[dict[str, str], Any]:
        if self._surroundings is None:
            with database.translated(self.place), self._engine.connect() as connection:
                self._surroundings = settings.read(connection), settings.calendar(connection)
        return self._surroundings


def _fill_new(session: Session, holidays: Sequence[Any], **values: str) -> None:
    """What a new ledger starts with: its settings, the categories of the glossary, the nation's holidays."""
    category, holiday = nouns()["category"], nouns()["holiday"]
    settings.write(session, values)
    session.add_all(
        category(key=key, name=name, order_no=n) for n, (key, name) in enumerate(issues.CATEGORIES, 1)
    )
    session.add_all(
        holiday(on_day=day, kind=kind, name=name, source="nation") for day, kind, name in holidays
    )


def _keep_old(place: database.Place, folder: Path | None, version: int) -> None:
    """Before a migration: a copy of the old file, in the backup folder or beside the ledger."""
    if place.path is None:
        return
    folder = folder or place.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(
            "升级前的备份没有地方放，没有升级", str(folder), "请换一个备份文件夹。", detail=str(error)
        ) from error
    backup.backup(place, folder / f"{place.path.stem}（第{version}版，升级前）{place.path.suffix}")
