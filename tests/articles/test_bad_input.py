"""What is no article is refused in Chinese, with what to do."""

from __future__ import annotations

import pytest

from jzledger.articles.coverage import coverage
from jzledger.articles.extract import read_article
from jzledger.errors import FileBroken, NotAnArticle
from tests.articles.conftest import WORDS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \r\n",
        b"\x00\x01\x02\xff" * 200,
        b"PK\x03\x04rest of an archive",
        b"%PDF-1.7",
        "<!DOCTYPE html><html><body>项目建设</body></html>".encode(),
        b"only plain English text, no Chinese at all.",
        "项目".encode(),
        "首页\n新闻中心\n联系我们".encode(),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(data):
    with pytest.raises(NotAnArticle) as refused:
        read_article(data, "报道.txt", WORDS)
    assert refused.value.where == "报道.txt" and refused.value.todo
    assert not refused.value.message.endswith("。"), "the window joins message and todo with 。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_page_may_come_in_any_usual_encoding(encoding):
    page = "3月5日,市委书记成蹊调研重点项目建设情况,详细了解云杉冷链物流园项目建设进度和存在问题。"
    assert read_article(page.encode(encoding), "报道.txt", WORDS)["body"] == page


def test_a_missing_word_list_is_said_in_chinese(tmp_path):
    with pytest.raises(FileBroken, match="词表"):
        read_article("3月5日,市委书记成蹊调研重点项目。".encode(), "报道.txt", tmp_path)


@pytest.mark.parametrize(
    "unit",
    ["项目、", "“", "(", "副市长王小明、", "一要抓项目;", "总投资5亿元的云杉项目", "\ufffd,", "!Γ簞ⅰ∮\n"],
)
def test_a_page_of_nothing_but_one_sign_is_read_or_refused_without_end(unit):
    page = "本报讯 今天云杉产业园项目开工建设,进展十分顺利。\n" + unit * 3_000
    assert read_article(page.encode(), "报道.txt", WORDS)["projects"] is not None


HOSTILE = [
    "（（（",
    "、",
    "某某项目和",
    "“",
    "市长",
    "项目",
    "1",
    "要",
    "亿元",
    "、王小明",
    "一要",
    "等",
    "<div>",
    "&#",
    "\ufffd",
    "(jì)",
]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("shape", ["one line", "sentences"])
def test_a_quarter_of_a_megabyte_of_one_sign_is_read_or_refused(unit, shape):
    """bench_articles.py tells how the time grows; here a rule that is not linear would hang."""
    lead = "3月5日，市委书记成蹊调研云杉产业园项目，强调要加快建设。\n"
    times = 250_000 // len(unit.encode())
    if shape == "sentences":
        line = unit * (2_800 // len(unit)) + "。\n"
        times, unit = 250_000 // len(line.encode()), line
    try:
        found = read_article((lead + unit * times).encode(), "报道.txt", WORDS)
    except NotAnArticle:
        return
    assert coverage(found) is not None


def test_an_article_about_something_else_gives_nothing():
    page = (
        "本报讯 昨日，市图书馆举办读书分享会，市民李小河等三十多名读者参加。活动持续两个小时，现场气氛热烈。"
    )
    found = read_article(page.encode(), "报道.txt", WORDS)
    for kind in ("projects", "issues", "requirements", "figures", "milestones", "leads"):
        assert found[kind] == [], kind
