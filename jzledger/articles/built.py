"""Built things spoken of as being built: a bridge that opens, a plant that somebody puts money into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import pieces
from jzledger.articles.trim import trim, without_its_part

# What is said of works only; an existing hospital or school is not said to be topped out.
_WORKS = (
    "(?:核心区|起步区|主厂房|首批机组|首台机组|[左右][洞线幅]|双洞|钢箱梁)?(?:正在(?:建设|施工|进行|紧张|有序|加快|安装|浇筑)|计划总投资|总投资|(?:计划)?投资\\d|概算|占地|总占地|规划|全长|总建筑面积|总用地|全线|双向|取得|获得|通过|拿到|\\d+(?:台|座|栋|个|条|公里)|(?:加快|抓紧|有序|同步|正在加紧)建设|试?通行|让\\d|(?:同步|加快|稳步|有序|按计划|如期|顺利|强力|全力|全面)推进|相继打通|全线打通|(?:只|仅)用了?|历时\\d|交房|建成[^,]{1,6}年|从(?:签[约合订]|开工|拿地|洽谈|立项|打桩|动工|破土|图纸|落地)|(?:去年|今年|日前|终于|总算)*(?:终于|总算)(?:批|动|开|建|修|立项|落)|合同(?:约定|规定|工期)|(?:建设|施工|工程)?进[度展](?:总体|整体|比较|较|明显)|已有[^,]{1,6}(?:企业|项目)|已入驻|主体|施工|建设|的?工地|现场|"
    "(?:已|已经|举行|陆续|先后|同日|当天|当日|开始|全面|顺利|正式|成功|如期|提前|率先|即将|预计|计划|拟|力争|有望|全部|双双|相继|分别|同时|同步|于|今年|去年|明年|也|本[月周]|上[月周]|昨[天日]|今[天日]|前天|日前|近日|近期|前不久|刚刚|的?(?:项目|工程)?)*"
    "(?:在(?:当天|当日|同日|同一天|年内|年底前?|[本上下]?月底前?|今天|昨天|去年|今年|[一二三四]季度|[上下]半年)(?:正式|全部|陆续|相继|也|同时)*)?(?:20\\d\\d年)?(?:\\d{1,2}月(?:\\d{1,2}日|份|底|初)?前?|年底前?|年内|[本上下]?月底前?|(?:春节|汛期|供暖季|国庆节?|中秋|元旦|入汛|雨季|入冬|上冻|开学)前)?(?:正式|顺利|全面|成功|如期|就|已|将)*"
    "(?:开工|竣工|投产|投用|建成|封顶|通车|通水|打通|合龙|贯通|落户|落地|签约|破土|奠基|启动|试生产|试运[行营]|试营业|揭牌|投入|完工|交付|投运|为什么|怎么|迎来|启用|开学|开馆|(?:[上下]水库)?(?:大坝|主体|主桥|主塔|桥面|屋面|主梁|隧道|桩基|基坑|结构)?(?:填筑|浇筑|顺利合龙|合龙|封顶|过半|吊装|完工)|(?:能不能|能否|何时|什么时候|几时)[^,。;]{0,12}?(?:开工|复工|投运|投用|投产|通车|建成|竣工|完工|交付|启用|开园|开业)|总体进展|进展(?:良好|顺利|缓慢|滞后)|(?:相继|全部|全面|顺利)完成|开门迎客|迎客|开园|开放|开业|投料|试车|点火|下线|立起|竖起|拔地而起|首飞|首批|最后一[批台块根榀片]|并网|纳入|动工|进入|完成(?:投资|主体|基础)))"
)
# What stands right behind the name of works that are hindered,
_TROUBLED = "受|因|由于|停工|存在|尚未|至今|仍|还有|还差|剩余|还剩|反映|卡在|急需|需要|遇到|穿越|下穿|上跨"
# what they lack or wait for,
_MATTER = (
    "征收|征迁|拆迁|用地|用电|用水|用气|用林|规划|设计|审批|手续|环评|能评|招标|质疑|许可|专项债|资金|融资|贷款|土地|林地|补偿|红线|"
    "管线|杆线|图纸|围挡|弃土|渣土|水权|取水|采矿|涌水|淤泥|弃渣|土方|施工图|配套|周边|所需|进场道路|电力|燃气|供电|供水"
)
# and what is amiss somewhere behind.
_AMISS = (
    f"[{HAN}\\d]{{0,10}}?(?<![楼馆区期厂站院])受[{HAN}\\d]{{2,14}}?影响|的?[{HAN}\\d]{{0,16}}?(?:被[{HAN}\\d]{{1,12}}?(?:挡|堵|占|压|拦|卡)|不及时|跟不上|卡壳|未|没有|没|尚|无法|滞后|缓慢|断裂|紧张|停工|"
    "困难|受限|短缺|不足|不够|不到位|迟迟|谈不拢|招不|断档|断供|退场|争议)"
)
_SPOKEN_OF = "流转|建有|正在|目前|位于|坐落|是|作为|由|自|内|一派"
_INDUSTRIAL = "(?:产业园|科技园|工业园|物流园|创业园|园区|产业园区|基地|工厂|厂房|车间|新城|大桥|水厂|电站|电厂|风电场|枢纽|中心|综合体|产业城|医药港|物流港|产业港|生产线)"
_ENTERED = "(?:产业园|科技园|工业园|物流园|创业园|园区|基地|工厂|厂房|车间|大桥|水厂|电站|电厂|风电场|枢纽|中心|综合体|生产线|小镇|度假区|医药港|物流港)"
_NO_WORKS = re.compile("(?:改造|新建|扩建|治理|绿化|提升|修复|研究院|市场|总部|学院)$")
_GOES_ON = re.compile(
    "(?:也|已|已经|现已|目前已?|于|将|预计|今年|去年|近日|正在)[^,]{0,12}?(?:开工|竣工|投产|投用|建成|封顶|通车|投入|完工|交付|启用|建设|施工)"
)
_WEAK_WORKS = re.compile("(?:项目)?(?:施工|建设|主体|工地|现场|占地|规划)")
_OTHERS_THERE = re.compile("(?:计划)?总?投资[^,]{1,8}元的|[^,]{2,30}、[^,]{2,40}(?:签约|落户|开工)")
_ROOM = re.compile(
    f"^(?:目前|其中|如今)?[{HAN}]{{2}}(?:车间|厂房|主?楼|生产线|产线|机房|仓库|库房)$"
)  # 该项目…,提取车间已封顶
_WISHED = re.compile("(?:尽快|加快|要|建议|希望|应)(?:建设|建成)")
_PHASE_FIRST = re.compile("[一二三四五六]期")
_ANY = re.compile("(?:一|几|两|多|数|\\d+)(?:条|座|个|套|处|台|家|栋|幢)[^、,]{0,14}的$")
BY_A_UNIT = re.compile(f"[{HAN}]{{1,8}}?(?:局|办|委|厅|街道|管委会|指挥部|专班)(?!.{{0,3}}(?:楼|宿舍))")
# 运渣道路: on the way to the works; 航材保税仓, 集装箱堆场: what a place lacks.
_A_WAY = re.compile("^.{1,2}(?:道路|通道|管线|线路)$|(?:仓|堆场|用房)$")
_CALLED = re.compile("[(](?:以下|下)?(?:统称|简称|称)[^()]*[)]?$")
_LISTED = re.compile("、|(?<!高)等")
_AMOUNT = "\\d+(?:\\.\\d+)?(?:余|多)?(?:亿|万)(?:余|多)?元(?:人民币)?"
_STARTS_WORK = re.compile(
    "(?:开工建设|启动建设|加快建设|规划建设|新开工|集中开工|续建|谋划实施|谋划建设|(?:建|修|盖)(?:起了?|了)|建设|建成)(?:了)?(?!路|大道|[东西南北]?街)(?=.{4})"
)


class Built:
    """Patterns for one clause; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge) -> None:
        self.lexicon, self.judge = lexicon, judge
        tail = "(?:[(][^()]{1,40}[)])?(?:[一二三四五六七八九十\\d]+期|核心区|起步区|先导区|先行区|[A-Z]区)?(?:工程)?"
        facility = f"(?:{lexicon.facilities}){tail}"
        body = f"[{HAN}A-Za-z\\d“”()·+-]"
        self.facility = re.compile(lexicon.facilities)
        self.longer = re.compile(f"[东西南北]?{facility}")
        self.opens = re.compile(f"^(?P<name>{body}{{2,28}}?{facility})(?:项目)?等?(?:{_WORKS})")
        self.patterns: tuple[tuple[str, re.Pattern[str] | None, bool, re.Pattern[str]], ...] = (
            (
                "urged",
                re.compile("建设|开工|投产|落地|改造|扩建|投用|建成"),
                True,
                re.compile(
                    f"(?:加快|推进|推动|加强|抓好|做好|启动|实施|支持|服务|保障|促进)(?P<name>{body}{{2,24}}?{facility})(?:的)?(?=建设|开工|投产|落地|改造|扩建|投用|建成)"
                ),
            ),
            (
                "built",
                None,
                True,
                re.compile(
                    f"^(?:力争|确保|推动|争取|其中|如今|特别是|尤其是|目前)?(?P<name>{body}{{2,28}}?{facility})(?:项目)?等?(?:{_WORKS})"
                    f"|^(?P<name2>{body}{{2,28}}?{_INDUSTRIAL}{tail})(?:项目)?(?:{_SPOKEN_OF})"
                ),
            ),
            (
                "hindered",
                re.compile(_TROUBLED),
                True,
                re.compile(f"^(?P<name>{body}{{2,28}}?{facility})(?:项目)?(?:{_TROUBLED})"),
            ),
            (
                "hindered",
                None,
                True,
                re.compile(f"^(?P<name>{body}{{2,28}}?{facility})(?:项目)?(?:的)?(?:{_MATTER}|{_AMISS})"),
            ),
            (
                "site",
                re.compile("现场|工地"),
                False,
                re.compile(
                    f"(?P<name>{body}{{2,28}}?)(?:项目)?(?:的)?(?:建设|施工)(?:现场|工地)"
                    f"|(?:在|来到|走进|到|深入|抵达|站是|站)(?P<name2>{body}{{2,28}}?{facility})(?:项目)?(?:的)?(?=现场|工地|项目现场)"
                ),
            ),
            (
                "site",
                re.compile("[走来赶]"),
                True,
                re.compile(f"^[^的]{{0,8}}?(?:走进|来到|赶到)(?P<name>{body}{{2,24}}?{facility})$"),
            ),
            (
                "site",
                re.compile("[在进来步]"),
                True,
                re.compile(
                    f"^(?:在|[^的]{{0,8}}?(?:走进|来到|进入|步入|站在))(?P<name>{body}{{2,24}}?{_ENTERED}(?:[一二三四五六七八九十\\d]+期)?)(?:$|的[^,]{{0,10}}[前内里上]$)"
                ),
            ),
            (
                "told",
                re.compile("重点|重大|标志性|民生|惠民|十大|”|总投资"),
                False,
                re.compile(
                    f"^(?P<name>{body}{{4,32}}?)(?:(?:今年|去年|均|都|也|一并|同时|先后|双双|已|同)*(?:是|(?<![作视定成])为|被列为|被列入|列入|被纳入|入选)[^,。;:的]{{0,14}}?(?:重点|重大|标志性|民生|惠民|十大|“[^“”]{{2,8}}”)[{HAN}]{{0,4}}?(?:项目|工程)"
                    "|(?:项目)?(?:计划|预计|概算|规划)?总投资(?:额)?(?:约|达|为)?\\d)"
                ),
            ),
            (
                "built",
                re.compile("[约户地工产成设进建用划中程邻隔年入]的"),
                True,
                re.compile(
                    f"(?:签约|落户|落地|开工|投产|建成|建设|投建|兴建|引进|续建|投用|竣工|在建|规划|施工中|停工|烂尾|相邻|毗邻|一路之隔|一墙之隔)的(?P<name>{body}{{2,28}}?{facility})"
                    f"(?=(?:项目|工程)?(?:$|{_WORKS}|正|将|已|还|却|仍|则|也|至今|一直|目前|如今))"
                ),
            ),
            (
                "told",
                re.compile("项目[是为系]|是.*工程"),
                True,
                re.compile(
                    f"是(?P<name2>{body}{{2,24}}?{facility})的(?:控制性|重点|关键|标志性|节点|配套|先导)[{HAN}]{{0,4}}工程|项目(?:是|为|系)(?P<name>{body}{{3,30}}?{facility})$"
                ),
            ),
            (
                "funded",
                re.compile("元[^,]*的"),
                True,
                re.compile(
                    f"投资(?:额|约|达|近|超|逾|超过|额约|总额)?{_AMOUNT}(?:以上|左右)?(?:、[^,、的]{{2,12}})?的(?P<name>{body}{{2,30}}?{facility})"
                    f"(?=(?:项目|工程)?(?:$|[、)]|和|及|与|以及|{_WORKS}|{_SPOKEN_OF}|正|将|在|于|已|今年|去年|来|让|为|全|一期|二期|首|则|却|也|因|受|还|又|就|被|从|目前|如今|现|一直|至今|今|去|计划|预计|拟|\\d))"
                ),
            ),
        )

        self.without_thing = tuple(one for one in self.patterns if not one[2])

    def in_clause(
        self,
        text: str,
        following: str,
        taken: list[tuple[int, int]],
        people: tuple[str, ...],
        *,
        described: bool,
        thing: bool,
    ) -> Iterator[tuple[str, int, str]]:
        """(name, start, kind) of each built thing that stands outside of the stretches already taken.

        `following` is the clause behind; a thing that is built by a project `described` before is none of its own. Has the clause the word of a built
        `thing`?
        """
        if len(text) < 5:
            return
        taken = list(taken)
        for kind, signs, _, pattern in self.patterns if thing else self.without_thing:
            if signs and not signs.search(text):
                continue
            if kind == "site" and _OTHERS_THERE.match(following):
                continue  # 在某产业园,总投资9亿元的A、B同日签约: where others are
            for match in self._matches(pattern, text):
                group = "name" if match["name"] else "name2"
                start, end = match.span(group)
                if (
                    described
                    and kind == "built"
                    and (_WEAK_WORKS.match(text, end) or _ROOM.search(match[group]))
                ):
                    continue  # X项目负责人反映,通道与广场施工界面交叉: parts of it
                yield from self._named(text, start, end, kind, taken, people)
        if thing and not described and _GOES_ON.match(following) and self.judge.facility_end.search(text):
            yield from self._named(text, 0, len(text), "built", taken, people)
        if thing and "、" in text:
            yield from self._together(text, taken, people)
        begins = _STARTS_WORK.search(text) if thing and not _WISHED.search(text) else None
        if begins and not (described and begins[0].startswith(("建", "规划"))):
            yield from self._started(text, begins.end(), taken, people)

    @staticmethod
    def _matches(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
        """All matches. A pattern of which every branch begins with ^ is tried once, not at each place of the text."""
        if pattern.pattern.startswith("^"):
            match = pattern.match(text)
            return (match,) if match else ()
        return pattern.finditer(text)

    def _together(
        self, text: str, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, int, str]]:
        """A医院二期、B管廊计划9月开工: the last is said to be built, so are those before it."""
        spans = list(pieces(text))
        start, end = spans[-1]
        last = self.opens.match(text[start:end])
        if last is None or not last["name"]:
            return
        for a, b in [*spans[:-1], (start, start + last.end("name"))]:
            if self.judge.facility_end.search(text, a, b):
                yield from self._named(text, a, b, "built", taken, people)

    def _named(
        self,
        text: str,
        start: int,
        end: int,
        kind: str,
        taken: list[tuple[int, int]],
        people: tuple[str, ...],
    ) -> Iterator[tuple[str, int, str]]:
        while (more := self.longer.match(text, end)) and not more[0].endswith("工地"):
            end = more.end()  # 滨海大道北延伸段, 澹霞城际铁路: the first built thing in it is not all of it
        trimmed = trim(_CALLED.sub("", text[start:end]), people, self.lexicon)
        name = trimmed.name
        name = without_its_part(name, self.judge.facility_end)
        end = text.find(name, start) + len(name)
        if kind == "hindered":
            if trimmed.before not in ("", "但", "而", "且", "其中"):
                return  # 企业急需的车间因变更未能交付: a part of something
            if name[0] in "桥路站园" or BY_A_UNIT.match(name) or _A_WAY.search(name):
                return
        start = end - len(name)
        if (
            any(a < end and start < b for a, b in taken)
            or _LISTED.search(name.partition("(")[0])
            or _ANY.search(text, 0, start)
        ):
            return
        if (
            self.judge.is_name(name)
            and not _PHASE_FIRST.match(name)
            and not (kind == "urged" and _NO_WORKS.search(name))
        ):
            kind = "built" if kind == "urged" else kind
            taken.append((start, end))
            yield name, start, kind

    def _started(
        self, text: str, begin: int, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, int, str]]:
        """开工建设A医院、B快速通道: each thing of the list, up to the end of the clause."""
        for start, end in pieces(text[begin:]):
            start, end = start + begin, end + begin
            item = text[start:end]
            if 4 <= len(item) <= 30 and self.judge.facility_end.search(item):
                yield from self._named(text, start, end, "built", taken, people)
