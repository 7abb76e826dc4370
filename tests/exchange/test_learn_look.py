"""A look learned from a workbook, kept in the ledger, and the ledger's rows exported in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from jzledger.errors import FileBroken, Missing
from jzledger.exchange import learn_look
from jzledger.formats.look_difference import look_difference
from jzledger.ledger import learned
from tests.formats.foreign_books import issue_list, monthly_report, office_form
from tests.office import TODAY

HEADED = [["甲", "二回路未通", "优化", "市供电公司", "张三", "2024年6月15日", "办理中", "绿灯", None]]


@pytest.fixture
def rows(file_office):
    """Two projects in two counties, with four issues."""
    for name, county in (("轻合金产业园", "青川区"), ("白石高速", "白石县")):
        file_office.project(name, county_unit=county)
    file_office.issue(
        "二回路供电未接通",
        project="轻合金产业园",
        units="市供电公司",
        due="2024年6月15日",
        category="供水供电供气",
    )
    file_office.issue(
        "消防审查意见未出", project="轻合金产业园", units="青川区政府", due="6月底前", category="手续办理"
    )
    file_office.issue(
        "3户未签协议", project="白石高速", units="白石县政府", due="2024年5月20日", category="征地拆迁"
    )
    file_office.issue("管线未迁", project="白石高速", units="市城管局", due="长期坚持", category="征地拆迁")
    return file_office


def learn(office, path):
    return learn_look.read_look(path, office.ledger, office.context)


def test_issues_are_exported_in_the_look_of_the_sample(rows, tmp_path):
    sample, out = tmp_path / "样表.xlsx", tmp_path / "导出.xlsx"
    issue_list(sample, HEADED * 4)
    draft = learn(rows, sample)
    assert draft.look.source == "issues" and draft.look.groups is None
    kept = learn_look.keep(rows.ledger, "周报", draft.look)
    paper = learn_look.learned_paper(rows.ledger, kept, rows.context)
    assert (paper.rows, paper.save(out)) == (4, [])
    ws = openpyxl.load_workbook(out).active
    assert [ws.cell(row, 4).value for row in range(3, 7)] == [
        "二回路供电未接通",
        "消防审查意见未出",
        "3户未签协议",
        "管线未迁",
    ]
    assert [ws.cell(row, 8).value for row in range(3, 7)] == [
        "2024年6月15日",
        "6月底前",
        "2024年5月20日",
        "长期坚持",
    ]
    differing = [line for line in look_difference(sample, out) if not line.startswith("J")]
    assert differing == [], "but for the lights, whose colours follow the values"


def test_bands_of_counties_are_found_among_the_values_of_the_ledger(rows, tmp_path):
    sample, out = tmp_path / "样表.xlsx", tmp_path / "导出.xlsx"
    line = ["甲", "手续办理", "短", "单位", date(2024, 2, 5), date(2024, 6, 15), "已办"]
    office_form(sample, [("白石县", [line, line]), ("青川区", [line, line])])
    draft = learn(rows, sample)
    assert draft.look.groups.by == "county_unit"
    learn_look.look_paper(rows.ledger, draft.look, rows.context).save(out)
    ws = openpyxl.load_workbook(out).active
    assert [ws.cell(row, 1).value for row in range(5, 11)] == ["白石县（2项）", 1, 2, "青川区（2项）", 3, 4]
    merged = {area.coord for area in ws.merged_cells.ranges}
    assert {"B6:B7", "B9:B10", "A5:H5", "A8:H8"} <= merged


def test_groups_of_levels_and_sums_of_projects(file_office, tmp_path):
    for name, levels, plan in (
        ("甲园", "省重点", "2亿"),
        ("乙园", "市重点", "3000万"),
        ("丙园", "省重点", "5000万"),
    ):
        file_office.project(name, levels=levels, target_yuan=plan, total_yuan=plan)
    sample, out = tmp_path / "样表.xlsx", tmp_path / "导出.xlsx"
    line = ["甲", "某县", "内容", 572000, 150000, 11600, 56800, 0.38, "进度", "单位", "张三"]
    monthly_report(sample, [("省重点项目", [line, line]), ("市重点项目", [line])])
    draft = learn(file_office, sample)
    assert draft.look.groups.by == "level"
    learn_look.look_paper(file_office.ledger, draft.look, file_office.context).save(out)
    ws = openpyxl.load_workbook(out).active
    stored = openpyxl.load_workbook(out, data_only=True).active
    heads = [cell.value for cell in ws["A"][4:] if isinstance(cell.value, str)]
    assert heads[:3] == ["一、省重点项目（2个）", "小计", "二、市重点项目（1个）"]
    foot = next(row for row in range(5, 20) if ws.cell(row, 1).value == "小计")
    total = next(row for row in range(5, 20) if ws.cell(row, 1).value == "合  计")
    assert ws.cell(foot, 6).value == f"=SUM(F6:F{foot - 1})" and stored.cell(foot, 6).value == 25_000
    assert stored.cell(total, 6).value == 28_000


def test_sums_that_were_typed_as_texts_are_not_those_of_other_rows(file_office, tmp_path):
    file_office.project("甲园", levels="省重点", target_yuan="2亿", total_yuan="3亿")
    sample, out = tmp_path / "样表.xlsx", tmp_path / "导出.xlsx"
    line = ["甲", "某县", "内容", 572000, 150000, 11600, 56800, 0.38, "进度", "单位", "张三"]
    monthly_report(sample, [("省重点项目", [line, line])])
    book = openpyxl.load_workbook(sample)
    for row in book.active.iter_rows(min_row=5):
        if str(row[0].value).replace(" ", "") in ("小计", "合计"):
            for cell, text in zip(row[4:8], ("1144000", "30万元", "23,200", "38.0%"), strict=True):
                cell.value = text
    book.save(sample)
    draft = learn(file_office, sample)
    learn_look.look_paper(file_office.ledger, draft.look, file_office.context).save(out)
    ws = openpyxl.load_workbook(out).active
    shown = {str(cell.value) for row in ws.iter_rows() for cell in row}
    assert not shown & {"1144000", "30万元", "23,200", "38.0%"}
    assert any(text.startswith("=SUM(") for text in shown)


@pytest.mark.parametrize("day", ["2024.5.31", "2024-05-31", "2024/5/31", "2024年5月31日"])
@pytest.mark.parametrize(("before", "after"), [("", ""), ("问题清单（截至", "）")])
def test_the_day_of_the_sample_goes_on_however_it_is_written(rows, tmp_path, day, before, after):
    sample, out = tmp_path / "样表.xlsx", tmp_path / "导出.xlsx"
    issue_list(sample, HEADED)
    book = openpyxl.load_workbook(sample)
    book.active["A1"] = f"{before}{day}{after}"
    book.save(sample)
    learn_look.look_paper(rows.ledger, learn(rows, sample).look, rows.context).save(out)
    assert openpyxl.load_workbook(out).active["A1"].value == f"{before}2024年6月5日{after}"


def test_keeping_a_layout_is_one_step_that_can_be_undone(rows, tmp_path):
    sample = tmp_path / "样表.xlsx"
    issue_list(sample, HEADED)
    look = learn(rows, sample).look
    before = len(rows.steps())
    kept = learn_look.keep(rows.ledger, "周报", look)
    assert len(rows.steps()) == before + 1
    rows.ledger.undo()
    assert learned.learned(rows.ledger) == []
    rows.ledger.redo()
    assert [layout.name for layout in learned.learned(rows.ledger)] == ["周报"]
    assert learn_look.keep(rows.ledger, "周报", look) == kept, "the same name is replaced"
    learned.rename(rows.ledger, kept, "月报")
    assert [layout.name for layout in learned.learned(rows.ledger)] == ["月报"]
    assert learn_look.suggested_name(rows.ledger, kept, rows.context) == "月报（2024年6月5日）.xlsx"
    learned.delete(rows.ledger, kept)
    assert learned.learned(rows.ledger) == []
    with pytest.raises(Missing):
        learn_look.learned_paper(rows.ledger, kept, rows.context)
    for name in ("", "  "):
        with pytest.raises(Missing):
            learn_look.keep(rows.ledger, name, look)


def test_another_kind_matches_the_headings_anew(rows, tmp_path):
    sample = tmp_path / "样表.xlsx"
    issue_list(sample, HEADED)
    draft = learn(rows, sample)
    closed = next(kind for kind in learn_look.KINDS if kind.key == "closed")
    changed = learn_look.with_kind(draft, closed)
    assert changed.look.only == {"state": "closed"}
    assert learn_look.look_paper(rows.ledger, changed.look, rows.context).rows == 0
    projects = learn_look.with_kind(draft, learn_look.KINDS[1])
    assert [column.field for column in projects.look.columns][:2] == ["seq", "name"]


def test_a_column_can_be_given_another_field_and_texts_other_words(rows, tmp_path):
    sample, out = tmp_path / "样表.xlsx", tmp_path / "导出.xlsx"
    issue_list(sample, HEADED)
    draft = learn(rows, sample)
    column = learn_look.replace_field(draft.look.columns[3], "category", "issues")
    columns = (*draft.look.columns[:3], column, *draft.look.columns[4:])
    look = replace(draft.look, columns=columns)
    (place,) = [text[:3] for text in look.texts() if text[3] == "重点项目问题清单"]
    look = learn_look.with_texts(look, {place: "{city}问题清单（{as_of:date_cn}）"})
    learn_look.look_paper(rows.ledger, look, rows.context).save(out)
    ws = openpyxl.load_workbook(out).active
    assert ws["E3"].value == "供水供电供气"
    assert ws["B1"].value == "云岭市问题清单（2024年6月5日）"


def test_a_spoilt_layout_says_so(rows):
    kept = learned.keep(rows.ledger, "周报", "issues", "source = [")
    with pytest.raises(FileBroken, match="周报"):
        learn_look.learned_paper(rows.ledger, kept, rows.context)


def test_a_workbook_that_cannot_be_read_changes_nothing(rows, tmp_path):
    path = tmp_path / "样表.xlsx"
    path.write_bytes(b"no workbook")
    steps = len(rows.steps())
    with pytest.raises(FileBroken):
        learn(rows, path)
    assert len(rows.steps()) == steps and rows.context.today == TODAY
