"""21: cutting moves, Delete clears, read-only cells are skipped and said so."""

from __future__ import annotations

from tests.ui.tables import Sheet, click, copy_in, editor_of, go, reported, sayings, select, shown_grid
from tests.ui.typing import CTRL, SHIFT, Key, press


def test_cut_cells_move_when_they_are_pasted_in_one_step(qtbot):
    sheet = Sheet(4)
    sheet.put(0, note="甲", kind="土地")
    sheet.put(1, note="乙", kind="资金")
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "kind", 1, "note")
    press(grid, Key.Key_X, CTRL)
    assert sheet.texts("note")[:2] == ["甲", "乙"], "nothing goes before it is pasted"
    go(grid, 2, "kind")
    press(grid, Key.Key_V, CTRL)
    assert sheet.texts("note") == ["", "", "甲", "乙"] and sheet.texts("kind") == ["", "", "土地", "资金"]
    assert sheet.labels() == ["移动 2 行 × 2 列"]
    sheet.undo()
    assert sheet.texts("note") == ["甲", "乙", "", ""]
    assert grid.commands.overlay.rings() == []


def test_cut_cells_that_move_by_one_row_are_not_lost(qtbot):
    sheet = Sheet(3)
    sheet.put(0, note="甲")
    sheet.put(1, note="乙")
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "note", 1, "note")
    press(grid, Key.Key_X, CTRL)
    go(grid, 1, "note")
    press(grid, Key.Key_V, CTRL)
    assert sheet.texts("note") == ["", "甲", "乙"]


def test_a_second_paste_of_cut_cells_copies(qtbot):
    sheet = Sheet(3)
    sheet.put(0, note="甲")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_X, CTRL)
    for line in (1, 2):
        go(grid, line, "note")
        press(grid, Key.Key_V, CTRL)
    assert sheet.texts("note") == ["", "甲", "甲"]


def test_what_another_program_copied_since_moves_nothing(qtbot):
    sheet = Sheet(2)
    sheet.put(0, note="甲")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_X, CTRL)
    copy_in("乙")
    go(grid, 1, "note")
    press(grid, Key.Key_V, CTRL)
    assert sheet.texts("note") == ["甲", "乙"]


def test_esc_drops_the_cut(qtbot):
    sheet = Sheet(2)
    sheet.put(0, note="甲")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_X, CTRL)
    press(grid, Key.Key_Escape)
    go(grid, 1, "note")
    press(grid, Key.Key_V, CTRL)
    assert sheet.texts("note") == ["甲", "甲"], "then it is an ordinary copy"


def test_delete_clears_what_can_be_cleared_in_one_step_and_says_what_not(qtbot):
    sheet = Sheet(3)
    for row in range(3):
        sheet.put(row, note="甲", amount="300")
    grid = shown_grid(qtbot, sheet, frozen=0)
    said = sayings(grid)
    select(grid, 0, "light", 1, "note")
    press(grid, Key.Key_Delete)
    assert sheet.texts("note") == ["", "", "甲"] and sheet.texts("amount") == ["", "", "300"]
    assert sheet.texts("light") == ["正常"] * 3 and sheet.texts("title") == ["问题1", "问题2", "问题3"]
    assert len(sheet.steps) == 1
    assert "“状态”由程序判定，不能清除" in said[-1] and "“存在问题”不能为空" in said[-1]


def test_delete_on_a_computed_cell_alone_says_so_and_writes_nothing(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet, frozen=0)
    said = sayings(grid)
    go(grid, 0, "light")
    press(grid, Key.Key_Delete)
    assert sheet.steps == [] and "由程序判定" in said[-1]


def test_several_ranges_cannot_be_cut(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    click(grid, 2, "note", CTRL)
    said = sayings(grid)
    press(grid, Key.Key_X, CTRL)
    assert "剪切" in said[-1] and grid.commands.overlay.copied is None


def test_delete_leaves_the_caret_to_an_open_editor(qtbot):
    sheet = Sheet(1)
    sheet.put(0, note="ab")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Home, SHIFT)
    press(grid, Key.Key_Delete)
    assert editor_of(grid).text_now() == "" and sheet.steps == []


def test_a_cut_value_that_must_not_be_empty_stays_and_is_told(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    press(grid, Key.Key_X, CTRL)
    go(grid, 1, "note")
    press(grid, Key.Key_V, CTRL)
    assert sheet.text(0, "title") == "问题1" and sheet.text(1, "note") == "问题1"
    assert "“存在问题”不能为空，原处没有清除" in reported(grid)


def test_clearing_everything_tells_how_much_was_cleared_and_what_was_not(qtbot):
    sheet = Sheet(3)
    sheet.put(1, note="旧的")
    grid = shown_grid(qtbot, sheet)
    told = sayings(grid)
    go(grid, 0, "note")
    press(grid, Key.Key_A, CTRL)
    press(grid, Key.Key_Delete)
    assert sheet.text(1, "note") == "" and sheet.text(1, "title") == "问题2"
    assert told[-1] == "已清除 7 格，其中 3 格保留原值：“存在问题”不能为空；“状态”由程序判定，不能清除。"
