"""15: what LibreOffice Calc writes is read, and what is copied here arrives in it without loss.

The files in tests/fixtures/clipboard are what Calc's own HTML and text filters write (see make.py there).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication

from jzledger.ui.tables.clipboard import from_html, from_tsv
from tests.ui.tables import Sheet, copy_in, go, reported, select, shown_grid
from tests.ui.typing import CTRL, SHIFT, Key, press

FIXTURES = Path(__file__).parents[2] / "fixtures" / "clipboard"
CELLS = [
    ["存在问题", "责任单位", "完成时限", "总投资（万元）"],
    ["用地手续\n未办结", "市自然资源局、马村区政府", "2024-06-30", "1200"],
    ['引号"里"的话', "市住建局", "6月底前", "3500"],
    ["两端  空格", "00123", "尽快", "0.5"],
    ["合并的两行两列", "", "右上", ""],
    ["", "", "右下", ""],
]


def calc(name: str) -> str:
    return (FIXTURES / name).read_text("utf-8")


def test_the_text_of_calc_is_read():
    assert from_tsv(calc("calc.tsv")) == CELLS


def test_the_html_of_calc_is_read_but_for_blanks_that_html_loses():
    one_blank = [[text.replace("  ", " ") for text in row] for row in CELLS]
    assert from_html(calc("calc.html")) == one_blank


def test_calc_cells_are_pasted_by_their_headings(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "title")
    copy_in(calc("calc.tsv"), calc("calc.html"))
    press(grid, Key.Key_V, CTRL)
    assert "4 列按列名对应" in reported(grid)
    press(grid, Key.Key_Return)
    assert sheet.texts("title")[1:] == [
        "用地手续\n未办结",
        '引号"里"的话',
        "两端  空格",
        "合并的两行两列",
        "",
    ]
    assert sheet.texts("amount")[1:4] == ["1,200", "3,500", "0.5"] and sheet.texts("due")[1:4] == [
        "2024-06-30",
        "6月底前",
        "尽快",
    ]


@pytest.mark.office
def test_what_is_copied_opens_in_calc_without_loss(qtbot, tmp_path):
    sheet = Sheet(2)
    sheet.put(
        0,
        title='一\n"二"',
        units="市住建局、马村区政府",
        due="6月底前",
        opened_on="2024-6-1",
        amount="12000",
        note="00123",
    )
    sheet.put(1, title="=1+1", note="两个  空格 &<b>")
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "title", 1, "note")
    press(grid, Key.Key_C, CTRL | SHIFT)
    texts = from_tsv(QGuiApplication.clipboard().text())
    page = tmp_path / "copied.html"
    page.write_text(QGuiApplication.clipboard().mimeData().html(), "utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--infilter=HTML (StarCalc)", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    cells = openpyxl.load_workbook(tmp_path / "copied.xlsx").active.iter_rows(values_only=True)
    # Calc keeps the blanks of a run as the no-break spaces that Excel, too, writes for them.
    arrived = [["" if cell is None else str(cell).replace("\u00a0", " ") for cell in row] for row in cells]
    assert arrived == texts
