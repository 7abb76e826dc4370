"""Obstacles that somebody has to remove: one for each kind of problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jzledger.articles.clause_items import SAME_MATTER, items_of, predicate_spans, without_name
from jzledger.articles.lexicon import either
from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading, clauses
from jzledger.articles.sentences import Sentence
from jzledger.articles.topics import Topics

_LIST = re.compile(
    "(?P<etc>等)?(?:方面|各类|突出|具体|共性|个性|实际|重难点|难点|瓶颈|诸多|一系列|要素|现实)*(?:存在)?的?"
    "(?P<noun>问题|难题|困难|短板|瓶颈|需求|诉求|堵点|制约)(?!导向|意识|清单|台账|整改|个)"
)
_LEADING = re.compile(
    "^(?:.*?(?:(?:询问|了解)[^,、]{0,8}在|打通|协调解决|协调破解|协调|破解|解决|化解|缓解|梳理|有关|涉及|存在着?|面临着?|遇到|反映了?的?|提出了?的?|发现的?|针对|围绕|就(?!业|地)|聚焦|(?<!相)对(?!接)|既有|也有|还有|以及|主要是|主要有|有(?!关|效|序|融资)|因(?!素|地)|由于|受(?!理)|作为|把|将|了(?!解)))?"
)
_OWNER = re.compile(
    "^(?:项目|园区(?=[^工])|企业(?=[^融招高用])|工程(?!款)|当前|目前|眼下|我市|我县|我区|全市|涉及|推进中|建设中|中|的|地块|片区|一些|个别|他们|她们|但|不过|然而|还是|仍|依然|依旧|[一二三四五六七八九十]是|其[一二三四])+(?=.{3})"
)
_NOUNS = re.compile("问题|难题|困难|短板|瓶颈|[需诉]求|堵点|制约")
_TOLD = re.compile("(?:发现|反映|提出|存在|面临)的(?=.{3})")
_OTHERS = re.compile("^.*等[^,;]{0,4}项目(?=.{4})")
_RAISED = re.compile("^针对[^,]{0,12}?(?:提出|反映)的")
_HERE = re.compile("(?:推进中|建设中|过程中|工作中|存在|面临|遇到|方面)(?:的|着|存在)?")
_ASKED = re.compile(
    "不能(?=影响|拖|耽误)|不影响|(?:^|[,;])[^,;]{0,16}?(?<![主重需首必紧])要(?!素|求|害)|必须|务必|确保|力争|不得|防止|避免|杜绝|严禁|绝不|决不|不能让"
)
_MADE = re.compile(
    "加强|强化|完善|优化|健全|提升|做好|抓好|推动|加快|全力|积极|持续|提高|保障|落实|充分|不断|大力"
)
_REMOVED = re.compile(
    "破解|破除|疏通|克服|(?<!没有)(?<!未)解决|化解|消除|(?<!没有)(?<!未)打通|补齐|缓解|攻克|不怕|无论|不管|再难|如果|即使|减少|压缩|降低|避开|既避|追了?回|抢回|错峰|度过|扭转|摆脱"
)
_PAST = re.compile("曾|一度|过去|以前|从前|原来|当年|那时|当时|昔日|此前|原先|原本")
# 会议现场协调解决用地报批、资金缺口等问题36个: dealt with, and named one by one.
_DEALT_WITH = re.compile(
    "(?:现场|当场|会上)(?:集中)?协调(?:解决|破解)?[^。,;、]{2,12}、[^。,;]*等(?:方面|各类)?(?:问题|难题|诉求)"
)
_SOLVED_COUNT = re.compile(
    "(?:解决|化解|办结|协调|破解|梳理|收集)[^。,;]*(?:问题|诉求|困难|难题|事项)[\\d一二三四五六七八九十百]+(?:余|多)?[个件项条]"
)
# Words that alone say little; they need a word that announces a problem, in the sentence or in the one before.
_WEAK = re.compile(
    "(?:(?:偏|较|太|过|比较|很|不)?(?:少|弱|窄|慢|难|贵|长|差|旧|紧|小)|(?:偏|较|太|过|比较|很)(?:低|高|多|大)|(?:成本|率|价格|电价|门槛|利率|争议|费用|遗留|难度|压力|风险|波动)(?:高|大|多))$"
)
_ANNOUNCED = re.compile(
    either(
        """问题 困难 难题 难处 难点 短板 瓶颈 堵点 卡点 卡在 症结 反映 坦言 坦承 直言 开口 得知 发现 由于 存在 面临 遇到 诉求 缺憾 烦恼 头疼 担心
        最难 最大的 最急 最愁 最缺 发愁 犯愁 提出 指出 主要是 影响 制约 差距 困扰 遗憾 苦恼 盼 美中不足 唯一 不过""".split()
    )
    + "|[说][,:]|不足[,:。]|就是(?=.{4})|但(?!愿)|(?<![^“])(?:目前|当前|眼下|现在)"
)
_AMOUNT_WANTED = re.compile("约?\\d[^,;]{2,16}$|有[一二三四五六七八九十百\\d][^,;]{1,8}$")
_SAYS_NOTHING = re.compile(
    ".*(?:不是办法|不是理由|不是借口|不是问题)$|新?的?(?:矛盾|问题|困难|挑战)(?:也|还|正)?在?(?:逐渐|逐步|日益)?(?:显现|出现|增多|凸显)|.*(?:不容忽视|不容回避|客观存在)|(?:也|还|仍)?有?(?:些|一些)?(?:不足|短板|差距)$|.*没有(?:捷径|停|放松|懈怠|退路|旁观|最好|终点)|(?:要素|问题|困难|矛盾)(?:制约|保障|依然|仍然|比较|较|还)"
)
_SUFFERS_FIRST = re.compile("^受[^,;、]{2,14}影响(?=.{4})")
_CONSEQUENCE = re.compile(
    "(?:至今|现场|目前)?[^,]{0,6}?(?:没有[^,]{0,6}开工|停工|进度滞后|推进缓慢)[^,]{0,6}"
)
_QUANTITY = re.compile("\\d|[一二两三四五六七八九十]+(?:座|处|户|条|根|个)")
_SUFFERS = re.compile(
    "受[^,;、]{2,14}影响|(?<=[^,;、:]{2})影响(?!力)[^,;、]{0,8}(?:施工|进度|开工|建设|运营|进场)"
)
_TAKES_OBJECT = re.compile("(?:急需|亟需|急盼|缺乏|缺少|欠缺|还差|尚缺|缺|没有)$")
_GOES_WELL = re.compile("施工|建设|有序|进行|作业|忙碌")
_WANTED = re.compile(
    "(?:最缺|缺的|紧缺|急缺|最盼|急盼|最(?:发愁|犯愁|愁|头疼|揪心|着急)的(?=还|就|是))(?:的)?(?:还|就)?(?:是|着)?(?P<what>[^,;。、][^,;。]{1,23})$"
)
# 原料供应跟不上、交货延误是当前最大的难题: the words of obstacle stand before it.
_IS_THE_TROUBLE = re.compile(
    "(?<=.{4})(?:仍然?|依然|已|就)?(?:是|成为|成了)[^,;、]{0,10}(?:难题|难点|问题|困难|瓶颈|堵点|卡点|短板|心病|烦恼)$"
)
_TELLS = re.compile("问题|困难|难点|短板|瓶颈|难处|烦恼")
_SOME_OF_MANY = re.compile(
    "(?:部分|有的|个别|少数|一些)(?:项目|企业|园区|县区|单位|乡镇|干部|地方|施工企业|中小企业)"
)
_OF_ALL = re.compile("全市|全县|全区|全省|各级|各地|部分项目|有的项目|一些项目|少数")
_AND_OTHERS = re.compile("等\\d*个?[^,;。]{0,6}(?:项目|工程|地块)")
_THE_SAME = re.compile("该(?:项目|工程|园区|企业|公司|校|院)")
_SAME_THING = re.compile("[“,]?(?:该|项目|同时|且|但|另外|此外|还|二是|三是|四是)")
_KIND_NOUN = re.compile("(?:问题|难题)(?!(?:主要|目前)?(?:是|在于|有))")
_LOOKED = re.compile("(?:对于|关于|至于|谈到|说起)|[^,]{0,6}(?:了解|询问|听取|察看|查看|汇报)")
_ORDERED = re.compile("第[一二三四五],")
_ABOUT_KINDS = re.compile(
    "(?:事项|问题|诉求|困难|意见|建议)[^,;。]{0,10},?(?:主要)?(?:涉及|集中在|集中于)(?P<items>[^,;。]{4,60}?)等(?:方面|领域|环节)?(?=[,;。]|$)"
)
_LIST_BEGINS = re.compile("(?:问题|困难|制约|难点|短板|瓶颈|不足)[^,;:]{0,4}[:。]")
_CAUSE = re.compile("因(?!此|地|素)(?=.{4})|由于|受(?=.{2,20}影响)")
_NUMBERED_OUT = re.compile("^[一二三四五六七八九十]是")
# 卡在红线调整上; 蒸汽管线要到明年才能接入; 货车进不来: the obstacle without a word of obstacle in front.
_STUCK = re.compile("卡在(?:了)?(?P<what>[^,;:。]{2,24}?)(?:上|这一?关|环节)?(?:了)?$")
_LATE = re.compile(
    "(?:当|听说|得知|了解到|获悉)*(?P<what>[^,;:。]{2,18}?(?:(?:要|得|需|最快|最早)[到等]|最快|最早)[^,;:。]{2,8}?才(?:能|可|会)?[^,;:。]{2,8}?)时?$"
)
_NO_WAY = re.compile("[^,;:。]{1,8}?(?:进不[来去]|出不[来去]|过不[来去]|运不[进出][来去]?)$")
_LEADS_ON = re.compile("(?:加上|再加上|由于|因为|因(?!素)|且|而且|还有|同时)+")
_IN_A_TIME = re.compile("^[^,;:、。]{2,6}(?:期间|以来)(?=.{4})")
_MATTER = re.compile("(?P<what>[^,;:。]{4,22}?(?:纠纷|争议|缺口|矛盾))(?=(?<![主重需首必])要(?!素|求))")
_TOLD_OF = re.compile("反映|提出|存在|面临|遇到|卡在|尚|仍|还有|因(?!素)")
_STATE = re.compile("没有|缺|目前|眼下|当前|至今|尚|仍|还|一直|迟迟|依然")
_LONGEST = 26
_BACKGROUND = re.compile(
    "^(?:.*?(?:问题|困难|难点|短板|瓶颈|难处|烦恼|卡在[^:]{0,6})?(?:主要)?(?:是|(?<!没)有(?!异|关)|为(?!了)|在于|包括|存在|面临|反映|由于|得知|因(?!素)|受(?!影|限|阻|理|[^,]{2,14}影响)|:)(?=.{4}))"
)


@dataclass(frozen=True)
class _Kind:
    """One kind of problem: its words, its category, where they stand in the sentence, the rule that found it."""

    text: str
    category: str
    start: int
    end: int
    rule: str


def issues(reading: Reading, topics: Topics) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    seen: set[tuple[str, str | None]] = set()
    names = sorted(topics.names, key=len, reverse=True)
    finder = _Finder(reading)
    announced, paragraph = False, -1
    for number, sentence in enumerate(reading.sentences):
        if sentence.paragraph != paragraph:
            announced, paragraph = announced and _goes_on(sentence), sentence.paragraph
        for kind in finder.in_sentence(sentence, announced):
            project = _project(topics, number, sentence.text, kind)
            name = project.name if project else None
            text = without_name(kind.text, names)
            if (text, name) in seen:
                continue
            seen.add((text, name))
            found.append(
                {
                    "text": text,
                    "category": kind.category,
                    "project": name,
                    "evidence": reading.evidence(sentence),
                    "rule": kind.rule,
                }
            )
        announced = bool(_ANNOUNCED.search(sentence.text))
    return found


def _goes_on(sentence: Sentence) -> bool:
    return bool(re.match("[(]?[一二三四五六七八九十1-9][)、.是]|答:|“", sentence.text))


def _project(topics: Topics, number: int, text: str, kind: _Kind) -> Project | None:
    """The project in the words themselves, else the one project of the part of the sentence between semicolons."""
    own = {id(project): project for place, project in topics.hits[number] if kind.start <= place < kind.end}
    if own and _AND_OTHERS.search(text, kind.start, kind.end):
        return None
    if len(own) == 1:
        return next(iter(own.values()))
    clause = max(text.rfind(mark, 0, kind.start) for mark in ",;:。") + 1
    if _AND_OTHERS.search(text, kind.start, kind.end):
        return None
    if _SOME_OF_MANY.match(kind.text) or _SOME_OF_MANY.search(text, clause, kind.start):
        return None
    start = text.rfind(";", 0, kind.start) + 1
    end = text.find(";", kind.start)
    part = text[start : end if end >= 0 else len(text)]
    first = next((place for place, _ in topics.hits[number] if start <= place < start + len(part)), None)
    if first is not None and first >= kind.end and _NUMBERED_OUT.match(part):
        return None  # 三是征迁遗留问题多,X还有17户未签: the first clause is about all
    if len(part) < len(text) and first is None and topics.direct[number] and not _SAME_THING.match(part):
        return None  # 甲公司反映,A项目缺地;乙公司提出,公交少: the other half is about A
    project = topics.of_part(number, start, start + len(part))
    if project is None and _THE_SAME.match(part):
        return next(
            (p for place, p in reversed(topics.hits[number]) if place < start), None
        )  # 甲还差6户;该项目负责人说,…
    if project is None and not topics.direct[number] and not _OF_ALL.search(text):
        return topics.only
    if project is None and len(topics.direct[number]) > 1:
        before = [p for place, p in topics.hits[number] if start <= place < kind.start]
        said = text[topics.last_end(number, kind.start) : kind.start]
        told = _TOLD_OF.search(
            said
        )  # X反映专线供电滞后、普工招不满: the mark stands between obstacles, not names
        near = (
            before[-1]
            if before and not re.search("[、和]|等", said[: told.start()] if told else said)
            else None
        )
        return near
    return project


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self.lexicon = reading.lexicon

    def in_sentence(self, sentence: Sentence, announced: bool) -> list[_Kind]:
        text = sentence.text
        listed = bool(_NOUNS.search(text)) and bool(_LIST.search(text))
        if text.rstrip("”").endswith("?"):
            return []
        announced = announced or bool(_ANNOUNCED.search(text))
        if not listed and "等" in text and _ABOUT_KINDS.search(text):
            return self._about(text, 0)
        late = "才" in text and any(_LATE.match(text, a, b) for a, b in clauses(text))
        if (
            not listed
            and not late
            and not self._hindered(text)
            and not (announced and self.lexicon.weak.search(text))
        ):
            return []
        if self.lexicon.solved.search(text) or (_SOLVED_COUNT.search(text) and not _DEALT_WITH.search(text)):
            return []
        found: list[_Kind] = []
        start = 0
        for part in text.split(";"):
            kinds = self._listed(part, start) if listed else []
            kinds = kinds or self._about(part, start)
            taken = [(kind.start, kind.end) for kind in kinds]
            found += kinds + [
                kind
                for kind in self._stated(part, start, announced)
                if not any(a < kind.end and kind.start < b for a, b in taken)
            ]
            start += len(part) + 1
        return found

    def _listed(self, text: str, offset: int) -> list[_Kind]:
        """Kinds of problem enumerated before 问题, 难题, 困难."""
        found: list[_Kind] = []
        done = 0
        for match in _LIST.finditer(text):
            begin = max(
                done, match.start() - 80, *(text.rfind(mark, 0, match.start()) + 1 for mark in ",;。:!?")
            )
            said = text[begin : match.start()]
            done = match.end()
            alone = match[0] == "困难" and re.match("[,;。]|$", text[match.end() :])
            if len(said) < 2 or (alone and "、" not in said) or self._says_nothing(text, begin, match):
                continue
            verb = _LEADING.match(said)
            first = verb.end() if verb and len(said) - verb.end() >= 2 else 0
            told = _TOLD.search(said, first)
            first = told.end() if told else first
            parts = list(items_of(said, first))
            if any(re.search("情况$|困难$|^存在|进展$", said[a:b]) for a, b in parts):
                continue  # 就进度、落地情况、遇到的困难等问题现场办公: what was talked of
            kinds = [
                _Kind(
                    _plain(said[a:b]),
                    self.lexicon.category(said[a:b]) or "",
                    offset + begin + a,
                    offset + begin + b,
                    "issue.list",
                )
                for a, b in parts
            ]
            if len(parts) == 1 and not first and not match["etc"] and len(said.lstrip("“")) == 2:
                continue  # 手续问题不能等: a topic, not an obstacle
            known = [kind for kind in kinds if kind.category and 2 <= len(kind.text) <= _LONGEST + 8]
            etc = bool(match["etc"])
            if not etc and match["noun"] in ("需求", "诉求"):
                continue
            if not known and etc and len(kinds) >= 2 and all(self._is_kind(kind.text) for kind in kinds):
                found += [_Kind(k.text, "其他", k.start, k.end, k.rule) for k in kinds]
                continue
            if not known or (len(known) == 1 and not etc and len(parts) > 1 and not first):
                continue
            # One kind alone needs a word that says it is an obstacle (发展瓶颈问题, 招商工作问题 say nothing).
            found += known
            if len(known) >= 2 or etc:
                found += [
                    _Kind(k.text, "其他", k.start, k.end, k.rule)
                    for k in kinds
                    if not k.category and self._is_kind(k.text)
                ]
        return found

    def _about(self, text: str, offset: int) -> list[_Kind]:
        """提出需要协调解决的事项21项,主要涉及林地占用、用电报装等方面: kinds without the word behind them."""
        match = _ABOUT_KINDS.search(text)
        if match is None:
            return []
        begin = match.start("items")
        found = []
        for a, b in items_of(match["items"], 0):
            words = match["items"][a:b]
            category = self.lexicon.category(words)
            if category and 2 <= len(words) <= _LONGEST:
                found.append(
                    _Kind(_plain(words), category, offset + begin + a, offset + begin + b, "issue.list")
                )
        return found if len(found) >= 2 else []

    def _says_nothing(self, text: str, begin: int, match: re.Match[str]) -> bool:
        said = text[begin : match.start()]
        if re.search("(?:存在|遇到|面临|出现|反映|提出|发现)的?$", text[begin : match.start("noun")]):
            return True  # 了解存在的困难和问题: nothing is said of what they are
        if re.fullmatch("[^、]*影响(?:开工|施工|建设|推进|进度)的?", said):
            return True
        if re.search("补齐|补强|弥补", said):
            return True
        if said.endswith(("、存在", "、", "困难和", "困难、", "堵点", "难点", "痛点")):
            return True  # 施工进度、存在困难等情况: what was asked about, not what is wanting
        solved = re.search("已|得到", said) and re.search("解决", text[match.end() : match.end() + 6])
        return bool(solved)

    def _is_kind(self, part: str) -> bool:
        return 4 <= len(part) <= _LONGEST and bool(
            self.lexicon.obstacles.search(part) or self.lexicon.weak.search(part)
        )

    def _stated(self, text: str, offset: int, announced: bool) -> list[_Kind]:
        """土地指标尚未落实, 资金缺口较大: a clause with a word of obstacle and one of a category."""
        found: list[_Kind] = []
        colon = text.find(":")
        listed = bool(_LIST_BEGINS.search(text)) or bool(_ORDERED.match(text))
        listed = listed or (colon > 0 and bool(_ANNOUNCED.search(text, 0, colon)))
        overcome = bool(_REMOVED.search(text))
        cause = False  # did the clause before tell of a cause?
        for start, end in clauses(text):
            clause = text[start:end]
            trouble = _IS_THE_TROUBLE.search(clause)
            if trouble:
                end, clause = start + trouble.start(), clause[: trouble.start()]
            before, cause = cause, bool(_CAUSE.search(clause))
            wanted = _WANTED.search(clause)
            category = self.lexicon.category(clause[wanted.start("what") :]) if wanted else None
            if wanted and category:
                a = wanted.start("what")
                found.append(_Kind(clause[a:], category, offset + start + a, offset + end, "issue.wanted"))
                continue
            special = self._special(clause)
            if special:
                a, b, category = special
                found.append(
                    _Kind(
                        _plain(clause[a:b]), category, offset + start + a, offset + start + b, "issue.stated"
                    )
                )
                continue
            if start and text[start - 1] == "," and _NO_WAY.fullmatch(clause):
                self._no_way(text, offset, start, end, found)
                continue
            if overcome and not self.lexicon.obstacles.search(clause):
                continue  # 受降雨影响,…已追了回来
            if len(clause) > 60 or not (
                self._hindered(clause) or (announced and self.lexicon.weak.search(clause))
            ):
                continue
            if (
                _ASKED.search(clause)
                or _REMOVED.search(clause)
                or _PAST.search(clause)
                or _KIND_NOUN.search(clause)
                or _LOOKED.match(clause)
            ):
                continue
            if _MADE.match(clause):
                continue
            first, told = self._background(clause)
            told = told or listed
            here = len(found)
            without: list[tuple[int, int]] = []
            for a, b in self._predicates(clause, first):
                part = clause[a:b]
                kind = self._kind(
                    part,
                    announced or trouble is not None or first > 0 or bool(_NUMBERED_OUT.match(clause)),
                    told,
                    clause if first and not told else "",
                )
                if (
                    kind
                    and found
                    and start
                    and (_CONSEQUENCE.fullmatch(clause) or SAME_MATTER.fullmatch(clause))
                ):
                    continue  # 资金链断裂,现场处于停工状态: what comes of it
                if kind and before and not cause and found and kind[1] == "施工":
                    continue  # 因林地审批周期长,基础未能施工: the second is what comes of the first
                if kind:
                    found.append(
                        _Kind(kind[0], kind[1], offset + start + a, offset + start + b, "issue.stated")
                    )
                elif self._hindered(part):
                    without.append((a, b))
            if (
                len(found) > here and "、" in clause
            ):  # 前期工作深度不足、收益测算不实: one of them has a category, so both are kinds
                for a, b in without:
                    if 4 <= b - a <= _LONGEST and not self.lexicon.category(clause[a:b]):
                        found.append(
                            _Kind(
                                _plain(clause[a:b]),
                                "其他",
                                offset + start + a,
                                offset + start + b,
                                "issue.stated",
                            )
                        )
        return found

    def _special(self, clause: str) -> tuple[int, int, str] | None:
        """(start, end, category) of what a clause says to be stuck, late, or a matter to be settled."""
        if len(clause) > 60:
            return None
        found = _STUCK.search(clause) if "卡在" in clause else None
        found = found or (_LATE.match(clause) if "才" in clause else None)
        found = found or (_MATTER.match(clause) if "要" in clause else None)
        category = self.lexicon.category(found["what"]) if found else None
        return (found.start("what"), found.end("what"), category) if found and category else None

    def _no_way(self, text: str, offset: int, start: int, end: int, found: list[_Kind]) -> None:
        """进场道路翻浆,材料进不来: the clause before tells the cause, both are one obstacle."""
        begin = max(text.rfind(mark, 0, start - 1) for mark in ",;:。") + 1
        if _PAST.search(text, begin, end) or _ASKED.search(text[begin:end]):
            return
        if found and found[-1].start >= offset + begin and found[-1].end <= offset + start:
            begin = found.pop().start - offset
        lead = _LEADS_ON.match(text, begin)
        begin = lead.end() if lead else begin
        found.append(_Kind(_plain(text[begin:end]), "运输", offset + begin, offset + end, "issue.stated"))

    def _background(self, clause: str) -> tuple[int, bool]:
        """How much of the clause only leads up to the problem (存在的主要问题是…), and whether it says that it is one."""
        first, told = 0, False
        while cut := _BACKGROUND.match(clause[first:]):
            first += cut.end()
            told = told or bool(_TELLS.search(cut[0]))
        return first, told

    def _predicates(self, clause: str, first: int) -> Iterator[tuple[int, int]]:
        """Items between 、 that say what is wrong; one that does not (23座坟墓、4处养殖场没有迁移) joins the next."""
        begin = None
        for a, b in predicate_spans(clause, first):
            begin = a if begin is None else begin
            if begin != a and not _QUANTITY.search(clause, begin, a):
                begin = a  # only quantities (23座坟墓、4处养殖场没有迁移) wait for their word
            if (
                b == len(clause)
                or self.lexicon.obstacles.search(clause, a, b)
                or self.lexicon.weak.search(clause, a, b)
            ):
                yield begin, b
                begin = None

    def _kind(
        self, part: str, announced: bool, sorted_out: bool = False, whole: str = ""
    ) -> tuple[str, str] | None:
        """(words, category), if the part ends in a word of obstacle that is strong enough here."""
        strong = [match.end() for match in self.lexicon.obstacles.finditer(part)]
        strong += [match.end() for match in _SUFFERS.finditer(part)]
        weak = not strong and announced and bool(_WEAK.search(part))
        if not 3 <= len(part) <= _LONGEST + 14 or not (strong or weak):
            return None
        end = max(strong, default=0)
        rest = part[end:] if strong else ""
        if (
            len(rest) > (20 if _TAKES_OBJECT.search(part, 0, end) else 8) and not _AMOUNT_WANTED.match(rest)
        ) or (_GOES_WELL.match(rest) and part[:end].endswith("紧张")):
            return None
        text = _plain(_IN_A_TIME.sub("", _SUFFERS_FIRST.sub("", part)))
        category, sure = self.lexicon.weighed_category(part)
        if category is None and whole:
            category, sure = self.lexicon.weighed_category(whole)
        if (
            category is None
            and strong
            and not _SUFFERS.fullmatch(part)
            and (sorted_out or (announced and _STATE.search(part)))
        ):
            category = "其他"
        if category is None or not (sure or announced) or len(text) < 3 or _SAYS_NOTHING.match(text):
            return None
        return text, category

    def _hindered(self, text: str) -> bool:
        return self.lexicon.obstacles.search(text) is not None or _SUFFERS.search(text) is not None


def _plain(text: str) -> str:
    text = _HERE.sub("", _RAISED.sub("", _OTHERS.sub("", text)))
    return re.sub("(?:等|方面|的|(?<!不)上)+$", "", _OWNER.sub("", text)).strip("“”:;,")
