"""A foreign workbook on the window: read beside it, shown beside what was understood, taken by the clerk in one Step."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea

from jzledger.ui.main_window import MainWindow
from jzledger.ui.pages.workbook_review import WorkbookReview
from tests.journeys.pages import banner_of, ledger_of, page_of, wait_for_page, wait_for_work
from tests.office import Office
from tests.ui.typing import Key

HEAD = ("序号", "项目名称", "存在问题", "解决措施", "牵头单位", "责任人", "完成时限", "办理状态")
ROWS = (
    (1, "云杉光伏玻璃项目", "林地手续未批复", "省市联动", "云岭市林业管理局", "郑远", "6月底前", "办理中"),
    (2, None, "进场道路未通", "先行便道", "望溪区交通局", "陈朔", "7月15日", "办理中"),
    (3, "丹枫储能电站项目", "接入方案未定", "对接电网", "云岭供电公司", "郑远", "8月底前", "待交办"),
)


def workbook(
    folder: Path, name: str = "问题台账.xlsx", rows: Sequence[Any] = ROWS, head: Sequence[str] = HEAD
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["云岭市重点项目存在问题台账"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    sheet.append(["填报时间：2024年6月3日"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    if len(rows) > 1 and rows[1][1] is None:
        sheet.merge_cells("B4:B5")
    kept = io.BytesIO()
    book.save(kept)
    path = folder / name
    path.write_bytes(kept.getvalue())
    return path


def drop(window: MainWindow, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, mime, left, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def under_review(qtbot: Any, window: MainWindow) -> WorkbookReview:
    qtbot.waitUntil(lambda: window.workbook_verbs.page is not None, timeout=20_000)
    wait_for_work(qtbot, window)
    page = window.workbook_verbs.page
    assert page is not None and window.stack.currentWidget() is page
    return page


def settle(qtbot: Any, page: WorkbookReview) -> None:
    qtbot.waitUntil(page.settled, timeout=20_000)


@pytest.fixture
def page(qtbot, demo: MainWindow, tmp_path: Path) -> WorkbookReview:
    drop(demo, workbook(tmp_path))
    return under_review(qtbot, demo)


def office_of(window: MainWindow) -> Office:
    return Office(ledger_of(window))


def go_to_row(page: WorkbookReview, row: int, key: str = "issue") -> None:
    # Not by the view: it would still see the Ctrl of an earlier key.
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.rows.selectionModel().setCurrentIndex(
        page.rows_model.index(row, page.rows_model.column_of(key)), flags
    )


def test_a_dropped_workbook_opens_its_review_and_nothing_is_taken(qtbot, demo, tmp_path):
    before = office_of(demo).everything()
    drop(demo, workbook(tmp_path))
    page = under_review(qtbot, demo)
    assert page.title.text() == "问题台账.xlsx"
    assert [line.texts["issue"] for line in page.rows_model.lines] == [row[2] for row in ROWS]
    assert [line.texts["project"] for line in page.rows_model.lines] == [ROWS[0][1], ROWS[0][1], ROWS[2][1]]
    assert {line.outcome for line in page.rows_model.lines} == {"new"}
    assert office_of(demo).everything() == before


def test_a_row_lights_its_cells_and_a_cell_finds_its_row(qtbot, page):
    go_to_row(page, 1, "measures")
    model = page.sheet.sheet_model
    assert {(4, 2), (4, 3), (4, 4), (4, 6)} <= model.lit and (3, 1) in model.lit, (
        "the merged project cell, too"
    )
    assert (page.sheet.currentIndex().row(), page.sheet.currentIndex().column()) == (4, 3)
    page.sheet.setFocus()
    page.sheet.setCurrentIndex(model.index(5, 4))
    assert page.rows.currentIndex().row() == 2 and (5, 2) in model.lit


def test_the_sheet_is_shown_as_it_is(qtbot, page):
    model = page.sheet.sheet_model
    assert model.text(0, 0) == "云岭市重点项目存在问题台账" and page.sheet.columnSpan(0, 0) == len(HEAD)
    assert page.sheet.rowSpan(3, 1) == 2
    assert model.headerData(2, Qt.Orientation.Horizontal) == "C"


def test_taking_is_one_step_with_the_source_of_every_cell_and_one_undo(qtbot, demo, page):
    office = office_of(demo)
    before, steps = office.living(), len(office.steps())
    QTest.keyClick(page.rows, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None, timeout=20_000)
    wait_for_work(qtbot, demo)
    assert demo.stack.currentWidget() is demo.page
    assert "已导入“问题台账.xlsx”：新增 3 行" in banner_of(demo)
    assert len(office.steps()) == steps + 1
    issue = next(row for row in office.rows("issues") if row["title"] == "进场道路未通")
    assert issue["lead_unit"].name == "望溪区交通局" and issue["due"].text == "7月15日"
    page_of(demo).issue_pane.set_projects(None)
    demo.record_verbs.go_to("issue", issue["id"])
    strip = page_of(demo).issue_pane.evidence
    assert "问题台账.xlsx" in strip._title.text() and "进场道路未通" in strip.quote()
    demo.record_verbs.record_form()
    form = page_of(demo).record_form
    assert "来源：问题台账.xlsx 台账!D5" in form.origin_of(form.line("measures").field)
    form.line("measures").editor.setFocus()
    assert "台账!D5" in form.origin.text()
    history = demo.record_verbs.show_history(form.table, form.row_id, "measures")
    assert history is not None and history.moments[0].source == "问题台账.xlsx 台账!D5"
    history.close()
    qtbot.waitUntil(demo.actions_by_name["undo"].isEnabled)
    demo.verbs.undo()
    assert office.living() == before


def test_a_likely_name_waits_and_the_clerk_says_which(qtbot, demo, page):
    office = office_of(demo)
    names = page.names
    waiting = [one for one in names.model.lines if not one.sure]
    assert waiting and names.model.lines[0] is waiting[0], "what waits stands first"
    assert any(line.unsure for line in page.rows_model.lines)
    wanted = next(one for one in waiting if one.written == "云岭市林业管理局")
    names.table.selectRow(names.model.lines.index(wanted))
    assert names.choice.currentText().startswith("市林业局")
    names.choice.setCurrentIndex(names.choice.findText("新增“云岭市林业管理局”"))
    names.answer()
    settle(qtbot, page)
    assert [one.sure for one in names.model.lines if one.written == "云岭市林业管理局"] == [True]
    page.take()
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None, timeout=20_000)
    assert any(row["name"] == "云岭市林业管理局" for row in office.rows("units"))


def test_all_names_confirmed_at_once_are_remembered(qtbot, demo, page):
    office = office_of(demo)
    page.names.all.click()
    settle(qtbot, page)
    assert page.names.waiting() == 0 and not any(line.unsure for line in page.rows_model.lines)
    page.take()
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None, timeout=20_000)
    unit = next(row["id"] for row in office.rows("units") if row["name"] == "市林业局")
    assert "云岭市林业管理局" in office.names("units", unit, "aliases")


def test_rows_are_left_out_by_space(qtbot, demo, page):
    office, before = office_of(demo), len(office_of(demo).rows("issues"))
    go_to_row(page, 2)
    assert page.rows.selected_keys() == [(0, 2)]
    QTest.keyClick(page.rows, Key.Key_Space)
    settle(qtbot, page)
    assert page.rows_model.lines[2].outcome == "out" and "不采用 1" in page.summary.text()
    page.take()
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None, timeout=20_000)
    assert len(office.rows("issues")) == before + 2
    assert not any(row["name"].startswith("丹枫储能") for row in office.rows("projects"))


def test_esc_leaves_and_changes_nothing(qtbot, demo, page):
    before = office_of(demo).everything()
    QTest.keyClick(page.rows, Key.Key_Escape)
    assert demo.workbook_verbs.page is None and demo.stack.currentWidget() is demo.page
    grid = page_of(demo).issue_pane.current.grid
    assert grid.isAncestorOf(demo.focusWidget()) or demo.focusWidget() is grid, (
        "what is typed goes into the table"
    )
    assert office_of(demo).everything() == before
    assert "没有采用" in demo.status.said.text()


def test_a_heading_is_corrected_and_remembered(qtbot, demo, tmp_path):
    head = (*HEAD[:3], "卡壳怎么破", *HEAD[4:])
    drop(demo, workbook(tmp_path, head=head))
    page = under_review(qtbot, demo)
    assert "measures" not in page.rows_model.lines[0].texts
    combo = page.mapping.combos["卡壳怎么破"]
    combo.setCurrentIndex(combo.findData("measures"))
    combo.activated.emit(combo.currentIndex())
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: page.rows_model.lines[0].texts.get("measures") == "省市联动", timeout=20_000)
    page.closed.emit(False)
    drop(demo, workbook(tmp_path, "另一份.xlsx", rows=ROWS[:1], head=head))
    later = under_review(qtbot, demo)
    assert later.rows_model.lines[0].texts["measures"] == "省市联动"


def test_the_boxes_of_the_headings_stand_in_whole_lines(qtbot, demo, tmp_path):
    demo.resize(1366, 768)
    head = (*HEAD, "年度计划投资", "总投资", "类别", "包联领导", "截止本月累计完成投资", "联系电话")
    drop(demo, workbook(tmp_path, rows=[(*row, *[None] * 6) for row in ROWS], head=head))
    page = under_review(qtbot, demo)
    page.mapping.head.setChecked(True)
    qtbot.wait(50)
    scroll = page.mapping.findChild(QScrollArea)
    tops = [(box.y(), box.y() + box.height()) for box in page.mapping.combos.values()]
    height = scroll.viewport().height()
    assert max(bottom for _, bottom in tops) > height, "there are more than are shown"
    assert all(bottom <= height for top, bottom in tops if top < height)
    assert page.mapping.combos["年度计划投资"].toolTip().startswith("年度计划投资")


def test_problems_lead_to_their_cells(qtbot, demo, tmp_path):
    rows = ((1, "云杉光伏玻璃项目", "林地手续未批复", "省市联动", "市林业局", "郑远", "6月底前", "红色预警"),)
    drop(demo, workbook(tmp_path, rows=rows))
    page = under_review(qtbot, demo)
    place = next(n for n in range(page.problems.count()) if "红色预警" in page.problems.item(n).text())
    page.below.setCurrentIndex(1)
    page.problems.setCurrentRow(place)
    page.problems.setFocus()
    QTest.keyClick(page.problems, Key.Key_Return)
    at = page.sheet.currentIndex()
    assert (at.row(), at.column()) == (3, 7)


def test_where_the_ledger_differs_it_keeps_its_own_until_the_clerk_says_otherwise(qtbot, demo, tmp_path):
    office = office_of(demo)
    project = office.project("云杉光伏玻璃项目")
    issue = office.issue("林地手续未批复", project="云杉光伏玻璃项目", measures="自己的措施")
    drop(demo, workbook(tmp_path, rows=ROWS[:1]))
    page = under_review(qtbot, demo)
    (line,) = page.rows_model.lines
    assert line.outcome == "differs" and ("解决措施", "自己的措施", "省市联动") in line.differences
    assert page.differences.count() and "自己的措施" in page.differences.item(0).text()
    go_to_row(page, 0)
    QTest.keyClick(page.rows, Key.Key_T)
    settle(qtbot, page)
    assert "以原表为准" in page.rows_model.outcome(page.rows_model.lines[0])
    page.take()
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None, timeout=20_000)
    assert office.value("issues", issue, "measures") == "省市联动"
    assert office.value("issues", issue, "project").id == project


def test_several_workbooks_are_reviewed_one_after_the_other(qtbot, demo, tmp_path):
    drop(demo, workbook(tmp_path, "甲.xlsx", rows=ROWS[:1]), workbook(tmp_path, "乙.xlsx", rows=ROWS[2:]))
    first = under_review(qtbot, demo)
    assert first.title.text() == "甲.xlsx"
    first.take()
    qtbot.waitUntil(lambda: demo.workbook_verbs.page not in (None, first), timeout=20_000)
    assert under_review(qtbot, demo).title.text() == "乙.xlsx"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.xlsx", b"PK\x03\x04 not a zip at all"),
        ("加密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 200),
        ("没有行.csv", "一,二,三\n四,五,六\n七,八,九\n".encode()),
    ],
)
def test_what_is_no_workbook_is_told_in_a_sentence_and_changes_nothing(
    qtbot, demo, tmp_path, name: str, data: bytes
):
    before = office_of(demo).everything()
    (tmp_path / name).write_bytes(data)
    demo.workbook_verbs.review([tmp_path / name])
    wait_for_work(qtbot, demo)
    assert demo.workbook_verbs.page is None and name in banner_of(demo)
    assert office_of(demo).everything() == before


def test_the_same_workbook_again_is_told(qtbot, demo, page, tmp_path):
    page.take()
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None, timeout=20_000)
    wait_for_work(qtbot, demo)
    drop(demo, tmp_path / "问题台账.xlsx")
    qtbot.waitUntil(lambda: "已经导入过" in banner_of(demo), timeout=20_000)


def test_from_excel_a_new_ledger(qtbot, window, tmp_path, monkeypatch):
    path = workbook(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a, **k: ([str(path)], ""))
    window.actions_by_name["new_from_workbooks"].trigger()
    from jzledger.ui.dialogs.new_ledger import NewLedgerDialog

    dialog = next(w for w in window.findChildren(NewLedgerDialog))
    dialog.path.setText(str(tmp_path / "新台账.jzl"))
    dialog.accept()
    wait_for_page(qtbot, window)
    page = under_review(qtbot, window)
    assert len(page.rows_model.lines) == 3
    page.take()
    qtbot.waitUntil(lambda: window.workbook_verbs.page is None, timeout=20_000)
    assert len(office_of(window).rows("issues")) == 3


def test_closing_the_ledger_takes_the_review_with_it(qtbot, demo, page):
    demo.actions_by_name["close_ledger"].trigger()
    assert demo.workbook_verbs.page is None and demo.stack.currentWidget() is demo.welcome


def test_a_change_of_the_ledger_meanwhile_is_seen(qtbot, demo, page):
    office = office_of(demo)
    office.project("丹枫储能电站项目")
    office.issue("接入方案未定", project="丹枫储能电站项目", measures="对接电网")
    qtbot.waitUntil(
        lambda: page.settled() and page.rows_model.lines[2].outcome in ("fills", "differs"), timeout=20_000
    )


def test_f8_goes_to_the_next_row_that_waits(qtbot, demo, page):
    unsure = [n for n, line in enumerate(page.rows_model.lines) if line.unsure]
    page.next_undecided()
    assert page.rows.currentIndex().row() in unsure


def test_the_review_may_be_left_while_it_still_compares(qtbot, demo, page, monkeypatch):
    source, begun, may_end = page.source, threading.Event(), threading.Event()
    understand = source.understand

    def slowly(*args: Any) -> Any:
        begun.set()
        assert may_end.wait(10)
        return understand(*args)

    monkeypatch.setattr(source, "understand", slowly)
    go_to_row(page, 0)
    QTest.keyClick(page.rows, Key.Key_Space)  # left out: what is shown is compared anew
    qtbot.waitUntil(begun.is_set)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: demo.workbook_verbs.page is None)
    QTest.qWait(10)  # the page is deleted when the loop comes round
    may_end.set()
    wait_for_work(qtbot, demo)


def test_workbooks_dropped_while_another_is_read_wait_for_their_turn(qtbot, demo, tmp_path):
    demo.workbook_verbs.review([workbook(tmp_path, "甲.xlsx", rows=ROWS[:1])])
    demo.workbook_verbs.review([workbook(tmp_path, "乙.xlsx", rows=ROWS[2:])])
    first = under_review(qtbot, demo)
    assert first.title.text() == "甲.xlsx"
    first.close_review()
    assert under_review(qtbot, demo).title.text() == "乙.xlsx"


def test_a_workbook_that_is_dropped_twice_is_reviewed_once(qtbot, demo, tmp_path):
    file = workbook(tmp_path)
    drop(demo, file, file)
    under_review(qtbot, demo).close_review()
    wait_for_work(qtbot, demo)
    assert demo.workbook_verbs.page is None


def test_every_file_that_cannot_be_read_is_told_beside_the_others(qtbot, demo, tmp_path):
    (tmp_path / "~$问题台账.xlsx").write_bytes(b"owner")
    (tmp_path / "假.xlsx").write_text("这不是表格")
    (tmp_path / "空.csv").write_text("一,二,三\n四,五,六\n七,八,九\n")
    names = ("~$问题台账.xlsx", "假.xlsx", "空.csv")
    files = [tmp_path / name for name in names]
    drop(demo, *files[:2], workbook(tmp_path), files[2])
    page = under_review(qtbot, demo)
    assert "临时文件" in page.banner.text() and "假.xlsx：" in page.banner.text()
    assert "报道" not in page.banner.text(), "a workbook is not told off as an article"
    page.take()
    qtbot.waitUntil(lambda: "空.csv" in banner_of(demo), timeout=20_000)
    assert "已导入“问题台账.xlsx”" in banner_of(demo), "what went well is still told"


def test_what_is_worked_out_for_a_review_that_was_left_goes_nowhere(qtbot, demo, page):
    page._understand()
    page.close_review()
    wait_for_work(qtbot, demo)
    assert demo.workbook_verbs.page is None


def test_closing_while_rows_are_written_stops_the_writing_or_tells_what_was_taken(qtbot, demo, page):
    office, before = office_of(demo), len(office_of(demo).rows("issues"))
    page.take()
    page.close_review()
    qtbot.waitUntil(lambda: not page._writing, timeout=20_000)
    wait_for_work(qtbot, demo)
    if len(office.rows("issues")) == before:
        assert demo.workbook_verbs.page is page and page.take_button.isEnabled()
    else:
        assert "已导入" in banner_of(demo)


def undo_of(banner: Any) -> bool:
    return any(button.text() == "撤销" and button.isVisible() for button in banner.findChildren(QPushButton))


def test_the_offer_to_undo_an_import_goes_when_it_would_undo_something_else(qtbot, demo, page):
    office = office_of(demo)
    page.take()
    qtbot.waitUntil(lambda: "已导入" in banner_of(demo), timeout=20_000)
    banner = page_of(demo).issue_pane.banner
    qtbot.wait(100)
    assert undo_of(banner)
    issue = office.rows("issues")[0]["id"]
    office.set("issues", issue, note="后来的改动")
    qtbot.waitUntil(lambda: not undo_of(banner), timeout=10_000)
    assert "已导入" in banner_of(demo)


def test_an_import_that_was_undone_is_no_longer_told_as_done(qtbot, demo, page):
    page.take()
    qtbot.waitUntil(lambda: "已导入" in banner_of(demo), timeout=20_000)
    qtbot.waitUntil(demo.actions_by_name["undo"].isEnabled)
    demo.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: banner_of(demo) == "", timeout=10_000)


def test_a_workbook_dropped_on_the_welcome_page_is_offered_a_new_ledger(qtbot, window, tmp_path):
    from jzledger.ui.dialogs.new_ledger import NewLedgerDialog

    drop(window, workbook(tmp_path))
    assert "还没有打开台账" in window.welcome.banner.text() and window.welcome.banner.isVisible()
    next(b for b in window.welcome.banner.findChildren(QPushButton) if b.text() == "新建台账并导入").click()
    dialog = next(w for w in window.findChildren(NewLedgerDialog))
    dialog.path.setText(str(tmp_path / "新台账.jzl"))
    dialog.accept()
    wait_for_page(qtbot, window)
    assert len(under_review(qtbot, window).rows_model.lines) == 3
