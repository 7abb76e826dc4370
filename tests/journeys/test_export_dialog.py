"""The export dialog: pages before anything is written, as a workbook or a PDF, in our look or in a learned one."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QComboBox

from jzledger.ledger import learned
from jzledger.ui.dialogs.export_ledger import PRESETS, ExportDialog
from jzledger.ui.dialogs.learn_look import LearnLookDialog
from jzledger.ui.main_window import MainWindow
from tests.formats.foreign_books import issue_list
from tests.journeys.pages import banner_of, ledger_of, wait_for_work

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot, demo: MainWindow, monkeypatch):
    # Not modal: the tests here look at it for longer than a forgotten box may stay.
    for kind in (ExportDialog, LearnLookDialog):
        monkeypatch.setattr(kind, "open", kind.show)
    demo.actions_by_name["export_ledger"].trigger()
    made = demo.paper_verbs.dialog
    assert made is not None
    drawn(qtbot, demo)
    return made


def drawn(qtbot, window: MainWindow) -> None:
    dialog = window.paper_verbs.dialog
    qtbot.waitUntil(lambda: not window.tasks.busy and dialog._drawing is None, timeout=20_000)


def told(dialog) -> str:
    return dialog.preview.where.text()


def test_the_pages_are_shown_before_anything_is_written(qtbot, demo, dialog, tmp_path):
    assert dialog.isVisible() and dialog.pages is not None and dialog.pages.count >= 1
    assert "第 1 页，共" in told(dialog) and "30 行" in told(dialog)
    dialog.kinds.choose("projects")
    drawn(qtbot, demo)
    assert "12 行" in told(dialog) and "A3 横向" in told(dialog)
    assert "项目推进台账" in dialog.path.text()
    dialog.reject()
    assert not list(tmp_path.glob("*.xlsx")) and not dialog.isVisible()


def test_every_kind_has_its_pages(qtbot, demo, dialog):
    for kind in ("issues", "projects", "directives", "closed", "view"):
        dialog.kinds.choose(kind)
        drawn(qtbot, demo)
        assert dialog.kinds.kind() == kind
        assert dialog.pages is not None and dialog.pages.count >= 1
        dialog.preview.sheet.grab()


def test_what_is_chosen_while_pages_are_made_is_shown_in_the_end(qtbot, demo, dialog):
    for kind in ("projects", "closed", "directives", "issues"):
        dialog.kinds.choose(kind)
    drawn(qtbot, demo)
    assert dialog.pages.pages.sheet.name == "问题台账"


def test_another_day_and_another_binding_are_other_pages(qtbot, demo, dialog):
    dialog.kinds.choose("issues")
    drawn(qtbot, demo)
    dialog.as_of.setDate(QDate(2024, 3, 1))
    drawn(qtbot, demo)
    texts = [box.text for box in dialog.pages.pages.boxes(0)]
    assert "填报时间：2024年3月1日" in texts
    dialog.preset.setCurrentIndex([key for key, _ in PRESETS].index("attachment"))
    dialog._redraw()
    drawn(qtbot, demo)
    assert "附件" in [box.text for box in dialog.pages.pages.boxes(0)]


def test_pages_are_turned_by_keys_anywhere_in_the_dialog(qtbot, demo, dialog):
    dialog.kinds.choose("issues")
    drawn(qtbot, demo)
    assert dialog.pages.count > 1
    dialog.activateWindow()
    dialog.path.setFocus()
    qtbot.keyClick(dialog.path, Qt.Key.Key_PageDown, CTRL)
    assert dialog.preview.sheet.number == 1 and "第 2 页" in told(dialog)
    qtbot.keyClick(dialog.path, Qt.Key.Key_PageUp, CTRL)
    assert dialog.preview.sheet.number == 0


def test_ctrl_enter_writes_a_workbook(qtbot, demo, dialog, tmp_path):
    dialog.kinds.choose("issues")
    drawn(qtbot, demo)
    out = tmp_path / "问题.xlsx"
    dialog.path.setText(str(out))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return, CTRL)
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "已导出" in banner_of(demo))
    assert openpyxl.load_workbook(out).active.title == "问题台账"


def test_a_pdf_has_the_pages_of_the_preview(qtbot, demo, dialog, tmp_path):
    dialog.kinds.choose("issues")
    drawn(qtbot, demo)
    dialog.as_pdf.setChecked(True)
    assert dialog.path.text().endswith(".pdf")
    shown = dialog.pages.count
    out = tmp_path / "问题.pdf"
    dialog.path.setText(str(out))
    assert dialog.as_pdf.isChecked()
    dialog.accept()
    qtbot.waitUntil(lambda: "已导出" in banner_of(demo) and not demo.tasks.busy, timeout=20_000)
    assert len(re.findall(rb"/Type\s*/Page[^s]", out.read_bytes())) == shown


def test_a_cancelled_pdf_leaves_the_old_file_whole(qtbot, demo, dialog, tmp_path):
    out = tmp_path / "项目.pdf"
    out.write_bytes(b"old")
    dialog.kinds.choose("projects")
    drawn(qtbot, demo)
    dialog.path.setText(str(out))
    painted: list[int] = []

    def give_up(done: int, total: int, what: str) -> None:
        painted.append(done)
        demo.tasks.cancel()

    demo.tasks.progressed.connect(give_up)
    dialog.accept()
    qtbot.waitUntil(lambda: not demo.tasks.busy, timeout=20_000)
    assert painted and out.read_bytes() == b"old" and list(tmp_path.glob(".*.tmp")) == []


def test_the_last_line_of_the_list_learns_and_exports_nothing(qtbot, demo, dialog):
    asked: list[bool] = []
    dialog.learn_asked.disconnect()
    dialog.learn_asked.connect(lambda: asked.append(True))
    dialog.kinds.setCurrentRow(dialog.kinds.count() - 1)
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_Return)
    assert asked == [True] and dialog.isVisible()


def test_the_ending_of_the_path_and_the_format_are_one_thing(qtbot, demo, dialog):
    dialog.path.setText("/somewhere/a.pdf")
    assert dialog.as_pdf.isChecked() and dialog.value().pdf
    dialog.as_xlsx.setChecked(True)
    assert dialog.path.text() == "/somewhere/a.xlsx" and not dialog.value().pdf


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_a_file_that_is_open_elsewhere_stays_whole(qtbot, demo, dialog, tmp_path, ending):
    out = tmp_path / f"问题{ending}"
    out.write_bytes(b"old")
    (tmp_path / f"~$问题{ending}").write_bytes(b"owner")
    dialog.kinds.choose("issues")
    drawn(qtbot, demo)
    dialog.path.setText(str(out))
    assert "已有同名文件" in dialog.note.text() and dialog.go.text() == "替换并导出"
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.isVisible() and not demo.tasks.busy, timeout=20_000)
    assert out.read_bytes() == b"old"
    assert dialog.note.text().startswith("▲") and "打开" in dialog.note.text()
    assert dialog.kinds.kind() == "issues" and dialog.path.text() == str(out), (
        "nothing has to be chosen again"
    )
    other = tmp_path / f"另一个{ending}"
    dialog.path.setText(str(other))
    assert not dialog.note.text().startswith("▲")
    dialog.accept()
    qtbot.waitUntil(lambda: other.is_file() and not demo.tasks.busy, timeout=20_000)
    assert not dialog.isVisible()


def learn(qtbot, window: MainWindow, sample) -> LearnLookDialog:
    issue_list(
        sample, [["甲", "二回路未通", "优化", "局", "张三", "2024年6月15日", "办理中", "绿灯", None]] * 3
    )
    window.paper_verbs.learn_from(sample)
    qtbot.waitUntil(lambda: shown() is not None, timeout=20_000)
    asking = shown()
    assert asking is not None
    qtbot.waitUntil(lambda: not window.tasks.busy and not asking._drawing, timeout=20_000)
    return asking


def choose(asking: LearnLookDialog, row: int, field: str) -> None:
    box = asking.columns.cellWidget(row, 2)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def test_a_workbook_is_learned_corrected_and_kept(qtbot, demo, dialog, tmp_path):
    asking = learn(qtbot, demo, tmp_path / "周报.xlsx")
    assert asking.name.text() == "周报" and "第 1 页，共" in asking.preview.where.text()
    titles = [asking.columns.item(row, 1).text() for row in range(asking.columns.rowCount())]
    assert titles[:3] == ["序号", "项目名称", "存在问题"]
    choose(asking, 3, "category")
    assert asking.draft.look.columns[3].field == "category"
    choose(asking, 2, "category")
    assert asking.draft.look.columns[3].field == "", "a Field stands in one column only"
    assert "1 列没有对上" in asking.note.text()
    asking.texts.item(0, 1).setText("问题周报（〔填报时间〕）")
    qtbot.waitUntil(lambda: not demo.tasks.busy and not asking._drawing, timeout=20_000)
    asking._keep()
    drawn(qtbot, demo)
    assert dialog.kinds.is_learned() and dialog.kinds.name() == "周报"
    texts = [box.text for box in dialog.pages.pages.boxes(0)]
    assert "问题周报（2024年6月5日）" in texts


def test_a_learned_layout_is_used_renamed_and_deleted(qtbot, demo, dialog, tmp_path):
    learn(qtbot, demo, tmp_path / "周报.xlsx")._keep()
    drawn(qtbot, demo)
    key = dialog.kinds.kind()
    dialog.kinds.currentItem().setText("双周报")
    drawn(qtbot, demo)
    assert [layout.name for layout in learned.learned(ledger_of(demo))] == ["双周报"]
    out = tmp_path / "周报导出.xlsx"
    dialog.path.setText(str(out))
    dialog.accept()
    qtbot.waitUntil(lambda: "已导出" in banner_of(demo) and not demo.tasks.busy, timeout=20_000)
    ws = openpyxl.load_workbook(out).active
    assert ws["B1"].value == "重点项目问题清单" and ws.title == "问题清单"
    demo.paper_verbs.delete_learned(key)
    assert learned.learned(ledger_of(demo)) == []
    demo.actions_by_name["undo"].trigger()
    assert [layout.name for layout in learned.learned(ledger_of(demo))] == ["双周报"]


def shown() -> LearnLookDialog | None:
    return next(
        (w for w in QApplication.topLevelWidgets() if isinstance(w, LearnLookDialog) and w.isVisible()), None
    )


def test_what_cannot_be_learned_from_is_told_and_keeps_nothing(qtbot, demo, tmp_path):
    sample = tmp_path / "通知.xlsx"
    sample.write_bytes(b"text")
    demo.paper_verbs.learn_from(sample)
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "通知.xlsx" in banner_of(demo))
    assert "不是 Excel 工作簿" in banner_of(demo) and learned.learned(ledger_of(demo)) == []


def test_the_dialog_fits_a_small_screen(qtbot, demo, dialog):
    assert dialog.minimumSizeHint().width() <= 1366 and dialog.height() <= 728
    dialog.resize(dialog.minimumSize())
    QApplication.processEvents()
    for widget in (dialog.go, dialog.path, dialog.as_pdf, dialog.kinds, dialog.preview.zoom):
        place = widget.mapTo(dialog, widget.rect().bottomRight())
        assert dialog.rect().contains(place), widget


@pytest.mark.parametrize(
    ("typed", "pdf", "name"),
    [
        ("问题", False, "问题.xlsx"),
        ("问题", True, "问题.pdf"),
        ("6.5问题台账", False, "6.5问题台账.xlsx"),
        ("问题.docx", False, "问题.docx.xlsx"),
    ],
)
def test_a_bare_name_gets_the_folder_and_the_ending(dialog, typed, pdf, name):
    folder = Path(dialog.path.text()).parent
    dialog.as_pdf.setChecked(pdf)
    dialog.path.setText(typed)
    assert dialog.go.isEnabled()
    assert dialog.value().path == folder / name
    assert dialog.value().pdf is pdf


def test_a_view_of_units_is_named_after_them(qtbot, demo, monkeypatch):
    monkeypatch.setattr(ExportDialog, "open", ExportDialog.show)
    demo.pages.show("units")
    demo.actions_by_name["export_ledger"].trigger()
    drawn(qtbot, demo)
    shown = demo.paper_verbs.dialog
    assert shown is not None
    assert "重点项目单位台账" in shown.path.text()
    assert "云岭市重点项目单位台账" in [box.text for box in shown.pages.pages.boxes(0)]
    shown.reject()


def test_another_format_keeps_a_name_with_a_dot_in_it(dialog):
    dialog.path.setText("6.5问题台账")
    dialog.as_pdf.setChecked(True)
    assert dialog.path.text() == "6.5问题台账.pdf"
    dialog.as_xlsx.setChecked(True)
    assert dialog.path.text() == "6.5问题台账.xlsx"
