"""How counts and sums compare with an earlier year, where several are told at once or none stands before."""

from __future__ import annotations

import re
from collections.abc import Iterator

_N = r"\d+(?:\.\d+)?"
_YEAR = "(?:(?:20\\d\\d|今|去|上|前)年(?:同期)?|上?年同期|同期)"
_THAN = f"(?=[同环比较分与])(?:同比|环比|(?:分别)?[比较]{_YEAR}|与{_YEAR}相比,?)"
_MORE = "(?:大幅|净|分别)*(?:增长|提高|上升|增加)(?:了)?"
# 项目个数、总投资分别是2019年的1.95倍、2.18倍
_TIMES = re.compile(
    f"(?P<scopes>[^,;。:]{{2,40}}?)(?:分别)?是(?:20\\d\\d年|去年|上年)(?:同期)?的(?P<values>(?:{_N}倍[、和]?){{1,5}})"
)
# …79个,总投资204亿元,年度计划投资63亿元,较今年分别增长12.9%、18.6%和10.5%
_SHARES = re.compile(
    f"(?P<scopes>[^,;。:]{{0,40}}?)(?P<than>(?:{_THAN}|分别)+){_MORE}(?P<values>{_N}%(?:[、,和]{_N}%)+)"
)
# 签约总额比去年同期增长26.4%; 与去年同期相比,项目个数增长20%
_ONE = re.compile(
    f"(?:^|[,;:]|其中)(?P<scope>[^,;。:\\d]{{0,14}}?(?:项目(?:个?数|数量)|(?:项目|签约|引资|完成|计划|总|合同|协议)(?:完成|计划)?(?:投资|金额|资金|总?额)(?:总额|额)?))(?P<than>{_THAN})?{_MORE}(?P<value>{_N})%"
)
_COMPARED = re.compile(_THAN)
_LISTED = re.compile("[、和]")


def growth(text: str, told: list[str]) -> Iterator[tuple[int, str, str, bool]]:
    """(place, scope, value, is it a share in %?). `told`: the names of the counts and sums of the text, in order."""
    for match in _TIMES.finditer(text) if "倍" in text else ():
        scopes = _named(match["scopes"])
        values = re.findall(_N, match["values"])
        if len(scopes) == len(values):
            for scope, value in zip(scopes, values, strict=True):
                yield match.start(), scope, value, False
    if "%" not in text or not _COMPARED.search(text):
        return
    for match in _SHARES.finditer(text) if "分别" in text else ():
        values = re.findall(_N, match["values"])
        scopes = _named(match["scopes"])
        if len(scopes) != len(values):
            scopes = told[-len(values) :] if len(told) >= len(values) else []
        for scope, value in zip(scopes, values, strict=False):
            yield match.start(), scope, value, True
    for match in _ONE.finditer(text):
        if match["than"] or _COMPARED.search(text, 0, match.start() + 1):
            yield match.start("scope"), match["scope"], match["value"], True


def _named(scopes: str) -> list[str]:
    return [scope for scope in _LISTED.split(re.sub("(?:分别|均|都)$", "", scopes)) if scope]
