"""The forms of a deadline that stand by themselves: one ordered table of name, pattern and meaning.

A pattern must match the whole normalised phrase; the first that matches and finds a meaning wins. What
matches nothing is not understood: never a guess. 前, 之前 and 止 are allowed only where they change
nothing: 三天前 and 2027年前 are not 三天 and 2027年.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from jzledger.rules import deadline_meanings as means
from jzledger.rules.chinese_numbers import DIGITS, NUMBER
from jzledger.rules.deadline_meanings import Meaning, Read, Reference
from jzledger.rules.festivals import NAMES

# Fragments of the patterns; the names of the groups are those that the meanings ask for.
YEAR4 = (
    f"(?:(?P<y>(?:19|20|21)[0-9]{{2}}|[一二][{DIGITS}零]{{3}})年度?|(?P<ry>今年|本年度?|当年|明年|后年|去年))"
)
YEAR = YEAR4.replace("(?P<y>", "(?P<y>[2-4][0-9]|")
MONTH = "(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元)月"
REL_MONTH = "(?P<rm>本月|当月|这个?月|下下个?月|下个?月|次月)"
DAY = "(?P<d>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,4})"
NAMED_DAY = f"{DAY}(?:[日号]|(?<=[0-9]))"  # 6月30, but not 三月三, which is a feast of the other calendar
TENDAY = "(?P<part>[上中下]{1,2}旬|初|中)"
WEEK = "(?:周|星期|礼拜)"
WEEKDAY = "(?P<wd>[一二三四五六日天])"
BEFORE = "(?:之前|以前|前|为?止)?"
CLOCK = (
    "(?:上午|下午|中午|晚上?|早上)?(?:下班|(?:2[0-4]|1[0-9]|0?[1-9])[时点](?:整|半|[0-9]{1,2}分?)?|"
    "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?)?"
)
UNTIL = CLOCK + BEFORE
UNTIL_DAY = f"(?:{WEEK}{WEEKDAY})?{UNTIL}"
YEAR_DIGITS = "(?P<y>(?:19|20|21)[0-9]{2})"
COUNTED = "个?自然[日天]|日历天|天|个?小时|周|个?星期|个?礼拜|个月|个半月"
FEAST = (
    f"(?:五一(?=劳动)|十一(?=国庆))?(?P<feast>{'|'.join(NAMES)})节{{0,2}}(?:假期|长假|放假)?(?:之前|以前|前)"
)
DONE = "已经?(?:全部)?(?:完成|办结|解决|销号|整改|落实|办理|完工|竣工|投产)(?:到位)?"
NO_END = "(?:长期|持续|常态化?|长效)(?:坚持|推进|推动|开展|实施|整改|保持|抓好|有效|管理)?"
UNDECIDED = (
    "(?:时限)?待(?:定|明确|确定)|另行(?:通知|确定)|另定|"
    "(?:视|根据)(?:工程)?(?:情况|进度|进展)(?:而定|确定|推进|安排)?"
)

FORMS: tuple[tuple[str, str, Read], ...] = (
    ("serial", "[4-6][0-9]{4}", means.serial),
    ("date", f"{YEAR}{MONTH}{NAMED_DAY}{UNTIL_DAY}", means.full_date),
    (
        "date",
        f"{YEAR_DIGITS}[年./-](?P<m>[0-9]{{1,2}})[月./-](?P<d>[0-9]{{1,2}})[日号]?{UNTIL_DAY}",
        means.numeric_date,
    ),
    ("date", f"{YEAR_DIGITS}(?P<m>[01][0-9])(?P<d>[0-3][0-9])日?{UNTIL_DAY}", means.numeric_date),
    ("month-day", f"{MONTH}{NAMED_DAY}{UNTIL_DAY}", means.month_day),
    (
        "month-day",
        f"(?P<m>0?[1-9]|1[0-2])(?P<sep>[./-])(?P<d>[0-3]?[0-9])(?P<rest>[日号]?{UNTIL_DAY})",
        means.numeric_month_day,
    ),
    ("month", f"{YEAR}?{MONTH}份?(?:月?[底末]|(?P<within>内))?{BEFORE}", means.whole_month),
    ("tenday", f"{YEAR}?{MONTH}份?{TENDAY}[底末]?{BEFORE}", means.part_of_month),
    ("month", f"{YEAR_DIGITS}(?P<sep>[./-])(?P<m>[0-9]{{1,2}})月?[底末]?{BEFORE}", means.numeric_month),
    ("workdays", f"(?P<n>{NUMBER})个?工作日内?", means.workdays),
    ("duration", f"(?P<n>{NUMBER})(?P<unit>{COUNTED}|日|年半?)内", means.span),
    ("duration", f"(?P<n>{NUMBER})(?P<unit>{COUNTED})", means.span),
    ("duration", "半个?月内|半个月|半年内", means.half_span),
    ("day-of-month", f"{REL_MONTH}?{DAY}[日号]{UNTIL_DAY}", means.day_of_month),
    ("month", f"(?:{REL_MONTH}(?:月?[底末]|内)?|月[底末内]){BEFORE}", means.relative_month),
    ("tenday", f"(?:{REL_MONTH}|月|(?=..?旬)){TENDAY}{BEFORE}", means.part_of_relative_month),
    (
        "quarter",
        f"{YEAR}?第?(?P<q>[1-9一二三四五六七八九])(?:季度|季(?=[底末]))[底末内]?{BEFORE}",
        means.quarter,
    ),
    ("quarter", f"{YEAR}?[qQ](?P<q>[1-9])[底末内]?{BEFORE}", means.quarter),
    (
        "quarter",
        f"(?:(?:本|当|这个?|(?P<next>下个?))季度?[底末内]?|季度?[底末]|季度内){BEFORE}",
        means.relative_quarter,
    ),
    ("half", f"{YEAR}?(?:(?:(?P<half>[上下]半年)[底末内]?|年中){BEFORE}|半年)", means.half),
    ("year", f"{YEAR}年?[底末终]{BEFORE}", means.whole_year),
    ("year", f"{YEAR4}(?:年?内|全年)?", means.whole_year),
    ("year", f"(?:年[底末终内]|全年|年度内){BEFORE}", means.this_year),
    ("relative-day", f"(?P<word>今[天日]|当[天日]|本日|明[天日]|大?后天){UNTIL}", means.relative_day),
    ("now", "立即|立刻|马上|即时|即日|即刻|立行立改|即办", means.at_once),
    ("weekday", f"(?P<wk>本|这个?|当|下{{1,3}})?{WEEK}{WEEKDAY}{UNTIL}", means.day_of_week),
    ("week", f"(?:(?P<wk>本|这个?|当|下{{1,3}}个?){WEEK}[末内底]?|周[末内]){BEFORE}", means.whole_week),
    ("festival", f"{YEAR}?{FEAST}", means.festival),
    ("plan", "十(?P<plan>[四五六七八九])五(?:规划|时期|期)?(?:期?末|结束)", means.five_year_plan),
    ("recurring", f"每个?月(?:{DAY}[日号]|月?[底末]|(?P<part>[上中下]旬)){BEFORE}", means.each_month),
    ("recurring", f"每(?:个?{WEEK}{WEEKDAY}|周末){UNTIL}", means.each_week),
    ("recurring", f"每个?季度?[底末]{BEFORE}", means.each_quarter),
    ("recurring", f"每年(?:{MONTH}|年)?[底末]{BEFORE}", means.each_year),
    ("open", f"{NO_END}|{UNDECIDED}|尽快|尽早", means.open_end),
    ("done", DONE, means.no_day),
    ("none", "无|暂无|没有|[-~/\\\\]+", means.no_day),
)
"""Name of the rule, pattern of the whole phrase, meaning."""

IN_CALENDAR = frozenset(
    {"date", "month-day", "day-of-month", "tenday", "month", "quarter", "half", "year", "plan"}
    | {"relative-day", "now", "weekday", "week"}
)
"""Rules that mean a place in the calendar: only these can begin or end a range, or replace each other."""


SPANS = frozenset({"duration", "workdays"})
"""Rules that count from a day: what can follow an event."""


# Compiled when first tried: all of them take longer than all imports of this room, and plain dates need the first few.
_compiled = cache(re.compile)


def read_form(phrase: str, at: Reference) -> Meaning | None:
    """The meaning of a phrase of one form; None if it is not understood. Raises Impossible."""
    for name, pattern, read in FORMS:
        found = _compiled(pattern).fullmatch(phrase)
        meaning = read(found, at) if found else None
        if meaning:
            return replace(meaning, rule=name)
    return None
