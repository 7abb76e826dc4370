"""How much of what a page says was read: a small scorer for the tests. Items are paired best first, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Item = Mapping[str, Any]
Page = Mapping[str, Any]
Likeness = Callable[[Item, Item, Page, Page], float]


def fold(text: str | None) -> str:
    """Half-width, one kind of quotation mark, no blanks."""
    narrow = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"\s", "", re.sub("[“”‘’「」『』\"']", '"', narrow))


def bare(name: str | None) -> str:
    """A project's name without marks and without 项目, 工程, 建设 at its end."""
    text = re.sub(r"[^\w+]|_", "", fold(name))
    while len(text) > 4 and text.endswith(("项目", "工程", "建设")):
        text = text[:-2]
    return text


def overlap(one: str | None, other: str | None) -> float:
    """Share of common pairs of characters, 0 to 1."""
    a, b = ([t[n : n + 2] for n in range(max(1, len(t) - 1))] for t in (fold(one), fold(other)))
    rest, common = list(b), 0
    for pair in a:
        if pair in rest:
            rest.remove(pair)
            common += 1
    return 2 * common / (len(a) + len(b))


def error_rate(wanted: str, got: str) -> float:
    """Characters that differ, per wanted character."""
    a, b = fold(wanted), fold(got)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    wrong = sum(max(a1 - a0, b1 - b0) for kind, a0, a1, b0, b1 in blocks if kind != "equal")
    return wrong / max(1, len(a))


def _names(project: Item) -> set[str]:
    return {bare(name) for name in (project["name"], *project.get("aliases", ()))}


def _family(name: str | None, page: Page) -> set[str]:
    return {bare(name)}.union(*(_names(p) for p in page.get("projects", ()) if bare(name) in _names(p)))


def _same_project(one: Item, other: Item, wanted: Page, got: Page) -> bool:
    a, b = one.get("project"), other.get("project")
    if not a or not b:
        return not a and not b
    return bool(_family(a, wanted) & _family(b, got))


def _project(one: Item, other: Item, *_pages: Page) -> float:
    return float(bool(_names(one) & _names(other)))


def _issue(one: Item, other: Item, wanted: Page, got: Page) -> float:
    likeness = overlap(one["text"], other["text"])
    alike = likeness >= 0.5 and one["category"] == other["category"]
    return likeness if alike and _same_project(one, other, wanted, got) else 0


def _requirement(one: Item, other: Item, wanted: Page, got: Page) -> float:
    likeness = overlap(one["text"], other["text"])
    alike = all(one.get(key) == other.get(key) for key in ("by", "deadline"))
    return likeness if likeness >= 0.6 and alike and _same_project(one, other, wanted, got) else 0


def _person(one: Item, other: Item, *_pages: Page) -> float:
    return float(all(one.get(key) == other.get(key) for key in ("name", "role", "title")))


def _figure(one: Item, other: Item, *_pages: Page) -> float:
    keys = ("count", "amount_wan", "ratio", "kind", "level", "period", "qualifier")
    return float(all(one.get(key) == other.get(key) for key in keys))


def _milestone(one: Item, other: Item, wanted: Page, got: Page) -> float:
    alike = all(one.get(key) == other.get(key) for key in ("stage", "date", "elapsed_days"))
    return float(alike and _same_project(one, other, wanted, got))


def _lead(one: Item, other: Item, *_pages: Page) -> float:
    return float(bare(one["name"]) == bare(other["name"]))


def _damage(one: Item, other: Item, *_pages: Page) -> float:
    repaired = not one["certain"] or fold(one["repaired"]) == fold(other["repaired"])
    return float(
        fold(one["found"]) == fold(other["found"]) and one["certain"] == other["certain"] and repaired
    )


def _said_alike(one: Item, other: Item, least: float) -> float:
    likeness = overlap(one["text"], other["text"])
    short, long = sorted((fold(one["text"]), fold(other["text"])), key=len)
    if least < 0.6 and len(short) >= 2 and short in long and len(long) <= len(short) + 8:
        likeness = max(likeness, 0.9)
    return likeness if likeness >= least else 0


def _issue_by_words(one: Item, other: Item, wanted: Page, got: Page) -> float:
    return _said_alike(one, other, 0.5) if _same_project(one, other, wanted, got) else 0


def _requirement_by_words(one: Item, other: Item, wanted: Page, got: Page) -> float:
    return _said_alike(one, other, 0.6) if _same_project(one, other, wanted, got) else 0


def _person_by_role(one: Item, other: Item, *_pages: Page) -> float:
    return float(one["name"] == other["name"] and one["role"] == other["role"])


def _figure_by_numbers(one: Item, other: Item, *_pages: Page) -> float:
    if any(one[key] != other[key] for key in ("count", "amount_wan", "ratio")):
        return 0
    return 0.5 + 0.3 * (one["kind"] == other["kind"]) + 0.2 * overlap(one["scope"], other["scope"])


def _milestone_by_day(one: Item, other: Item, wanted: Page, got: Page) -> float:
    if any(one[key] != other[key] for key in ("stage", "date", "elapsed_days")):
        return 0
    return 1.0 if _same_project(one, other, wanted, got) else 0.5


LIKENESS: dict[str, Likeness] = {
    "projects": _project,
    "issues": _issue,
    "requirements": _requirement,
    "people": _person,
    "figures": _figure,
    "milestones": _milestone,
    "leads": _lead,
    "damage": _damage,
}

# As LIKENESS, but an item counts as found when it is recognizably the same, whatever its other columns say: the
# measure of the annotation guide, by which the tables of docs/articles.md are made.
RECOGNIZED: dict[str, Likeness] = {
    **LIKENESS,
    "issues": _issue_by_words,
    "requirements": _requirement_by_words,
    "people": _person_by_role,
    "figures": _figure_by_numbers,
    "milestones": _milestone_by_day,
}


def f1(
    kind: str, pages: Sequence[tuple[Page, Page]], likeness_of: Mapping[str, Likeness] = LIKENESS
) -> float:
    """F1 of one class over (wanted, got) pages; what is optional earns and costs nothing."""
    found = lost = spare = 0
    for wanted, got in pages:
        ranked = sorted(
            ((likeness_of[kind](a, b, wanted, got), not a.get("optional"), i, j)
             for i, a in enumerate(wanted.get(kind, ())) for j, b in enumerate(got[kind])),
            reverse=True,
        )  # fmt: skip
        left, right = dict(enumerate(wanted.get(kind, ()))), dict(enumerate(got[kind]))
        for likeness, _, i, j in ranked:
            if likeness > 0 and i in left and j in right:
                found += not left.pop(i).get("optional")
                del right[j]
        lost += sum(not item.get("optional") for item in left.values())
        spare += len(right)
    return 1.0 if not found + lost + spare else 2 * found / (2 * found + lost + spare)
