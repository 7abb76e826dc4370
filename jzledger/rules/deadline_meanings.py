"""What the forms of a deadline mean: each function turns a match of `deadline_forms` into a day.

The conventions: the last allowed day counts, and a phrase without a year is never more than 90 days back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jzledger.rules.chinese_numbers import DIGITS, number
from jzledger.rules.days import add_months, month_end, month_length, shift_month
from jzledger.rules.festivals import festival_day
from jzledger.rules.workdays import WorkCalendar

ROLL_AFTER = timedelta(days=90)
HALF_MONTH = timedelta(days=15)
FIRST_SERIAL, LAST_SERIAL = 40000, 60000
SERIAL_ORIGIN = date(1899, 12, 30)
"""Day 0 of the 1900 system of spreadsheets, as it works out for every day after February 1900."""

_YEAR_WORDS = {"去年": -1, "明年": 1, "后年": 2}
_MONTH_WORDS = {"下下月": 2, "下下个月": 2, "下月": 1, "下个月": 1, "次月": 1}
_DAY_WORDS = {"明天": 1, "明日": 1, "后天": 2, "大后天": 3}


@dataclass(frozen=True)
class Reference:
    """What a phrase is read against: the reference day, the working days, the event it counts from."""

    on: date
    calendar: WorkCalendar
    event: date | None = None

    @property
    def start(self) -> date:
        """The day that 三日内 counts from."""
        return self.event or self.on


@dataclass(frozen=True)
class Meaning:
    """What a phrase means; `rule` is the name of its form."""

    on: date | None
    precision: str
    flags: tuple[str, ...] = ()
    rule: str = ""

    def flagged(self, *flags: str) -> Meaning:
        return replace(self, flags=(*self.flags, *flags))


class Impossible(Exception):
    """The phrase names a day that cannot exist; the argument is one Chinese sentence that says why."""


Found = re.Match[str]
Read = Callable[[Found, Reference], Meaning | None]


# Years, months and days of a match.
def _year(found: Found, at: Reference) -> int | None:
    """The year that the match names (今年, 26年, 二〇二六年), None if it names none."""
    named, word = found.group("y", "ry")
    if word:
        return at.on.year + _YEAR_WORDS.get(word, 0)
    value = number(named) if named else None
    return value + 2000 if value is not None and value < 100 else value


def _month(text: str) -> int:
    """1 to 12. Raises Impossible."""
    month = 1 if text == "元" else number(text)
    if month is None or not 1 <= month <= 12:
        raise Impossible(f"“{text}月”不存在：一年只有12个月。")
    return month


def _date(year: int, month: int, day: int, *, shown: str) -> date:
    """The day, or Impossible with the reason; `shown` is how the sentence names it."""
    length = month_length(year, month)
    if 1 <= day <= length:
        return date(year, month, day)
    where = f"{year}年2月" if month == 2 else f"{month}月"
    raise Impossible(
        f"“{shown}”不存在：{where}只有{length}天。" if day else f"“{shown}”不存在：日期从1日开始。"
    )


def _coming_year(month: int, day: int, on: date) -> int:
    """The year of a day without one: that of `on`, the next if the day lies more than 90 days before `on`."""
    this_year = date(on.year, month, max(1, min(day, month_length(on.year, month))))
    return on.year + (on - this_year > ROLL_AFTER)


def _in_year(found: Found, at: Reference, month: int, day: int, precision: str) -> Meaning:
    """The day in the named or else the coming year; `day` 0 stands for the last of the month."""
    named = _year(found, at)
    year = named or _coming_year(month, day or 31, at.on)
    rolled = ("rolled",) if named is None and year != at.on.year else ()
    return Meaning(date(year, month, day or month_length(year, month)), precision, rolled)


def _dated(day: date, found: Found, *, rolled: bool = False) -> Meaning:
    """A day, perhaps with its weekday beside it (6月30日周三): ambiguous if the two contradict each other."""
    meaning = Meaning(day, "day", ("rolled",) if rolled else ())
    if found["wd"] and day.weekday() != _weekday(found["wd"]):
        return meaning.flagged("ambiguous")
    return meaning


def _weekday(text: str) -> int:
    """Monday is 0."""
    return 6 if text == "天" else "一二三四五六日".index(text)


def _part_day(part: str) -> int:
    """Last day of a part of the month, 0 for the month's last: 上旬 10, 中 15, 中旬 20, 中下旬 0."""
    return {"初": 10, "中": 15, "上旬": 10, "中旬": 20}.get(part, 0 if "下" in part else 20)


# The meanings, in the order of the table.
def serial(found: Found, at: Reference) -> Meaning | None:
    days = int(found[0])
    in_range = FIRST_SERIAL <= days <= LAST_SERIAL
    return Meaning(SERIAL_ORIGIN + timedelta(days=days), "day") if in_range else None


def full_date(found: Found, at: Reference) -> Meaning | None:
    year, day = _year(found, at), number(found["d"])
    if year is None or day is None:
        return None
    month = _month(found["m"])
    shown = f"{year}年{month}月{day}日"
    return _dated(_date(year, month, day, shown=shown), found)


def numeric_date(found: Found, at: Reference) -> Meaning | None:
    year, month, day = int(found["y"]), _month(found["m"]), int(found["d"])
    shown = f"{year}年{month}月{day}日"
    return _dated(_date(year, month, day, shown=shown), found)


def month_day(found: Found, at: Reference) -> Meaning | None:
    day = number(found["d"])
    if day is None:
        return None
    month = _month(found["m"])
    year = _coming_year(month, day, at.on)
    return _dated(_date(year, month, day, shown=f"{month}月{day}日"), found, rolled=year != at.on.year)


def numeric_month_day(found: Found, at: Reference) -> Meaning | None:
    meaning = month_day(found, at)
    # A spreadsheet drops the nought of 6.30 typed as a number.
    drops_nought = found["sep"] == "." and found["d"] in ("1", "2", "3") and not found["rest"]
    if meaning and drops_nought and int(found["d"]) * 10 <= month_length(2000, int(found["m"])):
        return meaning.flagged("ambiguous")
    return meaning


def day_of_month(found: Found, at: Reference) -> Meaning | None:
    day, word = number(found["d"]), found["rm"]
    if day is None:
        return None
    later = _MONTH_WORDS.get(word, 0)
    rolled = not word and day < at.on.day
    year, month = shift_month(at.on.year, at.on.month, later + rolled)
    return _dated(_date(year, month, day, shown=f"{month}月{day}日"), found, rolled=rolled)


def whole_month(found: Found, at: Reference) -> Meaning | None:
    within = found["within"] and "份" not in found[0]
    if within and not found["m"].isdigit():
        return None  # 三月内 may as well be three months
    return _in_year(found, at, _month(found["m"]), 0, "month")


def numeric_month(found: Found, at: Reference) -> Meaning | None:
    on = month_end(int(found["y"]), _month(found["m"]))
    # 2026.10 typed as a number becomes 2026.1.
    return Meaning(on, "month", ("ambiguous",) if found["sep"] == "." and found["m"] == "1" else ())


def relative_month(found: Found, at: Reference) -> Meaning | None:
    year, month = shift_month(at.on.year, at.on.month, _MONTH_WORDS.get(found["rm"] or "", 0))
    return Meaning(month_end(year, month), "month")


def part_of_month(found: Found, at: Reference) -> Meaning | None:
    return _in_year(found, at, _month(found["m"]), _part_day(found["part"]), "tenday")


def part_of_relative_month(found: Found, at: Reference) -> Meaning | None:
    year, month = shift_month(at.on.year, at.on.month, _MONTH_WORDS.get(found["rm"] or "", 0))
    return Meaning(date(year, month, _part_day(found["part"]) or month_length(year, month)), "tenday")


def quarter(found: Found, at: Reference) -> Meaning | None:
    count = number(found["q"])
    if count is None or not 1 <= count <= 4:
        raise Impossible(f"“第{found['q']}季度”不存在：一年只有4个季度。")
    return _in_year(found, at, count * 3, 0, "quarter")


def relative_quarter(found: Found, at: Reference) -> Meaning | None:
    last_month = (at.on.month + 2) // 3 * 3 + (3 if found["next"] else 0)
    return Meaning(month_end(*shift_month(at.on.year, last_month, 0)), "quarter")


def half(found: Found, at: Reference) -> Meaning | None:
    return _in_year(found, at, 12 if (found["half"] or "").startswith("下") else 6, 0, "half")


def whole_year(found: Found, at: Reference) -> Meaning | None:
    year = _year(found, at)
    return Meaning(date(year, 12, 31), "year") if year else None


def this_year(found: Found, at: Reference) -> Meaning | None:
    return Meaning(date(at.on.year, 12, 31), "year")


def five_year_plan(found: Found, at: Reference) -> Meaning | None:
    # The 14th plan ends with 2025.
    return Meaning(date(2025 + 5 * (DIGITS.index(found["plan"]) - 4), 12, 31), "year")


def workdays(found: Found, at: Reference) -> Meaning | None:
    count = number(found["n"])
    return Meaning(at.calendar.add_workdays(at.start, count), "day") if count else None


def span(found: Found, at: Reference) -> Meaning | None:
    count, unit = number(found["n"]), found["unit"]
    if not count or (count > 10 and unit in ("年", "年半")):
        return None  # 26年内 may as well be the year 2026
    if unit in ("年", "年半"):
        return Meaning(add_months(at.start, 12 * count + (6 if unit == "年半" else 0)), "day")
    if unit == "个月":
        return Meaning(add_months(at.start, count), "day")
    if unit == "个半月":
        return Meaning(add_months(at.start, count) + HALF_MONTH, "day")
    if unit.endswith("小时"):
        count = -(-count // 24)
    elif unit.endswith(("周", "星期", "礼拜")):
        count *= 7
    return Meaning(at.start + timedelta(days=count), "day")


def half_span(found: Found, at: Reference) -> Meaning | None:
    return Meaning(at.start + HALF_MONTH if "月" in found[0] else add_months(at.start, 6), "day")


def relative_day(found: Found, at: Reference) -> Meaning | None:
    return Meaning(at.on + timedelta(days=_DAY_WORDS.get(found["word"], 0)), "day")


def day_of_week(found: Found, at: Reference) -> Meaning | None:
    weekday, word = _weekday(found["wd"]), found["wk"]
    monday = at.on - timedelta(days=at.on.weekday())
    if word:
        return Meaning(monday + timedelta(days=weekday + 7 * word.count("下")), "day")
    return Meaning(at.on + timedelta(days=(weekday - at.on.weekday()) % 7), "day")


def whole_week(found: Found, at: Reference) -> Meaning | None:
    sunday = at.on + timedelta(days=6 - at.on.weekday())
    return Meaning(sunday + timedelta(days=7 * (found["wk"] or "").count("下")), "day")


def festival(found: Found, at: Reference) -> Meaning | None:
    named, name = _year(found, at), found["feast"]
    year = named or at.on.year
    day = festival_day(name, year)
    if named is None and day is not None and day <= at.on:
        year += 1
        day = festival_day(name, year)
    if day is None:
        return None
    eve = day - timedelta(days=1)
    return Meaning(eve, "day", ("rolled",) if named is None and year != at.on.year else ())


def at_once(found: Found, at: Reference) -> Meaning | None:
    return Meaning(at.start, "day")


def no_day(found: Found, at: Reference) -> Meaning | None:
    return Meaning(None, "")


def open_end(found: Found, at: Reference) -> Meaning | None:
    return Meaning(None, "open")


# Deadlines that come back: the next one on or after the reference day.
def each_month(found: Found, at: Reference) -> Meaning | None:
    day = number(found["d"]) if found["d"] else _part_day(found["part"]) if found["part"] else 0
    if day is None:
        return None
    if day > 31 or (found["d"] and not day):
        raise Impossible(f"“每月{day}日”不存在：一个月最多31天，从1日开始。")
    for later in (0, 1):
        year, month = shift_month(at.on.year, at.on.month, later)
        on = date(year, month, min(day or 31, month_length(year, month)))
        if on >= at.on:
            break
    return Meaning(on, "recurring")


def each_week(found: Found, at: Reference) -> Meaning | None:
    weekday = _weekday(found["wd"]) if found["wd"] else 6
    return Meaning(at.on + timedelta(days=(weekday - at.on.weekday()) % 7), "recurring")


def each_quarter(found: Found, at: Reference) -> Meaning | None:
    return Meaning(month_end(at.on.year, (at.on.month + 2) // 3 * 3), "recurring")


def each_year(found: Found, at: Reference) -> Meaning | None:
    month = _month(found["m"]) if found["m"] else 12
    this_year = month_end(at.on.year, month)
    return Meaning(this_year if this_year >= at.on else month_end(at.on.year + 1, month), "recurring")
