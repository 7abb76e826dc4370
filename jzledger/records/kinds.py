"""Kinds of columns: how a value is shown, parsed, sorted and handed to other programs.

A value is what a Row holds: text, `int` yuan, `date`, `Due`, a code word, a `Ref`, a tuple of Refs; None = empty.
`parse` gives such a value, except for links: there it gives the name or names, which the ledger looks up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from jzledger.errors import BadValue
from jzledger.rules import deadlines, lifecycle, lights, money, text
from jzledger.rules.context import Context

# Longer texts do not fit a cell of a workbook (32,767) and are no issue's words.
LONGEST_TEXT = 10_000
_NAMES = re.compile(r"[、,，;；\n]+")
_WHOLE = re.compile(r"[+-]?\d{1,9}")


class Ref(NamedTuple):
    """A link as a Row shows it, so that the row knows on which other rows it depends."""

    noun: str
    id: str
    name: str


class Due(NamedTuple):
    """A deadline: the words as typed, the day meant, how exact."""

    text: str
    on: date | None
    precision: str | None


@dataclass(frozen=True)
class Kind:
    """Plain text, and what the other kinds have in common. `editor` names the cell editor of the window."""

    editor: Literal["none", "line", "long", "list", "names"] = "line"
    align: Literal["left", "center", "right"] = "left"

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def typed(self, value: Any) -> str:
        """What an editor starts with."""
        return self.show(value)

    def parse(self, typed: str, context: Context) -> Any:
        """The value meant. Raises BadValue for what cannot be."""
        cleaned, _ = text.clean(typed, many_lines=self.editor == "long")
        cleaned = cleaned.strip()
        if len(cleaned) > LONGEST_TEXT:
            raise BadValue(f"文字太长：一格最多{LONGEST_TEXT}字", "", "请分成几条，或放到附件里。")
        return cleaned or None

    def order(self, value: Any) -> Any:
        """A key to sort by; never None."""
        return value

    def as_json(self, key: str, value: Any) -> dict[str, Any]:
        """The value under its key or keys, as `jzledger rows` prints it."""
        return {key: value}


@dataclass(frozen=True)
class _Whole(Kind):
    """`low` and `high` are the least and the greatest number that may be typed."""

    low: int = -(10**9)
    high: int = 10**9

    def parse(self, typed: str, context: Context) -> int | None:
        cleaned = text.fold(typed)
        if not cleaned:
            return None
        if not _WHOLE.fullmatch(cleaned):
            raise BadValue(f"“{typed.strip()}”不是整数", "", "请只写数字。")
        number = int(cleaned)
        if not self.low <= number <= self.high:
            raise BadValue(f"“{typed.strip()}”不能是这里的数", "", f"请填{self.low}到{self.high}之间的整数。")
        return number


class _Wan(Kind):
    def show(self, value: Any) -> str:
        return "" if value is None else money.format_wan(value)

    def parse(self, typed: str, context: Context) -> int | None:
        return money.parse_money(typed)


class _Percent(Kind):
    def show(self, value: Any) -> str:
        return "" if value is None else money.format_percent(value)


class _Points(Kind):
    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:+.1f}"


class _Date(Kind):
    def show(self, value: Any) -> str:
        return "" if value is None else value.isoformat()

    def parse(self, typed: str, context: Context) -> date | None:
        if not typed.strip():
            return None
        meant = deadlines.parse(typed, context.today, context.calendar)
        if "impossible" in meant.flags:
            raise BadValue(meant.problem, "", "请改正，或按 Esc 恢复原值。")
        if meant.on is None or meant.precision != "day":
            raise BadValue(f"“{typed.strip()}”不是一个日子", "", "请写成如 6.30 或 2024-06-30。")
        return meant.on

    def as_json(self, key: str, value: Any) -> dict[str, Any]:
        return {key: self.show(value) or None}


class _Due(Kind):
    def show(self, value: Any) -> str:
        if value is None:
            return ""
        plain = deadlines.is_plain_date(value.text)
        return plain.isoformat() if plain else value.text

    def typed(self, value: Any) -> str:
        return "" if value is None else value.text

    def parse(self, typed: str, context: Context) -> Due | None:
        cleaned, _ = text.clean(typed, many_lines=False)
        cleaned = cleaned.strip()
        if not cleaned:
            return None
        if len(cleaned) > 200:
            raise BadValue("完成时限太长：最多200字", "", "请只写时限，说明写到备注里。")
        meant = deadlines.parse(cleaned, context.today, context.calendar)
        if "impossible" in meant.flags:
            raise BadValue(meant.problem, "", "请改正，或按 Esc 恢复原值。")
        return Due(cleaned, meant.on, meant.precision or None)

    def order(self, value: Any) -> Any:
        return value.on or date.max

    def as_json(self, key: str, value: Any) -> dict[str, Any]:
        words, on, precision = value or (None, None, None)
        return {f"{key}_text": words, f"{key}_on": on and on.isoformat(), f"{key}_precision": precision}


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few code words; `words` maps the code to what is shown."""

    editor: Literal["none", "line", "long", "list", "names"] = "list"
    words: Mapping[str, str] = None  # type: ignore[assignment]

    def show(self, value: Any) -> str:
        return "" if value is None else self.words.get(value, value)

    def parse(self, typed: str, context: Context) -> str | None:
        wanted = typed.strip()
        if not wanted:
            return None
        for code, word in self.words.items():
            if wanted in (code, word):
                return code
        raise BadValue(f"“{wanted}”不在可选的词里", "", f"可以填：{'、'.join(self.words.values())}。")

    def order(self, value: Any) -> Any:
        codes = list(self.words)
        return codes.index(value) if value in codes else len(codes)


@dataclass(frozen=True)
class Link(Kind):
    """One row of another noun, by its name. `grows`: an unknown name makes a new row there."""

    editor: Literal["none", "line", "long", "list", "names"] = "list"
    noun: str = ""
    grows: bool = True

    def show(self, value: Any) -> str:
        return "" if value is None else value.name

    def order(self, value: Any) -> Any:
        return value.name

    def as_json(self, key: str, value: Any) -> dict[str, Any]:
        return {key: self.show(value) or None}


@dataclass(frozen=True)
class Links(Link):
    """Several rows of another noun in order, typed with 、."""

    editor: Literal["none", "line", "long", "list", "names"] = "names"

    def show(self, value: Any) -> str:
        return "、".join(ref.name for ref in value or ())

    def parse(self, typed: str, context: Context) -> tuple[str, ...] | None:
        cleaned, _ = text.clean(typed)
        names = [name.strip() for name in _NAMES.split(cleaned) if name.strip()]
        return tuple(dict.fromkeys(names)) or None

    def order(self, value: Any) -> Any:
        return self.show(value)

    def as_json(self, key: str, value: Any) -> dict[str, Any]:
        return {key: [ref.name for ref in value or ()]}


TEXT = Kind()
LONG = Kind(editor="long")
NAMED = Kind(editor="list")  # free text with suggestions from the ledger
WHOLE = _Whole(align="center")
YEAR = _Whole(align="center", low=1949, high=2199)
MONTH = _Whole(align="center", low=1, high=12)
DAYS = _Whole(align="right", editor="none")
WAN = _Wan(align="right")
PERCENT = _Percent(align="right", editor="none")
POINTS = _Points(align="right", editor="none")
DATE = _Date(align="center")
DUE = _Due()
LIGHT = Choice(editor="none", align="center", words=lights.WORDS)
STATE = Choice(words=lifecycle.STATES)
