"""Who has which project in charge, where a sentence ties the one to the other: 由某某包保的X, 某某包保X, 他包保的X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzledger.articles.projects import Project, Projects

_CHARGE = re.compile(
    "(?:分包|包保|包联|包抓|包案|挂联|挂钩联?系?|挂点|领衔|联系|联包|牵头推进)(?!领导|人|单位|电话|方式|点|机制|制度)"
)
_TO_HIM = re.compile("(?:同志|本人|自己|亲自|直接|负责|具体|全程|来|去|对口|牵头){0,3}$")
_HE = re.compile("(?:他|她)(?:本人|自己|亲自|直接|负责|对口){0,2}$")
_I = re.compile("(?<!让)我(?:本人|自己|亲自|直接|负责|对口){0,2}$")
_OBJECT = re.compile("(?:的(?:项目)?(?:是|就是|有)?|了|着|[^,;。]{0,4}的|(?:的|了)[^,;。]{2,12}的)?[“]?$")
_FAR = 20  # so much at the most stands between the word of charge and the project's name


def in_charge(projects: Projects) -> None:
    """Names the leader of each project that stands right behind a word of charge with its person in front."""
    for sentence, hits in zip(projects.reading.sentences, projects.by_sentence, strict=True):
        if not hits:
            continue
        for match in _CHARGE.finditer(sentence.text):
            project = _object(sentence.text, match.end(), hits)
            if project is None or project.leader:
                continue
            project.leader = _person(projects, sentence.text, sentence.start, match.start())


def _object(text: str, end: int, hits: list[tuple[int, Project]]) -> Project | None:
    """The project that the word of charge ending at `end` governs."""
    for start, project in hits:
        if end <= start <= end + _FAR:
            return project if _OBJECT.match(text[end:start]) else None
    return None


def _person(projects: Projects, text: str, offset: int, start: int) -> str | None:
    """Who stands before the word of charge at `start`; 他 is the last one named, 我 the one who speaks."""
    for name, end in _named_before(projects.reading.people, text, start):
        if _TO_HIM.fullmatch(text, end, start):
            return name
    before = projects.reading.flat[max(0, offset + start - 300) : offset + start]
    if _HE.search(text, 0, start):
        return max(
            ((before.rfind(name), name) for name in projects.reading.people if name in before),
            default=(0, None),
        )[1]
    if _I.search(text, 0, start):
        for sentence in projects.reading.sentences:
            if sentence.start == offset:
                return projects.speaker_of(sentence)
    return None


def _named_before(people: list[str], text: str, start: int) -> Iterator[tuple[str, int]]:
    """(name, its end) of the people named close before `start`."""
    for name in people:
        place = text.rfind(name, max(0, start - 12), start)
        if place >= 0:
            yield name, place + len(name)
