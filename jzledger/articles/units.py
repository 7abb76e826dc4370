"""Who has to act: offices, firms and people that a demand names."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from jzledger.articles.lexicon import Lexicon
from jzledger.articles.speakers import Names

MUST = "(?:(?<![主重需首必紧纪概摘提险只想])|(?<=业主))(?<!就是)要(?!迎来|到了|看(?![好住管紧护守望齐])|素|求|点|闻|害|道|塞|领|件|是|么|不是|义|务|地|回[家乡]|过[年节]|吃饭|上[学班](?!路)|养家|绕(?:行|道|路|\\d|开|上|着|远|几|好)|穿过|穿越|途经|下穿|上跨|(?:跨|经)过|占(?:用|掉|去)|花(?:费|掉|钱|\\d|上|好|几|近)|耗(?:费|时|掉)|跑(?:\\d|七|好|几|多|遍|断|一)|排(?:长)?队|赔|多花|交钱|还贷|贵|高得多|难得多|等到|等上|等(?:\\d|好|几|轮|一)|走(?:\\d|好|几|一|上)|用(?:\\d|好几|几|一)|晚(?:\\d|好|几|一)|(?:清醒|清楚|深刻|充分)?(?:地)?(?:看到|认识到|意识到))"
MUST_RE = re.compile(MUST)
# 有些工友要回家: people who are told of, not asked.
TOLD_OF = re.compile(
    "^(?:有些|有的|有人|不少|许多|很多|多数|少数|一些|几[个位名户家]|每天|天天|年年|以往|以前|过去|原来|平时|工友|工人|民工|乡亲|村民|居民|孩子|老人|车辆|货车)"
)
CONCRETE = re.compile(
    "加快|抓紧|确保|做好|抓好|推进|推动|强化|加强|落实|完善|协调|解决|保障|围绕|倒排|优化|压实|加大|统筹|紧盯|坚持|提升|建立|主动|严格|严守|把|以|聚焦|锚定|尽快|尽早|全力|积极|持续|提前|高标准|高质量|切实|牢牢|深入|精心|认真|着力|扎实|科学|密切|配合|用好|会同|联合|每[周月季年]|自查|摸清|(?:主?汛期|雨季|春节|国庆节?|元旦|年底|月底)(?:到来|来临)?之?前|[一二两三]?周(?:之?内)|按照|按|对|全面|大力|树牢|树立|明确|细化|牢固|不断|进一步|突出|发挥|注重|充分|增强|于|在|千方百计|立即|限期|务必|坚决|各|属地|相关|有关|督促|组织|制定|梳理|做到|完成|开展|当[天晚日]|次日|今天|明天|周[一二三四五六日]前|加派|高度重视|开通|连夜|[一二三四五六七八九十\\d]+天内|牵头|带队|开辟|约谈|压缩|调整|克服|抢抓|拿出|及时|多|少|负责|指导|帮助|协助|跟踪|继续|再|坚定|严把|用足|与|同|向|为|由|将|对照|逐一|逐个|逐项|逐户|加装|增加|减少|缩短|合理|守牢|做实|"
    "\\d{1,2}月|本月|本周|月底|年底|尽可能|最大限度|力争|争取|早日|一如既往|发扬|拓展|瞄准|把握|抓住|研究|编制|整改|落细|依法|敢于|勇于|善于|立足|针对|利用|培育|支持|参与|关注|听取|派|安排|成立|打通|查清|恢复|拿好|限|统一|规范|畅通|选派|挂牌|现场|到|在|从|以|就"
)
_EVERYBODY = re.compile(
    f"((?:全[省市县区])?各[^,;:。“”对把以在]{{1,16}}?(?:[县市区镇乡局委办方级地]|[)]|部门|单位|企业|专班|业主|街道|公司|标段))(?={CONCRETE.pattern})"
)
_ADVERB = "(?:都|也|还|更|均|就|既|一定|务必|必须|首先|其次|最后|尤其|特别|同样|同时|今后|近期|当前|眼下|随后|接下来|下一步|现在|马上|立即|每[天周月](?:都)?)"
_ADVERB_LAST = re.compile(f"{_ADVERB}$")
_BEFORE_UNIT = re.compile(
    "^.*(?:叮嘱|要求|嘱咐|强调|指出|希望|下一步|今后|当前|同时|因此|接下来|下步|推进中|此外|另外|其次|最后|首先)"
)
_COUNTED = re.compile("^[一二三四五六七八九]是")
_NO_BODY = re.compile("(?:机|社|约|晚|才|不|都|将|学|体|误)会$")  # 借这个机会
_REMINDED = re.compile("^[^,;:。]{0,6}?(?:提醒|叮嘱|要求|告诉|嘱咐|希望|请)")
_EACH = re.compile("各[^,]{0,8}(?:标段|班组|站所|科室|窗口|路段)")
_BY_UNIT = re.compile(
    ",由(?P<unit>[^,;:。“”由]{2,16}?)(?=每[周月天旬日季]|全程|统筹|督办|跟踪|逐[项个一]|定期)"
)  # 台账已列好,由某督查室每周通报
_A_TIME = re.compile("\\d|今年|明年|年")
MARKED = re.compile("[,;:。“”]")

# A unit ends where its word is not part of a longer one: 市生态环境局岭前分局, 某局和某公司.
_GOES_ON = "[的和与、及等长:“]|[\u4e00-\u9fff]{0,4}?(?:局|委|处|(?<![帮代督催查])办(?![理结好])|分局|支队|大队)|[\u4e00-\u9fff]{0,2}?(?:专班|中心|办公室|办事处|部门|公司|负责人|负责同志|成员|干部|人员|领导)"
_TASK_BEGINS = re.compile(
    "[一二两三四五六七八九十\\d]+(?:天|日|周|个)|驻[点厂村]|上门|包[户保]|现场|当场|专人|逐|连夜"
)
# 每周通报一次, 全程跟踪, 带头招商: what a unit does that stands in a clause of a demand on its own.
_ACTS = "每|半月|全程|逐|定期|带头|亲自|带队|牵头|跟踪|至少|多到|天天|随时|专人|派|不得|一律|必须|须|要|对[^,;。]{2,16}(?:一|半|逐|严)"


@dataclass(frozen=True)
class _Patterns:
    unit_end: re.Pattern[str]
    town: re.Pattern[str]
    addressee: re.Pattern[str]
    first: re.Pattern[str]
    acting: re.Pattern[str]
    together: re.Pattern[str]
    please: re.Pattern[str]


@functools.lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    return _Patterns(
        unit_end=re.compile(f"{lexicon.units}(?:要|{_ADVERB})?$"),
        town=re.compile(f"({lexicon.county})(?=在)"),
        please=re.compile(
            f"(?:^|,|(?<=当即|当场|现场|随即))请(?P<unit>[^,;:。“”]{{1,18}}?{lexicon.units})(?={CONCRETE.pattern})"
        ),
        first=re.compile(
            f"(?P<unit>[^,;:。“”由把将对在以按的不]{{1,24}}?{lexicon.units})(?!{lexicon.units}|{_GOES_ON}),?"
        ),
        together=re.compile(
            f"(?:会同|与|和|同|联合)[^,;:。“”]{{1,12}}?{lexicon.units}(?=共同|联合|一起|一道|尽快|尽早|抓紧|加快|负责|拿出|\\d|在|于)"
        ),
        acting=re.compile(
            f"(?:^|[,;])(?P<unit>[^,;:。“”由把将对在以按的不]{{1,14}}?{lexicon.units})(?={_ACTS})"
        ),
        addressee=re.compile(
            f"(?P<unit>[^,;:。“”由]{{1,18}}?{lexicon.units}|企业|[省市县区镇]里),?(?={CONCRETE.pattern})"
        ),
    )


class Units:
    """Finds who is asked in a sentence, by the words that units end with; `names` are the people of the page."""

    def __init__(self, lexicon: Lexicon, names: Names) -> None:
        self.patterns, self.names = _patterns(lexicon), names

    def called(self, text: str) -> str | None:
        """叮嘱某县:“…”: who is spoken to, before the colon."""
        called = re.match("([^,;:。“”]{1,18}):“", text)
        return called[1] if called and self.is_unit(called[1]) else None

    def spoken_to(self, before: str) -> str | None:
        """叮嘱随行的县发改委负责人,要…: who is spoken to, in the clause before."""
        clause = _REMINDED.sub("", before.rstrip(",:").rpartition(",")[2])
        if not 2 <= len(clause) <= 26 or not self.is_unit(clause):
            return None
        return re.sub("^.*的", "", self.words(clause)) or None

    def is_unit(self, words: str) -> bool:
        if len(words) > 26 or _A_TIME.match(words) or TOLD_OF.match(words) or _NO_BODY.search(words):
            return False
        return _EACH.fullmatch(words) is not None or bool(self.patterns.unit_end.search(words))

    def words(self, words: str) -> str:
        words = _ADVERB_LAST.sub("", words)
        cut = _COUNTED.sub("", _BEFORE_UNIT.sub("", words))
        return cut[1:] if cut.startswith((",", "、")) else cut

    def of(self, text: str) -> str | None:
        for clause in re.split("[,;:]", text):
            match = MUST_RE.search(clause)
            if match and self.is_unit(clause[: match.start()]):
                return self.words(clause[: match.start()])
            town = self.patterns.town.match(clause)
            if town:
                return town[1]
            every = _EVERYBODY.match(clause)
            if every and self.is_unit(every[1]):
                return every[1]
        acting = self.patterns.acting.search(text)
        acting = acting or _BY_UNIT.search(text)
        return acting["unit"] if acting else None

    def addressee(self, text: str) -> tuple[int, str | None]:
        match = self.patterns.addressee.match(text)
        first = None if CONCRETE.match(text) else self.patterns.first.match(text)
        if first and match and _TASK_BEGINS.match(text, first.end()):
            match = first  # 要求某局三日内约谈承建企业: the first unit is asked, the second is what the task is about
        if match:
            both = self.patterns.together.match(text, match.end("unit"))
            if both:  # 某局会同某街道尽快拿出方案
                return both.end(), text[match.start("unit") : both.end()]
            return match.end(), match["unit"]
        # 要求镇党委书记某某带队…: a person is asked.
        for place, name in self.names.within(text, 0, 24):
            end = place + len(name)
            if not MARKED.search(text, 0, end) and CONCRETE.match(text, end):
                return end, text[:end]
        return (first.end(), first["unit"]) if first and self.is_unit(first["unit"]) else (0, None)
