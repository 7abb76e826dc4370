"""Workbooks drawn before the reader was written. Every place, name and figure is invented."""

from __future__ import annotations

from datetime import date
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


@example("01-issues-two-levels.xlsx", 1)
def issues_two_levels() -> Any:
    rows = [
        ["云岭市重点项目存在问题台账", L, L, L, L, L, L, L, L, L, L],
        ["填报单位：云岭市发展改革委（盖章）", L, L, L, L, "填报时间：2024年5月31日", L, L, L, L, L],
        [
            "序号",
            "项目名称",
            "存 在\n问 题",
            "问题\n类别",
            "解决措施",
            "责任落实",
            L,
            L,
            "列入时间",
            "完成时限",
            "办理情况",
            L,
            "备注",
        ],
        [U, U, U, U, U, "牵头单位", "责任单位", "责任人", U, U, "办理进展", "办理状态", U],
        [
            1,
            "云岭电子材料产业园",
            "二回路供电尚未接通",
            "供水供电供气",
            "优化接入方案",
            "市供电公司",
            "青川区政府、市发改委",
            "张明",
            date(2024, 3, 5),
            "6月底前",
            "杆塔基础完成12基",
            "办理中",
            None,
        ],
        [
            U,
            U,
            "项目用地尚有38亩未组卷",
            "土地要素",
            "加快组卷报批",
            "市自规局",
            "青川区政府",
            "李强",
            date(2024, 3, 5),
            date(2024, 7, 15),
            "已完成勘测定界",
            "办理中",
            "急",
        ],
        [
            2,
            "云岭冷链物流中心",
            "施工许可证未办理",
            "手续办理",
            "专人代办",
            "市住建局",
            None,
            "王芳",
            "2024.4.2",
            "2024年6月10日",
            None,
            "待核查",
            None,
        ],
        [
            3,
            "青川区污水处理厂扩建",
            "征迁剩余2户",
            "征地拆迁",
            "一户一策",
            "青川区政府",
            "城关街道；市征收办",
            "赵刚\n13900000000",
            "2024/4/22",
            "长期推进",
            "已签1户，另1户正在商谈。",
            "长期推进",
            None,
        ],
        ["注：1.完成时限超期的请说明原因；2.每月25日前报送。", L, L, L, L, L, L, L, L, L, L],
        ["单位负责人（签字）：", None, "审核人：", None, "填表人：孙丽", None, "联系电话：0391-0000000"],
    ]
    gold = [
        row(
            "A5",
            project="云岭电子材料产业园",
            issue="二回路供电尚未接通",
            category="供水供电供气",
            measures="优化接入方案",
            lead_unit="市供电公司",
            units=["青川区政府", "市发改委"],
            owner="张明",
            listed_on="2024-03-05",
            due=("6月底前", "2024-06-30"),
            progress="杆塔基础完成12基",
            status="办理中",
        ),
        row(
            "A6",
            project="云岭电子材料产业园",
            issue="项目用地尚有38亩未组卷",
            category="土地要素",
            measures="加快组卷报批",
            lead_unit="市自规局",
            units=["青川区政府"],
            owner="李强",
            listed_on="2024-03-05",
            due=("2024-07-15", "2024-07-15"),
            progress="已完成勘测定界",
            status="办理中",
        ),
        row(
            "A7",
            project="云岭冷链物流中心",
            issue="施工许可证未办理",
            category="手续办理",
            measures="专人代办",
            lead_unit="市住建局",
            owner="王芳",
            listed_on="2024-04-02",
            due=("2024年6月10日", "2024-06-10"),
            status="待核查",
        ),
        row(
            "A8",
            project="青川区污水处理厂扩建",
            issue="征迁剩余2户",
            category="征地拆迁",
            measures="一户一策",
            lead_unit="青川区政府",
            units=["城关街道", "市征收办"],
            owner="赵刚\n13900000000",
            listed_on="2024-04-22",
            due=("长期推进", None),
            progress="已签1户，另1户正在商谈。",
            status="长期推进",
        ),
    ]
    return xlsx(Drawn("问题台账", rows)), [Gold("问题台账", "issues", gold)]


@example("02-issues-gb18030.csv", 1)
def issues_csv() -> Any:
    text = (
        "青川区重点项目堵点难点清单,,,,,,,,\r\n"
        "填报单位：青川区重点办,,,,填报时间：２０２４年６月３日,,,,\r\n"
        "编号,项 目 名 称,堵点难点,问题类型,下步措施,责任单位,联系人,办结时限,最新进展\r\n"
        '1,青川智能装备园,"一期厂房消防验收未通过，\n涉及2栋",手续办理,"约请消防部门现场指导",区住建局、区消防大队,周洋,６月２０日前,正在整改\r\n'
        "2,〃,=进场道路未打通,市政配套,-加快招标,区交通局,钱进,6.30,\r\n"
        "3,同上,@企业流动资金不足,资金保障,+银企对接,区金融局,,7月中旬,已对接2家银行\r\n"
        ",,,,,,,,\r\n"
        "4,青川文旅小镇,林地手续未批复,土地要素,上报省厅,区林业局,吴敏,批复后10日内,/\r\n"
        "合计,4项,,,,,,,\r\n"
        "填表人：郑洁,,,联系电话：0391-1111111,,,,,\r\n"
    )
    gold = [
        row(
            "A4",
            project="青川智能装备园",
            issue="一期厂房消防验收未通过，\n涉及2栋",
            category="手续办理",
            measures="约请消防部门现场指导",
            lead_unit="区住建局、区消防大队",
            owner="周洋",
            due=("６月２０日前", "2024-06-20"),
            progress="正在整改",
        ),
        row(
            "A5",
            project="青川智能装备园",
            issue="=进场道路未打通",
            category="市政配套",
            measures="-加快招标",
            lead_unit="区交通局",
            owner="钱进",
            due=("6.30", "2024-06-30"),
        ),
        row(
            "A6",
            project="青川智能装备园",
            issue="@企业流动资金不足",
            category="资金保障",
            measures="+银企对接",
            lead_unit="区金融局",
            due=("7月中旬", "2024-07-20"),
            progress="已对接2家银行",
        ),
        row(
            "A8",
            project="青川文旅小镇",
            issue="林地手续未批复",
            category="土地要素",
            measures="上报省厅",
            lead_unit="区林业局",
            owner="吴敏",
            due=("批复后10日内", None),
        ),
    ]
    return text.encode("gb18030"), [Gold("02-issues-gb18030", "issues", gold)]


@example("03-projects-three-levels.xlsx", 1, on=None)
def projects_three_levels() -> Any:
    rows = [
        ["附件1"],
        ["云岭市2024年重点项目推进台账", *[L] * 14],
        ["填报单位：云岭市重点办", L, L, L, L, "截至2024年5月31日", L, L, L, L, "单位：万元", L, L, L, L],
        [
            "序号",
            "项目名称",
            "建设规模及主要内容",
            "总投资",
            "2024年计划",
            L,
            "1—5月进展",
            L,
            L,
            L,
            "责任落实",
            L,
            L,
            "备注",
            "系统编号",
        ],
        [
            U,
            U,
            U,
            U,
            "年度计划投资",
            "形象进度目标",
            "本月完成投资",
            "累计完成投资",
            L,
            "形象进度",
            "分包领导",
            "单位",
            L,
            U,
            U,
        ],
        [U, U, U, U, U, U, U, "金额", "完成率", U, U, "责任单位", "责任人", U, U],
        [
            "合　计",
            L,
            None,
            Formula("=SUM(D8,D12)", 306000.0),
            Formula("=SUM(E8,E12)", 92000.0),
            None,
            8200,
            38400,
            "41.7%",
        ],
        ["一、省重点项目（3个）", L, L, Formula("=SUM(D9:D11)", 256000), 72000, None, 6200, 30400, "42.2%"],
        [
            1,
            "云岭电子材料产业园",
            "建设厂房12万平方米",
            120000,
            30000,
            "主体封顶",
            2500,
            12500.5,
            "41.7%",
            "1#厂房主体完成",
            "王立军",
            "青川区政府",
            "张明",
            None,
            "P0001",
        ],
        [
            2,
            "云岭储能电站",
            "装机100兆瓦",
            Number(86000, "#,##0"),
            "24,000",
            "并网",
            1700,
            Formula("=G10+9200", 10900.0),
            "45.4%",
            "设备安装",
            "陈志远",
            "市能源集团",
            None,
            None,
            "P0002",
        ],
        [
            3,
            "云岭冷链物流中心",
            None,
            50000,
            18000,
            None,
            2000,
            7000,
            "38.9%",
            "基础施工",
            None,
            "临河县政府",
            "何军",
            "新增",
            "P0003",
        ],
        ["二、市重点项目（1个）", L, L, 50000, 20000, None, 2000, 8000, "40.0%"],
        [
            4,
            "临河县中医院迁建",
            "床位500张",
            50000,
            20000,
            "完成装修",
            2000,
            8000,
            "40.0%",
            "砌体施工",
            "刘海",
            "临河县卫健委",
            "杨帆",
            None,
            "P0004",
        ],
        ["注：因四舍五入，部分合计数与分项之和略有差异。", *[L] * 14],
    ]
    gold = [
        row(
            "A9",
            project="云岭电子材料产业园",
            investment_total_wan=120000,
            plan_wan=30000,
            completed_wan=12500.5,
            progress="1#厂房主体完成",
            sponsor="王立军",
            lead_unit="青川区政府",
            owner="张明",
        ),
        row(
            "A10",
            project="云岭储能电站",
            investment_total_wan=86000,
            plan_wan=24000,
            completed_wan=10900,
            progress="设备安装",
            sponsor="陈志远",
            lead_unit="市能源集团",
        ),
        row(
            "A11",
            project="云岭冷链物流中心",
            investment_total_wan=50000,
            plan_wan=18000,
            completed_wan=7000,
            progress="基础施工",
            lead_unit="临河县政府",
            owner="何军",
        ),
        row(
            "A13",
            project="临河县中医院迁建",
            investment_total_wan=50000,
            plan_wan=20000,
            completed_wan=8000,
            progress="砌体施工",
            sponsor="刘海",
            lead_unit="临河县卫健委",
            owner="杨帆",
        ),
    ]
    drawn = Drawn("项目台账", rows, hidden_columns=("O",))
    return xlsx(drawn), [Gold("项目台账", "projects", gold, ("O",))]


@example("04-projects-yi.xls", 1, on=None)
def projects_yi() -> Any:
    rows = [
        ["临河县2024年重点项目进展情况表", *[L] * 8],
        [None, None, None, None, None, None, None, "单位：亿元"],
        [
            "序号",
            "项目名称",
            "建设单位",
            "总投资",
            "年度计划投资（万元）",
            "截至4月底累计完成投资",
            "工程形象进度",
            "包联县领导",
            "责任单位",
        ],
        ["一", "产业项目", L, L, L, L, L, L, L],
        [1, "临河县食品产业园", "临河投资集团", 5.6, 12000, 0.45, "二层主体施工", "孙涛", "县工信局"],
        [
            2,
            "年产30万吨预拌砂浆项目",
            "云建材料公司",
            "1.2亿元",
            5000,
            "3200万元",
            "设备安装",
            "马丽",
            "县工信局/城关镇",
        ],
        ["二", "基础设施项目", L, L, L, L, L, L, L],
        [3, "G990临河段改建工程", "县公路事业中心", 3.08, 9000, 0.3, "路基施工", "孙涛", "县交通局"],
        ["小计", L, None, 9.88, 26000, 1.07],
        ["填表人：刘芸", None, None, "审核人：丁一", None, None, "填表日期：2024年5月6日"],
    ]
    gold = [
        row(
            "A5",
            project="临河县食品产业园",
            investment_total_wan=56000,
            plan_wan=12000,
            completed_wan=4500,
            progress="二层主体施工",
            sponsor="孙涛",
            lead_unit="县工信局",
        ),
        row(
            "A6",
            project="年产30万吨预拌砂浆项目",
            investment_total_wan=12000,
            plan_wan=5000,
            completed_wan=3200,
            progress="设备安装",
            sponsor="马丽",
            lead_unit="县工信局/城关镇",
        ),
        row(
            "A8",
            project="G990临河段改建工程",
            investment_total_wan=30800,
            plan_wan=9000,
            completed_wan=3000,
            progress="路基施工",
            sponsor="孙涛",
            lead_unit="县交通局",
        ),
    ]
    return converted("xls", Drawn("Sheet1", rows)), [Gold("Sheet1", "projects", gold)]


@example("05-directives-pages.xlsx", 1)
def directives_pages() -> Any:
    heading = [
        "序号",
        "督办编号",
        "交办来源",
        "交办时间",
        "项目名称",
        "交办事项",
        "牵头单位",
        "配合单位",
        "责任人",
        "完成时限",
        "落实情况",
        "办理状态",
    ]
    rows = [
        ["云岭市重点项目督办（交办）事项台账", *[L] * 11],
        heading,
        [
            1,
            "云重督〔2024〕1号",
            "第三次调度会",
            45342,
            "云岭储能电站",
            "协调送出线路路由",
            "市发改委",
            "市自规局、临河县政府",
            "张明",
            45473,
            "路由方案已报批",
            "办理中",
        ],
        [
            2,
            "云重督〔2024〕2号",
            "第三次调度会",
            45342,
            "云岭大数据中心",
            "研究能耗指标来源",
            "市发改委",
            "市工信局",
            "丁一",
            "5个工作日内",
            "已提出初步意见",
            "办理中",
        ],
        [
            3,
            "云重督〔2024〕3号",
            "4月22日调研",
            "2024年4月22日",
            "云岭大数据中心",
            "明确用水接入点",
            "市水利局",
            None,
            "何军",
            "5月底",
            "已明确",
            "已销号",
        ],
        heading,
        [
            4,
            "云重督〔2024〕4号",
            "4月22日调研",
            "2024年4月22日",
            "临河县食品产业园",
            "完善周边道路",
            "临河县政府",
            "市交通局，市住建局",
            "孙涛",
            "年底前",
            "已列入计划",
            "办理中",
        ],
        [
            5,
            "云重督〔2024〕5号",
            "领导批示",
            date(2024, 5, 8),
            "临河县中医院迁建",
            "落实专项债资金",
            "市财政局",
            "市卫健委",
            "马丽",
            "2024-06-15",
            None,
            "待交办",
        ],
    ]
    gold = [
        row(
            "A3",
            project="云岭储能电站",
            issue="协调送出线路路由",
            listed_on="2024-02-20",
            lead_unit="市发改委",
            units=["市自规局", "临河县政府"],
            owner="张明",
            due=("45473", "2024-06-30"),
            progress="路由方案已报批",
            status="办理中",
        ),
        row(
            "A4",
            project="云岭大数据中心",
            issue="研究能耗指标来源",
            listed_on="2024-02-20",
            lead_unit="市发改委",
            units=["市工信局"],
            owner="丁一",
            due=("5个工作日内", "2024-06-13"),
            progress="已提出初步意见",
            status="办理中",
        ),
        row(
            "A5",
            project="云岭大数据中心",
            issue="明确用水接入点",
            listed_on="2024-04-22",
            lead_unit="市水利局",
            owner="何军",
            due=("5月底", "2024-05-31"),
            progress="已明确",
            status="已销号",
        ),
        row(
            "A7",
            project="临河县食品产业园",
            issue="完善周边道路",
            listed_on="2024-04-22",
            lead_unit="临河县政府",
            units=["市交通局", "市住建局"],
            owner="孙涛",
            due=("年底前", "2024-12-31"),
            progress="已列入计划",
            status="办理中",
        ),
        row(
            "A8",
            project="临河县中医院迁建",
            issue="落实专项债资金",
            listed_on="2024-05-08",
            lead_unit="市财政局",
            units=["市卫健委"],
            owner="马丽",
            due=("2024-06-15", "2024-06-15"),
            status="待交办",
        ),
    ]
    drawn = Drawn("督办台账", rows, hidden_rows=(4, 5), filter="A2:L8")
    return xlsx(drawn), [Gold("督办台账", "directives", gold, ("A4",))]


@example("06-forms.xlsx", 1)
def forms() -> Any:
    first = [
        ["云岭市重点项目问题交办卡", *[L] * 5],
        ["项目名称", "云岭大数据中心", L, L, "分包领导", "陈志远"],
        ["总投资", "12.5亿元", "年度计划投资", "30000万元", "累计完成投资", "8600万元"],
        ["牵头单位", "市发改委", L, "责任人", "丁一", L],
        ["存在问题", "能耗指标尚未落实", *[L] * 4],
        ["解决措施", "争取省级统筹能耗指标", *[L] * 4],
        ["完成时限", "2024年7月底", L, "办理状态", "办理中", L],
        ["进展情况", "已向省发改委提交申请。", *[L] * 4],
        ["填表人：刘芸", L, "填报时间：2024年5月20日", L, L, L],
    ]
    second = [
        ["云岭市重点项目问题交办卡", *[L] * 5],
        ["项目名称：", "青川文旅小镇", L, L, "分包领导：", "王立军"],
        ["责任单位：", "青川区政府", L, "责任人：", "吴敏", L],
        ["存在问题：", "1.林地手续未批复；\n2.游客中心地块未供地。", *[L] * 4],
        ["解决措施：", "1.上报省厅审批；\n2.6月挂牌出让。", *[L] * 4],
        ["完成时限：", "1.6月20日前；2.7月底前", L, L, L, L],
    ]
    gold = [
        Gold(
            "大数据中心",
            "issues",
            [
                row(
                    "B5",
                    project="云岭大数据中心",
                    sponsor="陈志远",
                    investment_total_wan=125000,
                    plan_wan=30000,
                    completed_wan=8600,
                    lead_unit="市发改委",
                    owner="丁一",
                    issue="能耗指标尚未落实",
                    measures="争取省级统筹能耗指标",
                    due=("2024年7月底", "2024-07-31"),
                    status="办理中",
                    progress="已向省发改委提交申请。",
                )
            ],
        ),
        Gold(
            "文旅小镇",
            "issues",
            [
                row(
                    "B4",
                    project="青川文旅小镇",
                    sponsor="王立军",
                    lead_unit="青川区政府",
                    owner="吴敏",
                    issue="林地手续未批复",
                    measures="上报省厅审批",
                    due=("6月20日前", "2024-06-20"),
                ),
                row(
                    "B4",
                    project="青川文旅小镇",
                    sponsor="王立军",
                    lead_unit="青川区政府",
                    owner="吴敏",
                    issue="游客中心地块未供地。",
                    measures="6月挂牌出让。",
                    due=("7月底前", "2024-07-31"),
                ),
            ],
        ),
    ]
    return xlsx(Drawn("大数据中心", first), Drawn("文旅小镇", second)), gold


@example("07-numbered.xlsx", 1)
def numbered() -> Any:
    rows = [
        ["序号", "项目", "主要问题", "整改措施", "责任单位", "整改时限", "办理情况"],
        [
            1,
            "云岭储能电站",
            "1.送出线路未开工\n2.消防设计未审查\n3.并网协议未签",
            "1.倒排工期\n2.提前介入\n3.对接省公司",
            "1.市供电公司\n2.市住建局\n3.市发改委",
            "1.6月15日\n2.6月20日\n3.7月10日",
            "1.已招标\n2.已受理\n3.正在洽谈",
        ],
        [
            2,
            "云岭冷链物流中心",
            "①用电负荷不足；②进场道路不畅",
            "①新增变压器；②借道通行",
            "市供电公司",
            "6月底",
            "推进中",
        ],
        [
            3,
            "临河县食品产业园",
            "（1）资金缺口2000万元。（2）标准厂房未验收。",
            "多渠道筹资",
            "临河县政府、县工信局",
            "三季度",
            None,
        ],
        [
            4,
            "临河县中医院迁建",
            "电梯采购滞后",
            "1.加快招标；2.压缩供货周期",
            "县卫健委",
            "7月",
            "1.已挂网；2.6月开标",
        ],
    ]
    gold = [
        row(
            "A2",
            project="云岭储能电站",
            issue="送出线路未开工",
            measures="倒排工期",
            lead_unit="市供电公司",
            due=("6月15日", "2024-06-15"),
            progress="已招标",
        ),
        row(
            "A2",
            project="云岭储能电站",
            issue="消防设计未审查",
            measures="提前介入",
            lead_unit="市住建局",
            due=("6月20日", "2024-06-20"),
            progress="已受理",
        ),
        row(
            "A2",
            project="云岭储能电站",
            issue="并网协议未签",
            measures="对接省公司",
            lead_unit="市发改委",
            due=("7月10日", "2024-07-10"),
            progress="正在洽谈",
        ),
        row(
            "A3",
            project="云岭冷链物流中心",
            issue="用电负荷不足",
            measures="新增变压器",
            lead_unit="市供电公司",
            due=("6月底", "2024-06-30"),
            progress="推进中",
        ),
        row(
            "A3",
            project="云岭冷链物流中心",
            issue="进场道路不畅",
            measures="借道通行",
            lead_unit="市供电公司",
            due=("6月底", "2024-06-30"),
            progress="推进中",
        ),
        row(
            "A4",
            project="临河县食品产业园",
            issue="资金缺口2000万元。",
            measures="多渠道筹资",
            lead_unit="临河县政府、县工信局",
            due=("三季度", "2024-09-30"),
        ),
        row(
            "A4",
            project="临河县食品产业园",
            issue="标准厂房未验收。",
            measures="多渠道筹资",
            lead_unit="临河县政府、县工信局",
            due=("三季度", "2024-09-30"),
        ),
        row(
            "A5",
            project="临河县中医院迁建",
            issue="电梯采购滞后",
            measures="1.加快招标；2.压缩供货周期",
            lead_unit="县卫健委",
            due=("7月", "2024-07-31"),
            progress="1.已挂网；2.6月开标",
        ),
    ]
    return xlsx(Drawn("Sheet1", rows)), [Gold("Sheet1", "issues", gold)]


@example("08-leads.ods", 1)
def leads() -> Any:
    rows = [
        ["云岭市重点招商引资项目线索台账", *[L] * 12],
        [None, None, None, None, None, None, None, None, None, None, "单位：亿元"],
        [
            "序号",
            "项目名称",
            "投资方",
            L,
            "拟投资额",
            "拟落地县区",
            "获取时间",
            "对接情况",
            L,
            L,
            "责任落实",
            L,
            L,
        ],
        [
            U,
            U,
            "企业名称",
            "所在地",
            U,
            U,
            U,
            "对接阶段",
            "最新进展",
            "下步举措",
            "包联领导",
            "责任单位",
            "责任人",
        ],
        [
            1,
            "高性能膜材料项目",
            "海州膜科技公司",
            "海州市",
            3.5,
            "青川区",
            date(2024, 2, 18),
            "洽谈",
            "已实地考察",
            "邀请企业回访",
            "王立军",
            "青川区商务局",
            "周洋",
        ],
        [
            2,
            "无人机整机项目",
            "南屏航空公司",
            "南屏市",
            "8000万元",
            "临河县",
            "2024.3.11",
            "考察",
            "完成选址",
            "起草协议",
            "孙涛",
            "县商务局",
            "钱进",
        ],
        [3, "预制菜加工项目", U, "东宁市", None, "临河县", "2024年4月9日", "线索", None, "电话对接", U, U, U],
        ["合　计", L, L, L, 4.3],
    ]
    gold = [
        row(
            "A5",
            project="高性能膜材料项目",
            investor="海州膜科技公司",
            place="海州市",
            amount_wan=35000,
            listed_on="2024-02-18",
            stage="洽谈",
            progress="已实地考察",
            next_step="邀请企业回访",
            sponsor="王立军",
            lead_unit="青川区商务局",
            owner="周洋",
        ),
        row(
            "A6",
            project="无人机整机项目",
            investor="南屏航空公司",
            place="南屏市",
            amount_wan=8000,
            listed_on="2024-03-11",
            stage="考察",
            progress="完成选址",
            next_step="起草协议",
            sponsor="孙涛",
            lead_unit="县商务局",
            owner="钱进",
        ),
        row(
            "A7",
            project="预制菜加工项目",
            investor="南屏航空公司",
            place="东宁市",
            listed_on="2024-04-09",
            stage="线索",
            next_step="电话对接",
            sponsor="孙涛",
            lead_unit="县商务局",
            owner="钱进",
        ),
    ]
    return converted("ods", Drawn("线索", rows)), [Gold("线索", "leads", gold)]


@example("09-schedule.xlsx", 1)
def schedule() -> Any:
    months = ["5月", L, L, "6月", L, L]
    tens = ["上", "中", "下", "上", "中", "下"]
    rows = [
        ["云岭市2024年重点项目倒排工期挂图作战表", *[L] * 13],
        [
            "序号",
            "项目名称",
            "工作节点",
            "责任落实",
            L,
            L,
            "计划开始",
            "计划完成",
            "2024年",
            L,
            L,
            L,
            L,
            L,
            "备注",
        ],
        [U, U, U, "责任单位", "责任人", "分包领导", U, U, *months, U],
        [U, U, U, U, U, U, U, U, *tens, U],
        [
            1,
            "云岭电子材料产业园",
            "完成施工许可",
            "青川区政府",
            "张明",
            "王立军",
            date(2024, 5, 6),
            date(2024, 5, 31),
            "■",
            "■",
            "■",
        ],
        [U, U, "1#厂房主体封顶", U, U, U, date(2024, 6, 1), "6月20日前", None, None, None, "□", "☆"],
        [U, U, "设备进场", U, U, U, "2024年7月", "2024.8.15"],
        [
            2,
            "云岭冷链物流中心",
            "冷库保温施工",
            "临河县政府",
            "何军",
            None,
            date(2024, 5, 10),
            date(2024, 6, 30),
            "滞",
            "滞",
            "滞",
            "滞",
            "滞",
            "☆",
        ],
        ["图例：■已完成 □计划 ☆节点 滞为滞后", *[L] * 14],
    ]
    first = {"project": "云岭电子材料产业园", "lead_unit": "青川区政府", "owner": "张明", "sponsor": "王立军"}
    gold = [
        row("A5", **first, issue="完成施工许可", due=("2024-05-31", "2024-05-31")),
        row("A6", **first, issue="1#厂房主体封顶", due=("6月20日前", "2024-06-20")),
        row("A7", **first, issue="设备进场", due=("2024.8.15", "2024-08-15")),
        row(
            "A8",
            project="云岭冷链物流中心",
            issue="冷库保温施工",
            lead_unit="临河县政府",
            owner="何军",
            due=("2024-06-30", "2024-06-30"),
        ),
    ]
    return xlsx(Drawn("倒排工期表", rows)), [Gold("倒排工期表", "schedule", gold)]


@example("10-oa-export.xls", 1)
def html_table() -> Any:
    text = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td{mso-number-format:"\\@"}</style></head><body>
<table border=1><tr><td colspan=7 align=center><b>项目问题导出</b></td></tr>
<tr><th rowspan=2>序号</th><th rowspan=2>项目名称</th><th rowspan=2>存在问题</th><th colspan=2>责任</th><th rowspan=2>整改时限</th><th rowspan=2>进展情况</th></tr>
<tr><th>责任单位</th><th>责任人</th></tr>
<tr><td>1</td><td rowspan=2>云岭大数据中心</td><td>能耗指标&nbsp;未落实</td><td>市发改委</td><td>丁一</td><td>2024-06-30</td><td>已上报<br>待批复</td></tr>
<tr><td>2</td><td>供水管网&lt;未接入&gt;</td><td>市水利局</td><td></td><td>6月底</td><td></td></tr>
<tr style="display:none"><td>3</td><td>青川文旅小镇</td><td>林地未批复</td><td>区林业局</td><td>吴敏</td><td>长期</td><td>上报中</td></tr>
</table></body></html>"""
    gold = [
        row(
            "A4",
            project="云岭大数据中心",
            issue="能耗指标 未落实",
            lead_unit="市发改委",
            owner="丁一",
            due=("2024-06-30", "2024-06-30"),
            progress="已上报\n待批复",
        ),
        row(
            "A5",
            project="云岭大数据中心",
            issue="供水管网<未接入>",
            lead_unit="市水利局",
            due=("6月底", "2024-06-30"),
        ),
        row(
            "A6",
            project="青川文旅小镇",
            issue="林地未批复",
            lead_unit="区林业局",
            owner="吴敏",
            due=("长期", None),
            progress="上报中",
        ),
    ]
    return text.encode("gb2312"), [Gold("10-oa-export", "issues", gold, ("A6",))]


@example("11-two-tables.xlsx", 1)
def two_tables() -> Any:
    rows = [
        ["青川区重点项目问题清单", *[L] * 5],
        ["序号", "项目名称", "存在问题", "责任单位", "完成时限", "办理进展"],
        [1, "青川智能装备园", "天然气未接入", "区住建局", "6月25日", "管道施工"],
        [2, "青川文旅小镇", "停车场用地未落实", "区自规局", "8月底", None],
        ["合计", L, "2个"],
        [],
        ["青川区重点项目招商线索", *[L] * 6],
        ["序号", "项目名称", "企业名称", "拟投资额（万元）", "对接阶段", "最新进展", "下步举措"],
        [1, "智能门锁项目", "海州锁业", 6000, "洽谈", "报送资料", "实地考察"],
        [2, "检测设备项目", "南屏仪器", "1.5亿", "签约", "已签框架协议", None],
    ]
    gold = [
        row(
            "A3",
            project="青川智能装备园",
            issue="天然气未接入",
            lead_unit="区住建局",
            due=("6月25日", "2024-06-25"),
            progress="管道施工",
        ),
        row(
            "A4",
            project="青川文旅小镇",
            issue="停车场用地未落实",
            lead_unit="区自规局",
            due=("8月底", "2024-08-31"),
        ),
        row(
            "A9",
            project="智能门锁项目",
            investor="海州锁业",
            amount_wan=6000,
            stage="洽谈",
            progress="报送资料",
            next_step="实地考察",
        ),
        row(
            "A10",
            project="检测设备项目",
            investor="南屏仪器",
            amount_wan=15000,
            stage="签约",
            progress="已签框架协议",
        ),
    ]
    return xlsx(Drawn("清单", rows)), [Gold("清单", "issues", gold)]


@example("12-cover-and-lists.xlsx", 1)
def cover_and_lists() -> Any:
    cover = [
        [],
        [],
        [None, "云岭市重点项目问题台账"],
        [],
        [None, "编制单位：云岭市重点办"],
        [None, "二〇二四年六月"],
    ]
    counts = [
        ["云岭市重点项目问题统计表", *[L] * 4],
        ["县区", "问题总数", "已销号", "办理中", "销号率"],
        ["青川区", 12, 5, 7, "41.7%"],
        ["临河县", 8, 4, 4, "50.0%"],
        ["合计", 20, 9, 11, "45.0%"],
    ]
    words = [["问题类别", "办理状态"], ["土地要素", "办理中"], ["资金保障", "已销号"], ["手续办理", "待核查"]]
    data = [
        ["序号", "县区", "项目名称", "问题", "问题类别", "责任单位", "时限", "是否销号"],
        [1, "青川区", "青川智能装备园", "天然气未接入", "供水供电供气", "区住建局", "6月25日", "否"],
        [2, "临河县", "临河县食品产业园", "用工缺口200人", "用工保障", "县人社局", "5月20日", "是"],
    ]
    gold = [
        Gold("封面", None),
        Gold("统计", None),
        Gold(
            "台账",
            "issues",
            [
                row(
                    "A2",
                    project="青川智能装备园",
                    issue="天然气未接入",
                    category="供水供电供气",
                    lead_unit="区住建局",
                    due=("6月25日", "2024-06-25"),
                    status="否",
                ),
                row(
                    "A3",
                    project="临河县食品产业园",
                    issue="用工缺口200人",
                    category="用工保障",
                    lead_unit="县人社局",
                    due=("5月20日", "2024-05-20"),
                    status="是",
                ),
            ],
        ),
        Gold("字典", None),
    ]
    return xlsx(
        Drawn("封面", cover), Drawn("统计", counts), Drawn("台账", data), Drawn("字典", words, hidden=True)
    ), gold


@example("13-errors-1904.xlsx", 1)
def errors_1904() -> Any:
    rows = [
        [
            "项目名称",
            "存在问题",
            "责任单位",
            "登记日期",
            "完成时限",
            "总投资（万元）",
            "累计完成投资（万元）",
            "进展情况",
        ],
        [
            "云岭储能电站",
            "送出线路未开工",
            "市供电公司",
            date(2024, 4, 15),
            Number(43980, "General"),
            86000,
            Formula("=F2*0.1", 8600),
            "招标中",
        ],
        [
            "云岭大数据中心",
            "能耗指标未落实",
            Formula('=VLOOKUP("x",A:B,2,0)', "#N/A"),
            date(2024, 4, 20),
            "6月底",
            Formula("=1/0", "#DIV/0!"),
            Formula("=F3*0.1"),
            None,
        ],
        [
            "青川文旅小镇",
            Formula('=A4&"林地未批"', "青川文旅小镇林地未批"),
            "区林业局",
            43946,
            date(2024, 8, 31),
            None,
            None,
            "#REF!",
        ],
    ]
    gold = [
        row(
            "A2",
            project="云岭储能电站",
            issue="送出线路未开工",
            lead_unit="市供电公司",
            listed_on="2024-04-15",
            due=("43980", "2024-05-30"),
            investment_total_wan=86000,
            completed_wan=8600,
            progress="招标中",
        ),
        row(
            "A3",
            project="云岭大数据中心",
            issue="能耗指标未落实",
            listed_on="2024-04-20",
            due=("6月底", "2024-06-30"),
        ),
        row(
            "A4",
            project="青川文旅小镇",
            issue="青川文旅小镇林地未批",
            lead_unit="区林业局",
            listed_on="2024-04-26",
            due=("2024-08-31", "2024-08-31"),
        ),
    ]
    return xlsx(Drawn("Sheet1", rows), epoch_1904=True), [
        Gold("Sheet1", "issues", gold, ("C3", "F3", "G3", "H4"))
    ]


@example("14-investment-months.xlsx", 1, on=None)
def investment_months() -> Any:
    rows = [
        ["云岭市2024年1-5月重点项目投资完成情况表（单位：万元）", *[L] * 13],
        [
            "序号",
            "县区",
            "项目名称",
            "总投资",
            "年度计划投资",
            "1—5月计划累计",
            "各月完成投资",
            L,
            L,
            L,
            L,
            "本年累计完成投资",
            "完成率（%）",
            "开工以来累计完成投资",
        ],
        [U, U, U, U, U, U, "1月", "2月", "3月", "4月", "5月", U, U, U],
        ["全市合计", L, L, 170000, 42000, 17500, 1500, 1300, 4000, 4400, 4500, 15700, 37.4, 60000],
        ["青川区", L, L, 120000, 30000, 12500, 1000, 900, 3000, 3200, 3400, 11500, 38.3, 45000],
        [
            1,
            "青川区",
            "云岭电子材料产业园",
            120000,
            30000,
            12500,
            1000,
            900,
            3000,
            3200,
            3400,
            Formula("=SUM(G6:K6)", 11500),
            38.3,
            45000,
        ],
        ["临河县", L, L, 50000, 12000, 5000, 500, 400, 1000, 1200, 1100, 4200, 35, 15000],
        [
            2,
            "临河县",
            "临河县食品产业园",
            50000,
            12000,
            5000,
            500,
            400,
            1000,
            1200,
            1100,
            Formula("=SUM(G8:K8)", 4200),
            35,
            15000,
        ],
    ]
    gold = [
        row(
            "A6",
            project="云岭电子材料产业园",
            investment_total_wan=120000,
            plan_wan=30000,
            completed_wan=11500,
        ),
        row("A8", project="临河县食品产业园", investment_total_wan=50000, plan_wan=12000, completed_wan=4200),
    ]
    return xlsx(Drawn("5月", rows, hidden_columns=("G", "H"))), [Gold("5月", "investment", gold, ("G", "H"))]


@example("15-meeting.et", 1)
def meeting() -> Any:
    rows = [
        ["全市重点项目第五次调度会议定事项清单", *[L] * 6],
        ["会议名称：全市重点项目第五次调度会", L, L, "会议时间：2024年5月28日", L, L, L],
        ["序号", "项目名称", "议定事项", "牵头单位", "责任单位", "完成时间", "落实情况"],
        ["1", "云岭储能电站", "6月15日前完成线路招标", "市供电公司", "市发改委", "6月15日", "已挂网"],
        ["2", "同上", "协调临时用地", "临河县政府", "同上", "会后一周内", None],
        ["3", "各项目", "建立周报制度", "市重点办", "各县区", "每周五", "已执行"],
        ["记录人：刘芸"],
    ]
    gold = [
        row(
            "A4",
            project="云岭储能电站",
            issue="6月15日前完成线路招标",
            lead_unit="市供电公司",
            units=["市发改委"],
            due=("6月15日", "2024-06-15"),
            progress="已挂网",
        ),
        row(
            "A5",
            project="云岭储能电站",
            issue="协调临时用地",
            lead_unit="临河县政府",
            units=["市发改委"],
            due=("会后一周内", "2024-06-04"),
        ),
        row(
            "A6",
            project="各项目",
            issue="建立周报制度",
            lead_unit="市重点办",
            units=["各县区"],
            due=("每周五", "2024-06-07"),
            progress="已执行",
        ),
    ]
    return converted("xls", Drawn("议定事项", rows)), [Gold("议定事项", "meeting", gold)]


@example("16-status-bands.xlsx", 1)
def status_bands() -> Any:
    rows = [
        [Rich(("云岭市重点项目", "问题台账"))],
        ["（2024年6月5日）"],
        ["序号", "项目名称", "问题", "责任单位", "办结时限", "进展情况"],
        ["办理状态：办理中", *[L] * 5],
        [1, Rich(("云岭冷链", "物流中心")), "施工许可证未办理", "市住建局", "6月10日", "已受理"],
        [2, "云岭储能电站", "消防设计未审查", "市住建局", "6月20日", None],
        ["办理状态：已销号", *[L] * 5],
        [3, "临河县中医院迁建", "专项债未到位", "市财政局", "5月15日", "资金已到位"],
        ["   ", None, None, None, None, None],
        ["小　　计", "3项"],
    ]
    gold = [
        row(
            "A5",
            project="云岭冷链物流中心",
            issue="施工许可证未办理",
            lead_unit="市住建局",
            due=("6月10日", "2024-06-10"),
            progress="已受理",
            status="办理中",
        ),
        row(
            "A6",
            project="云岭储能电站",
            issue="消防设计未审查",
            lead_unit="市住建局",
            due=("6月20日", "2024-06-20"),
            status="办理中",
        ),
        row(
            "A8",
            project="临河县中医院迁建",
            issue="专项债未到位",
            lead_unit="市财政局",
            due=("5月15日", "2024-05-15"),
            progress="资金已到位",
            status="已销号",
        ),
    ]
    return xlsx(Drawn("Sheet1", rows)), [Gold("Sheet1", "issues", gold)]


@example("17-project-bands.xlsx", 1)
def project_bands() -> Any:
    rows = [
        ["临河县重点项目堵点难点问题台账", *[L] * 6],
        ["序号", "堵点难点", "问题类别", "解决措施", "责任单位", "责任人", "完成时限"],
        ["一、临河县食品产业园项目", *[L] * 6],
        [1, "标准厂房未验收", "手续办理", "组织联合验收", "县住建局", "高峰", "6月18日"],
        [2, "用工缺口200人", "用工保障", "举办招聘会", "县人社局", "郝静", "7月底"],
        ["二、G990临河段改建工程", *[L] * 6],
        [1, "电力杆线未迁改", "征地拆迁", "会同供电公司迁改", "县交通局", "韩冰", "45483"],
        ["三、临河县中医院迁建项目（县卫健委）", *[L] * 6],
        ["无"],
        ["合计", "3"],
    ]
    gold = [
        row(
            "A4",
            project="临河县食品产业园项目",
            issue="标准厂房未验收",
            category="手续办理",
            measures="组织联合验收",
            lead_unit="县住建局",
            owner="高峰",
            due=("6月18日", "2024-06-18"),
        ),
        row(
            "A5",
            project="临河县食品产业园项目",
            issue="用工缺口200人",
            category="用工保障",
            measures="举办招聘会",
            lead_unit="县人社局",
            owner="郝静",
            due=("7月底", "2024-07-31"),
        ),
        row(
            "A7",
            project="G990临河段改建工程",
            issue="电力杆线未迁改",
            category="征地拆迁",
            measures="会同供电公司迁改",
            lead_unit="县交通局",
            owner="韩冰",
            due=("45483", "2024-07-10"),
        ),
    ]
    return xlsx(Drawn("Sheet1", rows)), [Gold("Sheet1", "issues", gold)]


@example("18-closed.xls", 1)
def closed() -> Any:
    rows = [
        ["云岭市重点项目问题销号台账", *[L] * 8],
        [
            "序号",
            "项目名称",
            "存在问题",
            "问题类别",
            "办理结果",
            "责任单位",
            "列入时间",
            "完成时限",
            "销号时间",
        ],
        [
            1,
            "青川智能装备园",
            "雨污管网未接入",
            "市政配套",
            "已接入并通过验收",
            "区住建局",
            date(2024, 1, 12),
            date(2024, 4, 30),
            date(2024, 4, 26),
        ],
        [
            2,
            "临河县食品产业园",
            "土地证未办理",
            "手续办理",
            "已办理",
            "县自规局",
            date(2024, 2, 1),
            "4月底",
            "2024.4.29",
        ],
    ]
    gold = [
        row(
            "A3",
            project="青川智能装备园",
            issue="雨污管网未接入",
            category="市政配套",
            lead_unit="区住建局",
            listed_on="2024-01-12",
            due=("2024-04-30", "2024-04-30"),
        ),
        row(
            "A4",
            project="临河县食品产业园",
            issue="土地证未办理",
            category="手续办理",
            lead_unit="县自规局",
            listed_on="2024-02-01",
            due=("4月底", "2024-04-30"),
        ),
    ]
    return converted("xls", Drawn("销号", rows)), [Gold("销号", "closed", gold)]
