"""Read a stretch of Chinese that is out of step by one byte.

A search and replace on bytes that fired between two characters leaves the rest of the text one byte out of step:
every pair of bytes is read as another character until a single byte brings it back. Pairs in the ranges that GBK leaves
to its users were then stripped without trace. Undone here: the stretch is turned into its bytes again, with unknown
ones where a byte was lost, and read from the last sound character on. A lost byte in front of a pinyin is known by it:
the byte before it and the lost one spelled a character that the page writes with this pinyin elsewhere. Between any two
characters of the stretch a stripped pair may have stood. The reading that the page's own words, and then the common
pairs of the language, support is kept.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jzledger.articles.decode import is_common
from jzledger.articles.sentences import narrow
from jzledger.articles.traditional import simplify

MOST_GAPS = 2  # stripped pairs per stretch; with more, anything can be read into it
LONGEST = 30  # characters of a stretch that are tried, pinyin aside
PAGE_SAMPLE = 200_000  # characters of the page whose neighbours count as evidence

# Natural logarithms: a neighbourhood found on the page by chance is about as rare as one in 20,000; how rare a common
# pair of the language is, is told by its level; an unknown pair allows some 900 readings. The best must be 20 times as
# likely as the next.
_KNOWN_PAIR = 10.0
_PER_LEVEL = 0.69  # levels are powers of two
_MARK = 4.5  # one character in twenty has a mark behind it
_PER_GAP = -7.0
_SPELLED = 5.0  # the bytes end in a character that the page spells so: by chance one in some hundred
_LEAST_READ = 2  # characters that a reading with gaps must give to be certain
_MARKS_TOO_NEAR = re.compile("[,;:。][^,;:。]{1,3}[,;:。]|^[,;:]")
_MARGIN = 3.0
_SHORT = 5  # characters in which every pair of neighbours must be known, if there is a gap
_SURE_LENGTH = 3  # characters that bytes without a gap prove

_MARKS = frozenset("，。、；：？！“”‘’（）《》—％")
_SPELLING = "[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,6}"
_UNIT = re.compile(
    f"(?P<lost>\ufffd\\s*[(（]?|[?？](?={_SPELLING}\\s*[)）])|)(?P<spelling>{_SPELLING})\\s*[)）]"  # a lost byte, by its pinyin
    f"|(?P<single>[@-~])[(（]\\s*(?P<spelled>{_SPELLING})\\s*[)）]"
    f"|(?P<sign>[^\\W\\d_])[(（]\\s*{_SPELLING}\\s*[)）]"
    "|[,，]*\ufffd[,，]*(?P<torn>)"
    "|(?P<other>[^,，])"
)
_HIGH = [*range(0xAA, 0xB0), *range(0xF8, 0xFF)]
_STRIPPED = {first: range(0xA1, 0xFF) for first in _HIGH}
_STRIPPED |= {first: range(0x40, 0xA1) for first in range(0xA1, 0xA8)}
_ANY_BYTE = tuple(range(0x40, 0xFF))

Bytes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """What one character of the file stood for: each form is a run of bytes; None in it is a lost byte."""

    forms: tuple[tuple[int | None, ...], ...]
    spelled: str | None = None  # the pinyin of the character that the last byte ends


@dataclass(slots=True)
class _Reading:
    text: str
    half: int | None  # the first byte that still waits for its second, None when in step
    previous: int  # the last byte, whatever it belongs to
    gaps: int
    score: float


def reread(
    stretch: str,
    left: str,
    right: str,
    spellings: Mapping[str, set[str]],
    page: Iterable[str],
    traditional: bool,
    pairs: Mapping[str, int],
) -> str | None:
    """What `stretch` said, or None where its bytes, the page and the language do not settle it.

    `left` and `right` are the line before and behind it, `spellings` the characters that the page annotates by their
    pinyin, `page` its lines, `pairs` how common neighbours are. The answer is in the characters of the page.
    """
    units = _units(stretch)
    before = _bytes(left[-1:])
    if not units or len(units) > LONGEST:
        return None
    judge = _Judge(_neighbours("\n".join(page)[:PAGE_SAMPLE]), spellings, traditional, pairs)
    front, units = _front(stretch, left, before, units)
    readings = [front]
    for number, unit in enumerate(units):
        readings = _best(judge.step(readings, unit, last=number == len(units) - 1))
        if not readings:
            return None
    done = sorted(
        (_closed(reading, right, judge) for reading in readings if reading.half is None),
        key=lambda r: -r.score,
    )
    # Without a stripped pair the bytes of a longer stretch decide alone; else page or language must speak for it.
    if not done or done[0].score < 0:
        return None
    if done[0].score == 0 and (done[0].gaps or len(done[0].text) - len(front.text) < _SURE_LENGTH):
        return None
    if len(done) > 1 and done[0].score - done[1].score < _MARGIN:
        return None
    allowed = len(done[0].text) // 3 if len(done[0].text) > _SHORT else 0
    if done[0].gaps and judge.strangers(done[0].text + right[:1]) > allowed:
        return None  # what is read into a gap has to fit on both sides
    text = narrow(done[0].text[0 if front.text == "。" else len(front.text) :])
    if done[0].gaps and (len(text) < _LEAST_READ or _MARKS_TOO_NEAR.search(text)):
        return None  # one character, or 。石首先,中: too little to go by, or no sentence
    return text


def _front(stretch: str, left: str, before: bytes, units: list[_Unit]) -> tuple[_Reading, list[_Unit]]:
    """The reading to begin with. A3 A1 read as `！` is the end of `。` (A1 A3) and the begin of a quote (A1 B1)."""
    plain = re.sub("[,，\ufffd]", "", stretch)
    if plain[:1] in ("!", "！") and len(plain) > 1:
        return _Reading("。", 0xA1, 0xA1, 0, 0.0), _units(plain[1:])
    previous = before[-1] if len(before) == 2 else 0
    return _Reading(left[-1:] if len(before) == 2 else "", None, previous, 0, 0.0), units


def _closed(reading: _Reading, right: str, judge: _Judge) -> _Reading:
    """The first character behind the stretch speaks for or against it too."""
    return _Reading(
        reading.text,
        None,
        reading.previous,
        reading.gaps,
        reading.score + judge.pair(reading.text[-1:] + right[:1]),
    )


def _units(stretch: str) -> list[_Unit]:
    found = []
    for match in _UNIT.finditer(stretch):
        if match["spelling"]:
            found.append(_Unit(((None,),), match["spelling"]))
        elif match["single"]:
            found.append(_Unit(((ord(match["single"]),),), match["spelled"]))
        elif match["torn"] is not None:
            found.append(_Unit(((None,),)))
        else:
            sign = match["sign"] or match["other"]
            forms = _forms(sign)
            if not forms:
                return []
            found.append(_Unit(forms))
    return found


def _forms(sign: str) -> tuple[tuple[int, ...], ...]:
    """The bytes of a character; an ASCII one may have been full-width before it was folded."""
    raw = _bytes(sign)
    if not raw:
        return ()
    if sign.isascii() and 0x21 <= raw[0] <= 0x7E:
        return (tuple(raw), (0xA3, raw[0] + 0x80))
    return (tuple(raw),)


class _Judge:
    """Goes one unit further in every way, and says how likely each is."""

    def __init__(
        self, known: set[str], spellings: Mapping[str, set[str]], traditional: bool, pairs: Mapping[str, int]
    ) -> None:
        self.known, self.spellings, self.traditional, self.pairs = known, spellings, traditional, pairs
        self.scores: dict[str, float] = {}

    def pair(self, pair: str) -> float:
        """How much a pair of neighbours speaks for a reading."""
        if len(pair) < 2:
            return 0.0
        score = self.scores.get(pair)
        if score is None:
            if pair in self.known:
                score = _KNOWN_PAIR
            elif pair[0] in _MARKS or pair[1] in _MARKS:
                score = _MARK if self.pairs else 0.0
            else:
                score = _PER_LEVEL * self.pairs.get(simplify(pair) if self.traditional else pair, 0)
            self.scores[pair] = score
        return score

    def strangers(self, text: str) -> int:
        """How many neighbours neither the page nor the language knows."""
        return sum(self.pair(text[n : n + 2]) == 0 for n in range(len(text) - 1))

    def step(self, readings: list[_Reading], unit: _Unit, *, last: bool) -> Iterator[_Reading]:
        """Every reading with one more unit, with and without a stripped pair before it."""
        spelled = self.spellings.get(unit.spelled or "", set())
        for form in unit.forms:
            for reading in readings:
                out_of_step = reading.half is not None
                ways: Iterator[_Reading] = (
                    way
                    for filled in self._filled(form, unit.spelled, reading)
                    for way in self._over(reading, filled)
                )
                if out_of_step and reading.gaps < MOST_GAPS:
                    ways = itertools.chain(ways, self._behind_gap(reading, form, spelled))
                for way in ways:
                    if unit.spelled and out_of_step and way.half is None:
                        if spelled and way.text[-1:] not in spelled:
                            continue
                        way.score += _SPELLED
                    yield way

    def _behind_gap(
        self, reading: _Reading, form: tuple[int | None, ...], spelled: set[str]
    ) -> Iterator[_Reading]:
        """As `_over_gap`; a lost byte is one that a character of this pinyin ends in."""
        if None not in form:
            yield from self._over_gap(reading, tuple(byte for byte in form if byte is not None))
        for last in {raw[1] for sign in spelled if len(raw := _bytes(sign)) == 2} if None in form else ():
            yield from self._over_gap(reading, (last,))

    def _filled(
        self, form: tuple[int | None, ...], spelled: str | None, reading: _Reading
    ) -> Iterator[Bytes]:
        """The form with its lost byte filled in, where the pinyin or the neighbours allow it."""
        if None not in form:
            whole = tuple(byte for byte in form if byte is not None)
            if spelled is None or self._spells(reading.previous, whole[-1], spelled):
                yield whole
        elif spelled is not None:
            for sign in self.spellings.get(spelled, ()):
                raw = _bytes(sign)
                if len(raw) == 2 and raw[0] == reading.previous:
                    yield (raw[1],)
        else:
            for byte in _ANY_BYTE if reading.half is not None else range(0x81, 0xFF):
                yield (byte,)

    def _spells(self, first: int, second: int, spelled: str) -> bool:
        signs = self.spellings.get(spelled)
        return not signs or any(_bytes(sign) == bytes((first, second)) for sign in signs)

    def _over(self, reading: _Reading, more: Bytes) -> Iterator[_Reading]:
        text, half, score = reading.text, reading.half, reading.score
        for byte in more:
            if half is None:
                if byte < 0x81:
                    return  # plain ASCII does not stand in the middle of misread Chinese
                half = byte
                continue
            sign = _sign(half, byte, self.traditional)
            if sign is None:
                return
            score += self.pair(text[-1:] + sign)
            text, half = text + sign, None
        yield _Reading(text, half, more[-1], reading.gaps, score)

    def _over_gap(self, reading: _Reading, more: Bytes) -> Iterator[_Reading]:
        """The pending half and the first of a stripped pair are a character, so are its second and the next byte."""
        fitting = _signs_ending(more[0], self.traditional)
        rest = more[1:]
        for first, seconds in _STRIPPED.items():
            lost = _sign(reading.half or 0, first, self.traditional)
            if lost is None:
                continue
            text = reading.text + lost
            score = reading.score + self.pair(reading.text[-1:] + lost) + _PER_GAP
            for byte, sign in fitting:
                if byte in seconds:
                    further = _Reading(
                        text + sign, None, more[0], reading.gaps + 1, score + self.pair(lost + sign)
                    )
                    if rest:
                        yield from self._over(further, rest)
                    else:
                        yield further


@functools.cache
def _signs_ending(second: int, traditional: bool) -> list[tuple[int, str]]:
    """First byte and character, for each ordinary character that ends in this byte."""
    found = ((first, _sign(first, second, traditional)) for first in range(0x81, 0xFF))
    return [(first, sign) for first, sign in found if sign is not None]


def _best(readings: Iterable[_Reading]) -> list[_Reading]:
    """The two best of those that end alike: what comes later cannot tell them apart."""
    first: dict[tuple[str, int | None, int], _Reading] = {}
    second: dict[tuple[str, int | None, int], _Reading] = {}
    for reading in readings:
        alike = reading.text[-1:], reading.half, reading.gaps
        best = first.get(alike)
        if best is None:
            first[alike] = reading
        elif reading.score > best.score:
            first[alike] = reading
            if best.text != reading.text:
                second[alike] = best
        elif reading.text != best.text and (alike not in second or reading.score > second[alike].score):
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
