"""Units, people, and the posts that people hold."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Integer
from sqlalchemy.orm import Mapped

from jzledger.records.base import Record, column, to


class Unit(Record):
    """A body that can be responsible: a county, bureau, town, company or platform."""

    __tablename__ = "unit"
    name: Mapped[str] = column(nullable=False)
    short_name: Mapped[str | None] = column()
    kind: Mapped[str | None] = column()
    parent_id: Mapped[str | None] = to("unit")
    region_code: Mapped[str | None] = column()
    order_no: Mapped[int | None] = column(Integer)
    from_on: Mapped[date | None] = column(Date)
    to_on: Mapped[date | None] = column(Date)
    sort_key: Mapped[str | None] = column()


class UnitAlias(Record):
    """Another name that a unit is or was known by."""

    __tablename__ = "unit_alias"
    unit_id: Mapped[str] = to("unit", required=True)
    alias: Mapped[str] = column(nullable=False)
    from_on: Mapped[date | None] = column(Date)
    to_on: Mapped[date | None] = column(Date)


class Person(Record):
    """A person who leads, answers or reports. Phone numbers are text."""

    __tablename__ = "person"
    name: Mapped[str] = column(nullable=False)
    phone: Mapped[str | None] = column()
    sort_key: Mapped[str | None] = column()


class Post(Record):
    """A title that a person holds, from day to day."""

    __tablename__ = "post"
    person_id: Mapped[str] = to("person", required=True)
    unit_id: Mapped[str | None] = to("unit")
    title: Mapped[str] = column(nullable=False)
    from_on: Mapped[date | None] = column(Date)
    to_on: Mapped[date | None] = column(Date)
