"""What a table shows, in this order and with these columns, as a workbook in the look of the office's ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jzledger.exchange.export import _paper_context, with_period
from jzledger.formats import layout_file, safe_file
from jzledger.formats.column_types import column_type
from jzledger.formats.layout import Column, Groups, Layout
from jzledger.formats.paper import Paper, PaperRow, Remark
from jzledger.formats.slots import date_cn
from jzledger.formats.xlsx_write import write_ledger
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import Field
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent

VIEW = "view"
_BASE = "issues"  # whose title, page, signatures and styles a view takes over
_UNITS = {"money": "（万元）", "days": "（天）", "pp": "（百分点）"}
_SEQ, _LEAST_WIDTH, _INSIDE = "seq", 5.0, 1.5  # digits
_MOST_ON_A4 = 169  # digits at which the body still prints at 8 points
_GROUP_TO = 3  # columns over which the title of a group is merged


@dataclass(frozen=True)
class ViewLine:
    """A row with its values in the order of the columns; `group` is the title that it stands under, "" for none."""

    row_id: str
    values: Sequence[Any]
    group: str = ""


@dataclass(frozen=True)
class View:
    """`table`: its key in TABLES. `name`: 「问题台账」. `widths`: in characters of half a 汉字. `frozen`: columns."""

    table: str
    name: str
    fields: Sequence[Field]
    widths: Sequence[float]
    frozen: int
    lines: Sequence[ViewLine]


def export_view(
    ledger: Ledger, view: View, out: Path, context: Context, resources: Path, progress: Progress = silent
) -> list[Remark]:
    """Raises FileLocked, NoSpace, NotWritable, and what `progress` raises; then an older file at `out` is whole."""
    layout = view_layout(view, resources)
    paper = view_paper(ledger, view, layout, context)
    remarks: list[Remark] = []

    def report(done: int, total: int) -> None:
        progress(done, total, f"正在导出{view.name}")

    safe_file.replace_file(out, lambda file: remarks.extend(write_ledger(layout, paper, file, report)))
    return remarks


def view_paper(ledger: Ledger, view: View, layout: Layout, context: Context) -> Paper:
    """The rows of a view, as the layout made for it prints them."""
    known = _paper_context(ledger, layout, with_period(ledger, context))
    return Paper(known, tuple(_row(view, line) for line in view.lines))


def view_file_name(ledger: Ledger, view: View, day: date) -> str:
    """云岭市重点项目问题台账（当前视图 2024年5月31日）.xlsx."""
    city = ledger.settings()["city_name"]
    return safe_file.file_name(f"{city}重点项目{view.name}（当前视图 {date_cn(day)}）.xlsx")


def view_layout(view: View, resources: Path) -> Layout:
    """A layout with the columns of a view, otherwise like that of the office's ledger of issues."""
    base = layout_file.load_layout(resources / "layouts", _BASE)
    plain = next(column for column in base.columns if column.type == _SEQ)
    columns = (plain, *(_column(plain, *pair) for pair in zip(view.fields, view.widths, strict=True)))
    grouped = any(line.group for line in view.lines)
    label_to = columns[min(_GROUP_TO, len(columns) - 1)].key
    groups = Groups("{name}", label_to, {}, "", False, False) if grouped else None
    # Only a column of texts can hold words.
    words = next((column.key for column in columns if column.type in ("text", "long")), "")
    wide = sum(column.width for column in columns) > _MOST_ON_A4
    return replace(
        base,
        kind=VIEW,
        version=1,
        sheet=view.name[:31],
        source=view.table,
        needs=(),
        title="{city}重点项目" + view.name,
        subtitle=("填报单位：{office}", "填报时间：{as_of:date_cn}", "共{count}项"),
        subtitle_empty="",
        counts={},
        header_rows=2 if any(column.group for column in columns) else 1,
        freeze_after=columns[view.frozen].key,
        columns=columns,
        only={},
        required=(),
        sort=(),
        nothing={column.key: "本期无" for column in columns if column.key == words},
        groups=groups,
        totals=None,
        lists={},
        notes=(),
        rounding_note="",
        page=replace(base.page, paper="A3" if wide else "A4", one_page=False, filter=not grouped),
    )


def _column(plain: Column, field: Field, units: float) -> Column:
    type_name = column_type(field.kind)
    return replace(
        plain,
        key=field.key,
        head=field.title + _UNITS.get(type_name, ""),
        width=max(_LEAST_WIDTH, units + _INSIDE),
        type=type_name,
        group=field.group,
        list="",
        formula=None,
        field=field.key,
    )


def _row(view: View, line: ViewLine) -> PaperRow:
    values = {field.key: _value(field, value) for field, value in zip(view.fields, line.values, strict=True)}
    return PaperRow(line.row_id, values, line.group or None)


def _value(field: Field, value: Any) -> Any:
    if value is None:
        return None
    return field.kind.show(value) if column_type(field.kind) in ("text", "long") else value
