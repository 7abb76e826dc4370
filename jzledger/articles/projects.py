"""The projects of an article: mentions grouped by wording, with levels, programmes, place and leader."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from jzledger.articles import places
from jzledger.articles.called import Called, longest
from jzledger.articles.enumerations import Mention
from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.mentions import Finder
from jzledger.articles.names import plain
from jzledger.articles.reading import QUOTED, Reading
from jzledger.articles.same_names import grouped
from jzledger.articles.sentences import Sentence
from jzledger.articles.wooed import wooed_by_sentence

_BEFORE_CLASS = (
    "(?=(?:20\\d\\d年度?|今年)?(?:政府)?的?(?:“|重点|重大|标志性|十大|双百|三十|民生实事|惠民实事|PROG))"
)
_ONE_OF_AN_INDUSTRY = re.compile("产业之一|产业的|产业链的|行业的|集群的")
_THIS = re.compile(
    "这(?:条|座|个)(?:公路|高速|道路|快速路|铁路|大桥|项目|工程|园区|产业园|基地)|该(?:项目|工程|园区?|产业园|科技园|物流园|基地|中心|工厂|学校|医院|公路|大桥)|项目(?=是|被|系|总投资|占地)"
)
_AT = re.compile(
    f"(?:位于|坐落于|坐落在|地处|走进|来到|在)(?!位于|经济开发区)([{HAN}]{{2,14}}?(?:开发区|高新区|示范区|新区|县|区|镇|乡|街道|市))的$"
)
_LABEL = re.compile(f"[●■◆★▲]?([{HAN}]{{1,8}}(?:县|区|市|镇|乡|街道)):")
_JOINT = re.compile(r"[“”)]*(?:项目|工程)?(?:、|和|及|以及|与)(?:总?投资[\d.]+[亿万]元的)?[“(]*")
_CALLED = re.compile("[(](?:以下|下)?(?:统称|简称|称)[为:“]{0,2}([^()“”]{2,16})”?[)]")
_SLOGANS = frozenset(
    "一号工程 头号工程 民心工程 一把手工程 民生工程 暖心工程 良心工程 精品工程 生命工程".split()
)
_OUT_OF = re.compile("其中|包括|主要有|入选项目")
_COUNTED = re.compile(
    "((?:省|市|[县区]|“[^“”]{2,8}”)[^,。;]{0,12}项目)\\d+个|\\d+个([^,。;]{2,16}项目)|((?:省|市|[县区])级?(?:重点|重大)(?:建设)?项目)(?:名单|清单|库)"
)
_OUR_LEVEL = re.compile("我[省市县区]|.{2,3}[省市县]20")
_ENDS_AS_CLASS = re.compile("(?:重点|十大|标志性)(?:项目|工程)$")
_CLASS_BEFORE = re.compile(
    "(?:^|[,。;、作为是“]|推进|到)([^,。;]{0,14}(?:(?:重点|重大|标志性|民生|惠民)[^,。;、的]{0,4}?|十大[^,。;、的]{1,4}?)(?:项目|工程|实事))(?:——|—|--|:|,|“)?$"
)
_AS_PROGRAMME = re.compile("(?:重点|重大)?(?:项目|工程|清单|名单|计划|行动)?$")
_LISTED_AS = re.compile("(?:列入|纳入|入选|列为|属于)(?:了)?([^,。;]{2,20})的$")
_CLASS_HEAD = re.compile(
    "(?:^|;)([^,。;:]{0,10}(?:重点|重大|标志性|民生|惠民|十大)[^,。;:]{0,6}?(?:项目|工程|实事))(?:方面[,:]|:)"
)
_SAID_OF_IT = re.compile("[,。]|(?=也是|又是)")
_COPULA = re.compile("既是|也是|又是|还是|是|被|列入|列为|纳入|入选|属于|作为|系")
_INSPECTED = "(?:调研|观摩|察看|查看|视察|督导|督查|走访|检查)(?:了)?[^,。;、]{0,8}?"
MOST_PROJECTS = 300


@dataclass
class Project:
    name: str
    aliases: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    place: str | None = None
    leader: str | None = None
    part_of: str | None = None
    evidence: str = ""
    rule: str = ""

    def names(self) -> list[str]:
        return [self.name, *self.aliases]


class Projects:
    """All projects, and which of them each sentence speaks of."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.finder = Finder.of(reading.lexicon)
        self.items: list[Project] = []
        county = reading.lexicon.county
        self.located, self.toured = places.located(county), places.toured(county)
        self.works_at = places.works_at(county)
        self.leads: list[Mention] = []
        self.wooed = wooed_by_sentence(reading, self.finder.judge)
        mentions: list[tuple[Sentence, Mention]] = []
        for sentence, wooed in zip(reading.sentences, self.wooed, strict=True):
            for mention in self.finder.in_sentence(sentence, reading.people):
                if any(
                    w.start < mention.end - sentence.start and mention.start - sentence.start < w.end
                    for w in wooed
                ):
                    continue
                if mention.kind == "lead":
                    self.leads.append(mention)
                elif len(mentions) < MOST_PROJECTS:
                    mentions.append((sentence, mention))
        mentions = _without_parts(mentions)
        self.owner: dict[str, Project] = {}
        self._group([mention for _, mention in mentions])
        self._called()
        self.by_sentence = self._occurrences()
        for _, mention in mentions:
            project = self.owner[mention.name]
            self._listed(project, mention)
            project.rule = project.rule or f"project.{mention.kind}"
            project.place = project.place or places.bare(mention.place)
        for project in self.items:
            project.evidence = self._evidence(project)
            project.place = project.place or self._place_in_names(project)
        self._predicates()
        self._out_of()
        self._inspection()
        self._labels()

    # -- grouping -------------------------------------------------------------------------------

    def _group(self, mentions: list[Mention]) -> None:
        order = sorted(
            {mention.name for mention in mentions}, key=lambda name: (-len(plain(name)), -len(name), name)
        )
        first = {mention.name: mention.start for mention in reversed(mentions)}
        kinds = {m.name: m.mods for m in mentions if m.mods and m.kind == "list"}  # A、B三个城中村改造项目
        groups = grouped(order, kinds)
        for group in sorted(groups, key=lambda g: min(first[name] for name in g)):
            project = Project(group[0], [name for name in group[1:] if name != group[0]])
            self.items.append(project)
            for name in group:
                self.owner[name] = project
        for mention in mentions:
            head = self.owner.get(mention.head or "")
            if head and head is not self.owner[mention.name]:
                self.owner[mention.name].part_of = head.name
        self._parents()

    def _parents(self) -> None:
        """`X项目Y工程` is a part of `X项目` where that is a project of the page too."""
        wholes = {project.name for project in self.items if project.name.endswith(("项目", "工程"))}
        for project in self.items:
            cuts = range(len(project.name) - 3, 4, -1)
            whole = next((project.name[:cut] for cut in cuts if project.name[:cut] in wholes), None)
            project.part_of = project.part_of or whole

    def _called(self) -> None:
        """某至某高速公路(以下简称某某高速): the page says itself what it calls a project."""
        for match in _CALLED.finditer(self.reading.flat):
            for project in self.items:
                if match[1] not in project.names() and any(
                    self.reading.flat.endswith(name, 0, match.start()) for name in project.names()
                ):
                    project.aliases.append(match[1])

    def _occurrences(self) -> list[list[tuple[int, Project]]]:
        """For each sentence (place, project), longest names first so that a part is not read as its whole."""
        called = Called(self.finder.judge, self.finder.built.facility, self.reading.flat)
        words = {
            form: project for project in self.items for name in project.names() for form in called.forms(name)
        }
        for form, at in called.short_forms([project.name for project in self.items]).items():
            words.setdefault(form, self.items[at])
        forms = sorted((form for form in words if form in self.reading.flat), key=len, reverse=True)
        found = longest(self.reading.flat, forms)
        places_found = [start for start, _ in found]
        hits = []
        for sentence in self.reading.sentences:
            first, last = (bisect_left(places_found, place) for place in (sentence.start, sentence.end))
            hits.append([(start - sentence.start, words[form]) for start, form in found[first:last]])
        return hits

    def _evidence(self, project: Project) -> str:
        bare = plain(project.name)
        for sentence, hits in zip(self.reading.sentences, self.by_sentence, strict=True):
            if any(owner is project for _, owner in hits) and (
                project.name in sentence.text or bare in sentence.text
            ):
                return self.reading.evidence(sentence)
        for sentence, hits in zip(self.reading.sentences, self.by_sentence, strict=True):
            if any(owner is project for _, owner in hits):
                return self.reading.evidence(sentence)
        for sentence in self.reading.sentences:
            if project.name in sentence.text or bare in sentence.text:
                return self.reading.evidence(sentence)
        # A member that is only a phase: its name is put together from head and bracket.
        head = next((other for other in self.items if other.name == project.part_of), None)
        return self._evidence(head) if head and head is not project else ""

    # -- levels, programmes, place ---------------------------------------------------------------

    def _listed(self, project: Project, mention: Mention) -> None:
        if mention.mods:
            self._class_words(project, mention.mods + "项目")

    def _class_words(self, project: Project, text: str, *, tied: bool = False) -> None:
        """Levels and programmes that stand before 重点项目, “三十工程” and the like.

        `tied`: X是全省重点项目 says it of X; else 全省重点项目 are the projects of a province.
        """
        if _ONE_OF_AN_INDUSTRY.search(text):
            return
        judge = self.finder.judge
        known = [match for match in judge.programme.finditer(text)]
        named = [match[0] for match in known]
        quoted = [
            m[1]
            for m in QUOTED.finditer(text)
            if m[1] not in named
            and (judge.is_programme(m[0]) or (tied and _AS_PROGRAMME.match(text, m.end())))
        ]
        for programme in (p for p in [*named, *quoted] if p not in _SLOGANS):
            if programme not in project.programmes:
                project.programmes.append(programme)
        for match in _levels(self.reading.lexicon, tuple(named)).finditer(text):
            word = match["level"]
            if match.start() and text[match.start() - 1] == "全" and not tied:
                continue
            found = []
            if word.startswith("自治区"):
                found = ["省"]
            elif re.fullmatch(self.reading.lexicon.county, word):
                found = ["区县"]
            else:
                found = [
                    level
                    for level, signs in (("省", "省"), ("市", "市"), ("区县", "县区"))
                    if any(s in word for s in signs)
                ]
            if word.startswith("全") and not tied:
                continue
            for level in found:
                if level not in project.levels:
                    project.levels.append(level)
        project.levels.sort(key=("省", "市", "区县").index)

    def _predicates(self) -> None:
        """What a sentence says of each project that it names; 该项目 is the last one named alone."""
        topic: Project | None = None
        for sentence, hits in zip(self.reading.sentences, self.by_sentence, strict=True):
            starts = list(hits)
            this = _THIS.search(sentence.text)
            if this and topic and (not starts or starts[0][0] > this.start()):
                starts = [(this.start(), topic), *starts]
            for number, (_, project) in enumerate(starts):
                zone = self._zone(sentence.text, starts, number)
                self._said_after(project, zone)
                front = self._front(sentence.text, starts, number)
                self._said_before(project, sentence.text[max(0, front - 24) : front])
            headed = starts and ("方面" in sentence.text or ":" in sentence.text)
            for head in _CLASS_HEAD.finditer(sentence.text) if headed else ():
                end = sentence.text.find(";", head.end())
                for place, project in starts:
                    if head.end() <= place and (place < end or end < 0):
                        self._class_words(project, head[1])
            distinct = {id(project): project for _, project in starts}
            if distinct:
                topic = next(iter(distinct.values())) if len(distinct) == 1 else None

    def _front(self, text: str, starts: list[tuple[int, Project]], number: int) -> int:
        """Where the list begins that a project stands in: 列入某清单的A和B, 某县的A、B say it of both."""
        start = starts[number][0]
        for place, other in reversed(starts[:number]):
            if text[start - 1] not in "、和及与的“(":
                break
            name = next(
                (n for n in sorted(other.names(), key=len, reverse=True) if text.startswith(n, place)), ""
            )
            if not _JOINT.fullmatch(text, place + len(name or plain(other.name)), start):
                break
            start = place
        return start

    def _zone(self, text: str, starts: list[tuple[int, Project]], number: int) -> str:
        """From a project's name to the next project's; in A、B双双落户某县 what follows is said of both."""
        start, project = starts[number]
        for place, other in starts[number + 1 :]:
            if other is project:
                continue
            name = next(
                (n for n in sorted(project.names(), key=len, reverse=True) if text.startswith(n, start)), ""
            )
            name = name or plain(project.name)
            if name and _JOINT.fullmatch(text, start + len(name), place):
                start, project = place, other
                continue
            return text[start:place].partition(";")[0]
        return text[start:].partition(";")[0]

    def _said_after(self, project: Project, zone: str) -> None:
        """X是省重点项目,我市的十大工业项目; X位于…: level, programme and place."""
        clauses = _SAID_OF_IT.split(zone)
        for number, clause in enumerate(clauses):
            copula = _COPULA.search(clause) or _OUR_LEVEL.match(clause)
            if not copula and not (number and _ENDS_AS_CLASS.search(clause)):
                continue
            said = clause[copula.start() :] if copula else clause
            for piece in _pieces(said):
                if re.search("项目|工程|实事", piece):
                    self._class_words(project, piece, tied=bool(copula))
            place = self.finder.judge.county.search(said)
            if place and project.place is None and re.search("项目|阵地|工程|园区", said):
                project.place = place[0]
        where = self.located.search(zone)
        if where and where[1] and project.place is None:
            project.place = places.bare(where[1])
        there = self.works_at.search(zone) if "在" in zone and project.place is None else None
        if there:
            project.place = there["place"]

    def _said_before(self, project: Project, before: str) -> None:
        """“三十工程”X; 作为省重点项目,X: what stands right before the name."""
        at = _AT.search(before)
        project.place = project.place or (at[1] if at else places.before(before))
        listed = _LISTED_AS.search(before) if before.endswith("的") else None
        if listed:
            self._class_words(project, listed[1], tied=True)
        programme = re.search("(“[^“”]{2,8}”)(?:重点)?(?:项目)?$", before) if "”" in before else None
        if programme and self.finder.judge.is_programme(programme[1]):
            self._class_words(project, programme[0])
        attribute = _CLASS_BEFORE.search(before)
        if attribute:
            self._class_words(project, attribute[1])

    def _place_in_names(self, project: Project) -> str | None:
        known = next(filter(None, map(self.finder.judge.place_in, project.names())), None)
        return known or places.district(project.name, self.reading.flat)

    def _inspection(self) -> None:
        """A lead that says 调研部分“三十工程”项目 ties the programme to all that was visited."""
        lead = next((s.text for s in self.reading.sentences), "")
        where = self.toured.search(lead)
        if where and len({m["place"] for m in self.toured.finditer(lead)}) == 1:
            for project in self.items:
                project.place = project.place or where["place"]
        match = re.search(
            _INSPECTED + f"“?({self.reading.lexicon.programmes}|[^“”,。;]{{2,8}}工程)”?(?:重点)?项目", lead
        )
        if match:
            programme = match[1]
            for project in self.items:
                if programme not in project.programmes:
                    project.programmes.append(programme)

    def _out_of(self) -> None:
        """列入市“百项攻坚”项目21个,其中A、B等…: what is said of the whole list holds for the members named."""
        before = ""
        for sentence, hits in zip(self.reading.sentences, self.by_sentence, strict=True):
            first = hits[0][0] if hits else len(sentence.text)
            part = _OUT_OF.search(sentence.text, 0, first)
            whole = before + sentence.text[: part.start()] if part else ""
            counted = _COUNTED.search(whole)
            if counted:
                stop = re.compile("[;。]|\\d+个").search(sentence.text, hits[-1][0] if hits else 0)
                for place, project in hits:
                    if stop is None or place < stop.start():
                        self._class_words(project, counted[1] or counted[2] or counted[3])
            before = sentence.text

    def _labels(self) -> None:
        """●某县:…: short news by place."""
        place, paragraph = None, -1
        for sentence, hits in zip(self.reading.sentences, self.by_sentence, strict=True):
            if sentence.paragraph != paragraph:
                label = _LABEL.match(sentence.text)
                place, paragraph = label[1] if label else None, sentence.paragraph
            for _, project in hits if place else ():
                project.place = project.place or place

    # -- leader ----------------------------------------------------------------------------------

    def speaker_of(self, sentence: Sentence) -> str | None:
        """Who speaks in a quotation: the one person of the paragraph with a word of speech."""
        inside = [s.text for s in self.reading.sentences if s.paragraph == sentence.paragraph]
        text = "".join(inside)
        answers = next((name for name in self.reading.people if text.startswith(name + ":")), None)
        if answers:
            return answers
        speech = self.reading.lexicon.speech
        for name in self.reading.people:
            if re.search(f"{re.escape(name)}[^。]{{0,14}}{speech}", text):
                return name
        return None

    def as_dicts(self) -> list[dict[str, Any]]:
        return [
            {
                "name": p.name,
                "aliases": p.aliases,
                "levels": p.levels,
                "programmes": p.programmes,
                "place": p.place,
                "leader": p.leader,
                "part_of": p.part_of,
                "evidence": p.evidence,
                "rule": p.rule,
            }
            for p in self.items
        ]


@functools.lru_cache(
    maxsize=64
)  # it takes longer to build than a page to read, and few programmes stand together
def _levels(lexicon: Lexicon, programmes: tuple[str, ...]) -> re.Pattern[str]:
    """The levels before 重点项目, “三十工程” and the like."""
    ends = "|".join(map(re.escape, programmes)) or "十大"
    return re.compile(
        f"(?P<level>自治区级?|省、?市、?[县区](?:级)?|省、?市|市、?[县区]|(?:我|全|[{HAN}]{{2}})?省[级里]?|{lexicon.county}|"
        f"(?:我|全|{lexicon.region}|[{HAN}]{{2}})?市[级里]?|我[县区]|[县区][级里]?)"
        + _BEFORE_CLASS.replace("PROG", ends)
    )


def _without_parts(mentions: list[tuple[Sentence, Mention]]) -> list[tuple[Sentence, Mention]]:
    """Without what is hindered and called by a longer name elsewhere, and without a stretch of a project (X路隧道段)."""
    whole = {m.name for _, m in mentions if m.kind != "hindered"}
    listed = tuple({m.name for _, m in mentions if m.kind in ("list", "visit", "suffix")})
    kept = []
    for sentence, m in mentions:
        shortened = m.kind == "hindered" and any(name.startswith(m.name) and name != m.name for name in whole)
        stretch = m.kind == "built" and m.name.endswith("段") and m.name.startswith(listed)
        if not shortened and not stretch:
            kept.append((sentence, m))
    return kept


def _pieces(text: str) -> list[str]:
    """Parts of a predicate: 我省重点工程、我市“三十工程”的项目 are two; 省、市重点项目 is one."""
    return re.split("(?<![省市县区])、", text)
