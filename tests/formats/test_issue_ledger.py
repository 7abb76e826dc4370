"""问题台账 as written: look, cells, lists, lights, page and names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from jzledger.errors import Cancelled
from jzledger.formats.layout_file import load_layout
from jzledger.formats.paper import Paper, paper_file_name
from jzledger.formats.xlsx_write import write_ledger

LIGHTS = {
    "▲红": ("C00000", "FFFFFF"),
    "◆黄": ("FFC000", "000000"),
    "●绿": ("00B050", "000000"),
    "■销": ("D9D9D9", "000000"),
}


def test_title_subtitle_notes_and_signatures(write, issue_paper):
    sheet = write("issues", issue_paper)
    assert sheet.ws.title == "问题台账"
    assert sheet.ws["A1"].value == "云岭市省市重点项目存在问题台账"
    assert (sheet.ws["A1"].font.name, sheet.ws["A1"].font.sz, sheet.ws["A1"].font.b) == (
        "方正小标宋简体",
        22,
        False,
    )
    slots = [(cell.value, cell.alignment.horizontal) for cell in sheet.ws[2] if cell.value]
    assert slots == [
        ("填报单位：云岭市重点项目建设办公室（盖章）", "left"),
        ("填报时间：2024年5月31日", "center"),
        ("问题5项，已销号1项，销号率20.0%", "right"),
    ]
    notes, signatures = sheet.table().stop, sheet.table().stop + 1
    assert sheet.ws.cell(notes, 1).value.startswith(
        "注：1.预警：▲红为超过完成时限未办结，◆黄为距完成时限不超过7日"
    )
    names = [cell.value for cell in sheet.ws[signatures] if cell.value]
    assert names == ["单位负责人（签字）：", "审核人：", "填表人：", "联系电话："]
    assert all(cell.border.left.style is None for row in (1, notes, signatures) for cell in sheet.ws[row])


def test_header_has_groups_over_leaves(write, issue_paper):
    sheet = write("issues", issue_paper)
    assert {"A3:A4", "G3:J3", "M3:P3", "Q3:Q4", "A1:Q1"} <= sheet.merged()
    assert sheet.ws["G3"].value == "责任落实" and sheet.ws["J4"].value == "分包\n领导"
    assert sheet.ws["J4"].alignment.wrap_text and sheet.ws["J4"].font.name == "黑体"
    assert sheet.ws["C3"].value == "所属\n县区" and sheet.ws["D3"].value == "存在问题"


def test_faces_alignment_and_borders_by_type(write, issue_paper):
    sheet = write("issues", issue_paper)
    looks = {
        head: (sheet.cell(0, head).font.name, sheet.cell(0, head).alignment.horizontal)
        for head in ("序号", "项目名称", "责任人", "列入时间", "完成时限", "办理状态", "预警")
    }
    assert looks == {
        "序号": ("Times New Roman", "center"),
        "项目名称": ("仿宋_GB2312", "left"),
        "责任人": ("仿宋_GB2312", "center"),
        "列入时间": ("Times New Roman", "center"),
        "完成时限": ("Times New Roman", "center"),
        "办理状态": ("仿宋_GB2312", "center"),
        "预警": ("黑体", "center"),
    }
    leaves = [
        cell for cell in sheet.ws[sheet.header_last] if cell.value and cell.column <= sheet.last_printed
    ]
    for cells in (leaves, *(sheet.ws[row][: sheet.last_printed] for row in sheet.table())):
        for cell in cells:
            border = cell.border
            assert {border.left.style, border.right.style, border.top.style, border.bottom.style} == {"thin"}
            assert cell.alignment.vertical == "center" and not cell.alignment.shrink_to_fit
    assert not [area for area in sheet.ws.merged_cells.ranges if area.min_row in sheet.table()]
    styles = zipfile.ZipFile(io.BytesIO(sheet.content)).read("xl/styles.xml").decode()
    assert '<name val="仿宋_GB2312"/><family val="3"/><charset val="134"/>' in styles
    assert '<name val="Times New Roman"/><family val="1"/><charset val="134"/>' in styles
    normal = sheet.book._named_styles["Normal"].font
    assert (normal.name, normal.sz) == ("宋体", 11)


def test_widths_are_those_of_the_layout(write, issue_paper, layouts):
    sheet = write("issues", issue_paper)
    layout = load_layout(layouts, "issues")
    widths: dict[int, float] = {}
    for dimension in sheet.ws.column_dimensions.values():
        widths |= dict.fromkeys(range(dimension.min, dimension.max + 1), dimension.width)
    assert [widths[place] for place in range(1, 18)] == [column.width for column in layout.columns]


def test_deadlines_are_dates_or_the_words_typed(write, context, issue):
    typed = ["2024年4月30日", "2024.4.30", "20240430", "6月底前", "2024年4月30日前", "长期坚持", ""]
    rows = [issue(due=(text, date(2024, 4, 30))) for text in typed] + [issue(due=None)]
    sheet = write("issues", Paper(context, rows))
    shown = sheet.values("完成时限")
    day = datetime(2024, 4, 30)
    assert shown == [day, day, day, "6月底前", "2024年4月30日前", "长期坚持", day, None]
    assert sheet.cell(0, "完成时限").number_format == "yyyy-mm-dd"
    assert sheet.cell(3, "完成时限").font.name == "仿宋_GB2312"


def test_missing_is_an_empty_cell(write, context, issue):
    sheet = write(
        "issues", Paper(context, [issue(note=text) for text in ("-", "无", "", "  ", None, "—", "0")])
    )
    assert sheet.values("备注") == [None, None, None, None, None, "—", "0"]
    assert sheet.values("销号时间") == [None] * 7


def test_text_stays_text(write, context, issue):
    hostile = [
        '=HYPERLINK("http://x","点这里")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "http://example.test/a",
        "{=1}",
        "<r><t>&</r>",
        "_x0041_",
        "１２３",
    ]
    sheet = write("issues", Paper(context, [issue(title=text) for text in hostile]))
    cells = [sheet.cell(row, "存在问题") for row in range(len(hostile))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells][:6] == hostile[:6]
    assert cells[6].value == "＜r><t>&</r>"
    assert cells[8].value == "１２３"


def test_text_is_cleaned_and_cut(context, issue, layouts):
    rows = [
        issue(title="  厂区\x00供电\ud800，，尚未接通。。 "),
        issue(progress="长" * 40_000),
        issue(progress="\U0001f600" * 20_000),
    ]
    out = io.BytesIO()
    remarks = write_ledger(load_layout(layouts, "issues"), Paper(context, rows), out)
    ws = openpyxl.load_workbook(out).worksheets[0]
    assert ws["D5"].value == "厂区供电，尚未接通。"
    assert len(ws["M6"].value) == 32_767 and ws["M6"].value.endswith("长…")
    assert len(ws["M7"].value.encode("utf-16-le")) // 2 <= 32_767
    assert {remark.where for remark in remarks} == {"问题台账!M6", "问题台账!M7"}


def test_rows_are_high_enough_and_not_higher_than_a_sheet_allows(context, issue, layouts):
    rows = [issue(), issue(measures="逐户包保，依法推进。" * 6), issue(measures="逐户包保，依法推进。" * 80)]
    out = io.BytesIO()
    remarks = write_ledger(load_layout(layouts, "issues"), Paper(context, rows), out)
    ws = openpyxl.load_workbook(out).worksheets[0]
    heights = [ws.row_dimensions[row].height for row in (5, 6, 7)]
    assert heights[0] >= 26 and heights[2] <= 409.5
    assert heights[1] >= 5 * 11 * 1.3 + 4  # 60 characters, 13 to a line
    assert [remark.where for remark in remarks] == ["问题台账!F7"]
    assert "加宽" in remarks[0].message


def test_lights_have_mark_word_and_colour(write, issue_paper):
    sheet = write("issues", issue_paper)
    assert sheet.values("预警") == ["●绿", "▲红", "◆黄", "■销", None]
    for row in range(4):
        cell = sheet.cell(row, "预警")
        fill, colour = LIGHTS[cell.value]
        assert cell.fill.fgColor.rgb == f"FF{fill}" and cell.font.color.rgb == f"FF{colour}"
    assert sheet.cell(4, "预警").fill.patternType is None


def test_an_edited_light_changes_its_colour(write, issue_paper):
    sheet = write("issues", issue_paper)
    rules = [
        (str(area.sqref), rule)
        for area, rules in sheet.ws.conditional_formatting._cf_rules.items()
        for rule in rules
    ]
    assert {area for area, _ in rules} == {"O5:O9"}
    assert {rule.formula[0]: rule.dxf.fill.bgColor.rgb[-6:] for _, rule in rules} == {
        f'"{text}"': fill for text, (fill, _) in LIGHTS.items()
    }


def test_lists_of_choice_columns(write, issue_paper, context):
    words = {"category": ["产权办理", "推进合作"]}
    sheet = write("issues", replace(issue_paper, context={**context, "lists": words}))
    lists = {str(rule.sqref): rule for rule in sheet.ws.data_validations.dataValidation}
    assert set(lists) == {"E5:E9", "N5:N9", "O5:O9"}
    state, category = lists["N5:N9"], lists["E5:E9"]
    assert state.formula1 == '"待交办,办理中,待核查,已销号,长期推进"'
    assert (state.errorStyle or "stop") == "stop" and category.errorStyle == "warning"
    assert state.error == "办理状态只能选：待交办、办理中、待核查、已销号、长期推进"
    assert category.formula1.endswith('其他,产权办理"') and category.formula1.startswith('"推进合作,招商引资')
    assert all(rule.allowBlank and rule.showErrorMessage for rule in lists.values())


def test_a_word_in_use_stands_in_its_list(write, context, issue):
    sheet = write("issues", Paper(context, [issue(category="已停用的类别")]))
    rule = next(rule for rule in sheet.ws.data_validations.dataValidation if str(rule.sqref).startswith("E"))
    assert "已停用的类别" in rule.formula1


@pytest.mark.parametrize("words", [[f"很长的自定义类别第{n}号" for n in range(40)], ["甲,乙"], ['甲"乙']])
def test_a_list_that_does_not_fit_inline_goes_to_a_hidden_sheet(write, issue_paper, context, words):
    sheet = write("issues", replace(issue_paper, context={**context, "lists": {"category": words}}))
    assert [(ws.title, ws.sheet_state) for ws in sheet.book.worksheets] == [
        ("问题台账", "visible"),
        ("字典", "hidden"),
    ]
    rule = next(rule for rule in sheet.ws.data_validations.dataValidation if str(rule.sqref).startswith("E"))
    name = sheet.book.defined_names[rule.formula1.lstrip("=")]
    held = [cell.value for cell in sheet.book["字典"]["A"]]
    assert name.attr_text == f"'字典'!$A$1:$A${len(held)}"
    assert held[0] == "推进合作" and held[-len(words) :] == words


def test_ids_are_hidden_inside_the_filter_and_outside_the_print_area(write, issue_paper):
    sheet = write("issues", issue_paper)
    assert sheet.ws["R3"].value == "系统编号"
    assert [cell.value for cell in sheet.ws["R"][4:9]] == [row.id for row in issue_paper.rows]
    assert sheet.ws.column_dimensions["R"].hidden and sheet.ws["R5"].font.sz == 8
    assert sheet.ws.auto_filter.ref == "A4:R9"
    assert sheet.ws.print_area.replace("$", "").endswith("A1:Q11")
    assert sheet.ws.defined_names["jz_header"].attr_text == "'问题台账'!$A$3:$Q$4"
    assert sheet.ws.defined_names["jz_data"].attr_text == "'问题台账'!$A$5:$R$9"


def test_page_and_screen(write, issue_paper):
    ws = write("issues", issue_paper).ws
    assert (ws.page_setup.paperSize, ws.page_setup.orientation) == (8, "landscape")
    assert ws.sheet_properties.pageSetUpPr.fitToPage and ws.page_setup.fitToHeight == 0
    assert ws.print_title_rows == "$3:$4" and ws.print_options.horizontalCentered
    margins = {
        side: round(getattr(ws.page_margins, side) * 25.4)
        for side in ("top", "bottom", "left", "right", "header", "footer")
    }
    assert margins == {"top": 20, "bottom": 18, "left": 18, "right": 18, "header": 8, "footer": 9}
    assert ws.oddFooter.center.text == "第 &P 页，共 &N 页" and ws.oddFooter.center.size == 10
    assert ws.freeze_panes == "C5" and ws.sheet_view.zoomScale == 85 and not ws.sheet_view.showGridLines
    assert ws.sheet_view.selection[-1].sqref == "A5"
    assert not ws.protection.sheet


def test_attachment_has_its_mark_and_page_numbers_outside(write, issue_paper):
    ws = write("issues", replace(issue_paper, preset="attachment", mark="附件2")).ws
    assert (ws["A1"].value, ws["A1"].font.name, ws["A1"].font.sz) == ("附件2", "黑体", 16)
    assert not any(area.coord.startswith("A1:") for area in ws.merged_cells.ranges)
    assert ws["A2"].value == "云岭市省市重点项目存在问题台账" and ws.freeze_panes == "C6"
    assert ws.HeaderFooter.differentOddEven
    assert (ws.oddFooter.right.text, ws.oddFooter.right.size, ws.oddFooter.right.font) == (
        "— &P —",
        14,
        "宋体,Regular",
    )
    assert ws.evenFooter.left.text == "— &P —" and ws.oddFooter.center.text is None
    margins = [round(getattr(ws.page_margins, side) * 25.4) for side in ("top", "bottom", "left", "right")]
    assert margins == [28, 26, 35, 37]


def test_properties_name_the_ledger(write, issue_paper, context):
    paper = replace(issue_paper, context={**context, "light_days": 5, "light_day_kind": "working"})
    sheet = write("issues", paper)
    found = sheet.book.properties
    assert (found.title, found.creator, found.subject, found.category, found.keywords) == (
        "云岭市省市重点项目存在问题台账",
        "云岭市重点项目建设办公室",
        "问题台账",
        "台账",
        "jzledger;issues",
    )
    assert found.created == found.modified == datetime(2024, 6, 3, 9, 30)
    assert {prop.name: prop.value for prop in sheet.book.custom_doc_props} == {
        "jzledger.kind": "issues",
        "jzledger.layout": "issues/1",
        "jzledger.as_of": "2024-05-31",
        "jzledger.light_days": "5",
        "jzledger.light_day_kind": "working",
    }
    assert "不超过5个工作日（" in sheet.ws.cell(sheet.table().stop, 1).value


@pytest.mark.parametrize("kind", ["issues", "projects"])
def test_a_ledger_without_rows_says_so(write, context, kind):
    sheet = write(kind, Paper(context, []))
    row = sheet.table().start
    assert len(sheet.table()) == 1
    assert [cell.value for cell in sheet.ws[row] if cell.value is not None] == ["本期无"]
    assert sheet.cell(0, "项目名称").value == "本期无"
    assert sheet.cell(0, "备注").border.right.style == "thin"
    assert sheet.ws.defined_names["jz_data"].attr_text.endswith(f"${row}")
    if kind == "issues":
        assert [cell.value for cell in sheet.ws[2] if cell.value][-1] == "问题0项"
        assert sheet.ws.auto_filter.ref == f"A{sheet.header_last}:R{row}"


def test_days_before_1900_become_text(context, issue, write):
    sheet = write(
        "issues", Paper(context, [issue(opened_on=date(202, 6, 15)), issue(opened_on=date(1900, 3, 1))])
    )
    assert sheet.values("列入时间") == ["0202-06-15", datetime(1900, 3, 1)]


def test_notes_of_one_export_follow_those_of_the_layout(write, issue_paper):
    sheet = write("issues", replace(issue_paper, notes=["仅列未销号问题。"]))
    assert sheet.ws.cell(sheet.table().stop, 1).value.endswith("无时限的不亮灯；2.仅列未销号问题。")


def test_the_same_paper_gives_the_same_bytes(write, issue_paper):
    assert write("issues", issue_paper).content == write("issues", issue_paper).content


def test_installed_fonts_may_be_written_instead(write, issue_paper):
    sheet = write("issues", replace(issue_paper, fonts={"仿宋_GB2312": "仿宋"}))
    assert sheet.cell(0, "项目名称").font.name == "仿宋" and sheet.cell(0, "预警").font.name == "黑体"


def test_progress_is_told_and_may_stop_the_export(layouts, context, issue):
    layout, paper = load_layout(layouts, "issues"), Paper(context, [issue() for _ in range(450)])
    heard: list[tuple[int, int]] = []
    write_ledger(layout, paper, io.BytesIO(), lambda done, total: heard.append((done, total)))
    assert heard == [(200, 450), (400, 450), (450, 450)]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    out = io.BytesIO()
    with pytest.raises(Cancelled):
        write_ledger(layout, paper, out, stop)
    assert out.getvalue() == b""


def test_name_of_the_file(layouts, issue_paper, context):
    layout = load_layout(layouts, "issues")
    assert paper_file_name(layout, issue_paper) == "云岭市重点项目问题台账（截至2024年5月31日）.xlsx"
    odd = replace(issue_paper, context={**context, "city": 'a/b:c*"<>|?\\'})
    assert paper_file_name(layout, odd) == "abc重点项目问题台账（截至2024年5月31日）.xlsx"


def faults(sheet: Any) -> set[str]:
    """A few points of this file at once, to see that they notice what is broken."""
    found = set()
    for row in sheet.table():
        for cell in sheet.ws[row][: sheet.last_printed]:
            if cell.border.left.style != "thin":
                found.add("border")
        if not 26 <= (sheet.ws.row_dimensions[row].height or 0) <= 409.5:
            found.add("height")
        light = sheet.ws.cell(row, sheet.column["预警"])
        if light.value and light.fill.fgColor.rgb[-6:] != LIGHTS[light.value][0]:
            found.add("light")
    if {area.min_row for area in sheet.ws.merged_cells.ranges} & set(sheet.table()):
        found.add("merge")
    if sheet.ws.auto_filter.ref != f"A{sheet.header_last}:{sheet.letter('系统编号')}{sheet.table().stop - 1}":
        found.add("filter")
    return found


BREAK: dict[str, Callable[[Any], object]] = {
    "border": lambda ws: setattr(ws["F6"], "border", Border(left=Side())),
    "height": lambda ws: setattr(ws.row_dimensions[6], "height", 12),
    "light": lambda ws: setattr(ws["O6"], "value", "●绿"),
    "merge": lambda ws: ws.merge_cells("B5:B6"),
    "filter": lambda ws: setattr(ws.auto_filter, "ref", "A4:Q9"),
}


@pytest.mark.parametrize("broken", BREAK)
def test_one_broken_thing_is_noticed(write, issue_paper, broken):
    sheet = write("issues", issue_paper)
    assert faults(sheet) == set()
    BREAK[broken](sheet.ws)
    assert faults(sheet) == {broken}
