"""Sending workbooks to the units that have something to fill in: files, a note to each, and the base in the ledger."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jzledger.errors import Missing
from jzledger.exchange.form_rows import FilledRow, FormRow, cell_kind, cell_of, form_rows, month_to_report
from jzledger.exchange.heap import held_apart
from jzledger.formats import safe_file, slots
from jzledger.formats.dispatch_forms import Form, load_forms
from jzledger.formats.dispatch_write import FilledForm, first_data_row, write_dispatch
from jzledger.formats.layout import Column
from jzledger.formats.paper import DEFAULTS, month_span
from jzledger.ledger import dispatches
from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from jzledger.records.sources import Dispatch
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent
from jzledger.rules.sent_forms import SentBook, SentColumn, SentRow, SentSheet
from jzledger.rules.text import for_paper

WORKDAYS_TO_FILL = 5  # the deadline where none is named
UNSENT_TYPES = frozenset({"seq", "light"})  # counted or judged anew each time: nothing to compare


@dataclass(frozen=True)
class Sent:
    """One workbook that was sent: `rows` by sheet name, in the order of the sheets."""

    id: str
    unit: str
    file: Path
    note: Path
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DispatchReport:
    """`changes` is the one Step of the dispatch."""

    sent: tuple[Sent, ...]
    due_on: date
    changes: Changes


@dataclass(frozen=True)
class _Book:
    """What one unit gets."""

    unit: Ref
    forms: tuple[tuple[Form, tuple[FormRow, ...]], ...]


def units_to_ask(
    ledger: Ledger, context: Context, resources: Path
) -> list[tuple[Ref, tuple[tuple[str, int], ...]]]:
    """The units that would get a workbook, each with the rows of its sheets."""
    books = _books(ledger, replace(context, month=month_to_report(context)), resources)
    return [(book.unit, _counts(book)) for book in books]


def dispatch(
    ledger: Ledger,
    folder: Path,
    context: Context,
    resources: Path,
    *,
    due_on: date | None = None,
    units: Sequence[str] | None = None,
    progress: Progress = silent,
) -> DispatchReport:
    """Write a workbook for each unit (or those with an id in `units`) into `folder`, which is made, as one Step.

    Raises Missing where nobody has anything to fill in, NotWritable, NoSpace, and what `progress` raises; then neither
    a file nor a row is left. Existing files stay; a new one gets a name of its own.
    """
    context = replace(context, month=month_to_report(context))
    due = due_on or context.calendar.add_workdays(context.today, WORKDAYS_TO_FILL)
    progress(0, 0, "正在整理各单位的表")
    books = [book for book in _books(ledger, context, resources) if units is None or book.unit.id in units]
    if not books:
        raise Missing("没有要下发的内容", "", "未销号的问题和交办事项写明责任单位后再下发。")
    mark = ledger.read(dispatches.ledger_mark)
    common = _slot_values(ledger, context, due)
    made_folder = _make(folder)
    beside = folder / f".{secrets.token_hex(6)}.tmp"
    try:
        _explaining(folder, beside.mkdir)
        written = []
        with held_apart():
            for number, book in enumerate(books, 1):
                progress(number - 1, len(books), f"正在生成 {book.unit.name}")
                written.append(_write(book, number, len(books), beside, mark, context, due, common))
        progress(len(books), len(books), "正在登记")
        report = _keep(ledger, written, folder, due)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        if made_folder:
            with suppress(OSError):
                folder.rmdir()
        raise
    shutil.rmtree(beside, ignore_errors=True)
    return report


def _books(ledger: Ledger, context: Context, resources: Path) -> list[_Book]:
    """In the order of the units' own list."""
    found: dict[str, dict[str, list[FormRow]]] = {}
    named: dict[str, Ref] = {}
    forms = load_forms(resources)
    for form in forms:
        for row in form_rows(ledger, form, context):
            for unit in row.units:
                named[unit.id] = unit
                found.setdefault(unit.id, {}).setdefault(form.kind, []).append(row)
    order = {row[0]: place for place, row in enumerate(ledger.rows(TABLES["units"], context, fields=()))}
    return [
        _Book(
            named[unit],
            tuple((form, tuple(found[unit][form.kind])) for form in forms if form.kind in found[unit]),
        )
        for unit in sorted(found, key=lambda unit: (order.get(unit, len(order)), unit))
    ]


def _counts(book: _Book) -> tuple[tuple[str, int], ...]:
    return tuple((form.layout.sheet, len(rows)) for form, rows in book.forms)


def _slot_values(ledger: Ledger, context: Context, due: date) -> dict[str, Any]:
    known = ledger.settings()
    assert context.month is not None
    texts = {key: for_paper(known[key]) for key in ("office", "scope", "head", "reviewer", "phone")}
    return {
        **DEFAULTS,
        **texts,
        "city": for_paper(known["city_name"]),
        "clerk": for_paper(known["clerk"] or ledger.by),
        "year": context.year,
        "last_year": context.year - 1,
        "month": context.month,
        "month_span": month_span(context.month),
        "as_of": context.today,
        "due_on": due,
        "exported_at": datetime.combine(context.today, datetime.min.time()),
        "light_days": context.light_days,
    }


def _sent_columns(form: Form, values: dict[str, Any]) -> list[tuple[Column, SentColumn]]:
    return [
        (
            column,
            SentColumn(
                column.key,
                column.field,
                "".join(slots.fill(column.head, values).split()),
                cell_kind(column),
                column.reply,
            ),
        )
        for column in form.layout.columns
        if column.type not in UNSENT_TYPES
    ]


def _sent_sheet(form: Form, rows: Sequence[FilledRow], values: dict[str, Any]) -> SentSheet:
    columns = _sent_columns(form, values)
    first = first_data_row(form)
    return SentSheet(
        kind=form.kind,
        name=form.layout.sheet,
        id_head=form.layout.id_head,
        keys=form.keys,
        columns=tuple(sent for _, sent in columns),
        rows=tuple(
            SentRow(
                row.id, at, tuple(cell_of(column, row.paper.values.get(column.key)) for column, _ in columns)
            )
            for at, row in enumerate(rows, first)
        ),
    )


def _write(
    book: _Book,
    number: int,
    total: int,
    beside: Path,
    mark: str,
    context: Context,
    due: date,
    common: dict[str, Any],
) -> tuple[Dispatch, Sent]:
    """One workbook and its note, in the folder beside the final one."""
    unit_name = for_paper(book.unit.name)
    values = {**common, "unit": unit_name}
    made = [(form, [row.filled() for row in rows]) for form, rows in book.forms]
    sheets = tuple(_sent_sheet(form, rows, {**values, "count": len(rows)}) for form, rows in made)
    assert context.month is not None
    sent_book = SentBook(
        ledger=mark,
        dispatch=new_id(),
        token=secrets.token_hex(16),
        unit=book.unit.id,
        unit_name=book.unit.name,
        sent_on=context.today.isoformat(),
        due_on=due.isoformat(),
        year=context.year,
        month=context.month,
        sheets=sheets,
    )
    filled = [
        FilledForm(form, [row.paper for row in rows], {**values, "count": len(rows)}, {})
        for form, rows in made
    ]
    data = write_dispatch(filled, sent_book.lines())
    digits = max(2, len(str(total)))
    name = safe_file.file_name(f"{number:0{digits}d}_{unit_name}.xlsx")
    file, note = beside / name, beside / f"{name.removesuffix('.xlsx')}.txt"
    _explaining(beside.parent, lambda: file.write_bytes(data))
    text = cover_note(unit_name, _counts(book), values, name)
    _explaining(beside.parent, lambda: note.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig")))
    record = Dispatch(
        id=sent_book.dispatch,
        unit_id=book.unit.id,
        layout=dispatches.LAYOUT,
        sent_on=context.today,
        due_on=due,
        file_name=name,
        token=sent_book.token,
        base=sent_book.packed(),
        state=dispatches.SENT,
    )
    return record, Sent(record.id, book.unit.name, file, note, _counts(book))


def cover_note(unit: str, counts: Sequence[tuple[str, int]], values: dict[str, Any], file_name: str) -> str:
    """A short letter to go with the workbook: what to fill in, by when, to whom to return it."""
    what = "、".join(f"“{sheet}”{count}行" for sheet, count in counts)
    asked = "，联系人：" + values["clerk"] if values["clerk"] else ""
    phone = f"，联系电话：{values['phone']}" if values["phone"] else ""
    return (
        f"关于填报重点项目有关情况的函\n\n{unit}：\n"
        f"　　现将重点项目填报表（{file_name}）发给你们，共{what}。请按下列要求填报：\n"
        "　　1.只填表中白色的格，灰色的格请勿改动；没有变化的可以不填，金额单位为万元。\n"
        "　　2.不要删除行、列和工作表；新增的问题加在“问题”表的最后，写明项目名称和存在问题。\n"
        f"　　3.请于{slots.date_cn(values['due_on'])}前将原表（Excel文件）返回{values['office']}{asked}{phone}。\n\n"
        f"{values['office']}\n{slots.date_cn(values['as_of'])}\n"
    )


def _keep(
    ledger: Ledger, written: Sequence[tuple[Dispatch, Sent]], folder: Path, due: date
) -> DispatchReport:
    """The rows and the files together: either all are there or none."""
    moved: list[Path] = []
    placed: list[Sent] = []

    def work(session: Any) -> None:
        for record, sent in written:
            file = safe_file.free_name(folder / sent.file.name)
            note = safe_file.free_name(file.with_suffix(".txt"))
            for old, new in ((sent.file, file), (sent.note, note)):
                os.replace(old, new)
                moved.append(new)
            record.file_name = file.name
            placed.append(replace(sent, file=file, note=note))
        dispatches.add(session, [record for record, _ in written])

    try:
        changes = _explaining(folder, lambda: ledger.edit(f"下发表格（{len(written)}家）", work))
    except BaseException:
        for path in moved:
            with suppress(OSError):
                path.unlink()
        raise
    return DispatchReport(tuple(placed), due, changes)


def _make(folder: Path) -> bool:
    """Make the folder. Was it not there?"""
    if folder.is_dir():
        return False
    _explaining(folder, lambda: folder.mkdir(parents=True))
    return True


def _explaining(folder: Path, work: Any) -> Any:
    """Raises NotWritable, NoSpace for what the disk says."""
    try:
        return work()
    except OSError as error:
        raise safe_file.explained(error, folder) from error
