"""Obstacles told in running text, tasks given without 要, and what stands around an article: one shape each."""

from __future__ import annotations

import pytest

LEAD = "3月6日,市委常委、副市长成蹊调研重点项目建设。"


def obstacles(found: dict) -> list[tuple[str, str, str | None]]:
    return [(issue["text"], issue["category"], issue["project"]) for issue in found["issues"]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "云杉冷链物流园项目卡在土地报批上,白桦中学迁建工程反映施工便道受阻、焊工招不齐。",
            [
                ("土地报批", "手续", "云杉冷链物流园项目"),
                ("施工便道受阻", "运输", "白桦中学迁建工程"),
                ("焊工招不齐", "用工", "白桦中学迁建工程"),
            ],
        ),
        ("眼下最发愁的是资金周转不过来。", [("资金周转不过来", "资金", None)]),
        (
            "白桦中学迁建工程的外电要到后年才能送进来。",
            [("外电要到后年才能送进来", "水电气", "白桦中学迁建工程")],
        ),
        (
            "云杉冷链物流园项目进场道路被堵死,材料进不来。",
            [("进场道路被堵死,材料进不来", "运输", "云杉冷链物流园项目")],
        ),
        (
            "白桦中学迁建工程因高压杆线未迁、部分住户不愿搬迁,进度滞后。",
            [
                ("高压杆线未迁", "征迁", "白桦中学迁建工程"),
                ("部分住户不愿搬迁", "征迁", "白桦中学迁建工程"),
            ],
        ),
        (
            "大家谈到,企业融资渠道单一、熟练工紧缺、物流成本偏高。",
            [
                ("企业融资渠道单一", "资金", None),
                ("熟练工紧缺", "用工", None),
                ("物流成本偏高", "运输", None),
            ],
        ),
        (
            "会议现场协调解决用地审批、资金缺口、用电报装等问题18个。",
            [("用地审批", "手续", None), ("资金缺口", "资金", None), ("用电报装", "水电气", None)],
        ),
        (
            "原材料供应跟不上、订单交付延误是当前最大的难题。",
            [("原材料供应跟不上", "物料", None), ("订单交付延误", "其他", None)],
        ),
        (
            "云杉冷链物流园项目缺120名普工;白桦中学迁建工程还有6户没有签订征收协议。",
            [
                ("缺120名普工", "用工", "云杉冷链物流园项目"),
                ("6户没有签订征收协议", "征迁", "白桦中学迁建工程"),
            ],
        ),
    ],
)
def test_an_obstacle_is_read_whole_and_goes_to_its_project(read, sentence, wanted):
    assert obstacles(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "手续问题不能拖,你们派人去办。",
        "停工不是办法。",
        "各级要坚决破除要素瓶颈。",
        "会议梳理项目问题213个。",
    ],
)
def test_what_only_speaks_of_obstacles_is_none(read, sentence):
    assert obstacles(read(f"{LEAD}\n{sentence}")) == []


@pytest.mark.parametrize(
    ("sentence", "by", "unit", "deadline"),
    [
        ("“白桦街道要逐户上门,4月底前签完协议。”成蹊说。", "成蹊", "白桦街道", "4月底前"),
        ("成蹊在专报上批示:督查清单要一项一项销号,逐条反馈。", "成蹊", None, None),
        ("会议明确,自5月起,市重点办每月5日前通报进度。", "会议", "市重点办", "每月5日前"),
        ("成蹊就下步工作作了部署:市住建局牵头,6月底前完成方案。", "成蹊", "市住建局", "6月底前"),
        ("任务书要求,各县(区)、各部门要在2月20日前编制计划。", None, "各县(区)、各部门", "2月20日前"),
        ("成蹊要求水务部门汛期来临前把护坡做完。", "成蹊", "水务部门", "汛期来临前"),
        ("成蹊要求白桦新区管委会会同热力公司优化施工顺序。", "成蹊", "白桦新区管委会", None),
        ("成蹊强调,各园区3月底复工率要达到100%以上。", "成蹊", "各园区", "3月底"),
        ("成蹊要求,各园区要抢抓春节前窗口期,1月20日前办完手续。", "成蹊", "各园区", "1月20日前"),
    ],
)
def test_a_task_has_its_giver_unit_and_day(read, sentence, by, unit, deadline):
    found = read(f"{LEAD}\n{sentence}")["requirements"]
    assert [(one["by"], one["unit"], one["deadline"]) for one in found] == [(by, unit, deadline)]


def test_a_paper_goes_on_asking_in_its_next_sentence(read):
    text = f"{LEAD}\n任务书要求,各部门要在2月20日前编制计划。要把审批提速放在突出位置。"
    assert [one["by"] for one in read(text)["requirements"]] == [None, None]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("州委常委、副州长刀远峰主持会议。", ("刀远峰", "州委常委、副州长")),
        ("云岭县县长那木在会上作表态发言。", ("那木", "云岭县县长")),
        ("云杉集团董事长苏砚说。", ("苏砚", "云杉集团董事长")),
        ("记者专访了市委常委、常务副市长白露明。", ("白露明", "市委常委、常务副市长")),
        ("旗领导乌云山、布仁陪同。", ("布仁", "旗领导")),
    ],
)
def test_a_rarer_surname_is_read_behind_a_title(read, sentence, wanted):
    assert wanted in [(person["name"], person["title"]) for person in read(f"{LEAD}\n{sentence}")["people"]]


def test_a_staff_box_of_another_kind_is_read(read):
    found = read(f"{LEAD}\n初审编辑:贾小文\n信息审核:毛秋\n编校:施平 | 监制:路远")["people"]
    editors = [(one["name"], one["title"]) for one in found if one["role"] == "editor"]
    assert editors == [("贾小文", "初审编辑"), ("毛秋", "信息审核"), ("施平", "编校"), ("路远", "监制")]


def figure(read, sentence: str) -> list[tuple]:
    found = read(f"发布时间:2025-06-10\n{LEAD}\n{sentence}")["figures"]
    return [(one["count"], one["amount_wan"], one["ratio"], one["period"]) for one in found]


def test_one_of_many_does_not_own_the_sum(read):
    sentence = "云杉水利枢纽项目是全国120项重大水利工程之一,总投资41.5亿元。"
    assert figure(read, sentence) == [(None, 415000, None, None)]


def test_a_multiple_of_the_plan_is_a_ratio(read):
    sentence = "省级重点项目30个,完成投资80亿元,为年度计划的1.2倍。"
    assert figure(read, sentence) == [(30, 800000, 1.2, None)]


@pytest.mark.parametrize(
    ("words", "period"),
    [("一季度", "2025-01/2025-03"), ("今年上半年", "2025-01/2025-06"), ("前5个月", "2025-01/2025-05")],
)
def test_a_part_of_the_year_is_a_range_of_months(read, words, period):
    assert figure(read, f"{words},全市引进重点项目36个。") == [(36, None, None, period)]


def test_working_days_are_no_count(read):
    assert figure(read, "审批部门3个工作日内办结项目备案。") == []


def test_a_day_that_work_goes_on_from_is_the_day_it_began(read):
    found = read(f"{LEAD}\n云杉水利枢纽项目自2023年4月18日开工,进展顺利。")["milestones"]
    assert [(one["stage"], one["date"]) for one in found] == [("开工", "2023-04-18")]


def test_the_headline_is_neither_masthead_nor_sum_nor_button(read):
    page = f"云岭日报讯\n云岭市30个项目集中开工\n总投资168.4亿元\n来源:云岭日报 作者:甘棠 我要评论\n{LEAD}"
    found = read(page)
    assert (found["title"], found["reporters"]) == ("云岭市30个项目集中开工", ["甘棠"])


def test_several_days_begin_with_the_first(read):
    page = "发布时间:2025-04-24\n4月20日至22日,县委书记成蹊赴外地开展招商考察,走访了三家企业。"
    assert read(page)["event_date"] == "2025-04-20"
