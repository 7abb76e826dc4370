"""Figures of a workbook go to the year and month that its sheet speaks for, and are told where there is none."""

from __future__ import annotations

from datetime import date

from tests.exchange.sheets import row, sheet
from tests.exchange.workbook_desk import Desk


def test_figures_go_to_the_year_and_month_that_the_sheet_speaks_for(desk: Desk):
    office = desk.office
    figures = row(
        5,
        project="甲园",
        investment_total_wan=10000,
        plan_wan=5000,
        completed_wan=1234.5678,
        progress="主体施工",
    )
    desk.take(desk.bring(sheet(figures, kind="investment", as_of=date(2024, 5, 31))))
    (report,) = office.rows("progress")
    assert (report["year"], report["month"], report["done_ytd_yuan"]) == (2024, 5, 12_345_678)
    assert report["physical_progress"] == "主体施工"
    assert office.rows("projects")[0]["target_yuan"] == 50_000_000


def test_a_plan_of_another_year_stands_under_its_year(desk: Desk):
    desk.take(
        desk.bring(sheet(row(5, project="甲园", plan_wan=5000), kind="investment", as_of=date(2023, 12, 31)))
    )
    plans = [row for (noun, _), row in desk.office.living().items() if noun == "annual_plan"]
    assert [(plan["year"], plan["target_yuan"]) for plan in plans] == [(2023, 50_000_000)]


def test_without_a_month_a_cumulative_figure_is_not_guessed(desk: Desk):
    understood = desk.take(
        desk.bring(sheet(row(5, project="甲园", completed_wan=100), kind="investment", as_of=None))
    )
    assert desk.office.rows("progress") == []
    assert any("累计完成投资没有采用" in problem.message for problem in understood.problems)


def test_a_title_tells_the_period_where_no_day_does(desk: Desk):
    wanted = row(5, project="甲园", completed_wan=100)
    desk.take(
        desk.bring(
            sheet(wanted, kind="investment", as_of=None, title="云岭市2024年1—5月重点项目投资完成情况")
        )
    )
    (report,) = desk.office.rows("progress")
    assert (report["year"], report["month"]) == (2024, 5)


def test_the_name_of_the_sheet_tells_the_period_too(desk: Desk):
    wanted = row(5, "2024年4月", project="甲园", completed_wan=100)
    desk.take(desk.bring(sheet(wanted, kind="investment", as_of=None, name="2024年4月")))
    (report,) = desk.office.rows("progress")
    assert (report["year"], report["month"]) == (2024, 4)


def test_figures_of_one_project_that_disagree_within_the_workbook_are_told(desk: Desk):
    rows = [
        row(n, project="甲园", issue=f"问题{n}", investment_total_wan=wan) for n, wan in ((5, 100), (6, 200))
    ]
    understood = desk.take(desk.bring(sheet(*rows)))
    assert desk.office.rows("projects")[0]["total_yuan"] == 1_000_000
    assert any("不一致" in problem.message and problem.at == "台账!O6" for problem in understood.problems)
