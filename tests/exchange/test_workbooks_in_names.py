"""Names of units and people in a workbook: found again, offered with their points, made once, remembered."""

from __future__ import annotations

from sqlalchemy import select

from jzledger.exchange.workbooks_in import Choices
from jzledger.ledger.workbook_sources import cells_of
from jzledger.records.units import UnitAlias
from tests.exchange.sheets import row, sheet
from tests.exchange.workbook_desk import Desk


def test_a_shortened_name_is_offered_with_its_points_and_remembered_when_accepted(desk: Desk):
    office = desk.office
    unit = office.unit("云岭市发展和改革委员会")
    source = desk.bring(sheet(row(5, project="云杉园", issue="未批", lead_unit="市发改委")))
    (question,) = [q for q in source.understand().questions if q.noun == "unit"]
    assert question.written == "市发改委" and question.answer == unit and not question.sure
    assert question.match.candidates[0].points >= 80 and question.places == ["台账!H5"]
    desk.take(source)
    (issue,) = office.rows("issues")
    assert issue["lead_unit"].id == unit
    assert office.names("units", unit, "aliases") == ["市发改委"]
    assert [step.label for step in office.steps()].count("导入表格") == 1
    alias = office.ledger.read(lambda s: s.scalars(select(UnitAlias.id)).one())
    assert office.ledger.read(cells_of, "unit_alias", alias)[0].place == "台账!H5"
    # The next workbook need not ask.
    later = desk.bring(sheet(row(6, project="云杉园", issue="未交地", lead_unit="市发改委")))
    assert not [q for q in later.understand().questions if q.noun == "unit"]


def test_what_needs_a_choice_waits_for_review_when_only_the_certain_is_taken(desk: Desk):
    office = desk.office
    office.unit("云岭市发展和改革委员会")
    first = row(5, project="云杉园", issue="未批", lead_unit="市发改委")
    second = row(6, project="云杉园", issue="未交地", lead_unit="云岭市发展和改革委员会")
    desk.certain(desk.bring(sheet(first, second)))
    assert [issue["title"] for issue in office.rows("issues")] == ["未交地"]
    assert [unit["name"] for unit in office.rows("units")] == ["云岭市发展和改革委员会"]


def test_the_clerk_may_say_that_it_is_another_unit_or_a_new_one(desk: Desk):
    office = desk.office
    known, other = office.unit("云岭市发展和改革委员会"), office.unit("云岭市粮食局")
    rows = row(5, project="云杉园", issue="未批", lead_unit="市发改委")
    desk.take(desk.bring(sheet(rows)), Choices(names={("unit", "市发改委"): other}))
    assert office.rows("issues")[0]["lead_unit"].id == other
    desk.take(
        desk.bring(sheet(row(6, project="云杉园", issue="未交地", lead_unit="发改委"))),
        Choices(names={("unit", "发改委"): ""}),
    )
    made = office.rows("issues")[1]["lead_unit"]
    assert made.name == "发改委" and made.id not in (known, other)


def test_a_unit_that_is_new_is_made_once_for_all_its_cells(desk: Desk):
    rows = [
        row(n, project="云杉园", issue=f"问题{n}", lead_unit="市气象局", units=("市气象局",))
        for n in (5, 6, 7)
    ]
    desk.take(desk.bring(sheet(*rows)))
    assert [unit["name"] for unit in desk.office.rows("units")] == ["市气象局"]


def test_several_people_in_a_cell_the_first_is_linked_and_all_are_kept(desk: Desk):
    desk.take(desk.bring(sheet(row(5, project="甲园", issue="一", owner="张建国 13800000000、李明"))))
    (issue,) = desk.office.rows("issues")
    assert issue["person"].name == "张建国" and issue["note"] == "责任人：张建国 13800000000、李明"
    assert [person["phone"] for person in desk.office.rows("people")] == ["13800000000"]
