"""Views kept under a name: what of a page is shown, in which order, grouped how, with which columns and widths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import Missing
from jzledger.ledger.ledger import Ledger
from jzledger.records.office import SavedView
from jzledger.store.audit import AuditedSession


@dataclass(frozen=True)
class View:
    """`state` is whatever the page put into it, as JSON."""

    id: str
    name: str
    state: Mapping[str, Any]


def views(ledger: Ledger, page: str) -> list[View]:
    """The views of a page, in the order in which they were made."""
    found: list[View] = ledger.read(_views, page)
    return found


def save(ledger: Ledger, page: str, name: str, state: Mapping[str, Any]) -> None:
    """Keep a view; one of that name takes the new state. One Step. Raises Missing without a name."""
    ledger.edit(f"另存视图“{name.strip()}”", _save, page, _named(name), dict(state))


def rename(ledger: Ledger, view_id: str, name: str) -> None:
    """One Step. Raises Missing without a name, or for a view that is gone."""
    ledger.edit(f"视图改名为“{name.strip()}”", _rename, view_id, _named(name))


def delete(ledger: Ledger, view_id: str) -> None:
    """Into the recycle bin, as one Step. Raises Missing for a view that is gone."""
    ledger.edit("删除视图", _delete, view_id)


def _named(name: str) -> str:
    if not name.strip():
        raise Missing("视图没有名称", "", "请写一个名称，如“超期手续类”。")
    return name.strip()


def _live(session: Session, view_id: str) -> SavedView:
    found = session.get(SavedView, view_id)
    if found is None or found.deleted_at is not None:
        raise Missing("这个视图已经不在了", "", "可能刚被别人删除。")
    return found


def _views(session: Session, page: str) -> list[View]:
    query = select(SavedView).where(SavedView.deleted_at.is_(None), SavedView.page == page)
    return [
        View(kept.id, kept.name, kept.state or {}) for kept in session.scalars(query.order_by(SavedView.id))
    ]


def _save(session: Session, page: str, name: str, state: dict[str, Any]) -> None:
    query = select(SavedView).where(
        SavedView.deleted_at.is_(None), SavedView.page == page, SavedView.name == name
    )
    known = session.scalars(query).first()
    if known is None:
        session.add(SavedView(page=page, name=name, state=state))
    else:
        known.state = state


def _rename(session: Session, view_id: str, name: str) -> None:
    _live(session, view_id).name = name


def _delete(session: AuditedSession, view_id: str) -> None:
    _live(session, view_id).deleted_at = session.now
