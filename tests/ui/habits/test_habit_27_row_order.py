"""27: a row is dragged by its number to another place in the hand-made order; sorting does not destroy it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtTest import QTest

from jzledger.errors import NotAllowed
from jzledger.ledger.hand_order import move_rows
from jzledger.records.fields import TABLES
from tests.ledgers import file_ledger, file_office
from tests.ui.mouse import LEFT, drag, heading, number
from tests.ui.tables import Sheet, column_of, shown_grid

__all__ = ["file_ledger", "file_office"]


class Ordered(Sheet):
    """A sheet whose rows can be moved."""

    def move(self, ids: Sequence[str], before: str) -> None:
        old = list(self.rows)
        moved = [row for row in old if row[0] in ids]
        rest = [row for row in old if row[0] not in ids]
        at = next((n for n, row in enumerate(rest) if row[0] == before), len(rest))
        self.rows = [*rest[:at], *moved, *rest[at:]]
        self._logged("移动", old)


def pick(grid, line: int) -> None:
    viewport, at = number(grid, line)
    QTest.mouseClick(viewport, LEFT, pos=at)


def drag_row(grid, line: int, to: int, share: float = 0.9) -> None:
    drag(*number(grid, line), *number(grid, to, share))


def order(grid) -> list[str]:
    return [line.id() for line in grid.model.lines.shown if line.id()]


@pytest.mark.parametrize(
    ("line", "to", "share", "expected"),
    [
        (0, 2, 0.9, ["r2", "r3", "r1", "r4"]),
        (3, 0, 0.1, ["r4", "r1", "r2", "r3"]),
        (1, 3, 0.9, ["r1", "r3", "r4", "r2"]),
        (0, 4, 0.9, ["r2", "r3", "r4", "r1"]),
    ],
    ids=["down", "to the top", "to the end", "below the line for new rows"],
)
def test_a_selected_row_is_dragged_by_its_number_as_one_step(qtbot, line, to, share, expected):
    sheet = Ordered(4)
    grid = shown_grid(qtbot, sheet)
    pick(grid, line)
    drag_row(grid, line, to, share)
    assert order(grid) == expected and sheet.labels() == ["移动"]
    assert [grid.model.number(n) for n in range(4)] == ["1", "2", "3", "4"], "序号 numbers what is shown"
    sheet.undo()
    assert order(grid) == ["r1", "r2", "r3", "r4"]


def test_a_number_that_is_not_selected_selects_by_dragging_as_always(qtbot):
    sheet = Ordered(5)
    grid = shown_grid(qtbot, sheet)
    drag_row(grid, 1, 3)
    assert grid.selected_ids() == ["r2", "r3", "r4"] and sheet.labels() == []


def test_several_rows_move_together_and_a_row_put_where_it_is_makes_no_step(qtbot):
    sheet = Ordered(5)
    grid = shown_grid(qtbot, sheet)
    drag_row(grid, 0, 1)
    drag_row(grid, 0, 4)
    assert order(grid) == ["r3", "r4", "r5", "r1", "r2"]
    pick(grid, 2)
    drag_row(grid, 2, 2, 0.95)
    assert sheet.labels() == ["移动"]


def test_a_click_on_a_selected_number_selects_only_that_row(qtbot):
    grid = shown_grid(qtbot, Ordered(5))
    drag_row(grid, 0, 2)
    pick(grid, 1)
    assert grid.selected_ids() == ["r2"]


def test_while_sorted_it_is_said_why_not_and_the_order_comes_back(qtbot):
    sheet = Ordered(4)
    for row, note in enumerate("丙甲丁乙"):
        sheet.put(row, note=note)
    grid = shown_grid(qtbot, sheet)
    said: list[str] = []
    grid.message.connect(said.append)
    viewport, at = heading(grid, column_of(grid, "note"))
    QTest.mouseClick(viewport, LEFT, pos=at)
    assert order(grid) != ["r1", "r2", "r3", "r4"]
    pick(grid, 0)
    drag_row(grid, 0, 2)
    assert sheet.labels() == [] and said and "排序" in said[-1]
    for _ in range(2):  # descending, then the hand-made order
        QTest.mouseClick(viewport, LEFT, pos=at)
    assert order(grid) == ["r1", "r2", "r3", "r4"]


def test_while_grouped_it_is_said_why_not(qtbot):
    sheet = Ordered(4)
    grid = shown_grid(qtbot, sheet)
    said: list[str] = []
    grid.message.connect(said.append)
    grid.set_groups(lambda row: "一组", None)
    pick(grid, 1)
    drag_row(grid, 1, 3)
    assert sheet.labels() == [] and said and "分组" in said[-1]


def test_a_table_without_a_hand_made_order_says_so(qtbot):
    sheet = Sheet(3)
    grid = shown_grid(qtbot, sheet)
    said: list[str] = []
    grid.message.connect(said.append)
    pick(grid, 0)
    drag_row(grid, 0, 2)
    assert said and "手工次序" in said[-1]


def titles(office, table: str = "issues") -> list[str]:
    field = TABLES[table].field("title" if table == "issues" else "name")
    return [row[2] for row in office.ledger.rows(TABLES[table], office.context, fields=[field])]


def test_the_ledger_keeps_the_order_by_numbers_and_undo_takes_it_back(file_office):
    office = file_office
    for name in "甲乙丙丁":
        office.project(name)
    ids = {
        name: row[0]
        for name, row in zip(
            "甲乙丙丁", office.ledger.rows(TABLES["projects"], office.context, fields=()), strict=True
        )
    }
    office.ledger.edit("移动", move_rows, TABLES["projects"], [ids["丁"]], ids["乙"])
    assert titles(office, "projects") == ["甲", "丁", "乙", "丙"]
    office.ledger.edit("移动", move_rows, TABLES["projects"], [ids["甲"]], "")
    assert titles(office, "projects") == ["丁", "乙", "丙", "甲"]
    office.ledger.undo()
    office.ledger.undo()
    assert titles(office, "projects") == ["甲", "乙", "丙", "丁"]


def test_an_issue_stays_below_its_project(file_office):
    office = file_office
    for name in ("甲", "乙"):
        office.project(name)
        for n in (1, 2, 3):
            office.issue(f"{name}{n}", project=name)
    rows = office.ledger.rows(TABLES["issues"], office.context, fields=[TABLES["issues"].field("title")])
    ids = {row[2]: row[0] for row in rows}
    office.ledger.edit("移动", move_rows, TABLES["issues"], [ids["甲3"]], ids["甲1"])
    office.ledger.edit("移动", move_rows, TABLES["issues"], [ids["甲1"]], ids["乙1"])
    assert titles(office) == ["甲3", "甲2", "甲1", "乙1", "乙2", "乙3"]
    with pytest.raises(NotAllowed, match="项目"):
        office.ledger.edit("移动", move_rows, TABLES["issues"], [ids["甲2"]], ids["乙3"])
