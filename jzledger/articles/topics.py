"""Which project a sentence is about, for what it asks, wants or tells without naming one."""

from __future__ import annotations

import re

from jzledger.articles.projects import Project, Projects

_GENERAL = re.compile(
    "全市|全区|全县|全省|各级|各地|各县|各部门|各单位|各项目|各有关|所有项目|招商引资|重点项目建设|项目谋划|每个项目|广大|各乡镇"
)
_THIS = re.compile("该项目|该工程|此项目|这个项目|这一项目|该园区|该基地")
_ABOUT_A_PROJECT = re.compile("项目|工程|基地|园区|施工")


class Topics:
    """For each sentence the one project that it speaks of, or None."""

    def __init__(self, projects: Projects) -> None:
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
                    bool(_ABOUT_A_PROJECT.search(sentence.text)) and not _GENERAL.search(sentence.text)
                )
                inherited = just_named if carry else None
            if len(named) == 1:
                inherited = named[0]
            elif named:
                inherited = None
            topic = inherited
            if not named and _GENERAL.search(sentence.text) and not _THIS.search(sentence.text):
                topic = None
            self.of_sentence.append(topic)
            just_named = named[0] if len(named) == 1 else (inherited if _THIS.search(sentence.text) else None)


def _without_wholes(named: list[Project]) -> list[Project]:
    """X项目Y工程 names its whole as well; the part is meant."""
    wholes = {project.part_of for project in named}
    parts = [project for project in named if project.name not in wholes]
    return parts if len(parts) == 1 and len(named) == 2 else named
