"""A written name held against known ones: the candidates with their scores, and what follows from these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

# Measured (`tests/rules/test_unit_names.py`): from TAKE on, and AHEAD of the next row, a name is right without asking.
TAKE, OFFER, AHEAD = 80.0, 50.0, 8.0
MOST_OFFERED = 5

Decision = Literal["take", "offer", "new"]


class Known(NamedTuple):
    """One name of a known row. `level`: the county that it stands under, where its name does not tell."""

    id: str
    name: str
    level: str = ""


class Candidate(NamedTuple):
    """A known row that a written name may mean. `name` is the one that is like it, `points` from 0 to 100."""

    id: str
    name: str
    points: float
    reason: str = ""


class Match(NamedTuple):
    """take: the first candidate; offer: ask which; new: nothing known is meant. Candidates, the likeliest first."""

    written: str
    decision: Decision
    candidates: tuple[Candidate, ...]

    @property
    def taken(self) -> Candidate | None:
        return self.candidates[0] if self.decision == "take" else None


def best(written: str, scored: Iterable[tuple[Known, float]]) -> Match:
    """Decide by the scores; of the names of one row the best counts."""
    points: dict[str, Candidate] = {}
    for known, score in scored:
        if score >= OFFER and (known.id not in points or score > points[known.id].points):
            points[known.id] = Candidate(known.id, known.name, score)
    ranked = sorted(points.values(), key=lambda one: (-one.points, one.id))[:MOST_OFFERED]
    if not ranked:
        return Match(written, "new", ())
    ahead = ranked[0].points - (ranked[1].points if len(ranked) > 1 else 0.0)
    sure = ranked[0].points >= TAKE and ahead >= AHEAD
    return Match(written, "take" if sure else "offer", tuple(ranked))


def runs_through(short: str, long: str) -> bool:
    """Do the characters of one text stand in the other in the same order?"""
    rest = iter(long)
    return all(sign in rest for sign in short)


def ratio(one: str, other: str) -> float:
    """From 0 to 1: twice the longest common subsequence over both lengths, counted by bits."""
    if not one or not other:
        return 0.0
    places: dict[str, int] = {}
    for place, sign in enumerate(one):
        places[sign] = places.get(sign, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for sign in other:
        hit = row & places.get(sign, 0)
        row = (row + hit | row - hit) & full
    common = len(one) - row.bit_count()
    return 2 * common / (len(one) + len(other))
