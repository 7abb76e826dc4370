"""What somebody is asked to do from now on, and by whom."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.demands import About, Point
from jzledger.articles.names import plain
from jzledger.articles.projects import Project
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence
from jzledger.articles.speakers import ASKING, ASSIGNING, DIRECT, Said, Speakers
from jzledger.articles.topics import Topics
from jzledger.articles.units import CONCRETE, MARKED, MUST, MUST_RE, TOLD_OF, Units
from jzledger.rules.chinese_numbers import NUMBER

_NUMBER = re.compile(
    "首先,?要|(?:^|(?<=[,;:。]))(?:(?:其次|再次|再者|最后),?要|[(]?[一二三四五六七八九十][)]|[一二三四五六七八九十]是?要|第[一二三四五六七八九十](?:,要?|要)|[一二三四五六七八九十]是(?=[^,;。]))"
)
# 有两件烦心事:一是…;二是… tells of what is wrong.
_TROUBLES = re.compile(
    "(?:烦心事|难题|问题|困难|难处|难点|堵点|卡点|瓶颈|短板|不足|愁事|心病|拦路虎)(?:是|有)?:?$"
)
_NEED = re.compile(
    "(?:^|[,;])(?P<text>(?:还)?需(?:要)?(?=[^,;。]{8})(?:在|进一步|加快|尽快|加强|继续|抓紧).*)$"
)
_SHALL = re.compile(
    "(?:^|(?<=[,;:]))(?P<unit>[^,;:。“”]{2,20}?)?(?:必须(?!引起)|务必|应当|应(?=尽快|加快|进一步|加强))"
)
_UNIT_SHALL = re.compile("(?P<unit>[^,;:。“”]{2,22}?)(?:必须(?!引起)|务必|应当|须(?=在|于|按|严|立|尽))")
_UNIT_MUST = re.compile(
    f"(?:对[^,;:。]{{4,30}},)?(?:(?:新的一年|下一步|今后|当前|明年|接下来|下阶段|眼下),)?(?P<unit>[^,;:。“”]{{2,22}}?)(?P<must>{MUST}|必须|务必)"
)
_OBLIGES = re.compile("要|必须|务必")
_BY_A_DAY = re.compile("[^,;:。“”]{4,26}(?:必须|务必)")
_EVERY = re.compile(
    "(?:今后|从[^,]{2,10}起,?)?每[月周旬季][^,]{0,6}[^,。]{4}"
)  # 会议明确,今后每月10日公布进度
_STATES = re.compile("存在[^,]{2,40}(?:问题|差距)|还有(?:不小的?)?差距|尚未|还?没有(?:落实|接通|到位)|偏少")
_NEXT = re.compile("(?:下一步|下半年|今后|接下来|下阶段|当前),?要(?!素|求|闻|点)[^。]{8}")
# 由某局牵头; 某某问题由某局负责: the task is what stands before 由, too.
_GIVEN = re.compile(
    f"(?:^|[,;:])(?P<what>[^,;:。“”由]{{2,36}})?由(?P<unit>[^,;:。“”]{{2,20}}?)(?=(?:统一|具体|总)?(?:派|会商|约谈|提级|倒排|制定|开设|拿出|协调|每[周月天旬季半]|限期|直接|研究|重新|测算|跟踪|督促|通报|调度|上门|全程|逐|于?{NUMBER}月|一周|尽快|抓紧|牵头|负责|盯办|跟进|跑办|负总责|对接|会同|组织|统筹|兜底|包案|督办|落实|解决|承担|主抓)(?!的|人|制|了|审批的|召开|举办|建设|投资|施工|承建|设计|运营|管理|监理))"
)
# 企业负责人介绍,园区要招400人: what is told, not asked for.
_TELLS_OF = re.compile(
    "(?:反映|介绍|汇报|解释|坦言|诉苦|苦水|抱怨|回应|回答|告诉记者|得知|获悉|了解到|据悉|承认|透露|担心|发愁|算账|算了[一笔]+账)(?!的|[^,。]{0,8}(?:问题|难题|诉求|困难))"
)
_ASKED = re.compile("要求|希望|建议|强调|叮嘱|提醒|责成|责令|指出|请")
# 年内要建成6公里,可岸线还没谈拢: what was planned, and what stands in its way.
_BUT = re.compile(
    "[,;](?:可|却|但|而|然而|偏偏|不料|结果)[^,;]{0,24}(?:没|未|缺|差|难|尚|不够|不足|不答应|不同意|须)"
)
_OPENS = re.compile(
    "“?(?:(?:另一方面|同时|此外|另外|最后|首先|当前|今后|下一步|接下来|眼下),?)?(?:要|必须|务必|我|请)"
)
_CONDITION = re.compile("^(?:不管|无论|不论|只有|越是)")
_DEADLINE = re.compile(
    f"(?:每月{NUMBER}日前|半个?月(?:之?内)|半年内|(?:(?:今年|明年)(?=[一二三四]季度[形建达]))?[一二三四]季度(?:末|底)?(?:之?前|内)?(?!拿不出|没有|未|计划|拟|[^,。]{{0,4}}开工[率的]|至少新|新开工)(?=[^,。]{{0,12}}(?:全部|开工|实现|完成|集中|投产|竣工|启动|形成|建成))|(?<=提前[到至])(?:今年|明年)?(?:[春夏秋冬]季|{NUMBER}月)(?!度)|{NUMBER}月[上中下]旬(?=向|报|提交|拿出|交付|启动|复查|验收)|(?<=限期){NUMBER}(?:个月|天|日)|{NUMBER}(?:天|周|个月)后(?=再|向|报|回头|复查|检查|验收|听取)|上半年(?=[^,。]{{0,12}}(?:全部|开工|实现|完成|投产|竣工|启动|达产|达效|达标))|{NUMBER}月[底末](?![的前之以])|(?:20\\d\\d年|今年|明年|年|本)?{NUMBER}月(?:{NUMBER}日|初|中旬|上旬|下旬|底|末)?(?:前|之前|以前)|"
    f"(?:今年|本年|年|本月|月|季度|本周|周)(?:底|末)(?:之?前)?|(?<!抢[在抓])(?:开学|暑假|汛期?|入冬|上冻|封冻|迎峰度夏|元宵节?|清明节?|端午节?|中秋节?|重阳节?)前(?![夕后的黄])|(?:明年|今年)?春节前(?!窗口|[的这后夕])|国庆节?前|(?:今年|明年)(?:主?汛期?|迎峰度夏|春节|国庆|“?五一”?|清明)前|主?汛期前|正月(?:里|十五|底|末)?前?|(?:本|当|下|次)月{NUMBER}日前|明天(?:[上下]午|之?前)?(?=就|前|必须|务必|要)|(?<=争取|力争|务必|提前)(?:今年|明年)?{NUMBER}月[上中下]旬|周[一二三四五六日]前|当[天晚日](?=[^,。]{{2,8}}、次日)|(?:主?汛期|雨季|冬季|春节|供暖季|采暖季)(?:到来|来临)之?前|(?:开学后?|开工后?|签约后?|进场后?)?{NUMBER}(?:个)?(?:工作日|天|日|周|个月|月)(?:之?内)|"
    "(?:本周|本月|下周|下月|本季度|上半年|下半年|一季度|二季度|三季度|四季度|年)(?:内|前)|[一二三四]季度[末底](?:前)?|元旦前|“五一”前|“十一”前|“七一”前)"
)
_MAY_BE_A_DAY = re.compile("[前内底末旬后]|季|半年|正月|明天|当[天晚日]|限期")  # spares most searches
_SINCE = re.compile("(?:自|从)[^,;:。]{2,10}(?:起|开始),?")
_HEADING = re.compile("^在[^,]{2,24}中[^,]{2,30}$")
_OWN_WORDS = ("说", "介绍", "表示")
_TELLS = ("说", "介绍", "表示", "指出", "提出", "认为", "告诉记者")
_TELLING = ("告诉记者",)  # what somebody tells of his own plans
_PAST = re.compile("^(?:[^,]{0,20})(?:已经?|坚持.*强化)")


class Requirements:
    """Goes through the sentences in order and remembers who speaks."""

    def __init__(self, reading: Reading, topics: Topics) -> None:
        self.reading, self.topics = reading, topics
        self.speakers = Speakers(reading)
        self.units = Units(reading.lexicon, self.speakers.names)
        self.points: list[Point] = []
        self.open: Point | None = None
        self.list_topic: Project | None = None
        self.paragraph = self.spoken = -1  # `spoken`: the last paragraph in which somebody is said to speak
        for number, sentence in enumerate(reading.sentences):
            if sentence.paragraph != self.paragraph:
                self.paragraph = sentence.paragraph
                self.open = None
                self.speakers.begin(sentence)
            else:
                self.speakers.quotation(sentence)
            self._read(number, sentence)
            self.speakers.end(sentence)

    @property
    def speaker(self) -> str | None:
        return self.speakers.speaker

    def _read(self, number: int, sentence: Sentence) -> None:
        text = sentence.text.strip()
        topic = self.topics.of_sentence[number]
        if self._only_told(text):
            return
        told = self.speakers.said(text)
        said, verb = (told.words, told.verb) if told else (None, "")
        if told:
            self.spoken = self.paragraph
        if said is None and not self._speaks_on(text, sentence.start < self.speakers.told):
            if (
                self.open is not None
                and self.open.numbered
                and not _NUMBER.search(text)
                and self._may_continue(text)
            ):
                self._continue(sentence, text)
                return
            self._needs(sentence, text, topic)
            return
        rest = text if said is None else said
        marks = list(_NUMBER.finditer(rest))
        begin = len(text) - len(rest)
        if marks:
            opens = said is not None or marks[0][0].lstrip("(").startswith(("一", "第一", "首先"))
            topic = self._list_topic(number, begin + marks[0].start() if opens else None)
        before = len(self.points)
        if self._numbered(sentence, rest, marks, topic, number, begin, verb == "要求"):
            self._spoken_to(told, before)
            return
        if self.open is not None and self.open.numbered and said is None:
            self._continue(sentence, text)
            return
        if verb not in _TELLING:
            self._plain(sentence, rest, verb, topic)
        self._spoken_to(told, before)

    def _spoken_to(self, told: Said | None, first: int) -> None:
        """给各专班开出“药单”:首先要…: the demands from `first` on are of the unit that is spoken to."""
        if told and told.unit:
            for point in self.points[first:]:
                point.unit = point.unit or told.unit

    def _speaks_on(self, text: str, sentence_told: bool) -> bool:
        """Does the sentence go on with what somebody asks for?"""
        if self.speaker is None:
            return self.speakers.document and text.startswith("要") and self._must_clause(text) is not None
        if _NUMBER.search(text):
            return True
        if MUST_RE.search(text) and (must := self._must_clause(text)) is not None:
            return self.spoken == self.paragraph or bool(must[1] or _OPENS.match(text))
        if sentence_told and _SHALL.search(text):
            return True
        shall = _BY_A_DAY.match(text) if self.spoken == self.paragraph else None
        if shall and _DEADLINE.search(shall[0]):
            return True  # 他说,…。某路小学年底前必须完成主体装修
        # after something was asked for: 施工单位必须…; 由某局牵头…
        here = self.points and self.points[-1].sentence.paragraph == self.paragraph
        if (unit := _UNIT_SHALL.match(text)) and self.units.is_unit(unit["unit"]):
            return bool(here or self.speakers.asks)
        return bool(
            (here or self.speakers.asks)
            and (given := _GIVEN.search(text, 0, 60))
            and "," not in text[: given.start()]
            and (self.units.is_unit(given["unit"]) or given["unit"] in self.reading.people)
        )

    @staticmethod
    def _only_told(text: str) -> bool:
        """A sentence that reports (企业反映…要等批复) and asks for nothing."""
        tells = _TELLS_OF.search(text)
        must = MUST_RE.search(text, tells.end()) if tells else None
        first = MUST_RE.search(text, 0, tells.start()) if tells and must else None
        return must is not None and first is None and not _ASKED.search(text)

    def _may_continue(self, text: str) -> bool:
        return not re.search("参加|出席|陪同|随后|当天", text[:30])

    def _list_topic(self, number: int, opening: int | None) -> Project | None:
        """What numbered points are about that name nothing themselves: what was named before the list began.

        A project named in one point (一要加快建设,某产业园年底具备条件) is not that of the others. `opening`: where the
        first number stands, if the list begins with this sentence.
        """
        if opening is not None:
            named_before = any(place < opening for place, _ in self.topics.hits[number])
            inherits = named_before or not self.topics.direct[number]
            self.list_topic = self.topics.of_sentence[number] if inherits else None
        return self.list_topic

    def _numbered(
        self,
        sentence: Sentence,
        text: str,
        marks: list[re.Match[str]],
        topic: Project | None,
        number: int,
        begin: int,
        asked: bool,
    ) -> bool:
        """一要…;二要…: each number is a point of its own. `text` stands at `begin` of sentence `number`.

        `asked`: it is what somebody 要求, so that 一是…;二是… are points too.
        """
        if not marks:
            return False
        # 一是…;二是… tells what was done as often as what is to be done: some 要 has to stand with the numbers.
        told = asked or any("要" in mark[0] for mark in marks)
        opening = text[: marks[0].start()].strip(",;。”")
        if not told and (
            len(marks) < 2
            or _TROUBLES.search(opening)
            or not any(MUST_RE.search(text, m.end(), m.end() + 30) for m in marks)
        ):
            return False
        if len(opening) >= 14 and self._must_clause(opening) is not None:
            self._plain(sentence, opening, "", topic)
        whom = opening.rpartition(",")[2] if marks[0][0].startswith("首先") else ""
        all_of = whom if whom and self.units.is_unit(whom) else None  # 各专班首先要…;其次要…
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            words = text[mark.end() : end].strip(",;。”")
            if len(words) < (2 if mark[0].endswith("要") else 4):
                continue
            must = "要" + words if mark[0].endswith("要") else words
            hits = self.topics.hits[number]
            own = {id(p): p for place, p in hits if mark.end() <= place - begin < end}
            about = next(iter(own.values())) if len(own) == 1 else None if own else topic
            point = Point(
                must,
                sentence,
                self.units.of(words) or all_of,
                about,
                self.speaker,
                "requirement.numbered",
                numbered=True,
            )
            self.points.append(point)
            self.open = point
        return True

    def _continue(self, sentence: Sentence, text: str) -> None:
        point = self.open
        if point is None:
            return
        if not point.parts:
            point.sentence = sentence
            point.unit = self.units.of(text)
        point.parts.append(text.rstrip("。"))

    def _plain(self, sentence: Sentence, text: str, verb: str, topic: Project | None) -> None:
        body = re.sub("[。!]+”?$", "", text)
        body = body.rstrip("”") if body.count("”") > body.count("“") else body
        must = self._must_clause(body)
        begin, asked = self.units.addressee(body) if verb in DIRECT or verb in ASSIGNING else (0, None)
        if (
            must is not None
            and asked
            and MARKED.search(body, 0, must[0])
            and _DEADLINE.search(body, begin, must[0])
        ):
            must = begin, asked  # 要求县发改局12月15日前完成…,各分管领导要…
        if must is not None:
            start, unit = self._sooner(body, must)
            to_you = "你们" in body[:start]
            if len(body) - start < 8 or (unit is None and not to_you and sentence.start < self.speakers.told):
                return  # what somebody says of his own work
            if verb in _OWN_WORDS and body[:start].endswith("我们"):
                return
            if unit is None and not verb and body.startswith("我们"):
                return
            unit = unit or self.units.called(body) or self.units.of(body[start:]) or asked
            self.open = Point(body[start:], sentence, unit, topic, self.speaker)
            self.points.append(self.open)
            return
        if self._given(sentence, body, topic, self.speaker, asked=verb not in _TELLS):
            return
        please = self.units.patterns.please.search(body)
        if please:
            self.points.append(
                Point(
                    body[please.end() :], sentence, please["unit"], topic, self.speaker, "requirement.asked"
                )
            )
            return
        shall = None if asked and begin else _SHALL.search(body)
        start, unit = self._shall(body, shall) if shall else (0, None)
        if shall and (verb in ASKING or not verb or unit):
            unit = unit or self.units.called(body) or self.units.of(body[start:])
            if len(body) - start >= 10 or _DEADLINE.search(body, start):
                self.points.append(
                    Point(body[start:], sentence, unit, topic, self.speaker, "requirement.shall")
                )
            return
        if verb in ASSIGNING and (_EVERY.match(body) or self._assigned(sentence, body, topic)):
            if _EVERY.match(body):
                self.points.append(Point(body, sentence, None, topic, self.speaker, "requirement.asked"))
            return
        if verb not in DIRECT and _STATES.search(body):
            return
        if verb in ASKING and not _HEADING.match(body):
            start, unit = self.units.addressee(body)
            rest = body[start:]
            if (len(rest) >= 8 or (len(rest) >= 5 and _DEADLINE.match(rest))) and (
                CONCRETE.match(rest) or verb in DIRECT
            ):
                self.points.append(Point(rest, sentence, unit, topic, self.speaker, "requirement.asked"))

    def _sooner(self, body: str, must: tuple[int, str | None]) -> tuple[int, str | None]:
        """10月10日前必须打压试水,过铁路的三段要备好预案: the demand begins with the first word of obligation."""
        shall = _SHALL.search(body, 0, must[0])
        if shall is None or "“" in body[shall.end() : must[0]]:
            return must
        start, unit = self._shall(body, shall)
        return (start, unit or must[1]) if unit or _DEADLINE.match(body, start) else must

    def _shall(self, body: str, shall: re.Match[str]) -> tuple[int, str | None]:
        """Where a demand with 必须 begins, and of whom it is: 某局4月20日前必须…, 周五前必须…"""
        who = shall["unit"] or ""
        if who and self.units.is_unit(who):
            return shall.end("unit"), self.units.words(who)
        first = self.units.patterns.first.match(who)
        if first and _DEADLINE.match(who, first.end()) and self.units.is_unit(first["unit"]):
            return shall.start("unit") + first.end(), first["unit"]
        return shall.start(), None

    def _given(
        self, sentence: Sentence, body: str, topic: Project | None, by: str | None, *, asked: bool = False
    ) -> bool:
        """某某当场拍板,由区自然资源局牵头,4月10日前完成: a unit is named, and a day; `asked` for, no day is needed."""
        given = _GIVEN.search(body) if "由" in body else None
        if not given or not (
            self.units.is_unit(given["unit"]) or given["unit"].endswith(tuple(self.speakers.names.names))
        ):
            return False
        if not _DEADLINE.search(body, given.end()) and not (asked and len(body) - given.end() >= 6):
            return False
        begin = given.start("what") if given["what"] else given.start("unit") - 1
        words = body[begin:].partition(";")[0]
        self.points.append(Point(words, sentence, given["unit"], topic, by, "requirement.given"))
        return True

    def _assigned(self, sentence: Sentence, body: str, topic: Project | None) -> bool:
        """作了部署:某局牵头,6月底前…; 会议明确,自8月起,某办每月10日前…: a unit and its task, without 要."""
        since = _SINCE.match(body)
        begin = since.end() if since else 0
        found = self.units.patterns.addressee.match(body, begin)
        if found is None or not _DEADLINE.search(body, begin):
            return False
        start = begin if body.startswith("牵头", found.end("unit")) else found.end("unit")
        self.points.append(
            Point(body[start:].lstrip(","), sentence, found["unit"], topic, self.speaker, "requirement.asked")
        )
        return True

    def _needs(self, sentence: Sentence, text: str, topic: Project | None) -> None:
        """需要在…方面进一步加强; 各单位要…: asked by the text itself."""
        if (
            self.speaker is None
            and _OBLIGES.search(text)
            and (must := _UNIT_MUST.match(text))
            and self.units.is_unit(must["unit"])
        ):
            body = text.rstrip("。!”")
            unit = self.units.words(must["unit"].rstrip("都也"))
            if len(body) - must.end("unit") >= 8:
                self.points.append(
                    Point(body[must.start("must") :], sentence, unit, topic, None, "requirement.unit")
                )
            return
        if self.speaker is None and _NEXT.match(text):
            body = text.rstrip("。!”")
            self.points.append(
                Point(body[body.index("要") :], sentence, None, topic, None, "requirement.unit")
            )
            return
        please = self.units.patterns.please.search(text) if "请" in text else None
        if please:
            words = text[please.end() :].rstrip("。!”")
            self.points.append(
                Point(words, sentence, please["unit"], topic, self.speaker, "requirement.asked")
            )
            return
        by = self.speakers.names.first(text)
        if by and self._given(sentence, text.rstrip("。!”"), topic, by):
            return
        need = _NEED.search(text.rstrip("。”")) if "需" in text else None
        if need and not re.search("表示|说[,:]", text[: need.start()]):
            self.points.append(Point(need["text"], sentence, None, topic, None, "requirement.need"))

    def _must_clause(self, text: str) -> tuple[int, str | None] | None:
        """Where the requirement begins, and whom it addresses: the first clause whose verb is led by 要."""
        start = 0
        for clause in re.split("(?<=[,;:])", text):
            match = MUST_RE.search(clause) if "要" in clause else None
            if match:
                before = clause[: match.start()].strip("“")
                if TOLD_OF.match(before):
                    start += len(clause)
                    continue
                if len(before) <= 26 and not re.search(
                    "“[^”]*$", clause[: match.start()].lstrip("" if start else "“")
                ):
                    adverb = re.search("(?:都|也|更|还|就|一定|既|始终|同时|务必)$", before)
                    unit = self.units.spoken_to(text[:start]) if not before else None
                    if _BUT.search(text, start + match.end()):
                        start += len(clause)
                        continue
                    if before and self.units.is_unit(before):
                        unit = self.units.words(before)
                    if self.speakers.names.ends(before, self.speaker):
                        unit = before  # 某某要在月底前入户一遍
                    if before and not unit and not adverb and not self._may_precede(before):
                        start += len(clause)
                        continue
                    begin = start + clause.index("要", match.start())
                    if adverb:
                        begin = self._condition(text, start, begin)
                    return begin, unit or (self.units.of(text[:start]) if adverb else None)
            start += len(clause)
        return None

    def _may_precede(self, before: str) -> bool:
        return (
            bool(
                re.match(
                    ".*(?:问题|难题|纠纷|争议|清单)$|(?:下一步|今后|当前|同时|因此|接下来|下步|我们|大家|必须|其次|首先|此外|另外|最后|对|在|把|就|从|针对|围绕)",
                    before,
                )
            )
            or len(before) <= 6
            or any(plain(name) in before for name in self.topics.names)
        )

    def _condition(self, text: str, clause: int, begin: int) -> int:
        previous = text.rfind(",", 0, max(0, clause - 1)) + 1
        if _CONDITION.match(text[previous:]):
            return previous
        return begin

    def as_dicts(self) -> list[dict[str, Any]]:
        found = []
        about = About(self.reading, self.topics, self.points)
        for point in self.points:
            text = point.whole()
            project = about.project_of(point)
            deadline = _DEADLINE.search(text) if _MAY_BE_A_DAY.search(text) else None
            found.append(
                {
                    "text": text,
                    "by": point.by,
                    "project": project.name if project else None,
                    "unit": point.unit,
                    "deadline": deadline[0] if deadline else None,
                    "evidence": self.reading.evidence(point.sentence),
                    "rule": point.rule,
                }
            )
        return found
