"""Documents into the window and out of it: by menu, by drag and drop, beside the window, with cancel."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from jzledger.ui.dialogs.export_ledger import ExportChoice, ExportDialog
from jzledger.ui.dialogs.new_ledger import NewLedgerDialog
from jzledger.ui.main_window import MainWindow
from tests.journeys.pages import banner_of, issues_of, ledger_of, page_of, wait_for_page, wait_for_work
from tests.office import TODAY, Office

NO_PROJECT = """春日踏青正当时

本报讯（记者李明）3月9日，云岭市天气晴好，市民纷纷来到公园散步、赏花、放风筝。

气象部门提醒，近期早晚温差较大，市民出行要注意增减衣物。
"""


def drop(window: QWidget, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(400, 300).toPoint(), action, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), action, mime, left, none))


def test_all_texts_of_the_form_of_a_new_ledger_begin_at_one_line(qtbot, window):
    window.actions_by_name["new_ledger"].trigger()
    dialog = window.findChild(NewLedgerDialog)
    starts = set()
    for box in (dialog.office, dialog.clerk, dialog.year.lineEdit()):
        box.home(False)
        starts.add(box.mapTo(dialog, box.cursorRect().center()).x())
    assert max(starts) - min(starts) <= 2
    dialog.reject()


def new_office(qtbot, window: MainWindow, path: Path) -> None:
    window.actions_by_name["new_ledger"].trigger()
    dialog = window.findChild(NewLedgerDialog)
    dialog.city.setCurrentText("云岭市")
    dialog.clerk.setText("王芳")
    dialog.path.setText(str(path))
    assert dialog.office.text() == "云岭市重点项目建设办公室", "the office follows the city"
    dialog._accept()
    wait_for_page(qtbot, window)


def test_a_new_ledger_is_made_by_the_form_and_takes_rows(qtbot, window, tmp_path):
    new_office(qtbot, window, tmp_path / "云岭.jzl")
    assert ledger_of(window).settings()["city_name"] == "云岭市"
    assert "云岭市" in window.windowTitle()
    assert page_of(window).project_pane.live.rows == []


def test_articles_dropped_on_the_window_are_reviewed_and_one_undo_takes_one_back(
    qtbot, window, around, tmp_path
):
    new_office(qtbot, window, tmp_path / "云岭.jzl")
    articles = sorted(around.seeds.glob("*.txt"))[:2]
    drop(window, *articles)
    wait_for_work(qtbot, window)
    review = window.pages.page("articles").review
    qtbot.waitUntil(lambda: review.isVisible() and len(review.reviews) == 2)
    assert ledger_of(window).counts()["article"] == 0, "nothing is written before the clerk says so"
    for number in (1, 2):
        qtbot.waitUntil(lambda: review.isEnabled())
        review.settle()
        review.write()
        wait_for_work(qtbot, window)
        qtbot.waitUntil(lambda done=number: ledger_of(window).counts()["article"] == done)
    qtbot.waitUntil(lambda: bool(page_of(window).project_pane.live.rows))
    many = len(page_of(window).project_pane.live.rows)
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: len(page_of(window).project_pane.live.rows) < many)
    assert ledger_of(window).counts()["article"] == 1


def test_an_exported_ledger_holds_what_the_window_shows(qtbot, demo, tmp_path):
    demo.actions_by_name["export_ledger"].trigger()
    dialog = demo.findChild(ExportDialog)
    dialog.kinds.choose("issues")
    out = tmp_path / "问题台账.xlsx"
    dialog.path.setText(str(out))
    dialog.accept()
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "已导出" in banner_of(demo))
    sheet = openpyxl.load_workbook(out).active
    titles = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    live = page_of(demo).issue_pane.tables[0].live
    assert {row[live.place("title")] for row in live.rows} <= titles


def test_a_cancelled_export_leaves_the_old_file_whole(qtbot, demo, tmp_path):
    out = tmp_path / "问题台账.xlsx"
    out.write_bytes(b"old")
    demo.paper_verbs.export_to(ExportChoice("issues", TODAY, 5, out))
    demo.tasks.cancel()
    wait_for_work(qtbot, demo)
    assert out.read_bytes() == b"old" and [file.name for file in tmp_path.iterdir() if "~" in file.name] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"),
        (NO_PROJECT.encode(), "没有读到项目"),
    ],
    ids=["empty", "binary", "no project"],
)
def test_what_is_no_article_is_told_in_one_sentence_and_changes_nothing(
    qtbot, demo, tmp_path, content, words
):
    file = tmp_path / "稿件.txt"
    file.write_bytes(content)
    steps = len(Office(ledger_of(demo)).steps())
    drop(demo, file)
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: words in banner_of(demo))
    assert "稿件.txt" in banner_of(demo)
    assert len(Office(ledger_of(demo)).steps()) == steps


def test_exporting_over_a_workbook_that_is_open_elsewhere_says_so_and_leaves_it_whole(qtbot, demo, tmp_path):
    out = tmp_path / "问题台账.xlsx"
    out.write_bytes(b"old")
    (tmp_path / "~$问题台账.xlsx").write_bytes(b"owner")
    demo.paper_verbs.export_to(ExportChoice("issues", TODAY, 5, out))
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "问题台账.xlsx" in banner_of(demo))
    assert "占用" in banner_of(demo) or "打开" in banner_of(demo)
    assert out.read_bytes() == b"old"


def test_a_form_for_a_ledger_that_exists_refuses_with_its_name(qtbot, window, tmp_path):
    (tmp_path / "云岭.jzl").write_bytes(b"something")
    window.actions_by_name["new_ledger"].trigger()
    dialog = window.findChild(NewLedgerDialog)
    dialog.city.setCurrentText("云岭市")
    dialog.clerk.setText("王芳")
    dialog.path.setText(str(tmp_path / "云岭.jzl"))
    dialog._accept()
    assert dialog.isVisible() and "云岭.jzl" in dialog.problem.text()
    assert (tmp_path / "云岭.jzl").read_bytes() == b"something"
    dialog.reject()


def test_a_file_that_is_no_ledger_is_told_on_the_welcome_page(qtbot, window, tmp_path):
    file = tmp_path / "名单.jzl"
    file.write_text("姓名,单位")
    window.open_ledger_at(str(file))
    wait_for_work(qtbot, window)
    qtbot.waitUntil(lambda: "不是台账" in banner_of(window))
    assert "名单.jzl" in banner_of(window) and window.page is None


def test_a_ledger_that_cannot_be_opened_leaves_the_open_one_in_place(qtbot, demo, tmp_path):
    file = tmp_path / "名单.jzl"
    file.write_text("姓名,单位")
    demo.open_ledger_at(str(file))
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "不是台账" in banner_of(demo))
    assert issues_of(demo).model.lines.count() > 0
    assert "演示数据" in demo.windowTitle()


def test_a_second_window_on_the_same_file_is_told_who_has_it(qtbot, demo, open_window):
    other = open_window()
    other.open_ledger_at(str(ledger_of(demo).place.path))
    wait_for_work(qtbot, other)
    qtbot.waitUntil(lambda: "另一个窗口" in banner_of(other))
    assert other.page is None
