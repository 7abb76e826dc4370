"""A page into its parts: headline, byline, staff box, running text; navigation and footers go."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass, field

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.sentences import narrow

_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)?")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,200})\]\([^)\n]{1,500}\)")
_EDGES = " \t\u3000\xa0|"
_BETWEEN_PARAGRAPHS = re.compile("(?<=[。！？!?”])[ \u3000\xa0]{2,}(?=\\S)")
_BLANK = re.compile(
    f"(?<=[{HAN}])[ \u3000\xa0\t]+(?=[\\W\\w])|(?<=\\W)[ \u3000\xa0\t]+|[ \u3000\xa0\t]+(?=[^A-Za-z0-9])"
)
_ANY_BLANK = re.compile("[ \u3000\xa0\t]")
_PROSE_END = re.compile("[。!?;…:”’)]$")
_BYLINE = re.compile(
    "[(□■◎●○/ ]*(?:文/图|图/文|文|图)?[ /:]*(?:[\u4e00-\u9fff+]{0,8}?(?:全媒体|融媒体|首席|见习|实习|特约)?(?:记者(?!蹲点|观察|调查|手记|走|视线|视点|述评|探访|直击|在|来信|站|体验|跟[拍访]|追踪|回访|连线|专访|感言|札记|日记|眼)|评论员)|通讯员|作者)"
)
_ONLY_NAMES = re.compile(
    f"[(□](?:[{HAN}]{{2,4}}|[{HAN}] [{HAN}])(?:[ 、](?:[{HAN}]{{2,4}}|[{HAN}] [{HAN}]))*(?:[ 、]通讯员(?:[ 、]?[{HAN}]{{2,4}})+)?[)]"
)
_CREDIT = re.compile(
    f"(?:记者|通讯员|作者|撰稿|撰文|供稿|文字)\\s*[:/ ]\\s*(?P<names>(?:[{HAN}]{{2,4}}(?![{HAN}:])|[{HAN}] [{HAN}](?![{HAN}:]))(?:[ 、,]+(?:[{HAN}]{{2,4}}(?![{HAN}:])|[{HAN}] [{HAN}](?![{HAN}:])))*)"
)
_NEWS = re.compile("(?<!通)讯")
_BYLINE_WORD = re.compile(f"[{HAN}+]*?(?:记者|通讯员|作者|评论员|实习生)[:\\s]*|文/图|图/文|摄影|摄$|报道$")
_LABEL_END = re.compile(r"[:|/\s]")  # one of these stands behind a label of the staff box
_A_HAN = re.compile(f"[{HAN}]")
_NAME = re.compile(f"[{HAN}]{{2,4}}")
# What stands behind the paper's name in the head of its page: 某某晚报  A05版·民生, 某某日报·某区新闻
_MASTHEAD = r"(?=[ ·|]{1,8}(?:第?\s*[A-Z]?\d+\s*版|第[一二三四五六七八]版|数字|电子|多媒体|客户端|新闻|星期|\d{4}[年.-]|[^ ,。]{2,4}新闻)|第[A-Z]?\d+版)"
# (县水利局供稿 审核:甲某), (特约通讯员 甲某): who wrote and who checked, in a line of its own
_IN_BRACKETS = re.compile(
    f"[(](?=[^()]{{0,20}}(?:供稿|撰稿|来稿|编发|通讯员|[审校]核|编辑|责编)(?:[: ]|[{HAN}]{{2,3}}[)、 ]|[)]))[^()。,]{{2,50}}[)]"
)
_TURN = re.compile("(?:本报)?(?:记者|问|答|主持人):(?P<first>[^。?!]{6,})")
_SALUTATION = re.compile("(?:各|致)[^。]{4,60}:$")
_DOUBLE = frozenset(
    "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 令狐 宇文 长孙 慕容 司徒 夏侯 端木 申屠 东方 南宫".split()
)
_IN_TEXT_BYLINE = re.compile(
    f"^[^。]{{0,18}}?[(【]([^()【】]{{0,20}}?(?:记者|通讯员)[^()【】]{{2,60}})[)】]"
    f"|^[^。]{{0,16}}讯[ ]*[(]([{HAN}]{{2,4}}(?:[、 ][{HAN}]{{2,4}}){{0,3}})[)]"
    f"|^[^。]{{0,12}}讯[ ]*记者[ ]?([{HAN}]{{2,4}}(?:[、 ][{HAN}]{{2,4}}){{0,3}}?)(?:[ ]|报道)"
)
# 总投资268.4亿元 under 47个重大项目集中开工; “今天就定下来” over the line that tells where.
_SUM_ALONE = re.compile(r"(?:计划|预计)?(?:总投资|投资总额|总额)[约超近达]?\d[\d.]*[万亿]元$")
_ALL_QUOTED = re.compile("“[^“”]{5,40}”")
_BUTTON = re.compile("我要|评论|打印|收藏|字[号体]|点击|分享|浏览|阅读|来源|关闭|纠错|放大|缩小|默认")
_OFFICE_END = frozenset("办局委院部室科社网报处厅组站区县市镇")  # 作者:党政办
# 发布于 广西: where a page was published from.
_PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 广西 西藏 宁夏 新疆 内蒙古 黑龙江".split()
)
_SHORTEST_PROSE = 7
_SHORTEST_FIRST = 22
# 本报综合报道 under the headline of a roundup
_CREDIT_LINE = re.compile(
    "[□■(●]?(?:本报|本网|本台|本刊|记者)?(?:综合|联合|专题|特约|集体)?(?:消息|报道|采写|整理|综述|专稿|特稿|撰稿|供稿|讯|组)[)]?$"
)
_MARKS = re.compile(r"\W")
_DATE_LINE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_SOURCE = re.compile(r"(?:信息|稿件|文章)?来源\s*:\s*([^\s|:,。\"“”)\]】]{2,20})")


@dataclass
class Page:
    """What a page consists of. `paragraphs` keep the width of the file's marks; names have no blanks."""

    title: str | None = None
    lines: list[str] = field(default_factory=list)
    flats: list[str] = field(default_factory=list)  # the lines in half width
    paragraphs: list[str] = field(default_factory=list)
    reporters: list[str] = field(default_factory=list)
    staff: list[tuple[str, str]] = field(default_factory=list)
    first: int = 0  # number of the line that the running text begins with


def split_lines(text: str) -> list[str]:
    """Lines without markup, paragraphs that stand in one line parted."""
    if "&" in text:
        text = html.unescape(text)
    text = (_LINK.sub(r"\1", text) if "](" in text else text).replace("\r\n", "\n").replace("\r", "\n")
    return [line.strip(_EDGES) for line in _BETWEEN_PARAGRAPHS.sub("\n", text).split("\n")]


def without_images(line: str) -> str:
    """Not before the repair, which tells two copies of a line apart by their neighbours."""
    return _IMAGE.sub("", line).strip(_EDGES)


def squeeze(text: str) -> str:
    """Without blanks, except those between Latin words or numbers."""
    return (_BLANK.sub("", text) if _ANY_BLANK.search(text) else text).strip()


def part(lines: list[str], lexicon: Lexicon) -> Page:
    """The parts of a page whose lines are repaired already."""
    page = Page(lines=lines, flats=narrow("\n".join(lines)).split("\n"))
    blocks: list[list[tuple[int, str]]] = [[]]
    furniture = set()
    for number, line in enumerate(lines):
        flat = page.flats[number]
        if not flat:
            continue
        staff = list(lexicon.staff.finditer(flat)) if len(flat) < 150 and _LABEL_END.search(flat) else []
        if staff and staff[0].start() < 4:
            _add_staff(page, flat, staff, lexicon)
            blocks.append([])
            furniture.add(number)
        elif _IN_BRACKETS.fullmatch(flat):
            _add_bracketed(page, flat, staff, lexicon)
            furniture.add(number)
        elif lexicon.closing.search(flat) and (len(flat) < 60 or lexicon.furniture.search(flat)):
            blocks.append([])
            furniture.add(number)
        elif _is_furniture(flat, lexicon) or lexicon.captions.match(flat):
            _add_credits(page, flat, staff, lexicon)
            furniture.add(number)
        elif _is_byline(flat, lexicon):
            _add_reporters(page, flat)
            furniture.add(number)
        elif _is_prose(flat, first=not blocks[-1]):
            blocks[-1].append((number, squeeze(line)))
        elif _add_credits(page, flat, staff, lexicon):
            if not _may_be_title(flat, lexicon) or _CREDIT.search(flat) or staff:
                furniture.add(number)
        elif blocks[-1]:
            furniture.add(number)  # a short line without an end mark between paragraphs: heading or caption
    main = max(blocks, key=lambda block: sum(len(text) for _, text in block))
    page.paragraphs = _once(main, [block for block in blocks if block is not main])
    if main:
        page.first = main[0][0]
        for number, text in main:  # each piece of a roundup has its own
            if number == page.first or _NEWS.search(text, 0, 8):
                inside = _IN_TEXT_BYLINE.search(page.flats[number])
                if inside:
                    _add_reporters(page, inside[1] or inside[2] or inside[3])
    _tail_byline(page)
    if not page.reporters:
        _named_author(page)
    page.title = _title(page, furniture, lexicon)
    return page


def _is_furniture(flat: str, lexicon: Lexicon) -> bool:
    """A page's own words. Running text may name a 客户端 once; a disclaimer holds such words thickly."""
    found = [match[0] for match in lexicon.furniture.finditer(flat)]
    hits = len(found)
    if not hits:
        return False
    if hits == 1 and len(flat) >= 30 and flat.endswith(("。", "。”")) and not lexicon.legal.search(flat):
        return False
    return len(flat) < 40 or hits * 45 > len(flat) or (flat.count("。") <= 1 and hits * 60 > len(flat))


def _is_prose(flat: str, *, first: bool) -> bool:
    if first:
        if flat.endswith("。") and len(flat) >= 14:
            return True
        if _SALUTATION.match(flat) or (len(flat) >= _SHORTEST_FIRST and _spoken(flat)):
            return True
        if len(flat) >= _SHORTEST_FIRST and "," in flat and flat.endswith(":"):
            return True
        return len(flat) >= _SHORTEST_FIRST and ("。" in flat or (len(flat) > 45 and "," in flat))
    if len(flat) >= _SHORTEST_PROSE and (_PROSE_END.search(flat) or "。" in flat):
        return True
    return len(flat) >= 45 and "," in flat


def _spoken(flat: str) -> bool:
    """`记者:今年的项目怎么排?`: a turn of a dialogue, and no byline."""
    turn = _TURN.match(flat)
    if turn is None:
        return False
    return flat.endswith(("?", "!", "。")) or len(re.split("[,、 ]", turn["first"])[0]) > 4


def _is_byline(flat: str, lexicon: Lexicon) -> bool:
    if len(flat) >= 60 or "。" in flat or _spoken(flat) or "?" in flat or _NEWS.search(flat, 0, 8):
        return False
    if _BYLINE.match(flat):
        return True
    return bool(_ONLY_NAMES.fullmatch(flat)) and all(
        re.match(lexicon.surnames, name) for name in names(_BYLINE_WORD.sub("、", flat))
    )


def _add_credits(page: Page, flat: str, staff: list[re.Match[str]], lexicon: Lexicon) -> bool:
    """Names in a line with date and source: `砚江日报 2023-04-20 记者 甲某 责任编辑:乙某`."""
    if len(flat) > 110 or "。" in flat:
        return False
    if staff:
        _add_staff(page, flat, staff, lexicon)
        flat = flat[: staff[0].start()]
    found = list(_CREDIT.finditer(flat))
    for match in found:
        _add_reporters(page, match["names"])
    if not found and _DATE_LINE.match(flat) and len(flat) < 20 and _only_a_name(flat, lexicon):
        _add_reporters(page, flat.split()[-1])
        return True
    if not found and _DATE_LINE.search(flat) and any(_ends_as_paper(word, lexicon) for word in flat.split()):
        # 某某日报 2023-05-20 甲某: date, paper and a name, nothing else
        alone = [w for w in flat.split() if _NAME.fullmatch(w) and not _ends_as_paper(w, lexicon)]
        if (
            len(alone) == 1
            and len(flat.split()) <= 4
            and re.match(lexicon.surnames, alone[0])
            and not lexicon.navigation.search(alone[0])
            and alone[0] not in _PROVINCES
        ):
            _add_reporters(page, alone[0])
            return True
    return bool(staff or found)


def _only_a_name(flat: str, lexicon: Lexicon) -> bool:
    """`2024-12-18 甲某某`: behind the date (and the hour) a name of usual characters."""
    words = flat.split()
    name = words[-1]
    return (
        1 < len(words) <= 3
        and 2 <= len(name) <= 3
        and all("一" <= sign <= "\u9fff" for sign in name)
        and all(sign in lexicon.given for sign in name[1:])
        and bool(re.match(lexicon.surnames, name))
        and not re.match(lexicon.not_names, name)
        and not lexicon.navigation.search(name)
        and name not in _PROVINCES
    )


def _add_bracketed(page: Page, flat: str, staff: list[re.Match[str]], lexicon: Lexicon) -> None:
    if staff:
        _add_staff(page, flat.rstrip(")"), staff, lexicon)
    elif "通讯员" in flat or "记者" in flat:
        _add_reporters(page, flat.strip("()"))


def _ends_as_paper(word: str, lexicon: Lexicon) -> bool:
    return bool(_paper_patterns(lexicon)[0].search(word))


@functools.lru_cache(maxsize=8)
def _paper_patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends as a paper's name, and the name of a paper and nothing else."""
    return re.compile(f"{lexicon.papers}$"), re.compile(f"[{HAN}]{{2,6}}{lexicon.papers}讯?")


def _add_staff(page: Page, flat: str, found: list[re.Match[str]], lexicon: Lexicon) -> None:
    ends = [match.start() for match in found[1:]] + [len(flat)]
    for match, end in zip(found, ends, strict=True):
        label = re.sub("^(?:本[版期]|今日)(?=..)", "", "".join(match["label"].split()))
        sure = match[0].rstrip().endswith((":", "|", "/"))  # 编辑 部门 新闻 is a menu
        here = names(flat[match.end() : end])
        sure = sure or len(here) == 1
        page.staff += [(name, label) for name in here if sure or re.match(lexicon.surnames, name)]


def _add_reporters(page: Page, text: str) -> None:
    for name in names(_BYLINE_WORD.sub("、", text)):
        if not _BUTTON.match(name) and name[-1] not in _OFFICE_END and name not in page.reporters:
            page.reporters.append(name)


def _tail_byline(page: Page) -> None:
    """(记者张三) at the end of the last paragraph: read, and left where it stands."""
    if page.paragraphs and not page.reporters:
        tail = re.search(
            r"[(]((?:[^()。]{0,8}?)(?:记者|通讯员)[^()。]{2,40})[)]$", narrow(page.paragraphs[-1])
        )
        if tail:
            _add_reporters(page, tail[1])


def _named_author(page: Page) -> None:
    """作者: 张三 in the line with date and source."""
    for flat in page.flats:
        found = (
            re.search("(?:作者|记者)\\s*:\\s*([^|:]{2,30}?)(?=\\s+\\S+:|[|]|$)", flat)
            if "者" in flat and len(flat) < 100
            else None
        )
        if found and "。" not in flat:
            _add_reporters(page, found[1])
            return


def names(text: str) -> list[str]:
    """Names in a byline or a staff box. `丁 宁` is one name, `丁宁 李明` are two."""
    found = []
    for chunk in re.split(r"[、,;/|()【】\[\]]+", narrow(text)):
        words: list[str] = []
        for word in chunk.split():
            if len(word) == 1 and words and (len(words[-1]) == 1 or words[-1] in _DOUBLE):
                words[-1] += word
            else:
                words.append(word)
        found += [word for word in words if _NAME.fullmatch(word)]
    return found


def _once(main: list[tuple[int, str]], others: list[list[tuple[int, str]]]) -> list[str]:
    """The main block's paragraphs, each once; a second copy fills in what the first has lost."""
    kept: list[str] = []
    places: dict[str, int] = {}

    def same_as(keys: tuple[str, ...]) -> int | None:
        return next((places[key] for key in keys if key in places), None)

    for _, text in main:
        keys = _keys(text)
        place = same_as(keys)
        if place is None:
            places.update(dict.fromkeys(keys, len(kept)))
            kept.append(text)
        elif _better(text, kept[place]):
            kept[place] = text
    for block in others:
        shared = [same_as(_keys(text)) for _, text in block]
        if sum(place is not None for place in shared) * 2 <= len(block):
            continue
        for (_, text), place in zip(block, shared, strict=True):
            if place is not None and _better(text, kept[place]):
                kept[place] = text
    return kept


def _keys(text: str) -> tuple[str, ...]:
    """Two paragraphs are copies when they begin or end alike; a short one must be the same as a whole."""
    plain = _MARKS.sub("", text)
    if len(plain) < 40:
        return (plain,)
    return plain[:16] + "<", ">" + plain[-16:]


def _better(new: str, old: str) -> bool:
    """Is it the more readable copy: without the signs of misread bytes, or longer where the other is cut short?"""
    damage = [sum(text.count(sign) for sign in "\ufffd□@") for text in (new, old)]
    if damage[0] != damage[1]:
        return damage[0] < damage[1]
    return old.endswith(("…", "...")) and len(new) > len(old)


def _title(page: Page, furniture: set[int], lexicon: Lexicon) -> str | None:
    """The headline: the nearest line above the text that is neither navigation nor byline."""
    found: list[tuple[int, str]] = []
    for number in range(page.first - 1, max(-1, page.first - 60), -1):
        if number in furniture or not page.lines[number]:
            continue
        line = page.lines[number].strip("#* ")
        flat = narrow(line)
        if not flat or not _may_be_title(flat, lexicon):
            continue
        found.append((number, line))
        if len(found) == 3:
            break
    if not found:
        return None
    number, line = found[0]
    above = found[1] if len(found) > 1 and _close(page.lines, found[1][0], number) else None
    if above and (_is_subtitle(narrow(line)) or _ALL_QUOTED.fullmatch(narrow(above[1]))):
        line = above[1]
    return re.sub(r"[ \u3000\xa0\t]+", " ", line)


def _close(lines: list[str], upper: int, lower: int) -> bool:
    return lower - upper <= 2 and not any(lines[upper + 1 : lower])


def _is_subtitle(flat: str) -> bool:
    return (
        flat.startswith(("——", "--", "—"))
        or bool(_SUM_ALONE.match(flat))
        or bool(re.search("^.{2,14}(?:主持|出席|参加|讲话|致辞|陪同)$", flat))
    )


def _may_be_title(flat: str, lexicon: Lexicon) -> bool:
    if not 5 <= len(flat) <= 90 or len(_A_HAN.findall(flat)) < 5:
        return False
    if _paper_patterns(lexicon)[1].fullmatch(flat) or _BUTTON.match(flat.lstrip("【[(")):
        return False
    if _DATE_LINE.search(flat) or _SOURCE.search(flat) or flat.endswith(":") or _CREDIT_LINE.match(flat):
        return False
    words = flat.split()
    if len(words) >= 3 and max(map(len, words)) <= 2:
        return False  # 新闻 国内 国际: a menu
    if 3 * sum(len(found[0]) for found in lexicon.navigation.finditer(flat)) > len(flat) and len(flat) < 16:
        return False
    return not re.search(r"^[•·>»\d]+\s|[>»]|[|].*[|]|\s[|]|[|]\s", flat) and "。" not in flat


def source(page: Page, lexicon: Lexicon) -> str | None:
    """The 来源 line, else the paper or site that the page's own head and foot name."""
    flats = page.flats
    for flat in flats:
        if len(flat) < 160 and not lexicon.legal.search(flat) and (found := _SOURCE.search(flat)):
            return found[1]
    for pattern in _source_patterns(lexicon):
        for flat in flats:
            if len(flat) < 200 and (found := pattern.search(flat)):
                return next(group for group in found.groups() if group)
    return None


@functools.lru_cache(maxsize=8)
def _source_patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """Footer, masthead, the line with the date, the reporter's paper: the surest first."""
    name = (
        rf"(?<![{HAN}])(?!凡|本[报网站])(?:所有内容为|版权归|本网站由)?([{HAN}]{{2,6}}?{lexicon.papers})社?"
    )
    date = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"
    patterns = (
        rf"{name}(?:版权与)?免责声明",
        rf"版权声明:{name}|版权所有:{name}|{name}\s*版权所有",
        rf"{name}(?:数字报|电子版|客户端|微信公众号|公众号)",
        rf"^{name}$",
        rf"^[^。,]{{0,24}}?{name}(?:[^。,{HAN}]|发布|更新|时间|日期){{0,16}}{date}|{date}[^。,]{{0,20}}?(?<![{HAN}])([{HAN}]{{2,6}}?{lexicon.papers})(?![{HAN}])",
        rf"^{name}讯",
        rf"^{name}\s*(?:[>|—-]|首页|要闻|时政|头条|头版)|^{name}\s+[{HAN}]{{2,4}}\s+{date}",
        rf"^{name.replace('{2,6}', '{2,14}')}(?:{_MASTHEAD})|^((?:今日|新)[{HAN}]{{2,3}})(?:{_MASTHEAD}| {{1,8}}[{HAN}]{{2,10}}主办)|^{name}社(?= |主办|出版|地址)",
        rf"^[□■(]?{name}(?:全媒体|融媒体|首席|见习)?记者[^。]{{0,20}}$",
    )
    return tuple(map(re.compile, patterns))


def published(page: Page) -> str | None:
    """The page's own date line; a line that says so goes before any other short line with a date."""
    best = None
    for flat in page.flats:
        if len(flat) > 80 or "。" in flat:
            continue
        found = _DATE.search(flat)
        if found is None:
            continue
        year, month, day = map(int, found.groups())
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        value = f"{year:04}-{month:02}-{day:02}"
        if re.search("时间|日期|发布|来源|更新|星期", flat):
            return value
        best = best or value
    return best
