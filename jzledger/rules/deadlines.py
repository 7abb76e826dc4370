"""Deadlines as people type them: the day that the words mean, how exact it is, or that they mean no day.

What is typed is never refused for being vague; only a day that cannot exist (2月30日) is, with the reason.
What is not understood has no date: never a guess. See `deadline_forms` for the forms and `deadline_joined`
for those of two parts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from jzledger.rules.deadline_forms import read_form
from jzledger.rules.deadline_joined import read_joined
from jzledger.rules.deadline_meanings import Impossible, Meaning, Reference
from jzledger.rules.deadline_words import normalise, strip_lead, strip_tail
from jzledger.rules.workdays import WorkCalendar

LONGEST = 200
"""Longer texts are not understood, without looking at them."""

_ON_ITSELF = Reference(date(2000, 1, 1), WorkCalendar())
_DIGIT = "[0-9〇零一二三四五六七八九十廿卅]"
_PLAIN = re.compile(
    f"{_DIGIT}{{4}}年{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}[日号]?|[0-9]{{4}}[年./-][0-9]{{1,2}}[月./-][0-9]{{1,2}}[日号]?|[0-9]{{8}}"
)


@dataclass(frozen=True)
class Deadline:
    """A deadline as typed and what it means.

    `on`: the last day that is in time, None where no day is meant. `precision`: `day`, `tenday`, `month`,
    `quarter`, `half`, `year`, `recurring`, `open` (no day for a reason: 长期, 待定, 批复后10日内), or ''
    where nothing was typed, nothing was understood, or the words say that there is none. `rule`: the form
    that matched, None if none; `done` (已完成) offers the status, `none` (无, /) says that there is no
    deadline. `flags`: `rolled` (put into the next month or year), `past` (before the reference day),
    `ambiguous`, `range`, `later` (调整为), `from-event`, `waits-for`, `holiday` (not a working day),
    `impossible`. `problem`: with `impossible`, one sentence that says why.
    """

    text: str
    on: date | None
    precision: str
    rule: str | None
    flags: tuple[str, ...]
    problem: str = ""


def parse(text: str, on: date, calendar: WorkCalendar, *, event: date | None = None) -> Deadline:
    """What `text` means, read on the day `on` (today when typing, the ledger's 填报时间 when importing).

    `event` is the day that 会后, 通知后 and 即日起 count from, where it is known. Empty text is no deadline
    at all: no day, precision '', rule None. Never raises.
    """
    reference = Reference(on, calendar, event)
    try:
        meaning = _read(text, reference)
    except Impossible as impossible:
        return Deadline(text, None, "", None, ("impossible",), str(impossible))
    except (OverflowError, ValueError):
        meaning = None  # beyond the year 9999
    if meaning is None:
        return Deadline(text, None, "", None, ())
    return Deadline(text, meaning.on, meaning.precision, meaning.rule, _flags(meaning, reference))


def is_plain_date(text: str) -> date | None:
    """The day of a complete plain date however typed (2024年4月30日, 2024.4.30, 20240430); else None.

    Ledgers write such a deadline as a date and everything else as typed (2024年4月30日前, 6月底).
    """
    if len(text) > LONGEST:
        return None
    phrase = "".join(unicodedata.normalize("NFKC", text).replace("○", "〇").split())
    if not _PLAIN.fullmatch(phrase):
        return None
    try:
        meaning = read_form(phrase, _ON_ITSELF)
    except Impossible:
        return None
    return meaning.on if meaning and meaning.rule == "date" else None


def _read(text: str, reference: Reference) -> Meaning | None:
    if len(text) > LONGEST:
        return None
    phrase = normalise(text)
    meaning = read_form(phrase, reference) or read_joined(phrase, reference)
    shorter = strip_lead(strip_tail(phrase))
    if meaning or shorter == phrase:
        return meaning
    return read_form(shorter, reference) or read_joined(shorter, reference)


def _flags(meaning: Meaning, reference: Reference) -> tuple[str, ...]:
    """The flags of the form, and those that follow from the day itself."""
    day, flags = meaning.on, list(dict.fromkeys(meaning.flags))
    if day is not None and day < reference.on:
        flags.append("past")
    if day is not None and not reference.calendar.is_workday(day):
        flags.append("holiday")
    return tuple(flags)
