"""Which project a demand is about: the one it names, the one that was told of; what is asked of all is about none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jzledger.articles.names import plain
from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence
from jzledger.articles.topics import GENERAL, Topics

_OF_EVERYTHING = re.compile(
    "质量关|质量安全|安全(?:底线|生产|红线|关)|(?:冬季|夏季|雨季|高温)施工|施工管理|资金筹措|统筹|服务员制度|制度|机制|考核|干部|作风|督[查导]|通报|闭环|隐患|招商|签约|谋划|储备|营商环境|并联|一网通办|回头看|文明施工|应统尽统|未开工项目|在建项目|所有项目|每个项目|监管|廉洁|宣传|形成合力|密切配合|协同"
)
_GENERAL_UNIT = re.compile(
    "全[省市县区]|各[^,]{0,6}(?:[县市区镇乡级地]|[)]|乡镇|街道|部门|企业)"
)  # 各责任单位 may be those of the project
_AS_AN_EXAMPLE = re.compile(
    "(?:推广|借鉴|学习|复制)[^,。;]{2,20}(?:经验|做法|模式)"
)  # 推广某项目的经验: elsewhere
_OFTEN = 3  # sentences that name the only project of a page which begins without it
_A_DAY = re.compile("\\d(?:日|月底|天)|[月年周]底|[周月年]内")
_THIS = re.compile("[该此](?:项目|工程|园|基地)|这[个一座条](?:项目|工程|路|桥)")


@dataclass
class Point:
    """One demand: `by` whom, of which `unit`; `parts` are sentences that elaborate it."""

    text: str
    sentence: Sentence
    unit: str | None
    project: Project | None
    by: str | None
    rule: str = "requirement.must"
    numbered: bool = False
    parts: list[str] = field(default_factory=list)

    def whole(self) -> str:
        return "。".join([self.text, *self.parts]).strip()


class About:
    """Looks at all demands of an article together."""

    def __init__(self, reading: Reading, topics: Topics, points: Sequence[Point]) -> None:
        self.reading, self.topics, self.points = reading, topics, points
        self.only = topics.only
        if len(topics.projects) == 1 and sum(map(bool, topics.direct)) >= _OFTEN:
            self.only = topics.projects[0]
        self.numbers = {sentence.start: number for number, sentence in enumerate(reading.sentences)}

    def project_of(self, point: Point) -> Project | None:
        if point.project and _AS_AN_EXAMPLE.search(point.text):
            return None
        if point.project and point.unit and self._only_asked_of(point):
            return None
        if point.project and (self._asked_of_all(point) or self._of_everything(point)):
            return None
        if point.parts:  # 二要保民生。石马公路的资金…: what the elaboration names comes before the rest
            named = self._named(point)
            return named[0] if len(named) == 1 else None if named else point.project
        if point.project is None and not self.topics.direct[self._number(point)] and self._of_one(point):
            return self.only
        return point.project

    def _number(self, point: Point) -> int:
        return self.numbers[point.sentence.start]

    def _named(self, point: Point) -> list[Project]:
        text = point.whole()
        named = [p for p in self.topics.projects if any(form in text for form in _forms(p))]
        return named or [p for p in self.topics.direct[self._number(point)]]

    def _of_one(self, point: Point) -> bool:
        """On a page about one project: does the demand say nothing that is of all projects?"""
        return (
            (bool(point.unit) or _A_DAY.search(point.text) is not None)
            and not (point.unit and _GENERAL_UNIT.match(point.unit))
            and not point.numbered
            and not _OF_EVERYTHING.search(point.text)
            and not GENERAL.search(point.sentence.text)
        )

    def _asked_of_all(self, point: Point) -> bool:
        """各有关单位要…: about the project that was spoken of before only if it is named again."""
        assert point.project is not None
        if not (point.unit and _GENERAL_UNIT.match(point.unit)) and not point.sentence.text.startswith(
            "至于"
        ):
            return False
        said = f"{point.sentence.text}。{point.whole()}"
        return not _THIS.search(said) and not any(name in said for name in point.project.names())

    def _of_everything(self, point: Point) -> bool:
        """要严把质量关,对偷工减料的企业…: what a speech comes to in the end."""
        return (
            point.by is not None
            and not point.unit
            and not point.numbered
            and _OF_EVERYTHING.search(point.text) is not None
            and not _THIS.search(point.text)
            and not self._told_of(point)
        )

    def _only_asked_of(self, point: Point) -> bool:
        """某局要加快A的报批。某镇要跑办填海手续: the demand before named A, the text told nothing of it here."""
        assert point.project is not None
        number = self._number(point)
        return (
            point.project not in self.topics.direct[number]
            and not point.numbered
            and not _THIS.search(point.sentence.text)
            and len(self.topics.projects) > 2
            and any(point.project in self.topics.direct[earlier] for earlier in self._earlier(point))
            and not self._told_of(point)
            and not self._told_before(point)
        )

    def _told_before(self, point: Point) -> bool:
        """Does the paragraph before this one end with the same project, or the demand take up its kind (大桥的资本金)?"""
        assert point.project is not None
        first = next(iter(self._earlier(point)), self._number(point))
        kind = plain(point.project.name)[-2:]
        return (first > 0 and self.topics.of_sentence[first - 1] is point.project) or kind in point.text

    def _earlier(self, point: Point) -> list[int]:
        """The sentences of the paragraph before that of the demand."""
        return [
            number
            for number in range(self._number(point))
            if self.reading.sentences[number].paragraph == point.sentence.paragraph
        ]

    def _told_of(self, point: Point) -> bool:
        """Does the paragraph tell of the project, or does only a demand before this one name it?"""
        asked = {other.sentence.start for other in self.points} - {point.sentence.start}
        return any(
            point.project in self.topics.direct[number]
            for number, sentence in enumerate(self.reading.sentences)
            if sentence.paragraph == point.sentence.paragraph
            and sentence.start <= point.sentence.start
            and sentence.start not in asked
        )


def _forms(project: Project) -> set[str]:
    return {form for name in project.names() for form in (name, plain(name))}
