"""How a page goes on to call a project that it has named: 天珏项目, 县中医院, 零碳产业园."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzledger.articles.lexicon import HAN
from jzledger.articles.names import TAILS, NameJudge

_PLACE_FIRST = re.compile(f"^[{HAN}]{{1,3}}(?:[市县]|(?<![片园小社校新山景城库矿])区)")
# What is done to a thing that has a name already: 县中医院迁建项目 is about 县中医院.
_OF_WORKS = re.compile(
    "(?:(?:环境)?综合整治|整治|(?:综合)?治理|(?:提标|升级|节能|快速化)?改造|提升|迁建|扩建|新建|改建|修缮|加固|除险|建设|续建|更新|连通|疏浚|整修|延伸|扩能|[一二三四五]期|项目|工程|与)+$"
)
_PROJECT_WORD = re.compile("项目|工程")


class Called:
    """Forms of names in one `text`; `facility`: the words of built things."""

    def __init__(self, judge: NameJudge, facility: re.Pattern[str], text: str) -> None:
        self.judge, self.facility, self.text = judge, facility, text

    def forms(self, name: str) -> Iterator[str]:
        """A name, also without 项目 and the like, and without the place in front."""
        bare = _PLACE_FIRST.sub("", name)
        for cut in (2, 3):  # 澹州港10万吨级航道疏浚 is called 10万吨级航道疏浚 in its own city
            if len(name) >= cut + 6 and self.judge.is_name(name[cut:], listed=True):
                yield name[cut:]
        shorter = (n.removesuffix(tail) for tail in TAILS for n in (name, bare if len(bare) >= 6 else name))
        for form in (name, *shorter):
            if len(form) >= 3:
                yield form

    def short_forms(self, names: Sequence[str]) -> dict[str, int]:
        """Short forms that mean one of the names only -> its place in `names`."""
        found: dict[str, int | None] = {}
        called = {
            self.text[match.start() - size : match.end()]
            for match in _PROJECT_WORD.finditer(self.text)
            for size in range(2, 7)
        }
        for at, full in enumerate(names):
            name = full.strip("“”")
            bare = _PLACE_FIRST.sub("", name)
            forms = set(self._endings(name))
            wholes: set[str] = set()
            for one in {name, bare}:
                forms.update(self._beginnings(one, called))
                wholes.add(_OF_WORKS.sub("", one))
            forms |= {whole for whole in wholes if len(whole) >= 3 and whole in self.text}
            for form in forms - {name}:
                found[form] = None if found.get(form, at) != at else at
        return {form: at for form, at in found.items() if at is not None}

    def _beginnings(self, name: str, called: set[str]) -> Iterator[str]:
        """天珏项目 for 天珏年产3GWh固态电池项目; a place in front would mean all projects there."""
        for form in (name[:size] + tail for size in range(2, 7) for tail in ("项目", "工程")):
            if form in called and not any(form[:-2] + sign in self.text for sign in "省市县区镇乡"):
                yield form

    def _endings(self, name: str) -> Iterator[str]:
        """零碳产业园 for 某县零碳产业园: a place or another built thing stands in front."""
        if len(name) < 6 or not self.judge.facility_end.search(name):
            return
        built = {match.end() for match in self.facility.finditer(name)}
        for cut in range(2, len(name) - 3):
            end = name[cut:]
            if (
                (cut in built or name[cut - 1] in "县市区镇乡")
                and end in self.text
                and self.judge.facility_end.search(end)
                and self.judge.is_name(end, listed=True)
            ):
                yield end


def longest(text: str, forms: Sequence[str]) -> list[tuple[int, str]]:
    """(place, form) of each form in the text, longer ones first, none inside another.

    Looked for in the whole text at once: a long article has as many forms as sentences.
    """
    found: list[tuple[int, str]] = []
    taken = bytearray(len(text))
    for form in forms:
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if taken.find(1, start, end) < 0:
                found.append((start, form))
                taken[start:end] = b"\1" * (end - start)
            start = text.find(form, end)
    return sorted(found)
