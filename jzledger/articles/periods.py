"""The months or the year that a count or a sum is told for."""

from __future__ import annotations

import re

from jzledger.rules.chinese_numbers import number

_SPAN = re.compile(
    r"(?=[\d今去])(?:(?P<y>20\d\d)年|(?P<this>今年|去年))?(?P<a>\d{1,2})(?:月)?[~～—\-至到]+(?P<b>\d{1,2})月"
)
# 去年6月8日开工的某路: a day is no period of a sum.
_YEAR = re.compile(
    r"(?P<y>20\d\d)年(?!\d|的|以来|度?[省市县区]|度?[全我][省市县区](?:级|重点|十|“|第))|(?P<this>今年|去年(?!以来)|明年)(?!年[初底中末]|\d{1,2}月|初|底|年底|春|夏|秋|冬|入[春夏秋冬]|[^,;。]{0,8}(?:开工|启动|建成|投产|签约|落地|引进|投用|竣工)的)"
)
# 三季度重点项目观摩活动, 二季度集中开工仪式: the quarter of what is held, not of the sums told there.
_HELD = re.compile(
    "[^,。;:]{0,20}?(?:活动|仪式|观摩|拉练|评比|点评|督查|督导|会战|[^社不机都才就也将]会(?=在|上|议|召开|举行|暨|$|[,。;:]))"
)
_MONTH = re.compile(
    r"(?:(?P<y>20\d\d)年|(?P<this>今年))(?P<m>\d{1,2})月(?!\d|[^,。]{0,8}以来)|(?:^|(?<=[,;:]))(?P<alone>\d{1,2})月份"
)
_LAST_MONTH = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "上半年": 6, "前三季度": 9, "前两季度": 6}
_QUARTERS = frozenset(("一季度", "二季度", "三季度", "四季度"))
_ANY_PART = re.compile("季度|半年|个月")
_PART_OF_YEAR = re.compile(
    f"(?:(?P<y>20\\d\\d)年|(?P<this>今年|去年|明年))?(?:第?(?P<part>{'|'.join(sorted(_LAST_MONTH, key=len, reverse=True))})|前(?P<months>\\d{{1,2}}|[两二三四五六七八九十]{{1,2}})个月)"
)


def period(text: str, at: int, published: str | None) -> str | None:
    """The months or the year that the sentence names at or before the figure."""
    issue = int(published[:4]) if published else None

    def year_of(match: re.Match[str]) -> str:
        if match["y"]:
            return str(match["y"])
        return "-" if issue is None else str(issue - (match["this"] == "去年") + (match["this"] == "明年"))

    for span in _SPAN.finditer(text) if "月" in text else ():
        if span.start() <= at:
            year = year_of(span)
            a, b = int(span["a"]), int(span["b"])
            if 1 <= a <= 12 and 1 <= b <= 12:
                return f"{year}-{a:02}/{year}-{b:02}"
    for part in _PART_OF_YEAR.finditer(text) if _ANY_PART.search(text) else ():
        if part.start() > at or _HELD.match(text, part.end()):
            continue
        last = (number(part["months"]) or 0) if part["months"] else _LAST_MONTH[part["part"]]
        if 1 <= last <= 12:
            year = year_of(part)
            first = last - 2 if part["part"] in _QUARTERS else 1
            return f"{year}-{first:02}/{year}-{last:02}"
    month = _MONTH.search(text, 0, at) if "月" in text else None
    if month and (month["alone"] or year_of(month) != "-"):
        return f"{year_of(month)}-{int(month['m'] or month['alone']):02}"
    for named in _YEAR.finditer(text):
        if named.start() <= at and year_of(named) != "-":
            return year_of(named)
    return None
