"""Projects and leads that only the words around a name give away, and words that only look like them."""

from __future__ import annotations

import pytest

LEAD = "3月5日,市委书记成蹊调研重点项目建设情况,县委副书记丁冬、副市长甘霖参加。"
TRIP = "3月5日,市委书记成蹊率队赴外地开展招商考察。"


def names(found: dict) -> list[str]:
    return [project["name"] for project in found["projects"]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("像云杉氢能产业园、白桦抽水蓄能电站这些项目,投资都超过10亿元。", ["云杉氢能产业园", "白桦抽水蓄能电站"]),
        ("以丁冬包保的红枫智慧物流园为例,当年开工当年投产。", ["红枫智慧物流园"]),
        ("红枫岭光伏、云杉新区第二中学将在5月上旬率先开工。", ["红枫岭光伏", "云杉新区第二中学"]),
        (
            "此外,红枫岭风电、云杉县第五小学、白桦年产3万吨硅片项目也在分会场破土动工。",
            ["红枫岭风电", "云杉县第五小学", "白桦年产3万吨硅片项目"],
        ),
        ("成蹊还前往翠柏光学产业园调研,要求抢抓工期。", ["翠柏光学产业园"]),
        ("在云杉湾邮轮母港,成蹊一边察看一边询问装修进展。", ["云杉湾邮轮母港"]),
        ("督查组发现,青松文旅城擅自变更设计,被责令整改。", ["青松文旅城"]),
        (
            "红枫安置房由市领导甘霖挂钩,主体已经封顶;青松污水处理厂出口被弃土堵住;白桦智造园反映公交线路少。",
            ["红枫安置房", "青松污水处理厂", "白桦智造园"],
        ),
        ("加快白桦玻璃基地、红枫生物质项目建设,建成使用云杉站东广场。", ["白桦玻璃基地", "红枫生物质项目", "云杉站东广场"]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_name_makes_it_a_project(read, sentence, wanted):
    assert names(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "成蹊来到县政务服务中心调研优化营商环境工作,并到红旗社区察看养老服务。",
        "甘霖到云杉科技园调研企业经营情况。",
        "要对学校、医院、商场、冷库开展检查,确保节日安全。",
        "成蹊先后来到市图书馆、人民公园、红旗小学,看望慰问一线职工。",
        "要优先保障“双百工程”项目,对12个进度滞后项目开展督查。",
        "要以实的作风跑出项目建设加速度,工地上一排排钢构厂房拔地而起。",
        "会议强调,要加快产业园区、物流园、标准化厂房建设。",
    ],
)
def test_a_visit_or_a_slogan_alone_makes_no_project(read, sentence):
    assert names(read(f"{LEAD}\n{sentence}")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "观摩团先后来到红枫镇数字农业园(一期、冷链中心、科研楼)、云杉厂房三期、白桦配件项目,边走边看。",
        "推进红枫镇数字农业园(一期、冷链中心、科研楼)、云杉厂房三期、白桦配件项目建设。",
    ],
)
def test_what_stands_in_brackets_is_a_part_of_the_head(read, sentence):
    parts = {project["name"]: project["part_of"] for project in read(f"{LEAD}\n{sentence}")["projects"]}
    head = "红枫镇数字农业园"
    assert parts.pop(head) is None
    assert {name for name, whole in parts.items() if whole == head} == {f"{head}一期", "冷链中心", "科研楼"}


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("目前正在跟踪云华封测、博海重卡两个百亿级项目。", {"云华封测", "博海重卡"}),
        ("我市与莱顿传动就落户区域总部进行了两轮磋商。", {"莱顿传动"}),
        ("双方就共建康复机器人产业基地交换了意见。", {"康复机器人产业基地"}),
        ("成蹊邀请晨光精密来县布局特种减速器项目。", {"晨光精密", "特种减速器项目"}),
        ("代表团与星河电池就年产5吉瓦时储能电池项目落户深入洽谈。", {"星河电池", "年产5吉瓦时储能电池项目"}),
        ("红枫控股有意在我县投资建设康养小镇项目。", {"康养小镇项目"}),
    ],
)
def test_what_is_not_signed_is_a_lead_and_no_project(read, sentence, wanted):
    found = read(f"{TRIP}\n{sentence}")
    assert {lead["name"] for lead in found["leads"]} == wanted
    assert names(found) == []


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("云杉产业园由县委副书记丁冬联系。", "丁冬"),
        ("云杉产业园由县委副书记丁冬挂钩,主体已经封顶。", "丁冬"),
        ("云杉产业园项目正在施工。作为该项目的包保领导,副市长甘霖每周都来。", "甘霖"),
    ],
)
def test_who_has_a_project_in_charge(read, text, leader):
    found = read(f"{LEAD}\n{text}")
    assert [project["leader"] for project in found["projects"]] == [leader]


def test_the_answer_of_an_interview_says_who_has_it_in_charge(read):
    found = read(f"{LEAD}\n丁冬:以我联系包保的云杉抽水蓄能电站为例,征地就协调了半年。")
    assert [(p["name"], p["leader"]) for p in found["projects"]] == [("云杉抽水蓄能电站", "丁冬")]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("云杉产业园项目是自治区重点项目,总投资3亿元。", ["省"]),
        ("云杉产业园项目是我县引进的项目,也是全省重点项目、全市“三十工程”项目。", ["省", "市"]),
        ("云杉产业园项目进展顺利。全市重点项目完成投资3亿元。", []),
    ],
)
def test_a_level_is_said_of_the_project(read, text, levels):
    [project] = read(f"{LEAD}\n{text}")["projects"]
    assert project["levels"] == levels


def test_a_zone_in_front_of_the_name_is_its_place(read):
    found = read(f"{LEAD}\n成蹊先后察看了云杉经开区厂房三期、白桦新区第一小学、青松大桥等项目。")
    assert [project["place"] for project in found["projects"]] == ["云杉经开区", "白桦新区", None]
