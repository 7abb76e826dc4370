"""Does a text hold what was typed? By its characters, by figures without their commas, or by pinyin initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from jzledger.rules import initials
from jzledger.rules.text import fold

Matches = Callable[[str], bool]
_MOST_KEPT = 400_000
_folded: dict[str, str] = {}


def folded(text: str) -> str:
    """The text as it is searched in; kept, because the same cells are searched at every key."""
    known = _folded.get(text)
    if known is None:
        if len(_folded) > _MOST_KEPT:
            _folded.clear()
        if text.isascii() or unicodedata.is_normalized("NFKC", text):
            known = "".join(text.casefold().split())
        else:
            known = fold(text)
        known = _folded[text] = known.replace(",", "")
    return known


def matcher(typed: str) -> Matches:
    """A test for texts. Initials count from the second letter on: a single one would be in every cell."""
    wanted = folded(typed)
    if not wanted:
        return lambda text: True
    # Letters alone, or between figures and 汉字: a typed word of only 汉字 or figures means just that.
    letters = sum(sign.isascii() and sign.isalpha() for sign in wanted)
    if letters < 1 or len(wanted) < 2:
        return lambda text: wanted in folded(text)
    found = initials.pattern(wanted).search
    return lambda text: wanted in folded(text) or found(folded(text)) is not None
