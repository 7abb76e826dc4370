"""Which rows a filter lets pass: values chosen from a list, and conditions that fit the kind of the column.

Pure functions over rows. A verdict is found once for each distinct value, so that a filter costs a look into a
dictionary for each row.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import NoneType
from typing import Any

from jzledger.records.fields import Field
from jzledger.records.kinds import DATE, DAYS, DUE, LIGHT, PERCENT, POINTS, WAN, WHOLE, Due, Links
from jzledger.rules.text import fold
from jzledger.ui.tables.shown import is_empty, shown
from jzledger.ui.tables.sorting import key_of
from jzledger.ui.tables.source import FIRST, Row

BLANK = ""  # how an empty cell stands among the values
SOON_DAYS = 7
CONTAINS, LACKS, BEGINS = "contains", "lacks", "begins"
TODAY, WEEK, MONTH, SOON, LATE, UNDATED, DATES = "today", "week", "month", "soon", "late", "undated", "dates"
GREATER, LESS, BETWEEN, TOP = "greater", "less", "between", "top"
TEXT_TESTS, NUMBER_TESTS = (CONTAINS, BEGINS, LACKS), (GREATER, LESS, BETWEEN, TOP)
DATE_TESTS = (TODAY, WEEK, MONTH, SOON, LATE, DATES)
DUE_TESTS = (TODAY, WEEK, MONTH, SOON, LATE, UNDATED, DATES)
_FINISHED = "closed"
_LONG_TERM = "green"  # what the light of a deadline without a day says when none is needed
Passes = Callable[[Row], bool]


@dataclass(frozen=True)
class Test:
    """One condition; `args` are what was typed for it: texts, numbers (money in yuan), or days."""

    __test__ = False  # pytest takes it for a test otherwise
    name: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class ColumnFilter:
    """Values that pass (None = all of them), and a condition that must hold as well."""

    values: frozenset[str] | None = None
    test: Test | None = None

    def __bool__(self) -> bool:
        return self.values is not None or self.test is not None


Filters = Mapping[str, ColumnFilter]  # by the key of the Field


def tests_for(field: Field) -> tuple[str, ...]:
    """The conditions that fit a column."""
    kind = field.kind
    if kind is DUE:
        return DUE_TESTS
    if kind is DATE:
        return DATE_TESTS
    if kind in (WAN, WHOLE, DAYS, PERCENT, POINTS):
        return NUMBER_TESTS
    return () if kind is LIGHT else TEXT_TESTS


def texts_of(field: Field, value: Any) -> tuple[str, ...]:
    """What a cell counts as in the list of values: each name of several; BLANK for an empty cell."""
    if is_empty(value):
        return (BLANK,)
    if isinstance(field.kind, Links):
        return tuple(ref.name for ref in value)
    return (shown(field, value),)


def value_counts(field: Field, column: int, rows: Iterable[Row]) -> list[tuple[str, int]]:
    """Each value of a column with the number of its rows, in the order in which the column sorts; BLANK last."""
    place = FIRST + column
    by_value = Counter(row[place] for row in rows)
    counted: Counter[str] = Counter()
    first: dict[str, Any] = {}
    for value, count in by_value.items():
        for text in texts_of(field, value):
            counted[text] += count
            first.setdefault(text, value)
    if isinstance(field.kind, Links):
        by_name = key_of(Field(field.key, field.title))
        order: Callable[[str], Any] = by_name
    else:
        key = key_of(field)

        def order(text: str) -> Any:
            found = key(first[text])
            return (1, found) if isinstance(found, tuple) else (0, found)

    blanks = counted.pop(BLANK, 0)
    return [(text, counted[text]) for text in sorted(counted, key=order)] + (
        [(BLANK, blanks)] if blanks else []
    )


def passing(
    rows: Sequence[Row], filters: Filters, fields: Sequence[Field], today: date, *, leave_out: str = ""
) -> list[Row]:
    """The rows that every filter lets pass, in their order; `leave_out` one column, for its own list of values."""
    found: Sequence[Row] = rows
    for key, chosen in filters.items():
        if key != leave_out and chosen:
            column = next((n for n, field in enumerate(fields) if field.key == key), None)
            if column is not None:
                found = _narrowed(found, rows, column, chosen, fields, today)
    return list(found)


def passes(filters: Filters, fields: Sequence[Field], rows: Sequence[Row], today: date) -> Passes:
    """A test for single rows; `rows` are all there are, which 前 n 项 is reckoned among."""
    parts: list[Passes] = []
    for key, chosen in filters.items():
        column = next((n for n, field in enumerate(fields) if field.key == key), None)
        if chosen and column is not None:
            parts.append(_row_test(rows, column, chosen, fields, today))
    return lambda row: all(part(row) for part in parts)


def _narrowed(
    found: Sequence[Row],
    rows: Sequence[Row],
    column: int,
    chosen: ColumnFilter,
    fields: Sequence[Field],
    today: date,
) -> list[Row]:
    place = FIRST + column
    light = _light_of(chosen, fields)
    verdicts = _Verdicts(_value_test(rows, column, chosen, fields[column], today))
    if light is None:
        return [row for row in found if verdicts[row[place]]]
    return [row for row in found if verdicts[row[place]] and _open_for(chosen.test, row[light])]


def _row_test(
    rows: Sequence[Row], column: int, chosen: ColumnFilter, fields: Sequence[Field], today: date
) -> Passes:
    place, light = FIRST + column, _light_of(chosen, fields)
    verdicts = _Verdicts(_value_test(rows, column, chosen, fields[column], today))
    if light is None:
        return lambda row: verdicts[row[place]]
    return lambda row: verdicts[row[place]] and _open_for(chosen.test, row[light])


class _Verdicts(dict[Any, bool]):
    """Value -> passes, asked once."""

    def __init__(self, judge: Callable[[Any], bool]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, value: Any) -> bool:
        verdict = self[value] = self._judge(value)
        return verdict


def _light_of(chosen: ColumnFilter, fields: Sequence[Field]) -> int | None:
    """Where the light stands of a row that is late, or undated, only while it is open."""
    if chosen.test is None or chosen.test.name not in (LATE, UNDATED):
        return None
    return next((FIRST + n for n, field in enumerate(fields) if field.kind is LIGHT), None)


def _open_for(test: Test | None, light: str | None) -> bool:
    """What is closed is no longer late; what needs no day (长期) does not wait for one."""
    assert test is not None
    return light != _FINISHED and not (test.name == UNDATED and light == _LONG_TERM)


def _value_test(
    rows: Sequence[Row], column: int, chosen: ColumnFilter, field: Field, today: date
) -> Callable[[Any], bool]:
    wanted = chosen.values
    holds = _condition(chosen.test, field, rows, column, today) if chosen.test else None
    if holds is None:
        assert wanted is not None
        return lambda value: not wanted.isdisjoint(texts_of(field, value))
    if wanted is None:
        return holds
    return lambda value: not wanted.isdisjoint(texts_of(field, value)) and holds(value)


def _condition(
    test: Test, field: Field, rows: Sequence[Row], column: int, today: date
) -> Callable[[Any], bool]:
    if test.name in TEXT_TESTS:
        return _text_condition(test, field)
    if test.name == UNDATED:
        return lambda value: value is None or _day(value) is None
    if test.name in DUE_TESTS:
        first, last = days_of(test, today)
        return lambda value: (
            (day := _day(value)) is not None
            and ((first is None or first <= day) and (last is None or day <= last))
        )
    return _number_condition(test, [row[FIRST + column] for row in rows])


def _text_condition(test: Test, field: Field) -> Callable[[Any], bool]:
    wanted = fold(str(test.args[0])) if test.args else ""
    if test.name == BEGINS:
        return lambda value: any(fold(text).startswith(wanted) for text in texts_of(field, value))
    if test.name == LACKS:
        return lambda value: wanted not in fold(shown(field, value))
    return lambda value: wanted in fold(shown(field, value))


def days_of(test: Test, today: date) -> tuple[date | None, date | None]:
    """First and last day that a date condition lets pass; None = without end. Weeks begin on Monday."""
    monday = today - timedelta(today.weekday())
    if test.name == TODAY:
        return today, today
    if test.name == WEEK:
        return monday, monday + timedelta(6)
    if test.name == MONTH:
        next_month = (today.replace(day=1) + timedelta(32)).replace(day=1)
        return today.replace(day=1), next_month - timedelta(1)
    if test.name == SOON:
        return today, today + timedelta(SOON_DAYS)
    if test.name == LATE:
        return None, today - timedelta(1)
    first, last = (*test.args, None, None)[:2]
    return first, last


def _day(value: Any) -> date | None:
    return value.on if isinstance(value, Due) else value


def _number_condition(test: Test, values: Sequence[Any]) -> Callable[[Any], bool]:
    if test.name == TOP:
        numbers = [value for value in values if value is not None]
        largest = heapq.nlargest(max(0, int(test.args[0])), numbers)
        if not largest:
            return lambda value: False
        least = largest[-1]
        return lambda value: value is not None and bool(value >= least)
    first, last = (*test.args, None, None)[:2]
    if test.name == GREATER:
        return lambda value: value is not None and bool(value > first)
    if test.name == LESS:
        return lambda value: value is not None and bool(value < first)
    return lambda value: (
        value is not None and (first is None or value >= first) and (last is None or bool(value <= last))
    )


# As JSON can keep them.
def as_json(filters: Filters) -> dict[str, Any]:
    return {
        key: {
            "values": None if chosen.values is None else sorted(chosen.values),
            "test": chosen.test and [chosen.test.name, *(_plain(arg) for arg in chosen.test.args)],
        }
        for key, chosen in filters.items()
        if chosen
    }


def from_json(kept: Any, fields: Sequence[Field]) -> dict[str, ColumnFilter]:
    """What is said of columns that are not here, or of conditions that do not fit them, is left out."""
    found: dict[str, ColumnFilter] = {}
    by_key = {field.key: field for field in fields}
    for key, parts in kept.items() if isinstance(kept, Mapping) else ():
        field = by_key.get(key)
        if field is None or not isinstance(parts, Mapping):
            continue
        values, test = parts.get("values"), parts.get("test")
        chosen = ColumnFilter(
            frozenset(map(str, values)) if isinstance(values, list | tuple) else None,
            _test_from(test, field) if isinstance(test, list | tuple) and test else None,
        )
        if chosen:
            found[key] = chosen
    return found


def _plain(arg: Any) -> Any:
    return arg.isoformat() if isinstance(arg, date) else arg


def _test_from(parts: Sequence[Any], field: Field) -> Test | None:
    name, *args = parts
    if name not in tests_for(field):
        return None
    wanted: dict[str, tuple[type, ...]] = {DATES: (str, NoneType), TOP: (int,)}
    usual = (str,) if name in TEXT_TESTS else (int, float, NoneType)
    if not all(isinstance(arg, wanted.get(name, usual)) for arg in args):
        return None
    try:
        given = [date.fromisoformat(arg) if arg and name == DATES else arg for arg in args]
    except ValueError:
        return None
    least = {CONTAINS: 1, LACKS: 1, BEGINS: 1, GREATER: 1, LESS: 1, TOP: 1, DATES: 2, BETWEEN: 2}
    return Test(str(name), tuple(given)) if len(given) >= least.get(name, 0) else None
