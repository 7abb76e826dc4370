"""The order of rows as a view: by several keys, stable, Chinese by pinyin or by strokes, empty cells last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from jzledger.records.fields import Field
from jzledger.records.kinds import Choice, Due, Kind, Link
from jzledger.rules.pinyin import sort_key
from jzledger.rules.strokes import stroke_key
from jzledger.ui.tables.shown import is_empty

PINYIN, STROKES = "", "strokes"
_MOST_OF_A_TEXT = (
    16  # characters that are read as Chinese; reading all of 10,000 long texts would cost seconds
)
_DIGITS = re.compile(r"[0-9]+")
_MOST_KEPT = 200_000
_keys: dict[tuple[str, str], str] = {}
_NO_KEY: Any = None
_UNDATED = 1


class SortKey(NamedTuple):
    """`by` says how Chinese is ordered: PINYIN or STROKES."""

    column: int
    descending: bool
    by: str = PINYIN


class HasValues(Protocol):
    """A line of a table. `keys` may be dropped at any time, and must be when its row changes."""

    keys: dict[str, Any]

    def value(self, column: int) -> Any: ...


L = TypeVar("L", bound=HasValues)


def is_words(field: Field) -> bool:
    """Is the column ordered as Chinese text?"""
    kind = field.kind
    return isinstance(kind, Link) or (not isinstance(kind, Choice) and type(kind) is Kind)


def key_of(field: Field, by: str = PINYIN) -> Callable[[Any], Any]:
    """Value -> key, never None, for a value that is not empty."""
    if is_words(field):
        person = isinstance(field.kind, Link) and field.kind.noun == "person"
        how = by or ("person" if person else "")
        show = field.kind.show
        return lambda value: _text_key(show(value), how)
    order = field.kind.order
    return lambda value: (
        (_UNDATED, value.text) if isinstance(value, Due) and value.on is None else order(value)
    )


def _text_key(text: str, how: str) -> str:
    known = _keys.get((text, how))
    if known is None:
        if len(_keys) > _MOST_KEPT:
            _keys.clear()
        start = text[:_MOST_OF_A_TEXT]
        known = stroke_key(start) if how == STROKES else sort_key(start, person=how == "person")
        rest = _DIGITS.sub(lambda digits: digits[0].zfill(10), text[_MOST_OF_A_TEXT:])
        _keys[text, how] = known = known + rest
    return known


def keys_of(lines: Sequence[HasValues], column: int, field: Field, by: str = PINYIN) -> list[Any]:
    """The key of each line, kept with it until its row changes; None for an empty cell."""
    tag = f"{column} {by}"  # a text: its hash is known, that of a tuple is worked out at each look
    try:
        return [line.keys[tag] for line in lines]
    except KeyError:  # rows that are new, or changed
        pass
    make = key_of(field, by)
    for line in lines:
        if tag not in line.keys:
            value = line.value(column)
            line.keys[tag] = _NO_KEY if is_empty(value) else make(value)
    return [line.keys[tag] for line in lines]


def order(lines: list[L], keys: Sequence[SortKey], fields: Sequence[Field]) -> list[L]:
    """The lines in the order of `keys`, the first one the strongest."""
    for key in reversed(keys):
        found = keys_of(lines, key.column, fields[key.column], key.by)
        lines = _by(lines, found, key.descending)
    return lines


def _by(lines: list[L], found: list[Any], descending: bool) -> list[L]:
    """Stable; a deadline without a day comes after those with one, an empty cell after all, whichever the direction."""
    kinds = set(map(type, found))
    whole = tuple not in kinds and type(_NO_KEY) not in kinds
    filled = list(range(len(found))) if whole else [n for n, key in enumerate(found) if _is_plain(key)]
    filled.sort(key=found.__getitem__, reverse=descending)
    ordered = [lines[place] for place in filled]
    if len(filled) < len(lines):
        undated = [place for place, key in enumerate(found) if type(key) is tuple]
        undated.sort(key=found.__getitem__)
        ordered += [lines[place] for place in undated]
        ordered += [lines[place] for place, key in enumerate(found) if key is _NO_KEY]
    return ordered


def _is_plain(key: Any) -> bool:
    return key is not _NO_KEY and type(key) is not tuple


def in_order(lines: Sequence[HasValues | None], keys: Sequence[SortKey], fields: Sequence[Field]) -> bool:
    """Do these neighbours stand as sorting would leave them?"""
    present = [line for line in lines if line is not None]
    return order(list(present), keys, fields) == present
