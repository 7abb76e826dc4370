"""Several things in one cell: 1.… 2.…, ①…②…, （一）…（二）…, 一是…二是…."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SIGNS = ("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", "❶❷❸❹❺❻❼❽❾❿", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩")
"""Numbers that are one sign each."""
_CHINESE = "一二三四五六七八九十"
# Behind what a number may begin: nothing, a line break, the end of the part before.
_BEGIN = r"(?:(?<=^)|(?<=[\n；;。，,、：:！!？?\s)）]))"
_LINE = r"(?:(?<=^)|(?<=[\n；;。]))[ \t]*"
# 2.6月底 is the second thing, by the end of June; 2.6亿 is an amount.
_BEFORE_A_NUMBER = (
    r"\d{1,2}[.．](?:\d{1,4}(?:月|年|日|号|户|名|亩|栋|座|台|条|家|个|根|处|项|份|期|层|组|批|宗|块|棵|间|标段|千伏|k[vV]|K[vV]|#|工作日"
    r"|[./]\d|[-—–~～至]\d))"
)
_BEFORE_A_DAY = r"\d{1,2}[.．](?:\d{1,2}月|20\d\d[年./-]|\d{1,2}日)"
# 1、5月15日: no number has such a comma within; but 1、2、3号楼 and 1、2号楼 count buildings.
_BEFORE_ANY = r"\d{1,2}[ \t]*[、)）](?![ \t]*\d+[ \t]*(?:、|号|#|栋|幢|座|期|标|组|楼))"
_POINT = r"(\d{1,2})[ \t]*[.．、)）:：]{1,2}[ \t]*"
_SURE_POINT = (
    rf"(?:{_BEGIN}[ \t]*(?=\d+[ \t]*[.．、)）:：]{{1,2}}(?![\d.．、)）:：]))|{_BEGIN}[ \t]*(?={_BEFORE_A_DAY})"
    rf"|{_LINE}(?={_BEFORE_A_NUMBER}|{_BEFORE_ANY}))"
)
# 2.1—8层, 2.5亿元, 2、3号楼 at the beginning of a line: only the numbers around it tell what is meant.
_DOUBTFUL = re.compile(rf"{_LINE}(?=\d{{1,2}}(?:[.．]|[ \t]*、[ \t]*)\d){_POINT}")
_AMOUNT = re.compile(r"\d{1,2}[.．]\d+[ \t]*(?:[亿万千百]|公里|平方|米|吨|倍|度|元|兆|%|％|km|KM|m)")


def _of(signs: str) -> Callable[[str], int]:
    return lambda sign: signs.index(sign) + 1


_STYLES: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(_SURE_POINT + _POINT), int),
    (
        re.compile(rf"(?:{_BEGIN}|(?<=[\u4e00-\u9fff]))[ \t]*[(（\[【〔](\d{{1,2}})[)）\]】〕][ \t]*[、.]?"),
        int,
    ),
    (re.compile(rf"([{_CIRCLED}])[ \t]*[、.]?"), _of(_CIRCLED)),
    *((re.compile(rf"([{signs}])[ \t]*[、.]?"), _of(signs)) for signs in _SIGNS),
    (re.compile(rf"{_BEGIN}[ \t]*([{_CHINESE}]{{1,2}})[、.．:：)）][ \t]*"), lambda sign: _chinese(sign)),
    (re.compile(rf"{_BEGIN}[ \t]*[(（]([{_CHINESE}]{{1,2}})[)）][ \t]*[、.]?"), lambda sign: _chinese(sign)),
    (re.compile(rf"{_BEGIN}[ \t]*([{_CHINESE}])是[ \t]*[:：，,]?"), lambda sign: _chinese(sign)),
    (
        re.compile(rf"{_BEGIN}[ \t]*(?:问题|事项|措施|第|其)([{_CHINESE}])[个项条]?[:：、，,.．]"),
        lambda sign: _chinese(sign),
    ),
    (re.compile(rf"{_BEGIN}[ \t]*(?:问题|事项|措施|第)(\d)[个项条]?[:：、，,.．]"), int),
)


_FIRSTS = (*"123456789１２３４５６７８９", *_CIRCLED, *_CHINESE, *"".join(_SIGNS))
_SECONDS = ("2", "２", "②", "二", *(signs[1] for signs in _SIGNS))


@dataclass(frozen=True)
class Items:
    """The parts of a cell by their numbers, 1, 2, 3 …; `lead` stands before the first of them."""

    lead: str
    parts: dict[int, str]


def items(text: str) -> Items | None:
    """The numbered parts of a text; None where it has not at least two, counted from 1 without a gap."""
    if not any(second in text for second in _SECONDS):
        return None
    for pattern, count in _STYLES:
        spots: list[re.Match[str]] = []
        for number, found in _marks(pattern, count, text):
            if number == len(spots) + 1:
                spots.append(found)
        if len(spots) < 2:
            continue
        lead = text[: spots[0].start()].strip()
        ends = [spot.start() for spot in spots[1:]] + [len(text)]
        parts = {
            number: _part(text[spot.end() : end])
            for number, (spot, end) in enumerate(zip(spots, ends, strict=True), 1)
        }
        if all(parts.values()):
            return Items(lead, parts)
    return None


def _marks(
    pattern: re.Pattern[str], count: Callable[[str], int], text: str
) -> list[tuple[int, re.Match[str]]]:
    """The numbers of one style in a text, in order; of the doubtful ones those that the others make sure."""
    sure = [(count(found[1]), found) for found in pattern.finditer(text)]
    if pattern is not _STYLES[0][0] or not any(sign in text for sign in ".．、"):
        return sure
    known = {found.start(1) for _, found in sure}
    numbers = {number for number, _ in sure}
    others = [(int(found[1]), found) for found in _DOUBTFUL.finditer(text) if found.start(1) not in known]
    with_comma = numbers | {number for number, found in others if "、" in found[0]}
    for number, found in others:
        around = with_comma if "、" in found[0] else numbers
        # First or between two others, it can only be a number; last, it may be an amount.
        follows = number - 1 in around and not _AMOUNT.match(text, found.start(1))
        if number not in numbers and (number + 1 in around or follows):
            sure.append((number, found))
    return sorted(sure, key=lambda one: one[1].start(1))


def issues(text: str) -> dict[int, str] | None:
    """The issues of a cell by number; None where it holds one. Words before the first are only an opening."""
    found = items(text)
    if found is None:
        return None
    opening = (
        not found.lead or found.lead.endswith(("：", ":")) or (len(found.lead) < 25 and "问题" in found.lead)
    )
    return found.parts if opening else None


def answers(text: str) -> Items | None:
    """As `items`, of a cell that answers numbered issues: 1.… 3.… may leave out 2, and one number is enough."""
    whole = items(text)
    if whole:
        return whole
    if not any(first in text[:8] for first in _FIRSTS):
        return None
    for pattern, count in _STYLES:
        marked: list[tuple[int, re.Match[str]]] = []
        for number, found in _marks(pattern, count, text):
            if number > (marked[-1][0] if marked else 0):
                marked.append((number, found))
        if marked and not text[: marked[0][1].start()].strip():
            ends = [spot.start() for _, spot in marked[1:]] + [len(text)]
            return Items(
                "", {n: _part(text[spot.end() : end]) for (n, spot), end in zip(marked, ends, strict=True)}
            )
    return None


def shared(text: str, numbers: Collection[int]) -> list[str | None] | None:
    """What a cell beside numbered issues says to each: its part by number; the whole text to all if it is not numbered.

    None if its numbers are not those of the issues.
    """
    found = answers(text)
    if found is None:
        return [text] * len(numbers)
    if not set(found.parts) <= set(numbers):
        return None
    return [found.parts.get(number) for number in numbers]


def _part(text: str) -> str:
    return text.strip().rstrip("；;，,、").strip()


def _chinese(sign: str) -> int:
    if sign == "十":
        return 10
    if sign.startswith("十"):
        return 10 + _CHINESE.index(sign[1]) + 1
    return _CHINESE.index(sign[0]) + 1 if len(sign) == 1 else 99
