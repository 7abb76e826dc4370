"""Kinds of problem that are enumerated: 用地、资金、用工等问题."""

from __future__ import annotations

import re

from jzledger.articles.clause_items import LONGEST, Kind, items_of, plain
from jzledger.articles.hindrance import hindered
from jzledger.articles.lexicon import Lexicon

_LIST = re.compile(
    "(?P<etc>等)?(?:方面|各类|突出|具体|共性|个性|实际|重难点|难点|瓶颈|诸多|一系列|要素|现实)*(?:存在)?的?"
    "(?P<noun>问题|难题|困难|短板|瓶颈|需求|诉求|堵点|制约)(?!导向|意识|清单|台账|整改|个|[着了]|的(?:症结|根源|根子|由来|关键|实质))"
)
_LEADING = re.compile(
    "^(?:.*?(?:(?:询问|了解)[^,、]{0,8}在|打通|协调解决|协调破解|协调|破解|解决|化解|缓解|梳理|有关|涉及|存在着?|面临着?|遇到|反映了?的?|提出了?的?|发现的?|针对|围绕|就(?!业|地)|聚焦|(?<!相)对(?!接)|既有|也有|还有|以及|(?:主要)?原因(?:主要)?是|主要是|主要有|有(?!关|效|序|融资)|因(?!素|地)|由于|受(?!理)|作为|把|将|了(?!解)))?"
)
_TOLD = re.compile("(?:发现|反映|提出|存在|面临)的(?=.{3})")
# 提出需要协调解决的事项21项,主要涉及林地占用、用电报装等方面: the word stands in front.
ABOUT_KINDS = re.compile(
    "(?:原因|事项|问题|诉求|困难|意见|建议)[^,;。]{0,10},?(?:主要)?(?:涉及|集中在|集中于)(?P<items>[^,;。]{4,60}?)(?:等(?:[两三四五六七八九]个)?|[两三四五六七八九]个(?=[方领环]))(?:方面|领域|环节)?(?=[,;。]|$)"
)
# 建成后将有效缓解停车难问题: what the project is good for. 面对资金紧张的困难,提前…完成: got over.
_GAIN = re.compile(
    "(?:建成|投用|投产|通车|竣工|完工|实施|达产)(?:投用|使用|通车|运营|投运)?(?:之?后|以后)|(?:将|可|能够?|得以|从而)(?:极大|有效|大大|进一步|彻底|切实|根本|显著)?(?:地|上)?(?:缓解|解决|改善|破解|消除|化解)"
)
_BRAVED = re.compile(
    "(?:面对|克服|战胜|顶住|直面)[^。;]*(?:困难|难题|问题|挑战|压力)[^。;]*,[^。;]*(?:提前|完成|优化|实现|抢|攻克|突破)"
)
_ONCE = re.compile("去年最|原先|原来[^,、]{0,4}的|当初|曾经")
_OF_WHOM = re.compile("^(?:园区(?=[^工])|企业(?=[^融招高用]))(?=.{3})")


def speaks_of_list(text: str) -> bool:
    return _LIST.search(text) is not None


class ProblemLists:
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.hindered = hindered(lexicon)

    def listed(self, text: str, offset: int) -> list[Kind]:
        """Kinds of problem enumerated before 问题, 难题, 困难."""
        found: list[Kind] = []
        done = 0
        for match in _LIST.finditer(text):
            begin = max(
                done, match.start() - 80, *(text.rfind(mark, 0, match.start()) + 1 for mark in ",;。:!?")
            )
            said = text[begin : match.start()]
            done = match.end()
            alone = match[0] == "困难" and re.match("[,;。]|$", text[match.end() :])
            if len(said) < 2 or (alone and "、" not in said) or self._says_nothing(text, begin, match):
                continue
            verb = _LEADING.match(said)
            first = verb.end() if verb and len(said) - verb.end() >= 2 else 0
            told = _TOLD.search(said, first)
            first = told.end() if told else first
            parts = list(items_of(said, first))
            if any(re.search("情况$|困难$|^存在|进展$", said[a:b]) for a, b in parts):
                continue  # 就进度、落地情况、遇到的困难等问题现场办公: what was talked of
            kinds = [
                Kind(
                    plain(_OF_WHOM.sub("", said[a:b])),
                    self.lexicon.category(said[a:b]) or "",
                    offset + begin + a,
                    offset + begin + b,
                    "issue.list",
                )
                for a, b in parts
            ]
            if len(parts) == 1 and not first and not match["etc"] and len(said.lstrip("“")) == 2:
                continue  # 手续问题不能等: a topic, not an obstacle
            known = [kind for kind in kinds if kind.category and 2 <= len(kind.text) <= LONGEST + 8]
            etc = bool(match["etc"])
            if not etc and not told and match["noun"] in ("需求", "诉求"):
                continue
            if not known and etc and len(kinds) >= 2 and all(self._is_kind(kind.text) for kind in kinds):
                found += [Kind(k.text, "其他", k.start, k.end, k.rule) for k in kinds]
                continue
            if not known or (len(known) == 1 and not etc and len(parts) > 1 and not first):
                continue
            # One kind alone needs a word that says it is an obstacle (发展瓶颈问题, 招商工作问题 say nothing).
            found += known
            if len(known) >= 2 or etc:
                found += [
                    Kind(k.text, "其他", k.start, k.end, k.rule)
                    for k in kinds
                    if not k.category and self._is_kind(k.text)
                ]
        return found

    def about(self, text: str, offset: int) -> list[Kind]:
        """提出需要协调解决的事项21项,主要涉及林地占用、用电报装等方面: kinds without the word behind them."""
        match = ABOUT_KINDS.search(text)
        if match is None:
            return []
        begin = match.start("items")
        found = []
        for a, b in items_of(match["items"], 0):
            words = match["items"][a:b]
            category = self.lexicon.category(words)
            if category and 2 <= len(words) <= LONGEST:
                found.append(
                    Kind(plain(words), category, offset + begin + a, offset + begin + b, "issue.list")
                )
        return found if len(found) >= 2 else []

    def _says_nothing(self, text: str, begin: int, match: re.Match[str]) -> bool:
        said = text[begin : match.start()]
        if _ONCE.search(said):
            return True  # 去年最愁的融资问题
        if _GAIN.search(text, 0, match.start()) or _BRAVED.search(text):
            return True
        if re.search("(?:存在|遇到|面临|出现|反映|提出|发现)的?$", text[begin : match.start("noun")]):
            return True  # 了解存在的困难和问题: nothing is said of what they are
        if re.fullmatch("[^、]*影响(?:开工|施工|建设|推进|进度)的?", said):
            return True
        if re.search("补齐|补强|弥补", said):
            return True
        if said.endswith(("、存在", "、", "困难和", "困难、", "堵点", "难点", "痛点")):
            return True  # 施工进度、存在困难等情况: what was asked about, not what is wanting
        if said.endswith(
            (
                "围绕",
                "针对",
                "聚焦",
                "瞄准",
                "直击",
                "紧盯",
                "也是",
                "还是",
                "就是",
                "成了",
                "成为",
                "仍是",
                "不再是",
                "不是",
                "不成",
            )
        ):
            return True  # 弃土也是难题
        solved = re.search("已|得到", said) and re.search("解决", text[match.end() : match.end() + 6])
        return bool(solved)

    def _is_kind(self, part: str) -> bool:
        return 4 <= len(part) <= LONGEST and bool(
            self.hindered.search(part) or self.lexicon.weak.search(part)
        )
