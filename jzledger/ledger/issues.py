"""What can be done to an issue or a directive."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import NotAllowed
from jzledger.ledger.own_parts import add_part, parts_of
from jzledger.records.base import new_id
from jzledger.records.issues import IssueUpdate
from jzledger.records.kinds import Due
from jzledger.records.trail import Change, Step
from jzledger.rules import lifecycle
from jzledger.rules.context import Context

# A deadline put right within this time was a slip of the hand, not an extension.
SLIP = timedelta(days=1)
# key, name: the kinds of obstacle (glossary.md); the key is the word of the article reader.
CATEGORIES = (
    ("合作", "推进合作"),
    ("招商", "招商引资"),
    ("手续", "手续办理"),
    ("土地", "土地要素"),
    ("征迁", "征地拆迁"),
    ("水电气", "供水供电供气"),
    ("资金", "资金保障"),
    ("用工", "用工保障"),
    ("物料", "物料供应"),
    ("运输", "交通运输"),
    ("配套", "市政配套"),
    ("施工", "施工环境"),
    ("其他", "其他"),
)


def set_due(session: Session, issue: Any, due: Due | None, context: Context) -> None:
    """Set the deadline as a clerk types it.

    `first_due_on` keeps the deadline first agreed. A new date is a correction as long as the old one has not passed,
    or was typed within the last day; after that a later date is an agreed extension, which the issue keeps showing.
    """
    if (issue.due_text, issue.due_on, issue.due_precision) == tuple(due or (None, None, None)):
        return
    passed = issue.due_on is not None and issue.due_on < context.today
    later = due is not None and due.on is not None and passed and due.on > issue.due_on
    for part, item in zip(("text", "on", "precision"), due or (None, None, None), strict=True):
        setattr(issue, f"due_{part}", item)
    if later and not _typed_lately(session, issue.id):
        session.add(
            IssueUpdate(issue_id=issue.id, on_day=context.today, kind="extended", new_due_on=issue.due_on)
        )
    elif not _was_extended(session, issue.id):
        issue.first_due_on = issue.due_on


def _was_extended(session: Session, issue_id: str) -> bool:
    return any(update.kind == "extended" for update in parts_of(session, "issue_update", issue_id))


def _typed_lately(session: Session, issue_id: str) -> bool:
    """Was the deadline that stands now written within the last day?"""
    query = select(Step.at, Change.after).join(Step, Step.id == Change.step_id)
    query = query.where(Change.noun == "issue", Change.row_id == issue_id).order_by(Step.id.desc())
    for at, after in session.execute(query):
        if "due_on" in (after or {}):
            return bool(session.now - at < SLIP)  # type: ignore[attr-defined]
    return False


def move(session: Session, issue: Any, state: str | None, context: Context) -> None:
    """Take an issue to another state and note who came there when. Raises NotAllowed for a move that is none.

    Closing needs 办理结果; reopening takes the closing date away and keeps the history.
    """
    if state == issue.state:
        return
    old, words = issue.state, lifecycle.STATES
    if state is None or not lifecycle.may_move(old, state):
        onward = "、".join(words[s] for s in lifecycle.MOVES[old])
        raise NotAllowed(
            f"不能从“{words[old]}”改为“{words.get(state or '', '空')}”", "", f"下一步可以是：{onward}。"
        )
    if state == "closed" and not issue.outcome:
        raise NotAllowed("没有办理结果，不能销号", "", "请先填写“办理结果”。")
    issue.state = state
    issue.closed_on = context.today if state == "closed" else None
    kind = lifecycle.update_kind(old, state)
    session.add(IssueUpdate(issue_id=issue.id, on_day=context.today, kind=kind, state_after=state))


def report(session: Session, issue: Any, text: str | None, context: Context) -> None:
    """Write 办理进展: a new entry for today, or today's entry again. Clearing takes the latest entry away."""
    told = [update for update in parts_of(session, "issue_update", issue.id) if update.text is not None]
    latest = max(told, key=lambda update: (update.on_day or date.min, update.id or ""), default=None)
    if latest is not None and latest.text == text:
        return
    if text is None:
        if latest is not None and latest.kind == "progress" and latest.state_after is None:
            latest.deleted_at = session.now  # type: ignore[attr-defined]
        elif latest is not None:
            latest.text = None  # the move or the extension itself stays noted
    elif latest is not None and latest.on_day == context.today and latest.kind == "progress":
        latest.text = text
    else:
        update = IssueUpdate(id=new_id(), issue_id=issue.id, on_day=context.today, kind="progress", text=text)
        add_part(session, update)
