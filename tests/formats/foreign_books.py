"""Workbooks as three invented offices keep them, made with openpyxl: nothing alike but that they are ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

Rows = Sequence[Sequence[Any]]
THIN, MEDIUM, DOTTED, HAIR = (Side(style=style) for style in ("thin", "medium", "dotted", "hair"))
GRID = Border(THIN, THIN, THIN, THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")


def put(ws: Any, row: int, column: int, value: Any, font: Font, align: Alignment, border: Any = GRID) -> Any:
    cell = ws.cell(row, column)
    cell.value = value
    cell.font, cell.alignment = font, align
    if border is not None:
        cell.border = border
    return cell


def lined(ws: Any, row: int, first: int, last: int, border: Border, font: Font, fill: Any = None) -> None:
    for column in range(first, last + 1):
        cell = ws.cell(row, column)
        cell.border, cell.font = border, font
        if fill is not None:
            cell.fill = fill


def monthly_report(path: Path, groups: Sequence[tuple[str, Rows]]) -> None:
    """A3 landscape, two rows of headings, a group row above and 小计 below each group, 合计 at the end.

    Rows: name, county, content, total, plan, done in the month, done in the year, rate, progress, unit, person (万元).
    """
    wb = Workbook()
    ws = wb.active
    ws.title = "月报"
    wb._fonts[0] = Font(name="等线", size=11, charset=134, family=2)
    title, small = Font(name="黑体", size=20, bold=True), Font(name="宋体", size=10)
    head, body = Font(name="宋体", size=10, bold=True), Font(name="宋体", size=10)
    ws.merge_cells("A1:L1")
    put(ws, 1, 1, "云岭市2024年1-5月份重点项目进展情况表", title, CENTRE, None)
    ws.row_dimensions[1].height = 36
    put(ws, 2, 1, "填报单位：云岭市发展和改革委员会", small, Alignment(vertical="center"), None)
    put(ws, 2, 10, "单位：万元", small, Alignment(horizontal="right", vertical="center"), None)
    ws.merge_cells("J2:L2")
    ws.row_dimensions[2].height = 18
    heads = [
        ("序号", None),
        ("项目名称", None),
        ("建设地点", None),
        ("建设规模及主要内容", None),
        ("投资情况", "总投资"),
        ("投资情况", "年度计划投资"),
        ("投资情况", "本月完成投资"),
        ("投资情况", "累计完成投资"),
        ("投资情况", "完成率"),
        ("形象进度", None),
        ("责任落实", "责任单位"),
        ("责任落实", "责任人"),
    ]
    for column, (upper, lower) in enumerate(heads, 1):
        put(ws, 3, column, upper if lower is None or heads[column - 2][0] != upper else None, head, CENTRE)
        put(ws, 4, column, lower, head, CENTRE)
        if lower is None:
            ws.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)
    ws.merge_cells("E3:I3")
    ws.merge_cells("K3:L3")
    ws.row_dimensions[3].height = 20
    ws.row_dimensions[4].height = 30
    row, number = 5, 0
    grey = PatternFill("solid", fgColor="D8D8D8")
    spans = []
    for order, (name, rows) in enumerate(groups):
        lined(ws, row, 1, 12, GRID, head)
        mark = "一二三四"[order]
        put(
            ws,
            row,
            1,
            f"{mark}、{name}（{len(rows)}个）",
            head,
            Alignment(horizontal="left", vertical="center"),
        )
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=12)
        ws.row_dimensions[row].height = 22
        row += 1
        first = row
        for values in rows:
            number += 1
            for column, value in enumerate([number, *values], 1):
                align = LEFT if column in (2, 4, 10) else RIGHT if 5 <= column <= 8 else CENTRE
                cell = put(ws, row, column, value, body, align)
                if 5 <= column <= 8:
                    cell.number_format = "#,##0.0"
                if column == 9:
                    cell.number_format = "0.0%"
            ws.row_dimensions[row].height = 48
            row += 1
        lined(ws, row, 1, 12, GRID, head, grey)
        put(ws, row, 1, "小计", head, CENTRE)
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
        for column in range(5, 9):
            letter = get_column_letter(column)
            put(
                ws, row, column, f"=SUM({letter}{first}:{letter}{row - 1})", head, RIGHT
            ).number_format = "#,##0.0"
        put(ws, row, 9, f"=H{row}/F{row}", head, CENTRE).number_format = "0.0%"
        ws.row_dimensions[row].height = 22
        spans.append(row)
        row += 1
    lined(ws, row, 1, 12, Border(THIN, THIN, MEDIUM, MEDIUM), head)
    put(ws, row, 1, "合  计", head, CENTRE, Border(THIN, THIN, MEDIUM, MEDIUM))
    ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    for column in range(5, 9):
        letter = get_column_letter(column)
        text = "=" + "+".join(f"{letter}{each}" for each in spans)
        put(ws, row, column, text, head, RIGHT, Border(THIN, THIN, MEDIUM, MEDIUM)).number_format = "#,##0.0"
    ws.row_dimensions[row].height = 26
    ws.row_dimensions[row + 1].height = 20
    put(ws, row + 1, 1, "填报人：李××", small, Alignment(vertical="center"), None)
    put(ws, row + 1, 6, "审核人：赵××", small, Alignment(vertical="center"), None)
    for column, width in enumerate((5, 22, 9, 34, 11, 11, 11, 11, 8, 30, 16, 9), 1):
        ws.column_dimensions[get_column_letter(column)].width = width
    ws.page_setup.paperSize, ws.page_setup.orientation = 8, "landscape"
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.page_margins.left = ws.page_margins.right = 0.4
    ws.page_margins.top, ws.page_margins.bottom = 0.6, 0.5
    ws.print_title_rows = "3:4"
    ws.print_options.horizontalCentered = True
    ws.oddFooter.center.text = "第 &P 页 共 &N 页"
    ws.freeze_panes = "C5"
    wb.save(path)


def issue_list(path: Path, rows: Rows) -> None:
    """A4 upright, blue heading, every other row shaded, lights in colour, dates as text, three lines of notes.

    Rows: project, title, measures, unit, person, deadline as text, state, light (绿灯, 黄灯, 红灯), note.
    """
    wb = Workbook()
    ws = wb.active
    ws.title = "问题清单"
    wb._fonts[0] = Font(name="宋体", size=12, charset=134)
    white, body = Font(name="微软雅黑", size=11, bold=True, color="FFFFFF"), Font(name="微软雅黑", size=9)
    blue, shade = PatternFill("solid", fgColor="4472C4"), PatternFill("solid", fgColor="DDEBF7")
    side = Side(style="thin", color="8EA9DB")
    border = Border(side, side, side, side)
    ws.merge_cells("B1:K1")
    put(ws, 1, 2, "重点项目问题清单", Font(name="微软雅黑", size=18, color="1F4E78"), CENTRE, None)
    ws.row_dimensions[1].height = 33.75
    heads = (
        "序号",
        "项目名称",
        "存在问题",
        "解决措施",
        "责任单位",
        "责任人",
        "办结时限",
        "办理状态",
        "预警",
        "备注",
    )
    for column, text in enumerate(heads, 2):
        put(ws, 2, column, text, white, CENTRE, border).fill = blue
    ws.row_dimensions[2].height = 28
    lights = {"绿灯": "C6EFCE", "黄灯": "FFEB9C", "红灯": "FFC7CE"}
    for number, values in enumerate(rows, 1):
        row = number + 2
        for column, value in enumerate([number, *values], 2):
            align = LEFT if column in (4, 5, 11) else CENTRE
            cell = put(ws, row, column, value, body, align, border)
            if number % 2 == 0:
                cell.fill = shade
            if value in lights:
                cell.fill = PatternFill("solid", fgColor=lights[value])
                cell.font = Font(name="微软雅黑", size=9, bold=True)
    last = len(rows) + 2
    notes = (
        "说明：1.本表由各责任单位每周五前填报。",
        "2.办结时限以交办通知为准。",
        "3.红灯为超期，黄灯为临期。",
    )
    for number, text in enumerate(notes, 1):
        put(ws, last + number, 2, text, Font(name="楷体", size=10, italic=True), LEFT, None)
        ws.merge_cells(start_row=last + number, start_column=2, end_row=last + number, end_column=11)
        ws.row_dimensions[last + number].height = 16.5
    for column, width in enumerate((1.5, 5, 14, 24, 24, 12, 7, 11, 8, 7, 10), 1):
        ws.column_dimensions[get_column_letter(column)].width = width
    rule = DataValidation(type="list", formula1='"办理中,待核查,已销号"', allow_blank=True)
    rule.add(f"I3:I{last}")
    ws.add_data_validation(rule)
    ws.auto_filter.ref = f"B2:K{last}"
    ws.freeze_panes = "A3"
    ws.sheet_view.showGridLines = False
    ws.sheet_view.zoomScale = 110
    ws.page_setup.paperSize, ws.page_setup.orientation = 9, "portrait"
    ws.page_setup.scale = 62
    ws.print_title_rows = "2:2"
    ws.print_area = f"B1:K{last + 3}"
    ws.oddHeader.right.text = "内部资料"
    wb.save(path)


def office_form(path: Path, groups: Sequence[tuple[str, Rows]]) -> None:
    """A4 landscape, 方正小标宋 22 for the title, dotted lines within a thick frame, bands for counties, project cells merged.

    Rows: project, category, title, unit, listed on (date), deadline (date or words), progress; equal neighbours in
    the first column are one cell.
    """
    wb = Workbook()
    ws = wb.active
    ws.title = "台账"
    wb._fonts[0] = Font(name="宋体", size=11, charset=134)
    head, body = Font(name="黑体", size=12), Font(name="仿宋_GB2312", size=12)
    thick = Side(style="medium")
    put(ws, 1, 1, "附件2", Font(name="黑体", size=16), Alignment(vertical="center"), None)
    ws.row_dimensions[1].height = 24
    ws.merge_cells("A2:H2")
    put(ws, 2, 1, "云岭市重点项目存在问题台账", Font(name="方正小标宋简体", size=22), CENTRE, None)
    ws.row_dimensions[2].height = 40
    ws.merge_cells("A3:D3")
    ws.merge_cells("E3:H3")
    kai = Font(name="楷体_GB2312", size=12)
    put(ws, 3, 1, "填报单位：市重点办（盖章）", kai, Alignment(vertical="center"), None)
    put(ws, 3, 5, "填报时间：2024年5月31日", kai, Alignment(horizontal="right", vertical="center"), None)
    heads = ("序号", "项目名称", "问题类别", "存在问题", "责任单位", "列入时间", "完成时限", "办理进展")

    def frame(column: int, top: Side = DOTTED, bottom: Side = DOTTED) -> Border:
        return Border(thick if column == 1 else DOTTED, thick if column == 8 else DOTTED, top, bottom)

    for column, text in enumerate(heads, 1):
        put(ws, 4, column, text, head, CENTRE, frame(column, top=thick))
    ws.row_dimensions[4].height = 32
    row, number = 5, 0
    band = PatternFill("solid", fgColor="F2F2F2")
    ends = sum(len(rows) + 1 for _, rows in groups) + 4
    for name, rows in groups:
        lined(ws, row, 1, 8, Border(DOTTED, DOTTED, DOTTED, DOTTED), head, band)
        for column in (1, 8):
            ws.cell(row, column).border = frame(column)
        put(
            ws,
            row,
            1,
            f"{name}（{len(rows)}项）",
            Font(name="楷体_GB2312", size=12, bold=True),
            LEFT,
            frame(1),
        )
        ws.cell(row, 1).fill = band
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=8)
        # The frame goes on at the right edge of the merged band.
        ws.row_dimensions[row].height = 24
        row += 1
        first = row
        for values in rows:
            number += 1
            for column, value in enumerate([number, *values], 1):
                align = LEFT if column in (4, 8) else CENTRE
                bottom = thick if row == ends else DOTTED
                cell = put(ws, row, column, value, body, align, frame(column, bottom=bottom))
                if isinstance(value, date):
                    cell.number_format = "yyyy.m.d"
                    cell.font = Font(name="Times New Roman", size=12)
            ws.row_dimensions[row].height = 20 if len(str(values[2])) <= 14 else 36
            row += 1
        start = first
        for each in range(first + 1, row + 1):
            if each == row or ws.cell(each, 2).value != ws.cell(start, 2).value:
                if each - start > 1:
                    ws.merge_cells(start_row=start, start_column=2, end_row=each - 1, end_column=2)
                start = each
    put(ws, row, 1, "备注：交办即办，办结即销。", Font(name="仿宋_GB2312", size=10.5), LEFT, None)
    ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=8)
    for column, width in enumerate((6.25, 20, 15, 32, 16, 12.5, 12.5, 34), 1):
        ws.column_dimensions[get_column_letter(column)].width = width
    ws.page_setup.paperSize, ws.page_setup.orientation = 9, "landscape"
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.print_title_rows = "4:4"
    ws.oddFooter.center.text = "— &P —"
    ws.oddFooter.center.size, ws.oddFooter.center.font = 14, "宋体,Regular"
    wb.save(path)
