"""Unseen articles: the halves of the corpus, what must hold of every one of them."""

from __future__ import annotations

import re

import pytest

from jzledger.articles.rules_used import RULES
from jzledger.articles.sentences import locate
from tests.articles import scoring
from tests.articles.corpus_pages import CORPUS, Pair, half

# A little below what is reached. What the halves were worth when they were read first stands in docs/articles.md.
FLOORS = {
    "a": {"projects": 0.96, "people": 0.98, "figures": 0.97, "issues": 0.88, "requirements": 0.94, "leads": 0.92, "milestones": 0.96},
    "b": {"projects": 0.94, "people": 0.98, "figures": 0.96, "issues": 0.82, "requirements": 0.89, "leads": 0.87, "milestones": 0.91},
}  # fmt: skip
EVIDENCED = ("projects", "issues", "requirements", "figures", "milestones", "leads")


@pytest.fixture(scope="module", params=["a", "b"])
def read_half(request: pytest.FixtureRequest) -> tuple[str, list[Pair]]:
    return request.param, half(request.param)


def test_the_corpus_is_large_enough():
    assert len(list(CORPUS.rglob("*.json"))) >= 40


@pytest.mark.parametrize("kind", FLOORS["a"])
def test_what_an_article_says_is_found(read_half, kind):
    name, pages = read_half
    assert scoring.f1(kind, pages, scoring.RECOGNIZED) >= FLOORS[name][kind]


def test_evidence_is_a_sentence_of_the_body(read_half):
    for _, got in read_half[1]:
        for kind in EVIDENCED:
            for item in got[kind]:
                assert locate(got["body"], item["evidence"]), (got["file"], item)
                assert not re.search("[。！？!?](?![”’」』)）]|$)|\n", item["evidence"]), item["evidence"]


def test_each_item_names_the_rule_that_found_it(read_half):
    for _, got in read_half[1]:
        for kind in (*EVIDENCED, "people"):
            assert {item["rule"] for item in got[kind]} <= set(RULES)


def test_projects_of_other_items_are_projects_of_the_article(read_half):
    for _, got in read_half[1]:
        names = {project["name"] for project in got["projects"]} | {None}
        for kind in ("issues", "requirements", "milestones"):
            assert {item["project"] for item in got[kind]} <= names


def test_the_gold_is_sound(read_half):
    for wanted, _ in read_half[1]:
        for kind in EVIDENCED:
            assert all(item["evidence"] in wanted["body"] for item in wanted[kind]), wanted["file"]
