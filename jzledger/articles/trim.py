"""A project's name out of the stretch of text that ends with it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.reading import QUOTED

NUMERAL = "[\\d一二两三四五六七八九十百]+"
_AFTER_VERB = re.compile("[了着到过好的]+")
_ATTRIBUTE = re.compile(
    "^.{0,14}?(?:重点|重大|标志性|示范)(?:建设)?(?:项目|工程)(?:——|—|--|:|“(?=.*项目”))?(?=.{4})"
)
_COUNT = re.compile(f"^(?:\\d+|{NUMERAL})(?:个|项|大)")
_NUMBERED = re.compile(
    "^(?:[(]?[一二三四五六七八九十\\d]{1,3}[).、](?!\\d)|[一二三四五六七八九十]+是|[●■◆★▲·])+"
)
_JOINED = re.compile("(?:项目|工程|实事)(?:以及|和|及|与|暨|中(?!心|原|部|央|环))")
_BRACKETS = re.compile(r"[(][^()]*[)]")
_MORE_AFTER = re.compile("[了着好]")
# 公司在某地建设X项目, 计划投资建设X项目: the name begins behind 建设.
_BUILDS = re.compile(
    "(?:元|投资|计划|拟|公司|集团|企业|政府|合作|共同|联合|来|在.{2,12}?)(?:投资)?(?:建设|新建|兴建|打造)"
)
# 就X项目进行洽谈: but 就业, 就地 are words.
_ABOUT = re.compile("(?<!成)就(?!业|地|近|医|读|餐|诊)")
# Small words that no name holds; 还原, 每日 are words of names.
_SMALL = re.compile(
    "(?<=[门人行员志部])到|(?:^|(?<=[还中共含]))有(?!色|机|轨|限|线)|(?<=[县市区镇乡府门])为|还(?!原|乡)|每(?!日|天鲜)|(?:因为|由于|如果|虽然|但是|不过|为了|根据|按照|关于|随着|同时)"
)
_HIDDEN = "\ue001"


@dataclass(frozen=True)
class Trimmed:
    """`name` is the end of the stretch; `before` what was taken off in front."""

    name: str
    before: str


@functools.lru_cache(maxsize=8)
def verbs(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon.verbs.pattern})(?![院所区室馆站员部中]|人(?![才民工居群])|之间)")


def trim(chunk: str, people: tuple[str, ...], lexicon: Lexicon, *, inside: bool = False) -> Trimmed:
    """Without verbs, speakers, attributes and numbers before the name; `inside` an enumeration it begins at once."""
    text = chunk
    opened = text.rfind("“")
    if opened >= 0 and "”" not in text[opened:]:
        text = text[opened + 1 :]
    for name in people:
        if name in text:
            text = text[text.rfind(name) + len(name) :]
    shielded = text
    if "“" in text:
        shielded = QUOTED.sub(lambda match: "“" + _HIDDEN * len(match[1]) + "”", shielded)
    if "(" in text:
        shielded = _BRACKETS.sub(lambda match: "(" + _HIDDEN * (len(match[0]) - 2) + ")", shielded)
    cut = shielded.rfind("的", 0, len(shielded) - 2) + 1
    for joint in _JOINED.finditer(shielded, cut, max(cut, len(shielded) - 2)):
        cut = joint.end()
    for pattern in (_SMALL, _BUILDS, _ABOUT):
        for match in pattern.finditer(shielded, cut):
            if len(shielded) - match.end() >= 4:
                cut = match.end()
    for verb in verbs(lexicon).finditer(shielded, cut):
        after = _AFTER_VERB.match(shielded, verb.end())
        end = after.end() if after else verb.end()
        if len(shielded) - end >= 2:
            cut = max(cut, end)
    while cut < len(shielded) - 2:
        rest = shielded[cut:]
        for pattern in (_NUMBERED, _COUNT, _ATTRIBUTE, lexicon.openings):
            found = pattern.match(rest)
            if found and pattern is lexicon.openings and inside and found.end() == 1:
                continue  # 和平路, 对山公园: inside an enumeration a single character belongs to the name
            if found and found.end() and len(rest) - found.end() >= 2:
                cut += found.end()
                more = _MORE_AFTER.match(shielded, cut)
                cut = more.end() if more else cut
                break
        else:
            break
    return Trimmed(text[cut:], text[:cut])
