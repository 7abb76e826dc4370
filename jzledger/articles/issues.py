"""Obstacles that somebody has to remove: one for each kind of problem."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.clause_items import Kind, without_name
from jzledger.articles.hindrance import ANNOUNCED, NUMBERED_OUT
from jzledger.articles.problem_lists import ABOUT_KINDS, ProblemLists, speaks_of_list
from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence
from jzledger.articles.stated_problems import StatedProblems
from jzledger.articles.topics import Topics

_NOUNS = re.compile("问题|难题|困难|短板|瓶颈|需求|诉求|堵点|制约")
# 会议现场协调解决用地报批、资金缺口等问题36个: dealt with, and named one by one.
_DEALT_WITH = re.compile(
    "(?:现场|当场|会上)(?:集中)?协调(?:解决|破解)?[^。,;、]{2,12}、[^。,;]*等(?:方面|各类)?(?:问题|难题|诉求)"
)
_SOLVED_COUNT = re.compile(
    "(?:解决|化解|办结|协调|破解|梳理|收集)[^。,;]*(?:问题|诉求|困难|难题|事项)[\\d一二三四五六七八九十百]+(?:余|多)?[个件项条]"
)
_TO_BE = re.compile("(?<![主重需])要(?!素|求)|尽快|抓紧|必须|务必|限期|确保")  # 要妥善解决…: not yet
_BARE = 6  # characters of a word that only names what is wanted
_BUT = re.compile("[,;](?:但|可(?!以|喜|见)|不过|然而|却|只是|唯独|唯有|就是)")
_SOME_OF_MANY = re.compile(
    "\\d个(?=卡|因|由于|受|尚|未|没|还)|有的(?:提出|反映|说|担心|表示)|还有的|(?:部分|有的|个别|少数|一些)(?:项目|企业|园区|县区|单位|乡镇|干部|地方|施工企业|中小企业)"
)
_OF_ALL = re.compile("全市|全县|全区|全省|各级|各地|部分项目|有的项目|一些项目|少数")
_AND_OTHERS = re.compile("等\\d*个?[^,;。]{0,6}(?:项目|工程|地块)")
_THE_SAME = re.compile("该(?:项目|工程|园区|企业|公司|校|院)")
_SAME_THING = re.compile("[“,]?(?:该|项目|同时|且|但|另外|此外|还|二是|三是|四是)")
# 开发区眼下有三个短板; 企业反映比较集中的是…: of all that are there, whatever was spoken of before.
_OF_THE_PLACE = re.compile(
    "(?:开发区|经开区|高新区|新区|全[县区市])(?:眼下|当前|目前|还|仍)?(?:有|存在|面临)|企业(?:家|负责人|代表)?们?(?:反映|提出)(?:得?(?:比较|最|较)为?)?(?:集中|多|突出)|集中反映|[从在]?面上看|总体(?:来)?看|共性"
)
_HEADING = re.compile("[(（]?[一二三四五六七八九十\\d]{1,2}[)）、.]")
_ASKING = re.compile("[,;][^,;]{1,14}\\?[”’]*$")
_SOMEBODY_ELSE = re.compile(
    "(?:[^,;。]{0,16}(?:反映|提出|说|表示|认为|建议|公司|企业|家|园区|专班|项目|工程|乡|镇|县|市|区|街道|局|方面|部门)|[一二三四五六七八九]是|个别|一些|有的|部分|少数|此外|另外|还有|同时|全)"
)
_JOINED = re.compile("^[^,;:。]*[和、与及]$")
_TOLD_OF = re.compile("反映|提出|存在|面临|遇到|卡在|尚|仍|还有|因(?!素)")


def issues(reading: Reading, topics: Topics) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    places: list[int] = []  # the sentence that each was found in
    seen: set[tuple[str, str | None]] = set()
    names = sorted(topics.names, key=len, reverse=True)
    finder = _Finder(reading, names)
    announced, paragraph = False, -1
    for number, sentence in enumerate(reading.sentences):
        if sentence.paragraph != paragraph:
            announced, paragraph = announced and _goes_on(sentence), sentence.paragraph
        says = bool(ANNOUNCED.search(sentence.text))
        for kind in finder.in_sentence(sentence, announced, says):
            project = _project(topics, number, sentence.text, kind)
            name = project.name if project else None
            text = without_name(kind.text, names)
            if (text, name) in seen:
                continue
            seen.add((text, name))
            places.append(number)
            found.append(
                {
                    "text": text,
                    "category": kind.category,
                    "project": name,
                    "evidence": reading.evidence(sentence),
                    "rule": kind.rule,
                }
            )
        announced = says
    return [item for number, item in enumerate(found) if not _told_at_length(found, number, places, finder)]


def _told_at_length(found: list[dict[str, Any]], number: int, places: list[int], finder: _Finder) -> bool:
    """犯愁的是砂石料。料仓见了底,砂石料供应跟不上: is the bare word followed by the obstacle itself?"""
    item = found[number]
    if (
        item["rule"] != "issue.wanted"
        or len(item["text"]) > _BARE
        or ("的是" not in item["text"] and finder.stated.words.search(item["text"]))
    ):
        return False
    return any(
        place == places[number] or (other["category"] == item["category"] and place == places[number] + 1)
        for other, place in zip(found[number + 1 :], places[number + 1 :], strict=True)
    )


def _goes_on(sentence: Sentence) -> bool:
    return bool(re.match("[(]?[一二三四五六七八九十1-9][)、.是]|答:|“", sentence.text))


def _project(topics: Topics, number: int, text: str, kind: Kind) -> Project | None:
    """The project in the words themselves, else the one project of the part of the sentence between semicolons."""
    own = {id(project): project for place, project in topics.hits[number] if kind.start <= place < kind.end}
    if own and _AND_OTHERS.search(text, kind.start, kind.end):
        return None
    if len(own) == 1:
        return next(iter(own.values()))
    if not topics.direct[number] and _OF_THE_PLACE.search(text):
        return None
    if _HEADING.match(text) and len(text) <= 20:
        return None  # (三)征迁清障迟缓。
    clause = max(text.rfind(mark, 0, kind.start) for mark in ",;:。") + 1
    if _AND_OTHERS.search(text, kind.start, kind.end):
        return None
    if _SOME_OF_MANY.match(kind.text) or _SOME_OF_MANY.search(text, clause, kind.start):
        return None
    start = text.rfind(";", 0, kind.start) + 1
    end = text.find(";", kind.start)
    part = text[start : end if end >= 0 else len(text)]
    first = next((place for place, _ in topics.hits[number] if start <= place < start + len(part)), None)
    if first is not None and first >= kind.end and NUMBERED_OUT.match(part):
        return None  # 三是征迁遗留问题多,X还有17户未签: the first clause is about all
    if len(part) < len(text) and first is None and topics.direct[number] and not _SAME_THING.match(part):
        head = text[: max(0, text.find(":"))]  # 某大桥难在三件事:…;…;…: all of them are its own
        if ";" not in head and len(topics.direct[number]) == 1 and topics.hits[number][0][0] < len(head):
            return topics.direct[number][0]
        if topics.of_sentence[number] is None or _SOMEBODY_ELSE.match(part):
            return None  # 甲公司反映,A项目缺地;乙公司提出,公交少: the other half is about A
    project = topics.of_part(number, start, start + len(part))
    if project is None and _THE_SAME.match(part):
        return next(
            (p for place, p in reversed(topics.hits[number]) if place < start), None
        )  # 甲还差6户;该项目负责人说,…
    if project is None and not topics.direct[number] and not _OF_ALL.search(text):
        return topics.only
    if project is None and len(topics.direct[number]) > 1:
        before = [hit for hit in topics.hits[number] if start <= hit[0] < kind.start]
        if len(before) > 1 and _JOINED.search(text, before[-2][0], before[-1][0]):
            return None  # A和B因选址未定…
        said = text[topics.last_end(number, kind.start) : kind.start]
        told = _TOLD_OF.search(said)  # X反映专线供电滞后、普工招不满: the mark parts obstacles, not names
        joined = re.search("[、和]|等", said[: told.start()] if told else said)
        return before[-1][1] if before and not joined else None
    return project


class _Finder:
    def __init__(self, reading: Reading, names: list[str]) -> None:
        self.lexicon = reading.lexicon
        self.lists = ProblemLists(reading.lexicon)
        self.stated = StatedProblems(reading.lexicon, names)

    def in_sentence(self, sentence: Sentence, announced: bool, says: bool) -> list[Kind]:
        """`says`: does the sentence itself announce a problem, as one before it may have `announced` it?"""
        text = sentence.text
        if "?" in text:
            text = _ASKING.sub("", text)  # 消防验收一直排不上号,设备放在哪儿?
            says = bool(ANNOUNCED.search(text))
        listed = bool(_NOUNS.search(text)) and speaks_of_list(text)
        if text.rstrip("”").endswith("?"):
            return []
        announced = announced or says
        if not listed and ("等" in text or "方面" in text) and ABOUT_KINDS.search(text):
            return self.lists.about(text, 0)
        if not listed and not self.stated.may_stand_in(text, announced):
            return []
        if self._solved(text) or (_SOLVED_COUNT.search(text) and not _DEALT_WITH.search(text)):
            return []
        found: list[Kind] = []
        start = 0
        for part in text.split(";"):
            kinds = self.lists.listed(part, start) if listed else []
            kinds = kinds or self.lists.about(part, start)
            taken = [(kind.start, kind.end) for kind in kinds]
            found += kinds + [
                kind
                for kind in self.stated.in_part(part, start, announced)
                if not any(a < kind.end and kind.start < b for a, b in taken)
            ]
            start += len(part) + 1
        return found

    def _solved(self, text: str) -> bool:
        solved = self.lexicon.solved.search(text)
        if solved is None or _TO_BE.search(text, 0, solved.start()):
            return False
        return not _BUT.search(text, solved.end())  # 厂房已全部封顶,但专线还有3座塔基没有落地
