"""Which project a sentence is about, for what it asks, wants or tells without naming one."""

from __future__ import annotations

import re

from jzledger.articles.projects import Project, Projects

_GENERAL = re.compile(
    "全市|全区|全县|全省|各级|各地|各县|各部门|各单位|各项目|各有关|所有项目|重点项目建设|项目谋划|每个项目|广大|各乡镇"
)
_CHARGE = "(?:分包|包保|包联|联系|牵头)"
_IN_CHARGE = re.compile("分包|包保|包联|联系领导|牵头领导")
_THIS = re.compile(
    "该(?:项目|工程|园区|基地|产业园|中心|工厂|学校|医院|公路|线路|大桥|路|桥|园)|此项目|这[个一]项目|项目(?:建成|投产|达产)后"
)
_SPEECH = re.compile(
    "强调|要求|指出|表示|提出|希望|认为"
)  # a closing word of a leader is about all that was seen
_ABOUT_A_PROJECT = re.compile("项目|工程|基地|园区|施工")


class Topics:
    """For each sentence the one project that it speaks of, or None."""

    def __init__(self, projects: Projects) -> None:
        self.hits = projects.by_sentence
        self.names = {name for project in projects.items for name in project.names()}
        self.of_sentence: list[Project | None] = []
        self.direct: list[list[Project]] = []
        inherited: Project | None = None
        paragraph = -1
        just_named: Project | None = None
        for sentence, hits in zip(projects.reading.sentences, projects.by_sentence, strict=True):
            named = list({id(project): project for _, project in hits}.values())
            named = _without_wholes(named)
            self.direct.append(named)
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                carry = bool(_THIS.search(sentence.text)) or (
                    bool(_ABOUT_A_PROJECT.search(sentence.text))
                    and not _GENERAL.search(sentence.text)
                    and not _SPEECH.search(sentence.text[:24])
                )
                if _THIS.search(sentence.text):
                    just_named = just_named or inherited
                inherited = just_named if carry else None
            if len(named) == 1:
                inherited = named[0]
            elif named:
                inherited = None
            topic = inherited
            if not named and _GENERAL.search(sentence.text) and not _THIS.search(sentence.text):
                topic = None
            self.of_sentence.append(topic)
            about = topic is not None and _ABOUT_A_PROJECT.search(sentence.text)
            just_named = named[0] if len(named) == 1 else (topic if about and not named else None)

    def of_part(self, number: int, start: int, end: int) -> Project | None:
        """The one project of a part of a sentence, where the sentence as a whole names several."""
        if len(self.direct[number]) < 2:
            return self.of_sentence[number]
        here = {id(project): project for place, project in self.hits[number] if start <= place < end}
        return next(iter(here.values())) if len(here) == 1 else None


def _without_wholes(named: list[Project]) -> list[Project]:
    """X项目Y工程 names its whole as well; the part is meant."""
    wholes = {project.part_of for project in named}
    parts = [project for project in named if project.name not in wholes]
    return parts if len(parts) == 1 and len(named) == 2 else named


def name_leaders(projects: Projects, topics: Topics) -> None:
    """Who has a project in charge: 分包, 包保, 包联, 联系领导 in a sentence about exactly one project."""
    people = projects.reading.people
    for sentence, topic in zip(projects.reading.sentences, topics.of_sentence, strict=True):
        if topic is None or topic.leader or not _IN_CHARGE.search(sentence.text):
            continue
        named = [
            name
            for name in people
            if re.search(
                f"{name}.{{0,6}}{_CHARGE}|{name}[^,。]{{0,16}}(?:分包|包保|包联)的|{_CHARGE}.{{0,20}}{name}",
                sentence.text,
            )
        ]
        if named:
            topic.leader = named[0]
        elif re.search(f"作为.*{_CHARGE}领导", sentence.text):
            topic.leader = projects.speaker_of(sentence)
