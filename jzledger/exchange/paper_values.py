"""What the columns of a layout print of a row's values: asked once per column, not once per cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from jzledger.formats.layout import Column
from jzledger.records.fields import Field
from jzledger.records.kinds import DUE, STATE, Choice, Link, Links
from jzledger.rules import lifecycle, lights
from jzledger.rules.context import Context
from jzledger.rules.progress import completion_rate, lead_points, pro_rata
from jzledger.rules.text import sentence

Values = Mapping[str, Any]  # Field key -> value, of one row
Printer = Callable[[Values], Any]  # gives a cell of a `PaperRow`


def printers_of(
    columns: Iterable[Column], fields: Iterable[Field], context: Context, *, begun: bool = True
) -> dict[str, Printer]:
    """The printers by column key. A column whose Field is not among `fields` (a formula, a number of order) has none.

    `begun`: some row was reported; before, money against time says nothing of any.
    """
    known = {field.key: field for field in fields}
    lit = (column for column in columns if begun or column.rule != "investment")
    return {column.key: _with_otherwise(column, known, context) for column in lit if column.field in known}


def printer(column: Column, field: Field, context: Context) -> Printer:
    """What a column prints of this Field; see `PaperRow`."""
    if column.type == "light":
        return partial(_paper_light, column, context)
    if column.rule == "ontime":
        return _in_time
    show, key = _shower(column, field), field.key
    if column.sentence:
        ending = column.sentence
        return lambda values: sentence(shown, ending) if (shown := show(values[key])) else shown
    return lambda values: None if (value := values[key]) is None else show(value)


def _with_otherwise(column: Column, known: Mapping[str, Field], context: Context) -> Printer:
    """A column may print a second Field where the first is empty."""
    first = printer(column, known[column.field], context)
    if column.otherwise not in known:
        return first
    second, key = printer(column, known[column.otherwise], context), column.field
    return lambda values: second(values) if values[key] in (None, "") else first(values)


def _shower(column: Column, field: Field) -> Callable[[Any], Any]:
    if field.kind == DUE:
        return _day_meant if column.type == "month" else _as_it_is
    if field.kind == STATE:
        return lifecycle.printed
    if isinstance(field.kind, (Choice, Link, Links)) or column.type in ("text", "long", "choice"):
        return field.kind.show
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _day_meant(due: Any) -> date | None:
    on: date | None = due.on
    return on


def _in_time(values: Values) -> str | None:
    """是否按期, by the day that the deadline means; empty where it means none."""
    due, closed_on = values["due"], values["closed_on"]
    if due is None or due.on is None or closed_on is None:
        return None
    return "是" if closed_on <= due.on else "否"


def _paper_light(column: Column, context: Context, values: Values) -> str | None:
    """On paper a project's light holds money against time; an issue's is the one on screen, undated an empty cell."""
    if column.rule == "investment":
        return lights.investment_light(_points_on_paper(values, context), context)
    light: str | None = values["light"]
    return None if light == "undated" else light


def _points_on_paper(values: Values, context: Context) -> float | None:
    """与序时进度差 as the sheet works it out, where an empty cell of 累计完成投资 counts as 0."""
    assert context.month is not None
    share = pro_rata(
        context.year, context.month, as_of=context.today if context.progress_rule == "days" else None
    )
    rate = completion_rate(values["done_ytd_yuan"] or 0, values["target_yuan"])
    points = lead_points(rate, share)
    return None if points is None else float(points)
