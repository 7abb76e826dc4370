"""From a typed name to the row it means."""

from __future__ import annotations

import pytest

from jzledger.errors import BadValue, Missing
from jzledger.ledger import names
from jzledger.records.fields import TABLES
from jzledger.records.projects import ProjectAlias
from tests.office import Office

NOT_AN_ID = "不存在"
NO_ROW = "01900000-0000-7000-8000-000000000009"


def found(office: Office, noun: str, name: str) -> str | None:
    row_id: str | None = office.ledger.read(names.find, noun, name)
    return row_id


def test_name_short_name_and_alias_all_mean_the_row(office: Office):
    unit = office.unit("市发展和改革委员会", short_name="市发改委", aliases="市计委")
    for name in ("市发展和改革委员会", "市发改委", "市计委"):
        assert found(office, "unit", name) == unit
    assert found(office, "unit", "市改革委") is None


def test_a_full_name_goes_before_anothers_short_name(file_office: Office):
    whole = file_office.unit("城投")
    file_office.unit("城投集团有限公司", short_name="城投")
    assert found(file_office, "unit", "城投") == whole


@pytest.mark.parametrize("how", ["name", "short_name", "aliases"])
def test_a_name_of_several_rows_is_asked_about_and_makes_no_third(file_office: Office, how: str):
    for number in (1, 2):
        typed = {"name": f"城投第{number}公司", "order_no": str(number), how: "城投"}
        file_office.unit(**typed)
    issue, before = file_office.issue(), file_office.everything()
    with pytest.raises(BadValue, match="有几个“城投”"):
        file_office.set("issues", issue, lead_unit="城投")
    assert file_office.everything() == before


def test_a_row_in_the_recycle_bin_has_no_name(file_office: Office):
    unit = file_office.unit("城投集团", aliases="城投")
    file_office.delete("units", unit)
    assert found(file_office, "unit", "城投集团") is None and found(file_office, "unit", "城投") is None


def test_a_project_is_found_by_an_alias_but_never_made_by_a_link(file_office: Office):
    project = file_office.project("健康元生物医药产业园")
    alias = ProjectAlias(project_id=project, alias="健康元")
    file_office.ledger.edit("别名", lambda session: session.add(alias))
    issue = file_office.issue(project="健康元")
    assert file_office.value("issues", issue, "project").id == project
    with pytest.raises(BadValue, match="没有叫“火箭”的项目"):
        file_office.set("issues", issue, project="火箭")


@pytest.mark.parametrize("row_id", [NOT_AN_ID, NO_ROW])
def test_a_row_that_is_not_there_is_missing_whatever_its_id_looks_like(office: Office, row_id: str):
    for work in (
        lambda: office.set("issues", row_id, note="x"),
        lambda: office.delete("issues", row_id),
        lambda: office.ledger.restore(TABLES["issues"], [row_id]),
    ):
        with pytest.raises(Missing):
            work()
    assert office.rows("issues", ids=[row_id]) == [] and office.ledger.history("issue", row_id) == []
