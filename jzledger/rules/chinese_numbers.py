"""Whole numbers as people write them: 15, 十五, 廿五, 两, 一百二十, 二〇二六."""

from __future__ import annotations

import re

DIGITS = "〇一二三四五六七八九"

NUMBER = f"(?:[0-9]{{1,4}}|[{DIGITS}零两十百廿卅]{{1,6}})"
"""Pattern of one number; what it matches may still be none (十十): `number` decides."""

_VALUES = {"零": 0, "两": 2} | {sign: value for value, sign in enumerate(DIGITS)}
_COUNTED = re.compile(
    "(?:(?P<hundreds>[一二两三四五六七八九])百(?P<zero>[零〇])?)?"
    "(?:(?P<tens>[一二三四五六七八九]?)十|(?P<score>[廿卅]))?"
    "(?P<ones>[一二两三四五六七八九])?"
)


def number(text: str) -> int | None:
    """The number that `text` writes, None if it writes none or could be read in two ways (一百二).

    Understood: ASCII digits, digit by digit (二〇二六), and counted up to 九百九十九.
    """
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 9 else None
    if all(sign in _VALUES for sign in text) and (len(text) == 1 or "两" not in text):
        return int("".join(str(_VALUES[sign]) for sign in text[:9]))
    parts = _COUNTED.fullmatch(text)
    if parts is None:
        return None
    hundreds, zero, tens, score, ones = parts.group("hundreds", "zero", "tens", "score", "ones")
    has_tens = tens is not None or score is not None
    if zero and (has_tens or not ones):
        return None
    if hundreds and ones and not has_tens and not zero:
        return None
    total = 100 * _VALUES[hundreds] if hundreds else 0
    if score:
        total += 20 if score == "廿" else 30
    elif tens is not None:
        total += 10 * (_VALUES[tens] if tens else 1)
    return total + (_VALUES[ones] if ones else 0)
