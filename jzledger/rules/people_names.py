"""Which known person a written name means: 张 建国, 张建国(副县长), 张局长."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from jzledger.rules.name_matches import Candidate, Match
from jzledger.rules.text import fold

_IN_BRACKETS = re.compile(r"[(（【\[].*?[)）】\]]")
_NUMBER = re.compile(r"[\d\-+]{5,}")
_SIGNS = re.compile(r"[^\w·]+|_")
_POLITE = re.compile(r"(?:同志|先生|女士)$")
# Longest first, so that 副县长 is not read as 县长 behind a name that ends in 副.
_TITLES = sorted(
    (
        f"{front}{title}"
        for front in ("", "副", "常务副", "代")
        for title in "市长 县长 区长 镇长 乡长 局长 主任 书记 部长 处长 科长 秘书长 主席 总经理 经理 董事长 队长 院长 校长".split()
    ),
    key=len,
    reverse=True,
)
_TITLE = re.compile("(?:" + "|".join(_TITLES) + ")$")
_LONGEST = 12  # characters of a name, with · between its parts


class KnownPerson(NamedTuple):
    """A person, and the titles of their posts."""

    id: str
    name: str
    titles: tuple[str, ...] = ()


def parts_of(written: str) -> tuple[str, str]:
    """Name and title as written: 张建国副县长 -> (张建国, 副县长). Blanks, numbers and brackets do not count."""
    text = fold(written)
    inside = "".join(_SIGNS.sub("", found) for found in _IN_BRACKETS.findall(text))
    text = _SIGNS.sub("", _NUMBER.sub("", _IN_BRACKETS.sub("", text)))
    text = _POLITE.sub("", text)
    found = _TITLE.search(text)
    title = found[0] if found and len(text) > len(found[0]) else ""
    if not title:
        behind = _TITLE.search(_NUMBER.sub("", inside))
        return text, behind[0] if behind else ""
    return text.removesuffix(title), title


def match(written: str, known: Iterable[KnownPerson]) -> Match:
    """take for the very name where one person carries it; a surname with a title is offered, never taken."""
    name, title = parts_of(written)
    if not name or len(name) > _LONGEST:
        return Match(written, "new", ())
    found: list[Candidate] = []
    for person in known:
        theirs = parts_of(person.name)[0]
        holds = any(title and one.endswith(title) for one in person.titles)
        if theirs == name:
            found.append(Candidate(person.id, person.name, 100.0, title if holds else ""))
        elif title and len(name) <= 2 and theirs.startswith(name):
            found.append(Candidate(person.id, person.name, 75.0 if holds else 55.0, title))
    found.sort(key=lambda one: (-one.points, not one.reason, one.id))
    exact = [one for one in found if one.points == 100.0]
    # Of two who carry one name the post may tell which is meant.
    told = [one for one in exact if one.reason] if title else exact
    if len(exact) == 1 or len(told) == 1:
        chosen = exact[0] if len(exact) == 1 else told[0]
        rest = tuple(one for one in found if one.id != chosen.id)
        return Match(written, "take", (chosen, *rest))
    return Match(written, "offer" if found else "new", tuple(found))
