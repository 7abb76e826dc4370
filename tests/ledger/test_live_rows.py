"""A view that follows the Changes shows what a view read anew would show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from jzledger.ledger.changes import Changes
from jzledger.ledger.live_rows import LiveRows
from jzledger.records.fields import TABLES
from jzledger.records.issues import Instruction, Issue, Meeting
from tests.office import Office


@pytest.fixture
def office(file_office: Office) -> Office:
    """What is tested here asks nothing of the engine: a file will do."""
    return file_office


class View:
    """A view that is told of every Change."""

    def __init__(self, office: Office, table: str, keys: Sequence[str] = ()) -> None:
        self.office = office
        fields = [TABLES[table].field(key) for key in keys] or list(TABLES[table].fields)
        self.live = LiveRows(office.ledger, TABLES[table], fields)
        self.live.load(office.context)
        office.ledger.subscribe(self._hear)
        self.moved = False
        self.patched: set[str] = set()

    def _hear(self, changes: Changes) -> None:
        found = self.live.refresh(changes, self.office.context)
        self.moved = found.moved
        self.patched = set(found.patched)

    def is_fresh(self) -> bool:
        anew = self.office.ledger.rows(self.live.table, self.office.context, fields=self.live.fields)
        return self.live.rows == anew


def test_an_edit_patches_its_row_alone(office: Office):
    issues = [
        office.issue(title, project=office.value("projects", office.project(title), "name"))
        for title in "甲乙"
    ]
    view = View(office, "issues")
    office.set("issues", issues[0], note="急")
    assert view.is_fresh() and view.patched == {issues[0]} and not view.moved


def test_rows_that_come_and_go_are_followed(office: Office):
    view = View(office, "issues")
    issue = office.issue()
    assert view.is_fresh() and view.moved
    office.delete("issues", issue)
    assert view.is_fresh() and view.moved and view.live.rows == []
    office.ledger.undo()
    assert view.is_fresh() and view.moved


def test_a_hand_made_order_moves_rows(office: Office):
    issues = [office.issue(title, order_no=str(n)) for n, title in enumerate("甲乙丙", 1)]
    view = View(office, "issues")
    office.set("issues", issues[2], order_no="0")
    assert view.is_fresh() and view.moved
    assert [row[0] for row in view.live.rows] == [issues[2], *issues[:2]]


def test_what_a_row_shows_of_others_is_followed(office: Office):
    office.project(county_unit="武陟县", sponsor="王副市长")
    office.issue(project="健康元", lead_unit="市发改委", units="城投集团")
    view = View(office, "issues")
    for table in ("units", "people", "projects"):
        for row in office.rows(table):
            office.set(table, row["id"], name=row["name"] + "（新）")
            assert view.is_fresh(), row["name"]
    (project,) = office.rows("projects")
    office.set("projects", project["id"], sponsor="李副市长", county_unit="温县")
    assert view.is_fresh()


@pytest.mark.parametrize("keys", [("title", "sponsor"), ("title", "county_unit")])
def test_a_view_without_the_project_follows_it_all_the_same(office: Office, keys: tuple[str, ...]):
    project = office.project(county_unit="武陟县", sponsor="王副市长")
    office.issue(project="健康元")
    view = View(office, "issues", keys)
    office.set("projects", project, sponsor="李副市长", county_unit="温县")
    assert view.is_fresh() and len(view.patched) == 1


def test_the_words_of_meeting_and_speaker_are_followed(office: Office):
    speaker = office.add("people", name="王副市长")

    def put(session: object) -> None:
        meeting = Meeting(id="01900000-0000-7000-8000-000000000001", title="第一次调度会")
        told = Instruction(
            id="01900000-0000-7000-8000-000000000002", meeting_id=meeting.id, text="快办", speaker_id=speaker
        )
        issue = Issue(kind="directive", state="listed", title="快办", instruction_id=told.id)
        session.add_all([meeting, told, issue])  # type: ignore[attr-defined]

    office.ledger.edit("会议", put)
    view = View(office, "directives")
    (row,) = office.rows("meetings")
    office.set("meetings", row["id"], title="第二次调度会")
    assert view.is_fresh()
    office.set("people", speaker, name="王市长")
    assert view.is_fresh()
    assert office.rows("directives")[0]["instructed_by"] == "王市长"


def test_the_first_report_of_a_month_moves_the_month_of_all_projects(office: Office):
    for name in ("健康元", "科技园"):
        office.project(name, target_yuan="1亿")
        office.add("progress", project=name, year="2024", month="4", done_ytd_yuan="100万")
    view = View(office, "projects")
    office.add("progress", project="健康元", year="2024", month="5", done_ytd_yuan="200万")
    assert view.is_fresh()


def test_the_month_after_follows_the_month_before(office: Office):
    office.project()
    months = [
        office.add("progress", project="健康元", year="2024", month=str(m), done_ytd_yuan=f"{m}00万")
        for m in (4, 5)
    ]
    view = View(office, "progress")
    office.set("progress", months[0], done_ytd_yuan="450万")
    assert view.is_fresh()


def test_settings_and_the_turn_of_the_day_judge_every_row_anew(office: Office):
    office.issue(due="6月30日")
    view = View(office, "issues")
    office.ledger.save_settings(light_days="30")
    assert view.is_fresh() and view.live.rows[0][view.live.place("light")] == "amber"
    office.today = date(2024, 7, 1)
    view._hear(Changes(None, today=office.today))
    assert view.is_fresh() and view.live.rows[0][view.live.place("light")] == "red"


def test_changes_of_others_tables_touch_nothing(office: Office):
    office.issue()
    view = View(office, "issues")
    office.unit("市发改委")
    assert not view.patched and not view.moved and view.is_fresh()
