"""Names that a stage tells, whatever word they end with: 4月15日,某某河二级坝开工; 投产的还有某某瓦斯发电二期."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.reading import pieces
from jzledger.articles.trim import trim, without_its_part

_STAGE = (
    "(?:(?:举行|刚刚?|全面|顺利|正式|如期|成功|集中|提前|率先|相继|先后|同步|双双|也|已|已经|于昨日|于今日)*"
    "(?:开工(?!率|前|后|以来|\\d)|破土(?:动工|奠基)?|奠基|动工|竣工|完工|投产|投用|投运|封顶|通车|通水|合龙|贯通|并网|点火|签约|落地|落户|建成|试生产|试运行|试运营|开馆|开园|开业|启用))"
)
_ANY_STAGE = re.compile("开工|奠基|动工|竣工|投产|投用|投运|封顶|通车|合龙|贯通|并网|签约|落[地户]|建成|启用")
_DATED = re.compile("(?:\\d月|\\d日|日前|近日|当天|同日|同期|今日|昨日|今年|去年|年初|月底)$")
# Ends of things that are built; the word before them may be any.
_BUILT_END = re.compile(
    "(?:[站厂院馆楼桥坝库塔港场园城矿井闸渠棚路线堂居房仓]|中心|基地|[一二三四五六]期|(?:扩|改|新|迁|续|复)建|改造|治理|提升|修缮|加固)$"
)
_NOT_ONE = re.compile(
    "^(?:项目|工程|企业|首[批个条座台期]|第[一二三四五六七八九十\\d]|[一二三四五六七八九十\\d]+[条座个台家期项]|本期|一期|二期|三期|整个|全部|两|多|各)|(?:项目|企业|机组|生产线|产线|设备|住户|群众|会议|活动|送出线路|配套线路|[连全沿在上热一专]线|破土|奠基|正式|全面|顺利|集中|如期|提前)$"
)
_ALSO = re.compile("(?:开工|投产|竣工|签约|封顶|通车|落地|投用|建成)的(?:还有|也有|另有|有|包括|是|分别是)")


# 和学校一墙之隔的,是某某社区卫生服务中心
_IT_IS = re.compile("(?:则|就|便|还有|也有|正)?是?(?=.{4})")


class Staged:
    """Patterns for one clause; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge) -> None:
        self.lexicon, self.judge = lexicon, judge
        self.hint = re.compile(f"{_ANY_STAGE.pattern}|的,(?:[则就便]?是|还有|也有)")
        body = f"[{HAN}A-Za-z\\d“”()·+.-]"
        self.begins = re.compile(
            f"^(?:\\d{{1,2}}月\\d{{1,2}}日)?(?P<name>{body}{{4,26}}?)(?:的?(?:主体|厂房|主厂房|车间|土建)(?:工程|结构)?)?(?:于?(?:20\\d\\d年)?\\d{{1,2}}月\\d{{1,2}}日)?(?:{_STAGE}){{1,3}}(?=$|时|仪式|以来|运营|使用|生产|验收|并)"
        )
        self.funded = re.compile(
            f"投资(?:额|约|达|近|超|逾|超过)?\\d[\\d.]*(?:余|多)?[亿万](?:余|多)?元(?:人民币)?的(?P<name>{body}{{3,26}}?)(?=(?:于?(?:20\\d\\d年|今年|去年)?(?:\\d{{1,2}}月\\d{{1,2}}日)?)?{_STAGE})"
        )

    def in_clause(
        self, text: str, before: str, taken: list[tuple[int, int]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, int, str]]:
        """(name, start, kind) of each thing of which a stage is told; `before` is the clause in front."""
        told = _IT_IS.match(text) if before.endswith("的") else None
        if told:
            yield from self._named(text, told.end(), len(text), False, taken, people)
        if not _ANY_STAGE.search(text):
            return
        for pattern in (self.funded, self.begins):
            match = pattern.search(text)
            if match is None:
                continue
            start, end = match.span("name")
            sure = pattern is self.funded or start > 0 or bool(_DATED.search(before))
            yield from self._named(text, start, end, sure, taken, people)
        also = _ALSO.search(text)
        if also:
            for start, end in pieces(re.sub("等$", "", text[also.end() :])):
                yield from self._named(text, also.end() + start, also.end() + end, True, taken, people)

    def _named(
        self,
        text: str,
        start: int,
        end: int,
        sure: bool,
        taken: list[tuple[int, int]],
        people: tuple[str, ...],
    ) -> Iterator[tuple[str, int, str]]:
        name = trim(text[start:end], people, self.lexicon).name
        start = end - len(name)
        name = without_its_part(name, _BUILT_END)
        end = start + len(name)
        if any(a < end and start < b for a, b in taken) or "、" in name or _NOT_ONE.search(name):
            return
        if len(name) >= 4 and (sure or _BUILT_END.search(name)) and self.judge.is_name(name):
            taken.append((start, end))
            yield name, start, "built"
