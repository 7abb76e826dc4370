"""What a demand or an obstacle hangs on, who asks, who has to act, and what is no demand: one shape each."""

from __future__ import annotations

import pytest

LEAD = "3月6日,市委常委、副市长成蹊调研重点项目建设,副市长柳知秋参加。"
PARK = "云杉循环经济静脉产业园"
PLANT = "康瑞注射剂包装产业园项目"


def demands(found: dict, key: str) -> list[tuple[str, str | None]]:
    return [(demand["text"], demand[key]) for demand in found["requirements"]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("成蹊要求,月底前必须把静脉产业园的场址定下来。", PARK),  # the end of the name
        ("成蹊指出,康瑞产业园的难题不能再拖,管委会要尽快建好暂存库。", PLANT),  # its beginning and its kind
        ("成蹊要求,县住建局要加快全市静脉产业园布局。", None),  # 全市: any of them
        ("成蹊要求,市直各部门要推广康瑞注射剂包装产业园项目的做法,把服务做到前面。", None),
        ("成蹊强调,今后凡涉及征迁的事项,各包案领导要到现场研究、到户里核实。", None),
    ],
)
def test_a_demand_hangs_on_what_its_sentence_means(read, sentence, wanted):
    found = read(f"{LEAD}\n{PARK}总投资8亿元,正在选址。\n{PLANT}总投资6亿元,正在安装设备。\n{sentence}")
    assert [demand["project"] for demand in found["requirements"]] == [wanted]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (
            "随后听取汇报的是松谷医院迁建项目和柏溪污水处理厂扩建工程。前者配套资金没有到位;后者还有两户没有签订征收协议。",
            ["松谷医院迁建项目", "柏溪污水处理厂扩建工程"],
        ),
        ("柏溪大道改造工程全长9公里,总投资7亿元,主线高架已经通车。还有13户没有签约。", ["柏溪大道改造工程"]),
        ("离开柏溪大道改造工程,他又赶到松谷医院迁建项目。消防验收没有通过。", ["松谷医院迁建项目"]),
    ],
)
def test_an_obstacle_hangs_on_what_was_told_of(read, told, wanted):
    found = read(f"{LEAD}\n{told}\n松谷医院迁建项目计划年底投用。柏溪大道改造工程是市重点项目。")
    assert [issue["project"] for issue in found["issues"]] == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "企业负责人反映,园区要招400多名普工,本地一时招不上来。",
        "项目经理介绍,河道内施工要等防洪评价批复。",
        "湿地公园绿道年内要建成6公里,可岸线的租金双方还没谈拢。",
        "他几乎每周都要到工地转上一圈。",
        "采访结束时,成蹊又要赶往下一个工地。",
        "故事要从最难的那一户讲起。",
        "成蹊指出,包保不是挂名,关键要看解决了多少问题。",
    ],
)
def test_what_is_told_is_no_demand(read, sentence):
    found = read(f"{LEAD}\n成蹊要求,各县区要加快进度,确保上半年全部开工。\n{sentence}")
    assert [demand["text"] for demand in found["requirements"]] == ["要加快进度,确保上半年全部开工"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("成蹊边听边记。他说,企业的难处要一件件解决,有关部门要逐条研究。", "成蹊"),
        ("成蹊对随行的县交通局局长桑榆说,要抓紧把便道修通,让货车进得来。", "成蹊"),
        ("柳知秋到会讲话,对下步工作提出要求。一要保通车,年底前双洞贯通。", "柳知秋"),
        ("成蹊在调度会上叮嘱,各专班要天天到工地,把问题解决在现场。", "成蹊"),
        ("他把图纸铺在地上,对技术人员说,注浆方案要连夜修改,明天送专家组审定。", "成蹊"),
    ],
)
def test_who_asks(read, sentence, wanted):
    found = read(f"{LEAD}\n县交通局局长桑榆在场。\n成蹊来到工地。{sentence}")
    assert {demand["by"] for demand in found["requirements"]} == {wanted}


@pytest.mark.parametrize(
    ("sentence", "text", "unit"),
    [
        ("成蹊要求云岭区绘好产业链图谱,把链条在本地接起来。", "绘好产业链图谱,把链条在本地接起来", "云岭区"),
        ("成蹊责成县教体局三日内约谈承建企业。", "三日内约谈承建企业", "县教体局"),
        ("成蹊要求市生态环境局云岭分局专人跟进,尽快答复。", "专人跟进,尽快答复", "市生态环境局云岭分局"),
        (
            "成蹊强调,要压紧责任链条,市政府督查室每周通报一次进展。",
            "要压紧责任链条,市政府督查室每周通报一次进展",
            "市政府督查室",
        ),
        (
            "成蹊当场拍板,由县林业局派专人跑办手续,4月10日前办结。",
            "由县林业局派专人跑办手续,4月10日前办结",
            "县林业局",
        ),
        ("成蹊给县发改局布置任务:3月15日前到省里对接一次。", "3月15日前到省里对接一次", "县发改局"),
        (
            "成蹊说,供暖是底线,县住建局10月10日前必须打压试水,老旧管段要备好预案。",
            "10月10日前必须打压试水,老旧管段要备好预案",
            "县住建局",
        ),
        ("成蹊说,征收不能再拖,柳知秋要在月底前入户走访一遍。", "要在月底前入户走访一遍", "柳知秋"),
        ("成蹊要求县城管局一周内装好路灯。", "一周内装好路灯", "县城管局"),
    ],
)
def test_who_has_to_act(read, sentence, text, unit):
    assert demands(read(f"{LEAD}\n{sentence}"), "unit") == [(text, unit)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("明年汛期前完工", "明年汛期前"),
        ("本月20日前办结", "本月20日前"),
        ("清明节前复工", "清明节前"),
        ("开学前完成检测", "开学前"),
        ("力争9月中旬拿到许可", "9月中旬"),
        ("抢抓汛前的施工期", None),
    ],
)
def test_days_by_which(read, words, wanted):
    assert [d for _, d in demands(read(f"{LEAD}\n成蹊要求,施工单位要倒排工期,{words}。"), "deadline")] == [
        wanted
    ]


def test_an_answer_is_about_the_project_of_its_question(read):
    page = "记者:云杉静脉产业园项目进展到哪一步了?\n柳知秋:桩基已经完成。供电的事,市发改委要在4月底前把方案定下来。"
    found = read(f"{LEAD}\n{page}")
    assert [(d["by"], d["project"]) for d in found["requirements"]] == [("柳知秋", "云杉静脉产业园项目")]
