"""How like the written name of a unit is to a known one: 市发改委 and 云岭市发展和改革委员会.

A name is brought into a canonical form, its level (city, or the county named) apart from the body named, and two forms
are compared by subsequence, which is how clerks shorten. Names that were changed (环保局 → 生态环境局) are no
matter of wording: these are dated aliases.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jzledger.rules.name_matches import Known, Match, best, ratio, runs_through
from jzledger.rules.text import fold

CITY = "市"
COUNTY = "县"  # a county that is not named: 县住建局, 区财政局
# A county by its ending. What an economy keeps in a zone (示范区, 高新区) is a body itself, no level.
_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{1,3}?(?:县|(?<![园小社校新景山库厂矿片发验范集居地开聚税业态能合务游假])区)"
)
_COUNTY_CITY = re.compile(r"[\u4e00-\u9fff]{2,3}?市(?!场)(?=[\u4e00-\u9fff]{2})")
_CITY = re.compile(r"市(?!场)")
_SOME_COUNTY = re.compile(r"[县区](?![城域县区])(?=[\u4e00-\u9fff]{2})")
_SHORTER = (
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("工作委员会", "工委"),
    ("委员会", "委"),
    ("监督管理", "监管"),
    ("办公室", "办"),
    ("办事处", "办"),
    ("有限责任公司", "公司"),
    ("股份有限公司", "公司"),
    ("有限公司", "公司"),
)
# Words that may stand before the end of an office or not: 交通运输管理局, 金融工作局.
_FILLING = re.compile(r"(?:管理|工作)(?=[局委办])")
_SIGNS = re.compile(r"[^\w]+|_")
# The last sign of an office: which of them it is differs from town to town (发改委, 发改局).
_OFFICE_ENDS = frozenset("局委办")
_FIRM = re.compile(r"公司|集团|厂$")
_COUNTY_ENDS = ("县", "区", "市")


class Places(NamedTuple):
    """The city and the counties that names begin with. Both may be unknown."""

    city: str = ""  # 云岭市
    counties: tuple[str, ...] = ()  # 青河县, 云岭区


NOWHERE = Places()


class Form(NamedTuple):
    """`level`: 市, the county as written in full, or "" where none is named. `core`: the body, shortened."""

    level: str
    core: str


@functools.lru_cache(maxsize=65536)
def canonical(name: str, places: Places = NOWHERE) -> Form:
    """Split off the level and shorten the rest; a place alone is its government."""
    text = _SIGNS.sub("", fold(name))
    level, text = _level(text, places)
    for long, short in _SHORTER:
        text = text.replace(long, short)
    if len(text) > 4 and text.endswith("区管委会"):
        text = text.removesuffix("管委会")
    return Form(level, text or ("政府" if level else ""))


def _level(text: str, places: Places) -> tuple[str, str]:
    text, in_city = _without_city(text, places.city)
    for county in places.counties:
        if text.startswith(county):
            return county, text.removeprefix(county).removeprefix("县" if county.endswith("县") else county)
    for county in places.counties:
        stem = _stem(county)
        if len(stem) >= 2 and text.startswith(stem) and text[len(stem) :][:1] not in ("", *_COUNTY_ENDS):
            return county, text.removeprefix(stem)
    if not in_city and _SOME_COUNTY.match(text):
        return COUNTY, text[1:]
    for pattern in (_COUNTY, _COUNTY_CITY):
        found = pattern.match(text)
        if found:
            return found[0], text[found.end() :]
    return (CITY if in_city else ""), text


def _without_city(text: str, city: str) -> tuple[str, bool]:
    """The name without the city in front of it, and whether the city was there."""
    if city and text.startswith(city):
        return text.removeprefix(city), True
    if _CITY.match(text):
        return text[1:], True
    stem = city.removesuffix("市")
    if len(stem) >= 2 and text.startswith(stem) and text[len(stem) :][:1] not in ("", *_COUNTY_ENDS):
        return text.removeprefix(stem), True
    return text, False


def score(written: Form, known: Form) -> float:
    """From 0 to 100. Equal 100; a shortened name 70 to 94; other likeness below 80."""
    if known.core == "政府" and len(written.core) > 1 and written.core == _stem(known.level):
        return 0.0 if written.level else 88.0  # 青河 for 青河县
    if set(written.core).isdisjoint(known.core):
        return 0.0
    likeness = _likeness(written.core, known.core)
    if likeness < 100.0:
        ours, theirs = _FILLING.sub("", written.core), _FILLING.sub("", known.core)
        if (ours, theirs) != (written.core, known.core):
            likeness = max(likeness, _likeness(ours, theirs) - 2.0)
    return max(0.0, likeness + _level_part(written, known))


def _stem(county: str) -> str:
    return county.rstrip("".join(_COUNTY_ENDS))


def _likeness(short: str, long: str) -> float:
    if not short or not long:
        return 0.0
    if short == long:
        return 100.0
    if len(short) >= 2 and runs_through(short, long):
        return _shortened(short, long, short[-1] != long[-1])
    if short[-1] in _OFFICE_ENDS and long[-1] in _OFFICE_ENDS and short[-1] != long[-1]:
        stem, body = short[:-1], long[:-1]
        if stem == body and len(stem) >= 2:
            return 88.0
        if len(stem) >= 2 and runs_through(stem, body):
            return _shortened(short, long, True)
    # What is longer than the known name may be a part of it (财政局国库科): never more than an offer.
    return min(79.0, 80.0 * ratio(short, long))


def _shortened(short: str, long: str, other_end: bool) -> float:
    full = 82.0 + 12.0 * len(short) / len(long)
    return full - (6.0 if short[0] != long[0] else 0.0) - (4.0 if other_end else 0.0)


def _level_part(written: Form, known: Form) -> float:
    if written.level == known.level:
        return 0.0
    if COUNTY in (written.level, known.level) and CITY not in (written.level, known.level):
        return -25.0  # it may be the body of any county: ask
    if written.level and known.level:
        return -55.0  # not even an offer: 青河县发改委 is not 柏溪县发改委
    if written.level:  # the known one names no level
        if written.level == CITY:
            return -2.0
        return -20.0 if _FIRM.search(known.core) else -55.0
    return 0.0 if known.level == CITY else -8.0


class UnitIndex:
    """Known unit names to be asked many times. `level` of a known name: of a unit that stands under a county."""

    def __init__(self, known: Iterable[Known], places: Places = NOWHERE) -> None:
        self.places = places
        self._shapes = [(one, self._form(one)) for one in known]

    def _form(self, known: Known) -> Form:
        form = canonical(known.name, self.places)
        return form if form.level or not known.level else form._replace(level=known.level)

    def match(self, written: str) -> Match:
        """The known units that a written name may mean, the likeliest first, and what follows from it."""
        form = canonical(written, self.places)
        if not form.core:
            return Match(written, "new", ())
        return best(written, ((one, score(form, shape)) for one, shape in self._shapes))


def alike(units: Sequence[Known], places: Places = NOWHERE) -> list[tuple[str, str, float]]:
    """Pairs (id, id, points) of units of which one's name would be taken for the other, the likeliest first."""
    shapes = [(one, canonical(one.name, places)) for one in units]
    found: dict[tuple[str, str], float] = {}
    for one, form in shapes:
        others = ((known, score(form, other)) for known, other in shapes if known.id != one.id)
        taken = best(one.name, others).taken if form.core else None
        if taken is not None:
            pair = (min(one.id, taken.id), max(one.id, taken.id))
            found[pair] = max(found.get(pair, 0.0), taken.points)
    return sorted(((*pair, points) for pair, points in found.items()), key=lambda item: (-item[2], item[:2]))
