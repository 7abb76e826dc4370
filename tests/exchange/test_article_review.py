"""What an article proposes is held against the ledger, decided by a clerk, remembered, and written as one Step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from jzledger.errors import AlikeArticle, AlreadyImported, BadValue
from jzledger.exchange.article_batch import review_anyway, review_files
from jzledger.exchange.article_items import Item
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_review import ArticleReview
from jzledger.exchange.imports import import_files
from jzledger.exchange.new_ledger import make_ledger
from jzledger.ledger import article_trail
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id, nouns
from jzledger.records.fields import TABLES
from jzledger.records.units import Post, Unit, UnitAlias
from jzledger.rules.proposal import Proposal
from tests.office import Office

CHECKOUT = Path(__file__).resolve().parents[2]
RESOURCES, SEEDS = CHECKOUT / "resources", CHECKOUT / "seeds"
GOLD = CHECKOUT / "tests" / "articles" / "gold"
TODAY = date(2025, 6, 10)
HEAD = "{day} 来源:云岭日报\n{month}月1日,云岭市召开重点项目第{number}次调度会。{title}陈蹊主持会议并讲话。\n"
PARK = "云岭区智能装备产业园项目是省重点项目"


def page(body: str, *, month: int = 3, number: str = "三", title: str = "市委书记") -> str:
    return (
        HEAD.format(day=f"2025-0{month}-02", month=month, number=number, title=title)
        + body
        + "\n陈蹊要求,属地政府要在6月底前完成剩余地块征迁。\n"
    )


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


class Desk:
    """A clerk with articles at an open ledger."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger, self.folder, self._count = ledger, folder, 0

    @property
    def context(self) -> Any:
        return self.ledger.context(TODAY)

    def file(self, text: str) -> Path:
        self._count += 1
        path = self.folder / f"{self._count}.txt"
        path.write_text(text, "utf-8")
        return path

    def review(self, text: str) -> ArticleReview:
        batch = review_files(self.ledger, [self.file(text)], self.context, RESOURCES)
        assert not batch.problems
        return batch.reviews[0]

    def refused(self, text: str) -> Exception:
        [problem] = review_files(self.ledger, [self.file(text)], self.context, RESOURCES).problems
        return problem

    def write(self, review: ArticleReview) -> None:
        self.ledger.apply(review.proposal(), review.label, context=self.context)

    def take_in(self, *pages: str) -> None:
        for text in pages:
            self.write(self.review(text))

    def rows(self, noun: str) -> list[Any]:
        model: Any = nouns()[noun]
        return self.ledger.read(
            lambda session: list(session.scalars(select(model).where(model.deleted_at.is_(None))))
        )

    def row(self, noun: str, **values: Any) -> Any:
        [found] = [r for r in self.rows(noun) if all(getattr(r, k) == v for k, v in values.items())]
        return found

    def add(self, *rows: Any) -> None:
        self.ledger.edit("准备", lambda session: session.add_all(rows))


@pytest.fixture
def desk(ledger, tmp_path) -> Desk:
    return Desk(ledger, tmp_path)


def of_kind(review: ArticleReview, kind: str, name: str = "") -> Item:
    return next(item for item in review.items if item.kind == kind and name in item.name)


# Linking.
def test_a_project_in_another_wording_is_offered_with_score_and_reason_and_remembered(desk):
    desk.take_in(page(f"{PARK}。"))
    review = desk.review(page("陈蹊来到智能装备产业园项目现场察看。", month=4, number="四"))
    item = of_kind(review, "project", "智能装备产业园项目")
    [candidate] = item.candidates
    assert candidate.name == "云岭区智能装备产业园项目" and 0.8 <= candidate.score < 1
    assert "智能装备产业园" in candidate.reason and item.asked and item.decision == "merge"
    review.merge(item, candidate)
    desk.write(review)
    assert [row.name for row in desk.rows("project")] == ["云岭区智能装备产业园项目"]
    later = desk.review(page("陈蹊来到智能装备产业园项目现场察看进度。", month=5, number="五"))
    again = of_kind(later, "project", "智能装备产业园项目")
    assert not again.asked and again.decision == "merge" and "别名" in again.candidates[0].reason


def test_a_project_that_only_looks_alike_becomes_a_row_of_its_own_if_the_clerk_says_so(desk):
    desk.take_in(page(f"{PARK}。"))
    review = desk.review(page("陈蹊来到智能装备产业园项目现场察看。", month=4, number="四"))
    review.make_new(of_kind(review, "project", "智能装备产业园项目"))
    desk.write(review)
    assert len(desk.rows("project")) == 2


def test_what_is_only_likely_waits_when_only_the_certain_is_taken(desk):
    desk.take_in(page(f"{PARK}。"))
    text = page("陈蹊来到智能装备产业园项目现场察看。白桦冷链物流园项目加快建设。", month=4, number="四")
    report = import_files(desk.ledger, [desk.file(text)], desk.context, RESOURCES)
    assert report.review and report.added["projects"] == 1
    assert {row.name for row in desk.rows("project")} == {"云岭区智能装备产业园项目", "白桦冷链物流园项目"}
    assert "智能装备产业园项目" not in {row.alias for row in desk.rows("project_alias")}


def test_a_former_name_of_a_unit_counts_for_its_time_only(desk):
    unit = new_id()
    desk.add(
        Unit(id=unit, name="云岭区", kind="county"),
        UnitAlias(unit_id=unit, alias="松溪县", to_on=date(2020, 12, 31)),
    )
    text = "松溪县智能装备产业园项目是省重点项目。"
    review = desk.review(page(text))
    item = of_kind(review, "unit", "松溪县")
    assert item.asked and "2020-12-31" in item.candidates[0].reason
    desk.write(review)
    assert [row.name for row in desk.rows("unit")] == ["云岭区"]
    assert desk.row("project", name="松溪县智能装备产业园项目").county_unit_id == unit
    old = desk.review(page("松溪县白桦冷链物流园项目是省重点项目。").replace("2025-", "2019-"))
    assert not of_kind(old, "unit", "松溪县").asked


def test_a_new_post_of_a_known_leader_is_asked_and_kept_beside_the_old_one(desk):
    desk.take_in(page(f"{PARK}。", title="常务副市长"))
    review = desk.review(page("白桦冷链物流园项目是市重点项目。", month=4, number="四"))
    item = of_kind(review, "person", "陈蹊")
    assert item.decision == "merge" and item.asked
    assert "常务副市长" in item.candidates[0].reason and "市委书记" in item.candidates[0].reason
    review.merge(item, item.candidates[0])
    desk.write(review)
    [person] = desk.rows("person")
    assert {row.title for row in desk.rows("post")} == {"常务副市长", "市委书记"}
    assert all(row.person_id == person.id for row in desk.rows("post"))


def test_two_people_of_one_name_are_told_apart_by_the_clerk(desk):
    desk.take_in(page(f"{PARK}。", title="区长"))
    review = desk.review(page("白桦冷链物流园项目是市重点项目。", month=4, number="四"))
    review.make_new(of_kind(review, "person", "陈蹊"))
    desk.write(review)
    assert [row.name for row in desk.rows("person")] == ["陈蹊", "陈蹊"]


def test_a_meeting_that_two_papers_tell_of_is_one_meeting(desk):
    desk.take_in(page(f"{PARK}。"))
    other = (
        "2025-03-03 来源:云岭晚报\n3月1日,云岭市召开重点项目第三次调度会,研究白桦冷链物流园项目建设。\n"
        "会议强调,要倒排工期,抓紧完善手续。\n"
    )
    review = desk.review(other)
    assert of_kind(review, "meeting").decision == "merge"
    desk.write(review)
    [meeting] = desk.rows("meeting")
    assert {row.meeting_id for row in desk.rows("instruction")} == {meeting.id}


# What a requirement becomes.
def test_a_requirement_becomes_a_directive_with_who_asked_when_and_at_which_meeting(desk):
    desk.take_in(page(f"{PARK}。"))
    [meeting] = desk.rows("meeting")
    [person] = desk.rows("person")
    assert (meeting.kind, meeting.ordinal, meeting.held_on) == ("coordination", 3, date(2025, 3, 1))
    assert meeting.chair_id == person.id
    directive = next(row for row in desk.rows("issue") if row.due_text)
    assert (directive.kind, directive.due_on, directive.opened_on) == (
        "directive",
        date(2025, 6, 30),
        date(2025, 3, 1),
    )
    said = next(row for row in desk.rows("instruction") if row.id == directive.instruction_id)
    assert (said.meeting_id, said.speaker_id) == (meeting.id, person.id)
    [shown] = desk.ledger.rows(TABLES["directives"], desk.context, ids=[directive.id])
    keys = [field.key for field in TABLES["directives"].fields]
    assert shown[2 + keys.index("instructed_by")] == "陈蹊"
    assert "第三次调度会" in shown[2 + keys.index("meeting")]


def test_a_total_of_a_project_is_a_figure_and_fills_the_project(desk):
    desk.take_in(page(f"{PARK},总投资5亿元。"))
    [figure] = desk.rows("figure")
    [project] = desk.rows("project")
    assert (figure.kind, figure.amount_yuan, figure.project_id) == ("total", 500_000_000, project.id)
    assert project.total_yuan == 500_000_000
    source = desk.ledger.read(article_trail.value_source, "project", project.id, "total_yuan")
    assert source is not None and "总投资5亿元" in source.quote


# What changed between two articles.
def test_a_later_article_with_another_total_is_a_difference_and_the_ledger_stays_until_decided(desk):
    desk.take_in(page(f"{PARK},总投资5亿元。"))
    review = desk.review(page(f"{PARK},总投资8亿元。", month=4, number="四"))
    item = of_kind(review, "project")
    [difference] = [one for one in item.differences if one.verdict == "differs"]
    assert (difference.key, difference.ledger, difference.article) == ("total_yuan", 500_000_000, 800_000_000)
    before = Office(desk.ledger).living()
    review.take(item, "total_yuan", article=True)
    desk.write(review)
    [project] = desk.rows("project")
    assert project.total_yuan == 800_000_000
    changed = desk.ledger.read(article_trail.changes_by_articles, project.id)
    assert [(one.title, one.before, one.after) for one in changed] == [("总投资", "50,000", "80,000")]
    assert "总投资8亿元" in changed[0].quote
    desk.ledger.undo()
    assert Office(desk.ledger).living() == before
    assert desk.ledger.read(article_trail.changes_by_articles, project.id) == []


def test_a_difference_that_nobody_takes_changes_nothing(desk):
    desk.take_in(page(f"{PARK},总投资5亿元。"))
    desk.take_in(page(f"{PARK},总投资8亿元。", month=4, number="四"))
    assert desk.row("project").total_yuan == 500_000_000


def test_a_new_leader_follows_the_old_one_on_the_day_of_the_article(desk):
    desk.take_in(page(f"{PARK}。该项目由副市长陶然分包。"))
    review = desk.review(page(f"{PARK}。该项目由副市长沈明分包。", month=4, number="四"))
    item = of_kind(review, "project")
    if item.values.get("sponsor") != "沈明":
        review.correct(item, "sponsor", "沈明")
    review.take(item, "sponsor", article=True)
    desk.write(review)
    people = {row.id: row.name for row in desk.rows("person")}
    told = {people[row.person_id]: (row.from_on, row.to_on) for row in desk.rows("role")}
    assert told == {"陶然": (None, date(2025, 3, 31)), "沈明": (date(2025, 4, 1), None)}
    said = desk.ledger.read(article_trail.changes_by_articles, item.target)
    assert [(one.title, one.after) for one in said] == [("分包领导", "沈明")]


def test_a_deadline_told_otherwise_of_the_same_task_is_a_difference(desk):
    desk.take_in(
        page(f"{PARK}。在云岭区智能装备产业园项目现场,陈蹊要求,要在5月底前完成剩余地块清表和围挡安装。")
    )
    first = next(row for row in desk.rows("issue") if row.project_id and row.due_text)
    review = desk.review(
        page(
            f"{PARK}。在云岭区智能装备产业园项目现场,陈蹊要求,要在8月底前完成剩余地块清表和围挡安装。",
            month=4,
            number="四",
        )
    )
    item = next(one for one in review.items if one.kind == "directive" and one.target == first.id)
    [difference] = [one for one in item.differences if one.key == "due"]
    assert (difference.ledger.text, difference.article.text) == (first.due_text, "8月底前")
    review.take(item, "due", article=True)
    desk.write(review)
    assert desk.row("issue", id=first.id).due_on == date(2025, 8, 31)


def test_a_requirement_with_another_deadline_is_asked_with_a_lower_score_until_a_clerk_says_which_stands(
    desk,
):
    text = f"{PARK}。在云岭区智能装备产业园项目现场,陈蹊要求,要在{{}}月底前完成征地拆迁。"
    desk.take_in(page(text.format(6)))
    known = next(row for row in desk.rows("issue") if row.project_id)
    review = desk.review(page(text.format(8), month=4, number="四"))
    item = next(one for one in review.items if one.target == known.id)
    [candidate] = item.candidates
    assert candidate.score < 0.9 and "完成时限不同" in candidate.reason
    assert item in review.asked() and item.decision == "merge"
    review.merge(item, candidate)
    assert item in review.asked(), "that it is the same does not say which deadline stands"
    review.take(item, "due", article=False)
    assert item not in review.asked()
    assert "完成时限保留“6月底前”，文章为“8月底前”" in review.label
    review.relink(Linker(desk.ledger, desk.context))
    assert item.id not in {one.id for one in review.asked()}, "the answer outlives a new look"
    desk.write(review)
    assert desk.row("issue", id=known.id).due_on == date(2025, 6, 30)


def test_deadlines_of_the_same_words_do_not_contradict_each_other_for_want_of_a_year(desk):
    text = f"{PARK}。在云岭区智能装备产业园项目现场,陈蹊要求,要在6月底前完成征地拆迁。"
    desk.take_in(page(text))
    again = page(f"{text}\n白桦冷链物流园项目总投资7亿元,主体已经封顶。", month=4, number="四")
    review = desk.review(again.partition("\n")[2])
    item = next(one for one in review.items if one.kind == "directive" and one.differences)
    assert item.differences[0].article.on is None and not item.disputed


@pytest.mark.parametrize("told", ["an unknown year", "another total"])
def test_whatever_a_clerk_has_to_look_at_is_counted_until_it_is_decided(desk, told):
    if told == "an unknown year":
        review = desk.review(page(f"{PARK}。").partition("\n")[2])
        item = of_kind(review, "meeting")
    else:
        desk.take_in(page(f"{PARK},总投资5亿元。"))
        review = desk.review(page(f"{PARK},总投资8亿元。", month=4, number="四"))
        item = of_kind(review, "project")
    assert item in review.asked()
    review.skip(item)
    assert item not in review.asked()
    review.accept(item)
    if told == "another total":
        assert item in review.asked(), "nobody has said which total stands"
        review.take(item, "total_yuan", article=True)
    assert item not in review.asked()


def test_a_year_that_is_given_answers_the_question_for_it(desk):
    review = desk.review(page(f"{PARK}。").partition("\n")[2])
    review.set_year("2025")
    assert of_kind(review, "meeting") not in review.asked()


# The clerk's hand.
def test_corrections_and_decisions_outlive_a_new_look_at_the_ledger(desk):
    review = desk.review(page(f"{PARK}。白桦冷链物流园项目加快建设。"))
    park, cold = of_kind(review, "project", "智能装备"), of_kind(review, "project", "白桦")
    review.correct(park, "name", "云岭区智能装备产业园（一期）")
    review.skip(cold)
    start = review.body.index("召开重点项目")
    made = review.add("issue", start, start + 6)
    review.relink(Linker(desk.ledger, desk.context))
    assert of_kind(review, "project", "（一期）").id == park.id
    assert of_kind(review, "project", "白桦").decision == "skip"
    assert made in review.items
    desk.write(review)
    assert [row.name for row in desk.rows("project")] == ["云岭区智能装备产业园（一期）"]
    assert desk.row("issue", id=made.id).title == "召开重点项目"


def test_what_hangs_on_a_skipped_project_is_written_without_it(desk):
    text = page(f"{PARK},2025年2月20日开工。云岭区智能装备产业园项目用地手续未批复。")
    review = desk.review(text)
    review.skip(of_kind(review, "project"))
    desk.write(review)
    assert desk.rows("project") == [] and desk.rows("milestone") == []
    assert all(row.project_id is None for row in desk.rows("issue"))


def test_a_project_that_is_typed_must_be_known(desk):
    review = desk.review(page(f"{PARK}。"))
    item = of_kind(review, "directive")
    field = item.field("project")
    with pytest.raises(BadValue):
        review.value_of(field, "没有这个项目")
    review.correct(item, "project", review.value_of(field, "云岭区智能装备产业园项目"))
    desk.write(review)
    assert desk.row("issue", id=item.id).project_id == desk.row("project").id


# The year.
def test_the_year_completes_days_and_deadlines_and_can_be_taken_back(desk):
    review = desk.review(page(f"{PARK},1月20日开工。").partition("\n")[2])
    assert review.needs_year and "held_on" not in of_kind(review, "meeting").values
    review.set_year("2025年")
    assert of_kind(review, "meeting").values["held_on"] == date(2025, 3, 1)
    due = next(item.values["due"] for item in review.items if "due" in item.values)
    assert due.on == date(2025, 6, 30)
    review.set_year("")
    assert "held_on" not in of_kind(review, "meeting").values
    with pytest.raises(BadValue):
        review.set_year("二〇")


def test_a_day_behind_that_of_the_event_is_one_of_the_year_before(desk):
    review = desk.review(page(f"{PARK},12月20日开工。").partition("\n")[2])
    review.set_year("2025")
    assert of_kind(review, "milestone").values["done_on"] == date(2024, 12, 20)


# The same article again.
def test_the_same_article_is_known_under_other_navigation_and_damage(desk):
    body = page(
        f"{PARK},总投资5亿元。云岭区智能装备产业园项目用地手续未批复。陈蹊希望各单位密切配合,形成合力,推动项目早日建成见效。"
    )
    desk.take_in(body)
    again = (
        "首页 新闻 天气 房产\n"
        + body.replace("密切配合", "密�配合").replace("云岭日报", "云岭网")
        + "\n版权所有 联系我们"
    )
    assert isinstance(desk.refused(again), AlreadyImported)


def test_a_bulletin_with_other_numbers_is_another_article(desk):
    desk.take_in(page(f"{PARK},总投资5亿元。"))
    review = desk.review(page(f"{PARK},总投资9亿元。"))
    assert review.items


REPORT = (
    "2025-03-02 来源:云岭日报\n3月1日,记者从云岭市重点办获悉,云岭区智能装备产业园项目"
    "完成投资{}亿元,总投资{}亿元。\n"
)


def test_a_short_report_with_other_numbers_names_what_it_is_like_and_is_read_if_the_clerk_wants(desk):
    desk.take_in(REPORT.format(3, 4))
    [known], other = desk.rows("article"), desk.file(REPORT.format(4, 3))
    batch = review_files(desk.ledger, [other], desk.context, RESOURCES)
    [problem] = batch.problems
    assert isinstance(problem, AlikeArticle) and problem.article_id == known.id
    assert (known.title or known.file_name) in problem.message and "只有数字不同" in problem.message
    [review] = review_anyway(desk.ledger, batch.alike, desk.context, RESOURCES).reviews
    desk.write(review)
    assert len(desk.rows("article")) == 2


def test_the_very_same_bytes_are_refused_in_any_case_and_lead_to_the_article(desk):
    desk.take_in(REPORT.format(3, 4))
    batch = review_files(desk.ledger, [desk.file(REPORT.format(3, 4))], desk.context, RESOURCES)
    [problem] = batch.problems
    assert isinstance(problem, AlreadyImported) and problem.article_id == desk.row("article").id
    assert not batch.alike


def test_an_article_that_was_taken_back_can_come_again(desk):
    desk.take_in(page(f"{PARK}。"))
    desk.ledger.undo()
    desk.take_in(page(f"{PARK}。"))
    assert len(desk.rows("article")) == 1


# The seeds.
def test_all_seeds_twice_leave_the_ledger_as_after_once(ledger):
    files, office = sorted(SEEDS.glob("*.txt")), Office(ledger)
    context = ledger.context(TODAY)
    import_files(ledger, files, context, RESOURCES, accept=Proposal.accepted)
    once = office.living()
    report = import_files(ledger, files, context, RESOURCES, accept=Proposal.accepted)
    assert [type(problem) for problem in report.problems] == [AlreadyImported] * 5
    assert office.living() == once


def test_each_seed_through_the_review_is_one_step_and_one_undo(ledger):
    office = Office(ledger)
    for file in sorted(SEEDS.glob("*.txt")):
        before = office.living()
        [review] = review_files(ledger, [file], ledger.context(TODAY), RESOURCES).reviews
        ledger.apply(review.proposal(), review.label, context=ledger.context(TODAY))
        after = office.living()
        ledger.undo()
        assert office.living() == before
        ledger.redo()
        assert office.living() == after


@pytest.mark.parametrize("number", range(5))
def test_no_sentence_of_obligation_or_obstacle_is_without_a_row_or_a_reason(ledger, number):
    gold = json.loads((GOLD / f"00{number}.json").read_text("utf-8"))
    [review] = review_files(ledger, [SEEDS / gold["file"]], ledger.context(TODAY), RESOURCES).reviews
    covered = review.coverage()
    assert all(one.ids or one.reason for one in covered)
    rows = {one.text: one.ids for one in covered if one.ids}
    for kind, key in (("requirements", "directive"), ("issues", "issue")):
        for wanted in gold[kind]:
            if wanted.get("optional"):
                continue
            lines = [one for one in covered if _same(one.text, wanted["evidence"])]
            assert any(line.ids for line in lines), (key, wanted["text"])
    assert rows


def _same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one)) == "".join(filter(str.isalnum, other))


def test_a_skipped_row_leaves_its_sentence_with_the_reason(ledger):
    gold = json.loads((GOLD / "002.json").read_text("utf-8"))
    [review] = review_files(ledger, [SEEDS / gold["file"]], ledger.context(TODAY), RESOURCES).reviews
    item = of_kind(review, "directive")
    line = next(one for one in review.coverage() if one.ids == (item.id,))
    review.skip(item)
    again = next(one for one in review.coverage() if (one.start, one.kind) == (line.start, line.kind))
    assert not again.ids and again.reason == "已跳过"


# From sentences to rows.
def test_every_sentence_of_an_article_leads_to_its_rows(desk):
    desk.take_in(page(f"{PARK},总投资5亿元。"))
    [article] = desk.rows("article")
    linked = desk.ledger.read(article_trail.rows_of_article, article.id)
    kinds = {row.kind for row in linked}
    assert {"project", "directive", "meeting", "person", "figure", "unit"} <= kinds
    for row in linked:
        assert 0 <= row.start < row.end <= len(article.clean_text)
    [line] = desk.ledger.read(article_trail.articles)
    assert line.counts["project"] == 1 and line.day == "2025-03-01"


def test_articles_of_a_project_come_in_order_of_time(desk):
    desk.take_in(page(f"{PARK}。", month=5, number="五"), page(f"{PARK}有序推进。", month=4, number="四"))
    desk.take_in(page("白桦冷链物流园项目加快建设。", month=6, number="六"))
    park = desk.row("project", name="云岭区智能装备产业园项目")
    lines = desk.ledger.read(article_trail.articles, park.id)
    assert [line.day for line in lines] == ["2025-04-01", "2025-05-01"]


def test_articles_without_a_year_come_last_by_month_and_day(desk):
    for month in (5, 4):
        text = page(f"{PARK}有序推进{month}。", month=month, number="五" if month == 5 else "四")
        desk.take_in(text.partition("\n")[2])
    desk.take_in(page("白桦冷链物流园项目加快建设。", month=6, number="六"))
    days = [line.day for line in desk.ledger.read(article_trail.articles)]
    assert days == ["2025-06-01", "4月1日", "5月1日"]


def test_a_post_is_not_asked_again_once_it_is_known(desk):
    desk.take_in(page(f"{PARK}。"))
    [post] = desk.rows("post")
    assert isinstance(post, Post)
    review = desk.review(page("白桦冷链物流园项目是市重点项目。", month=4, number="四"))
    assert not of_kind(review, "person").asked
