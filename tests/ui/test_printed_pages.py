"""Painting pages: as many as a spreadsheet program makes, texts that can be searched, nothing lost."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from jzledger import paths
from jzledger.errors import FileLocked, NotWritable
from jzledger.formats.layout_file import load_layout
from jzledger.formats.xlsx_write import print_ledger, write_ledger
from jzledger.ui.printing.cell_painter import PrintedPages
from jzledger.ui.printing.devices import pdf_bytes, pdf_steps, save_pdf
from jzledger.ui.printing.page_sheet import WHOLE, WIDE, PageSheet
from jzledger.ui.theme import load_fonts
from tests.bench.bench_export import issues, paper, projects

COUNTS = (0, 1, 45, 300)
KINDS = {"issues": issues, "projects": projects}


@pytest.fixture
def printed(qapp):
    load_fonts(paths.resources())

    def make(kind="issues", count=20):
        layout = load_layout(paths.resources() / "layouts", kind)
        return PrintedPages(print_ledger(layout, paper(KINDS[kind](count)))[0], layout.sheet)

    return make


def painted(pages: PrintedPages, number: int, scale: float = 0.1) -> QImage:
    image = QImage(QSize(round(pages.width * scale), round(pages.height * scale)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    pages.paint(painter, number)
    painter.end()
    return image


@pytest.mark.office
def test_the_pages_are_as_many_as_a_spreadsheet_program_makes(printed, tmp_path):
    files = {}
    for kind, make in KINDS.items():
        layout = load_layout(paths.resources() / "layouts", kind)
        for count in COUNTS:
            path = tmp_path / f"{kind}{count}.xlsx"
            with path.open("wb") as file:
                write_ledger(layout, paper(make(count)), file)
            files[path] = printed(kind, count).count
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=240)
    theirs = {path: _pages_of(path.with_suffix(".pdf")) for path in files}
    assert {path.stem: count for path, count in files.items() if abs(count - theirs[path]) > 1} == {}
    assert max(theirs.values()) > 10


def _pages_of(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))


def test_a_pdf_has_every_page_and_its_texts(printed, tmp_path):
    pages = printed(count=45)
    out = tmp_path / "台账.pdf"
    save_pdf(pages, out)
    assert _pages_of(out) == pages.count
    if shutil.which("pdftotext") is None:
        return
    text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True).stdout.decode()
    for words in (
        "云岭市省市重点项目存在问题台账",
        "责任落实",
        "▲红",
        f"第 1 页，共 {pages.count} 页",
        "填表人：",
    ):
        assert words in text
    assert text.count("解决措施") == pages.count
    images = subprocess.run(["pdfimages", "-list", out], capture_output=True, check=True).stdout.decode()
    assert len(images.splitlines()) <= 2, "vectors, no picture"


def test_a_pdf_grows_page_by_page_and_can_be_given_up(printed):
    pages = printed(count=60)
    steps = pdf_steps(pages)
    assert next(steps)[:2] == (1, pages.count) and next(steps)[:2] == (2, pages.count)
    steps.close()
    assert list(steps) == []


def test_a_pdf_that_cannot_be_saved_leaves_the_old_one(printed, tmp_path):
    out = tmp_path / "台账.pdf"
    out.write_bytes(b"old")
    (tmp_path / ".~lock.台账.pdf#").write_bytes(b"")
    with pytest.raises(FileLocked):
        save_pdf(printed(), out)
    with pytest.raises(NotWritable):
        save_pdf(printed(), tmp_path / "no folder" / "台账.pdf")
    assert out.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_texts_stay_in_their_cells(printed, kind):
    """No ink between the frame of the table and the edge of the paper, but for title, foot and notes."""
    pages = printed(kind, 30)
    image = painted(pages, 0)
    left = pages.pages.setup.left
    inked = [
        x
        for x in range(image.width())
        for y in range(0, image.height(), 3)
        if image.pixelColor(x, y).lightness() < 140
    ]
    assert min(inked) >= left - 2 and max(inked) <= image.width() - left + 2


def test_lights_are_filled_and_marked(printed):
    image = painted(printed(count=10), 0)
    colours = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }
    assert {"#c00000", "#ffc000", "#00b050"} <= colours


def test_pages_are_turned_and_enlarged_by_keys(qtbot, printed):
    view = PageSheet()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    pages = printed(count=60)
    view.show_pages(pages)
    whole = view.factor()
    for key, number in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_End, pages.count - 1),
        (Qt.Key.Key_PageDown, pages.count - 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageUp, 0),
    ):
        qtbot.keyClick(view, key)
        assert view.number == number
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.factor() > whole
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == WHOLE and view.factor() == pytest.approx(whole, rel=0.01)
    view.set_zoom(WIDE)
    assert view.widget().width() <= view.viewport().width()
    view.show_pages(printed(count=1))
    assert view.number == 0


def test_the_preview_and_the_pdf_come_from_the_same_pages(printed):
    pages = printed(count=60)
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf_bytes(pages))) == pages.count
