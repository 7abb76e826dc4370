"""The rows of the sheets that go out to units: which there are, for whom, and what stands in their cells.

The same road leads there at dispatch, for the base, and when a return is merged, for what the ledger holds now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from jzledger.exchange.export import sorted_rows
from jzledger.exchange.paper_values import printers_of
from jzledger.formats.dispatch_forms import Form
from jzledger.formats.layout import DATES, MONEY_UNITS, NUMBERS, Column
from jzledger.formats.paper import FILLERS, PaperRow
from jzledger.ledger.changes import Row
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import Field, Table, table
from jzledger.records.kinds import Ref
from jzledger.rules.context import Context
from jzledger.rules.deadlines import is_plain_date
from jzledger.rules.merge import CellKind
from jzledger.rules.sent_forms import Scalar
from jzledger.rules.text import for_paper

FIGURES = "figures"
LAST_MONTH = "done_last_month"
# Who fills in a row: the first of these Fields that names somebody. An issue goes to each of its responsible units,
# the figures of a project to one unit alone, or two would report the same sum.
_ASKED = {
    "issues": ("units", "lead_unit"),
    "directives": ("units", "lead_unit"),
    FIGURES: ("units", "lead_unit", "owner_unit", "county_unit"),
}


@dataclass(frozen=True)
class FilledRow:
    """`values`: Field key -> value as the ledger holds it; `paper`: what is printed."""

    id: str
    values: Mapping[str, Any]
    paper: PaperRow


class FormRow(NamedTuple):
    """A row that may be sent; `units`: who fills it in. `filled` makes its cells, which for all rows would be many."""

    id: str
    units: tuple[Ref, ...]
    row: Row
    maker: _Maker

    def filled(self) -> FilledRow:
        return self.maker.filled(self.row)


def month_to_report(context: Context) -> int:
    """The month that units report on: as asked for, else the last full one of the ledger's year."""
    if context.month:
        return context.month
    if context.today.year != context.year:
        return 12 if context.today.year > context.year else 1
    return max(1, context.today.month - 1)


def form_rows(
    ledger: Ledger,
    form: Form,
    context: Context,
    ids: Collection[str] | None = None,
    columns: Collection[str] | None = None,
) -> list[FormRow]:
    """The rows of a form in the order of its layout; with `ids` those rows, whatever their state.

    With `columns` only these are asked of the ledger, and nobody's address.

    `context` names the month of the figures. Closed issues, and projects without figures in the year, are not sent.
    """
    source = table(form.layout.source)
    if columns is not None:
        wanted = tuple(column for column in form.layout.columns if column.key in columns)
        form = replace(form, layout=replace(form.layout, columns=wanted, sort=()))
    fields = [source.field(key) for key in _keys_needed(form, source, addressed=columns is None)]
    rows = ledger.rows(source, context, fields=fields, ids=ids)
    places = {field.key: place for place, field in enumerate(fields, 2)}
    if ids is None:
        rows = [row for row in rows if _is_sent(form.kind, row, places)]
        rows = sorted_rows(ledger, form.layout.sort, source, fields, rows, context)
    maker = _Maker(form, source, fields, context, _done_last_month(ledger, form, source, context, ids))
    return [FormRow(row[0], _units(form.kind, row, places), row, maker) for row in rows]


def _keys_needed(form: Form, source: Table, *, addressed: bool) -> list[str]:
    """The Fields behind columns, order, lights and addressees."""
    known = {field.key for field in source.fields}
    needed = [key for column in form.layout.columns for key in (column.field, column.otherwise)]
    needed += [key.partition(".")[0] for key in form.layout.sort]
    needed.append("state")
    if any(column.type == "light" for column in form.layout.columns):
        needed += ["light", "due", "first_due_on"]
    if addressed:
        needed += ["target_yuan", "done_ytd_yuan", *_ASKED[form.kind]]
    return [key for key in dict.fromkeys(needed) if key in known]


class _Maker:
    """Makes the cells of rows. The remark is as kept: what comes back must not grow on the way."""

    def __init__(
        self,
        form: Form,
        source: Table,
        fields: Sequence[Field],
        context: Context,
        last_month: Mapping[str, int | None],
    ) -> None:
        self.keys = [field.key for field in fields]
        self.last_month = last_month
        self.figures = form.kind == FIGURES
        self.printers = printers_of(form.layout.columns, source.fields, context)

    def filled(self, row: Row) -> FilledRow:
        values = dict(zip(self.keys, row[2:], strict=True))
        cells = {key: printed(values) for key, printed in self.printers.items()}
        if self.figures:
            cells[LAST_MONTH] = self.last_month.get(row[0])
        return FilledRow(row[0], values, PaperRow(row[0], cells))


def _is_sent(kind: str, row: Sequence[Any], places: Mapping[str, int]) -> bool:
    if kind == FIGURES:
        return row[places["target_yuan"]] is not None or row[places["done_ytd_yuan"]] is not None
    return bool(row[places["state"]] != "closed")


def _done_last_month(
    ledger: Ledger, form: Form, source: Table, context: Context, ids: Collection[str] | None
) -> dict[str, int | None]:
    if form.kind != FIGURES or not context.month or context.month == 1:
        return {}
    before = replace(context, month=context.month - 1)
    rows = ledger.rows(source, before, fields=[source.field("done_ytd_yuan")], ids=ids)
    return {row[0]: row[2] for row in rows}


def _units(kind: str, row: Row, places: Mapping[str, int]) -> tuple[Ref, ...]:
    for key in _ASKED[kind]:
        held = row[places[key]] if key in places else None
        if held:
            units = (held,) if isinstance(held, Ref) else tuple(held)
            return units[:1] if kind == FIGURES else units
    return ()


def cell_kind(column: Column) -> CellKind:
    """How cells of a column are compared."""
    if column.type in NUMBERS:
        return "number"
    return "date" if column.type in DATES else "text"


def cell_of(column: Column, value: Any) -> Scalar:
    """What the cell holds, as `formats.cells` writes it: days as ISO text, amounts in the unit of the column."""
    if value is None or value == "":
        return ""
    if type(value) is str and column.type != "light":
        return text_of(value)
    if column.type == "light":
        return str(value)
    if column.type == "due":
        typed, on = value[0], value[1]
        day = is_plain_date(typed) if typed else on
        return day.isoformat() if day else text_of(typed)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        unit = MONEY_UNITS.get(column.type)
        return value / unit if unit else value
    return text_of(value)


def text_of(value: Any) -> str:
    shown = for_paper(str(value))
    return "" if shown in FILLERS else shown
