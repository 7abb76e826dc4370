"""What holds on a server alone: ledgers held apart, clerks at once, a connection that breaks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from jzledger.errors import LedgerBusy, LedgerExists, NotALedger, ServerGone
from jzledger.ledger.ledger import Ledger
from jzledger.records.office import Setting
from jzledger.records.projects import Project
from jzledger.store import database, migrations
from tests.ledgers import address, on_server
from tests.office import Office, new_ledger


@pytest.fixture
def two() -> Iterator[tuple[Office, Office]]:
    """Two ledgers on one server."""
    with new_ledger(on_server()) as one, new_ledger(on_server()) as other:
        yield Office(one), Office(other)


def test_edits_and_audit_of_one_never_show_in_the_other(two: tuple[Office, Office]):
    ours, theirs = two
    before, steps = theirs.everything(), len(theirs.steps())
    issue = ours.issue(project=ours.value("projects", ours.project(), "name"), units="市发改委")
    ours.set("issues", issue, note="急")
    ours.delete("issues", issue)
    ours.ledger.undo()
    ours.ledger.empty_bin()
    assert theirs.everything() == before and len(theirs.steps()) == steps
    assert theirs.ledger.history("issue", issue) == [] and theirs.ledger.poll() is None
    assert theirs.ledger.undo_labels() == (None, None)
    theirs.project("另一个")
    assert [row["name"] for row in ours.rows("projects")] == ["健康元"]


def test_the_same_id_and_the_same_unique_key_may_stand_in_both(two: tuple[Office, Office]):
    row_id = "01900000-0000-7000-8000-000000000001"
    for office in two:
        office.ledger.edit("导入", lambda s: s.add(Project(id=row_id, name="同一个")))
        office.ledger.edit("设置", lambda s: s.add(Setting(key="own", value="x")))
    two[0].set("projects", row_id, name="改过")
    assert two[1].value("projects", row_id, "name") == "同一个"


def test_a_link_never_leads_into_the_other(two: tuple[Office, Office]):
    from jzledger.errors import NotAllowed

    ours, theirs = two
    project, issue = theirs.project(), ours.issue()
    with pytest.raises(NotAllowed):
        ours.ledger.edit("错", lambda s: setattr(s.get_one(_Issue, issue), "project_id", project))


from jzledger.records.issues import Issue as _Issue  # noqa: E402


def test_a_migration_of_one_leaves_the_other_alone(two: tuple[Office, Office]):
    ours, theirs = two

    def add(op: Operations) -> None:
        op.add_column("issue", sa.Column("weight", sa.Integer()))
        op.create_index("ix_issue_weight", "issue", ["weight"])
        op.create_table("weather", sa.Column("id", sa.Text(), primary_key=True))

    place = database.locate(address(ours.ledger))
    migrations.bring_up_to_date(place, ours.ledger._engine, lambda version: None, [add])
    for office, version, there in ((ours, 2, True), (theirs, 1, False)):
        engine = office.ledger._engine
        assert migrations.version_of(office.ledger.place, engine) == version
        found = sa.inspect(engine)
        assert ("weather" in found.get_table_names()) == there
        assert ("weight" in {column["name"] for column in found.get_columns("issue")}) == there
    theirs.issue()
    with Ledger.open(address(theirs.ledger), by="李强") as again:
        assert again.counts()["issue"] == 1


def test_a_name_that_is_taken(two: tuple[Office, Office]):
    with pytest.raises(LedgerExists, match="已经有同名的台账"):
        new_ledger(address(two[0].ledger))
    two[0].project()
    assert two[0].ledger.counts()["project"] == 1


def test_a_name_that_is_not_there():
    with pytest.raises(NotALedger, match="服务器上没有这个台账") as raised:
        Ledger.open(on_server("jz_nirgends"), by="王芳")
    assert raised.value.where == "jz_nirgends" and raised.value.todo


def test_two_clerks_at_one_cell_are_never_both_right(two: tuple[Office, Office]):
    """Both saw the same; one is first, the other is told, whatever the moment."""
    from jzledger.errors import ChangedElsewhere

    ours = two[0]
    project = ours.project(note="旧")
    colleagues = [Office(Ledger.open(address(ours.ledger), by=f"经办{n}")) for n in range(3)]
    cells = [office.saw("projects", project, "note", f"新{n}") for n, office in enumerate(colleagues)]
    told: list[str] = []
    barrier = threading.Barrier(3)

    def write(n: int) -> None:
        barrier.wait()
        try:
            colleagues[n].ledger.set_cells([cells[n]], colleagues[n].context)
            told.append("written")
        except ChangedElsewhere:
            told.append("refused")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["refused", "refused", "written"]
    assert ours.value("projects", project, "version") == 2
    for office in colleagues:
        office.ledger.close()


def test_a_row_that_somebody_holds_is_waited_for_and_then_told(
    two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 100)
    project = two[0].project(note="旧")
    with Ledger.open(address(two[0].ledger), by="李强") as other:
        with two[0].ledger._engine.begin() as holding:
            holding.execute(sa.text("SELECT 1 FROM project FOR UPDATE"))
            with pytest.raises(LedgerBusy, match="正被别人写入"):
                Office(other).set("projects", project, note="新")
        Office(other).set("projects", project, note="新")
    assert two[0].value("projects", project, "note") == "新"


def test_a_connection_that_breaks_in_the_middle_writes_nothing_and_comes_back(two: tuple[Office, Office]):
    office = two[0]
    project = office.project(note="旧")

    def broken(session: Any) -> None:
        session.get_one(Project, project).note = "新"
        session.flush()
        pid = session.scalar(sa.text("SELECT pg_backend_pid()"))
        with two[1].ledger._engine.connect() as killer:
            killer.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    with pytest.raises(ServerGone, match="没有回应") as raised:
        office.ledger.edit("断线", broken)
    assert raised.value.todo
    assert office.value("projects", project, "note") == "旧"
    office.set("projects", project, note="新")


def test_idle_connections_that_broke_are_replaced(two: tuple[Office, Office]):
    office = two[0]
    office.project()
    with two[1].ledger._engine.connect() as killer:
        killer.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = current_database()"
            )
        )
    assert len(office.rows("projects")) == 1
    office.unit("城投集团")
    assert office.ledger.poll() is None
