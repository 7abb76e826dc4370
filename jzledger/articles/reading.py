"""An article while it is read: body, sentences, and which project each sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.sentences import Sentence, narrow, sentences

_STOPS = frozenset(",;:。!?…")
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

    def as_printed(self, start: int, end: int) -> str:
        return self.body[start:end]


def clauses(text: str, marks: frozenset[str] = _STOPS) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch between marks; marks in brackets do not part."""
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
