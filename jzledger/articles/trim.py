"""A project's name out of the stretch of text that ends with it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.reading import QUOTED

NUMERAL = "[\\d一二两三四五六七八九十百]+"
_AFTER_VERB = re.compile("[了着到过好的]+")
_ATTRIBUTE = re.compile(
    f"^.{{0,14}}?(?:(?:重点|重大|标志性|示范|民生|惠民|头号|一号)[{HAN}]{{0,4}}?|十大[{HAN}]{{1,4}}?|招商引资)(?:项目|工程|实事(?!项目|工程))(?!化|部|库|制)(?:——|—|--|:|“(?=.*项目”))?(?=.{{4}})"
)
# 建设路, 优先街: behind it a word that could be a verb is the name of a road.
_A_ROAD = re.compile("(?:[东西南北中]?[路街](?![网面灯段区基沿产边])|大道|大街)")
_COUNT = re.compile(f"^(?:\\d+|{NUMERAL})(?:个|项|大)")
_NUMBERED = re.compile(
    "^(?:[(]?[一二三四五六七八九十\\d]{1,3}[).、](?!\\d)|[一二三四五六七八九十]+是|[●■◆★▲·])+"
)
_JOINED = re.compile(
    "|".join(
        f"{word}(?:以及|和|及|与|暨|中(?![心原部央环州都信建铁天科国华医学小车石海电粮交核航德晟兴盛鑫泰恒冶化煤储烟通联远外创正]))"
        for word in ("项目", "工程", "实事")
    )
)
_THERE_IS = re.compile("(?:还|也|另|就|则|正)?(?:有(?![色机轨限线])|是)(?=.{4})")  # 被点名的有X
_BRACKETS = re.compile(r"[(][^()]*[)]")
_MORE_AFTER = re.compile("[了着好]")
# 公司在某地建设X项目, 计划投资建设X项目: the name begins behind 建设.
_BUILDS = re.compile(
    "(?:元|投资|计划|拟|公司|集团|企业|政府|合作|共同|联合|来|在.{2,12}?)(?:投资)?(?:建设|新建|兴建|打造)"
)
# 就X项目进行洽谈: but 就业, 就地 are words.
_ABOUT = re.compile("(?<!成)就(?!业|地|近|医|读|餐|诊)")
# Small words that no name holds; 还原, 每日 are words of names. Every branch begins with its word and looks back
# behind it: so the search passes over all other signs at once.
_SMALL = re.compile(
    "到(?<=[门人行员志部].)|有(?<![^还中共含].)(?!色|机|轨|限|线)|为(?<=[县市区镇乡府门].)|还(?!原|乡)|每[天周月季]|每(?!日|天鲜)|给(?<![^要应向紧快上时].)(?!排?水)|[一刚]到|[一刚]进(?!步)|打通(?!工程|项目)|公司(?<![\u4e00-\u9fff]公司)(?=年产)|说(?<![小传评].)(?![明法书唱])[起到]?|[谈提聊讲问]起|不比|先(?=[以把将从由对向])|先以|因为|由于|如果|虽然|但是|不过|为了|根据|按照|关于|随着|同时"
)
# 某某在X: somebody is there.
_THERE = re.compile(
    "在(?<=[\u4e00-\u9fff]{2}.)(?<![存所内潜现正实自目程园地心场厂站桥路院馆楼库区期造建设].)(?![线建职校岗读])"
)
# 必须在8月底前为X工程增配两台设备: no name holds a day, nor the small words of a sentence.
DAY = re.compile(
    "(?:\\d{1,2}月(?:\\d{1,2}日|底|初|[上中下]旬|份)?|\\d{1,2}日|[\\d一二三四五六七八九十两半]+(?:天|个月|周|小时|年)(?=[内前后])|(?:\\d{4}年|[年月])底|(?:春节|国庆节?|元旦|中秋|五一|“十一”|汛期|节日?)(?=前|后|期间))(?:前后|期间|前|之前|内|之内|以前|起|后|以来|当天|当日)?"
)
ADVERB = re.compile(
    "不管|无论|不论|哪怕|任凭|只能|只好|不得不|必须|务必|应当|应该|可以|能够|不能|不得|曾经|仍然|依然|至今|迟迟|终于|几乎|不再|不仅|不但|而且|只要|只有|即便|即使|尽管|除了|眼下|直到|同样|一同|一道|共同|纷纷|陆续|相继|赶紧|赶快|立即|立刻|马上|尽快|尽早|及早|逐[项个户塔栋村条处地件]|敢于|善于|勇于|便于|利于|易于|难于|急于|忙于|另外|此外|同时|于是|因此|所以"
)
_PART_BEHIND = re.compile(
    "(?:主塔|索塔|主桥|引桥|桥面|桥墩|主梁|主线|主洞|支洞|大坝|坝体|主坝|副坝|导流洞|泄洪洞|主体|主楼|裙楼|塔楼|屋面|幕墙|桩基|基坑|主厂房|联合厂房|主井|副井|风井|升压站|集电线路|水工主体)+(?:工程|结构)?$"
)
_CUTS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (frozenset(), _SMALL),
    (frozenset("建造"), _BUILDS),
    (frozenset("在"), _THERE),
    (frozenset("就"), _ABOUT),
    (frozenset("月日天周年底时节旦秋一期"), DAY),
    (frozenset(), ADVERB),
)
_HIDDEN = "\ue001"


class Trimmed(NamedTuple):
    """`name` is the end of the stretch; `before` what was taken off in front."""

    name: str
    before: str


@functools.lru_cache(maxsize=8)
def verbs(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        f"(?:{lexicon.verbs.pattern})(?![院所区室馆站员部中]|人(?![才民工居群])|之间|(?<=入)园(?!区))"
    )


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
    more = _THERE_IS.match(shielded, cut) if cut else None
    cut = more.end() if more else cut
    for joint in _JOINED.finditer(shielded, cut, max(cut, len(shielded) - 2)):
        cut = joint.end()
    for signs, pattern in _CUTS:
        for match in pattern.finditer(shielded, cut) if not signs or signs.intersection(shielded) else ():
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
            if found and pattern is lexicon.openings and _A_ROAD.match(rest, found.end()):
                continue
            if found and found.end() and len(rest) - found.end() >= 2:
                cut += found.end()
                more = _MORE_AFTER.match(shielded, cut)
                cut = more.end() if more else cut
                break
        else:
            break
    return Trimmed(text[cut:], text[:cut])


def without_its_part(name: str, whole: re.Pattern[str]) -> str:
    """某江三桥主塔: what is told of a part is told of the works; `whole` ends what is left."""
    rest = _PART_BEHIND.sub("", name)
    return rest if rest != name and len(rest) >= 4 and whole.search(rest) else name
