"""What was done to the ledger: Steps and the Changes they made. Written by `store.audit` alone, never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from jzledger.records.base import Base, Id


class Step(Base):
    """One thing that a clerk did: `kind` do, undo, redo, merge or purge; `undoes` names the Step taken back."""

    __tablename__ = "step"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, nullable=False)
    by: Mapped[str] = mapped_column(nullable=False)
    label: Mapped[str] = mapped_column(nullable=False)
    kind: Mapped[str] = mapped_column(nullable=False)
    undoes: Mapped[str | None] = mapped_column(Id)
    __table_args__ = (Index("ix_step_by", "by", "id"), Index("ix_step_at", "at"), {"sqlite_strict": True})


class Change(Base):
    """What a Step did to one row: the touched columns only, before and after, as JSON values."""

    __tablename__ = "change"
    step_id: Mapped[str] = mapped_column(
        Id, ForeignKey("step.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    noun: Mapped[str] = mapped_column(nullable=False)
    row_id: Mapped[str] = mapped_column(Id, nullable=False)
    kind: Mapped[str] = mapped_column(nullable=False)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    __table_args__ = (Index("ix_change_row", "noun", "row_id"), {"sqlite_strict": True})
