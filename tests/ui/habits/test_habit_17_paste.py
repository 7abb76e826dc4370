"""17–20, 23: where a pasted block goes, what is told about it, and that it is one step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from jzledger.errors import Cancelled
from jzledger.records.kinds import Ref
from jzledger.ui.tables import pasting
from jzledger.ui.tables.clipboard import to_tsv
from jzledger.ui.tables.filters import ColumnFilter
from tests.ui.tables import Sheet, answer, click, copy_in, go, reported, sayings, select, shown_grid
from tests.ui.typing import CTRL, SHIFT, Key, press


def paste(grid, text: str = "", html: str = "") -> None:
    copy_in(text, html)
    press(grid, Key.Key_V, CTRL)


def test_one_cell_fills_a_range(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "note", 2, "note")
    paste(grid, "已电话核实")
    assert sheet.texts("note") == ["已电话核实"] * 3 + [""]
    assert sheet.labels() == ["粘贴 3 行 × 1 列"]


def test_one_cell_fills_several_ranges_in_one_step(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    click(grid, 2, "note", CTRL)
    click(grid, 3, "count", CTRL)
    paste(grid, "9")
    assert sheet.texts("note") == ["9", "", "9", ""] and sheet.text(3, "count") == "9"
    assert len(sheet.steps) == 1


def test_a_block_tiles_a_multiple_of_its_size(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "note", 3, "note")
    paste(grid, "甲\n乙")
    assert sheet.texts("note") == ["甲", "乙", "甲", "乙"]


def test_a_block_on_a_range_that_is_no_multiple_is_pasted_once(qtbot):
    sheet = Sheet(5)
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "note", 2, "note")
    paste(grid, "甲\n乙")
    assert sheet.texts("note") == ["甲", "乙", "", "", ""]


def test_one_row_is_repeated_down_a_column_of_cells(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    select(grid, 0, "count", 2, "count")
    paste(grid, "7\t土地")
    assert sheet.texts("count") == ["7"] * 3 and sheet.texts("kind") == ["土地"] * 3


def test_a_block_on_one_cell_extends_and_becomes_the_selection(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "opened_on")
    paste(grid, "2024.6.1\t1.2亿\n6月3日\t3500万")
    assert sheet.texts("opened_on") == ["", "2024-06-01", "2024-06-03"]
    assert sheet.texts("amount") == ["", "12,000", "3,500"]
    assert len(list(grid.cell_cursor.selected_cells())) == 4
    assert reported(grid) == "已粘贴 2 行 × 2 列：改动 2 行"


def test_18_pasting_below_the_last_row_makes_rows_that_inherit_from_it(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "title")
    paste(grid, "改过的\t市住建局\n新的一\t马村区政府\n\t\n新的二\t\n")
    assert sheet.texts("title") == ["问题1", "改过的", "新的一", "新的二"], "an empty row is not made"
    assert sheet.likes == ["r2", "r2"]
    assert reported(grid) == "已粘贴 4 行 × 2 列：改动 1 行，新增 2 行"
    assert len(sheet.steps) == 1
    sheet.undo()
    assert sheet.texts("title") == ["问题1", "问题2"]


def test_18_pasting_into_the_line_for_a_new_row(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "title")
    paste(grid, "甲\n乙")
    assert sheet.texts("title") == ["问题1", "甲", "乙"]


def test_19_only_rows_that_are_shown_are_pasted_into(qtbot):
    sheet = Sheet(6)
    for row in (0, 2, 5):
        sheet.put(row, kind="土地")
    grid = shown_grid(qtbot, sheet)
    grid.model.set_filters({"kind": ColumnFilter(frozenset({"土地"}))})
    go(grid, 0, "note")
    paste(grid, "甲\n乙\n丙")
    assert sheet.texts("note") == ["甲", "", "乙", "", "", "丙"]


def test_19_only_rows_that_are_shown_are_copied(qtbot):
    sheet = Sheet(4)
    sheet.put(0, kind="土地")
    sheet.put(3, kind="土地")
    grid = shown_grid(qtbot, sheet)
    grid.model.set_filters({"kind": ColumnFilter(frozenset({"土地"}))})
    select(grid, 0, "title", 1, "title")
    press(grid, Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == to_tsv([["问题1"], ["问题4"]])


def test_20_what_cannot_be_understood_keeps_its_value_and_is_stepped_through(qtbot):
    sheet = Sheet(3)
    sheet.put(1, opened_on="2024-6-1")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "opened_on")
    paste(grid, "2024-6-2\t300\n2月30日\t很多\n2024-6-3\t５００\n6.4\t一亿\n")
    assert reported(grid) == "已粘贴 4 行 × 2 列：改动 2 行，新增 1 行；3 格未识别，保留原值"
    assert sheet.texts("opened_on") == ["2024-06-02", "2024-06-01", "2024-06-03", "2024-06-04"]
    assert sheet.texts("amount") == ["300", "", "500", ""]
    assert grid.commands.report is not None and grid.commands.report.warn
    answer(grid, "逐项查看")
    assert "◆ 未识别 1 / 3" in reported(grid) and "第 2 行" in reported(grid) and "2月30日" in reported(grid)
    assert (grid.current_id(), grid.current_key()) == ("r2", "opened_on")
    answer(grid, "下一个")
    assert "很多" in reported(grid) and grid.current_key() == "amount"
    answer(grid, "下一个")
    assert "一亿" in reported(grid) and grid.current_id() == "r4"
    press(grid, Key.Key_Escape)
    assert reported(grid) == ""


def test_20_changed_cells_are_tinted_until_the_banner_is_closed(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    paste(grid, "甲\n问题\n丙\n丁")
    tinted = grid.commands.overlay.tinted
    assert set(tinted) == {"r1", "r2", "r3", "r4"} and tinted["r1"] == {"note"}
    before = grid.grab().toImage()
    press(grid, Key.Key_Escape)
    assert not grid.commands.overlay.tinted and grid.grab().toImage() != before


def test_computed_columns_are_skipped_and_counted(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet, frozen=0)
    go(grid, 0, "light")
    paste(grid, "超期\t甲\n正常\t乙")
    assert sheet.texts("title") == ["甲", "乙"] and sheet.texts("light") == ["正常", "正常"]
    assert "“状态”由程序判定，跳过 2 格" in reported(grid)


def test_what_has_no_place_at_the_right_is_said(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    paste(grid, "甲\t乙\t丙")
    assert sheet.text(0, "note") == "甲" and "右边放不下的 2 列没有粘贴" in reported(grid)


def test_control_characters_are_dropped_and_that_is_said(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, "甲\x07乙\u202e\ud800丙\t市住建局")
    assert sheet.text(0, "title") == "甲乙丙" and "1 格去掉了控制字符" in reported(grid)


def test_what_looks_like_a_formula_is_text(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, '=HYPERLINK("http://x","y")')
    assert sheet.text(0, "title") == '=HYPERLINK("http://x","y")'
    press(grid, Key.Key_C, CTRL)
    assert 'mso-number-format:"\\@"' in QApplication.clipboard().mimeData().html()


def test_a_text_over_the_limit_is_refused_and_the_limit_named(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, "长" * 200_000)
    assert sheet.text(0, "title") == "问题1"
    answer(grid, "逐项查看")
    assert "10000字" in reported(grid)


def test_a_cell_that_may_not_be_empty_keeps_its_value(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, "\t市住建局\n乙\t")
    assert sheet.texts("title") == ["问题1", "乙"] and "1 格未识别" in reported(grid)


def test_html_is_read_where_text_is_missing(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, html="<table><tr><td>甲<br>二行</td><td>市住建局</td></tr></table>")
    assert (sheet.text(0, "title"), sheet.text(0, "units")) == ("甲\n二行", "市住建局")


def test_a_merged_cell_gives_its_text_once(qtbot):
    sheet = Sheet(2)
    sheet.put(1, note="旧")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "kind")
    html = "<table><tr><td rowspan=2>土地</td><td>甲</td></tr><tr><td>乙</td></tr></table>"
    paste(grid, "土地\t甲\n土地\t乙\n", html)
    assert sheet.texts("kind") == ["土地", ""] and sheet.texts("note") == ["甲", "乙"]


def test_20_a_heading_row_is_offered_to_be_matched_by_name(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(
        grid, "承办单位\t联系电话\t总投资（万元）\t主要问题\n市住建局\t139\t300\t甲\n马村区政府\t138\t500\t乙"
    )
    assert sheet.steps == [], "nothing is written before it is agreed to"
    assert "3 列按列名对应" in reported(grid) and "“联系电话”" in reported(grid)
    press(grid, Key.Key_Return)
    assert sheet.texts("title") == ["甲", "乙"] and sheet.texts("amount") == ["300", "500"]
    assert sheet.texts("units") == ["市住建局", "马村区政府"] and len(sheet.steps) == 1


def test_20_a_heading_row_may_be_pasted_as_it_stands_or_not_at_all(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, "存在问题\t责任单位\n甲\t市住建局")
    press(grid, Key.Key_Escape)
    assert reported(grid) == "" and sheet.steps == []
    press(grid, Key.Key_V, CTRL)
    answer(grid, "按位置粘贴")
    assert sheet.texts("title") == ["存在问题", "甲"]


def test_20_a_large_block_is_shown_before_it_is_written(qtbot):
    sheet = Sheet(2)
    grid = shown_grid(qtbot, sheet)
    go(grid, 1, "title")
    paste(grid, "\n".join(f"第{n}条" for n in range(pasting.PREVIEW_FROM + 1)))
    assert sheet.steps == [] and "5,001 行 × 1 列" in reported(grid) and "新增 5,000 行" in reported(grid)
    press(grid, Key.Key_Return)
    assert len(sheet.rows) == 5_002 and "新增 5000 行" in reported(grid)


def test_a_large_block_is_read_beside_the_window_and_can_be_cancelled(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    started: list[str] = []
    said = sayings(grid)

    def beside(work, then, title, otherwise):
        def progress(done, total, what):
            raise Cancelled

        started.append(title)
        with pytest.raises(Cancelled) as caught:
            work(progress)
        otherwise(caught.value)

    grid.commands.beside = beside
    go(grid, 0, "title")
    paste(grid, "\n".join(["甲"] * (pasting.BESIDE_FROM + 1)))
    assert started and sheet.steps == [] and "没有写入" in said[-1]


def test_a_million_cells_are_asked_about_first(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "title")
    paste(grid, "甲\n" * 1_000_000)
    assert "1,000,000 行" in reported(grid) and "可以取消" in reported(grid) and sheet.steps == []


def test_text_only_leaves_our_own_format_aside(qtbot):
    sheet = Sheet(2)
    sheet.put(0, note="６月")
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    press(grid, Key.Key_C, CTRL)
    go(grid, 1, "note")
    press(grid, Key.Key_V, CTRL | SHIFT)
    assert sheet.text(1, "note") == "６月"


def test_an_empty_clipboard_says_so(qtbot):
    grid = shown_grid(qtbot, Sheet(1))
    said = sayings(grid)
    QApplication.clipboard().clear()
    press(grid, Key.Key_V, CTRL)
    assert "剪贴板" in said[-1]


def test_a_block_on_several_ranges_is_refused(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    click(grid, 2, "note", CTRL)
    paste(grid, "甲\n乙")
    assert sheet.steps == []


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [("1,200", 12_000_000), ("3500万", 35_000_000), ("1.2亿", 120_000_000), ("１２００", 12_000_000)],
)
def test_11_money_is_understood_with_its_unit(qtbot, typed, yuan):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "amount")
    paste(grid, typed)
    assert sheet.value(0, "amount") == yuan


@pytest.mark.parametrize(("origin", "unit_id"), [("台账甲", "u7"), ("台账乙", "市住建局")])
def test_links_copied_in_another_ledger_are_known_by_their_names(qtbot, origin, unit_id):
    first, second = Sheet(1), Sheet(1, origin=origin)
    row = list(first.rows[0])
    row[2 + first.column("units")] = (Ref("unit", "u7", "市住建局"),)
    first.rows[0] = tuple(row)
    grid = shown_grid(qtbot, first)
    go(grid, 0, "units")
    press(grid, Key.Key_C, CTRL)
    other = shown_grid(qtbot, second)
    go(other, 0, "units")
    press(other, Key.Key_V, CTRL)
    assert second.value(0, "units") == (Ref("unit", unit_id, "市住建局"),)
