"""Deadlines of two parts: ranges (6月至8月), later agreements (调整为), spans after an event (会后一周内)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from jzledger.rules.chinese_numbers import NUMBER
from jzledger.rules.deadline_forms import IN_CALENDAR, MONTH, SPANS, YEAR, read_form
from jzledger.rules.deadline_meanings import Impossible, Meaning, Reference
from jzledger.rules.deadline_words import strip_lead, strip_tail

_RANGE_SIGN = re.compile("[至到~-]")
_MOST_SIGNS = 8
_YEAR = timedelta(days=365)

_AGREED = re.compile("(?:调整|顺延|延期|延长|推迟|变更|修改|改)(?:为|至|到)|延(?:至|到)")
_FIRST_AGREED = re.compile("^(?:原定?于?|由|从|自)+")
_JOINT = re.compile("^,+|(?:[,;]|再次?|现|已|又|并)+$")

_AFTER = re.compile("(.{1,24}?)(?:之日起|之?后|以后|起)(.{2,14})")
_KNOWN_EVENT = re.compile(
    "(?:收到|接到?)?本?(?:通知|文件|交办单|交办通知|督办单|督办通知|通知书)(?:下发|印发|发出|下达)?|"
    "自?(?:会议?(?:结束)?|散会|即日|今[天日]|本日|交办)"
)
_ANY_EVENT = re.compile("[^0-9年月日周旬季节,;:。]+")

_YEAR_IN_FRONT = re.compile(f"{YEAR}|(?P<digits>(?:19|20|21)[0-9]{{2}})[./-]")
_NEXT_YEAR = re.compile("次年|翌年")
_MONTH_IN_FRONT = re.compile(MONTH)
_DAY_IN_FRONT = re.compile(f"{NUMBER}[日号]|[上中下]旬")
_ONLY_NUMBER = re.compile(NUMBER)
_UNIT_IN_FRONT = re.compile(f"{NUMBER}(月|日|号|季度)")


def read_joined(phrase: str, at: Reference) -> Meaning | None:
    """The meaning of a phrase of two parts; None if it is not understood. Raises Impossible."""
    return _after_event(phrase, at) or _later(phrase, at) or _range(phrase, at)


def _after_event(phrase: str, at: Reference) -> Meaning | None:
    """A span counted from an event: from its day or else the reference day; open where it may be far off."""
    found = _AFTER.fullmatch(phrase)
    # After an event 10日 is a span too, with or without 内.
    span = read_form(found[2].removesuffix("内") + "内", at) if found else None
    if found is None or span is None or span.rule not in SPANS:
        return None
    if _KNOWN_EVENT.fullmatch(found[1]):
        return replace(span, flags=("from-event",), rule="from-event")
    if _ANY_EVENT.fullmatch(found[1]):
        return Meaning(None, "open", ("waits-for",), "waits-for")
    return None


def _later(phrase: str, at: Reference) -> Meaning | None:
    """The last of several agreements, each of which must be a day; a single one will do (延期至6月底)."""
    parts = [_JOINT.sub("", part) for part in _AGREED.split(phrase, _MOST_SIGNS)]
    if len(parts) < 2:
        return None
    parts[0] = _FIRST_AGREED.sub("", parts[0])
    if not parts[0]:
        del parts[0]
    last = _side(strip_tail(parts[-1]), at) if len(parts) == 1 else None
    for before, after in pairwise(parts):
        sides = _sides(before, after, at)
        if sides is None:
            return None
        first, last = sides
        if last.on < first.on and last.on < at.on:
            return None  # nobody knows the year of 原定12月底，调整为2月底, said in May
    return last.meaning("later") if last else None


def _range(phrase: str, at: Reference) -> Meaning | None:
    """The end of a range. Both sides must be in order; a range over New Year names the year (至次年2月)."""
    ends: dict[date, Meaning] = {}
    for place in [sign.start() for sign in _RANGE_SIGN.finditer(phrase)][:_MOST_SIGNS]:
        sides = _sides(phrase[:place].removesuffix("起"), phrase[place + 1 :], at)
        if sides is None:
            continue
        first, last = sides
        if _in_order(first, last):
            ends[last.on] = last.meaning("range")
    return next(iter(ends.values())) if len(ends) == 1 else None


def _in_order(first: _Side, last: _Side) -> bool:
    """Whether a range can begin with `first` and end with `last`."""
    first_rolled, last_rolled = ("rolled" in side.found.flags for side in (first, last))
    if first_rolled and not last_rolled:
        # 1月至6月, said in May: the beginning is long past, not in the next year.
        return first.on - _YEAR <= last.on
    starts_now = first.found.rule in ("now", "relative-day")
    return first.on <= last.on and (first_rolled or starts_now or not last_rolled)


@dataclass(frozen=True)
class _Side:
    """One side of a joined phrase: always a day."""

    on: date
    found: Meaning

    def meaning(self, rule: str) -> Meaning:
        return replace(self.found, flags=(*self.found.flags, rule), rule=rule)


def _sides(left: str, right: str, at: Reference) -> tuple[_Side, _Side] | None:
    """Both sides, each lent what it leaves to the other (6-9月, 5月10日至20日); else None.

    Raises Impossible if one of them cannot exist and the other is understood or cannot exist either.
    """
    left, right = _FIRST_AGREED.sub("", strip_tail(left)), strip_tail(strip_lead(right))
    if not (left and right):
        return None  # there is nobody to lend to
    year = _YEAR_IN_FRONT.match(left)
    rest = left[year.end() :] if year else left
    unit = _UNIT_IN_FRONT.match(right)
    if unit and _ONLY_NUMBER.fullmatch(rest):
        left, rest = left + unit[1], rest + unit[1]
    first = _attempt(left, at)
    if first is None:
        return None
    if isinstance(first, _Side):
        right = _NEXT_YEAR.sub(f"{first.on.year + 1}年", right, count=1)
    if not _YEAR_IN_FRONT.match(right):
        month = _MONTH_IN_FRONT.match(rest) if _DAY_IN_FRONT.match(right) else None
        named = f"{year['digits']}年" if year and year["digits"] else year[0] if year else ""
        right = named + (month[0] if month else "") + right
    last = _attempt(right, at)
    if last is None:
        return None
    if isinstance(first, Impossible):
        raise first
    if isinstance(last, Impossible):
        raise last
    return first, last


def _attempt(phrase: str, at: Reference) -> _Side | Impossible | None:
    """One side, or why it cannot exist, or None if it is not a place in the calendar."""
    try:
        return _side(phrase, at)
    except Impossible as impossible:
        return impossible


def _side(phrase: str, at: Reference) -> _Side | None:
    meaning = read_form(phrase, at)
    if meaning is None or meaning.on is None or meaning.rule not in IN_CALENDAR:
        return None
    return _Side(meaning.on, meaning)
