"""44: Ctrl+P shows the pages as they will print; Ctrl+Shift+E writes what is shown, in this order and with these columns."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from jzledger.errors import NotWritable
from jzledger.exchange.view_export import export_view
from jzledger.ui.dialogs.export_ledger import ExportDialog
from jzledger.ui.printing.devices import pdf_bytes, save_pdf
from jzledger.ui.printing.from_grid import sheet_of
from jzledger.ui.printing.pages import LEAST_SIZE, Pages, best_paper
from jzledger.ui.printing.preview import PrintPreview
from jzledger.ui.printing.sheet import A3, A4, PAPERS, PrintColumn, PrintLine, Sheet
from jzledger.ui.tables.sorting import SortKey
from tests.journeys.pages import banner_of, issues_of, wait_for_work
from tests.ui.tables import Sheet as Source
from tests.ui.tables import column_of, shown_grid
from tests.ui.typing import CTRL, SHIFT, Key

BELOW = ("填报单位：云岭市", "2024年6月5日", "共 3 项")


def sheet(columns: int = 6, rows: int = 40, text: str = "二期车间施工许可尚缺消防审查意见") -> Sheet:
    heads = [PrintColumn("序号", 5, "center"), PrintColumn("状态", 10, "center", light=True)]
    heads += [
        PrintColumn(f"第{n}列", 24, wraps=True, group="责任落实" if n in (2, 3) else "")
        for n in range(columns - 2)
    ]
    lines = [PrintLine([str(n), "超期", *[f"{n}{text}"] * (columns - 2)], "red") for n in range(1, rows + 1)]
    return Sheet("云岭市重点项目问题台账", BELOW, heads, lines)


def painted(pages: Pages, number: int, scale: float = 0.1) -> QImage:
    image = QImage(QSize(round(pages.width * scale), round(pages.height * scale)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    pages.paint(painter, number)
    painter.end()
    return image


def test_every_row_is_on_some_page_once_and_whole(qapp):
    made = Pages(sheet(rows=123), A4)
    texts = [row for page in made.texts() for row in page]
    assert made.count > 1
    assert [row[0] for row in texts] == [str(n) for n in range(1, 124)]
    assert texts[5][2] == "6二期车间施工许可尚缺消防审查意见"


@pytest.mark.parametrize("rows", [0, 1, 500])
def test_any_number_of_rows_makes_pages(qapp, rows):
    made = Pages(sheet(rows=rows), A4)
    assert made.count >= 1
    for number in (0, made.count - 1):
        painted(made, number, 0.03)


def test_a_text_higher_than_a_page_goes_on_on_the_next_one(qapp):
    long = "".join(f"第{n}句话。" for n in range(2000))
    made = Pages(sheet(columns=4, rows=1, text=long), A4)
    assert made.count > 1
    assert "".join(row[2] for page in made.texts() for row in page) == f"1{long}"


def test_nothing_is_painted_beyond_the_margins_and_the_heading_is_on_each_page(qapp):
    made = Pages(sheet(rows=60), A4)
    for number in range(made.count):
        image = painted(made, number)
        inked = [
            (x, y)
            for x in range(0, image.width(), 2)
            for y in range(image.height())
            if image.pixelColor(x, y).lightness() < 160
        ]
        left, right = min(x for x, _ in inked), max(x for x, _ in inked)
        assert left >= 45 and right <= image.width() - 45
        assert min(y for _, y in inked) >= 50
    heads = [painted(made, n).copy(60, 57, 300, 20) for n in (1, 2)]
    assert heads[0] == heads[1], "the heading is repeated in the same place"


def test_the_body_can_be_read_or_wider_paper_is_offered(qtbot):
    wide = sheet(columns=24)
    assert Pages(wide, A4).size < LEAST_SIZE <= best_paper(wide, A4).size
    assert best_paper(sheet(columns=5), A4).paper is A4
    dialog = PrintPreview(wide, Path())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pages.size >= LEAST_SIZE and dialog.wider.isHidden()
    dialog.paper.setCurrentIndex(PAPERS.index(A4))
    assert not dialog.wider.isHidden() and "A3" in dialog.wider.text() and "8 磅" in dialog.note.text()
    dialog.wider.click()
    assert dialog.pages.paper is A3


def test_preview_and_pdf_have_the_same_pages(qapp):
    made = Pages(sheet(rows=100), A4)
    found = re.findall(rb"/Type\s*/Page[^s]", pdf_bytes(made))
    assert len(found) == made.count


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_pdf_is_vectors_with_its_fonts_and_texts_that_can_be_searched(qapp, tmp_path):
    out = tmp_path / "台账.pdf"
    save_pdf(Pages(sheet(rows=30), A4), out)
    text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True).stdout.decode()
    for words in ("云岭市重点项目问题台账", "责任落实", "超期", "第 1 页，共 "):
        assert words in text
    assert not [char for char in text if "\u2e80" <= char <= "\u2fdf"], "no radicals instead of 汉字"
    fonts = subprocess.run(["pdffonts", out], capture_output=True, check=True).stdout.decode()
    lines = fonts.splitlines()[2:]
    assert lines and all(re.search(r"\byes\b", line) for line in lines) and "JZ" in fonts
    images = subprocess.run(["pdfimages", "-list", out], capture_output=True, check=True).stdout.decode()
    assert len(images.splitlines()) <= 2, "no raster picture"
    size = subprocess.run(["pdfinfo", out], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Page size:\s+84[12]\S* x 595", size)


def test_a_pdf_that_cannot_be_saved_leaves_the_old_one(qapp, tmp_path):
    with pytest.raises(NotWritable):
        save_pdf(Pages(sheet(rows=1), A4), tmp_path / "no such folder" / "台账.pdf")
    assert list(tmp_path.iterdir()) == []


def test_what_is_printed_is_what_is_shown(qtbot):
    source = Source(5)
    grid = shown_grid(qtbot, source)
    grid.appearance.hide([column_of(grid, "units")])
    grid.appearance.move_column(column_of(grid, "note"), 0)
    grid.set_sort([SortKey(column_of(grid, "count"), True)])
    made = sheet_of(grid, "台账", ("", ""))
    titles = [column.title for column in made.columns]
    assert titles == ["序号", *(field.title for field in grid.model.fields)]
    at = titles.index("数量")
    assert [line.texts[at] for line in made.lines] == ["5", "4", "3", "2", "1"]
    assert made.below[2] == "共 5 项"


def test_groups_are_printed_above_their_rows(qtbot):
    grid = shown_grid(qtbot, Source(4))
    grid.set_groups(lambda row: "单" if int(row[0][1:]) % 2 else "双", None)
    made = sheet_of(grid, "台账", ("", ""))
    assert [line.title for line in made.lines if line.title] == ["单", "双"]
    painted(Pages(made, A4), 0)


def test_ctrl_p_shows_the_pages_of_the_table_with_the_focus(qtbot, demo):
    grid = issues_of(demo)
    grid.setFocus()
    QTest.keyClick(demo, Key.Key_P, CTRL)
    dialog = demo.findChild(PrintPreview)
    assert dialog is not None and dialog.isVisible()
    assert dialog.pages.sheet.title.endswith("重点项目问题台账")
    rows = [row for page in dialog.pages.texts() for row in page if row]
    assert len(rows) == grid.model.lines.passing()
    dialog.grab()
    dialog.reject()


def test_ctrl_shift_e_writes_what_is_shown(qtbot, demo, tmp_path):
    grid = issues_of(demo)
    grid.setFocus()
    grid.appearance.hide([column_of(grid, "category")])
    grid.appearance.move_column(column_of(grid, "due"), 0)
    grid.set_sort([SortKey(column_of(grid, "title"), True)])
    QTest.keyClick(demo, Key.Key_E, CTRL | SHIFT)
    dialog = demo.findChild(ExportDialog)
    assert dialog is not None and dialog.kinds.name().startswith("当前视图")
    assert "当前视图" in dialog.path.text()
    out = tmp_path / "视图.xlsx"
    dialog.path.setText(str(out))
    dialog.accept()
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "已导出" in banner_of(demo))
    book = openpyxl.load_workbook(out)
    ws = book.active
    heads = {cell.value: cell.column for row in ws["A3:AZ4"] for cell in row if cell.value}
    assert heads["序号"] == 1 and heads["完成时限"] == 2 and "类别" not in heads
    at = heads["存在问题"]
    first = next(row for row in range(4, 9) if ws.cell(row, 1).value == 1)
    column = [ws.cell(row, at).value for row in range(first, first + grid.model.lines.passing())]
    place = column_of(grid, "title")
    assert column == [line.whole_text(place) for line in grid.model.lines.passing_lines()]
    assert ws["A1"].value.endswith("重点项目问题台账") and ws.page_setup.orientation == "landscape"
    assert ws.cell(first, at).border.left.style == "thin"
    assert {"责任落实", "办理情况"} <= set(heads)


def test_a_grouped_and_an_empty_view_are_written_too(qtbot, demo, tmp_path):
    pane = demo.page.issue_pane
    pane.current.grid.setFocus()
    pane._group(pane.current, "category")
    for name, many in (("分组", True), ("空", False)):
        if not many:
            pane.current.grid.set_rows([], settle=True)
        view = demo.paper_verbs.view_shown()
        out = tmp_path / f"{name}.xlsx"
        export_view(demo.bridge.ledger, view, out, demo.bridge.context(), demo.around.resources)
        texts = [
            cell for row in openpyxl.load_workbook(out).active.iter_rows(values_only=True) for cell in row
        ]
        assert ("本期无" in texts) != many
