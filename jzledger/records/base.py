"""What every row has in common: its key, its version, who wrote it, and links to other rows.

Four habits that the audit and undo stand on:

* nothing leaves a table (deleting sets `deleted_at`);
* links are ids with deferred foreign keys, never a writable `relationship()`;
* every column keeps its old value when written (`active_history`), see `column`;
* no bulk UPDATE or DELETE (a guard in `store.audit` raises).
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, Text, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine, Uuid

_id_lock = threading.Lock()
_last_stamp = 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as text; ids of one process rise strictly, so rows sort by creation.

    48 bits of milliseconds and 12 bits of their fraction are one counter of 1/4096 ms, pushed on by one where the
    clock stands still or goes back; 62 bits are random.
    """
    global _last_stamp
    with _id_lock:
        _last_stamp = max(_last_stamp + 1, time.time_ns() * 4096 // 1_000_000)
        stamp = _last_stamp
    random = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    value = f"{(stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | random:032x}"
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def rise_above(row_id: str) -> None:
    """Make the ids to come greater than this one: the clock may have been set back since it was made."""
    global _last_stamp
    digits = row_id.replace("-", "")
    with _id_lock:
        _last_stamp = max(_last_stamp, int(digits[:12], 16) << 12 | int(digits[13:16], 16))


_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_id(text: str) -> bool:
    """Can this be the id of a row? PostgreSQL does not even look for anything else."""
    return _ID.fullmatch(text) is not None


class Id(TypeDecorator[str]):
    """A UUID, handled as text with dashes: native in PostgreSQL, TEXT in SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Uuid(as_uuid=False))


def column(*args: Any, **options: Any) -> Any:
    """A mapped column that always knows its old value, which the audit needs. Without a type: Text."""
    return mapped_column(*args, active_history=True, **options)


def to(noun: str, *, required: bool = False) -> Any:
    """A link: the id of a row of `noun`, checked at commit so that rows may be written in any order."""
    key = ForeignKey(f"{noun}.id", deferrable=True, initially="DEFERRED")
    return column(Id, key, nullable=not required, index=True)


def yuan() -> Any:
    """An amount of money in whole yuan; None = not reported, never 0."""
    return column(BigInteger)


def unique_among_live(name: str, *columns: str) -> Index:
    """A unique key over the rows that are not in the recycle bin."""
    live = text("deleted_at IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=live, postgresql_where=live)


class Base(DeclarativeBase):
    """Everything that is kept in a ledger."""

    metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
    type_annotation_map = {str: Text}  # noqa: RUF012  (SQLAlchemy reads it as a plain class attribute)


class Record(Base):
    """A row that is audited, undoable and goes to the recycle bin when deleted. Times are UTC without a zone."""

    __abstract__ = True

    id: Mapped[str] = column(Id, primary_key=True, default=new_id)
    version: Mapped[int] = column(Integer, nullable=False)
    created_at: Mapped[datetime] = column(DateTime, nullable=False)
    created_by: Mapped[str] = column(nullable=False)
    updated_at: Mapped[datetime] = column(DateTime, nullable=False)
    updated_by: Mapped[str] = column(nullable=False)
    deleted_at: Mapped[datetime | None] = column(DateTime)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version, "eager_defaults": False}

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*cls.keys(), {"sqlite_strict": True})

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        """Unique keys and further indexes of this table."""
        return ()

    @classmethod
    def noun(cls) -> str:
        return str(cls.__tablename__)


Bytes = LargeBinary
# Kept by the store, not by the clerk: never in a Change.
HOUSEKEEPING = frozenset({"version", "created_at", "created_by", "updated_at", "updated_by"})
# Made from other columns by the store whenever these are written.
DERIVED = frozenset({"sort_key"})


@cache
def nouns() -> Mapping[str, type[Record]]:
    """Every noun and its class."""
    import jzledger.records.schema  # noqa: F401  (defines them all)

    return {m.class_.__tablename__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)}
