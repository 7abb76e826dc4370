"""Who speaks in a sentence, and what comes after the word of speech."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence

ASKING = (
    "批示",
    "指示",
    "提醒",
    "强调",
    "要求",
    "叮嘱",
    "嘱咐",
    "希望",
    "勉励",
    "号召",
    "提出",
    "责成",
    "责令",
    "指出",
)
_SETTLED = ("决定", "议定", "商定", "确定")  # said of a meeting only
ASSIGNING = ("部署", "明确", *_SETTLED)
DIRECT = ("指示", "提醒", "要求", "叮嘱", "希望", "嘱咐", "勉励", "责成", "责令")
_BODIES = "委员们|代表们|与会(?:人员|代表|委员)|(?:督查|督导|调研|视察|检查|巡察|考察)组|观摩团|大家"
_A_BODY = re.compile(_BODIES)
_LABEL = re.compile("[“]?(?P<who>问|答|记者|[\u4e00-\u9fff]{2,4}):")
_AFTERWARDS = re.compile("”[^“。]{0,40}?(?:说|表示|介绍|告诉记者|坦言|强调|要求|指出)[。,]")
_HE_SAID = re.compile("[他她][^,;。“”]{0,8}(?:说|叮嘱|嘱咐|强调|要求|表示|提醒)道?[。,]")
_STARTS_CLAUSE = re.compile(
    "(?:他|她|并|现场|当场|最后|随后|同时|还|又|就此|为此|对此|特别|着重|专门|尤其|再三|郑重|严肃|明确|进一步|多次|当即|再次|一再|反复)*(?=指示|提醒|强调|要求|叮嘱|嘱咐|指出|希望|勉励|责成|责令)"
)
_MEETINGS = {
    "会议": "会议",
    "全会": "会议",
    "调度会": "会议",
    "政府工作报告": "政府工作报告",
    "报告": "政府工作报告",
}
_TELLS = ("说", "表示", "认为", "指出")
_ASKS_LATER = re.compile("[,;](?:希望|要求)")
_ASKS_NEXT = re.compile("[,:“]{0,3}(?:希望|要求|强调)")
# 他对随行的市发改委主任某某说: who is spoken to, not who speaks.
_SPOKEN_TO = re.compile("[对向给跟叫问把](?:[^,;:。]{0,18}[的长任记人员]|[^,;:。]{0,3})$")
_PRONOUN = re.compile("(?:^|[,;。“”])[^,;:。]{0,4}?[他她][^,;:。“”]{0,16}$")
# 副市长某某到会讲话,对明年的工作提出要求。一要…: the demands come in the sentences behind.
_PUTS = re.compile("(?:提出|作出|作了|做了|讲了)[^,。]{0,8}(?:要求|部署|安排)[。:]")
# 滕某在现场对县住建局负责人说; 给县发改局布置任务.
_OFFICE = "[^,;:。“”的]{1,18}?(?:局|委|办|厅|中心|公司|集团|政府|管委会|街道|[县区镇乡])"
_TO_A_UNIT = re.compile(
    f"[对向](?:(?:随行|在场|身边|一旁)的)?(?P<unit>{_OFFICE})(?:的?(?:党[委组工]|主要|负责|有关|班子|局长|主任|书记|[县区镇乡]长|副|经理|董事|总)[^,;:。]{{0,12}})?$"
)
_TASKED = re.compile(
    "给(?P<unit>[^,;:。“”]{2,20}?)(?:当场|现场)?(?:布置|下达|交代|安排|派|下|提|定|开|出)(?:出|了|下)?[^,;:。]{0,3}?(?:任务|要求|意见|[一两三四五几]条|军令状|“?[药菜]?单子?”?|硬杠杠|时限)[,:]"
)
_QUESTION = re.compile("^[“]?(?:问|记者):", re.MULTILINE)
_LINKS = re.compile("[的把和]")
_BREAKS = frozenset(",;。:")
_LATER = re.compile("[,:]?")
_REACH = 16  # characters between a person's name and the word of speech


class Names:
    """The names of an article, looked for without a pattern: one for each article would cost more than the search."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(names, key=len, reverse=True)

    def within(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
        """(place, name) of each occurrence, in order."""
        stop = len(text) if end is None else end
        return sorted(self._each(text, start, stop))

    def first(self, text: str, start: int = 0, end: int | None = None) -> str | None:
        found = self.within(text, start, end)
        return found[0][1] if found else None

    def ends(self, text: str, speaker: str | None) -> bool:
        """Does the text end with the name of somebody else than the speaker?"""
        return any(name != speaker and text.endswith(name) for name in self.names)

    def _each(self, text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
        for name in self.names:
            place = text.find(name, start, stop)
            while place >= 0:
                yield place, name
                place = text.find(name, place + len(name), stop)


@dataclass(frozen=True)
class Said:
    """What a sentence says after its word of speech `verb`."""

    words: str
    verb: str
    unit: str | None = None  # who is spoken to: 给某局布置任务, 对某局局长说


class Speakers:
    """Goes through the sentences in order; `speaker` is who speaks now, None for an office or nobody."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = Names(reading.people)
        self.meeting, self.office, self.verb, self.surname = _patterns(reading.lexicon)
        self.speaker: str | None = None
        self.document = False  # did a paper (任务书, 通知) ask for something in the paragraph?
        self.asks = False  # was something asked for, or ordered, in the paragraph?
        self.told = -1  # where the direct speech of somebody interviewed ends
        self.subject: str | None = None  # whom 他 means: the first person of the sentence before
        self.interview = bool(_QUESTION.search(reading.flat))

    def begin(self, sentence: Sentence) -> None:
        """A new paragraph: a label (答:) or the words behind a quotation may say who speaks in it."""
        self.document = self.asks = False
        label, people = _LABEL.match(sentence.text), self.reading.people
        if label:
            who = label["who"]
            if who == "答":
                self.speaker = people[0] if people else None
            elif who in ("问", "记者"):
                self.speaker = None
            elif who in people or (self.interview and self.surname.match(who)):
                self.speaker = who
        elif sentence.text.startswith("“"):
            self._quoted(sentence)

    def _quoted(self, sentence: Sentence) -> None:
        flat = self.reading.flat
        end = flat.find("\n", sentence.start)
        end = end if end >= 0 else len(flat)
        said = _AFTERWARDS.search(flat, sentence.start, end)
        close = flat.find("”", sentence.start, end)
        named = self.names.first(said[0]) if said else None
        if named is None and close >= 0:
            named = self.names.first(flat, close, min(end, close + 60))
        if named is None and self.subject and _HE_SAID.match(flat, close + 1, end):
            self.speaker = self.subject  # “要…。”他叮嘱道。
        if named:
            self.speaker = named
            self.told = close if close >= 0 else sentence.end

    def end(self, sentence: Sentence) -> None:
        """The sentence is done: its first person is whom 他 means in the next."""
        puts = _PUTS.search(sentence.text)
        if puts and (named := self._subjects(sentence.text, 0, puts.start())):
            self.speaker = named[-1][1]
        self.subject = self.names.first(sentence.text) or self.subject

    def quotation(self, sentence: Sentence) -> None:
        """A sentence that begins with direct speech: who speaks may stand behind it."""
        if sentence.text.startswith("“"):
            self._quoted(sentence)

    def said(self, text: str) -> Said | None:
        """What comes after the word of speech that leads the sentence; notes the speaker."""
        found: tuple[re.Match[str], str] | None = None
        for match in self.verb.finditer(text):
            who = self._who(text, match)
            if who is None:
                continue
            rest = text[match.end() :]
            if who == "" and _LINKS.match(rest):
                continue
            if match[0] == "批示" and not rest.startswith((":", ",")):
                continue  # 落实批示要求
            if match[0] in ("说", "认为") and not rest.strip("。”:,“"):
                continue
            if match[0] == "部署" and rest.startswith("了") and _ASKS_LATER.search(rest):
                self._note(text, match, who)  # 会议还部署了某项工作,要求…
                continue
            if match[0] in _TELLS and (
                _ASKS_NEXT.match(rest) or (_ASKS_LATER.search(rest) and "要" not in rest)
            ):
                self._note(text, match, who)  # 某某说,希望…: the second word tells what it is
                continue
            found = match, who
            break
        if found is None:
            return self._tasked(text)
        match, who = found
        self.asks = match[0] in ASKING or match[0] in ASSIGNING
        self._note(text, match, who)
        later = _LATER.match(text, match.end())
        to = _TO_A_UNIT.search(text, max(0, match.start() - 40), match.start())
        return Said(
            text[later.end() if later else match.end() :].lstrip("“"), match[0], to["unit"] if to else None
        )

    def _tasked(self, text: str) -> Said | None:
        """某某给县发改局布置任务:…: no word of speech, but somebody is given something to do."""
        tasked = _TASKED.search(text)
        named = self._subjects(text, 0, tasked.start()) if tasked else []
        if tasked is None or not named:
            return None
        self.speaker, self.asks = named[-1][1], True
        return Said(text[tasked.end() :].lstrip("“"), "要求", tasked["unit"])

    def _who(self, text: str, verb: re.Match[str]) -> str | None:
        """会议, 报告, an office (!), a name, "" for somebody not named here; None where nobody says this word."""
        begin = max(verb.start() - _REACH - 6, 0)
        for mark in _BREAKS:
            begin = max(begin, text.rfind(mark, 0, verb.start()) + 1)
        meeting = self.meeting.search(text, begin, verb.start())
        if verb[0] in _SETTLED and (
            text[verb.end() : verb.end() + 1] in "的了事" or meeting is None or meeting.end() != verb.start()
        ):
            return None
        if meeting and verb.start() - meeting.end() <= 8:
            return _MEETINGS.get(meeting[0], "!")
        if verb[0] == "建议":
            named = self.names.within(text, begin, verb.start())
            return named[-1][1] if named and "要" in text[verb.end() :] else None
        if verb[0] in ("要求", "责成", "责令") and self.office.search(text, begin, verb.start()):
            return "!"
        named = self._subjects(text, begin, verb.start())
        if named and verb.start() - named[-1][0] - len(named[-1][1]) <= _REACH:
            return named[0][1] if len(named) > 1 and "陪同" in text[:begin] else named[-1][1]
        if self.subject and _PRONOUN.search(text, begin, verb.start()):
            return ""  # 他说
        if text[begin : begin + 1] in "对向" and (self._subjects(text, 0, begin) or re.match("[他她]", text)):
            return ""  # 他把图铺在箱上,对技术人员说
        if verb[0] not in ASKING or verb[0] in ("号召", "提出"):
            return None
        clause = max(begin, text.rfind("“", 0, verb.start()) + 1)
        starts = _STARTS_CLAUSE.match(text, clause)
        return "" if starts and starts.end() == verb.start() else None

    def _subjects(self, text: str, start: int, end: int) -> list[tuple[int, str]]:
        """(place, name) of the people in a stretch of a sentence that are not spoken to."""
        named = self.names.within(text, start, end)
        return [(place, name) for place, name in named if not _SPOKEN_TO.search(text, start, place)]

    def _note(self, text: str, verb: re.Match[str], who: str) -> None:
        if who:
            self.speaker = None if who == "!" else who
            self.document = who == "!"
            return
        before = [name for _, name in self._subjects(text, 0, verb.start())]
        if before:
            self.speaker = before[0] if len(before) > 1 and "陪同" in text else before[-1]
        elif self.subject and (
            self.speaker is None or "他" in text[: verb.start()] or "她" in text[: verb.start()]
        ):
            self.speaker = self.subject
        elif "会议" in text[: verb.start()]:
            self.speaker = "会议"


@functools.lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(
            f"会议(?!精神|议程|室|要求|上)|全会(?!上|精神)|政府工作报告|报告|通报|通知|方案|名单|任务书|实施意见|调度会(?!上)|{_BODIES}"
        ),
        re.compile("(?:局|委|办|室|组|指挥部|专班|政府|管委会|中心)(?:当即|现场)?$"),
        lexicon.said,
        re.compile(lexicon.surnames),
    )
