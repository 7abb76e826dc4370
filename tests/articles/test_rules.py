"""Single rules of reading, each on a sentence or two of its own."""

from __future__ import annotations

import pytest

from jzledger.articles.names import same_project

LEAD = "本报讯(记者 甘棠)3月5日,市委书记成蹊调研重点项目建设情况,详细询问了建设进度。"


def names(found: dict) -> list[str]:
    return [project["name"] for project in found["projects"]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "成蹊先后察看了云杉产业园、白桦大道和红枫桥工程等12个重点项目。",
            ["云杉产业园", "白桦大道", "红枫桥工程"],
        ),
        ("要加快推进和平路改造、云杉科技城等重点项目。", ["和平路改造", "云杉科技城"]),
        ("云杉与白桦大学产学研一体化项目进展顺利。", ["云杉与白桦大学产学研一体化项目"]),
        (
            "云杉产业园(一期工程、检测中心)等3个重点项目正在建设。",
            ["云杉产业园", "云杉产业园一期工程", "检测中心"],
        ),
        ("环城高速公路(云岭区)项目正在施工。", ["环城高速公路(云岭区)项目"]),
        ("集中开工了投资15亿元的云杉芯片封装项目。", ["云杉芯片封装项目"]),
        (
            "区发改委、区工信局围绕云杉冷链物流园、白桦医院新院区等市重点项目作了汇报。",
            ["云杉冷链物流园", "白桦医院新院区"],
        ),
    ],
)
def test_named_projects_are_found_with_their_whole_name(read, sentence, wanted):
    assert names(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "要坚持项目为王,全力推动重点项目建设提质增效。",
        "全区119个重点项目累计完成投资128亿元。",
        "各项目实施单位要扛牢主体责任,切实把民生工程打造成精品工程。",
        "要深入实施“三个一批”项目和“三十工程”项目建设。",
        "会议听取了全市工业项目、民生项目推进情况汇报。",
        "有关单位负责人参加项目建设工作会议。",
    ],
)
def test_general_words_are_no_project(read, sentence):
    assert names(read(f"{LEAD}\n{sentence}")) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云杉四期工厂", "云杉青屏工厂四期项目", True),
        ("云杉高端原料药项目", "青屏云杉生物制品有限公司高端原料药项目", True),
        ("“云台”EOD项目", "“云台”生态治理", True),
        ("云杉产业园", "云杉产业园研发平台项目", False),
        ("云杉物流园一期", "云杉物流园二期", False),
        ("科技馆迁建", "市科技馆迁建项目管网延伸工程", False),
        ("日间照料中心", "朝阳路日间照料中心", False),
        ("科技馆迁建", "市科技馆迁建", True),
        ("云杉36万吨液态奶项目", "云杉青屏工厂四期项目", False),
        ("市第十中学迁建", "市第十中学迁建项目", True),
    ],
)
def test_two_names_are_one_project_only_by_their_wording(one, other, same):
    assert same_project(one, other) is same
    assert same_project(other, one) is same


def test_a_level_counts_only_where_it_is_tied_to_the_project(read):
    found = read(
        f"{LEAD}\n云杉原料药项目既是我省重点工程、我市“三十工程”的十大产业项目,也是云岭区三大主导产业之一的医药重点项目。"
    )
    [project] = found["projects"]
    assert (project["levels"], project["programmes"]) == (["省", "市"], ["三十工程", "十大产业"])


def test_an_inspection_ties_its_programme_to_all_that_was_visited(read):
    found = read(
        "3月5日,市委书记成蹊调研部分“三十工程”项目建设。\n在云杉冷链物流园项目现场,成蹊了解工程进度。\n白桦医院迁建项目正在施工。"
    )
    assert [project["programmes"] for project in found["projects"]] == [["三十工程"], ["三十工程"]]


@pytest.mark.parametrize(
    ("date_line", "lead", "wanted"),
    [
        ("2024-2-7 9:12", "2月5日", "2024-02-05"),
        ("2024-1-7 9:12", "12月28日", "2023-12-28"),
        ("", "2月5日", "--02-05"),
        ("2024-2-7 9:12", "日前", None),
        ("2024-2-7 9:12", "2月30日", None),
    ],
)
def test_a_year_is_never_guessed(read, date_line, lead, wanted):
    found = read(f"{date_line}\n{lead},市委书记成蹊调研云杉冷链物流园项目建设情况,强调要加快建设进度。")
    assert found["event_date"] == wanted


def test_a_shared_title_goes_to_each_name_and_a_name_may_have_two_characters(read):
    found = read(f"{LEAD}\n市领导甘霖、欧阳雪松、丁冬参加调研。")
    assert [(p["name"], p["title"]) for p in found["people"] if p["role"] == "leader"] == [
        ("成蹊", "市委书记"),
        ("甘霖", "市领导"),
        ("欧阳雪松", "市领导"),
        ("丁冬", "市领导"),
    ]


def test_a_numbered_point_is_one_requirement_with_its_elaboration(read):
    found = read(f"{LEAD}\n成蹊要求,一要围绕定位抓招商。各县区要依托产业基础,精准招引。二要奖惩分明抓招商。")
    first, second = found["requirements"]
    assert first["text"] == "要围绕定位抓招商。各县区要依托产业基础,精准招引"
    assert (first["unit"], first["evidence"]) == ("各县区", "各县区要依托产业基础,精准招引。")
    assert (second["text"], second["by"]) == ("要奖惩分明抓招商", "成蹊")


def test_what_was_done_or_solved_is_neither_requirement_nor_issue(read):
    found = read(f"{LEAD}\n云杉冷链物流园项目坚持强化服务保障,解决了用地、资金等问题,取得重要进展。")
    assert found["requirements"] == found["issues"] == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("既有办理手续、提供土地的问题,也有园区供水供电等问题。", [("办理手续", "手续"), ("提供土地", "土地"), ("供水供电", "水电气")]),
        ("征迁资金不足,施工图审查滞后。", [("征迁资金不足", "资金"), ("施工图审查滞后", "手续")]),
        ("成蹊详细了解施工中存在的困难和问题。", []),
        ("要坚持问题导向,着力破解发展瓶颈问题。", []),
    ],
)  # fmt: skip
def test_one_issue_for_each_kind_of_problem(read, sentence, wanted):
    found = read(f"{LEAD}\n{sentence}")
    assert [(issue["text"], issue["category"]) for issue in found["issues"]] == wanted


def test_count_sum_and_ratio_that_belong_together_are_one_figure(read):
    found = read(f"{LEAD}\n1~11月份,3个省重点项目完成投资24.58亿元,占年度投资计划的136.6%。")
    [figure] = found["figures"]
    assert (figure["count"], figure["amount_wan"], figure["ratio"]) == (3, 245800, 1.366)
    assert (figure["level"], figure["kind"], figure["period"]) == ("省", "completed", "--01/--11")


def test_neither_hectares_nor_output_are_figures(read):
    assert read(f"{LEAD}\n项目占地500亩,年产值50亿元,安置就业3000人。")["figures"] == []


def test_a_plan_is_no_milestone(read):
    found = read(f"{LEAD}\n云杉冷链物流园项目2023年4月1日正式开工,计划2025年6月30日竣工。")
    [milestone] = found["milestones"]
    assert (milestone["stage"], milestone["date"]) == ("开工", "2023-04-01")


def test_names_keep_the_width_of_the_page(read):
    found = read(
        "3月5日，市委书记成蹊调研重点项目。\n环城高速公路（云岭区）项目正在施工，成蹊要求：要加快进度，早日通车。"
    )
    assert names(found) == ["环城高速公路（云岭区）项目"]
    assert found["issues"] == [] and "，" in found["requirements"][0]["text"]
