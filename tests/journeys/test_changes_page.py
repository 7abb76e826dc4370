"""修改记录 and 回收站: everything that was changed can be found, gone to, and brought back."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.records.fields import TABLES
from jzledger.ui.main_window import MainWindow
from jzledger.ui.page_list import NAMES
from jzledger.ui.pages.changes_page import ChangesPage
from tests.journeys.pages import issues_of, ledger_of, page_of
from tests.office import Office
from tests.ui.typing import Key

LEFT = Qt.MouseButton.LeftButton


def opened(demo: MainWindow, action: str = "show_changes") -> ChangesPage:
    demo.actions_by_name[action].trigger()
    page = demo.pages.made["changes"]
    assert isinstance(page, ChangesPage) and demo.stack.currentWidget() is page
    wait_for_lines(page)
    return page


def wait_for_lines(page: ChangesPage) -> None:
    if page.model.waiting:
        loop = QEventLoop()
        page.model.arrived.connect(loop.quit)
        loop.exec()


def first_issue(demo: MainWindow) -> str:
    row_id: str = issues_of(demo).model.lines.shown[0].id()
    return row_id


def test_the_page_lists_changes_and_a_line_leads_to_its_row(qtbot, demo):
    row_id, office = first_issue(demo), Office(ledger_of(demo))
    office.set("issues", row_id, due="6月25日")
    page = opened(demo)
    line = page.model.lines[0]
    assert (line.by, line.table, line.column, line.after) == ("王芳", "问题", "完成时限", "6月25日")
    assert demo.rail.currentRow() == NAMES.index("changes")
    assert not demo.actions_by_name["delete_rows"].isEnabled(), "no row is in sight that it would delete"
    QTest.keyClick(page.table, Key.Key_Return)
    assert demo.stack.currentWidget() is demo.page and issues_of(demo).current_id() == row_id
    assert demo.rail.currentRow() == 0 and demo.actions_by_name["delete_rows"].isEnabled()


def test_filters_combine_and_a_day_that_cannot_be_is_told(qtbot, demo):
    row_id, office = first_issue(demo), Office(ledger_of(demo))
    office.set("issues", row_id, due="6月25日", note="已电话催办")
    page = opened(demo)
    page.by.setCurrentIndex(page.by.findData("王芳"))
    page.noun.setCurrentIndex(page.noun.findData("issue"))
    page.column.setCurrentIndex(page.column.findData("备注"))
    qtbot.waitUntil(lambda: [line.after for line in page.model.lines] == ["已电话催办"])
    page.text.setText("没有这样的话")
    qtbot.waitUntil(lambda: page.model.lines == [] and page.empty.isVisible())
    page.clear_filter()
    qtbot.waitUntil(lambda: len(page.model.lines) > 2)
    page.first.setText("2月30日")
    qtbot.waitUntil(lambda: page.problem.isVisible())
    assert "2月" in page.problem.text()


def test_more_lines_come_by_scrolling(qtbot, demo):
    page = opened(demo)
    many = page.model.rowCount()
    assert page.model.has_more

    def scrolled() -> bool:
        page.table.scrollToBottom()  # again where the page was read anew meanwhile
        return page.model.rowCount() > many

    qtbot.waitUntil(scrolled)


def test_what_happens_while_the_page_is_open_appears(qtbot, demo):
    page = opened(demo)
    Office(ledger_of(demo)).set("issues", first_issue(demo), note="刚刚改的")
    qtbot.waitUntil(lambda: page.model.lines[0].after == "刚刚改的")


def test_a_deleted_row_is_brought_back_whole_from_the_bin(qtbot, demo):
    office = Office(ledger_of(demo))
    project = page_of(demo).project_pane.live.rows[0][0]
    before = office.living()
    office.delete("projects", project)
    page = opened(demo, "show_bin")
    assert page.tabs.currentIndex() == 1 and page.bin.model.lines[0].id == project
    assert page.bin.model.lines[0].parts > 0
    page.bin.table.selectRow(0)
    QTest.mouseClick(page.bin.back, LEFT)
    assert office.living() == before
    assert page.bin.empty.isVisible() and page.bin.count() == 0


def test_a_change_elsewhere_leaves_the_chosen_rows_of_the_bin(qtbot, demo):
    office = Office(ledger_of(demo))
    first, *others = [line.id() for line in issues_of(demo).model.lines.shown[:4]]
    for row_id in others:
        ledger_of(demo).delete(TABLES["issues"], [row_id])
    page = opened(demo, "show_bin")
    page.bin.table.select_rows([1, 2])
    chosen = [row.id for row in page.bin.chosen()]
    office.set("issues", first, note="已电话催办")
    qtbot.wait(50)
    assert [row.id for row in page.bin.chosen()] == chosen and len(chosen) == 2


def test_ctrl_z_takes_back_what_the_bin_gave_back(qtbot, demo):
    row_id, office = first_issue(demo), Office(ledger_of(demo))
    office.delete("issues", row_id)
    page = opened(demo, "show_bin")
    QTest.keyClick(page.bin.table, Key.Key_Return)
    qtbot.waitUntil(lambda: page.bin.count() == 0)
    focus = QApplication.focusWidget()
    assert focus is page.bin.kind, "not the search box, where Ctrl+Z means its text"


def test_emptying_the_bin_asks_first(qtbot, demo):
    office = Office(ledger_of(demo))
    office.delete("issues", first_issue(demo))
    page = opened(demo, "show_bin")
    QTest.mouseClick(page.bin.clear, LEFT)
    assert page.bin.banner.isVisible() and page.bin.count() == 1
    page.bin.banner._buttons[-1].click()  # 知道了
    assert page.bin.count() == 1
    QTest.mouseClick(page.bin.clear, LEFT)
    page.bin.banner._buttons[0].click()
    assert page.bin.count() == 0
    assert not [key for key, row in office.everything().items() if row["deleted_at"] is not None]


def test_the_rail_leads_to_the_pages_and_another_ledger_starts_anew(qtbot, demo):
    page = opened(demo)
    rail = demo.rail
    QTest.mouseClick(rail.viewport(), LEFT, pos=rail.visualItemRect(rail.item(0)).center())
    assert demo.stack.currentWidget() is demo.page
    QTest.mouseClick(
        rail.viewport(), LEFT, pos=rail.visualItemRect(rail.item(NAMES.index("changes"))).center()
    )
    assert demo.stack.currentWidget() is page
    demo.actions_by_name["close_ledger"].trigger()
    assert not demo.pages.made and demo.page is None
