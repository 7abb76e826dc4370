"""Stages that a project has reached, with the day."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.head import DAY, day_text
from jzledger.articles.reading import Reading, clauses
from jzledger.articles.topics import Topics

_STAGES = (
    ("投产", re.compile("竣工投产|建成投产|投产(?!达效|见效)|投入(?:生产|运营|使用)|试生产")),
    ("达效", re.compile("达产达效|达产|达效")),
    ("竣工", re.compile("竣工|建成通车|通车|完工|建成投用|建成")),
    ("开工", re.compile("开工(?!率)|奠基|破土动工|动工")),
    ("落地", re.compile("落地(?!见效|生根)|落户")),
    ("签约", re.compile("签约|签订(?:投资)?(?:协议|合同)|签署")),
)
_PLANNED = re.compile(
    "计划|预计|将|力争|确保|拟|争取|推动|加快|早日|尽快|目标|围绕|(?<!需)要|未|月底前|年底前|前[,竣建投开完]|有望|预期|应|推进|如期"
)
_ELAPSED = re.compile(r"(?:经过|历经|历时|用时|仅用|只用|耗时|用了|不到)(?:了)?(?P<days>\d{1,5})(?:个)?天")
_MONTH = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?!\d)")


def milestones(reading: Reading, topics: Topics, event: str | None) -> list[dict[str, Any]]:
    """Only stages with a day or month, or with the days spent; stages merely named tell nothing new."""
    found: list[dict[str, Any]] = []
    for sentence, topic, named in zip(reading.sentences, topics.of_sentence, topics.direct, strict=True):
        projects = named if len(named) > 1 else ([topic] if topic else [])
        if not projects:
            continue
        day: str | None = None
        elapsed = _ELAPSED.search(sentence.text)
        for start, end in clauses(sentence.text):
            clause = sentence.text[start:end]
            dated = DAY.search(clause)
            month = _MONTH.search(clause)
            if dated:
                day = day_text(dated, reading.published)
            elif month:
                day = f"{month['year']}-{int(month['month']):02}"
            elif re.match("当天|当日", clause):
                day = event
            stage = _stage(clause)
            spent = int(elapsed["days"]) if elapsed and elapsed.start() < end else None
            if stage is None or _PLANNED.search(clause) or (day is None and spent is None):
                continue
            here = [p for p in projects if any(form in clause for form in p.names())]
            if len(projects) > 1 and not here:
                continue
            for project in here or projects:
                entry = {
                    "project": project.name,
                    "stage": stage,
                    "date": day,
                    "elapsed_days": spent,
                    "evidence": reading.evidence(sentence),
                }
                known = next((m for m in found if (m["project"], m["stage"]) == (project.name, stage)), None)
                if known is None:
                    found.append(entry)
                else:
                    known["date"] = known["date"] or day
                    known["elapsed_days"] = known["elapsed_days"] or spent
            day = day if dated or month else None
    return found


def _stage(clause: str) -> str | None:
    return next((stage for stage, words in _STAGES if words.search(clause)), None)
