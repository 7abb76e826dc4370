"""What both sides changed, and what only the clerk may decide: it is left and asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jzledger.errors import ChangedElsewhere
from jzledger.exchange.collect import Decisions, Typed, apply
from jzledger.ledger import dispatches
from tests.exchange.units_office import (
    context,
    edit,
    first_issue,
    first_row,
    merge_of,
    put,
    row_ids,
    send,
    take,
    take_one,
    told,
    typed,
)
from tests.office import Office


def test_a_conflict_is_left_and_told(office: Office, file: Path):
    issue = first_issue(file)
    office.set("issues", issue, progress="办公室记的", note="我方备注")
    done = take_one(office, typed(file, 办理进展="单位报的", 备注="我方备注"))
    assert office.value("issues", issue, "progress") == "办公室记的"
    (cell,) = done.merge.cells("ask")
    assert (cell.base, cell.ours, cell.theirs, cell.place) == (
        "进展0-0，正在办理",
        "办公室记的",
        "单位报的",
        "问题!M5",
    )
    assert done.merge.same == 1 and done.taken == 0
    (dispatch,) = [d for d in office.ledger.read(dispatches.all_dispatches) if d.id == done.merge.dispatch_id]
    assert dispatch.state == "returned"


def test_what_we_changed_and_they_did_not_stays_ours(office: Office, file: Path):
    issue = first_issue(file)
    office.set("issues", issue, progress="办公室记的")
    done = take_one(office, typed(file, 备注="单位的备注"))
    assert office.value("issues", issue, "progress") == "办公室记的"
    assert office.value("issues", issue, "note") == "单位的备注"
    assert [cell.key for cell in done.merge.cells("keep")] == ["progress"]


def test_each_choice_for_a_conflict(office: Office, file: Path):
    issue = first_issue(file)
    office.set("issues", issue, progress="办公室记的")
    typed(file, 办理进展="单位报的")
    for choice, expected in (("ours", "办公室记的"), (Typed("两边合一"), "两边合一"), ("theirs", "单位报的")):
        found = told(office, file)
        apply(office.ledger, found, Decisions({(issue, "progress"): choice}), context(office))
        assert office.value("issues", issue, "progress") == expected
        (dispatch,) = [d for d in office.ledger.read(dispatches.all_dispatches) if d.id == found.dispatch_id]
        assert dispatch.state == "merged"
        office.ledger.undo()


def test_two_files_that_do_not_contradict_come_in_any_order(office: Office, file: Path, tmp_path: Path):
    issue, before = first_issue(file), office.living()
    one = edit(file, lambda book: put(book["问题"], 5, "办理进展", "甲"), tmp_path / "一.xlsx")
    other = edit(file, lambda book: put(book["问题"], 5, "备注", "乙"), tmp_path / "二.xlsx")
    for files in ((one, other), (other, one)):
        take(office, *files)
        row = office.row("issues", issue)
        assert (row["progress"], row["note"]) == ("甲", "乙")
        office.ledger.undo()
        office.ledger.undo()
        assert office.living() == before


def test_what_changed_between_looking_and_applying_is_not_written_over(office: Office, file: Path):
    issue = first_issue(file)
    found = told(office, typed(file, 办理进展="单位报的", 备注="单位的备注"))
    office.set("issues", issue, progress="刚刚改的")
    before = office.everything()
    with pytest.raises(ChangedElsewhere):
        apply(office.ledger, found, Decisions(), context(office))
    assert office.everything() == before


def test_an_emptied_cell_is_asked_about(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 办理进展=None))
    (cell,) = done.merge.cells("ask")
    assert cell.cleared and office.value("issues", issue, "progress") == "进展0-0，正在办理"
    apply(office.ledger, merge_of(done), Decisions({cell.at: "theirs"}), context(office))
    assert office.value("issues", issue, "progress") is None


def test_a_locked_cell_that_was_changed_is_asked_about(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 完成时限="7月15日前", 存在问题="改了的问题", 责任人="张三"))
    assert {cell.key for cell in done.merge.cells("ask")} == {"due", "title", "person"} and done.taken == 0
    choices = {cell.at: "theirs" for cell in done.merge.cells("ask")}
    apply(office.ledger, merge_of(done), Decisions(choices), context(office))
    row = office.row("issues", issue)
    assert (row["due"].on, row["title"], row["person"].name) == (date(2024, 7, 15), "改了的问题", "张三")


def test_a_unit_asks_to_close_and_the_office_closes(office: Office, file: Path):
    issue = first_issue(file)
    done = take_one(office, typed(file, 办理状态="已销号", 销号时间=date(2024, 6, 3)))
    (cell,) = done.merge.cells("ask")
    assert cell.value == "closing_requested" and office.value("issues", issue, "state") == "in_progress"
    assert any("销号时间没有记入" in problem for problem in done.merge.problems)
    apply(office.ledger, merge_of(done), Decisions({cell.at: "theirs"}), context(office))
    row = office.row("issues", issue)
    assert (row["state"], row["closed_on"]) == ("closing_requested", None)


def test_a_state_is_reached_by_the_moves_that_lead_to_it(office: Office, file: Path):
    issue = office.issue("刚列入的问题", units="云岭市第1局")
    sent = send(office, file.parent.parent / "再发").sent[1].file

    def change(book: Any) -> None:
        sheet = book["问题"]
        put(sheet, first_row(sheet) + row_ids(sheet).index(issue), "办理状态", "待核查")

    take_one(office, edit(sent, change))
    assert office.value("issues", issue, "state") == "closing_requested"


@pytest.mark.parametrize("word", ["办结", "待交办"])
def test_a_state_that_cannot_be_stays_as_it_was(office: Office, file: Path, word: str):
    done = take_one(office, typed(file, 办理状态=word))
    assert office.value("issues", first_issue(file), "state") == "in_progress"
    assert [problem.split(" ")[0] for problem in done.merge.problems] == ["问题!N5"]
