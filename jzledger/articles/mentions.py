"""Where a text names projects: enumerations, `…项目` and `…工程`, and built things spoken of as being built."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jzledger.articles.built import Built
from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import QUOTED, clauses, pieces
from jzledger.articles.sentences import Sentence
from jzledger.articles.told_by import ToldBy
from jzledger.articles.trim import NUMERAL, Trimmed, trim, verbs
from jzledger.rules.chinese_numbers import number as number_of

_PHASE_ONLY = re.compile(
    "^(?:[一二三四五六七八九十\\d]+期|首期|[一二三四五六七八九十\\d]+标段)(?:工程|项目|建设)?$"
)
_PROJECT_END = re.compile("(?:项目|工程|[)”])$")
_WORKS_END = ("建设", "改造", "扩建", "提升", "治理", "迁建")
_AND = re.compile("以及|和|及|与")
_NO_PROJECT_WORD = re.compile(
    "(?:项目|工程)(?=[^,。]{0,10}(?:座谈会|论坛)|会议精神)|项目(?=”(?:栏目|专栏|行动|活动|制度))|项目(?=库|为王|化|制|秘书|专员|攻坚年|建设年|管家)|工程(?=师|技术|机械|量|学|系|车|款|造价|监理|实验|局|处|公司|设计|质量|装备|船舶|咨询|院|总承包|建设(?:者|公司|集团))"
)
_BRACKET = re.compile("[(]([^()]{1,20})[)]")
_SAID = re.compile("[是为的等既已将由在对作与和把于从向就]|总投资|计划|正")
_LEAD_WORDS = re.compile("招商|在谈|洽谈|意向|线索|拟签约|储备|对接|跟进")
_SIGNED = re.compile("签约|开工|落地|落户|投产|建成")
_WOOED_BEFORE = re.compile("(?:洽谈|对接|跟进|招引|推介|磋商|争取|跟踪)(?:了|的)?$")
_WOOED_AFTER = re.compile(
    "(?:项目)?(?:合作|建设|落地|落户|投资)*(?:事宜)?(?:等)?[^,。]{0,4}?(?:进行|展开|开展|深入|正在|多次|反复|积极|初步)[^,。]{0,8}?(?:洽谈|对接|磋商|交流|会谈|商谈)"
)
_NOT_YET = re.compile(
    "落[地户](?=事宜|(?:进行|展开|开展|深入|正在|多次)[^,]{0,8}(?:洽谈|对接|磋商|交流|会谈|商谈))"
)
_OTHERS_BEFORE = re.compile(
    "等[^、,等]{0,10}?(?:机构|企业|部门|单位|公司|领导|银行|\\d+家|县区|乡镇|客商)[^、,]{0,4}?(?:与|和|对|就|围绕|在|的)"
)
_SHORT_PHASE = re.compile("(?:项目|工程)(?=[一二三四五六七八九十\\d首])")
_WHERE = re.compile(
    f"(?:^(?:在|到|位于)|来到|走进|抵达|深入|转场到|赶到)(?P<place>[{HAN}]{{1,8}}(?:县|市|[^园小社校]区|镇|乡|街道|新城))$"
)
_WHERE_OF = re.compile(
    f"^(?:以及|和|还有|及)?(?P<place>[{HAN}]{{1,6}}(?:县|市|[^园小社校]区|镇|乡|街道|县城|城区|主城区))的(?=.{{4}})"
)
_PLACE_OF = re.compile(f"(?P<place>[{HAN}]{{1,6}}(?:县|市|镇|乡|街道|[^园小社校]区))的$")
_NUMBERED_HEAD = re.compile("[(（]?[一二三四五六七八九十\\d]{1,3}[)）.、]*")
_PROJECTS_ARE = re.compile(
    "的项目(?:主要|还|分别)?(?:有|包括|是|为)(?=[^、]{4,}、)"
)  # 分会场开工的项目有A、B等
_INCLUDES = re.compile("(?:包括|涵盖)(?P<name>[^、,]{4,24})等$")
_PLACE_ENDS = frozenset("县市区镇乡道城")
_MAIN_WORKS = re.compile("(?:主体|土建)工程$")
_PHASE_END = re.compile("[一二三四五六]期$")
_EMPLOYER = re.compile(f"^[{HAN}]{{2,10}}?(?:某局|局|公司|集团)(?=.{{4}})")
_MAN_OF = re.compile("部|(?:常务|执行)?副?(?:经理|总工)|负责人|总监")
_STATION = re.compile("第[一二三四五六七八九十]站|首站|最后一站")
_STATION_IS = re.compile("(?:第[一二三四五六七八九十]站|首站|最后一站)(?:是|为|来到|到了?)")
_ABOUT_IT = re.compile("(?:项目|工程)?(?:建设|推进|进展|落实|征迁|前期)*(?:情况|工作|问题)(?:的?汇报)?$")
_TO_LOOK = re.compile("(?:进行)?(?:实地|现场)?(?:察看|查看|调研|督导|督查|检查|视察|踏勘)$")
_AT_WORK = re.compile("(?:建设|施工|项目)?(?:现场|工地)$")
_PHASE_BEHIND = re.compile("[一二三四五六七八九十]期")
_ROLE_AFTER = re.compile("(?:常务|执行)?副?(?:经理|总工)|负责人|总监")
LONGEST_CLAUSE = 1_500


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


class Finder:
    """Finds mentions sentence by sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.judge = NameJudge(lexicon)
        self.lexicon = lexicon
        self.built = Built(lexicon, self.judge)
        self.told_by = ToldBy(lexicon, self.judge)
        self.list_end = re.compile(
            f"(?P<etc>等)(?P<count>(?:{NUMERAL})(?:个|项|大)|多个|多项|一批|一大批|一系列)?"
            "(?P<mods>(?:“[^“”]{1,12}”|[^、,;。:“”]|(?<=[省市县区”])、(?=[省市县区“])){0,26}?)(?P<noun>项目|工程|基础设施)(?!师|机械|技术)"
            f"|(?P<some>等)(?:{NUMERAL})个$"
            "|(?P<these>这(?:些|样的|几个|两个|[三四五六]个))(?:重点|重大|标志性)?(?:项目|工程)"
            f"|(?<=[{HAN}”)])(?<![的是前后近])(?P<number>\\d+|[二两三四五六七八九十]+)[个大](?!月)(?P<kind>[^、,;。:的“”]{{0,10}}?)(?:项目|工程|综合体|园区|产业园)"
        )
        self.visits = re.compile(
            "(?:观摩|察看|查看|参观|走进|来到|视察|走访|深入|调研|督导|检查|听取|研究|协调|调度|通报|到|走|看)了?|分别是|分别为|包括|涵盖|主要有|依次是|即"
        )
        self.enumerated = re.compile("(?:分别是|分别为|依次是|依次为|包括|名单如下|具体为|具体是|有)$")
        self.suffix = re.compile("项目|工程")
        self.hint = re.compile("项目|工程|现场|工地|第.站")

    @staticmethod
    @functools.lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> Finder:
        """Its patterns take longer to build than a page to read."""
        return Finder(lexicon)

    def in_sentence(self, sentence: Sentence, people: list[str]) -> list[Mention]:
        """All mentions of one sentence, in the order of the text."""
        text = sentence.text
        heading = self._heading(sentence)
        if heading:
            return heading
        things = [match.start() for match in self.built.facility.finditer(text)]
        if not things and not self.hint.search(text):
            return []
        here = tuple([name for name in people if name in text])
        spans = [span for span in clauses(text) if span[1] - span[0] <= LONGEST_CLAUSE]
        found: list[Mention] = []
        place = None
        listing = numbered = False
        for number, (start, end) in enumerate(spans):
            clause = text[start:end]
            where = _WHERE.search(clause) if clause[-1] in _PLACE_ENDS else None
            if where:
                place = where["place"]
            own = _WHERE_OF.match(clause) if number and listing else None
            station = "站" in text and number and _STATION.fullmatch(text, *spans[number - 1])
            after_colon = start > 0 and text[start - 1] == ":" and self.enumerated.search(text, 0, start - 1)
            mentions = self._in_clause(
                clause,
                sentence.start + start,
                bool(after_colon),
                own.end() if own else 0,
                here,
                text[slice(*spans[number + 1])] if number + 1 < len(spans) else "",
                bool(found),
                any(start <= at < end for at in things),
            )
            called = _STATION_IS.match(clause) if "站" in clause else None
            if (station or called) and not mentions:
                begin = called.end() if called else 0
                mentions = self._alone(_AT_WORK.sub("", clause[begin:]), sentence.start + start + begin, here)
            if after_colon:
                numbered = True
            elif numbered and text[start - 1] == ";" and not mentions:
                mentions = self._alone(clause, sentence.start + start, here)
            at = own["place"] if own and not own["place"].endswith(("县城", "城区")) else place
            found += [replace(m, place=m.place or at) for m in mentions] if at else mentions
            listing = sum(m.kind in ("list", "visit") for m in mentions) >= 2 or (listing and bool(mentions))
        return found

    def _in_clause(
        self,
        text: str,
        offset: int,
        listed: bool,
        continued: int,
        people: tuple[str, ...],
        following: str,
        described: bool,
        thing: bool,
    ) -> list[Mention]:
        found: list[Mention] = []
        done = continued
        if "等" in text or "个" in text or "大项目" in text or "这" in text:
            found, done = self._enumerations(text, offset, continued, people)
        for name, start in self.told_by.leads_in(text):
            found.append(Mention(name, offset + start, offset + start + len(name), kind="lead"))
        rest = text[done:]
        follows = _PROJECTS_ARE.search(rest) if "、" in rest and "项目" in rest else None
        if follows and not listed and not found:
            found += self._items(
                re.sub("等$", "", rest[follows.end() :]), offset + done + follows.end(), "", "list", people
            )
        elif listed and not found and "、" in rest:
            found += self._items(re.sub("等$", "", rest), offset + done, "", "list", people)
        elif listed and not found:
            found += self._alone(rest, offset + done, people)
        elif "、" in rest or continued or "包括" in rest:
            found += self._visited(rest, offset + done, people, continued=bool(continued))
        if "项目" in text or "工程" in text:
            found += self._suffixed(text, offset, [(m.start - offset, m.end - offset) for m in found], people)
        taken = [(m.start - offset, m.end - offset) for m in found]
        for name, start, kind in self.told_by.in_clause(text, following, list(taken), people):
            found += self._with_members(Mention(name, offset + start, offset + start + len(name), kind=kind))
        taken = [(m.start - offset, m.end - offset) for m in found]
        for name, start, kind in self.built.in_clause(
            text, following, taken, people, described=described, thing=thing
        ):
            of = _PLACE_OF.search(text, 0, start)
            at_place = of["place"] if of and of.end() == start else None
            found.append(Mention(name, offset + start, offset + start + len(name), kind=kind, place=at_place))
        return found

    def _heading(self, sentence: Sentence) -> list[Mention]:
        """A sentence that is a name and nothing else, as reports begin a paragraph: 某会展中心。该项目总投资…"""
        text = sentence.text.rstrip("。:")
        if (
            not 4 <= len(text) <= 26
            or len(sentence.text) == len(text)
            or any(sign in text for sign in ",;:、")
        ):
            return []
        trimmed = self._trim(text, ())
        name = trimmed.name
        said = name.endswith(("项目", "工程"))
        if not (said or self.judge.facility_end.search(name)) or not self.judge.is_name(name, listed=said):
            return []
        if trimmed.before and not _NUMBERED_HEAD.fullmatch(trimmed.before):
            return []
        start = sentence.start + len(text) - len(name)
        return [Mention(name, start, start + len(name), kind="list")]

    def _alone(self, text: str, offset: int, people: tuple[str, ...]) -> list[Mention]:
        """A clause that is a name and nothing else: 第三站,某中学新校区; 分别是:某酒店,…;某基地,…."""
        name = self._trim(text, people).name
        if not self.judge.is_name(name, listed=True) or len(name) > 24:
            return []
        start = offset + len(text) - len(name)
        return [Mention(name, start, start + len(name), kind="list")]

    def _enumerations(
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
                    found += self._items(listed, offset + begin, "", "list", people)
                    done = match.end()
                continue
            if match["these"]:
                found += self._items(listed, offset + begin, "", "list", people) if "、" in listed else []
                done = match.end() if "、" in listed else done
                continue
            if not match["etc"] and not self._counted(listed, match["number"]):
                continue
            after = text[match.end() : match.end() + 12]
            lead = bool(_LEAD_WORDS.search(mods)) and not _SIGNED.search(mods + after)
            talked = bool(_WOOED_AFTER.match(text, match.end()))
            items = self._items(
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

    def _counted(self, listed: str, count: str) -> bool:
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
            "问题|情况|领导|人员|部门|单位|会议|企业|产业链|领域|行业", mods
        )

    def _items(
        self, text: str, offset: int, mods: str, kind: str, people: tuple[str, ...], *, talked: bool = False
    ) -> list[Mention]:
        """The members of an enumeration, those in brackets after their head."""
        found: list[Mention] = []
        place = None
        for number, (start, end) in enumerate(self._split(text)):
            before = start
            trimmed = self._trim(text[start:end], people, inside=bool(number))
            start = end - len(trimmed.name)
            of = _WHERE_OF.match(text[before:end]) or (
                re.search(f"(?P<place>[{HAN}]{{1,6}}(?:县|市|镇|乡|街道|[^园小社校]区))的$", trimmed.before)
                if not number
                else None
            )
            if of:
                place = None if of["place"].endswith(("县城", "城区")) else of["place"].removeprefix("以及")
            wooed = _WOOED_BEFORE.search(trimmed.before) or (
                talked and trimmed.before.endswith(("就", "围绕"))
            )
            if number == 0 and wooed and not _SIGNED.search(mods):
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
            found += self._split_and(text, start, end)
        return [(start, end) for start, end in found if end > start]

    def _split_and(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """`A项目和B项目` are two; `A与B大学一体化项目` is one: what comes before the joint must end like a name."""
        quoted = [match.span() for match in QUOTED.finditer(text, start, end)]
        for one, other in itertools.pairwise(quoted):
            if one[1] == other[0]:  # “甲”“乙”
                return [*self._split_and(text, start, one[1]), *self._split_and(text, other[0], end)]
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
            if depth == 0 and sign in "以和及与" and (joint := _AND.match(text, place, end)):
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

    def _visited(self, text: str, offset: int, people: tuple[str, ...], *, continued: bool) -> list[Mention]:
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
        if (visit is None and not continued) or ("、" not in text[begin:] and not continued):
            return []
        spans = self._split(text[begin:])
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
            if number == 0:
                trimmed = self._trim(item, people).name
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
        if sure < (1 if continued else 2):
            return []
        kept = [mention for mention, good in found if good or sure * 2 >= len(spans)]
        return [part for mention in kept for part in self._with_members(mention)]

    def _with_members(self, mention: Mention) -> list[Mention]:
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

    def _suffixed(
        self, text: str, offset: int, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> list[Mention]:
        found: list[Mention] = []
        floor = 0
        bounds = [start for start, _ in pieces(text)]
        bound = 0
        for match in self.suffix.finditer(text):
            if _NO_PROJECT_WORD.match(text, match.start()) or any(a <= match.start() < b for a, b in taken):
                continue
            end = match.end()
            phase = _PHASE_BEHIND.match(text, end)
            end = phase.end() if phase else end
            bracket = _BRACKET.match(text, end)
            while bound + 1 < len(bounds) and bounds[bound + 1] <= match.start():
                bound += 1
            start = max([bounds[bound], floor, *(b for _, b in taken if b <= match.start())])
            last = found[-1].end - offset if found else 0
            if last > start and _SAID.search(text, last, match.start()):
                joint = _AND.match(text, last)
                start = joint.end() if joint else last
            chunk = text[start:end]
            if chunk.count("”") > chunk.count("“"):  # the word ends a quotation that began further left
                start = max(floor, text.rfind("“", 0, end))
                chunk = text[start:end]
            trimmed = self._trim(chunk, people)
            name = trimmed.name
            if bracket and re.search("[期段区县镇]$", bracket[1]):
                end, name = bracket.end(), name + bracket[0]
            if self.judge.is_name(name):
                wooed = _WOOED_BEFORE.search(trimmed.before) or (
                    trimmed.before.endswith(("就", "围绕")) and _WOOED_AFTER.match(text, match.end())
                )
                behind = _NOT_YET.sub("", text[end:])
                kind = "lead" if wooed and not _SIGNED.search(behind) else "suffix"
                begin = end - len(name)
                for a, b in self._split_and(name, 0, len(name)):
                    one = _MAIN_WORKS.sub("", name[a:b])
                    if _MAN_OF.match(text, match.end()):
                        own = _EMPLOYER.sub("", one)  # 中建某局砚江大剧院项目经理
                        a, one = a + len(one) - len(own), own
                    if self.judge.is_name(one):
                        at = offset + begin + a
                        found.append(Mention(one, at, at + len(one), kind=kind))
            elif self.suffix.search(text, end) is None:
                floor = end
        return found

    def _trim(self, chunk: str, people: tuple[str, ...], *, inside: bool = False) -> Trimmed:
        return trim(chunk, people, self.lexicon, inside=inside)
