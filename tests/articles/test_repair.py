"""Pages that went through the documented accidents: pinyin, stray commas, traditional characters, bytes out of step."""

from __future__ import annotations

import json
import random
import re

import pytest

from jzledger.articles.frequency import common_pairs
from jzledger.articles.repair import mend, suspects
from jzledger.articles.traditional import simplify
from tests.articles.accidents import annotated, with_commas
from tests.articles.conftest import WORDS
from tests.articles.corpus_pages import CORPUS


def out_of_step(text: str, fired_on: str) -> str:
    """What a replace on bytes leaves of GBK text when `fired_on` straddles two characters: a comma in between."""
    raw = text.translate({ord(","): "，", ord(":"): "："}).encode("gbk")
    place = raw.find(fired_on.encode("gbk"))
    assert place % 2, "it has to straddle two characters"
    broken = (raw[:place] + b"," + raw[place:]).decode("gbk", "replace")
    return re.sub("[\ue000-\uf8ff]", "", broken).translate(
        {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    )


def test_pinyin_goes_and_an_abbreviation_in_brackets_stays():
    lines = ["會(huì)議(yì)調(diào)度(dù)重點(diǎn)項目,專(zhuān)班推進,見(附件)和(ppp)合作。"]
    [line] = mend(lines).lines
    assert (
        line == "会议调度重点项目,专班推进,见(附件)和合作。"
        or line == "会议调度重点项目,专班推进,见(附件)和(ppp)合作。"
    )


def test_a_stray_comma_before_another_mark_goes():
    assert mend(["水电,、用工,、用料,,保障到位,。"]).lines == ["水电、用工、用料,保障到位。"]


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [("著力破解", "着力破解"), ("成效顯著", "成效显著"), ("瞭解進度", "了解进度"), ("名著", "名著")],
)
def test_traditional_characters_are_turned_by_sense(traditional, simple):
    assert simplify(traditional) == simple


def test_a_misread_stretch_is_taken_from_the_other_copy():
    whole = "“我一定會扎根一線,確保項目有序建設、早日達產見效。”日前,云岭區委常委甘棠在接受采訪時說。"
    # 。 ends in the byte that ” begins with: A1 A3 A1 B1 holds A3 A1.
    damaged = whole.replace("。”日前,云", "。,\ufffd,!比涨埃云")
    found = mend([whole, damaged])
    assert found.lines[0] == found.lines[1]
    assert [damage.certain for damage in found.damage] == [True]


def test_without_another_copy_nothing_is_made_up():
    lines = ["编 辑:甘 棠", "!Γ杭А∠", "市重点项目建设顺利推进,各项工作有序开展。"]
    found = mend(lines)
    assert found.lines[1] == lines[1]
    assert [(damage.repaired, damage.certain) for damage in found.damage] == [(None, False)]


@pytest.mark.parametrize(
    "line",
    ["总投资5亿元!确实不少。", "A股上市公司B轮融资", "3+13+N产业链", "增长50%?不止。", "(PPP)项目、EOD项目"],
)
def test_ordinary_text_is_not_suspect(line):
    assert suspects(line) == []


def test_a_simplified_page_keeps_its_rare_characters():
    assert mend(["市领导李喆、于濛参加调研,乾隆年间的古桥修缮工程竣工。"]).lines == [
        "市领导李喆、于濛参加调研,乾隆年间的古桥修缮工程竣工。"
    ]


@pytest.mark.parametrize(
    "who", ["侯新保說", "王小明說", "孫立人說", "甘棠說", "李國強介紹說", "趙志遠在會上說"]
)
def test_bytes_out_of_step_are_read_where_they_leave_one_reading(who):
    line = out_of_step(f"“項目建設是經濟發展的引擎,要早日見效。”{who}", "！")
    assert who not in line
    found = mend([line, f"雲嶺區委常委、常務副區長{who},項目建設是重中之重,要優化服務、強化保障。"])
    assert found.lines[0] == f"“项目建设是经济发展的引擎,要早日见效。”{simplify(who)}"
    assert [damage.certain for damage in found.damage] == [True]


@pytest.mark.parametrize("swallow", [False, True])
def test_what_is_called_certain_is_right_but_for_one_in_twenty(swallow):
    """The best reading must be twenty times as likely as the next, so that much may go wrong."""
    right, wrong = 0, []
    pages = sorted(CORPUS.rglob("*.json"))
    for throw in range(8, 11) if swallow else range(5, 8):  # a third of the pages each
        chance = random.Random(throw)
        for path in pages[throw % 3 :: 3]:
            body = json.loads(path.read_text("utf-8"))["body"]
            sound, page = annotated(body, chance, swallow=swallow)
            wanted = simplify(sound)
            for damage in mend(page.split("\n"), common_pairs(WORDS)).damage:
                if damage.certain and damage.repaired and damage.repaired in wanted:
                    right += 1
                elif damage.certain:
                    wrong.append((path.name, damage))
    assert right >= 10 and 20 * len(wrong) <= right, (right, wrong)


def test_pinyin_and_commas_leave_nothing_behind():
    chance = random.Random(3)
    body = "全市重点项目建设顺利推进,各项目单位要抓住有利时机,加快建设进度,项目早日建成投产、早日达效。"
    sound, page = annotated(body, chance, characters=6)
    assert "\ufffd" not in page, "these characters are hit where they stand, not across two"
    assert mend([with_commas(page, chance)]).lines == [simplify(sound)]


def test_ordinary_articles_have_nothing_to_repair():
    for path in sorted(CORPUS.rglob("*.txt")):
        if "damaged" not in path.name:
            lines = path.read_text("utf-8").split("\n")
            assert mend(lines, common_pairs(WORDS)).damage == [], path.name
