"""Many cells and new rows in one Step: what cannot be is told and does not stop the rest."""

from __future__ import annotations

import pytest

from jzledger.errors import Cancelled, ChangedElsewhere
from jzledger.ledger.ledger import Cell, Ledger
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from tests.office import Office

ISSUES, PROJECTS = TABLES["issues"], TABLES["projects"]


def batch(office: Office, cells=(), rows=(), label="粘贴", **named):
    return office.ledger.write_batch(ISSUES, cells, rows, office.context, label, **named)


def test_cells_and_new_rows_are_one_step_and_one_undo(office: Office):
    office.project("健康元")
    row_id = office.issue("用地手续未办结", project="健康元")
    before = office.living()
    written, changes = batch(
        office,
        [
            office.saw("issues", row_id, "due", "6月底前"),
            office.saw("issues", row_id, "units", "市住建局、马村区政府"),
        ],
        [
            office.meant("issues", {"title": "林地手续", "units": "市住建局", "due": "尽快"}),
            {"note": "只有备注"},
        ],
        "粘贴 3 行 × 4 列",
    )
    assert len(written.ids) == 2 and all(written.ids) and not written.refused
    assert office.value("issues", written.ids[0], "title") == "林地手续"
    assert office.names("issues", written.ids[0], "units") == ["市住建局"]
    assert office.names("issues", row_id, "units") == ["市住建局", "马村区政府"]
    assert len(office.rows("units")) == 2, "a name that occurs twice is one unit"
    assert office.ledger.undo_labels()[0] == "粘贴 3 行 × 4 列"
    assert changes.ids("issue") == {row_id, *written.ids}
    office.ledger.undo()
    assert office.living() == before


def test_what_one_cell_cannot_be_does_not_stop_the_others(office: Office):
    row_id = office.issue("用地手续未办结")
    written, _ = batch(
        office,
        [
            office.saw("issues", row_id, "project", "没有的项目"),
            Cell("issues", row_id, "title", None),
            Cell("issues", row_id, "state", "closed"),
            Cell("issues", row_id, "light", "red"),
            office.saw("issues", row_id, "note", "已核实"),
        ],
        [{"title": "甲", "project": "没有的项目"}],
    )
    refused = {(one.row_id, one.new, one.key): one.error.message for one in written.refused}
    assert set(refused) == {
        (row_id, -1, "project"), (row_id, -1, "title"), (row_id, -1, "state"), (row_id, -1, "light"),
        ("", 0, "project"),
    }  # fmt: skip
    assert "没有叫“没有的项目”的项目" in refused[row_id, -1, "project"]
    assert office.value("issues", row_id, "note") == "已核实"
    assert office.value("issues", row_id, "title") == "用地手续未办结"
    assert office.value("issues", written.ids[0], "title") == "甲"


def test_a_row_that_lacks_what_it_cannot_do_without_is_left_out(office: Office):
    written, _ = office.ledger.write_batch(
        PROJECTS, [], [{"note": "没有名称"}, {"name": "云杉产业园"}], office.context, "粘贴"
    )
    assert written.ids[0] == "" and written.ids[1]
    assert [one.key for one in written.refused] == [""]
    assert [row["name"] for row in office.rows("projects")] == ["云杉产业园"]


def test_what_changed_elsewhere_since_is_not_overwritten(office: Office):
    first, second = office.issue("甲"), office.issue("乙")
    seen = office.value("issues", second, "note")
    office.set("issues", second, note="别人写的")
    with pytest.raises(ChangedElsewhere):
        batch(office, [office.saw("issues", first, "note", "新"), Cell("issues", second, "note", "新", seen)])
    assert office.value("issues", first, "note") is None


def test_a_cancelled_batch_leaves_nothing(office: Office):
    row_id = office.issue("甲")
    steps = len(office.steps())

    def progress(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        batch(office, [Cell("issues", row_id, "note", "新")], progress=progress)
    assert office.value("issues", row_id, "note") is None and len(office.steps()) == steps


def test_a_batch_without_effect_leaves_no_step(office: Office):
    row_id = office.issue("甲", note="一样")
    steps = len(office.steps())
    written, changes = batch(office, [Cell("issues", row_id, "note", "一样", "一样")])
    assert not written.refused and not changes and len(office.steps()) == steps


def titles(office: Office) -> list[str | None]:
    return [row["title"] for row in office.rows("issues")]


def test_rows_are_inserted_above_a_row_of_their_project(office: Office):
    office.project("健康元")
    office.project("云杉产业园")
    ids = [office.issue(title, project="健康元") for title in "甲乙丙"]
    office.issue("丁", project="云杉产业园")
    project = office.value("issues", ids[0], "project")
    assert isinstance(project, Ref)
    written, _ = batch(office, [], [{"project": project}, {"project": project}], "插入 2 行", above=ids[1])
    assert [i for i in titles(office)] == ["甲", None, None, "乙", "丙", "丁"]
    office.set("issues", written.ids[0], title="新一")
    batch(office, [], [{"project": project, "title": "最前"}], "插入 1 行", above=ids[0])
    assert titles(office) == ["最前", "甲", "新一", None, "乙", "丙", "丁"]
    assert office.value("issues", ids[2], "order_no") is None, "rows behind keep what they have"
    for _ in range(3):
        office.ledger.undo()
    assert titles(office) == ["甲", "乙", "丙", "丁"]


def test_a_row_inserted_where_every_number_is_taken_moves_the_next_ones_on(office: Office):
    ids = [office.issue(title, order_no=str(n)) for n, title in enumerate("甲乙丙", 1)]
    batch(office, [], [{"title": "新"}], above=ids[1])
    assert titles(office) == ["甲", "新", "乙", "丙"]
    assert [row["order_no"] for row in office.rows("issues")] == [1, 2, 3, 4]


def test_a_batch_may_be_written_by_another_thread(file_ledger: Ledger):
    from concurrent.futures import ThreadPoolExecutor

    office = Office(file_ledger)
    row_id = office.issue("甲")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(batch, office, [Cell("issues", row_id, "note", "新")]).result()
    assert office.value("issues", row_id, "note") == "新"


def test_plain_cells_written_many_at_a_time_leave_the_same_trace_and_undo(office: Office):
    ids = [office.issue(f"问题{n}", note="旧", opened_on="2024-5-1") for n in range(3)]
    gone = office.issue("删掉的")
    office.delete("issues", gone)
    before = office.living()
    cells = [office.saw("issues", row_id, "note", f"新{n}") for n, row_id in enumerate(ids)]
    cells += [
        office.saw("issues", ids[0], "opened_on", "2024-6-1"),
        office.saw("issues", ids[1], "title", "问题1"),
    ]
    written, changes = batch(office, [*cells, Cell("issues", gone, "note", "新")])
    assert [one.row_id for one in written.refused] == [gone]
    assert changes.touched["issue"][ids[0]] == {"note", "opened_on"} and changes.touched["issue"][ids[1]] == {
        "note"
    }
    trail = office.changes(changes.step)
    assert trail["issue", ids[0]].before == {"note": "旧", "opened_on": "2024-05-01"}
    assert trail["issue", ids[0]].after == {"note": "新0", "opened_on": "2024-06-01"}
    assert [office.value("issues", row_id, "note") for row_id in ids] == ["新0", "新1", "新2"]
    assert office.row("issues", ids[2])["version"] == 2
    office.ledger.undo()
    assert office.living() == before
    office.ledger.redo()
    assert [office.value("issues", row_id, "note") for row_id in ids] == ["新0", "新1", "新2"]


def test_a_link_to_a_row_in_the_recycle_bin_is_refused(office: Office):
    office.project("健康元")
    row_id, other = office.issue("甲", project="健康元"), office.issue("乙")
    project = office.value("issues", row_id, "project")
    office.ledger.delete(PROJECTS, [project.id])
    written, _ = batch(office, [Cell("issues", other, "project", project)])
    assert [one.key for one in written.refused] == ["project"]
    assert office.value("issues", other, "project") is None
