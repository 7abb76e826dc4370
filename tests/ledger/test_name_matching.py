"""Which row a written name means, by the letter, by dated aliases, by likeness; and what is remembered of answers."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from jzledger.errors import BadValue
from jzledger.ledger.name_matching import NameBook, remember
from jzledger.records.units import UnitAlias
from tests.office import Office


def book(office: Office, day: date | None = None) -> NameBook:
    found: NameBook = office.ledger.read(NameBook, day or office.today)
    return found


def alias(
    office: Office, unit: str, name: str, from_on: date | None = None, to_on: date | None = None
) -> None:
    office.ledger.edit(
        "别名", lambda session: session.add(UnitAlias(unit_id=unit, alias=name, from_on=from_on, to_on=to_on))
    )


def aliases(office: Office, unit: str) -> list[str]:
    query = select(UnitAlias.alias).where(UnitAlias.unit_id == unit, UnitAlias.deleted_at.is_(None))
    return sorted(office.ledger.read(lambda session: session.scalars(query).all()))


def test_a_name_a_short_name_and_an_alias_are_taken_with_a_reason(office: Office):
    unit = office.unit("云岭市发展和改革委员会", short_name="市发改委", aliases="市计委")
    for written, reason in (
        ("云岭市发展和改革委员会", "名称一致"),
        ("市发改委", "简称一致"),
        (" 市 计委", "别名“市计委”"),
    ):
        match = book(office).match("unit", written)
        assert match.taken is not None and (match.taken.id, match.taken.points) == (unit, 100.0)
        assert match.taken.reason == reason


def test_a_shortened_name_is_taken_with_its_points_and_another_county_is_not(office: Office):
    office.unit("青河县", kind="county")
    city, county = office.unit("云岭市自然资源和规划局"), office.unit("青河县自然资源局")
    taken = book(office).match("unit", "市自然资源局").taken
    assert taken is not None and taken.id == city and 80 <= taken.points < 100
    assert taken.reason == f"名称相近，{round(taken.points)} 分"
    found = book(office).match("unit", "青河自然资源局")
    assert found.taken is not None and found.taken.id == county


def test_a_unit_below_a_county_is_found_by_the_county_and_its_own_name(office: Office):
    office.unit("青河县", kind="county")
    office.unit("柏溪县", kind="county")
    first, second = (
        office.unit("商务局", parent="青河县"),
        office.add("units", name="商务局 ", parent="柏溪县"),
    )
    assert book(office).match("unit", "青河县商务局").taken.id == first
    assert book(office).match("unit", "柏溪县商务局").taken.id == second
    assert book(office).match("unit", "商务局").decision == "offer"


def test_of_two_that_bore_a_name_the_one_of_that_day_is_meant(office: Office):
    """机构改革: the name went from one body to another."""
    old, new = office.unit("云岭市林业和园林局"), office.unit("云岭市园林绿化中心")
    alias(office, old, "市园林局", to_on=date(2019, 2, 28))
    alias(office, new, "市园林局", from_on=date(2019, 3, 1))
    assert book(office, date(2018, 1, 1)).match("unit", "市园林局").taken.id == old
    assert book(office, date(2019, 2, 28)).match("unit", "市园林局").taken.id == old
    assert book(office, date(2019, 3, 1)).match("unit", "市园林局").taken.id == new


def test_a_name_that_ended_still_finds_its_unit_and_says_so(office: Office):
    unit = office.unit("云岭市生态环境局")
    alias(office, unit, "市环保局", to_on=date(2019, 2, 28))
    taken = book(office).match("unit", "市环保局").taken
    assert taken is not None and taken.id == unit and taken.reason == "曾用名“市环保局”（至 2019-02-28）"


def test_a_deleted_unit_is_not_known(office: Office):
    office.delete("units", office.unit("云岭市财政局"))
    assert book(office).match("unit", "云岭市财政局").decision == "new"


def test_two_of_one_name_are_asked_about(office: Office):
    office.unit("云岭市财政局")
    office.unit("云岭市财政局")
    match = book(office).match("unit", "云岭市财政局")
    assert match.decision == "offer" and len(match.candidates) == 2


def test_projects_and_people_go_through_the_same_door(office: Office):
    project, person = (
        office.project("云杉高端原料药项目"),
        office.add("people", name="张建国", posts="副县长"),
    )
    assert book(office).match("project", "云杉高端原料药").taken.id == project
    assert book(office).match("person", "张 建国").taken.id == person
    assert book(office).match("person", "张县长").decision == "offer"
    assert book(office).match("person", "王五").decision == "new"


def test_an_accepted_answer_is_remembered_once(office: Office):
    unit = office.unit("云岭市生态环境局", short_name="市生态环境局")
    for written, kept in (
        ("环保局", True),
        ("环保局", False),
        (" 云岭市生态环境局", False),
        ("市生态环境局", False),
    ):
        before = aliases(office, unit)
        office.ledger.edit("记住", remember, "unit", unit, written)
        assert (aliases(office, unit) != before) is kept
    assert aliases(office, unit) == ["环保局"]
    assert book(office).match("unit", "环保局").taken.id == unit


# Typing and pasting go the same way.
@pytest.mark.parametrize("typed", ["市财政局", "云岭市 财政局", "云岭财政局"])
def test_another_spelling_of_the_very_name_makes_no_second_unit(office: Office, typed: str):
    unit = office.unit("云岭市财政局")
    issue = office.issue(lead_unit=typed)
    assert office.value("issues", issue, "lead_unit").id == unit
    assert len(office.rows("units")) == 1


def test_a_shortened_name_that_is_typed_is_not_taken_silently(office: Office):
    office.unit("云岭市发展和改革委员会")
    issue = office.issue(lead_unit="市发改委")
    assert office.value("issues", issue, "lead_unit").name == "市发改委"


def test_two_spellings_of_a_new_unit_in_one_paste_make_one(office: Office):
    from jzledger.records.fields import TABLES

    rows = [{"title": "甲", "lead_unit": "云岭市商务局"}, {"title": "乙", "lead_unit": "市商务局"}]
    office.ledger.write_batch(TABLES["issues"], [], rows, office.context, "粘贴")
    assert [row["name"] for row in office.rows("units")] == ["云岭市商务局"]


def test_typing_an_alias_of_the_day_means_the_one_that_bears_it_today(office: Office):
    old, new = office.unit("云岭市林业和园林局"), office.unit("云岭市园林绿化中心")
    alias(office, old, "市园林局", to_on=date(2019, 2, 28))
    alias(office, new, "市园林局", from_on=date(2019, 3, 1))
    issue = office.issue(lead_unit="市园林局")
    assert office.value("issues", issue, "lead_unit").id == new


def test_an_alias_that_two_bear_on_the_same_day_is_refused(office: Office):
    for name in ("云岭市林业和园林局", "云岭市园林绿化中心"):
        alias(office, office.unit(name), "市园林局")
    with pytest.raises(BadValue, match="有几个“市园林局”"):
        office.issue(lead_unit="市园林局")
