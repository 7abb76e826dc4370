"""40: long text wraps and rows grow, to six lines at most; one switch makes all rows one line high."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt

from jzledger.ui.tables.look import MOST_LINES, PADDING
from jzledger.ui.tables.sorting import SortKey
from tests.ui.tables import Sheet, column_of, shown_grid
from tests.ui.typing import CTRL, Key, press

LONG = "二期车间施工许可尚缺消防审查意见，已与市住建局、市消防救援支队对接，计划6月20日前取得批复；"


def sheet_of(rows: int, times=lambda n: n % 5) -> Sheet:
    sheet = Sheet(rows)
    for n in range(rows):
        old = sheet.rows[n]
        sheet.rows[n] = (*old[:3], f"{n}号：" + LONG * times(n), *old[4:])
    return sheet


def heights(grid) -> list[int]:
    return [grid.halves.right.rowHeight(n) for n in range(grid.model.rowCount())]


def room(grid) -> int:
    return grid.halves.left.columnWidth(column_of(grid, "title")) - 2 * PADDING


def lines_of(grid, n: int) -> int:
    """By Qt's own measure."""
    text = grid.model.line(n).whole_text(column_of(grid, "title"))
    box = QRect(0, 0, room(grid), 10**4)
    high = grid.appearance.look.metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, text).height()
    return round(high / grid.appearance.look.line_height)


def test_rows_are_as_high_as_their_longest_text_by_qts_own_measure(qtbot):
    grid = shown_grid(qtbot, sheet_of(12))
    look = grid.appearance.look
    assert set(heights(grid)) == {look.row_height}
    grid.appearance.set_wraps(True)
    expected = [min(lines_of(grid, n), MOST_LINES) for n in range(12)]
    assert max(expected) > 2
    assert heights(grid)[:12] == [look.row_height + (n - 1) * look.line_height for n in expected]


def test_both_halves_have_equal_heights_and_scroll_alike(qtbot):
    grid = shown_grid(qtbot, sheet_of(300))
    grid.appearance.set_wraps(True)
    left, right = grid.halves.both
    for value in (0, 700, 3000, right.verticalScrollBar().maximum()):
        right.verticalScrollBar().setValue(value)
        qtbot.wait(1)
        assert [left.rowHeight(n) for n in range(300)] == heights(grid)[:300]
        assert left.verticalScrollBar().value() == right.verticalScrollBar().value()
        assert left.rowAt(0) == right.rowAt(0)


def test_only_rows_near_the_screen_are_measured(qtbot):
    grid = shown_grid(qtbot, sheet_of(5000, lambda n: 3))
    grid.appearance.set_wraps(True)
    high = [n for n, height in enumerate(heights(grid)) if height > grid.appearance.look.row_height]
    assert high and high[-1] < 200
    grid.halves.right.verticalScrollBar().setValue(100_000)
    top = grid.halves.right.rowAt(0)
    qtbot.waitUntil(lambda: heights(grid)[top] > grid.appearance.look.row_height)
    assert abs(grid.halves.right.rowAt(0) - top) <= 1, "the row at the top stays there"


def test_the_row_at_the_top_stays_when_the_switch_is_used(qtbot):
    grid = shown_grid(qtbot, sheet_of(2000, lambda n: 3))
    bar = grid.halves.right.verticalScrollBar()
    bar.setValue(20_000)
    top = grid.halves.right.rowAt(0)
    for wraps in (True, False, True, False):
        grid.appearance.set_wraps(wraps)
        assert grid.halves.right.rowAt(0) == top
    assert set(heights(grid)) == {grid.appearance.look.row_height}


def test_heights_follow_the_rows_through_sorting_and_filtering(qtbot):
    grid = shown_grid(qtbot, sheet_of(40))
    grid.appearance.set_wraps(True)
    by_row = {line.id(): height for line, height in zip(grid.model.lines.shown, heights(grid), strict=True)}
    grid.set_sort([SortKey(column_of(grid, "count"), True)])
    press(grid, Key.Key_Home, CTRL)
    qtbot.waitUntil(lambda: heights(grid)[0] > grid.appearance.look.row_height)
    after = {line.id(): height for line, height in zip(grid.model.lines.shown, heights(grid), strict=True)}
    measured = [line.id() for line in grid.model.lines.shown[:20]]
    assert grid.model.line(0).id() == "r40"
    assert [after[row_id] for row_id in measured] == [by_row[row_id] for row_id in measured]


def test_a_typed_text_makes_its_row_grow_and_shrink(qtbot):
    sheet = sheet_of(5, lambda n: 0)
    grid = shown_grid(qtbot, sheet)
    grid.appearance.set_wraps(True)
    low = heights(grid)[1]
    sheet.put(1, title="第一行\n第二行\n第三行")
    grid.patch([sheet.rows[1]])
    qtbot.waitUntil(lambda: heights(grid)[1] == low + 2 * grid.appearance.look.line_height)
    sheet.put(1, title="一行")
    grid.patch([sheet.rows[1]])
    qtbot.waitUntil(lambda: heights(grid)[1] == low)


def test_rows_follow_the_width_of_their_column(qtbot):
    grid = shown_grid(qtbot, sheet_of(10, lambda n: 2))
    grid.appearance.set_wraps(True)
    before = heights(grid)[0]
    grid.halves.set_width(column_of(grid, "title"), 700)
    qtbot.waitUntil(lambda: heights(grid)[0] < before)


def test_all_lines_are_drawn_and_the_last_one_says_that_there_is_more(qtbot):
    grid = shown_grid(qtbot, sheet_of(3, lambda n: 9))
    grid.appearance.set_wraps(True)
    look = grid.appearance.look
    lines = look.wrapped(grid.model.line(0).whole_text(1), room(grid))
    assert len(lines) == MOST_LINES and lines[-1].endswith("…")
    rect = grid.halves.left.visualRect(grid.model.index(0, 1))
    image = grid.halves.left.viewport().grab(rect).toImage()
    inked = [
        any(image.pixelColor(x, y).lightness() < 110 for x in range(8, image.width() - 8))
        for y in range(image.height())
    ]
    strokes = sum(now and not before for before, now in zip([False, *inked], inked, strict=False))
    assert strokes >= MOST_LINES


@pytest.mark.parametrize("text", ["𠮷野家" * 40, "a" * 400, "，。；" * 60, "\n\n\n", "一\n\n二"])
def test_no_text_is_lost_or_breaks_the_table(qtbot, text):
    sheet = Sheet(2)
    sheet.rows[0] = (*sheet.rows[0][:3], text, *sheet.rows[0][4:])
    grid = shown_grid(qtbot, sheet)
    grid.appearance.set_wraps(True)
    grid.grab()
    lines = grid.appearance.look.wrapped(text, room(grid))
    shown = "".join(lines).rstrip("…")
    assert text.replace("\n", "").startswith(shown[:-1])


def test_row_height_has_three_steps_that_a_state_remembers(qtbot):
    grid = shown_grid(qtbot, Sheet(5))
    found = {}
    for density in ("compact", "standard", "loose"):
        grid.appearance.set_density(density)
        found[density] = heights(grid)[0]
        assert found[density] < grid.appearance.look.two_lines
    assert found["compact"] < found["standard"] < found["loose"]
    grid.appearance.set_wraps(True)
    again = shown_grid(qtbot, Sheet(5))
    again.restore(grid.state())
    assert heights(again)[0] == found["loose"] and again.appearance.wraps


def test_one_column_wraps_by_itself(qtbot):
    grid = shown_grid(qtbot, sheet_of(6))
    look = grid.appearance.look
    assert grid.appearance.wrap_column("note", True)
    assert set(heights(grid)) == {look.row_height}, "the long texts stand in another column"
    assert grid.appearance.wrap_column("title", True) and grid.appearance.wrap_column("note", False)
    assert max(heights(grid)) > look.row_height
    assert not grid.appearance.wrap_column("amount", True), "figures have one line"
    kept = grid.state()
    grid.appearance.set_wraps(False)
    assert set(heights(grid)) == {look.row_height}
    grid.restore(kept)
    assert grid.appearance.wraps_column("title") and not grid.appearance.wraps_column("note")
    assert max(heights(grid)) > look.row_height


def test_a_kept_state_of_all_columns_still_means_all(qtbot):
    grid = shown_grid(qtbot, sheet_of(3))
    grid.restore({**grid.state(), "wraps": True})
    assert grid.appearance.wraps_column("title") and grid.appearance.wraps_column("note")
    assert grid.state()["wraps"] is True
    grid.restore({**grid.state(), "wraps": ["title", "gone", 3]})
    assert grid.state()["wraps"] == ["title"]
    grid.restore({**grid.state(), "wraps": False})
    assert not grid.appearance.wraps
