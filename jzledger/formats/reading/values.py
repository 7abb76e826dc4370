"""Cells as the values of their keys: texts, units, days, deadlines, money; what can not be one is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from jzledger.errors import BadValue
from jzledger.formats.reading.grid import text_of
from jzledger.formats.reading.money_words import UNITS
from jzledger.formats.reading.words import squash
from jzledger.formats.sheet_cells import Value
from jzledger.rules import deadlines, money
from jzledger.rules.deadlines import Deadline
from jzledger.rules.workdays import WorkCalendar

FIRST_SERIAL, LAST_SERIAL = 40_000, 60_000
"""Serial days from 2009 to 2064: other numbers in a column of days are none."""
DAYS_TO_1904 = 1_462
MOST_PLAIN = 100_000_000
"""万元: whole amounts below need no arithmetic."""
ANY_DAY, _OTHER_DAY = date(2001, 1, 1), date(2005, 7, 7)
"""Reference days for texts that need none."""
_EPOCH = date(1899, 12, 30)
_NOTHING = frozenset(("", "/", "\\", "-", "--", "—", "——", "－", "―", "–", "———", "//", "、", "*", "…", "……"))
_SAME = re.compile(r"同上|同前|同左|〃+|″|“|”|[\"'’”“]{1,2}|〞|同上[。.]?|\(同上\)|同上\(.{0,4}\)")
_SAME_SIGNS = frozenset("同〃″“”\"'’〞(（＂＇")
_SPLIT = re.compile(r"[、，,；;/／\n]+")
_NAME = r"([\u4e00-\u9fff·]{2,4})((?:[ ,，、:：]?1[0-9]{10})?)"
_WITH_OWNER = (re.compile(rf"([^()（）]+)[(（]{_NAME}[)）]"), re.compile(rf"(\S+?)[\s/、:：—-]+{_NAME}"))
_UNIT_END = re.compile("[局委办府司心团区县镇乡所院队站行处科会厅部校厂市]$|街道")
_ABOUT = re.compile(
    "^(?:约计?|大约|近|预计|计划|估算|拟|总投资|投资额?|年度?投资|累计完成|已完成|完成)+|(?:左右|上下|余)+$"
)
_REMARK = re.compile(r"[(（][^()（）]*[)）]$")
_SHORT_YEAR = re.compile(r"(2[0-9]|3[0-9])[./-](1[0-2]|0?[1-9])[./-](3[01]|[12][0-9]|0?[1-9])")
_YEAR_AND_MONTH = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])")
_YEAR_LAST = re.compile(r"(3[01]|[12][0-9]|0?[1-9])[./-](3[01]|[12][0-9]|0?[1-9])[./-](20[0-9]{2})")
_MONTH_ONLY = re.compile(r"(20[0-9]{2})[年./-](1[0-2]|0?[1-9])月?份?")
_DAY_ONLY = re.compile(
    r"(?:(?P<y>20[0-9]{2})[年./-])?(?P<m>1[0-2]|0?[1-9])[月./-](?P<d>3[01]|[12][0-9]|0?[1-9])[日号]?"
)


@dataclass
class Times:
    """How days of a sheet are read. `on`: the reference day; `sure`: it was given, or stated to the day or month.

    Without any reference day `known` is False: then a text must name its year.
    """

    on: date
    calendar: WorkCalendar
    epoch_1904: bool = False
    event: date | None = None
    sure: bool = True
    known: bool = True
    _read: dict[tuple[str, date | None], Deadline] = field(default_factory=dict)

    def deadline(self, text: str, event: date | None = None) -> Deadline:
        """What a text means, asked once for all the cells that say the same."""
        key = (text, event)
        found = self._read.get(key)
        if found is None:
            found = deadlines.parse(text, self.on, self.calendar, event=event)
            if (
                not self.known
                and found.on != deadlines.parse(text, _OTHER_DAY, self.calendar, event=event).on
            ):
                why = f"“{_short(text)}”没有写年份，表里也没有填报时间"
                found = replace(found, on=None, flags=("impossible",), problem=why)
            self._read[key] = found
        return found

    def serial(self, number: float) -> date | None:
        """The day of a serial number, None where it can not be one."""
        days = number + DAYS_TO_1904 if self.epoch_1904 else number
        return _EPOCH + timedelta(days=int(days)) if FIRST_SERIAL <= days < LAST_SERIAL else None


@dataclass
class Read:
    """A value and what has to be said about it."""

    value: Any = None
    problem: str = ""
    text: str | None = None
    """Of a deadline: the words as written."""


def is_nothing(text: str) -> bool:
    """A mark for an empty cell."""
    return text in _NOTHING


def may_be_same(text: str) -> bool:
    """A glance at a cell: is it worth asking `is_same`?"""
    return 0 < len(text) <= 8 and text.lstrip()[:1] in _SAME_SIGNS


def is_same(text: str) -> bool:
    """同上, 〃: the value of the row above."""
    return len(text) <= 8 and bool(_SAME.fullmatch(text))


def units(text: str) -> tuple[str, ...]:
    """Names of units in order, each once."""
    names = (part.strip(" 　。.：:") for part in _SPLIT.split(text))
    return tuple(dict.fromkeys(name for name in names if name and not is_nothing(name)))


def unit_and_owner(text: str) -> tuple[str, str]:
    """区住建局（周洋） -> both; a text without a name is a unit."""
    for pattern in _WITH_OWNER:
        found = pattern.fullmatch(text)
        if found and not _UNIT_END.search(found[2]):
            return found[1].strip(), found[2] + (found[3] or "")
    return text, ""


def wan(value: Value, unit: int) -> Read:
    """An amount in 万元. `unit`: yuan of a bare number."""
    if isinstance(value, bool | date | timedelta):
        return Read(None, f"“{text_of(value)}”不是金额")
    if isinstance(value, int | float):
        if unit == money.WAN and 0 <= value < MOST_PLAIN and value == int(value):
            return Read(int(value))
        try:
            return Read(money.wan(money.yuan_of(value, unit=unit)))
        except BadValue as error:
            return Read(None, error.message)
    if not isinstance(value, str):
        return Read(None, f"“{text_of(value)}”不是金额")
    text = squash(value)
    if text in _NOTHING or text in ("无", "暂无", "待定", "未定", "未报", "未确定"):
        return Read(None)
    try:
        yuan = money.parse_money(text, bare_unit=unit)
        return Read(None if yuan is None else money.wan(yuan))
    except BadValue as error:
        shorter = _ABOUT.sub("", _REMARK.sub("", text)).strip(":")
        shorter = _ABOUT.sub("", shorter)
        if shorter != text and shorter:
            return _about(shorter, value, unit, error)
        return Read(None, error.message)


def _about(shorter: str, value: str, unit: int, error: BadValue) -> Read:
    try:
        yuan = money.parse_money(shorter, bare_unit=unit)
    except BadValue:
        return Read(None, error.message)
    if yuan is None:
        return Read(None, error.message)
    return Read(money.wan(yuan), f"“{value.strip()}”带有说明，按{money.format_wan(yuan)}万元读取")


def unit_in(text: str) -> int | None:
    """Yuan of the unit named in a statement such as 单位：万元."""
    found = re.search(r"单位[:：]?.{0,12}?(亿|千万|百万|万|千)?元", squash(text))
    return UNITS[found[1] or ""] if found else None


def deadline(value: Value, times: Times, decimals: int | None, typed: bool, event: date | None) -> Read:
    """A deadline: the words as written, the day they mean (None if none), and both readings where there are two."""
    if isinstance(value, datetime | date):
        on = value.date() if isinstance(value, datetime) else value
        return Read(on, text=text_of(value))
    if isinstance(value, timedelta):
        return Read(None, f"“{value}”不是日期", text=str(value))
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, int | float) and number:
        day = times.serial(value) if float(value).is_integer() else None
        if day:
            return Read(day, text=text_of(value))
        if decimals and not float(value).is_integer():
            value, number = f"{value:.{decimals}f}", False
    text = text_of(value)
    if is_nothing(text):
        return Read(None, text=None)
    bare = squash(text)
    if bare.isdecimal() and len(bare) == 5:
        day = times.serial(int(bare))
        return Read(day, "" if day else f"“{text}”看不出是哪一天", text=text)
    plainer, said = _plainer(text)
    meant = times.deadline(plainer)
    if said and meant.on is not None:
        return Read(meant.on, said, text=text)
    if event is not None and "from-event" in meant.flags:
        meant = times.deadline(text, event)
    if "impossible" in meant.flags:
        return Read(None, meant.problem, text=text)
    if "ambiguous" in meant.flags and (number or not typed):
        return _two_ways(text, meant, times)
    if meant.rule is None:
        return Read(None, f"“{_short(text)}”没有读懂是哪一天", text=text)
    return Read(meant.on, text=text)


def _plainer(text: str) -> tuple[str, str]:
    """A day in a spelling that only workbooks have, as one that is understood; and what to say about it."""
    bare = squash(text)
    short = _SHORT_YEAR.fullmatch(bare)
    if short:
        return f"20{short[1]}年{int(short[2])}月{int(short[3])}日", ""
    month = _YEAR_AND_MONTH.fullmatch(bare)
    if month:
        return f"{month[1]}年{int(month[2])}月", ""
    last = _YEAR_LAST.fullmatch(bare)
    if last is None:
        return text, ""
    first, second, year = int(last[1]), int(last[2]), last[3]
    if first > 12 or first == second:
        return f"{year}年{second}月{first}日", ""
    if second > 12:
        return f"{year}年{first}月{second}日", ""
    said = f"“{bare}”可能是{year}年{first}月{second}日，也可能是{year}年{second}月{first}日，暂按前者"
    return f"{year}年{first}月{second}日", said


def _two_ways(text: str, meant: Deadline, times: Times) -> Read:
    """6.3 typed as a number is 6.3 or 6.30, 2024.1 is January or October."""
    other = times.deadline(text + "0")
    if meant.on is None or other.on is None:
        return Read(meant.on, text=text)
    first, second = meant.on, other.on
    # A day that has passed is the less likely deadline, if the other has not.
    if times.sure and first < times.on <= second:
        first, second = second, first
    return Read(first, f"“{text}”可能是{_chinese(first)}，也可能是{_chinese(second)}，暂按前者", text=text)


def day(value: Value, times: Times, decimals: int | None, typed: bool) -> Read:
    """A day in the past (列入时间): without a year, the latest one that is not after the reference day."""
    if isinstance(value, datetime):
        return Read(value.date())
    if isinstance(value, date):
        return Read(value)
    if isinstance(value, bool | timedelta):
        return Read(None, f"“{text_of(value)}”不是日期")
    number = isinstance(value, int | float)
    if isinstance(value, int | float):
        found = times.serial(value)
        if found:
            return Read(found)
        if decimals and not float(value).is_integer():
            value, number = f"{value:.{decimals}f}", False
    text = text_of(value)
    if is_nothing(text) or squash(text) in ("无", "不详", "待定"):
        return Read(None)
    plainer, said = _plainer(text)
    plain = deadlines.is_plain_date(plainer)
    if plain:
        return Read(plain, said)
    bare = squash(text)
    if bare.isdecimal() and len(bare) == 5 and (found := times.serial(int(bare))):
        return Read(found)
    month = _MONTH_ONLY.fullmatch(bare)
    if month:
        return Read(None, f"“{text}”只写到月，不是一个日子")
    spot = _DAY_ONLY.fullmatch(bare.split("至")[0].rstrip("前"))
    if spot is not None and not spot["y"] and not times.known:
        return Read(None, f"“{text}”没有写年份，表里也没有填报时间")
    if spot is None:
        return _by_deadline(text, times)
    return _with_year(text, spot, times, number or not typed)


def _by_deadline(text: str, times: Times) -> Read:
    meant = times.deadline(text)
    if meant.on is not None and meant.precision == "day" and meant.rule in ("date", "serial"):
        return Read(meant.on)
    return Read(None, meant.problem or f"“{_short(text)}”没有读懂是哪一天")


def _with_year(text: str, spot: re.Match[str], times: Times, lossy: bool) -> Read:
    readings = []
    last = spot["d"]
    for days in (last, last + "0") if lossy and "." in text and len(last) == 1 and last in "123" else (last,):
        for year in (int(spot["y"]),) if spot["y"] else (times.on.year, times.on.year - 1):
            try:
                found = date(year, int(spot["m"]), int(days))
            except ValueError:
                continue
            if spot["y"] or found <= times.on or not times.sure:
                readings.append(found)
                break
    if not readings:
        return Read(None, f"“{text}”没有这一天")
    if len(readings) > 1:
        return Read(
            readings[0], f"“{text}”可能是{_chinese(readings[0])}，也可能是{_chinese(readings[1])}，暂按前者"
        )
    if not spot["y"] and readings[0].year != times.on.year:
        other = (
            readings[0].replace(year=times.on.year)
            if (readings[0].month, readings[0].day) != (2, 29)
            else None
        )
        also = f"，也可能是{_chinese(other)}" if other else ""
        return Read(readings[0], f"“{text}”没有写年份，暂按{_chinese(readings[0])}{also}")
    return Read(readings[0])


def _chinese(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 20 else flat[:20] + "…"
