"""45: a workbook or article dropped on the window is imported (articles: tests/journeys/test_documents.py)."""

from __future__ import annotations

import pytest

from tests.journeys.pages import banner_of, wait_for_work
from tests.journeys.test_documents import drop


@pytest.mark.parametrize("name", ["马村区.xlsx", "旧表.XLS", "金山.et"])
def test_a_workbook_is_answered_in_one_sentence_and_changes_nothing(qtbot, demo, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"PK")
    before = demo.bridge.ledger.counts()
    drop(demo, file)
    assert "Excel" in demo.said.text() and demo.said.text().count("。") == 1
    assert not demo.tasks.busy and demo.bridge.ledger.counts() == before


def test_articles_beside_a_workbook_are_imported_all_the_same(qtbot, demo, tmp_path, around):
    book = tmp_path / "表.xlsx"
    book.write_bytes(b"PK")
    before = demo.bridge.ledger.counts()["article"]
    drop(demo, book, sorted(around.seeds.glob("*.txt"))[0])
    wait_for_work(qtbot, demo)
    qtbot.waitUntil(lambda: "已导入 1 篇" in banner_of(demo))
    assert demo.bridge.ledger.counts()["article"] == before + 1
