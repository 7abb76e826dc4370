"""Do two names mean one project? By their wording alone, never by knowledge from outside."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from jzledger.rules import similar
from jzledger.rules.name_matches import Known, Match, best, runs_through
from jzledger.rules.text import fold

TAILS = ("项目", "工程", "建设")
SAME, LIKELY = 90.0, 79.0  # points of a name that says the same otherwise, the most of one that is only near
_LEAST = 0.5  # likeness from which on a name is offered
_QUOTED = re.compile("“([^“”]{1,30})”")
_MARKS = re.compile(r"[^\w+]|_")
_PHASE = re.compile(r"[一二三四五六七八九十\d]+(?=期|标段|号|#)")
_PLACE_IN_FRONT = re.compile(r"[\u4e00-\u9fff]{0,3}[省市县区镇乡]")


@functools.lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """For comparing: without marks and without 项目, 工程 or 建设 at the end."""
    text = _MARKS.sub("", name)
    while len(text) > 4 and text.endswith(TAILS):
        text = text[:-2]
    return text


def phases(name: str) -> list[str]:
    return _PHASE.findall(name)


def same_project(one: str, other: str) -> bool:
    """Does the wording show that two names mean one project: the same distinctive words, one shorter or re-ordered?"""
    a, b = plain(one), plain(other)
    if a == b:
        return True
    both = one[:1] == other[:1] == "“"
    quoted = [_QUOTED.match(name) if both else None for name in (one, other)]
    if quoted[0] and quoted[1]:
        if quoted[0][1] != quoted[1][1] or phases(a) != phases(b):
            return False
        tails = [
            plain(name[match.end() :]) for name, match in zip((one, other), quoted, strict=True) if match
        ]
        return any(not tail or tail.isascii() or tail in TAILS for tail in tails)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short[:2] not in long:
        return False
    if len(short) < 4 or phases(short) != phases(long):
        return False
    if short in long:
        return _only_a_front(short, long)
    start = long.find(short[:2])
    if start < 0:
        return False
    within = runs_through(short, long[start:])
    if len(short) <= 5:
        return within and start <= 4 and short[2:] in long[start + 2 :]
    if within and short[-2:] == long[-2:]:
        return True
    return (
        start <= 4
        and not set(short) - set(long)
        and len(short) * 2 >= len(long)
        and _words_in(short[2:], long)
    )


def _only_a_front(short: str, long: str) -> bool:
    """市科技馆迁建 and 科技馆迁建; 云杉公司智能装备车间 and 智能装备车间. What goes on behind the short name is a part.

    A road, a village or a quarter in front tells one of many apart (朝阳路日间照料中心).
    """
    if not long.endswith(short):
        return False
    front = long.removesuffix(short)
    if _PLACE_IN_FRONT.fullmatch(front) or front.endswith(("公司", "集团", "局")):
        return True
    return len(short) >= 6 and len(short) * 2 >= len(long) and not front.endswith(tuple("路街村区巷道"))


def _words_in(tail: str, long: str) -> bool:
    """Is every pair of the tail somewhere in the long name (四期工厂 in 工厂四期)?"""
    words = [tail[place : place + 2] for place in range(0, len(tail) - 1, 2)]
    return all(word in long for word in words)


class ProjectIndex:
    """Known project names to be asked many times."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = [(one, fold(one.name), plain(fold(one.name))) for one in known]
        self._signs = [similar.signs_of(core) for _, _, core in self._known]

    def match(self, written: str) -> Match:
        """The known projects that a written name may mean, the likeliest first, and what follows from it."""
        folded = fold(written)
        core = plain(folded)
        if not core:
            return Match(written, "new", ())
        signs = similar.signs_of(core)

        def points() -> Iterable[tuple[Known, float]]:
            for (known, name, other), theirs in zip(self._known, self._signs, strict=True):
                if core == other:
                    yield known, 100.0
                    continue
                near = core[:2] in other or other[:2] in core
                if near and same_project(folded, name):
                    yield known, SAME
                elif phases(core) == phases(other):
                    likeness = similar.likeness(signs, theirs)
                    if likeness >= _LEAST:
                        yield known, min(LIKELY, 100.0 * likeness)

        return best(written, points())
