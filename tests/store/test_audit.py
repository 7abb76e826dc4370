"""What each edit leaves behind: one Step, one Change per row, nothing where nothing happened."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from jzledger.errors import LedgerError
from jzledger.records.base import new_id
from jzledger.records.issues import Issue
from jzledger.records.office import SavedView, Setting
from jzledger.records.projects import Project
from jzledger.records.sources import Article, Evidence
from jzledger.records.units import Unit
from jzledger.store.audit import AuditedSession, insert_rows
from tests.office import Office

RAW = "云岭日报讯".encode() * 100


def an_article(session: Session) -> Article:
    article = Article(title="开工", sha256=hashlib.sha256(RAW).hexdigest(), raw=RAW, clean_text="云岭日报讯")
    session.add(article)
    return article


def test_an_insert_leaves_the_values_that_are_not_empty(office: Office):
    project = office.project("健康元", total_yuan="3500万")
    change = office.changes(office.steps()[-1].id)["project", project]
    assert change.kind == "create" and change.before is None
    assert change.after == {"id": project, "name": "健康元", "total_yuan": 35_000_000}


def test_an_update_leaves_the_touched_columns_only_before_and_after(office: Office):
    project = office.project("健康元", note="一", signed_on="2024-03-01")
    step = office.set("projects", project, note="二", signed_on="2024-04-01", name="健康元").step
    change = office.changes(step)["project", project]
    assert change.kind == "update"
    assert change.before == {"note": "一", "signed_on": "2024-03-01"}
    assert change.after == {"note": "二", "signed_on": "2024-04-01"}


def test_a_deletion_is_an_update_of_deleted_at(office: Office):
    unit = office.unit("市发改委")
    change = office.changes(office.delete("units", unit).step)["unit", unit]
    assert change.kind == "update" and change.before == {"deleted_at": None}
    assert change.after is not None and list(change.after) == ["deleted_at"]


@pytest.mark.parametrize("value", ["一", None])
def test_an_edit_without_effect_leaves_no_trace(office: Office, value: str | None):
    project = office.project(note=value)
    before, version = len(office.steps()), office.value("projects", project, "version")
    changes = office.set("projects", project, note=value)
    assert not changes and changes.step is None
    assert len(office.steps()) == before and office.value("projects", project, "version") == version


def test_a_value_put_back_within_one_step_leaves_no_trace(office: Office):
    project = office.project(note="一")
    before = len(office.steps())

    def there_and_back(session: Session) -> None:
        row = session.get_one(Project, project)
        row.note = "二"
        session.flush()
        row.note = "一"

    assert not office.ledger.edit("来回", there_and_back)
    assert len(office.steps()) == before


def test_two_flushes_of_one_row_are_one_change(office: Office):
    project = office.project(note="一")

    def twice(session: Session) -> None:
        row = session.get_one(Project, project)
        row.note = "二"
        session.flush()
        row.note, row.code = "三", "9901-1"

    (change,) = office.changes(office.ledger.edit("两次", twice).step).values()
    assert change.before == {"note": "一", "code": None} and change.after == {"note": "三", "code": "9901-1"}


def test_a_row_made_and_changed_in_one_step_is_one_creation(office: Office):
    def make(session: Session) -> None:
        unit = Unit(name="市发改委")
        session.add(unit)
        session.flush()
        unit.short_name = "发改"

    (change,) = office.changes(office.ledger.edit("新增", make).step).values()
    assert change.kind == "create" and change.after is not None
    assert change.after["name"] == "市发改委" and change.after["short_name"] == "发改"


def test_a_value_that_was_never_read_keeps_its_old_value(office: Office):
    project = office.project(note="一")

    def blind(session: Session) -> None:
        row = session.get_one(Project, project)
        session.expire(row)
        row.note = "二"

    (change,) = office.changes(office.ledger.edit("改", blind).step).values()
    assert change.before == {"note": "一"}


def test_bytes_are_kept_as_digest_and_size(office: Office):
    (change,) = office.changes(office.ledger.edit("收稿", an_article).step).values()
    assert change.after is not None
    assert change.after["raw"] == {"sha256": hashlib.sha256(RAW).hexdigest(), "size": len(RAW)}


def test_sort_key_and_housekeeping_are_not_traced_but_kept_up(office: Office):
    unit = office.unit("长垣县")
    step = office.set("units", unit, name="长葛市").step
    change = office.changes(step)["unit", unit]
    assert change.before == {"name": "长垣县"} and change.after == {"name": "长葛市"}
    row = office.ledger.read(lambda session: session.get_one(Unit, unit))
    assert row.sort_key.startswith("chang ge")


def test_json_values_come_and_go_whole(office: Office):
    view = office.ledger.edit(
        "视图", lambda s: s.add(SavedView(page="issues", name="急件", state={"light": ["red"]}))
    )
    (view_id,) = view.ids("saved_view")
    changed = office.ledger.edit(
        "视图", lambda s: setattr(s.get_one(SavedView, view_id), "state", {"light": []})
    )
    (change,) = office.changes(changed.step).values()
    assert change.before == {"state": {"light": ["red"]}} and change.after == {"state": {"light": []}}
    office.ledger.undo()
    state = office.ledger.read(lambda session: session.get_one(SavedView, view_id).state)
    assert state == {"light": ["red"]}


def test_version_rises_and_the_writer_is_named(office: Office):
    project = office.project()
    office.ledger.by = "李强"
    for expected in (2, 3):
        office.set("projects", project, note=str(expected))
        assert office.value("projects", project, "version") == expected
    row = office.ledger.read(lambda session: session.get_one(Project, project))
    assert (row.created_by, row.updated_by) == ("王芳", "李强")
    assert row.updated_at > row.created_at
    assert abs(row.updated_at - datetime.now(UTC).replace(tzinfo=None)) < timedelta(minutes=1)


def test_steps_name_who_what_and_kind(office: Office):
    project = office.project()
    office.set("projects", project, note="二")
    office.ledger.undo()
    made, edited, undone = office.steps()[-3:]
    assert (made.by, made.label, made.kind, made.undoes) == ("王芳", "新增项目", "do", None)
    assert (edited.label, edited.kind) == ("修改备注", "do")
    assert (undone.label, undone.kind, undone.undoes) == ("修改备注", "undo", edited.id)


@pytest.mark.parametrize("bulk", [update(Project).values(note="x"), delete(Project)])
def test_a_bulk_write_is_refused(office: Office, bulk: Any):
    office.project()
    before = office.everything()
    with pytest.raises(AssertionError, match="no Change"):
        office.ledger.edit("全改", lambda session: session.execute(bulk))
    assert office.everything() == before


def test_rows_inserted_together_are_like_rows_added_one_by_one(office: Office):
    values: dict[str, Any] = {
        "source_kind": "article",
        "source_id": new_id(),
        "quote": "五月底前开工",
        "noun_name": "issue",
    }
    values |= {"row_id": new_id(), "column_name": None, "place": "0:6"}

    def one(session: Session) -> None:
        session.add(Evidence(**values))

    def together(session: AuditedSession) -> None:
        insert_rows(session, Evidence, [values, values])

    def found(work: Any) -> list[tuple[Any, Any]]:
        step = office.ledger.edit("导入", work).step
        everything = office.everything()
        made = [(key, change.after or {}) for key, change in office.changes(step).items()]
        assert all(after["id"] == key[1] for key, after in made)
        own = {"id", "created_at", "updated_at"}
        return [
            (
                {k: v for k, v in everything[key].items() if k not in own},
                {k: v for k, v in after.items() if k != "id"},
            )
            for key, after in made
        ]

    [alone] = found(one)
    assert found(together) == [alone, alone]
    office.ledger.undo()
    assert sum(row["deleted_at"] is not None for row in office.everything().values()) == 2


def test_rows_leave_only_through_the_recycle_bin(office: Office):
    unit = office.unit("市发改委")
    with pytest.raises(AssertionError, match="recycle bin"):
        office.ledger.edit("删", lambda session: session.delete(session.get_one(Unit, unit)))
    assert ("unit", unit) in office.living()


def test_an_error_in_the_middle_writes_nothing(office: Office):
    project = office.project(note="一")
    before, steps = office.everything(), len(office.steps())

    def half(session: Session) -> None:
        session.get_one(Project, project).note = "二"
        session.add(Unit(name="市发改委"))
        session.flush()
        raise RuntimeError("power")

    with pytest.raises(RuntimeError):
        office.ledger.edit("半途", half)
    assert office.everything() == before and len(office.steps()) == steps


def test_links_may_be_written_in_any_order_within_a_step(office: Office):
    def backwards(session: Session) -> None:
        issue = Issue(id="01900000-0000-7000-8000-000000000001", kind="problem", title="甲", state="listed")
        issue.project_id = "01900000-0000-7000-8000-000000000002"
        session.add(issue)
        session.flush()
        session.add(Project(id=issue.project_id, name="健康元"))

    office.ledger.edit("倒序", backwards)
    (row,) = office.rows("issues")
    assert row["project"].name == "健康元"


def test_a_link_to_nothing_is_refused_in_words_and_writes_nothing(office: Office):
    issue = office.issue()
    before = office.everything()

    def astray(session: Session) -> None:
        session.get_one(Issue, issue).project_id = "01900000-0000-7000-8000-000000000002"

    with pytest.raises(LedgerError) as raised:
        office.ledger.edit("错链", astray)
    assert "损坏" not in str(raised.value) and "服务器" not in str(raised.value) and raised.value.todo
    assert office.everything() == before


def test_a_unique_key_taken_is_refused_in_words_and_writes_nothing(office: Office):
    before = office.everything()
    with pytest.raises(LedgerError) as raised:
        office.ledger.edit("重复", lambda session: session.add(Setting(key="office", value="另一个")))
    assert "损坏" not in str(raised.value) and "服务器" not in str(raised.value) and raised.value.todo
    assert office.everything() == before


def test_a_changed_part_touches_its_owners(office: Office):
    project = office.project()
    issue = office.issue(project="健康元")
    changes = office.set("issues", issue, units="市发改委、城投集团")
    assert changes.touched["issue"] == {issue: frozenset({"issue_unit"})}
    assert changes.touched["project"] == {project: frozenset({"issue"})}
    assert set(changes.touched["issue_unit"].values()) == {frozenset()}


def test_a_part_that_moves_touches_both_owners(office: Office):
    old, new = office.project("健康元"), office.project("科技园")
    issue = office.issue(project="健康元")
    changes = office.set("issues", issue, project="科技园")
    assert changes.touched["project"] == {old: frozenset({"issue"}), new: frozenset({"issue"})}


def test_an_owner_changed_itself_keeps_its_own_columns(office: Office):
    issue = office.issue()
    changes = office.set("issues", issue, note="急", units="市发改委")
    assert changes.touched["issue"] == {issue: frozenset({"note", "issue_unit"})}


def test_an_owner_that_came_or_went_stays_so(office: Office):
    project = office.project()
    issue = office.issue(project="健康元", units="市发改委")
    changes = office.delete("projects", project)
    assert changes.touched["project"] == {project: frozenset()}
    assert changes.touched["issue"] == {issue: frozenset()}
