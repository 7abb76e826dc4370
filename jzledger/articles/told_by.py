"""Names that only the words around them show to be projects: 像A、B这些项目, 以A为例, 前往A调研, 某领导包联的A."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzledger.articles.built import BY_A_UNIT
from jzledger.articles.enumerations import IN_USE, WORKS_WORD
from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import pieces
from jzledger.articles.trim import trim

_CHARGE = "(?:联系|挂钩|包保|包联|包抓|分包|挂联|挂点|领衔)"
_BEGINS_WORK = (
    "(?:也|都|均|将|已|已经|同时|同步|同日|相继|陆续|先后|全部|双双|分别|率先|正式|顺利|如期|提前|集中|预计|计划|有望|即将|就)*"
    "(?:(?:在|于)[^,。;、]{1,12}?)?(?:也|将|已|相继|陆续|全部|双双|率先|正式|顺利|如期|提前|集中)*"
    "(?:开工|动工|破土|奠基|启动|竣工|完工|投产|投用|通车|封顶|开建|签约|落户|落地|完成投资|建成|投入使用|复工|开业)"
)
_PROJECT_WORD = re.compile("(?:项目|工程)(?:建设|进度)?$")
_MEN_OF = "负责人|项目部|项目经理|施工方|施工单位|施工负责人|业主方?|建设方|建设单位|代建方|总包方?|建设指挥部|指挥长|总指挥|指挥部"
_STATE_OF = "情况|情形|进展|进度|问题|症结|难点|难处|教训|经历|困境|处境|命运|推进|建设|施工|工期"
_WENT = "(?:去|先|又|再|还|专门|当场|特意|直接|就|最后)(?:看|查|问|盯|跑|到|去)"
_PAPERS = (
    "可研|可行性研究|初步设计|初设|环评|能评|稳评|施工图|概算|立项|用地预审|用地手续|用林|林地手续|土地手续|规划许可|施工许可|送出线路|"
    "钢箱梁|桩基|[左右][洞线幅](?:掘进|贯通)|主塔|围堰|桥墩|征迁|拆迁|推进情况|(?:招商|工程|施工|建设)(?:进度|进展)|建设情况|前期工作|竣工验收|消防验收|工期|复工|管线入地|立面改造|雨污分流"
)
_AT_WORK = re.compile("(?:建设|施工|项目)?(?:工地|现场)$")
_WHERE_FIRMS_ARE = re.compile("(?:园区|工业园|开发区|集聚区)$")  # 来到县工业园区: no works by itself
_AT_A_PLACE = re.compile("在|来到|走进|到")
_NOT_MADE = re.compile("(?:路|河|湖|馆|学院|市场|总部|提升|绿化)$")


class ToldBy:
    """Patterns for one clause; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge) -> None:
        self.lexicon, self.judge = lexicon, judge
        tail = "(?:[(][^()]{1,40}[)])?(?:[一二三四五六七八九十\\d]+期|核心区|起步区|先导区|先行区|[A-Z]区)?(?:项目|工程)?"
        body = f"[{HAN}A-Za-z\\d“”()·+-]"
        name = f"(?P<name>{body}{{2,28}}?(?:{lexicon.facilities}|(?<=[{HAN}]{{4}})(?:[一二三四五六]期|[厂站馆楼库坝桥闸堤])){tail})"
        # (signs that must stand in the clause, pattern)
        self.patterns = tuple(
            (re.compile(signs), re.compile(pattern))
            for signs, pattern in (
                ("为例", f"以(?:[^,的]{{1,16}}的)?{name}为例"),
                (_CHARGE, f"{_CHARGE}的{name}(?=$|曾|已|因|目前|尚|仍|正|是|由|总投资|占地|位于|在|从|今年|去年|近日|为例|和|与|及|则|也|却|还|又|还是)"),
                ("领导|专班", f"作为{name}的{_CHARGE}(?:县级|市级)?(?:领导|专班)"),
                (_CHARGE, f"^{name}由[^,。;]{{2,26}}{_CHARGE}"),
                ("调研|察看|查看|视察|检查|督导|督查|踏勘|现场办公|看进度|走访|督战|暗访|蹲点", f"(?:前往|来到|走进|赶到|赶赴|抵达|深入|赴|到){name}(?:项目)?(?:现场|工地)?(?=(?:实地|现场)?(?:调研|察看|查看|视察|检查|督导|督查|踏勘|现场办公|看进度|走访|督战|暗访|蹲点)(?!企业|产业|生产|经营|服务|招商|党建|养老|教育|医疗|节日|优化|营商))"),
                ("改造成|改建成|改建为|改造为|建设成|打造成", f"(?:改造成|改建成|改建为|改造为|建设成|打造成)(?:了|为|一座)?{name}$"),
                ("建成", f"建成(?:使用|投用|启用|开放){name}$"),
                ("的[还也另就则正便都主有是]", f"的(?:还|也|另|就|则|正|便|都|主要)?(?:有|是){name}(?=$|[、和与及,(])"),
                ("第.个", f"第[一二三四五六七八九十]个(?:项目|点位)?(?:就|则|便)?(?:是|看的是|说的是){name}(?=$|[、和与及,(])"),
                ("个[就则还]?是", f"(?:[一二三四五六七八九十\\d]|其中一)个(?:就|则|还)?是{name}(?=$|[、和与及,(])"),
                ("要(?:盯紧|紧盯|倒排|抢|赶|抓紧|加快|尽快|尽早|力争|确保|按|如期)", f"^{name}要(?=盯紧|紧盯|倒排|抢|赶|抓紧|加快|尽快|尽早|力争|确保|按(?:时|期|照)|如期)(?=[^,;]*(?:封顶|主体|工期|验收|投产|开工|复工|竣工|完工|通车|进度|施工|手续|招标|设备|投用|节点|建设|征))"),
                (_WENT, f"(?:{_WENT})(?:看|了|的是|到)*{name}$"),
                (_MEN_OF, f"(?:^|的|,){name}(?:项目)?(?:{_MEN_OF})"),
                (f"的(?:{_STATE_OF})", f"^{name}(?:项目)?的(?:主要|最大|突出|根本)?(?:{_STATE_OF})"),
                (_PAPERS, f"(?:^|[的、和对把]|负责){name}(?:项目)?的?(?:{_PAPERS})"),
                ("要数|莫过于|就是|当属|首推", f"(?:要数|莫过于|就是|当属|首推){name}$"),
                ("列为|列入|作为|纳入|办成|推上", f"把{name}(?:项目)?(?:列为|列入|作为|纳入|办成|推上)"),
                ("一事", f"(?:^|[的、和对把]){name}(?:整体|异地)?(?:建设|搬迁|改造|扩建|施工|征迁|复工)?一事"),
                ("看到|了解到|见到|遇到|碰到", f"在{name}(?:项目)?(?:现场|工地|内|里)?(?:看到|了解到|见到|遇到|碰到)"),
                ("盼了|盼望|已久|期盼|备受|停(?:工|摆|建|了)|烂尾|[拖建修]了", f"(?:盼了[^,的]{{1,6}}|盼望?已久|期盼(?:已久|多年)|备受(?:关注|瞩目)|停(?:工|摆|建|了)[^,的]{{0,5}}|烂尾[^,的]{{0,5}}|(?:拖|建|修)了[^,的]{{1,5}})的{name}(?=$|[已终总今去正还也又于在日昨、]|项目|工程)"),
                ("最(?:大|难|棘手|头疼|揪心|愁)的", f"^{name}(?:项目)?最(?:大|难|棘手|头疼|揪心|愁)的"),
                ("——", f"——{name}(?=$|[昨今于也已正将、]|项目|工程)"),
                ("会场", f"会场(?:就)?设在(?:了)?{name}$"),
                ("(?:开始|做起|抓起|破题|改起)$", f"从{name}(?:开始|做起|抓起|破题|改起)$"),
                ("点名|通报|亮.牌|挂.牌|约谈", f"^{name}(?:项目)?(?:先后|连续|再次|多次|[两三]次)?被(?:[{HAN}]{{2,8}}?)?(?:点名|通报|亮[红黄]牌|亮牌|挂牌|挂[红黄]牌|约谈)"),
                ("协议|合同", f"(?:签约|签下|签订|签署)(?:了)?{name}(?:项目)?(?:的)?(?:投资|合作|框架|建设)*(?:协议|合同)"),
                ("擅自|违规|违法|被责令", f"^(?:督查组|检查组|[{HAN}]{{0,6}}发现)?{name}(?=擅自|违规|违法|未经|未按|被责令)"),
            )
        )  # fmt: skip
        # Most clauses have none of the signs: one look is enough.
        self.signs = re.compile("|".join(signs.pattern for signs, _ in self.patterns))
        self.at = re.compile(
            f"^(?:[^,;:]{{2,12}}?一行)?(?:随后|接着|最后|之后|首先|先|又)?(?:在|来到|走进|到了?)(?:[{HAN}]{{1,6}}(?:[县市镇乡]|[^园小社校]区|街道)的)?{name}(?:项目)?$"
        )
        self.looks = re.compile(
            "察看|查看|询问|了解|听取|走进|边走|边看|驻足|沿着|登上|叮嘱|实地|主体|外墙|封顶|塔吊|桩机|挖掘机|浇筑|吊装|建设者|工人们"
        )
        self.begins = re.compile(f"等?(?:项目|工程)?(?:{_BEGINS_WORK})")
        self.begun = re.compile(f"^{name}(?={_BEGINS_WORK})")

    def in_clause(
        self, text: str, following: str, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, int, str]]:
        """(name, start, kind) of each name that its surroundings show to be a project's."""
        for signs, pattern in self.patterns if self.signs.search(text) else ():
            if signs.search(text):
                for match in pattern.finditer(text):
                    if IN_USE.search(match["name"]) and not WORKS_WORD.search(
                        text + following, match.start()
                    ):
                        continue  # 到某社区调研养老服务
                    yield from self._named(text, *match.span("name"), taken, people, "named")
        place = self.at.match(text) if _AT_A_PLACE.search(text) and self.looks.search(following) else None
        if place and not _WHERE_FIRMS_ARE.search(place["name"]):
            yield from self._named(text, *place.span("name"), taken, people, "site")
        last = text.rfind("、") + 1
        begun = self.begun.match(text[last:]) if "将" in text[last:] else None
        if begun:
            yield from self._named(text, last, last + begun.end("name"), taken, people, "built")
        if last:
            yield from self._beside(text, taken, people)

    def _beside(
        self, text: str, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, int, str]]:
        """推进A基地、B、C项目: what is listed beside a project is one, if it ends like something built."""
        spans = list(pieces(text))
        known = [any(a < end and start < b for a, b in taken) for start, end in spans]
        last = text[slice(*spans[-1])]
        sure = _PROJECT_WORD.search(last) or "项目等" in last or self._goes_on(text, spans[-1], taken)
        if not (known[-1] and sure):
            return
        for (start, end), found in list(zip(spans, known, strict=True))[-2::-1]:
            if found:
                continue
            bracket = text.find("(", start, end)  # its parts
            if not self.judge.facility_end.search(
                text[start : bracket if bracket > 0 and text[end - 1] == ")" else end]
            ):
                return
            before = len(taken)
            yield from self._named(text, start, end, taken, people, "list")
            if len(taken) == before:
                return

    def _goes_on(self, text: str, span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
        """C项目也在分会场破土动工: what stands behind the last name tells of works."""
        behind = max((b for a, b in taken if span[0] <= a and b <= span[1]), default=span[1])
        return bool(self.begins.match(text, behind))

    def _named(
        self,
        text: str,
        start: int,
        end: int,
        taken: list[tuple[int, int]],
        people: tuple[str, ...],
        kind: str,
    ) -> Iterator[tuple[str, int, str]]:
        end -= len(text[start:end]) - len(_AT_WORK.sub("", text[start:end]))
        name = trim(text[start:end], people, self.lexicon).name
        start = end - len(name)
        if (
            any(a < end and start < b for a, b in taken)
            or BY_A_UNIT.match(name)
            or "、" in name.partition("(")[0]
        ):
            return
        if _NOT_MADE.search(name) and kind != "list":
            return
        if self.judge.is_name(name):
            taken.append((start, end))
            yield name, start, kind
