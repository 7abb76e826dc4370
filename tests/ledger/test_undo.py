"""Taking Steps back: one's own, in order, after a restart too, and never over what was changed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, select

from jzledger.errors import Cancelled, NothingToUndo, UndoConflict
from jzledger.ledger.ledger import Cell, Ledger
from jzledger.records.fields import TABLES
from jzledger.records.issues import Issue, IssueUnit
from jzledger.records.projects import AnnualPlan, MonthlyProgress
from jzledger.records.sources import Article
from jzledger.records.units import Unit
from tests.ledgers import address
from tests.office import Office, new_ledger


def colleague(office: Office, by: str = "李强") -> Office:
    """Another clerk at the same ledger."""
    return Office(Ledger.open(address(office.ledger), by=by))


def test_an_edit_is_undone_and_redone(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二", total_yuan="1亿")
    after = office.living()
    assert office.ledger.undo().label == "修改备注、总投资"
    assert office.value("projects", project, "note") == "一"
    office.ledger.redo()
    assert office.living() == after


def test_version_rises_with_every_undo(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二")
    office.ledger.undo()
    assert office.value("projects", project, "version") == 3


def test_a_new_name_that_a_cell_made_goes_with_the_edit(office: Office):
    issue = office.issue()
    before = office.living()
    office.set("issues", issue, lead_unit="新设单位", units="新设单位、又一单位")
    after = office.living()
    office.ledger.undo()
    assert office.living() == before
    office.ledger.redo()
    assert office.living() == after


def test_undo_goes_back_step_by_step_and_redo_comes_forward(office: Office):
    states = [office.living()]
    unit = office.unit("市发改委")
    states.append(office.living())
    for name in ("市发改委办公室", "市重点办"):
        office.set("units", unit, name=name)
        states.append(office.living())
    for state in reversed(states[:-1]):
        office.ledger.undo()
        assert office.living() == state
    with pytest.raises(NothingToUndo):
        office.ledger.undo()
    for state in states[1:]:
        office.ledger.redo()
        assert office.living() == state
    with pytest.raises(NothingToUndo):
        office.ledger.redo()


def test_an_edit_after_an_undo_ends_what_could_be_redone(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二")
    office.ledger.undo()
    office.set("projects", project, note="三")
    with pytest.raises(NothingToUndo):
        office.ledger.redo()
    for note in ("一",):
        office.ledger.undo()
        assert office.value("projects", project, "note") == note
    office.ledger.redo()
    assert office.value("projects", project, "note") == "三"


def test_undo_redo_undo_comes_to_the_same(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二")
    for _ in range(3):
        office.ledger.undo()
        assert office.value("projects", project, "note") == "一"
        office.ledger.redo()
        assert office.value("projects", project, "note") == "二"


def test_the_making_of_a_ledger_stays(office: Office):
    assert office.ledger.undo_labels() == (None, None)
    with pytest.raises(NothingToUndo, match="没有可以撤销的操作"):
        office.ledger.undo()


def test_the_menu_names_what_undo_and_redo_would_do(office: Office):
    project = office.project()
    office.set("projects", project, note="二")
    assert office.ledger.undo_labels() == ("修改备注", None)
    office.ledger.undo()
    assert office.ledger.undo_labels() == ("新增项目", "修改备注")


def test_undo_survives_a_restart(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二")
    with colleague(office, "王芳").ledger as again:
        again.undo()
    assert office.value("projects", project, "note") == "一"
    with colleague(office, "王芳").ledger as again:
        assert again.undo_labels() == ("新增项目", "修改备注")
        again.redo()
    assert office.value("projects", project, "note") == "二"


def test_the_order_of_steps_does_not_depend_on_the_clock(
    file_office: Office, monkeypatch: pytest.MonkeyPatch
):
    import time

    from jzledger.records import base

    project = file_office.project(note="一")
    file_office.set("projects", project, note="二")
    monkeypatch.setattr(base, "_last_stamp", 0)
    yesterday = time.time_ns() - 86_400_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: yesterday)
    with colleague(file_office, "王芳").ledger as later:
        office = Office(later)
        office.set("projects", project, note="三")
        later.undo()
        assert office.value("projects", project, "note") == "二"


def test_everyone_undoes_only_what_they_did(office: Office):
    project = office.project(note="一")
    with (other := colleague(office)).ledger:
        other.set("projects", project, code="9901-1")
        office.set("projects", project, note="二")
        other.ledger.undo()
        assert office.row("projects", project)["code"] is None
        assert office.value("projects", project, "note") == "二"
        with pytest.raises(NothingToUndo):
            other.ledger.undo()


def test_a_cell_changed_since_is_not_undone(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二", code="9901-1")
    with (other := colleague(office)).ledger:
        other.set("projects", project, note="三")
    before = office.everything()
    with pytest.raises(UndoConflict) as raised:
        office.ledger.undo()
    (cell,) = raised.value.cells
    assert (cell.column, cell.left, cell.now) == ("note", "二", "三")  # type: ignore[attr-defined]
    assert "项目" in raised.value.message and raised.value.todo
    assert office.everything() == before
    office.ledger.undo(leave_conflicts=True)
    row = office.row("projects", project)
    assert (row["note"], row["code"]) == ("三", None)


def test_where_nothing_is_left_to_undo_the_step_before_is_next(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二")
    with (other := colleague(office)).ledger:
        other.set("projects", project, note="三")
    changes = office.ledger.undo(leave_conflicts=True)
    assert not changes and changes.step is not None
    assert office.ledger.undo_labels() == ("新增项目", "修改备注")
    assert office.value("projects", project, "note") == "三"


def test_a_row_to_which_others_link_by_now_stays(office: Office):
    unit = office.unit("市发改委")
    with (other := colleague(office)).ledger:
        issue = other.issue(lead_unit="市发改委")
    with pytest.raises(UndoConflict):
        office.ledger.undo()
    office.ledger.undo(leave_conflicts=True)
    assert office.value("issues", issue, "lead_unit").name == "市发改委" and len(office.rows("units")) == 1
    assert ("unit", unit) in office.living()


def test_what_a_kept_row_links_to_stays_with_it(office: Office):
    def both(session: Any) -> None:
        unit = Unit(id="01900000-0000-7000-8000-000000000001", name="市发改委")
        session.add_all([unit, Issue(kind="problem", state="listed", title="甲", lead_unit_id=unit.id)])

    changes = office.ledger.edit("两行", both)
    (issue,) = changes.ids("issue")
    with (other := colleague(office)).ledger:
        other.set("issues", issue, note="急")
    office.ledger.undo(leave_conflicts=True)
    assert {noun for noun, _ in office.living()} >= {"unit", "issue"}


def test_a_unique_key_taken_meanwhile_is_a_conflict(office: Office):
    project = office.project(target_yuan="1亿")
    office.set("projects", project, note="x")
    plan = office.ledger.read(lambda s: s.scalars(select(AnnualPlan.id)).one())

    def bin_it(session: Any) -> None:
        row = session.get_one(AnnualPlan, plan)
        row.deleted_at, row.target_text = session.now, "x"

    office.ledger.edit("删计划", bin_it)
    with (other := colleague(office)).ledger:
        other.set("projects", project, target_yuan="2亿")
    before = office.everything()
    with pytest.raises(UndoConflict):
        office.ledger.undo()
    assert office.everything() == before
    office.ledger.undo(leave_conflicts=True)
    assert office.value("projects", project, "target_yuan") == 200_000_000
    office.ledger.undo()
    assert office.value("projects", project, "note") is None


def test_a_row_replaced_by_one_with_the_same_key_comes_back(office: Office):
    project = office.project(target_yuan="1亿")

    def replace(session: Any) -> None:
        plan = session.scalars(select(AnnualPlan)).one()
        plan.deleted_at = session.now
        session.flush()
        session.add(AnnualPlan(project_id=project, year=2024, target_yuan=200_000_000))

    office.ledger.edit("换计划", replace)
    after = office.living()
    office.ledger.undo()
    assert office.value("projects", project, "target_yuan") == 100_000_000
    office.ledger.redo()
    assert office.living() == after


def test_a_link_to_a_purged_row_does_not_come_back(office: Office):
    unit = office.unit("城投集团")
    issue = office.issue(lead_unit="城投集团")
    office.set("issues", issue, lead_unit="", note="改")
    with (other := colleague(office)).ledger:
        other.delete("units", unit)
        other.ledger.empty_bin()
    with pytest.raises(UndoConflict):
        office.ledger.undo()
    office.ledger.undo(leave_conflicts=True)
    row = office.row("issues", issue)
    assert row["lead_unit"] is None and row["note"] is None


def test_an_imported_row_with_bytes_is_undone_and_redone(office: Office):
    office.ledger.edit(
        "收稿", lambda s: s.add(Article(title="开工", sha256="0", raw=b"\x00\xff", clean_text="开工"))
    )
    after = office.everything()
    office.ledger.undo()
    assert office.rows("articles") == []
    office.ledger.redo()
    assert office.everything() == after


def test_an_extension_is_undone_with_what_it_noted(office: Office):
    import datetime as dt

    issue = office.issue(due="5月31日")
    office.ledger.edit(
        "补记",
        lambda s: setattr(s.get_one(Issue, issue), "note", "x"),
    )
    before = office.living()
    # As if typed long ago: a deadline put right within a day is no extension.
    from jzledger.ledger import issues

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issues, "SLIP", dt.timedelta(0))
        office.set("issues", issue, due="6月30日")
    assert office.value("issues", issue, "light") == "amber"
    office.ledger.undo()
    assert office.living() == before


def test_a_large_paste_is_undone_like_a_small_one(office: Office):
    def fill(session: Any) -> None:
        session.add_all(
            Issue(kind="problem", state="listed", title=f"第{n}件", order_no=n) for n in range(520)
        )

    office.ledger.edit("导入", fill)
    before = office.living()
    cells = [
        Cell("issues", row["id"], key, value)
        for row in office.rows("issues")
        for key, value in (("note", "批量"), ("category", "土地要素"))
    ]
    office.ledger.set_cells(cells, office.context)
    after = office.living()
    assert after != before
    office.ledger.undo()
    assert office.living() == before
    office.ledger.redo()
    assert office.living() == after


def test_undoing_many_new_rows_costs_a_few_queries(file_office: Office):
    file_office.project()

    def fill(session: Any) -> None:
        project = session.scalars(select(Issue)).first()
        assert project is None
        session.add_all(Issue(kind="problem", state="listed", title=f"第{n}件") for n in range(40))
        session.add_all(Unit(name=f"单位{n}") for n in range(40))

    file_office.ledger.edit("导入", fill)
    statements: list[str] = []
    listener: Callable[..., None] = lambda *call: statements.append(call[2])  # noqa: E731
    event.listen(file_office.ledger._engine, "before_cursor_execute", listener)
    file_office.ledger.undo()
    assert len([statement for statement in statements if statement.startswith("SELECT")]) < 40


def test_an_undo_is_told_to_listeners_as_any_edit(file_office: Office):
    project = file_office.project(note="一")
    file_office.set("projects", project, note="二")
    heard: list[Any] = []
    stop = file_office.ledger.subscribe(heard.append)
    file_office.ledger.undo()
    assert [changes.touched for changes in heard] == [{"project": {project: frozenset({"note"})}}]
    stop()
    stop()
    file_office.ledger.redo()
    assert len(heard) == 1


def test_units_and_progress_are_undone_as_they_were(office: Office):
    office.project()
    issue = office.issue(project="健康元", units="市发改委、城投集团", progress="一")
    before = office.living()
    office.set("issues", issue, units="城投集团", progress="二", category="土地要素")
    office.ledger.undo()
    assert office.living() == before
    live = office.ledger.read(
        lambda s: s.scalars(select(IssueUnit.order_no).where(IssueUnit.deleted_at.is_(None))).all()
    )
    assert sorted(live) == [1, 2]


def test_a_monthly_report_typed_again_after_its_undo_does_not_stand_in_the_way_of_redo(office: Office):
    office.project()
    office.add("progress", project="健康元", year="2024", month="5", done_ytd_yuan="100万")
    office.ledger.undo()
    with (other := colleague(office)).ledger:
        other.add("progress", project="健康元", year="2024", month="5", done_ytd_yuan="200万")
    with pytest.raises(UndoConflict):
        office.ledger.redo()
    office.ledger.redo(leave_conflicts=True)
    live = office.ledger.read(
        lambda s: s.scalars(select(MonthlyProgress).where(MonthlyProgress.deleted_at.is_(None))).all()
    )
    assert [row.done_ytd_yuan for row in live] == [2_000_000]


def test_a_ledger_copied_by_hand_undoes_where_it_lies(tmp_path: Any):
    with new_ledger(str(tmp_path / "甲.jzl")) as first:
        Office(first).project(note="一")
        first.backup(tmp_path / "乙.jzl")
    with Ledger.open(str(tmp_path / "乙.jzl"), by="王芳") as second:
        second.undo()
        assert second.rows(TABLES["projects"], Office(second).context) == []


def paste_many(office: Office) -> None:
    """One Step that made enough rows for several reports of the progress."""
    rows = [{"title": f"第{n}处用地手续未办结"} for n in range(450)]
    office.ledger.write_batch(TABLES["issues"], [], rows, office.context, "粘贴")


def test_a_large_step_tells_how_far_its_undo_is(office: Office):
    before = office.living()
    paste_many(office)
    told: list[int] = []
    assert office.ledger.take_back_size("undo") >= 450
    office.ledger.undo(progress=lambda done, total, what: told.append(done))
    assert told == sorted(told) and len(told) >= 3
    assert office.living() == before
    assert office.ledger.take_back_size("redo") >= 450


def test_an_undo_that_is_cancelled_writes_nothing(office: Office):
    paste_many(office)
    after = office.everything()

    def cancel(done: int, total: int, what: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.ledger.undo(progress=cancel)
    assert office.everything() == after
    office.ledger.undo()
    assert office.everything() != after
