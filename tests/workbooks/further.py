"""Shapes of other offices' workbooks that were misread when first met, rebuilt small, with their neighbours. All invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.workbooks.building import LEFT, UP, Drawn, Formula, Gold, converted, example, row, xlsx

L, U = LEFT, UP


@example("66-numbers-before-days.xlsx", 3)
def numbers_before_days() -> Any:
    rows: list[Any] = [
        ["项目名称", "存在问题", "整改措施", "责任单位", "完成时限", "办理进展"],
        ["云岭水厂", "1、管材未到货\n2、阀井积水", "(1)驻厂催货\n(2)增设水泵", "市水利局", "1、6月15日前\n2、2024年6月25日",
         "1.已发货三成\n2.1—8号井已抽干"],
        ["云岭职教园区", "①食堂未验收\n②围墙未建", "⑴约请验收\n⑵办理规划", "①市住建局\n②市资规局", "1.6月底前 2.7月10日前", "１．已受理\n２．2号段已放线"],
        ["云岭隔膜产线", "1)蒸汽价格未定；2)110千伏线路未通", "一）会商价格\n二）加快施工", "市工信局", "1)6月20日；2)15日前", None],
        ["云岭管廊", "1、2号楼前管线未迁", "1、2、3号井先行施工", "市城管局", "6.30", "1.5公里已完成"],
        ["云岭粮库", "1.5亿元资金未落实，2.3亿元贷款未批", "对接银行", "市粮储局", "年底前", None],
        ["云岭货运站", "1、3号仓漏水\n2、5号仓未验收\n3、道口未改", "1、补漏\n3、报批", "市交通局", "1、20日前\n2、25日前\n3、三季度末", None],
        ["云岭泵站", "第一，闸门未到货；第二，电源未接", "其一，催货；其二，报装", "市水利局", "【1】6月10日【2】2024/6/30", None],
    ]  # fmt: skip
    water, school = {"project": "云岭水厂", "lead_unit": "市水利局"}, {"project": "云岭职教园区"}
    film, rail = (
        {"project": "云岭隔膜产线", "lead_unit": "市工信局"},
        {"project": "云岭货运站", "lead_unit": "市交通局"},
    )
    pump = {"project": "云岭泵站", "lead_unit": "市水利局"}
    gold = [
        row("A2", **water, issue="管材未到货", measures="驻厂催货", due=("6月15日前", "2024-06-15"), progress="已发货三成"),
        row("A2", **water, issue="阀井积水", measures="增设水泵", due=("2024年6月25日", "2024-06-25"), progress="1—8号井已抽干"),
        row("A3", **school, issue="食堂未验收", measures="约请验收", lead_unit="市住建局", due=("6月底前", "2024-06-30"), progress="已受理"),
        row("A3", **school, issue="围墙未建", measures="办理规划", lead_unit="市资规局", due=("7月10日前", "2024-07-10"), progress="2号段已放线"),
        row("A4", **film, issue="蒸汽价格未定", measures="会商价格", due=("6月20日", "2024-06-20")),
        row("A4", **film, issue="110千伏线路未通", measures="加快施工", due=("15日前", "2024-06-15")),
        row("A5", project="云岭管廊", issue="1、2号楼前管线未迁", measures="1、2、3号井先行施工", lead_unit="市城管局",
            due=("6.30", "2024-06-30"), progress="1.5公里已完成"),
        row("A6", project="云岭粮库", issue="1.5亿元资金未落实，2.3亿元贷款未批", measures="对接银行", lead_unit="市粮储局",
            due=("年底前", "2024-12-31")),
        row("A7", **rail, issue="3号仓漏水", measures="补漏", due=("20日前", "2024-06-20")),
        row("A7", **rail, issue="5号仓未验收", due=("25日前", "2024-06-25")),
        row("A7", **rail, issue="道口未改", measures="报批", due=("三季度末", "2024-09-30")),
        row("A8", **pump, issue="闸门未到货", measures="催货", due=("6月10日", "2024-06-10")),
        row("A8", **pump, issue="电源未接", measures="报装", due=("2024/6/30", "2024-06-30")),
    ]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold)]


@example("67-on-its-side-with-totals.xlsx", 3, on=None)
def on_its_side_with_totals() -> Any:
    listed: list[Any] = [
        ["临河县2024年重点项目情况对照表", *[L] * 5],
        ["填报时间：2024年5月31日", *[L] * 5],
        [None, "内容", 1, 2, 3, "合计"],
        [1, "项目名称", "云岭储能电站", "云岭水厂", "云岭湿地公园", "合计"],
        [2, "总投资（亿元）", 1.2, "8000万元", 0.5, 2.5],
        [3, "2024年计划投资（万元）", "5,000", None, 1200, 6200],
        [4, "1—4月完成投资（万元）", 900, 300, 200, 1400],
        [5, "5月完成投资（万元）", 200, 80, 60, 340],
        [6, "累计完成投资（万元）", 1100, 380, 260, 1740],
        [7, "最新建设动态", "吊装主变", "管沟开挖", "栈道铺设", None],
        [8, "存在问题", None, "资金缺口", None, None],
        [9, "包保领导", "陈志远", L, "孙涛", None],
        ["注：合计为三个项目之和。", *[L] * 5],
    ]
    problems: list[Any] = [
        ["问题清单", L, L, L],
        ["基本情况", "项目名称", "云岭储能电站", "云岭水厂"],
        [U, "责任单位", "市能源集团", "市水利局"],
        ["问题", "存在问题", "线路未开工", "/"],
        [U, "解决措施", "催办", None],
        [U, "时限", "6月底", None],
        [U, "办理情况", "办理中", None],
        [],
        ["基本情况", "项目名称", "云岭职教园区", "云岭粮库"],
        [U, "责任单位", "市教育局", "市粮储局"],
        ["问题", "存在问题", "专项债未下达", "道路未通"],
        [U, "解决措施", "争取额度", "协调施工"],
        [U, "时限", date(2024, 7, 20), "7月底"],
        [U, "办理情况", "待交办", "已销号"],
    ]
    gold = [
        row("C4", project="云岭储能电站", investment_total_wan=12000, plan_wan=5000, completed_wan=1100, progress="吊装主变", sponsor="陈志远"),
        row("D4", project="云岭水厂", investment_total_wan=8000, completed_wan=380, progress="管沟开挖", issue="资金缺口", sponsor="陈志远"),
        row("E4", project="云岭湿地公园", investment_total_wan=5000, plan_wan=1200, completed_wan=260, progress="栈道铺设", sponsor="孙涛"),
    ]  # fmt: skip
    issues = [
        row("C4", project="云岭储能电站", issue="线路未开工", measures="催办", lead_unit="市能源集团", status="办理中", due=("6月底", None)),
        row("C11", project="云岭职教园区", issue="专项债未下达", measures="争取额度", lead_unit="市教育局", status="待交办",
            due=("2024-07-20", "2024-07-20")),
        row("D11", project="云岭粮库", issue="道路未通", measures="协调施工", lead_unit="市粮储局", status="已销号", due=("7月底", None)),
    ]  # fmt: skip
    return xlsx(Drawn("对照", listed, hidden_columns=("D",)), Drawn("问题", problems)), [
        Gold("对照", "projects", gold, ("D4",)),
        Gold("问题", "issues", issues, ("D2", "C6", "D13")),
    ]


def _sums_by_county() -> list[Any]:
    return [
        ["云岭市2024年1—5月重点项目投资完成情况汇总表", *[L] * 7],
        ["填报时间：2024年5月31日", *[L] * 5, "单位：个、亿元", L],
        ["序号", "级别/县（市、区）", "项目个数", "总投资", "年度计划投资", "完成投资", L, "完成率"],
        [U, U, U, U, U, "本月完成", "1—5月累计完成", U],
        ["一、按项目级别", *[L] * 7],
        [1, "省重点项目", 3, 12.5, 4, 0.3, 1.25, "31.3%"],
        ["小计", L, 3, 12.5, 4, 0.3, 1.25, None],
        ["二、按县（市、区）", *[L] * 7],
        [1, "青川区", 2, 8.25, 2.5, 0.2, 0.75, "30.0%"],
        [2, "临河县", 1, 4.25, 1.5, 0.1, 0.5, "33.3%"],
        [3, "全市", 3, 12.5, 4, 0.3, 1.25, None],
        ["合　计", L, 3, 12.5, 4, 0.3, 1.25, None],
        ["注：跨县区项目计入市直。", *[L] * 7],
    ]


@example("68-sums-by-county.ods", 3, on=None)
def sums_by_county() -> Any:
    gold = [
        row("A6", project="省重点项目", investment_total_wan=125000, plan_wan=40000, completed_wan=12500),
        row("A9", project="青川区", investment_total_wan=82500, plan_wan=25000, completed_wan=7500),
        row("A10", project="临河县", investment_total_wan=42500, plan_wan=15000, completed_wan=5000),
    ]
    return converted("ods", Drawn("汇总", _sums_by_county())), [Gold("汇总", "investment", gold)]


@example("69-sums-beside-their-projects.xlsx", 3, on=None)
def sums_beside_their_projects() -> Any:
    listed: list[Any] = [
        ["云岭市重点项目投资完成情况表", L, L, L, "单位：万元"],
        ["项目名称", "所属县区", "总投资", "年度计划投资", "累计完成投资"],
        ["云岭储能电站", "青川区", 82500, 25000, 7500],
        ["云岭水厂", "临河县", 42500, 15000, 5000],
    ]
    gold = [
        row("A3", project="云岭储能电站", investment_total_wan=82500, plan_wan=25000, completed_wan=7500),
        row("A4", project="云岭水厂", investment_total_wan=42500, plan_wan=15000, completed_wan=5000),
    ]
    return xlsx(Drawn("汇总", _sums_by_county()), Drawn("明细", listed)), [
        Gold("汇总", None, [], ("A1",)),
        Gold("明细", "investment", gold),
    ]


@example("70-tails-of-an-export.csv", 3, on=None)
def tails_of_an_export() -> Any:
    text = (
        "问题ID,项目名称,问题描述,主办单位,要求办结时间,当前状态,最新处理情况\n"
        "W1,云岭储能电站,-2层积水,市能源集团,6月15日,办理中,水泵已到场\n"
        'W2,云岭水厂,"管材未到货\n（进口阀门）",市水利局,2024-06-30,待交办,\n'
        ",,,,,,\n导出人：管理员,,导出时间：2024-06-03 10:22:31,,,,\n查询条件：状态不限,,数据来源：调度系统,,,,\n打印日期,2024-06-04,,,,,\n制表人,管理员,,,,,\n共2条记录,,,,,,\n"
    )
    gold = [
        row("A2", project="云岭储能电站", issue="-2层积水", lead_unit="市能源集团", status="办理中", progress="水泵已到场",
            due=("6月15日", "2024-06-15")),
        row("A3", project="云岭水厂", issue="管材未到货\n（进口阀门）", lead_unit="市水利局", status="待交办", due=("2024-06-30", "2024-06-30")),
    ]  # fmt: skip
    return text.encode("gb18030"), [Gold("70-tails-of-an-export", "issues", gold)]


@example("71-titles-of-further-pages.xlsx", 3, on=None)
def titles_of_further_pages() -> Any:
    head = ["序号", "项目名称", "问题", "责任单位", "完成时限"]
    wide = [L] * 4
    rows: list[Any] = [
        ["青川区重点项目问题清单", *wide],
        ["（2024年5月）", *wide],
        ["填报时间：2024年5月15日", *wide],
        head,
        ["一、办理中（4项）", *wide],
        [1, "云岭储能电站", "线路未开工", "市供电公司", "20日前"],
        ["第1页，共3页", *wide],
        ["青川区重点项目问题清单（续）", *wide],
        head,
        [2, None, "缺地", "区资规局", "本月底"],
        ["续表2", *wide],
        head,
        [3, "〃", "道路未通", "区交通局", "25日前"],
        ["青川区重点项目问题清单（续2）", *wide],
        ["2024年5月", *wide],
        head,
        [4, "云岭水厂", "管材未到货", "区水利局", "6月10日"],
        ["青川区水利局问题台账", *wide],
        head,
        [1, "云岭泵站", "闸门未到货", "区水利局", "6月20日"],
    ]
    one = {"project": "云岭储能电站", "status": "办理中"}
    gold = [
        row("A6", **one, issue="线路未开工", lead_unit="市供电公司", due=("20日前", "2024-05-20")),
        row("A10", **one, issue="缺地", lead_unit="区资规局", due=("本月底", "2024-05-31")),
        row("A13", **one, issue="道路未通", lead_unit="区交通局", due=("25日前", "2024-05-25")),
        row("A17", project="云岭水厂", status="办理中", issue="管材未到货", lead_unit="区水利局", due=("6月10日", "2024-06-10")),
        row("A20", project="云岭泵站", issue="闸门未到货", lead_unit="区水利局", due=("6月20日", "2024-06-20")),
    ]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold)]


@example("72-parts-and-the-sum.xlsx", 3, on=None)
def parts_and_the_sum() -> Any:
    rows: list[Any] = [
        ["临河县2024年重点项目清单", *[L] * 7, "单位：亿元"],
        [
            "序号",
            "项目名称",
            "总投资",
            "年度计划投资",
            "1—4月完成",
            "5月完成",
            "累计完成投资",
            "形象进度",
            "责任单位",
        ],
        [1, "云岭储能电站", 4.2, 1.6, 0.5, 0.12, Formula("=E3+F3", 0.62), "厂房封顶", "市能源集团"],
        [2, "云岭水厂", 6.85, 2.3, 0.7, 0.3, Formula("=E4+F4"), "管沟开挖", "市水利局"],
    ]
    gold = [
        row("A3", project="云岭储能电站", investment_total_wan=42000, plan_wan=16000, completed_wan=6200, progress="厂房封顶",
            lead_unit="市能源集团"),
        row("A4", project="云岭水厂", investment_total_wan=68500, plan_wan=23000, progress="管沟开挖", lead_unit="市水利局"),
    ]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "projects", gold, ("G4",))]


@example("73-nodes-beside.xlsx", 3)
def nodes_beside() -> Any:
    grouped: list[Any] = [
        ["水利工程关键节点倒排工期表", *[L] * 6],
        ["序号", "项目名称", "工作节点及计划完成时间", L, L, "责任单位", "责任人"],
        [U, U, "初步设计批复", "围堰合龙", "通水验收", U, U],
        [1, "云岭泵站", "已完成", "6月底", date(2024, 12, 20), "市水利局", "周洋"],
        [2, "云岭水厂", None, "/", "2025年5月底", "市水利局", "马丽"],
        ["注：空白表示不涉及。", *[L] * 6],
    ]
    alone: list[Any] = [
        ["重点项目作战图"],
        ["序号", "项目名称", "土地组卷", "施工进场", "主体封顶", "牵头单位", "包保领导"],
        [1, "云岭储能电站", date(2024, 6, 12), "7月上旬", "10月中旬", "市能源集团", "陈志远"],
        [2, "云岭粮库", "6月20日前", None, "年底", "市粮储局", "孙涛"],
    ]
    planned: list[Any] = [
        ["节点计划", *[L] * 5],
        ["项目名称", "施工招标", L, "竣工验收", L, "责任单位"],
        [U, "计划", "实际", "计划", "实际", U],
        ["云岭管廊", "5月20日", "5月25日", "11月底", None, "市城管局"],
    ]
    below: list[Any] = [
        ["节点计划", *[L] * 4],
        ["项目名称", "类别", "关键节点", L, "责任单位"],
        [U, U, "基础完工", "设备安装", U],
        ["云岭货运站", "计划", "6月15日", "8月底", "市交通局"],
        [U, "实际", "6月18日", None, U],
    ]
    days: list[Any] = [
        ["项目名称", "总投资（万元）", "计划开工时间", "计划竣工时间", "责任单位"],
        ["云岭湿地公园", 5000, "2024年3月", date(2025, 6, 30), "市林业局"],
    ]

    listed: list[Any] = [
        ["重点项目清单", *[L] * 4, "单位：万元"],
        ["项目名称", "总投资", "年度计划投资", "关键节点", L, "责任单位"],
        [U, U, U, "开工", "封顶", U],
        ["云岭剧院", 5000, 1000, "3月底", "10月底", "市文旅局"],
    ]

    def node(at: str, project: str, issue: str, unit: str, due: Any = None, **more: Any) -> dict[str, Any]:
        return row(at, project=project, issue=issue, lead_unit=unit, due=due, **more)

    pump, water = ("A4", "云岭泵站"), ("A5", "云岭水厂")
    first = [
        node(*pump, "初步设计批复", "市水利局", status="已完成", owner="周洋"),
        node(*pump, "围堰合龙", "市水利局", ("6月底", "2024-06-30"), owner="周洋"),
        node(*pump, "通水验收", "市水利局", ("2024-12-20", "2024-12-20"), owner="周洋"),
        node(*water, "通水验收", "市水利局", ("2025年5月底", "2025-05-31"), owner="马丽"),
    ]
    power, store = ("A3", "云岭储能电站"), ("A4", "云岭粮库")
    second = [
        node(*power, "土地组卷", "市能源集团", ("2024-06-12", "2024-06-12"), sponsor="陈志远"),
        node(*power, "施工进场", "市能源集团", ("7月上旬", "2024-07-10"), sponsor="陈志远"),
        node(*power, "主体封顶", "市能源集团", ("10月中旬", "2024-10-20"), sponsor="陈志远"),
        node(*store, "土地组卷", "市粮储局", ("6月20日前", "2024-06-20"), sponsor="孙涛"),
        node(*store, "主体封顶", "市粮储局", ("年底", "2024-12-31"), sponsor="孙涛"),
    ]
    third = [
        node("A4", "云岭管廊", "施工招标", "市城管局", ("5月20日", "2024-05-20")),
        node("A4", "云岭管廊", "竣工验收", "市城管局", ("11月底", "2024-11-30")),
    ]
    fourth = [
        node("A4", "云岭货运站", "基础完工", "市交通局", ("6月15日", "2024-06-15")),
        node("A4", "云岭货运站", "设备安装", "市交通局", ("8月底", "2024-08-31")),
    ]
    sixth = [row("A4", project="云岭剧院", investment_total_wan=5000, plan_wan=1000, lead_unit="市文旅局")]
    fifth = [row("A2", project="云岭湿地公园", investment_total_wan=5000, lead_unit="市林业局")]
    sheets = [
        Drawn("甲", grouped),
        Drawn("乙", alone),
        Drawn("丙", planned),
        Drawn("丁", below),
        Drawn("戊", days),
        Drawn("己", listed),
    ]
    return xlsx(*sheets), [
        Gold("甲", "schedule", first),
        Gold("乙", "schedule", second),
        Gold("丙", "schedule", third),
        Gold("丁", "schedule", fourth),
        Gold("戊", "projects", fifth),
        Gold("己", "projects", sixth),
    ]  # fmt: skip


@example("74-directives-in-a-销号表.xls", 3, on=None)
def directives_in_another_name() -> Any:
    rows: list[Any] = [
        ["青川区交办事项台账", *[L] * 5],
        ["填报时间：2024年5月8日", *[L] * 5],
        ["编号", "交办事项", "交办时间", "责任单位", "办结时限", "办理状态"],
        ["双渠镇（1项）", *[L] * 5],
        ["SQ-1", "迁移红线内坟墓", "4月20日", "双渠镇民政所", "下月10日前", "办理中"],
        ["合计：1项，其中已销号0项。", *[L] * 5],
    ]
    gold = [
        row("A5", issue="迁移红线内坟墓", listed_on="2024-04-20", lead_unit="双渠镇民政所", status="办理中",
            due=("下月10日前", "2024-06-10"))
    ]  # fmt: skip
    return converted("xls", Drawn("表", rows)), [Gold("表", "directives", gold)]


@example("75-nodes-on-their-side.xlsx", 3)
def nodes_on_their_side() -> Any:
    rows: list[Any] = [
        ["项目节点计划表", L, L, L],
        ["项目名称", "云岭水厂", "云岭管廊", "云岭粮库"],
        ["责任单位", "市水利局", "市城管局", "市粮储局"],
        ["施工招标", "6月底", date(2024, 7, 15), "已完成"],
        ["主体完工", "10月底", None, "年底前"],
        ["备注", None, "已立项", None],
    ]
    water, store = ("云岭水厂", "市水利局"), ("云岭粮库", "市粮储局")

    def node(at: str, of: tuple[str, str], issue: str, due: Any = None, **more: Any) -> dict[str, Any]:
        return row(at, project=of[0], lead_unit=of[1], issue=issue, due=due, **more)

    gold = [
        node("B4", water, "施工招标", ("6月底", "2024-06-30")),
        node("B5", water, "主体完工", ("10月底", "2024-10-31")),
        node("C4", ("云岭管廊", "市城管局"), "施工招标", ("2024-07-15", "2024-07-15")),
        node("D4", store, "施工招标", status="已完成"),
        node("D5", store, "主体完工", ("年底前", "2024-12-31")),
    ]
    return xlsx(Drawn("表", rows, hidden_columns=("C",))), [Gold("表", "schedule", gold, ("C2",))]


@example("76-short-headings-and-a-mark-of-the-page.xlsx", 3)
def short_headings() -> Any:
    rows: list[Any] = [
        ["青川区存在问题清单", L, L, L, L, L],
        ["填报时间：2024年5月13日", L, L, L, L, L],
        ["序号", "项目", "问题描述", "责任单位", "限时", "进展"],
        [1, "云岭水厂", "雨污未分流", "区住建局", "6月底", "图纸已审完"],
        [None, None, None, None, None, "续表"],
        ["序号", "项目", "问题描述", "责任单位", "限时", "进展"],
        [2, "云岭管廊", "路灯线未迁", "区城管局", "下半年", None],
        [None, None, None, None, None, None],
        ["提请市级层面协调", L, L, L, L, L],
        ["序号", "提请协调事项", "涉及项目名称", "牵头单位", "预计解决时间", "目前进展"],
        [1, "线路迁改方案未批", "云岭管廊", "云岭供电公司", "5月底前", "已踏勘"],
    ]
    gold = [
        row("A4", project="云岭水厂", issue="雨污未分流", lead_unit="区住建局", due=("6月底", "2024-06-30"),
            progress="图纸已审完"),
        row("A7", project="云岭管廊", issue="路灯线未迁", lead_unit="区城管局", due=("下半年", "2024-12-31")),
        row("A11", project="云岭管廊", issue="线路迁改方案未批", lead_unit="云岭供电公司",
            due=("5月底前", "2024-05-31"), progress="已踏勘"),
    ]  # fmt: skip
    return xlsx(Drawn("表", rows)), [Gold("表", "issues", gold)]
