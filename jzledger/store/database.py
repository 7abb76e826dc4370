"""From the name of a ledger to an engine: a SQLite file, or one schema on a PostgreSQL server.

`LEDGER` is a path (`某市.jzl`) or `postgresql+psycopg://host/db?ledger=jz_4108`. Nothing outside this room knows
which of the two it is. Writers use `engine.execution_options(write=True)`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.pool import NullPool

from jzledger.errors import (
    DamagedLedger,
    LedgerBusy,
    LedgerError,
    LedgerExists,
    NewerLedger,
    NoSpace,
    NotALedger,
    NotAllowed,
    NotWritable,
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
    with translated(place), create_engine(url, poolclass=NullPool).connect() as connection:
        query = "SELECT table_schema FROM information_schema.tables WHERE table_name = 'schema_version' ORDER BY 1"
        return [name for (name,) in connection.execute(text(query))]


def connect(place: Place) -> Engine:
    """An engine for reading and, with `execution_options(write=True)`, for writing.

    A reader sees one state of the ledger from its first query to its last; a writer works on the newest.
    """
    return _to_server(place) if place.path is None else _to_file(place.path)


def _to_server(place: Place) -> Engine:
    assert place.url is not None
    # A writer waits for a row that somebody else is writing no longer than for a file.
    options = f"-csearch_path={place.schema} -clock_timeout={BUSY_MILLISECONDS}"
    connect_args = {"options": options, "connect_timeout": 10}
    engine = create_engine(place.url, connect_args=connect_args, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if not connection.get_execution_options().get("write"):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    return engine


def _to_file(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _(raw: sqlite3.Connection, record: object) -> None:
        # The driver's own transaction handling commits before DDL and begins too late.
        raw.isolation_level = None
        raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def _(context: ExceptionContext) -> None:
        # A COMMIT that fails (a link to nothing is found only then) leaves SQLite inside the transaction, which
        # SQLAlchemy takes for ended: without this the connection would go back to the pool with it, and with the lock.
        if context.statement is None and context.connection is not None:
            raw = context.connection.connection.driver_connection
            if isinstance(raw, sqlite3.Connection) and raw.in_transaction:
                raw.rollback()

    return engine


def exists(place: Place) -> bool:
    """Is there anything at this place, a ledger or not?"""
    if place.path is not None:
        return os.path.lexists(place.path)
    assert place.url is not None
    with translated(place), create_engine(place.url, poolclass=NullPool).connect() as connection:
        query = text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name")
        return connection.execute(query, {"name": place.schema}).first() is not None


def claim(place: Place) -> None:
    """Make the empty file or schema that a new ledger goes into; of two who try at a time one is told.

    Raises LedgerExists, NotWritable, NoSpace.
    """
    taken = LedgerExists("已经有同名的台账或文件", place.name, "请换一个名称，或直接打开它。")
    if exists(place):
        raise taken
    if place.path is None:
        assert place.url is not None
        try:
            with create_engine(place.url, poolclass=NullPool).begin() as connection:
                connection.execute(text(f'CREATE SCHEMA "{place.schema}"'))
        except DBAPIError as error:
            raise (taken if exists(place) else meaning(place, error)) from error
        return
    if not place.path.parent.is_dir():
        raise NotWritable("文件夹不存在", str(place.path.parent), "请先建立文件夹，或换一个位置。")
    try:
        place.path.open("xb").close()
    except FileExistsError as error:
        raise taken from error
    except OSError as error:
        raise NotWritable(
            "不能在这个文件夹里建立台账",
            str(place.path.parent),
            "请换一个可以写入的文件夹。",
            detail=str(error),
        ) from error


def give_up(place: Place) -> None:
    """Take away what `claim` made, when the ledger in it could not be finished."""
    if place.path is None:
        assert place.url is not None
        with create_engine(place.url, poolclass=NullPool).begin() as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{place.schema}" CASCADE'))
        return
    for suffix in ("", "-wal", "-shm", "-journal"):
        place.path.with_name(place.path.name + suffix).unlink(missing_ok=True)


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
    if not head.startswith(SQLITE_MAGIC) or _application_id(path, head) != APPLICATION_ID:
        raise NotALedger(
            "这个文件不是台账", path.name, "请选择由本程序建立的 .jzl 文件；Excel 工作簿请用“导入”。"
        )
    if (version := int.from_bytes(head[60:64], "big")) > newest:  # PRAGMA user_version
        raise newer(place, version, newest)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnlyLedger(
            "台账或它所在的文件夹不能写入", path.name, "请把台账复制到本机可以写入的文件夹，再打开那一份。"
        )


def _application_id(path: Path, head: bytes) -> int:
    """Of a new ledger that is still open, or whose program was killed, the log beside it may hold more than the file."""
    if path.with_name(path.name + "-wal").exists():
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw,
        ):
            return int(raw.execute("PRAGMA application_id").fetchone()[0])
    return int.from_bytes(head[68:72], "big")


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
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_FORMAT")) or _LACKS.match(detail):
        return _damaged(place, f"{name} {detail}")
    return StoreError(
        "台账没有接受这次操作，没有写入", place.name, "请把日志交给维护人员。", detail=f"{name} {detail}"
    )


# A table or column that a ledger of this version must have.
_LACKS = re.compile(r"no such (table|column)")
