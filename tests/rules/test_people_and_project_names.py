from __future__ import annotations

import pytest

from jzledger.rules.name_matches import Known
from jzledger.rules.people_names import KnownPerson, match, parts_of
from jzledger.rules.project_names import ProjectIndex

PEOPLE = [
    KnownPerson("a", "张建国", ("副县长",)),
    KnownPerson("b", "张卫东", ("市发改委主任",)),
    KnownPerson("c", "李明", ("局长",)),
    KnownPerson("d", "李明", ("处长",)),
]


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("张 建国", "张建国", ""),
        ("张建国副县长", "张建国", "副县长"),
        ("张建国（常务副县长）", "张建国", "常务副县长"),
        ("张建国 13800000000", "张建国", ""),
        ("张局长", "张", "局长"),
        ("李明同志", "李明", ""),
        ("主任", "主任", ""),
        ("", "", ""),
    ],
)
def test_name_and_title_are_told_apart(written: str, name: str, title: str):
    assert parts_of(written) == (name, title)


@pytest.mark.parametrize(
    ("written", "decision", "first"),
    [
        ("张建国", "take", "a"),
        ("张 建 国", "take", "a"),
        ("张建国副县长", "take", "a"),
        ("李明", "offer", "c"),
        ("李明局长", "take", "c"),
        ("李明（处长）", "take", "d"),
        ("张主任", "offer", "b"),
        ("王五", "new", ""),
        ("张建军", "new", ""),
        ("", "new", ""),
    ],
)
def test_a_person_is_taken_by_the_very_name_only(written: str, decision: str, first: str):
    found = match(written, PEOPLE)
    assert found.decision == decision
    assert (found.candidates[0].id if found.candidates else "") == first


@pytest.mark.parametrize(
    ("written", "decision", "first"),
    [
        ("云杉高端原料药项目", "take", "a"),
        ("青屏云杉生物制品有限公司高端原料药项目", "take", "a"),
        ("云杉物流园二期", "take", "c"),
        ("云杉物流园三期", "new", ""),
        ("云杉冷链物流产业园一期", "take", "b"),
        ("云杉智慧物流产业基地一期", "offer", "b"),
        ("丹枫新能源电池", "new", ""),
        ("（）", "new", ""),
    ],
)
def test_a_project_is_taken_where_its_name_says_the_same(written: str, decision: str, first: str):
    known = [
        Known("a", "云杉高端原料药"),
        Known("b", "云杉物流产业园一期项目"),
        Known("c", "云杉物流园二期项目"),
    ]
    found = ProjectIndex(known).match(written)
    assert found.decision == decision
    assert (found.candidates[0].id if found.candidates else "") == first
