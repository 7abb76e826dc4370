"""Shapes that were met while trying the reader on new sheets, each wrong at first. All of it is invented."""

from __future__ import annotations

from typing import Any

from tests.workbooks.building import LEFT, Drawn, Gold, example, row, xlsx

L = LEFT


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
