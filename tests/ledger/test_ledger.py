"""The one door: what a clerk saw is what a clerk changes, whether a cell or a paste of thousands."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from jzledger.errors import BadValue, ChangedElsewhere, InputError, LedgerExists, Missing, NotAllowed
from jzledger.ledger import cells as cell_writing
from jzledger.ledger import writers
from jzledger.ledger.ledger import Cell, Ledger
from jzledger.records.fields import TABLES
from jzledger.records.issues import Issue
from jzledger.records.kinds import Due, Ref
from jzledger.records.projects import Project
from jzledger.records.units import Unit
from tests.ledgers import address
from tests.office import YUNLING, Office, new_ledger


def test_a_cell_that_shows_something_else_by_now_is_not_written(office: Office):
    project = office.project(note="一")
    cell = office.saw("projects", project, "note", "三")
    with (other := Office(Ledger.open(address(office.ledger), by="李强"))).ledger:
        other.set("projects", project, note="二")
    before = office.everything()
    with pytest.raises(ChangedElsewhere, match="“备注”刚被别处改为“二”，没有写入") as raised:
        office.ledger.set_cells([cell], office.context)
    assert raised.value.cells == ((cell, "二"),) and raised.value.todo
    assert office.everything() == before


def test_other_cells_of_the_row_may_change_meanwhile(office: Office):
    project = office.project(note="一")
    cell = office.saw("projects", project, "note", "三")
    office.set("projects", project, code="9901-1")
    office.ledger.set_cells([cell], office.context)
    row = office.row("projects", project)
    assert (row["note"], row["code"]) == ("三", "9901-1")


@pytest.mark.parametrize(
    ("key", "first", "second", "third"),
    [
        ("lead_unit", "市发改委", "城投集团", "供电公司"),
        ("units", "市发改委", "市发改委、城投集团", ""),
        ("due", "6月底前", "6月30日", "7月底前"),
        ("progress", "一", "二", "三"),
        ("opened_on", "2024-05-01", "2024-05-02", "2024-05-03"),
        ("state", "已交办", "办理中", "办理中"),
    ],
)
def test_every_kind_of_cell_is_held_against_what_was_seen(
    office: Office, key: str, first: str, second: str, third: str
):
    issue = office.issue()
    office.set("issues", issue, **{key: first})
    cell = office.saw("issues", issue, key, third)
    office.set("issues", issue, **{key: second})
    with pytest.raises(ChangedElsewhere):
        office.ledger.set_cells([cell], office.context)
    again = office.saw("issues", issue, key, second)
    assert not office.ledger.set_cells([again], office.context)


def test_an_empty_cell_seen_is_as_good_as_any(office: Office):
    issue = office.issue(note="一")
    cell = Cell("issues", issue, "note", "二", seen=None)
    with pytest.raises(ChangedElsewhere):
        office.ledger.set_cells([cell], office.context)


@pytest.mark.parametrize("key", ["lead_unit", "units"])
def test_a_link_whose_row_was_renamed_is_still_the_same_link(office: Office, key: str):
    issue = office.issue(lead_unit="市发改委", units="市发改委")
    cell = office.saw("issues", issue, key, "城投集团")
    (unit,) = office.rows("units")
    office.set("units", unit["id"], name="市发展和改革委员会")
    assert office.ledger.set_cells([cell], office.context)


def test_a_row_that_went_is_missing_and_not_changed_elsewhere(office: Office):
    issue = office.issue(note="一")
    cell = office.saw("issues", issue, "note", "二")
    office.delete("issues", issue)
    with pytest.raises(Missing, match="可能已被删除"):
        office.ledger.set_cells([cell], office.context)


def test_one_cell_in_the_way_keeps_all_from_being_written(office: Office):
    issues = [office.issue(title, note="一") for title in "甲乙丙"]
    cells = [office.saw("issues", issue, "note", "二") for issue in issues]
    office.set("issues", issues[2], note="别处")
    before = office.everything()
    with pytest.raises(ChangedElsewhere) as raised:
        office.ledger.set_cells(cells, office.context)
    found: Any = raised.value.cells
    assert [(cell.row_id, now) for cell, now in found] == [(issues[2], "别处")]
    assert office.everything() == before


def test_cells_of_several_tables_are_one_step(office: Office):
    project, issue = office.project(), office.issue()
    steps = len(office.steps())
    cells = [office.saw("projects", project, "note", "一"), office.saw("issues", issue, "note", "二")]
    changes = office.ledger.set_cells(cells, office.context, "粘贴")
    assert len(office.steps()) == steps + 1 and changes.label == "粘贴"
    assert set(changes.touched) == {"project", "issue"}


def test_no_cells_are_no_step(file_office: Office):
    assert not file_office.ledger.set_cells([], file_office.context)


def test_a_new_row_needs_what_its_table_cannot_do_without(office: Office):
    before = office.everything()
    with pytest.raises(Missing, match="没有填写“存在问题”"):
        office.add("issues", note="急")
    assert office.everything() == before
    row_id, _ = office.ledger.add(TABLES["issues"], {"note": "急"}, office.context, begun=True)
    assert office.value("issues", row_id, "title") is None
    with pytest.raises(Missing, match="没有填写“项目名称”"):
        office.ledger.add(TABLES["projects"], {"note": "急"}, office.context, begun=True)


# Large pastes.
MANY = 25


def issues_of(office: Office, count: int = MANY) -> list[str]:
    made = office.ledger.edit(
        "导入",
        lambda s: s.add_all(
            Issue(kind="problem", state="listed", title=f"第{n}件", order_no=n, note="旧")
            for n in range(count)
        ),
    )
    return sorted(made.ids("issue"))


def paste(office: Office, ids: Sequence[str]) -> list[Cell]:
    """Every kind of cell, some as they stand already."""
    office.unit("城投集团") if not office.rows("units") else None
    (unit,) = office.rows("units")[:1]
    values: dict[str, Any] = {
        "note": "新",
        "category": "土地要素",
        "title": "改过的标题",
        "lead_unit": Ref("unit", unit["id"], unit["name"]),
        "project": None,
        "opened_on": date(2024, 5, 1),
        "due": Due("6月底前", date(2024, 6, 30), "month"),
        "units": ("城投集团", "市发改委"),
        "person": "张三",
    }
    cells = [Cell("issues", row_id, key, value) for row_id in ids for key, value in values.items()]
    return [cell if cell.row_id != ids[0] else Cell("issues", cell.row_id, "note", "旧") for cell in cells]


def without_ids(office: Office, step: str | None) -> list[tuple[Any, ...]]:
    def plain(values: Any) -> Any:
        return (
            None
            if values is None
            else sorted((k, str(v)[:0] if k.endswith("id") else str(v)) for k, v in values.items())
        )

    changes = office.changes(step).values()
    return sorted((c.noun, c.kind, str(plain(c.before)), str(plain(c.after))) for c in changes)


def test_a_paste_leaves_what_writing_row_by_row_leaves(office: Office):
    told = []
    for together in (False, True):
        ids = issues_of(office, 6)
        cells = paste(office, ids)
        if together:
            changes = office.ledger.set_cells(cells, office.context, "粘贴")
        else:
            changes = office.ledger.edit("逐格", one_by_one, cells, office.context)
        fields = TABLES["issues"].fields
        rows = [[f.kind.show(row[f.key]) for f in fields] for row in office.rows("issues", ids=ids)]
        columns = {frozenset(columns) for columns in changes.touched["issue"].values()}
        told.append((rows, without_ids(office, changes.step), columns))
        if not together:
            office.delete("issues", *ids)
            office.delete("units", *(row["id"] for row in office.rows("units") if row["name"] == "市发改委"))
            office.delete("people", *(row["id"] for row in office.rows("people")))
    assert told[0] == told[1]


def one_by_one(session: Any, cells: Sequence[Cell], context: Any) -> None:
    """As objects, each cell by its writer: slow, and plainly right."""
    for cell in cells:
        row = session.get_one(Issue, cell.row_id)
        writers.write(session, row, TABLES["issues"].field(cell.key), cell.value, context)
        session.flush()


def test_a_large_paste_keeps_names_in_order(office: Office):
    office.ledger.edit("导入", lambda s: s.add_all(Unit(name=f"单位{n}") for n in range(MANY)))
    ids = [row["id"] for row in office.rows("units")]
    office.ledger.set_cells([Cell("units", row_id, "name", "长垣县") for row_id in ids], office.context)
    keys = office.ledger.read(lambda s: {s.get_one(Unit, row_id).sort_key for row_id in ids})
    assert {key.startswith("chang yuan") for key in keys} == {True}


def test_a_large_paste_names_its_writer(office: Office):
    ids = issues_of(office)
    office.ledger.by = "李强"
    office.ledger.set_cells([Cell("issues", i, "note", "新") for i in ids], office.context)
    rows = office.ledger.read(lambda s: [s.get_one(Issue, i) for i in ids])
    assert {(r.created_by, r.updated_by, r.version) for r in rows} == {("王芳", "李强", 2)}
    assert all(r.updated_at > r.created_at for r in rows)


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("title", None, NotAllowed),
        ("light", "red", NotAllowed),
        ("project", "火箭", BadValue),
        ("lead_unit", Ref("unit", "01900000-0000-7000-8000-000000000009", "无"), BadValue),
        ("state", "closed", NotAllowed),
    ],
)
def test_a_large_paste_obeys_the_same_rules(office: Office, key: str, value: Any, error: type[InputError]):
    ids = issues_of(office)
    cells = [Cell("issues", i, "note", "新") for i in ids] + [Cell("issues", ids[3], key, value)]
    before = office.everything()
    with pytest.raises(error):
        office.ledger.set_cells(cells, office.context)
    assert office.everything() == before


def test_a_large_paste_writes_over_nothing_unseen(office: Office):
    ids = issues_of(office)
    office.set("issues", ids[7], note="别处")
    before = office.everything()
    with pytest.raises(ChangedElsewhere, match="“备注”刚被别处改为“别处”") as raised:
        office.ledger.set_cells([Cell("issues", i, "note", "新", "旧") for i in ids], office.context)
    assert len(raised.value.cells) == 1 and office.everything() == before
    office.delete("issues", ids[7])
    with pytest.raises(Missing):
        office.ledger.set_cells([Cell("issues", i, "note", "新", "旧") for i in ids], office.context)


def test_a_row_that_changes_between_reading_and_writing_is_read_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    """Files are held from the first query on; on a server the version tells."""
    from sqlalchemy.orm.exc import StaleDataError

    from jzledger.store.audit import write_rows

    ids = issues_of(office)
    calls: list[int] = []

    def stale_once(session: Any, model: Any, changes: Any) -> None:
        calls.append(len(changes))
        if len(calls) == 1:
            raise StaleDataError("meanwhile")
        write_rows(session, model, changes)

    monkeypatch.setattr(cell_writing, "write_rows", stale_once)
    office.ledger.set_cells([Cell("issues", i, "note", "新", "旧") for i in ids], office.context)
    assert calls == [MANY, MANY] and {row["note"] for row in office.rows("issues")} == {"新"}


def test_a_version_that_moved_on_is_not_written_over(office: Office):
    from sqlalchemy.orm.exc import StaleDataError

    from jzledger.store.audit import RowChange, write_rows

    project = office.project(note="一")
    before = office.everything()
    stale = RowChange(project, 7, {"note": "一"}, {"note": "二"})
    with pytest.raises(ChangedElsewhere):
        office.ledger.edit("改", write_rows, Project, [stale])
    assert office.everything() == before and issubclass(StaleDataError, Exception)


def test_a_large_paste_costs_a_few_queries(file_office: Office):
    ids = issues_of(file_office, 3 * MANY)
    for n in range(3 * MANY):
        file_office.unit(f"单位{n}") if n < 5 else None
    cells = [Cell("issues", row_id, "lead_unit", f"单位{n % 5}") for n, row_id in enumerate(ids)]
    cells += [Cell("issues", row_id, "note", "新", "旧") for row_id in ids]
    statements: list[str] = []
    listener = lambda *call: statements.append(call[2])  # noqa: E731
    event.listen(file_office.ledger._engine, "before_cursor_execute", listener)
    file_office.ledger.set_cells(cells, file_office.context)
    assert len(statements) < 15


# Opening and settings.
def test_two_who_make_the_same_ledger_at_once_get_one(place: str):
    made: list[Ledger] = []
    refused: list[BaseException] = []
    barrier = threading.Barrier(3)

    def make() -> None:
        barrier.wait()
        try:
            made.append(new_ledger(place))
        except BaseException as error:
            refused.append(error)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and [type(error) for error in refused] == [LedgerExists] * 2
    office = Office(made[0])
    office.project()
    assert made[0].integrity() == "ok" and len(office.rows("projects")) == 1
    made[0].close()


def test_a_new_ledger_can_be_opened_beside_its_maker(office: Office):
    with Ledger.open(address(office.ledger), by="李强") as again:
        assert again.settings()["office"] == YUNLING["office"] and again.counts()["category"] == 13


def test_settings_have_defaults_and_the_context_follows_them(office: Office):
    assert office.context.year == 2024 and office.context.light_days == 7
    office.ledger.save_settings(light_days="3", light_day_kind="working", year="2025")
    context = office.context
    assert (context.light_days, context.light_day_kind, context.year) == (3, "working", 2025)
    office.ledger.undo()
    assert office.context.light_days == 7
    assert office.ledger.context(office.today, year=2023, month=4).month == 4


@pytest.mark.parametrize(
    ("key", "value"),
    [("light_days", "七"), ("light_days", "-1"), ("year", "今年"), ("year", "²"), ("light_points", ""),
     ("progress_rule", "weeks"), ("light_day_kind", ""), ("today", "昨天")],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(file_office: Office, key: str, value: str):
    before = file_office.everything()
    with pytest.raises(BadValue):
        file_office.ledger.save_settings(**{key: value})
    assert file_office.everything() == before


def test_a_setting_spoilt_by_others_does_not_keep_the_ledger_shut(file_office: Office):
    from jzledger.records.office import Setting

    file_office.ledger.edit("坏", lambda s: s.add(Setting(key="light_days", value="七")))
    assert file_office.context.light_days == 7


def test_history_tells_who_changed_what_newest_first(office: Office):
    project = office.project(note="一")
    office.set("projects", project, note="二")
    newest, *rest = office.ledger.history("project", project)
    assert (newest.column, newest.before, newest.after, newest.by) == ("note", "一", "二", "王芳")
    assert {line.column for line in rest} == {"name", "note"}
    assert office.ledger.history(limit=1)[0] == newest


def test_a_function_that_reads_cannot_write(office: Office):
    project = office.project(note="一")

    def meddle(session: Any) -> None:
        session.get_one(Project, project).note = "二"
        session.commit()

    with pytest.raises(AssertionError):
        office.ledger.read(meddle)
    assert office.value("projects", project, "note") == "一"
