"""Pinyin order and search by initials."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from jzledger import paths
from jzledger.rules.pinyin import initials, matches_initials, sort_key


def ordered(*names: str) -> list[str]:
    return sorted(names, key=sort_key)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("长垣市", "chang yuan shi"), ("单县", "shan xian"), ("漯河", "luo he"), ("浚县", "xun xian"),
        ("尉氏县", "wei shi xian"), ("泌阳", "bi yang"), ("荥阳", "xing yang"),
        ("重庆银行", "chong qing yin hang"),
        ("厦工北方", "xia gong bei fang"), ("解放区", "jie fang qu"), ("女", "nv"),
    ],
)  # fmt: skip
def test_readings(name: str, reading: str) -> None:
    assert sort_key(name) == f"{reading}  {name}"


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("曾庆红", "zeng"), ("仇和", "qiu"), ("单田芳", "shan"), ("翟志刚", "zhai"), ("查良镛", "zha"),
        ("朴树", "piao"),
        ("解晓东", "xie"), ("盖叫天", "ge"), ("尉迟恭", "yu chi"), ("王长江", "wang chang"),
    ],
)  # fmt: skip
def test_surnames_of_people(name: str, reading: str) -> None:
    assert sort_key(name, person=True).startswith(reading + " ")


def test_digits_before_latin_before_chinese() -> None:
    assert ordered("阿里", "ABC公司", "3号地块", "abd", "中原") == [
        "3号地块",
        "ABC公司",
        "abd",
        "阿里",
        "中原",
    ]


def test_numbers_in_natural_order() -> None:
    assert ordered("10号路", "2号路") == ["2号路", "10号路"]
    assert ordered("科技园十期", "科技园三期", "科技园二期") == ["科技园二期", "科技园三期", "科技园十期"]
    assert ordered("第十中学", "第二中学", "第一中学") == ["第一中学", "第二中学", "第十中学"]


def test_characters_that_are_no_numbers_keep_their_place() -> None:
    assert ordered("三门峡", "阿里", "五一路") == ["阿里", "三门峡", "五一路"]


def test_a_name_comes_before_its_extensions_and_syllables_before_letters() -> None:
    assert ordered("长垣县", "长垣") == ["长垣", "长垣县"]
    assert ordered("先", "西安") == ["西安", "先"]


def test_different_names_have_different_keys() -> None:
    assert sort_key("张杰") != sort_key("章杰")
    assert sort_key("") == "  "


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("长垣县", "cyx"), ("长垣县", "zy"), ("长垣县", "长y"), ("长垣县", "YX"), ("健康元(焦作)", "jkyjz"),
        ("ABC公司", "abcgs"), ("漯河", "lh"), ("蒙牛4期", "mn4"), ("长垣县", ""), ("长 垣", "c y"),
    ],
)  # fmt: skip
def test_initials_find(text: str, typed: str) -> None:
    assert matches_initials(text, typed)


@pytest.mark.parametrize(("text", "typed"), [("长垣县", "cx"), ("长", "cy"), ("", "c"), ("长垣县", "。")])
def test_initials_do_not_find(text: str, typed: str) -> None:
    assert not matches_initials(text, typed)


def test_every_reading_counts() -> None:
    assert {"长", "c", "z"} <= initials("长")[0]


def test_the_dictionary_is_loaded_only_when_needed() -> None:
    code = "import sys, jzledger.rules.pinyin; raise SystemExit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reading_word_by_word_is_reading_the_whole():
    from pypinyin import lazy_pinyin

    articles = "".join(path.read_text("utf-8", "ignore") for path in sorted(paths.seeds().glob("*.txt")))
    found = re.findall("[一-鿿]{2,}", articles)
    assert len(found) > 500
    for text in found:
        if not re.search("长垣|武陟|六安|朝阳|长治|漯河|厦|[一二三四五六七八九十百廿]", text):
            assert sort_key(text) == f"{' '.join(lazy_pinyin(text))}  {text}"
