"""What the columns of a table stand for, and what kind of table it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jzledger.formats.reading.found import KEYS, MONEY_KEYS, Mapped, ReadColumn
from jzledger.formats.reading.header import Header
from jzledger.formats.reading.money_words import money_match, unit_of
from jzledger.formats.reading.words import Match, Words, plain, squash

LEAD_ONLY = ("investor", "place", "stage", "amount_wan")
UNITS = ("unit.lead", "unit.responsible", "unit.support")
_UNIT_AND_OWNER = re.compile(
    r"(?:责任|牵头|承办|办理|主办)(?:单位|部门)[及和与/、(]+(?:具体)?(?:责任人|负责人|联系人)"
)
_ONLY_UNIT = re.compile(r"\(?(?:单位:?)?(?:人民币)?[亿千百万]*元\)?")
_NUMBERED = re.compile(r"第([一二三四五六])[个条项]?[问堵难]|\(?([1-9一二三四五六①②③④⑤⑥])\)?$")
_PLACES = re.compile(
    "(?:各|所属|所在|责任)?(?:(?:项目)?级别[/、及和])?(?:县|市|区|旗|乡|镇|街道|办事处|开发区|园区|功能区|示范区|[/、及和])+(?:名称)?|"
    "(?:所属|所在)?(?:区域|辖区|属地|地区|区划|行政区|行政区划)|(?:项目)?(?:级别|层级)"
)
_OFFICES = re.compile("(?:各|填报|报送|上报|所属)?(?:单位|公司|子公司)(?:名称)?")
_LATER = ("调整后", "延期后", "变更后", "现时限", "调整为", "延期至", "最新", "本月", "目前", "本周")
_EARLIER = ("原", "上月", "上期", "上周", "上次")


@dataclass
class Guess:
    """A column with what its heading seems to mean; settled by `settle`."""

    index: int
    path: tuple[str, ...]
    match: Match
    unit: int | None
    hidden: bool
    corner: int
    mapped: bool = False

    @cached_property
    def heading(self) -> str:
        return "/".join(squash(level) for level in self.path)


@dataclass
class Columns:
    """A table's columns by key. `units` may come from several; `extra` are those without a key."""

    kind: str | None
    by_key: dict[str, Guess]
    units: list[Guess]
    extra: list[Guess]
    serial: int | None
    all: tuple[ReadColumn, ...]
    doubled: list[tuple[Guess, Guess]]
    otherwise: dict[str, Guess]
    """The deadline as it was before, where a row has no later one."""
    again: list[dict[str, Guess]] = field(default_factory=list)
    """问题2, 措施2 beside 问题1, 措施1: the columns of each further issue of a row."""
    numbered: frozenset[str] = frozenset()
    """The keys in `by_key` that hold for the first issue of a row only."""

    @property
    def leads_answer(self) -> bool:
        """Does `lead_unit` come from a column of responsible units?"""
        lead = self.by_key.get("lead_unit")
        return lead is not None and lead.match.key in ("unit.responsible", "unit+owner")


def guess(
    header: Header,
    words: Words,
    hidden: set[int],
    year: int | None,
    mapping: Mapped | None,
    *,
    of_money: bool = False,
) -> list[Guess]:
    """What each heading means by itself. `of_money`: the sheet says elsewhere that it is about amounts."""
    found = []
    for c, path in header.paths.items():
        levels = tuple(squash(level) for level in path)
        unit = next((unit for level in reversed(levels) if (unit := unit_of(level)) is not None), None)
        said = tuple(level for level in levels if not _ONLY_UNIT.fullmatch(level)) or levels
        one = Guess(c, path, heading_match(said, words, year), unit, c in hidden, header.corners[c])
        chosen = _chosen(one, mapping)
        if chosen is not _NOT_MAPPED:
            one.match, one.mapped = Match(chosen if chosen in KEYS else "none", 2.0), True
        found.append(one)
    if of_money or any(one.match.key in MONEY_KEYS for one in found):
        _beside_money(found, year)
    return found


def _beside_money(found: list[Guess], year: int | None) -> None:
    """本年计划 and 1—5月完成 beside 总投资 are amounts too, though they do not say 投资."""
    for one in found:
        # 1-7月计划完成 looks like a deadline, 本年目标 like nothing, only by a part of it.
        if not one.match.known or (one.match.key in ("deadline_text", "none") and one.match.score <= 0.8):
            levels = ("投资", *(squash(level) for level in one.path))
            one.match = money_match(levels, year) or one.match


_NOT_MAPPED = "not mapped"


def _chosen(one: Guess, mapping: Mapped | None) -> str | None:
    if not mapping:
        return _NOT_MAPPED
    for name in (one.heading, squash(one.path[-1])):
        if name in mapping:
            return mapping[name]
    return _NOT_MAPPED


def heading_match(levels: tuple[str, ...], words: Words, year: int | None) -> Match:
    """What a heading means by its levels, squashed, the outermost first."""
    leaf = levels[-1]
    if _UNIT_AND_OWNER.search(leaf):
        return Match("unit+owner", 0.95)
    whole = words.label(leaf)
    bare = plain(leaf)
    if whole.known and bare not in words.generic:
        return whole
    money = money_match(levels, year)
    if money is not None:
        return money
    if len(levels) > 1 and (bare in words.generic or not words.heading(leaf).known):
        joined = words.joined(levels[-2], leaf)
        if joined.known:
            return joined
    return whole if whole.known else words.heading(leaf)


def kind_of(guesses: Sequence[Guess], titles: Sequence[str], file_name: str, words: Words) -> str | None:
    """The kind of a table, by its headings first, and by its title where they leave a choice."""
    keys = {one.match.key for one in guesses if one.match.known}
    issue_kinds = {one.match.kind for one in guesses if one.match.key == "issue" and one.match.score >= 0.65}
    weak_issue = {one.match.kind for one in guesses if one.match.key == "issue"}
    told = _told(titles, words)
    if not issue_kinds & {"directives", "meeting", "schedule"} & set(told):
        # 销号表.xlsx: the name of a file says less than the title in it.
        told = _told([*titles, file_name], words)
    money = keys & {"investment_total_wan", "plan_wan", "completed_wan", "amount_wan"}
    lead_words = keys & {"investor", "stage"} and keys & {
        "amount_wan",
        "investment_total_wan",
        "next_step",
        "place",
    }
    if lead_words and ("leads" in told or not issue_kinds) and ("project" in keys or "investor" in keys):
        return "leads"
    if "leads" in told[:1] and "project" in keys and (money or "progress" in keys) and not issue_kinds:
        return "leads"
    issue_kinds = issue_kinds or (
        weak_issue if "project" in keys or keys & {"deadline_text", "unit.lead"} else set()
    )
    handled = keys & {"measures", "deadline_text", "category", "status", "status?", "listed_on"}
    if issue_kinds and not _is_project_list(keys, money, handled, told):
        return _issue_kind(issue_kinds, told)
    if "project" not in keys:
        return None
    if money and (
        "investment" in told[:1]
        or not keys & {"progress", "sponsor", "unit.lead", "unit.responsible", "owner"}
    ):
        return "investment"
    return "projects" if keys - {"project", "serial", "none"} else None


def name_places(guesses: list[Guess]) -> bool:
    """Where amounts stand by county and no project is named, the county is what the rows are about.

    Says whether it was so: then a column has become that of the projects.
    """
    keys = {one.match.key for one in guesses}
    if keys & {"project", "issue", "investor", "amount_wan"} or len(keys & set(MONEY_KEYS)) < 2:
        return False
    for names in (_PLACES, _OFFICES):
        for one in guesses:
            if not one.mapped and names.fullmatch(re.sub("[()]", "", plain(one.path[-1]))):
                one.match = Match("project", 0.9)
                return True
    return False


def _told(titles: Sequence[str], words: Words) -> list[str]:
    """Kinds that the titles speak for, the nearest title and the surest kind first."""
    told = []
    for title in titles:
        text = squash(title)
        told += [kind for kind, marks in words.titles.items() if any(mark in text for mark in marks)]
    return list(dict.fromkeys(told))


def _is_project_list(
    keys: set[str | None], money: set[str | None], handled: set[str | None], told: list[str]
) -> bool:
    """A list of projects that also tells their problems, not a list of problems."""
    if "project" not in keys or not money or {"measures", "deadline_text"} <= handled:
        return False
    if any(kind in told for kind in ("issues", "directives", "closed", "schedule", "meeting")):
        return False
    if "projects" in told or "investment" in told:
        return len(money) >= 2 or "deadline_text" not in keys
    return not handled


def _issue_kind(kinds: set[str | None], told: list[str]) -> str:
    for kind in ("closed", "schedule", "meeting", "directives"):
        if (
            kind in told
            and _fits(kind, kinds)
            and not (kind == "directives" and "issues" in told and kinds == {"issues"})
        ):
            return kind
    for kind in ("meeting", "directives", "issues", "schedule"):
        if kind in kinds:
            return kind
    return "issues"


def _fits(kind: str, kinds: set[str | None]) -> bool:
    """Does the title's kind go with what the issue column is called?"""
    allowed = {
        "closed": {"issues", "directives"},
        "schedule": {"schedule", "directives"},
        "meeting": {"meeting", "directives"},
        "directives": {"directives", "issues", "meeting"},
    }
    return bool(allowed[kind] & kinds)


def settle(kind: str | None, guesses: list[Guess], one_word: Mapping[int, bool]) -> Columns:
    """One column for each key. `one_word`: by column, whether its cells hold words of a status only."""
    numbers = _numbers(guesses)
    first = [one for one in guesses if numbers.get(one.index, 1) == 1]
    columns = _settled(kind, first, one_word)
    if not numbers:
        return columns
    columns.numbered = frozenset(key for key, one in columns.by_key.items() if one.index in numbers)
    for number in range(2, max(numbers.values()) + 1):
        turn = [one for one in guesses if numbers.get(one.index, number) == number]
        found = _settled(kind, turn, one_word)
        columns.again.append({key: one for key, one in found.by_key.items() if one.index in numbers})
        own = {one.index for one in turn if one.index in numbers}
        columns.extra += [one for one in found.extra if one.index in own]
        columns.all += tuple(column for column in found.all if column.index in own)
    columns.all = tuple(sorted(columns.all, key=lambda column: column.index))
    return columns


def _numbers(guesses: list[Guess]) -> dict[int, int]:
    """By column, the number of the issue that it is about, where the issues of a row have columns 1, 2, 3."""
    found = {one.index: number for one in guesses if (number := _number(one))}
    issues = sorted(found[one.index] for one in guesses if one.match.key == "issue" and one.index in found)
    return found if len(issues) > 1 and issues == list(range(1, len(issues) + 1)) else {}


def _number(one: Guess) -> int:
    for level in one.path:
        found = _NUMBERED.search(squash(level))
        if found:
            sign = found[1] or found[2]
            return next(
                signs.index(sign) + 1 for signs in ("123456789", "一二三四五六", "①②③④⑤⑥") if sign in signs
            )
    return 0


def _settled(kind: str | None, guesses: list[Guess], one_word: Mapping[int, bool]) -> Columns:
    best: dict[str, Guess] = {}
    doubled: list[tuple[Guess, Guess]] = []
    otherwise: dict[str, Guess] = {}
    units: dict[str, list[Guess]] = {role: [] for role in UNITS}
    serial = None
    for one in guesses:
        key = _key(one, kind, guesses, one_word)
        if key == "serial" and serial is None:
            serial = one.index
        if key is None or key in ("serial", "none"):
            continue
        if key == "unit+owner":
            best.setdefault("owner", one)
            units["unit.responsible"].append(one)
            continue
        if key in units:
            if not any(other.corner == one.corner for other in units[key]):
                units[key].append(one)
            continue
        old = best.get(key)
        if old is None:
            best[key] = one
        elif old.corner != one.corner:
            winner, loser = (one, old) if _rank(one) > _rank(old) else (old, one)
            best[key] = winner
            if key == "deadline_text" and _rank(winner) - _rank(loser) >= 0.05 and loser.match.score > 0.65:
                otherwise[key] = loser
            if _rank(winner) - _rank(loser) < 0.05 and loser.match.score > 0.65:
                doubled.append((winner, loser))
    lead, others = _lead(units)
    if lead is not None:
        best["lead_unit"] = lead
    taken = {one.index: key for key, one in best.items()} | {one.index: "units" for one in others}
    columns = tuple(
        ReadColumn(
            taken.get(one.index),
            one.heading,
            one.index,
            min(one.match.score, 1.0) if one.index in taken else 0.0,
            one.hidden,
        )
        for one in guesses
    )
    extra = [one for one in guesses if one.index not in taken and one.index != serial]
    return Columns(kind, best, others, extra, serial, columns, doubled, otherwise)


def _key(one: Guess, kind: str | None, guesses: list[Guess], one_word: Mapping[int, bool]) -> str | None:
    key = one.match.key
    if one.mapped:
        return {"lead_unit": "unit.lead", "units": "unit.support"}.get(key or "", key)
    has = {other.match.key for other in guesses if other is not one and other.match.score > 0.65}
    if key == "status?":
        return "status" if one_word.get(one.index) and "status" not in has else "progress"
    if kind == "leads":
        if key in ("investment_total_wan", "plan_wan"):
            return (
                "amount_wan"
                if "amount_wan" not in has and (key != "plan_wan" or "investment_total_wan" not in has)
                else "none"
            )
        if key == "measures" and "next_step" not in has:
            return "next_step"
        return "none" if key in ("issue", "deadline_text", "completed_wan") else key
    if key == "next_step":
        return "none" if "measures" in has else "measures"
    if key == "amount_wan":
        return "none" if "investment_total_wan" in has else "investment_total_wan"
    if key == "investor" and "project" not in has and kind is not None:
        return "project"
    if key in LEAD_ONLY:
        return "none"
    if key == "issue" and kind == "schedule":
        return key if one.match.kind in ("schedule", "directives") else "none"
    if key == "issue" and kind in ("directives", "meeting") and one.match.kind == "issues":
        return "none" if any(o.match.key == "issue" and o.match.kind != "issues" for o in guesses) else key
    if key == "issue" and kind in ("issues", "closed") and one.match.kind != "issues":
        better = any(
            o.match.key == "issue" and o.match.kind == "issues" and o.match.score > 0.65 for o in guesses
        )
        return "none" if better else key
    return key


def _rank(one: Guess) -> float:
    """How sure, and the later of two that are alike (调整后, 本月) before the earlier (原, 上月)."""
    text = "".join(squash(level) for level in one.path)
    later = any(mark in text for mark in _LATER) - any(mark in text for mark in _EARLIER)
    return one.match.score + later


def _lead(units: dict[str, list[Guess]]) -> tuple[Guess | None, list[Guess]]:
    """牵头单位 leads, the others follow; without it 责任单位 leads."""
    leads, responsible, support = (units[role] for role in UNITS)
    sure = [one for one in responsible if one.match.score > 0.65] or responsible[:1]
    if leads:
        return leads[0], [*leads[1:], *(one for one in sure if one.match.score > 0.65), *support]
    if sure:
        return sure[0], [*sure[1:], *support]
    return None, support
