"""An article goes through its review by keyboard alone, and one undo takes all of it back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from sqlalchemy import select

from jzledger.exchange.imports import import_files
from jzledger.exchange.new_ledger import make_ledger
from jzledger.ledger.evidence import sources_of
from jzledger.records.base import nouns
from jzledger.rules.proposal import Proposal
from jzledger.ui.dialogs.reading import ArticleWindow
from jzledger.ui.main_window import MainWindow
from jzledger.ui.pages.article_review import ReviewPane
from jzledger.ui.pages.article_review_table import CHECK
from jzledger.ui.pages.articles_page import ArticlesPage
from tests.journeys.pages import ledger_of, wait_for_page, wait_for_work
from tests.office import TODAY, Office, new_ledger

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot, window: MainWindow, around, tmp_path) -> MainWindow:
    """A window with a ledger that holds what the first seed says."""
    path = tmp_path / "某市.jzl"
    with make_ledger(
        str(path), city="4108", office="某市重点办", year=2024, by="王芳", resources=around.resources
    ) as ledger:
        first = sorted(around.seeds.glob("*.txt"))[:1]
        import_files(ledger, first, ledger.context(TODAY), around.resources, accept=Proposal.accepted)
    window.open_ledger_at(str(path))
    wait_for_page(qtbot, window)
    return window


def page_of(window: MainWindow) -> ArticlesPage:
    page = window.pages.page("articles")
    assert isinstance(page, ArticlesPage)
    return page


def read_in(qtbot, window: MainWindow, *files: Path) -> ReviewPane:
    window.verbs.import_files(list(files))
    wait_for_work(qtbot, window)
    qtbot.waitUntil(lambda: page_of(window).review.review is not None and page_of(window).review.isVisible())
    return page_of(window).review


def press(qtbot, *keys: Any) -> None:
    """Keys to whatever has the focus; a text is typed."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str) and key.isascii():
            qtbot.keyClicks(target, key)
        elif isinstance(key, str):
            assert isinstance(target, QLineEdit)
            target.insert(key)  # as an input method does
        elif isinstance(key, tuple):
            qtbot.keyClick(target, key[0], key[1])
        else:
            qtbot.keyClick(target, key)


def go_to(qtbot, pane: ReviewPane, kind: str, name: str = "") -> Any:
    """Down with J until a row of this kind is the current one."""
    for _ in range(len(pane.table.rows.lines)):
        item = pane.table.current_item()
        if item is not None and item.kind == kind and name in item.name:
            return item
        press(qtbot, Qt.Key.Key_J)
    raise AssertionError(f"no row {kind} {name}")


def rows(window: MainWindow, noun: str) -> list[Any]:
    model: Any = nouns()[noun]
    return ledger_of(window).read(
        lambda session: list(session.scalars(select(model).where(model.deleted_at.is_(None))))
    )


def seed(around, number: int) -> Path:
    return sorted(around.seeds.glob("*.txt"))[number]


def test_an_article_is_corrected_merged_skipped_added_to_and_written_and_one_undo_takes_it_back(
    qtbot, office, around
):
    before = Office(ledger_of(office)).living()
    pane = read_in(qtbot, office, seed(around, 2))
    review = pane.review
    assert pane.table.hasFocus(), "the clerk can begin at once"

    # The year is asked, not guessed.
    meeting = go_to(qtbot, pane, "meeting")
    assert "held_on" not in meeting.values and pane.year.isVisible()
    press(qtbot, Qt.Key.Key_Y, "2024", Qt.Key.Key_Return)
    wait_for_work(qtbot, office)
    assert str(review.item(meeting.id).values["held_on"]) == "2024-05-29"
    pane.focus_list()

    # Correct one row in place.
    project = go_to(qtbot, pane, "project", "京华食品产业园")
    press(qtbot, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press(qtbot, "京华食品产业园二期", Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert pane.table.hasFocus() and project.name == "京华食品产业园二期"

    # Merge one with what the ledger has, by score and reason.
    press(qtbot, Qt.Key.Key_Home)
    twin = go_to(qtbot, pane, "project", "健康元")
    assert twin.asked
    press(qtbot, Qt.Key.Key_M)
    assert pane.chooser.isVisible() and pane.chooser.offered()[0] == "健康元高端原料药项目"
    press(qtbot, Qt.Key.Key_Return)
    assert (twin.decision, twin.asked) == ("merge", False) and pane.table.hasFocus()

    # Skip one.
    press(qtbot, Qt.Key.Key_Home)
    lead = go_to(qtbot, pane, "lead")
    press(qtbot, Qt.Key.Key_Delete)
    assert lead.decision == "skip"

    # Make a row of a sentence.
    press(qtbot, Qt.Key.Key_Home, Qt.Key.Key_Tab)
    assert pane.text.hasFocus()
    press(qtbot, Qt.Key.Key_J, Qt.Key.Key_2)
    made = pane.table.current_item()
    assert made.kind == "issue" and made.by_hand
    press(qtbot, Qt.Key.Key_Escape)
    assert pane.table.hasFocus()

    press(qtbot, (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    qtbot.waitUntil(lambda: review.step is not None)
    names = {row.name for row in rows(office, "project")}
    assert {"京华食品产业园二期", "北部山区生态修复"} <= names
    assert "京华食品产业园" not in names and "健康元生物制品高端原料药" not in names
    [known] = [row for row in rows(office, "project") if row.name == "健康元高端原料药项目"]
    assert "健康元生物制品高端原料药" in {
        row.alias for row in rows(office, "project_alias") if row.project_id == known.id
    }
    assert lead.name not in {row.name for row in rows(office, "lead")}
    [meeting_row] = rows(office, "meeting")
    assert str(meeting_row.held_on) == "2024-05-29"
    [issue] = [row for row in rows(office, "issue") if row.id == made.id]
    [source] = ledger_of(office).read(sources_of, "issue", issue.id)
    assert issue.title.rstrip("。") in source.quote

    office.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: review.step is None)
    assert Office(ledger_of(office)).living() == before


def test_an_article_undone_waits_again_and_one_restored_is_written(qtbot, office, around):
    pane, page = read_in(qtbot, office, seed(around, 4)), page_of(office)
    pane.settle()
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    qtbot.waitUntil(lambda: page.panel.isVisible() and not page.back.isVisible())
    office.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: page.back.isVisible())
    office.actions_by_name["redo"].trigger()
    qtbot.waitUntil(lambda: not page.back.isVisible())
    assert not pane.waiting()


def test_what_is_only_likely_is_shown_before_it_is_written(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    asked = pane.review.asked()
    assert asked
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    assert pane.review.step is None and pane.table.current_item() is asked[0]
    assert "待确认" in office.status.said.text()
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    assert "京华食品产业园" in {row.name for row in rows(office, "project")}


def test_a_day_without_a_year_stays_words_where_nobody_knows_the_year(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    press(qtbot, Qt.Key.Key_Y, "二〇", Qt.Key.Key_Return)
    wait_for_work(qtbot, office)
    assert pane.problem.isVisible() and "年份" in pane.problem.text()
    pane.year.clear()
    pane.focus_list()
    press(qtbot, (Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    [meeting] = rows(office, "meeting")
    assert (meeting.held_on, meeting.held_text) == (None, "5月29日")


def test_several_articles_are_reviewed_one_after_the_other_each_against_those_before(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2), seed(around, 4))
    assert pane.place.text() == "第 1 篇，共 2 篇"
    press(qtbot, (Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    qtbot.waitUntil(lambda: pane.place.text() == "第 2 篇，共 2 篇")
    again = next(item for item in pane.review.items if "十一中" in item.name and item.kind == "project")
    assert again.decision == "merge", "the article before has made it"
    press(qtbot, (Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    page = page_of(office)
    qtbot.waitUntil(lambda: page.panel.isVisible())
    assert len(page.model.lines) == 3 and ledger_of(office).counts()["article"] == 3
    [chosen] = page.table.selectionModel().selectedRows()
    assert page.model.lines[chosen.row()].id == pane.review.article_id, "though Ctrl was held"


def test_text_and_rows_lead_to_each_other(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    item = go_to(qtbot, pane, "project", "北部山区")
    assert pane.text.lit_text() == item.name
    press(qtbot, Qt.Key.Key_Tab)
    other = next(one for one in pane.review.items if one.kind == "directive")
    here = pane.text.sentence
    while here is not None and not here[0] <= other.span[0] < here[1]:
        press(qtbot, Qt.Key.Key_J)
        here = pane.text.sentence
    assert here is not None
    press(qtbot, Qt.Key.Key_Return)
    assert pane.table.current_item().id in pane.text.ids_in(*here)


def test_coverage_shows_what_became_no_row_and_makes_one_of_it(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    before = sum(one.settled for one in pane.review.coverage())
    press(qtbot, Qt.Key.Key_C)
    assert pane.coverage.hasFocus()
    line = pane.coverage.current()
    assert not line.settled and line.reason
    press(qtbot, Qt.Key.Key_3)
    assert pane.table.current_item().kind == "directive"
    after = pane.review.coverage()
    assert sum(one.settled for one in after) > before
    made = pane.table.current_item()
    press(qtbot, Qt.Key.Key_Escape, Qt.Key.Key_S)
    assert sum(one.settled for one in pane.review.coverage()) == before
    assert pane.table.current_item() is made, "what was typed is not lost"
    press(qtbot, Qt.Key.Key_Space)
    assert made.decision == "new" and sum(one.settled for one in pane.review.coverage()) > before
    press(qtbot, Qt.Key.Key_Delete, (Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    assert made.id not in {row.id for row in rows(office, "issue")}


def test_a_wrong_value_is_refused_at_its_field_and_nothing_is_written(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    item = go_to(qtbot, pane, "directive")
    pane.edit()
    line = next(one for one in pane.detail.lines if one.field.key == "due")
    line.editor.setFocus()
    press(qtbot, "6月31日", Qt.Key.Key_Return)
    assert line.problem.isVisible() and "due" not in item.values
    project = next(one for one in pane.detail.lines if one.field.key == "project")
    line.give_up()
    project.editor.setFocus()
    project.editor.setText("没有这个项目")
    press(qtbot, Qt.Key.Key_Return)
    assert project.problem.isVisible() and "没有叫" in project.problem.text()


def test_a_text_that_cannot_be_keeps_its_row(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    item = go_to(qtbot, pane, "directive")
    pane.edit()
    line = next(one for one in pane.detail.lines if one.field.key == "due")
    line.editor.setFocus()
    press(qtbot, "6月31日", Qt.Key.Key_Return)
    pane.table.setFocus()
    press(qtbot, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: pane.table.current_item() is item)
    assert line.text() == "6月31日" and line.problem.isVisible()
    assert "不能写入" in office.status.said.text()
    line.give_up()
    press(qtbot, Qt.Key.Key_J)
    assert pane.table.current_item() is not item


def test_the_same_article_again_is_told_and_opens_no_review(qtbot, office, around, tmp_path):
    again = tmp_path / "又一次.txt"
    text = seed(around, 0).read_text("utf-8")
    again.write_text("首页 | 新闻 | 天气\n" + text + "\n关于我们 联系方式", "utf-8")
    office.verbs.import_files([again])
    wait_for_work(qtbot, office)
    qtbot.waitUntil(lambda: "已经导入过" in office.status.said.text())
    assert not page_of(office).review.reviews


def test_several_rows_are_skipped_and_taken_back_at_once(qtbot, office, around):
    pane = read_in(qtbot, office, seed(around, 2))
    shift = Qt.KeyboardModifier.ShiftModifier
    people = [item for item in pane.review.items if item.kind == "person"]
    projects = [item for item in pane.review.items if item.kind == "project"]
    go_to(qtbot, pane, "project")
    press(qtbot, (Qt.Key.Key_Down, shift), (Qt.Key.Key_Down, shift))
    chosen = pane.table.chosen_items()
    assert len(chosen) == 3 and set(map(id, chosen)) <= set(map(id, projects))
    press(qtbot, Qt.Key.Key_S)
    assert [item.decision for item in chosen] == ["skip"] * 3
    assert pane.review.counts()["skip"] == 3
    press(qtbot, Qt.Key.Key_Space)
    assert pane.review.counts()["skip"] == 0
    press(qtbot, Qt.Key.Key_Down)
    assert len(pane.table.chosen_items()) == 1
    press(qtbot, (Qt.Key.Key_A, CTRL))
    assert len(pane.table.chosen_items()) == len(pane.review.items), "the headings of groups are no rows"
    go_to(qtbot, pane, "person")
    menu = pane.row_menu()
    words = {action.text(): action for action in menu.actions() if action.text()}
    assert not words["保留台账　1"].isEnabled()
    words["跳过　S"].trigger()
    assert [item.decision for item in people].count("skip") == 1


def test_a_difference_is_shown_with_both_sentences_and_taken_by_a_key(qtbot, office, tmp_path):
    for name, day, money in (("一", "2024-03-02", "5亿元"), ("二", "2024-05-02", "8亿元")):
        (tmp_path / f"{name}.txt").write_text(
            f"{day} 来源:云岭日报\n{day[5:7].lstrip('0')}月1日,市委书记陈蹊调研重点项目建设情况,强调要加快建设进度。\n"
            f"云岭区智能装备产业园项目是省重点项目,总投资{money}。\n",
            "utf-8",
        )
    pane = read_in(qtbot, office, tmp_path / "一.txt", tmp_path / "二.txt")
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    qtbot.waitUntil(lambda: pane.place.text().startswith("第 2 篇"))
    item = go_to(qtbot, pane, "project", "智能装备")
    [said] = pane.detail.sentences_shown()
    assert "总投资5亿元" in said and "总投资8亿元" in said
    assert item in pane.review.asked()
    pane.detail.takers["total_yuan"].setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert "total_yuan" in item.taken and item not in pane.review.asked()
    pane.focus_list()
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    [project] = [row for row in rows(office, "project") if row.id == item.target]
    assert project.total_yuan == 800_000_000
    page = page_of(office)
    qtbot.waitUntil(lambda: page.panel.isVisible())
    page.show_project(project.id)
    assert [line.day for line in page.model.lines] == ["2024-03-01", "2024-05-01"]
    assert "总投资" in page.changes.text() and "80,000" in page.changes.text().replace("80000", "80,000")


def test_a_report_with_other_numbers_leads_to_the_known_one_and_can_be_reviewed_anyway(
    qtbot, office, tmp_path
):
    for name, numbers in (("一", ("3", "4")), ("二", ("4", "3"))):
        (tmp_path / f"{name}.txt").write_text(
            "2024-03-02 来源:云岭日报\n3月1日,记者从云岭市重点办获悉,云岭区智能装备产业园项目"
            "完成投资{}亿元,总投资{}亿元。\n".format(*numbers),
            "utf-8",
        )
    pane = read_in(qtbot, office, tmp_path / "一.txt")
    pane.settle()
    pane.write()
    wait_for_work(qtbot, office)
    page = page_of(office)
    qtbot.waitUntil(lambda: page.panel.isVisible())
    office.verbs.import_files([tmp_path / "二.txt"])
    wait_for_work(qtbot, office)
    qtbot.waitUntil(page.banner.isVisible)
    assert "只有数字不同" in office.status.said.text()
    buttons = {button.text(): button for button in page.banner.findChildren(QPushButton)}
    buttons["打开已有的那一篇"].click()
    [window] = office.findChildren(ArticleWindow)
    window.close()
    assert page.banner.isVisible(), "it can still be answered"
    buttons = {button.text(): button for button in page.banner.findChildren(QPushButton)}
    buttons["仍要审阅（1 篇）"].click()
    wait_for_work(qtbot, office)
    qtbot.waitUntil(pane.isVisible)
    read_in(qtbot, office, tmp_path / "一.txt")
    assert "二.txt" not in office.status.said.text(), "of earlier files nothing stays"
    pane.settle()
    pane.write()
    wait_for_work(qtbot, office)
    qtbot.waitUntil(lambda: ledger_of(office).counts()["article"] == 3)


def test_another_deadline_is_named_held_and_answered_by_a_key(qtbot, office, tmp_path):
    for number, (month, due) in enumerate(((3, 6), (4, 8)), 1):
        (tmp_path / f"{number}.txt").write_text(
            f"2024-0{month}-02 来源:云岭日报\n{month}月1日,市委书记陈蹊调研重点项目建设情况。\n"
            "云岭区智能装备产业园项目是省重点项目。"
            f"在云岭区智能装备产业园项目现场,陈蹊要求,要在{due}月底前完成征地拆迁。\n",
            "utf-8",
        )
    pane = read_in(qtbot, office, tmp_path / "1.txt", tmp_path / "2.txt")
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    qtbot.waitUntil(lambda: pane.place.text().startswith("第 2 篇"))
    item = go_to(qtbot, pane, "directive", "征地拆迁")
    shown = pane.table.rows.index(pane.table.currentIndex().row(), CHECK).data()
    assert "完成时限与台账不同：6月底前 → 8月底前" in shown
    press(qtbot, Qt.Key.Key_A, Qt.Key.Key_S, Qt.Key.Key_Space)
    pane.merge(item.candidates[0])
    assert item.open and "按 1 保留台账" in office.status.said.text()
    assert not pane.detail.takers["due"].isChecked() and not pane.detail.keepers["due"].isChecked()
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    assert pane.review.step is None and pane.table.current_item() is item, "it is held"
    press(qtbot, Qt.Key.Key_2)
    assert not item.open and pane.detail.takers["due"].isChecked()
    pane.settle()
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    wait_for_work(qtbot, office)
    [issue] = [row for row in rows(office, "issue") if row.id == item.target]
    assert (str(issue.due_on), issue.due_text) == ("2024-08-31", "8月底前")


def test_a_sentence_of_a_kept_article_leads_to_its_rows(qtbot, office):
    page = page_of(office)
    office.pages.show("articles")
    assert [line.title for line in page.model.lines]
    assert page.model.lines[0].counts["project"] == 6
    page.reading.text.setFocus()
    press(qtbot, Qt.Key.Key_J)
    while not page.reading.model.lines:
        press(qtbot, Qt.Key.Key_J)
    asked: list[tuple[str, str]] = []
    page.reading.row_asked.connect(lambda noun, row_id: asked.append((noun, row_id)))
    page.reading.table.setFocus()
    page.reading.table.selectRow(0)
    press(qtbot, Qt.Key.Key_Return)
    line = page.reading.model.lines[0]
    assert asked == [(line.noun, line.id)]


def test_a_folder_is_read_whole_and_other_files_in_it_are_left(qtbot, office, around, tmp_path):
    folder = tmp_path / "稿件"
    folder.mkdir()
    for number in (2, 4):
        shutil.copy(seed(around, number), folder)
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    pane = read_in(qtbot, office, folder)
    assert len(pane.reviews) == 2


def test_a_page_of_news_laid_out_in_a_table_is_reviewed(qtbot, office, tmp_path):
    news = tmp_path / "新闻.html"
    lines = (
        "副市长调研重点项目",
        "2024-03-18 来源:云岭日报",
        "3月17日,副市长成蹊调研云岭区智能装备产业园项目。",
    )
    body = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
    news.write_text(f"<html><body><table>{body}</table></body></html>", "utf-8")
    pane = read_in(qtbot, office, news)
    assert pane.review.title == lines[0]


def test_a_pasted_text_is_reviewed_like_a_file(qtbot, office, around):
    QApplication.clipboard().setText(seed(around, 2).read_text("utf-8"))
    office.actions_by_name["paste_article"].trigger()
    wait_for_work(qtbot, office)
    pane = page_of(office).review
    qtbot.waitUntil(lambda: pane.review is not None and pane.isVisible())
    assert pane.review.title == "刘冰主持并讲话" and pane.review.file_name.startswith("粘贴")
    QApplication.clipboard().setText(" ")
    office.actions_by_name["paste_article"].trigger()
    assert "剪贴板" in office.status.said.text()


def test_a_project_leads_to_the_articles_that_speak_of_it(qtbot, office):
    page = office.page
    assert page is not None
    [row] = [row for row in page.project_pane.live.rows if "健康元高端原料药项目" in row]
    page.show_row("project", row[0])
    office.actions_by_name["project_articles"].trigger()
    articles = page_of(office)
    assert articles.isVisible() and articles.projects.currentData() == row[0]
    assert len(articles.model.lines) == 1


def test_leaving_with_an_article_under_review_is_asked_once(qtbot, office, around, tmp_path):
    pane = read_in(qtbot, office, seed(around, 2))
    other = tmp_path / "另一市.jzl"
    new_ledger(str(other)).close()
    office.open_ledger_at(str(other))
    wait_for_work(qtbot, office)
    assert "没有写入" in office.status.said.text() and pane.isVisible()
    pane.skip()
    assert not office.close(), "it is not what was asked before"
    assert pane.isVisible()
    assert office.close()


def test_an_article_that_is_not_wanted_is_put_away_and_nothing_of_it_written(qtbot, office, around):
    pane, page = read_in(qtbot, office, *(seed(around, n) for n in (1, 2, 4))), page_of(office)
    before, wanted = rows(office, "project"), pane.reviews[1]
    pane.away.click()
    wait_for_work(qtbot, office)
    assert pane.review is wanted and pane.place.text() == "第 1 篇，共 2 篇"
    assert len(rows(office, "project")) == len(before)
    pane.settle()
    press(qtbot, (Qt.Key.Key_Return, CTRL))
    qtbot.waitUntil(lambda: pane.place.text() == "第 2 篇，共 2 篇")
    pane.away.click()
    assert page.panel.isVisible() and not page.back.isVisible()
    office.actions_by_name["undo"].trigger()
    qtbot.waitUntil(page.back.isVisible)
    page.back.click()
    wait_for_work(qtbot, office)
    assert pane.review is wanted and pane.waiting() == [wanted]


def test_an_article_is_reviewed_once_though_it_is_dropped_twice(qtbot, office, around, tmp_path):
    copy = tmp_path / "副本.txt"
    shutil.copy(seed(around, 2), copy)
    pane = read_in(qtbot, office, seed(around, 2), copy)
    assert len(pane.reviews) == 1 and "只审阅一次" in office.status.said.text()
    read_in(qtbot, office, seed(around, 2))
    qtbot.waitUntil(lambda: "已经在审阅" in office.status.said.text())
    assert len(pane.reviews) == 1 and pane.review is pane.reviews[0]
