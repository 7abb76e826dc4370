"""Learning the look of an office's own workbook, and exporting rows of the ledger in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken
from jzledger.exchange.export import paper_context, sorted_rows, with_period
from jzledger.exchange.paper_pages import LedgerPaper
from jzledger.exchange.paper_values import printer
from jzledger.formats import look_read, look_words
from jzledger.formats.layout import Column
from jzledger.formats.look import NOTHING, SEQ, Block, Look, LookColumn
from jzledger.formats.look_columns import type_of
from jzledger.formats.look_file import look_from_toml, look_to_toml
from jzledger.formats.look_read import Draft
from jzledger.formats.look_write import print_look, write_look
from jzledger.formats.paper import Paper, PaperRow
from jzledger.formats.safe_file import file_name
from jzledger.formats.slots import date_cn
from jzledger.ledger import learned
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import TABLES, Field, table
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent

__all__ = ["GROUPING", "KINDS", "NOTHING", "SEQ", "Draft", "Kind", "Look", "LookColumn"]


@dataclass(frozen=True)
class Kind:
    """What a learned layout prints: rows of `source` that have `only`, in this order."""

    key: str
    title: str
    source: str
    only: Mapping[str, str]
    sort: tuple[str, ...]


KINDS = (
    Kind("issues", "问题台账", "issues", {}, ("project.order_no", "opened_on", "id")),
    Kind("projects", "重点项目台账", "projects", {}, ("order_no", "name")),
    Kind("directives", "督办事项台账", "directives", {}, ("opened_on", "number", "id")),
    Kind("closed", "销号台账", "issues", {"state": "closed"}, ("project.order_no", "opened_on", "id")),
)
# Fields by whose values rows may be grouped.
GROUPING = {
    "projects": ("level", "county_unit", "levels", "programmes", "sector", "status", "nature", "lead_unit"),
    "issues": ("project", "county_unit", "category", "state", "lead_unit", "units", "light"),
    "directives": ("meeting", "source_text", "project", "state", "lead_unit", "units", "light"),
}
LEVELS = {"province": "省", "city": "市", "county": "县区"}
_LEVEL_NAMES = {"province": "省重点项目", "city": "市重点项目", "county": "县（市、区）重点项目"}
# Fields behind sums and lights that need not be columns.
_BEHIND = ("target_yuan", "done_ytd_yuan", "closed_on", "due", "state", "light", "first_due_on")
_LIGHT_RULE = {"projects": "investment"}


def read_look(path: Path, ledger: Ledger, context: Context, progress: Progress = silent) -> Draft:
    """What was understood of a workbook, with the groups matched to the ledger. Raises FileBroken."""
    progress(0, 2, f"正在读{path.name}")
    draft = look_read.read_look(path)
    progress(1, 2, f"正在读{path.name}")
    kind = next((k for k in KINDS if k.source == draft.look.source), KINDS[0])
    if draft.look.source == "issues" and "销号" in draft.title:
        kind = KINDS[3]
    if kind.source != draft.look.source:
        draft = with_kind(draft, kind)
    look = replace(draft.look, only=kind.only, sort=kind.sort)
    draft = replace(draft, look=look)
    by = _best_grouping(ledger, draft, context)
    return replace(draft, look=grouped_by(draft, by))


def with_kind(draft: Draft, kind: Kind) -> Draft:
    """The same sample printing other rows: the headings are matched to the Fields of that table."""
    look = replace(draft.look, source=kind.source, only=kind.only, sort=kind.sort)
    if kind.source != draft.look.source:
        fields = look_words.match(draft.headings, kind.source)
        columns = tuple(
            replace_field(column, field, kind.source)
            for column, field in zip(look.columns, fields, strict=True)
        )
        look = replace(look, columns=columns)
    return replace(draft, look=look)


def replace_field(column: LookColumn, field: str, source: str) -> LookColumn:
    """The column printing another Field; how it looks stays."""
    kind = type_of(field, source)
    unit = column.unit
    if kind == "money" and column.type != "money":
        unit = 10_000
    if kind == "pct" and column.type != "pct":
        unit = 1
    return replace(column, field=field, type=kind, unit=unit if kind in ("money", "pct") else 1)


def grouped_by(draft: Draft, by: str) -> Look:
    """The look with its groups made by a Field; "" prints the rows without groups."""
    look = draft.look
    if look.groups is None:
        return look
    names: dict[str, str] = {}
    if by == "level":
        for name in draft.group_names:
            code = next((code for code, mark in LEVELS.items() if any(each in name[:2] for each in mark)), "")
            if code:
                names.setdefault(code, name)
        names = {code: names.get(code, usual) for code, usual in _LEVEL_NAMES.items()}
    else:
        names = {name: name for name in draft.group_names}
    return replace(look, groups=replace(look.groups, by=by, names=names))


def keep(ledger: Ledger, name: str, look: Look) -> str:
    """Keep a look under a name, one Step; gives its id. Raises Missing without a name."""
    return learned.keep(ledger, name, look.source, look_to_toml(look))


def learned_paper(ledger: Ledger, layout_id: str, context: Context) -> LedgerPaper:
    """The ledger in a learned look. Raises Missing, FileBroken."""
    found = learned.find(ledger, layout_id)
    return look_paper(ledger, look_from_toml(found.toml, found.name), context)


def look_paper(ledger: Ledger, look: Look, context: Context) -> LedgerPaper:
    """The ledger in a look that may not be kept yet."""
    context = with_period(ledger, context)
    rows = _rows(ledger, look, context)
    known = paper_context(ledger, context)
    paper = Paper(known, rows)
    return LedgerPaper(
        look.sheet, len(rows), (), partial(write_look, look, paper), partial(print_look, look, paper)
    )


def suggested_name(ledger: Ledger, layout_id: str, context: Context) -> str:
    """The name that an export in this look gets."""
    name = learned.find(ledger, layout_id).name
    return file_name(f"{name}（{date_cn(context.today)}）.xlsx")


def _rows(ledger: Ledger, look: Look, context: Context) -> tuple[PaperRow, ...]:
    source = table(look.source)
    known = {field.key: field for field in source.fields}
    printed = [column.field for column in look.columns]
    by = look.groups.by if look.groups else ""
    wanted = [*printed, by, *_BEHIND, *(key.partition(".")[0] for key in look.sort)]
    fields = [known[key] for key in dict.fromkeys(wanted) if key in known]
    rows = ledger.rows(source, context, look.only, fields=fields)
    ordered = sorted_rows(ledger, look.sort, source, fields, rows, context)
    printers = {
        column.field: printer(_column(column, look.source), known[column.field], context)
        for column in look.columns
        if column.field in known
    }
    made = []
    for row in ordered:
        values = {field.key: value for field, value in zip(fields, row[2:], strict=True)}
        cells = {key: printed(values) for key, printed in printers.items()}
        for key in ("target_yuan", "done_ytd_yuan"):
            if key in values:
                cells.setdefault(key, values[key])
        made.append(PaperRow(row[0], cells, _group(known.get(by), values) if by else None))
    return tuple(made)


def _column(column: LookColumn, source: str) -> Column:
    rule = _LIGHT_RULE.get(source, "deadline") if column.type == "light" else ""
    return Column(
        key=column.field,
        head=column.head,
        width=0,
        type=column.type,
        group="",
        list="",
        formula=None,
        field=column.field,
        otherwise="",
        rule=rule,
        sentence=0,
        reply=False,
    )


def _group(field: Field | None, values: Mapping[str, Any]) -> str:
    """The group of a row: the code of a level, else the first of the names shown."""
    if field is None:
        return ""
    value = values[field.key]
    if field.key == "level":
        return str(value or "county")
    return field.kind.show(value).partition("、")[0] if value is not None else ""


def _best_grouping(ledger: Ledger, draft: Draft, context: Context) -> str:
    """The Field whose values in the ledger are most like the names of the sample's groups."""
    if draft.look.groups is None:
        return ""
    source = draft.look.source
    names = draft.group_names
    if (
        source == "projects"
        and names
        and all(re.match(r"(省|市|县|区)", name) and "重点" in name for name in names)
    ):
        return "level"
    best, most = "", 0
    for key in GROUPING.get(source, ()):
        field = TABLES[source].field(key)
        rows = ledger.rows(TABLES[source], context, fields=[field])
        held = {field.kind.show(row[2]).partition("、")[0] for row in rows if row[2] is not None}
        found = sum(name in held for name in names)
        if found > most:
            best, most = key, found
    if not best and names and all(name[-1:] in "市县区" for name in names):
        return "county_unit"
    return best


def check(look: Look) -> None:
    """Raises FileBroken for a look that prints nothing of the ledger."""
    if not any(column.field not in (NOTHING, SEQ) for column in look.columns):
        raise FileBroken("没有一列对上台账的字段", "", "请至少给一列选一个字段。")


def with_texts(look: Look, texts: Mapping[tuple[str, int, int], str]) -> Look:
    """The look with other words around the table: (block, row, place) -> text, as `Look.texts` lists them."""

    def changed(name: str, block: Block) -> Block:
        rows = []
        for row, line in enumerate(block.rows):
            cells = tuple(
                replace(cell, text=texts.get((name, row, place), cell.text))
                for place, cell in enumerate(line.cells)
            )
            rows.append(replace(line, cells=cells))
        return replace(block, rows=tuple(rows))

    return replace(look, head=changed("head", look.head), tail=changed("tail", look.tail))
