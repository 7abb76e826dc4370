"""A backup is a whole, checked copy, or it is not there."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from jzledger.errors import DamagedLedger, LedgerError, NoSpace, NotWritable
from jzledger.ledger.ledger import Ledger
from tests.children import as_nobody, in_child, no_larger_than
from tests.office import Office, new_ledger


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "备份").mkdir()
    return tmp_path / "备份" / "云岭 2024-06-05.jzl"


def test_a_backup_holds_everything_and_opens_by_itself(file_office: Office, target: Path):
    file_office.issue(project=file_office.value("projects", file_office.project(), "name"), units="市发改委")
    file_office.delete("units", file_office.unit("城投集团"))
    file_office.ledger.backup(target)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    with Ledger.open(str(target), by="李强") as copy:
        assert Office(copy).everything() == file_office.everything()
        assert len(Office(copy).steps()) == len(file_office.steps()) and copy.integrity() == "ok"


def test_a_backup_is_made_beside_running_edits(file_office: Office, target: Path):
    project, stop = file_office.project(), threading.Event()

    def edit() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            file_office.set("projects", project, note=str(number))

    writer = threading.Thread(target=edit)
    writer.start()
    try:
        for _ in range(3):
            file_office.ledger.backup(target)
            with Ledger.open(str(target), by="李强") as copy:
                assert copy.integrity() == "ok"
                steps = Office(copy).steps()
                assert Office(copy).value("projects", project, "version") == len(steps) - 1
    finally:
        stop.set()
        writer.join()


def test_an_older_backup_is_replaced(file_office: Office, target: Path):
    file_office.ledger.backup(target)
    file_office.unit("城投集团")
    file_office.ledger.backup(target)
    with Ledger.open(str(target), by="李强") as copy:
        assert len(Office(copy).rows("units")) == 1


def test_a_ledger_is_no_backup_of_itself(file_office: Office, tmp_path: Path):
    path = tmp_path / "云岭.jzl"
    file_office.unit("城投集团")
    for target in (path, tmp_path / "." / "云岭.jzl"):
        with pytest.raises(NotWritable, match="正在使用的台账"):
            file_office.ledger.backup(target)
    file_office.unit("供电公司")
    assert file_office.ledger.integrity() == "ok" and len(file_office.rows("units")) == 2


def test_a_ledger_in_use_is_not_written_over(file_office: Office, tmp_path: Path):
    with new_ledger(str(tmp_path / "另一个.jzl")) as other:
        Office(other).unit("城投集团")
        with pytest.raises(NotWritable, match="正在使用的台账"):
            file_office.ledger.backup(tmp_path / "另一个.jzl")
        assert other.integrity() == "ok" and len(Office(other).rows("units")) == 1


@pytest.mark.parametrize("where", ["没有这个文件夹/云岭.jzl", "云岭.jzl/云岭.jzl", "文件夹"])
def test_a_place_that_cannot_be_written_is_told(file_office: Office, tmp_path: Path, where: str):
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "文件夹" / "x").touch()
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    with pytest.raises(NotWritable, match="备份没有做成") as raised:
        file_office.ledger.backup(tmp_path / where)
    assert raised.value.todo and sorted(str(path) for path in tmp_path.rglob("*")) == before


def _backup(path: str, target: str) -> str:
    with Ledger.open(path, by="李强") as ledger:
        try:
            ledger.backup(Path(target))
        except LedgerError as error:
            return f"{type(error).__name__} {error.message}"
    return "done"


def _backup_as_nobody(path: str, target: str) -> str:
    as_nobody()
    return _backup(path, target)


def _backup_on_full_disk(path: str, target: str) -> str:
    with Ledger.open(path, by="李强") as ledger, no_larger_than(100_000):
        try:
            ledger.backup(Path(target))
        except NoSpace as error:
            return f"NoSpace {error.message}"
    return "done"


def test_a_folder_of_others_is_told(open_folder: Path):
    path, shut = open_folder / "云岭.jzl", open_folder / "别人的"
    new_ledger(str(path)).close()
    os.chmod(open_folder, 0o777)
    path.chmod(0o666)
    shut.mkdir(mode=0o555)
    assert in_child(_backup_as_nobody, str(path), str(shut / "备份.jzl")) == (
        "NotWritable 不能写到这个位置，备份没有做成"
    )
    assert list(shut.iterdir()) == []


def test_a_full_disk_leaves_the_older_backup(file_office: Office, target: Path, tmp_path: Path):
    file_office.ledger.backup(target)
    before = target.read_bytes()
    file_office.unit("城投集团")
    told = in_child(_backup_on_full_disk, str(tmp_path / "云岭.jzl"), str(target))
    assert told == "NoSpace 磁盘写不下，备份没有做成"
    assert target.read_bytes() == before and list(target.parent.iterdir()) == [target]


def test_a_damaged_ledger_is_not_backed_up(file_office: Office, tmp_path: Path, target: Path):
    for number in range(300):
        file_office.unit(f"单位{number}") if number < 3 else None
    file_office.ledger.close()
    path = tmp_path / "云岭.jzl"
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) * 2 // 3] = b"\xa5" * (len(data) * 2 // 3 - len(data) // 3)
    path.write_bytes(data)
    with pytest.raises(DamagedLedger, match="台账文件已损坏，备份没有做成") as raised:
        file_office.ledger.backup(target)
    assert "最近一次完好的备份" in raised.value.todo and list(target.parent.iterdir()) == []


def test_broken_links_are_damage_too(file_office: Office, tmp_path: Path, target: Path):
    file_office.issue(lead_unit="市发改委")
    with closing(sqlite3.connect(tmp_path / "云岭.jzl")) as raw:
        raw.execute("UPDATE issue SET lead_unit_id = 'nowhere'")
        raw.commit()
    with pytest.raises(DamagedLedger):
        file_office.ledger.backup(target)
    assert not target.exists()


def test_a_ledger_on_a_server_is_the_servers_to_back_up(ledger: Ledger, tmp_path: Path):
    if ledger.place.path is not None:
        pytest.skip("files have their own tests")
    with pytest.raises(LedgerError, match="由服务器备份"):
        ledger.backup(tmp_path / "x.jzl")
