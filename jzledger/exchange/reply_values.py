"""What a returned cell means: the value that the ledger would hold, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jzledger.errors import InputError
from jzledger.exchange.form_rows import text_of
from jzledger.ledger.writers import WRITERS
from jzledger.records.fields import Field, Table
from jzledger.records.kinds import STATE, WAN
from jzledger.rules import lifecycle
from jzledger.rules.context import Context
from jzledger.rules.merge import plain
from jzledger.rules.money import yuan_of

# What a unit may do to its issue, and what it can only ask for (ui.md: a unit asks, the office checks and closes).
_UNITS_OWN = frozenset({"assigned", "in_progress", "closing_requested", "long_term"})
_STATE_OF = {
    "待交办": "listed",
    "办理中": "in_progress",
    "待核查": "closing_requested",
    "已销号": "closed",
    "长期推进": "long_term",
}
ASKS_TO_CLOSE = "单位填报已销号，须经核查；采用即记为申请销号"
NOT_CLOSED = "这一项还没有核查销号，销号时间没有记入"


@dataclass(frozen=True)
class Taken:
    """`path`: for a state the moves that lead to it; `note`: why it is not taken without asking."""

    value: Any
    note: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Untaken:
    """Why the ledger cannot hold what was written, in Chinese."""

    message: str


def read_reply(
    source: Table, field: Field, raw: Any, ours: Mapping[str, Any], context: Context
) -> Taken | Untaken:
    """A cell of a row that the ledger holds. `ours`: Field key -> what its cells hold now."""
    if field.kind == STATE:
        return _read_state(plain(raw), ours["state"])
    if field.key == "closed_on":
        return Untaken(NOT_CLOSED if ours["state"] != "closed" else "销号时间由程序记入，没有改动")
    if not field.editable and (source.noun, field.key) not in WRITERS:
        return Untaken("这一列由程序判定，没有采用")
    return read_value(field, raw, context)


def read_value(field: Field, raw: Any, context: Context) -> Taken | Untaken:
    """A cell as its Field takes it."""
    try:
        value = _parsed(field, raw, context)
    except InputError as error:
        return Untaken(f"{error.message}，没有采用")
    if value is None and field.required:
        return Untaken(f"“{field.title}”不能为空，没有采用")
    return Taken(value)


def _parsed(field: Field, raw: Any, context: Context) -> Any:
    if isinstance(raw, str):
        return field.kind.parse(text_of(raw), context)
    if field.kind == WAN and isinstance(raw, int | float) and not isinstance(raw, bool):
        return yuan_of(raw)
    # Days and numbers in words: the cell of a text column may have become one under somebody's hand.
    if isinstance(raw, datetime | date | int | float):
        return field.kind.parse(plain(raw), context)
    return field.kind.parse("" if raw is None else str(raw), context)


def _read_state(word: str, now: str) -> Taken | Untaken:
    wanted = _STATE_OF.get(word)
    if not word:
        return Untaken("办理状态不能为空，没有采用")
    if wanted is None:
        return Untaken(f"办理状态只能是{'、'.join(_STATE_OF)}，没有采用")
    if wanted == "closed":
        path = units_path(now, "closing_requested")
        if path is None:
            return Untaken(f"现在是“{lifecycle.printed(now)}”，销号须由办公室核查后办理，没有采用")
        return Taken("closing_requested", ASKS_TO_CLOSE, path)
    path = units_path(now, wanted)
    if path is None:
        return Untaken(f"不能从“{lifecycle.printed(now)}”改为“{word}”，没有采用")
    return Taken(wanted, path=path)


def units_path(now: str, wanted: str) -> tuple[str, ...] | None:
    """The moves from one state to another through states that a unit may set itself; None where there are none."""
    ways: list[tuple[str, ...]] = [()]
    seen = {now}
    while ways:
        way = ways.pop(0)
        for state in lifecycle.MOVES.get(way[-1] if way else now, ()):
            if state == wanted and state in _UNITS_OWN:
                return (*way, state)
            if state in _UNITS_OWN and state not in seen:
                seen.add(state)
                ways.append((*way, state))
    return None


def new_state(word: str) -> str:
    """The state in which a row begins that a unit added."""
    return "in_progress" if word in ("办理中", "已销号", "待核查") else _STATE_OF.get(word, "listed")
