"""The schema of a ledger, its version, and the steps from one version to the next.

Version 1 is what `records` described at the first release; a file of it is kept in tests/old_ledgers. A new ledger is
made at the newest version straight from `records`; an old one is taken there by the functions of MIGRATIONS, whose
number gives the newest version. A test holds both ways against each other. A ledger newer than the program is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from jzledger.errors import DamagedLedger, NotALedger
from jzledger.records.schema import METADATA
from jzledger.store.database import APPLICATION_ID, Place, newer, translated

if TYPE_CHECKING:
    from alembic.operations import Operations

FIRST_VERSION = 1
# MIGRATIONS[0] takes a ledger from version 1 to version 2, and so on. Each has a docstring that says what it does.
MIGRATIONS: list[Callable[[Operations], None]] = []


def newest(migrations: Sequence[Callable[[Operations], None]] | None = None) -> int:
    return FIRST_VERSION + len(MIGRATIONS if migrations is None else migrations)


def version_of(place: Place, engine: Engine) -> int:
    """The schema version of a ledger. Raises NotALedger where there is none."""
    with translated(place), engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            made = "SELECT 1 FROM information_schema.tables WHERE table_schema = :name AND table_name = 'schema_version'"
            if connection.execute(text(made), {"name": place.schema}).first() is None:
                raise NotALedger("服务器上没有这个台账", str(place.schema), "请检查名称，或先建立台账。")
        return _version(connection)


def _version(connection: Connection, *, hold: bool = False) -> int:
    """`hold`: nobody else gets past this before the transaction ends; on SQLite a writer holds the file anyway."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    query = "SELECT version FROM schema_version" + (" FOR UPDATE" if hold else "")
    return int(connection.exec_driver_sql(query).scalar() or 0)


def create(engine: Engine) -> None:
    """Make all tables of the newest version in one transaction."""
    with engine.execution_options(write=True).begin() as connection:
        METADATA.create_all(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={newest()}")
        else:
            connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER NOT NULL)")
            connection.exec_driver_sql(f"INSERT INTO schema_version VALUES ({newest()})")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # Out of the log into the file itself, whose first bytes tell other programs what it is.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")


def bring_up_to_date(
    place: Place,
    engine: Engine,
    before: Callable[[int], None],
    migrations: Sequence[Callable[[Operations], None]] | None = None,
) -> None:
    """Take an older ledger to the newest version, all pending steps in one transaction.

    `before` is called first, with the old version, where there is anything to do: it makes the backup.
    Raises NewerLedger, DamagedLedger, and LedgerBusy where somebody else is writing.
    """
    steps = list(MIGRATIONS if migrations is None else migrations)
    found = version_of(place, engine)
    if found > newest(steps):
        raise newer(place, found, newest(steps))
    if found < FIRST_VERSION:
        raise DamagedLedger("台账没有结构版本，可能没有建完", place.name, "请改用备份，或重新建立台账。")
    if found < newest(steps):
        before(found)
        with translated(place):
            _migrate(place, engine, steps)


def _migrate(place: Place, engine: Engine, steps: Sequence[Callable[[Operations], None]]) -> None:
    # Imported here: 0.4 s, and needed once in the life of a file.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.driver_connection
        if on_sqlite:
            # Rebuilding a table that others point to fails otherwise; ignored inside a transaction, hence before it.
            raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            connection.execution_options(write=True)
            with connection.begin():
                # Asked again: two programs may have been started on the same old ledger.
                pending = steps[_version(connection, hold=True) - FIRST_VERSION :]
                operations = Operations(MigrationContext.configure(connection))
                for step in pending:
                    step(operations)
                _set_version(connection, newest(steps))
                if on_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise DamagedLedger(
                        "升级后有断开的链接，已退回原样", place.name, "请改用备份，并把原文件交给维护人员。"
                    )
        finally:
            if on_sqlite:
                raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _set_version(connection: Connection, version: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
    else:
        connection.exec_driver_sql(f"UPDATE schema_version SET version = {version}")
