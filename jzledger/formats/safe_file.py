"""Writing a file so that it is either the new one or the old one, and names that every system takes."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, TypeVar

from jzledger.errors import FileError, FileLocked, LedgerError, NoSpace, NotWritable

Written = TypeVar("Written")
LONGEST_NAME = 80  # characters of a file name
LONGEST_BYTES = 240  # of it in UTF-8: most systems take 255, and （99） may still join
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
_ENDING = re.compile(r"[0-9A-Za-z]{1,5}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.ENAMETOOLONG,
}


def replace_file(path: Path, write: Callable[[BinaryIO], Written]) -> Written:
    """Lets `write` fill a new file beside `path` and puts it in the place of `path` in one move; gives its answer.

    On any failure the old file is whole and the new one is gone. Raises FileLocked when another program has `path`
    open, NoSpace when the disk or a quota is full, NotWritable for a place that may not be written to; any other
    error of `write` passes through.
    """
    if any(os.path.lexists(owner) for owner in owner_files(path)):
        raise _locked(path)
    beside = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        file = open(beside, "xb")  # noqa: SIM115 (closed below, before the move)
    except OSError as error:
        raise explained(error, path) from error
    try:
        with file:
            answer = write(file)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # a new file, or a file system without modes
            os.chmod(beside, path.stat().st_mode & 0o777)
        _move(beside, path)
        return answer
    except OSError as error:
        raise explained(error, path) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def owner_files(path: Path) -> list[Path]:
    """What a spreadsheet program lays beside a workbook while it is open: Excel and WPS, LibreOffice."""
    return [path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")]


def free_name(path: Path) -> Path:
    """`path`, or where that is taken the first free one of 名（2）.xlsx, 名（3）.xlsx and so on."""
    return _numbered(path) if os.path.lexists(path) else path


def file_name(text: str) -> str:
    """A text as a file name: without characters that a system forbids, at most 80 characters, its ending kept."""
    cleaned = _FORBIDDEN.sub("", text)
    stem, _, ending = cleaned.rpartition(".")
    if _ENDING.fullmatch(ending) and "." in cleaned:
        ending = f".{ending}"
    else:
        stem, ending = cleaned, ""
    stem = stem.strip(" .") or "未命名"
    if _DEVICE.fullmatch(stem):
        stem = f"_{stem}"
    stem = stem[: LONGEST_NAME - len(ending)]
    return stem.encode()[: LONGEST_BYTES - len(ending)].decode(errors="ignore").rstrip(" .") + ending


def _numbered(path: Path) -> Path:
    tries = (path.with_name(f"{path.stem}（{number}）{path.suffix}") for number in count(2))
    return next(name for name in tries if not os.path.lexists(name))


def _move(new: Path, old: Path) -> None:
    try:
        os.replace(new, old)
    except PermissionError as error:
        # Windows does not let go of a file that another program holds; elsewhere the move would have succeeded.
        if getattr(error, "winerror", None) is None:
            raise
        raise _locked(old) from error


def _locked(path: Path) -> FileLocked:
    return FileLocked(
        "文件正在另一个程序（Excel、WPS 等）中打开，没有保存",
        where=path.name,
        todo=f"请关闭后重试，或另存为“{_numbered(path).name}”。",
    )


def explained(error: OSError, path: Path) -> LedgerError:
    """What the disk said, for a clerk: NoSpace, NotWritable, FileError."""
    if error.errno in _FULL:
        return NoSpace(
            "磁盘写不下，没有保存", where=path.name, todo="请清理磁盘，或换一个磁盘保存。", detail=str(error)
        )
    if error.errno in _REFUSED:
        return NotWritable(
            "这个位置不能写入",
            where=str(path),
            todo="请检查文件夹是否存在、是否只读，或换一个文件夹保存。",
            detail=str(error),
        )
    return FileError("没有保存成功", where=str(path), todo="请换一个位置保存。", detail=str(error))
