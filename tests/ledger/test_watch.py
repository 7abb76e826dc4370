"""What other processes do to the same ledger arrives as the same Changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import Ledger
from jzledger.records.trail import Step
from tests.ledgers import address
from tests.office import Office


@pytest.fixture
def other(office: Office) -> Iterator[Office]:
    """Another clerk, in a process of his own as far as the ledger can tell."""
    with Ledger.open(address(office.ledger), by="李强") as ledger:
        yield Office(ledger)


def test_nothing_new_is_none(office: Office, other: Office):
    assert office.ledger.poll() is None and other.ledger.poll() is None


def test_an_edit_elsewhere_arrives_once_and_in_full(office: Office, other: Office):
    project = office.project()
    other.ledger.poll()
    made = office.set("projects", project, note="二")
    found = other.ledger.poll()
    assert found is not None
    assert (found.step, found.touched, found.label) == (made.step, made.touched, made.label)
    assert other.ledger.poll() is None


def test_ones_own_edits_are_not_told_again(office: Office, other: Office):
    office.project()
    assert office.ledger.poll() is None
    other.unit("市发改委")
    found = office.ledger.poll()
    assert found is not None and list(found.touched) == ["unit"]


def test_several_edits_arrive_as_one(office: Office, other: Office):
    project = office.project()
    other.ledger.poll()
    office.set("projects", project, note="二")
    office.set("projects", project, code="9901-1")
    unit = office.unit("市发改委")
    found = other.ledger.poll()
    assert found is not None
    assert found.touched["project"] == {project: frozenset({"note", "code"})}
    assert found.created("unit") == [unit]


def test_undo_and_purge_elsewhere_arrive_too(office: Office, other: Office):
    unit = office.unit("市发改委")
    other.ledger.poll()
    office.ledger.undo()
    found = other.ledger.poll()
    assert found is not None and found.created("unit") == [unit]
    office.ledger.empty_bin()
    found = other.ledger.poll()
    assert found is not None and found.created("unit") == [unit]


def test_listeners_hear_of_others_as_of_oneself(office: Office, other: Office):
    heard: list[Changes] = []
    other.ledger.subscribe(heard.append)
    office.unit("市发改委")
    other.ledger.poll()
    other.unit("城投集团")
    assert [list(changes.touched) for changes in heard] == [["unit"], ["unit"]]


def test_settings_and_holidays_of_others_count_from_the_next_poll_on(office: Office, other: Office):
    assert other.context.light_days == 7
    office.ledger.save_settings(light_days="3")
    assert other.context.light_days == 7
    other.ledger.poll()
    assert other.context.light_days == 3


def test_a_step_of_a_clerk_whose_clock_is_wrong_is_not_missed(
    office: Office, other: Office, monkeypatch: pytest.MonkeyPatch
):
    from jzledger.store import audit

    office.unit("市发改委")
    other.ledger.poll()

    class Slow(audit.datetime):  # type: ignore[misc, name-defined]
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return super().now(tz) - timedelta(days=1)

    monkeypatch.setattr(audit, "datetime", Slow)
    late = office.unit("城投集团")
    found = other.ledger.poll()
    assert found is not None and found.created("unit") == [late]


def test_a_step_is_dated_when_it_is_written_not_when_it_was_begun(office: Office, other: Office):
    """Who watches looks back for a minute: an import of ten minutes must not come dated ten minutes ago."""
    begun: list[Any] = []

    def slow(session: Any) -> None:
        session.now -= timedelta(minutes=10)
        begun.append(session.now)
        from jzledger.records.units import Unit

        session.add(Unit(name="慢"))

    office.ledger.edit("导入", slow)
    at = office.ledger.read(lambda s: s.scalars(select(Step.at).order_by(Step.id.desc())).first())
    assert at - begun[0] > timedelta(minutes=9)
    assert other.ledger.poll() is not None


def test_polling_does_not_wait_for_a_long_edit(office: Office):
    inside, done = threading.Event(), threading.Event()

    def long(session: Any) -> None:
        inside.set()
        assert done.wait(10)

    worker = threading.Thread(target=office.ledger.edit, args=("导入", long))
    worker.start()
    try:
        assert inside.wait(10)
        assert office.ledger.poll() is None
    finally:
        done.set()
        worker.join()


def test_a_log_that_is_only_read_does_not_grow_for_ever(file_office: Office):
    """The connection that watches holds no state of the ledger between two polls."""
    other = Ledger.open(address(file_office.ledger), by="李强")
    with other:
        for n in range(30):
            file_office.unit(f"单位{n}")
            other.poll()
        with file_office.ledger._engine.connect() as connection:
            busy, *_ = connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
    assert busy == 0


def test_the_ledger_serves_several_threads_at_once(office: Office):
    project = office.project()
    problems: list[BaseException] = []

    def write(which: int) -> None:
        try:
            for n in range(5):
                office.set("projects", project, **{("note", "code", "sector")[which]: f"{n}"})
                office.rows("projects")
                office.ledger.poll()
                office.ledger.undo_labels()
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=write, args=(which,)) for which in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    row = office.row("projects", project)
    assert (row["note"], row["sector"], row["version"]) == ("4", "4", 16)
    assert office.ledger.poll() is None
