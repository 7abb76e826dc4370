"""What a clerk is told when a ledger cannot be opened, made or written; and that nothing was changed then."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from jzledger.errors import (
    DamagedLedger,
    LedgerBusy,
    LedgerError,
    LedgerExists,
    NoSpace,
    NotALedger,
    NotAllowed,
    NotWritable,
    ReadOnlyLedger,
    ServerGone,
    StoreError,
    WhichLedger,
)
from jzledger.ledger.ledger import Ledger
from jzledger.records.issues import Issue
from jzledger.records.units import Unit
from jzledger.store import database
from tests.children import as_nobody, in_child, no_larger_than
from tests.office import Office, new_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed ledger with some rows."""
    path = tmp_path / "云岭.jzl"
    with new_ledger(str(path)) as ledger:
        office = Office(ledger)
        office.project()
        ledger.edit(
            "导入", lambda s: s.add_all(Unit(name=f"第{n}单位", region_code="9" * 200) for n in range(400))
        )
    return path


def refused(path: Path, error: type[LedgerError], words: str) -> LedgerError:
    """Opening it says so, in Chinese, and leaves every file as it was."""
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(error, match=words) as raised:
        Ledger.open(str(path), by="王芳")
    found = raised.value
    assert type(found) is error and found.todo and found.where
    assert {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    return found


# Opening.
def test_a_file_that_is_not_there(tmp_path: Path):
    refused(tmp_path / "没有.jzl", NotALedger, "找不到这个台账")
    assert list(tmp_path.iterdir()) == []


def test_a_folder(tmp_path: Path):
    refused(tmp_path, NotALedger, "这是一个文件夹，不是台账")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04" + b"x" * 200, "项目,投资\n".encode(), b"SQLite format 3\0"]
)
def test_a_file_of_another_kind(tmp_path: Path, data: bytes):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(data)
    assert "导入" in refused(path, NotALedger, "这个文件不是台账").todo


def test_a_database_of_another_program(tmp_path: Path):
    path = tmp_path / "别的.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE unit (id TEXT)")
        raw.commit()
    refused(path, NotALedger, "这个文件不是台账")


def test_a_file_damaged_at_its_head(path: Path):
    data = bytearray(path.read_bytes())
    data[:16] = b"\0" * 16
    path.write_bytes(data)
    refused(path, NotALedger, "这个文件不是台账")


@pytest.mark.parametrize("damage", ["middle", "tail", "truncated", "lost table"])
def test_a_damaged_file(path: Path, damage: str):
    data = bytearray(path.read_bytes())
    half = len(data) // 2 // 4096 * 4096
    if damage == "lost table":
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("DROP TABLE step")
            raw.commit()
    else:
        pieces = {
            "middle": data[:half] + b"\xa5" * 40_960 + data[half + 40_960 :],
            "tail": data[:-4096] + b"\xa5" * 4096,
            "truncated": data[: half + 100],
        }
        path.write_bytes(pieces[damage])
    # SQLite may note in the head of the file how its log is kept; no page of rows is touched.
    with pytest.raises(DamagedLedger, match="台账文件已损坏") as raised:
        Ledger.open(str(path), by="王芳")
    assert raised.value.where == "云岭.jzl" and "备份" in raised.value.todo and raised.value.detail


def test_a_new_ledger_whose_program_was_killed_opens(tmp_path: Path):
    """Its head then lies in the log beside it still."""
    path = tmp_path / "云岭.jzl"
    with new_ledger(str(path)) as ledger:
        Office(ledger).unit("城投集团")
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{tmp_path / '拷贝.jzl'}{suffix}")
    with Ledger.open(str(tmp_path / "拷贝.jzl"), by="王芳") as copy:
        assert len(Office(copy).rows("units")) == 1


def test_blanks_quotes_and_signs_in_a_name_are_part_of_it(tmp_path: Path):
    path = tmp_path / "云岭 100%'s #1?.jzl"
    with new_ledger(str(path)) as ledger:
        Office(ledger).unit("城投集团")
        with Ledger.open(f"sqlite:///{path}", by="李强") as again:
            assert len(Office(again).rows("units")) == 1
        ledger.backup(tmp_path / "备 份'?.jzl")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["云岭 100%'s #1?.jzl", "备 份'?.jzl"]


def _open_as_nobody(path: str) -> str:
    as_nobody()
    try:
        Ledger.open(path, by="李强").close()
    except LedgerError as error:
        return f"{type(error).__name__}\n{error}"
    return "opened"


@pytest.mark.parametrize("shut", ["folder", "file", "reading"])
def test_a_place_that_cannot_be_written(open_folder: Path, shut: str):
    path = open_folder / "云岭.jzl"
    new_ledger(str(path)).close()
    open_folder.chmod(0o555 if shut == "folder" else 0o777)
    path.chmod({"folder": 0o666, "file": 0o444, "reading": 0o000}[shut])
    before = path.read_bytes()
    kind, sentence, todo = in_child(_open_as_nobody, str(path)).split("\n")
    assert kind == "ReadOnlyLedger" and todo
    assert (
        sentence
        == {
            "folder": "云岭.jzl：台账或它所在的文件夹不能写入",
            "file": "云岭.jzl：台账或它所在的文件夹不能写入",
            "reading": "云岭.jzl：这个文件不允许读取",
        }[shut]
    )
    open_folder.chmod(0o755)
    assert path.read_bytes() == before and [p.name for p in open_folder.iterdir()] == ["云岭.jzl"]


# Making.
def test_a_name_that_exists(path: Path):
    before = path.read_bytes()
    with pytest.raises(LedgerExists, match="已经有同名的台账或文件") as raised:
        new_ledger(str(path))
    assert raised.value.where == "云岭.jzl" and raised.value.todo and path.read_bytes() == before


def test_a_link_to_nowhere_is_a_name_that_exists(tmp_path: Path):
    (tmp_path / "云岭.jzl").symlink_to(tmp_path / "nowhere")
    with pytest.raises(LedgerExists):
        new_ledger(str(tmp_path / "云岭.jzl"))
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(NotWritable, match="文件夹不存在") as raised:
        new_ledger(str(tmp_path / "没有" / "云岭.jzl"))
    assert raised.value.todo and list(tmp_path.iterdir()) == []


def _make_as_nobody(path: str) -> str:
    as_nobody()
    try:
        new_ledger(path).close()
    except LedgerError as error:
        return f"{type(error).__name__} {error.message}"
    return "made"


def test_a_folder_of_others(open_folder: Path):
    told = in_child(_make_as_nobody, str(open_folder / "云岭.jzl"))
    assert told == "NotWritable 不能在这个文件夹里建立台账" and list(open_folder.iterdir()) == []


def _make_on_full_disk(path: str) -> str:
    with no_larger_than(100_000):
        try:
            new_ledger(path).close()
        except NoSpace as error:
            return f"NoSpace {error.message} {error.todo}"
    return "made"


def test_no_room_for_a_new_ledger_leaves_no_piece_of_one(tmp_path: Path):
    told = in_child(_make_on_full_disk, str(tmp_path / "云岭.jzl"))
    assert told == "NoSpace 磁盘写不下，刚才的修改没有写入 请清理磁盘后重试。"
    assert list(tmp_path.iterdir()) == []


def test_a_making_that_fails_leaves_nothing(place: str, monkeypatch: pytest.MonkeyPatch):
    from jzledger.store import migrations

    def fail(engine: Any) -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "create", fail)
        with pytest.raises(RuntimeError):
            new_ledger(place)
    new_ledger(place).close()


# Writing.
def _fill_disk(path: str) -> dict[str, Any]:
    with Ledger.open(path, by="李强") as ledger:
        office = Office(ledger)
        (project,) = office.rows("projects")
        office.set("projects", project["id"], note="0")
        written, told = 0, ""
        with no_larger_than(600_000):
            try:
                for number in range(1, 2000):
                    office.set("projects", project["id"], note=f"{number}", content=f"{number}" * 900)
                    written = number
            except NoSpace as error:
                told = str(error)
        before = office.everything()
        found = {
            "told": told,
            "written": written,
            "note": office.value("projects", project["id"], "note"),
            "integrity": ledger.integrity(),
            "steps": len(office.steps()),
        }
        # With room again the same ledger, still open, goes on.
        office.set("projects", project["id"], note="有空间了")
        assert office.everything() != before
        found["after"] = office.value("projects", project["id"], "note")
    return found


def test_a_full_disk_while_editing(path: Path):
    found = in_child(_fill_disk, str(path))
    assert found["told"] == "云岭.jzl：磁盘写不下，刚才的修改没有写入\n请清理磁盘后重试。"
    assert found["written"] > 3 and found["note"] == str(found["written"])
    assert found["integrity"] == "ok" and found["after"] == "有空间了"
    with Ledger.open(str(path), by="李强") as ledger:
        assert ledger.integrity() == "ok" and len(Office(ledger).steps()) == found["steps"] + 1


@contextmanager
def somebody_writing(path: Path) -> Iterator[None]:
    """Another process in the middle of a transaction."""
    script = (
        "import sqlite3, sys; raw = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "raw.execute('BEGIN IMMEDIATE'); print('inside', flush=True); sys.stdin.read(); raw.execute('ROLLBACK')"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None and child.stdout.readline() == "inside\n"
        yield
    finally:
        child.communicate(timeout=30)


def test_a_file_in_which_somebody_writes(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    with somebody_writing(path), Ledger.open(str(path), by="王芳") as ledger:
        office = Office(ledger)
        before = office.everything()
        for work in (office.unit, lambda name: office.ledger.undo() and name):
            with pytest.raises(LedgerBusy, match="台账正被另一个程序写入") as raised:
                work("城投集团")
            assert raised.value.where == "云岭.jzl" and raised.value.todo
        # Reading waits for nobody.
        assert office.everything() == before and ledger.poll() is None
    with Ledger.open(str(path), by="王芳") as ledger:
        Office(ledger).unit("城投集团")


def test_a_writer_waits_a_moment_for_another(path: Path):
    import threading
    import time

    with (
        Ledger.open(str(path), by="王芳") as ledger,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")

        def let_go() -> None:
            time.sleep(0.2)
            other.execute("ROLLBACK")

        thread = threading.Thread(target=let_go)
        thread.start()
        Office(ledger).unit("城投集团")
        thread.join()


def test_after_a_commit_that_failed_the_ledger_goes_on(office: Office):
    """A link to nothing is found at COMMIT, which leaves SQLite inside the transaction, and the file locked."""
    issue = office.issue()

    def astray(session: Any) -> None:
        session.get_one(Issue, issue).project_id = "01900000-0000-7000-8000-000000000002"

    for _ in range(3):
        with pytest.raises(NotAllowed, match="所指的那一行已经不在了，没有写入"):
            office.ledger.edit("错链", astray)
    office.set("issues", issue, note="好")
    assert office.value("issues", issue, "note") == "好"


def test_a_statement_that_makes_no_sense_is_no_damage(file_office: Office):
    from sqlalchemy import text

    with pytest.raises(StoreError) as raised:
        file_office.ledger.edit("错", lambda s: s.execute(text("SELECT nonsense FROM")))
    assert not isinstance(raised.value, DamagedLedger) and raised.value.detail


# Names of ledgers.
@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("postgresql+psycopg://localhost:1/office?ledger=jz_4108", ServerGone, "没有回应"),
        ("postgresql://localhost:1/office?ledger=jz_4108&connect_timeout=1", ServerGone, "没有回应"),
        ("postgresql://localhost:1/office?ledger=JZ;DROP", NotALedger, "不能作台账名"),
        ("mysql://localhost/office", NotALedger, "不支持这种数据库"),
        ("://", NotALedger, "台账的地址写得不对"),
    ],
)
def test_an_address_that_leads_nowhere(name: str, error: type[LedgerError], words: str):
    for work in (lambda: Ledger.open(name, by="王芳"), lambda: new_ledger(name)):
        with pytest.raises(error, match=words) as raised:
            work()
        assert raised.value.todo


def test_a_server_without_a_name_lists_what_it_holds(ledger: Ledger):
    if ledger.place.url is None:
        pytest.skip("a file is its own name")
    bare = ledger.place.url.render_as_string(hide_password=False)
    with pytest.raises(WhichLedger, match=f"服务器上有：.*{ledger.place.schema}") as raised:
        Ledger.open(bare, by="王芳")
    assert "?ledger=" in raised.value.todo


def test_readers_see_one_state_from_first_to_last_query(office: Office):
    """Or a list could name a unit that its own query for units does not know."""
    from sqlalchemy import func, select

    from jzledger.records.base import Base

    units: Callable[[Any], int] = lambda c: int(  # noqa: E731
        c.execute(select(func.count()).select_from(Base.metadata.tables["unit"])).scalar()
    )
    with office.ledger._engine.connect() as connection:
        before = units(connection)
        office.unit("城投集团")
        assert units(connection) == before
    with office.ledger._engine.connect() as connection:
        assert units(connection) == before + 1


def test_what_can_be_read_can_be_shown(path: Path):
    """A folder shut to this user: told before SQLite is asked, which would speak of a readonly database."""
    with pytest.raises(ReadOnlyLedger), pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.access", lambda *question: False)
        Ledger.open(str(path), by="王芳")
