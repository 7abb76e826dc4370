"""Who is named: officials by the title before the name, reporters and editors from byline and staff box."""

from __future__ import annotations

import functools
import re
from typing import Any

from jzledger.articles.lexicon import HAN, Lexicon, either
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import MOST_READ

_AFTER = either(
    """出席 主持 指出 强调 要求 表示 说 介绍 参加 率 带 陪同 到 在 一行 实地 调研 深入 来到 讲话 致辞 作 代表 就 先后 认为 最后 对 和 与 及
    以及 等 利用 分别 为 来 走 一同 一起 共同 收听 宣布 现场 赴 前往 察看 查看 了解 听取 仔细 详细 随 还 也 向 从 以 会见 传达 通报 部署 宣布 安排 同 告诉 接受 坦言 透露
    看 边 冒 逐 召集 组织 签 牵头 分包 包保 任 担任 的 是 则 正 已 将 又 再 指 谈 汇报 通过 围绕 针对 结合 检查 督导 视察 观摩 首先 随后 当场
    叮嘱 一边 详尽 进行 列席 参与 解读 提出 主要 给 把 当 专程 亲自 逐一 要 我 一直 希望 感慨 笑 如是 负责 联系 包联 做 代 致 于 连日来""".split()
)
_UNLIKELY = frozenset("在到和与就对为说等率带指主出表要强实深一的是将作同")
_SPEECH = "(?:指出|强调|要求|表示|介绍|叮嘱|介绍说)"
_LEADING = re.compile(
    "^(?:.{0,12}\\d+月\\d+日)?(?:上午|下午|晚上|晚)?(?:日前|近日|当天|当日|随后|目前)?"
    "(?:在|由|据|与|和|对|随|向|听|以及|及|跟随|陪同|采访了?|会见了?|拜访了?|邀请|记者|时任|作为|我是|我叫|来自)*"
)
_NOT_NAMES = re.compile(
    "^(?:方案|文件|全会|时代|方面|项目|单位|公司|部门|和平|相关|有关|经济|平台|时间|党委|党组|高新|经开|温馨|安全|成员|应邀|常务|常委|党政|干部|毕业)"
)


def people(
    named: list[tuple[str, str | None]], reporters: list[str], staff: list[tuple[str, str]]
) -> list[dict[str, Any]]:
    """One entry per name and role, titles of one name joined."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, title in named:
        titles = found.setdefault((name, "leader"), [])
        if title and not any(title in known for known in titles):
            titles.append(title)
    for name in reporters:
        found.setdefault((name, "reporter"), [])
    for name, label in staff:
        titles = found.setdefault((name, "editor"), [])
        if label not in titles:
            titles.append(label)
    return [
        {"name": name, "title": "、".join(titles) or None, "role": role}
        for (name, role), titles in found.items()
    ]


def leaders(reading: Reading) -> list[tuple[str, str | None]]:
    """(name, title) in the order of the text; a shared title goes to every name of its list."""
    titled, listed, bare, title_at_end, together = _patterns(reading.lexicon)
    flat = reading.flat[:MOST_READ]
    found: list[tuple[str, str | None]] = []
    for match in titled.finditer(flat):
        name = _name_at(flat, match.end(), listed)
        if name is None:
            continue
        title = _title(flat, match.start(), match.end(), title_at_end)
        found.append((name, title))
        place = match.end() + len(name)
        while (joint := re.compile("、|和|及|以及").match(flat, place)) and len(found) < 500:
            name = _name_at(flat, joint.end(), listed) or _rare_name(flat, joint.end())
            if name is None:
                break
            found.append((name, title))
            place = joint.end() + len(name)
    for match in together.finditer(flat):
        title = match["title"]
        for name in (match["names"] or match["more"]).split("、"):
            if name not in {known for known, _ in found} and not _NOT_NAMES.match(name):
                found.append((name, title))
    known = {name for name, _ in found}
    for match in bare.finditer(flat):
        name = match["name"]
        if name not in known and not _NOT_NAMES.match(name) and flat.count(name) > 1:
            known.add(name)
            found.append((name, None))
    return found


@functools.lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    surname = lexicon.surnames
    name = f"{surname}[{HAN}]{{1,2}}"
    return (
        re.compile(f"{lexicon.title_end}(?={surname}[{HAN}])"),
        re.compile(surname),
        re.compile(f"(?:^|(?<=[,。;:\n]))(?P<name>{surname}[{HAN}]{{2}}){_SPEECH}"),
        re.compile(f"{lexicon.title_end}(?:[(][^()]{{1,20}}[)])?$"),
        # 甲某某、乙某等市领导参加; 甲某某、乙某出席: names without a title before them.
        re.compile(
            f"(?:^|(?<=[,。;\n]))(?P<names>{name}(?:、{name})*)等(?P<title>[省市县区镇](?:[^,。;、]{{0,6}}?)领导)"
            f"|(?:^|(?<=[,。;\n]))(?P<more>{name}(?:、{name})+)(?=出席|参加|陪同|一同|分别)"
        ),
    )


_BOUNDARY = re.compile(f"[^{HAN}]|$|{_AFTER}")


def _name_at(flat: str, start: int, surname: re.Pattern[str]) -> str | None:
    """The name that begins at `start`: two or three characters (more after a double surname), then a boundary."""
    family = surname.match(flat, start)
    if family is None or _NOT_NAMES.match(flat[start : start + 2]):
        return None
    good = []
    for given in (2, 1):
        name = flat[start : family.end() + given]
        whole = len(name) == len(family[0]) + given and all("\u4e00" <= sign <= "\u9fff" for sign in name)
        if whole and _BOUNDARY.match(flat, start + len(name)):
            good.append(name)
    if not good:
        return None
    if len(good) == 2:
        long, short = good
        often = flat.count(long) > 1 and flat.count(long) == flat.count(short)
        return short if long[-1] in _UNLIKELY and not often else long
    return good[0]


_BETWEEN_NAMES = re.compile(f"[{HAN}]{{2,3}}(?=、)")
_BODY = re.compile("[局委办部院校镇乡区县市会组处科站所人员位门关司业方团队等各]")


def _rare_name(flat: str, start: int) -> str | None:
    """In a list of names one with a surname that is not in the word list."""
    found = _BETWEEN_NAMES.match(flat, start)
    return found[0] if found and not _BODY.search(found[0]) else None


def _title(flat: str, start: int, end: int, title_at_end: re.Pattern[str]) -> str | None:
    """The title that ends at `end`, with those joined to it by 、."""
    begin = start
    limit = max(0, start - 60)
    depth = 0
    while begin > limit:
        sign = flat[begin - 1]
        if sign == ")":
            depth += 1
        elif sign == "(":
            if depth == 0:
                break
            depth -= 1
        elif (depth == 0 and sign in ",。;:!?\n“”") or (
            depth == 0 and sign == "、" and not title_at_end.search(flat[limit : begin - 1])
        ):
            break
        begin -= 1
    title = _LEADING.sub("", flat[begin:end])
    verb = re.match(
        ".*(?:由|陪同|采访了?|会见了?|拜访了?|邀请|[)]讯)", title[: start - end] if start != end else title
    )
    if verb:
        title = title[verb.end() :]
    return title[-40:] or None
