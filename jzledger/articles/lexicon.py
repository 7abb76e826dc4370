"""The words that reading goes by, from files that an office can extend: surnames, titles, places, cue words."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken

HAN = "\u4e00-\u9fff"
_MANY = 8  # so many first characters make it pay to look at them first


@dataclass(frozen=True, eq=False)  # compared as an object: there is one for each folder
class Lexicon:
    """Word lists as compiled patterns; each pattern of alternatives tries longer words first."""

    surnames: str
    given: frozenset[str]
    not_names: str
    title_end: str
    county: str
    region: str
    furniture: re.Pattern[str]
    legal: re.Pattern[str]
    closing: re.Pattern[str]
    navigation: re.Pattern[str]
    captions: re.Pattern[str]
    staff: re.Pattern[str]
    papers: str
    verbs: re.Pattern[str]
    openings: re.Pattern[str]
    facilities: str
    generic: re.Pattern[str]
    generic_words: re.Pattern[str]
    domains: re.Pattern[str]
    programmes: str
    categories: tuple[tuple[str, re.Pattern[str], int], ...]
    obstacles: re.Pattern[str]
    weak: re.Pattern[str]
    solved: re.Pattern[str]
    speech: str
    said: re.Pattern[str]
    units: str

    def category(self, text: str) -> str | None:
        """The category that the words of a problem belong to."""
        return self.weighed_category(text)[0]

    def weighed_category(self, text: str) -> tuple[str | None, bool]:
        """(category, is its word a sure one?). The category of the word that ends last in the text, the longer of two: 征迁资金不足 is about money."""
        best: tuple[int, int, int, str] | None = None
        for name, words, rank in self.categories:
            for match in words.finditer(text):
                if best is None or (rank, match.end(), len(match[0])) > best[:3]:
                    best = rank, match.end(), len(match[0]), name
        return (best[3], best[0] > _RANKS.index("weak")) if best else (None, False)


_RANKS = ("weak", "said", "thing")  # a word of a thing counts before one of how it fails


# 切割工太缺, 检测工招不满: more trades than a list can hold, told by what is said behind them.
_TRADES = re.compile(
    f"[{HAN}]{{1,3}}(?<![施开完竣动复停用加化手分职民员军])[工匠](?=、|太|很|也|都|又|还|招|缺|少|不够|不足|不好|难|短缺|紧|走|流失|$)"
)


@functools.cache
def load(folder: Path) -> Lexicon:
    """The lexicon in `folder`, read once. Raises FileBroken for a file that is missing or cannot be read."""
    words = _toml(folder / "words.toml")
    places = _toml(folder / "places.toml")
    try:
        page, projects = words["page"], words["projects"]
        counties = [county for line in places["counties"].values() for county in line.split()]
        regions = [region for line in places["regions"].values() for region in line.split()]
        groups = _toml(folder / "categories.toml")["category"]
        return Lexicon(
            surnames=either(_plain(folder / "surnames.txt")),
            given=frozenset(_plain(folder / "given_names.txt")),
            not_names=either(_plain(folder / "not_names.txt")),
            title_end=either(_plain(folder / "titles.txt")),
            county=either(counties),
            region=f"(?:{either(regions)})[省市]?",
            furniture=_sought(page["furniture"]),
            legal=_sought(page["legal"]),
            closing=_sought(page["closing"]),
            navigation=_sought(page["navigation"]),
            captions=re.compile(f"[(（▲◀▼]*{either(page['captions'].split())}"),
            staff=_labels(page["staff"].split()),
            papers=either(page["papers"].split()),
            verbs=_pattern(projects["verbs"]),
            openings=_pattern(projects["openings"]),
            facilities=either(projects["facilities"].split()),
            generic=_pattern(projects["generic"]),
            generic_words=re.compile(either(word for word in projects["generic"].split() if len(word) > 1)),
            domains=_pattern(projects["domains"]),
            programmes=either(projects["programmes"].split()),
            categories=(
                *(
                    (group["name"], _sought(group["words"]), _RANKS.index(group.get("rank", "thing")))
                    for group in groups
                ),
                ("用工", _TRADES, _RANKS.index("said")),
            ),
            obstacles=_pattern(words["issues"]["obstacles"]),
            weak=re.compile(f"{either(words['issues']['weak'].split())}(?![^、,;。!?”])"),
            solved=_sought(words["issues"]["solved"]),
            speech=either(words["requirements"]["speech"].split()),
            said=_sought(words["requirements"]["speech"] + " 建议"),
            units=either(words["requirements"]["units"].split()),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise FileBroken(
            "读报道用的词表缺少内容", folder.name, "请重新安装程序，或还原这个文件夹。", detail=repr(error)
        ) from error


def either(words: Iterable[str]) -> str:
    """A pattern of alternatives, longer words first so that 产业园区 is not read as 产业园.

    Words with the same beginning share it: tried one after the other, a list of hundreds would be the slowest rule.
    A look at the first two characters alone spares the hundreds of branches at nearly every place of a text.
    """
    tree = _tree(words)
    branches = _branches(tree)
    return f"(?={_beginnings(tree)}){branches}" if len(tree) > _MANY else branches


def led(words: Iterable[str]) -> str:
    """As `either`, for one branch among many: it begins with a set of signs, so that a search passes it over at once."""
    tree = _tree(words)
    branches = (f"(?<={re.escape(sign)}){_branches(rest)}" for sign, rest in sorted(tree.items()))
    return f"{_any_of(tree)}(?:{'|'.join(branches)})"


def _tree(words: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return tree


def _beginnings(tree: dict[str, Any]) -> str:
    """What any of the words begins with: a word of one character, or a first and a second one."""
    single = {sign for sign, rest in tree.items() if "" in rest}
    seconds = {second for rest in tree.values() for second in rest if second}
    pairs = [_any_of(set(tree) - single) + _any_of(seconds)] if len(tree) > len(single) else []
    return "|".join([_any_of(single), *pairs] if single else pairs)


def _any_of(signs: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(signs)))}]"


def _branches(node: dict[str, Any]) -> str:
    ends = "" in node
    found: list[str] = []
    single: list[str] = []
    for sign, rest in sorted(node.items()):
        if sign:
            tail = _branches(rest)
            (found if tail else single).append(re.escape(sign) + tail)
    if single:
        found.append(single[0] if len(single) == 1 else f"[{''.join(single)}]")
    if not found:
        return ""
    if len(found) == 1 and not ends and len(found[0]) == 1:
        return found[0]
    return f"(?:{'|'.join(found)})" + ("?" if ends else "")


def _labels(words: list[str]) -> re.Pattern[str]:
    """Names of the staff box, blanks between their characters or not (`统 筹:`), with a colon, a bar or a name behind."""
    spaced = "|".join(r"\s{0,3}".join(word) for word in sorted(words, key=len, reverse=True))
    first = "".join(sorted({word[0] for word in words}))
    name = rf"(?:[{HAN}]{{2,4}}|[{HAN}] [{HAN}])(?:\s|[)]|$)"
    return re.compile(rf"(?<![{HAN}])(?=[{first}])(?P<label>{spaced})(?:\s*[:|/]\s*|\s+(?={name}))")


def _sought(words: str) -> re.Pattern[str]:
    """For words that are rare in a text: each branch begins with its own sign, so that a search skips to one of these."""
    tree = _tree(words.split())
    return re.compile("|".join(re.escape(sign) + _branches(rest) for sign, rest in sorted(tree.items())))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(either(words.split()))


def _plain(path: Path) -> list[str]:
    lines = _read(path).splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise FileBroken("词表的写法不对", path.name, "请还原这个文件。", detail=str(error)) from error


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileBroken(
            "读报道用的词表读不出来", path.name, "请重新安装程序，或还原这个文件。", detail=str(error)
        ) from error
