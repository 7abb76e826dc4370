"""Two programs on one row: the later writer is told what changed, sees both values, and chooses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jzledger.ui.main_window import MainWindow
from tests.journeys.pages import issues_of
from tests.ui.tables import conflict_of
from tests.ui.typing import Key, press, shown, write

ROOT = Path(__file__).resolve().parents[2]


def elsewhere(window: MainWindow, *words: str) -> object:
    """Run a command on the ledger of the window, as another program."""
    assert window.bridge is not None
    command, *rest = words
    args = [
        sys.executable,
        str(ROOT / "main.py"),
        command,
        str(window.bridge.ledger.place.path),
        *rest,
        "--json",
    ]
    done = subprocess.run(args, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def noted(window: MainWindow, row_id: str) -> str:
    found = elsewhere(window, "rows", "issues")
    assert isinstance(found, list)
    return next(row["note"] for row in found if row["id"] == row_id) or ""


@pytest.mark.parametrize(("choice", "kept"), [("mine", "我的话"), ("theirs", "李明的话")])
def test_the_later_writer_sees_both_values_and_chooses(qtbot, demo, choice, kept):
    grid = issues_of(demo)
    row_id = grid.model.lines.shown[0].id()
    assert grid.go_to(row_id, "note")
    write(grid, "我的话", preedit="wo de hua")
    elsewhere(demo, "edit", "issues", row_id, "note=李明的话", "--by", "李明")
    press(grid, Key.Key_Return)

    asking = conflict_of(grid)
    assert all(words in asking.text() for words in ("李明", "“李明的话”", "“我的话”"))
    assert noted(demo, row_id) == "李明的话", "nothing is written before the clerk has chosen"
    getattr(asking, choice).click()
    qtbot.waitUntil(lambda: not grid.editing.is_open and shown(grid, row_id, "note") == kept)
    assert noted(demo, row_id) == kept


def test_a_change_of_another_program_shows_by_itself(qtbot, demo):
    grid = issues_of(demo)
    row_id = grid.model.lines.shown[0].id()
    elsewhere(demo, "edit", "issues", row_id, "note=李明的话", "--by", "李明")
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "李明的话", timeout=15_000)
    assert demo.actions_by_name["undo"].text() == "撤销", "what another clerk did is not ours to undo"


def test_a_row_that_another_program_deleted_is_told_and_what_was_typed_is_not_lost(qtbot, demo):
    grid = issues_of(demo)
    row_id = grid.model.lines.shown[0].id()
    assert grid.go_to(row_id, "note")
    write(grid, "我的话")
    elsewhere(demo, "delete", "issues", row_id, "--by", "李明")
    press(grid, Key.Key_Return)
    assert grid.editing.is_open and grid.editing.problem, "the text stays in the editor, with a sentence"
