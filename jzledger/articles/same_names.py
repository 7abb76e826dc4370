"""Which names of a page mean one project: by their wording, and by being the only one that they can be short for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jzledger.articles.names import phases, plain, same_project
from jzledger.rules.name_matches import runs_through

_PHASE_BEHIND = re.compile("(?:[一二三四五六七八九十\\d]+|首)期(?:项目|工程)?$")


def grouped(names: Iterable[str], kinds: Mapping[str, str]) -> list[list[str]]:
    """Names of one project each. `names` come longest first; `kinds` are words behind an enumeration (城中村改造)."""
    groups: list[list[str]] = []
    by_plain: dict[str, list[str]] = {}
    for name in names:
        group = by_plain.get(plain(name)) or by_plain.get(plain(name + kinds.get(name, "")))
        if group is None:
            group = (
                _of_its_words(name, groups)
                or _of_a_phase(name, groups)
                or _by_its_end(name, groups)
                or _by_its_beginning(name, groups)
                or _by_its_middle(name, groups)
            )
        if group is None:
            group = []
            groups.append(group)
        group.append(name)
        by_plain[plain(name)] = group
    return groups


def _of_its_words(name: str, groups: list[list[str]]) -> list[str] | None:
    bare = plain(name)
    begin = bare[:2]
    for group in groups:
        for other in group:
            long = plain(other)
            # without that they never are one, and there are many pairs
            if (begin in long or long[:2] in bare) and same_project(name, other):
                return group
    return None


def _of_a_phase(name: str, groups: list[list[str]]) -> list[str] | None:
    """云岭铜箔 for 云岭年产5万吨铜箔项目一期, where only one phase has a name on the page."""
    if _PHASE_BEHIND.search(name):
        return None
    found = []
    for group in groups:
        whole = _PHASE_BEHIND.sub("", group[0]) if "期" in group[0] else group[0]
        if whole != group[0] and plain(whole) != plain(name) and same_project(name, whole):
            found.append(group)
    return found[0] if len(found) == 1 else None


def _by_its_end(name: str, groups: list[list[str]]) -> list[str] | None:
    """传染病楼 for 某市第二人民医院传染病楼项目, where one project of the page ends so."""
    end = plain(name)
    if len(end) < 3 or end[0].isdigit():
        return None
    found = [group for group in groups if any(_ends_with(plain(other), end) for other in group)]
    # 粮库迁建项目 for 某市粮食储备库迁建项目: the same signs in the same order, and the same end.
    found = found or [group for group in groups if len(end) >= 4 and _shortened(end, plain(group[0]))]
    return found[0] if len(found) == 1 else None


def _ends_with(long: str, end: str) -> bool:
    """Of 某路社区日间照料中心 there are many: behind a road or a village the end means the class of them."""
    return long.endswith(end) and not long.removesuffix(end).endswith(tuple("路街村巷"))


def _shortened(short: str, long: str) -> bool:
    return (
        long.endswith(short[-2:])
        and not long.endswith(short)
        and len(short) * 3 >= len(long)
        and runs_through(short, long)
        and phases(short) == phases(long)
    )


def _by_its_beginning(name: str, groups: list[list[str]]) -> list[str] | None:
    """佳谷食品项目 for 佳谷食品烘焙生产线项目, where one project of the page begins so; `X项目Y工程` is a part of `X项目`."""
    begin = plain(name)
    if len(begin) < 4 or not name.endswith("项目"):
        return None
    found = [group for group in groups if plain(group[0]).startswith(begin) and not group[0].startswith(name)]
    return found[0] if len(found) == 1 and not re.search("[县区市镇园]$|期$", begin) else None


def _by_its_middle(name: str, groups: list[list[str]]) -> list[str] | None:
    """光伏玻璃项目 for 某某光伏玻璃二期项目, where one project of the page makes that."""
    middle = plain(name)
    if len(middle) < 4 or middle[0].isdigit() or not name.endswith("项目") or phases(middle):
        return None
    found = [group for group in groups if middle in plain(group[0])[1:]]
    return found[0] if len(found) == 1 else None
