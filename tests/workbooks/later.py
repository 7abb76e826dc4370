"""Shapes that were met while trying the reader on new sheets, each wrong at first. All of it is invented."""

from __future__ import annotations

from typing import Any

from tests.workbooks.building import LEFT, UP, Drawn, Formula, Gold, example, row, xlsx

L, U = LEFT, UP


@example("51-side-by-side.xlsx", 3)
def side_by_side() -> Any:
    head = ["项目名称", "存在问题", "责任单位", "时限"]
    rows: list[Any] = [
        ["青川区项目问题台账"],
        [*head, None, *head],
        [
            "青川激光产业园",
            "供热管网未接",
            "区住建局",
            "6月底",
            None,
            "青川湿地公园",
            "苗木未到",
            "区林业局",
            "7月底",
        ],
    ]
    gold = [
        row(
            "A3",
            project="青川激光产业园",
            issue="供热管网未接",
            lead_unit="区住建局",
            due=("6月底", "2024-06-30"),
        ),
        row(
            "F3", project="青川湿地公园", issue="苗木未到", lead_unit="区林业局", due=("7月底", "2024-07-31")
        ),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold)]


@example("52-lost-groups.csv", 3)
def lost_groups() -> Any:
    text = (
        ",,问题台账,,,,\n项目,,问题,,责任,,\n名称,县区,描述,类型,单位,人员,时限\n"
        "云岭职教园区,青川区,公交未开通,配套,市交通局,吴敏,24.6.30\n云岭储能电站,临河县,线路未开工,水电气,市供电公司／市发改委,沈涛,202407\n"
    )
    gold = [
        row("A4", project="云岭职教园区", issue="公交未开通", category="配套", lead_unit="市交通局", owner="吴敏", due=("24.6.30", "2024-06-30")),
        row("A5", project="云岭储能电站", issue="线路未开工", category="水电气", lead_unit="市供电公司／市发改委", owner="沈涛",
            due=("202407", "2024-07-31")),
    ]  # fmt: skip
    return text.encode("gb18030"), [Gold("52-lost-groups", "issues", gold)]


@example("53-amounts-by-half-words.xlsx", 3, on=None)
def amounts_by_half_words() -> Any:
    rows: list[Any] = [
        ["2024年1—5月固定资产投资完成情况表", None, None, None, None, None, "单位:万元"],
        ["序号", "项目名称", "总投资", "本年计划", "1-5月计划", "1-5月完成", "5月当月完成", "完成年计划%"],
        [1, "云岭储能电站", 12000, 5000, 2000, 1900, 300, 0.38],
        [2, "云岭职教园区", "12,000", "5,000", "/", "—", None, None],
        [None, "合计", 24000, 10000, 2000, 1900, 300, None],
    ]
    gold = [
        row("A3", project="云岭储能电站", investment_total_wan=12000, plan_wan=5000, completed_wan=1900),
        row("A4", project="云岭职教园区", investment_total_wan=12000, plan_wan=5000),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "investment", gold)]


@example("54-units-below.xlsx", 3, on=None)
def units_below() -> Any:
    rows: list[Any] = [
        ["序号", "项目名称", "总投资", "年度计划投资", "累计完成投资", "形象进度", "责任单位"],
        [None, None, "（亿元）", "（万元）", "（万元）", None, None],
        [1, "云岭储能电站", 1.2, 5000, 1900, "设备安装", "市能源集团"],
    ]
    gold = [row("A3", project="云岭储能电站", investment_total_wan=12000, plan_wan=5000, completed_wan=1900,
                progress="设备安装", lead_unit="市能源集团")]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "projects", gold)]


@example("55-form-of-a-project.xlsx", 3)
def form_of_a_project() -> Any:
    rows: list[Any] = [
        ["重点项目情况表", L, L, L],
        ["项目名称", "云岭储能电站", "建设单位", "市能源集团"],
        ["总投资（万元）", 12000, "年度计划投资（万元）", 5000],
        ["累计完成投资（万元）", 1900, "形象进度", "设备安装"],
        ["包联领导", "陈志远", "责任单位", "市发改委"],
        ["存在问题及困难", "1、缺地；2、线路未开工。", L, L],
        ["解决措施", "1、报批；2、倒排工期。", L, L],
        ["责任单位", "1、市自规局；2、市供电公司", L, L],
        ["完成时限", "6月底", L, L],
        ["办理情况", "办理中", L, L],
    ]
    both = {
        "project": "云岭储能电站", "investment_total_wan": 12000, "plan_wan": 5000, "completed_wan": 1900,
        "progress": "设备安装", "sponsor": "陈志远", "status": "办理中", "due": ("6月底", "2024-06-30"),
    }  # fmt: skip
    gold = [
        row("B6", **both, issue="缺地", measures="报批", lead_unit="市自规局"),
        row("B6", **both, issue="线路未开工。", measures="倒排工期。", lead_unit="市供电公司"),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold)]


@example("56-bands-in-brackets.xlsx", 3)
def bands_in_brackets() -> Any:
    rows: list[Any] = [
        ["云岭储能电站项目问题清单", L, L, L],
        ["序号", "存在问题", "责任单位", "完成时限"],
        ["【未销号】", L, L, L],
        [1, "线路未开工", "牵头：市供电公司；配合：市发改委、临河县政府", "05/06/2024"],
        ["已销号问题（1个）", L, L, L],
        [2, "消防设计未审查", "市住建局", "2024年6月31日"],
    ]
    gold = [
        row("A4", project="云岭储能电站项目", issue="线路未开工", lead_unit="市供电公司", units=["市发改委", "临河县政府"],
            status="未销号", due=("05/06/2024", "2024-05-06")),
        row("A6", project="云岭储能电站项目", issue="消防设计未审查", lead_unit="市住建局", status="已销号", due=("2024年6月31日", None)),
    ]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold, ("A1", "D4", "D6"))]


@example("57-amounts-below-a-year.xlsx", 3, on=None)
def amounts_below_a_year() -> Any:
    rows: list[Any] = [
        ["云岭市2024年8月重点项目调度表", L, L, L, L, L, L, "单位：万元"],
        ["项目名称", "总投资", "2024年", L, L, "责任单位", "存在问题", "解决措施"],
        [U, U, "年计划", "1—8月累计完成", "8月当月完成", U, U, U],
        ["省重点项目"],
        ["云岭储能电站", 12000, 5000, Formula("=1+1"), 300, "市能源集团", None, None],
        ["市重点项目"],
        ["云岭职教园区", 8000, 3000, 1200, 100, "市教育局", None, None],
        ["合计", 20000, 8000, 3100, 400],
        ["其中：新建项目", 12000, 5000],
    ]
    gold = [
        row("A5", project="云岭储能电站", investment_total_wan=12000, plan_wan=5000, lead_unit="市能源集团"),
        row("A7", project="云岭职教园区", investment_total_wan=8000, plan_wan=3000, completed_wan=1200, lead_unit="市教育局"),
    ]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "projects", gold, ("D5",))]


@example("58-amounts-by-the-unit-alone.xlsx", 3, on=None)
def amounts_by_the_unit_alone() -> Any:
    rows: list[Any] = [
        ["云岭市重点项目月报", L, L, L],
        [None, None, None, "单位：亿元"],
        ["项目名称", "今年计划", "本月完成", "本年累计"],
        ["云岭储能电站", 1.2, 0.1, 0.5],
    ]
    gold = [row("A4", project="云岭储能电站", plan_wan=12000, completed_wan=5000)]
    return xlsx(Drawn("表", rows)), [Gold("表", "investment", gold)]


@example("59-categories-that-count.xlsx", 3)
def categories_that_count() -> Any:
    head = ["序号", "涉及项目", "问题描述", "建议举措", "责任单位", "办结期限"]
    first, second = "（一）土地类问题（2个）", "（二）资金类问题（1个）"
    body: list[Any] = [
        [1, "云岭储能电站", "缺地", "报批", "市自规局", "6月底"],
        [2, "——", "用地手续慢", "并联审批", "市自规局", "7月底"],
    ]
    last: list[Any] = [3, "云岭职教园区", "专项债未下达", "争取额度", "市财政局", "年底前"]
    rest: list[Any] = ["（以下空白）"]
    across = [head, [first, *[L] * 5], *body, [second, *[L] * 5], last, rest]
    alone = [head, [first], *body, [second], last, rest]
    gold = [
        row("A3", project="云岭储能电站", issue="缺地", measures="报批", lead_unit="市自规局", category="土地",
            due=("6月底", "2024-06-30")),
        row("A4", issue="用地手续慢", measures="并联审批", lead_unit="市自规局", category="土地", due=("7月底", "2024-07-31")),
        row("A6", project="云岭职教园区", issue="专项债未下达", measures="争取额度", lead_unit="市财政局", category="资金",
            due=("年底前", "2024-12-31")),
    ]  # fmt: skip
    return xlsx(Drawn("合并", across), Drawn("不合并", alone)), [
        Gold("合并", "issues", gold),
        Gold("不合并", "issues", gold),
    ]


@example("60-words-of-the-same-stems.xlsx", 3)
def words_of_the_same_stems() -> Any:
    issues: list[Any] = [
        ["项目及地点", "堵点描述", "纾解举措", "首责单位", "协作部门", "化解期限", "现阶段进展", "挂联领导"],
        ["云岭储能电站", "缺地", "报批", "市自规局", "市发改委", "6月底", "已受理", "陈志远"],
    ]
    leads: list[Any] = [
        ["云岭市招商引资线索清单", L, L, L, L],
        ["招商线索", "意向企业名称", "企业所在省市", "洽谈阶段", "下阶段工作重点"],
        ["云岭隔膜产线", "云岭膜业", "江苏", "初步接触", "赴企业拜访"],
    ]
    gold = [
        row("A2", project="云岭储能电站", issue="缺地", measures="报批", lead_unit="市自规局", units=["市发改委"],
            progress="已受理", sponsor="陈志远", due=("6月底", "2024-06-30"))
    ]  # fmt: skip
    lead = row("A3", project="云岭隔膜产线", investor="云岭膜业", place="江苏", stage="初步接触", next_step="赴企业拜访")  # fmt: skip
    return xlsx(Drawn("问题", issues), Drawn("线索", leads)), [
        Gold("问题", "issues", gold),
        Gold("线索", "leads", [lead]),
    ]


@example("61-cards-with-tables.xlsx", 3)
def cards_with_tables() -> Any:
    def card(name: str, leader: str, person: str, *issues: list[Any]) -> list[Any]:
        return [
            ["重点项目包联卡", L, L, L, L],
            ["项目名称：", name, L, "包联领导：", leader],
            ["联系人：", person, L, "联系电话：", "0391-3333333"],
            ["需协调的问题", "序号", "问题", "解决措施", "完成时限"],
            *([U, *line] for line in issues),
            [],
        ]

    rows = [
        *card(
            "云岭储能电站", "陈志远", "周洋", [1, "缺地", "报批", "6月底"], [2, "线路未开工", "催办", "7月底"]
        ),
        *card("云岭职教园区", "孙涛", "马丽", [1, "专项债未下达", "争取额度", "8月底"]),
    ]
    one = {"project": "云岭储能电站", "sponsor": "陈志远", "owner": "周洋"}
    two = {"project": "云岭职教园区", "sponsor": "孙涛", "owner": "马丽"}
    gold = [
        row("A5", **one, issue="缺地", measures="报批", due=("6月底", "2024-06-30")),
        row("A6", **one, issue="线路未开工", measures="催办", due=("7月底", "2024-07-31")),
        row("A12", **two, issue="专项债未下达", measures="争取额度", due=("8月底", "2024-08-31")),
    ]
    return xlsx(Drawn("卡", rows)), [Gold("卡", "issues", gold)]


@example("62-on-its-side.xlsx", 3)
def on_its_side() -> Any:
    rows: list[Any] = [
        ["重点项目对照表（单位：万元）", L, L, L],
        ["序号", 1, 2, 3],
        ["项目名称", "云岭储能电站", "云岭职教园区", "云岭水厂"],
        ["总投资", 12000, 8000, "1.5亿元"],
        ["年度计划投资", 5000, "/", 6000],
        ["建设地点", "青川区", "临河县", "临河县"],
        ["责任单位", "市能源集团", "市教育局", L],
    ]
    gold = [
        row("B3", project="云岭储能电站", investment_total_wan=12000, plan_wan=5000, lead_unit="市能源集团"),
        row("C3", project="云岭职教园区", investment_total_wan=8000, lead_unit="市教育局"),
        row("D3", project="云岭水厂", investment_total_wan=15000, plan_wan=6000, lead_unit="市教育局"),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "projects", gold)]


@example("63-two-columns-of-issues.xlsx", 3)
def two_columns_of_issues() -> Any:
    rows: list[Any] = [
        ["序号", "项目名称", "问题1", "措施1", "问题2", "措施2", "责任单位"],
        [1, "云岭储能电站", "缺地", "报批", "线路未开工", "催办", "市发改委"],
        [2, "云岭职教园区", None, None, "专项债未下达", None, "市教育局"],
        [3, "云岭水厂", None, None, None, None, "市水利局"],
    ]
    gold = [
        row("A2", project="云岭储能电站", issue="缺地", measures="报批", lead_unit="市发改委"),
        row("A2", project="云岭储能电站", issue="线路未开工", measures="催办", lead_unit="市发改委"),
        row("A3", project="云岭职教园区", issue="专项债未下达", lead_unit="市教育局"),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold, ("A4",))]


@example("64-lines-of-prose.xlsx", 3)
def lines_of_prose() -> Any:
    rows: list[Any] = [
        ["重点项目存在问题汇报"],
        ["一、云岭储能电站"],
        ["存在问题1：缺地"],
        ["责任单位：市自规局"],
        ["存在问题2：线路未开工"],
        ["完成时限：6月底"],
        ["二、云岭职教园区"],
        ["存在问题：专项债未下达"],
        ["责任单位：市财政局"],
        ["三、临河县"],
        ["存在问题：道路未通"],
        ["责任单位：县交通局"],
    ]
    gold = [
        row("A3", project="云岭储能电站", issue="缺地", lead_unit="市自规局"),
        row("A5", project="云岭储能电站", issue="线路未开工", due=("6月底", "2024-06-30")),
        row("A8", project="云岭职教园区", issue="专项债未下达", lead_unit="市财政局"),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold, ("A11",))]


@example("65-projects-without-issues.xlsx", 3)
def projects_without_issues() -> Any:
    rows: list[Any] = [
        ["序号", "存在问题", "责任单位", "交办时间"],
        ["云岭储能电站"],
        [1, "缺地", "市自规局", "24.5.12"],
        ["云岭水厂"],
        ["云岭职教园区"],
        [2, "专项债未下达", "市财政局", "24.05.20"],
        ["云岭管廊"],
    ]
    gold = [
        row("A3", project="云岭储能电站", issue="缺地", lead_unit="市自规局", listed_on="2024-05-12"),
        row("A6", project="云岭职教园区", issue="专项债未下达", lead_unit="市财政局", listed_on="2024-05-20"),
    ]
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold, ("A4", "A7"))]
