"""What a sentence means by a short name that no other project of the page could have: 静脉产业园, 康瑞产业园, 预制菜项目, 前者."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from jzledger.articles.lexicon import HAN
from jzledger.articles.names import plain
from jzledger.articles.projects import Project, Projects
from jzledger.rules.name_matches import runs_through

# A short name stands free: behind a mark, a word of one sign (把静脉产业园…) or a verb (推进静脉产业园…).
_FREE = "要须把对为在将给到的从向由以就使让与和及是离往去至跟同被令请"
_VERBS = "(?:推进|加快|推动|抓好|确保|保障|支持|协调|围绕|针对|关于|服务|帮助|查看|察看|走进|来到|赶到|目前|眼下|落户|入驻|解决|打通|完成|启动|做好|关注|指着|听取|配合|紧盯|提到|谈到|说起)"
_KIND = "项目|工程|中心|基地|隧道|枢纽|管网|互通|[小中大]学|学校|[园校片小社街院灌假务]区|[园站厂路桥港库街院坝渠馆楼速闸场村]"
_SIGN = f"[^\\x00-\\u4dff\\u9fff-\\U0010ffff{_FREE}]"  # a Chinese character, but none of those
_SHORT = re.compile(
    f"(?<!{_SIGN})(?<![a-zA-Z0-9”)+.]){_VERBS}?(?P<name>新[院校园]区|{_SIGN}{{2,9}}?(?:{_KIND}))(?!{_KIND}|[长里内外门前后]?[{HAN}]{{0,3}}(?:集团|公司))"
)
# The name of a place that works lie at: 马家堰 of 马家堰水库加固工程. Told from a word by what stands behind it.
_PROPER = re.compile(
    f"^([{HAN}]{{3,4}}?)(?:水库|大桥|隧道|电站|水闸|泵站|水厂|矿井|枢纽|码头|互通|片区|社区|小区|街区|灌区|安置|棚户区|污水|变电站|服务区|立交|高速|公路)"
)
_NUMBERED = re.compile(f"第([一二三四五六七八九十]+)[{HAN}]{{0,4}}?(医院|[中小]学)")
_OTHERS_TOO = re.compile("[一二两三四五六七八九十几\\d]+[个座条处家所]$|(?:各|等|类|些|批|每[个座条所])$")
# Of roads and pipes there are others around the page's own: 与高速公路共用一段便道.
_ANY = re.compile(
    "(?:高[速铁等]?|国省?|省|县|乡|农村|[一二三四]级|快速|旅游|供水|供热|供气|污水|雨水|配套|地下)(?:公?路|管网|管廊|工程)"
)
_WORKS_AT_END = re.compile(
    "(?:(?:[一二三四五六]|\\d)期)?(?:(?:保护|更新|改造|提升|修缮|扩建|迁建|改扩建|新建|重建|建设|治理|整治|除险|加固|配套|续建|节水|提质|扩容|拓宽|开发|综合){1,4})?(?:工程|项目)?$"
)
_END = re.compile(f"(?:{_KIND})$")
_PLACE_FIRST = re.compile(f"^(?:[{HAN}]{{2,3}}[县市]|[{HAN}]{{2}}区)")
_PAIR = re.compile("前者|后者")
_MOST_SHORT = 300  # different short names that are looked at on one page


class Meant:
    """Finds the short names of a page; each is looked for in the names once."""

    def __init__(self, projects: Projects) -> None:
        self.projects = projects
        self.known: dict[str, Project | None] = {}
        self.proper = _proper(projects.items)
        self.names = [(project, name) for project in projects.items for name in _names(project)]
        self.all = "\n".join(name for _, name in self.names)  # a look at it spares most words
        self.facility = projects.finder.built.facility
        self.generic = projects.reading.lexicon.generic

    def in_sentences(self) -> list[list[tuple[int, Project]]]:
        """(place, project) of each sentence: those named in full and those meant, in the order of the text."""
        if not self.names:
            return self.projects.by_sentence
        found: list[list[tuple[int, Project]]] = []
        paragraph = -1
        for sentence, named in zip(self.projects.reading.sentences, self.projects.by_sentence, strict=True):
            before = found[-1] if found and sentence.paragraph == paragraph else []
            paragraph = sentence.paragraph
            more = [hit for hit in self._short(sentence.text) if _adds(hit, named)]
            here = sorted([*named, *more], key=lambda hit: hit[0]) if more else named
            found.append(self._with_pairs(sentence.text, here, before))
        return found

    def _short(self, text: str) -> Iterator[tuple[int, Project]]:
        """Short names and proper names in one sentence."""
        for match in _SHORT.finditer(text):
            project = self._project(match["name"])
            if project is None or _OTHERS_TOO.search(text, 0, match.start("name")):
                continue
            theirs = text.endswith("的", 0, match.start("name")) and self.facility.fullmatch(match["name"])
            if not theirs:  # 机关单位的停车场: there are many
                yield match.start("name"), project
        for proper, project in self.proper.items():
            place = text.find(proper)
            if (
                project
                and place >= 0
                and text[place + len(proper) : place + len(proper) + 1] in "的工项现迁扩改新"
            ):
                yield place, project

    def _project(self, name: str) -> Project | None:
        if name not in self.known:
            if len(self.known) >= _MOST_SHORT:
                return None
            end = _END.search(name)
            kind = end[0] if end else ""
            head = name.removesuffix(kind)
            found: dict[int, Project] = {}
            begin = head[:2]
            told_apart = head == "新" or not self.generic.fullmatch(head)
            if begin in self.all and told_apart and not _ANY.fullmatch(name):
                found = {id(p): p for p, full in self.names if begin in full and _short_for(head, kind, full)}
            self.known[name] = next(iter(found.values())) if len(found) == 1 else None
        return self.known[name]

    @staticmethod
    def _with_pairs(
        text: str, here: list[tuple[int, Project]], before: list[tuple[int, Project]]
    ) -> list[tuple[int, Project]]:
        """随后是A和B。前者…;后者…: of two that were named last."""
        if "者" not in text:
            return here
        found: list[tuple[int, Project]] = []
        for word in _PAIR.finditer(text):
            told = [hit for hit in here if hit[0] < word.start()] or before
            two = list({id(project): project for _, project in told}.values())
            if len(two) == 2:
                found.append((word.start(), two[word[0] == "后者"]))
        return sorted([*here, *found], key=lambda hit: hit[0])


def _adds(hit: tuple[int, Project], named: list[tuple[int, Project]]) -> bool:
    """Is it neither a project that the sentence names in full nor at the place of one?"""
    return all(hit[1] is not project and abs(hit[0] - place) > 3 for place, project in named)


def _names(project: Project) -> set[str]:
    """A project's name with and without the county in front."""
    name = plain(project.name.strip("“”"))
    return {name, _PLACE_FIRST.sub("", name)} if len(name) >= 4 else set()


def _short_for(head: str, kind: str, full: str) -> bool:
    """Is `head` with `kind` short for the name? It begins as the name does, or it is the end of it."""
    if head == "新":
        return full.endswith(head + kind)
    if len(head) < 2 or len(full) < len(head) + 2:
        return False
    if kind in ("项目", "工程"):
        return full.endswith(head) or (full.startswith(head) and len(head) >= 3)
    if not full.endswith(kind):
        if kind == "项目":
            return True
        full = without_works(full)  # 老码头街区 of 老码头历史文化街区保护更新
        return full.endswith(kind) and full[:3] == head[:3] and runs_through(head, full)
    return head in full[: -len(kind)] or (full.startswith(head[:2]) and runs_through(head + kind, full))


@functools.lru_cache(maxsize=2048)
def without_works(name: str) -> str:
    """某街区保护更新 without what is done to it."""
    return _WORKS_AT_END.sub("", name)


def _abbreviated(project: Project) -> set[str]:
    """二院, 三小, 一中: what people call 第二人民医院, 第三小学, 第一中学."""
    return {match[1] + match[2][-1].replace("学", match[2][0]) for match in _NUMBERED.finditer(project.name)}


def _proper(projects: list[Project]) -> dict[str, Project | None]:
    found: dict[str, Project | None] = {}
    for project in projects:
        match = _PROPER.match(_PLACE_FIRST.sub("", plain(project.name.strip("“”"))))
        for name in [match[1]] if match else _abbreviated(project):
            found[name] = None if name in found else project
    return found
