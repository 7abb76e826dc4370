"""Layouts learned from the office's own workbooks, kept in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import Missing
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id
from jzledger.records.office import LearnedLayout
from jzledger.store.audit import AuditedSession


@dataclass(frozen=True)
class Learned:
    """`kind`: the table whose rows it prints; `toml`: the layout itself."""

    id: str
    name: str
    kind: str
    toml: str


def learned(ledger: Ledger) -> list[Learned]:
    """All of them, in the order in which they were learned."""
    found: list[Learned] = ledger.read(_learned)
    return found


def find(ledger: Ledger, layout_id: str) -> Learned:
    """Raises Missing for a layout that is gone."""
    for layout in learned(ledger):
        if layout.id == layout_id:
            return layout
    raise _gone()


def step_label(name: str) -> str:
    """What the Step is called that keeps a layout of this name."""
    return f"学习版式“{_named(name)}”"


def keep(ledger: Ledger, name: str, kind: str, toml: str) -> str:
    """Keep a layout; one of that name is replaced. One Step. Gives its id. Raises Missing without a name."""
    layout_id = new_id()
    named = _named(name)
    known = next((layout for layout in learned(ledger) if layout.name == named), None)
    ledger.edit(step_label(name), _keep, known.id if known else layout_id, named, kind, toml)
    return known.id if known else layout_id


def rename(ledger: Ledger, layout_id: str, name: str) -> None:
    """One Step. Raises Missing without a name, or for a layout that is gone."""
    named = _named(name)
    ledger.edit(f"版式改名为“{named}”", _rename, layout_id, named)


def delete(ledger: Ledger, layout_id: str) -> None:
    """Into the recycle bin, as one Step. Raises Missing for a layout that is gone."""
    ledger.edit("删除版式", _delete, layout_id)


def _named(name: str) -> str:
    if not name.strip():
        raise Missing("版式没有名称", "", "请写一个名称，如“领导小组月报”。")
    return name.strip()


def _gone() -> Missing:
    return Missing("这个版式已经不在了", "", "可能刚被别人删除。")


def _live(session: Session, layout_id: str) -> LearnedLayout:
    found = session.get(LearnedLayout, layout_id)
    if found is None or found.deleted_at is not None:
        raise _gone()
    return found


def _learned(session: Session) -> list[Learned]:
    query = select(LearnedLayout).where(LearnedLayout.deleted_at.is_(None)).order_by(LearnedLayout.id)
    return [Learned(row.id, row.name, row.kind, row.toml) for row in session.scalars(query)]


def _keep(session: Session, layout_id: str, name: str, kind: str, toml: str) -> None:
    known = session.get(LearnedLayout, layout_id)
    if known is None:
        session.add(LearnedLayout(id=layout_id, name=name, kind=kind, toml=toml))
    else:
        known.kind, known.toml = kind, toml


def _rename(session: Session, layout_id: str, name: str) -> None:
    _live(session, layout_id).name = name


def _delete(session: AuditedSession, layout_id: str) -> None:
    _live(session, layout_id).deleted_at = session.now
