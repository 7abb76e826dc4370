"""An article while it is read: body, sentences, and which project each sentence speaks of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.sentences import Sentence, narrow, sentences

_STOPS = frozenset(",;:。!?…")
_CLAUSE = re.compile("[^,;:。!?…]+")
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
        self.sentences = sentences(self.body, self.flat)

    def evidence(self, sentence: Sentence) -> str:
        return self.body[sentence.start : sentence.end].strip()

    def as_printed(self, found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """What was read in half width, in the width of the page."""
        if self.body != self.flat:
            for items in found.values():
                for item in items:
                    for key, value in item.items():
                        if key in _IN_BODY or not value:
                            continue
                        if isinstance(value, str):
                            item[key] = value if value.isalnum() else self._printed(value)
                        elif isinstance(value, list):
                            item[key] = [self._printed(one) for one in value]
        return found

    def _printed(self, value: str) -> str:
        place = self.flat.find(value)
        if place >= 0:
            return self.body[place : place + len(value)]
        return "。".join(map(self._printed, value.split("。"))) if "。" in value else value


_IN_BODY = frozenset(("evidence", "rule", "role", "kind", "category", "stage", "date"))  # as printed already


@functools.lru_cache(maxsize=256)  # several rules go through the clauses of one sentence
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each stretch between marks; marks in brackets do not part."""
    if "(" not in text and "《" not in text:
        return tuple([match.span() for match in _CLAUSE.finditer(text)])
    return tuple(_outside_brackets(text, _STOPS))


def _outside_brackets(text: str, marks: frozenset[str]) -> Iterator[tuple[int, int]]:
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
