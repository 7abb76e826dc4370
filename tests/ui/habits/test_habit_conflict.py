"""Two clerks on one cell: nothing typed is lost, both values are shown, and the clerk chooses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from jzledger.ui import theme as themes
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.issue_pane import IssuePane
from jzledger.ui.tables.grid import Grid
from tests.office import TODAY, Office, new_ledger
from tests.ui.tables import Sheet, conflict_of, editor_of, go, sayings, shown_grid
from tests.ui.typing import Key, press, write


def test_both_values_are_shown_with_who_and_when(qtbot):
    sheet = Sheet(1)
    grid = shown_grid(qtbot, sheet)
    go(grid, 0, "note")
    write(grid, "我的", preedit="wo de")
    sheet.grid = None  # so that the table has not heard of it yet
    sheet.put(0, note="别人的")
    sheet.grid = grid
    press(grid, Key.Key_Return)
    asking = conflict_of(grid)
    assert grid.editing.is_open and editor_of(grid).text_now() == "我的"
    assert "李明 6月5日 10:31" in asking.text() and "“别人的”" in asking.text() and "“我的”" in asking.text()
    assert sheet.text(0, "note") == "别人的"


class TwoClerks(NamedTuple):
    mine: Office
    theirs: Office
    grid: Grid
    row_id: str


@pytest.fixture
def clerks(qtbot, tmp_path) -> Iterator[TwoClerks]:
    """A window's table, and another connection to the same file that the window has not polled yet."""
    from jzledger.ledger.ledger import Ledger

    path = str(tmp_path / "云岭.jzl")
    with new_ledger(path) as ledger:
        row_id = Office(ledger).issue("甲", due="6月20日")
    with Ledger.open(path, by="王芳") as ledger, Ledger.open(path, by="李明") as other:
        bridge = Bridge(ledger, lambda: TODAY)
        pane = IssuePane(bridge, themes.LIGHT)
        bridge.changed.connect(pane.refresh)
        qtbot.addWidget(pane)
        pane.resize(1400, 600)
        pane.load()
        pane.show_all()
        pane.show()
        grid = pane.tables[0].grid
        grid.setFocus()
        go(grid, 0, "due")
        yield TwoClerks(Office(ledger), Office(other), grid, row_id)
        bridge.stop()


def test_mine_is_written_over_theirs_only_when_chosen(qtbot, clerks: TwoClerks):
    write(clerks.grid, "6.30")
    clerks.theirs.set("issues", clerks.row_id, due="6月25日")
    press(clerks.grid, Key.Key_Return)
    asking = conflict_of(clerks.grid)
    assert editor_of(clerks.grid).text_now() == "6.30", "what was typed stays"
    assert "李明" in asking.text() and "6月25日" in asking.text()
    assert clerks.mine.value("issues", clerks.row_id, "due").text == "6月25日"
    asking.mine.click()
    assert not clerks.grid.editing.is_open
    assert clerks.mine.value("issues", clerks.row_id, "due").text == "6.30"


@pytest.mark.parametrize("by", ["button", "Esc"])
def test_theirs_stays_when_chosen_or_when_the_edit_is_dropped(qtbot, clerks: TwoClerks, by: str):
    write(clerks.grid, "6.30")
    clerks.theirs.set("issues", clerks.row_id, due="6月25日")
    press(clerks.grid, Key.Key_Return)
    if by == "Esc":
        press(clerks.grid, Key.Key_Escape)
    else:
        conflict_of(clerks.grid).theirs.click()
    assert not clerks.grid.editing.is_open and clerks.grid.editing.conflict is None
    assert clerks.mine.value("issues", clerks.row_id, "due").text == "6月25日"
    clerks.mine.ledger.poll()
    column = next(n for n, field in enumerate(clerks.grid.model.fields) if field.key == "due")
    qtbot.waitUntil(lambda: clerks.grid.model.line(0).shown[column] == "6月25日")


def test_what_they_wrote_may_arrive_in_the_table_while_the_editor_is_open(qtbot, clerks: TwoClerks):
    write(clerks.grid, "6.30")
    clerks.theirs.set("issues", clerks.row_id, due="6月25日")
    clerks.mine.ledger.poll()
    qtbot.wait(20)
    assert clerks.grid.editing.is_open and editor_of(clerks.grid).text_now() == "6.30"
    press(clerks.grid, Key.Key_Return)
    assert clerks.grid.editing.conflict is not None


def test_a_paste_over_what_changed_elsewhere_writes_nothing_and_says_so(qtbot, clerks: TwoClerks):
    from tests.ui.tables import copy_in
    from tests.ui.typing import CTRL

    said = sayings(clerks.grid)
    clerks.theirs.set("issues", clerks.row_id, due="6月25日")
    copy_in("6.30")
    press(clerks.grid, Key.Key_V, CTRL)
    assert "刚被别处改为“6月25日”" in said[-1]
    assert clerks.mine.value("issues", clerks.row_id, "due").text == "6月25日"
