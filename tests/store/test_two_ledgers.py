"""Two ledgers on one PostgreSQL server: nothing of one ever shows in the other."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from jzledger.errors import LedgerExists, NotALedger, WhichLedger
from jzledger.ledger.ledger import Ledger
from jzledger.store import database, migrations
from tests.ledgers import on_server, postgres_url
from tests.office import YUNLING, Office, new_ledger


@pytest.fixture
def two():
    with new_ledger(on_server()) as one, new_ledger(on_server()) as other:
        yield Office(one), Office(other)


def test_rows_steps_and_undo_of_one_do_not_show_in_the_other(two):
    one, other = two
    project = one.project("云杉产业园", units="市自然资源局")
    one.issue("用地", project="云杉产业园")
    assert other.rows("projects") == other.rows("issues") == other.rows("units") == []
    other.project("云杉产业园")  # the same name, and the same keys, are free there
    assert [step.label for step in other.steps()] == ["新建台账", "新增项目"]
    assert other.ledger.undo().label == "新增项目"
    assert one.row("projects", project)["name"] == "云杉产业园"
    assert one.ledger.poll() is None and other.ledger.poll() is None


def test_a_link_cannot_reach_into_the_other(two):
    from jzledger.errors import NotAllowed
    from jzledger.records.issues import Issue

    one, other = two
    project, issue = one.project("云杉产业园"), other.issue("用地")
    before = other.everything()
    with pytest.raises(NotAllowed):
        other.ledger.edit(
            "错链", lambda session: setattr(session.get_one(Issue, issue), "project_id", project)
        )
    assert other.everything() == before


def test_a_migration_of_one_leaves_the_other_as_it_is(two):
    one, other = two
    place = one.ledger.place

    def widen(operations) -> None:
        operations.add_column("issue", sa.Column("urgency", sa.Text()))

    engine = database.connect(place)
    migrations.bring_up_to_date(place, engine, lambda version: None, [widen])
    with engine.connect() as connection:
        found = connection.execute(
            sa.text("SELECT table_schema FROM information_schema.columns WHERE column_name = 'urgency'")
        ).scalars()
        assert list(found) == [place.schema]
    engine.dispose()
    assert one.ledger.schema_version() == 2 and other.ledger.schema_version() == 1
    other.issue("照常")


def test_a_url_without_a_ledger_lists_those_there(two):
    one, _ = two
    with pytest.raises(WhichLedger) as raised:
        Ledger.open(postgres_url(), by="王芳")
    assert one.ledger.place.schema in raised.value.message


def test_a_ledger_that_is_not_there_or_there_already_is_refused(two):
    one, _ = two
    with pytest.raises(NotALedger):
        Ledger.open(on_server("jz_missing"), by="王芳")
    with pytest.raises(LedgerExists):
        Ledger.create(on_server(one.ledger.place.schema), by="王芳", **YUNLING)
