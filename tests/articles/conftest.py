"""Pages to read: the five seeds with their gold, and invented pages with what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jzledger.articles.extract import read_article

CHECKOUT = Path(__file__).resolve().parents[2]
WORDS = CHECKOUT / "resources" / "articles"

Read = Callable[[str], dict[str, Any]]


@pytest.fixture
def read() -> Read:
    """Reads a page given as text."""

    def call(page: str) -> dict[str, Any]:
        return read_article(page.encode(), "报道.txt", WORDS)

    return call
