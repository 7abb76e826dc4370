"""Projects that a text lists: `A、B等项目`, `A、B两个项目`, what was visited one after the other, parts in brackets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import QUOTED, pieces
from jzledger.articles.trim import NUMERAL, trim, verbs
from jzledger.rules.chinese_numbers import number as number_of

_PHASE_ONLY = re.compile(
    "^(?:[一二三四五六七八九十\\d]+期|首期|[一二三四五六七八九十\\d]+标段)(?:工程|项目|建设)?$"
)
_PROJECT_END = re.compile("(?:项目|工程|[)”])(?:建设|施工)?(?:现场|工地)?$|(?:建设|施工)(?:现场|工地)$")
_WORKS_END = ("建设", "改造", "扩建", "提升", "治理", "迁建")
AND = re.compile("以及|和|及|与")
_LEAD_WORDS = re.compile("招商|在谈|洽谈|意向|线索|拟签约|储备|对接|跟进")
SIGNED = re.compile("签约|开工|落地|落户|投产|建成")
WOOED_BEFORE = re.compile("(?:洽谈|对接|跟进|招引|推介|磋商|争取|跟踪)(?:了|的)?$")
WOOED_AFTER = re.compile(
    "(?:项目)?(?:合作|建设|落地|落户|投资)*(?:事宜)?(?:等)?[^,。]{0,4}?(?:进行|展开|开展|深入|正在|多次|反复|积极|初步)[^,。]{0,8}?(?:洽谈|对接|磋商|交流|会谈|商谈)|(?:项目)?(?:合作)?达成(?:了)?(?:初步|合作|投资)*(?:意向|共识)"
)
_OTHERS_BEFORE = re.compile(
    "等[^、,等]{0,10}?(?:机构|企业|部门|单位|公司|领导|银行|\\d+家|县区|乡镇|客商)[^、,]{0,4}?(?:与|和|对|就|围绕|在|的)"
)
_SHORT_PHASE = re.compile("(?:项目|工程)(?=[一二三四五六七八九十\\d首])")
PLACE_OF_ITEM = re.compile(
    f"^(?:以及|和|还有|及)?(?P<place>[{HAN}]{{1,6}}(?:县|市|[^园小社校]区|镇|乡|街道|县城|城区|主城区))的(?=.{{4}})"
)
_INCLUDES = re.compile("(?:包括|涵盖)(?P<name>[^、,]{4,24})等$")
_PHASE_END = re.compile("[一二三四五六]期$")
_ABOUT_IT = re.compile("(?:项目|工程)?(?:建设|推进|进展|落实|征迁|前期)*(?:情况|工作|问题)(?:的?汇报)?$")
_TO_LOOK = re.compile("(?:进行)?(?:实地|现场)?(?:察看|查看|调研|督导|督查|检查|视察|踏勘)$")
_SO_MANY_PARTS = re.compile(
    "[二两三四五六七八九十\\d]+(?:个|大)?(?:部分|标段|子项目?|板块|片区|区块|组团|内容)$"
)

# What is at work already, unless something tells of works.
IN_USE = re.compile(
    "(?:社区|小区|家园|服务中心|[小中]学|学校|医院|幼儿园|公园|广场|养老院|敬老院|福利院|研究院|服务站|驿站|车站)$"
)
WORKS_WORD = re.compile(
    "建成|建好|建设|施工|工程|项目|进度|工期|封顶|主体|迁建|扩建|竣工|完工|开工|动工|主楼|停滞|迁改|征地|拆迁|在建|桩基|基坑"
)


@dataclass(frozen=True)
class Mention:
    """A project named at `start:end` of the body. `head` is the project whose bracket it stands in."""

    name: str
    start: int
    end: int
    head: str | None = None
    mods: str = ""  # what stands between 等 and 项目 behind the enumeration
    kind: str = "suffix"  # list, member, suffix, built, funded, site, visit, lead
    place: str | None = None


class Enumerations:
    """Patterns for one clause; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge) -> None:
        self.lexicon, self.judge = lexicon, judge
        self.list_end = re.compile(
            f"(?P<etc>等(?![不待候着靠来]))(?P<count>(?:{NUMERAL})(?:个|项|大)|多个|多项|一批|一大批|一系列)?"
            "(?P<mods>(?:“[^“”]{1,12}”|[^、,;。:“”]|(?<=[省市县区”])、(?=[省市县区“])){0,26}?)(?P<noun>项目|工程|基础设施)(?!师|机械|技术)"
            f"|(?P<some>等)(?:{NUMERAL})个$"
            "|(?P<these>这(?:些|样的|几个|两个|[三四五六]个))[^、,;。:“”]{0,10}?(?:项目|工程)"
            f"|(?<=[{HAN}”)])(?<![的是前后近])(?P<number>\\d+|[二两三四五六七八九十]+)[个大项](?!月)(?P<kind>[^、,;。:的“”]{{0,10}}?)(?:项目|工程|综合体|园区|产业园)"
        )
        self.visits = re.compile(
            "(?:观摩|察看|查看|参观|走进|来到|视察|走访|深入|调研|督导|检查|听取|研究|协调|调度|通报|到|走|看)了?|分别是|分别为|包括|涵盖|主要有|依次是|即"
        )

    def counted(
        self, text: str, offset: int, start: int, people: tuple[str, ...]
    ) -> tuple[list[Mention], int]:
        """`A、B等项目` and `A、B两个项目`; how far the clause is used up."""
        found: list[Mention] = []
        done = start
        for match in self.list_end.finditer(text, start):
            if match.start() < done:
                continue
            mods = match["mods"] or match["kind"] or ""
            if not self._are_modifiers(mods):
                continue
            begin = done
            for others in _OTHERS_BEFORE.finditer(text, done, match.start()):
                begin = others.end()
            listed = text[begin : match.start()]
            if match["some"]:
                if listed.count("、") and self._built_things(listed) >= 2:
                    found += self.items(listed, offset + begin, "", "list", people)
                    done = match.end()
                continue
            if match["these"]:
                found += self.items(listed, offset + begin, "", "list", people) if "、" in listed else []
                done = match.end() if "、" in listed else done
                continue
            if not match["etc"] and not self._as_many(listed, match["number"]):
                continue
            after = text[match.end() : match.end() + 12]
            lead = bool(_LEAD_WORDS.search(mods)) and not SIGNED.search(mods + after)
            talked = bool(WOOED_AFTER.match(text, match.end()))
            items = self.items(
                listed, offset + begin, mods, "lead" if lead else "list", people, talked=talked
            )
            found += items
            done = match.end()
        return found, done

    def _built_things(self, listed: str) -> int:
        spans = self._split(listed)
        return sum(
            listed[a:b].endswith(("项目", "工程")) or bool(self.judge.facility_end.search(listed, a, b))
            for a, b in spans
        )

    def _as_many(self, listed: str, count: str) -> bool:
        """A、B、C三个项目: as many names as are said, or built things."""
        if "、" not in listed and "和" not in listed:
            return False
        same = len(self._split(listed)) == number_of(count)
        return same or ("、" in listed and bool(self.judge.facility_end.search(listed)))

    def _are_modifiers(self, mods: str) -> bool:
        """Between 等 and 项目 stand only levels, programmes and general words (等领导察看项目 does not qualify)."""
        if not mods:
            return True
        text = QUOTED.sub("", mods)
        text = self.lexicon.generic.sub("", self.judge.programme.sub("", text))
        text = self.judge.modifier.sub("", text)
        return len(text) <= 2 and not re.search(
            "问题|情况|领导|人员|部门|单位|会议|企业|产业链|领域|行业|询问|了解|请教|咨询|提醒|反映|约谈|要求",
            mods,
        )

    def items(
        self, text: str, offset: int, mods: str, kind: str, people: tuple[str, ...], *, talked: bool = False
    ) -> list[Mention]:
        """The members of an enumeration, those in brackets after their head."""
        found: list[Mention] = []
        place = None
        for number, (start, end) in enumerate(self._split(text)):
            before = start
            trimmed = trim(text[start:end], people, self.lexicon, inside=bool(number))
            start = end - len(trimmed.name)
            of = PLACE_OF_ITEM.match(text[before:end]) or (
                re.search(f"(?P<place>[{HAN}]{{1,6}}(?:县|市|镇|乡|街道|[^园小社校]区))的$", trimmed.before)
                if not number
                else None
            )
            if of:
                place = None if of["place"].endswith(("县城", "城区")) else of["place"].removeprefix("以及")
            wooed = WOOED_BEFORE.search(trimmed.before) or (
                talked and trimmed.before.endswith(("就", "围绕"))
            )
            if number == 0 and wooed and not SIGNED.search(mods):
                kind = "lead"
            # 区发改委、区工信局围绕A、B等项目: a verb in the middle of an item ends what went before.
            if number and start - before > 2 and verbs(self.lexicon).search(text, before + 1, start):
                found.clear()
            item, members = self._bracket(text[start:end])
            if not item or not self.judge.is_name(item, listed=True):
                continue
            at = offset + start
            found.append(Mention(item, at, at + len(item), None, mods, kind, place))
            for member, where in members:
                name = _SHORT_PHASE.sub("", item + member) if _PHASE_ONLY.match(member) else member
                if len(member) >= 2:
                    sort = "member" if kind == "list" else kind
                    found.append(Mention(name, at + where, at + where + len(member), item, mods, sort, place))
        return found

    def _split(self, text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in pieces(text):
            found += self.split_and(text, start, end)
        return [(start, end) for start, end in found if end > start]

    def split_and(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """`A项目和B项目` are two; `A与B大学一体化项目` is one: what comes before the joint must end like a name."""
        quoted = [match.span() for match in QUOTED.finditer(text, start, end)]
        for one, other in itertools.pairwise(quoted):
            if one[1] == other[0]:  # “甲”“乙”
                return [*self.split_and(text, start, one[1]), *self.split_and(text, other[0], end)]
        found = []
        for place, joint_end, sure in self._joints(text, start, end):
            left = text[start:place]
            if place - start < 3 or end - joint_end < 3:
                continue
            works = self.judge.facility_end.search(left) or (
                "、" in text and (left.endswith(_WORKS_END) or _PHASE_END.search(left))
            )
            likely = not sure and text[place] == "和" and works
            if sure or _PROJECT_END.search(left) or (likely and self.judge.is_name(left, listed=True)):
                found.append((start, place))
                start = joint_end
        return [*found, (start, end)]

    def _joints(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """(start, end, surely a joint) of each 和, 及, 与, 以及 outside of brackets and quotation marks."""
        depth = 0
        for place in range(start, end):
            sign = text[place]
            depth += (sign in "(“") - (sign in ")”")
            if depth == 0 and sign in "以和及与" and (joint := AND.match(text, place, end)):
                yield place, joint.end(), joint[0] == "以及"

    def _bracket(self, item: str) -> tuple[str, list[tuple[str, int]]]:
        """`X(A、B)` and `X(包括Y)` to X and its members; any other bracket is part of the name."""
        match = re.fullmatch(r"([^()]+)[(]([^()]+)[)](.*)", item) if "(" in item else None
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

    def visited(self, text: str, offset: int, people: tuple[str, ...], *, continued: bool) -> list[Mention]:
        """先后察看了A、B产业园、C基地: the items, if most end in a project's word."""
        visit = None if continued else self.visits.search(text)
        begin = visit.end() if visit else 0
        single = _INCLUDES.search(text) if not continued else None
        if (
            single
            and self.judge.facility_end.search(single["name"])
            and self.judge.is_name(single["name"], listed=True)
        ):
            at = offset + single.start("name")
            return [Mention(single["name"], at, at + len(single["name"]), kind="list")]
        if visit is None and not continued:
            return []
        pair = "、" not in text[begin:] and not continued
        spans = self._split(text[begin:])
        if pair and (len(spans) != 2 or self._both_in_use(text[begin:], spans)):
            return []
        if len(spans) < 2 and not continued:
            return []
        found, sure = [], 0
        for number, (a, b) in enumerate(spans):
            start, end = begin + a, begin + b
            item = re.sub(
                "(?:等地?|等处|等.{0,6}(?:现场|点位))$",
                "",
                _ABOUT_IT.sub("", _TO_LOOK.sub("", text[start:end])),
            )
            if number == len(spans) - 1:
                item = _SO_MANY_PARTS.sub("", item)
            if number == 0:
                trimmed = trim(item, people, self.lexicon).name
                start += len(item) - len(trimmed)
                item = trimmed
            if "拆迁" not in item:
                item = re.sub("(?:建设|施工|项目)?(?:现场|工地)$", "", item)
            said = item.endswith(("项目", "工程"))
            head, members = self._bracket(item)
            good = said or bool(members) or bool(self.judge.facility_end.search(head))
            if self.judge.is_name(item, listed=said or continued) and (good or len(item) >= 6):
                found.append((Mention(item, offset + start, offset + start + len(item), kind="visit"), good))
                sure += good
        of_parts = visit is not None and visit[0] in ("包括", "涵盖")
        if sure < (1 if continued or of_parts else 2):
            return []
        kept = [mention for mention, good in found if good or of_parts or sure * 2 >= len(spans)]
        return [part for mention in kept for part in self.with_members(mention)]

    @staticmethod
    def _both_in_use(text: str, spans: list[tuple[int, int]]) -> bool:
        """走访了A社区和B小学: two institutions are visited, not works, where no word tells of works."""
        return not WORKS_WORD.search(text) and all(IN_USE.search(text[a:b]) for a, b in spans)

    def with_members(self, mention: Mention) -> list[Mention]:
        """A project listed with its parts in brackets: the project and each part."""
        head, members = self._bracket(mention.name)
        if not members or not self.judge.is_name(head, listed=True):
            return [mention]
        found = [replace(mention, name=head, end=mention.start + len(head))]
        for member, where in members:
            name = _SHORT_PHASE.sub("", head + member) if _PHASE_ONLY.match(member) else member
            start = mention.start + where
            if len(member) >= 2:
                found.append(
                    Mention(name, start, start + len(member), head, kind="member", place=mention.place)
                )
        return found
