"""Learning a look: three foreign workbooks, and what cannot be learned from."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.styles import Font

from jzledger.errors import FileBroken
from jzledger.formats.look import Look
from jzledger.formats.look_difference import look_difference
from jzledger.formats.look_file import look_from_toml, look_to_toml
from jzledger.formats.look_read import Draft, read_look
from jzledger.formats.look_write import print_look, write_look
from jzledger.formats.pages import PaperPages
from jzledger.formats.paper import Paper, PaperRow
from tests.formats.foreign_books import issue_list, monthly_report, office_form

CONTEXT = {"city": "云岭市", "office": "云岭市重点办", "year": 2024, "month": 5, "as_of": date(2024, 5, 31)}
WAN = 10_000


def due(words: str, on: date | None = None) -> tuple[str, date | None]:
    return words, on


def project(name: str, total: int, plan: int, month: int, year: int, group: str) -> PaperRow:
    values = {
        "name": name,
        "county_unit": "白石县",
        "content": "全长46.8公里，双向四车道，设互通立交5处、特大桥2座，配套建设管养设施。",
        "total_yuan": total * WAN,
        "target_yuan": plan * WAN,
        "done_month_yuan": month * WAN,
        "done_ytd_yuan": year * WAN,
        "completion_rate": year / plan,
        "physical_progress": "路基完成82%，桥梁下部结构完成64%。",
        "units": "市交通运输局",
        "person": "赵××",
    }
    return PaperRow(name, values, group)


PROJECTS = [
    project("云岭至白石高速公路", 572_000, 150_000, 11_600, 56_800, "省重点项目"),
    project("云岭轻合金新材料产业园", 386_000, 96_000, 9_000, 45_300, "省重点项目"),
    project("青川区物流园", 86_000, 16_000, 2_000, 5_300, "省重点项目"),
    project("清澜湖水源调蓄工程", 52_000, 15_000, 1_600, 6_800, "市重点项目"),
    project("白石县产业园二期", 42_000, 9_000, 600, 2_800, "市重点项目"),
]
_LIGHTS = {"绿灯": "green", "黄灯": "amber", "红灯": "red"}
ISSUES: list[list[Any]] = [
    [
        "云岭轻合金产业园",
        "二回路供电尚未接通",
        "优化方案",
        "市供电公司",
        "张××",
        "2024年6月15日",
        "办理中",
        "绿灯",
        None,
    ],
    [
        "清澜湖调蓄工程",
        "林地手续未批",
        "上报省局",
        "市林业局",
        "王××",
        "6月底前",
        "办理中",
        "黄灯",
        "省里在审",
    ],
    ["白石高速", "征地未完成", "逐户协商", "白石县", "李××", "2024年5月20日", "待核查", "红灯", None],
    ["白石高速", "管线未迁", "召开协调会", "市城管局", "李××", "长期", "办理中", "绿灯", None],
    ["物流园", "临时用水不足", "加压", "市水务公司", "周××", "2024年7月1日", "办理中", "绿灯", "已通知"],
]
FORM: dict[str, list[list[Any]]] = {
    "青川区": [
        ["轻合金产业园", "供水供电供气", "二回路供电未接通", "市供电公司", date(2024, 2, 5), date(2024, 6, 15), "已送电"],
        ["轻合金产业园", "手续办理", "施工许可尚缺消防审查意见，需抓紧完善", "青川区政府", date(2024, 3, 5), "6月底前", "图审"],
        ["物流园", "市政配套", "临时用水不足", "市水务公司", date(2024, 3, 8), date(2024, 7, 1), "加压"],
    ],
    "白石县": [
        ["白石高速", "征地拆迁", "3户未签协议", "白石县政府", date(2024, 1, 5), date(2024, 5, 20), "协商"],
        ["白石高速", "征地拆迁", "管线未迁，影响路基施工，涉及三个村庄", "市城管局", date(2024, 1, 9), "长期", "踏勘"],
    ],
}  # fmt: skip


def report(path: Path) -> tuple[Look, list[PaperRow]]:
    keys = (
        "name county_unit content total_yuan target_yuan done_month_yuan done_ytd_yuan completion_rate "
        "physical_progress units person"
    ).split()

    def cells(row: PaperRow) -> list[Any]:
        return [row.values[k] / WAN if k.endswith("_yuan") else row.values[k] for k in keys]

    groups = [(g, [cells(row) for row in PROJECTS if row.group == g]) for g in ("省重点项目", "市重点项目")]
    monthly_report(path, groups)
    look = read_look(path).look
    assert look.groups is not None
    names = {name: name for name, _ in groups}
    return replace(look, groups=replace(look.groups, by="level", names=names)), PROJECTS


def listed(path: Path) -> tuple[Look, list[PaperRow]]:
    issue_list(path, ISSUES)
    keys = "project title measures units person due state light note".split()
    rows = []
    for row in ISSUES:
        values = dict(zip(keys, row, strict=True))
        word = values["due"]
        values["due"] = due(word, date(2024, 6, 1)) if "日" in word else due(word)
        values["light"] = _LIGHTS[values["light"]]
        rows.append(PaperRow(row[1], values))
    return read_look(path).look, rows


def form(path: Path) -> tuple[Look, list[PaperRow]]:
    office_form(path, list(FORM.items()))
    keys = "project category title units opened_on due progress".split()
    rows = []
    for group, lines in FORM.items():
        for line in lines:
            values = dict(zip(keys, line, strict=True))
            end = values["due"]
            values["due"] = due(end) if isinstance(end, str) else due(end.isoformat(), end)
            rows.append(PaperRow(line[2], values, group))
    look = read_look(path).look
    assert look.groups is not None
    return replace(look, groups=replace(look.groups, by="county_unit", names={g: g for g in FORM})), rows


def exported(look: Look, rows: list[PaperRow], path: Path) -> Path:
    with path.open("wb") as file:
        assert write_look(look, Paper(CONTEXT, rows), file) == []
    return path


@pytest.mark.parametrize("sample", [report, listed, form])
def test_the_same_rows_exported_look_the_same_cell_by_cell(sample, tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = sample(path)
    look = look_from_toml(look_to_toml(look), "样表")
    out = exported(look, rows, tmp_path / "导出.xlsx")
    assert look_difference(path, out) == []


@pytest.mark.parametrize("sample", [report, listed, form])
def test_the_same_rows_exported_say_the_same(sample, tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = sample(path)
    out = exported(look, rows, tmp_path / "导出.xlsx")
    ours, theirs = openpyxl.load_workbook(out).active, openpyxl.load_workbook(path).active
    for row in theirs.iter_rows():
        for cell in row:
            own = ours[cell.coordinate].value
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                assert _plain(own) == _plain(cell.value), cell.coordinate
            elif isinstance(cell.value, float | int):
                assert own == pytest.approx(cell.value), cell.coordinate


def _plain(text: Any) -> str:
    return str(text).replace("1-5月", "1—5月").rstrip("。")


CHANGES = {
    "font": lambda ws: setattr(ws["A1"], "font", Font(name="楷体", size=20)),
    "width": lambda ws: setattr(ws.column_dimensions["B"], "width", 40),
    "height": lambda ws: setattr(ws.row_dimensions[3], "height", 50),
    "merge": lambda ws: ws.unmerge_cells("A1:L1"),
    "number": lambda ws: setattr(ws["E6"], "number_format", "0.000"),
    "border": lambda ws: setattr(ws["F6"], "border", openpyxl.styles.Border()),
    "paper": lambda ws: setattr(ws.page_setup, "paperSize", 9),
    "margin": lambda ws: setattr(ws.page_margins, "left", 1.0),
    "titles": lambda ws: setattr(ws, "print_title_rows", "4:4"),
    "freeze": lambda ws: setattr(ws, "freeze_panes", "A2"),
    "footer": lambda ws: setattr(ws.oddFooter.center, "text", "页"),
    "fill": lambda ws: setattr(ws["A9"], "fill", openpyxl.styles.PatternFill("solid", fgColor="FF0000")),
    "align": lambda ws: setattr(ws["B6"], "alignment", openpyxl.styles.Alignment(horizontal="right")),
    "view": lambda ws: setattr(ws.sheet_view, "zoomScale", 70),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_report_tells_of_every_kind_of_difference(change, tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = report(path)
    out = exported(look, rows, tmp_path / "导出.xlsx")
    book = openpyxl.load_workbook(out)
    change(book.active)
    book.save(out)
    assert look_difference(path, out)


def test_more_rows_than_in_the_sample_go_on_in_its_look(tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = listed(path)
    out = exported(look, rows * 20, tmp_path / "导出.xlsx")
    ws = openpyxl.load_workbook(out).active
    fills = [
        ws.cell(row, 3).fill.fgColor.rgb[-6:] if ws.cell(row, 3).fill.fill_type else ""
        for row in range(3, 103)
    ]
    assert fills == ["", "DDEBF7"] * 50
    lights = {ws.cell(row, 10).value: ws.cell(row, 10).fill.fgColor.rgb[-6:] for row in range(3, 103)}
    assert lights == {"绿灯": "C6EFCE", "黄灯": "FFEB9C", "红灯": "FFC7CE"}
    assert ws.auto_filter.ref == "B2:K102" and ws.print_area == "'问题清单'!$B$1:$K$105"
    assert ws["B103"].value.startswith("说明：1.")


def test_only_the_last_row_of_the_table_ends_the_frame(tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = form(path)
    out = exported(look, [row for row in rows for _ in range(4)], tmp_path / "导出.xlsx")
    ws = openpyxl.load_workbook(out).active
    bottoms = [ws.cell(row, 3).border.bottom.style for row in range(5, 5 + len(rows) * 4 + 2)]
    assert bottoms[-1] == "medium" and "medium" not in bottoms[:-1]


def test_no_rows_leave_heading_and_notes(tmp_path):
    path = tmp_path / "样表.xlsx"
    for sample in (report, listed, form):
        look, _ = sample(path)
        ws = openpyxl.load_workbook(exported(look, [], tmp_path / "空.xlsx")).active
        assert [cell.value for cell in ws[look.header_rows[1] + 1] if cell.value]
        sheet, _ = print_look(look, Paper(CONTEXT, []))
        assert PaperPages(sheet).count == 1


@pytest.mark.parametrize("text", ["=1+1", "+A1", "@SUM(A1)", "-2+3", '=HYPERLINK("http://x")', "\t=1"])
def test_a_text_never_becomes_a_formula(text, tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = listed(path)
    look = replace(look, head=_with_title(look, text))
    values = {**rows[0].values, "title": text, "due": (text, None), "state": text}
    out = exported(look, [replace(rows[0], values=values)], tmp_path / "导出.xlsx")
    ws = openpyxl.load_workbook(out).active
    assert {cell.data_type for row in ws.iter_rows() for cell in row if cell.value} <= {"s", "n"}
    assert ws["D3"].value == text.strip()


def _with_title(look: Look, text: str) -> Any:
    first = look.head.rows[0]
    cells = tuple(replace(cell, text=text) if cell.text else cell for cell in first.cells)
    return replace(look.head, rows=(replace(first, cells=cells), *look.head.rows[1:]))


def test_day_year_and_months_of_the_sample_go_on_with_the_export(tmp_path):
    path = tmp_path / "样表.xlsx"
    look, rows = report(path)
    later = {**CONTEXT, "year": 2025, "month": 8, "as_of": date(2025, 8, 31)}
    out = tmp_path / "导出.xlsx"
    with out.open("wb") as file:
        write_look(look, Paper(later, rows), file)
    assert openpyxl.load_workbook(out).active["A1"].value == "云岭市2025年1—8月份重点项目进展情况表"


# What cannot be learned from


def broken(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(FileBroken) as caught:
        read_look(path)
    return str(caught.value)


def test_what_is_no_workbook_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "样表.xlsx"
    assert "空的" in broken(path, b"")
    assert "不是 Excel 工作簿" in broken(path, b"hello, this is text")
    assert "旧格式" in broken(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in broken(path, locked)
    with pytest.raises(FileBroken, match="不能读取"):
        read_look(tmp_path / "没有.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "样表.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 130_000_000)
    with pytest.raises(FileBroken, match="太多"):
        read_look(path)


def test_a_damaged_workbook_and_one_without_a_table_are_told(tmp_path):
    path = tmp_path / "样表.xlsx"
    issue_list(path, ISSUES)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:900]
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    with pytest.raises(FileBroken, match="坏了"):
        read_look(path)
    assert "损坏" in broken(path, content[: len(content) // 2])
    book = openpyxl.Workbook()
    book.active["A1"] = "会议通知"
    book.active["A2"] = "定于明日上午九时召开。"
    book.save(path)
    with pytest.raises(FileBroken, match="没有找到表头"):
        read_look(path)


def test_a_workbook_of_charts_only_and_a_heading_without_rows_are_told(tmp_path):
    path = tmp_path / "样表.xlsx"
    book = openpyxl.Workbook()
    book.create_chartsheet("图表").add_chart(BarChart())
    book.active.sheet_state = "hidden"
    book.save(path)
    with pytest.raises(FileBroken, match="只有图表页"):
        read_look(path)
    book = openpyxl.Workbook()
    for column, head in enumerate(("序号", "项目名称", "存在问题", "责任单位", "完成时限"), 1):
        book.active.cell(1, column).value = head
    book.save(path)
    with pytest.raises(FileBroken, match="没有数据行"):
        read_look(path)


def test_an_empty_form_with_lines_can_be_learned(tmp_path):
    path = tmp_path / "样表.xlsx"
    issue_list(path, [[None] * 9 for _ in range(3)])
    draft: Draft = read_look(path)
    assert draft.rows >= 3 and draft.look.columns[2].field == "title"


def test_a_kept_text_that_is_no_look_is_refused(tmp_path):
    path = tmp_path / "样表.xlsx"
    look, _ = listed(path)
    text = look_to_toml(look)
    for wrong in (
        "",
        "source = 3",
        text + "\nnew = 1\n",
        text.replace("columns = [", "columns = [3,", 1),
        text[:-40],
    ):
        with pytest.raises(FileBroken):
            look_from_toml(wrong, "样表")


def test_a_sample_without_a_paper_size_is_one_of_a4(tmp_path):
    path = tmp_path / "样表.xlsx"
    _, rows = listed(path)
    book = openpyxl.load_workbook(path)
    book.active.page_setup.paperSize = None
    book.save(path)
    sheet, _ = print_look(read_look(path).look, Paper(CONTEXT, rows))
    assert PaperPages(sheet).paper == "A4"
