"""38: widths by dragging, double click fits; columns hide, show and move by dragging; remembered."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jzledger.ui.dialogs.columns_dialog import ColumnsDialog
from jzledger.ui.tables.columns import ColumnOrder
from jzledger.ui.tables.sorting import SortKey
from tests.ui.mouse import LEFT, drag, heading
from tests.ui.tables import FIELDS, KEYS, Sheet, column_of, shown_grid
from tests.ui.typing import Key, press, write


def keys(grid) -> list[str]:
    return [field.key for field in grid.model.fields]


def edge_of(grid, key: str):
    header = grid.halves.half_of(column_of(grid, key)).columns
    column = column_of(grid, key)
    x = header.sectionViewportPosition(column) + header.sectionSize(column)
    return header.viewport(), QPoint(x - 1, header.height() - 6)


def width(grid, key: str) -> int:
    return grid.halves.half_of(column_of(grid, key)).columnWidth(column_of(grid, key))


def test_a_width_is_dragged_at_the_edge_of_its_heading(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    before = width(grid, "person")
    viewport, at = edge_of(grid, "person")
    drag(viewport, at, viewport, at + QPoint(60, 0))
    assert width(grid, "person") == before + 60 and keys(grid) == KEYS


def test_a_double_click_at_the_edge_fits_the_longest_text(qtbot):
    sheet = Sheet(3)
    sheet.put(1, title="一个相当长的问题标题，原来的列宽放不下它，双击之后应当整个看得见")
    grid = shown_grid(qtbot, sheet)
    viewport, at = edge_of(grid, "title")
    QTest.mouseMove(viewport, at)
    QTest.mouseDClick(viewport, LEFT, pos=at)
    look = grid.appearance.look
    assert width(grid, "title") >= look.advance(sheet.text(1, "title"))


def test_a_heading_is_dragged_to_another_place_and_is_not_sorted_by_that(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    drag(*heading(grid, column_of(grid, "kind")), *heading(grid, column_of(grid, "units"), 0.1))
    assert keys(grid).index("kind") == keys(grid).index("units") - 1
    assert grid.model.lines.sort == ()


def test_values_follow_their_columns(qtbot):
    sheet = Sheet(3)
    sheet.put(1, note="第二行", due="6月底前", amount="1200")
    grid = shown_grid(qtbot, sheet)
    grid.appearance.move_column(column_of(grid, "note"), 0)
    line = grid.model.line(1)
    assert line.shown[column_of(grid, "note")] == "第二行" and line.value(0) == "第二行"
    assert line.shown[column_of(grid, "due")] == "6月底前"
    assert grid.go_to("r2", "note") and grid.edit("r2", "note")
    write(grid, "已核")
    press(grid, Key.Key_Return)
    assert sheet.text(1, "note") == "第二行已核" and sheet.text(1, "due") == "6月底前"


def test_hidden_columns_are_gone_for_the_keyboard_and_come_back_where_they_were(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    place = KEYS.index("units")
    assert grid.appearance.hide([place])
    assert "units" not in keys(grid)
    grid.go_to("r1", "title")
    QTest.keyClick(grid.halves.left, Qt.Key.Key_Tab)
    assert grid.current_key() == "person"
    grid.appearance.show("units")
    assert keys(grid) == KEYS


def test_the_last_column_cannot_be_hidden(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    assert not grid.appearance.hide(range(len(KEYS)))
    assert keys(grid) == KEYS


def test_rows_stay_sorted_by_a_column_that_is_hidden_or_moved(qtbot):
    sheet = Sheet(4)
    grid = shown_grid(qtbot, sheet)
    grid.set_sort([SortKey(column_of(grid, "count"), True)])
    order = [line.id() for line in grid.model.lines.shown]
    grid.appearance.hide([column_of(grid, "count")])
    grid.refresh()
    assert [line.id() for line in grid.model.lines.shown] == order
    grid.appearance.move_column(column_of(grid, "note"), 0)
    grid.refresh()
    assert [line.id() for line in grid.model.lines.shown] == order
    assert grid.state()["sort"][0][0] == "count"


def test_days_left_keep_their_colour_while_the_light_is_hidden(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    grid.appearance.hide([0])
    grid.grab()
    assert grid.cells._light is not None


def test_an_open_editor_is_not_taken_away(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    grid.edit("r1", "note")
    grid.appearance.hide([column_of(grid, "note")])
    assert grid.editing.is_open and "note" in keys(grid)
    grid.editing.cancel()
    assert "note" not in keys(grid)


def test_the_dialog_hides_moves_and_widens_with_one_answer(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    dialog = ColumnsDialog(grid.appearance)
    qtbot.addWidget(dialog)
    dialog.list.item(KEYS.index("units")).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.setCurrentRow(KEYS.index("note"))
    dialog.width_box.setValue(33)
    dialog.up.click()
    assert keys(grid) == KEYS, "nothing before 确定"
    dialog.accept()
    assert keys(grid)[-2:] == ["note", "kind"] and "units" not in keys(grid)
    assert grid.appearance.width_of("note") == 33


def test_the_dialog_refuses_to_hide_everything(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    dialog = ColumnsDialog(grid.appearance)
    qtbot.addWidget(dialog)
    for n in range(dialog.list.count()):
        dialog.list.item(n).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog._go.isEnabled() and "一列" in dialog.note.text()
    dialog.all.click()
    assert dialog._go.isEnabled()


def test_all_of_it_is_remembered_as_json(qtbot):
    grid = shown_grid(qtbot, Sheet(3))
    grid.appearance.hide([column_of(grid, "due")])
    grid.appearance.move_column(column_of(grid, "note"), 2)
    grid.halves.set_width(column_of(grid, "units"), 222)
    state = json.loads(json.dumps(grid.state()))
    again = shown_grid(qtbot, Sheet(3))
    again.restore(state)
    assert keys(again) == keys(grid)
    assert width(again, "units") == width(grid, "units")
    assert again.state() == state


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"columns": {"order": ["gone", "note"], "hidden": ["gone"], "frozen": "x"}},
        {"columns": {"order": [], "hidden": KEYS, "frozen": 99}, "widths": {"note": -4, "due": "wide"}},
        {"zoom": 9999, "density": "none"},
    ],
    ids=["empty", "unknown columns", "all hidden", "nonsense"],
)
def test_a_state_of_another_version_does_no_harm(qtbot, state):
    grid = shown_grid(qtbot, Sheet(3))
    grid.restore(state)
    assert sorted(keys(grid)) == sorted(KEYS)
    grid.grab()


KEY = st.sampled_from(KEYS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hide"), KEY),
        st.tuples(st.just("show"), KEY),
        st.tuples(st.just("move"), KEY, KEY | st.none()),
        st.tuples(st.just("freeze"), st.integers(-2, 15)),
    ),
    max_size=12,
)


@given(STEPS)
def test_whatever_is_done_each_column_is_there_once_and_one_is_shown(steps):
    order = ColumnOrder(FIELDS, 2)
    for name, *args in steps:
        getattr(order, name)(*([[args[0]]] if name == "hide" else args))
        columns = order.columns()
        assert sorted(field.key for field in columns) == sorted(KEYS)
        assert 1 <= columns.shown <= len(KEYS) and columns.shown == len(order.shown())
        assert 0 <= order.frozen <= columns.shown
        assert [FIELDS[place - 2] for place in columns.places] == list(columns)
    again = ColumnOrder(FIELDS, 2)
    again.restore(order.state())
    assert again.shown() == order.shown() and again.hidden == order.hidden


@pytest.mark.parametrize(
    "nonsense",
    [
        {"columns": {"order": ["gone", 5, None, ["x"]], "hidden": "title", "frozen": "many"}},
        {"columns": {"order": "title", "hidden": [["title"]], "frozen": -3}},
        {"columns": ["title"], "widths": {"title": "wide", "note": float("nan"), "count": -1}},
        {"widths": [1], "zoom": "x", "density": [1], "wraps": "yes"},
        {"sort": [["gone", True], "title", ["title"], [["x"], 1], None]},
        {"sort": 3, "filters": [1]},
        {"filters": {"title": {"values": "abc", "test": "contains"}, "due": {"test": ["dates", "x", "y"]}}},
        {"filters": {"due": {"test": ["dates", "2024-06-01"]}, "amount": {"test": ["between", "a", []]}}},
        {"filters": {"count": {"test": ["top", "many"]}, "gone": {"values": ["a"]}}},
    ],
)
def test_a_state_that_others_spoiled_does_no_harm(qtbot, nonsense):
    grid = shown_grid(qtbot, Sheet(4))
    good = grid.state()
    grid.restore({**good, **nonsense})
    assert grid.model.lines.count() == 4 and len(grid.model.lines.shown) == 5
    assert {field.key for field in grid.model.fields} == set(KEYS)
    grid.restore(good)
    assert grid.state() == good
    grid.restore(["nonsense"])  # type: ignore[arg-type]
    assert grid.state() == good
