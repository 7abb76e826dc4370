"""收表合并 with many files: all that need no choice at once, the states that are looked at, the units still to be asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from jzledger.ledger import dispatches
from jzledger.ui.dialogs.dispatch_dialog import DispatchChoice, DispatchDialog
from jzledger.ui.main_window import MainWindow
from tests.exchange.units_office import edit, first_row, heads
from tests.journeys.pages import ledger_of, wait_for_work
from tests.journeys.test_collect_page import collected, issues_of, page_of, renewed, sent
from tests.office import Office

__all__ = ["sent"]
LEFT = Qt.MouseButton.LeftButton
UNITS = ("望溪区", "青陵区", "芦湾县")


def told(file: Path, target: Path) -> Path:
    """The unit tells of progress in its first row."""

    def change(book: Any) -> None:
        sheet = book["问题"]
        sheet.cell(first_row(sheet), heads(sheet)["办理进展"]).value = f"{target.stem}的进展"

    return edit(file, change, target)


def three(qtbot: Any, demo: MainWindow, sent: dict[str, Path], folder: Path) -> list[Path]:
    folder.mkdir()
    Office(ledger_of(demo)).set("issues", issues_of(sent[UNITS[2]])[0], progress="办公室记的进展")
    return [told(sent[unit], folder / f"{unit}.xlsx") for unit in UNITS]


def test_all_without_a_conflict_are_merged_each_as_its_own_step(
    qtbot, demo: MainWindow, sent, tmp_path: Path
):
    office = Office(ledger_of(demo))
    files = three(qtbot, demo, sent, tmp_path / "交回")
    page = collected(qtbot, demo, *files)
    assert "（2）" in page.all.text()
    before = len(office.steps())
    QTest.mouseClick(page.all, LEFT)
    wait_for_work(qtbot, demo)
    renewed(qtbot, page)
    assert len(office.steps()) == before + 2
    assert "已合并 2 份，采用 2 处" in page.banner.text() and "芦湾县" in page.banner.text()
    assert not page.all.isEnabled()
    states = {line.unit: line.state for line in page.board.lines}
    assert [states[unit] for unit in UNITS] == ["closed", "closed", "amber"]
    demo.actions_by_name["undo"].trigger()
    first = [office.value("issues", issues_of(sent[unit])[0], "progress") for unit in UNITS]
    assert first[0] == "望溪区的进展" and first[1] != "青陵区的进展" and first[2] == "办公室记的进展"


def test_only_one_state_is_looked_at_and_the_current_line_stays(
    qtbot, demo: MainWindow, sent, tmp_path: Path
):
    page = collected(qtbot, demo, *three(qtbot, demo, sent, tmp_path / "交回"))
    page.show_state("amber")
    assert [line.unit for line in page.board.lines] == ["芦湾县"]
    page.view.table.setFocus()
    QTest.keyClick(page.view.table, Qt.Key.Key_2)
    assert [(line.unit, line.state) for line in page.board.lines] == [("芦湾县", "green")]
    page.show_state("red")
    assert not page.board.lines and "没有这种状态" in page.nothing.text()
    page.show_state("")
    assert len(page.board.lines) > 20


def test_the_units_still_to_be_asked_are_copied_as_a_text(qtbot, demo: MainWindow, sent, tmp_path: Path):
    page = collected(qtbot, demo, *three(qtbot, demo, sent, tmp_path / "交回"))
    QTest.mouseClick(page.remind, LEFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    waiting = len(ledger_of(demo).read(dispatches.all_dispatches)) - 3
    assert f"{waiting} 家" in lines[0] and len(lines) == waiting + 1
    assert not set(UNITS) & {line.partition(". ")[2] for line in lines}
    assert f"已复制 {waiting} 家" in page.banner.text()


def test_a_folder_is_collected_by_its_button(qtbot, demo: MainWindow, sent, tmp_path: Path, monkeypatch):
    three(qtbot, demo, sent, tmp_path / "交回")
    demo.actions_by_name["show_collect"].trigger()
    page = page_of(demo)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path / "交回"))
    QTest.mouseClick(page.take_folder, LEFT)
    qtbot.waitUntil(lambda: len(page.reviews) == 3, timeout=20_000)


def test_a_dispatch_that_was_undone_is_no_longer_told_of(qtbot, demo: MainWindow, tmp_path: Path):
    units = tuple(row["id"] for row in Office(ledger_of(demo)).rows("units") if row["name"] in UNITS)
    choice = DispatchChoice(tmp_path / "下发", demo.bridge.today, units)
    demo.collect_verbs.dispatch_to(choice)
    wait_for_work(qtbot, demo)
    page = page_of(demo)
    assert page.banner.isVisible() and "已生成" in page.banner.text()
    demo.actions_by_name["undo"].trigger()
    assert not page.banner.isVisible()


def test_where_there_is_nothing_to_send_the_page_says_so(qtbot, demo: MainWindow, monkeypatch):
    monkeypatch.setattr("jzledger.ui.collect_verbs.units_to_ask", lambda *args: [])
    demo.actions_by_name["show_collect"].trigger()
    page = page_of(demo)
    QTest.mouseClick(page.send, LEFT)
    wait_for_work(qtbot, demo)
    assert demo.findChild(DispatchDialog) is None
    assert page.banner.isVisible() and "没有要下发的内容" in page.banner.text()
