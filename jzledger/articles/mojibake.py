"""Read a stretch of Chinese that is out of step by one byte.

A search and replace on bytes that fired between two characters leaves the rest of the text one byte out of step:
every pair of bytes is read as another character until a single ASCII byte brings it back. Pairs in the ranges that
GBK leaves to its users were then stripped without trace. Undone here: put back the half in front, shift by one
byte, allow a stripped pair between any two characters, and keep the reading that the page's own words support.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from jzledger.articles.decode import is_common
from jzledger.articles.sentences import narrow

MOST_GAPS = 2  # stripped pairs per stretch; with more, anything can be read into it
LONGEST = 16  # characters of a stretch that are tried
PAGE_SAMPLE = 200_000  # characters of the page whose neighbours count as evidence

# Natural logarithms: a neighbourhood found on the page by chance is about as rare as one in 20,000;
# an unknown pair allows some 900 readings. The best must be 20 times as likely as the next.
_KNOWN_PAIR = 10.0
_PER_GAP = -7.0
_MARGIN = 3.0

_MARKS = frozenset("，。、；：？！“”‘’（）《》—")
_TORN = re.compile("[?？]?(?P<spelling>[^\\W\\d_\u4e00-\u9fff]{1,6})[)）]")
_DROPPED = re.compile("[,，\ufffd]")
_HIGH = [*range(0xAA, 0xB0), *range(0xF8, 0xFF)]
_STRIPPED = {first: range(0xA1, 0xFF) for first in _HIGH}
_STRIPPED |= {first: range(0x40, 0xA1) for first in range(0xA1, 0xA8)}


@dataclass(slots=True)
class _Reading:
    text: str
    half: int | None  # the first byte that still waits for its second, None when in step
    gaps: int
    score: float


def reread(
    stretch: str, left: str, spellings: dict[str, set[str]], page: Iterable[str], traditional: bool
) -> str | None:
    """What `stretch` said, or None where its bytes and the page do not settle it.

    `left` is the line up to the stretch, `spellings` the characters that the page annotates by their pinyin,
    `page` its lines. The answer is in the characters of the page, marks half-width.
    """
    starts = _starts(stretch, left, spellings)
    if not starts or len(stretch) > LONGEST:
        return None
    front, rest = starts
    known = _neighbours("\n".join(page)[:PAGE_SAMPLE])
    readings = front
    for number, unit in enumerate(rest):
        last = number == len(rest) - 1
        readings = _best(_step(readings, unit, last, known, traditional))
    done = sorted((r for r in readings if r.half is None), key=lambda r: -r.score)
    # Without a stripped pair the bytes alone decide; with one the page has to speak for the reading.
    if not done or done[0].score < 0 or (done[0].gaps and done[0].score == 0):
        return None
    if len(done) > 1 and done[0].score - done[1].score < _MARGIN:
        return None
    return narrow(done[0].text[len(left[-1:]) if front[0].text != "。" else 0 :])


def _starts(
    stretch: str, left: str, spellings: dict[str, set[str]]
) -> tuple[list[_Reading], list[str]] | None:
    """Readings of the half that was cut off in front, and the characters that follow it."""
    torn = _TORN.match(stretch)
    if torn:
        before = _bytes(left[-1:])
        halves = {
            raw[1]
            for sign in spellings.get(torn["spelling"], ())
            if len(raw := _bytes(sign)) == 2 and len(before) == 2 and raw[0] == before[1]
        }
        return [_Reading(left[-1:], half, 0, 0.0) for half in sorted(halves)], list(stretch[torn.end() :])
    plain = _DROPPED.sub("", stretch)
    if plain[:1] in ("!", "！") and len(plain) > 1:
        # A3 A1 read as `！` is the end of `。` (A1 A3) and the begin of a closing quote (A1 B1).
        return [_Reading("。", 0xA1, 0, 0.0)], list(plain[1:])
    return None


def _step(
    readings: list[_Reading], unit: str, last: bool, known: set[str], traditional: bool
) -> Iterable[_Reading]:
    """Every reading with one more character of the file, with and without a stripped pair before it."""
    forms = [_bytes(unit)]
    if unit.isascii() and not last:
        forms = [bytes((0xA3, ord(unit) + 0x80))]  # a full-width letter that was folded
    for raw in forms:
        if not raw or (len(raw) == 2) == last:
            continue
        half = raw[1] if len(raw) == 2 else None
        for reading in readings:
            if reading.half is None:
                continue
            sign = _sign(reading.half, raw[0], traditional)
            if sign is not None:
                yield _Reading(reading.text + sign, half, reading.gaps, _score(reading, sign, known))
            if reading.gaps < MOST_GAPS:
                yield from _over_gap(reading, raw[0], half, known, traditional)


def _over_gap(
    reading: _Reading, second: int, half: int | None, known: set[str], traditional: bool
) -> Iterable[_Reading]:
    fitting = _signs_ending(second, traditional)
    for first, seconds in _STRIPPED.items():
        lost = _sign(reading.half or 0, first, traditional)
        if lost is None:
            continue
        text, score = reading.text + lost, _score(reading, lost, known) + _PER_GAP
        for byte, sign in fitting:
            if byte in seconds:
                pair = _KNOWN_PAIR if lost + sign in known else 0.0
                yield _Reading(text + sign, half, reading.gaps + 1, score + pair)


@functools.cache
def _signs_ending(second: int, traditional: bool) -> list[tuple[int, str]]:
    """First byte and character, for each ordinary character that ends in this byte."""
    found = ((first, _sign(first, second, traditional)) for first in range(0x81, 0xFF))
    return [(first, sign) for first, sign in found if sign is not None]


def _score(reading: _Reading, sign: str, known: set[str]) -> float:
    return reading.score + (_KNOWN_PAIR if reading.text[-1:] + sign in known else 0.0)


def _best(readings: Iterable[_Reading]) -> list[_Reading]:
    """The two best of those that end alike: what comes later cannot tell them apart."""
    first: dict[tuple[str, int | None, int], _Reading] = {}
    second: dict[tuple[str, int | None, int], _Reading] = {}
    for reading in readings:
        alike = reading.text[-1], reading.half, reading.gaps
        best = first.get(alike)
        if best is None:
            first[alike] = reading
        elif reading.score > best.score:
            first[alike], second[alike] = reading, best
        elif alike not in second or reading.score > second[alike].score:
            second[alike] = reading
    return [*first.values(), *second.values()]


def _neighbours(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


@functools.cache
def _sign(first: int, second: int, traditional: bool) -> str | None:
    """The character of two bytes, if it is one of ordinary text."""
    try:
        sign = bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return None
    if sign in _MARKS or is_common(sign, "big5" if traditional else "gb2312"):
        return sign
    return None


def _bytes(sign: str) -> bytes:
    try:
        return sign.encode("gbk")
    except UnicodeEncodeError:
        return b""
