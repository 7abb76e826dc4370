"""Rows that are none: totals, notes, signatures; and what a line of text states about the rows under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jzledger.formats.reading.money_words import money_match, unit_of
from jzledger.formats.reading.words import LONGEST_HEADING, Match, Words, squash

_TOTAL = re.compile(
    r".{0,14}?(?:合计|小计|总计|共计|累计|总合计|本页合计|汇总|平均(?:值|数)?|[均总]计)(?:数|\(.*\))?[:：]?(?:[0-9.,]*(?:个|项|件|亿元|万元)?)?"
)
_TOTAL_START = re.compile(
    r"(?:合计|小计|总计|共计|本页小计|本页合计)(?:[:：(]|[0-9])|其中(?:[:,、]|.{0,10}(?:项目|工程|类|新建|续建|投资|资金)$)"
)
_NOTE = re.compile(
    r"(?:备?注|说明|填表说明|填报说明|图例|备注说明|附注|附件?[0-9一二三四五六七八九十]?|注释)[:：1-9、.]|★|※|\*(?=\S{4})"
)
_NOTE_SIGNS = frozenset("备注说填图附注★※*")
_SIGNATURE = re.compile(
    r"(?:单位)?(?:主要|主管|分管)?(?:负责人|领导)?(?:\(?(?:签字|签章|签名|盖章|公章)\)?)|"
    r"(?:填表|填报|制表|审核|审批|复核|报送|经办|记录|校对|统计|上报|编制|联系|单位负责|分管领导|主要领导|科室负责|部门负责|单位主管|"
    r"导出|打印|下载|生成|查询|制作|提供|拟稿|核稿|签发|汇总|统计口径|筛选|当前用户|数据(?:提供|截止|统计|更新|来源))"
    r"(?:人|单位|时间|日期|部门|电话|领导|人员|方式|用户|账号|系统|条数|条件)?(?:\(.{1,6}\))?[:：]|(?:联系)?电话[:：]|单位\(?盖章\)?|(?:负责人|单位负责人|领导)(?:\(?签.\)?)?[:：]|"
    r"(?:主管|分管|主要|签批|带班)?领导(?:签字)?[:：]|(?:报送|填报|填表|制表)(?:时间|日期)|第[0-9一二三四五六七八九十]+页|共[0-9]+页|日期[:：]|"
    r"(?:导出|打印|下载|生成|查询|制表|填表|填报|审核|复核|审批|校对|录入)(?:时间|日期|人员?|用户|账号)(?:[0-9]|$)"
)
_SIGNS_WITHOUT_COLON = tuple("报送 填报 填表 制表 导出 打印 下载 生成 查询 审核 复核 审批 校对 录入".split())
_COUNTING = re.compile(r"(?:共|合计|总计|其中)[^。]{0,12}?[0-9一二三四五六七八九十百]+(?:个|项|件|条|家)")
_NUMBERING = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|类|批|章|节)[:：、]?|[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十]{1,3}\)[、.]?|"
    r"[0-9]{1,2}[、.．](?![0-9])|\([0-9]{1,2}\)[、.]?|[①-⑳])"
)
_COUNT = re.compile(
    r"[(（]?(?:共|计|合计)?[0-9]{1,4}(?:个|项|件|条|家)?(?:项目|问题|事项)?[)）]$|[(（](?:共|计)?[一二三四五六七八九十]{1,3}(?:个|项|件)[)）]$"
)
_TAIL_COUNT = re.compile(r"[:：]?(?:共|计)?[0-9]{1,4}(?:个|项|件|条)(?:问题|项目|事项)?$")
_PLACE = re.compile(
    r".{1,6}(?:县|(?<![园社小校厂景院库矿港])区|市|旗|镇|乡|街道|示范区|高新区|办事处|市直|局|委)|全市|全县|全区|市本级|市直(?:单位|部门)?|各县区"
)
_LEVEL = re.compile(
    r".{0,8}(?:重点项目|产业项目|基础设施项目|民生项目|民生工程|产业类|基础设施类|民生类|社会事业|新建项目|续建项目|前期项目|储备项目|"
    r"类项目|类|工程类|领域|板块|方面|部分|批次|阶段|项目清单|批)"
)
_OCCASION = re.compile("会议|调度会|例会|座谈会|现场会|推进会|调研|观摩|批示|交办|督办|领导")
_OF_ONE_PROJECT = re.compile(
    "(?:20[0-9]{2}年度?)?(?:关于)?(.{3,30}?(?:项目|工程|产业园|园区|基地))(?:存在|推进|建设)?(?:的)?"
    "(?:问题|堵点|难点|倒排|工期|节点|进度|交办|督办|挂图|工作).{0,14}"
)
_OF_MANY = re.compile(
    "重点|全[省市县区]|各|省市|三十工程|双百|十大|在建|签约|(?:建设|产业|招商|民生|基础设施|新建|续建|前期|储备|投资|[省市县区])(?:项目|工程)$"
)
_OF_SHEET = re.compile("表|台账|清单|统计|汇总|通报|一览|明细")
_CONTINUED = (
    r"[(\[【—-]*(?:续(?:上?[表页]|前)?|接[上前][页表]?|转下[页表]|第[0-9一二三四五六七八九十]+页)"
    r"[0-9一二三四五六七八九十]*(?:[-—/][0-9]+)?[)\]】—-]*"
)
_OF_PAGE = re.compile(rf"^{_CONTINUED}[:、]?|{_CONTINUED}$")
_ENDS_TITLE = re.compile(
    r"(?:台账|清单|一览|汇总|(?:一览|汇总|情况|问题|统计|明细|推进|调度|工期|分解|登记|进度)表)(?:\([^()]*\))?$"
)
_LABELLED = re.compile(r"([\u4e00-\u9fffA-Za-z()（）、/]{2,14}[1-9]?)\s*[:：]")


def is_total(cells: Sequence[tuple[int, str]], last: int) -> bool:
    """Is it a row of totals? Looked for in the first cells, up to the column `last`."""
    for c, text in cells[:3]:
        if c > last and c != cells[0][0]:
            break
        if len(text) > 40 or not any(sign in text for sign in "计均汇其"):
            continue
        bare = squash(text)
        if len(bare) <= 24 and (_TOTAL.fullmatch(bare) or _TOTAL_START.match(bare)):
            return True
    return False


def is_all_places(text: str) -> bool:
    return text[:1] == "全" and bool(re.fullmatch("全[省市县区镇乡](?:合计|总计|汇总|平均)?", squash(text)))


def is_note(text: str) -> bool:
    return text[:1] in _NOTE_SIGNS and bool(_NOTE.match(squash(text)))


def is_signature(cells: Sequence[tuple[int, str]]) -> bool:
    """填表人：… 审核人：…, in one cell or several."""
    if not cells or not any(sign in cells[0][1] for sign in ":：签章页"):
        return bool(cells) and cells[0][1].startswith(_SIGNS_WITHOUT_COLON) and _signs(cells[0][1])
    return _signs(cells[0][1])


def _signs(text: str) -> bool:
    return bool(_SIGNATURE.match(squash(text)))


@dataclass(frozen=True)
class Stated:
    """What a band says: a value for a key, in the cell (row, column)."""

    key: str
    value: str
    column: int
    unit: int | None = None
    """Yuan of the unit that the label names, of an amount."""
    sure: bool = True
    """The label is a word for this key and no other."""


_SURE = 0.9


def labelled(cells: Sequence[tuple[int, str]], words: Words, *, least: float) -> list[Stated]:
    """`项目名称：甲  分包领导：乙` in a cell, or label and value in two cells. Labels below the score `least` do not count."""
    found: list[Stated] = []
    used = -1
    for number, (c, text) in enumerate(cells):
        if number <= used:
            continue
        inline = _inline(text, words, least)
        if inline:
            found += [Stated(key, value, c, unit, sure) for key, value, unit, sure in inline]
            continue
        match = label_of(text, words)
        follows = number + 1 < len(cells) and not label_of(cells[number + 1][1], words).known
        if _counts(match, least) and follows and not _inline(cells[number + 1][1], words, least):
            beside, value = cells[number + 1]
            found.append(Stated(str(match.key), value, beside, unit_of(text), match.score >= _SURE))
            used = number + 1
    return found


def label_of(text: str, words: Words) -> Match:
    """What a cell means as a label, amounts too."""
    found = words.label(text)
    if not found.known and "投资" in text and len(text) <= LONGEST_HEADING and not _OF_SHEET.search(text):
        return money_match((squash(text),), None) or found
    return found


def _label(found: re.Match[str], words: Words) -> tuple[int, int, Match] | None:
    """The label before a colon: the longest one that begins where a word may begin."""
    text = found[1]
    for start in range(len(text) - 1):
        if start == 0 or text[start - 1] in "()（）、/":
            match = label_of(text[start:], words)
            match = match if match.known else words.numbered(text[start:])
            if match.known:
                return found.start(1) + start, found.end(), match
    return None


def _counts(match: Match, least: float) -> bool:
    return match.known and match.key not in ("none", "serial") and match.score >= least


def _inline(text: str, words: Words, least: float) -> list[tuple[str, str, int | None, bool]]:
    spots = [spot for m in _LABELLED.finditer(text) if (spot := _label(m, words)) is not None]
    if not spots or squash(text[: spots[0][0]]).strip("(（"):
        return []
    found = []
    for number, (start, end, match) in enumerate(spots):
        stop = spots[number + 1][0] if number + 1 < len(spots) else len(text)
        value = text[end:stop].strip().strip("；;，,、（(").strip()
        value = value.removesuffix("）") if value.count("）") > value.count("（") else value
        if _counts(match, least) and value:
            found.append((str(match.key), value, unit_of(text[start:end]), match.score >= _SURE))
    return found


def band(text: str, words: Words, categories: frozenset[str]) -> tuple[str | None, str, str]:
    """What a line of its own is about: (`status`, `category`, `project`, `place` or None), the words, its numbering."""
    bare = squash(text)
    numbering = _NUMBERING.match(bare)
    style = _style(numbering[0]) if numbering else ""
    name = text.strip()
    if numbering:
        name = _without(name, numbering[0])
    name = _COUNT.sub("", name).strip()
    name = _TAIL_COUNT.sub("", name).rstrip("：: ").strip() or name
    name = name.strip(" ★▲●■◆◇□※*")
    if name[:1] in "【[〔《<" and name[-1:] in "】]〕》>":
        name = _COUNT.sub("", name[1:-1]).strip()
    core = squash(name)
    if not core or len(core) > 60 or _COUNTING.search(bare) or re.search("[。；;!?！？]", bare):
        return None, "", style
    status = re.sub("(?:的)?(?:问题|事项|类|任务|项目|台账|清单|部分)+$", "", core)
    if status in words.statuses and len(status) > 1:
        return "status", status, style
    kind = re.sub("(?:的)?(?:存在)?(?:问题|类|方面|事项|堵点|难点)*$", "", core)
    for candidate in (core, kind, kind.removesuffix("要素")):
        if candidate in categories or candidate in words.categories:
            return "category", candidate, style
    if _PLACE.fullmatch(core) and len(core) <= 8:
        return "place", name, style
    if _LEVEL.fullmatch(core) or (_OCCASION.search(core) and "项目" not in core):
        return "place", name, style
    return "project", name, style


def page_title(text: str) -> str:
    """A title as on each of its pages: without （续）, 续表1 or the number of the page; `''` if it says nothing else."""
    return _OF_PAGE.sub("", squash(text))


def names_sheet(text: str) -> bool:
    """Does the line end as the title of a sheet does?"""
    return bool(_ENDS_TITLE.search(squash(text)))


def ends_sheet(text: str) -> bool:
    """（以下空白）: nothing follows."""
    return bool(re.fullmatch(r"\(?以下(?:空白|无正文|无内容|无)\)?", squash(text)))


def names_several(text: str, words: Words, categories: frozenset[str]) -> bool:
    """Is the line about projects of some sort (省重点项目, 二、续建项目, 工业类（3个）), not the name of one?"""
    kind, name, style = band(text, words, categories)
    bare = squash(text)
    counted = bool(_COUNT.search(bare) or _TAIL_COUNT.search(bare))
    return bool(name) and (kind != "project" or counted or style in ("一、", "(一)"))


def _style(numbering: str) -> str:
    if numbering.startswith("("):
        return "(一)" if numbering[1] in "一二三四五六七八九十" else "(1)"
    if numbering[0].isdecimal():
        return "1."
    return "①" if numbering[0] in "①②③④⑤⑥⑦⑧⑨⑩" else "一、"


def _without(text: str, numbering: str) -> str:
    """The text behind its numbering, whose characters may be full-width or spaced in the text."""
    left = len(squash(numbering))
    for place, sign in enumerate(text):
        if left <= 0:
            return text[place:].strip()
        left -= len(squash(sign))
    return ""


def project_in_title(title: str) -> str:
    """云岭储能电站项目问题清单 -> 云岭储能电站项目; `''` where the title is about several projects."""
    found = _OF_ONE_PROJECT.fullmatch(squash(title))
    return "" if found is None or _OF_MANY.search(found[1]) else found[1]


def is_chinese_number(text: str) -> bool:
    return bool(re.fullmatch(r"\(?[一二三四五六七八九十]{1,3}\)?[、.．]?", squash(text)))


def is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\(?[0-9]{1,5}\)?(?:[-.][0-9]{1,3})?[、.．]?", squash(text)))
