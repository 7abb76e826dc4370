"""The corpus: invented articles of invented cities, with what they say. Rules are made on half A, measured on half B.

    python -m tests.articles.corpus_pages

prints the table of docs/articles.md. Never read the differences of half B while making rules.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jzledger.articles.extract import read_article
from tests.articles import scoring
from tests.articles.conftest import CHECKOUT, WORDS

CORPUS = Path(__file__).parent / "corpus"
GOLD = Path(__file__).parent / "gold"

Pair = tuple[dict[str, Any], dict[str, Any]]  # wanted, got


def half(name: str) -> list[Pair]:
    """All articles of a half, read; `name` is a folder of the corpus."""
    found = []
    for path in sorted((CORPUS / name).glob("*.json")):
        page = path.with_suffix(".txt")
        found.append((json.loads(path.read_text("utf-8")), read_article(page.read_bytes(), page.name, WORDS)))
    return found


def seeds() -> list[Pair]:
    """The five articles as received, read."""
    found = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        seed = CHECKOUT / "seeds" / gold["file"]
        found.append((gold, read_article(seed.read_bytes(), seed.name, WORDS)))
    return found


def main() -> None:
    groups = {"seeds": seeds(), "A": half("a"), "B": half("b")}
    print("| F1 | " + " | ".join(f"{name} ({len(pages)})" for name, pages in groups.items()) + " |")
    print("|---|" + "---|" * len(groups))
    for kind in scoring.RECOGNIZED:
        row = [f"{scoring.f1(kind, pages, scoring.RECOGNIZED):.3f}" for pages in groups.values()]
        print(f"| {kind} | " + " | ".join(row) + " |")
    errors = []
    for pages in groups.values():
        rates = [scoring.error_rate(wanted["body"], got["body"]) for wanted, got in pages]
        errors.append(f"{sum(rates) / len(rates):.3%}")
    print("| body, characters wrong | " + " | ".join(errors) + " |")


if __name__ == "__main__":
    main()
