"""Projects in running prose: what introduces a name, what ends it, what is joined to it, who and where is tied to it."""

from __future__ import annotations

import pytest

LEAD = "3月5日,市委书记成蹊调研项目建设情况,县委副书记丁冬、副市长甘霖参加。"


def names(found: dict) -> list[str]:
    return [project["name"] for project in found["projects"]]


def of(found: dict, field: str) -> dict:
    return {project["name"]: project[field] for project in found["projects"]}


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("会议第一个点到的是柳河镇的白桦铝箔生产基地。", ["白桦铝箔生产基地"]),
        ("最难的是红枫至云杉高速公路玉屏隧道。", ["红枫至云杉高速公路玉屏隧道"]),
        ("第一个是云杉船舶动力产业园,总投资105亿元。", ["云杉船舶动力产业园"]),
        ("省重点项目红枫冷链物流园的情况要好一些。", ["红枫冷链物流园"]),
        ("正在建设的云杉梁风电场二期负责人这样算账。", ["云杉梁风电场二期"]),
        ("还在建的望江公交首末站,隔壁是居民广场。", ["望江公交首末站"]),
        ("督查组没有打招呼就去看了红枫湖水系连通工程。", ["红枫湖水系连通工程"]),
        ("他先到了云杉钢构产业园,又到了红枫口船闸。", ["云杉钢构产业园", "红枫口船闸"]),
        ("最让人揪心的要数红枫口水库,大坝已经停工四个月。", ["红枫口水库"]),
        ("省发改委批复了红枫湖水上运动中心的可研报告。", ["红枫湖水上运动中心"]),
        ("县政府把月亮湾湿地列为一号工程。", ["月亮湾湿地"]),
        ("龙脊岭隧道左洞昨天贯通,比计划提前了26天。", ["龙脊岭隧道"]),
        ("与之相邻的白桦配套产业园同步推进。", ["白桦配套产业园"]),
        ("经开区要抓紧实施第二水源工程,6月底前完成管线铺设。", ["第二水源工程"]),
        ("建设路东延工程5月6日开工。", ["建设路东延工程"]),
        ("全市最长的山体隧道——牛背岭隧道昨天打通。", ["牛背岭隧道"]),
        ("原定3月开工的红枫茶旅小镇还是一片荒地。", ["红枫茶旅小镇"]),
        ("在市五中新校区,外墙已经喷完。", ["市五中新校区"]),
        ("市里在园区建了云杉职工之家,5月6日启用。", ["云杉职工之家"]),
    ],
)
def test_what_introduces_a_name_makes_it_a_project(read, sentence, wanted):
    assert names(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("没有开工的还有2个,分别是东门农贸市场改造和金沙渠人行桥。", ["东门农贸市场改造", "金沙渠人行桥"]),
        (
            "代表们先后来到北区供热管网改造工程现场和白桦河河滨公园。",
            ["北区供热管网改造工程", "白桦河河滨公园"],
        ),
        ("被点名的有云杉海工装备项目和渡口物流园,前者两年没有打桩。", ["云杉海工装备项目", "渡口物流园"]),
        (
            "云杉竹板材生产线、桑果茶油精炼厂这两个企业的技改项目都扩了产。",
            ["云杉竹板材生产线", "桑果茶油精炼厂"],
        ),
        (
            "红枫灌区续建配套、乌龙江防洪堤除险加固两项水利工程年底见效。",
            ["红枫灌区续建配套", "乌龙江防洪堤除险加固"],
        ),
        ("泰山路小学改扩建和红枫幼儿园今年一并列入市十大民生工程。", ["泰山路小学改扩建", "红枫幼儿园"]),
        ("红枫热源厂和白桦换热站能不能赶在供暖季前投运,居民最关心。", ["红枫热源厂", "白桦换热站"]),
    ],
)
def test_what_is_joined_by_and_is_two_projects(read, sentence, wanted):
    assert names(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "要以过硬作风保障项目快建快成。",
        "要发挥县职教中心作用,帮助企业招工。",
        "今后每月10日在媒体公布民生项目进度。",
        "民生项目不比政绩工程,晚一天,百姓就多一天不便。",
        "要协调银行先以在建工程抵押放贷。",
        "要敢于对沉睡项目亮红牌。",
        "坐在办公室里等不来项目。",
        "代表们不时就资金来源、后续管护等询问项目负责人。",
        "全市今年计划实施停车设施项目12个,目前开工8个。",
        "今年安排的“开门红”项目有37个。",
        "该项目今年4月28日开工建设,目前提取车间已封顶。",
        "不管隧道工期怎么紧,都要守住安全这条红线。",
        "去年修了三公里亲水步道。",
        "成蹊走访了红枫社区和云杉小学。",
        "工程分为两段,东段已经开工。",
        "由区政府直接与砖厂业主谈判。",
    ],
)
def test_what_only_looks_like_a_name_is_no_project(read, sentence):
    assert names(read(f"{LEAD}\n{sentence}")) == []


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("省重大文旅项目红枫湾湿地博物馆完成主体结构。", ["省"]),
        ("市重点民生实事项目红枫第二幼儿园进展顺利,主体已经封顶。", ["市"]),
        ("市重点项目方面,红枫轴承项目去年竣工。", ["市"]),
        ("红枫硫酸锰项目总投资9.4亿元,是市里的“揭榜挂帅”重点项目。", ["市"]),
    ],
)
def test_a_class_in_front_is_cut_off_and_gives_the_level(read, sentence, levels):
    (project,) = read(f"{LEAD}\n{sentence}")["projects"]
    assert project["name"].startswith("红枫")
    assert project["levels"] == levels


def test_what_stands_before_a_list_is_said_of_each_of_it(read):
    found = read(f"{LEAD}\n列入我市“百日攻坚”的红枫智能家电产业园和云杉会展中心,眼下都在等用地指标。")
    assert of(found, "levels") == {"红枫智能家电产业园": ["市"], "云杉会展中心": ["市"]}
    assert of(found, "programmes") == {"红枫智能家电产业园": ["百日攻坚"], "云杉会展中心": ["百日攻坚"]}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("临枫县的红枫饲料项目自今年3月2日开工以来进展顺利。", "临枫县"),
        ("临枫县引进的红枫零部件项目只打了围墙。", "临枫县"),
        ("临枫县举行红枫温泉康养度假区开园仪式。", "临枫县"),
        ("在临枫县分会场,总投资15亿元的红枫铸造产业园破土。", "临枫县"),
        ("第二路,东枫新区,红枫锦纶项目。", "东枫新区"),
        ("高新区红枫家电产业园去年开工。", "高新区"),
        ("经济开发区的红枫锦纶项目去年开工。", None),
    ],
)
def test_the_place_before_a_name_is_its_place(read, sentence, place):
    assert list(of(read(f"{LEAD}\n{sentence}"), "place").values()) == [place]


@pytest.mark.parametrize(
    "sentence",
    [
        "由丁冬包保的红枫水厂和由甘霖包保的云杉连接线,分别完成年度投资的92%和85%。",
        "会议决定,由丁冬包保红枫水厂项目,由甘霖包保云杉连接线项目。",
        "丁冬包保的是红枫水厂,主体已经起来;甘霖包联的云杉连接线,还差9户没有谈妥。",
    ],
)
def test_each_leader_goes_to_the_project_behind_the_word_of_charge(read, sentence):
    leaders = [p["leader"] for p in read(f"{LEAD}\n{sentence}")["projects"]]
    assert leaders == ["丁冬", "甘霖"]
