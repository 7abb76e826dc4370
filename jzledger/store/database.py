"""From the name of a ledger to an engine: a SQLite file, or one schema on a PostgreSQL server.

`LEDGER` is a path (`某市.jzl`) or `postgresql+psycopg://host/db?ledger=jz_4108`. Nothing outside this room knows
which of the two it is. Writers use `engine.execution_options(write=True)`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, InterfaceError, OperationalError

from jzledger.errors import (
    DamagedLedger,
    LedgerBusy,
    LedgerError,
    NewerLedger,
    NoSpace,
    NotALedger,
    NotAllowed,
    ReadOnlyLedger,
    ServerGone,
    StoreError,
    WhichLedger,
)
from jzledger.records.fields import NOUN_TITLES
from jzledger.store import dialects

APPLICATION_ID = 0x4A5A4C31  # "JZL1": PRAGMA application_id of our files
SQLITE_MAGIC = b"SQLite format 3\0"
_SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,62}")
# Another program may write for a moment; after this long the clerk is told.
BUSY_MILLISECONDS = 5000
__all__ = ["Place", "connect", "dialects", "exists", "locate", "refuse_strangers", "translated"]


@dataclass(frozen=True)
class Place:
    """Where a ledger lies: `path` for a file, `url` and `schema` for a server."""

    path: Path | None = None
    url: URL | None = None
    schema: str | None = None

    @property
    def name(self) -> str:
        return self.path.name if self.path else str(self.schema)


def locate(ledger: str) -> Place:
    """Read the name of a ledger. Raises WhichLedger for a server URL without `ledger`, NotALedger for a wrong one."""
    if "://" not in ledger:
        return Place(path=Path(ledger))
    if ledger.startswith("sqlite:///"):
        return Place(path=Path(ledger.removeprefix("sqlite:///")))
    try:
        url = make_url(ledger)
    except ArgumentError as error:
        raise NotALedger(
            "台账的地址写得不对", ledger, "地址形如 postgresql+psycopg://主机/数据库?ledger=jz_4108"
        ) from error
    if url.get_backend_name() != "postgresql":
        raise NotALedger("不支持这种数据库", url.get_backend_name(), "请使用 .jzl 文件或 PostgreSQL 地址。")
    schema = url.query.get("ledger")
    bare = url.difference_update_query(["ledger"]).set(drivername="postgresql+psycopg")
    if not isinstance(schema, str) or not schema:
        names = "、".join(_ledgers_on(bare)) or "（还没有）"
        raise WhichLedger(
            f"没有指明打开哪个台账，服务器上有：{names}", str(url.host or ""), "请在地址末尾加 ?ledger=名称"
        )
    if not _SCHEMA.fullmatch(schema):
        raise NotALedger(
            f"“{schema}”不能作台账名", "", "请用小写字母、数字和下划线，以字母开头，如 jz_4108。"
        )
    return Place(url=bare, schema=schema)


def _ledgers_on(url: URL) -> list[str]:
    place = Place(url=url, schema="public")
    with translated(place), create_engine(url).connect() as connection:
        query = "SELECT table_schema FROM information_schema.tables WHERE table_name = 'schema_version' ORDER BY 1"
        return [name for (name,) in connection.execute(text(query))]


def connect(place: Place) -> Engine:
    """An engine for reading and, with `execution_options(write=True)`, for writing."""
    if place.path is None:
        assert place.url is not None
        options = {"options": f"-csearch_path={place.schema}", "connect_timeout": 10}
        return create_engine(place.url, connect_args=options, pool_pre_ping=True)
    engine = create_engine(URL.create("sqlite", database=str(place.path)))

    @event.listens_for(engine, "connect")
    def _(raw: sqlite3.Connection, record: object) -> None:
        # The driver's own transaction handling commits before DDL and begins too late.
        raw.isolation_level = None
        raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "checkin")
    def _(raw: sqlite3.Connection | None, record: object) -> None:
        # A COMMIT that a deferred foreign key refuses leaves the transaction open, and SQLAlchemy takes it for ended.
        if raw is not None and raw.in_transaction:
            raw.rollback()

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def exists(place: Place) -> bool:
    """Is there anything at this place, a ledger or not?"""
    if place.path is not None:
        return place.path.exists()
    assert place.url is not None
    with translated(place), create_engine(place.url).connect() as connection:
        query = text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name")
        return connection.execute(query, {"name": place.schema}).first() is not None


def make_schema(place: Place) -> None:
    """Make the schema of a ledger on a server; a file needs nothing."""
    if place.url is not None:
        with translated(place), create_engine(place.url).begin() as connection:
            connection.execute(text(f'CREATE SCHEMA "{place.schema}"'))


def refuse_strangers(place: Place, newest: int) -> None:
    """Look at a file before SQLite does: missing, empty, not ours, newer, not writable. Nothing is changed."""
    path = place.path
    if path is None:
        return
    try:
        if path.is_dir() or not path.exists():
            word = "这是一个文件夹，不是台账" if path.is_dir() else "找不到这个台账"
            raise NotALedger(word, path.name, "请检查位置，或从“打开台账”里重新选择。")
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise ReadOnlyLedger(
            "这个文件不允许读取", path.name, "请检查文件的权限。", detail=str(error)
        ) from error
    if not head.startswith(SQLITE_MAGIC) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotALedger(
            "这个文件不是台账", path.name, "请选择由本程序建立的 .jzl 文件；Excel 工作簿请用“导入”。"
        )
    if (version := int.from_bytes(head[60:64], "big")) > newest:  # PRAGMA user_version
        raise newer(place, version, newest)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnlyLedger(
            "台账或它所在的文件夹不能写入", path.name, "请把台账复制到本机可以写入的文件夹，再打开那一份。"
        )


def check_health(place: Place, engine: Engine) -> None:
    """Raise DamagedLedger where SQLite finds the file broken."""
    if place.path is None:
        return
    with translated(place), engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise _damaged(place, str(found))


def newer(place: Place, found: int, known: int) -> NewerLedger:
    return NewerLedger(
        f"台账由更新版本的程序建立（结构第{found}版，本程序认到第{known}版）",
        place.name,
        "请升级本程序后再打开。",
    )


def _damaged(place: Place, detail: str) -> DamagedLedger:
    return DamagedLedger(
        "台账文件已损坏",
        place.name,
        "请不要继续使用这个文件，改用最近一次备份；原文件请保留。",
        detail=detail,
    )


@contextmanager
def translated(place: Place) -> Iterator[None]:
    """Turn what the database says into what a clerk can act upon."""
    try:
        yield
    except DBAPIError as error:
        raise meaning(place, error) from error


def meaning(place: Place, error: DBAPIError) -> LedgerError:
    """The clerk's words for an error of either engine."""
    if isinstance(error, IntegrityError):
        return _refusal(error)
    return _of_server(place, error) if place.path is None else _of_file(place, error)


def _refusal(error: IntegrityError) -> NotAllowed:
    """What was to be written does not fit what is there; the ledger itself is sound."""
    detail = str(error.orig)
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    named = _FAILED_TABLE.search(detail)
    noun = named[1] if named else getattr(getattr(error.orig, "diag", None), "table_name", None)
    what, todo = _REFUSALS.get(str(code), ("内容不合要求", "请检查填写的内容。"))
    return NotAllowed(f"{what}，没有写入", NOUN_TITLES.get(str(noun), ""), todo, detail=detail)


_FAILED_TABLE = re.compile(r"constraint failed: (\w+)\.")
_TWICE = ("同样的一行已经有了", "请直接修改那一行，或先删去它。")
_ASTRAY = ("所指的那一行已经不在了", "请刷新后重新选择。")
_LACKING = ("缺少必填的内容", "请填写完整后再保存。")
_REFUSALS = {
    "SQLITE_CONSTRAINT_UNIQUE": _TWICE,
    "23505": _TWICE,
    "SQLITE_CONSTRAINT_FOREIGNKEY": _ASTRAY,
    "23503": _ASTRAY,
    "SQLITE_CONSTRAINT_NOTNULL": _LACKING,
    "23502": _LACKING,
}


def _of_server(place: Place, error: DBAPIError) -> LedgerError:
    detail, host = str(error.orig), (place.url and place.url.host) or ""
    code = getattr(error.orig, "sqlstate", None) or ""
    if code in ("40001", "40P01", "55P03"):
        return LedgerBusy("台账正被别人写入", place.name, "请稍后再试。", detail=detail)
    if code.startswith("53"):
        return NoSpace("数据库服务器的磁盘或连接已用完", host, "请联系数据库管理员。", detail=detail)
    if isinstance(error, OperationalError | InterfaceError):
        return ServerGone("数据库服务器没有回应", host, "请检查网络、地址和登录名后重试。", detail=detail)
    return StoreError("数据库服务器拒绝了这次操作", host, "请联系数据库管理员。", detail=detail)


def _of_file(place: Place, error: DBAPIError) -> LedgerError:
    detail = str(error.orig)
    name = getattr(error.orig, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        return NotALedger("这个文件不是台账", place.name, "请选择由本程序建立的 .jzl 文件。", detail=detail)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy("台账正被另一个程序写入", place.name, "请稍后再试。", detail=detail)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return NoSpace("磁盘写不下，刚才的修改没有写入", place.name, "请清理磁盘后重试。", detail=detail)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ReadOnlyLedger(
            "台账或它所在的文件夹不能写入",
            place.name,
            "请把台账复制到本机可以写入的文件夹，再打开那一份。",
            detail=detail,
        )
    return _damaged(place, f"{name} {detail}")
