"""Where a name begins and ends, what is no name, and what a page's head and foot say of its makers."""

from __future__ import annotations

import pytest

LEAD = "3月5日,市委书记成蹊调研云杉产业园项目,强调要加快建设,抓好质量安全。"


def others(found: dict) -> list[tuple[str, str | None]]:
    return [(p["name"], p["title"]) for p in found["people"] if p["role"] == "leader" and p["name"] != "成蹊"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("水管所所长狄运来搓着手说,石料跟不上。", [("狄运来", "水管所所长")]),
        ("市投促局副局长滕可为对记者说,招商急不得。", [("滕可为", "市投促局副局长")]),
        ("副市长狄运来我市调研。", [("狄运", "副市长")]),
        ("县工信局局长屈安承认,能评去年就批了。", [("屈安", "县工信局局长")]),
        ("县委常委、宣传部部长柏宾在致辞中说,开园只是第一步。", [("柏宾", "县委常委、宣传部部长")]),
        ("市城管局局长万山在会上承诺,三季度见底。", [("万山", "市城管局局长")]),
        ("副主任白玉芬、阿木古郎参加视察。", [("白玉芬", "副主任"), ("阿木古郎", "副主任")]),
        ("县长阿迪力·吐尔逊陪同调研。", [("阿迪力·吐尔逊", "县长")]),
        ("督导组成员翁敏在清单上写下八个字。", [("翁敏", "督导组成员")]),
        ("县委常委、纪委书记、监委主任邓凡参加。", [("邓凡", "县委常委、纪委书记、监委主任")]),
        ("在洞口附近遇见了市指挥部副指挥长邬建新。", [("邬建新", "市指挥部副指挥长")]),
        ("他打电话给县水利局局长蓝天成,要求三天内答复。", [("蓝天成", "县水利局局长")]),
        ("副局长石敏、校建办主任邬新汇报。", [("石敏", "副局长"), ("邬新", "校建办主任")]),
    ],
)  # fmt: skip
def test_a_name_has_its_beginning_and_its_end(read, sentence, wanted):
    assert others(read(f"{LEAD}\n{sentence}")) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "他指着一段长满荒草的便道发问。",
        "由区政府直接与砖厂业主谈判,4月底前签订协议。",
        "工人常常是打好了炮眼干等着。",
        "他走进村民家中,一边拉家常一边讲政策。",
        "办公室主任严格落实责任。",
        "管委会主任季度点评。",
        "县纪委监委要启动核查。",
        "市民葛大爷每天早上去游泳。",
        "司机王师傅说,路好走了,居民李女士也这么说。",
        "业主方正在交涉。",
        "去年国庆节前与村民达成协议,签了字。",
    ],
)
def test_words_that_begin_like_a_name_are_nobody(read, sentence):
    assert others(read(f"{LEAD}\n{sentence}")) == []


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("云川晚报    A05版·民生    2025年5月9日\n城隍巷里的功夫", "云川晚报"),
        ("云川日报·青棠新闻\n2023年11月09日 星期四\n比进度比质量", "云川日报"),
        ("今日云川  2024年6月21日 星期五  第02版\n项目建设加快推进", "今日云川"),
    ],
)
def test_the_paper_is_named_in_the_head_of_its_page(read, head, wanted):
    assert read(f"{head}\n{LEAD}")["source"] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("2024-12-18 洪安国", ["洪安国"]),
        ("2024-12-18 高新区", []),
        ("2024-12-18 星期三", []),
        ("□ 本报评论员 关山", ["关山"]),
        ("记者蹲点", []),
        ("作者:党政办", []),
    ],
)
def test_a_byline_names_people_and_nothing_else(read, line, wanted):
    assert read(f"云川市重点项目建设加快推进\n{line}\n{LEAD}")["reporters"] == wanted


def test_each_piece_of_a_roundup_has_its_reporter(read):
    page = (
        f"项目快讯\n本报讯(记者甘霖){LEAD}\n本报讯(记者于海)3月6日,云川县召开重点项目推进会,部署一季度工作。"
    )
    assert read(page)["reporters"] == ["甘霖", "于海"]


def test_a_line_in_brackets_tells_who_wrote_and_who_checked(read):
    found = read(f"云川市重点项目建设加快推进\n{LEAD}\n(县水利局供稿 审核:葛振东)\n(通讯员 丁一)")
    assert found["body"] == LEAD and found["reporters"] == ["丁一"]
    assert ("葛振东", "审核", "editor") in [(p["name"], p["title"], p["role"]) for p in found["people"]]


def test_a_dialogue_is_text_and_the_headline_tells_who_speaks(read):
    page = (
        "收官之年访书记\n——访云川区委书记安若素\n本报记者 卓雅\n记者:安书记好,今年是收官之年,重点项目怎么排?\n"
        "安若素:今年全区排了73个区重点项目,总投资318亿元。\n记者:最看重哪几个?\n安若素:云杉产业园项目。"
    )
    found = read(page)
    assert found["reporters"] == ["卓雅"] and found["body"].startswith("记者:安书记好")
    assert others(found) == [("安若素", "云川区委书记")]
