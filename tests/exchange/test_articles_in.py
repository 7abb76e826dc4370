"""An article becomes rows: every value with its sentence, known projects linked, nothing that the page does not say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from jzledger.errors import AlreadyImported, NotAnArticle
from jzledger.exchange.imports import ImportReport, import_files
from jzledger.exchange.new_ledger import make_ledger
from jzledger.exchange.samples import make_seed_sample
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import nouns
from jzledger.records.sources import Article, Evidence
from jzledger.rules.proposal import Proposal

CHECKOUT = Path(__file__).resolve().parents[2]
RESOURCES, SEEDS = CHECKOUT / "resources", CHECKOUT / "seeds"
FIRST = """
2025-03-18 来源:云岭日报
3月17日,市委书记陈蹊调研重点项目建设情况,强调要加快建设进度。
云岭区智能装备产业园项目是省重点项目,总投资5亿元,2025年2月20日开工。
陈蹊要求,属地政府要在4月底前完成剩余地块征迁。云岭区智能装备产业园项目用地手续未批复。
"""
SECOND = """
2025-04-02 来源:云岭日报
4月1日,市委书记陈蹊到云岭区调研重点项目,详细了解智能装备产业园项目和白桦冷链物流园项目建设情况。
"""


@pytest.fixture
def ledger(tmp_path) -> Iterator[Ledger]:
    with make_ledger(
        str(tmp_path / "某市.jzl"),
        city="4108",
        office="某市重点办",
        year=2025,
        by="张三",
        resources=RESOURCES,
    ) as made:
        yield made


def bring_in(ledger: Ledger, folder: Path, *pages: str) -> ImportReport:
    files = []
    for number, page in enumerate(pages):
        files.append(folder / f"{len(page)}-{number}.txt")
        files[-1].write_text(page, "utf-8")
    context = ledger.context(date(2025, 4, 10))
    return import_files(ledger, files, context, RESOURCES, accept=Proposal.accepted)


def rows(ledger: Ledger, noun: str) -> list[Any]:
    model = nouns()[noun]
    return ledger.read(lambda session: list(session.scalars(select(model).where(model.deleted_at.is_(None)))))


def names(ledger: Ledger) -> set[str]:
    return {project.name for project in rows(ledger, "project")}


@pytest.fixture
def seeds(tmp_path) -> Iterator[Ledger]:
    with make_seed_sample(tmp_path / "样例.jzl", RESOURCES, SEEDS) as made:
        yield made


def test_every_value_has_its_sentence_and_the_offsets_hold(seeds):
    texts = {article.id: article.clean_text for article in rows(seeds, "article")}
    evidence = seeds.read(lambda session: list(session.scalars(select(Evidence))))
    assert len(texts) == 5 and len(evidence) > 300
    for item in evidence:
        start, _, end = item.place.partition(":")
        assert texts[item.source_id][int(start) : int(end)] == item.quote
    told = {item.row_id for item in evidence}
    for noun in (
        "project",
        "issue",
        "instruction",
        "milestone",
        "figure",
        "lead",
        "person",
        "listing",
        "role",
    ):
        assert {row.id for row in rows(seeds, noun)} <= told, noun


def test_the_sample_names_only_what_the_articles_name(seeds):
    texts = "".join(article.clean_text for article in rows(seeds, "article"))
    for project in rows(seeds, "project"):
        # Only a phase in a bracket gets its head's name in front.
        assert project.name in texts or project.name == "河南理工大学科技园二期工程"
    for noun in ("person", "unit", "lead"):
        assert all(row.name in texts for row in rows(seeds, noun)), noun


def test_a_project_known_from_an_earlier_article_is_linked(seeds):
    [project] = [p for p in rows(seeds, "project") if p.name == "健康元高端原料药项目"]
    aliases = {a.alias for a in rows(seeds, "project_alias") if a.project_id == project.id}
    assert "焦作健康元生物制品有限公司高端原料药项目" in aliases


def test_importing_twice_changes_nothing(ledger, tmp_path):
    bring_in(ledger, tmp_path, FIRST)
    before = ledger.counts()
    report = bring_in(ledger, tmp_path, FIRST)
    assert [type(problem) for problem in report.problems] == [AlreadyImported]
    assert not report.failed() and ledger.counts() == before


def test_an_article_becomes_project_directive_and_issue(ledger, tmp_path):
    bring_in(ledger, tmp_path, FIRST)
    [project] = rows(ledger, "project")
    assert (project.name, project.started_on) == ("云岭区智能装备产业园项目", date(2025, 2, 20))
    [county] = rows(ledger, "unit")
    assert (county.name, county.kind, project.county_unit_id) == ("云岭区", "county", county.id)
    [article] = rows(ledger, "article")
    assert (article.paper, article.published_on) == ("云岭日报", date(2025, 3, 18))
    directives = [row for row in rows(ledger, "issue") if row.kind == "directive"]
    due = next(row for row in directives if row.due_text)
    assert (due.due_text, due.due_on, due.note) == ("4月底前", date(2025, 4, 30), "承办：属地政府")
    [problem] = [row for row in rows(ledger, "issue") if row.kind == "problem"]
    assert (problem.title, problem.project_id) == ("用地手续未批复", project.id)


def test_a_second_article_adds_its_wording_and_its_new_project(ledger, tmp_path):
    bring_in(ledger, tmp_path, FIRST, SECOND)
    assert names(ledger) == {"云岭区智能装备产业园项目", "白桦冷链物流园项目"}
    assert "智能装备产业园项目" in {alias.alias for alias in rows(ledger, "project_alias")}
    assert len(rows(ledger, "person")) == 1, "a known person is not made again"


def test_a_day_without_a_year_is_kept_as_words_only(ledger, tmp_path):
    bring_in(ledger, tmp_path, FIRST.partition("\n2025-03-18 来源:云岭日报\n")[2])
    [article] = rows(ledger, "article")
    assert (article.published_on, article.event_text) == (None, "--03-17")
    for row in rows(ledger, "issue"):
        assert row.due_on is None, "4月底前 of an unknown year is no day"
    [meeting] = rows(ledger, "meeting")
    assert (meeting.held_on, meeting.held_text) == (None, "3月17日")


def test_an_article_without_a_project_changes_nothing(ledger, tmp_path):
    before = ledger.counts()
    page = "今天上午,市气象台发布大风蓝色预警信号,提醒广大市民注意出行安全,做好防风准备。"
    report = bring_in(ledger, tmp_path, page)
    [problem] = report.problems
    assert isinstance(problem, NotAnArticle) and "没有读到项目" in problem.message and problem.todo
    assert report.failed() and ledger.counts() == before


def test_one_bad_file_does_not_keep_the_others_out(ledger, tmp_path):
    report = bring_in(ledger, tmp_path, "", FIRST)
    assert len(report.problems) == 1 and report.added["projects"] == 1


def test_an_import_is_one_step_that_can_be_undone(ledger, tmp_path):
    bring_in(ledger, tmp_path, FIRST)
    assert ledger.undo().label.startswith("导入文章")
    for noun in ("project", "issue", "person", "article"):
        assert rows(ledger, noun) == []


def test_the_file_is_kept_byte_for_byte(ledger, tmp_path):
    bring_in(ledger, tmp_path, FIRST)
    kept = ledger.read(lambda session: session.scalar(select(Article.raw)))
    assert kept == FIRST.encode()
