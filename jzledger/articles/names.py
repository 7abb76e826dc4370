"""Is it a project's name, and do two names mean one project? By their wording alone."""

from __future__ import annotations

import functools
import re

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.reading import QUOTED

TAILS = ("项目", "工程", "建设")
_MARKS = re.compile(r"[^\w+]|_")
_PHASE = re.compile(r"[一二三四五六七八九十\d]+(?=期|标段|号|#)")
_ABSTRACT = re.compile(
    "(?:部门|会议|大会|政府|领导|负责人|产业|行业|领域|集群|理念|机制|问题|情况|工作|方面|措施|政策|制度|活动|优势|线索|任务|目标|建议|方案|计划|清单|台账|人员|干部|群众|重点|重大|示范|标志性|亿元|万元|以上|支撑|意识|能力|水平|环境)$"
)
_PROGRAMME = re.compile("^(?:“?[一二三四五六七八九十百千\\d·+]{1,4}[大个项][^“”、]{1,8}|“[^“”]{1,6}工程)”?$")
_NUMERALS = "一二三四五六七八九十两双百千万\\d"
_DANGLING = re.compile(
    "(?:[到在于对把将以向让使抓为促谋做给从由了着过和与及、]|树立|实现|凝聚|倾注|大抓|服务|确保|围绕)$"
)
_PLACE_IN_FRONT = re.compile(f"[{HAN}]{{0,3}}[省市县区镇乡]")
# What a name does not hold: a verb of a whole sentence, or the people of one.
_SENTENCE = re.compile("[是要让了]|群众|部门|负责人|工作(?![室站])|情况|问题")
_PRONOUN = re.compile("^(?:[该此这那其各本每某哪另]|上述|以上|所有|全部|其他|其它|多个|一批|几个)")


@functools.lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """For comparing: without marks and without 项目, 工程 or 建设 at the end."""
    text = _MARKS.sub("", name)
    while len(text) > 4 and text.endswith(TAILS):
        text = text[:-2]
    return text


def phases(name: str) -> list[str]:
    return _PHASE.findall(name)


class NameJudge:
    """Knows from the word lists which words do not make a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.place = re.compile(f"^(?:{lexicon.county}|{lexicon.region}|[{HAN}]{{1,2}}[县市])")
        self.county = re.compile(lexicon.county)
        self.programme = re.compile(lexicon.programmes)
        # A place in the style 青河县, 云岭区 at the head of a name, but no 园区, 校区, 新区.
        self.town = re.compile(
            f"^[{HAN}]{{1,3}}?(?:县|(?<![园小社校新山景城片库矿厂务发集西东南北地辖化])区|镇|乡(?![野村情土愁镇亲音间])|街道)(?=.{{3}})"
        )
        self.facility_end = re.compile(
            f"(?:{lexicon.facilities}|路|河|湖)(?:[(][^()]{{1,20}}[)])?(?:[一二三四五六七八九十\\d]+期)?(?:项目|工程|建设)?$"
        )

    def is_name(self, name: str, *, listed: bool = False) -> bool:
        """Does the name hold anything of its own? In an enumeration of projects less is needed."""
        text = name.strip()
        bare = text.strip("“”")
        if len(text) > 46 or len(text) < 3 or _PRONOUN.match(text):
            return False
        if self.is_programme(text):
            return False
        core = bare
        while core.endswith(TAILS):
            core = core[:-2]
        if len(core) < (2 if listed else 4) and not QUOTED.search(text):
            return False
        if (
            re.search(r"\d+[个项件]$", core)
            or _SENTENCE.search(core)
            or _ABSTRACT.search(core)
            or _DANGLING.search(core)
            or re.match(r"^[\d.]+[亿万]", core)
        ):
            return False
        quoted = QUOTED.search(text)
        if quoted and not self.lexicon.generic.sub("", text[: quoted.start()]):
            return not self.is_programme(quoted[0])
        rest, place = core, self.place.match(core)
        if place:
            rest = core[place.end() :]
        if self.is_programme(re.sub("^(?:20\\d\\d年度?|的)+", "", rest)):
            return False
        # In an enumeration a single 全 or 大 belongs to a name (云全科技 is more than 云).
        words = self.lexicon.generic_words if listed and len(core) >= 4 else self.lexicon.generic
        own = re.sub(r"[\d.()、“”·+%]", "", words.sub("", re.sub(r"\d{4}年度?", "", rest)))
        if len(own) >= 2:
            return True
        built = self.facility_end.search(rest)
        if built and sum(map(len, self.lexicon.domains.findall(rest[: built.start()]))) >= 4:
            return True
        return (bool(place) and len(rest) >= 6) or (
            listed and len(core) >= 6 and bool(self.facility_end.search(core))
        )

    def is_programme(self, text: str) -> bool:
        if re.fullmatch(f"“[^“”]*[{_NUMERALS}][^“”]*”(?:重点)?项目", text):
            return True  # “两重一实”项目, “三个一批”项目
        core = text
        for tail in ("项目", "建设"):
            core = core.removesuffix(tail)
        return bool(_PROGRAMME.match(core) or self.programme.fullmatch(core.strip("“”")))

    def place_in(self, name: str) -> str | None:
        """County, district or town that a name begins with or has in brackets."""
        text = name.strip("“”")
        bracket = re.search(rf"[(]({self.lexicon.county}|[{HAN}]{{2,4}}[县区镇])[)]", text)
        if bracket and not re.search("[园校厂片库矿]区$", bracket[1]):
            return bracket[1]
        text = re.sub(f"^{self.lexicon.region}(?={self.lexicon.county})", "", text)
        known = self.county.match(text)
        if known:
            return known[0]
        town = self.town.match(text)
        return town[0] if town and not self.lexicon.generic.fullmatch(town[0][:-1]) else None


def same_project(one: str, other: str) -> bool:
    """Does the wording show that two names mean one project: the same distinctive words, one shorter or re-ordered?"""
    a, b = plain(one), plain(other)
    if a == b:
        return True
    quoted = [QUOTED.match(name) for name in (one, other)]
    if quoted[0] and quoted[1]:
        if quoted[0][1] != quoted[1][1] or phases(a) != phases(b):
            return False
        tails = [
            plain(name[match.end() :]) for name, match in zip((one, other), quoted, strict=True) if match
        ]
        return any(not tail or tail.isascii() or tail in TAILS for tail in tails)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short[:2] not in long:
        return False
    if len(short) < 4 or phases(short) != phases(long):
        return False
    if short in long:
        return _only_a_front(short, long)
    start = long.find(short[:2])
    if start < 0:
        return False
    within = _runs_through(short, long[start:])
    if len(short) <= 5:
        return within and start <= 4 and short[2:] in long[start + 2 :]
    if within and short[-2:] == long[-2:]:
        return True
    return (
        start <= 4
        and not set(short) - set(long)
        and len(short) * 2 >= len(long)
        and _words_in(short[2:], long)
    )


def _only_a_front(short: str, long: str) -> bool:
    """市科技馆迁建 and 科技馆迁建; 云杉公司智能装备车间 and 智能装备车间. What goes on behind the short name is a part.

    A road, a village or a quarter in front tells one of many apart (朝阳路日间照料中心).
    """
    if not long.endswith(short):
        return False
    front = long.removesuffix(short)
    if _PLACE_IN_FRONT.fullmatch(front):
        return True
    return len(short) >= 6 and len(short) * 2 >= len(long) and not front.endswith(tuple("路街村区巷道"))


def _runs_through(short: str, long: str) -> bool:
    rest = iter(long)
    return all(sign in rest for sign in short)


def _words_in(tail: str, long: str) -> bool:
    """Is every pair of the tail somewhere in the long name (四期工厂 in 工厂四期)?"""
    words = [tail[place : place + 2] for place in range(0, len(tail) - 1, 2)]
    return all(word in long for word in words)
