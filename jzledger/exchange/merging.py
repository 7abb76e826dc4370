"""A returned workbook held against the ledger, cell by cell: what would be taken, kept, asked; what is new or missing.

`merge` only reads; `agreed` turns a merge and the clerk's choices into the one Proposal that `Ledger.apply` writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jzledger.exchange.form_rows import FIGURES, LAST_MONTH, FilledRow, cell_of, form_rows
from jzledger.exchange.new_rows import NewRow, new_rows
from jzledger.exchange.reply_values import Untaken, read_reply
from jzledger.exchange.returned import Difference, Returned, ReturnedForm, ReturnedRow
from jzledger.formats.dispatch_forms import Form, load_form
from jzledger.formats.layout import Column
from jzledger.ledger.dispatches import SentDispatch
from jzledger.ledger.ledger import UNSEEN, Ledger
from jzledger.records.base import new_id
from jzledger.records.fields import TABLES, table
from jzledger.rules.context import Context
from jzledger.rules.merge import Outcome, merge_cell, plain

CLEARED = "对方清空了这一格"
LOCKED = "这一列不是填报列，对方改了"
ODD_ROW = "这一行的项目和内容都与下发时不同，请核对是不是这一行"
GONE = "台账里已经没有这一行，没有采用"


@dataclass(frozen=True)
class CellMerge:
    """One cell that differs. `base`, `ours`, `theirs`: as shown; `value`: theirs as the ledger would hold it.

    Written to the cell `key` of row `target` in `table` (a key of TABLES); `seen`: what the ledger holds there now.
    `path`: the states to pass on the way, the last one being `value`. `note`: why the clerk is asked.
    """

    row_id: str
    table: str
    target: str
    key: str
    title: str
    place: str
    base: str
    ours: str
    theirs: str
    outcome: Outcome
    value: Any
    seen: Any
    note: str = ""
    path: tuple[str, ...] = ()
    cleared: bool = False

    @property
    def at(self) -> tuple[str, str]:
        """By this the clerk's choice is kept."""
        return self.row_id, self.key


@dataclass(frozen=True)
class RowMerge:
    """A row that was sent, of which some cells differ. `names`: its key columns as sent."""

    sheet: str
    kind: str
    number: int
    row_id: str
    names: tuple[str, ...]
    cells: tuple[CellMerge, ...]
    replies: tuple[str, ...] = ()


@dataclass(frozen=True)
class MissingRow:
    """A row that was sent and did not come back. It stays in the ledger."""

    sheet: str
    row_id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class FileMerge:
    """One returned file against the ledger. `unchanged`: reply cells as sent; `same`: changed by both alike.

    `figures`: (project, its report of the month or a new id, is it new) of the rows of 月度投资.
    """

    file: str
    dispatch_id: str
    dispatch: SentDispatch | None
    unit_id: str
    unit: str
    year: int
    month: int
    rows: tuple[RowMerge, ...]
    new: tuple[NewRow, ...]
    missing: tuple[MissingRow, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    unchanged: int
    same: int
    new_reports: Mapping[str, str] = field(default_factory=dict)  # id of a report to be made -> project

    def cells(self, *outcomes: Outcome) -> list[CellMerge]:
        return [cell for row in self.rows for cell in row.cells if cell.outcome in outcomes]

    @property
    def open(self) -> bool:
        """Is there anything that only the clerk can decide, or the unit must mend?"""
        asked = self.cells("ask") or any(row.ask for row in self.new)
        return bool(asked or self.problems or self.missing)


class LedgerSide:
    """What the ledger holds now of the rows that came back: read once for all files."""

    def __init__(self, ledger: Ledger, files: Sequence[Returned], context: Context, resources: Path) -> None:
        self.ledger, self.resources = ledger, resources
        wanted: dict[tuple[str, int, int], set[str]] = {}
        columns: dict[str, set[str]] = {}
        for returned in files:
            for form in returned.forms:
                ids = {row.match.id for row in form.rows if row.differences} | {
                    row.id for row in form.missing
                }
                wanted.setdefault((form.sent.kind, returned.book.year, returned.book.month), set()).update(
                    ids
                )
                differing = {difference.at for row in form.rows for difference in row.differences}
                columns.setdefault(form.sent.kind, set()).update(
                    column.key
                    for at, column in enumerate(form.sent.columns)
                    if column.reply or at in differing
                )
        self._rows: dict[tuple[str, int, int], dict[str, FilledRow]] = {}
        self._reports: dict[tuple[int, int], dict[str, str]] = {}
        for (kind, year, month), ids in wanted.items():
            at = replace(context, year=year, month=month)
            rows = form_rows(ledger, load_form(resources, kind), at, ids, columns[kind]) if ids else []
            self._rows[kind, year, month] = {row.id: row.filled() for row in rows}
            if kind == FIGURES:
                self._reports[year, month] = _reports(ledger, at)

    def rows(self, kind: str, context: Context) -> Mapping[str, FilledRow]:
        assert context.month is not None
        return self._rows[kind, context.year, context.month]

    def reports(self, context: Context) -> Mapping[str, str]:
        """Project -> its report of the month."""
        assert context.month is not None
        return self._reports.get((context.year, context.month), {})


def _reports(ledger: Ledger, context: Context) -> dict[str, str]:
    progress = TABLES["progress"]
    wanted = {"year": context.year, "month": context.month}
    rows = ledger.rows(progress, context, wanted, fields=[progress.field("project")])
    return {row[2].id: row[0] for row in rows if row[2] is not None}


def merge(ledger: Ledger, returned: Returned, context: Context, side: LedgerSide) -> FileMerge:
    """Hold a returned file against what the ledger holds now."""
    context = replace(context, year=returned.book.year, month=returned.book.month)
    found = _Merge(ledger, returned, context, side)
    for form in returned.forms:
        found.compare(form)
    book, dispatch = returned.book, returned.dispatch
    return FileMerge(
        file=returned.file,
        dispatch_id=book.dispatch,
        dispatch=dispatch,
        unit_id=book.unit,
        unit=dispatch.unit if dispatch else book.unit_name,
        year=book.year,
        month=book.month,
        rows=tuple(found.rows),
        new=tuple(found.new),
        missing=tuple(found.missing),
        problems=(*returned.problems, *found.problems),
        remarks=returned.remarks,
        unchanged=found.unchanged,
        same=found.same,
        new_reports=found.new_reports,
    )


class _Merge:
    """The comparison under way."""

    def __init__(self, ledger: Ledger, returned: Returned, context: Context, side: LedgerSide) -> None:
        self.ledger, self.returned, self.context, self.side = ledger, returned, context, side
        self.rows: list[RowMerge] = []
        self.new: list[NewRow] = []
        self.missing: list[MissingRow] = []
        self.problems: list[str] = []
        self.unchanged = self.same = 0
        self.new_reports: dict[str, str] = {}

    def compare(self, form: ReturnedForm) -> None:
        layout_form = load_form(self.side.resources, form.sent.kind)
        columns = {column.key: column for column in layout_form.layout.columns}
        differing = [row for row in form.rows if row.differences]
        reply_changes = sum(
            form.sent.columns[difference.at].reply for row in differing for difference in row.differences
        )
        self.unchanged += form.compared - reply_changes
        ours = self.side.rows(form.sent.kind, self.context)
        reports = self.side.reports(self.context)
        for row in differing:
            self._compare_row(form, layout_form, row, ours.get(row.match.id), columns, reports)
        for sent in form.missing:
            if sent.id in ours and not _closed(ours[sent.id]):
                self.missing.append(MissingRow(form.name, sent.id, _names(form, sent.cells)))
        made, problems = new_rows(self.ledger, self.returned, form, columns, self.context)
        self.new += made
        self.problems += problems

    def _compare_row(
        self,
        form: ReturnedForm,
        layout_form: Form,
        row: ReturnedRow,
        ours: FilledRow | None,
        columns: Mapping[str, Column],
        reports: Mapping[str, str],
    ) -> None:
        sent_names = _names(form, self._base(form, row))
        if ours is None:
            self.problems.append(f"{form.name}第{row.number}行“{'，'.join(sent_names)[:40]}”：{GONE}")
            return
        changed = {difference.at: difference for difference in row.differences}
        cells: list[CellMerge] = []
        for at, sent in enumerate(form.sent.columns):
            column = columns.get(sent.key)
            if column is None or sent.key == LAST_MONTH:
                continue
            difference = changed.get(at)
            if difference is None and (not sent.reply or form.places[at] is None):
                continue
            now = plain(cell_of(column, ours.paper.values.get(sent.key)), sent.kind)
            if difference is not None:
                cell = self._cell(form, layout_form, row, ours, at, column, now, difference, reports)
                if cell is not None:
                    cells.append(cell)
            elif now != (shown := self._plain_base(form, row, at)):
                place = form.place(row.number, at)
                cells.append(
                    CellMerge(
                        ours.id, "", "", sent.field, sent.head, place, shown, now, shown, "keep", None, None
                    )
                )
        if any(cell.outcome != "keep" for cell in cells):
            self.rows.append(
                RowMerge(form.name, form.sent.kind, row.number, ours.id, sent_names, tuple(cells))
            )

    def _base(self, form: ReturnedForm, row: ReturnedRow) -> Sequence[Any]:
        return form.bases[row.match.id]

    def _plain_base(self, form: ReturnedForm, row: ReturnedRow, at: int) -> str:
        return plain(self._base(form, row)[at], form.sent.columns[at].kind)

    def _cell(
        self,
        form: ReturnedForm,
        layout_form: Form,
        row: ReturnedRow,
        ours: FilledRow,
        at: int,
        column: Column,
        now: str,
        difference: Difference,
        reports: Mapping[str, str],
    ) -> CellMerge | None:
        sent = form.sent.columns[at]
        outcome = merge_cell(difference.base, now, difference.theirs)
        if outcome == "same":
            self.same += sent.reply
            return None
        source = table(layout_form.layout.source)
        to, target = source.key, ours.id
        seen = ours.values.get(sent.field)
        if sent.reply and form.sent.kind == FIGURES:
            to = "progress"
            target = reports.get(ours.id) or self._new_report(ours.id)
            seen = UNSEEN if target in self.new_reports else seen
        field_ = TABLES[to].field(sent.field)
        read = read_reply(TABLES[to], field_, difference.raw, ours.values, self.context)
        if isinstance(read, Untaken):
            # A locked cell that the program judges says nothing new when the unit wrote it over.
            self.problems.append(f"{difference.place} “{difference.theirs[:40]}”：{read.message}")
            return None
        note = read.note
        if not sent.reply:
            note = note or LOCKED
        elif row.match.how == "odd":
            note = note or ODD_ROW
        cleared = not difference.theirs
        if cleared:
            note = note or CLEARED
        return CellMerge(
            row_id=ours.id,
            table=to,
            target=target,
            key=sent.field,
            title=sent.head,
            place=difference.place,
            base=difference.base,
            ours=now,
            theirs=difference.theirs,
            outcome="ask" if note else outcome,
            value=read.value,
            seen=seen,
            note=note,
            path=read.path,
            cleared=cleared,
        )

    def _new_report(self, project: str) -> str:
        known = next((row_id for row_id, of in self.new_reports.items() if of == project), None)
        row_id = known or new_id()
        self.new_reports[row_id] = project
        return row_id


def _names(form: ReturnedForm, cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(plain(cells[form.sent.place(key)]) for key in form.sent.keys)


def _closed(row: FilledRow) -> bool:
    return row.values.get("state") == "closed"
