"""Clipboard, filling and rows in the real window: the keys of the menus, the banner, undo, the context menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from jzledger.ui.main_window import MainWindow
from jzledger.ui.table_verbs import CONTEXT_MENU
from jzledger.ui.tables.editors import LineEditor
from tests.journeys.pages import banner_of, issues_of, ledger_of, page_of, wait_for_work
from tests.office import Office
from tests.ui.tables import cell_point, copy_in, editor_of, go, select
from tests.ui.typing import CTRL, NONE, SHIFT, Key, press, shown, target


@pytest.fixture
def at_issues(qtbot, demo: MainWindow) -> MainWindow:
    """The demo office with the keyboard in its issue table."""
    demo.activateWindow()
    grid = issues_of(demo)
    grid.setFocus()
    go(grid, 0, "due")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is target(grid))
    return demo


def buttons_of(window: MainWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in page_of(window).issue_pane.banner._buttons}


def ids(window: MainWindow) -> list[str]:
    return [line.id() for line in issues_of(window).model.lines.shown if line.row is not None]


def test_a_paste_is_reported_in_the_banner_and_undone_from_there(qtbot, at_issues: MainWindow):
    grid, steps = issues_of(at_issues), len(Office(ledger_of(at_issues)).steps())
    first, second = ids(at_issues)[:2]
    before = shown(grid, first, "due"), shown(grid, second, "due")
    copy_in("6月28日\n2月30日\n")
    press(grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: shown(grid, first, "due") == "6月28日")
    assert "已粘贴 2 行 × 1 列：改动 1 行；1 格未识别" in banner_of(at_issues)
    assert list(buttons_of(at_issues)) == ["撤销", "逐项查看", "知道了 Esc"]
    buttons_of(at_issues)["逐项查看"].click()
    assert "2月30日" in banner_of(at_issues)
    assert len(Office(ledger_of(at_issues)).steps()) == steps + 1
    buttons_of(at_issues)["撤销"].click()
    qtbot.waitUntil(lambda: (shown(grid, first, "due"), shown(grid, second, "due")) == before)
    assert banner_of(at_issues) == ""


def test_esc_closes_the_banner_and_the_menu_names_the_paste(qtbot, at_issues: MainWindow):
    grid = issues_of(at_issues)
    copy_in("6月28日")
    press(grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: at_issues.actions_by_name["undo"].text() == "撤销 粘贴 1 行 × 1 列")
    press(grid, Key.Key_Escape)
    assert banner_of(at_issues) == "" and not grid.commands.overlay.tinted


def test_a_large_paste_is_previewed_written_beside_the_window_and_undone_at_once(
    qtbot, at_issues: MainWindow
):
    grid, count = issues_of(at_issues), len(ids(at_issues))
    go(grid, count, "title")
    copy_in("".join(f"批量登记的第{n}条问题\t手续办理\n" for n in range(2600)).replace("手续办理", "6月底前"))
    press(grid, Key.Key_V, CTRL)
    assert "2,600 行 × 2 列" in banner_of(at_issues) and "应用 Enter" in buttons_of(at_issues)
    press(grid, Key.Key_Return)
    assert at_issues.tasks.busy, "the window stays usable"
    wait_for_work(qtbot, at_issues)
    qtbot.waitUntil(lambda: len(ids(at_issues)) == count + 2600, timeout=20_000)
    assert "新增 2600 行" in banner_of(at_issues)
    at_issues.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: len(ids(at_issues)) == count, timeout=20_000)


def test_deleted_rows_are_told_by_a_toast_whose_button_brings_them_back(qtbot, at_issues: MainWindow):
    grid, before = issues_of(at_issues), ids(at_issues)
    select(grid, 0, "title", 2, "title")
    press(grid, Key.Key_Minus, CTRL)
    qtbot.waitUntil(lambda: len(ids(at_issues)) == len(before) - 3)
    assert at_issues.toast._label.text() == "已删除 3 行，放入回收站。"
    at_issues.toast.undo_asked.emit()
    qtbot.waitUntil(lambda: ids(at_issues) == before)


@pytest.mark.parametrize("by", ["mouse", "Shift+F10", "Menu"])
def test_46_the_context_menu_offers_the_same_verbs_with_their_keys(qtbot, at_issues: MainWindow, by: str):
    grid = issues_of(at_issues)
    if by == "mouse":
        viewport, at = cell_point(grid, 2, "due")
        QTest.mousePress(viewport, Qt.MouseButton.RightButton, NONE, at)
        assert grid.cell_cursor.active.line == 2, "the right button selects what it is pressed on"
    else:
        press(grid, Key.Key_F10 if by == "Shift+F10" else Key.Key_Menu, SHIFT if by == "Shift+F10" else NONE)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action for action in menu.actions() if not action.isSeparator()]
    assert offered == [
        at_issues.actions_by_name[name] for name in CONTEXT_MENU if name in at_issues.actions_by_name
    ]
    keys = {action.text(): action.shortcut().toString() for action in offered}
    assert keys["复制"] == "Ctrl+C" and keys["插入行"] == "Ctrl+Shift+="
    assert all(action.isShortcutVisibleInContextMenu() for action in offered)
    QGuiApplication.clipboard().clear()
    at_issues.actions_by_name["copy"].trigger()
    assert QGuiApplication.clipboard().text()
    menu.close()


def test_the_keys_of_the_menus_leave_text_fields_alone(qtbot, at_issues: MainWindow):
    grid, steps = issues_of(at_issues), len(Office(ledger_of(at_issues)).steps())
    press(grid, Key.Key_F2)
    editor = editor_of(grid)
    assert isinstance(editor, LineEditor)
    editor.setText("6月29日")
    editor.selectAll()
    at_issues.actions_by_name["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "6月29日"
    editor.end(False)
    at_issues.actions_by_name["paste"].trigger()
    assert editor.text_now() == "6月29日6月29日"
    press(grid, Key.Key_Escape)
    assert len(Office(ledger_of(at_issues)).steps()) == steps


def test_away_from_the_tables_their_verbs_change_nothing(qtbot, at_issues: MainWindow):
    steps = len(Office(ledger_of(at_issues)).steps())
    page_of(at_issues).timeline_pane.timeline.setFocus()
    for name in ("clear_cells", "fill_down", "paste", "delete_rows", "insert_row", "put_today"):
        at_issues.actions_by_name[name].trigger()
        assert "表格" in at_issues.status.said.text()
    assert len(Office(ledger_of(at_issues)).steps()) == steps


def test_the_line_break_of_the_menu_opens_the_editor(qtbot, at_issues: MainWindow):
    grid = issues_of(at_issues)
    go(grid, 0, "title")
    at_issues.actions_by_name["line_break"].trigger()
    assert grid.editing.is_open and editor_of(grid).text_now().endswith("\n")
    press(grid, Key.Key_Escape)


def test_14_ctrl_s_says_that_all_is_saved_and_when(qtbot, at_issues: MainWindow):
    at_issues.actions_by_name["backup_now"].trigger()
    wait_for_work(qtbot, at_issues)
    qtbot.waitUntil(lambda: "已保存，并留一份备份(" in at_issues.status.said.text())
    assert QApplication.activeModalWidget() is None, "it never asks"
    assert list(at_issues.around.backups.glob("*.jzl"))


def test_no_two_actions_share_a_key(demo: MainWindow):
    keys = [
        action.shortcut().toString()
        for action in demo.actions_by_name.values()
        if not action.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))
    assert QKeySequence("Ctrl+Shift+=").toString() in keys


def test_ctrl_d_reaches_the_table_through_the_menu_key(qtbot, at_issues: MainWindow):
    grid = issues_of(at_issues)
    first, second = ids(at_issues)[:2]
    select(grid, 0, "note", 1, "note")
    before = shown(grid, first, "note")
    QTest.keyClick(at_issues, Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: shown(grid, second, "note") == before)


def test_a_long_sentence_in_the_status_bar_pushes_nothing_out(qtbot, demo):
    status = demo.status
    before, office = status.minimumSizeHint().width(), status.office.geometry()
    demo.say("这一句话很长。" * 60)
    qtbot.wait(50)
    assert status.minimumSizeHint().width() == before and status.office.geometry() == office
    assert status.said.text().startswith("这一句话")


def test_the_menu_of_a_text_line_speaks_chinese(demo):
    menu = demo.search_box.createStandardContextMenu()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words and not [one for one in words if "opy" in one or "aste" in one or "ndo" in one]
