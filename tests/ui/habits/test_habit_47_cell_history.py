"""这一格的历史 shows who changed this cell, when, from what, with a way back; 本行修改记录 does so for the row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzledger.ui.dialogs.history import HistoryWindow
from jzledger.ui.main_window import MainWindow
from tests.journeys.pages import issues_of, ledger_of, page_of
from tests.office import Office


def changed_issue(demo: MainWindow) -> str:
    row_id: str = issues_of(demo).model.lines.shown[0].id()
    office = Office(ledger_of(demo))
    office.set("issues", row_id, due="6月20日")
    office.set("issues", row_id, due="6月25日", note="已电话催办")
    return row_id


def history(demo: MainWindow) -> HistoryWindow:
    return demo.findChildren(HistoryWindow)[-1]


def texts(window: HistoryWindow, row: int) -> list[str]:
    items = [window.lines.item(row, column) for column in range(window.lines.columnCount())]
    return [item.text() for item in items if item is not None]


def test_the_history_of_the_current_cell_and_the_way_back_is_one_step(qtbot, demo):
    row_id, office = changed_issue(demo), Office(ledger_of(demo))
    issues_of(demo).setFocus()
    assert issues_of(demo).go_to(row_id, "due")
    demo.actions_by_name["cell_history"].trigger()
    window = history(demo)
    assert "完成时限" in window.windowTitle()
    assert texts(window, 0)[1:5] == ["王芳", "修改完成时限、备注", "6月20日", "6月25日"]
    window.lines.selectRow(0)
    assert not window.back.isEnabled(), "it holds this already"
    window.lines.selectRow(1)
    steps = len(office.steps())
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert len(office.steps()) == steps + 1
    assert office.value("issues", row_id, "due").text == "6月20日"
    assert office.value("issues", row_id, "note") == "已电话催办", "only this cell goes back"
    qtbot.waitUntil(lambda: texts(window, 0)[2] == "改回“完成时限”")
    demo.actions_by_name["undo"].trigger()
    assert office.value("issues", row_id, "due").text == "6月25日"


def test_what_the_program_judges_has_no_history(demo):
    issues_of(demo).setFocus()
    assert issues_of(demo).go_to(changed_issue(demo), "light")
    demo.actions_by_name["cell_history"].trigger()
    assert demo.findChildren(HistoryWindow) == [] and "程序判定" in demo.status.said.text()


def test_any_state_of_the_row_comes_back_by_its_own_history(qtbot, demo):
    row_id, office = changed_issue(demo), Office(ledger_of(demo))
    first = office.ledger.read  # the state before both edits
    assert first is not None
    issues_of(demo).setFocus()
    issues_of(demo).go_to(row_id, "title")
    demo.actions_by_name["row_history"].trigger()
    window = history(demo)
    steps = [moment.step_id for moment in window.moments]
    window.lines.selectRow(steps.index(sorted(set(steps))[-2]))
    assert window.back.isEnabled()
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    row = office.row("issues", row_id)
    assert row["due"].text == "6月20日" and row["note"] != "已电话催办"
    assert "恢复到" in office.steps()[-1].label


def test_the_form_opens_the_history_of_its_field_by_its_title(qtbot, demo):
    row_id = changed_issue(demo)
    issues_of(demo).setFocus()
    issues_of(demo).go_to(row_id, "due")
    demo.actions_by_name["record_form"].trigger()
    form = page_of(demo).record_form
    QTest.mouseClick(form.line("due").label, Qt.MouseButton.LeftButton)
    assert "完成时限" in history(demo).windowTitle()


def test_an_article_behind_a_value_is_named_as_its_source(qtbot, demo):
    page_of(demo).issue_pane.go_to_source()
    row_id = issues_of(demo).current_id()
    from jzledger.ledger.evidence import sources_of

    sources = ledger_of(demo).read(sources_of, "issue", row_id)
    columns = [column for source in sources for column in source.columns]
    if not columns:
        return
    opened = demo.record_verbs.show_history(page_of(demo).issue_pane.tables[0].table, row_id, columns[0])
    assert opened is not None and any(moment.source for moment in opened.moments)
