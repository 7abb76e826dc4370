"""Who is named, who asks for what, and what counts as a day, a period or a place."""

from __future__ import annotations

import pytest

LEAD = "3月5日,市委书记成蹊调研重点项目建设情况。"


def others(found: dict) -> list[tuple[str, str | None]]:
    return [(p["name"], p["title"]) for p in found["people"] if p["role"] == "leader" and p["name"] != "成蹊"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("家住河东的种粮大户齐德厚算了一笔账。", [("齐德厚", "种粮大户")]),
        ("搬迁户冯素云急得直跺脚。", [("冯素云", "搬迁户")]),
        ("在工棚里,钢筋工牛大力说,活儿干得踏实。", [("牛大力", "钢筋工")]),
        ("记者跟着塔吊司机金铁山爬上驾驶室。", [("金铁山", "塔吊司机")]),
        ("盾构司机常胜坐在操控台前。", [("常胜", "盾构司机")]),
        ("县交通运输局局长项阔、施工单位项目经理尚世奎陪同。", [("项阔", "县交通运输局局长"), ("尚世奎", "施工单位项目经理")]),
        ("厂长夏侯敏正带人冲洗滤池。", [("夏侯敏", "厂长")]),
    ],
)  # fmt: skip
def test_workers_and_residents_are_named_with_their_calling(read, sentence, wanted):
    assert others(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "有关负责人介绍,项目进展顺利。",
        "县里实行县级领导包联企业制度。",
        "养殖户缺资金,农民工工资发放存在风险。",
        "总监理工程师全程盯守,质检员安全意识强。",
        "全县技工太少,外地技工留不住。",
        "果农高兴地说,路通了。",
    ],
)
def test_a_calling_without_a_name_is_nobody(read, sentence):
    assert others(read(f"{LEAD}\n{sentence}")) == []


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("本版编辑 谭松 版式 陶悠然 校检 薛白", [("谭松", "编辑"), ("陶悠然", "版式"), ("薛白", "校检")]),
        ("责任编辑/张弛 审核/李想", [("张弛", "责任编辑"), ("李想", "审核")]),
        ("编辑 部门 新闻 体育", []),
    ],
)
def test_a_staff_box_needs_no_colon(read, line, wanted):
    found = read(f"{LEAD}\n在云杉产业园项目现场,成蹊要求加快进度,抓好质量安全。\n{line}")
    assert [(p["name"], p["title"]) for p in found["people"] if p["role"] == "editor"] == wanted


@pytest.mark.parametrize(
    ("sentence", "unit", "text"),
    [
        ("会议明确,云杉产业园融资事项由市财政局牵头,会同承贷银行尽快拿出放款方案。", "市财政局", "云杉产业园融资事项由市财政局牵头,会同承贷银行尽快拿出放款方案"),
        ("会议要求,各县区要加强调度。由市财政局统筹资金,优先保障工资支付。", "市财政局", "由市财政局统筹资金,优先保障工资支付"),
        ("成蹊强调,质量是第一位的。施工单位必须在6月底前完成桩基施工。", "施工单位", "必须在6月底前完成桩基施工"),
        ("成蹊强调,一要盯服务,每月到现场办公。他还特别指出,区征收中心要在10月底前完成搬迁。", "区征收中心", "要在10月底前完成搬迁"),
        ("成蹊要求,各部门首先要把家底彻底摸清楚。", "各部门", "要把家底彻底摸清楚"),
        ("成蹊强调,一要打通堵点,各县(区)对征地拆迁等问题不等不靠。", "各县(区)", "要打通堵点,各县(区)对征地拆迁等问题不等不靠"),
    ],
)  # fmt: skip
def test_who_has_to_act(read, sentence, unit, text):
    last = read(f"{LEAD}\n{sentence}")["requirements"][-1]
    assert (last["unit"], last["text"]) == (unit, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "成蹊说,年关将近,有些工友要回家,掌子面上少了三成人手。",
        "成蹊介绍,管线要穿过一片果园,成品车要绕行四十公里。",
        "会议指出,项目由市交投集团负责建设,总投资3亿元。",
        "成蹊听取了对会议议定的事项落实情况的汇报。",
        "成蹊说,企业有两件烦心事:一是蒸汽压力不够,二是原料要从外省拉。",
    ],
)
def test_what_is_told_is_not_asked(read, sentence):
    assert read(f"{LEAD}\n{sentence}")["requirements"] == []


def test_the_first_moment_is_no_number(read):
    found = read(f"{LEAD}\n成蹊要求,信访部门要第一时间受理、第一时间答复。")
    assert [one["text"] for one in found["requirements"]] == ["要第一时间受理、第一时间答复"]


def test_what_all_are_asked_is_not_about_the_project_before(read):
    found = read(
        f"{LEAD}\n云杉产业园项目正在施工。成蹊要求,施工单位要倒排工期,6月底前完工。各县区要压实责任,每月调度。"
    )
    assert [(q["unit"], q["project"]) for q in found["requirements"]] == [
        ("施工单位", "云杉产业园项目"),
        ("各县区", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("去年3月6日开工的云杉大道项目总投资4.1亿元。", None),
        ("云岭县三季度重大项目集中开工活动举行,12个项目同步开工。", None),
        ("今年全市实施重点项目96个,前10个月完成投资142亿元。", "2024-01/2024-10"),
        ("7月份,全市26个重点项目完成投资52.4亿元。", "2024-07"),
        ("2023年全市实施重点项目37个,完成投资68.2亿元。", "2023"),
    ],
)
def test_a_period_is_one_of_the_sum(read, sentence, period):
    found = read(f"2024-11-20 9:00\n{LEAD}\n{sentence}")
    assert [figure["period"] for figure in found["figures"]] == [period]


def test_a_class_of_two_levels_has_none(read):
    found = read(f"{LEAD}\n197个省市重点项目完成投资143.6亿元。市重点项目完成投资13.6亿元。")
    assert [figure["level"] for figure in found["figures"]] == [None, "市"]


def test_days_spent_may_stand_in_the_clause_behind(read):
    found = read(f"{LEAD}\n3月2日,云杉光伏电站二期投产,从打下第一根桩到投产历时214天。")
    assert [(m["stage"], m["date"], m["elapsed_days"]) for m in found["milestones"]] == [
        ("投产", "--03-02", 214)
    ]


def test_parts_in_brackets_have_no_stage_of_their_own(read):
    found = read(f"{LEAD}\n云杉货场项目(快速装车系统、集装箱作业区)2月20日开工。")
    assert [m["project"] for m in found["milestones"]] == ["云杉货场项目"]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("位于东湾区的云杉海洋药物中试基地竣工。", "东湾区"),
        ("云杉金枪鱼加工项目在云东县落地,眼下正在平整场地。", "云东县"),
        ("在云东县白桦镇的云杉风电项目,工人正在吊装。", "云东县白桦镇"),
    ],
)
def test_a_place_is_no_more_than_the_place(read, sentence, place):
    assert [project["place"] for project in read(f"{LEAD}\n{sentence}")["projects"]] == [place]


def test_source_and_title_of_a_roundup(read):
    found = read(
        "云岭日报\n发布时间:2025-07-09  来源:云岭高新区党群工作部  浏览次数:418\n项目建设短波集锦\n本报综合报道\n"
        "图①:建设中的大桥主桥合龙段。\n7月2日,云岭江大桥主桥顺利合龙,两岸群众盼了多年的过江通道建成在望。"
    )
    assert (found["title"], found["source"]) == ("项目建设短波集锦", "云岭高新区党群工作部")
    assert (found["event_date"], found["body"].count("\n")) == ("2025-07-02", 0)
