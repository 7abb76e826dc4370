"""Is it a project's name? By its wording alone."""

from __future__ import annotations

import re

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.reading import QUOTED
from jzledger.articles.trim import ADVERB, DAY
from jzledger.rules.project_names import TAILS, phases, plain, same_project

__all__ = ["TAILS", "NameJudge", "phases", "plain", "same_project"]

_ABSTRACT = re.compile(
    "(?:部门|会议|大会|政府|领导|负责人|产业|行业|领域|(?<!民宿)(?<!场馆)(?<!酒店)集群|理念|机制|问题|情况|工作|方面|措施|政策|制度|活动|优势|线索|任务|目标|建议|方案|计划|清单|台账|人员|干部|群众|重点|重大|标志性|亿元|万元|以上|支撑|谋[大好实]|书记|市长|县长|区长|主任|局长|领导|意识|能力|水平|环境|公司|集团|银行|协会|学会|机构|局|厅|委|分行|支行|(?<!小)镇|乡|街道|县|市|高新区|经开区|开发区)$"
)
# “一把手”工程, “双千”工程: a way of working or a programme; 1200套公寓, 一条生产线: any, not a certain one.
_SLOGAN = re.compile("(?<![段路线村])“[^“”]{1,6}”(?:重点|重大|民生|惠民|交通|水利)*工程$|^“十[三四五六]五”")
_SOME = re.compile(
    "[十几]+个|[\\d一二两三四五六七八九十]+(?:天|日|个工作日)[内前后]|[\\d.一二两三四五六七八九十几]+(?:万|余|多)?(?:米|公里|亩|平方米)(?!级)|一(?:根|道|支|股|笔|份|盏|堵|块|声|句|件|颗|滴)|(?:开挖|支护|浇筑|完成|验收|交付|建设|施工|硬化|铺设)[一二两]段|前?[一二两三四五六七八九十\\d]+个?(?:月|季度)|(?:[一二三四五六七八九十两几多数]|\\d+)(?:条|座|个|套|处|台|家|栋|幢|户|批|项|所|口|艘|余|多|名|位|人|辆)(?!路|线)"
)
_PROGRAMME = re.compile("^(?:“?[一二三四五六七八九十百千\\d·+]{1,4}[大个项][^“”、]{1,8}|“[^“”]{1,6}工程)”?$")
_NUMERALS = "一二三四五六七八九十两双百千万\\d"
_NUMBERED_PROGRAMME = re.compile(f"“[^“”]*[{_NUMERALS}][^“”]*”(?:重点)?项目")
_DANGLING = re.compile(
    "(?:[到在于对把将以向让使抓为促谋做给从由了着过和与及、]|树立|实现|凝聚|倾注|大抓|服务|确保|围绕)$"
)
# What a name does not hold: a verb of a whole sentence, or the people of one.
_SENTENCE = re.compile(
    "[是要让了拿]|集中力量|打好|犹豫|观望|对(?:在建|续建|重点|各)|选址|一批|已(?!建)|换(?![热乘电])|先行|盼|这头|那头|已经|正在|尚未|双双|(?:穿越|[下上]穿|上跨)(?!.*(?:立交|工程|通道|隧道|桥|框构))|一[个处座根道家扇张件]|\\d[日月年]$|(?<![植被])被(?!动)|进[度展](?:滞后|缓慢|偏慢|较慢|落后|迟缓)|(?:滞后|停滞|停工|落后)$|这些|邀请(?!赛)|一(?:排排|座座|栋栋|幢幢|条条|片片|台台)|影响|一栋|等(?!级|候|待|\\d)|群众|部门|负责人|工作(?![室站])|情况|问题|(?:项目|工程|园区|厂区)(?:[东西南北]侧|周边|外围|门口)|直接|[这那][一个座条处]|眼前|(?:政府|公司|局|委)(?:与|同|向|把)|(?:拟|将)?建于|位于|坐落|落户|[县市区镇乡村]里(?=[在把将给也还有建投出])|(?:作风|机制|合力|举措|服务|担当|效能|党建|制度|法治|行动|实绩|成效|环境)(?:保障|支撑|护航|推动|促进|引领|赋能|助力|保)$"
)
_CLASS = re.compile("在建|续建|新建|领域|重点|重大|开工|签约|观摩|招商|谋划|项目|亿元|工作")
_PART_OF_WORKS = re.compile(
    "(?:.{0,2}|.*和)(?:站[前后]|主体|隐蔽|附属|土建|收尾|扫尾|剩余|后续|基础|安装|装修|桩基|土方)工程"
)
# What works consist of: no works of their own, wherever they stand.
_PIECE = re.compile(
    "(?:(?:大桥|隧道|[上下]水库|大坝|厂区|场区|[东西南北左右两]岸|[东西南北]侧|地下|地上|室内|室外|\\d+号|[一二三四五六]号|首|主体|主线)的?)?"
    "(?:综合|供热|供水|供气|供电|供暖|排水|蒸汽|污水|雨水|燃气|热力|天然气)?(?:管廊|管沟|管线|管道|干管|主桥|引桥|主塔|索塔|桥墩|大坝|坝体|库盆|围堰|管网|高架|车库|机房|泵房|桥面|承台|合龙|屋面|主楼|裙楼|塔楼|支洞|斜井|竖井|导流洞|主洞|洞口|(?:隧道)?(?:进口|出口|明洞|洞身)|便道|边坡|护坡)"
    "(?:主体|结构|合龙|贯通)?(?:[一二三四五\\d]*(?:标?段|期|侧))?"
)
_STRETCH = re.compile("[时阶手路地片高中后前唱身]段$")
# 建成后可新增泊位: what works are for.
_FOR_WHAT = re.compile(
    "(?:后|前)?(?:可|将|能|已|仍|还|已经|预计)(?:新增|形成|实现|满足|容纳|提供|年产|带动|达到|为|使)"
)
_OF_THE_PLACE = re.compile("市(?!场|级|政|民)|县(?!域|级|城)|区(?!域|级|间|块)|镇(?!村)")
_OF_THE_TOWN = re.compile("(?:县城|城区|镇区|中心城区|主城区|城[东西南北])")
_SUM_FIRST = re.compile(r"[\d.]+[亿万]元")
_YEAR_FIRST = re.compile(r"^(?:20\d\d年度?|的)+")
_YEAR = re.compile(r"\d{4}年度?")
_SIGNS = re.compile(r"[\d.()、“”·+%]")
_COUNT_AT_END = re.compile(r"\d+[个项件]$")
_PROPER = re.compile("^[\u4e00-\u9fff]{2}(?= |$)")
_MOST_JUDGED = 8_000  # the articles of an office name its projects again and again; some 2 MB
_NUMBERED = re.compile(
    f"第[{_NUMERALS}]{{1,3}}(?:人民|中心|实验|高级|初级|职业)*(?:医院|[中小]学|幼儿园|水厂|污水处理厂|学校|高中|初中)"
)
# 建设路东延, 振兴大道改造: a road is called by a word that elsewhere is of every page.
_A_ROAD = re.compile(
    "(?:建设|发展|振兴|创新|生产|服务|安全|健康|科技|文化|教育|工业|产业|农业|希望|幸福|绿色|创业|人民|中心|科创)(?:[东西南北中一二三四]?路(?![网面灯段基])|大道|[东西南北]?街(?!区))(?=.{2})"
)
_SECOND = re.compile(
    f"第[{_NUMERALS}]{{1,3}}(?:水源地?|水厂|通道|跑道|航道|航站楼|气源|热源|电源|污水处理厂|净水厂|输水管?线|过江通道|绕城高速)[{HAN}]{{0,4}}(?:工程|项目)"
)
_ZONE = re.compile(f"([{HAN}]{{2,3}}?)(?:经开区|高新区|开发区|新区)(?=.{{3}})|(?:高新区|经开区)(?=.{{4}})")
_PRONOUN = re.compile(
    "^(?:(?:铁路|公路|水利|能源|交通|工业|农业|产业|电力|教育|医疗)[和、与及]|[一二三四五六七八九十\\d]+号[至到、和]|(?:人行道|路灯|护栏|标线|绿化)[和、与及]|一(?:排|座|栋|幢|条|个|片|处|台|批|项){1,2}(?=.)|进站|进场|进厂|进出|配套|室外|室内|企业(?=“)|[新老]?[校院]区(?=.{2})|园区(?!项目)|厂区|周边|附近|沿线|门口|门前|现有|现场|项目|工程(?!院|技术|机械|职业|大学|学院|师|研究)|首[个批座条台]|[一二三四五六七八九十\\d]+号(?:车间|厂房|楼|库|仓|机组|泵房|炉)|[该此这那其各本每某哪另]|上述|以上|所有|全部|其他|其它|多个|一批|几个)"
)


class NameJudge:
    """Knows from the word lists which words do not make a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.judged: dict[tuple[str, bool], bool] = {}  # an article names its projects again and again
        self.place = re.compile(f"^(?:{lexicon.county}|{lexicon.region}|[{HAN}]{{1,2}}[县市])")
        self.county = re.compile(lexicon.county)
        self.in_brackets = re.compile(f"[(]({lexicon.county}|[{HAN}]{{2,4}}[县区镇])[)]")
        self.region_first = re.compile(f"^{lexicon.region}(?={lexicon.county})")
        self.programme = re.compile(lexicon.programmes)
        self.modifier = re.compile(f"[、\\d]|{lexicon.county}|{lexicon.region}|主导|事关|涉及|多年|计划")
        # A place in the style 青河县, 云岭区 at the head of a name, but no 园区, 校区, 新区.
        self.town = re.compile(
            f"^[{HAN}]{{1,3}}?(?:县|(?<![园小社校新山景城片库矿厂务发集西东南北地辖化港市灌])区|镇|(?<!城)乡(?![野村情土愁镇亲音间])|街道)(?=.{{3}})"
        )
        self.facility_end = re.compile(
            f"(?:{lexicon.facilities}|路|河|湖)(?:[(][^()]{{1,20}}[)])?(?:[一二三四五六七八九十\\d]+期)?(?:项目|工程|建设)?$"
        )

    def is_name(self, name: str, *, listed: bool = False) -> bool:
        """Does the name hold anything of its own? In an enumeration of projects less is needed."""
        known = self.judged.get((name, listed))
        if known is None:
            if len(self.judged) >= _MOST_JUDGED:
                self.judged.clear()
            known = self.judged[name, listed] = self._is_name(name, listed)
        return known

    def _is_name(self, name: str, listed: bool) -> bool:
        text = name.strip()
        bare = text.strip("“”")
        if text.count("(") != text.count(")"):
            return False
        if len(text) > 46 or len(text) < 3 or _PRONOUN.match(text):
            return False
        if (
            _PART_OF_WORKS.fullmatch(text)
            or self.is_programme(text)
            or _SLOGAN.search(text)
            or _SOME.match(text)
        ):
            return False
        if (
            _PIECE.fullmatch(bare)
            or _FOR_WHAT.match(text)
            or ADVERB.match(text)
            or DAY.match(text)
            or (bare.endswith("段") and _STRETCH.search(bare))
        ):
            return False
        if _SECOND.fullmatch(text):
            return True
        core = bare
        while core.endswith(TAILS):
            core = core[:-2]
        if len(core) < (2 if listed else 4) and not QUOTED.search(text):
            return False
        if (
            _COUNT_AT_END.search(core)
            or _SENTENCE.search(core)
            or _ABSTRACT.search(core)
            or _DANGLING.search(core)
            or _SUM_FIRST.match(core)
        ):
            return False
        quoted = QUOTED.search(text)
        if quoted and not self.lexicon.generic.sub("", text[: quoted.start()]):
            return not self.is_programme(quoted[0])
        rest, place = core, self.place.match(core) or self.town.match(core)
        if place:
            rest = core[place.end() :]
        if self.is_programme(_YEAR_FIRST.sub("", rest)):
            return False
        # In an enumeration a single 全 or 大 belongs to a name (云全科技 is more than 云).
        words = self.lexicon.generic_words if listed and len(core) >= 4 else self.lexicon.generic
        built = self.facility_end.search(rest)
        stem = rest if listed or not built else rest[: built.start()]
        own = _SIGNS.sub("", words.sub("", _YEAR.sub("", stem)))
        if len(own) >= 2 or _A_ROAD.match(rest):
            return True
        built = self.facility_end.search(rest)
        if built and place and _NUMBERED.match(rest):
            return True  # 青河县第二小学
        if built and place and place[0].endswith(("镇", "乡", "街道")) and len(rest) >= 3:
            return True  # 平安镇卫生院
        if built and _OF_THE_TOWN.match(rest) and len(rest) >= 6:
            return True  # 县城污水处理厂二期
        if len(own) == 1 and _PROPER.search(self.lexicon.generic_words.sub(" ", stem)):
            return True  # 大营安置房: a word of one character is part of the name
        if built and _OF_THE_PLACE.match(rest) and len(rest) >= 5:
            return True  # 县体育公园: there is one in a county
        if built and sum(map(len, self.lexicon.domains.findall(rest[: built.start()]))) >= 4:
            return True
        if place and built and len(rest) >= 5 and not _CLASS.search(rest):
            return True  # 沧口县城市展览馆
        return (bool(place) and len(rest) >= 6 and not _CLASS.search(rest)) or (
            listed and len(core) >= 6 and bool(self.facility_end.search(core))
        )

    def is_programme(self, text: str) -> bool:
        if _NUMBERED_PROGRAMME.fullmatch(text):
            return True  # “两重一实”项目, “三个一批”项目
        core = text
        for tail in ("项目", "建设"):
            core = core.removesuffix(tail)
        return bool(_PROGRAMME.match(core) or self.programme.fullmatch(core.strip("“”")))

    def place_in(self, name: str) -> str | None:
        """County, district or town that a name begins with or has in brackets."""
        text = name.strip("“”")
        bracket = self.in_brackets.search(text) if "(" in text else None
        if bracket and not re.search("[园校厂片库矿]区$", bracket[1]):
            return bracket[1]
        text = self.region_first.sub("", text)
        known = self.county.match(text)
        if known:
            return known[0]
        zone = _ZONE.match(text)
        if zone and not self.lexicon.generic.fullmatch(zone[1] or ""):
            return zone[0]
        town = self.town.match(text)
        return town[0] if town and not self.lexicon.generic.fullmatch(town[0][:-1]) else None
