"""Old ledgers are brought up to date whole or not at all, and newer ones are refused."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from jzledger.errors import DamagedLedger, NewerLedger
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import nouns
from jzledger.records.schema import METADATA
from jzledger.store import database, migrations
from tests.office import Office, new_ledger

OLD = Path(__file__).resolve().parents[1] / "old_ledgers"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the ledger of the first version: each table has rows, with others that depend on them."""
    return Path(shutil.copy(OLD / "v001.jzl", tmp_path))


def counts(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def migrate(path: Path, steps) -> None:
    place = database.locate(str(path))
    engine = database.connect(place)
    try:
        migrations.bring_up_to_date(place, engine, lambda: None, steps)
    finally:
        engine.dispose()


def widen(operations) -> None:
    """A new column, and projects rebuilt with a stricter one: the way that lost children elsewhere."""
    operations.add_column("issue", sa.Column("urgency", sa.Text()))
    with operations.batch_alter_table("project") as batch:
        batch.alter_column("code", new_column_name="project_code")


def fail(operations) -> None:
    operations.add_column("issue", sa.Column("half", sa.Text()))
    raise RuntimeError("in the middle")


def test_the_file_of_each_version_opens_with_all_its_rows(old):
    before = counts(old)
    assert all(before[noun] >= 2 for noun in nouns()), "the fixture has rows in every table"
    with Ledger.open(str(old), by="王芳") as ledger:
        office = Office(ledger)
        assert ledger.schema_version() == migrations.newest()
        assert ledger.integrity() == "ok"
        issue = next(row for row in office.rows("issues") if row["progress"] == "已报省厅")
        assert issue["due"].text == "6月底前" and issue["project"].name == "云杉产业园"
        assert office.rows("projects")[0]["total_yuan"] == 300_000_000
        assert ledger.undo().label == "每表各两行", "its steps can still be taken back"
    assert {name: number for name, number in counts(old).items() if name in nouns()} == {
        name: number for name, number in before.items() if name in nouns()
    }, "nothing leaves a table"


def test_steps_of_migration_keep_every_row_and_every_child(old):
    before = counts(old)
    migrate(old, [widen])
    assert counts(old) == before
    with sqlite3.connect(old) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        columns = [row[1] for row in raw.execute("PRAGMA table_info(project)")]
        assert "project_code" in columns and "code" not in columns
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute("UPDATE project SET total_yuan = 'many'")  # the table is still STRICT


def test_a_crash_in_the_middle_leaves_columns_rows_and_version_as_before(old):
    before = counts(old)
    with pytest.raises(RuntimeError):
        migrate(old, [widen, fail])
    assert counts(old) == before
    with sqlite3.connect(old) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert "urgency" not in [row[1] for row in raw.execute("PRAGMA table_info(issue)")]
    with Ledger.open(str(old), by="王芳") as ledger:
        assert ledger.integrity() == "ok"


def test_a_copy_is_kept_before_anything_is_migrated(old, tmp_path, monkeypatch):
    monkeypatch.setattr(migrations, "MIGRATIONS", [lambda operations: None])
    with Ledger.open(str(old), by="王芳", backup_folder=tmp_path / "备份") as ledger:
        assert ledger.schema_version() == 2
    [kept] = (tmp_path / "备份").iterdir()
    with sqlite3.connect(kept) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_new_ledger_has_the_tables_that_the_records_describe(tmp_path):
    with new_ledger(str(tmp_path / "新.jzl")) as ledger:
        assert ledger.schema_version() == migrations.newest()
    assert set(METADATA.tables) <= set(counts(tmp_path / "新.jzl"))


def test_a_newer_ledger_is_refused_in_words_and_left_alone(old):
    with sqlite3.connect(old) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = old.read_bytes()
    with pytest.raises(NewerLedger) as raised:
        Ledger.open(str(old), by="王芳")
    assert "第99版" in raised.value.message and "升级" in raised.value.todo
    assert old.read_bytes() == before


def test_a_ledger_whose_making_was_cut_off_is_called_damaged(old):
    with sqlite3.connect(old) as raw:
        raw.execute("PRAGMA user_version = 0")
    with pytest.raises(DamagedLedger):
        Ledger.open(str(old), by="王芳")
