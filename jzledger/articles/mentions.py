"""Where a text names projects: enumerations, `…项目` and `…工程`, and built things spoken of as being built."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import replace

from jzledger.articles.beside import Beside
from jzledger.articles.built import Built
from jzledger.articles.enumerations import (
    AND,
    PLACE_OF_ITEM,
    SIGNED,
    WOOED_AFTER,
    WOOED_BEFORE,
    Enumerations,
    Mention,
)
from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import clauses, pieces
from jzledger.articles.sentences import Sentence
from jzledger.articles.staged import Staged
from jzledger.articles.subjects import Subjects
from jzledger.articles.told_by import ToldBy
from jzledger.articles.trim import Trimmed, trim

_NO_PROJECT_WORD = re.compile(
    "(?:项目|工程)(?=[^,。]{0,10}(?:座谈会|论坛)|会议精神)|项目(?=”(?:栏目|专栏|行动|活动|制度))|项目(?=考察[组团]|洽谈|库|为王|化|制|秘书|专员|攻坚年|建设年|管家)|工程(?=师|技术|机械|量|学|系|车|款|造价|监理|实验|局|处|公司|设计|质量|装备|船舶|咨询|院|总承包|建设(?:者|公司|集团))"
)
_BRACKET = re.compile("[(]([^()]{1,60})[)]")
_SAID = re.compile("[是为的等既已将由在对作与和把于从向就]|总投资|计划|正")
_NOT_YET = re.compile(
    "落[地户](?=事宜|(?:进行|展开|开展|深入|正在|多次)[^,]{0,8}(?:洽谈|对接|磋商|交流|会谈|商谈))"
)
_WHERE = re.compile(
    f"(?:^(?:在|到|位于)|来到|走进|抵达|深入|转场到|赶到)(?P<place>[{HAN}]{{1,8}}(?:县|市|[^园小社校院厂库矿片景城港]区|镇|乡|街道|新城))(?:(?:分会场|境内)$|$)"
)
_ROUTE = re.compile("第[一二三四五六七八九十][路站组]|首站|[东西南北中]线")
_A_PLACE = re.compile(f"[{HAN}]{{1,5}}(?:县|[^园小社校院厂库矿片景城港]区|镇|乡)")
_IT = re.compile("该(?:项目|工程)|这(?:个|一)项目|项目(?!部)")
_PLACE_OF = re.compile(f"(?P<place>[{HAN}]{{1,6}}(?:县|市|镇|乡|街道|[^园小社校]区))的$")
_NUMBERED_HEAD = re.compile("[(（]?[一二三四五六七八九十\\d]{1,3}[)）.、]*")
_PROJECTS_ARE = re.compile(
    "的项目(?:主要|还|分别)?(?:有|包括|是|为)(?=[^、]{4,}、)"
)  # 分会场开工的项目有A、B等
# 其中投资超10亿元的有A、B2个
_THERE_ARE = re.compile("(?:元|以上)的?(?:项目)?有(?P<names>[^、\\d]{3,}、.{3,60}?)等?\\d+[个项]$")
_PLACE_ENDS = frozenset("县市区镇乡道城场内")
_MAIN_WORKS = re.compile("(?:主体|土建)工程$")
_EMPLOYER = re.compile(f"^[{HAN}]{{2,10}}?(?:某局|局|公司|集团)(?=.{{4}})")
_MAN_OF = re.compile("部|(?:常务|执行)?副?(?:经理|总工)|负责人|总监")
_STATION = re.compile("第[一二三四五六七八九十]站|首站|最后一站")
_STATION_IS = re.compile("(?:第[一二三四五六七八九十]站|首站|最后一站)(?:是|为|来到|到了?)")
_AT_WORK = re.compile("(?:建设|施工|项目)?(?:现场|工地)$")
_LABEL = re.compile(
    "(?:方面|另外|此外|目前|其中|同时|如今|今年|当前|眼下|现在|随后|接着|截至目前|连日来|据介绍|据了解|据悉|记者了解到|督查发现|了解到)$"
)
_KEY_WORKS = re.compile("的?(?:控制性|关键性?|标志性|先导|节点|先行|咽喉)(?:节点|性)?工程$")
_PARTS = re.compile("、|^(?:包括|包含|含|涉及|下设)")
_SO_MANY = re.compile("(?:共?有|共|达)?\\d+[个项](?=$|[,、;。:)]|总投资|已|计划)")
_PHASE_BEHIND = re.compile("[一二三四五六七八九十]期")
LONGEST_CLAUSE = 1_500


class Finder:
    """Finds mentions sentence by sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.judge = NameJudge(lexicon)
        self.lexicon = lexicon
        self.lists = Enumerations(lexicon, self.judge)
        self.built = Built(lexicon, self.judge)
        self.told_by = ToldBy(lexicon, self.judge)
        self.staged = Staged(lexicon, self.judge)
        self.subjects = Subjects(lexicon, self.judge)
        self.beside = Beside(lexicon, self.judge, self.lists)
        self.enumerated = re.compile("(?:分别是|分别为|依次是|依次为|包括|名单如下|具体为|具体是|有)$")
        self.suffix = re.compile("项目|工程")
        self.signs = re.compile(
            f"项目|工程|现场|工地|重点|重大|标志性|民生|惠民|十大|”|投资|{self.staged.hint.pattern}"
        )
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
        staged = bool(self.staged.hint.search(text))
        if not things and not staged and not self.hint.search(text):
            return []
        works = bool(self.subjects.of_works.search(text))
        here = tuple([name for name in people if name in text])
        spans = [span for span in clauses(text) if span[1] - span[0] <= LONGEST_CLAUSE]
        parts = [text[start:end] for start, end in spans]
        found: list[Mention] = []
        place = None
        listing = numbered = False
        it = _IT.match(text) is not None  # what is told to be built then is a part of it
        for number, (start, end) in enumerate(spans):
            clause = parts[number]
            where = _WHERE.search(clause) if clause[-1] in _PLACE_ENDS else None
            if where:
                place = where["place"]
            elif number and clause[-1] in _PLACE_ENDS and _ROUTE.fullmatch(parts[number - 1]):
                place = clause if _A_PLACE.fullmatch(clause) else place
            own = PLACE_OF_ITEM.match(clause) if number and listing else None
            station = "站" in text and number and _STATION.fullmatch(text, *spans[number - 1])
            after_colon = start > 0 and text[start - 1] == ":" and self.enumerated.search(text, 0, start - 1)
            mentions = self._in_clause(
                clause,
                sentence.start + start,
                bool(after_colon),
                own.end() if own else 0,
                here,
                parts[number - 1] if number else "",
                parts[number + 1] if number + 1 < len(parts) else "",
                bool(found) or it,
                bool(things) and bisect_left(things, start) < bisect_left(things, end),
                staged,
            )
            begins = works and (
                not number or text[start - 1] in ";:" or _LABEL.search(text, *spans[number - 1])
            )
            goes_on = (begins or found or mentions) and self.subjects.only_names(clause)
            opens = (not mentions or "、" in clause) and (begins or self.subjects.goes_straight_on(clause))
            if works and (goes_on or opens):
                mentions += self._subjects(clause, sentence.start + start, mentions, here)
            called = _STATION_IS.match(clause) if "站" in clause else None
            if (station or called) and not mentions:
                begin = called.end() if called else 0
                mentions = self._alone(_AT_WORK.sub("", clause[begin:]), sentence.start + start + begin, here)
            if after_colon:
                numbered = True
            elif numbered and text[start - 1] == ";" and not mentions:
                mentions = self._alone(clause, sentence.start + start, here)
            if things and mentions and ("和" in clause or "与" in clause or "及" in clause):
                mentions = self.beside.in_clause(clause, sentence.start + start, mentions, here)
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
        before: str,
        following: str,
        described: bool,
        thing: bool,
        staged: bool,
    ) -> list[Mention]:
        found: list[Mention] = []
        if not (thing or listed or continued or "、" in text or self.signs.search(text)):
            return found  # most clauses have no word that could show a project
        done = continued
        items = "、" in text and "项" in text.replace("项目", "")  # A、B两项水利工程
        if items or "等" in text or "个" in text or "大项目" in text or "大工程" in text or "这" in text:
            found, done = self.lists.counted(text, offset, continued, people)
        rest = text[done:]
        counted = _THERE_ARE.search(text) if not done and "、" in text else None
        if counted:
            return self.lists.items(counted["names"], offset + counted.start("names"), "", "list", people)
        follows = _PROJECTS_ARE.search(rest) if "、" in rest and "项目" in rest else None
        if follows and not listed and not found:
            found += self.lists.items(
                re.sub("等$", "", rest[follows.end() :]), offset + done + follows.end(), "", "list", people
            )
        elif listed and not found and "、" in rest:
            found += self.lists.items(re.sub("等$", "", rest), offset + done, "", "list", people)
        elif listed and not found:
            found += self._alone(rest, offset + done, people)
        elif "、" in rest or continued or "包括" in rest or (thing and "和" in rest):
            found += self.lists.visited(rest, offset + done, people, continued=bool(continued))
        if "项目" in text or "工程" in text:
            found += self._suffixed(text, offset, [(m.start - offset, m.end - offset) for m in found], people)
        taken = [(m.start - offset, m.end - offset) for m in found]
        for name, start, kind in (
            self.told_by.in_clause(text, following, list(taken), people) if thing else ()
        ):
            found += self._mentions(name, offset + start, kind)
        taken = [(m.start - offset, m.end - offset) for m in found]
        for name, start, kind in self.built.in_clause(
            text, following, taken, people, described=described, thing=thing
        ):
            of = _PLACE_OF.search(text, 0, start)
            at_place = of["place"] if of and of.end() == start else None
            found += self._mentions(name, offset + start, kind, at_place)
        taken = [(m.start - offset, m.end - offset) for m in found] if staged else []
        for name, start, kind in self.staged.in_clause(text, before, taken, people) if staged else ():
            found += self._mentions(name, offset + start, kind)
        return found

    def _mentions(self, name: str, start: int, kind: str, place: str | None = None) -> list[Mention]:
        """A name that starts at `start` of the body, with its parts in brackets."""
        return self.lists.with_members(Mention(name, start, start + len(name), kind=kind, place=place))

    def _subjects(
        self, clause: str, offset: int, known: list[Mention], people: tuple[str, ...]
    ) -> list[Mention]:
        found: list[Mention] = []
        taken = [(m.start - offset, m.end - offset) for m in known]
        for name, start, kind in self.subjects.in_clause(clause, taken, people):
            found += self._mentions(name, offset + start, kind)
        return found

    def _heading(self, sentence: Sentence) -> list[Mention]:
        """A sentence that is a name and nothing else, as reports begin a paragraph: 某会展中心。该项目总投资…"""
        text = sentence.text.rstrip("。:")
        if (
            not 4 <= len(text) <= 26
            or len(sentence.text) == len(text)
            or any(sign in text for sign in ",;:、")
            or not (text.endswith(("项目", "工程")) or self.judge.facility_end.search(text))
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

    def _suffixed(
        self, text: str, offset: int, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> list[Mention]:
        found: list[Mention] = []
        floor = 0
        bounds = [start for start, _ in pieces(text)]
        bound = 0
        for match in self.suffix.finditer(text):
            here = [*taken, *((m.start - offset, m.end - offset) for m in found)]
            if _NO_PROJECT_WORD.match(text, match.start()) or any(a <= match.start() < b for a, b in here):
                continue
            end = match.end()
            if _SO_MANY.match(text, end):
                continue  # 停车设施项目12个: a class of projects
            phase = _PHASE_BEHIND.match(text, end)
            end = phase.end() if phase else end
            bracket = _BRACKET.match(text, end)
            while bound + 1 < len(bounds) and bounds[bound + 1] <= match.start():
                bound += 1
            start = max([bounds[bound], floor, *(b for _, b in taken if b <= match.start())])
            last = found[-1].end - offset if found else 0
            if last > start and _SAID.search(text, last, match.start()):
                joint = AND.match(text, last)
                start = joint.end() if joint else last
            chunk = text[start:end]
            if chunk.count("”") > chunk.count("“"):  # the word ends a quotation that began further left
                start = max(floor, text.rfind("“", 0, end))
                chunk = text[start:end]
            trimmed = self._trim(chunk, people)
            name = trimmed.name
            of_works = _KEY_WORKS.search(name)
            if of_works and not bracket:
                found += self._key_works(text, offset, end - len(name), name[: of_works.start()], end)
                continue
            parts = bracket and _PARTS.search(bracket[1])
            if bracket and not parts and len(bracket[1]) <= 20 and re.search("[期段区县镇]$", bracket[1]):
                end, name = bracket.end(), name + bracket[0]
            if self.judge.is_name(name):
                wooed = WOOED_BEFORE.search(trimmed.before) or (
                    trimmed.before.endswith(("就", "围绕")) and WOOED_AFTER.match(text, match.end())
                )
                behind = _NOT_YET.sub("", text[end:])
                kind = "lead" if wooed and not SIGNED.search(behind) else "suffix"
                begin = end - len(name)
                for a, b in self.lists.split_and(name, 0, len(name)):
                    one = _MAIN_WORKS.sub("", name[a:b])
                    if _MAN_OF.match(text, match.end()):
                        own = _EMPLOYER.sub("", one)  # 中建某局砚江大剧院项目经理
                        a, one = a + len(one) - len(own), own
                    if self.judge.is_name(one):
                        at = offset + begin + a
                        whole = one + bracket[0] if bracket and parts and b == len(name) else one
                        found += self.lists.with_members(Mention(whole, at, at + len(whole), kind=kind))
            elif self.suffix.search(text, end) is None:
                floor = end
        return found

    def _key_works(self, text: str, offset: int, start: int, whole: str, end: int) -> list[Mention]:
        """某城际铁路控制性工程鹰嘴岩隧道: the railway, and the tunnel as a part of it."""
        found = []
        if self.judge.is_name(whole):
            found.append(Mention(whole, offset + start, offset + start + len(whole)))
        part = self.subjects.named.match(text, end)
        if part and self.judge.is_name(part[0]):
            found.append(Mention(part[0], offset + part.start(), offset + part.end(), whole, kind="member"))
        return found

    def _trim(self, chunk: str, people: tuple[str, ...], *, inside: bool = False) -> Trimmed:
        return trim(chunk, people, self.lexicon, inside=inside)
