"""Built things with a name of their own that a sentence about works tells of: 某镇污水处理站的进水管网没有配套到位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzledger.articles.built import BY_A_UNIT
from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import pieces
from jzledger.articles.trim import trim

# A sentence that tells of works, of what they need or of what hinders them.
_OF_WORKS = re.compile(
    "破土|动工|奠基|签约|落户|竣工|开工|投产|投用|封顶|通车|停工|复工|施工|工期|工地|桩基|主体|吊装|浇筑|安装|调试|铺设|开挖|手续|审批|批复|许可|环评|用地|征[地迁收拆]|拆迁|补偿|"
    "招标|总投资|完成投资|专项债|管网|管沟|便道|工人|班组|图纸|验收|清表|苗木|杆线|迁改|地块|平整|硬化|零投资|进度|建设|察看|查看|视察|观摩|第[一二三四五六]站|面临"
)
# What an institution does or has whose works are long done.
_AT_HOME = re.compile(
    "党[委支总组]|服务中心|管委会|管理|办公室|公司|集团|[院校园馆站所厂]长|主任|书记|经理|董事长|校区|教[师务学研]|学生|师生|医[生护务疗]|患者|病人|护士|居民|业主|住户|村民|游客|市民|群众|代表|志愿|举[行办]|召开|组织|开展|"
    "获评|荣获|被评|入选|共同|联合|协会|调研|办事|优化|作用|优势|职能|功能|要|必须|应当?|将|负责|牵头|会同|附近|旁|门口|周边|对面|一带|以[东西南北]|至|到|里|内|前|上(?!水库|游)|外(?!墙)"
)
_NOT_MADE = re.compile(
    "\\d+[座条个栋处]|[到是有]|(?:公司|集团|局|委|部门)(?:新建|扩建|改造)|至(?!.*(?:[路线桥]|高速|通道|隧道|铁路))|(?:学院|市场|总部|提升|绿化|治理|河|湖|景区|古城|小镇|社区|小区|口岸|海关|派出所|法庭|车间|厂房|生产线|产线|宿舍|办公楼|工地)$"
)


# Behind a name in the middle of a sentence these alone show that it tells of works.
_STRAIGHT_ON = re.compile(
    "(?:务必|必须|力争|确保|已|正|因|受|尚|仍|还|则|却|至今|目前|迟迟|主体|总投资|投资|预计|计划|于?\\d{1,2}月|面临|遇到|遭遇)"
)
_OF_A_PLACE = re.compile(
    f"(?:[^,;:的]{{0,12}}(?:包联|联系|承建|投资|实施|引进|打造|分包|包保|挂联)的|[{HAN}]{{1,8}}(?:县|市|[^园小社校]区|镇|乡|街道|城区)的)(?=.{{4}})"
)


_INSTITUTION = re.compile("(?:学院|大学|医院|学校|中学|小学|卫生院|社区|集团|公司|林场|农场)$")


class Subjects:
    """One pattern for the things at the head of a clause; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge) -> None:
        self.lexicon, self.judge = lexicon, judge
        self.of_works = _OF_WORKS
        facility = f"(?:{lexicon.facilities}|(?<=[{HAN}]{{3}})(?:[站厂馆楼库坝院桥](?![{HAN}]{{0,2}}?[长区舍])|[一二三四五六]期))"
        body = f"[{HAN}A-Za-z\\d“”·+-]"
        tail = "(?:[(][^()]{1,40}[)])?(?:[一二三四五六七八九十\\d]+期|核心区|起步区|先导区|先行区|[A-Z]区)?(?:工程|项目)?"
        self.named = re.compile(
            f"{body}{{2,28}}?{facility}(?:[东西南北]?{facility})*(?:[{HAN}]{{1,5}}?(?:大?楼|院区|校区|新馆|分院|分馆))?{tail}"
        )
        own = "[^的了在是有与和因被将、]"
        self.longer = re.compile(
            f"{body}{{2,20}}?{_INSTITUTION.pattern[:-1]}{own}{{0,8}}?(?:{lexicon.facilities}){tail}"
        )

    def _match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The name from `start` on; behind an institution (某学院产教融合实训中心) the thing that it builds belongs to it."""
        match = self.named.match(text, start, end)
        if match and _INSTITUTION.search(match[0]):
            match = self.longer.match(text, start, end) or match
        return match

    def goes_straight_on(self, text: str) -> bool:
        """泷北110千伏变电站务必于…投运: does the clause begin with a thing and go on to tell of works?"""
        match = self.named.match(text)
        return match is not None and _STRAIGHT_ON.match(text, match.end()) is not None

    def only_names(self, text: str) -> bool:
        """Is the clause a list of built things and nothing else, or one of a place: 临皋县的某项目、某物流中心?"""
        if "、" not in text and "的" not in text:
            return False
        place = _OF_A_PLACE.match(text)
        items = list(pieces(text[place.end() if place else 0 :]))
        if len(items) < 2 and not place:
            return False
        begin = place.end() if place else 0
        return all(
            text.endswith(("项目", "工程"), begin + start, begin + end)
            or self.named.fullmatch(text, begin + start, begin + end)
            for start, end in items
        )

    def in_clause(
        self, text: str, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, int, str]]:
        """(name, start, kind) of the things that a clause of a sentence `of_works` begins with."""
        place = _OF_A_PLACE.match(text) if "的" in text else None
        begin = place.end() if place else 0
        items = [(begin + start, begin + end) for start, end in pieces(text[begin:])]
        found = []
        for number, (start, end) in enumerate(items):
            last = number == len(items) - 1
            if any(a < end and start < b for a, b in taken):
                continue
            match = self._match(text, start, end)
            if (
                match is None
                or (not last and match.end() != end)
                or (last and _AT_HOME.match(text, match.end()))
            ):
                return
            found.append(match.span())
        for start, end in found:
            name = trim(text[start:end], people, self.lexicon).name
            begin = end - len(name)
            if (
                any(a < end and begin < b for a, b in taken)
                or len(name) < 5
                or _NOT_MADE.search(name)
                or BY_A_UNIT.match(name)
                or not self.judge.is_name(name)
            ):
                return
            yield name, begin, "subject"
