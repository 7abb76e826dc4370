"""Projects, the programmes that list them, and who answers for them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Index, Integer
from sqlalchemy.orm import Mapped

from jzledger.records.base import Record, column, to, unique_among_live, yuan


class Programme(Record):
    """A list that projects stand on: 三十工程, 双百工程, 省重点. `level` is unknown where no source tells it."""

    __tablename__ = "programme"
    name: Mapped[str] = column(nullable=False)
    short_name: Mapped[str | None] = column()
    level: Mapped[str | None] = column()
    year: Mapped[int | None] = column(Integer)
    parent_id: Mapped[str | None] = to("programme")
    order_no: Mapped[int | None] = column(Integer)


class Project(Record):
    """A key project. `order_no` is the hand-made order, that of the official list."""

    __tablename__ = "project"
    code: Mapped[str | None] = column()
    name: Mapped[str] = column(nullable=False)
    short_name: Mapped[str | None] = column()
    parent_id: Mapped[str | None] = to("project")
    owner_unit_id: Mapped[str | None] = to("unit")
    county_unit_id: Mapped[str | None] = to("unit")
    sector: Mapped[str | None] = column()
    nature: Mapped[str | None] = column()
    content: Mapped[str | None] = column()
    total_yuan: Mapped[int | None] = yuan()
    status: Mapped[str | None] = column()
    signed_on: Mapped[date | None] = column(Date)
    started_on: Mapped[date | None] = column(Date)
    completed_on: Mapped[date | None] = column(Date)
    commissioned_on: Mapped[date | None] = column(Date)
    start_due_text: Mapped[str | None] = column()
    start_due_on: Mapped[date | None] = column(Date)
    start_due_precision: Mapped[str | None] = column()
    finish_due_text: Mapped[str | None] = column()
    finish_due_on: Mapped[date | None] = column(Date)
    finish_due_precision: Mapped[str | None] = column()
    work_in_place: Mapped[str | None] = column()
    order_no: Mapped[int | None] = column(Integer)
    note: Mapped[str | None] = column()
    sort_key: Mapped[str | None] = column()


class ProjectAlias(Record):
    """Another name that a project is or was known by; from an article where one used it."""

    __tablename__ = "project_alias"
    project_id: Mapped[str] = to("project", required=True)
    alias: Mapped[str] = column(nullable=False)
    from_on: Mapped[date | None] = column(Date)
    to_on: Mapped[date | None] = column(Date)
    article_id: Mapped[str | None] = to("article")


class Listing(Record):
    """A project stands on the list of a programme, in a year where one is known."""

    __tablename__ = "listing"
    project_id: Mapped[str] = to("project", required=True)
    programme_id: Mapped[str] = to("programme", required=True)
    year: Mapped[int | None] = column(Integer)


class Role(Record):
    """Who answered for a project, and when: sponsor, lead, responsible, support, task_force, liaison."""

    __tablename__ = "role"
    project_id: Mapped[str] = to("project", required=True)
    person_id: Mapped[str | None] = to("person")
    unit_id: Mapped[str | None] = to("unit")
    kind: Mapped[str] = column(nullable=False)
    duty: Mapped[str | None] = column()
    from_on: Mapped[date | None] = column(Date)
    to_on: Mapped[date | None] = column(Date)
    order_no: Mapped[int | None] = column(Integer)


class AnnualPlan(Record):
    """What a project is to do in a year; `done_before_yuan` is done to the end of the year before."""

    __tablename__ = "annual_plan"
    project_id: Mapped[str] = to("project", required=True)
    year: Mapped[int] = column(Integer, nullable=False)
    target_yuan: Mapped[int | None] = yuan()
    target_text: Mapped[str | None] = column()
    done_before_yuan: Mapped[int | None] = yuan()

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (unique_among_live("uq_annual_plan", "project_id", "year"),)


class MonthlyProgress(Record):
    """What a project reported for a month. Investment is cumulative since 1 January, as units report it."""

    __tablename__ = "monthly_progress"
    project_id: Mapped[str] = to("project", required=True)
    year: Mapped[int] = column(Integer, nullable=False)
    month: Mapped[int] = column(Integer, nullable=False)
    plan_ytd_yuan: Mapped[int | None] = yuan()
    plan_text: Mapped[str | None] = column()
    done_ytd_yuan: Mapped[int | None] = yuan()
    physical_progress: Mapped[str | None] = column()
    reported_on: Mapped[date | None] = column(Date)
    reported_by_id: Mapped[str | None] = to("person")

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (unique_among_live("uq_monthly_progress", "project_id", "year", "month"),)


class WorkQuantity(Record):
    """Work physically built in a month (实物工作量, 征迁交地); thousandths of `unit_name`, so that sums stay exact."""

    __tablename__ = "work_quantity"
    project_id: Mapped[str] = to("project", required=True)
    year: Mapped[int] = column(Integer, nullable=False)
    month: Mapped[int] = column(Integer, nullable=False)
    name: Mapped[str] = column(nullable=False)
    unit_name: Mapped[str | None] = column()
    planned_milli: Mapped[int | None] = yuan()
    done_milli: Mapped[int | None] = yuan()


class Stage(Record):
    """A stretch of work with a start and a finish."""

    __tablename__ = "stage"
    project_id: Mapped[str] = to("project", required=True)
    name: Mapped[str] = column(nullable=False)
    order_no: Mapped[int | None] = column(Integer)
    start_on: Mapped[date | None] = column(Date)
    finish_on: Mapped[date | None] = column(Date)
    real_start_on: Mapped[date | None] = column(Date)
    real_finish_on: Mapped[date | None] = column(Date)


class Milestone(Record):
    """A dated event of a project. `elapsed_days` as published; `days_before_next` for the backward schedule."""

    __tablename__ = "milestone"
    project_id: Mapped[str] = to("project", required=True)
    stage_id: Mapped[str | None] = to("stage")
    name: Mapped[str] = column(nullable=False)
    start_on: Mapped[date | None] = column(Date)
    due_text: Mapped[str | None] = column()
    due_on: Mapped[date | None] = column(Date)
    due_precision: Mapped[str | None] = column()
    baseline_on: Mapped[date | None] = column(Date)
    done_on: Mapped[date | None] = column(Date)
    elapsed_days: Mapped[int | None] = column(Integer)
    days_before_next: Mapped[int | None] = column(Integer)
    order_no: Mapped[int | None] = column(Integer)


class Lead(Record):
    """招商线索: a possible investment that is not yet a project."""

    __tablename__ = "lead"
    name: Mapped[str] = column(nullable=False)
    investor: Mapped[str | None] = column()
    place: Mapped[str | None] = column()
    sector: Mapped[str | None] = column()
    content: Mapped[str | None] = column()
    amount_text: Mapped[str | None] = column()
    amount_yuan: Mapped[int | None] = yuan()
    source: Mapped[str | None] = column()
    obtained_on: Mapped[date | None] = column(Date)
    county_unit_id: Mapped[str | None] = to("unit")
    stage: Mapped[str | None] = column()
    latest: Mapped[str | None] = column()
    contacted_on: Mapped[date | None] = column(Date)
    next_step: Mapped[str | None] = column()
    next_on: Mapped[date | None] = column(Date)
    sponsor_id: Mapped[str | None] = to("person")
    unit_id: Mapped[str | None] = to("unit")
    person_id: Mapped[str | None] = to("person")
    project_id: Mapped[str | None] = to("project")
    note: Mapped[str | None] = column()


class StageTemplate(Record):
    """Steps offered for a kind of project."""

    __tablename__ = "stage_template"
    name: Mapped[str] = column(nullable=False)
    sector: Mapped[str | None] = column()


class TemplateStep(Record):
    """One step of a stage template: its days, or its share of the whole in per mille."""

    __tablename__ = "template_step"
    template_id: Mapped[str] = to("stage_template", required=True)
    name: Mapped[str] = column(nullable=False)
    days: Mapped[int | None] = column(Integer)
    share_per_mille: Mapped[int | None] = column(Integer)
    order_no: Mapped[int | None] = column(Integer)
