"""What a sheet states about itself above and below its tables: title, the day it speaks for, the unit of money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jzledger.formats.reading.grid import Grid
from jzledger.formats.reading.money_words import unit_of
from jzledger.formats.reading.values import unit_in
from jzledger.formats.reading.words import squash
from jzledger.rules.days import month_end
from jzledger.rules.deadlines import is_plain_date

_STATED = re.compile(
    r"(?:填报|填表|制表|报送|上报|统计|编制|更新|汇总|报告|填写|数据|截止|截至|填报单位.*填报)(?:时间|日期|到|至)?[:：]?|(?:^|[^\u4e00-\u9fff])(?:时间|日期)[:：]"
)
_EXPORTED = re.compile(r"(?:导出|打印|生成)(?:时间|日期)[:：]?")
_MEETING = re.compile(r"(?:会议|召开|开会)(?:时间|日期)[:：]?")
_STANDS_BY_DAY = re.compile("[:：(]|[办局府组部室会委厅处]$|公司$|中心$")
"""What may stand in one row with a bare day that speaks for the sheet: 单位：万元, 市重点办; a deadline stands by other words."""
_DATE = re.compile(
    r"[0-9〇零○一二三四五六七八九十]{2,4}[年./-][0-9一二三四五六七八九十]{1,3}[月./-](?:[0-9一二三四五六七八九十廿卅]{1,3}[日号]?)?"
)
_MONTH = re.compile(r"(20[0-9]{2})年?[./-]?(?:[0-9]{1,2}月?[-—–~至])?(1[0-2]|[1-9])月")
_YEAR = re.compile(r"(20[0-9]{2})(?:年|(?=[-—]))")
_CHINESE_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}年")
_TITLE_WORDS = re.compile("台账|清单|表|汇总|明细|目录|一览|情况|统计|名单|通报|计划")


@dataclass
class Statement:
    """`on`: the day the sheet speaks for, `exact`: it is stated to the day. `year` from the title, `unit` in yuan."""

    titles: list[str] = field(default_factory=list)
    on: date | None = None
    year: int | None = None
    unit: int | None = None
    meeting: date | None = None


def read_statement(grid: Grid, rows: Iterable[int]) -> Statement:
    """What the given rows (those outside of the tables) state."""
    found = Statement()
    bare: date | None = None
    for r in rows:
        cells = grid.filled(r)
        texts = [text for _, text in cells]
        if not cells:
            continue
        for text in texts:
            _unit(text, found)
        day = _days(grid, r, cells, found)
        bare = bare or day
        if len(cells) == 1 and _is_title(texts[0]):
            found.titles.append(texts[0])
        if found.year is None:
            # A cell that is a day and nothing else may be a deadline: it states no year for the others.
            said = [text for text in texts if not is_plain_date(squash(text))]
            found.year = next((year for text in said if (year := _year_of(text))), None)
    found.on = found.on or bare
    return found


def _is_title(text: str) -> bool:
    bare = squash(text)
    return (
        4 <= len(bare) <= 60 and not re.search("[:。,;]|[0-9]+[项个件]", bare) and not bare.startswith("附件")
    )


def _unit(text: str, found: Statement) -> None:
    unit = unit_in(text)
    if unit is None and re.fullmatch(r"\(?(?:亿|万)元\)?", squash(text)):
        unit = unit_of(text)
    if unit is not None:
        found.unit = unit


def _days(grid: Grid, r: int, cells: Sequence[tuple[int, str]], found: Statement) -> date | None:
    """Puts the days that the cells state by a label where they belong; gives the first one without such a label.

    （2026年5月） below the title is less than 填报时间：2026年5月15日, wherever the two stand.
    """
    bare_day: date | None = None
    alone = len(cells) <= 3 and sum(not _STANDS_BY_DAY.search(squash(text)) for _, text in cells) <= 1
    for number, (c, text) in enumerate(cells):
        bare = squash(text)
        meeting = _MEETING.search(bare)
        if meeting:
            found.meeting = found.meeting or _day_behind(grid, r, cells, number, bare[meeting.end() :])
            continue
        stated, exported = _STATED.search(bare), _EXPORTED.search(bare)
        if stated:
            found.on = found.on or _day_behind(grid, r, cells, number, bare[stated.end() :])
        elif exported:
            bare_day = bare_day or _day_behind(grid, r, cells, number, bare[exported.end() :])
        elif alone and re.fullmatch(r"\(?" + _DATE.pattern + r"\)?", bare):
            bare_day = bare_day or _day_of(bare)
        elif alone and isinstance(grid.own(r, c), date):
            bare_day = bare_day or _as_day(grid.own(r, c))
    return bare_day


def _day_behind(grid: Grid, r: int, cells: Sequence[tuple[int, str]], number: int, rest: str) -> date | None:
    """The day behind its label: in the same cell, or in the next one."""
    day = _day_of(rest[:24])
    if day is None and not rest.strip("()") and number + 1 < len(cells):
        c, text = cells[number + 1]
        return _as_day(grid.own(r, c)) or _day_of(squash(text)[:24])
    return day


def _as_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _day_of(text: str) -> date | None:
    found = _DATE.search(text)
    if found is None:
        return None
    day = is_plain_date(found[0])
    if day:
        return day
    month = _MONTH.match(found[0])
    if month is None and re.fullmatch(r"20[0-9]{2}[./-](?:1[0-2]|0?[1-9])[./-]?", found[0]):
        year, number = re.split("[./-]", found[0])[:2]
        return month_end(int(year), int(number))
    return month_end(int(month[1]), int(month[2])) if month else None


def _year_of(text: str) -> int | None:
    bare = squash(text)
    found = _YEAR.search(bare)
    if found:
        return int(found[1])
    chinese = _CHINESE_YEAR.search(bare)
    if chinese:
        return int(
            "".join(
                str("〇一二三四五六七八九".index(sign.replace("零", "〇").replace("○", "〇")))
                for sign in chinese[0][:-1]
            )
        )
    return None
