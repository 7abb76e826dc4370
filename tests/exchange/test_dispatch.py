"""Dispatch: one workbook for each unit, open where it is to be filled in, and a base in the ledger to merge it back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzledger.errors import Cancelled, Missing, NotWritable
from jzledger.exchange.dispatch import dispatch
from jzledger.ledger import dispatches
from jzledger.records.base import is_id, nouns
from jzledger.rules.sent_forms import from_lines, unpacked
from tests.exchange.units_office import RESOURCES, first_row, heads, row_ids, send
from tests.office import Office

REPLIES = {"办理进展", "办理状态", "销号时间", "备注"}


def visible(book) -> list[str]:
    return [sheet.title for sheet in book if sheet.sheet_state == "visible"]


def test_one_workbook_and_one_note_for_each_unit(office: Office, tmp_path: Path):
    report = send(office, tmp_path / "下发")
    names = [f"0{n + 1}_云岭市第{n}局" for n in range(3)]
    assert sorted(path.name for path in (tmp_path / "下发").iterdir()) == sorted(
        f"{name}.{ending}" for name in names for ending in ("txt", "xlsx")
    )
    assert [sent.rows for sent in report.sent] == [(("问题", 3), ("交办事项", 1), ("月度投资", 1))] * 3
    note = report.sent[0].note.read_text("utf-8-sig")
    assert "云岭市第0局：" in note and "6月12日前" in note and "云岭市重点项目建设办公室" in note
    assert report.due_on == date(2024, 6, 12), "five working days"


def test_only_reply_cells_are_open_and_the_others_grey(office: Office, tmp_path: Path):
    book = openpyxl.load_workbook(send(office, tmp_path).sent[0].file)
    assert visible(book) == ["问题", "交办事项", "月度投资"] and book["_jz"].sheet_state == "hidden"
    for sheet in (book[name] for name in visible(book)):
        assert sheet.protection.sheet and not sheet.protection.password
        assert not sheet.protection.sort and not sheet.protection.autoFilter, (
            "False in the file: not forbidden"
        )
        row = first_row(sheet)
        for head, column in heads(sheet).items():
            cell = sheet.cell(row, column)
            if head in ("责任落实", "办理情况", "督办情况", "系统编号", "预警"):
                continue
            is_open = head in REPLIES | {"办结时间"} or "累计完成投资" in head or head == "形象进度"
            is_open = is_open and not (sheet.title == "月度投资" and head == "备注")
            assert cell.protection.locked is not is_open, (sheet.title, head)
            assert (cell.fill.fgColor.rgb == "FFF2F2F2") is not is_open, (sheet.title, head)


def test_ids_are_hidden_texts_inside_the_filter_beside_the_last_column(office: Office, tmp_path: Path):
    book = openpyxl.load_workbook(send(office, tmp_path).sent[0].file)
    for name in visible(book):
        sheet = book[name]
        at = heads(sheet)["系统编号"]
        letter = openpyxl.utils.get_column_letter(at)
        assert sheet.column_dimensions[letter].hidden
        assert heads(sheet)["备注"] == at - 1
        assert sheet.auto_filter.ref.split(":")[1].startswith(letter)
        assert all(is_id(row_id) for row_id in row_ids(sheet))
        assert not [merged for merged in sheet.merged_cells.ranges if merged.min_row >= first_row(sheet)]


def test_cells_to_choose_from_have_their_lists(office: Office, tmp_path: Path):
    sheet = openpyxl.load_workbook(send(office, tmp_path).sent[0].file)["问题"]
    lists = [v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert lists == ['"待交办,办理中,待核查,已销号,长期推进"']
    amounts = openpyxl.load_workbook(send(office, tmp_path).sent[0].file)[
        "月度投资"
    ].data_validations.dataValidation
    assert [v.type for v in amounts] == ["decimal"]


def test_the_base_is_kept_in_the_ledger_and_in_the_workbook(office: Office, tmp_path: Path):
    report = send(office, tmp_path)
    kept = unpacked(office.ledger.read(dispatches.base_of, report.sent[0].id))
    lines = openpyxl.load_workbook(report.sent[0].file)["_jz"].iter_rows(values_only=True)
    assert from_lines([[cell or "" for cell in line] for line in lines]) == kept
    assert kept.unit_name == "云岭市第0局" and kept.month == 5
    book = openpyxl.load_workbook(report.sent[0].file)
    assert [row.id for row in kept.sheets[0].rows] == row_ids(book["问题"])
    assert [row.row for row in kept.sheets[0].rows] == [5, 6, 7] and first_row(book["问题"]) == 5
    first = json.loads(book["_jz"]["A1"].value)
    assert {"ledger", "token", "schema", "layout"} <= first.keys()
    sent = office.ledger.read(dispatches.all_dispatches)
    assert [(d.unit, d.state, d.sent_on) for d in reversed(sent)] == [
        (f"云岭市第{n}局", "sent", date(2024, 6, 5)) for n in range(3)
    ]


def test_texts_that_look_like_formulas_stay_texts(office: Office, tmp_path: Path):
    sheet = openpyxl.load_workbook(send(office, tmp_path).sent[0].file)["问题"]
    cell = sheet.cell(first_row(sheet), heads(sheet)["解决措施"])
    assert cell.value == "=供电部门优化接入方案" and cell.data_type == "s"


def test_a_dispatch_is_one_step_that_undo_takes_back(office: Office, tmp_path: Path):
    before = office.living()
    send(office, tmp_path)
    assert office.steps()[-1].label == "下发表格（3家）"
    office.ledger.undo()
    assert office.living() == before
    assert office.ledger.read(dispatches.all_dispatches) == []


def test_files_that_are_there_stay(office: Office, tmp_path: Path):
    first = send(office, tmp_path).sent[0].file
    held = first.read_bytes()
    again = send(office, tmp_path).sent[0].file
    assert again.name == "01_云岭市第0局（2）.xlsx" and first.read_bytes() == held


def test_closed_issues_and_rows_without_unit_are_not_sent(office: Office, tmp_path: Path):
    row = office.rows("issues")[0]
    office.ledger.edit(
        "试", lambda session: setattr(session.get_one(nouns()["issue"], row["id"]), "state", "closed")
    )
    office.issue("没有责任单位的问题")
    lead = office.issue("只有牵头单位的问题", lead_unit="云岭市第2局")
    report = send(office, tmp_path)
    book = openpyxl.load_workbook(report.sent[0].file)
    assert row["id"] not in row_ids(book["问题"])
    assert [dict(sent.rows)["问题"] for sent in report.sent] == [2, 3, 4]
    assert lead in row_ids(openpyxl.load_workbook(report.sent[2].file)["问题"])


def test_an_issue_of_two_units_goes_to_both_its_figures_to_one(office: Office, tmp_path: Path):
    units = "云岭市第0局、云岭市第1局"
    issue = office.rows("issues")[0]["id"]
    office.set("issues", issue, units=units)
    project = office.rows("projects")[0]["id"]
    office.set("projects", project, units=units)
    sent = {s.unit: openpyxl.load_workbook(s.file) for s in send(office, tmp_path).sent}
    assert all(issue in row_ids(sent[f"云岭市第{n}局"]["问题"]) for n in (0, 1))
    assert project in row_ids(sent["云岭市第0局"]["月度投资"])
    assert project not in row_ids(sent["云岭市第1局"]["月度投资"])


def test_figures_show_the_month_before_and_ask_for_this_one(office: Office, tmp_path: Path):
    sheet = openpyxl.load_workbook(send(office, tmp_path).sent[1].file)["月度投资"]
    found, row = heads(sheet), first_row(sheet)
    assert sheet.cell(row, found["上月底累计完成（万元）"]).value == 2000
    assert sheet.cell(row, found["2024年度计划投资（万元）"]).value == 20000
    assert sheet.cell(row, found["1—5月累计完成投资（万元）"]).value is None


def test_the_month_can_be_named(office: Office, tmp_path: Path):
    report = dispatch(
        office.ledger, tmp_path, replace(office.context, month=4), RESOURCES, due_on=date(2024, 7, 1)
    )
    sheet = openpyxl.load_workbook(report.sent[0].file)["月度投资"]
    assert sheet.cell(first_row(sheet), heads(sheet)["1—4月累计完成投资（万元）"]).value == 1000
    assert "7月1日前" in sheet["A2"].value


def test_some_units_only(office: Office, tmp_path: Path):
    unit = office.rows("units")[1]["id"]
    assert [sent.unit for sent in send(office, tmp_path, units=[unit]).sent] == ["云岭市第1局"]


def test_unit_names_that_a_file_cannot_carry(office: Office, tmp_path: Path):
    office.set("units", office.rows("units")[0]["id"], name="../..\\第0局:*?<>|")
    report = send(office, tmp_path / "下发")
    assert report.sent[0].file.parent == tmp_path / "下发"
    assert report.sent[0].file.name == "01_....第0局.xlsx"


@pytest.mark.parametrize("stop_at", [0, 1, 3, 4])
def test_cancel_leaves_neither_files_nor_rows(office: Office, tmp_path: Path, stop_at: int):
    before, calls = office.everything(), []

    def progress(done: int, total: int, what: str) -> None:
        calls.append(what)
        if len(calls) > stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        send(office, tmp_path / "下发", progress=progress)
    assert office.everything() == before
    assert not (tmp_path / "下发").exists()


def test_a_ledger_that_refuses_leaves_no_files(office: Office, tmp_path: Path, monkeypatch):
    (tmp_path / "别人的.txt").write_text("留着")
    monkeypatch.setattr(dispatches, "add", lambda *_: (_ for _ in ()).throw(Missing("不行")))
    with pytest.raises(Missing):
        send(office, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".jzl" and "jzl" not in path.name] == [
        "别人的.txt"
    ]


def test_a_place_that_cannot_be_written(office: Office, tmp_path: Path):
    (tmp_path / "不是文件夹").write_text("")
    before = office.everything()
    with pytest.raises(NotWritable):
        send(office, tmp_path / "不是文件夹" / "里面")
    assert office.everything() == before


def test_nothing_to_send_is_told(file_office: Office, tmp_path: Path):
    with pytest.raises(Missing):
        send(file_office, tmp_path / "下发")
    assert not (tmp_path / "下发").exists()
