"""The way of an issue from 列入 to 销号: each move with what it needs, and a note of who made it when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import BadValue, ChangedElsewhere, NotAllowed
from jzledger.ledger import issues, names
from jzledger.records.fields import PERSON
from jzledger.records.issues import IssueUpdate
from jzledger.records.kinds import Due
from jzledger.records.units import Person
from jzledger.rules import lifecycle
from jzledger.rules.context import Context

# What a move asks for: answer -> must it be given.
OUTCOME, CHECKED_BY, CHECKED, REASON = "outcome", "verified_by", "verified_text", "reason"
_CLOSING = {OUTCOME: True, CHECKED_BY: True, CHECKED: False}
_TITLES = {OUTCOME: "办理结果", CHECKED_BY: "核查人", CHECKED: "核查意见", REASON: "理由"}
_TO_CLOSED = ("in_progress", "closing_requested", "verifying", "closed")


def needs(old: str, new: str) -> Mapping[str, bool]:
    """What a move asks for, and whether it must be given."""
    if new == "closed":
        return _CLOSING
    if (old, new) == ("verifying", "in_progress"):
        return {REASON: True}
    if old == "closed":
        return {REASON: False}
    return {OUTCOME: False} if new == "closing_requested" else {}


def move(
    session: Session, issue_id: str, seen: str, new: str, answers: Mapping[str, str], context: Context
) -> None:
    """Take an issue from the state that the clerk saw to the next, with what the move asks for.

    To `closed` it may go on from 办理中 at once: each state on the way leaves its note. Raises ChangedElsewhere where
    somebody was there first, NotAllowed for a move that is none or lacks an answer.
    """
    issue = names.get(session, "issue", issue_id)
    if issue.state != seen:
        raise ChangedElsewhere(
            f"办理状态刚被别处改为“{lifecycle.STATES[issue.state]}”，没有写入", "", "请看一下新的状态再办。"
        )
    given = {key: text.strip() for key, text in answers.items() if text and text.strip()}
    if given.get(OUTCOME):
        issue.outcome = given[OUTCOME]
    for key, required in needs(seen, new).items():
        if required and not given.get(key) and not (key == OUTCOME and issue.outcome):
            raise NotAllowed(f"没有填写“{_TITLES[key]}”", "", "请填写后再办。")
    on_the_way = (
        _TO_CLOSED[_TO_CLOSED.index(seen) + 1 :] if new == "closed" and seen in _TO_CLOSED else (new,)
    )
    for state in on_the_way:
        issues.move(session, issue, state, context)
        session.flush()
    note = _latest_note(session, issue_id)
    note.text = given.get(REASON)
    note.verified_by, note.verified_text = given.get(CHECKED_BY), given.get(CHECKED)


def _latest_note(session: Session, issue_id: str) -> Any:
    query = select(IssueUpdate).where(IssueUpdate.issue_id == issue_id).order_by(IssueUpdate.id.desc())
    return session.scalars(query.limit(1)).one()


def extend(
    session: Session,
    issue_id: str,
    seen: Due | None,
    new: Due | None,
    approved_by: str,
    reason: str,
    context: Context,
) -> None:
    """Agree on a later deadline. The first one is kept, so that an overdue issue is 临期 from now on, not 正常."""
    issue = names.get(session, "issue", issue_id)
    if (issue.due_text, issue.due_on) != ((seen.text, seen.on) if seen else (None, None)):
        raise ChangedElsewhere("“完成时限”刚被别处改过，没有写入", "", "请看一下新的时限再办。")
    if issue.state == "closed":
        raise NotAllowed("已销号的不能延期", "", "请先重新办理。")
    if new is None or new.on is None:
        raise BadValue("新的完成时限没有确定的日子", "", "请写成如 7月15日 或 2024-07-15。")
    if issue.due_on is not None and new.on <= issue.due_on:
        raise BadValue(
            f"新的完成时限 {new.on.isoformat()} 不晚于原时限 {issue.due_on.isoformat()}",
            "",
            "提前的时限直接在表里改即可。",
        )
    for title, text in (("批准人", approved_by), ("理由", reason)):
        if not text.strip():
            raise NotAllowed(f"没有填写“{title}”", "", "请填写后再办。")
    issue.first_due_on = issue.first_due_on or issue.due_on
    for part, item in zip(("text", "on", "precision"), new, strict=True):
        setattr(issue, f"due_{part}", item)
    session.add(
        IssueUpdate(
            issue_id=issue.id,
            on_day=context.today,
            kind="extended",
            new_due_on=new.on,
            text=reason.strip(),
            person_id=names.resolve(session, PERSON, approved_by.strip()),
        )
    )


@dataclass(frozen=True)
class Note:
    """One line of 办理过程. `at` is UTC: when it was entered; `day` is the day that it speaks of."""

    day: date | None
    at: datetime
    by: str
    kind: str
    state_after: str | None
    text: str
    new_due_on: date | None
    person: str
    verified_by: str
    verified_text: str


def notes_of(session: Session, issue_id: str) -> list[Note]:
    """办理过程, the latest first."""
    query = (
        select(IssueUpdate, Person.name)
        .outerjoin(Person, Person.id == IssueUpdate.person_id)
        .where(IssueUpdate.issue_id == issue_id, IssueUpdate.deleted_at.is_(None))
        .order_by(IssueUpdate.on_day.desc().nulls_last(), IssueUpdate.id.desc())
    )
    return [
        Note(
            one.on_day,
            one.created_at,
            one.created_by,
            one.kind,
            one.state_after,
            one.text or "",
            one.new_due_on,
            person or "",
            one.verified_by or "",
            one.verified_text or "",
        )
        for one, person in session.execute(query)
    ]
