"""Obstacles told in everyday words, and clauses whose matter stands in the clause before."""

from __future__ import annotations

import pytest

HEAD = "云州日报讯 3月5日，市委书记王建国到云州智能装备产业园项目调研。\n"


def texts(page):
    return [issue["text"] for issue in page["issues"]]


@pytest.mark.parametrize(
    ("sentence", "wanted", "category"),
    [
        ("环评报告要等省厅批复，最快也得七月。", "环评报告要等省厅批复", "手续"),
        ("变电站的出线走廊被一片果园占着。", "变电站的出线走廊被一片果园占着", "水电气"),
        ("厂区的自来水管离最近的接口还差2.6公里。", "厂区的自来水管离最近的接口还差2.6公里", "水电气"),
        ("工地的火工品一周才送两回。", "工地的火工品一周才送两回", "物料"),
        ("货场门口的匝道只有5米宽，大货车会不了车。", "货场门口的匝道只有5米宽", "配套"),
        ("县里欠着施工单位两期工程款。", "县里欠着施工单位两期工程款", "资金"),
        ("产业园的设计变更需要重新报批。", "产业园的设计变更需要重新报批", "手续"),
        ("审批权限在省里，周期长。", "审批权限在省里，周期长", "手续"),
        ("上级专项资金只下达了一半。", "上级专项资金只下达了一半", "资金"),
        ("冷库的制冷机组在海关压了两个月。", "冷库的制冷机组在海关压了两个月", "物料"),
        ("开挖时碰到大量孤石，桩机打不下去。", "开挖时碰到大量孤石", "施工"),
        ("用地紧张一直制约着园区扩张。", "用地紧张", "土地"),
        ("园区眼下缺的是人，招聘会开了三场。", "缺的是人", "用工"),
        (
            "厂房已全部封顶，但10千伏专线还有两座铁塔没有组立。",
            "两座铁塔没有组立",
            "水电气",
        ),
    ],
)
def test_an_obstacle_in_everyday_words_is_found(read, sentence, wanted, category):
    found = read(HEAD + sentence)["issues"]
    assert [(issue["text"], issue["category"]) for issue in found] == [(wanted, category)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("项目部反映，村民嫌补偿低，谁也不肯先签。", ["村民嫌补偿低，谁也不肯先签"]),
        ("征收方案改了五稿，户主还是不同意。", ["征收方案改了五稿，户主还是不同意"]),
        ("安置房选址两次变更，至今没有开工。", ["安置房选址两次变更，至今没有开工"]),
        ("宿舍不够和食堂太小，是工人反映最多的两件事。", ["宿舍不够", "食堂太小"]),
    ],
)
def test_a_clause_without_a_subject_joins_the_one_before(read, sentence, wanted):
    assert texts(read(HEAD + sentence)) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "对隧道的渗水，施工单位要边堵边掘。",
        "办不下来的手续，由专班代办。",
        "办不了的及时提级上报。",
        "看看工地上有没有拖欠工资。",
        "去年入夏水压不够，水务公司连夜架设了临时泵，第二天就恢复了供水。",
        "该项目去年10月因资金链断裂停工，今年3月已复工。",
        "他没有急着表态，而是先去看了工地。",
        "大桥横跨清江，离市区只有10公里。",
        "不能等企业找上门，要等高看待民营企业。",
        "“我们的工作没有做细。”他说。",
        "设计方案改了三稿，终于定了下来。",
        "安装误差只有2毫米。",
        "会议要求，缺什么补什么，逾期不予受理。",
    ],
)
def test_what_is_solved_asked_or_said_of_people_is_no_obstacle(read, sentence):
    assert texts(read(HEAD + sentence)) == []
