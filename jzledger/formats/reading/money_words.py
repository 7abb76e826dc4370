"""Headings of money: total, planned for the year, done so far; months, rates and the years before are none of them."""

from __future__ import annotations

import re
from functools import lru_cache

from jzledger.formats.reading.words import Match, squash

UNITS = {"亿": 100_000_000, "千万": 10_000_000, "百万": 1_000_000, "万": 10_000, "千": 1_000, "": 1}
"""Yuan of one 亿元, 千万元 …"""

_UNIT = re.compile(r"(?<![\u4e00-\u9fff])(?:人民币)?(亿|千万|百万|万|千|)元|(?<=[资额值计成总])(亿|万)元")
_MONEY = re.compile("投资|投入金额|签约金额|协议金额|合同金额|合同额|签约额")
_NO_MONEY = re.compile(
    "投资(?:方|企业|主体|人|单位|商|客|公司|协议|强度|来源|类型|性质|内容|意向|领域|方向|产业)|率|占比|比例|比重|排名|缺口|"
    "差额|超欠|增速|同比|增长|剩余|预算内|专项|到位|形象|个数|项目数|说明|备注|情况$|问题|进度$|措施|百分|%"
)
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
_RANGE = re.compile(rf"(?:1[0-2]|[1-9]|[一二三四五六七八九十]+)月?(?:份)?[-—–~至到一](?:{_MONTH}|本月|当月)")
_ONE_MONTH = re.compile(rf"{_MONTH}(?:份|当月)?|本月|当月|上月|月度|每月|本期|季度|本周|本旬")
_UP_TO = re.compile("截至|截止|到目前|目前|累计|累积|年初|以来")
_BEFORE = re.compile("上年|去年|往年|年前|以前年度|结转|(?:截至|截止|至|到)?(20[0-9]{2})年(?:年?底|末|12月)")
_ALL_TIME = re.compile("开工以来|建设以来|自开工|历年|总累计|开工累计|建设累计|累计总")
_TOTAL = re.compile("总投资|投资总额|投资总|投资规模|概算|估算|投资估算|总额")
_ONLY = re.compile("(?:项目|计划|预计|建设|工程)?(?:投资额|投资|投资金额|投资数额|投资额度)")
_AMOUNT = re.compile(
    "拟投资|意向投资|协议投资|合同投资|签约金额|协议金额|合同金额|合同额|签约额|投资意向额|计划投资额|拟投入"
)
_PLAN = re.compile("计划|目标|任务|安排")
_DONE = re.compile("完成|已投|实际|累计|累积")


def unit_of(heading: str) -> int | None:
    """Yuan of the unit that a heading or a statement names; None if it names none. 万元 counts before 元."""
    found = [
        UNITS[match[1] if match[1] is not None else match[2]] for match in _UNIT.finditer(squash(heading))
    ]
    return found[-1] if found else None


@lru_cache(maxsize=4096)
def money_match(path: tuple[str, ...], year: int | None) -> Match | None:
    """What a heading of money means; None if it is no money at all. `path`: its levels, squashed, top first.

    `Match("none")` is money that no key is for.
    """
    leaf = _bare(path[-1])
    whole = "".join(_bare(level) for level in path)
    if not _MONEY.search(whole):
        return None
    if "投资" not in leaf and not _leaf_of_money(leaf):
        return None
    if _NO_MONEY.search(leaf):
        return Match("none", 0.9) if _MONEY.search(leaf) or re.search("率|占比|比例|%", leaf) else None
    return _meaning(leaf, whole, year)


def _bare(text: str) -> str:
    return re.sub(r"\((?:单位:?)?(?:人民币)?[亿千百万]*元\)|\(|\)|[:*]", "", text)


def _leaf_of_money(leaf: str) -> bool:
    """Is this what stands below 投资, such as 金额, 本月, 累计, 年度计划?"""
    return bool(
        leaf in ("金额", "额", "总额", "数额", "投资")
        or _ONE_MONTH.fullmatch(leaf)
        or re.fullmatch(
            "(?:本年|全年|今年|当年|年度|年|总|20[0-9]{2}年度?|本年度|年内)?(?:计划|完成|累计|实际|目标|累计完成|已完成|计划数|完成数|完成额|任务)(?:数|额)?",
            leaf,
        )
        or _RANGE.match(leaf)
        or re.fullmatch(rf"{_MONTH}(?:份|当月)?(?:完成|计划)(?:数|额)?", leaf)
        or re.fullmatch(
            "(?:年初以来|今年以来|本年|年内)?累计(?:完成|计划)?(?:数|额)?|(?:本月|当月)(?:完成|计划)(?:数|额)?",
            leaf,
        )
        or leaf.startswith(("截至", "截止", "年初", "开工以来", "其中"))
    )


def _meaning(leaf: str, whole: str, year: int | None) -> Match:
    nothing = Match("none", 0.9)
    if _AMOUNT.search(leaf):
        return Match("amount_wan", 1.0)
    if _TOTAL.search(leaf) and not _DONE.search(leaf):
        return Match("investment_total_wan", 1.0)
    planned, done = _PLAN.search(leaf), _DONE.search(leaf)
    if not planned and not done:
        planned, done = _PLAN.search(whole), _DONE.search(whole)
        if planned and done:  # 计划完成情况/投资额 may be either
            return nothing
    ranged = _RANGE.search(whole)
    if planned and not (done and leaf.startswith("完成")):
        if _ONE_MONTH.search(leaf) or ranged or "累计" in leaf:
            return nothing
        if _BEFORE.search(leaf) and not re.search("本年|今年|当年", leaf):
            return nothing
        yearly = re.search("年|本期", whole)
        return Match("plan_wan", 1.0 if yearly else 0.7)
    if done:
        return _done(leaf, whole, bool(ranged), year)
    if _ONLY.fullmatch(leaf):
        return Match("investment_total_wan", 0.7)
    if re.search("年度?投资|年投资", leaf):
        return Match("plan_wan", 0.6)
    return nothing


def _done(leaf: str, whole: str, ranged: bool, year: int | None) -> Match:
    before = _BEFORE.search(leaf)
    if before and (before[1] is None or year is None or int(before[1]) < year):
        return Match("none", 0.9)
    if _ALL_TIME.search(leaf):
        return Match("completed_wan", 0.6)
    so_far = _RANGE.search(leaf) or _UP_TO.search(leaf)
    if _ONE_MONTH.search(leaf) and not so_far:
        return Match("none", 0.9)
    if "累计" in leaf or "累积" in leaf:
        return Match("completed_wan", 1.0)
    if ranged:  # 1—4月完成 beside 累计完成投资 and 5月完成 is only a part
        return Match("completed_wan", 0.97)
    if so_far or re.search("本年|今年|年度|全年|当年", whole):
        return Match("completed_wan", 0.95)
    if _ONE_MONTH.search(whole) and "月" not in leaf and not _UP_TO.search(whole):
        return Match("completed_wan", 0.65)
    return Match("completed_wan", 0.8)
