"""`jzledger import` with workbooks: the same without a window."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import DAY, ledger, rows, run

__all__ = ["ledger", "run"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    for line in (
        ("某市重点项目问题台账",),
        ("填报时间：2024年6月3日",),
        ("序号", "项目名称", "存在问题", "牵头单位", "责任人", "完成时限", "办理状态"),
        (1, "云杉产业园", "林地手续未批", "市林业局", "郑远", "6月底前", "红色预警"),
    ):
        sheet.append(line)
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def test_rows_problems_and_counts_are_printed(run, ledger, workbook):
    code, out, err = run("import", ledger, workbook, "--json", *DAY)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["added"] == {"units": 1, "people": 1, "projects": 1, "issues": 1} and found["review"] == 0
    assert any("台账!G4" in problem for problem in found["problems"])
    [issue] = rows(run, ledger, "issues")
    assert (issue["title"], issue["lead_unit"], issue["due_on"]) == ("林地手续未批", "市林业局", "2024-06-30")


def test_what_needs_a_choice_waits_unless_all_is_accepted(run, ledger, workbook):
    assert run("add", ledger, "units", "name=某市林业管理和草原局")[0] == 0
    found = json.loads(run("import", ledger, workbook, "--json", *DAY)[1])
    assert found["review"] > 0 and rows(run, ledger, "issues") == []


def test_all_takes_it_as_proposed_and_remembers_the_name(run, ledger, workbook):
    assert run("add", ledger, "units", "name=市林业管理和草原局")[0] == 0
    found = json.loads(run("import", ledger, workbook, "--accept", "all", "--json", *DAY)[1])
    assert found["review"] == 0
    assert rows(run, ledger, "issues")[0]["lead_unit"] == "市林业管理和草原局"
    [unit] = rows(run, ledger, "units")
    assert unit["aliases"] == ["市林业局"]
    again = json.loads(run("import", ledger, workbook, "--json", *DAY)[1])
    assert again["added"] == {} and "已经导入过" in again["problems"][0]


def test_a_workbook_that_is_none_is_exit_1_and_nothing_changes(run, ledger, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    before = ledger.read_bytes()
    code, out, err = run("import", ledger, bad, *DAY)
    assert (code, out) == (1, "") and "坏.xlsx" in err
    assert ledger.read_bytes() == before
