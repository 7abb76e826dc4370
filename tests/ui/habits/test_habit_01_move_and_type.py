"""1–8, 12, 13: moving, selecting and typing, as hands trained on a spreadsheet do it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jzledger.ui.tables.cursor import Range, Spot
from jzledger.ui.tables.editors import LineEditor, LongEditor, OfferList
from jzledger.ui.tables.look import PADDING
from tests.ui.tables import Sheet, cell_point, click, column_of, editor_of, go, select, shown_grid
from tests.ui.typing import ALT, CTRL, NONE, SHIFT, Key, compose, press, target, write


def spot(grid, line: int, key: str) -> Spot:
    return Spot(line, column_of(grid, key))


def double_click(grid, line: int, key: str) -> None:
    viewport, at = cell_point(grid, line, key)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, NONE, at)


# 1
def test_a_click_selects_and_typing_replaces(qtbot):
    sheet = Sheet(3)
    sheet.put(1, note="旧的")
    grid = shown_grid(qtbot, sheet)
    click(grid, 1, "note")
    assert grid.cell_cursor.active == spot(grid, 1, "note") and not grid.editing.is_open
    write(grid, "new")
    press(grid, Key.Key_Return)
    assert sheet.text(1, "note") == "new"


@pytest.mark.parametrize("key", ["title", "note", "units", "due", "amount"])
def test_the_first_composition_replaces_the_old_text_and_nothing_is_lost(qtbot, key):
    sheet = Sheet(2)
    sheet.put(0, note="旧的", units="市住建局", due="6月底前", amount="300")
    grid = shown_grid(qtbot, sheet)
    click(grid, 0, key)
    compose(target(grid), "一二", preedit="yi er")
    assert editor_of(grid).text_now() == "一二"
    compose(target(grid), "三", preedit="san")
    assert editor_of(grid).text_now() == "一二三"


def test_while_a_composition_is_under_way_its_keys_are_its_own(qtbot):
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    click(grid, 0, "note")
    QApplication.sendEvent(target(grid), QInputMethodEvent("ni hao", []))
    for key in (Key.Key_Return, Key.Key_Escape, Key.Key_Down, Key.Key_1):
        QTest.keyClick(editor_of(grid), key)
        assert grid.editing.is_open and grid.cell_cursor.active.line == 0
    compose(editor_of(grid), "你好")
    press(grid, Key.Key_Return)
    assert sheet.text(0, "note") == "你好"


# 2
def test_f2_and_double_click_edit_in_place_with_the_caret_at_the_end(qtbot):
    sheet = Sheet(2)
    sheet.put(0, note="ab")
    grid = shown_grid(qtbot, sheet)
    for begin in (lambda: press(grid, Key.Key_F2), lambda: double_click(grid, 0, "note")):
        go(grid, 0, "note")
        begin()
        editor = editor_of(grid)
        assert isinstance(editor, LineEditor) and editor.cursorPosition() == 2 and not editor.selectedText()
        press(grid, Key.Key_Left)
        assert grid.editing.is_open and editor.cursorPosition() == 1, "arrows move the caret"
        press(grid, Key.Key_Escape)


def test_arrows_commit_and_move_when_editing_began_by_typing(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    write(grid, "x")
    press(grid, Key.Key_Down)
    assert sheet.text(0, "note") == "x" and grid.cell_cursor.active == spot(grid, 1, "note")
    write(grid, "y")
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Left)
    assert grid.editing.is_open, "F2 gives the arrows to the caret"


# 3
def test_enter_and_tab_commit_and_go_on(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "count")
    for key, modifiers, line, where in (
        (Key.Key_Return, NONE, 2, "count"),
        (Key.Key_Return, SHIFT, 1, "count"),
        (Key.Key_Tab, NONE, 1, "kind"),
        (Key.Key_Backtab, SHIFT, 1, "count"),
    ):
        write(grid, "5") if grid.current_key() == "count" else None
        press(grid, key, modifiers)
        assert grid.cell_cursor.active == spot(grid, line, where)
    assert sheet.texts("count") == ["1", "5", "5", "4"]


def test_after_a_run_of_tabs_enter_returns_below_where_it_began(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    go(grid, 0, "amount")
    for text in ("1", "2"):
        write(grid, text)
        press(grid, Key.Key_Tab)
    press(grid, Key.Key_Return)
    assert grid.cell_cursor.active == spot(grid, 1, "amount")


# 4
def test_esc_restores_what_stood_there_then_drops_the_ring(qtbot):
    sheet = Sheet(2)
    sheet.put(0, note="旧")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_C, CTRL)
    write(grid, "new")
    press(grid, Key.Key_Escape)
    assert sheet.text(0, "note") == "旧" and not grid.editing.is_open and grid.commands.overlay.rings()
    press(grid, Key.Key_Escape)
    assert not grid.commands.overlay.rings() and sheet.steps == []


# 5
def test_ctrl_arrow_goes_to_the_edge_of_the_data_and_shift_extends(qtbot):
    sheet = Sheet(6)
    for row in (0, 1, 2, 4):
        sheet.put(row, note="x")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    ends = []
    for _ in range(3):
        press(grid, Key.Key_Down, CTRL)
        ends.append(grid.cell_cursor.active.line)
    assert ends == [2, 4, 5]
    go(grid, 0, "note")
    press(grid, Key.Key_Down, CTRL | SHIFT)
    assert grid.cell_cursor.ranges() == [Range(0, column_of(grid, "note"), 2, column_of(grid, "note"))]
    press(grid, Key.Key_Left, CTRL)
    assert grid.current_key() == "count", "over the empty cells to the next filled one"


def test_home_end_and_pages(qtbot):
    grid = shown_grid(qtbot, Sheet(200))
    go(grid, 50, "due")
    press(grid, Key.Key_Home)
    assert grid.cell_cursor.active == (50, 0)
    press(grid, Key.Key_Home, CTRL)
    assert grid.cell_cursor.active == (0, 0)
    press(grid, Key.Key_End, CTRL)
    assert grid.cell_cursor.active == (199, len(grid.model.fields) - 1)
    press(grid, Key.Key_PageUp)
    page = 199 - grid.cell_cursor.active.line
    assert 5 < page < 60
    press(grid, Key.Key_PageDown)
    assert grid.cell_cursor.active.line == 199
    grid.resize(500, 400)
    press(grid, Key.Key_Home)
    press(grid, Key.Key_PageDown, ALT)
    across = grid.cell_cursor.active.column
    assert across > 0
    press(grid, Key.Key_PageUp, ALT)
    assert grid.cell_cursor.active.column < across


# 6
def test_whole_rows_columns_and_everything(qtbot):
    grid = shown_grid(qtbot, Sheet(4))
    last = len(grid.model.fields) - 1
    go(grid, 1, "due")
    press(grid, Key.Key_Space, SHIFT)
    assert grid.cell_cursor.ranges() == [Range(1, 0, 1, last)]
    go(grid, 1, "due")
    press(grid, Key.Key_Space, CTRL)
    due = column_of(grid, "due")
    assert grid.cell_cursor.ranges() == [Range(0, due, 3, due)]
    press(grid, Key.Key_A, CTRL)
    assert grid.cell_cursor.ranges() == [Range(0, 0, 3, last)]


def test_headers_select_and_ctrl_click_adds_a_range(qtbot):
    grid = shown_grid(qtbot, Sheet(4))
    rows = grid.halves.left.rows
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(5, rows.sectionViewportPosition(2) + 5)
    )
    assert grid.selected_ids() == ["r3"]
    click(grid, 0, "note")
    click(grid, 2, "note", CTRL)
    click(grid, 3, "count", CTRL)
    assert grid.selected_ids() == ["r1", "r3", "r4"] and len(grid.cell_cursor.ranges()) == 3
    click(grid, 0, "due")
    click(grid, 2, "amount", SHIFT)
    assert grid.cell_cursor.ranges() == [Range(0, column_of(grid, "due"), 2, column_of(grid, "amount"))]


# 8
def test_alt_enter_breaks_the_line_inside_a_cell(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    write(grid, "一", preedit="yi")
    press(grid, Key.Key_Return, ALT)
    assert isinstance(editor_of(grid), LongEditor) and editor_of(grid).text_now() == "一\n"
    write(grid, "二", preedit="er")
    press(grid, Key.Key_Return)
    assert sheet.text(0, "title") == "一\n二" and grid.cell_cursor.active.line == 1


# 12
def test_a_list_completes_by_characters_and_by_pinyin_initials(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "units")
    write(grid, "mcq")
    assert grid.editing.offered[0] == "马村区政府"
    press(grid, Key.Key_Return)
    press(grid, Key.Key_Return)
    assert sheet.text(0, "units") == "马村区政府"
    go(grid, 0, "kind")
    press(grid, Key.Key_Down, ALT)
    assert grid.editing.offered == ["手续", "土地", "资金"]
    press(grid, Key.Key_Down)
    press(grid, Key.Key_Down)
    press(grid, Key.Key_Return)
    assert sheet.text(0, "kind") == "土地"


def test_a_word_outside_the_list_is_offered_as_new_or_refused_with_the_reason(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "units")
    write(grid, "市林业局", preedit="lin")
    assert "市林业局" in grid.editing.offered
    press(grid, Key.Key_Return)
    assert sheet.text(0, "units") == "市林业局"
    go(grid, 0, "kind")
    write(grid, "天气", preedit="tian")
    press(grid, Key.Key_Return)
    assert (
        grid.editing.is_open and "不在可选的词里" in grid.editing.problem and "手续" in grid.editing.problem
    )


# 10, 11, 13
@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("opened_on", "6.30", "2024-06-30"), ("opened_on", "6/30", "2024-06-30"),
        ("opened_on", "2024-6-30", "2024-06-30"), ("opened_on", "明天", "2024-06-06"),
        ("due", "下周五", "下周五"), ("due", "6月底前", "6月底前"), ("due", "尽快", "尽快"), ("due", "汛期前", "汛期前"),
        ("amount", "1,200", "1,200"), ("amount", "3500万", "3,500"), ("amount", "1.2亿", "12,000"),
    ],
)  # fmt: skip
def test_dates_and_money_are_understood_as_people_type_them(qtbot, key, typed, kept):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, key)
    write(grid, typed)
    press(grid, Key.Key_Return)
    assert sheet.text(0, key) == kept


def test_vague_deadlines_have_no_day_and_dated_ones_show_theirs_beside(qtbot):
    sheet = Sheet(2)
    sheet.put(0, due="汛期前")
    sheet.put(1, due="6月底前")
    grid = shown_grid(qtbot, sheet)
    assert sheet.value(0, "due").on is None
    assert "2024-06-30" in grid.model.tip(1, column_of(grid, "due"))


@pytest.mark.parametrize(
    ("key", "typed", "word"), [("opened_on", "2月30日", "2月"), ("amount", "很多钱", "不是金额")]
)
def test_what_cannot_be_stays_in_the_editor_with_one_sentence_beside_it(qtbot, key, typed, word):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, key)
    write(grid, typed)
    press(grid, Key.Key_Return)
    assert grid.editing.is_open and word in grid.editing.problem and editor_of(grid).text_now() == typed
    click(grid, 1, "note")
    assert grid.editing.is_open and editor_of(grid).text_now() == typed, (
        "a click elsewhere throws nothing away"
    )
    assert sheet.steps == []


def test_a_selection_is_gone_round_by_tab_and_enter(qtbot):
    grid = shown_grid(qtbot, Sheet(4))
    select(grid, 0, "amount", 1, "count")
    press(grid, Key.Key_Tab)
    press(grid, Key.Key_Tab)
    assert grid.cell_cursor.active == spot(grid, 1, "amount")


def test_a_text_longer_than_its_cell_lies_over_the_cells_beside_it(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    go(grid, 0, "person")
    write(grid, "李")
    cell = grid.halves.cell_rect(grid.cell_cursor.active)
    assert editor_of(grid).geometry() == cell
    write(grid, "一个很长的名字" * 4)
    assert editor_of(grid).width() > cell.width() and editor_of(grid).height() == cell.height()
    assert editor_of(grid).x() == cell.x()
    write(grid, "一个很长的名字" * 40)
    assert editor_of(grid).geometry().right() <= grid.halves.right.viewport().rect().right()
    editor_of(grid).setText("短")
    assert editor_of(grid).geometry() == cell


# 12
def test_typing_after_alt_down_looks_for_another_word(qtbot):
    sheet = Sheet(2)
    sheet.put(0, kind="手续")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "kind")
    press(grid, Key.Key_Down, ALT)
    write(grid, "td")
    assert grid.editing.offered == ["土地"]
    press(grid, Key.Key_Return)
    assert sheet.text(0, "kind") == "土地"


def test_no_word_of_a_long_list_is_cut_by_its_scroll_bar(qtbot):
    sheet = Sheet(2)
    sheet.suggestions = lambda field: [f"{n}号第一二三四五六单位" for n in range(30)]  # type: ignore[method-assign]
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "person")
    press(grid, Key.Key_Down, ALT)
    offered = grid.window().findChild(OfferList)
    assert offered is not None and offered.verticalScrollBar().isVisible()
    words = offered.fontMetrics().horizontalAdvance("29号第一二三四五六单位")
    assert offered.viewport().width() >= words + 2 * PADDING


def test_a_page_down_commits_what_was_typed_and_moves(qtbot):
    sheet = Sheet(60)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    write(grid, "x")
    press(grid, Key.Key_PageDown)
    assert sheet.text(0, "note") == "x" and grid.cell_cursor.active.line == grid.halves.page_lines()
