"""F7: a record form beside the table shows one row with its history, evidence and attachments; PgUp/PgDn step."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from jzledger.ledger import attachments
from jzledger.ledger.ledger import Ledger
from jzledger.ui.main_window import MainWindow
from jzledger.ui.pages.record_form import RecordForm
from tests.journeys.pages import banner_of, issues_of, ledger_of, page_of
from tests.journeys.test_documents import drop
from tests.office import TODAY, Office
from tests.ui.typing import CTRL, Key, compose, shown


@pytest.fixture
def form(qtbot, demo: MainWindow) -> RecordForm:
    """The form at the first issue."""
    grid = issues_of(demo)
    grid.setFocus()
    assert grid.go_to(first_id(demo), "note")
    demo.actions_by_name["record_form"].trigger()
    made = page_of(demo).record_form
    assert made.isVisible() and made.row_id == first_id(demo)
    return made


def first_id(demo: MainWindow) -> str:
    return next(line.id() for line in issues_of(demo).model.lines.shown if line.row is not None)


def type_into(form: RecordForm, key: str, text: str) -> QLineEdit | QPlainTextEdit:
    editor = form.line(key).editor
    assert not isinstance(editor, QLabel)
    editor.setFocus()
    editor.selectAll()
    if text.isascii():
        QTest.keyClicks(editor, text)
    else:
        compose(editor, text)
    return editor


def steps(demo: MainWindow) -> int:
    return len(Office(ledger_of(demo)).steps())


def test_it_shows_every_field_of_the_current_row_and_begins_at_its_column(form, demo):
    row = Office(ledger_of(demo)).row("issues", form.row_id)
    for line in form.lines:
        assert line.seen == row[line.field.key], line.field.key
    assert form.line("note").editor.hasFocus()
    assert form.line("light").editor.text().endswith(form.line("light").field.kind.show(row["light"]))


def test_beside_a_picked_project_on_a_small_screen_nothing_of_it_is_cut(qtbot, form, demo):
    demo.resize(1366, 768)
    page = page_of(demo)
    names = page.project_pane.live.place("name")
    longest = max(page.project_pane.live.rows, key=lambda row: len(row[names]))
    assert page.project_pane.reveal(longest[0])
    qtbot.waitUntil(page.issue_pane.chip.isVisible)
    qtbot.wait(50)
    assert form._scroll.viewport().width() >= form._scroll.widget().minimumSizeHint().width()
    assert page.project_pane.width() >= 200
    chip = page.issue_pane.chip
    assert chip.minimumSizeHint().width() < chip.sizeHint().width(), "the chip gives way"


def test_beside_it_the_sentence_of_the_evidence_keeps_its_room(qtbot, form, demo):
    demo.resize(1366, 768)
    strip, source = page_of(demo).issue_pane.evidence, Mock(spec=["title", "published_on", "quote"])
    source.title, source.published_on, source.quote = "挂图作战抢工期　逐项销号破难题", TODAY, "一句话" * 20
    strip.show_sources([source])
    qtbot.wait(50)
    assert strip._quote.width() > strip._title.width() and strip._title.geometry().right() < strip._quote.x()


def test_leaving_a_field_writes_it_as_one_step(qtbot, form, demo):
    before = steps(demo)
    editor = type_into(form, "person", "赵春燕")
    QTest.keyClick(editor, Key.Key_Tab)
    assert steps(demo) == before + 1
    qtbot.waitUntil(lambda: shown(issues_of(demo), form.row_id, "person") == "赵春燕")
    QTest.keyClick(form.line("person").editor, Key.Key_Tab)
    assert steps(demo) == before + 1, "leaving without a change writes nothing"
    demo.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: form.line("person").editor.text() != "赵春燕")


def test_a_value_that_cannot_be_stays_with_its_sentence(qtbot, form, demo):
    before, due = steps(demo), form.line("due")
    editor = type_into(form, "due", "2月30日")
    QTest.keyClick(editor, Key.Key_Return)
    assert due.problem.isVisible() and "2月" in due.problem.text()
    row_id = form.row_id
    QTest.keyClick(editor, Key.Key_PageDown)
    assert form.row_id == row_id and due.text() == "2月30日", "the form stays with what was typed"
    QTest.keyClick(editor, Key.Key_Escape)
    assert form.isVisible() and due.text() == due.field.kind.typed(due.seen) and steps(demo) == before


def test_page_keys_step_through_the_rows_shown_and_the_table_follows(form, demo):
    grid = issues_of(demo)
    ids = [line.id() for line in grid.model.lines.shown if line.row is not None]
    editor = form.line("note").editor
    QTest.keyClick(editor, Key.Key_PageDown)
    QTest.keyClick(editor, Key.Key_PageDown)
    assert form.row_id == grid.current_id() == ids[2] and editor.hasFocus()
    QTest.keyClick(editor, Key.Key_PageUp)
    assert form.row_id == grid.current_id() == ids[1]
    grid.go_to(ids[-1], "title")
    assert form.row_id == ids[-1] != ids[1], "and the form follows the table"


def test_esc_and_f7_close_it_and_the_keyboard_is_back_in_the_table(form, demo):
    QTest.keyClick(form.line("note").editor, Key.Key_Escape)
    assert not form.isVisible()
    assert issues_of(demo).isAncestorOf(demo.focusWidget())
    sizes = page_of(demo).across.sizes()
    demo.actions_by_name["record_form"].trigger()
    assert form.isVisible()
    demo.actions_by_name["record_form"].trigger()
    assert not form.isVisible() and page_of(demo).across.sizes()[:2] == sizes[:2]


def test_lists_are_completed_by_initials(form, demo):
    office = Office(ledger_of(demo))
    unit = office.rows("units")[0]["name"]
    from jzledger.rules.pinyin import initials

    letters = "".join(min(sign & set("abcdefghijklmnopqrstuvwxyz0123456789")) for sign in initials(unit))
    editor = type_into(form, "lead_unit", letters[:4])
    assert unit in form.line("lead_unit").offered
    form.line("lead_unit")._list.setCurrentRow(form.line("lead_unit").offered.index(unit))
    QTest.keyClick(editor, Key.Key_Return)
    assert office.value("issues", form.row_id, "lead_unit").name == unit


def test_long_text_breaks_lines_and_ctrl_enter_writes(form, demo):
    text = type_into(form, "measures", "第一步会商")
    QTest.keyClick(text, Key.Key_Return)
    compose(text, "第二步报批")
    QTest.keyClick(text, Key.Key_Return, CTRL)
    assert Office(ledger_of(demo)).value("issues", form.row_id, "measures") == "第一步会商\n第二步报批"


def test_two_writers_of_one_cell_see_each_other(qtbot, form, demo):
    editor = type_into(form, "note", "mine")
    with Ledger.open(str(ledger_of(demo).place.path), by="李明") as other:
        Office(other).set("issues", form.row_id, note="theirs")
    QTest.keyClick(editor, Key.Key_Return, CTRL)
    line = form.line("note")
    assert "theirs" in line.problem.text() and line.text() == "mine", "told, and nothing is lost"
    QTest.keyClick(editor, Key.Key_Return, CTRL)
    assert Office(ledger_of(demo)).value("issues", form.row_id, "note") == "mine", "now knowingly"


def test_a_row_deleted_elsewhere_leaves_the_form(qtbot, form, demo):
    gone = form.row_id
    with Ledger.open(str(ledger_of(demo).place.path), by="李明") as other:
        Office(other).delete("issues", form.row_id)
    qtbot.waitUntil(lambda: form.row_id != gone, timeout=5000)
    assert form.row_id == issues_of(demo).current_id(), "it goes on with the row that is current now"


def test_a_file_dropped_on_the_form_is_attached(qtbot, form, demo, tmp_path: Path):
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF-1.4")
    drop(form, paper)
    (one,) = ledger_of(demo).read(attachments.attached_to, "issue", form.row_id)
    assert one.name == "批复.pdf" and "批复.pdf" in demo.status.said.text()
    qtbot.waitUntil(demo.actions_by_name["undo"].isEnabled)
    demo.actions_by_name["undo"].trigger()
    assert ledger_of(demo).read(attachments.attached_to, "issue", form.row_id) == []


def test_attachments_are_added_opened_from_a_copy_and_deleted(qtbot, form, demo, tmp_path: Path, monkeypatch):
    file = tmp_path / "批复.txt"
    file.write_text("同意")
    form.trail.add_files([file])
    ledger = ledger_of(demo)
    (one,) = ledger.read(attachments.attached_to, "issue", form.row_id)
    qtbot.waitUntil(lambda: "附件 1" in form.trail.files._head.text())
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url) is None))  # type: ignore[func-returns-value]
    form.trail.open_file(one.id)
    copy = Path(opened[0].toLocalFile())
    assert copy.name == "批复.txt" and copy.read_text() == "同意" and copy != file
    form.trail.delete_file(one.id, one.name)
    assert ledger.read(attachments.attached_to, "issue", form.row_id) == []


def test_a_file_of_two_gigabytes_is_refused_with_the_limit(qtbot, form, demo, tmp_path: Path):
    file = tmp_path / "录像.mp4"
    with file.open("wb") as made:
        made.truncate(2 << 30)
    before = steps(demo)
    form.trail.add_files([file])
    assert "录像.mp4" in banner_of(demo) and "20" in banner_of(demo) and steps(demo) == before


def test_projects_have_the_same_form(form, demo):
    grid = page_of(demo).project_pane.grid
    row_id = page_of(demo).project_pane.live.rows[1][0]
    grid.setFocus()
    grid.go_to(row_id, "name")
    assert form.row_id == row_id and form.table.key == "projects"
    assert not form.strip.isVisible() and not form.trail.notes.isVisible()
