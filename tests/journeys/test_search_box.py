"""The search box: by the keyboard alone from Ctrl+K to the row, in groups, and up to date."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from jzledger.ui.dialogs.reading import ArticleWindow
from jzledger.ui.main_window import MainWindow
from jzledger.ui.widgets.search_box import SearchBox
from tests.journeys.pages import issues_of, ledger_of, page_of
from tests.office import Office
from tests.ui.typing import Key, compose


@pytest.fixture
def box(demo: MainWindow) -> SearchBox:
    demo.actions_by_name["search_all"].trigger()
    assert demo.search_box.hasFocus()
    return demo.search_box


def typed(box: SearchBox, text: str) -> None:
    box.clear()
    if text.isascii():
        QTest.keyClicks(box, text)
    else:
        compose(box, text, "pin")


def test_an_issue_is_found_as_one_types_and_enter_goes_there(qtbot, demo, box):
    page = page_of(demo)
    page.project_pane.grid.select([page.project_pane.live.rows[0][0]])
    live = page.issue_pane.tables[0].live
    row = next(r for r in live.rows if r[live.place("project")].id != page.project_pane.live.rows[0][0])
    typed(box, row[live.place("title")][:6])
    hits = box.results()
    place = next(n for n, hit in enumerate(hits) if hit.id == row[0])
    for _ in range(place):
        QTest.keyClick(box, Key.Key_Down)
    assert box.current() == hits[place]
    QTest.keyClick(box, Key.Key_Return)
    assert issues_of(demo).current_id() == row[0], "though another project was picked"
    assert box.results() == []


def test_a_project_is_found_by_initials_and_picked(qtbot, demo, box):
    office = Office(ledger_of(demo))
    made = office.project("长垣起重装备园")
    grid = page_of(demo).project_pane.grid
    qtbot.waitUntil(lambda: grid.model.lines.place_of(made) is not None)
    typed(box, "cyqz")
    assert [(hit.group, hit.name) for hit in box.results()] == [("projects", "长垣起重装备园")]
    QTest.keyClick(box, Key.Key_Return)
    assert grid.current_id() == box._index.search("cyqz")[0].id


def test_from_another_page_it_leads_back_to_the_workbench(qtbot, demo, box):
    demo.actions_by_name["show_changes"].trigger()
    live = page_of(demo).project_pane.live
    typed(box, live.rows[2][live.place("name")])
    QTest.keyClick(box, Key.Key_Return)
    assert demo.stack.currentWidget() is demo.page
    assert page_of(demo).project_pane.grid.current_id() == live.rows[2][0]


def test_a_unit_opens_in_the_form_and_an_article_in_its_window(qtbot, demo, box):
    unit = Office(ledger_of(demo)).rows("units")[0]
    typed(box, unit["name"])
    while box.current().group != "units":
        QTest.keyClick(box, Key.Key_Down)
    QTest.keyClick(box, Key.Key_Return)
    form = page_of(demo).record_form
    assert (
        form.isVisible()
        and form.table is not None
        and form.table.key == "units"
        and form.line("name").text() == unit["name"]
    )
    articles = Office(ledger_of(demo)).rows("articles")
    if articles:
        box.setFocus()
        typed(box, articles[0]["title"])
        while box.current().group != "articles":
            QTest.keyClick(box, Key.Key_Down)
        QTest.keyClick(box, Key.Key_Return)
        assert demo.findChild(ArticleWindow) is not None


def test_nothing_found_is_told_and_esc_goes_back_to_the_table(qtbot, demo, box):
    typed(box, "没有这样的东西")
    assert box.results() == [] and box._list.isVisible() and "没有找到" in box._list.item(0).text()
    QTest.keyClick(box, Key.Key_Return)
    QTest.keyClick(box, Key.Key_Escape)
    assert not box._list.isVisible()
    QTest.keyClick(box, Key.Key_Escape)
    assert box.text() == "" and not box.hasFocus()


def test_a_new_issue_is_found_at_once(qtbot, demo, box):
    typed(box, "蒸汽管网改线")
    assert box.results() == []
    Office(ledger_of(demo)).issue("蒸汽管网改线方案未定")
    typed(box, "蒸汽管网改线")
    assert [hit.name for hit in box.results()] == ["蒸汽管网改线方案未定"]


def test_the_box_is_gone_with_its_ledger(qtbot, demo, box):
    demo.actions_by_name["close_ledger"].trigger()
    assert demo.search_box._index is None and not demo.search_box.isVisible()
