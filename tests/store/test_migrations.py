"""Old ledgers come up to date whole or not at all; newer ones are left alone."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy.engine import Engine

from jzledger.errors import DamagedLedger, LedgerBusy, NewerLedger, NotALedger, NotWritable
from jzledger.ledger.ledger import Ledger
from jzledger.records.schema import METADATA
from jzledger.store import database, migrations
from tests.children import context
from tests.ledgers import address, on_server
from tests.office import Office, new_ledger
from tests.old_ledgers.make import totals

OLD = Path(__file__).resolve().parents[1] / "old_ledgers"
VERSIONS = sorted(path.stem for path in OLD.glob("v*.jzl"))
Step = Callable[[Operations], None]


def copy_of(version: str, folder: Path) -> Path:
    return Path(shutil.copy(OLD / f"{version}.jzl", folder / "旧.jzl"))


def structure(engine: Engine) -> dict[str, Any]:
    """Tables, columns, keys and indexes."""
    found = sa.inspect(engine)
    return {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)),
            sorted((str(i["name"]), i["column_names"], i["unique"]) for i in found.get_indexes(table)),
            sorted(
                str((k["constrained_columns"], k["referred_table"])) for k in found.get_foreign_keys(table)
            ),
        )
        for table in found.get_table_names()
        if table != "schema_version"
    }


def ddl(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


# A made-up future: a column more, a column gone, a table rebuilt that others point to, a value moved.
def add_a_column(op: Operations) -> None:
    op.add_column("issue", sa.Column("weight", sa.Integer()))
    op.execute("UPDATE issue SET weight = 1")


def rebuild_a_table(op: Operations) -> None:
    with op.batch_alter_table("project") as batch:
        batch.drop_column("work_in_place")
        batch.alter_column("note", new_column_name="remark")


def make_a_table(op: Operations) -> None:
    op.create_table(
        "weather",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("project_id", sa.Text(), nullable=True),
    )


def fall_over(op: Operations) -> None:
    raise RuntimeError("power")


FUTURE: list[Step] = [add_a_column, rebuild_a_table, make_a_table]


@pytest.fixture
def future(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    monkeypatch.setattr(migrations, "MIGRATIONS", list(FUTURE))
    return FUTURE


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_ledger_opens_with_the_totals_it_always_had(version: str, tmp_path: Path):
    path = copy_of(version, tmp_path)
    with Ledger.open(str(path), by="王芳") as ledger:
        assert ledger.schema_version() == migrations.newest() and ledger.integrity() == "ok"
        assert totals(ledger) == tomllib.loads((OLD / f"{version}.toml").read_text("utf-8"))
        office = Office(ledger)
        office.set("issues", office.rows("issues")[0]["id"], note="新")
        ledger.undo()
        ledger.undo()
        assert len(office.rows("issues")) == 2  # the deleted one is back


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_ledger_has_rows_in_every_table(version: str):
    counts = tomllib.loads((OLD / f"{version}.toml").read_text("utf-8"))["counts"]
    assert all(counts.values())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migrated_ledger_is_shaped_like_a_new_one(version: str, tmp_path: Path):
    """Red where `records` changed and no migration was written."""
    path = copy_of(version, tmp_path)
    Ledger.open(str(path), by="王芳").close()
    new_ledger(str(tmp_path / "新.jzl")).close()
    with Ledger.open(str(path), by="王芳") as old, Ledger.open(str(tmp_path / "新.jzl"), by="王芳") as new:
        assert structure(old._engine) == structure(new._engine)
    if version == f"v{migrations.newest():03}":
        assert ddl(path) == ddl(tmp_path / "新.jzl")


def test_there_is_an_old_ledger_of_every_version():
    assert [f"v{n:03}" for n in range(1, migrations.newest() + 1)] == VERSIONS


def test_each_step_says_what_it_does():
    assert all(step.__doc__ for step in migrations.MIGRATIONS)


def up(path: Path, steps: list[Step]) -> None:
    """As `Ledger.open` does it, for schemas of which `records` knows nothing."""
    place = database.locate(str(path))
    engine = database.connect(place)
    try:
        migrations.bring_up_to_date(place, engine, lambda version: None, steps)
    finally:
        engine.dispose()


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as raw:
        return {
            table: raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in METADATA.tables
        }


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def test_pending_steps_run_in_order_and_lose_no_row(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    before = counts(path)
    up(path, FUTURE)
    assert version(path) == 4 and counts(path) == before
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT sum(weight) FROM issue").fetchone() == (2,)
        columns = [row[1] for row in raw.execute("PRAGMA table_info(project)")]
        assert "remark" in columns and "note" not in columns and "work_in_place" not in columns
        # The rebuilt table is still what the others point to, and still strict.
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("PRAGMA foreign_key_list(issue)").fetchall()
        strict = raw.execute("SELECT strict FROM pragma_table_list WHERE name = 'project'").fetchone()
        assert strict == (1,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_steps_that_were_made_are_not_made_again(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    up(path, FUTURE[:1])
    assert version(path) == 2
    up(path, FUTURE)
    assert version(path) == 4


@pytest.mark.parametrize("broken", [0, 1, 2, 3])
def test_a_crash_in_the_middle_leaves_everything_as_before(tmp_path: Path, broken: int):
    path = copy_of("v001", tmp_path)
    before, shape = counts(path), ddl(path)
    steps = [*FUTURE[:broken], fall_over, *FUTURE[broken:]]
    with pytest.raises(RuntimeError, match="power"):
        up(path, steps)
    assert (counts(path), ddl(path), version(path)) == (before, shape, 1)
    up(path, FUTURE)
    assert version(path) == 4


def _die(path: str) -> None:
    import os

    def stop(op: Operations) -> None:
        op.execute("UPDATE issue SET title = 'x'")
        os._exit(9)

    up(Path(path), [add_a_column, rebuild_a_table, stop])


def test_a_program_killed_in_the_middle_leaves_everything_as_before(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    before, shape = counts(path), ddl(path)
    child = context.Process(target=_die, args=(str(path),))
    child.start()
    child.join(60)
    assert child.exitcode == 9
    assert (counts(path), ddl(path), version(path)) == (before, shape, 1)


def test_a_step_that_breaks_a_link_is_taken_back(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    before = counts(path)

    def break_links(op: Operations) -> None:
        op.execute("UPDATE issue SET project_id = 'nowhere'")

    with pytest.raises(DamagedLedger, match="断开的链接"):
        up(path, [break_links])
    assert counts(path) == before and version(path) == 1


def test_links_are_watched_again_after_a_migration(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    place = database.locate(str(path))
    engine = database.connect(place)
    migrations.bring_up_to_date(place, engine, lambda version: None, FUTURE)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_the_old_file_is_kept_before_it_is_changed(tmp_path: Path, future: list[Step]):
    path = copy_of("v001", tmp_path)
    before = counts(path)
    with Ledger.open(str(path), by="王芳", backup_folder=tmp_path / "备份") as ledger:
        assert ledger.schema_version() == 4
    (kept,) = (tmp_path / "备份").iterdir()
    assert kept.name == "旧（第1版，升级前）.jzl" and version(kept) == 1 and counts(kept) == before


def test_without_a_folder_for_it_the_old_file_is_kept_beside(tmp_path: Path, future: list[Step]):
    Ledger.open(str(copy_of("v001", tmp_path)), by="王芳").close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["旧.jzl", "旧（第1版，升级前）.jzl"]


def test_where_the_old_file_cannot_be_kept_nothing_is_changed(tmp_path: Path, future: list[Step]):
    path = copy_of("v001", tmp_path)
    (tmp_path / "备份").write_text("a file, not a folder")
    with pytest.raises(NotWritable, match="备份") as raised:
        Ledger.open(str(path), by="王芳", backup_folder=tmp_path / "备份")
    assert raised.value.todo and version(path) == 1


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(NewerLedger, match="更新版本的程序建立（结构第99版，本程序认到第1版）") as raised:
        Ledger.open(str(path), by="王芳")
    assert raised.value.where == "旧.jzl" and "升级本程序" in raised.value.todo
    assert path.read_bytes() == before


def test_a_ledger_that_was_never_finished_is_told_so(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version=0")
    with pytest.raises(DamagedLedger, match="没有建完"):
        Ledger.open(str(path), by="王芳")


def _open_in_future(path: str, ready: Any, told: Any) -> None:
    migrations.MIGRATIONS[:] = FUTURE
    ready.wait()
    try:
        with Ledger.open(path, by="王芳") as ledger:
            told.put(ledger.schema_version())
    except BaseException as error:
        told.put(f"{type(error).__name__}: {error}")


def test_two_programs_started_on_one_old_ledger_upgrade_it_once(tmp_path: Path):
    path = copy_of("v001", tmp_path)
    ready, told = context.Barrier(2), context.Queue()
    children = [context.Process(target=_open_in_future, args=(str(path), ready, told)) for _ in range(2)]
    for child in children:
        child.start()
    assert [told.get(timeout=60) for _ in children] == [4, 4]
    for child in children:
        child.join(30)
    assert version(path) == 4


def test_an_old_ledger_in_which_somebody_writes_waits_its_turn(
    tmp_path: Path, future: list[Step], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    path = copy_of("v001", tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="正被另一个程序写入"):
            Ledger.open(str(path), by="王芳")
        assert version(path) == 1
        other.execute("ROLLBACK")
    Ledger.open(str(path), by="王芳").close()
    assert version(path) == 4


@pytest.fixture
def on_a_server() -> Iterator[Ledger]:
    with new_ledger(on_server()) as made:
        yield made


def test_a_schema_on_a_server_is_migrated_the_same_way(on_a_server: Ledger):
    ledger, engine = on_a_server, on_a_server._engine
    office = Office(ledger)
    office.issue(project=office.value("projects", office.project(), "name"))
    place = database.locate(address(ledger))
    with pytest.raises(RuntimeError):
        migrations.bring_up_to_date(place, engine, lambda v: None, [add_a_column, fall_over])
    assert migrations.version_of(place, engine) == 1 and len(office.rows("issues")) == 1
    migrations.bring_up_to_date(place, engine, lambda v: None, FUTURE)
    assert migrations.version_of(place, engine) == 4
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT sum(weight) FROM issue")).scalar() == 1
    with pytest.raises(NewerLedger):
        Ledger.open(address(ledger), by="王芳")


def test_a_schema_that_holds_no_ledger_is_none(on_a_server: Ledger):
    ledger = on_a_server
    assert ledger.place.url is not None
    name = f"{ledger.place.schema}_fremd"
    with ledger._engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    with pytest.raises(NotALedger, match="没有这个台账"):
        Ledger.open(address(ledger).replace(f"ledger={ledger.place.schema}", f"ledger={name}"), by="王芳")
