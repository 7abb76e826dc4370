"""What somebody is asked to do from now on, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence
from jzledger.articles.topics import Topics
from jzledger.rules.chinese_numbers import NUMBER

MUST = "(?<![主重需首必紧纪概摘提险只想])要(?!素|求|点|闻|害|道|塞|领|件|是|么|不是|义|务)"
_MUST = re.compile(MUST)
_NUMBER = re.compile(
    "(?:^|(?<=[,;:。]))(?:[(]?[一二三四五六七八九十][)]|[一二三四五六七八九十]是?要|第[一二三四五六七八九十],?要?|[一二三四五六七八九十]是(?=[^,;。]))"
)
_NEED = re.compile(
    "(?:^|[,;])(?P<text>(?:还)?需(?:要)?(?=[^,;。]{8})(?:在|进一步|加快|尽快|加强|继续|抓紧).*)$"
)
_SHALL = re.compile(
    "(?:^|(?<=[,;:]))(?P<unit>[^,;:。“”]{2,20}?)?(?:必须|务必|应当|应(?=尽快|加快|进一步|加强))"
)
_CONDITION = re.compile("^(?:不管|无论|不论|只有|越是)")
_CONCRETE = re.compile(
    "加快|抓紧|确保|做好|抓好|推进|推动|强化|加强|落实|完善|协调|解决|保障|围绕|倒排|优化|压实|加大|统筹|紧盯|坚持|提升|建立|主动|严格|严守|把|以|聚焦|锚定|尽快|尽早|全力|积极|持续|提前|高标准|高质量|切实|牢牢|深入|精心|认真|着力|扎实|科学|密切|配合|用好|按照|按|对|全面|大力|树牢|树立|明确|细化|牢固|不断|进一步|突出|发挥|注重|充分|增强|于|在|千方百计|立即|限期|务必|坚决|各|属地|相关|有关|督促|组织|制定|梳理|做到|完成|开展"
)
_DEADLINE = re.compile(
    f"(?:(?:20\\d\\d年|今年|明年|年|本)?{NUMBER}月(?:{NUMBER}日|初|中旬|上旬|下旬|底|末)?(?:前|之前|以前)(?:全部)?|"
    f"(?:今年|本年|年|本月|月|季度|本周|周)(?:底|末)(?:之?前)?|春节前|国庆节?前|汛期前|{NUMBER}(?:个)?(?:工作日|天|日|周|个月|月)(?:之?内)|"
    "(?:本周|本月|下周|下月|本季度|上半年|下半年|一季度|二季度|三季度|四季度|年)(?:内|前)|[一二三四]季度[末底](?:前)?|元旦前|“五一”前|“十一”前|“七一”前)"
)
_HEADING = re.compile("^在[^,]{2,24}中[^,]{2,30}$")
_PAST = re.compile("^(?:[^,]{0,20})(?:已经?|坚持.*强化)")


@dataclass
class _Point:
    text: str
    sentence: Sentence
    unit: str | None
    project: Project | None
    by: str | None
    numbered: bool = False
    parts: list[str] = field(default_factory=list)


class Requirements:
    """Goes through the sentences in order and remembers who speaks."""

    def __init__(self, reading: Reading, topics: Topics) -> None:
        self.reading, self.topics = reading, topics
        self.points: list[_Point] = []
        self.speaker: str | None = None
        self.open: _Point | None = None
        names = "|".join(map(re.escape, sorted(reading.people, key=len, reverse=True))) or "(?!)"
        speech = reading.lexicon.speech
        self.names = re.compile(names)
        self.speech = re.compile(
            f"(?P<meeting>(?:会议|政府工作报告|报告|通知|方案|调度会)[^,;。:]{{0,6}}?(?P<verb1>{speech}))"
            f"|(?P<person>{names})[^,;。:]{{0,16}}?(?P<verb2>{speech})"
            f"|(?:^|(?<=[,;“]))(?:他|她|并|现场|最后|随后|同时|还)?(?P<verb3>强调|要求|叮嘱|嘱咐|指出|希望|勉励)"
        )
        self.subject: str | None = None  # whom 他 means: the first person of the sentence before
        paragraph = -1
        for number, sentence in enumerate(reading.sentences):
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self.open = None
            self._read(number, sentence)
            named = self.names.search(sentence.text)
            self.subject = named[0] if named else self.subject

    def _read(self, number: int, sentence: Sentence) -> None:
        text = sentence.text.strip()
        topic = self.topics.of_sentence[number]
        said, verb = self._said(text)
        if said is None and not self._speaks_on(text):
            if (
                self.open is not None
                and self.open.numbered
                and not _NUMBER.search(text)
                and self._may_continue(text)
            ):
                self._continue(sentence, text)
                return
            self._needs(sentence, text, topic)
            return
        rest = text if said is None else said
        if self._numbered(sentence, rest, topic):
            return
        if self.open is not None and self.open.numbered and said is None:
            self._continue(sentence, text)
            return
        self._plain(sentence, rest, verb, topic)

    def _said(self, text: str) -> tuple[str | None, str]:
        """What comes after a word of speech, and that word; notes the speaker."""
        found = None
        for match in self.speech.finditer(text):
            verb = match["verb1"] or match["verb2"] or match["verb3"]
            rest = text[match.end() :]
            if match["verb3"] and re.match("的|把|和", rest):
                continue
            if verb in ("说", "认为") and not rest.strip("。”:,“"):
                continue
            found = match
            if not match["verb3"] or not match["person"]:
                break
        if found is None:
            return None, ""
        verb = found["verb1"] or found["verb2"] or found["verb3"]
        if found["meeting"]:
            self.speaker = "政府工作报告" if "报告" in found["meeting"] else "会议"
        elif found["person"]:
            self.speaker = found["person"]
        else:
            before = [m[0] for m in self.names.finditer(text[: found.start()])]
            if before:
                self.speaker = before[0] if len(before) > 1 and "陪同" in text else before[-1]
            elif found[0].startswith(("他", "她")) and self.subject:
                self.speaker = self.subject
            elif "会议" in text[: found.start()]:
                self.speaker = "会议"
        later = re.compile("[,:]?").match(text, found.end())
        return text[later.end() if later else found.end() :].lstrip("“"), verb

    def _speaks_on(self, text: str) -> bool:
        """Does the sentence go on with what somebody asks for?"""
        if self.speaker is None:
            return False
        if _NUMBER.search(text):
            return True
        return bool(_MUST.search(text)) and self._must_clause(text) is not None

    def _may_continue(self, text: str) -> bool:
        return not re.search("参加|出席|陪同|随后|当天", text[:30])

    def _numbered(self, sentence: Sentence, text: str, topic: Project | None) -> bool:
        """一要…;二要…: each number is a point of its own."""
        marks = list(_NUMBER.finditer(text))
        # 一是…;二是… tells what was done as often as what is to be done: some 要 has to stand with the numbers.
        told = any("要" in mark[0] for mark in marks)
        if not told and (len(marks) < 2 or not any(_MUST.search(text, m.end(), m.end() + 30) for m in marks)):
            return False
        opening = text[: marks[0].start()].strip(",;。”")
        if len(opening) >= 14 and self._must_clause(opening) is not None:
            self._plain(sentence, opening, "", topic)
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            words = text[mark.end() : end].strip(",;。”")
            if len(words) < 4:
                continue
            must = "要" + words if mark[0].endswith("要") else words
            point = _Point(must, sentence, self._unit(words), topic, self.speaker, numbered=True)
            self.points.append(point)
            self.open = point
        return True

    def _continue(self, sentence: Sentence, text: str) -> None:
        point = self.open
        if point is None:
            return
        if not point.parts:
            point.sentence = sentence
            point.unit = self._unit(text)
        point.parts.append(text.rstrip("。"))

    def _plain(self, sentence: Sentence, text: str, verb: str, topic: Project | None) -> None:
        body = text.rstrip("。!")
        body = body.rstrip("”") if body.count("”") > body.count("“") else body
        must = self._must_clause(body)
        if must is not None:
            start, unit = must
            if len(body) - start < 8:
                return
            self.open = _Point(body[start:], sentence, unit, topic, self.speaker)
            self.points.append(self.open)
            return
        shall = _SHALL.search(body)
        if shall and verb in ("强调", "要求", "指出", "叮嘱", "嘱咐", ""):
            start = shall.end("unit") if shall["unit"] else shall.start()
            unit = shall["unit"] if shall["unit"] and self._is_unit(shall["unit"]) else None
            self.points.append(_Point(body[start:], sentence, unit, topic, self.speaker))
            return
        if verb in ("强调", "要求", "叮嘱", "嘱咐", "希望", "勉励", "号召", "提出") and not _HEADING.match(
            body
        ):
            start, unit = self._addressee(body)
            rest = body[start:]
            if len(rest) >= 8 and (_CONCRETE.match(rest) or verb in ("要求", "叮嘱", "希望", "嘱咐", "勉励")):
                self.points.append(_Point(rest, sentence, unit, topic, self.speaker))

    def _needs(self, sentence: Sentence, text: str, topic: Project | None) -> None:
        """需要在…方面进一步加强: asked by the text itself."""
        need = _NEED.search(text.rstrip("。”"))
        if need and not re.search("表示|说[,:]", text[: need.start()]):
            self.points.append(_Point(need["text"], sentence, None, topic, None))

    def _must_clause(self, text: str) -> tuple[int, str | None] | None:
        """Where the requirement begins, and whom it addresses: the first clause whose verb is led by 要."""
        start = 0
        for clause in re.split("(?<=[,;:])", text):
            match = _MUST.search(clause)
            if match:
                before = clause[: match.start()].strip("“")
                if len(before) <= 26 and not re.search("“[^”]*$", clause[: match.start()]):
                    adverb = re.search("(?:都|也|更|还|就|一定|既|始终|同时|务必)$", before)
                    unit = None
                    if before and not adverb and self._is_unit(before):
                        unit = self._unit_words(before)
                    if before and not unit and not adverb and not self._may_precede(before):
                        start += len(clause)
                        continue
                    begin = start + clause.index("要", match.start())
                    if adverb:
                        begin = self._condition(text, start, begin)
                    return begin, unit or (self._unit(text[:start]) if adverb else None)
            start += len(clause)
        return None

    def _may_precede(self, before: str) -> bool:
        return (
            bool(
                re.match(
                    "(?:下一步|今后|当前|同时|因此|接下来|下步|我们|大家|必须|其次|首先|此外|另外|最后|对|在|把|就|从|针对|围绕)",
                    before,
                )
            )
            or len(before) <= 6
        )

    def _condition(self, text: str, clause: int, begin: int) -> int:
        previous = text.rfind(",", 0, max(0, clause - 1)) + 1
        if _CONDITION.match(text[previous:]):
            return previous
        return begin

    def _is_unit(self, words: str) -> bool:
        return bool(re.search(f"{self.reading.lexicon.units}(?:要|都|也|一定)?$", words)) and len(words) <= 26

    def _unit_words(self, words: str) -> str:
        cut = re.sub(
            "^.*(?:叮嘱|要求|嘱咐|强调|指出|希望|下一步|今后|当前|同时|因此|接下来|下步|推进中)", "", words
        )
        return re.sub("^[,、]|(?:都|也|还|一定)$", "", cut)

    def _unit(self, text: str) -> str | None:
        for clause in re.split("[,;:]", text):
            match = _MUST.search(clause)
            if match and self._is_unit(clause[: match.start()]):
                return self._unit_words(clause[: match.start()])
            town = re.match(f"({self.reading.lexicon.county})(?=在)", clause)
            if town:
                return town[1]
        return None

    def _addressee(self, text: str) -> tuple[int, str | None]:
        units = self.reading.lexicon.units
        match = re.match(f"(?P<unit>企业|[^,;:。“”]{{1,18}}?{units})(?={_CONCRETE.pattern}|抢抓)", text)
        return (match.end(), match["unit"]) if match else (0, None)

    def as_dicts(self) -> list[dict[str, Any]]:
        found = []
        for point in self.points:
            text = "。".join([point.text, *point.parts]).strip()
            deadline = _DEADLINE.search(text)
            found.append(
                {
                    "text": text,
                    "by": point.by,
                    "project": point.project.name if point.project else None,
                    "unit": point.unit,
                    "deadline": deadline[0] if deadline else None,
                    "evidence": self.reading.evidence(point.sentence),
                }
            )
        return found
