"""Finding by pinyin initials in many texts at once: the typed letters become one regular expression.

The same answers as `pinyin.matches_initials`, which looks at one text at a time; here the search itself runs in C.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_BETWEEN = r"[\W_]*"  # punctuation between characters does not count


@cache
def _signs_by_letter() -> dict[str, str]:
    """Letter -> every Chinese character that has a reading which begins with it."""
    from pypinyin.constants import PINYIN_DICT

    found: dict[str, list[str]] = {}
    for code, readings in PINYIN_DICT.items():
        if code <= 0xFFFF:
            letters = {unicodedata.normalize("NFD", reading)[:1] for reading in readings.split(",")}
            for letter in letters:
                found.setdefault(letter, []).append(chr(code))
    return {letter: "".join(sorted(signs)) for letter, signs in found.items()}


@lru_cache(maxsize=64)
def _class_of(sign: str) -> str:
    others = _signs_by_letter().get(sign, "") if sign.isascii() and sign.isalpha() else ""
    return f"[{re.escape(sign)}{others}]"


@lru_cache(maxsize=64)
def pattern(typed: str) -> re.Pattern[str]:
    """Matches, in a text that is folded (NFKC, lower case), the place where `typed` may be meant: cyx in 长垣县."""
    wanted = "".join(unicodedata.normalize("NFKC", typed).casefold().split())
    return re.compile(_BETWEEN.join(map(_class_of, wanted)))
