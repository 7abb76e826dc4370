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


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        # a clause begins with the kind alone
        ("记者:产业园进展怎样?\n成蹊:桩基已经完成。产业园离变电站有9公里,线路还没有批复。", [PARK]),
        # the members of a list in brackets are not what the rest is said of
        ("柏溪货场(装车系统、贮煤棚)3月5日开工,注浆材料供应不足。", ["柏溪货场"]),
        # the whole is only named to say what the part is
        (
            "青崖特大桥是松谷高速公路的控制性工程,总投资9亿元。桥头还有3户没有搬迁。",
            ["青崖特大桥"],
        ),
        # two that share one reason
        ("青崖特大桥和松谷医院迁建项目因资金没有到位,进度滞后。", [None, None]),
        # what is listed troubles the project that was spoken of
        (
            "松谷医院迁建项目总投资7亿元。眼下卡在两件事,一是通往柏溪货场的路没有修通,二是医护人员短缺。",
            ["柏溪货场", "松谷医院迁建项目"],
        ),
    ],
)
def test_an_obstacle_hangs_on_the_project_its_sentence_tells_of(read, told, wanted):
    after = "柏溪货场、青崖特大桥、松谷高速公路、松谷医院迁建项目都是市重点项目。"
    found = read(f"{LEAD}\n{PARK}总投资8亿元,正在选址。\n{told}\n{after}")
    assert [issue["project"] for issue in found["issues"]][: len(wanted)] == wanted[: len(found["issues"])]
    assert found["issues"]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        # a new paragraph, but nobody has gone elsewhere
        ("静脉产业园缺水。\n成蹊当场要求,县水务公司4月5日前接通水管。", [PARK]),
        # elsewhere
        ("静脉产业园缺水。\n成蹊强调,县水务公司4月5日前要查清全县管网。", [None]),
        # only the demand before names it
        (
            "成蹊要求,县水务局要加快静脉产业园的取水报批。县人社局要在月底前办一场招聘会。",
            [PARK, None],
        ),
        # what is told of keeps the demands that follow
        (
            "静脉产业园缺水又缺人。成蹊要求,县水务局要尽快接通园区水管。县人社局要在月底前办一场招聘会。",
            [PARK, PARK],
        ),
        # the first number begins a list, whatever was said of before; each point has its own
        (
            "静脉产业园缺水。\n会上,成蹊作了讲话,对下一步提出要求。一要抓进度,康瑞产业园年底前必须投产。二要抓储备,每个乡镇谋划两个项目。",
            [PLANT, None],
        ),
        # 三小: what people call 松谷县第三实验小学
        ("成蹊要求,县教育局要在5月底前把三小扩建的设计定下来。", ["松谷县第三实验小学扩建工程"]),
    ],
)
def test_a_demand_hangs_on_what_the_paragraph_tells_of(read, told, wanted):
    found = read(
        f"{LEAD}\n{PARK}总投资8亿元,正在选址。\n{PLANT}总投资6亿元,正在安装设备。\n松谷县第三实验小学扩建工程总投资2亿元,正在招标。\n{told}"
    )
    assert [demand["project"] for demand in found["requirements"]] == wanted


def test_a_demand_on_a_page_about_one_project_is_about_it(read):
    found = read(
        f"3月6日,{PARK}开工。\n县长柳知秋说,这是一件大事。\n柳知秋要求,县水务局要在4月5日前接通水管。\n"
        "他强调,各级各部门要转变作风,把服务做到前面。"
    )
    assert [demand["project"] for demand in found["requirements"]] == [PARK, None]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("成蹊要求,事项全部列入台账,要一件一件办,由县督查室每周通报一次。", "县督查室"),
        ("成蹊要求县住建局会同城关街道尽快拿出方案,月底前上报。", "县住建局会同城关街道"),
        ("成蹊给各专班开出“药单”:首先要盯住土地,月底前净地;其次要盯住资金,逐笔到账。", "各专班"),
        ("成蹊要求,参建单位也要增加人手,把工期抢回来。", "参建单位"),
        ("成蹊强调,各标段要主动公开工期,接受监督。", "各标段"),
        ("成蹊要求学校尽快启动检测,检测数据要逐项向家长公开。", "学校"),
    ],
)
def test_the_unit_that_is_spoken_to(read, sentence, unit):
    found = read(f"{LEAD}\n{sentence}")
    assert {demand["unit"] for demand in found["requirements"]} == {unit}


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("成蹊要求,县住建局要把管网提前到今年冬季实施。", "今年冬季"),
        ("成蹊要求,县住建局要逐项整改,12月中旬向县人大报告。", "12月中旬"),
        ("成蹊要求,县住建局要对沉睡项目亮红牌,限期三个月开工。", "三个月"),
        ("成蹊要求,县住建局要加快装修,力争明年一季度形成产能。", "明年一季度"),
        ("成蹊要求,县住建局要提前介入明年一季度开工的项目,能并联的并联。", None),
        ("成蹊要求,县住建局要对标先进,三季度至少新开工一个项目。", None),
    ],
)
def test_more_days(read, sentence, deadline):
    found = read(f"{LEAD}\n{sentence}")
    assert [demand["deadline"] for demand in found["requirements"]] == [deadline]


def test_who_decides_on_the_spot(read):
    found = read(
        f"{LEAD}\n成蹊叮嘱施工单位,要先把便道垫高。\n柳知秋当场拍板,由城关镇负责,5天内腾出一块堆场。"
    )
    assert demands(found, "by")[-1][1] == "柳知秋"
