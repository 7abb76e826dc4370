"""45: a workbook or article dropped on the window is read for review (more in tests/journeys)."""

from __future__ import annotations

import pytest

from tests.journeys.pages import wait_for_work
from tests.journeys.test_documents import drop
from tests.office import Office


@pytest.mark.parametrize("name", ["马村区.xlsx", "旧表.XLS", "金山.et"])
def test_a_damaged_workbook_is_answered_in_one_sentence_and_changes_nothing(qtbot, demo, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"PK\x03\x04 and no more")
    before = Office(demo.bridge.ledger).living()
    drop(demo, file)
    qtbot.waitUntil(lambda: name in demo.page.issue_pane.banner.text())
    assert not demo.tasks.busy and Office(demo.bridge.ledger).living() == before


def test_articles_beside_a_damaged_workbook_are_reviewed_all_the_same(qtbot, demo, tmp_path, around):
    book = tmp_path / "表.xlsx"
    book.write_bytes(b"PK\x03\x04 and no more")
    drop(demo, book, sorted(around.seeds.glob("*.txt"))[0])
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(
        lambda: "articles" in demo.pages.made and demo.pages.made["articles"].review.review is not None
    )
    assert demo.stack.currentWidget() is demo.pages.made["articles"]
