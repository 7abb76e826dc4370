"""Undo what happened to a page before it reached us: pinyin in brackets, stray commas, traditional
characters, misread bytes. The classes P, C, T, S and `damage` are those of the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jzledger.articles.decode import is_everyday
from jzledger.articles.mojibake import reread
from jzledger.articles.traditional import simplified, simplify

HOLE = "\ue000"  # stands for a misread stretch while the rest of the line is cleaned; decode() let none in
MOST_LINES = 2_000  # of a page; in a longer text a damaged line is not looked for between its neighbours
MOST_HOLES = 200  # a page with more is not damaged but something else
MOST_REREADS = 12  # different stretches whose bytes are tried; each costs some hundredths of a second
CONTEXT = 12  # characters on each side that must agree in the other copy
MOST_UNSEEN = 16  # wrong characters behind a stretch that all look right
LONGEST_MEND = 60  # characters a stretch may stand for

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
# Here and below a pattern begins with what stands there, and looks back behind it: so it is looked for fast.
_PINYIN = re.compile(rf"[(（](?<=[\u4e00-\u9fff{HOLE}].)\s*(?P<spelling>[a-zü{_TONED}]{{1,6}})\s*[)）]")
_HAS_TONE = re.compile(f"[{_TONED}]")
_TONES_FOR_TONELESS = 5  # only on an annotated page (de) is pinyin and not an abbreviation
_STRAY_COMMA = re.compile("[,，](?=[,，、。;；:：!！?？])")
_LETTERS = f"[a-zü{_TONED}]{{1,6}}"
_SIGNAL = re.compile(
    rf"(?P<torn>\ufffd\s*[(（]?\s*{_LETTERS}\s*[)）]|[?？]?(?<![(（a-z{_TONED}])[a-zü]{{0,4}}[{_TONED}][a-z]{{0,4}}\s*[)）])"
    "|(?P<lost>,?\ufffd)"
    rf"|(?P<spelled>(?<=[\u4e00-\u9fff)])[A-Za-z@][(（]\s*{_LETTERS}\s*[)）])"
    "|(?P<letter>[\u0391-\u03c9\u0401-\u0451\u3105-\u3129\u2170-\u217b∠∮∑∏⊙≌∽])"
    "|(?P<mark>(?:(?<=[,，、])|(?<![^\n]))[!！?？](?=[^\\s”’!！?？]))"
    "|(?P<single>(?<=[\u4e00-\u9fff)）])[@-~](?=[\u4e00-\u9fff。,，、”]|$)|(?<=[\u4e00-\u9fff][A-Z])[a-z](?=[。,，、”]|$))"
)
# What weighs anything: without one of these a line is not looked at closer.
_STRANGE = f"\ufffd{_TONED}\u0391-\u03c9\u0401-\u0451\u3105-\u3129\u2170-\u217b∠∮∑∏⊙≌∽"
_MAY_BE = re.compile(
    f"[{_STRANGE}!！?？(（](?:(?<=[{_STRANGE}])|(?<=[!！?？])(?<![^,，、].)|(?<=[@-~][(（]))"
)
_WEIGHT = {"lost": 2, "torn": 2, "spelled": 1, "letter": 1, "mark": 1, "single": 0}
_LONE = frozenset(
    ("lost", "torn", "spelled", "single")
)  # a single byte: it puts the text out of step, or back
_LONG_GAP = 10  # up to the odd byte that brings a stretch back into step; it is read as a single letter
_OUT_OF_STEP = 26  # characters of a stretch between two single bytes, if some of them are rare
_GAP = 4  # characters that look right between two signs of misreading


_NO_PAIRS: Mapping[str, int] = {}


@dataclass(frozen=True)
class Damage:
    """A stretch as it stands in the file, what belongs there, and whether that is proven."""

    found: str
    repaired: str | None
    certain: bool


@dataclass(frozen=True)
class Mended:
    """The page's lines after repair, and the report."""

    lines: list[str]
    damage: list[Damage]


def mend(lines: list[str], pairs: Mapping[str, int] = _NO_PAIRS) -> Mended:
    """Clean and repair all lines of a page. What cannot be proven stays as it is and is reported.

    `pairs` tells how common neighbouring characters are (`frequency.common_pairs`); without it the page alone decides.
    """
    pierced, stretches = _pierce(lines)
    plain, spellings = _without_pinyin(pierced)
    plain = [_STRAY_COMMA.sub("", line) for line in plain]
    cleaned, was_traditional = simplified(plain)
    damage: dict[str, Damage] = {}
    whole = [line for line in cleaned if HOLE not in line]
    haystack = "\n" + "\n".join(whole) + "\n"
    reread_already: dict[tuple[str, str], str | None] = {}
    mended = []
    for number, line in enumerate(cleaned):
        parts = line.split(HOLE)
        text = parts[0]
        for place, right in enumerate(parts[1:]):
            stretch, left = stretches[number][place], parts[place]
            repaired = _from_copy(left, right, haystack) if len(left) + len(right) > 5 else None
            if repaired is None and len(parts) == 2:
                repaired = _from_neighbours(cleaned, number)
            if repaired is None:
                # Both copies of a page may hold the same damage; what it said depends on the sign before it only.
                around = plain[number].split(HOLE)
                before, behind = around[place], around[place + 1]
                key = stretch, before[-1:]
                if key not in reread_already and len(reread_already) < MOST_REREADS:
                    reread_already[key] = reread(
                        stretch, before, behind, spellings, plain, was_traditional, pairs
                    )
                reading = reread_already.get(key)
                repaired = None if reading is None else simplify(reading)
            if repaired is None and len(lines) <= MOST_LINES:
                skipped, repaired = _from_copy_beyond(left, right, haystack)
                stretch, right = stretch + right[:skipped], right[skipped:]
            found = stretch
            if repaired is not None:
                found, shown = _trimmed(stretch, repaired)
            else:
                shown = None
            damage.setdefault(found, Damage(found, shown, repaired is not None))
            text += (stretch if repaired is None else repaired) + right
        mended.append(text)
    return Mended([_STRAY_COMMA.sub("", line) for line in mended], list(damage.values()))


def _pierce(lines: list[str]) -> tuple[list[str], dict[int, list[str]]]:
    """Lines with a HOLE for each misread stretch, and the stretches by line number."""
    stretches: dict[int, list[str]] = {}
    pierced = []
    count = 0
    for number, line in enumerate(lines):
        spans = suspects(line) if count < MOST_HOLES else []
        count += len(spans)
        for start, end in reversed(spans):
            stretches.setdefault(number, []).insert(0, line[start:end])
            line = line[:start] + HOLE + line[end:]
        pierced.append(line)
    return pierced, stretches


def suspects(line: str) -> list[tuple[int, int]]:
    """Start and end of each stretch that reads as misread bytes: signs of it close together."""
    if not _MAY_BE.search(line):
        return []
    found: list[list[int]] = []  # start, end, weight, single bytes
    for sign in _SIGNAL.finditer(line):
        kind = sign.lastgroup or "single"
        lone = kind in _LONE
        if found and _belongs(line[found[-1][1] : sign.start()], found[-1], kind):
            found[-1][1] = sign.end()
            found[-1][2] += _WEIGHT[kind]
            found[-1][3] += lone
        else:
            found.append([sign.start(), sign.end(), _WEIGHT[kind], int(lone)])
    return [(start, end) for start, end, weight, _ in found if weight >= 2][:MOST_HOLES]


def _belongs(between: str, span: list[int], kind: str) -> bool:
    """Is the next sign part of the stretch? One that is out of step lasts until the next single byte."""
    if len(between) <= _GAP:
        return True
    _, _, weight, lone = span
    if weight < 2 or kind not in _LONE or len(between) > 3 * _OUT_OF_STEP:
        return False
    plain = _PINYIN.sub("", between)
    if len(plain) <= _LONG_GAP and kind == "single":
        return True
    return lone % 2 == 1 and len(plain) <= _OUT_OF_STEP and not all(map(is_everyday, plain))


def _without_pinyin(lines: list[str]) -> tuple[list[str], dict[str, set[str]]]:
    """Lines without pinyin brackets, and the characters that the page spells so: {'jì': {'績'}}."""
    spellings: dict[str, set[str]] = {}
    toned = 0
    for line in lines:
        for bracket in _PINYIN.finditer(line):
            toned += bool(_HAS_TONE.search(bracket["spelling"]))
            spellings.setdefault(bracket["spelling"], set()).add(line[bracket.start() - 1])
    annotated = toned >= _TONES_FOR_TONELESS

    def drop(bracket: re.Match[str]) -> str:
        return "" if annotated or _HAS_TONE.search(bracket["spelling"]) else bracket[0]

    return [_PINYIN.sub(drop, line) for line in lines] if spellings else lines, spellings


def _from_copy(left: str, right: str, haystack: str) -> str | None:
    """What stands between the same words in an undamaged line of the page."""
    before, after = left[-CONTEXT:], right[:CONTEXT]
    if len(left) < CONTEXT:
        before = "\n" + before
    if len(right) < CONTEXT:
        after += "\n"
    start = haystack.find(before)
    if start < 0:
        return None
    start += len(before)
    end = haystack.find(after, start, start + LONGEST_MEND + len(after))
    between = haystack[start:end] if end >= 0 else "\n"
    return None if "\n" in between else between


def _from_copy_beyond(left: str, right: str, haystack: str) -> tuple[int, str | None]:
    """As `_from_copy`, for a stretch whose end shows no sign: so many characters more belong to it."""
    if len(left) >= CONTEXT and left[-CONTEXT:] in haystack:
        for skipped in range(1, min(MOST_UNSEEN, len(right) - CONTEXT) + 1):
            repaired = _from_copy(left, right[skipped:], haystack)
            if repaired is not None:
                return skipped, repaired
    return 0, None


def _from_neighbours(lines: list[str], number: int) -> str | None:
    """For a line that is damage nearly as a whole (staff box): the line between the same two neighbours."""
    if len(lines) > MOST_LINES:
        return None
    before, _hole, after = lines[number].partition(HOLE)
    above, below = _around(lines, number)
    if not above or not below:
        return None
    for other, line in enumerate(lines):
        alike = other != number and line and HOLE not in line
        if (
            alike
            and line.startswith(before)
            and line.endswith(after)
            and _around(lines, other) == (above, below)
        ):
            return line[len(before) : len(line) - len(after)].strip() or None
    return None


def _around(lines: list[str], number: int) -> tuple[str, str]:
    """The nearest lines with text above and below."""
    above = next((lines[n] for n in range(number - 1, max(-1, number - 4), -1) if lines[n]), "")
    below = next((lines[n] for n in range(number + 1, min(len(lines), number + 4)) if lines[n]), "")
    return above, below


def _trimmed(stretch: str, repaired: str) -> tuple[str, str]:
    """Both without the characters at either end in which they agree."""
    start = 0
    while start < min(len(stretch), len(repaired)) - 1 and stretch[start] == repaired[start]:
        start += 1
    end = 0
    while end < min(len(stretch), len(repaired)) - start - 1 and stretch[-1 - end] == repaired[-1 - end]:
        end += 1
    return stretch[start : len(stretch) - end], repaired[start : len(repaired) - end]
