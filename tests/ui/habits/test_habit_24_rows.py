"""18, 21, 23–25, 48 on a real ledger: rows in and out, one undo for each, and what new rows inherit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from jzledger.ledger.ledger import Ledger
from jzledger.ui import theme as themes
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.issue_pane import IssuePane
from jzledger.ui.tables.grid import Grid
from tests.office import TODAY, Office, new_ledger
from tests.ui.tables import answer, copy_in, go, reported, select
from tests.ui.typing import CTRL, SHIFT, Key, press, write


class Desk(NamedTuple):
    office: Office
    pane: IssuePane
    grid: Grid

    def titles(self) -> list[str]:
        return [row["title"] or "" for row in self.office.rows("issues")]

    def shown(self, key: str) -> list[str]:
        column = next(n for n, field in enumerate(self.grid.model.fields) if field.key == key)
        return [line.shown[column] for line in self.grid.model.lines.shown if line.row is not None]


@pytest.fixture
def desk(qtbot, tmp_path) -> Iterator[Desk]:
    """The issue table over a ledger with two projects and three issues."""
    with new_ledger(str(tmp_path / "云岭.jzl")) as ledger:
        office = Office(ledger)
        office.project("健康元")
        office.project("云杉产业园")
        for title, project in (("甲", "健康元"), ("乙", "健康元"), ("丙", "云杉产业园")):
            office.issue(title, project=project)
        bridge = Bridge(ledger, lambda: TODAY)
        pane = IssuePane(bridge, themes.LIGHT)
        bridge.changed.connect(pane.refresh)
        qtbot.addWidget(pane)
        pane.resize(1500, 700)
        pane.load()
        pane.show_all()
        pane.show()
        grid = pane.tables[0].grid
        grid.setFocus()
        go(grid, 0, "title")
        yield Desk(office, pane, grid)
        bridge.stop()


def test_24_ctrl_shift_plus_inserts_a_row_above_in_one_step(qtbot, desk: Desk):
    go(desk.grid, 1, "title")
    press(desk.grid, Key.Key_Equal, CTRL | SHIFT)
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "", "乙", "丙"])
    assert desk.shown("project")[1] == "健康元"
    assert desk.grid.cell_cursor.active.line == 1, "the new row is the current one"
    write(desk.grid, "新插的", preedit="xin")
    press(desk.grid, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "新插的", "乙", "丙"])
    desk.office.ledger.undo()
    desk.office.ledger.undo()
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "乙", "丙"])


def test_24_as_many_rows_are_inserted_as_are_selected(qtbot, desk: Desk):
    select(desk.grid, 0, "title", 1, "title")
    press(desk.grid, Key.Key_Plus, CTRL | SHIFT)
    qtbot.waitUntil(lambda: desk.shown("title") == ["", "", "甲", "乙", "丙"])
    assert desk.office.ledger.undo_labels()[0] == "插入 2 行"


def test_24_ctrl_minus_puts_rows_into_the_bin_and_undo_brings_them_back_whole(qtbot, desk: Desk):
    before = desk.office.living()
    deleted: list[int] = []
    desk.grid.commands.rows_deleted.connect(deleted.append)
    select(desk.grid, 0, "title", 1, "due")
    press(desk.grid, Key.Key_Minus, CTRL)
    qtbot.waitUntil(lambda: desk.shown("title") == ["丙"])
    assert deleted == [2]
    assert sum(row["deleted_at"] is not None for row in desk.office.everything().values()) >= 2
    desk.office.ledger.undo()
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "乙", "丙"])
    assert desk.office.living() == before


def test_25_typing_below_the_last_row_makes_one_with_the_project_of_the_row_above(qtbot, desk: Desk):
    go(desk.grid, 3, "title")
    assert desk.grid.model.number(3) == "＊"
    write(desk.grid, "丁", preedit="ding")
    press(desk.grid, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "乙", "丙", "丁"])
    assert desk.shown("project")[3] == "云杉产业园"


def test_25_an_empty_last_line_is_never_saved(qtbot, desk: Desk):
    steps = len(desk.office.steps())
    go(desk.grid, 3, "title")
    press(desk.grid, Key.Key_F2)
    press(desk.grid, Key.Key_Return)
    write(desk.grid, "   ")
    press(desk.grid, Key.Key_Return)
    assert len(desk.office.steps()) == steps and len(desk.titles()) == 3


def test_18_a_paste_over_the_end_is_one_step_with_the_projects_of_the_last_row(qtbot, desk: Desk):
    go(desk.grid, 2, "title")
    copy_in("丙二\n丁\n戊\n")
    press(desk.grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "乙", "丙二", "丁", "戊"])
    assert desk.shown("project")[3:] == ["云杉产业园"] * 2
    assert reported(desk.grid) == "已粘贴 3 行 × 1 列：改动 1 行，新增 2 行"
    assert desk.office.ledger.undo_labels()[0] == "粘贴 3 行 × 1 列"
    desk.office.ledger.undo()
    qtbot.waitUntil(lambda: desk.shown("title") == ["甲", "乙", "丙"])


def test_20_a_project_that_does_not_exist_is_told_with_its_reason(qtbot, desk: Desk):
    go(desk.grid, 0, "project")
    copy_in("没有的项目\n云杉产业园")
    press(desk.grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: desk.shown("project")[1] == "云杉产业园")
    assert "改动 1 行" in reported(desk.grid) and "1 格未识别" in reported(desk.grid)
    answer(desk.grid, "逐项查看")
    assert "没有叫“没有的项目”的项目" in reported(desk.grid) and "“没有的项目”" in reported(desk.grid)


def test_23_one_paste_one_fill_one_clear_is_one_undo_also_after_reopening(qtbot, desk: Desk):
    office, grid = desk.office, desk.grid
    start = office.living()
    go(grid, 0, "due")
    copy_in("6.30\n6月底前\n尽快")
    press(grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: desk.shown("due") == ["6.30", "6月底前", "尽快"])
    pasted = office.living()
    select(grid, 0, "due", 2, "due")
    press(grid, Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: desk.shown("due") == ["6.30"] * 3)
    filled = office.living()
    press(grid, Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.shown("due") == [""] * 3)
    path = office.ledger.place.path
    assert path is not None
    copy = path.with_name("副本.jzl")
    office.ledger.backup(copy)
    with Ledger.open(str(copy), by=office.ledger.by) as again:
        other = Office(again)
        for expected in (filled, pasted, start):
            again.undo()
            assert other.living() == expected
        for expected in (pasted, filled):
            again.redo()
            assert other.living() == expected


def test_21_cut_and_paste_of_links_and_dates_moves_them(qtbot, desk: Desk):
    first = desk.office.rows("issues")[0]["id"]
    desk.office.set("issues", first, units="市住建局、马村区政府", due="6月底前")
    qtbot.waitUntil(lambda: desk.shown("due")[0] == "6月底前")
    columns = [field.key for field in desk.grid.model.fields]
    left, right = sorted(("units", "due"), key=columns.index)
    select(desk.grid, 0, left, 0, right)
    press(desk.grid, Key.Key_X, CTRL)
    go(desk.grid, 2, left)
    press(desk.grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: desk.shown("units") == ["", "", "市住建局、马村区政府"])
    assert desk.shown("due") == ["", "", "6月底前"]
    desk.office.ledger.undo()
    qtbot.waitUntil(lambda: desk.shown("units") == ["市住建局、马村区政府", "", ""])


def test_48_selected_rows_are_changed_together_in_one_step(qtbot, desk: Desk):
    from jzledger.ui.dialogs.change_rows import ChangeRowsDialog

    select(desk.grid, 0, "title", 2, "title")
    dialog = ChangeRowsDialog(desk.grid, desk.pane)
    dialog.open()
    dialog.choose("due")
    dialog.typed.setText("2月30日")
    dialog.accept()
    assert dialog.isVisible() and "2月" in dialog.problem.text(), "what cannot be stays, with the reason"
    dialog.typed.setText("6月底前")
    dialog.accept()
    qtbot.waitUntil(lambda: desk.shown("due") == ["6月底前"] * 3)
    assert desk.office.ledger.undo_labels()[0] == "批量修改完成时限 3 行"
    desk.office.ledger.undo()
    qtbot.waitUntil(lambda: desk.shown("due") == [""] * 3)


def test_48_units_are_offered_by_the_words_the_ledger_knows(qtbot, desk: Desk):
    from jzledger.ui.dialogs.change_rows import ChangeRowsDialog

    desk.office.unit("市自然资源局")
    select(desk.grid, 0, "title", 1, "title")
    dialog = ChangeRowsDialog(desk.grid, desk.pane)
    dialog.choose("units")
    assert dialog.typed.completer().model().index(0, 0).data() == "市自然资源局"
    dialog.typed.setText("市自然资源局")
    dialog.accept()
    qtbot.waitUntil(lambda: desk.shown("units") == ["市自然资源局", "市自然资源局", ""])
