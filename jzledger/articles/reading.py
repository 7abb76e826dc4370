"""An article while it is read: body, sentences, and which project each sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.sentences import Sentence, narrow, sentences

_STOPS = frozenset(",;:。!?…")
_CLAUSE = re.compile("[^,;:。!?…]+")
_BRACKET = re.compile("[(《]")
_OPEN, _CLOSE = "(《", ")》"


@dataclass
class Reading:
    """`flat` is the body in half width, so that offsets hold in both."""

    body: str
    lexicon: Lexicon
    published: str | None
    flat: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.flat = narrow(self.body)
        self.sentences = sentences(self.body)

    def evidence(self, sentence: Sentence) -> str:
        return self.body[sentence.start : sentence.end].strip()

    def as_printed(self, value: Any) -> Any:
        """What was read in half width, in the width of the page: a text, or the texts of a list or mapping."""
        if self.body == self.flat:
            return value
        if isinstance(value, dict):
            return {key: v if key == "evidence" else self.as_printed(v) for key, v in value.items()}
        if isinstance(value, list):
            return [self.as_printed(v) for v in value]
        if not isinstance(value, str) or value.isalnum():
            return value
        place = self.flat.find(value)
        if place >= 0:
            return self.body[place : place + len(value)]
        return "。".join(map(self.as_printed, value.split("。"))) if "。" in value else value


def clauses(text: str, marks: frozenset[str] = _STOPS) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch between marks; marks in brackets do not part."""
    if marks is _STOPS and not _BRACKET.search(text):
        yield from (match.span() for match in _CLAUSE.finditer(text))
        return
    start = depth = 0
    for place, sign in enumerate(text):
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in marks and not depth:
            if place > start:
                yield start, place
            start = place + 1
    if start < len(text):
        yield start, len(text)


def pieces(text: str, mark: str = "、") -> Iterator[tuple[int, int]]:
    """Start and end of each item of an enumeration; marks in brackets and quotation marks do not part."""
    if mark not in text:
        yield 0, len(text)
        return
    start = depth = 0
    for place, sign in enumerate(text):
        if sign in "(《“":
            depth += 1
        elif sign in ")》”":
            depth = max(0, depth - 1)
        elif sign == mark and not depth:
            yield start, place
            start = place + 1
    yield start, len(text)


QUOTED = re.compile("“([^“”]{1,30})”")
