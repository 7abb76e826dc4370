"""收表合并: workbooks go out, come back by being dropped on the window, are decided cell by cell, and undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.exchange.dispatch import dispatch
from jzledger.ledger import dispatches
from jzledger.ui.dialogs.dispatch_dialog import DispatchChoice, DispatchDialog
from jzledger.ui.main_window import MainWindow
from jzledger.ui.pages.collect_page import CollectPage
from jzledger.ui.pages.merge_lines import VERDICT
from tests.exchange.units_office import edit, first_row, heads, row_ids
from tests.journeys.pages import ledger_of, wait_for_work
from tests.office import TODAY, Office
from tests.ui.typing import Key

LEFT = Qt.MouseButton.LeftButton


def page_of(demo: MainWindow) -> CollectPage:
    page = demo.pages.page("collect")
    assert isinstance(page, CollectPage)
    return page


def drop(window: MainWindow, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 300), action, mime, LEFT, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), action, mime, LEFT, none))


@pytest.fixture
def sent(demo: MainWindow, tmp_path: Path) -> dict[str, Path]:
    """The made-up office has sent its workbooks: unit -> file."""
    assert demo.bridge is not None
    report = dispatch(ledger_of(demo), tmp_path / "下发", demo.bridge.context(), demo.around.resources)
    return {one.unit: one.file for one in report.sent}


def returned(file: Path, target: Path) -> Path:
    """The unit tells of progress in two rows, adds one, and gives the workbook another name."""

    def change(book: Any) -> None:
        sheet = book["问题"]
        at, first = heads(sheet), first_row(sheet)
        sheet.cell(first, at["办理进展"]).value = "单位报的进展"
        sheet.cell(first + 1, at["备注"]).value = "单位的备注"
        last = sheet.max_row + 1
        sheet.cell(last, at["项目名称"]).value = sheet.cell(first, at["项目名称"]).value
        sheet.cell(last, at["存在问题"]).value = "单位新报的问题"

    return edit(file, change, target)


def collected(qtbot: Any, demo: MainWindow, *files: Path) -> CollectPage:
    drop(demo, *files)
    qtbot.waitUntil(lambda: bool(page_of(demo).reviews), timeout=20_000)
    wait_for_work(qtbot, demo)
    return page_of(demo)


def verdict_here(page: CollectPage) -> str:
    line, review = page.view.table.line(), page.view.review
    assert line is not None and line.cell is not None and review is not None
    return review.verdict(line.cell)


def issues_of(file: Path) -> list[str]:
    return row_ids(openpyxl.load_workbook(file)["问题"])


def test_the_board_begins_empty_and_dispatching_fills_it(qtbot, demo: MainWindow, tmp_path: Path):
    demo.actions_by_name["show_collect"].trigger()
    page = page_of(demo)
    assert demo.stack.currentWidget() is page and not page.board.lines
    assert "还没有下发过表" in page.nothing.text()
    QTest.mouseClick(page.send, LEFT)
    wait_for_work(qtbot, demo)
    dialog = demo.findChild(DispatchDialog)
    dialog.folder.setText(str(tmp_path / "下发"))
    assert len(dialog.value().units) == dialog.list.count() > 20
    dialog.accept()
    wait_for_work(qtbot, demo)
    assert len(page.board.lines) == len(list((tmp_path / "下发").glob("*.xlsx"))) > 20
    assert {line.state for line in page.board.lines} == {"undated"}
    assert "应收" in page.told.text() and page.banner.isVisible()


def test_some_units_can_be_left_out(qtbot, demo: MainWindow, tmp_path: Path):
    unit = next(row for row in Office(ledger_of(demo)).rows("units") if row["name"] == "望溪区")
    choice = DispatchChoice(tmp_path / "下发", demo.bridge.today, (unit["id"],))
    demo.collect_verbs.dispatch_to(choice)
    wait_for_work(qtbot, demo)
    assert [line.unit for line in page_of(demo).board.lines] == ["望溪区"]


def test_a_dropped_file_is_known_decided_written_and_undone(qtbot, demo: MainWindow, sent, tmp_path: Path):
    office = Office(ledger_of(demo))
    file = returned(sent["望溪区"], tmp_path / "随便什么名字.xlsx")
    first, second = issues_of(sent["望溪区"])[:2]
    office.set("issues", first, progress="办公室记的进展")
    before = office.living()
    page = collected(qtbot, demo, file)
    assert demo.stack.currentWidget() is page
    review = page.reviews[0]
    assert (review.state(), review.open_count(), review.taken_count()) == ("amber", 1, 2)
    line = page.view.table.line()
    assert line is not None and line.cell is not None and line.cell.key == "progress", (
        "the conflict comes first"
    )
    assert page.view.detail.isVisible() and page.view.detail.values["theirs"].text() == "单位报的进展"
    QTest.keyClick(page.view.table, Key.Key_2)
    assert review.open_count() == 0 and page.view.apply.text().startswith("采用 3 处")
    QTest.keyClick(page.view.table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_work(qtbot, demo)
    assert office.value("issues", first, "progress") == "单位报的进展"
    assert office.value("issues", second, "note") == "单位的备注"
    assert any(row["title"] == "单位新报的问题" for row in office.rows("issues"))
    qtbot.waitUntil(lambda: not page._beside.waiting and review.taken_count() == 0, timeout=10_000)
    demo.actions_by_name["undo"].trigger()
    assert office.living() == before
    qtbot.waitUntil(lambda: review.taken_count() == 3 or review.open_count() == 1, timeout=10_000)


def test_the_three_keys_and_the_bulk_choices(qtbot, demo: MainWindow, sent, tmp_path: Path):
    office = Office(ledger_of(demo))
    file = returned(sent["望溪区"], tmp_path / "返回.xlsx")
    first = issues_of(sent["望溪区"])[0]
    office.set("issues", first, progress="办公室记的进展")
    page = collected(qtbot, demo, file)
    review, view = page.reviews[0], page.view
    QTest.keyClick(view.table, Key.Key_1)
    assert verdict_here(page) == "keep"
    QTest.keyClick(view.table, Key.Key_3)
    assert view.detail.typed.hasFocus()
    view.detail.typed.setText("两边合在一起")
    QTest.keyClick(view.detail.typed, Key.Key_Return)
    assert verdict_here(page) == "typed"
    review.cells.clear()
    view._chosen()
    QTest.mouseClick(view.certain, LEFT)
    assert (review.open_count(), review.taken_count()) == (0, 2)
    review.cells.clear()
    view._chosen()
    QTest.mouseClick(view.all, LEFT)
    assert (review.open_count(), review.taken_count()) == (0, 3)
    row = next(n for n, line in enumerate(view.model.lines) if line.new is not None)
    view.table.go_to(row)
    QTest.keyClick(view.table, Key.Key_Space)
    assert review.taken_count() == 2
    box = view.table.visualRect(view.model.index(row, VERDICT)).center()
    QTest.mouseClick(view.table.viewport(), LEFT, pos=box)
    assert review.taken_count() == 3


def test_an_added_row_is_shown_in_full_and_taken_or_left(qtbot, demo: MainWindow, sent, tmp_path: Path):
    page = collected(qtbot, demo, returned(sent["望溪区"], tmp_path / "返回.xlsx"))
    review, view = page.reviews[0], page.view
    assert review.merge is not None
    view.table.go_to(next(n for n, line in enumerate(view.model.lines) if line.new is not None))
    assert view.added.isVisible() and not view.detail.isVisible()
    shown = [view.added.cells.index(row, 1).data() for row in range(view.added.cells.rowCount())]
    assert "单位新报的问题" in shown and "问题!" in view.added.cells.index(0, 2).data()
    QTest.mouseClick(view.added.take, LEFT, pos=QPoint(8, view.added.take.height() // 2))
    assert review.wanted(review.merge.new[0]) is False and not view.added.take.isChecked()
    view.table.go_to(0)
    assert view.detail.isVisible() and not view.added.isVisible()


def test_a_long_value_can_be_read_to_its_end(qtbot, demo: MainWindow, sent, tmp_path: Path):
    words = "已与供电公司会商，" * 40 + "完"

    def change(book: Any) -> None:
        sheet = book["问题"]
        sheet.cell(first_row(sheet), heads(sheet)["办理进展"]).value = words

    page = collected(qtbot, demo, edit(sent["望溪区"], change, tmp_path / "长.xlsx"))
    value = page.view.detail.values["theirs"]
    assert value.text() == words and value.verticalScrollBar().maximum() > 0
    height = page.view.detail.height()
    QTest.keyClick(value, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert value.verticalScrollBar().value() > 0 and page.view.detail.height() == height


def test_what_is_left_undecided_stays_and_the_rest_is_written(qtbot, demo: MainWindow, sent, tmp_path: Path):
    office = Office(ledger_of(demo))
    first, second = issues_of(sent["望溪区"])[:2]
    office.set("issues", first, progress="办公室记的进展")
    page = collected(qtbot, demo, returned(sent["望溪区"], tmp_path / "返回.xlsx"))
    QTest.mouseClick(page.view.apply, LEFT)
    wait_for_work(qtbot, demo)
    assert office.value("issues", first, "progress") == "办公室记的进展"
    assert office.value("issues", second, "note") == "单位的备注"
    assert "还有 1 处待定" in page.banner.text()
    (unit,) = [d for d in ledger_of(demo).read(dispatches.all_dispatches) if d.unit == "望溪区"]
    assert unit.state == "returned"


def test_files_that_cannot_be_used_are_told_on_the_board(qtbot, demo: MainWindow, sent, tmp_path: Path):
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(sent["望溪区"].read_bytes()[:500])
    before = Office(ledger_of(demo)).everything()
    page_of(demo).collect_files([broken, sent["青陵区"]])
    wait_for_work(qtbot, demo)
    page = page_of(demo)
    assert [line.state for line in page.board.lines][:1] == ["red"]
    assert page.board.lines[0].unit == "坏的.xlsx"
    assert Office(ledger_of(demo)).everything() == before


def test_an_old_file_can_still_be_merged_on_demand(qtbot, demo: MainWindow, sent, tmp_path: Path):
    assert demo.bridge is not None
    file = returned(sent["望溪区"], tmp_path / "旧表.xlsx")
    dispatch(ledger_of(demo), tmp_path / "再下发", demo.bridge.context(), demo.around.resources)
    page = collected(qtbot, demo, file)
    demo.pages.show("collect")
    assert page.reviews[0].may_be_older and page.view.older.isVisible()
    QTest.mouseClick(page.view.older, LEFT)
    wait_for_work(qtbot, demo)
    assert page.reviews[0].merge is not None and page.reviews[0].taken_count() == 3


def renewed(qtbot: Any, page: CollectPage) -> None:
    qtbot.waitUntil(lambda: not any(one.outdated for one in page.reviews), timeout=20_000)
    qtbot.waitUntil(lambda: not page._beside.waiting, timeout=20_000)


def test_a_file_without_changes_is_registered_as_back(qtbot, demo: MainWindow, sent):
    office = Office(ledger_of(demo))
    before = office.living()
    page = collected(qtbot, demo, sent["望溪区"])
    assert page.view.apply.isEnabled() and "登记已收" in page.view.apply.text()
    page.view.table.setFocus()
    QTest.keyClick(page.view.table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_work(qtbot, demo)
    renewed(qtbot, page)
    assert "已收 1 家" in page.told.text() and not page.view.apply.isEnabled()
    line = next(line for line in page.board.lines if line.unit == "望溪区")
    assert (line.state, line.result) == ("closed", "无改动")
    demo.actions_by_name["undo"].trigger()
    assert office.living() == before


def test_a_file_that_only_keeps_ours_is_registered_as_back(qtbot, demo: MainWindow, sent, tmp_path: Path):
    file = edit(
        sent["望溪区"],
        lambda book: setattr(
            book["问题"].cell(first_row(book["问题"]), heads(book["问题"])["办理进展"]), "value", "他们记的"
        ),
        tmp_path / "返回.xlsx",
    )
    Office(ledger_of(demo)).set("issues", issues_of(sent["望溪区"])[0], progress="我们记的")
    page = collected(qtbot, demo, file)
    QTest.keyClick(page.view.table, Key.Key_1)
    page.view.ask_to_apply()
    wait_for_work(qtbot, demo)
    (unit,) = [d for d in ledger_of(demo).read(dispatches.all_dispatches) if d.unit == "望溪区"]
    assert (unit.state, unit.taken) == ("merged", 0)


def test_a_file_that_is_dropped_twice_is_one(qtbot, demo: MainWindow, sent, tmp_path: Path):
    file = returned(sent["望溪区"], tmp_path / "返回.xlsx")
    page = collected(qtbot, demo, file, file)
    assert len(page.reviews) == 1


def test_nothing_is_taken_twice_before_it_is_compared_anew(qtbot, demo: MainWindow, sent, tmp_path: Path):
    office = Office(ledger_of(demo))
    one = returned(sent["望溪区"], tmp_path / "返回.xlsx")
    other = tmp_path / "返回（1）.xlsx"
    other.write_bytes(one.read_bytes())
    page = collected(qtbot, demo, one, other)
    before = len(office.rows("issues"))
    page.view.ask_to_apply()
    wait_for_work(qtbot, demo)
    for review in page.reviews:
        page._select(review)
        page.view.ask_to_apply()
    wait_for_work(qtbot, demo)
    renewed(qtbot, page)
    assert len(office.rows("issues")) == before + 1
    assert "已采用 3 处" in page.banner.text(), "no error took its place"
    assert all(review.taken_count() == 0 for review in page.reviews)


def test_own_words_stay_when_the_ledger_changes_meanwhile(qtbot, demo: MainWindow, sent, tmp_path: Path):
    office = Office(ledger_of(demo))
    office.set("issues", issues_of(sent["望溪区"])[0], progress="办公室记的进展")
    page = collected(qtbot, demo, returned(sent["望溪区"], tmp_path / "返回.xlsx"))
    QTest.keyClick(page.view.table, Key.Key_3)
    QTest.keyClicks(page.view.detail.typed, "half a sentence")
    office.set("issues", issues_of(sent["青陵区"])[0], note="别处的改动")
    qtbot.waitUntil(lambda: page._stale, timeout=10_000)
    qtbot.waitUntil(lambda: not page._stale, timeout=10_000)
    assert page.view.detail.typed.text() == "half a sentence"
    QTest.keyClick(page.view.detail.typed, Key.Key_Return)
    assert verdict_here(page) == "typed"


def test_a_bare_name_of_a_folder_lies_beside_the_one_offered(qtbot, demo: MainWindow, tmp_path: Path):
    dialog = DispatchDialog([], TODAY, tmp_path / "下发", demo)
    dialog.folder.setText(" 六月下发 ")
    assert dialog.value().folder == tmp_path / "六月下发"
    dialog.reject()
