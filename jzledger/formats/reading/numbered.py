"""Several things in one cell: 1.… 2.…, ①…②…, （一）…（二）…, 一是…二是…."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = "一二三四五六七八九十"
# Behind what a number may begin: nothing, a line break, the end of the part before.
_BEGIN = r"(?:(?<=^)|(?<=[\n；;。，,、：:！!？?\s)）]))"
# 2.6月底 is the second thing, by the end of June; 2.6亿 is an amount.
_LINE = r"(?:(?<=^)|(?<=[\n；;。]))[ \t]*"
_BEFORE_A_NUMBER = r"\d{1,2}[.．]\d{1,4}(?:月|年|日|号|户|名|亩|栋|座|台|条|家|号楼|#|个工作日|个月|[.]\d)"
_STYLES = (
    (
        re.compile(
            rf"(?:{_BEGIN}[ \t]*(?=\d+[ \t]*[.．、)）:：](?!\d))|{_LINE}(?={_BEFORE_A_NUMBER}))(\d{{1,2}})[ \t]*[.．、)）:：][ \t]*"
        ),
        int,
    ),
    (re.compile(rf"(?:{_BEGIN}|(?<=[\u4e00-\u9fff]))[ \t]*[(（](\d{{1,2}})[)）][ \t]*[、.]?"), int),
    (re.compile(rf"([{_CIRCLED}])[ \t]*[、.]?"), lambda sign: _CIRCLED.index(sign) + 1),
    (re.compile(rf"{_BEGIN}[ \t]*([{_CHINESE}]{{1,2}})[、.．][ \t]*"), lambda sign: _chinese(sign)),
    (re.compile(rf"{_BEGIN}[ \t]*[(（]([{_CHINESE}]{{1,2}})[)）][ \t]*[、.]?"), lambda sign: _chinese(sign)),
    (re.compile(rf"{_BEGIN}[ \t]*([{_CHINESE}])是[ \t]*[:：，,]?"), lambda sign: _chinese(sign)),
    (re.compile(rf"{_BEGIN}[ \t]*(?:问题|第)([{_CHINESE}])[:：、，,]"), lambda sign: _chinese(sign)),
)


_FIRSTS = (*"123456789１２３４５６７８９", *_CIRCLED, *_CHINESE)
_SECONDS = ("2", "２", "②", "二")


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
        for found in pattern.finditer(text):
            number = count(found[1])
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
        for found in pattern.finditer(text):
            number = count(found[1])
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
