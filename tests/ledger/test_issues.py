"""The way of an issue: deadlines, extensions, states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jzledger.errors import NotAllowed
from jzledger.ledger import issues
from jzledger.records.issues import Issue, IssueUpdate
from tests.office import Office


@pytest.fixture
def office(file_office: Office) -> Office:
    """What is tested here asks nothing of the engine: a file will do."""
    return file_office


WAY = ("已交办", "办理中", "申请销号", "核实中")


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was typed was typed more than a day ago."""
    monkeypatch.setattr(issues, "SLIP", timedelta(0))


def updates(office: Office, issue: str) -> list[tuple[str, str | None]]:
    query = select(IssueUpdate).where(IssueUpdate.issue_id == issue, IssueUpdate.deleted_at.is_(None))
    rows = office.ledger.read(lambda s: s.scalars(query.order_by(IssueUpdate.id)).all())
    return [(row.kind, row.state_after) for row in rows]


def test_the_first_deadline_is_kept(office: Office):
    issue = office.issue(due="6月30日")
    row = office.row("issues", issue)
    assert (row["first_due_on"], row["due"].on, row["light"]) == (
        date(2024, 6, 30),
        date(2024, 6, 30),
        "green",
    )


@pytest.mark.parametrize(
    ("due", "light", "days"), [("5月31日", "red", -5), ("6月12日", "amber", 7), ("6月13日", "green", 8)]
)
def test_the_light_is_judged_for_the_day(file_office: Office, due: str, light: str, days: int):
    row = file_office.row("issues", file_office.issue(due=due))
    assert (row["light"], row["days_left"]) == (light, days)


def test_words_without_a_day_are_kept_and_undated(file_office: Office):
    row = file_office.row("issues", file_office.issue(due="尽快"))
    assert (row["due"].text, row["due"].on, row["light"]) == ("尽快", None, "undated")


def test_a_deadline_that_has_not_passed_is_put_right(office: Office, long_ago: None):
    issue = office.issue(due="6月20日")
    office.set("issues", issue, due="6月30日")
    assert office.value("issues", issue, "first_due_on") == date(2024, 6, 30)
    assert updates(office, issue) == []


def test_a_deadline_put_right_within_a_day_is_no_extension(office: Office):
    issue = office.issue(due="5月20日")
    office.set("issues", issue, due="6月20日")
    assert office.value("issues", issue, "first_due_on") == date(2024, 6, 20)
    assert updates(office, issue) == []


def test_a_later_deadline_after_the_old_one_passed_is_an_extension(office: Office, long_ago: None):
    issue = office.issue(due="5月20日")
    office.set("issues", issue, due="8月20日")
    row = office.row("issues", issue)
    assert (row["first_due_on"], row["due"].on, row["light"]) == (
        date(2024, 5, 20),
        date(2024, 8, 20),
        "amber",
    )
    assert updates(office, issue) == [("extended", None)]
    noted = office.ledger.read(lambda s: s.scalars(select(IssueUpdate)).one())
    assert (noted.on_day, noted.new_due_on) == (date(2024, 6, 5), date(2024, 8, 20))


def test_after_an_extension_the_first_deadline_stays_whatever_is_typed(office: Office, long_ago: None):
    issue = office.issue(due="5月20日")
    for due in ("8月20日", "9月20日", "尽快", ""):
        office.set("issues", issue, due=due)
        assert office.value("issues", issue, "first_due_on") == date(2024, 5, 20)
    assert updates(office, issue) == [("extended", None)]


def test_an_earlier_deadline_or_none_is_no_extension(office: Office, long_ago: None):
    issue = office.issue(due="5月20日")
    office.set("issues", issue, due="5月10日")
    office.set("issues", issue, due="")
    assert office.value("issues", issue, "first_due_on") is None and updates(office, issue) == []


def test_the_same_deadline_typed_again_leaves_no_trace(office: Office, long_ago: None):
    issue = office.issue(due="5月20日")
    # As an import leaves it.
    office.ledger.edit("导入", lambda s: setattr(s.get_one(Issue, issue), "first_due_on", None))
    assert not office.set("issues", issue, due="5月20日")


def test_each_move_leaves_a_note(office: Office):
    issue = office.issue()
    for state in WAY:
        office.set("issues", issue, state=state)
    office.set("issues", issue, outcome="已办结")
    office.set("issues", issue, state="已销号")
    assert updates(office, issue) == [
        ("assigned", "assigned"),
        ("progress", "in_progress"),
        ("closing_requested", "closing_requested"),
        ("verified", "verifying"),
        ("closed", "closed"),
    ]
    row = office.row("issues", issue)
    assert (row["closed_on"], row["light"], row["days_left"]) == (date(2024, 6, 5), "closed", None)


def test_closing_needs_the_outcome(office: Office):
    issue = office.issue()
    for state in WAY:
        office.set("issues", issue, state=state)
    before = office.everything()
    with pytest.raises(NotAllowed, match="没有办理结果"):
        office.set("issues", issue, state="已销号")
    assert office.everything() == before


def test_the_outcome_may_come_with_the_closing_in_any_order(office: Office):
    issue = office.issue()
    for state in WAY:
        office.set("issues", issue, state=state)
    office.set("issues", issue, state="已销号", outcome="已办结")
    assert office.value("issues", issue, "state") == "closed"


@pytest.mark.parametrize("state", ["办理中", "核实中", "已销号", "长期推进", ""])
def test_a_move_that_is_none_is_refused_with_those_that_are(file_office: Office, state: str):
    issue = file_office.issue()
    before = file_office.everything()
    with pytest.raises(NotAllowed, match="不能从“列入台账”改为") as raised:
        file_office.set("issues", issue, state=state)
    assert raised.value.todo == "下一步可以是：已交办。"
    assert file_office.everything() == before


def test_the_state_that_stands_may_be_typed_again(file_office: Office):
    assert not file_office.set("issues", file_office.issue(), state="列入台账")


def test_returning_and_reopening_are_moves_to_work_again(office: Office):
    issue = office.issue(outcome="已办结")
    for state in (*WAY, "办理中", "申请销号", "核实中", "已销号", "办理中"):
        office.set("issues", issue, state=state)
    row = office.row("issues", issue)
    assert (row["state"], row["closed_on"]) == ("in_progress", None)
    kinds = [kind for kind, _ in updates(office, issue)]
    assert kinds[4] == "returned" and kinds.count("closed") == 1


def test_long_term_is_green_whatever_the_day(office: Office):
    issue = office.issue(due="5月20日")
    for state in ("已交办", "办理中", "长期推进"):
        office.set("issues", issue, state=state)
    assert office.value("issues", issue, "light") == "green"


def test_a_move_is_undone_with_its_note(office: Office):
    issue = office.issue()
    before = office.living()
    office.set("issues", issue, state="已交办")
    office.ledger.undo()
    assert office.living() == before


def test_a_new_issue_is_listed_on_the_day(file_office: Office):
    row = file_office.row("issues", file_office.issue())
    assert (row["state"], row["opened_on"]) == ("listed", date(2024, 6, 5))
    later: dict[str, Any] = file_office.row("issues", file_office.issue(opened_on="2024-05-01"))
    assert later["opened_on"] == date(2024, 5, 1)
