"""What a cell shows, and what its tooltip adds. Made once per row, not once per painting."""

from __future__ import annotations

from typing import Any

from jzledger.records.fields import Field
from jzledger.records.kinds import DAYS, Due
from jzledger.rules.context import Context
from jzledger.ui.tables.columns import Columns
from jzledger.ui.tables.source import Row
from jzledger.ui.texts import tr


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == ()


def shown(field: Field, value: Any) -> str:
    """One line of text."""
    if field.kind is DAYS:
        return days_left(value)
    return field.kind.show(value).replace("\n", " ")


def days_left(days: int | None) -> str:
    """「超16天」 after a deadline, 「5天」 before it, 「—」 without one."""
    if days is None:
        return "—"
    return tr("超{}天").format(-days) if days < 0 else tr("{}天").format(days)


def shown_row(columns: Columns, row: Row) -> tuple[str, ...]:
    return tuple(shown(field, row[place]) for field, place in zip(columns, columns.places, strict=True))


def tip(field: Field, value: Any, context: Context) -> str:
    """The full text; of a deadline also the day meant, and the working day before one that is not worked."""
    if not isinstance(value, Due) or value.on is None:
        return field.kind.show(value)
    calendar, day = context.calendar, value.on.isoformat()
    words = value.text if field.kind.show(value) == day else tr("{} 即 {}").format(value.text, day)
    if calendar.is_workday(value.on):
        return words
    before = calendar.last_workday_before(value.on)
    reason = tr("{} 是{}，之前的最后一个工作日是 {}").format(
        day, calendar.name_of(value.on), before.isoformat()
    )
    return f"{words}\n{reason}"
