"""单位和人员: both lists are typed into, an entry shows its aliases and uses, two that are one are merged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.ledger.unit_usage import twins_of, uses_of
from jzledger.ui.main_window import MainWindow
from jzledger.ui.pages.units_page import UnitsPage
from jzledger.ui.tables.grid import Grid
from tests.journeys.pages import issues_of, ledger_of, wait_for_work
from tests.office import Office
from tests.ui.typing import Key, compose, press, write


def opened(demo: MainWindow, place: str = "") -> UnitsPage:
    demo.actions_by_name["show_units"].trigger()
    page: Any = demo.pages.show("units", place)
    assert isinstance(page, UnitsPage) and demo.stack.currentWidget() is page
    return page


def office_of(demo: MainWindow) -> Office:
    return Office(ledger_of(demo))


def unit_named(demo: MainWindow, name: str) -> str:
    return next(row["id"] for row in office_of(demo).rows("units") if row["name"] == name)


def type_text(grid: Grid, text: str) -> None:
    write(grid, text)
    press(grid, Key.Key_Return)


def undo(qtbot: Any, demo: MainWindow) -> None:
    action = demo.actions_by_name["undo"]
    qtbot.waitUntil(action.isEnabled)
    action.trigger()


@pytest.fixture
def page(qtbot, demo: MainWindow) -> UnitsPage:
    return opened(demo)


def test_the_page_shows_the_first_unit_in_full(qtbot, demo, page):
    rows = office_of(demo).rows("units")
    assert page.current.grid.current_id() == rows[0]["id"]
    assert page.tabs.tabText(0) == f"单位 {len(rows)}"
    assert demo.rail.currentItem().text() == "单位和人员"
    shown = [line.row[2] for line in page.detail.aliases.grid.model.lines.shown if line.row]
    assert shown == office_of(demo).names("units", rows[0]["id"], "aliases")


def test_a_new_unit_is_typed_into_the_list_and_undone(qtbot, demo, page):
    office, grid = office_of(demo), page.current.grid
    before = office.living()
    grid.add_row()
    type_text(grid, "云岭市地震局")
    qtbot.waitUntil(lambda: any(row["name"] == "云岭市地震局" for row in office.rows("units")))
    undo(qtbot, demo)
    assert office.living() == before


def test_an_alias_with_its_days_is_typed_beside_its_unit(qtbot, demo, page):
    office, unit = office_of(demo), unit_named(demo, "市生态环境局")
    page.go_to("unit", unit)
    part = page.detail.aliases
    part.grid.setFocus()
    part.grid.add_row()
    type_text(part.grid, "市环境保护局")
    qtbot.waitUntil(lambda: "市环境保护局" in office.names("units", unit, "aliases"))
    row = next(row for row in office.rows("unit_aliases") if row["alias"] == "市环境保护局")
    assert row["unit"].id == unit
    qtbot.waitUntil(lambda: part.grid.model.lines.place_of(row["id"]) is not None)
    assert part.grid.go_to(row["id"], "to_on")
    type_text(part.grid, "2019-2-28")
    qtbot.waitUntil(lambda: office.value("unit_aliases", row["id"], "to_on") == date(2019, 2, 28))
    qtbot.waitUntil(lambda: part.grid.go_to(row["id"], "alias"))
    part.grid.setFocus()
    assert part.grid.selected_ids() == [row["id"]]
    demo.actions_by_name["delete_rows"].trigger()
    assert "市环境保护局" not in office.names("units", unit, "aliases")


def test_what_uses_a_unit_is_counted_and_leads_there(qtbot, demo, page):
    office, unit = office_of(demo), unit_named(demo, "市自然资源局")
    page.go_to("unit", unit)
    wanted = [row["id"] for row in office.rows("issues") if row["lead_unit"] and row["lead_unit"].id == unit]
    use = next(use for use in ledger_of(demo).read(uses_of, "unit", unit) if use.title == "问题·牵头单位")
    assert set(wanted) <= set(use.ids)
    menu = page.detail.rows_menu(use)
    assert len(menu.actions()) == len(use.ids)
    menu.actions()[list(use.ids).index(wanted[0])].trigger()
    assert demo.stack.currentWidget() is demo.page and issues_of(demo).current_id() == wanted[0]


def test_two_entries_are_merged_from_the_keyboard_and_one_undo_brings_both_back(qtbot, demo, page):
    office = office_of(demo)
    other = office.unit("市自然资源和规划局")
    issue = office.issue("林地手续未批", lead_unit="市自然资源和规划局")
    kept = unit_named(demo, "市自然资源局")
    before = office.living()
    qtbot.waitUntil(lambda: page.go_to("unit", other))
    box = page.detail.merge_box
    page.detail.ask_merge()
    assert box.isVisible() and box.text.hasFocus()
    compose(box.text, "市自然资源局")
    assert box.list.count() == 1 and "问题 1" in box.told.text()
    QTest.keyClick(box.text, Key.Key_Return)
    assert box.list.hasFocus() and box.chosen() == kept
    QTest.keyClick(box.list, Key.Key_Return)
    assert office.value("issues", issue, "lead_unit").id == kept
    assert "市自然资源和规划局" in office.names("units", kept, "aliases")
    qtbot.waitUntil(lambda: page.current.grid.current_id() == kept)
    assert not box.isVisible()
    undo(qtbot, demo)
    assert office.living() == before


def test_esc_leaves_the_merge_and_changes_nothing(qtbot, demo, page):
    before = office_of(demo).living()
    page.detail.ask_merge()
    QTest.keyClick(page.detail.merge_box.text, Key.Key_Escape)
    assert not page.detail.merge_box.isVisible() and office_of(demo).living() == before


def test_likely_duplicates_are_shown_beside_the_unit_and_found_over_all(qtbot, demo, page):
    office = office_of(demo)
    other = office.unit("云岭市自然资源与规划管理局")
    qtbot.waitUntil(lambda: page.go_to("unit", other))
    names = [one.second_name for one in ledger_of(demo).read(twins_of, "unit", other)]
    assert "市自然资源局" in names and page.detail.twins.isVisible()
    page.find_twins()
    wait_for_work(qtbot, demo)
    assert page.banner.isVisible() and "云岭市自然资源与规划管理局" in page.banner.text()


def test_people_and_their_posts_over_time(qtbot, demo):
    page = opened(demo, "people")
    office = office_of(demo)
    assert page.current.table.key == "people" and page.detail.posts.isVisible()
    person = page.current.grid.current_id() or ""
    part = page.detail.posts
    part.grid.setFocus()
    part.grid.add_row()
    type_text(part.grid, "副县长")
    qtbot.waitUntil(lambda: "副县长" in office.names("people", person, "posts"))
    row = next(row for row in office.rows("posts") if row["title"] == "副县长" and row["person"].id == person)
    qtbot.waitUntil(lambda: part.grid.model.lines.place_of(row["id"]) is not None)
    assert part.grid.go_to(row["id"], "from_on")
    type_text(part.grid, "2021-5-1")
    qtbot.waitUntil(lambda: office.value("posts", row["id"], "from_on") == date(2021, 5, 1))


def test_copy_and_paste_serve_the_lists_of_the_page(qtbot, demo, page):
    grid = page.current.grid
    grid.setFocus()
    assert demo.actions_by_name["copy"].isEnabled() and not demo.actions_by_name["close_issue"].isEnabled()
    demo.actions_by_name["copy"].trigger()
    assert QApplication.clipboard().text().strip() == page.current.live.rows[0][2]


def test_changes_while_another_page_is_in_front_are_there_on_return(qtbot, demo, page):
    demo.actions_by_name["show_workbench"].trigger()
    office_of(demo).unit("云岭市地震局")
    qtbot.wait(1)
    opened(demo)
    qtbot.waitUntil(lambda: any(row[2] == "云岭市地震局" for row in page.current.live.rows))


def test_f6_goes_round_the_regions_of_the_page(qtbot, demo, page):
    seen = []
    for _ in range(3):
        demo.actions_by_name["next_region"].trigger()
        seen.append(
            next(
                n for n, r in enumerate(page.regions()) if r.hasFocus() or r.isAncestorOf(demo.focusWidget())
            )
        )
    assert sorted(seen) == [0, 1, 2]


def test_initials_find_an_entry_to_merge_into_from_any_character(qtbot, demo, page):
    other = office_of(demo).unit("水利局（旧）")
    qtbot.waitUntil(lambda: page.go_to("unit", other))
    page.detail.ask_merge()
    box = page.detail.merge_box
    box.text.setText("slj")
    names = [box.list.item(row).text() for row in range(box.list.count())]
    assert "市水利局" in names and all("水利局" in name for name in names)
