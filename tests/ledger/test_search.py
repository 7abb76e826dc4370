"""The search box finds rows by Chinese text, initials of any reading and numbers, and keeps up with what changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzledger.ledger.search import Hit, SearchIndex
from jzledger.rules.pinyin import matches_initials
from tests.office import Office


@pytest.fixture
def index(office: Office) -> SearchIndex:
    office.project("长垣起重产业园", county_unit="长垣市")
    office.issue("3号地块林地手续未批", project="长垣起重产业园", number="2024-007")
    office.add("directives", title="限期清表", project="长垣起重产业园")
    office.unit("市自然资源局", aliases="国土局")
    office.add("people", name="单雄信", phone="13900001234")
    made = SearchIndex(office.ledger.read)
    office.ledger.subscribe(made.forget)
    return made


def names(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.group, hit.name) for hit in hits]


def test_results_come_grouped_in_one_order(index):
    assert [group for group, _ in names(index.search("长垣"))] == [
        "projects",
        "issues",
        "directives",
        "units",
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cyqz", ("projects", "长垣起重产业园")),
        ("zyqz", ("projects", "长垣起重产业园")),
        ("长yqz", ("projects", "长垣起重产业园")),
        ("３号 地块", ("issues", "3号地块林地手续未批")),
        ("2024-007", ("issues", "3号地块林地手续未批")),
        ("3hdk", ("issues", "3号地块林地手续未批")),
        ("国土局", ("units", "市自然资源局")),
        ("SXX", ("people", "单雄信")),
        ("1390000", ("people", "单雄信")),
    ],
)
def test_found_by_text_initials_of_any_reading_numbers_and_aliases(index, typed, found):
    assert found in names(index.search(typed))


@pytest.mark.parametrize("typed", ["", "  ", "没有的东西", "zzzzzz", "[a-z", "\\", "(", "长\n垣", "\x00"])
def test_nothing_and_odd_signs_find_nothing_or_what_they_say(index, typed):
    assert all("长垣" in name for _, name in names(index.search(typed))[:1])


def test_what_begins_with_the_text_comes_first(office, index):
    for name in ("青陵长垣路改造", "长垣"):
        office.project(name)
    assert [name for group, name in names(index.search("长垣")) if group == "projects"] == [
        "长垣",
        "长垣起重产业园",
        "青陵长垣路改造",
    ]


def test_new_renamed_and_deleted_rows_are_followed(office, index):
    assert index.search("蒸汽管网") == []
    row_id = office.issue("蒸汽管网未接入", project="长垣起重产业园")
    assert names(index.search("蒸汽管网")) == [("issues", "蒸汽管网未接入")]
    office.set("issues", row_id, title="热力管网未接入")
    assert index.search("蒸汽管网") == [] and names(index.search("rlgw")) == [("issues", "热力管网未接入")]
    office.delete("issues", row_id)
    assert index.search("热力管网") == []
    (project,) = office.rows("projects")
    office.set("projects", project["id"], name="河阳产业园")
    assert any(hit.detail == "河阳产业园" for hit in index.search("3号地块")), "the issue shows the new name"


@settings(max_examples=60, deadline=None)
@given(st.text("cyzqs长垣3", min_size=1, max_size=4))
def test_short_initials_find_what_the_rule_of_lists_finds(typed):
    title = "长垣市3期起重"
    index = SearchIndex(lambda load, ids: [])
    from jzledger.ledger.search import _entry, _Group

    group = _Group([index._with_initials(_entry("projects", "1", title, "")[1])])
    wanted = bool(group.found(typed, index._pattern(typed)))
    assert wanted == matches_initials(title, typed)
