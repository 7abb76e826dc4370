"""Stages that a project has reached, with the day."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.head import DAY, NOT_BEFORE, day_text
from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading, clauses
from jzledger.articles.topics import Topics

_STAGES = (
    (
        "投产",
        re.compile(
            "竣工投产|建成投产|投产(?!达效|见效)|投入(?:生产|运营|运行|使用)|试生产|投用(?!后)|建成投运|投运"
        ),
    ),
    ("达效", re.compile("达产达效|达产|达效")),
    ("竣工", re.compile("竣工(?!率|\\d|验收率)|建成通车|通车|完工|建成投用|建成")),
    ("开工", re.compile("开工(?!率|\\d|动员|项目)|奠基|破土动工|动工")),
    ("落地", re.compile("落地(?!见效|生根)|落户")),
    ("签约", re.compile("签约|签订(?:投资)?(?:协议|合同)|签署")),
)
_ANY_STAGE = re.compile(
    "竣工|投产|投用|投运|投入|通车|完工|建成|开工|奠基|动工|落地|落户|签[约订署]|达[产效]|试生产"
)
_PLANNED = re.compile(
    "计划|预计|将|力争|确保|拟|争取|推动|加快|早日|尽快|目标|围绕|(?<!需)要|未|月底前|年底前|前[,竣建投开完]|有望|预期|应|推进|如期|奠定|打下(?:了)?[^,。]{0,4}基础"
)
_ELAPSED = re.compile(r"(?:经过|历经|历时|用时|仅用|只用|耗时|用了|不到)(?:了)?(?P<days>\d{1,5})(?:个)?天")
_THAT_DAY = re.compile("当天|当日|同日|昨日|昨天|今日|今天")
_BEGUN = re.compile("(?:正式|全面)?(?:开工|动工|奠基|投产|竣工|建成|通车|签约|投入)")  # 自9月16日开工
_MONTH = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?!\d)")


def milestones(reading: Reading, topics: Topics, event: str | None) -> list[dict[str, Any]]:
    """Only stages with a day or month, or with the days spent; stages merely named tell nothing new."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    ended: dict[str, Any] | None = None  # the last stage of the sentence before
    told, paragraph = event, -1  # the day that 当天 means: the last one told in the paragraph
    for sentence, topic, named in zip(reading.sentences, topics.of_sentence, topics.direct, strict=True):
        if sentence.paragraph != paragraph:
            told, paragraph = event, sentence.paragraph
        projects = named if len(named) > 1 else ([topic] if topic else [])
        if not _ANY_STAGE.search(sentence.text):
            spent_on = _ELAPSED.match(sentence.text)
            if spent_on and ended and ended["elapsed_days"] is None:
                ended["elapsed_days"] = int(spent_on["days"])  # …竣工。历时420天,…
            told = (_day(sentence.text, reading.published) if "月" in sentence.text else None) or told
            continue
        ended = None
        day: str | None = None
        elapsed = _ELAPSED.search(sentence.text)
        last: dict[str, Any] | None = None
        before: list[Project] = []
        subject: list[Project] = []  # whom a clause without a name tells of: A,3月28日开工;B…
        for start, end in clauses(sentence.text):
            clause = sentence.text[start:end]
            dated = _day(clause, reading.published) if "月" in clause else None
            if dated:
                day = told = dated
            elif _THAT_DAY.search(clause):
                day = told
            elif start and sentence.text[start - 1] == ";":
                day = None
            own = _without_parts([p for p in projects if any(form in clause for form in p.names())])
            if own and not dated and before and own[0] not in before:
                day = None  # 甲8月26日投运,乙主体完工: the day is that of the first
            before = own or ([] if dated else before)
            subject = own or ([] if start and sentence.text[start - 1] == ";" else subject)
            stage = _stage(clause)
            spent = int(elapsed["days"]) if elapsed and elapsed.start() < end else None
            if stage is None and elapsed and start <= elapsed.start() < end and last:
                last["elapsed_days"] = last["elapsed_days"] or spent  # 竣工,用时827天
            if not projects or stage is None or _PLANNED.search(clause) or (day is None and spent is None):
                continue
            here = own or (subject if len(subject) == 1 else [])
            if len(projects) > 1 and not here:
                continue
            for project in here or projects:
                entry = found.setdefault(
                    (project.name, stage),
                    {
                        "project": project.name,
                        "stage": stage,
                        "date": None,
                        "elapsed_days": None,
                        "evidence": reading.evidence(sentence),
                        "rule": "milestone.dated" if day else "milestone.elapsed",
                    },
                )
                last = ended = entry
                entry["date"] = entry["date"] or day
                entry["elapsed_days"] = entry["elapsed_days"] or spent
            day = None  # a day tells of one stage
    return list(found.values())


def _without_parts(named: list[Project]) -> list[Project]:
    """X(甲、乙)5月20日开工: told of X, its parts only follow."""
    wholes = {project.name for project in named}
    return [project for project in named if project.part_of not in wholes]


def _day(clause: str, published: str | None) -> str | None:
    for match in DAY.finditer(clause):
        begun = _BEGUN.match(clause, match.end()) and clause[: match.start()].endswith(("自", "从"))
        if begun or not NOT_BEFORE.search(clause[: match.start()]):
            return day_text(match, published)
    month = _MONTH.search(clause)
    return f"{month['year']}-{int(month['month']):02}" if month else None


def _stage(clause: str) -> str | None:
    return next((stage for stage, words in _STAGES if words.search(clause)), None)
