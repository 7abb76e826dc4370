"""Issues and directives, what happened to them, and the meetings that they come from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Index, Integer
from sqlalchemy.orm import Mapped

from jzledger.records.base import Record, column, to, unique_among_live


class Issue(Record):
    """A problem that holds a project up, or a task given by a leader or a meeting (`kind` problem, directive)."""

    __tablename__ = "issue"
    number: Mapped[str | None] = column()
    kind: Mapped[str] = column(nullable=False)
    project_id: Mapped[str | None] = to("project")
    instruction_id: Mapped[str | None] = to("instruction")
    source_text: Mapped[str | None] = column()
    category: Mapped[str | None] = column()
    title: Mapped[str | None] = column()
    measures: Mapped[str | None] = column()
    need: Mapped[str | None] = column()
    lead_unit_id: Mapped[str | None] = to("unit")
    person_id: Mapped[str | None] = to("person")
    due_text: Mapped[str | None] = column()
    due_on: Mapped[date | None] = column(Date)
    due_precision: Mapped[str | None] = column()
    first_due_on: Mapped[date | None] = column(Date)
    state: Mapped[str] = column(nullable=False)
    opened_on: Mapped[date | None] = column(Date)
    closed_on: Mapped[date | None] = column(Date)
    outcome: Mapped[str | None] = column()
    order_no: Mapped[int | None] = column(Integer)
    note: Mapped[str | None] = column()


class IssueUnit(Record):
    """A unit answerable for an issue beside the lead unit: responsible or support, in order."""

    __tablename__ = "issue_unit"
    issue_id: Mapped[str] = to("issue", required=True)
    unit_id: Mapped[str] = to("unit", required=True)
    kind: Mapped[str] = column(nullable=False)
    order_no: Mapped[int | None] = column(Integer)


class IssueUpdate(Record):
    """Something that happened to an issue; `ordinal` counts the follow-ups (第2次督办)."""

    __tablename__ = "issue_update"
    issue_id: Mapped[str] = to("issue", required=True)
    on_day: Mapped[date | None] = column(Date)
    kind: Mapped[str] = column(nullable=False)
    ordinal: Mapped[int | None] = column(Integer)
    state_after: Mapped[str | None] = column()
    text: Mapped[str | None] = column()
    new_due_on: Mapped[date | None] = column(Date)
    unit_id: Mapped[str | None] = to("unit")
    person_id: Mapped[str | None] = to("person")
    verified_by: Mapped[str | None] = column()
    verified_text: Mapped[str | None] = column()


class Category(Record):
    """A kind of obstacle; the thirteen of the glossary, and those that an office adds."""

    __tablename__ = "category"
    key: Mapped[str] = column(nullable=False)
    name: Mapped[str] = column(nullable=False)
    order_no: Mapped[int | None] = column(Integer)

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (unique_among_live("uq_category_name", "name"),)


class Meeting(Record):
    """A 调度会, 周例会, 观摩 or 调研. `held_text` is the day as printed where the year is not known."""

    __tablename__ = "meeting"
    kind: Mapped[str | None] = column()
    ordinal: Mapped[int | None] = column(Integer)
    title: Mapped[str] = column(nullable=False)
    held_on: Mapped[date | None] = column(Date)
    held_text: Mapped[str | None] = column()
    place: Mapped[str | None] = column()
    chair_id: Mapped[str | None] = to("person")
    attendees: Mapped[str | None] = column()
    note: Mapped[str | None] = column()


class Instruction(Record):
    """What a leader or a meeting asked for; it becomes a directive (`Issue.instruction_id`)."""

    __tablename__ = "instruction"
    meeting_id: Mapped[str | None] = to("meeting")
    article_id: Mapped[str | None] = to("article")
    project_id: Mapped[str | None] = to("project")
    speaker_id: Mapped[str | None] = to("person")
    speaker_text: Mapped[str | None] = column()
    text: Mapped[str] = column(nullable=False)
    order_no: Mapped[int | None] = column(Integer)
