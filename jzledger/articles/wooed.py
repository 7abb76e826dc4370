"""Stretches of a sentence that name what is being wooed: 正与A、B等项目方接触, 在谈项目有C, D正在选址."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import Reading, pieces
from jzledger.articles.trim import trim

# What may show in a sentence, the one before it or the first of the page that investors are spoken of.
CONTEXT = re.compile(
    "招商|引资|客商|招引|洽谈|投资考察|在谈|意向|项目方|投资方|投资商|投资线索|项目线索|以商招商|敲门招商|推介会|恳谈会|新签约|集中签约|比选(?:地块|厂房|厂址)|尽调|尽职调查"
)
_SIGNS = re.compile(
    "邀请|考虑|比选|顾虑|疑虑|洽谈|对接|接触|接洽|跟踪|跟进|在谈|意向|有意|磋商|商谈|谈判|线索|选址|尽调|尽职|储备|招引|引进|考察|意愿|兴趣|投资方|项目方|看[过了]?场地|犹豫|观望|答应|会商|追踪|争取|瞄准|锁定|盯|客商|有望|签约|联系|沟通|座谈|来[^,;。]{0,6}看"
)
_LONGEST = 600  # characters of a sentence that names investors
_NAMES = "(?P<names>[^,;。:!?]{3,90}?)"
_COUNT = "(?:\\d+|[一二两三四五六七八九十几多]+)?(?:家|个|项|条|批)?"
_KIND = "(?:头部|知名|龙头|重点|优质|重大|标志性|产业链?|工业|上下游|外地|外来|潜在|投资|合作|目标|意向性?|在谈|招商|储备|拟签约|跟踪|洽谈|[百十千]?亿[元级]*(?:以上)?的?|好|大|新|央企|外资|上市|民营|跨国|本土|制造业|行业)*"
# Words behind the names that can only be said of what is not signed.
_NOT_SIGNED = "(?:意向性?项目|在谈项目|洽谈项目|拟签约项目|储备项目|招商项目|待签约?项目|目标项目|意向企业|目标企业|在谈企业|意向客商|项目方|投资方|投资商|客商|线索)"
_WOO = "(?:洽谈|跟踪|跟进|对接|接洽|接触|磋商|商谈|招引|储备|追踪|锁定|瞄准|盯紧|紧盯|盯上|主攻|争取|引进|谋划|梳理|掌握|收集|挖掘|摸排|推进|更新|听取|研究|汇报|通报|拜访|走访|考察|邀请|带回|带来|引来|收获|接待|约见|邀约|会见|跟着|手握|新增|形成|盯引|追引)"
_TALK = "(?:谈得|谈(?:了|过)|聊得|洽谈|接触|对接|接洽|磋商|商谈|谈判|会谈|座谈|沟通|联系)"
_ADVERBS = "(?:正在|正|还在|仍在|已|已经|在|深度|全面|充分|友好|顺利|进行|展开|开展|保持|建立|着|了|过|深入|初步|多次|多轮|反复|密切|积极|紧密|加紧|持续|频繁|实质性|面对面|视频|线上|进一步|[一二两三四五几多\\d]+[轮次回])*"
_NOW = "(?:正在|正|上周|上月|昨天|前几天|前不久|又|目前|眼下|现正|仍在|还在|[一二两三四五六七八多几\\d]+次|也在|都在|均在|已|已经|近期|近日|双双|先后|多次|两次|三次|再次|专程|组团|开始|启动|着手|也|还|都|均|仍)*"
_HERE = "(?:我[省市县区]|本[地市县区]|当地|园区|新区|开发区|经开区|高新区|县里|市里|区里|这里|[\u4e00-\u9fff]{1,4}?(?:[市县区镇]|开发区|高新区|新区)|[\u4e00-\u9fff])"  # 来澜选址: a place by one character

_FRAMES: tuple[tuple[str, str, bool], ...] = (
    # (pattern, rule, is it plain by itself that nothing is signed?)
    # 跟踪X、Y等意向项目; 储备X等一批线索; 听取X、Y等在谈项目情况
    (f"{_WOO}(?:了|着|的)?(?:有|是|包括)?{_NAMES}等?{_COUNT}{_KIND}{_NOT_SIGNED}", "lead.project", True),
    # 正在洽谈的有X、Y; 在谈项目有X、Y; 招商线索包括X
    (
        f"(?:(?:洽谈|跟踪|跟进|对接|接洽|接触|磋商|争取|招引|储备|(?:有意|意向)(?:落户|投资|合作|签约)|表达意向|在谈|正谈)的(?:[^,;。、]{{0,6}}?(?:项目|企业|线索))?|(?:在谈|意向性?|洽谈|拟签约|储备|招商|目标|待签约)(?:项目|企业|线索|客商)|(?:投资|项目)线索)"
        f"(?:主要|目前|还|则|分别|共)*(?:有|包括|是|为|:)(?!\\d|效|所|了){_NAMES}(?:等{_COUNT}{_KIND}(?:项目|企业|线索|客商)?)?(?=$|[,;。!?])",
        "lead.project",
        True,
    ),
    # 在谈项目X进入尽调, 意向企业X多次来访
    (
        f"(?:在谈|意向|洽谈|拟签约)(?:项目|企业|客商)(?!有|包括|是|为|已|正|情况|进展|进度|的|库|清单|台账|推进|落地|线索|和|、|数|达|共|早){_NAMES}(?=正|已|也|将|进入|进展|有望|力争|完成|再次|多次|来|的|[,;。])",
        "lead.project",
        True,
    ),
    # 正与X、Y等项目方接触; 与X、Y两家企业洽谈; 就X、Y等项目同投资方洽谈; 与X达成初步意向
    (
        f"(?:与|同|和|跟|就|围绕){_NAMES}(?:等{_COUNT}{_KIND}(?:项目方|投资方|投资商|企业|公司|集团|客商|项目)|{_COUNT}{_KIND}(?<![^家个])(?:项目方|投资方|投资商|企业|公司|客商|项目))?"
        f"(?:的?(?:负责人|高层|高管|团队|代表|投资方|项目方|投资商))?(?:(?:同|与|和)(?:投资方|投资商|企业|客商|项目方|投资人|对方)[^,;。、]{{0,4}}?)?{_ADVERBS}(?:{_TALK}|(?:达成|形成)(?:了)?(?:初步|合作|投资|落户|口头)*(?:意向|共识)|签[订署]?(?:了)?(?:投资|合作|初步)*意向(?:书|性?协议))",
        "lead.talks",
        False,
    ),
    # 紧盯X、Y等一批优质项目; 引进X等企业
    (
        f"(?:盯引|追引|锁定|瞄准|盯紧|紧盯|盯上|主攻|争取|引进|招引|储备|推介|追踪){_NAMES}等{_COUNT}{_KIND}(?:项目|企业|公司|集团)",
        "lead.project",
        False,
    ),
    # 推进X、Y等项目前期洽谈
    (
        f"(?:推进|开展|加快|组织){_NAMES}(?:等{_COUNT})?{_KIND}(?:项目|企业)?的?(?:前期|后续|合作|落地|签约|商务|深度)*(?:洽谈|磋商|谈判|招引)",
        "lead.project",
        False,
    ),
    # 邀请X来县里看场地
    (
        f"邀请{_NAMES}(?:等{_COUNT}{_KIND}(?:企业|公司|客商|项目方|投资方))?(?:再次|近期|下月|尽快|择期)?(?:来|到|赴)[^,;。]{{0,8}}?(?:考察|看场地|看地|洽谈|选址|对接|投资|落户)",
        "lead.visited",
        False,
    ),
    # 邀请某企业来县布局X项目, 有意在我市投资建设X
    (
        "(?:邀请[^,。;]{2,20}?(?:来|到|赴)|(?<!同)(?:有意|有意向|意向|考虑)(?:在|来|到|赴|将)?)[^,。;]{0,8}?"
        "(?:布局|投建|投资|建设|设立|兴建|新建|建立|打造|落户)(?:建设|兴建|设立)?(?:了|一个|一座)?(?P<names>[^,。;、]{3,30})(?=$|[,。;!?])",
        "lead.project",
        True,
    ),
    # 正在对接的X、Y两家上市公司均表达了意愿
    (
        f"(?:对接|洽谈|接触|跟踪|跟进|追踪|考察)的{_NAMES}(?:等{_COUNT}|[一二两三四五六七八九十几\\d]+[家个项]){_KIND}(?:企业|公司|集团|项目)(?=[均都也已正表有双全])",
        "lead.project",
        False,
    ),
    # 还有三家企业正在谈:A、B和C; 正在县里考察的某公司副总裁
    (f"(?:在|正)(?:谈|洽谈|接触|对接|跟进)的?:{_NAMES}(?=$|[,;。!?])", "lead.project", True),
    (
        f"(?:正在|专程|前来|来)[^,;。]{{0,6}}?考察的{_NAMES}(?=董事长|总经理|副?总裁|负责人|创始人)",
        "lead.visited",
        False,
    ),
    # 至于X,对方答应来看看; X,正就地价进行最后磋商
    (
        f"至于{_NAMES},(?:对方|企业方?|老板|双方)(?:已|也|都)?(?:答应|同意|约定|表示|承诺|约好|有)",
        "lead.project",
        False,
    ),
    (
        f"(?<![^;:]){_NAMES},(?:目前|双方|也)?正就[^,;]{{2,12}}?(?:与[^,;]{{2,8}})?(?:进行|展开)?[^,;]{{0,6}}(?:磋商|谈判|洽谈|协商)",
        "lead.project",
        False,
    ),
    # 重点对接了X、Y; 目前正在洽谈X
    (
        f"(?:洽谈|跟踪|跟进|对接|接洽|接触|磋商|招引|(?:正|在)谈(?=的))(?:了|着|的)?(?!会|活动|机制|平台|服务|工作|情况|成果|阶段|环节|事宜){_NAMES}(?:等{_COUNT}{_KIND}(?:项目|企业|公司|集团)?|{_COUNT}(?<=[家个项])(?:百亿级|十亿级|重点|大)*(?:项目|企业))?(?:的?(?:推进|进展|洽谈|跟进|落地)*(?:情况|进展|事宜))?(?=$|[,;。!?])",
        "lead.project",
        False,
    ),
    # X、Y等项目正在选址; X进入尽调; X前来考察; X达成初步意向; X有意落户
    (
        f"(?<![^,;:])(?:目前|眼下|其中|此外|另外|同时|现在|截至目前|不久前|上周|上月|近期|近日|日前|还有|另有)*(?!要|做好|加快|抓好|完成|协助|帮助){_NAMES}(?:(?:等{_COUNT}|[一二两三四五六七八九十几\\d]+[家个项]){_KIND}(?:项目|企业|公司|客商))?(?:的?(?:投资方|项目方|负责人|高层|团队|考察团|一行))?{_NOW}"
        f"(?:(?:对我[市县区]|初步|明确|表示|表达了?)*(?:有意向?|意向|考虑)(?:来|在|到|于|将|把|投资|落户)(?![^,;。]{{0,12}}(?:建设|投建|布局|设立|打造|新建|兴建)[^,;。]{{3}})|(?:进行|开展|(?:来|到|赴|在){_HERE})?(?:实地|现场)?(?:选址|选厂址|比选(?:厂址|地块|场地)?|挑地块|看厂房|尽调|尽职调查|踏勘)(?!意见|论证|报告|方案|难|问题|不|分歧|于|变|调|工作|落地|[^,;。]{{3}})|(?:进入|处于|转入|推进到)(?:了)?[^,;。、]{{0,6}}(?:尽调|尽职调查|洽谈|谈判|选址|商谈|磋商|签约前|评估)(?:阶段|环节|程序|期)?|"
        f"(?:前来|来|(?:来|到|赴){_HERE})(?:进行|开展)?(?:实地|现场|投资|商务)*(?:考察(?!团)|选址|洽谈|对接|看(?:过|了|中)?(?:场地|地块|厂房|地|点)(?=$|[,;。]))|派(?:出|来)?[^,;。、]{{0,6}}(?:考察|选址|看(?:过|了)?(?:场地|地块|厂房))|(?:达成|形成|明确|表达|表示)(?:了)?(?:初步|明确|强烈|浓厚|合作|投资|落户)*的?(?:意向|意愿|兴趣)|完成(?:了)?[^,;。、]{{0,4}}(?:尽调|尽职调查|考察|踏勘|选址)|对[^,;。]{{2,10}}(?:仍|还|尚)?(?:有|存有|存在)(?:些|一些)?(?:顾虑|疑虑)|(?:意向|有望|争取|力争)(?:[^,;。、]{{0,6}})(?:签约|落户)|来(?:过)?了[一两三四五几好]{{1,2}}[趟次回]|(?:因[^,;、]{{2,14}})?(?:仍|还|尚)在(?:犹豫|观望|权衡|纠结)|走[^,;。、]{{0,4}}(?:程序|流程)(?=$|[,;。])|在[^,;。、]{{0,4}}(?:洽谈|磋商|对接|商谈|谈判|接洽)(?:之?中|阶段)?(?=$|[,;。]))",
        "lead.project",
        False,
    ),
)
_SIGNED = re.compile("签约|签订|签署|签下|开工|动工|投产|竣工|建成|落地|落户")
# …争取年内签约, 落户事宜: not yet
_TO_COME = re.compile(
    "(?:力争|争取|有望|预计|拟|计划|推动|推进|促进|促成|加快|确保|尽快|尽早|早日|及早|年内|年底前?|[本下]月|[一二三四]季度|上半年|下半年|近期|即将|待|未|尚未|还没|没有|等待|准备|希望|意向|有意|欢迎|就|围绕|能否|可能|\\d月底?前?)[^,;。、]{0,14}?(?:签约|签订|签署|签下|开工|动工|投产|建成|落地|落户)"
    "|签[订署]?(?:了)?(?:投资|合作|初步)*意向(?:书|性?协议)|再签|落[地户](?=事宜|选址|进行|展开|开展|深入|意向|意愿|兴趣|条件)|拟签约|待签约|意向"
)
# Somebody serves a plant that is there already, or seeks goods and money.
_SERVICE = re.compile(
    "用[电水气热](?:需求|问题|情况)|用工(?:需求|问题)|融资需求|贷款|授信|招聘|堵点|痛点|难点|难题|诉求|产销|采购|供货|订货|施工单位|审批|补齐用工|办证|上门服务|征[地迁收]|安置|拆迁|纠纷|补偿|检修|消防|防汛|环保督察|群众|村民"
)
_THING = re.compile(
    "(?:项目|工程|制造|加工|生产|产线|装备|设备|材料|电池|电芯|芯片|封测|封装|硅片|晶圆|模组|组件|叶片|轮毂|整机|终端|药|制剂|试剂|疫苗|器械|食品|饮料|预制菜|厨房|云仓|仓|算力|纤维|薄膜|膜|玻璃|陶瓷|硅|铝|镁|钛|箔|磷酸铁?|树脂|涂料|钢|轴承|齿轮|减速器|传感器|机器人|无人机|整车|客车|卡车|重卡|商用车|房车|游艇|船舶?|飞行器|通航|康养|养殖|种植|育种|工船|饲料|酒|茶|乳|肉|面粉|淀粉|糖|油|纸|包装|印刷|服装|服饰|面料|家纺|家具|家居|灯具|照明|显示|光学|光电|激光|阀门?|泵|电机|电缆|线缆|电器|压缩机|制冷|储热|储能|储氢|氢能|制氢|风电|光伏|逆变器|充电桩|换电|再生|回收|利用|拆解|生物|酶|肽|胶原|提取物?|育苗|冷链|物流|电商|文旅|影视|动漫|游戏|研学|酒店|平台|系统|缝合线|导管|敷料|耗材|支架|合金|铸件|锻件|粉体|母粒|助剂|催化剂|负极|正极|隔膜|电解液|前驱体|石墨烯?|碳纤维)$"
)
_FIRM = re.compile(
    "(?:公司|集团|科技|股份|控股|实业|铝业|化工|药业|生物|新材料?|材料|能源|食品|重工|电器|智能|智联|通讯|电子|微电子|光电|光学|装备|机器人|机械|制药|医疗|纺织|服饰|家居|汽车|电池|储能|半导体|精工|精密|传动|钢铁|水泥|物流|置业|文旅|农业|牧业|乳业|制造|动力|航空|船舶|重科|重卡|香料)$"
)
_CAPACITY = re.compile(
    "\\d+(?:\\.\\d+)?(?:万|亿)?(?:吨|台|套|辆|只|片|瓦|兆瓦|吉瓦|GWh?|MWh?|千瓦|平方米|头|羽|颗|支|件|升)|“[^“”]+”[^“”]{2,}|[^“”]{2,}“[^“”]+”"
)
_NOBODY = re.compile(
    "^(?:[该此这本各其某哪]|以更|第[一二三四五六]生产|重头戏|有关|相关|部分|多[家个]|一[批些家个]|几[家个]|外地|客商|企业|双方|对方|投资方|项目方|招商|引资|我[省市县区们]|他们|上级|国家|省|市|县|区|政府|央企|国企|民企|外企|长三角|珠三角|京津冀|大湾区|东盟|在谈|意向|重点|国内外?|知名|头部|龙头|境外|海外|去年|今年)"
    "|(?:[县市区镇乡村局委办厅院校部处省]|产业|产业链|链|集群|需求|政策|市场|资源|渠道|战略|方向|领域|高校|院所|大学|商会|协会|学会|银行|机构|部门|单位|政府|代表|专家|团队|群众|村民|企业|客商|客户|情况|问题|工作|服务|机制|线索|清单|信息|名单|台账|方案|合同|协议|条款|要素|用地|厂房|资金|手续|指标|代建|配套|方面|环节|价格|条件|细节|[地电气]价|税收|事宜|合作|投资|意向|人员|领导|负责人|董事长|总经理|总裁|主任|书记|[市县区]长|局长|书|事|(?<!机器)人|者|队|(?<![模机])组|(?<!集)团|会|展|节|会议|活动|计划|规划|目标|任务|标准|成果|优势|特色|订单|供应商|经销商|股东|媒体|记者)$"
    "|^公司$|[分子总某供]公司|跟进|洽谈|对接|接洽|磋商|商谈|接触|主动|积极|考察|签约|落户|座谈|供电公司|公交公司|燃气公司|水务公司|城投|交投|运营公司|物业|施工|监理|同时|通过|加强|做好|参加|出席|召开|举行|主持|带领|率|赴|随后|指出|强调|要求|表示|因为|由于|但|如果|可以|能够|应该|必须|不|没有|已经|正在|如何|怎么|什么|等\\d|等[^,]{0,3}[家个]|两[个家]"
)
_TAIL = re.compile(
    "(?:的)?(?:项目方|投资方|投资商|项目投资方|业主方?|负责人|创始人|高管|高层|董事长|总经理|总裁|副总裁|一行|团队|考察团|方面)(?:[^、]{0,6})$"
)
_HEAD = re.compile(
    "^(?:.*(?:位于|坐落于|来自|总部在|总投资|投资)[^的]{1,14}的|了|的|有|与|同|和|跟|就|近期|目前|其中|以及|还有|包括|比如|例如|像|诸如|如|一家|一个|[省市县区]里的?|(?:共建|合建|合作建设|共同建设|联合建设|建设|推进)|在[^的]{1,6}?(?:设立|投建|建设|打造|布局|新建|落户))+"
)
_AND = re.compile("以及|和(?!平|谐|兴|美|泰|信|利|顺|力|县|田|政|硕|静|布|林|龙|邦|润)|与|及(?!时)")


@dataclass(frozen=True)
class Wooed:
    """A lead at `start:end` of the sentence."""

    name: str
    start: int
    end: int
    rule: str


@functools.lru_cache(maxsize=1)
def _frames() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple((re.compile(pattern), rule, plain) for pattern, rule, plain in _FRAMES)


class Wooing:
    """Looks through sentences for what is wooed; made once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge) -> None:
        self.lexicon, self.judge = lexicon, judge

    def in_sentence(self, text: str, people: tuple[str, ...], *, spoken_of: bool) -> list[Wooed]:
        """`spoken_of`: are investors spoken of around the sentence?"""
        if not _SIGNS.search(text) or len(text) > _LONGEST:
            return []
        spoken_of = spoken_of or bool(CONTEXT.search(text))
        found: list[Wooed] = []
        for pattern, rule, plain in _frames():
            if not plain and not spoken_of:
                continue
            for match in pattern.finditer(text):
                if self._is_other(text, match):
                    continue
                for one in self._named(match, rule, plain, people):
                    if not any(one.start < known.end and known.start < one.end for known in found):
                        found.append(one)
        return sorted(found, key=lambda one: one.start)

    def _is_other(self, text: str, match: re.Match[str]) -> bool:
        begin = max(text.rfind(mark, 0, match.start("names")) for mark in ",;:") + 1
        ends = [place for mark in ",;。" if (place := text.find(mark, match.end())) >= 0]
        clause = text[begin : min(ends, default=len(text))]
        if _SERVICE.search(text):
            return True  # 供电公司对接某园区,了解用电需求
        return bool(_SIGNED.search(_TO_COME.sub("", clause)))

    def _named(
        self, match: re.Match[str], rule: str, plain: bool, people: tuple[str, ...]
    ) -> Iterator[Wooed]:
        text, offset = match["names"], match.start("names")
        spans = list(self._split(text))
        kept: list[tuple[Wooed, bool]] = []
        for number, (start, end) in enumerate(spans):
            item = _TAIL.sub("", text[start:end])
            owner = item.rfind("的") + 1 if number else 0
            if owner and len(item) - owner >= 3:
                start, item = start + owner, item[owner:]  # 某院的检测中心、某堂的阿胶深加工
            if item.endswith("等"):
                item = item[:-1]
            if not number:
                head = _HEAD.match(item)
                cut = head.end() if head else 0
                if len(item) - cut >= 3:
                    start, item = start + cut, item[cut:]
                short = trim(item, people, self.lexicon).name
                again = _HEAD.match(short)
                if again and len(short) - again.end() >= 3:
                    short = short[again.end() :]
                start, item = start + len(item) - len(short), short
            if any(name in item for name in people) or not self._may_be(item):
                if plain or not number:
                    continue
                return
            kept.append((Wooed(item, offset + start, offset + start + len(item), rule), self._is_thing(item)))
        things = sum(thing for _, thing in kept)
        for one, thing in kept:
            if plain or thing or (things and len(kept) > 1):
                yield one

    def _split(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in pieces(text):
            joint = next(
                (
                    j
                    for j in _AND.finditer(text, start + 3, end)
                    if end - j.end() >= 3 and not _inside(text, start, j.start())
                ),
                None,
            )
            if joint:
                yield start, joint.start()
                yield joint.end(), end
            else:
                yield start, end

    def _may_be(self, name: str) -> bool:
        if not 3 <= len(name) <= 30 or _NOBODY.search(name):
            return False
        return self.judge.is_name(name, listed=True) or name.endswith(("公司", "集团"))

    def _is_thing(self, name: str) -> bool:
        return bool(
            _THING.search(name)
            or _FIRM.search(name)
            or _CAPACITY.search(name)
            or self.judge.facility_end.search(name)
        )


def wooed_by_sentence(reading: Reading, judge: NameJudge) -> list[list[Wooed]]:
    """For each sentence what it names as wooed; investors are spoken of in it, in the two before it, or in the lead."""
    wooing, people = Wooing(reading.lexicon, judge), tuple(reading.people)
    spoken = [bool(CONTEXT.search(sentence.text)) for sentence in reading.sentences]
    trip = any(spoken[:2])
    return [
        wooing.in_sentence(
            sentence.text, people, spoken_of=trip or any(spoken[max(0, number - 2) : number + 1])
        )
        for number, sentence in enumerate(reading.sentences)
    ]


def _inside(text: str, start: int, place: int) -> bool:
    """Within brackets or quotation marks?"""
    part = text[start:place]
    return part.count("“") > part.count("”") or part.count("(") > part.count(")")
