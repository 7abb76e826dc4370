"""Lights: red, amber, green, closed, undated. Never stored, always judged for a day (ledgers.md, section 1.7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jzledger.rules.context import Context

WORST_FIRST = ("red", "amber", "green", "undated", "closed")
WORDS = {"red": "超期", "amber": "临期", "green": "正常", "undated": "时限待定", "closed": "已销号"}


def deadline_light(state: str, due_on: date | None, first_due_on: date | None, context: Context) -> str:
    """The light of an issue, a directive or a node.

    Closed and long-term states come first. An overdue issue for which a later deadline was agreed is amber until the
    new deadline, too, has passed.
    """
    if state == "closed":
        return "closed"
    if state == "long_term":
        return "green"
    if due_on is None:
        return "undated"
    if due_on < context.today:
        return "red"
    agreed_later = first_due_on is not None and first_due_on < context.today
    if agreed_later or is_due_soon(due_on, context):
        return "amber"
    return "green"


def is_due_soon(due_on: date, context: Context) -> bool:
    """Are at most `light_days` days left until the deadline? Both of its days count by the ledger's kind of days."""
    if context.light_day_kind == "working":
        return due_on <= context.calendar.add_workdays(context.today, context.light_days)
    return (due_on - context.today).days <= context.light_days


def worst(lights: Iterable[str]) -> str | None:
    """The light that a project shows for its open rows: the worst of them; None without any."""
    seen = set(lights)
    return next((light for light in WORST_FIRST if light in seen), None)


def investment_light(points: float | None, context: Context) -> str | None:
    """The light of a project on paper: money against time, in percentage points; None without a plan."""
    if points is None:
        return None
    if points >= 0:
        return "green"
    return "amber" if points >= -context.light_points else "red"
