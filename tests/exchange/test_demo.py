"""演示: a made-up office in which everything happens that can happen, the same each time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jzledger.exchange.demo import DAY, make_demo
from jzledger.ledger.evidence import article_text, sources_of
from jzledger.ledger.ledger import Ledger
from jzledger.paths import resources
from jzledger.rules import lifecycle, lights
from jzledger.rules.text import by_number
from tests.office import Office

HENAN = (
    "河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源 "
    "解放区 中站 马村 山阳 修武 博爱 武陟 温县 沁阳 孟州 云台 太行 黄河 沁河"
).split()


def make(folder: Path) -> Ledger:
    return make_demo(str(folder / "演示.jzl"), resources=resources(), by="样例制作")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make(tmp_path_factory.mktemp("demo")) as ledger:
        yield Office(ledger, DAY)


@pytest.fixture(scope="module")
def issues(demo: Office) -> list[dict[str, Any]]:
    """Problems and directives."""
    return demo.rows("issues") + demo.rows("directives")


def test_it_is_told_from_a_real_ledger(demo):
    settings = demo.ledger.settings()
    assert settings["sample"] == "演示" and settings["today"] == DAY.isoformat() == "2024-06-05"
    assert settings["city"] == "9901" and settings["city_name"] == "云岭市"
    assert demo.ledger.integrity() == "ok"


def test_projects_of_every_level_and_light(demo):
    projects = demo.rows("projects")
    assert len(projects) == 12 and len({row["name"] for row in projects}) == 12
    levels = {ref.name for row in projects for ref in row["levels"]}
    assert levels == {"省重点", "市重点", "区县重点"}
    assert {row["light"] for row in projects} == {"red", "amber", "green", "undated"}
    assert max(Counter(row["light"] for row in projects).values()) <= 5
    assert {row["nature"] for row in projects} == {"new", "carried_over", "preparatory"}
    for row in projects:
        assert row["content"] and row["sponsor"] and row["units"] and row["person"] and row["total_yuan"]
    assert len({row["county_unit"].name for row in projects}) == 6


def test_money_grows_and_keeps_to_the_plan(demo):
    projects = {row["name"]: row for row in demo.rows("projects")}
    without_plan = [name for name, row in projects.items() if row["target_yuan"] is None]
    assert len(without_plan) == 1 and projects[without_plan[0]]["completion_rate"] is None
    missing = 0
    for name, row in projects.items():
        months = sorted(
            (r["month"], r["done_ytd_yuan"]) for r in demo.rows("progress") if r["project"].name == name
        )
        done = [yuan for _, yuan in months]
        assert done == sorted(done) and all(yuan < (row["target_yuan"] or 0) for yuan in done)
        assert (row["done_before_yuan"] or 0) + (row["target_yuan"] or 0) <= row["total_yuan"]
        missing += 5 - len(months) if row["target_yuan"] else 0
    assert missing == 1


def test_milestones_are_done_late_and_to_come(demo):
    nodes = demo.rows("milestones")
    per_project = Counter(row["project"].name for row in nodes)
    assert len(per_project) == 12 and set(per_project.values()) <= {3, 4, 5}
    assert {row["light"] for row in nodes} == {"red", "amber", "green", "undated", "closed"}
    assert all(row["done_on"] is None or row["done_on"] < DAY for row in nodes)
    assert any(row["baseline_on"] and row["due"].on and row["due"].on > row["baseline_on"] for row in nodes)


def test_issues_of_every_state_light_and_history(demo, issues):
    assert len(issues) == 40
    assert {row["state"] for row in issues} == set(lifecycle.STATES)
    assert {row["light"] for row in issues} == set(lights.WORDS)
    assert {row["light"] for row in demo.rows("directives")} >= {"red", "amber", "green", "closed"}
    updates = [row for (noun, _), row in demo.living().items() if noun == "issue_update"]
    assert {row["kind"] for row in updates} == {
        *("assigned", "progress", "supervised", "extended"),
        *("closing_requested", "verified", "returned", "closed"),
    }
    assert max(row["supervised_count"] for row in demo.rows("directives")) == 2
    assert all(row["on_day"] < DAY for row in updates)
    for row_id in {row["issue_id"] for row in updates}:
        chased = [r["ordinal"] for r in updates if r["issue_id"] == row_id and r["kind"] == "supervised"]
        assert sorted(chased) == list(range(1, len(chased) + 1))


def test_deadlines_in_words_stay_words(issues):
    words = {row["due"].text for row in issues if row["due"]}
    assert {"6月底前", "待省局批复后10天", "尽快", "长期"} <= words


def test_an_agreed_extension_is_amber_and_keeps_the_first_deadline(issues):
    extended = [row for row in issues if row["first_due_on"] and row["due"].on > row["first_due_on"]]
    assert len(extended) == 2
    for row in extended:
        assert row["light"] == "amber" and row["first_due_on"] < DAY < row["due"].on


def test_what_is_closed_is_whole(issues):
    closed = [row for row in issues if row["state"] == "closed"]
    assert len(closed) == 9
    for row in closed:
        assert row["light"] == "closed" and row["outcome"] and row["verified_by"] and row["verified_text"]
        assert row["opened_on"] <= row["closed_on"] < DAY
    assert all(row["closed_on"] is None for row in issues if row["state"] != "closed")
    assert all(row["opened_on"] < DAY for row in issues)


def test_numbers_follow_the_days(demo):
    for table in ("issues", "directives"):
        rows = sorted(demo.rows(table), key=lambda row: by_number(row["number"]))
        days = [row["opened_on"] for row in rows]
        assert days == sorted(days) and len({row["number"] for row in rows}) == len(rows)


def test_instructions_of_a_meeting_became_directives(demo):
    (held,) = (row for row in demo.rows("meetings") if row["kind"] == "coordination")
    assert held["held_on"] and held["place"] and held["chair"] and held["ordinal"]
    directives = [row for row in demo.rows("directives") if row["meeting"] == held["title"]]
    living = demo.living()
    told = [r for (noun, _), r in living.items() if noun == "instruction" and r["meeting_id"] == held["id"]]
    assert len(directives) == len(told) == 5
    assert all(row["instructed_by"] == held["chair"].name for row in directives)


def test_evidence_points_into_the_article(demo, issues):
    cited = 0
    for row in issues:
        for source in demo.ledger.read(sources_of, "issue", row["id"]):
            cited += 1
            title, text = demo.ledger.read(article_text, source.article_id)
            assert text[source.start : source.end] == source.quote and title == source.title
            assert source.quote.endswith("。") and source.columns
    assert cited >= 8
    (article,) = (row for (noun, _), row in demo.living().items() if noun == "article")
    assert hashlib.sha256(article["raw"]).hexdigest() == article["sha256"]
    assert article["clean_text"] in article["raw"].decode()


def test_units_and_people_are_known_by_more_than_a_name(demo):
    assert sum(bool(row["aliases"]) for row in demo.rows("units")) >= 20
    assert all(row["posts"] and row["phone"] for row in demo.rows("people"))
    kinds = {row["kind"] for row in demo.rows("units")}
    assert kinds >= {"county", "bureau", "town", "company", "platform"}
    assert len({row["stage"] for row in demo.rows("leads")}) == len(demo.rows("leads")) >= 4


def test_no_word_of_a_real_place(demo):
    text = (resources() / "demo.toml").read_text("utf-8")
    assert not [name for name in HENAN if name in text]
    assert "暂无" not in text and "某某" not in text and "××" not in text


def test_few_steps_and_all_of_it_in_the_audit(demo):
    steps = demo.steps()
    assert len(steps) == 7 and {step.by for step in steps} == {"样例制作"}
    traced = {key for step in steps for key in demo.changes(step.id)}
    assert traced == demo.everything().keys()


def told(office: Office) -> list[Any]:
    """All live rows without ids and times: links by the place of their row."""
    living = office.living()
    places = {row_id: f"{noun}[{n}]" for n, (noun, row_id) in enumerate(sorted(living))}

    def plain(value: Any) -> Any:
        return places.get(value, value) if isinstance(value, str) else value

    return [(noun, {key: plain(v) for key, v in living[noun, i].items()}) for noun, i in sorted(living)]


def test_each_making_is_the_same(demo, tmp_path):
    with make(tmp_path) as again:
        assert told(Office(again, DAY)) == told(demo)
