"""Which names of a page mean one project, and how the page goes on to call it."""

from __future__ import annotations

import pytest

from jzledger.articles.same_names import grouped


@pytest.mark.parametrize(
    "one",
    [
        ["白桦市第二人民医院传染病楼项目", "传染病楼"],
        ["云杉市粮食储备库迁建项目", "粮库迁建项目"],
        ["红枫食品烘焙生产线项目", "红枫食品项目"],
        ["红枫新能光伏玻璃二期项目", "光伏玻璃项目"],
    ],
)
def test_a_shorter_name_means_the_one_project_that_it_can_be_short_for(one):
    assert grouped(one, {}) == [one]


@pytest.mark.parametrize(
    "two",
    [
        ["市再生水利用项目管网延伸工程", "市再生水利用项目"],  # a project and a part of it
        ["白杨路社区日间照料中心", "社区日间照料中心"],  # one of many, and the class of them
        ["云杉铜箔年产5万吨项目一期", "云杉铜箔年产5万吨项目"],
        ["云杉产业园二期项目", "云杉产业园一期项目"],
        ["白桦县人民医院传染病楼", "红枫县人民医院传染病楼"],
        ["红枫新能光伏玻璃二期项目", "光伏玻璃一期项目"],
    ],
)
def test_a_part_a_class_and_another_phase_are_projects_of_their_own(two):
    assert grouped(two, {}) == [[name] for name in two]


def test_a_short_name_that_may_mean_either_joins_none():
    names = ["白桦县人民医院传染病楼", "红枫县人民医院传染病楼", "传染病楼"]
    assert grouped(names, {}) == [[name] for name in names]


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (
            "天珏年产3吉瓦时固态电池项目已经开工,总投资12亿元。",
            "要加快天珏项目供电线路施工,8月底前接通电源。",
        ),
        ("县中医院迁建项目完成主体施工。", "要积极争取资金,1月底前落实县中医院设备采购资金。"),
        ("沙柳县零碳产业园12月28日开工。", "要完善零碳产业园道路和管网,4月底前具备入驻条件。"),
    ],
)
def test_a_demand_that_names_a_project_shortly_is_about_it(read, told, asked):
    lead = "3月5日,市委书记成蹊调研重点项目建设情况。云杉快速路项目正在施工。"
    found = read(f"{lead}\n{told}\n成蹊强调,{asked}")
    project = next(p["name"] for p in found["projects"] if p["name"] in told)
    assert [r["project"] for r in found["requirements"]] == [project]
