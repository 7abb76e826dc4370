"""Names of units and people in a workbook: found again, offered with their points, made once, remembered."""

from __future__ import annotations

from typing import Any

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


ONLY_RESPONSIBLE: list[list[Any]] = [
    ["项目问题台账"],
    ["序号", "项目名称", "存在问题", "解决措施", "责任单位", "完成时限"],
    [1, "甲园项目", "林地手续未批复", "省市联动", "市林业局、市水利局", "6月底前"],
    [2, "乙园项目", "供水未接通", "协调", "市水利局", "7月底前"],
]


def test_units_of_the_only_unit_column_answer_and_the_first_leads(desk: Desk):
    desk.take(desk.bring_file(ONLY_RESPONSIBLE))
    first, second = desk.office.rows("issues")
    assert first["lead_unit"].name == "市林业局"
    assert [ref.name for ref in first["units"]] == ["市林业局", "市水利局"]
    assert second["lead_unit"].name == "市水利局" and [ref.name for ref in second["units"]] == ["市水利局"]
    assert sorted(unit["name"] for unit in desk.office.rows("units")) == ["市林业局", "市水利局"]
    cells = desk.office.ledger.read(cells_of, "issue", first["id"])
    sources = {column: (one.place, one.quote) for one in cells for column in one.columns}
    assert sources["lead_unit_id"] == sources["unit_id"] == ("Sheet!E3", "市林业局、市水利局")


def test_a_lead_under_a_heading_of_its_own_does_not_answer(desk: Desk):
    lines = [[*line] for line in ONLY_RESPONSIBLE]
    lines[1][4] = "牵头单位"
    desk.take(desk.bring_file(lines))
    first, second = desk.office.rows("issues")
    assert first["lead_unit"].name == "市林业局" and [ref.name for ref in first["units"]] == ["市水利局"]
    assert second["lead_unit"].name == "市水利局" and second["units"] is None


def test_a_form_with_one_line_of_units_names_who_answers(desk: Desk):
    lines = [
        ["项目名称", "甲园项目"],
        ["存在问题", "林地手续未批复"],
        ["责任单位", "市林业局"],
        ["完成时限", "6月底前"],
    ]
    desk.take(desk.bring_file(lines))
    (issue,) = desk.office.rows("issues")
    assert issue["lead_unit"].name == "市林业局" and [ref.name for ref in issue["units"]] == ["市林业局"]
