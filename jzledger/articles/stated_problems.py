"""Obstacles told in running text: a clause that says what does not get on, and with what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from jzledger.articles.clause_items import (
    LONGEST,
    SAME_MATTER,
    SOME_HAVE,
    Kind,
    plain,
    predicate_spans,
    some_have,
)
from jzledger.articles.hindrance import (
    ANNOUNCED,
    COMES_OF_IT,
    CONSEQUENCE,
    DISPLEASED,
    FORCED,
    GAP,
    GOES_ON,
    IN_A_TIME,
    LACKING,
    NEAR,
    NO_SUBJECT,
    NUMBERED_OUT,
    PLAIN,
    TIME,
    UNITS,
    hindered,
)
from jzledger.articles.lexicon import Lexicon
from jzledger.articles.no_obstacle import (
    ABOUT,
    HALTED,
    LOOKED,
    OPINION,
    OURS,
    PAST,
    RELATIVE,
    REMEDIED,
    SAYS_NOTHING,
    THOSE,
    TOLD_WHY,
    WON_BACK,
    removed,
)
from jzledger.articles.reading import clauses
from jzledger.articles.subjectless import begin_of_matter, lacks_subject

_ASKED = re.compile(
    "不能(?=影响|拖|耽误)|不影响|(?:^|[,;])[^,;]{0,16}?(?<![主重需首必紧])(?<!因为)要(?!素|求|害|等(?!级)|报(?=[省国部战军总上])|绕|重新|排队|考古|跑\\d)|(?:月底|月中旬|[年季]底|节|\\d日|汛期)前(?![^,;]{0,10}(?:无法|难以|不能|没))|(?:本周|本月|年|[\\d一二三四五六七八九十两]+(?:天|日|周|个月|个工作日))内|必须|务必|确保|力争|不得|防止|避免|杜绝|严禁|绝不|决不|不能让"
)
_MADE = re.compile(
    "为(?:了|保证|确保|防止|避免|不)|把|将(?!近)|加强|强化|完善|优化|健全|提升|做好|抓好|推动|加快|全力|积极|持续|提高|保障|落实|充分|不断|大力"
)
# Each branch begins with its first sign and looks back behind it: a search skips to one of these signs.
# Words that alone say little; they need a word that announces a problem, in the sentence or in the one before.
_WEAK = re.compile(
    "(?:(?:偏|较|太|过|比较|很|不)?(?:少|弱|窄|慢|难|贵|长|差|旧|紧|小)|(?:偏|较|太|过|比较|很)(?:低|高|多|大)|不多|(?:成本|率|价格|电价|门槛|利率|争议|费用|遗留|难度|压力|风险|波动)(?:高|大|多))$"
)
_AMOUNT_WANTED = re.compile("约?\\d[^,;]{2,16}$|有[一二三四五六七八九十百\\d][^,;]{1,8}$")
_SUFFERS_FIRST = re.compile("^受[^,;、]{2,14}影响(?=.{4})")
_STANDSTILL = re.compile("(?:至今|现场|目前)?[^,]{0,6}?(?:没有[^,]{0,6}开工|停工|进度滞后|推进缓慢)[^,]{0,6}")
_QUANTITY = re.compile("\\d|[一二两三四五六七八九十]+(?:座|处|户|条|根|个)")
_SUFFERS = re.compile(
    "受[^,;、]{2,14}影响|影响(?<=[^,;、:]{2}影响)(?!力)[^,;、]{0,8}(?:施工|进度|开工|建设|运营|进场)"
)
_TAKES_OBJECT = re.compile("(?:[就只]差|急需|亟需|急盼|缺乏|缺少|欠缺|还差|尚缺|缺|没有)$")
_GETS = re.compile("取得|获得|拿到|得到|征得|办理|签订|通过|落实|配备|安装|建立|纳入")
_GOES_WELL = re.compile("施工|建设|有序|进行|作业|忙碌")
_WANTED = re.compile(
    "(?:最缺|(?<!容)(?:缺|差|欠)的(?=却?是)|紧缺|急缺|最盼|急盼|最怕的?(?=就?是)|最担心的?(?=就?是)|最大的(?:难处|难题|困难|问题|短板|瓶颈|堵点|心病|烦恼|制约)(?=[就还]?是)|最(?:发愁|犯愁|愁|头疼|揪心|着急)的(?=还|就|是)|(?:挂心|揪心|挠头|头疼|棘手|麻烦|发愁|犯愁)的(?=还?是)|(?:唯一|最大)的(?:担心|顾虑|心病|遗憾)(?=[就还]?是)|症结(?=就?[是在]))(?:的)?(?:还|就|却|仍)?(?:是|着)?(?P<what>[^,;。、“][^,;。]{1,23}|[人钱地电水])$"
)
_WANTED_SIGN = re.compile(
    "[缺差欠怕盼愁心眼头手烦急棘](?:的|了)?[还就却仍]?是|担心的?[还就]?是|顾虑是|症结|最大的"
)
# 原料供应跟不上、交货延误是当前最大的难题: the words of obstacle stand before it.
_IS_THE_TROUBLE = re.compile(
    "(?<=.{4})(?:仍然?|依然|已|就)?(?:是|成为|成了)[^,;、]{0,16}(?:难题|难点|问题|困难|瓶颈|堵点|卡点|短板|心病|烦恼)$"
)
# 招工难却一直困扰着园区企业
_BURDENS_WHOM = re.compile(
    "(?<=.{3})(?:却|也|都|还|正|一直|始终|长期|严重)*(?:困扰|制约|掣肘|拖累|阻碍)(?:着|了)[^,;、]{2,14}$"
)
_BURDENS = re.compile("困扰|制约|掣肘|拖累|阻碍")
_AND = re.compile("和(?!平|谐|解)|以及|与|及(?!时)|又(?!一)")
_VERB_NEXT = re.compile(
    "(?:通过|取得|获|完成|批|办|签|落|动|开|解决|搬|拆|建|移交|到位|下达|拿|定|谈|交|供|送|接|铺|修|启|敲|安排|协调)"
)
_TELLS = re.compile("问题|困难|难点|短板|瓶颈|难处|烦恼")
_KIND_NOUN = re.compile("(?:问题|难题)(?!(?:主要|目前)?(?:是|在于|有))")
_ORDERED = re.compile("第[一二三四五],")
_LIST_BEGINS = re.compile("(?:问题|困难|制约|难点|短板|瓶颈|不足)[^,;:]{0,4}[:。]")
_CAUSE = re.compile("因(?!此|地|素)(?=.{4})|由于|受(?=.{2,20}影响)")
# 卡在红线调整上; 蒸汽管线要到明年才能接入; 货车进不来: the obstacle without a word of obstacle in front.
_STUCK = re.compile("卡在(?:了)?(?P<what>[^,;:。]{2,24}?)(?:上|这?一?个?(?:关|环节?|步|道坎)|那?里)?(?:了)?$")
_LATE = re.compile(
    "(?:当|听说|得知|了解到|获悉)*(?P<what>[^,;:。]{2,18}?(?:(?:要|得|需|最快|最早)[到等]|最快|最早)[^,;:。]{2,8}?才(?:能|可|会)?[^,;:。]{2,8}?)时?$"
)
_NO_WAY = re.compile("[^,;:。]{1,8}?(?:进不[来去]|出不[来去]|过不[来去]|运不[进出][来去]?)$")
_LEADS_ON = re.compile("(?:加上|再加上|由于|因为|因(?!素)|且|而且|还有|同时)+")
_MATTER = re.compile("(?P<what>[^,;:。]{4,22}?(?:纠纷|争议|缺口|矛盾))(?=(?<![主重需首必])要(?!素|求))")
_STATE = re.compile("没有|缺|目前|眼下|当前|至今|尚|仍|还|一直|迟迟|依然")
_BACKGROUND = re.compile(
    "^(?:(?:[^,:]{0,24}?(?:项目|工程))?(?:还|仍|尚|也|另)?有(?=[0-9])|.*?(?:问题|困难|难点|短板|瓶颈|难处|烦恼|卡在[^:]{0,6})?(?:主要)?(?:(?<![还但可只总老都])是|(?<![没既])有(?!异|关|的|些|一定|\\d)|为(?!了)|在于|包括|存在|面临|反映|由于|得知|发现|(?<![小传听])说(?![明法不服到了是完])|看到(?!了)|注意到|了解到|听说|缘于|因(?!素)|受(?!影|限|阻|理|[^,]{2,14}影响)|:)(?=.{4}))"
)
_ITS_OWN = re.compile("项目|工程(?!进度|建设|推进)|因(?!此|地|素)|由于")
_REPORTED = re.compile(
    "[^,;:]{0,24}(?:反映|坦言|坦承|直言|诉苦|抱怨|督查(?:组)?(?:发现|指出)|检查发现)[^,;:]{0,3}[,:]"
)
_NO_NOUN = re.compile(f"{NO_SUBJECT.pattern}|{SAME_MATTER.pattern}")
_SUFFERED = re.compile("受(?!理|限|阻|益|贿|邀|到)(?P<what>[^,;、]{2,24})影响$")


class StatedProblems:
    """`names` are those of the article's projects, longest first: a 物流园项目 that lacks power has no problem of transport."""

    def __init__(self, lexicon: Lexicon, names: list[str]) -> None:
        self.lexicon = lexicon
        self.names = names
        self.words = hindered(lexicon)

    def may_stand_in(self, text: str, announced: bool) -> bool:
        """Is there a word at all for which it is worth to go through the clauses?"""
        if self._hindered(text) or (announced and self.lexicon.weak.search(text)):
            return True
        if (
            announced
            and _WANTED_SIGN.search(text)
            and any(_WANTED.search(text, a, b) for a, b in clauses(text))
        ):
            return True
        return "才" in text and any(_LATE.match(text, a, b) for a, b in clauses(text))

    def in_part(self, text: str, offset: int, announced: bool) -> list[Kind]:
        """土地指标尚未落实, 资金缺口较大: clauses of `text`, which stands at `offset` in its sentence."""
        found = [
            Kind(text[a:b], self._category(text[a:b])[0] or "其他", offset + a, offset + b, "issue.stated")
            for a, b in some_have(text)
        ]
        if WON_BACK.search(text) or REMEDIED.search(text):
            return found
        colon = text.find(":")
        listed = bool(_LIST_BEGINS.search(text)) or bool(_ORDERED.match(text))
        listed = listed or (colon > 0 and bool(ANNOUNCED.search(text, 0, colon)))
        overcome = removed(text)
        burdened = _BURDENS.search(text) is not None
        cause = False  # did the clause before tell of a cause?
        context = ""  # that clause
        tied = announced or any(name in text for name in self.names)
        for start, end in clauses(text):
            clause = text[start:end]
            trouble = _IS_THE_TROUBLE.search(clause) if "是" in clause or "成" in clause else None
            if trouble is None and burdened and (burdens := _BURDENS_WHOM.search(clause)):
                trouble = burdens if self.words.search(clause, 0, burdens.start()) else None
            if trouble:
                end, clause = start + trouble.start(), clause[: trouble.start()]
            caused, cause = cause, bool(_CAUSE.search(clause))
            context, about = clause, context
            if found and SOME_HAVE.fullmatch(clause):
                continue
            last = found[-1] if found and start - NEAR < found[-1].end - offset < start else None
            if OPINION.search(clause):
                continue
            inner = _SUFFERED.fullmatch(clause)
            if inner and self.words.search(inner["what"]) and (category := self._category(inner["what"])[0]):
                a, b = inner.span("what")  # 受施工用水压力不足影响
                found.append(
                    Kind(clause[a:b], category, offset + start + a, offset + start + b, "issue.stated")
                )
                continue
            special = self._special(clause, offset + start)
            if special:
                found.append(special)
                continue
            if start and text[start - 1] == "," and _NO_WAY.fullmatch(clause):
                self._no_way(text, offset, start, end, found)
                continue
            if ABOUT.match(clause) and _ASKED.search(text, end):
                continue  # 对隧道的突泥涌水,施工单位要边治理边掘进
            word = self.words.search(clause)
            if word and THOSE.match(text, start + word.end()):
                continue  # 办不下来的手续,由专班代办
            if word and self._is_state(text, offset, start, end, word, last, found):
                continue
            if start and text[start - 1] == "," and _NO_NOUN.fullmatch(clause):
                if last:
                    found[-1] = self._longer(last, text, offset, end)
                else:
                    self._subject_before(text, offset, start, end, found)
                continue
            if not self._tells(clause, announced, overcome):
                continue
            if found and start and _STANDSTILL.fullmatch(clause):
                continue  # 资金链断裂,现场处于停工状态: what comes of it
            if last and _SUFFERED.fullmatch(last.text):
                last = None  # 受连续降雨影响,基坑积水严重: the second is no consequence, the first is
            if last and (FORCED.search(clause) or COMES_OF_IT.match(clause)):
                continue
            halted = CONSEQUENCE.fullmatch(clause) is not None
            suffered = _SUFFERED.search(text, 0, start - 1) if halted and start > 6 else None
            if suffered and not last:  # 受老井口压覆影响,设备基础迟迟不能浇筑
                begin = offset + suffered.start()
                found.append(
                    Kind(
                        text[suffered.start() : end],
                        self._category(suffered[0])[0] or "施工",
                        begin,
                        offset + end,
                        "issue.stated",
                    )
                )
                continue
            sure = announced or trouble is not None or bool(NUMBERED_OUT.match(clause))
            sure = sure or (tied and PLAIN.search(clause) is not None)
            told = listed or (bool(_REPORTED.match(text)) and start > 0)
            for kind in self._in_clause(clause, offset + start, sure, told):
                if caused and not cause and found and kind.category in ("施工", "其他"):
                    cause = True  # and so is the third
                    continue  # 因林地审批周期长,基础未能施工: the second is what comes of the first
                if (
                    last
                    and halted
                    and (kind.category in ("施工", "其他") or TIME.search(clause))
                    and not _ITS_OWN.search(clause)
                ):
                    continue  # 审核同意书尚未取得,架线施工无法展开
                if last and last.rule == "issue.stuck" and _alike(last, kind):
                    continue  # 卡在供热配套上,热力管道离厂区还差2公里: the same, told at length
                if kind.category == "其他" and not DISPLEASED.search(clause) and PLAIN.search(clause):
                    # 外电源要跨越铁路,铁路部门迟迟没有答复: the clause before says what it is about
                    kind = replace(kind, category=self._category(about)[0] or "其他")
                found.append(kind)
        causes = [kind for kind in found[:-1] if _SUFFERED.fullmatch(kind.text)]
        causes += [
            kind
            for kind, told in pairwise(found)
            if HALTED.fullmatch(kind.text) and TOLD_WHY.search(text, kind.end - offset, told.start - offset)
        ]
        return [
            replace(kind, rule="issue.stated") if kind.rule == "issue.stuck" else kind
            for kind in found
            if kind not in causes
        ]

    def _is_state(
        self,
        text: str,
        offset: int,
        start: int,
        end: int,
        word: re.Match[str],
        last: Kind | None,
        found: list[Kind],
    ) -> bool:
        """一处也没谈下来: is it settled what becomes of a clause without a subject? Adds the matter before it, if there is one."""
        clause = text[start:end]
        if len(clause) > LONGEST or (last and _SUFFERED.search(last.text)):
            return False
        denies = word[0][0] in "没未无不难尚" or PLAIN.match(clause, word.start())
        if not denies and not last:
            return False  # 塌方是家常便饭: a thing, not a state
        lead = clause[: word.start()]
        gap, goes_on = last and GAP.fullmatch(clause), last and GOES_ON.search(clause)
        if not (gap or goes_on or lacks_subject(lead, known=False)):
            return False
        if _ASKED.search(clause) or removed(clause):
            return False
        category, sure = self._category(clause)
        if last and gap and category in (None, last.category):
            found[-1] = self._longer(last, text, offset, end)
            return True  # 资本金到位率不足六成,二季度还有1.7亿元的缺口
        if not denies:
            return False
        next_to = last is not None and last.end - offset == start - 1
        if last and goes_on and category in (None, last.category, "施工", "手续"):
            if next_to:
                found[-1] = self._longer(last, text, offset, end)
            return True
        if not lacks_subject(lead, category is not None):
            return False
        if not lead and not PLAIN.match(clause):
            return start > 0 and category is None  # 没有进会议室
        if last and next_to and _VERB_NEXT.match(clause, word.end()):
            found[-1] = self._longer(last, text, offset, end)
            return True  # 施工图改了四稿,至今没有通过审查
        if last and (not sure or category in (last.category, "施工")):
            return True  # 规划路被一家厂子挡着,搬家车开不进来
        begin = None if last else begin_of_matter(text, start, self.lexicon)
        if begin is None or PAST.search(text, begin, end):
            return category is None
        if found and found[-1].end - offset > begin:
            return True  # 医学人才引不来,尤其是麻醉专业,缺得最厉害
        words = text[begin:end]
        if _SUFFERED.search(text, begin, start - 1) or _ASKED.search(words) or self._of_those(clause):
            return False
        found.append(
            Kind(
                plain(words), self._category(words)[0] or "其他", offset + begin, offset + end, "issue.stated"
            )
        )
        return True

    def _tells(self, clause: str, announced: bool, overcome: bool) -> bool:
        if len(clause) > 60 or (overcome and not self.words.search(clause)):
            return False  # 受降雨影响,…已追了回来
        if not (self._hindered(clause) or (announced and self.lexicon.weak.search(clause))):
            return False
        return not (
            _ASKED.search(clause)
            or removed(clause)
            or PAST.search(clause)
            or _KIND_NOUN.search(clause)
            or LOOKED.match(clause)
            or _MADE.match(clause)
            or OURS.search(clause)
            or self._of_those(clause)
        )

    def _of_those(self, clause: str) -> bool:
        """办不了的及时提级上报: the words only say who is meant."""
        if "的" not in clause:
            return False
        word = self.words.search(clause)
        if word is None:
            return False
        return bool(RELATIVE.match(clause, word.end())) or (clause.endswith("的") and "是" not in clause)

    def _in_clause(self, clause: str, at: int, announced: bool, listed: bool) -> Iterator[Kind]:
        first, told = self._background(clause)
        told = told or listed
        without: list[tuple[int, int]] = []
        some = False
        for a, b in self._predicates(clause, first):
            said = self._kind(clause[a:b], announced or first > 0, told, clause if first and not told else "")
            if said:
                some = True
                yield Kind(said[0], said[1], at + a, at + b, "issue.stated")
            elif self._hindered(clause[a:b]):
                without.append((a, b))
        if some and "、" in clause:
            # 前期工作深度不足、收益测算不实: one of them has a category, so both are kinds
            for a, b in without:
                if 4 <= b - a <= LONGEST and not self.lexicon.category(clause[a:b]):
                    yield Kind(plain(clause[a:b]), "其他", at + a, at + b, "issue.stated")

    def _special(self, clause: str, at: int) -> Kind | None:
        """What a clause says to be wanted most, stuck, late, or a matter to be settled."""
        if len(clause) > 60:
            return None
        wanted = _WANTED.search(clause)
        found = wanted
        found = found or (_STUCK.search(clause) if "卡在" in clause else None)
        rule = "issue.wanted" if wanted else "issue.stuck" if found else "issue.stated"
        found = found or (_LATE.match(clause) if "才" in clause else None)
        found = found or (_MATTER.match(clause) if "要" in clause else None)
        category = self.lexicon.category(found["what"]) if found else None
        if wanted and wanted["what"] in ("人", "人手"):
            category = "用工"
        if not found or not category or PAST.search(clause):
            return None
        if wanted and wanted["what"] in ("人", "人手"):
            return Kind(wanted[0], "用工", at + wanted.start(), at + wanted.end(), rule)
        what = found["what"] if wanted else plain(found["what"])
        return Kind(what, category, at + found.start("what"), at + found.end("what"), rule)

    def _longer(self, last: Kind, text: str, offset: int, end: int) -> Kind:
        return replace(last, text=plain(text[last.start - offset : end]), end=offset + end)

    def _subject_before(self, text: str, offset: int, start: int, end: int, found: list[Kind]) -> bool:
        """设备拆除的费用谁来出,至今没有说法: what has no answer stands in the clause before."""
        begin = max(text.rfind(mark, 0, start - 1) for mark in ",;:。") + 1
        words = text[begin : start - 1]
        category = self.lexicon.category(words)
        if not category or len(words) > LONGEST or PAST.search(words) or text[start - 1] != ",":
            return False
        found.append(Kind(plain(text[begin:end]), category, offset + begin, offset + end, "issue.stated"))
        return True

    def _no_way(self, text: str, offset: int, start: int, end: int, found: list[Kind]) -> None:
        """进场道路翻浆,材料进不来: the clause before tells the cause, both are one obstacle."""
        begin = max(text.rfind(mark, 0, start - 1) for mark in ",;:。") + 1
        if PAST.search(text, begin, end) or _ASKED.search(text[begin:end]):
            return
        if found and found[-1].start >= offset + begin and found[-1].end <= offset + start:
            begin = found.pop().start - offset
        lead = _LEADS_ON.match(text, begin)
        begin = lead.end() if lead else begin
        found.append(Kind(plain(text[begin:end]), "运输", offset + begin, offset + end, "issue.stated"))

    def _background(self, clause: str) -> tuple[int, bool]:
        """How much of the clause only leads up to the problem (存在的主要问题是…), and whether it says that it is one."""
        first, told = 0, False
        while cut := _BACKGROUND.match(clause[first:]):
            first += cut.end()
            told = told or bool(_TELLS.search(cut[0]))
        return first, told

    def _predicates(self, clause: str, first: int) -> list[tuple[int, int]]:
        """Items between 、 that say what is wrong; one that does not (23座坟墓、4处养殖场没有迁移) joins the next."""
        begin = None
        spans: list[tuple[int, int]] = []
        for a, b in predicate_spans(clause, first):
            if (
                begin is None
                and spans
                and LACKING.search(clause, *spans[-1])
                and not self._hindered(clause[a:b])
            ):
                spans[-1] = spans[-1][0], b  # 缺瓦工、木工: both are lacking
                continue
            begin = a if begin is None else begin
            if (
                begin != a
                and not _QUANTITY.search(clause, begin, a)
                and not self._one_noun(clause, begin, a, b)
            ):
                begin = a  # only quantities (23座坟墓、4处养殖场没有迁移) and nouns of one kind wait for their word
            joint = self._joint(clause, a, b)
            if joint:
                spans.append((begin, joint[0]))
                begin = a = joint[1]
            if b == len(clause) or self.words.search(clause, a, b) or self.lexicon.weak.search(clause, a, b):
                spans.append((begin, b))
                begin = None
        return spans

    def _joint(self, clause: str, a: int, b: int) -> tuple[int, int] | None:
        """半径过大和成本偏高: where the small word for and stands between two words of obstacle."""
        for joint in _AND.finditer(clause, a + 4, b - 4):
            before = [match.end() for match in self.words.finditer(clause, a, joint.start())]
            if before and before[-1] == joint.start() and self.words.search(clause, joint.end(), b):
                return joint.span()
        return None

    def _category(self, text: str) -> tuple[str | None, bool]:
        for name in self.names:
            text = text.replace(name, "")
        category, sure = self.lexicon.weighed_category(text)
        if category is None and "缺口" in text:
            return next((kind for unit, kind in UNITS if unit.search(text)), None), True
        return category, sure

    def _one_noun(self, clause: str, begin: int, a: int, b: int) -> bool:
        """模板工、钢筋工招不齐: nouns of one kind before one word of obstacle."""
        nouns = clause[begin:a].rstrip("、")
        kind = self.lexicon.category(nouns) if len(nouns) <= 10 else None
        return kind is not None and kind == self.lexicon.category(clause[a:b])

    def _kind(self, part: str, announced: bool, sorted_out: bool, whole: str) -> tuple[str, str] | None:
        """(words, category), if the part ends in a word of obstacle that is strong enough here.

        `whole` is the clause, which may say what the part is about.
        """
        strong = self._says_it(part)
        if not strong and not (announced and 3 <= len(part) <= LONGEST + 14 and _WEAK.search(part)):
            return None
        if not strong and self._hindered(part):
            return None
        text = plain(IN_A_TIME.sub("", _SUFFERS_FIRST.sub("", part)))
        category, sure = self._category(part)
        if category is None and whole:
            category, sure = self._category(whole)
        if category not in ("征迁", "资金", "合作") and DISPLEASED.search(part):
            category, sure = "其他", True
        known = sorted_out or (announced and (_STATE.search(part) or PLAIN.search(part)))
        if category is None and strong and known and not _SUFFERS.fullmatch(part):
            category = "其他"
        if category is None or not (sure or announced) or len(text) < 3 or SAYS_NOTHING.match(text):
            return None
        return text, category

    def _says_it(self, part: str) -> bool:
        """Is the last word of obstacle near enough to the end of the part?"""
        ends = [match.end() for match in (*self.words.finditer(part), *_SUFFERS.finditer(part))]
        if not ends or not 3 <= len(part) <= LONGEST + 14:
            return False
        end = max(ends)
        rest = part[end:]
        takes = _TAKES_OBJECT.search(part, 0, end) or _GETS.match(rest)
        if len(rest) > (20 if takes else 8) and not _AMOUNT_WANTED.match(rest):
            return False
        return not (_GOES_WELL.match(rest) and part[:end].endswith("紧张"))

    def _hindered(self, text: str) -> bool:
        return self.words.search(text) is not None or _SUFFERS.search(text) is not None


def _alike(one: Kind, other: Kind) -> bool:
    return one.category == other.category or bool(
        set(one.text) & set(other.text) - set("的有在不没未项目建设工程")
    )
