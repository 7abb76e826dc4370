"""Which words a list cell offers for what was typed: by 汉字, by pinyin initials, of a closed list by number, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jzledger.records.fields import Field
from jzledger.records.kinds import Choice, Link, Links
from jzledger.rules.pinyin import matches_initials
from jzledger.ui.texts import tr

_MOST = 200
_LAST_NAME = re.compile(r"[^、,，;；\n]*\Z")


class Offer(NamedTuple):
    """A word, and how it is shown."""

    word: str
    label: str


def is_listed(field: Field) -> bool:
    """Does the column offer words?"""
    return field.kind.editor in ("list", "names")


def is_closed(field: Field) -> bool:
    """Can only the words offered be values?"""
    kind = field.kind
    return isinstance(kind, Choice) or (isinstance(kind, Link) and not kind.grows)


def words_of(field: Field, suggested: Sequence[str]) -> list[str]:
    return list(field.kind.words.values()) if isinstance(field.kind, Choice) else list(suggested)


def part_typed(field: Field, text: str) -> str:
    """The part that is being completed: the last name of several, else everything."""
    return _last(text).strip() if isinstance(field.kind, Links) else text.strip()


def completed(field: Field, text: str, word: str) -> str:
    """The text with that part replaced by a word."""
    return text[: len(text) - len(_last(text))] + word if isinstance(field.kind, Links) else word


def offers(field: Field, words: Sequence[str], typed: str) -> list[Offer]:
    """What to offer for `typed`, best first; everything for nothing. An open list also offers the new word."""
    closed = is_closed(field)
    by_number = (
        words[int(typed) - 1] if closed and typed.isdecimal() and 0 < int(typed[:4]) <= len(words) else None
    )
    found = [word for word in words if not typed or word == by_number or matches_initials(word, typed)]
    found.sort(key=lambda word: (word != typed, not word.startswith(typed)))
    numbers = {word: n for n, word in enumerate(words, 1)} if closed else {}
    shown = [Offer(word, f"{numbers[word]}　{word}" if numbers else word) for word in found[:_MOST]]
    if typed and not closed and typed not in words:
        shown.append(Offer(typed, tr("新增选项“{}”").format(typed)))
    return shown


def chosen_at_once(field: Field, words: Sequence[str], typed: str, offered: Sequence[Offer]) -> int:
    """Which offer Enter takes without being asked: the first for initials and in closed lists; -1 = what was typed.

    Words in 汉字 are taken as typed: 市 must not become 市自然资源局 by itself.
    """
    if not typed or not offered or typed in words or offered[0].word == typed:
        return -1
    return 0 if is_closed(field) or typed.isascii() else -1


def _last(text: str) -> str:
    found = _LAST_NAME.search(text)
    return found[0] if found else ""
