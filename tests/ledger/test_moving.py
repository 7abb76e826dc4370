"""From 列入 to 销号: what each move needs, who made it when, and that nothing of it is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jzledger.errors import BadValue, ChangedElsewhere, NotAllowed
from jzledger.ledger import moving
from jzledger.records.kinds import DUE
from tests.office import TODAY, Office

WAY = ("assigned", "in_progress", "closing_requested", "verifying")


def move(office: Office, row_id: str, new: str, **answers: str) -> None:
    seen = office.value("issues", row_id, "state")
    office.ledger.edit("办理", moving.move, row_id, seen, new, answers, office.context)


def notes(office: Office, row_id: str) -> list[moving.Note]:
    return office.ledger.read(moving.notes_of, row_id)


def at_verifying(office: Office) -> str:
    row_id = office.issue()
    for state in WAY:
        move(office, row_id, state)
    return row_id


def test_an_issue_cannot_be_closed_without_result_and_checker(office):
    row_id = at_verifying(office)
    steps = len(office.steps())
    with pytest.raises(NotAllowed, match="办理结果"):
        move(office, row_id, "closed", verified_by="李明")
    with pytest.raises(NotAllowed, match="核查人"):
        move(office, row_id, "closed", outcome="已办结")
    assert len(office.steps()) == steps and office.value("issues", row_id, "outcome") is None
    move(office, row_id, "closed", outcome="已办结", verified_by="李明", verified_text="属实")
    row = office.row("issues", row_id)
    assert (row["state"], row["closed_on"], row["outcome"]) == ("closed", TODAY, "已办结")
    assert (row["verified_by"], row["verified_text"], row["light"]) == ("李明", "属实", "closed")


def test_each_move_notes_who_came_there_when(office):
    row_id = at_verifying(office)
    assert [(n.kind, n.state_after, n.by, n.day) for n in reversed(notes(office, row_id))] == [
        (kind, state, "王芳", TODAY)
        for kind, state in zip(("assigned", "progress", "closing_requested", "verified"), WAY, strict=True)
    ]


def test_refusing_needs_a_reason_and_reopening_keeps_the_history(office):
    row_id = at_verifying(office)
    with pytest.raises(NotAllowed, match="理由"):
        move(office, row_id, "in_progress")
    move(office, row_id, "in_progress", reason="附属物还有3处")
    assert (notes(office, row_id)[0].kind, notes(office, row_id)[0].text) == ("returned", "附属物还有3处")
    many = len(notes(office, row_id))
    move(office, row_id, "closed", outcome="已清完", verified_by="李明")
    assert [n.kind for n in notes(office, row_id)[:3]] == ["closed", "verified", "closing_requested"]
    move(office, row_id, "in_progress", reason="又被占压")
    assert office.value("issues", row_id, "closed_on") is None
    assert len(notes(office, row_id)) == many + 4, "nothing was taken away"


def test_what_was_not_handed_over_yet_cannot_be_closed(office):
    row_id = office.issue()
    with pytest.raises(NotAllowed):
        move(office, row_id, "closed", outcome="已办结", verified_by="李明")


def test_a_move_from_a_state_that_somebody_else_left_is_refused(office):
    row_id = office.issue()
    move(office, row_id, "assigned")
    with pytest.raises(ChangedElsewhere, match="已交办"):
        office.ledger.edit("办理", moving.move, row_id, "listed", "assigned", {}, office.context)


def extend(office: Office, row_id: str, typed: str, by: str = "周市长", reason: str = "汛期") -> None:
    seen = office.value("issues", row_id, "due")
    due = DUE.parse(typed, office.context)
    office.ledger.edit("延期", moving.extend, row_id, seen, due, by, reason, office.context)


def test_an_overdue_issue_with_an_agreed_new_deadline_is_amber_and_keeps_its_first_one(office):
    row_id = office.issue(due="5月20日")
    assert office.value("issues", row_id, "light") == "red"
    extend(office, row_id, "8月30日")
    row = office.row("issues", row_id)
    assert (row["light"], row["first_due_on"]) == ("amber", date(2024, 5, 20))
    (note,) = notes(office, row_id)
    assert (note.kind, note.new_due_on, note.person, note.text) == (
        "extended",
        date(2024, 8, 30),
        "周市长",
        "汛期",
    )
    office.today = date(2024, 8, 31)
    assert office.value("issues", row_id, "light") == "red", "the new deadline has passed, too"


def test_an_extension_needs_a_later_day_an_approver_and_a_reason(office):
    row_id = office.issue(due="6月20日")
    for typed, by, reason, error in (
        ("6月10日", "周市长", "汛期", BadValue),
        ("尽快", "周市长", "汛期", BadValue),
        ("7月10日", "", "汛期", NotAllowed),
        ("7月10日", "周市长", " ", NotAllowed),
    ):
        with pytest.raises(error):
            extend(office, row_id, typed, by, reason)
    assert notes(office, row_id) == []


def test_clearing_the_progress_leaves_the_extension_on_record(office):
    row_id = office.issue(due="5月20日")
    extend(office, row_id, "8月30日")
    office.set("issues", row_id, progress="")
    assert [n.kind for n in notes(office, row_id)] == ["extended"]


def test_days_and_mode_of_the_lights_are_those_of_the_ledger(office):
    row_id = office.issue(due="6月14日")  # a Friday, with the Dragon Boat holiday on the Monday before
    assert office.value("issues", row_id, "light") == "green"
    office.ledger.save_settings(light_days="9")
    assert office.value("issues", row_id, "light") == "amber"
    office.ledger.save_settings(light_days="7", light_day_kind="working")
    assert office.value("issues", row_id, "light") == "amber"
    office.ledger.undo()
    office.ledger.undo()
    assert office.value("issues", row_id, "light") == "green"
    office.today += timedelta(days=10)
    assert office.value("issues", row_id, "light") == "red"
