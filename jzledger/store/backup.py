"""Verified copies of a ledger file that may be in use."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path

from jzledger.errors import DamagedLedger, LedgerError, NoSpace, NotWritable
from jzledger.store.database import Place

_BESIDE = ("-wal", "-shm", "-journal")


def backup(place: Place, target: Path) -> None:
    """Copy a ledger file to `target` in one go, check the copy, then put it in place.

    All pages at once: a copy in portions starts again at every write of somebody else. An older file at `target` stays
    whole until the copy is proved. Raises DamagedLedger, NoSpace, NotWritable.
    """
    if place.path is None:
        raise LedgerError("服务器上的台账由服务器备份", place.name, "请联系数据库管理员。")
    # A name of its own: two programs may be at the same backup.
    part = target.with_name(f".{secrets.token_hex(4)}.part")
    try:
        _refuse_ledgers_in_use(place.path, target)
        with contextlib.closing(sqlite3.connect(place.path)) as source:
            _copy(source, part, place.name)
        os.replace(part, target)
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            raise NoSpace(
                "磁盘写不下，备份没有做成", target.name, "请清理磁盘，或换一个位置。", detail=str(error)
            ) from error
        raise _not_there(target, error) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(place.name, str(error)) from error
    except OSError as error:
        raise _not_there(target, error) from error
    finally:
        for name in (part.name, *(part.name + suffix for suffix in _BESIDE)):
            with contextlib.suppress(OSError):
                part.with_name(name).unlink()


def _refuse_ledgers_in_use(ledger: Path, target: Path) -> None:
    """A file put in the place of one that is open, or whose log still lies beside it, would be ruined by that log."""
    same = target.exists() and ledger.exists() and target.samefile(ledger)
    if same or any(target.with_name(target.name + suffix).exists() for suffix in _BESIDE):
        raise NotWritable(
            "这个位置上是正在使用的台账，备份没有做成", target.name, "请换一个名称，或先关闭那份台账。"
        )


def _not_there(target: Path, error: Exception) -> NotWritable:
    return NotWritable("不能写到这个位置，备份没有做成", str(target), "请换一个文件夹。", detail=str(error))


def _damaged(name: str, detail: str) -> DamagedLedger:
    return DamagedLedger("台账文件已损坏，备份没有做成", name, "请改用最近一次完好的备份。", detail=detail)


def _copy(source: sqlite3.Connection, part: Path, name: str) -> None:
    with contextlib.closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        # One file to carry: without its log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
            raise _damaged(name, str(found))
