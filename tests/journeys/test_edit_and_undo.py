"""A clerk's quarter of an hour in the real window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from jzledger.ledger.evidence import article_text
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import TABLES
from jzledger.ui.main_window import MainWindow
from jzledger.ui.window_verbs import TAKEN_BACK_BESIDE
from tests.journeys.pages import issues_of, ledger_of, page_of, wait_for_page, wait_for_work
from tests.office import TODAY, Office, new_ledger
from tests.ui.typing import Key, press, shown, write


def nodes_drawn(window: MainWindow) -> int:
    return sum(len(row.nodes) for row in page_of(window).timeline_pane.timeline.rows)


def test_an_issue_is_added_dated_undone_redone_and_undone_again_after_reopening(qtbot, demo, open_window):
    grid, page = issues_of(demo), demo.page
    assert "演示数据" in demo.windowTitle()
    before = {row[0] for row in page.issue_pane.tables[0].live.rows}
    nodes = nodes_drawn(demo)

    demo.actions_by_name["new_issue"].trigger()
    write(grid, "三号地块林地手续未批", preedit="san hao")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.issue_pane.tables[0].live.rows) == len(before) + 1)
    (made,) = {row[0] for row in page.issue_pane.tables[0].live.rows} - before
    assert shown(grid, made, "title") == "三号地块林地手续未批"
    assert shown(grid, made, "project"), "it belongs to the project of the row that was current"
    assert shown(grid, made, "light") == "时限待定"

    assert grid.go_to(made, "due")
    write(grid, "6月底前")
    press(grid, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(grid, made, "due") == "6月底前")
    assert shown(grid, made, "light") == "正常"
    assert shown(grid, made, "days_left") == "25天"
    qtbot.waitUntil(lambda: nodes_drawn(demo) == nodes + 1)

    assert demo.actions_by_name["undo"].text() == "撤销 修改完成时限"
    demo.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: shown(grid, made, "due") == "")
    assert (shown(grid, made, "light"), nodes_drawn(demo)) == ("时限待定", nodes)
    demo.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: grid.model.lines.place_of(made) is None)
    demo.actions_by_name["redo"].trigger()
    qtbot.waitUntil(lambda: grid.model.lines.place_of(made) is not None)
    assert shown(grid, made, "title") == "三号地块林地手续未批"

    ledger = Path(demo.bridge.ledger.place.path)
    demo.actions_by_name["close_ledger"].trigger()
    assert demo.page is None and not demo.rail.isVisible(), "the welcome page is back"
    demo.close()

    again = open_window()
    again.open_ledger_at(str(ledger))
    wait_for_page(qtbot, again)
    grid = issues_of(again)
    assert shown(grid, made, "title") == "三号地块林地手续未批"
    again.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: grid.model.lines.place_of(made) is None)


def test_an_opened_ledger_shows_the_issues_of_all_its_projects(qtbot, demo):
    part = page_of(demo).issue_pane.tables[0]
    qtbot.wait(50)
    assert part.grid.model.lines.count() == len(part.live.rows)
    assert not page_of(demo).issue_pane.chip.isVisible()


def test_selecting_projects_narrows_the_issues_and_the_chip_widens_them_again(qtbot, demo):
    page, grid = demo.page, issues_of(demo)
    project = next(row for row in page.issue_pane.tables[0].live.rows)[page.issue_pane.tables[0].project]
    page.project_pane.grid.select([project.id])
    of_project = page.issue_pane.tables[0].rows_of([project.id])
    assert 0 < len(of_project) < len(page.issue_pane.tables[0].live.rows)
    assert grid.model.lines.count() == len(of_project)
    assert project.name[:8] in page.issue_pane.chip.text()
    page.issue_pane.chip.click()
    assert grid.model.lines.count() == len(page.issue_pane.tables[0].live.rows)


def test_a_word_that_cannot_be_a_day_stays_in_the_editor_with_one_sentence(qtbot, demo):
    grid = issues_of(demo)
    row_id = demo.page.issue_pane.tables[0].live.rows[0][0]
    before = shown(grid, row_id, "due")
    assert grid.go_to(row_id, "due")
    write(grid, "2月30日")
    press(grid, Key.Key_Return)
    assert grid.editing.is_open and "2月" in grid.editing.problem
    assert grid.editing.editor.text_now() == "2月30日", "nothing typed is thrown away"
    press(grid, Key.Key_Escape)
    assert not grid.editing.is_open and shown(grid, row_id, "due") == before


def test_the_sentence_behind_an_issue_is_shown_and_lit_in_its_article(qtbot, demo):
    pane = demo.page.issue_pane
    pane.go_to_source()
    assert pane.evidence.quote()
    asked = []
    pane.article_asked.connect(lambda *words: asked.append(words))
    pane.evidence._open.click()
    [(article_id, start, end)] = asked
    _, text = demo.bridge.ledger.read(article_text, article_id)
    assert text[start:end] == pane.evidence.quote()


def test_lights_turn_when_the_day_changes_and_nothing_is_written(qtbot, window, day, tmp_path):
    with new_ledger(str(tmp_path / "云岭.jzl")) as ledger:
        office = Office(ledger)
        office.project("云杉产业园")
        row_id = office.issue("用地手续未办结", project="云杉产业园", due="6月5日")
        steps = len(office.steps())
    window.open_ledger_at(str(tmp_path / "云岭.jzl"))
    wait_for_page(qtbot, window)
    grid = issues_of(window)
    assert shown(grid, row_id, "light") == "临期", "the day itself is still in time"
    day[0] += timedelta(days=1)
    window.bridge.check_day()
    qtbot.waitUntil(lambda: shown(grid, row_id, "light") == "超期")
    assert shown(window.page.project_pane.grid, window.page.project_pane.live.rows[0][0], "light") == "超期"
    assert "6月6日" in window.status.day.text()
    assert len(Office(window.bridge.ledger).steps()) == steps


def test_what_another_program_wrote_shows_up_in_the_open_window(qtbot, demo):
    row_id = demo.page.issue_pane.tables[0].live.rows[0][0]
    with Ledger.open(str(demo.bridge.ledger.place.path), by="李明") as other:
        Office(other).set("issues", row_id, note="已电话核实")
    grid = issues_of(demo)
    qtbot.waitUntil(lambda: shown(grid, row_id, "note") == "已电话核实", timeout=5000)


def test_a_large_step_is_taken_back_beside_the_window(qtbot, demo):
    ledger, table = ledger_of(demo), TABLES["issues"]
    rows = [{"title": f"第{n}处用地手续未办结"} for n in range(TAKEN_BACK_BESIDE)]
    ledger.write_batch(table, [], rows, ledger.context(TODAY), "粘贴")
    before = len(ledger.rows(table, ledger.context(TODAY)))
    undo = demo.actions_by_name["undo"]
    qtbot.waitUntil(lambda: undo.text() == "撤销 粘贴")
    undo.trigger()
    assert demo.tasks.busy, "the window goes on"
    wait_for_work(qtbot, demo)
    assert len(ledger.rows(table, ledger.context(TODAY))) == before - TAKEN_BACK_BESIDE
    qtbot.waitUntil(lambda: "已撤销：粘贴" in demo.status.said.text())
