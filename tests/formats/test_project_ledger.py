"""项目推进台账 as written: groups, totals, formulas with stored results, units of money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import chain

import pytest

from jzledger.formats.paper import Paper
from jzledger.formats.table_plan import chinese

WAN = 10_000


def test_total_row_first_then_groups_with_their_projects(write, project_paper):
    sheet = write("projects", project_paper)
    assert [sheet.ws.cell(row, 1).value for row in sheet.table()] == [
        "合　计",
        "一、省重点项目（2个）",
        1,
        2,
        "二、市重点项目（1个）",
        3,
        "三、其他项目（1个）",
        4,
    ]
    assert {"A5:B5", "A6:F6", "A9:F9", "A11:F11"} <= sheet.merged()
    total, group = sheet.ws["A5"], sheet.ws["A6"]
    assert (total.font.name, total.fill.fgColor.rgb) == ("黑体", "FFD9D9D9")
    assert (group.font.name, group.font.sz, group.font.b, group.fill.fgColor.rgb) == (
        "楷体_GB2312",
        12,
        True,
        "FFF2F2F2",
    )
    assert sheet.ws.auto_filter.ref is None


def test_sums_cover_their_own_rows_and_store_their_results(write, project_paper):
    sheet = write("projects", project_paper)
    assert sheet.cell(0, "总投资").value == "=SUM(G6,G9,G11)"
    assert sheet.cell(1, "总投资").value == "=SUM(G7:G8)"
    assert sheet.cell(4, "总投资").value == "=SUM(G10:G10)"
    assert [sheet.result(row, "总投资") for row in range(8)] == [
        2_102_000,
        958_000,
        572_000,
        386_000,
        572_000,
        572_000,
        572_000,
        572_000,
    ]
    assert sheet.result(4, "年度计划投资") == 0 and sheet.result(5, "年度计划投资") is None
    assert sheet.result(7, "至2023年底累计完成投资") == 0
    assert sheet.cell(0, "总投资").number_format == "#,##0_ "


def test_rate_and_gap_in_every_row_from_unrounded_sums(write, project_paper):
    sheet = write("projects", project_paper)
    for row in range(8):
        at = row + 5
        assert sheet.cell(row, "完成率").value == f'=IF(N(I{at})=0,"",L{at}/I{at})'
        assert sheet.cell(row, "与序时进度差（百分点）").value == f'=IF(M{at}="","",(M{at}-5/12)*100)'
    rate = (56_800 + 45_300) / (150_000 + 96_000)
    assert sheet.result(1, "完成率") == pytest.approx(rate)
    assert sheet.result(1, "与序时进度差（百分点）") == pytest.approx((rate - 5 / 12) * 100)
    assert sheet.result(5, "完成率") is None and sheet.result(5, "与序时进度差（百分点）") is None
    assert sheet.cell(1, "完成率").number_format == "0.0%"
    assert sheet.cell(1, "与序时进度差（百分点）").number_format == "+0.0;-0.0;0.0"


def test_an_office_that_counts_days(write, project_paper, context):
    paper = replace(project_paper, context={**context, "progress_rule": "days", "light_points": 12.5})
    sheet = write("projects", paper)
    assert sheet.cell(2, "与序时进度差（百分点）").value == '=IF(M7="","",(M7-152/366)*100)'
    assert sheet.result(2, "与序时进度差（百分点）") == pytest.approx((56_800 / 150_000 - 152 / 366) * 100)
    custom = {prop.name: prop.value for prop in sheet.book.custom_doc_props}
    assert (custom["jzledger.progress_rule"], custom["jzledger.light_points"]) == ("days", "12.5")
    note = sheet.ws.cell(sheet.table().stop, 1).value
    assert "落后12.5个百分点以上" in note and "3.序时进度按当年已过天数计算。" in note


def test_heads_name_year_and_period(write, project_paper, context):
    sheet = write("projects", project_paper)
    assert sheet.ws["H3"].value == "至2023年底\n累计完成\n投资"
    assert (sheet.ws["I3"].value, sheet.ws["K3"].value) == ("2024年计划", "1—5月进展")
    assert sheet.ws["N4"].value == "与序时\n进度差\n（百分\n点）"
    january = write(
        "projects", replace(project_paper, context={**context, "month": 1, "as_of": date(2024, 1, 31)})
    )
    assert january.ws["K3"].value == "1月进展"


def test_months_are_the_first_of_the_month(write, project_paper):
    sheet = write("projects", project_paper)
    assert sheet.cell(2, "实际开工").value == datetime(2023, 2, 1)
    assert sheet.cell(2, "实际开工").number_format == "yyyy-mm"


def test_decimals_show_in_the_whole_column_or_not_at_all(write, project, context):
    rows = [project(done_month_yuan=3_600_1234), project(done_month_yuan=11_600 * WAN)]
    sheet = write("projects", Paper(context, rows))
    assert sheet.cell(2, "本月完成投资").value == 3_600.1234
    assert {sheet.cell(row, "本月完成投资").number_format for row in range(4)} == {"#,##0.00_ "}
    assert {sheet.cell(row, "累计完成投资").number_format for row in range(4)} == {"#,##0_ "}


def test_a_note_says_when_rounded_rows_do_not_add_up(write, project, context):
    def note(*yuan: int) -> str:
        sheet = write("projects", Paper(context, [project(done_month_yuan=value) for value in yuan]))
        return str(sheet.ws.cell(sheet.table().stop, 1).value)

    said = "因四舍五入，部分合计数与分项之和略有差异"
    assert said not in note(3_600_1200, 3_600_1200)
    assert said in note(3_600_1234, 3_600_1234, 3_600_1234)


def test_columns_grow_before_a_number_prints_as_hashes(write, project, context):
    plain = write("projects", Paper(context, [project()]))
    grown = write("projects", Paper(context, [project(done_ytd_yuan=912_345_678 * WAN, done_month_yuan=1)]))

    def widths(sheet: object) -> dict[int, float]:
        dimensions = sheet.ws.column_dimensions.values()  # type: ignore[attr-defined]
        return dict(chain.from_iterable(((p, d.width) for p in range(d.min, d.max + 1)) for d in dimensions))

    before, after = widths(plain), widths(grown)
    column = grown.column["累计完成投资"]
    digits = len("912345678") * 0.5 + 3 * 0.25  # two commas and the blank behind the number
    assert after[column] * 5.5 - 4 >= digits * 11 > before[column] * 5.5 - 4
    # What it gained is taken from the long texts: the sheet prints as large as before.
    assert sum(after.values()) <= sum(before.values())


def test_groups_stand_in_their_order_and_unknown_ones_follow(write, project, context):
    groups = ["开发区项目", "county", None, "province", "开发区项目"]
    sheet = write("projects", Paper(context, [project(group) for group in groups]))
    heads = [value for value in sheet.values("序号") if isinstance(value, str)]
    assert heads == [
        "合　计",
        "一、省重点项目（1个）",
        "二、县（市、区）重点项目（1个）",
        "三、其他项目（1个）",
        "四、开发区项目（2个）",
    ]
    assert [value for value in sheet.values("序号") if isinstance(value, int)] == [1, 2, 3, 4, 5]


def test_chinese_ordinals():
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 25, 99, 100)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十五",
        "九十九",
        "100",
    ]
