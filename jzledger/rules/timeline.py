"""What the deadline timeline shows of a project on a given day: spans, late stretch, nodes. No pixels.

Late is what has a day before today and is not done: due today is not late, due yesterday is (ui.md, section 16: the
hatch comes from dates, never from a colour that somebody set).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

MILESTONE, ISSUE, START, FINISH = "milestone", "issue", "start", "finish"


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A node of a project. `light` as the ledger judges it by the office's rule; without it the dates alone decide."""

    row_id: str
    name: str
    due_on: date | None
    done_on: date | None = None
    baseline_on: date | None = None
    light: str | None = None


@dataclass(frozen=True, slots=True)
class DueFacts:
    """The deadline of an open issue or directive; its light has the last word (长期推进 is never late)."""

    row_id: str
    label: str
    due_on: date | None
    light: str


class Span(NamedTuple):
    """Days from `start` to `finish`, both included."""

    start: date
    finish: date


@dataclass(frozen=True, slots=True)
class Node:
    """A mark on a row, standing at the day `on`: the day it was done, else the day it is due."""

    row_id: str
    label: str
    kind: str  # MILESTONE, ISSUE; START and FINISH where a project has only one of its two days
    on: date
    light: str  # red, amber, green, undated; closed = done
    due_on: date | None = None

    @property
    def done(self) -> bool:
        return self.light == "closed"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One project, ready to be drawn.

    `done`: worked through without a miss, so it stops at the first missed day. `late`: from the first missed day to
    today; `late_for` says what was missed. `nodes` in the order of their days. `scheduled` is False where the
    project has no day of its own (未排工期), though it may have nodes.
    """

    row_id: str
    name: str
    light: str
    planned: Span | None = None
    done: Span | None = None
    late: Span | None = None
    late_for: str = ""
    baseline: Span | None = None
    nodes: tuple[Node, ...] = ()
    scheduled: bool = True
    completed_on: date | None = None

    def days(self) -> Iterable[date]:
        """Every day at which something begins or ends."""
        for span in (self.planned, self.done, self.late, self.baseline):
            if span is not None:
                yield from span
        for node in self.nodes:
            yield node.on


def project_row(
    row_id: str,
    name: str,
    light: str,
    *,
    planned: tuple[date | None, date | None],
    real: tuple[date | None, date | None],
    milestones: Sequence[MilestoneFacts] = (),
    issues: Sequence[DueFacts] = (),
    today: date,
) -> TimelineRow:
    """`planned`: start and finish as due; `real`: day of starting and of completion."""
    started_on, completed_on = real
    nodes = [node for node in (_milestone(facts, today) for facts in milestones) if node is not None]
    nodes += [
        Node(facts.row_id, facts.label, ISSUE, facts.due_on, facts.light, facts.due_on)
        for facts in issues
        if facts.due_on is not None and facts.light != "closed"
    ]
    bar = _planned(planned, real)
    if bar is None:
        nodes += _lone_ends(row_id, planned, real, today)
    nodes.sort(key=lambda node: node.on)

    missed = [(node.on, node.label) for node in nodes if node.light == "red" and node.on < today]
    if bar is not None and completed_on is None and planned[1] is not None and planned[1] < today:
        missed.append((planned[1], "完工"))
    first_missed, late_for = min(missed, default=(None, ""))
    late = None if first_missed is None else Span(first_missed, today)
    return TimelineRow(
        row_id,
        name,
        light,
        planned=bar,
        done=_done(bar, started_on, completed_on, nodes, first_missed, today),
        late=late,
        late_for=late_for,
        baseline=_baseline(bar, milestones),
        nodes=tuple(nodes),
        scheduled=any(day is not None for day in (*planned, *real)),
        completed_on=completed_on,
    )


def days_late(node: Node, today: date) -> int:
    """How many days after its deadline a node was done, or is still open today; 0 when in time."""
    if node.due_on is None:
        return 0
    until = node.on if node.done else today
    return max(0, (until - node.due_on).days)


def _milestone(facts: MilestoneFacts, today: date) -> Node | None:
    if facts.done_on is not None:
        return Node(facts.row_id, facts.name, MILESTONE, facts.done_on, "closed", facts.due_on)
    if facts.due_on is None:
        return None
    return Node(
        facts.row_id,
        facts.name,
        MILESTONE,
        facts.due_on,
        _light(facts.due_on, facts.light, today),
        facts.due_on,
    )


def _light(due_on: date, light: str | None, today: date) -> str:
    """An open day before today is red, and none after it, whatever was judged at some other hour."""
    if due_on < today:
        return "red"
    return light if light in ("amber", "green") else "green"


def _planned(planned: tuple[date | None, date | None], real: tuple[date | None, date | None]) -> Span | None:
    """The bar; a day that was not planned is taken from what really happened. None with one end only."""
    start, finish = planned[0] or real[0], planned[1] or real[1]
    if start is None or finish is None:
        return None
    return Span(min(start, finish), max(start, finish))


def _lone_ends(
    row_id: str, planned: tuple[date | None, date | None], real: tuple[date | None, date | None], today: date
) -> Iterable[Node]:
    """The one known end of a project, as a node: a bar would claim the other end."""
    for kind, label, due_on, done_on in zip((START, FINISH), ("开工", "完工"), planned, real, strict=True):
        if done_on is not None:
            yield Node(row_id, label, kind, done_on, "closed", due_on)
        elif due_on is not None:
            # Whether a start is late the lights do not judge either: 实际开工 is too often left empty.
            light = "undated" if kind == START and due_on < today else _light(due_on, None, today)
            yield Node(row_id, label, kind, due_on, light, due_on)


def _done(
    bar: Span | None,
    started_on: date | None,
    completed_on: date | None,
    nodes: Sequence[Node],
    first_missed: date | None,
    today: date,
) -> Span | None:
    """The dark part. Only where work is known to have begun: a start, a completion or a done node."""
    reached = [node.on for node in nodes if node.done and node.kind != START and node.on <= today]
    if bar is None or not (started_on or completed_on or reached):
        return None
    start = started_on or min(bar.start, *reached, completed_on or bar.start)
    finish = completed_on or min(day for day in (today, first_missed) if day is not None)
    if finish < start and reached:
        finish = max(reached)  # missed before it began: what was reached still shows
    return Span(start, finish) if start <= finish else None


def _baseline(bar: Span | None, milestones: Sequence[MilestoneFacts]) -> Span | None:
    """From the start of the bar to the last node as it was approved."""
    approved = [facts.baseline_on for facts in milestones if facts.baseline_on is not None]
    if not approved:
        return None
    return Span(min(approved if bar is None else (bar.start, *approved)), max(approved))
