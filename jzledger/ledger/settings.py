"""The ledger's settings: text under a key, with the defaults that hold where nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

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
    return {**DEFAULTS, **{key: value or "" for key, value in found}}


def write(session: Session, values: dict[str, str]) -> None:
    """Store settings; others stay as they are."""
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
    return WorkCalendar((day, kind, name or "") for day, kind, name in connection.execute(query))


def context(settings: dict[str, str], days: WorkCalendar, today: date, **changes: Any) -> Context:
    """What a call needs to know besides its text. `changes` override single values (year, month)."""
    year = settings["year"]
    values: dict[str, Any] = {
        "year": int(year) if year.isdigit() else today.year,
        "light_days": int(settings["light_days"]),
        "light_day_kind": settings["light_day_kind"],
        "light_points": float(settings["light_points"]),
        "progress_rule": settings["progress_rule"],
    }
    return Context(today=today, calendar=days, **{**values, **changes})
