"""The corpus of messy workbooks: every row, every cell, nothing invented, everything doubtful told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jzledger.formats.reading.workbook import read_workbook
from tests.workbooks.scoring import gold_of, score, workbooks

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.mark.parametrize("file", workbooks(), ids=lambda file: file.name)
def test_workbook_is_read_as_a_clerk_would_type_it(file: Path):
    gold = gold_of(file)
    on = date.fromisoformat(gold["on"]) if gold["on"] else None
    found = score(read_workbook(file.read_bytes(), file.name, resources=RESOURCES, on=on), gold)
    assert found.wrong == []
    assert (found.found, found.right, found.invented) == (found.rows, found.cells, 0)


def test_the_corpus_is_large_and_mixed_enough():
    files = workbooks()
    assert len(files) >= 32
    assert {file.suffix for file in files} >= {".xlsx", ".xls", ".et", ".ods", ".csv"}
    kinds = {sheet["kind"] for file in files for sheet in gold_of(file)["sheets"]}
    assert kinds >= {
        "issues",
        "projects",
        "directives",
        "closed",
        "schedule",
        "investment",
        "leads",
        "meeting",
        None,
    }
