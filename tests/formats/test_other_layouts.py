"""Layouts of other shapes work without code: blocks with totals, a total at the end, days, shares of the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jzledger.formats.paper import Paper, PaperRow

FRAME = """
kind = "small"
version = 3
sheet = "小表"
source = "projects"
file = "{{city}}小表.xlsx"
needs = ["meeting"]
[title]
text = "{{city}}{{meeting}}小表"
height = 42
[subtitle]
left = "会议名称：{{meeting}}"
center = "填报时间：{{as_of:date_cn}}"
right = "共{{count}}项"
height = 22
[header]
rows = {header_rows}
height = 22
freeze_after = "name"
[rows]
height = 22
id_head = "系统编号"
nothing = {{ name = "本期无" }}
[notes]
points = ["共{{count}}条，{{unpriced}}条没有金额"]
rounding = "因四舍五入，部分合计数与分项之和略有差异"
[counts]
unpriced = {{ blank = "plan" }}
[signatures]
slots = ["单位负责人（签字）：", "审核人：", "填表人：", "联系电话："]
height = 30
[page]
paper = "A4"
one_page = true
filter = {filter}
{more}
[[columns]]
key = "seq"
head = "序号"
width = 5
type = "seq"
[[columns]]
key = "name"
head = "级别/县（市、区）"
width = 18
type = "text"
[[columns]]
key = "plan"
head = "计划"
width = 30
type = "money2"
[[columns]]
key = "done"
head = "完成"
width = 30
type = "money2"
"""
RATES = """
[[columns]]
key = "rate"
head = "完成率"
width = 9
type = "pct"
formula = { rate = { done = "done", plan = "plan" } }
[[columns]]
key = "passed"
head = "序时进度"
width = 9
type = "pct"
formula = { share = {} }
[[columns]]
key = "gap"
head = "差"
width = 9
type = "pp"
formula = { gap = { rate = "rate", share = "passed" } }
"""
DAYS = """
[[columns]]
key = "opened_on"
head = "列入时间"
width = 11
type = "date"
group = "办理时间"
[[columns]]
key = "closed_on"
head = "销号时间"
width = 11
type = "date"
group = "办理时间"
[[columns]]
key = "days"
head = "用时（天）"
width = 6
type = "days"
group = "办理时间"
formula = { days = { start = "opened_on", end = "closed_on" } }
"""
NOTE = """
[[columns]]
key = "note"
head = "备注"
width = 10
type = "text"
"""
YI = 100_000_000


@pytest.fixture
def small_context(context: dict[str, Any]) -> dict[str, Any]:
    return {**context, "meeting": "第十次调度会"}


def row(number: int, plan: int | None, done: int | None, group: str | None = None, **values: Any) -> PaperRow:
    return PaperRow(f"row-{number}", {"name": "青川区", "plan": plan, "done": done, **values}, group)


def test_blocks_end_with_their_totals_and_begin_again_at_one(write, small_layout, small_context):
    blocks = """
    [groups]
    text = "{ordinal}、{name}"
    label_to = "note"
    restart = true
    names = { level = "按项目级别", county = "按县（市、区）" }
    [totals]
    place = "group"
    label = "合　计"
    label_to = "name"
    columns = ["plan", "done", "rate", "passed", "gap"]
    """
    folder = small_layout(FRAME.format(header_rows=1, filter="false", more=blocks) + RATES + NOTE)
    rows = [
        row(1, 118_30 * YI // 100, 51_62 * YI // 100, "level"),
        row(2, 19_000_000_000, 8_000_000_000, "level"),
        row(3, None, None, "county"),
        row(4, 30_830_000_000, 13_162_000_000, "county"),
    ]
    sheet = write("small", Paper(small_context, rows), folder)
    assert sheet.ws["A1"].value == "云岭市第十次调度会小表"
    assert sheet.values("序号") == ["一、按项目级别", 1, 2, "合　计", "二、按县（市、区）", 1, 2, "合　计"]
    assert {"A4:H4", "A7:B7", "A8:H8", "A11:B11"} <= sheet.merged()
    assert sheet.cell(3, "计划").value == "=SUM(C5:C6)" and sheet.cell(7, "计划").value == "=SUM(C9:C10)"
    assert sheet.result(3, "计划") == sheet.result(7, "计划") == 308.3
    assert sheet.cell(1, "计划").value == 118.3 and sheet.cell(1, "计划").number_format == "#,##0.00_ "
    assert sheet.cell(1, "序时进度").value == "=5/12"
    assert sheet.cell(3, "差").value == '=IF(E7="","",(E7-F7)*100)'
    assert sheet.result(3, "差") == pytest.approx((131.62 / 308.3 - 5 / 12) * 100)
    assert sheet.ws["B3"].value == "级别/县\n（市、区）"
    assert sheet.ws.page_setup.fitToHeight is None  # 1, the default of the file format
    assert sheet.ws.cell(12, 1).value == "注：1.共4条，1条没有金额。"


def test_many_rows_are_not_squeezed_onto_one_page(write, small_layout, small_context):
    folder = small_layout(FRAME.format(header_rows=1, filter="true", more="") + NOTE)
    sheet = write("small", Paper(small_context, [row(n, 0, 0) for n in range(60)]), folder)
    assert sheet.ws.page_setup.fitToHeight == 0


def test_a_total_at_the_end_stays_outside_the_filter(write, small_layout, small_context):
    bottom = '[totals]\nplace = "bottom"\nlabel = "合　计"\nlabel_to = "name"\ncolumns = ["plan"]\n'
    folder = small_layout(FRAME.format(header_rows=1, filter="true", more=bottom) + NOTE)
    sheet = write("small", Paper(small_context, [row(1, 3 * YI, None), row(2, None, None)]), folder)
    assert sheet.values("序号") == [1, 2, "合　计"]
    assert sheet.cell(2, "计划").value == "=SUM(C4:C5)" and sheet.result(2, "计划") == 3
    assert sheet.cell(2, "完成").value is None
    assert sheet.ws.auto_filter.ref == "A3:F5"
    assert sheet.ws.defined_names["jz_data"].attr_text == "'小表'!$A$4:$F$6"


def test_days_between_two_dates(write, small_layout, small_context):
    folder = small_layout(FRAME.format(header_rows=2, filter="true", more="") + DAYS + NOTE)
    listed, closed = date(2024, 2, 5), date(2024, 3, 26)
    rows = [
        row(1, None, None, opened_on=listed, closed_on=closed),
        row(2, None, None, opened_on=listed),
        row(3, None, None, closed_on=closed),
    ]
    sheet = write("small", Paper(small_context, rows), folder)
    assert sheet.values("用时（天）") == ['=IF(F5="","",F5-E5)', '=IF(F6="","",F6-E6)', None]
    assert [sheet.result(place, "用时（天）") for place in range(3)] == [50, None, None]


def test_a_context_must_hold_what_the_layout_needs(write, small_layout, context):
    folder = small_layout(FRAME.format(header_rows=1, filter="true", more="") + NOTE)
    with pytest.raises(KeyError, match="meeting"):
        write("small", Paper(context, []), folder)
