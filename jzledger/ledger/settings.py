"""The ledger's settings: text under a key, with the defaults that hold where nothing is stored."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from jzledger.errors import BadValue
from jzledger.ledger.rows import table_of
from jzledger.records.office import Setting
from jzledger.rules.context import Context
from jzledger.rules.workdays import WorkCalendar

DEFAULTS = {
    "city": "4108",
    "city_name": "焦作市",
    "office": "焦作市重点项目建设办公室",
    "year": "",
    "head": "",
    "reviewer": "",
    "clerk": "",
    "phone": "",
    "scope": "",
    "light_days": "7",
    "light_day_kind": "calendar",
    "light_points": "10",
    "progress_rule": "months",
    "today": "",  # only in the two samples: the day that they show
    "sample": "",  # 样例 or 演示
}


def read(connection: Connection) -> dict[str, str]:
    """All settings, defaults included."""
    setting = table_of("setting")
    found = connection.execute(select(setting.c.key, setting.c.value).where(setting.c.deleted_at.is_(None)))
    return {**DEFAULTS, **{key: value for key, value in found if value is not None and _fits(key, value)}}


def _fits(key: str, value: str) -> bool:
    """A setting that an import or another program spoilt must not keep the ledger from opening."""
    try:
        check(key, value)
    except BadValue:
        return False
    return True


# What a setting must be, where not any text will do.
_CHOICES = {"light_day_kind": ("calendar", "working"), "progress_rule": ("months", "days")}
_NUMBERS = {"light_days": (0, 366), "light_points": (0, 100), "year": (1949, 2100)}


def check(key: str, value: str) -> None:
    """Raises BadValue for what a setting cannot be."""
    wrong = BadValue(f"设置“{key}”不能是“{value}”", "", "请按设置页上的说明填写。")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise wrong
    if key in _NUMBERS and not (key == "year" and value == ""):
        low, high = _NUMBERS[key]
        form = r"[0-9]{1,4}(\.[0-9])?" if key == "light_points" else "[0-9]{1,4}"
        if not re.fullmatch(form, value) or not low <= float(value) <= high:
            raise wrong
    if key == "today" and value:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise wrong from error


def write(session: Session, values: dict[str, str]) -> None:
    """Store settings; others stay as they are. Raises BadValue for what a setting cannot be."""
    for key, value in values.items():
        check(key, value)
    query = select(Setting).where(Setting.deleted_at.is_(None), Setting.key.in_(list(values)))
    known = {setting.key: setting for setting in session.scalars(query)}
    for key, value in values.items():
        if key in known:
            known[key].value = value
        else:
            session.add(Setting(key=key, value=value))


def calendar(connection: Connection) -> WorkCalendar:
    """The holiday table of this ledger."""
    holiday = table_of("holiday")
    query = select(holiday.c.on_day, holiday.c.kind, holiday.c.name).where(holiday.c.deleted_at.is_(None))
    # Of two rows for a day the later counts: the office's.
    ordered = query.order_by(holiday.c.source != "nation", holiday.c.id)
    return WorkCalendar((day, kind, name or "") for day, kind, name in connection.execute(ordered))


def context(settings: dict[str, str], days: WorkCalendar, today: date, **changes: Any) -> Context:
    """What a call needs to know besides its text. `changes` override single values (year, month)."""
    values: dict[str, Any] = {
        "year": int(settings["year"] or today.year),
        "light_days": int(settings["light_days"]),
        "light_day_kind": settings["light_day_kind"],
        "light_points": float(settings["light_points"]),
        "progress_rule": settings["progress_rule"],
    }
    return Context(today=today, calendar=days, **{**values, **changes})
