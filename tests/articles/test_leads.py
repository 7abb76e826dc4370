"""招商 leads: how officials say that nothing is signed yet, and sentences that only sound like it."""

from __future__ import annotations

import pytest

TRIP = "3月5日,市委书记成蹊率队赴外地开展招商考察,副市长甘霖参加。"


def leads(found: dict) -> set[str]:
    return {lead["name"] for lead in found["leads"]}


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("正在跟进洽谈的有云杉游艇制造、白桦冷链枢纽仓、“海牧一号”养殖平台等投资线索。", {"云杉游艇制造", "白桦冷链枢纽仓", "“海牧一号”养殖平台"}),
        ("眼下,招商分局正与红枫风电叶片、青松医用缝合线等项目方接触,争取年内有所突破。", {"红枫风电叶片", "青松医用缝合线"}),
        ("就云杉中央厨房、白桦数据中心等项目同投资方洽谈,双方商定下月再作对接。", {"云杉中央厨房", "白桦数据中心"}),
        ("市县两级还在跟踪红枫电池级磷酸铁、青松食品级磷酸等意向项目。", {"红枫电池级磷酸铁", "青松食品级磷酸"}),
        ("会议听取了云杉纤维储热装备、白桦钠离子电池等在谈项目跟进情况。", {"云杉纤维储热装备", "白桦钠离子电池"}),
        ("目前我们正在对接云杉绿色算力中心和白桦工业硅,对方都派团队来看过场地。", {"云杉绿色算力中心", "白桦工业硅"}),
        ("县里重点对接了云杉钛合金铸件和青松预制菜。", {"云杉钛合金铸件", "青松预制菜"}),
        ("目前在谈项目有云杉钛合金铸件、青松预制菜产业园等。", {"云杉钛合金铸件", "青松预制菜产业园"}),
        ("园区已与云杉生物达成初步投资意向。", {"云杉生物"}),
        ("云杉硅碳负极材料项目有意落户我县,已两次派人考察。", {"云杉硅碳负极材料项目"}),
        ("全县储备白桦氢能重卡、青松宠物食品等12条招商线索。", {"白桦氢能重卡", "青松宠物食品"}),
        ("白桦氢能重卡正在选址,青松宠物食品进入尽调阶段。", {"白桦氢能重卡", "青松宠物食品"}),
        ("红枫无人机整机、青松宠物食品两个项目已进入合同谈判阶段。", {"红枫无人机整机", "青松宠物食品"}),
        ("招商局正紧盯白桦氢能重卡、青松宠物食品等一批优质项目,争取早日落地。", {"白桦氢能重卡", "青松宠物食品"}),
        ("红枫集团已签约,青松宠物食品还在洽谈。", {"青松宠物食品"}),
        ("青松宠物食品有望年内签约。", {"青松宠物食品"}),
    ],
)  # fmt: skip
def test_what_is_talked_about_is_a_lead_and_no_project(read, sentence, wanted):
    found = read(f"{TRIP}\n{sentence}")
    assert leads(found) == wanted
    assert {project["name"] for project in found["projects"]} & wanted == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "县里已与云杉生物签约,总投资3亿元。",
        "会上签约了云杉生物、青松预制菜等项目。",
        "各县区要加强与长三角企业的对接,做好跟踪服务。",
        "要主动对接国家政策,积极争取上级资金。",
        "供电公司主动对接云杉生物产业园,了解用电需求。",
        "要做好云杉产业园项目选址工作。",
        "与会企业家就营商环境进行座谈。",
        "全市共有在谈项目34个,项目选址位于云杉镇。",
        "引进的云杉电池项目已经开工,正在洽谈二期。",
        "要围绕新材料产业链精准招商,主动对接头部企业,力争引进一批好项目。",
    ],
)
def test_what_is_signed_or_served_or_nobody_is_no_lead(read, sentence):
    assert leads(read(f"{TRIP}\n{sentence}")) == set()


def test_without_investors_around_a_contact_is_no_lead(read):
    page = "3月5日,市委书记成蹊调研防汛工作。\n成蹊要求,水利局要对接云杉水库管理站。云杉农业合作社正在对接种植大户。"
    assert leads(read(page)) == set()


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "在滨港,代表团先后走进云岫储能科技、泓岭光电总部,与企业高层深入座谈。",
            ["云岫储能科技", "泓岭光电"],
        ),
        ("代表团先后拜访了云岫激光、泓岭电驱两家企业。", ["云岫激光", "泓岭电驱"]),
        ("会议要求以更大力度招引项目、以更快速度建设项目。", []),
        ("云岫储能科技有意在中部布局第二生产基地。", []),
    ],
)
def test_firms_called_on_during_a_trip(read, sentence, wanted):
    lead = "3月5日至7日,市长成蹊率队赴滨港市开展招商考察。"
    assert [one["name"] for one in read(f"{lead}\n{sentence}")["leads"]] == wanted
