"""Words of other offices' workbooks and what they mean here. What no rule knows is not guessed: it is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from jzledger.ledger.issues import CATEGORIES
from jzledger.rules.text import fold

_NOT_DONE = re.compile(r"未|否|没有|尚|不")
# Each state with the words for it, the first that fits counts; words that deny come before those that they deny.
_STATES = (
    ("listed", re.compile(r"待交办|未交办|列入|未启动|未开始|未办理")),
    ("long_term", re.compile(r"长期")),
    ("closing_requested", re.compile(r"申请销号|拟销号|待销号")),
    ("verifying", re.compile(r"待核[查实]|核[查实]中|正在核[查实]|待验收")),
)
_CLOSED = re.compile(r"销号|办结|解决|完成|落实|^是$|^√$|^已$")
_GOING_ON = re.compile(r"办理|推进|进行|处理|整改中|协调|交办|落实中|未|否|^×$")
_PROJECT_STATES = (
    ("halted", re.compile(r"停工|停建|停滞|缓建")),
    ("commissioned", re.compile(r"投产|投用|运营|投入使用")),
    ("completed", re.compile(r"竣工|完工|建成")),
    ("under_construction", re.compile(r"在建|开工|施工|建设中|续建|复工")),
    ("signed", re.compile(r"签约")),
    ("planned", re.compile(r"谋划|储备|前期|未开工|拟建")),
)
_NATURES = (
    ("carried_over", re.compile(r"续建")),
    ("new", re.compile(r"新建|新开工")),
    ("preparatory", re.compile(r"前期|储备")),
)
_CATEGORY_NAMES = {**dict(CATEGORIES), **{name: name for _, name in CATEGORIES}}
_LEAD_STAGES = ("线索", "洽谈", "考察", "签约", "落地", "搁置")
_NONE = re.compile(
    r"(?:1[.、])?\(?(?:本月|本周|暂时?|目前|当前)*(?:无|没有|未发现|不存在)(?:存在)?的?"
    r"(?:突出|主要|其他|任何)?(?:问题|困难|堵点|堵点难点|困难和问题|问题和困难)?\)?[。.;,]?|[-—–―─－/\\]+"
)
_YEAR = re.compile(r"(20\d\d)\s*年?")
_MONTH = re.compile(r"(?:[1１]\s*[-—－~至到]\s*)?(1[0-2]|[1-9])\s*月")


def says_none(words: str) -> bool:
    """Does the cell of an issue say that there is none?"""
    return _NONE.fullmatch(fold(words)) is not None


def issue_state(words: str) -> str | None:
    """The state that 办理状态 or 是否销号 says; None for words that no rule knows."""
    text = fold(words)
    for state, pattern in _STATES:
        if pattern.search(text):
            return state
    if _CLOSED.search(text) and not _NOT_DONE.search(text) and not re.search("中$|部分|正在", text):
        return "closed"
    return "in_progress" if _GOING_ON.search(text) or _CLOSED.search(text) else None


def project_state(words: str) -> str | None:
    """The status of a project; None for words that no rule knows, and for a denied one that is not 未开工."""
    text = fold(words)
    if re.search("未开工|尚未开工|未动工", text):
        return "planned"
    if _NOT_DONE.search(text):
        return None
    return next((state for state, pattern in _PROJECT_STATES if pattern.search(text)), None)


def nature(words: str) -> str | None:
    """新建, 续建 or 前期."""
    text = fold(words)
    return next((key for key, pattern in _NATURES if pattern.search(text)), None)


def category(words: str) -> str:
    """The category of this office where the words are its key or name; else the words, as an office has its own."""
    text = words.strip()
    return _CATEGORY_NAMES.get(text) or _CATEGORY_NAMES.get(re.sub(r"(?:问题|类)$", "", text)) or text


def lead_stage(words: str) -> str | None:
    text = words.strip()
    return next((stage for stage in _LEAD_STAGES if stage in text), None)


def period(title: str, as_of: date | None) -> tuple[int | None, int | None]:
    """Year and month that a sheet speaks for: its 填报时间, else its title (2024年1—5月); None for what neither says."""
    if as_of is not None:
        return as_of.year, as_of.month
    year, months = _YEAR.search(title), _MONTH.findall(title)
    return (int(year[1]) if year else None), (int(months[-1]) if months else None)


def yuan(wan: Any) -> int | None:
    """万元 as the reader gives it, in whole yuan."""
    return None if wan is None else round(float(wan) * 10_000)


# What a column may stand for, in the order in which it is offered; the deadline's day comes from its words.
KEY_TITLES = {
    "project": "项目名称",
    "issue": "存在问题、交办事项、节点",
    "category": "问题类别",
    "measures": "解决措施",
    "progress": "进展情况",
    "status": "办理状态",
    "lead_unit": "牵头单位",
    "units": "责任单位（可几个）",
    "owner": "责任人",
    "sponsor": "分包领导",
    "listed_on": "列入、交办、获取时间",
    "deadline_text": "完成时限",
    "investment_total_wan": "总投资",
    "plan_wan": "年度计划投资",
    "completed_wan": "累计完成投资",
    "investor": "投资方",
    "place": "所在地",
    "stage": "对接阶段",
    "next_step": "下步举措",
    "amount_wan": "拟投资额",
}
