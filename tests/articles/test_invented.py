"""Pages about invented places and projects, with what a reader finds in them; none of their names is known."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from jzledger.articles.extract import read_article
from tests.articles import scoring
from tests.articles.conftest import WORDS

FOLDER = Path(__file__).parent / "invented"
FLOOR = 0.95


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        wanted = tomllib.loads(path.read_text("utf-8"))
        wanted["body"] = wanted["body"].strip()
        page = wanted.pop("page").replace("%BODY%", wanted["body"])
        found[path.stem] = wanted, read_article(page.encode(), f"{path.stem}.txt", WORDS)
    assert len(found) >= 8
    return found


@pytest.mark.parametrize("kind", scoring.LIKENESS)
def test_what_a_page_says_is_found_and_nothing_else(pages, kind):
    assert scoring.f1(kind, list(pages.values())) >= FLOOR


def test_the_body_is_the_running_text(pages):
    for name, (wanted, got) in pages.items():
        assert scoring.error_rate(wanted["body"], got["body"]) == 0, name


def test_the_head_is_read(pages):
    for name, (wanted, got) in pages.items():
        for key in ("title", "source", "published", "event_date"):
            assert got[key] == wanted.get(key), (name, key)
        assert got["reporters"] == wanted.get("reporters", []), name


def test_what_is_said_of_a_project_goes_with_it(pages):
    for name, (wanted, got) in pages.items():
        found = {scoring.bare(project["name"]): project for project in got["projects"]}
        for project in wanted["projects"]:
            match = found.get(scoring.bare(project["name"]))
            for key in ("place", "leader", "part_of"):
                said = match and match[key]
                assert match is None or scoring.bare(said) == scoring.bare(project.get(key)), (
                    name,
                    project,
                    key,
                )
            for key in ("levels", "programmes"):
                assert match is None or match[key] == project.get(key, []), (name, project, key)
