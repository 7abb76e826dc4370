"""Counts of a part, sums told in other words, several growths at once, and what is no figure."""

from __future__ import annotations

import pytest

LEAD = "3月5日,市委书记成蹊调研重点项目建设情况。"


def told(found: dict) -> list[tuple]:
    """(count, sum, kind, ratio) of each figure."""
    return [(f["count"], f["amount_wan"], f["kind"], f["ratio"]) for f in found["figures"]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("87个重点项目中,55个已经开工,开工率63.2%。", [(87, None, "count", None), (55, None, "count", 0.632)]),
        ("实施交通项目19个,正在施工10个,剩下的2个处在前期阶段。", [(19, None, "count", None), (10, None, "count", None), (2, None, "count", None)]),
        ("安排民生项目58个,年度计划投资126亿元,目前已完工44个。", [(58, 1260000, "annual_plan", None), (44, None, "count", None)]),
        ("全县30个重点项目中,还有6个没有动工,涉及投资44亿元。", [(30, None, "count", None), (6, 440000, "total", None)]),
        ("列入省重点项目的有5个。", [(5, None, "count", None)]),
        ("单体投资超过10亿元的项目由6个增加到11个。", [(11, None, "count", None)]),
    ],
)  # fmt: skip
def test_a_part_of_a_class_is_counted(read, sentence, wanted):
    assert told(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("全市交通固定资产投资完成76.8亿元,占年度计划的104.2%。", [(None, 768000, "completed", 1.042)]),
        ("云杉产业园项目投资额不大,只有8000万元。", [(None, 8000, "total", None)]),
        ("云杉产业园项目今年计划完成投资9500万元,目前已完成4120万元。", [(None, 9500, "annual_plan", None), (None, 4120, "completed", None)]),
        ("今年安排的197个重点项目累计完成投资345亿元。", [(197, 3450000, "completed", None)]),
        ("云杉产业园项目、望溪大桥工程分别完成投资8.4亿元和5.9亿元。", [(None, 84000, "completed", None), (None, 59000, "completed", None)]),
        ("会上,12个项目集中签约,总投资67.8亿元。", [(12, 678000, "signed", None)]),
        ("实施项目386个,其中省重点项目45个、市重点项目128个,完成投资529亿元。", [(386, 5290000, "completed", None), (45, None, "count", None), (128, None, "count", None)]),
        ("集聚上下游项目6个,其中云杉产业园项目今年3月开工,总投资5.8亿元。", [(6, None, "count", None), (None, 58000, "total", None)]),
    ],
)  # fmt: skip
def test_a_sum_belongs_to_what_it_is_told_of(read, sentence, wanted):
    assert told(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("安排重点项目79个,总投资204亿元,年度计划投资63亿元,较今年分别增长12.9%、18.6%和10.5%。", {"项目个数": 0.129, "总投资": 0.186, "年度计划投资": 0.105}),
        ("项目个数、总投资同比分别增长12%、18.5%。", {"项目个数": 0.12, "总投资": 0.185}),
        ("与去年同期相比,项目个数增长20%。", {"项目个数": 0.2}),
        ("签约总额比去年同期增长26.4%。", {"签约总额": 0.264}),
        ("工业增加值同比增长8%,税收同比分别增长3%、5%。", {}),
    ],
)  # fmt: skip
def test_each_growth_has_what_it_is_said_of(read, sentence, wanted):
    found = read(f"{LEAD}\n{sentence}")["figures"]
    assert {f["scope"]: f["ratio"] for f in found if f["kind"] == "growth"} == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "调研组先后深入11个县区和项目现场。",
        "对三个月没有进展的在谈项目,更换组长。",
        "12个标段全部开工,3个村正在施工。",
        "全县税收已完成4.2亿元。",
    ],
)
def test_what_counts_no_projects_is_no_figure(read, sentence):
    assert read(f"{LEAD}\n{sentence}")["figures"] == []
