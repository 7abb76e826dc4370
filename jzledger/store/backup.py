"""Verified copies of a ledger file that may be in use."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from jzledger.errors import DamagedLedger, LedgerError, NoSpace, NotWritable
from jzledger.store.database import Place


def backup(place: Place, target: Path) -> None:
    """Copy a ledger file to `target` in one go, check the copy, then put it in place.

    All pages at once: a copy in portions starts again at every write of somebody else. An older file at `target` stays
    whole until the copy is proved. Raises DamagedLedger, NoSpace, NotWritable.
    """
    if place.path is None:
        raise LedgerError("服务器上的台账由服务器备份", place.name, "请联系数据库管理员。")
    part = target.with_name(f".{target.name}.part")
    try:
        with contextlib.closing(sqlite3.connect(place.path)) as source:
            _copy(source, part, place.name)
        os.replace(part, target)
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            raise NoSpace(
                "磁盘写不下，备份没有做成", target.name, "请清理磁盘，或换一个位置。", detail=str(error)
            ) from error
        raise NotWritable(
            "不能写到这个位置，备份没有做成", str(target), "请换一个文件夹。", detail=str(error)
        ) from error
    except OSError as error:
        raise NotWritable(
            "不能写到这个位置，备份没有做成", str(target), "请换一个文件夹。", detail=str(error)
        ) from error
    finally:
        for leftover in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            leftover.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, part: Path, name: str) -> None:
    part.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        # One file to carry: without its log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        if (
            copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
            or copy.execute("PRAGMA foreign_key_check").fetchone()
        ):
            raise DamagedLedger("台账文件已损坏，备份没有做成", name, "请改用最近一次完好的备份。")
