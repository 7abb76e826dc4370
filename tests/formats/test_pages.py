"""Dividing a ledger into pages: every row once, headings on each page, nothing beyond the margins."""

from __future__ import annotations

import pytest

from jzledger.formats.layout_file import load_layout
from jzledger.formats.pages import PaperPages
from jzledger.formats.paper import Paper
from jzledger.formats.xlsx_write import print_ledger

POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def pages(layouts, context, issue):
    def made(count, kind="issues", **paper):
        sheet, remarks = print_ledger(
            load_layout(layouts, kind), Paper(context, [issue() for _ in range(count)], **paper)
        )
        assert remarks == []
        return PaperPages(sheet)

    return made


def texts(pages, number):
    return [box.text for box in pages.boxes(number) if box.text]


def test_what_is_printed_is_what_is_written(write, layouts, issue_paper):
    """Each text of the workbook stands on the sheet to be printed at its place, with its look."""
    written = write("issues", issue_paper)
    sheet, _ = print_ledger(load_layout(layouts, "issues"), issue_paper)
    cells = {
        (cell.row - 1, cell.column - 1): cell
        for row in written.stored.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert cells.keys() == {place for place, cell in sheet.cells.items() if cell.text}
    for place, cell in cells.items():
        shown = sheet.cells[place]
        if isinstance(cell.value, str):
            assert shown.text == cell.value
        assert shown.look.font == cell.font.name and shown.look.size == cell.font.sz
        assert shown.look.bold == bool(cell.font.b)
        assert shown.look.left == (cell.border.left.style or "")
    heights = {row - 1: dim.height for row, dim in written.ws.row_dimensions.items() if dim.height}
    assert {row: sheet.heights[row] for row in heights} == heights
    merges = {
        (m.min_row - 1, m.min_col - 1): (m.max_row - 1, m.max_col - 1) for m in written.ws.merged_cells.ranges
    }
    assert sheet.merges == merges


@pytest.mark.parametrize("count", [0, 1, 45, 300])
def test_every_row_is_on_one_page(pages, count):
    made = pages(count)
    rows = [row for stretch in made._stretches for row in stretch]
    assert rows == sorted(set(rows)) and rows[-1] == made.area[2]
    numbers = [text for page in range(made.count) for text in texts(made, page) if text.isdecimal()]
    assert numbers == [str(n) for n in range(1, count + 1)]


def test_the_heading_is_repeated_and_the_foot_counts_the_pages(pages):
    made = pages(45)
    assert made.count > 2
    for page in range(made.count):
        assert "存在问题" in texts(made, page)
        assert [text.text for text in made.margin_texts(page)] == [f"第 {page + 1} 页，共 {made.count} 页"]
    assert "云岭市省市重点项目存在问题台账" in texts(made, 0)
    assert "云岭市省市重点项目存在问题台账" not in texts(made, 1)


def test_nothing_stands_beyond_the_margins(pages):
    made = pages(60)
    for page in range(made.count):
        for box in made.boxes(page):
            part = box.part
            assert part.x >= 18 * POINTS_PER_MM - 0.1
            assert part.x + part.width <= made.width - 18 * POINTS_PER_MM + 0.1
            assert part.y >= 20 * POINTS_PER_MM - 0.1
            assert part.y + part.height <= made.height - 18 * POINTS_PER_MM + 0.1


def test_a_wider_digit_makes_the_sheet_smaller_and_the_pages_fewer(layouts, context, issue):
    sheet, _ = print_ledger(load_layout(layouts, "issues"), Paper(context, [issue() for _ in range(200)]))
    narrow, wide = PaperPages(sheet, 5.5), PaperPages(sheet, 7.0)
    assert wide.scale < narrow.scale and wide.count < narrow.count
    for made in (narrow, wide):
        room = made.width - 36 * POINTS_PER_MM
        boxes = list(made.boxes(0))
        used = max(b.part.x + b.part.width for b in boxes) - min(b.part.x for b in boxes)
        assert room * 0.97 < used <= room + 0.1


def test_an_attachment_has_its_mark_and_its_page_numbers_outside(pages):
    made = pages(45, preset="attachment", mark="附件1")
    assert texts(made, 0)[0] == "附件1"
    assert [text.place for text in made.margin_texts(0)] == ["right"]
    assert [text.place for text in made.margin_texts(1)] == ["left"]
