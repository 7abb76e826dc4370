"""Order by strokes, as lists of names are often printed: fewer strokes first; those of as many by their radical (CLDR)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_DIGITS = re.compile(r"[0-9]+")
_DIGITS_IN_KEY = 10


@cache
def _ranks() -> dict[int, str]:
    """Character -> a sign of a private plane that stands where its strokes put it. The table is read at the first call."""
    from jzledger.rules.stroke_table import BY_STROKES

    ordered = "".join(BY_STROKES[count] for count in sorted(BY_STROKES))
    return {ord(sign): chr(0xF0000 + place) for place, sign in enumerate(ordered)}


@cache
def _counts() -> dict[str, int]:
    from jzledger.rules.stroke_table import BY_STROKES

    return {sign: count for count, signs in BY_STROKES.items() for sign in signs}


def stroke_count(sign: str) -> int | None:
    """Strokes of one character; None where they are not known."""
    return _counts().get(sign)


def stroke_key(text: str) -> str:
    """The key that texts are ordered by: digits by their number, then Latin letters, then Chinese by strokes.

    The text itself closes the key, so that different texts never share one.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = _DIGITS.sub(lambda found: found[0].zfill(_DIGITS_IN_KEY), plain)
    return f"{plain.translate(_ranks())}  {text}"
