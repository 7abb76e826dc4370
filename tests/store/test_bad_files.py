"""What cannot be opened or written: one Chinese sentence, what to do, and nothing has changed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from jzledger.errors import (
    DamagedLedger,
    LedgerBusy,
    LedgerError,
    LedgerExists,
    NotALedger,
    NotWritable,
)
from jzledger.ledger.ledger import Ledger
from jzledger.store import database
from tests.office import YUNLING, Office, new_ledger

CHECKOUT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "云岭.jzl"
    with new_ledger(str(place)) as ledger:
        office = Office(ledger)
        for number in range(300):
            office.project(f"云杉产业园{number}期", content="建设标准厂房、研发楼和配套设施。" * 5)
        ledger.backup(tmp_path / "备份.jzl")
    os.replace(tmp_path / "备份.jzl", place)
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    return place


def refused(path: Path, kind: type[LedgerError]) -> LedgerError:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as raised:
        Ledger.open(str(path), by="王芳")
    assert path.name in raised.value.where and raised.value.todo
    assert any("\u4e00" <= sign <= "\u9fff" for sign in raised.value.message)
    if before is not None:
        assert path.read_bytes() == before
    return raised.value


@pytest.mark.parametrize(
    "content",
    [b"", "姓名,单位\n".encode(), b"PK\x03\x04" + bytes(200), b"SQLite format 3\x00" + bytes(84)],
    ids=["empty", "text", "workbook", "another program's database"],
)
def test_what_is_no_ledger_is_refused(tmp_path, content):
    file = tmp_path / "名单.jzl"
    file.write_bytes(content)
    refused(file, NotALedger)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    refused(tmp_path / "没有.jzl", NotALedger)
    (tmp_path / "夹.jzl").mkdir()
    assert "文件夹" in refused(tmp_path / "夹.jzl", NotALedger).message


def test_a_file_damaged_in_the_middle_is_found_out_when_it_is_opened(path):
    data = bytearray(path.read_bytes())
    for start in range(len(data) // 3, len(data), 4096):
        data[start : start + 300] = b"\xa5" * 300
    path.write_bytes(data)
    refused(path, DamagedLedger)


def test_a_file_cut_off_is_found_out_when_it_is_opened(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    refused(path, DamagedLedger)


def test_a_ledger_that_exists_is_not_made_again(path):
    before = path.read_bytes()
    with pytest.raises(LedgerExists) as raised:
        Ledger.create(str(path), by="王芳", **YUNLING)
    assert path.name in raised.value.where and path.read_bytes() == before


def test_a_ledger_cannot_be_made_where_there_is_no_folder(tmp_path):
    with pytest.raises(NotWritable):
        Ledger.create(str(tmp_path / "没有" / "云岭.jzl"), by="王芳", **YUNLING)


def in_child(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code that may limit or demote its own process."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


READ_ONLY = """
import os, sys
from pathlib import Path
from jzledger.ledger.ledger import Ledger   # before the rights go: the checkout may be closed to others
from jzledger.errors import ReadOnlyLedger
import jzledger.store.migrations
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    Ledger.open(sys.argv[1], by="王芳")
except ReadOnlyLedger as error:
    print(error.sentence(), error.todo)
"""


@pytest.mark.parametrize("closed", ["folder", "file"])
def test_a_ledger_that_may_not_be_written_says_so(path, tmp_path, closed):
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path(tempfile.gettempdir()) and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(0o755)
    path.chmod(0o444 if closed == "file" else 0o666)
    tmp_path.chmod(0o777 if closed == "file" else 0o555)
    before = path.read_bytes()
    try:
        found = in_child(READ_ONLY, path)
    finally:
        tmp_path.chmod(0o755)
    assert "不能写入" in found.stdout and "复制到本机" in found.stdout, found.stderr
    assert path.read_bytes() == before


FULL_DISK = """
import resource, signal, sys
from jzledger.errors import NoSpace
from jzledger.ledger.ledger import Ledger
from tests.office import Office
with Ledger.open(sys.argv[1], by="王芳") as ledger:
    office = Office(ledger)
    issue = office.issue("先写一条")
    size = 400_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        for number in range(2000):
            office.set("issues", issue, measures=f"{number}" + "用地" * 4000)
            written = number
    except NoSpace as error:
        print(error.sentence(), error.todo)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


def test_a_full_disk_keeps_the_ledger_whole_and_says_what_to_do(path):
    found = in_child(FULL_DISK, path)
    assert "磁盘写不下" in found.stdout and "清理磁盘" in found.stdout, found.stderr
    with Ledger.open(str(path), by="王芳") as ledger:
        assert ledger.integrity() == "ok"
        assert len(Office(ledger).rows("projects")) == 300


HOLDER = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_ledger_just_made_is_known_to_other_programs_while_it_is_open(tmp_path):
    with new_ledger(str(tmp_path / "新.jzl")), Ledger.open(str(tmp_path / "新.jzl"), by="李明") as other:
        assert other.schema_version() == 1


def test_a_second_program_that_writes_is_waited_for_and_then_named(path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        with Ledger.open(str(path), by="王芳") as ledger:
            office = Office(ledger)
            assert holder.stdout.readline() == "held\n"
            before = office.everything()
            with pytest.raises(LedgerBusy) as raised:
                office.issue("写不进去")
            assert "另一个程序" in raised.value.message and raised.value.todo
            assert office.everything() == before, "reading goes on"
            holder.stdin.write("\n")
            holder.stdin.flush()
            holder.wait()
            office.issue("写进去了")
