"""Where a text names projects: enumerations, `…项目` and `…工程`, and built things spoken of as being built."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import QUOTED, clauses, pieces
from jzledger.articles.sentences import Sentence

NUMERAL = "[\\d一二两三四五六七八九十百]+"
_PHASE_ONLY = re.compile(
    "^(?:[一二三四五六七八九十\\d]+期|首期|[一二三四五六七八九十\\d]+标段)(?:工程|项目|建设)?$"
)
_PROJECT_END = re.compile("(?:项目|工程|[)”])$")
_AND = re.compile("以及|和|及|与")
_AFTER_VERB = re.compile("[了着到过好的]+")
_ATTRIBUTE = re.compile(
    "^.{0,14}?(?:重点|重大|标志性|示范)(?:建设)?(?:项目|工程)(?:——|—|--|:|“(?=.*项目”))?(?=.{4})"
)
_COUNT = re.compile(f"^(?:\\d+|{NUMERAL})(?:个|项|大)")
_NUMBERED = re.compile("^(?:[(]?[一二三四五六七八九十\\d]{1,3}[).、]|[一二三四五六七八九十]+是|[●■◆★▲·])+")
_NO_PROJECT_WORD = re.compile(
    "(?:项目|工程)(?=[^,。]{0,10}(?:座谈会|论坛)|会议精神)|项目(?=库|为王|化|制)|工程(?=师|技术|机械|量|学|系|车|款|造价|监理|实验|局|处|公司|设计|质量)"
)
_JOINED = re.compile("(?:项目|工程|实事)(?:以及|和|及|与|暨|中(?!心|原|部|央|环))")
_BRACKET = re.compile("[(]([^()]{1,20})[)]")
_SAID = re.compile("[是为的等既已将由在对作与和把于从向就]|总投资|计划|正")
_LEAD_WORDS = re.compile("招商|在谈|洽谈|意向|线索|拟签约|储备|对接|跟进")
_SIGNED = re.compile("签约|开工|落地|落户|投产|建成")
LONGEST_CLAUSE = 1_500


@dataclass(frozen=True)
class Mention:
    """A project named at `start:end` of the body. `head` is the project whose bracket it stands in."""

    name: str
    start: int
    end: int
    head: str | None = None
    mods: str = ""  # what stands between 等 and 项目 behind the enumeration
    kind: str = "suffix"  # list, member, suffix, facility, lead


class Finder:
    """Finds mentions sentence by sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.judge = NameJudge(lexicon)
        self.lexicon = lexicon
        facility = (
            f"(?:{lexicon.facilities})(?:[(][^()]{{1,16}}[)])?(?:[一二三四五六七八九十\\d]+期)?(?:工程)?"
        )
        body = f"[{HAN}A-Za-z\\d“”()·+-]"
        self.list_end = re.compile(
            f"(?P<etc>等)(?P<count>(?:{NUMERAL})(?:个|项|大)|多个|多项|一批|一大批|一系列)?"
            "(?P<mods>(?:“[^“”]{1,12}”|[^、,;。:“”]|(?<=[省市县区”])、(?=[省市县区“])){0,26}?)(?P<noun>项目|工程)(?!师|机械|技术)"
            f"|(?<=[{HAN}”)])(?<![的是])(?P<number>\\d+|[二两三四五六七八九十]+)个(?P<kind>[^、,;。:的“”]{{0,10}}?)(?:项目|工程|综合体|园区|产业园)"
        )
        self.visits = re.compile(
            "(?:观摩|察看|查看|参观|走进|来到|视察|走访|深入|调研|督导|到|走|看)了?|分别是|分别为|包括|涵盖|主要有"
        )
        self.suffix = re.compile("项目|工程")
        self.urged = re.compile(
            f"(?:加快|推进|推动|加强|抓好|做好|启动|实施|支持|服务|保障|促进)(?P<name>{body}{{2,24}}?{facility})(?:的)?(?=建设|开工|投产|落地|改造|扩建|投用|建成)"
        )
        self.opens = re.compile(
            f"^(?P<name>{body}{{2,28}}?{facility})(?:项目)?(?:坚持|正在|目前|已|位于|坐落|占地|总投资|计划|是|作为|由|自|主体|施工|建设|工地|现场|规划|预计|全面|顺利|今年|于|一派|内|开工|竣工|投产|正式|建成|的)"
        )
        self.site = re.compile(
            f"(?:在|来到|走进|到|深入|抵达)(?P<name>{body}{{2,28}}?{facility})(?:项目)?(?:的)?(?=建设现场|施工现场|项目现场|现场|工地|建设工地|施工工地)"
        )

        self.entered = re.compile(
            f"^(?:在|走进|来到|进入|步入)(?P<name>{body}{{2,24}}?(?:产业园|科技园|工业园|物流园|园区|基地|工厂|厂房|车间|中心|新城|公园|大桥|水厂|电站|电厂|风电场)(?:[一二三四五六七八九十\\d]+期)?)$"
        )
        self.told = re.compile(
            f"^(?P<name>{body}{{4,32}}?)(?:(?:是|为|被列为|被列入|列入|被纳入|入选)[^,。;:的]{{0,14}}?(?:重点|重大|标志性)(?:建设)?(?:项目|工程)"
            "|(?:项目)?(?:计划|预计)?总投资(?:额)?(?:约|达|为)?\\d)"
        )

    def in_sentence(self, sentence: Sentence, people: list[str]) -> list[Mention]:
        found: list[Mention] = []
        for start, end in clauses(sentence.text):
            if end - start <= LONGEST_CLAUSE:
                found += self._in_clause(sentence.text[start:end], sentence.start + start, people)
        return found

    def _in_clause(self, text: str, offset: int, people: list[str]) -> list[Mention]:
        found: list[Mention] = []
        done = 0
        for match in self.list_end.finditer(text):
            if match.start() < done:
                continue
            mods = match["mods"] or match["kind"] or ""
            listed = text[done : match.start()]
            if not self._are_modifiers(mods):
                continue
            if not match["etc"] and ("、" not in listed or not self.judge.facility_end.search(listed)):
                continue
            lead = bool(_LEAD_WORDS.search(mods)) and not _SIGNED.search(
                mods + text[match.end() : match.end() + 12]
            )
            kind = "lead" if lead else "list"
            found += self._items(listed, offset + done, mods, kind, people)
            done = match.end()
        rest = text[done:]
        found += self._visited(rest, offset + done, people)
        taken = [(m.start - offset, m.end - offset) for m in found]
        found += self._suffixed(text, offset, taken, people)
        taken = [(m.start - offset, m.end - offset) for m in found]
        found += self._facilities(text, offset, taken, people)
        return found

    def _are_modifiers(self, mods: str) -> bool:
        """Between 等 and 项目 stand only levels, programmes and general words (等领导察看项目 does not qualify)."""
        text = QUOTED.sub("", mods)
        text = self.lexicon.generic.sub("", self.judge.programme.sub("", text))
        text = re.sub(f"[、\\d]|{self.lexicon.county}|{self.lexicon.region}|主导|事关|涉及", "", text)
        return len(text) <= 2 and not re.search("问题|情况|领导|人员|部门|单位|会议", mods)

    def _items(self, text: str, offset: int, mods: str, kind: str, people: list[str]) -> list[Mention]:
        """The members of an enumeration, those in brackets after their head."""
        found: list[Mention] = []
        for number, (start, end) in enumerate(self._split(text)):
            before = start
            start = end - len(self.trim(text[start:end], people, inside=bool(number)))
            # 区发改委、区工信局围绕A、B等项目: a verb in the middle of an item ends what went before.
            if number and start - before > 2 and _verbs(self.lexicon).search(text, before + 1, start):
                found.clear()
            item = text[start:end]
            item, members = self._bracket(item)
            if not item or not self.judge.is_name(item, listed=True):
                continue
            place = offset + start
            found.append(Mention(item, place, place + len(item), None, mods, kind))
            for member, at in members:
                name = item + member if _PHASE_ONLY.match(member) else member
                if _PHASE_ONLY.match(member):
                    name = re.sub("(?:项目|工程)(?=[一二三四五六七八九十\\d首])", "", name)
                if len(member) >= 2:
                    found.append(
                        Mention(
                            name,
                            place + at,
                            place + at + len(member),
                            item,
                            mods,
                            "member" if kind == "list" else kind,
                        )
                    )
        return found

    def _split(self, text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in pieces(text):
            found += self._split_and(text, start, end)
        return [(start, end) for start, end in found if end > start]

    def _split_and(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """`A项目和B项目` are two; `A与B大学一体化项目` is one: what comes before the joint must end like a name."""
        quoted = [match.span() for match in QUOTED.finditer(text, start, end)]
        for one, other in itertools.pairwise(quoted):
            if one[1] == other[0]:  # “甲”“乙”
                return [*self._split_and(text, start, one[1]), *self._split_and(text, other[0], end)]
        depth = 0
        for place in range(start, end):
            sign = text[place]
            depth += (sign in "(“") - (sign in ")”")
            joint = _AND.match(text, place, end) if depth == 0 and sign in "以和及与" else None
            if joint is None or joint.end() >= end - 2:
                continue
            left = text[start:place]
            if len(left) < 3 or end - joint.end() < 3:
                continue
            sure = joint[0] == "以及" or _PROJECT_END.search(left)
            likely = joint[0] == "和" and self.judge.facility_end.search(left)
            if sure or (likely and self.judge.is_name(left, listed=True)):
                return [(start, place), *self._split_and(text, joint.end(), end)]
        return [(start, end)]

    def _bracket(self, item: str) -> tuple[str, list[tuple[str, int]]]:
        """`X(A、B)` and `X(包括Y)` to X and its members; any other bracket is part of the name."""
        match = re.fullmatch(r"([^()]+)[(]([^()]+)[)](.*)", item)
        if match is None:
            return item, []
        inside = match[2]
        included = re.match("包括|包含|含|涉及|下设", inside)
        if not included and "、" not in inside:
            return item, []
        start = match.start(2) + (included.end() if included else 0)
        members = []
        for a, b in self._split(item[start : match.end(2)]):
            member = re.sub("等$", "", item[start + a : start + b])
            members.append((member, start + a))
        return match[1], members

    def _visited(self, text: str, offset: int, people: list[str]) -> list[Mention]:
        """先后察看了A、B产业园、C基地: each item that ends in a project's word."""
        visit = self.visits.search(text)
        if visit is None or "、" not in text[visit.end() :]:
            return []
        spans = self._split(text[visit.end() :])
        if len(spans) < 2:
            return []
        found = []
        for number, (a, b) in enumerate(spans):
            start, end = visit.end() + a, visit.end() + b
            item = re.sub("(?:等地?|等处|等.{0,6}(?:现场|点位))$", "", text[start:end])
            if number == 0:
                trimmed = self.trim(item, people)
                start += len(item) - len(trimmed)
                item = trimmed
            item = re.sub("(?:建设|施工|项目)?(?:现场|工地)$", "", item) if "拆迁" not in item else item
            said = item.endswith(("项目", "工程"))
            if (said or self.judge.facility_end.search(item)) and self.judge.is_name(item, listed=said):
                found.append(Mention(item, offset + start, offset + start + len(item), kind="list"))
        return found if len(found) >= 2 else []

    def _suffixed(
        self, text: str, offset: int, taken: list[tuple[int, int]], people: list[str]
    ) -> list[Mention]:
        found: list[Mention] = []
        floor = 0
        bounds = [start for start, _ in pieces(text)]
        for match in self.suffix.finditer(text):
            if _NO_PROJECT_WORD.match(text, match.start()) or any(a <= match.start() < b for a, b in taken):
                continue
            end = match.end()
            bracket = _BRACKET.match(text, end)
            start = max((bound for bound in bounds if bound <= match.start()), default=0)
            start = max([start, floor, *(b for _, b in taken if b <= match.start())])
            if (
                found
                and found[-1].end > offset + start
                and _SAID.search(text, found[-1].end - offset, match.start())
            ):
                start = found[-1].end - offset
                joint = _AND.match(text, start)
                start = joint.end() if joint else start
            chunk = text[start:end]
            if chunk.count("”") > chunk.count("“"):  # the word ends a quotation that began further left
                start = max(floor, text.rfind("“", 0, end))
                chunk = text[start:end]
            name = self.trim(chunk, people)
            if bracket and re.search("[期段区县镇]$", bracket[1]):
                end, name = bracket.end(), name + bracket[0]
            if self.judge.is_name(name):
                found.append(Mention(name, offset + end - len(name), offset + end))
            elif self.suffix.search(text, end) is None:
                floor = end
        return found

    def _facilities(
        self, text: str, offset: int, taken: list[tuple[int, int]], people: list[str]
    ) -> list[Mention]:
        found = []
        for pattern in (self.urged, self.opens, self.site, self.entered, self.told):
            for match in pattern.finditer(text):
                start, end = match.span("name")
                name = self.trim(text[start:end], people)
                start = end - len(name)
                if any(a < end and start < b for a, b in taken) or re.search("、|(?<!高)等", name):
                    continue
                if self.judge.is_name(name) and not re.search(
                    "(?:改造|新建|扩建|治理|绿化|提升|修复|研究院|市场|总部|学院)$", name
                ):
                    found.append(Mention(name, offset + start, offset + end, kind="facility"))
                    taken = [*taken, (start, end)]
        return found

    def trim(self, chunk: str, people: list[str], *, inside: bool = False) -> str:
        """The name at the end of a stretch: without verbs, speakers, attributes and numbers before it."""
        return _trim(chunk, tuple(people), self.lexicon, inside)


@functools.lru_cache(maxsize=8)
def _verbs(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon.verbs.pattern})(?![院所区室馆站员人部中]|之间)")


def _trim(chunk: str, people: tuple[str, ...], lexicon: Lexicon, inside: bool) -> str:
    text = chunk
    opened = text.rfind("“")
    if opened >= 0 and "”" not in text[opened:]:
        text = text[opened + 1 :]
    text = text[max((text.rfind(name) + len(name) for name in people if name in text), default=0) :]
    shielded = QUOTED.sub(lambda match: "“" + "\ue001" * len(match[1]) + "”", text)
    shielded = re.sub(r"[(][^()]*[)]", lambda match: "(" + "\ue001" * (len(match[0]) - 2) + ")", shielded)
    cut = 0
    of = shielded.rfind("的", 0, len(shielded) - 2)
    if of >= 0:
        cut = of + 1
    for joint in _JOINED.finditer(shielded, cut, max(cut, len(shielded) - 2)):
        cut = joint.end()
    for verb in _verbs(lexicon).finditer(shielded, cut):
        after = _AFTER_VERB.match(shielded, verb.end())
        end = after.end() if after else verb.end()
        if len(shielded) - end >= 2:
            cut = max(cut, end)
    while cut < len(shielded) - 2:
        for pattern in (_NUMBERED, _COUNT, _ATTRIBUTE, lexicon.openings):
            match = pattern.match(shielded[cut:])
            if match and pattern is lexicon.openings and inside and match.end() == 1:
                continue  # 和平路, 对山公园: inside an enumeration a single character belongs to the name
            if match and match.end() and len(shielded) - cut - match.end() >= 2:
                cut += match.end()
                after = re.compile("[了着好]").match(shielded, cut)
                cut = after.end() if after else cut
                break
        else:
            break
    return text[cut:]
