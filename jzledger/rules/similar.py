"""How alike two short texts are: by the pairs of neighbouring characters that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jzledger.rules.text import fold

LEAST = 0.6  # from here on two issues of one project are shown as near-duplicates
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# Two texts that agree but for their numbers (3号地块, 5号地块) are two matters.
_OTHER_NUMBERS = 0.3


class Signs(NamedTuple):
    """What of a text is compared: its pairs of characters, and its numbers."""

    pairs: frozenset[str]
    numbers: frozenset[str]


class Near(NamedTuple):
    """A text found by its key, and how alike it is: 1 = the same but for blanks, punctuation and width."""

    key: str
    likeness: float


def signs_of(text: str) -> Signs:
    """Blanks, punctuation, width and case do not count; 三号 is 3号."""
    plain = _NOT_WORD.sub("", fold(text)).translate(_CHINESE_DIGITS)
    # The frame makes the first and the last character a pair, too, so that one character has pairs.
    framed = f"^{plain}$" if plain else ""
    pairs = frozenset(framed[n : n + 2] for n in range(len(framed) - 1))
    return Signs(pairs, frozenset(_NUMBER.findall(plain)))


def likeness(one: Signs, other: Signs) -> float:
    """From 0 to 1, the same both ways round (Dice's coefficient of the pairs)."""
    total = len(one.pairs) + len(other.pairs)
    if not total:
        return 0.0
    shared = 2 * len(one.pairs & other.pairs) / total
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return max(0.0, shared - _OTHER_NUMBERS)
    return shared


def near(text: str, others: Mapping[str, str], least: float = LEAST) -> list[Near]:
    """Which of the other texts (key -> text) are like this one, the most alike first."""
    wanted = signs_of(text)
    found = [Near(key, likeness(wanted, signs_of(other))) for key, other in others.items()]
    return sorted((one for one in found if one.likeness >= least), key=lambda one: (-one.likeness, one.key))


def pairs(texts: Iterable[tuple[str, str]], least: float = LEAST) -> list[tuple[str, str, float]]:
    """All pairs (key, key, likeness) of (key, text) that are alike, in the order of the texts.

    The bound on the lengths spares most comparisons: texts of very different length cannot be alike.
    """
    known = [(key, signs_of(text)) for key, text in texts]
    found = []
    for place, (key, signs) in enumerate(known):
        size = len(signs.pairs)
        for other_key, other in known[place + 1 :]:
            smaller, sum_of = min(size, len(other.pairs)), size + len(other.pairs)
            if 2 * smaller >= least * sum_of and sum_of:
                score = likeness(signs, other)
                if score >= least:
                    found.append((key, other_key, score))
    return found
