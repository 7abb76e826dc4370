"""Stages that a project has reached, with the day."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.head import DAY, NOT_BEFORE, day_text
from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading, clauses
from jzledger.articles.sentences import Sentence
from jzledger.articles.topics import Topics

_STAGES = (
    (
        "投产",
        re.compile(
            "竣工投产|建成投产|投产(?!达效|见效)|投入(?:生产|运营|运行|使用)|试生产|投用(?!后)|建成投运|投运"
        ),
    ),
    ("达效", re.compile("达产达效|达产|达效")),
    (
        "竣工",
        re.compile(
            "竣工(?!率|\\d|验收率)|建成通车|通车|完工(?<!主体完工|结构完工|土建完工|桩基完工|路基完工|地基完工)|建成投用|建成"
        ),
    ),
    ("开工", re.compile("开工(?!率|\\d|动员|项目)|奠基|破土动工|动工")),
    ("落地", re.compile("落地(?!见效|生根)|落户")),
    (
        "签约",
        re.compile(
            "签约(?!率|额|总)|签[订署下](?![^,;。]{0,30}(?:意向|框架))[^,;。]{0,30}?(?:协议|合同|合约)|签署(?!意向|框架)"
        ),
    ),
)
_ANY_STAGE = re.compile(
    "竣工|投产|投用|投运|投入|通车|完工|建成|开工|奠基|动工|落地|落户|签[约订署下]|达[产效]|试生产"
)
_PLANNED = re.compile(
    "计划|预计|将|力争|确保|拟|争取|推动|加快|早日|尽快|目标|围绕|(?<!需)要|未|月底前|年底前|前[,竣建投开完]|有望|预期|应|推进|奠定|打下(?:了)?[^,。]{0,4}基础"
)
_ELAPSED = re.compile(r"(?:经过|历经|历时|用时|仅用|只用|耗时|用了|不到)(?:了)?(?P<days>\d{1,5})(?:个)?天")
# 从2024年9月6日签约到今天开工,仅用171天; 从奠基到出砂历时398天
_FROM_TO = re.compile(
    r"从(?P<first>[^,;。]{0,20}?(?:签约|签订|签下|开工|动工|奠基|破土)[^,;。到至]{0,4})[到至](?P<second>[^,;。]{1,16}?)(?:,[^,;。]{0,30}?)?(?:总共|一共|共|前后)?(?=(?:经过|历经|历时|用时|仅|只|耗时|用了|不到))"
)
_UNTIL_THEN = frozenset(("签约", "开工"))  # the days told behind these were spent up to what comes next
# …等一批项目同时破土动工, 也在各自分会场开工: of all that was listed
_TOGETHER = re.compile(
    "(?:同时|同步|集中|一并|一同|一起|一齐|共同|也|均|都)(?:在[^,;。]{2,10})?(?:正式|集中)?(?:破土动工|动工|开工|奠基|签约|竣工|投产)"
)
_CEREMONY = re.compile(
    "(?:集中|同步)?(?:开工|签约|竣工|投产|奠基)(?:暨[^,。]{2,8})?(?:动员|推进)?(?:仪式|活动|大会|现场会)"
)
_THAT_DAY = re.compile("当天|当日|同日|同一天|昨日|昨天|今日|今天")
_OF_TIME = re.compile("[月天日]")
_BEGUN = re.compile("(?:正式|全面)?(?:开工|动工|奠基|投产|竣工|建成|通车|签约|投入)")  # 自9月16日开工
_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)年|(?P<this>今年|去年))(?P<month>\d{1,2})月(?!\d|份|[底初末]|[上中下]旬前|前)"
)
_FROM_SIGNING = re.compile("从[^,;。]{0,10}签[^,;。]{0,10}[到至]")
_LIKEWISE = re.compile("与|同|和|又|也|并|还|再")  # 与甲签订…,与乙签订…
_SAME_YEAR = re.compile("(?:同|当)年$|(?P<next>次|翌|第二)年$")


def milestones(reading: Reading, topics: Topics, event: str | None) -> list[dict[str, Any]]:
    """Only stages with a day or month, or with the days spent; stages merely named tell nothing new."""
    return _Milestones(reading, topics, event).as_dicts()


class _Milestones:
    def __init__(self, reading: Reading, topics: Topics, event: str | None) -> None:
        self.reading, self.event = reading, event
        self.found: dict[tuple[str, str], dict[str, Any]] = {}
        self.ended: dict[str, Any] | None = None  # the last stage of the sentence before
        self.ceremony = bool(reading.sentences) and bool(_CEREMONY.search(reading.sentences[0].text))
        self.told, paragraph = event, -1  # the day that 当天 means: the last one told in the paragraph
        for sentence, topic, named in zip(reading.sentences, topics.of_sentence, topics.named, strict=True):
            if sentence.paragraph != paragraph:
                self.told, paragraph = event, sentence.paragraph
            if _ANY_STAGE.search(sentence.text):
                self._sentence(sentence, named if len(named) > 1 else ([topic] if topic else []))
                continue
            spent_on = _ELAPSED.match(sentence.text)
            if (
                spent_on
                and self.ended
                and self.ended["stage"] not in _UNTIL_THEN
                and self.ended["elapsed_days"] is None
            ):
                self.ended["elapsed_days"] = int(spent_on["days"])  # …竣工。历时420天,…
            day = _day(sentence.text, reading.published, None) if "月" in sentence.text else None
            self.told = day or self.told

    def as_dicts(self) -> list[dict[str, Any]]:
        return list(self.found.values())

    def _sentence(self, sentence: Sentence, projects: list[Project]) -> None:
        self.ended = None
        if not (self.ceremony or _OF_TIME.search(sentence.text)):
            return  # stages merely named
        day: str | None = None
        year: str | None = None  # of the last day told, for 同年8月2日
        spent: int | None = None  # days that wait for the stage they lead to
        last: dict[str, Any] | None = None
        before: list[Project] = []
        subject: list[Project] = []  # whom a clause without a name tells of: A,3月28日开工;B…
        row: list[Project] = []  # listed, and nothing said of them yet
        text, done = sentence.text, 0
        bridge = _FROM_TO.search(text) if "从" in text and "天" in text else None
        for start, end in clauses(text):
            clause = text[start:end]
            if bridge and start <= bridge.start() < end:
                last = self._bridge(sentence, bridge, projects, last) or last
                elapsed = _ELAPSED.search(text, bridge.start())
                done = elapsed.end() if elapsed else bridge.end()
            if end <= done or start < done:
                continue
            dated = _day(clause, self.reading.published, year) if "月" in clause else None
            if dated:
                day = self.told = dated
                year = dated[:4] if dated[0] != "-" else year
            elif _THAT_DAY.search(clause):
                day = self.told
            elif start and text[start - 1] == ";":
                day = None
            own = _without_parts([p for p in projects if any(form in clause for form in p.names())])
            if own and not dated and before and own[0] not in before and not row:
                day = None  # 甲8月26日投运,乙主体完工: the day is that of the first
            before = own or ([] if dated else before)
            subject = own or ([] if start and text[start - 1] == ";" else subject)
            stage = _stage(clause)
            elapsed = _ELAPSED.search(clause) if "天" in clause else None
            if elapsed and last and stage is None and last["stage"] not in _UNTIL_THEN:
                last["elapsed_days"] = last["elapsed_days"] or int(elapsed["days"])  # 竣工,用时827天
            elif elapsed:
                spent = int(elapsed["days"])
            if elapsed and last and stage is None and _last_of(text, end) and last["stage"] == "开工":
                self._after_signing(last, spent, text)
            together = stage is not None and len(own or row) > 1 and bool(_TOGETHER.search(clause))
            if together and day is None and self.ceremony and self.event:
                day = self.event
            if day is None and own and last and stage == last["stage"] and _LIKEWISE.match(clause):
                day = last["date"]
            here = own or (row if together else []) or (subject if len(subject) == 1 else [])
            row = [*row, *own] if own and stage is None and _ends_with_name(clause, own) else []
            if not projects or stage is None or _is_planned(clause, stage) or (day is None and spent is None):
                continue
            if len(projects) > 1 and not here:
                continue
            for project in here or projects:
                last = self._add(sentence, project, stage, day, spent)
            self.ended = last
            day = spent = None  # a day tells of one stage

    def _add(
        self, sentence: Sentence, project: Project, stage: str, day: str | None, spent: int | None
    ) -> dict[str, Any]:
        entry = self.found.setdefault(
            (project.name, stage),
            {
                "project": project.name,
                "stage": stage,
                "date": None,
                "elapsed_days": None,
                "evidence": self.reading.evidence(sentence),
                "rule": "milestone.dated" if day else "milestone.elapsed",
            },
        )
        entry["date"] = entry["date"] or day
        entry["elapsed_days"] = entry["elapsed_days"] or spent
        return entry

    def _after_signing(self, begun: dict[str, Any], spent: int | None, text: str) -> None:
        """3月签约,6月开工,用时90天; 从签约到4月28日开工,只用了96天: the days lead from the one to the other."""
        if (begun["project"], "签约") in self.found or _FROM_SIGNING.search(text):
            begun["elapsed_days"] = begun["elapsed_days"] or spent

    def _bridge(
        self, sentence: Sentence, bridge: re.Match[str], projects: list[Project], last: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """从9月6日签约到今天开工,仅用171天: the first stage with its day, the second with the days spent."""
        elapsed = _ELAPSED.search(sentence.text, bridge.end() - 2)
        if elapsed is None or elapsed.start() - bridge.end() > 4:
            return None
        spent, published = int(elapsed["days"]), self.reading.published
        said = sentence.text[: elapsed.end()]
        here = _without_parts([p for p in projects if any(form in said for form in p.names())]) or projects
        begun, first = _day(bridge["first"], published, None), _stage(bridge["first"])
        if first and begun and len(here) == 1:
            self._add(sentence, here[0], first, begun, None)
        second = _stage(bridge["second"])
        if second is None:
            if last and last["stage"] not in _UNTIL_THEN:
                last["elapsed_days"] = last["elapsed_days"] or spent  # 正式投产,从奠基到出砂历时398天
            return last
        if len(here) != 1:
            return None
        day = _day(bridge["second"], published, None)
        day = day or (self.told if _THAT_DAY.search(bridge["second"]) else None)
        self.ended = self._add(sentence, here[0], second, day, spent)
        return self.ended


def _last_of(text: str, end: int) -> bool:
    """Does no other clause of the sentence tell of a stage?"""
    return not _ANY_STAGE.search(text, end)


def _ends_with_name(clause: str, own: list[Project]) -> bool:
    return any(clause.endswith(form) for project in own for form in project.names())


def _is_planned(clause: str, stage: str) -> bool:
    """3月21日开工的某某项目尚未…: what is said of the project is no plan of its stage."""
    end = next((m.end() for name, words in _STAGES if name == stage and (m := words.search(clause))), 0)
    return bool(_PLANNED.search(clause[:end] if clause[end : end + 1] == "的" else clause))


def _without_parts(named: list[Project]) -> list[Project]:
    """X(甲、乙)5月20日开工: told of X, its parts only follow."""
    wholes = {project.name for project in named}
    return [project for project in named if project.part_of not in wholes]


def _day(clause: str, published: str | None, year: str | None) -> str | None:
    """The day, else the month that the clause names; `year` is that of the day told before."""
    for match in DAY.finditer(clause):
        ahead = clause[: match.start()]
        begun = _BEGUN.match(clause, match.end()) and ahead.endswith(("自", "从"))
        if begun or not NOT_BEFORE.search(ahead):
            day = day_text(match, published)
            same = _SAME_YEAR.search(ahead)
            bare = not match["year"] and not match["this"]
            if day and year and bare and (same or published is None):
                day = f"{int(year) + bool(same and same['next']):04}{day[-6:]}"
            return day
    month = _MONTH.search(clause)
    if month is None or (month["this"] and published is None):
        return None
    named = int(month["year"] or str(published)[:4]) - (month["this"] == "去年")
    return f"{named}-{int(month['month']):02}"


def _stage(clause: str) -> str | None:
    return next((stage for stage, words in _STAGES if words.search(clause)), None)
