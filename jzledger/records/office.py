"""The office around the tables: settings, holidays, saved views, layouts, remembered answers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, Date, Index
from sqlalchemy.orm import Mapped

from jzledger.records.base import Record, column, unique_among_live


class Setting(Record):
    """One setting of the ledger, as text: city_name, office, year, light_days …"""

    __tablename__ = "setting"
    key: Mapped[str] = column(nullable=False)
    value: Mapped[str | None] = column()

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (unique_among_live("uq_setting_key", "key"),)


class Holiday(Record):
    """A day off, or a weekend day worked in exchange (`kind` holiday, workday); `source` nation or office."""

    __tablename__ = "holiday"
    on_day: Mapped[date] = column(Date, nullable=False)
    kind: Mapped[str] = column(nullable=False)
    name: Mapped[str | None] = column()
    source: Mapped[str | None] = column()

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        # The office may decide otherwise than the nation on the same day.
        return (unique_among_live("uq_holiday_day", "on_day", "source"),)


class SavedView(Record):
    """A filter, order, columns and widths of a page under a name."""

    __tablename__ = "saved_view"
    page: Mapped[str] = column(nullable=False)
    name: Mapped[str] = column(nullable=False)
    state: Mapped[dict[str, object] | None] = column(JSON(none_as_null=True))


class LearnedLayout(Record):
    """A layout learned from an office's own workbook."""

    __tablename__ = "learned_layout"
    name: Mapped[str] = column(nullable=False)
    kind: Mapped[str] = column(nullable=False)
    toml: Mapped[str] = column(nullable=False)


class RememberedMapping(Record):
    """Which Field a heading of foreign workbooks stands for, once the clerk has said so."""

    __tablename__ = "remembered_mapping"
    header: Mapped[str] = column(nullable=False)
    field_key: Mapped[str] = column(nullable=False)


class AuditExplanation(Record):
    """A finding of the figure audit, or two issues that read alike, explained away: `rows` are ids."""

    __tablename__ = "audit_explanation"
    rule: Mapped[str] = column(nullable=False)
    rows: Mapped[list[str] | None] = column(JSON(none_as_null=True))
    reason: Mapped[str | None] = column()
    said_by: Mapped[str | None] = column("by")
