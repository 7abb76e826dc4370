"""What happens to a text that is still being typed when something else is done: nothing of it is lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.rules.proposal import Progress
from tests.journeys.pages import banner_of, issues_of, ledger_of, page_of, wait_for_work
from tests.ui.tables import copy_in, editor_of, go
from tests.ui.typing import CTRL, SHIFT, Key, compose, press, shown, target, write


@pytest.fixture
def grid(demo):
    grid = issues_of(demo)
    grid.setFocus()
    return grid


def type_impossible(grid, line: int = 1) -> None:
    go(grid, line, "due")
    write(grid, "2月30日", preedit="eryue")
    press(grid, Key.Key_Return)
    assert grid.editing.problem


# -- keys that would act on the table


@pytest.mark.parametrize("key, modifiers", [(Key.Key_D, CTRL), (Key.Key_R, CTRL), (Key.Key_Minus, CTRL)])
def test_keys_that_fill_or_delete_rest_while_a_text_is_typed(demo, grid, key, modifiers):
    before = [line.shown for line in grid.model.lines.shown]
    go(grid, 2, "title")
    write(grid, "abc")
    QTest.keyClick(target(grid), key, modifiers)
    QApplication.processEvents()
    assert editor_of(grid).text() == "abc"
    press(grid, Key.Key_Escape)
    assert [line.shown for line in grid.model.lines.shown] == before


def test_inserting_rows_rests_while_a_text_is_typed(demo, grid):
    rows = grid.model.lines.count()
    go(grid, 2, "title")
    write(grid, "abc")
    QTest.keyClick(target(grid), Key.Key_Equal, CTRL | SHIFT)
    QApplication.processEvents()
    assert editor_of(grid).text() == "abc" and grid.model.lines.count() == rows


def test_fill_down_from_the_menu_commits_what_is_typed_first(qtbot, demo, grid):
    go(grid, 2, "note")
    write(grid, "abc")
    row_id = grid.current_id()
    demo.actions_by_name["fill_down"].trigger()
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "")  # as the row above
    assert "别处" not in demo.status.said.text()
    demo.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "abc")


# -- a composition that is given up


def test_a_composition_given_up_leaves_the_cell_as_it_was(demo, grid):
    go(grid, 1, "person")
    row_id = grid.current_id()
    before = shown(grid, row_id, "person")
    half = target(grid)
    QApplication.sendEvent(half, QInputMethodEvent("li", []))
    QApplication.sendEvent(half, QInputMethodEvent("", []))
    assert not grid.editing.is_open
    press(grid, Key.Key_Down)
    assert shown(grid, row_id, "person") == before
    go(grid, 1, "person")
    compose(target(grid), "李明", "li")  # and the next one is whole
    assert editor_of(grid).text() == "李明"


# -- another page, another table, another look


def test_the_sentence_does_not_lie_over_another_page(demo, grid):
    type_impossible(grid)
    demo.actions_by_name["next_page"].trigger()
    QApplication.processEvents()
    assert not grid.editing.problem
    demo.actions_by_name["previous_page"].trigger()
    assert editor_of(grid).text() == "2月30日"


def test_the_sentence_does_not_lie_over_the_other_table(demo, grid):
    type_impossible(grid)
    page_of(demo).issue_pane.switch.setCurrentIndex(1)
    QApplication.processEvents()
    assert not grid.editing.problem
    page_of(demo).issue_pane.switch.setCurrentIndex(0)
    assert editor_of(grid).text() == "2月30日"


def test_the_sentence_and_the_list_stay_when_the_window_is_resized(demo, grid):
    type_impossible(grid)
    demo.resize(1460, 920)
    QApplication.processEvents()
    assert grid.editing.problem
    press(grid, Key.Key_Escape)
    go(grid, 1, "category")
    QTest.keyClick(target(grid), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert grid.editing.offered
    demo.resize(1500, 940)
    QApplication.processEvents()
    assert grid.editing.offered


def test_scrolled_away_an_impossible_text_is_brought_back_by_enter(demo, grid):
    type_impossible(grid)
    bar = grid.halves.right.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert not grid.editing.problem  # its cell is not in sight
    press(grid, Key.Key_Return)
    assert grid.editing.problem and bar.value() < bar.maximum()


def test_an_open_editor_takes_over_theme_and_zoom(demo, grid):
    go(grid, 1, "due")
    write(grid, "6.30")
    editor = editor_of(grid)
    demo.actions_by_name["toggle_dark"].trigger()
    QApplication.processEvents()
    assert demo.theme.surface in editor.styleSheet()
    before = editor.font().pixelSize()
    grid.appearance.set_zoom(150)
    QApplication.processEvents()
    assert editor.font().pixelSize() > before
    assert editor.height() == grid.halves.cell_rect(grid.cell_cursor.active).height()
    assert editor.text() == "6.30"


# -- saving, exporting, closing


def test_saving_takes_what_is_being_typed_along(qtbot, demo, grid):
    go(grid, 1, "note")
    row_id = grid.current_id()
    write(grid, "写到一半", preedit="xie")
    QTest.keyClick(target(grid), Key.Key_S, CTRL)
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "写到一半")
    assert not grid.editing.is_open


def test_saving_waits_for_a_text_that_cannot_be(demo, grid):
    type_impossible(grid)
    demo.actions_by_name["backup_now"].trigger()
    assert not demo.tasks.busy and editor_of(grid).text() == "2月30日"


def test_closing_with_a_text_that_cannot_be_is_refused_once(demo, grid):
    type_impossible(grid)
    demo.actions_by_name["next_page"].trigger()
    assert not demo.close()
    assert grid.editing.problem and editor_of(grid).isVisible()  # brought back into sight
    assert "还没有保存" in demo.status.said.text()
    assert demo.close()


def test_closing_after_the_text_was_mended(demo, grid):
    type_impossible(grid)
    assert not demo.close()
    press(grid, Key.Key_Escape)
    assert demo.close()


# -- beside a long paste


def test_the_window_is_told_and_does_not_wait_while_another_write_is_under_way(qtbot, demo, grid):
    ledger, holds, go_on = ledger_of(demo), threading.Event(), threading.Event()

    def slow(progress: Progress) -> None:
        def work(session: object) -> None:
            holds.set()
            go_on.wait(20)

        ledger.edit("慢", work)

    demo.tasks.run(slow, lambda _: None, "慢")
    assert holds.wait(20)
    go(grid, 1, "note")
    row_id = grid.current_id()
    write(grid, "abc")
    press(grid, Key.Key_Return)  # comes back at once, or this test never ends
    assert "正在写入" in grid.editing.problem and editor_of(grid).text() == "abc"
    demo.actions_by_name["undo"].trigger()
    go_on.set()
    wait_for_work(qtbot, demo)
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "abc")


def test_esc_cancels_a_long_paste(qtbot, demo, grid):
    rows = grid.model.lines.count()
    go(grid, 0, "title")
    copy_in("\r\n".join(f"问题{n}\t市住建局" for n in range(4000)))
    QTest.keyClick(target(grid), Key.Key_V, CTRL)
    QTest.keyClick(target(grid), Key.Key_Return)
    assert demo.tasks.busy
    QTest.keyClick(target(grid), Key.Key_Escape)
    wait_for_work(qtbot, demo)
    assert grid.model.lines.count() == rows and "取消" in demo.status.said.text()


def test_closing_the_ledger_cancels_a_long_paste(qtbot, demo, grid):
    go(grid, 0, "title")
    copy_in("\r\n".join(f"问题{n}\t市住建局" for n in range(4000)))
    QTest.keyClick(target(grid), Key.Key_V, CTRL)
    QTest.keyClick(target(grid), Key.Key_Return)
    QTest.keyClick(target(grid), Key.Key_W, CTRL)
    wait_for_work(qtbot, demo)
    QApplication.processEvents()
    assert demo.bridge is None


# -- what 撤销 in a report takes back


def paste_notes(qtbot, demo, grid) -> str:
    go(grid, 1, "note")
    row_id = grid.current_id()
    copy_in("甲\r\n乙\r\n")
    QTest.keyClick(target(grid), Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "甲")
    assert banner_of(demo)
    return row_id


def test_undoing_a_paste_by_key_closes_its_report(qtbot, demo, grid):
    row_id = paste_notes(qtbot, demo, grid)
    QTest.keyClick(target(grid), Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "")
    qtbot.waitUntil(lambda: banner_of(demo) == "")


def test_a_report_offers_no_undo_once_something_else_was_written(qtbot, demo, grid):
    row_id = paste_notes(qtbot, demo, grid)
    assert [one.words for one in grid.commands.report.answers] == ["撤销"]
    go(grid, 5, "note")
    write(grid, "zz")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: not grid.commands.report.answers)
    assert banner_of(demo) and shown(grid, row_id, "note") == "甲"


def test_the_toast_goes_when_something_else_was_written(qtbot, demo, grid):
    go(grid, 5, "note")
    QTest.keyClick(target(grid), Key.Key_Minus, CTRL)
    qtbot.waitUntil(demo.toast.isVisible)
    QApplication.processEvents()
    assert demo.toast.isVisible()
    write(grid, "zz")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: not demo.toast.isVisible())
