"""From 列入 to 销号 by the buttons of the form, back by 重新办理, and two issues made one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.ledger import moving
from jzledger.ui.dialogs.light_rules import LightRulesDialog
from jzledger.ui.dialogs.similar import SimilarDialog
from jzledger.ui.main_window import MainWindow
from jzledger.ui.widgets.lifecycle_strip import EXTEND, LifecycleStrip
from tests.journeys.pages import issues_of, ledger_of, page_of, wait_for_page, wait_for_work
from tests.office import TODAY, Office, new_ledger
from tests.ui.typing import Key, compose, press, shown, write

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def small(qtbot, window: MainWindow, tmp_path: Path) -> tuple[MainWindow, str]:
    """A ledger with one issue, overdue since May; the form is open at it."""
    with new_ledger(str(tmp_path / "云岭.jzl")) as ledger:
        office = Office(ledger)
        office.project("云杉产业园")
        row_id = office.issue("三号地块林地手续未批", project="云杉产业园", due="5月20日")
    window.open_ledger_at(str(tmp_path / "云岭.jzl"))
    wait_for_page(qtbot, window)
    issues_of(window).setFocus()
    assert issues_of(window).go_to(row_id, "title")
    window.actions_by_name["record_form"].trigger()
    return window, row_id


def strip_of(window: MainWindow) -> LifecycleStrip:
    return page_of(window).record_form.strip


def click(qtbot, window: MainWindow, move: str, then: str) -> None:
    QTest.mouseClick(strip_of(window).button(move), LEFT)
    qtbot.waitUntil(lambda: strip_of(window).state == then)


def answer(strip: LifecycleStrip, **answers: str) -> None:
    for key, text in answers.items():
        strip.boxes[key].clear()
        strip.boxes[key].setFocus()
        compose(strip.boxes[key], text)


def test_an_issue_goes_its_way_by_buttons_and_is_closed_only_with_result_and_checker(qtbot, small):
    window, row_id = small
    strip, office = strip_of(window), Office(ledger_of(window))
    for move in ("assigned", "in_progress", "closing_requested"):
        if move == "closing_requested":
            QTest.mouseClick(strip.button(move), LEFT)
            assert strip.asking == move, "the result may be given here already"
            strip.confirm()
            qtbot.waitUntil(lambda: strip.state == "closing_requested")
        else:
            click(qtbot, window, move, move)
    click(qtbot, window, "verifying", "verifying")
    QTest.mouseClick(strip.button("closed"), LEFT)
    QTest.keyClick(strip.boxes[moving.CHECKED], Key.Key_Return)
    assert "办理结果" in strip.problem.text() and strip.state == "verifying"
    answer(strip, outcome="已取得林地批复", verified_by="李明", verified_text="属实")
    QTest.keyClick(strip.boxes[moving.CHECKED], Key.Key_Return)
    qtbot.waitUntil(lambda: strip.state == "closed")
    row = office.row("issues", row_id)
    assert (row["outcome"], row["verified_by"], row["closed_on"]) == ("已取得林地批复", "李明", TODAY)
    qtbot.waitUntil(lambda: shown(issues_of(window), row_id, "light") == "已销号")
    assert "办理过程 5" in page_of(window).record_form.trail.notes._head.text()
    steps = len(office.steps())
    QTest.mouseClick(strip.button("in_progress"), LEFT)
    answer(strip, reason="又被占压")
    QTest.keyClick(strip.boxes[moving.REASON], Key.Key_Return)
    qtbot.waitUntil(lambda: strip.state == "in_progress")
    assert len(office.steps()) == steps + 1
    assert len(office.ledger.read(moving.notes_of, row_id)) == 6, "reopening keeps the history"


def test_the_keyboard_stays_at_the_moves_and_tab_goes_as_one_reads(qtbot, small):
    window, _ = small
    strip, form = strip_of(window), page_of(window).record_form
    for move in ("assigned", "in_progress"):
        click(qtbot, window, move, move)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is strip.buttons()[0])
    QTest.mouseClick(strip.button("closing_requested"), LEFT)
    QTest.keyClick(strip.boxes[moving.OUTCOME], Key.Key_Escape)
    assert QApplication.focusWidget() is strip.buttons()[0] and form.isVisible()
    for button in (*strip.buttons()[1:], form.line("order_no").editor):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Key.Key_Tab)
        assert QApplication.focusWidget() is button
    QTest.mouseClick(strip.button("closing_requested"), LEFT)
    QTest.keyClick(strip.boxes[moving.OUTCOME], Key.Key_Return)
    qtbot.waitUntil(lambda: strip.state == "closing_requested")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is strip.button("verifying"))


def test_ctrl_shift_d_closes_what_is_being_worked_on_in_one_step(qtbot, small):
    window, _ = small
    strip, office = strip_of(window), Office(ledger_of(window))
    window.actions_by_name["close_issue"].trigger()
    assert strip.asking == "" and "还没有办理" in window.status.said.text()
    click(qtbot, window, "assigned", "assigned")
    click(qtbot, window, "in_progress", "in_progress")
    page_of(window).record_form.close_form()
    steps = len(office.steps())
    window.actions_by_name["close_issue"].trigger()
    assert strip.asking == "closed" and strip.boxes[moving.OUTCOME].hasFocus()
    answer(strip, outcome="已办结", verified_by="李明")
    strip.confirm()
    qtbot.waitUntil(lambda: strip.state == "closed")
    assert len(office.steps()) == steps + 1
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: strip.state == "in_progress")


def test_an_agreed_extension_turns_an_overdue_issue_amber_until_the_day_turns(qtbot, small, day):
    window, row_id = small
    strip, grid = strip_of(window), issues_of(window)
    assert shown(grid, row_id, "light") == "超期"
    QTest.mouseClick(strip.button(EXTEND), LEFT)
    answer(strip, due="5月1日", approved_by="周市长", reason="汛期")
    strip.confirm()
    assert "不晚于" in strip.problem.text()
    answer(strip, due="6月30日")
    strip.confirm()
    qtbot.waitUntil(lambda: shown(grid, row_id, "light") == "临期")
    assert page_of(window).record_form.line("first_due_on").text() == "2024-05-20"
    day[0] += timedelta(days=26)
    window.bridge.check_day()
    qtbot.waitUntil(lambda: shown(grid, row_id, "light") == "超期")
    qtbot.waitUntil(lambda: "超期" in page_of(window).record_form.line("light").text())


def test_esc_brings_back_a_refused_answer_before_it_stops_asking(qtbot, small):
    window, _ = small
    strip = strip_of(window)
    QTest.mouseClick(strip.button(EXTEND), LEFT)
    answer(strip, due="2月30日", approved_by="陈蹊", reason="等批复")
    strip.confirm()
    assert "Esc 恢复原值" in strip.problem.text()
    QTest.keyClick(strip.boxes["due"], Key.Key_Escape)
    assert strip.asking == EXTEND and strip.boxes["due"].text() == "" and not strip.problem.isVisible()
    QTest.keyClick(strip.boxes["due"], Key.Key_Escape)
    assert strip.asking == ""


def test_light_rules_are_set_per_ledger_and_turn_the_lights_at_once(qtbot, small):
    window, _ = small
    office = Office(ledger_of(window))
    row_id = office.issue("供电线路未定", project="云杉产业园", due="6月20日")
    grid = issues_of(window)
    qtbot.waitUntil(lambda: grid.model.lines.place_of(row_id) is not None)
    assert shown(grid, row_id, "light") == "正常"
    window.actions_by_name["light_rules"].trigger()
    dialog = window.findChild(LightRulesDialog)
    dialog.days.setValue(11)
    dialog.working.setChecked(True)
    assert "6月20日" in dialog.example.text(), "weekends are left out"
    dialog.accept()
    qtbot.waitUntil(lambda: shown(grid, row_id, "light") == "临期")
    settings = ledger_of(window).settings()
    assert (settings["light_days"], settings["light_day_kind"]) == ("11", "working")
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: shown(grid, row_id, "light") == "正常")


def test_while_a_new_issue_is_typed_its_likes_are_shown_and_can_be_gone_to(qtbot, small):
    window, row_id = small
    page_of(window).record_form.close_form()
    window.actions_by_name["new_issue"].trigger()
    strip = page_of(window).issue_pane.similar
    write(issues_of(window), "3号地块林地手续没有批", preedit="san")
    qtbot.waitUntil(lambda: strip.isVisible())
    assert "三号地块林地手续未批" in strip.text()
    QTest.mouseClick(strip._go, LEFT)
    qtbot.waitUntil(lambda: issues_of(window).current_id() == row_id)
    assert not strip.isVisible()
    many = len(Office(ledger_of(window)).rows("issues"))
    assert many == 2, "what was typed is kept"


def test_something_else_typed_shows_nothing(qtbot, small):
    window, _ = small
    page_of(window).record_form.close_form()
    window.actions_by_name["new_issue"].trigger()
    write(issues_of(window), "蒸汽管网接入点未确定", preedit="zheng")
    qtbot.wait(300)
    assert not page_of(window).issue_pane.similar.isVisible()
    press(issues_of(window), Key.Key_Escape)


def test_near_duplicates_are_shown_side_by_side_and_merged_in_one_step(qtbot, small):
    window, row_id = small
    office = Office(ledger_of(window))
    other = office.issue(
        "3号地块林地手续没批", project="云杉产业园", units="市林业局", progress="已报市局", due="6月20日"
    )
    window.actions_by_name["find_similar"].trigger()
    wait_for_work(qtbot, window)
    qtbot.waitUntil(lambda: window.findChild(SimilarDialog) is not None)
    dialog = window.findChild(SimilarDialog)
    assert [(pair.first, pair.second) for pair in dialog.pairs] == [(row_id, other)]
    cells = {dialog.sides.item(0, n).text() for n in range(2)}
    assert cells == {"三号地块林地手续未批", "3号地块林地手续没批"}
    before = office.living()
    QTest.mouseClick(dialog.keep_left, LEFT)
    qtbot.waitUntil(lambda: dialog.pairs == [])
    assert [row["id"] for row in office.rows("issues")] == [row_id]
    assert office.names("issues", row_id, "units") == ["市林业局"]
    assert office.value("issues", row_id, "progress") == "已报市局"
    window.actions_by_name["undo"].trigger()
    assert office.living() == before
