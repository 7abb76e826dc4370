"""Workbooks drawn after the reader was written. Every place, name and figure is invented."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.workbooks.building import (
    LEFT,
    UP,
    Drawn,
    Formula,
    Gold,
    Number,
    Rich,
    converted,
    example,
    row,
    xlsx,
)

L, U = LEFT, UP


@example("21-levels-without-merges.csv", 2, on=None)
def levels_without_merges() -> Any:
    text = (
        "南屏市重点项目存在问题及整改情况表,,,,,,,,\n"
        "填报单位：南屏市发改委,,,填报日期：2024.6.3,,,,,\n"
        "序号,项目名称,存在问题,责任落实,,,整改时限,整改情况,\n"
        ",,,牵头单位,配合单位,责任人,,进展,状态\n"
        '1,南屏临空物流园,航空货站用地未报批,市自规局,"市发改委、临空区管委会",何军,2024年7月,组卷中,整改中\n'
        "小计,,1,,,,,,\n"
        "序号,项目名称,存在问题,责任落实,,,整改时限,整改情况,\n"
        ",,,牵头单位,配合单位,责任人,,进展,状态\n"
        '2,南屏生物医药产业园,污水管网未连通,市城管局,,"高峰\n0392-2222222",6月中旬,,未启动\n'
        "3,,蒸汽管道压覆农田,市农业农村局,市自规局/江口镇,郝静,一个月内,已现场勘查,整改中\n"
        "合计,,3,,,,,,\n"
        "说明：整改状态按实际填写。,,,,,,,,\n"
    )
    gold = [
        row(
            "A5",
            project="南屏临空物流园",
            issue="航空货站用地未报批",
            lead_unit="市自规局",
            units=["市发改委", "临空区管委会"],
            owner="何军",
            due=("2024年7月", "2024-07-31"),
            progress="组卷中",
            status="整改中",
        ),
        row(
            "A9",
            project="南屏生物医药产业园",
            issue="污水管网未连通",
            lead_unit="市城管局",
            owner="高峰\n0392-2222222",
            due=("6月中旬", "2024-06-20"),
            status="未启动",
        ),
        row(
            "A10",
            project="南屏生物医药产业园",
            issue="蒸汽管道压覆农田",
            lead_unit="市农业农村局",
            units=["市自规局", "江口镇"],
            owner="郝静",
            due=("一个月内", "2024-07-03"),
            progress="已现场勘查",
            status="整改中",
        ),
    ]
    return ("\ufeff" + text).encode("utf-8"), [Gold("21-levels-without-merges", "issues", gold)]


@example("22-numbers-as-dates.xlsx", 2)
def numbers_as_dates() -> Any:
    rows = [
        [
            "序号",
            "项目名称",
            "堵点问题",
            "责任单位",
            "联系人",
            "联系电话",
            "提出时间",
            "计划完成时间",
            "目前进展",
        ],
        ["一", "云岭新能源电池厂", "环评未批复", "市生态环境局", "沈涛", 13800000001.0, 45397, 6.3, "已受理"],
        [
            "二",
            "云岭装配式建筑基地",
            "厂区道路未硬化",
            "青川区政府",
            13800000002.0,
            None,
            Number(5.1, "0.00"),
            Number(6.30, "0.00"),
            "路基完成",
        ],
        [
            "三",
            "云岭数字产业园",
            "双回路电源未落实",
            "市供电公司",
            "韩冰",
            "13800000003",
            "2024-05-06 00:00",
            datetime(2024, 7, 1, 18, 0),
            None,
        ],
        [
            "四",
            "云岭数字产业园二期",
            "人才公寓未交付",
            "市住建局\n青川区政府",
            "郑洁",
            None,
            "4.22",
            "20240815",
            "装修",
        ],
        ["五", "云岭职教园区", "校门前公交未开通", "市交通局", "吴敏", None, "去年底", "昨日星辰", 0],
    ]
    gold = [
        row(
            "A2",
            project="云岭新能源电池厂",
            issue="环评未批复",
            lead_unit="市生态环境局",
            owner="沈涛",
            listed_on="2024-04-15",
            due=("6.3", "2024-06-30"),
            progress="已受理",
        ),
        row(
            "A3",
            project="云岭装配式建筑基地",
            issue="厂区道路未硬化",
            lead_unit="青川区政府",
            owner="13800000002",
            listed_on="2024-05-10",
            due=("6.30", "2024-06-30"),
            progress="路基完成",
        ),
        row(
            "A4",
            project="云岭数字产业园",
            issue="双回路电源未落实",
            lead_unit="市供电公司",
            owner="韩冰",
            listed_on="2024-05-06",
            due=("2024-07-01 18:00", "2024-07-01"),
        ),
        row(
            "A5",
            project="云岭数字产业园二期",
            issue="人才公寓未交付",
            lead_unit="市住建局\n青川区政府",
            owner="郑洁",
            listed_on="2024-04-22",
            due=("20240815", "2024-08-15"),
            progress="装修",
        ),
        row(
            "A6",
            project="云岭职教园区",
            issue="校门前公交未开通",
            lead_unit="市交通局",
            owner="吴敏",
            due=("昨日星辰", None),
            progress="0",
        ),
    ]
    return xlsx(Drawn("6月", rows)), [Gold("6月", "issues", gold, ("H2", "G6", "H6"))]


@example("23-stacked-forms.xlsx", 2)
def stacked_forms() -> Any:
    def form(
        name: str, leader: str, unit: str, issues: list[str], steps: list[str], due: Any
    ) -> list[list[Any]]:
        return [
            ["重点项目联系服务卡", L, L, L],
            ["项 目 名 称", name, L, L],
            ["包联领导", leader, "责任单位", unit],
            ["存在问题", issues[0], L, L],
            [U, issues[1], L, L],
            ["下步措施", steps[0], L, L],
            [U, steps[1], L, L],
            ["完成时限", due, "联系电话", "0391-3333333"],
            [],
        ]

    rows = [
        *form(
            "临河县智慧冷库",
            "孙涛",
            "县商务局",
            ["冷媒管道未验收", "变压器容量不足"],
            ["请专家验收", "增容改造"],
            "6月28日",
        ),
        *form(
            "临河县养老中心",
            "马丽",
            "县民政局",
            ["消防水池渗漏", "护理床未到货"],
            ["返工处理", "催促供货"],
            date(2024, 7, 20),
        ),
    ]
    one = {
        "project": "临河县智慧冷库",
        "sponsor": "孙涛",
        "lead_unit": "县商务局",
        "due": ("6月28日", "2024-06-28"),
    }
    two = {
        "project": "临河县养老中心",
        "sponsor": "马丽",
        "lead_unit": "县民政局",
        "due": ("2024-07-20", "2024-07-20"),
    }
    gold = [
        row("B4", **one, issue="冷媒管道未验收", measures="请专家验收"),
        row("B5", **one, issue="变压器容量不足", measures="增容改造"),
        row("B13", **two, issue="消防水池渗漏", measures="返工处理"),
        row("B14", **two, issue="护理床未到货", measures="催促供货"),
    ]
    return xlsx(Drawn("服务卡", rows)), [Gold("服务卡", "issues", gold)]


@example("24-forms-with-tables.xlsx", 2)
def forms_with_tables() -> Any:
    def block(name: str, total: str, leader: str, issues: list[list[Any]]) -> list[list[Any]]:
        return [
            ["项目名称", name, L, "总投资", total],
            ["分包领导", leader, L, "牵头单位", "青川区政府"],
            ["序号", "存在问题", "解决措施", "责任人", "完成时限"],
            *issues,
            [],
        ]

    rows = [
        ["青川区重点项目问题台账（一项目一表）", L, L, L, L],
        *block(
            "青川激光产业园",
            "8.6亿元",
            "王立军",
            [
                [1, "供热管网未接", "加快施工", "周洋", "6月底"],
                [2, "厂房层高不足", "调整设计", "钱进", "7月5日"],
            ],
        ),
        *block("青川湿地公园", "9500万元", "陈志远", [[1, "苗木供应滞后", "增加供应商", "吴敏", "6月15日"]]),
    ]
    one = {
        "project": "青川激光产业园",
        "investment_total_wan": 86000,
        "sponsor": "王立军",
        "lead_unit": "青川区政府",
    }
    two = {
        "project": "青川湿地公园",
        "investment_total_wan": 9500,
        "sponsor": "陈志远",
        "lead_unit": "青川区政府",
    }
    gold = [
        row(
            "A5", **one, issue="供热管网未接", measures="加快施工", owner="周洋", due=("6月底", "2024-06-30")
        ),
        row(
            "A6", **one, issue="厂房层高不足", measures="调整设计", owner="钱进", due=("7月5日", "2024-07-05")
        ),
        row(
            "A11",
            **two,
            issue="苗木供应滞后",
            measures="增加供应商",
            owner="吴敏",
            due=("6月15日", "2024-06-15"),
        ),
    ]
    return xlsx(Drawn("一项目一表", rows)), [Gold("一项目一表", "issues", gold)]


@example("25-by-unit-sheets.xls", 2)
def by_unit_sheets() -> Any:
    def sheet(unit: str, issues: list[list[Any]]) -> Drawn:
        return Drawn(
            unit,
            [
                ["重点项目问题交办清单", L, L, L, L],
                [f"责任单位：{unit}", L, L, "交办时间：2024年5月20日", L],
                ["序号", "项目名称", "问题", "办结时限", "办理情况"],
                *issues,
                ["单位负责人：", None, "填报人：", None, None],
            ],
        )

    gold = [
        Gold(
            "市住建局",
            "issues",
            [
                row(
                    "A4",
                    project="云岭储能电站",
                    issue="消防设计未审查",
                    lead_unit="市住建局",
                    listed_on="2024-05-20",
                    due=("6月20日", "2024-06-20"),
                    status="办理中",
                ),
                row(
                    "A5",
                    project="云岭职教园区",
                    issue="施工许可未办",
                    lead_unit="市住建局",
                    listed_on="2024-05-20",
                    due=("5月31日", "2024-05-31"),
                    status="已办结",
                ),
            ],
        ),
        Gold(
            "市水利局",
            "issues",
            [
                row(
                    "A4",
                    project="云岭大数据中心",
                    issue="取水许可未批",
                    lead_unit="市水利局",
                    listed_on="2024-05-20",
                    due=("7月底", "2024-07-31"),
                    progress="正在组织专家论证",
                )
            ],
        ),
    ]
    return converted(
        "xls",
        sheet(
            "市住建局",
            [
                [1, "云岭储能电站", "消防设计未审查", "6月20日", "办理中"],
                [2, "云岭职教园区", "施工许可未办", "5月31日", "已办结"],
            ],
        ),
        sheet("市水利局", [[1, "云岭大数据中心", "取水许可未批", "7月底", "正在组织专家论证"]]),
    ), gold


@example("26-investment-yi.xlsx", 2, on=None)
def investment_yi() -> Any:
    rows = [
        ["南屏市2024年重点项目投资完成情况", *[L] * 9],
        ["（截至2024年5月31日）", *[L] * 6, "单位：亿元", L, L],
        [
            "项目名称",
            "总投资",
            "截至2023年底累计完成投资",
            "2024年目标",
            L,
            "2024年完成投资",
            L,
            L,
            "占年度计划比例",
            "备注",
        ],
        [U, U, U, "投资目标", "形象进度目标", "5月", "1-5月", "同比增长", U, U],
        ["总计", 25.7, 6.2, 8.1, None, 0.7, 3.25, "12%", "40%"],
        ["南屏临空物流园", 15.5, 4.2, 5, "航站楼封顶", 0.42, 2.05, "8%", "41%"],
        ["南屏生物医药产业园", "10.2亿", 2, "31000万元", "投产", "0.28", 1.2, "15%", "38.7%"],
        ["注：数据由各县区统计部门提供。", *[L] * 9],
    ]
    gold = [
        row("A6", project="南屏临空物流园", investment_total_wan=155000, plan_wan=50000, completed_wan=20500),
        row(
            "A7",
            project="南屏生物医药产业园",
            investment_total_wan=102000,
            plan_wan=31000,
            completed_wan=12000,
        ),
    ]
    return xlsx(Drawn("投资", rows)), [Gold("投资", "investment", gold)]


@example("27-oa-utf8.xls", 2)
def oa_utf8() -> Any:
    text = """<html><head><meta charset="utf-8"></head><body><h3>督办事项</h3>
<table><thead><tr><th>编号</th><th>项目名称</th><th>督办事项</th><th>主办单位</th><th>协办单位</th><th>责任人</th><th>交办日期</th><th>办理时限</th><th>办理进展</th><th>状态</th></tr></thead>
<tbody><tr><td>D-01</td><td><a href="#">云岭数字产业园</a></td><td><p>协调<b>双回路</b>电源</p><p>明确投资主体</p></td><td>市供电公司</td><td>市发改委，青川区政府</td><td>沈涛</td><td>2024/05/08</td><td>5月底前</td><td>&#24050;&#23436;&#25104;&#26041;&#26696;</td><td>正在办理</td></tr>
<tr><td>D-02</td><td>云岭数字产业园</td><td>落实人才公寓</td><td>市住建局</td><td>-</td><td>&nbsp;</td><td>2024/05/08</td><td>—</td><td></td><td>未启动</td></tr>
<tr><td colspan="10">合计：2项</td></tr></tbody></table>
<table><tr><td>导出时间</td><td>2024-06-05</td></tr></table></body></html>"""
    gold = [
        row(
            "A2",
            project="云岭数字产业园",
            issue="协调双回路电源\n明确投资主体",
            lead_unit="市供电公司",
            units=["市发改委", "青川区政府"],
            owner="沈涛",
            listed_on="2024-05-08",
            due=("5月底前", "2024-05-31"),
            progress="已完成方案",
            status="正在办理",
        ),
        row(
            "A3",
            project="云岭数字产业园",
            issue="落实人才公寓",
            lead_unit="市住建局",
            listed_on="2024-05-08",
            status="未启动",
        ),
    ]
    return text.encode("utf-8"), [Gold("27-oa-utf8", "directives", gold)]


@example("28-hidden.ods", 2)
def hidden_ods() -> Any:
    rows = [
        ["临河县重点项目存在问题台账", *[L] * 6],
        ["序号", "所属项目", "存在困难", "困难类型", "牵头部门", "内部编号", "整改期限"],
        [1, "临河县智慧冷库", "冷媒管道未验收", "手续", "县市场监管局", "N-7", date(2024, 6, 28)],
        [2, U, "变压器容量不足", "水电气", "县供电公司", "N-8", "6月30日"],
        [3, "临河县养老中心", Formula("=1/0", "#DIV/0!"), "施工", "县住建局", "N-9", "7月"],
        [4, "临河县养老中心", "护理床未到货", "物料", "县民政局", "N-10", "7月20日"],
    ]
    gold = [
        row(
            "A3",
            project="临河县智慧冷库",
            issue="冷媒管道未验收",
            category="手续",
            lead_unit="县市场监管局",
            due=("2024-06-28", "2024-06-28"),
        ),
        row(
            "A4",
            project="临河县智慧冷库",
            issue="变压器容量不足",
            category="水电气",
            lead_unit="县供电公司",
            due=("6月30日", "2024-06-30"),
        ),
        row("A5", project="临河县养老中心", category="施工", lead_unit="县住建局", due=("7月", "2024-07-31")),
        row(
            "A6",
            project="临河县养老中心",
            issue="护理床未到货",
            category="物料",
            lead_unit="县民政局",
            due=("7月20日", "2024-07-20"),
        ),
    ]
    return converted("ods", Drawn("台账", rows, hidden_rows=(6,), hidden_columns=("F",))), [
        Gold("台账", "issues", gold, ("C5", "A6", "F"))
    ]


@example("29-node-bands.xlsx", 2)
def node_bands() -> Any:
    rows = [
        ["临河县重点项目节点计划", L, L, L, L, L],
        ["序号", "节点名称", "计划开始时间", "计划完成时间", "实际完成时间", "责任人"],
        ["项目名称：临河县智慧冷库", L, L, L, L, L],
        [1, "地基处理", date(2024, 3, 1), date(2024, 4, 15), date(2024, 4, 20), "高峰"],
        [2, "主体施工", date(2024, 4, 16), date(2024, 7, 31), None, "高峰"],
        ["项目名称：临河县养老中心（责任单位：县民政局）", L, L, L, L, L],
        [1, "装修工程", "2024.5", "8月底", None, "郝静"],
    ]
    gold = [
        row("A4", project="临河县智慧冷库", issue="地基处理", due=("2024-04-15", "2024-04-15"), owner="高峰"),
        row("A5", project="临河县智慧冷库", issue="主体施工", due=("2024-07-31", "2024-07-31"), owner="高峰"),
        row(
            "A7",
            project="临河县养老中心",
            issue="装修工程",
            due=("8月底", "2024-08-31"),
            owner="郝静",
            lead_unit="县民政局",
        ),
    ]
    return xlsx(Drawn("节点", rows)), [Gold("节点", "schedule", gold)]


@example("30-directives-by-meeting.xlsx", 2)
def directives_by_meeting() -> Any:
    rows = [
        ["云岭市重点项目交办事项办理情况台账", *[L] * 7],
        ["截至2024年6月3日，共交办事项4项，已办结1项，正在办理3项。", *[L] * 7],
        ["序号", "交办事项", "涉及项目", "责任单位", "交办时间", "完成时间", "办理情况", "责任领导"],
        ["一、第四次调度会交办事项（2项）", *[L] * 7],
        [
            1,
            "加快35千伏线路迁改",
            "云岭新能源电池厂",
            "市供电公司、青川区政府",
            "4月18日",
            "5月20日",
            "已办结",
            "陈志远",
        ],
        [2, "落实项目资本金", "云岭装配式建筑基地", "市财政局", "4月18日", "6月底", "正在办理", "陈志远"],
        ["二、5月8日调研交办事项（2项）", *[L] * 7],
        [3, "优化公交线路", "云岭职教园区", "市交通局", "5月8日", "收到通知后10日内", "正在办理", None],
        [4, "研究地下管廊方案", "云岭数字产业园", "市住建局", "5月8日", "长期坚持", "长期推进", None],
    ]
    gold = [
        row(
            "A5",
            issue="加快35千伏线路迁改",
            project="云岭新能源电池厂",
            lead_unit="市供电公司、青川区政府",
            listed_on="2024-04-18",
            due=("5月20日", "2024-05-20"),
            status="已办结",
            sponsor="陈志远",
        ),
        row(
            "A6",
            issue="落实项目资本金",
            project="云岭装配式建筑基地",
            lead_unit="市财政局",
            listed_on="2024-04-18",
            due=("6月底", "2024-06-30"),
            status="正在办理",
            sponsor="陈志远",
        ),
        row(
            "A8",
            issue="优化公交线路",
            project="云岭职教园区",
            lead_unit="市交通局",
            listed_on="2024-05-08",
            due=("收到通知后10日内", "2024-05-18"),
            status="正在办理",
        ),
        row(
            "A9",
            issue="研究地下管廊方案",
            project="云岭数字产业园",
            lead_unit="市住建局",
            listed_on="2024-05-08",
            due=("长期坚持", None),
            status="长期推进",
        ),
    ]
    return xlsx(Drawn("Sheet1", rows)), [Gold("Sheet1", "directives", gold)]


@example("31-meeting-numbered.xlsx", 2, on=None)
def meeting_numbered() -> Any:
    rows = [
        ["重点项目现场观摩会交办清单", L, L, L, L],
        ["会议名称", "二季度现场观摩会", None, "会议时间", date(2024, 5, 30)],
        ["项目名称", "会议要求", "责任单位", "完成时限", "落实情况"],
        [
            "青川激光产业园",
            "一是加快供热管网施工；二是尽快确定设备厂家。",
            "1.区住建局；2.区工信局",
            "1.6月底；2.会后一周内",
            "1.完成60%；2.已询价",
        ],
        ["青川湿地公园", "做好汛期安全防护", "区水利局、\n区应急局", "立即", "已落实"],
        [None, "增设停车位", "区城管局", "三季度末", None],
        ["记录人：刘芸", L, L, L, L],
    ]
    gold = [
        row(
            "A4",
            project="青川激光产业园",
            issue="加快供热管网施工",
            lead_unit="区住建局",
            due=("6月底", "2024-06-30"),
            progress="完成60%",
        ),
        row(
            "A4",
            project="青川激光产业园",
            issue="尽快确定设备厂家。",
            lead_unit="区工信局",
            due=("会后一周内", "2024-06-06"),
            progress="已询价",
        ),
        row(
            "A5",
            project="青川湿地公园",
            issue="做好汛期安全防护",
            lead_unit="区水利局、\n区应急局",
            due=("立即", "2024-05-30"),
            progress="已落实",
        ),
        row(
            "A6",
            project="青川湿地公园",
            issue="增设停车位",
            lead_unit="区城管局",
            due=("三季度末", "2024-09-30"),
        ),
    ]
    return xlsx(Drawn("观摩", rows)), [Gold("观摩", "meeting", gold)]


@example("32-words-around.xlsx", 2)
def words_around() -> Any:
    rows = [
        [None, "附件2"],
        [None, "青川区2024年重点项目存在问题汇总表", *[L] * 6],
        [None, "填报说明：1.本表由各项目单位填写；2.完成时限应具体到日；3.每月25日前报区重点办。", *[L] * 6],
        [None, "项目单位（盖章）：青川投资集团", L, L, L, "填表时间：2024年5月28日", L, L],
        [],
        [
            None,
            "序号",
            "项目名称",
            "存在的主要问题",
            "下一步工作措施",
            "责任单位及责任人",
            "完成时限要求",
            "备 注",
        ],
        [None, "合计", "2个项目", "3个问题", None, None, None, None],
        [
            None,
            1,
            "青川激光产业园",
            "供热管网未接",
            "加快施工",
            "区住建局（周洋）",
            "2024年6月30日前",
            "重点",
        ],
        [
            None,
            2,
            "青川激光产业园",
            "厂房层高不足",
            "调整设计",
            "青川投资集团 钱进",
            "7月5日前完成图审",
            None,
        ],
        [],
        [None, 3, "青川湿地公园", "苗木供应滞后", "增加供应商", "区林业局", "尽快", "注：已约谈"],
        [None, None, None, None, None, None, None, None],
        [None, "本表一式三份，区重点办、项目单位、责任单位各一份。", *[L] * 6],
        [None, "各乡镇（街道）问题统计", *[L] * 6],
        [None, "乡镇", "问题数", "已解决数", None, None, None, None],
        [None, "江口镇", 2, 1, None, None, None, None],
        [None, "主管领导：王立军", L, L, "填表人：刘芸", L, L, L],
    ]
    gold = [
        row(
            "B8",
            project="青川激光产业园",
            issue="供热管网未接",
            measures="加快施工",
            lead_unit="区住建局",
            owner="周洋",
            due=("2024年6月30日前", "2024-06-30"),
        ),
        row(
            "B9",
            project="青川激光产业园",
            issue="厂房层高不足",
            measures="调整设计",
            lead_unit="青川投资集团",
            owner="钱进",
            due=("7月5日前完成图审", "2024-07-05"),
        ),
        row(
            "B11",
            project="青川湿地公园",
            issue="苗木供应滞后",
            measures="增加供应商",
            lead_unit="区林业局",
            due=("尽快", None),
        ),
    ]
    return xlsx(Drawn("汇总", rows)), [Gold("汇总", "issues", gold)]


@example("33-projects-with-issues.xlsx", 2, on=None)
def projects_with_issues() -> Any:
    rows = [
        ["临河县2024年重点建设项目推进情况一览表（1-5月）", *[L] * 10],
        [
            "序号",
            "项目名称",
            "建设性质",
            "总投资\n（万元）",
            "2024年计划投资\n（万元）",
            "1-5月累计完成\n投资（万元）",
            "投资完成率",
            "形象进度",
            "存在问题",
            "责任单位",
            "县级领导",
        ],
        ["一", "工业项目（2个）", None, 43000, 15000, 6800, "45.3%", None, None, None, None],
        ["（一）", "新建项目", None, 30000, 10000, 4300, "43%"],
        [
            1,
            "临河县智慧冷库",
            "新建",
            "30,000.00",
            10000,
            4300,
            "43%",
            "一层主体",
            "1.冷媒管道未验收；2.变压器容量不足",
            "县商务局",
            "孙涛",
        ],
        ["（二）", "续建项目", None, 13000, 5000, 2500, "50%"],
        [
            2,
            "临河县预拌砂浆项目",
            "续建",
            "１３０００",
            5000,
            2500,
            "50%",
            "设备安装",
            "无",
            "县工信局",
            "马丽",
        ],
        ["二", "民生项目（1个）", None, 8000, 3000, 900, "30%"],
        [3, "临河县养老中心", "续建", "约8000万元", "待定", "900", "30%", "装修", None, "县民政局", "马丽"],
    ]
    gold = [
        row(
            "A5",
            project="临河县智慧冷库",
            investment_total_wan=30000,
            plan_wan=10000,
            completed_wan=4300,
            progress="一层主体",
            issue="1.冷媒管道未验收；2.变压器容量不足",
            lead_unit="县商务局",
            sponsor="孙涛",
        ),
        row(
            "A7",
            project="临河县预拌砂浆项目",
            investment_total_wan=13000,
            plan_wan=5000,
            completed_wan=2500,
            progress="设备安装",
            issue="无",
            lead_unit="县工信局",
            sponsor="马丽",
        ),
        row(
            "A9",
            project="临河县养老中心",
            investment_total_wan=8000,
            completed_wan=900,
            progress="装修",
            lead_unit="县民政局",
            sponsor="马丽",
        ),
    ]
    return xlsx(Drawn("一览表", rows)), [Gold("一览表", "projects", gold, ("D9",))]


@example("34-tabs-named.xls", 2)
def tabs_named_xls() -> Any:
    text = (
        "线索名称\t客商名称\t客商所在地\t拟投资总额（亿元）\t落地县区\t登记时间\t洽谈阶段\t对接情况\t下步打算\t责任单位\t联系人\n"
        "固态电池中试线\t海州能源公司\t海州市\t2.5\t青川区\t2024-03-18\t考察\t已看地块\t报送方案\t青川区商务局\t周洋\n"
        "智能仓储设备\t东宁机械\t东宁市\t约1.2\t临河县\t2024年4月\t洽谈\t\t\t临河县商务局\t\n"
    )
    gold = [
        row(
            "A2",
            project="固态电池中试线",
            investor="海州能源公司",
            place="海州市",
            amount_wan=25000,
            listed_on="2024-03-18",
            stage="考察",
            progress="已看地块",
            next_step="报送方案",
            lead_unit="青川区商务局",
            owner="周洋",
        ),
        row(
            "A3",
            project="智能仓储设备",
            investor="东宁机械",
            place="东宁市",
            amount_wan=12000,
            stage="洽谈",
            lead_unit="临河县商务局",
        ),
    ]
    return text.encode("gb18030"), [Gold("34-tabs-named", "leads", gold, ("D3", "F3"))]


@example("35-nested-bands.xlsx", 2)
def nested_bands() -> Any:
    rows = [
        ["南屏市重点项目难点问题清单", *[L] * 5],
        ["序号", "难点问题", "解决措施", "责任部门", "完成期限", "进展"],
        ["一、土地要素类（3个）", *[L] * 5],
        ["（一）南屏临空物流园", *[L] * 5],
        [1, "航空货站用地未报批", "组卷上报", "市自规局", "7月", "组卷中"],
        [2, "林地未批", "上报省局", "市林业局", "8月", None],
        ["（二）南屏生物医药产业园", *[L] * 5],
        [3, "剩余12亩未供地", "挂牌出让", "市自规局", "6月25日", None],
        ["二、资金保障类（1个）", *[L] * 5],
        ["（一）南屏生物医药产业园", *[L] * 5],
        [4, "贷款未放款", "银企对接", "市金融局", "6月底", "审批中"],
    ]
    a, b = "南屏临空物流园", "南屏生物医药产业园"
    gold = [
        row(
            "A5",
            category="土地要素",
            project=a,
            issue="航空货站用地未报批",
            measures="组卷上报",
            lead_unit="市自规局",
            due=("7月", "2024-07-31"),
            progress="组卷中",
        ),
        row(
            "A6",
            category="土地要素",
            project=a,
            issue="林地未批",
            measures="上报省局",
            lead_unit="市林业局",
            due=("8月", "2024-08-31"),
        ),
        row(
            "A8",
            category="土地要素",
            project=b,
            issue="剩余12亩未供地",
            measures="挂牌出让",
            lead_unit="市自规局",
            due=("6月25日", "2024-06-25"),
        ),
        row(
            "A11",
            category="资金保障",
            project=b,
            issue="贷款未放款",
            measures="银企对接",
            lead_unit="市金融局",
            due=("6月底", "2024-06-30"),
            progress="审批中",
        ),
    ]
    return xlsx(Drawn("清单", rows)), [Gold("清单", "issues", gold)]


@example("36-two-progress-columns.xlsx", 2)
def two_progress_columns() -> Any:
    rows = [
        ["云岭市项目问题周调度表", *[L] * 8],
        [
            "序号",
            "项目\n名称",
            "问题\n描述",
            "原定\n完成\n时限",
            "调整后\n完成\n时限",
            "上周\n进展情况",
            "本周\n进展情况",
            "是否\n办结",
            "责任人",
        ],
        [
            1,
            Rich(("云岭", "新能源电池厂")),
            "环评未批复\n（重大）",
            "5月底",
            "6月20日",
            "公示中",
            "公示结束",
            "否",
            "沈涛",
        ],
        [2, "云岭职教园区", "校门前公交未开通", "5月15日", None, "踏勘", "已开通", "是", "吴敏"],
        [
            3,
            "云岭职教园区",
            Formula('=CONCATENATE("门前","路灯未装")'),
            "6月10日",
            None,
            None,
            None,
            "否",
            None,
        ],
    ]
    gold = [
        row(
            "A3",
            project="云岭新能源电池厂",
            issue="环评未批复\n（重大）",
            due=("6月20日", "2024-06-20"),
            progress="公示结束",
            status="否",
            owner="沈涛",
        ),
        row(
            "A4",
            project="云岭职教园区",
            issue="校门前公交未开通",
            due=("5月15日", "2024-05-15"),
            progress="已开通",
            status="是",
            owner="吴敏",
        ),
        row("A5", project="云岭职教园区", due=("6月10日", "2024-06-10"), status="否"),
    ]
    return xlsx(Drawn("周调度", rows)), [Gold("周调度", "issues", gold, ("C5",))]


@example("37-old-sheet-hidden.xlsx", 2)
def old_sheet_hidden() -> Any:
    head = ["项目名称", "存在问题", "责任单位", "完成时限"]
    now = [head, ["云岭储能电站", "消防设计未审查", "市住建局", "6月20日"]]
    before = [head, ["云岭储能电站", "送出线路未招标", "市供电公司", "5月20日"]]
    lists = [["责任单位", "分包领导"], ["市住建局", "王立军"], ["市供电公司", "陈志远"]]
    gold = [
        Gold(
            "6月",
            "issues",
            [
                row(
                    "A2",
                    project="云岭储能电站",
                    issue="消防设计未审查",
                    lead_unit="市住建局",
                    due=("6月20日", "2024-06-20"),
                )
            ],
        ),
        Gold(
            "5月",
            "issues",
            [
                row(
                    "A2",
                    project="云岭储能电站",
                    issue="送出线路未招标",
                    lead_unit="市供电公司",
                    due=("5月20日", "2024-05-20"),
                )
            ],
            ("A1",),
        ),
        Gold("参数", None),
    ]
    return xlsx(Drawn("6月", now), Drawn("5月", before, hidden=True), Drawn("参数", lists, hidden=True)), gold


@example("38-groups-on-top.xlsx", 2)
def groups_on_top() -> Any:
    rows = [
        ["云岭市重点项目“堵点难点”问题台账", *[L] * 10],
        [
            "填报单位：",
            "云岭市重点办",
            None,
            None,
            None,
            None,
            None,
            None,
            "填报日期：",
            date(2024, 6, 3),
            None,
        ],
        ["项目基本情况", L, L, "问题情况", L, L, "责任落实情况", L, L, "办理情况", L],
        ["序号", "名称", "县区", "类别", "问题", "措施", "单位", "责任人", "职务", "时限", "进展"],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        [
            1,
            "云岭新能源电池厂",
            "青川区",
            "手续办理",
            "环评未批复",
            "提前预审",
            "市生态环境局",
            "沈涛",
            "科长",
            "6月20日",
            "公示",
        ],
        [2, "〃", "〃", "土地要素", "临时用地未批", "〃", "市自规局", "〃", "〃", "同上", None],
        [
            3,
            "云岭职教园区",
            "青川区",
            "其他",
            "公交未开通",
            None,
            "市交通局\\青川区政府",
            "吴敏",
            None,
            "6月底",
            "/",
        ],
    ]
    gold = [
        row(
            "A6",
            project="云岭新能源电池厂",
            category="手续办理",
            issue="环评未批复",
            measures="提前预审",
            lead_unit="市生态环境局",
            owner="沈涛",
            due=("6月20日", "2024-06-20"),
            progress="公示",
        ),
        row(
            "A7",
            project="云岭新能源电池厂",
            category="土地要素",
            issue="临时用地未批",
            measures="提前预审",
            lead_unit="市自规局",
            owner="沈涛",
            due=("6月20日", "2024-06-20"),
        ),
        row(
            "A8",
            project="云岭职教园区",
            category="其他",
            issue="公交未开通",
            lead_unit="市交通局\\青川区政府",
            owner="吴敏",
            due=("6月底", "2024-06-30"),
        ),
    ]
    return xlsx(Drawn("台账", rows)), [Gold("台账", "issues", gold)]


@example("39-issue-over-rows.xlsx", 2)
def issue_over_rows() -> Any:
    rows = [
        ["序号", "项目名称", "存在问题", "解决措施", "责任单位", "完成时限", "办理状态"],
        [1, "云岭储能电站", "并网条件不具备", "完成送出线路施工", "市供电公司", "7月底", "推进中"],
        [U, U, U, "签订并网协议", "市能源集团", U, U],
        [2, U, "消防设计未审查", "补充材料", "市住建局", "6月20日", "推进中"],
        [3, "云岭数字产业园", "双回路电源未落实", "确定方案", "市供电公司", "6月10日", "推进中"],
        [U, U, U, "完成施工", "市供电公司", "9月底", U],
    ]
    gold = [
        row(
            "A2",
            project="云岭储能电站",
            issue="并网条件不具备",
            measures="完成送出线路施工\n签订并网协议",
            lead_unit="市供电公司\n市能源集团",
            due=("7月底", "2024-07-31"),
            status="推进中",
        ),
        row(
            "A4",
            project="云岭储能电站",
            issue="消防设计未审查",
            measures="补充材料",
            lead_unit="市住建局",
            due=("6月20日", "2024-06-20"),
            status="推进中",
        ),
        row(
            "A5",
            project="云岭数字产业园",
            issue="双回路电源未落实",
            measures="确定方案",
            lead_unit="市供电公司",
            due=("6月10日", "2024-06-10"),
            status="推进中",
        ),
        row(
            "A6",
            project="云岭数字产业园",
            issue="双回路电源未落实",
            measures="完成施工",
            lead_unit="市供电公司",
            due=("9月底", "2024-09-30"),
            status="推进中",
        ),
    ]
    return xlsx(Drawn("Sheet1", rows)), [Gold("Sheet1", "issues", gold)]


@example("40-leads.et", 2, on=None)
def leads_et() -> Any:
    rows = [
        ["临河县招商引资在谈项目台账", *[L] * 9],
        ["填报单位：临河县商务局", L, L, L, "填报时间：2024年5月", L, L, L, "金额单位：万元", L],
        [
            "序号",
            "项目名称",
            "投资方情况",
            L,
            "投资额",
            "项目进展",
            L,
            "下一步计划",
            "首次对接时间",
            "县领导",
        ],
        [U, U, "投资方名称", "注册地", U, "阶段", "进展情况", U, U, U],
        [
            1,
            "特种电缆项目",
            "南屏线缆公司",
            "南屏市",
            12000,
            "签约",
            "已签投资协议",
            "6月办理注册",
            date(2024, 2, 20),
            "孙涛",
        ],
        [
            2,
            "宠物食品项目",
            "海州食品",
            "海州市",
            "0.8亿元",
            "线索",
            "初步接触",
            "赴海州拜访",
            "3月6日",
            "马丽",
        ],
        ["合计", "2个", None, None, 20000],
    ]
    gold = [
        row(
            "A5",
            project="特种电缆项目",
            investor="南屏线缆公司",
            place="南屏市",
            amount_wan=12000,
            stage="签约",
            progress="已签投资协议",
            next_step="6月办理注册",
            listed_on="2024-02-20",
            sponsor="孙涛",
        ),
        row(
            "A6",
            project="宠物食品项目",
            investor="海州食品",
            place="海州市",
            amount_wan=8000,
            stage="线索",
            progress="初步接触",
            next_step="赴海州拜访",
            listed_on="2024-03-06",
            sponsor="马丽",
        ),
    ]
    return converted("xls", Drawn("在谈项目", rows)), [Gold("在谈项目", "leads", gold)]
