"""15, 16: what is copied arrives in other programs, and comes back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from jzledger.rules.text import clean
from jzledger.ui.tables.clipboard import (
    OWN_FORMAT,
    Block,
    from_html,
    from_own,
    from_tsv,
    to_html,
    to_own,
    to_tsv,
)
from tests.ui.tables import KEYS, Sheet, click, copy_in, go, sayings, select, shown_grid
from tests.ui.typing import CTRL, SHIFT, Key, press, write

# Whatever a ledger may hold: cleaned text, with tabs, quotes and line ends in it.
TEXTS = st.text(max_size=12).map(lambda text: clean(text)[0]) | st.sampled_from(
    [
        '"',
        '""',
        '5"管',
        '"整句"',
        "一行\n二行",
        "\n二行",
        "a\tb",
        "  两头  ",
        "=1+1",
        "00123",
        "<b>&nbsp;</b>",
        "a  b",
        "\u00a0",
    ]
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(TABLES)
def test_tsv_comes_back_as_it_went(rows):
    assert from_tsv(to_tsv(rows)) == rows


@given(TABLES)
def test_html_comes_back_as_it_went(rows):
    assert from_html(to_html(rows)) == rows


@given(TABLES)
def test_our_own_format_comes_back_as_it_went(rows):
    again = from_own(to_own(Block([list(row) for row in rows], [list(row) for row in rows], ("Kind:",))))
    assert again is not None and again.texts == rows and again.values == rows


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_a_clipboard(text):
    for rows in (from_tsv(text), from_html(text), from_html(f"<table>{text}</table>")):
        assert len({*map(len, rows)}) <= 1
    from_own(text.encode("utf-8", "ignore"))


def test_an_inch_mark_is_no_quote():
    assert from_tsv('5"管\t3\n"开头没有结束\t4\n') == [['5"管', "3"], ['"开头没有结束', "4"]]


def test_empty_lines_in_the_middle_are_cells():
    assert from_tsv("甲\r\n\r\n乙\r\n") == [["甲"], [""], ["乙"]]


def test_ctrl_c_puts_text_html_and_our_own_format_on_the_clipboard(qtbot):
    sheet = Sheet(3)
    sheet.put(
        0,
        title='第一行\n第"二"行',
        units="市住建局、马村区政府",
        due="6月底前",
        opened_on="2024-6-1",
        amount="1.2亿",
    )
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "title", 1, "amount")
    press(grid, Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasFormat(OWN_FORMAT)
    texts = [
        ['第一行\n第"二"行', "市住建局、马村区政府", "", "6月底前", "2024-06-01", "12,000"],
        ["问题2", "", "", "", "", ""],
    ]
    assert from_tsv(mime.text()) == texts
    assert from_html(mime.html()) == texts
    assert 'mso-number-format:"\\@"' in mime.html() and "charset" in mime.html()


def test_what_is_copied_is_pasted_back_without_loss(qtbot):
    sheet = Sheet(2)
    given = {
        "title": "一\n二", "units": "市住建局、马村区政府", "person": "李明", "due": "10个工作日内",
        "opened_on": "2024-6-1", "amount": "1234.5678", "count": "7", "kind": "土地", "note": "=1+1",
    }  # fmt: skip
    sheet.put(0, **given)
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "title", 0, "note")
    press(grid, Key.Key_C, CTRL)
    go(grid, 1, "title")
    press(grid, Key.Key_V, CTRL)
    assert sheet.rows[1][3:] == sheet.rows[0][3:]
    sheet.undo()
    press(grid, Key.Key_V, CTRL | SHIFT)
    assert sheet.texts("due") == ["10个工作日内"] * 2, "text only is read like typing"
    assert [sheet.text(1, key) for key in KEYS[1:]] == [sheet.text(0, key) for key in KEYS[1:]]


def test_a_computed_column_is_copied_as_shown(qtbot):
    grid = shown_grid(qtbot, Sheet(1))
    go(grid, 0, "light")
    press(grid, Key.Key_C, CTRL)
    assert from_tsv(QGuiApplication.clipboard().text()) == [["正常"]]


def test_ranges_that_do_not_line_up_are_refused_with_one_sentence(qtbot):
    grid = shown_grid(qtbot, Sheet(4))
    copy_in("前一次")
    said = sayings(grid)
    go(grid, 0, "title")
    click(grid, 2, "note", CTRL)
    press(grid, Key.Key_C, CTRL)
    assert len(said) == 1 and "不能一起复制" in said[0]
    assert QGuiApplication.clipboard().text() == "前一次"


def test_ranges_in_the_same_rows_or_columns_are_copied_as_one_block(qtbot):
    grid = shown_grid(qtbot, Sheet(4))
    go(grid, 0, "title")
    click(grid, 2, "title", CTRL)
    press(grid, Key.Key_C, CTRL)
    assert from_tsv(QGuiApplication.clipboard().text()) == [["问题1"], ["问题3"]]
    go(grid, 1, "title")
    click(grid, 1, "count", CTRL)
    press(grid, Key.Key_C, CTRL)
    assert from_tsv(QGuiApplication.clipboard().text()) == [["问题2", "2"]]


def test_16_ctrl_shift_c_copies_the_headings_too(qtbot):
    grid = shown_grid(qtbot, Sheet(2))
    select(grid, 0, "title", 0, "units")
    press(grid, Key.Key_C, CTRL | SHIFT)
    assert from_tsv(QGuiApplication.clipboard().text()) == [["存在问题", "责任单位"], ["问题1", ""]]


def test_the_ring_of_a_copy_is_drawn_and_esc_drops_it(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    select(grid, 1, "title", 2, "units")
    before = grid.grab().toImage()
    press(grid, Key.Key_C, CTRL)
    assert len(grid.commands.overlay.rings()) == 1
    assert grid.grab().toImage() != before
    press(grid, Key.Key_Escape)
    assert grid.commands.overlay.rings() == []
    assert grid.grab().toImage() == before


def test_enter_right_after_a_copy_pastes_once(qtbot):
    sheet = Sheet(5)
    sheet.put(0, note="抄")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_C, CTRL)
    go(grid, 2, "note")
    press(grid, Key.Key_Return)
    assert sheet.text(2, "note") == "抄" and grid.commands.overlay.copied is None
    assert grid.cell_cursor.active.line == 2
    press(grid, Key.Key_Return)
    assert grid.cell_cursor.active.line == 3 and not sheet.text(3, "note")


def test_enter_only_moves_once_something_was_typed_or_pasted_since_the_copy(qtbot):
    sheet = Sheet(6)
    sheet.put(0, note="抄")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_C, CTRL)
    go(grid, 2, "note")
    write(grid, "x")
    press(grid, Key.Key_Return)
    press(grid, Key.Key_Return)
    assert grid.cell_cursor.active.line == 4 and sheet.texts("note") == ["抄", "", "x", "", "", ""]
    go(grid, 0, "note")
    press(grid, Key.Key_C, CTRL)
    go(grid, 3, "note")
    press(grid, Key.Key_V, CTRL)
    press(grid, Key.Key_Return)
    assert grid.cell_cursor.active.line == 4 and sheet.text(4, "note") == ""
