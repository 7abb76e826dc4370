"""Families of expressions that say that something does not get on, what only comes of it, and what sounds like it."""

from __future__ import annotations

import pytest

LEAD = "3月6日,市委常委、副市长成蹊调研重点项目建设。"
STORE, SCHOOL = "云杉冷链物流园项目", "白桦中学迁建工程"


def obstacles(found: dict) -> list[tuple[str, str]]:
    return [(issue["text"], issue["category"]) for issue in found["issues"]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        # has not come, is not decided
        (f"{STORE}的消防设计审查意见至今没有出具。", ("消防设计审查意见至今没有出具", "手续")),
        (f"{STORE}的用林审批材料补正了四次,批文还是没有下来。", ("批文还是没有下来", "手续")),
        (f"{STORE}占用的两百亩水田占补平衡指标还没落实。", ("占用的两百亩水田占补平衡指标还没落实", "土地")),
        (f"{SCHOOL}的人防审批卡在专家评审这一环。", ("专家评审", "手续")),
        (f"{SCHOOL}外电源要跨越铁路,铁路部门迟迟没有答复。", ("铁路部门迟迟没有答复", "水电气")),
        # a verb that does not succeed
        ("村民反映,两户的青苗补偿谈不拢。", ("两户的青苗补偿谈不拢", "征迁")),
        (f"{STORE}的渣土白天出不去。", ("渣土白天出不去", "运输")),
        # lacks and losses
        (f"{SCHOOL}木工班组只到了一半人。", ("木工班组只到了一半人", "用工")),
        ("据介绍,全县项目普遍缺会砌石拱的石匠师傅、技工。", ("缺会砌石拱的石匠师傅、技工", "用工")),
        ("业主单位说,总包垫资已到极限。", ("总包垫资已到极限", "资金")),
        ("施工方代表诉苦,河砂每方涨了四十元。", ("河砂每方涨了四十元", "物料")),
        ("他说,眼下最大的难处是招工。", ("招工", "用工")),
        # too small, too far
        (f"{STORE}的变压器容量小。", ("变压器容量小", "水电气")),
        (f"{SCHOOL}的临时宿舍离食堂太远。", ("临时宿舍离食堂太远", "配套")),
        # people who do not agree
        (f"{STORE}配套变电站选址,附近居民反对声很大。", ("附近居民反对声很大", "其他")),
        (f"{SCHOOL}的避雷方案两家单位各执一词。", ("避雷方案两家单位各执一词", "其他")),
        # late, again and again, taken back
        (f"{STORE}钢结构图纸比约定时间迟了一个月。", ("钢结构图纸比约定时间迟了一个月", "施工")),
        (f"{STORE}的能评报告被退回两次。", ("能评报告被退回两次", "手续")),
        # suppliers, neighbours on the ground
        (f"{STORE}的取土场涉及基本农田。", ("取土场涉及基本农田", "土地")),
        (f"{SCHOOL}的电缆供应商中途退场。", ("电缆供应商中途退场", "物料")),
    ],
)  # fmt: skip
def test_an_obstacle_of_each_family_is_found(read, sentence, wanted):
    assert obstacles(read(f"{LEAD}\n{sentence}")) == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (f"{STORE}的林地审核同意书尚未取得,架线施工无法展开。", ["林地审核同意书尚未取得"]),
        (f"{STORE}因租约未到期,东侧一直无法围挡。", ["租约未到期"]),
        (f"{SCHOOL}的排污口论证未通过,设备进场时间一拖再拖。", ["排污口论证未通过"]),
        (f"{STORE}门前的村道限高,成品车只能绕行。", ["门前的村道限高"]),
        (f"{STORE}的制冷机组海运滞港,比合同晚到四十天。", ["制冷机组海运滞港,比合同晚到四十天"]),
        (f"{SCHOOL}反映,旧锅炉拆除的费用谁来出,至今没有说法。", ["旧锅炉拆除的费用谁来出,至今没有说法"]),
        (f"{SCHOOL}受老井口压覆影响,设备基础迟迟不能浇筑。", ["受老井口压覆影响,设备基础迟迟不能浇筑"]),
    ],
)
def test_what_comes_of_an_obstacle_is_not_another_one(read, sentence, wanted):
    assert [text for text, _ in obstacles(read(f"{LEAD}\n{sentence}"))] == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "今年以来，全市没有发生一起安全生产事故。",
        "工人们连续奋战，没有一个人叫苦叫累，没有耽误一天工期。",
        "项目建成后，将有效缓解城区停车难、出行难问题。",
        "单位产品能耗下降15%，水耗下降8%，用工减少三成。",
        "面对资金紧张、工期紧的困难，项目部优化方案，提前20天完成主体封顶。",
        "我市布局未来产业，抢占人工智能新赛道。",
        "他们白天跑工地，晚上学业务，从未缺席一次调度会。",
        "老李的腿脚不如从前，但他从没有请过一天假。",
        "通道建成后，货车不再绕行城区，物流成本下降12%。",
        "凡是没有取得施工许可的，一律不得开工。",
        "随着高速公路的开通，当地农产品运不出去的历史一去不复返。",
        "与会人员围绕堵点难点畅所欲言，提出意见建议36条。",
        "检测显示，主体结构强度、平整度等指标全部合格，未发现质量缺陷。",
        "为保证高考期间不扰民，工地主动停工三天。",
        "我们的目标是让企业少跑腿、群众少等待。",
        "每周三晚上，区政府雷打不动召开项目周例会。",
        "全年新增贷款没有一笔逾期，不良率低于全省平均水平。",
    ],
)
def test_good_news_and_plans_hold_no_obstacle(read, sentence):
    assert obstacles(read(f"{LEAD}\n{sentence}")) == []


def test_the_words_of_a_projects_name_do_not_sort_its_obstacle(read):
    assert obstacles(read(f"{LEAD}\n督查发现,{STORE}三通一平尚未完成。")) == [("三通一平尚未完成", "其他")]
