"""The body as paragraphs and sentences with their offsets, and a half-width twin of it for matching."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_SENTENCE = 3_000  # characters; a longer one is not prose and is not searched
MOST_READ = 200_000  # characters of body that are searched; a page has some thousand

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_WIDE |= {
    ord("「"): ord("“"),
    ord("」"): ord("”"),
    ord("『"): ord("‘"),
    ord("』"): ord("’"),
    ord("•"): ord("·"),
}
_NARROW = {chr(wide): chr(thin) for wide, thin in _WIDE.items()}
_WIDE_SIGN = re.compile(f"[{''.join(map(re.escape, _NARROW))}]")
_END = re.compile("[。!?！？][。!?！？]*[”’」』)）]*")


class Sentence(NamedTuple):
    """One sentence: `text` is half-width, as long as the stretch `start:end` of the body it stands for."""

    start: int
    end: int
    text: str
    paragraph: int


def narrow(text: str) -> str:
    """Half-width, character for character, so that offsets stay true.

    A pattern finds the few wide signs sooner than `str.translate` looks up every character.
    """
    return _WIDE_SIGN.sub(lambda sign: _NARROW[sign[0]], text)


def spans(body: str) -> list[tuple[int, int, int]]:
    """(start, end, paragraph number) of each sentence; a closing quote or bracket goes with its sentence."""
    found = []
    start = 0
    for number, paragraph in enumerate(body.split("\n")):
        begin = 0
        for mark in _END.finditer(paragraph):
            found.append((start + begin, start + mark.end(), number))
            begin = mark.end()
        if begin < len(paragraph):
            found.append((start + begin, start + len(paragraph), number))
        start += len(paragraph) + 1
    return [span for span in found if body[span[0] : span[1]].strip()]


def sentences(body: str, flat: str | None = None) -> list[Sentence]:
    """Sentences that are searched: within the first `MOST_READ` characters, none over `LONGEST_SENTENCE`.

    `flat` is the body in half width, where that is at hand.
    """
    text = narrow(body) if flat is None else flat
    return [
        Sentence(start, end, text[start:end], paragraph)
        for start, end, paragraph in spans(body[:MOST_READ])
        if end - start <= LONGEST_SENTENCE
    ]


def locate(body: str, evidence: str) -> tuple[int, int] | None:
    """Start and end offset of the sentence `evidence` in `body`, the first if it stands there twice."""
    start = body.find(evidence) if evidence else -1
    return None if start < 0 else (start, start + len(evidence))
