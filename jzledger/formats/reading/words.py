"""The words of headings, titles and bands, from `resources/workbooks/headings.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken
from jzledger.formats.reading.found import KEYS, KINDS, Mapped

OWN_KEYS = ("serial", "unit.lead", "unit.responsible", "unit.support", "status?", "none")
LONGEST_HEADING = 40

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\s]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕")
_ROLE = re.compile(r"\((牵头|主办|配合|协办|企业|工程|市、区|是/否)[^()]*\)")
_YEAR = re.compile(r"(?:20[0-9]{2}|[〇零一二三四五六七八九]{4})年度?")
_NOW = re.compile("(?:截[至止])?(?:最新|目前|当前|现阶段|近期|最近|本周|本期|本次)的?")
_AND = re.compile("及|和|与|、|/")
_YEAR_SIGNS = frozenset("〇零一二三四五六七八九")
_FRINGE = re.compile(r"^[0-9]{1,2}[.、．](?=\D)|[:*★▲●]+|^[*★▲●]+")


@dataclass(frozen=True)
class Match:
    """What a heading means: a key of KEYS or of OWN_KEYS, None if it is unknown; how sure; the kind it speaks for."""

    key: str | None
    score: float = 0.0
    kind: str | None = None

    @property
    def known(self) -> bool:
        return self.key is not None


UNKNOWN = Match(None)
_MADE = 0.95
_NUMBERS = frozenset("123456789一二三四五六①②③④⑤⑥")
_MAY_BE_NUMBERED = frozenset(("issue", "measures", "deadline_text", "unit.responsible", "owner"))
_TAUGHT = {"lead_unit": "unit.lead", "units": "unit.support", "deadline": "deadline_text"}


def squash(text: str) -> str:
    """Half-width, without blanks, line breaks and invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _nothing_to_take_off(text: str) -> bool:
    """Letters only, without a year: `plain` would leave them as they are."""
    return text.isalpha() and "一" < text[0] <= "鿿" and text[0] not in _YEAR_SIGNS and "年" not in text


@lru_cache(maxsize=8192)
def plain(heading: str) -> str:
    """A heading as it is looked up: squashed, without years, remarks in brackets, marks and a colon at the end."""
    squashed = _FRINGE.sub("", squash(heading))
    if _ROLE.search(squashed):
        return squashed
    shorter = _YEAR.sub("", _BRACKETS.sub("", squashed)).strip("()*-—、,.;")
    return shorter or squashed


@dataclass
class Words:
    """The words of the file, ready to be asked."""

    exact: Mapping[str, Match]
    inside: Mapping[str, tuple[str, str | None]]
    generic: frozenset[str]
    plain_groups: tuple[str, ...]
    titles: Mapping[str, tuple[str, ...]]
    statuses: frozenset[str]
    categories: frozenset[str]
    _seen: dict[str, Match] = field(default_factory=dict)
    _labels: dict[str, Match] = field(default_factory=dict)

    def taught(self, mapping: Mapped) -> Words:
        """The same with the headings of a mapping: they are known then, also where a heading is looked for."""
        said = {
            squash(name.rpartition("/")[2]): Match(_TAUGHT.get(key or "", key) or "none", 1.0)
            for name, key in mapping.items()
        }
        return replace(self, exact={**self.exact, **said}, _seen={}, _labels={})

    def label(self, text: str) -> Match:
        """What a whole cell means as a label: only words that are known as such, never parts of them."""
        found = self._labels.get(text)
        if found is None and len(text) > 12 and text.isalnum() and text not in self.exact:
            return UNKNOWN  # longer than any word of the file, and nothing to take off: not worth remembering
        if found is None and _nothing_to_take_off(text):
            return self.exact.get(
                text, UNKNOWN
            )  # the cells of a column of names are many, and each is asked once
        if found is None:
            found = UNKNOWN if len(text) > LONGEST_HEADING else self._whole(text)
            if len(self._labels) > 50_000:
                self._labels.clear()
            self._labels[text] = found
        return found

    def numbered(self, text: str) -> Match:
        """存在问题1, 措施二: one of several labels that differ by their number only."""
        if not 2 < len(text) <= LONGEST_HEADING or text[-1] not in _NUMBERS:
            return UNKNOWN
        found = self.label(text[:-1])
        return found if found.key in _MAY_BE_NUMBERED and found.kind in (None, "issues") else UNKNOWN

    def _whole(self, text: str) -> Match:
        return self.exact.get(_FRINGE.sub("", squash(text))) or self.exact.get(plain(text)) or UNKNOWN

    def heading(self, text: str) -> Match:
        """What a heading means, also by a part of it."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._whole(text)
            if not found.known:
                bare = plain(text)
                found = self._of_now(bare) or self._by_part(bare)
                if found.key in (None, "none"):
                    found = self._first_of_two(bare) or found
                self._seen[text] = found
        return found

    def _first_of_two(self, text: str) -> Match | None:
        """项目名称及建设内容, 责任人和手机: what the first words stand for, where the others are nothing that is read."""
        both = _AND.search(text)
        first = self._whole(text[: both.start()]) if both else UNKNOWN
        return replace(first, score=0.8) if first.key not in (None, "none", "serial") else None

    def _of_now(self, text: str) -> Match | None:
        """最新处理情况, 当前责任单位: the same as without the first word."""
        now = _NOW.match(text)
        found = self._whole(text[now.end() :]) if now else UNKNOWN
        return replace(found, score=min(found.score, 0.9)) if found.known else None

    def _by_part(self, text: str) -> Match:
        best, place = UNKNOWN, (0, 0)
        for word, (key, kind) in self.inside.items():
            at = text.rfind(word)
            if at >= 0 and (at + len(word), len(word)) > place:
                place = (at + len(word), len(word))
                best = Match(key, 0.8 if place[0] == len(text) else 0.7, kind)
        return best

    def joined(self, group: str, leaf: str) -> Match:
        """A leaf that says little, read together with the heading above it."""
        above = plain(group)
        for tail in self.plain_groups:
            if above.endswith(tail) and above != tail:
                above = above.removesuffix(tail)
                break
        whole = self.heading(above + plain(leaf))
        return whole if whole.score >= 1 else Match(whole.key, min(whole.score, 0.7), whole.kind)


@lru_cache(maxsize=4)
def load_words(path: Path) -> Words:
    """Raises FileBroken, naming the file, where it is missing or of another shape."""
    try:
        return _words(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileBroken("表头词表读不出来", path.name, "请换回原来的文件。", detail=str(error)) from error


def _words(toml: Mapping[str, Any]) -> Words:
    exact: dict[str, Match] = {}
    inside: dict[str, tuple[str, str | None]] = {}
    for entry in toml["words"]:
        key, kind = _key_and_kind(entry)
        for rank, word in enumerate(entry.get("exact", "").split()):
            exact.setdefault(squash(word), Match(key, 1.0 - rank / 10_000, kind))
        for rank, word in enumerate(entry.get("weak", "").split()):
            exact.setdefault(squash(word), Match(key, 0.6 - rank / 10_000, kind))
        for word in entry.get("inside", "").split():
            inside.setdefault(squash(word), (key, kind))
    for entry in toml.get("made", ()):
        key, kind = _key_and_kind(entry)
        for first in entry["first"].split():
            for last in entry["last"].split():
                exact.setdefault(squash(first + last), Match(key, _MADE, kind))
    return Words(
        exact,
        inside,
        frozenset(toml["generic"].split()),
        tuple(toml["plain_groups"].split()),
        {kind: tuple(toml["titles"][kind].split()) for kind in toml["titles"]},
        frozenset(squash(word) for word in toml["statuses"]["words"].split()),
        frozenset(squash(word) for word in toml["categories"]["words"].split()),
    )


def _key_and_kind(entry: Mapping[str, Any]) -> tuple[str, str | None]:
    key, kind = entry["key"], entry.get("kind")
    if key not in KEYS + OWN_KEYS or (kind is not None and kind not in KINDS):
        raise ValueError(f"unknown key or kind: {key} {kind}")
    return key, kind
