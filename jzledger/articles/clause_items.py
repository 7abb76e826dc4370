"""Clauses taken apart: the items between 、 and the small words for and; a text without its project's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jzledger.articles.reading import clauses

LONGEST = 26  # characters of one kind of problem
SAME_MATTER = re.compile(
    "(?:也|又|还)?[\u4e00-\u9fff]{1,2}不[来住动了下上齐满到够出进]|(?:耗时|费时|用时|周期|流程|程序|环节|链条)[^、]{1,3}|等?[^、]{2,8}要跑[^、]{2,8}|[^、]{0,6}(?:出行|上下班|就医|上学|通行|进出)(?:很|也|极)?不(?:方)?便"
)


def predicate_spans(clause: str, first: int) -> list[tuple[int, int]]:
    """Items between 、; one that goes on about the same thing (审批环节多、耗时长) belongs to the item before."""
    found: list[tuple[int, int]] = []
    for a, b in _between(clause, first, len(clause), "、"):
        if found and SAME_MATTER.fullmatch(clause, a, b):
            found[-1] = found[-1][0], b
        else:
            found.append((a, b))
    return found


def _between(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(f"[^{mark}]+", text[start:end]):
        yield start + match.start(), start + match.end()


def items_of(said: str, first: int) -> Iterator[tuple[int, int]]:
    """Items of an enumeration: between 、 and the small words for and."""
    start = first
    for joint in re.finditer("、|以及|和(?!平|谐|解)|(?<!以|普|涉|波)及(?!时|早|其)|与(?!会|否)", said):
        if joint.start() >= first:
            if joint.start() > start:
                yield start, joint.start()
            start = joint.end()
    if start < len(said):
        yield start, len(said)


def without_name(text: str, names: list[str]) -> str:
    """云杉产业园项目用地手续未批复: the project has its own column."""
    name = next((name for name in names if text.startswith(name)), "")
    rest = (
        re.sub(
            "^(?:项目|工程)?(?:的|因(?!素)|受(?!阻|限|影)|目前|仍|还|存在|则|却|就|也|又|都)*",
            "",
            text[len(name) :],
        )
        if name
        else text
    )
    return rest if len(rest) >= 2 else text


SOME_HAVE = re.compile(
    "(?:还|也|更)?有(?P<what>(?:缺|等|嫌|愁|盼|没|少|卡|怕)[^,;、的]{1,14}|[^,;、的]{2,12}?(?:不|难|没|未)[^,;、的]{1,6})的"
)


def some_have(text: str) -> list[tuple[int, int]]:
    """有缺司机的,有等环评的,也有嫌蒸汽贵的: what each lacks, where at least two clauses are told so."""
    if "有" not in text:
        return []
    spans = [m.span("what") for a, b in clauses(text) if (m := SOME_HAVE.fullmatch(text, a, b))]
    return spans if len(spans) > 1 else []


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its words, its category, where they stand in the sentence, the rule that found it."""

    text: str
    category: str
    start: int
    end: int
    rule: str


_OWNER = re.compile(
    "^(?:项目|工程(?!款)|当前|目前|眼下|我市|我县|我区|全市|涉及|推进中|建设中|中|的|地块|片区|一些|个别|他们|她们|则|却|而(?!且)|只是|可(?![以能研行用再供靠控持见])|缘于|除了|但是|可是|但|不过|然而|还是|仍|依然|依旧|[一二三四五六七八九十]是|其[一二三四])+(?=.{3})"
)
_OTHERS = re.compile(
    "^(?:.*等[^,;]{0,4}项目|[^,;、]{0,14}(?:项目|企业|园区|单位|县区|乡镇)(?:普遍|大多|大都|均|都))(?=.{4})"
)
_RAISED = re.compile("^针对[^,]{0,12}?(?:提出|反映)的")
_HERE = re.compile("(?:推进中|建设中|过程中|工作中|存在|面临|遇到|方面)(?:的|着|存在)?")


def plain(text: str) -> str:
    text = _HERE.sub("", _RAISED.sub("", _OTHERS.sub("", text)))
    return re.sub("(?:等|方面|的|(?<!不)上)+$", "", _OWNER.sub("", text)).strip("“”:;,")
