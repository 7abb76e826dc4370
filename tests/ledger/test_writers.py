"""Cells that are no column of their row: units, roles, plans, levels, names, progress."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import BadValue, InputError, Missing, NotAllowed
from jzledger.ledger.ledger import Cell
from jzledger.records.issues import IssueUnit, IssueUpdate
from jzledger.records.kinds import Ref
from jzledger.records.projects import AnnualPlan, Listing, Programme, Role
from jzledger.records.units import Unit, UnitAlias
from tests.office import Office


def test_units_are_kept_in_the_order_in_which_they_were_typed(office: Office):
    issue = office.issue(units="城投集团、市发改委")
    assert office.names("issues", issue, "units") == ["城投集团", "市发改委"]
    office.set("issues", issue, units="市发改委、供电公司、城投集团")
    assert office.names("issues", issue, "units") == ["市发改委", "供电公司", "城投集团"]


def test_a_unit_that_stays_keeps_its_link(office: Office):
    issue = office.issue(units="城投集团、市发改委")
    step = office.set("issues", issue, units="城投集团").step
    assert [key[0] for key in office.changes(step)] == ["issue_unit"]


def test_two_names_of_one_unit_are_one_link(file_office: Office):
    file_office.unit("市发展和改革委员会", short_name="市发改委")
    issue = file_office.issue(units="市发改委、市发展和改革委员会")
    assert file_office.names("issues", issue, "units") == ["市发展和改革委员会"]


def test_a_unit_named_twice_by_an_import_goes_when_it_is_no_longer_named(file_office: Office):
    unit, issue = file_office.unit("城投集团"), file_office.issue()
    twice = [IssueUnit(issue_id=issue, unit_id=unit, kind="responsible") for _ in range(2)]
    file_office.ledger.edit("导入", lambda session: session.add_all(twice))
    file_office.set("issues", issue, units="市发改委")
    assert file_office.names("issues", issue, "units") == ["市发改委"]


def test_support_units_stay_when_responsible_ones_are_written(file_office: Office):
    unit, issue = file_office.unit("供电公司"), file_office.issue(units="市发改委")
    support = IssueUnit(issue_id=issue, unit_id=unit, kind="support")
    file_office.ledger.edit("配合", lambda session: session.add(support))
    file_office.set("issues", issue, units="")
    kept = file_office.ledger.read(lambda s: s.get(IssueUnit, support.id))
    assert kept.deleted_at is None


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [("sponsor", "王副市长", ["王副市长"]), ("units", "市发改委、城投集团", ["市发改委", "城投集团"])],
)
def test_who_answers_for_a_project_is_written_and_cleared(
    office: Office, key: str, typed: str, shown: list[str]
):
    project = office.project(**{key: typed})
    value = office.value("projects", project, key)
    assert [
        ref.name for ref in (value if isinstance(value, tuple) and value[0] != "person" else (value,))
    ] == shown
    office.set("projects", project, **{key: ""})
    assert office.value("projects", project, key) is None


def test_a_former_holder_stays_in_the_record_when_a_new_one_is_named(file_office: Office):
    project, former = file_office.project(), file_office.add("people", name="李主任")
    ended = Role(project_id=project, person_id=former, kind="sponsor", to_on=date(2023, 12, 31))
    file_office.ledger.edit("往届", lambda session: session.add(ended))
    file_office.set("projects", project, sponsor="王副市长")
    kept = file_office.ledger.read(lambda s: s.get(Role, ended.id))
    assert (kept.deleted_at, kept.to_on) == (None, date(2023, 12, 31))


def test_a_former_holder_may_be_named_again(file_office: Office):
    project, former = file_office.project(), file_office.add("people", name="李主任")
    ended = Role(project_id=project, person_id=former, kind="sponsor", to_on=date(2023, 12, 31))
    file_office.ledger.edit("往届", lambda session: session.add(ended))
    file_office.set("projects", project, sponsor="李主任")
    assert file_office.value("projects", project, "sponsor").name == "李主任"


def test_clearing_the_person_leaves_the_unit_of_the_same_role(file_office: Office):
    project, unit = file_office.project(), file_office.unit("市发改委")
    person = file_office.add("people", name="李主任")
    both = Role(project_id=project, person_id=person, unit_id=unit, kind="responsible")
    file_office.ledger.edit("责任", lambda session: session.add(both))
    file_office.set("projects", project, person="")
    row = file_office.row("projects", project)
    assert row["person"] is None and [ref.name for ref in row["units"]] == ["市发改委"]


def test_columns_of_one_plan_written_at_once_are_one_plan(office: Office):
    project = office.project(target_yuan="1.2亿", target_text="主体封顶", done_before_yuan="3000万")
    row = office.row("projects", project)
    assert (row["target_yuan"], row["target_text"]) == (120_000_000, "主体封顶")
    assert row["done_before_yuan"] == 30_000_000
    other = office.project("科技园")
    office.set("projects", other, target_yuan="2亿", target_text="投产")
    assert office.value("projects", other, "target_text") == "投产"


def test_a_plan_belongs_to_the_year_of_the_ledger(file_office: Office):
    project = file_office.project(target_yuan="1亿")
    file_office.ledger.save_settings(year="2025")
    assert file_office.value("projects", project, "target_yuan") is None
    file_office.set("projects", project, target_yuan="2亿")
    file_office.ledger.save_settings(year="2024")
    assert file_office.value("projects", project, "target_yuan") == 100_000_000
    plans = file_office.ledger.read(
        lambda s: s.scalars(select(AnnualPlan.year).order_by(AnnualPlan.year)).all()
    )
    assert plans == [2024, 2025]


def test_clearing_a_plan_that_is_not_there_writes_nothing(file_office: Office):
    project = file_office.project()
    assert not file_office.set("projects", project, target_yuan="", target_text="")


def test_levels_are_written_by_their_words(office: Office):
    project = office.project(levels="市重点、省重点")
    row = office.row("projects", project)
    assert [ref.name for ref in row["levels"]] == ["省重点", "市重点"] and row["level"] == "province"
    office.set("projects", project, levels="市重点")
    assert office.names("projects", project, "levels") == ["市重点"]
    assert office.value("projects", project, "programmes") is None


def test_a_word_that_is_no_level_is_refused(file_office: Office):
    project = file_office.project()
    with pytest.raises(NotAllowed, match="不是层级"):
        file_office.set("projects", project, levels="国家重点")


def a_list(office: Office, project: str, name: str, level: str | None) -> str:
    programme = Programme(name=name, level=level)

    def put(session: Session) -> None:
        session.add(programme)
        session.flush()
        session.add(Listing(project_id=project, programme_id=programme.id))

    office.ledger.edit("列入", put)
    return programme.id


def test_a_level_that_a_programme_gives_is_taken_away_there(file_office: Office):
    project = file_office.project()
    a_list(file_office, project, "三十工程", "province")
    with pytest.raises(NotAllowed, match="三十工程"):
        file_office.set("projects", project, levels="市重点")
    file_office.set("projects", project, levels="省重点、市重点")
    assert file_office.names("projects", project, "levels") == ["省重点", "市重点"]
    assert file_office.names("projects", project, "programmes") == ["三十工程"]


def test_a_level_typed_among_the_programmes_is_a_level(file_office: Office):
    project = file_office.project(programmes="省重点、三十工程")
    row = file_office.row("projects", project)
    assert [ref.name for ref in row["levels"]] == ["省重点"]
    assert [ref.name for ref in row["programmes"]] == ["三十工程"]


def test_a_list_made_without_a_level_gets_it_when_it_is_used_as_one(file_office: Office):
    other, project = file_office.project("科技园"), file_office.project()
    a_list(file_office, other, "市重点", None)
    file_office.set("projects", project, levels="市重点")
    assert file_office.names("projects", project, "levels") == ["市重点"]


def test_levels_and_programmes_in_one_edit_keep_out_of_each_others_way(file_office: Office):
    project = file_office.project(levels="省重点", programmes="三十工程")
    file_office.set("projects", project, programmes="双百工程", levels="市重点")
    row = file_office.row("projects", project)
    assert [ref.name for ref in row["levels"]] == ["市重点"]
    assert [ref.name for ref in row["programmes"]] == ["双百工程"]


def test_aliases_and_posts_come_and_go_by_their_words(office: Office):
    unit = office.unit("市发展和改革委员会", aliases="市发改委、发改委")
    office.set("units", unit, aliases="发改委、市计委")
    assert office.names("units", unit, "aliases") == ["发改委", "市计委"]
    person = office.add("people", name="王芳", posts="副市长")
    office.set("people", person, posts="副市长、市重点办主任")
    assert office.names("people", person, "posts") == ["副市长", "市重点办主任"]
    aliases = office.ledger.read(lambda s: s.scalars(select(UnitAlias.alias)).all())
    assert sorted(aliases) == ["发改委", "市发改委", "市计委"]


def test_progress_typed_twice_on_a_day_is_one_entry_and_on_another_day_a_second(office: Office):
    issue = office.issue(progress="已联系供电公司")
    office.set("issues", issue, progress="已联系供电公司，待出方案")
    office.today = date(2024, 6, 6)
    office.set("issues", issue, progress="方案已出")
    query = select(IssueUpdate.text).where(IssueUpdate.deleted_at.is_(None)).order_by(IssueUpdate.id)
    texts = office.ledger.read(lambda s: s.scalars(query).all())
    assert texts == ["已联系供电公司，待出方案", "方案已出"]
    assert office.value("issues", issue, "progress") == "方案已出"


def test_progress_that_says_the_same_leaves_no_trace(file_office: Office):
    issue = file_office.issue(progress="已联系供电公司")
    file_office.today = date(2024, 6, 6)
    assert not file_office.set("issues", issue, progress="已联系供电公司")


def test_clearing_progress_takes_words_away_but_never_a_move(file_office: Office):
    issue = file_office.issue()
    words = IssueUpdate(
        issue_id=issue, on_day=date(2024, 6, 4), kind="assigned", state_after="assigned", text="交供电公司"
    )
    file_office.ledger.edit("交办", lambda session: session.add(words))
    file_office.set("issues", issue, progress="")
    assert file_office.value("issues", issue, "progress") is None
    kept = file_office.ledger.read(lambda s: s.get(IssueUpdate, words.id))
    assert (kept.deleted_at, kept.state_after, kept.text) == (None, "assigned", None)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("issues", "light", "red"),
        ("issues", "closed_on", date(2024, 6, 1)),
        ("projects", "done_ytd_yuan", 1),
        ("articles", "title", "改标题"),
    ],
)
def test_what_the_program_judges_cannot_be_typed(file_office: Office, table: str, key: str, value: object):
    row = file_office.issue() if table == "issues" else file_office.project()
    before = file_office.everything()
    with pytest.raises((NotAllowed, Missing)):
        file_office.ledger.set_cells([Cell(table, row, key, value)], file_office.context)
    assert file_office.everything() == before


def test_a_required_cell_cannot_be_emptied(file_office: Office):
    project = file_office.project()
    with pytest.raises(NotAllowed, match="不能为空"):
        file_office.set("projects", project, name="")
    assert file_office.value("projects", project, "name") == "健康元"


@pytest.mark.parametrize(("table", "noun"), [("projects", "project"), ("units", "unit")])
def test_no_row_stands_under_itself(file_office: Office, table: str, noun: str):
    top, middle = file_office.add(table, name="上级"), file_office.add(table, name="中间", parent="上级")
    low = file_office.add(table, name="下级", parent="中间")
    for row, name in ((top, "上级"), (top, "下级"), (middle, "下级")):
        with pytest.raises(NotAllowed, match="上级"):
            file_office.set(table, row, parent=name)
    assert file_office.value(table, low, "parent").name == "中间"


@pytest.mark.parametrize(("year", "month"), [("2024", "13"), ("2024", "0"), ("24", "6"), ("99999", "6")])
def test_a_month_is_one_of_twelve_and_a_year_has_four_digits(file_office: Office, year: str, month: str):
    file_office.project()
    with pytest.raises(BadValue):
        file_office.add("progress", project="健康元", year=year, month=month)


def test_a_row_in_the_recycle_bin_cannot_be_linked_to(file_office: Office):
    unit, issue = file_office.unit("城投集团"), file_office.issue()
    file_office.delete("units", unit)
    gone = Ref("unit", unit, "城投集团")
    for key, value in (("lead_unit", gone), ("units", (gone,))):
        with pytest.raises(InputError, match="城投集团"):
            file_office.ledger.set_cells([Cell("issues", issue, key, value)], file_office.context)


def test_a_link_that_stands_may_be_written_again_though_its_row_went(file_office: Office):
    unit = file_office.unit("城投集团")
    issue = file_office.issue(lead_unit="城投集团", units="城投集团")
    file_office.delete("units", unit)
    for key in ("lead_unit", "units"):
        cell = file_office.saw("issues", issue, key, file_office.value("issues", issue, key))
        assert not file_office.ledger.set_cells([cell], file_office.context)


def test_a_directive_is_no_row_of_the_table_of_problems(file_office: Office):
    directive = file_office.add("directives", title="尽快开工")
    with pytest.raises(Missing):
        file_office.set("issues", directive, note="急")
    with pytest.raises(Missing):
        file_office.delete("issues", directive)


def test_a_new_name_makes_a_row_once_however_often_it_is_named(office: Office):
    issues = [office.issue(f"第{n}件") for n in range(3)]
    cells = [office.saw("issues", issue, "lead_unit", "新设单位") for issue in issues]
    cells += [office.saw("issues", issue, "units", "新设单位、又一单位") for issue in issues]
    office.ledger.set_cells(cells, office.context)
    names = office.ledger.read(lambda s: s.scalars(select(Unit.name).order_by(Unit.id)).all())
    assert sorted(names) == sorted(["新设单位", "又一单位"])
