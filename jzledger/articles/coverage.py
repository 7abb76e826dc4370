"""Which sentences of an article oblige somebody or tell of an obstacle, and what became of each.

Looks for the signs of both anew, with wider cues than the extraction, so that it shows what the extraction has missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jzledger.articles.sentences import narrow, spans

Kind = Literal["obligation", "obstacle"]
Item = tuple[str, int]  # ("requirements" or "issues", its number in that list of the article)

_MUST = "(?<![主重需首必紧纪概摘提险只想简])要(?!素|求|点|闻|害|道|塞|领|件|是|么|不是|义|务|地)"
_OBLIGES = re.compile(
    f"{_MUST}|必须|务必|务求|应当|不得|严禁|需要?(?=[在进加尽继抓])|亟须|"
    "(?:要求|叮嘱|嘱咐|希望|勉励|责成|部署|号召|明确)(?![的和、])|(?:强调|指出)[,:]"
)
_HINDERS = re.compile(
    "问题|难题|困难|瓶颈|堵点|卡点|短板|缺口|不足|短缺|滞后|缓慢|受阻|制约|不畅|不到位|未到位|尚未|亟待|亟需|急需|缺乏|缺少|"
    "偏慢|较慢|停滞|难以|无法|跟不上|遗留|阻工"
)
_SOLVED = re.compile(
    "已(?:经)?(?:全部)?(?:解决|协调|化解|破解)|得到(?:妥善|有效)?解决|解决了|化解了|破解了|迎刃而解"
)
_SEEN = re.compile(
    "(?:了解|询问|察看|查看|听取|汇报|交流|座谈|介绍|梳理|分析|研究|收集|反馈)[^。]{0,40}(?:问题|困难|难题|情况)|"
    "(?:困难|问题)(?:和|、)(?:困难|问题)"
)
_ORIENTED = re.compile("问题导向|问题意识|没有问题|不是问题|问题清单|问题台账|不足为奇")
_VOW = re.compile("(?:我们?|公司|企业|下一步,?(?:我们|公司|企业)?|我(?:市|县|区))(?:一定|将|会)")
_WEIGHT = re.compile(
    "(?:是|事关|关乎|关系)[^。]{0,30}(?:关键|重要|基础|引擎|抓手|保证|保障|大局|支撑|动力|生命线)"
)
_DONE = re.compile("已经?|(?<![为未])了(?!解)|累计|截至")
_ASKED_BY = re.compile("按照[^,。]{0,20}(?:要求|部署)|根据[^,。]{0,20}(?:要求|部署)")
_PIECES = re.compile("[。!?;]")
_SHORTEST_PIECE = 6  # characters of a requirement that prove that a sentence is part of it

ITEM_KINDS: tuple[tuple[str, Kind], ...] = (("requirements", "obligation"), ("issues", "obstacle"))


@dataclass(frozen=True)
class CoveredSentence:
    """A sentence at `start:end` of the body. Without `items` the `reason` says in Chinese why there is none."""

    start: int
    end: int
    text: str
    kind: Kind
    items: tuple[Item, ...]
    reason: str | None

    @property
    def open(self) -> bool:
        """Has somebody to look at it, because no item and no known reason covers it?"""
        return not self.items and self.reason == UNKNOWN


UNKNOWN = "没有规则认出，请人工判断"


def coverage(found: Mapping[str, Any]) -> list[CoveredSentence]:
    """Every sentence of obligation or obstacle in what `read_article` returned, in the order of the text.

    A sentence that is both is given twice. A sentence with an item is always given, whatever words it has.
    """
    body = found["body"]
    given = []
    covers = {kind: list(_stretches(found, kind)) for kind, _ in ITEM_KINDS}
    for start, end, _paragraph in spans(body):
        text = body[start:end].strip()
        flat = narrow(text)
        items = {
            kind: tuple(dict.fromkeys(item for piece, item in covers[kind] if piece in flat or flat == piece))
            for kind, _ in ITEM_KINDS
        }
        for key, kind in ITEM_KINDS:
            sign = _sign(flat, kind)
            if not items[key] and not sign:
                continue
            reason = (
                None if items[key] else _reason(flat, kind, bool(items["requirements"] or items["issues"]))
            )
            given.append(CoveredSentence(start, end, text, kind, items[key], reason))
    return given


def _stretches(found: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Item]]:
    """Words that show that a sentence belongs to an item: a requirement may run through several sentences."""
    for number, item in enumerate(found[kind]):
        yield narrow(item["evidence"]), (kind, number)
        if kind == "requirements":
            for piece in _PIECES.split(narrow(item["text"])):
                if len(piece) >= _SHORTEST_PIECE:
                    yield piece, (kind, number)


def _sign(flat: str, kind: Kind) -> bool:
    if kind == "obligation":
        return bool(_OBLIGES.search(_ASKED_BY.sub("", flat)))
    return bool(_HINDERS.search(_ORIENTED.sub("", flat)))


def _reason(flat: str, kind: Kind, other: bool) -> str:
    """Why a sentence with such words gives no row; the first that fits."""
    if kind == "obstacle":
        for pattern, reason in (
            (_SOLVED, "说的是已经解决的问题"),
            (_SEEN, "只说到有问题，没有说是什么问题"),
        ):
            if pattern.search(flat):
                return reason
        if other:
            return "作为要求已列入"
        if re.search(f"{_MUST}|坚持|聚焦|解决|破解|克服|补齐|打通", flat):
            return "泛指，没有说是什么问题"
        return UNKNOWN
    for pattern, reason in (
        (_VOW, "本人或企业的表态，不是对别人的要求"),
        (_WEIGHT, "说的是重要性，没有要求做什么"),
        (_DONE, "说的是已经做了的事"),
    ):
        if pattern.search(flat):
            return reason
    if other:
        return "作为问题已列入"
    return UNKNOWN
