"""From an open ledger to an Excel ledger in the office's look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from jzledger.errors import NotWritable
from jzledger.exchange.paper_values import Printer, Values, printers_of
from jzledger.formats import layout_file, safe_file
from jzledger.formats.layout import Layout
from jzledger.formats.paper import Paper, PaperRow, Remark, paper_file_name
from jzledger.formats.xlsx_write import write_ledger
from jzledger.ledger.changes import Row
from jzledger.ledger.choices import latest_period, suggestions
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import TABLES, Field, Table, table
from jzledger.records.kinds import Link
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent
from jzledger.rules.text import by_number

_DONE = "done_ytd_yuan"
INVENTED = "演示数据，地名、项目、单位和人员均为虚构"


def kinds(resources: Path) -> list[str]:
    """The kinds of ledgers that can be exported: one layout file each."""
    return layout_file.kinds(resources / "layouts")


def layout_title(resources: Path, kind: str) -> str:
    """The name of a kind as a clerk knows it."""
    return layout_file.load_layout(resources / "layouts", kind).sheet


def export_all(ledger: Ledger, folder: Path, context: Context, resources: Path) -> list[Path]:
    """Every kind as KIND.xlsx in `folder`, which is made. Raises what `export_kind` raises."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable("不能建立这个文件夹", str(folder), "请换一个位置。", detail=str(error)) from error
    made = []
    for kind in kinds(resources):
        made.append(folder / f"{kind}.xlsx")
        export_kind(ledger, kind, made[-1], context, resources)
    return made


def export_kind(
    ledger: Ledger, kind: str, out: Path, context: Context, resources: Path, progress: Progress = silent
) -> list[Remark]:
    """Write one ledger for the day of `context`. Gives what is not on paper as the ledger holds it (cut texts).

    Raises FileLocked, NoSpace, NotWritable; then an older file at `out` is whole. Raises what `progress` raises.
    """
    layout = layout_file.load_layout(resources / "layouts", kind)
    remarks: list[Remark] = []
    paper = make_paper(ledger, layout, with_period(ledger, context), remarks)

    def report(done: int, total: int) -> None:
        progress(done, total, f"正在导出{layout.sheet}")

    safe_file.replace_file(out, lambda file: remarks.extend(write_ledger(layout, paper, file, report)))
    return remarks


def suggested_name(ledger: Ledger, kind: str, context: Context, resources: Path) -> str:
    """The file name that an office would give to this export."""
    layout = layout_file.load_layout(resources / "layouts", kind)
    paper = Paper(_paper_context(ledger, layout, with_period(ledger, context)), ())
    return paper_file_name(layout, paper)


def with_period(ledger: Ledger, context: Context) -> Context:
    """The context with a month: as asked for, else the latest year and month with figures, else the last full month."""
    if context.month:
        return context
    latest = ledger.read(latest_period)
    if latest is not None:
        return replace(context, year=latest[0], month=latest[1])
    return replace(context, month=max(1, context.today.month - 1))


def make_paper(ledger: Ledger, layout: Layout, context: Context, remarks: list[Remark]) -> Paper:
    """What this layout prints of the ledger. Rows that lack what the layout requires go to `remarks` instead."""
    source = table(layout.source)
    fields = [source.field(key) for key in _keys_needed(layout, source)]
    rows = ledger.rows(source, context, layout.only, fields=fields)
    groups = (list(layout.groups.names), layout.groups.rest) if layout.groups is not None else None
    ordered = sorted_rows(ledger, layout.sort, source, fields, rows, context, groups)
    keys = [field.key for field in fields]
    begun = _DONE in keys and any(row[keys.index(_DONE) + 2] is not None for row in rows)
    printers = printers_of(layout.columns, source.fields, context, begun=begun)
    paper_rows = []
    for row in ordered:
        made = _paper_row(layout, row[0], dict(zip(keys, row[2:], strict=True)), printers)
        lacking = [layout.column(key).head for key in layout.required if not made.values.get(key)]
        if lacking:
            remarks.append(Remark(layout.sheet, _left_out(layout, made, lacking)))
        else:
            paper_rows.append(made)
    notes = (INVENTED,) if ledger.settings()["sample"] == "演示" else ()
    return Paper(_paper_context(ledger, layout, context), tuple(paper_rows), notes=notes)


def _left_out(layout: Layout, row: PaperRow, lacking: Sequence[str]) -> str:
    """Which row is not printed, by its first long texts, and why."""
    texts = [str(row.values.get(column.key) or "") for column in layout.columns if column.type == "long"]
    what = "：".join(text for text in texts[:2] if text)
    return f"“{what[:40]}”没有{'、'.join(lacking)}，没有列入"


def _keys_needed(layout: Layout, source: Table) -> list[str]:
    """The Fields behind the columns, the order and the groups of a paper."""
    known = {field.key for field in source.fields}
    printed = (key for column in layout.columns for key in (column.field, column.otherwise))
    keys = [key for key in printed if key in known]
    keys += [key for key in layout.sort if key in known]
    keys += [
        key
        for key in ("level", "target_yuan", "done_ytd_yuan", "first_due_on", "due", "light")
        if key in known
    ]
    keys += [key.partition(".")[0] for key in layout.sort if "." in key]
    return list(dict.fromkeys(keys))


def sorted_rows(
    ledger: Ledger,
    sort: Sequence[str],
    source: Table,
    fields: Sequence[Field],
    rows: Sequence[Row],
    context: Context,
    groups: tuple[Sequence[str], str] | None = None,
) -> list[Row]:
    """Rows in the order of `sort`. `project.order_no` means the place of the linked row in its own ledger order.

    `groups`: the levels in the order in which they are printed, and the one of rows without any.
    """
    places: dict[str, int] = {field.key: place for place, field in enumerate(fields, 2)}
    keys: list[Callable[[Row], Any]] = []
    for name in sort:
        link, dot, _ = name.partition(".")
        if name == "id":
            keys.append(lambda row: row[0])
        elif dot:
            target = next(t for t in TABLES.values() if t.noun == _noun_of(source, link) and not t.where)
            order = {row[0]: n for n, row in enumerate(ledger.rows(target, context, fields=()))}
            keys.append(partial(_place_of_link, places[link], order))
        elif groups is not None and name == "level":
            keys.append(partial(_place_of_group, places[name], *groups))
        else:
            keys.append(partial(_value_or_last, places[name]))
    return sorted(rows, key=lambda row: [key(row) for key in keys])


def _place_of_link(at: int, order: Mapping[str, int], row: Row) -> int:
    return order.get(row[at].id, -1) if row[at] else len(order)


def _place_of_group(at: int, groups: Sequence[str], rest: str, row: Row) -> int:
    return groups.index(row[at] or rest)


def _value_or_last(at: int, row: Row) -> tuple[bool, Any]:
    """Empty cells last; texts by the numbers in them (〔2024〕2号 before 〔2024〕10号)."""
    value = row[at]
    return value is None, by_number(value) if isinstance(value, str) else value


def _noun_of(source: Table, link: str) -> str:
    kind = source.field(link).kind
    assert isinstance(kind, Link), f"{link} is no link"
    return kind.noun


def _paper_row(layout: Layout, row_id: str, values: Values, printers: Mapping[str, Printer]) -> PaperRow:
    cells = {key: printed(values) for key, printed in printers.items()}
    if "note" in cells:
        cells["note"] = _with_first_deadline(cells["note"], values)
    group = (values["level"] or layout.groups.rest) if layout.groups is not None else None
    return PaperRow(row_id, cells, group)


def _with_first_deadline(note: str | None, values: Values) -> str | None:
    """An agreed extension is told before the note: 原时限2024-05-20，已同意延期 (ledgers.md, section 1.7)."""
    first, due = values.get("first_due_on"), values.get("due")
    if first is None or due is None or due.on is None or due.on <= first:
        return note
    told = f"原时限{first.isoformat()}，已同意延期"
    return f"{told}。{note}" if note else told


def _paper_context(ledger: Ledger, layout: Layout, context: Context) -> dict[str, Any]:
    source = table(layout.source)
    lists = {
        c.key: ledger.read(suggestions, source, source.field(c.field))
        for c in layout.columns
        if c.list == "category"
    }
    return {**paper_context(ledger, context), "lists": lists}


def paper_context(ledger: Ledger, context: Context) -> dict[str, Any]:
    """What the words around a table may ask for: the office, its people, the day and the period."""
    known = ledger.settings()
    return {
        "city": known["city_name"],
        "office": known["office"],
        "scope": known["scope"],
        "head": known["head"],
        "reviewer": known["reviewer"],
        "clerk": known["clerk"] or ledger.by,
        "phone": known["phone"],
        "year": context.year,
        "month": context.month,
        "as_of": context.today,
        "light_days": context.light_days,
        "light_day_kind": context.light_day_kind,
        "light_points": context.light_points,
        "progress_rule": context.progress_rule,
        "exported_at": datetime.combine(context.today, datetime.min.time()),
    }
