"""Counts of projects and sums of investment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzledger.articles.class_parts import PART, state_of
from jzledger.articles.growth import growth
from jzledger.articles.periods import period
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence
from jzledger.articles.sums import AMOUNT, ASKED_FOR, is_planned, money_kind, of_investment, wan
from jzledger.articles.topics import Topics
from jzledger.rules.chinese_numbers import number

_N = r"\d+(?:\.\d+)?"
_CN = "[二两三四五六七八九十百]{1,4}"
# First what any branch of the pattern can begin with: most places of a text are passed over by that alone.
_COUNT = re.compile(
    "(?=[\\d项工已复新开竣投签落完建入续在省市区县重类二两三四五六七八九十百])(?:"
    f"(?P<n1>\\d+)(?P<over1>余|多)?[个项](?!月|百分|工作日|[^,;。、]{{0,20}}之一)(?P<kind1>[^,;。、:\\d]{{0,16}}?(?:[省市县区]、[市县区])?[^,;。、:\\d]{{0,12}}?)(?P<noun>项目|工程)(?!负责|单位|经理|部)"
    f"|(?:项目|工程)(?:共|达到?|的?[共还仅只]?有|总数达?|超过|[由从]\\d+个(?:增加|增长|增|上升|提高|扩大)[到至])?(?P<n2>\\d+)(?P<over>余|多)?[个项](?P<above>以上)?(?![^,;。、]{{0,2}}(?:标段|工点|工区|作业面|[村镇乡县月]|小区|社区|地块|泊位|车间|单体|问题|百分))"
    f"|(?P<stage>已复工|复工|新开工|已开工|开工|竣工投产|已竣工|竣工|已投产|投产|签约|落地|完工|已完工|建成投产|建成|入库|续建|新建|在建|新签约|已落地)(?:了)?(?P<n4>\\d+)[个项](?![^,;。、]{{0,4}}(?:百分|月))"
    f"|(?P<lv>(?:[省市]级?、?)?[省市区县]级?重点)(?:项目)?(?P<n7>\\d+)[个项]"
    f"|类(?:项目)?(?P<n6>\\d+)[个项]"
    f"|(?P<limit>{_N}(?:亿|万)元)以上(?:的)?(?:有)?(?P<n5>\\d+)[个项]"
    f"|(?P<n3>{_CN})个(?!一批|多?月|工作日|百分)(?P<kind3>[^,;。、:\\d“”]{{0,12}}?)项目(?!负责|单位|经理|部))"
)
_THRESHOLD = re.compile(
    f"(?:总?投资)?(?:(?:超|过)?(?P<limit>{_N}(?:亿|万)元)(?:及)?(?P<way>以上|以下)(?:的)?|(?P<over>超过?|过)(?P<limit1>{_N}(?:亿|万)元)的(?=(?:单体|工业|产业|重[大点]|在建|新建|签约)*项目(?:[由从有达共数、,。占]|\\d)))"
)
_RATIO = re.compile(
    rf"(?:占|完成|为|是|达到?)(?:了)?(?:年度|全年|总|省定|市定|本年度)?(?:投资(?:计划|目标|任务)?|目标(?:任务)?|计划(?:投资|任务|目标)?|任务)(?:额)?的?(?P<r>{_N})%|(?:开工|复工|竣工|投产|完成|投资完成|入统|签约|履约|转化|落地|达标)率(?:分别)?(?:达到?|为)?(?P<r2>{_N})%"
    rf"|(?:同比|比(?:上年|去年)(?:同期)?|较(?:上年|去年)(?:同期)?|同期相比)(?:大幅|净)?增长(?P<r3>{_N})%(?![、和]\\d)|占[^,;。]{{2,12}}的(?P<r4>{_N})%|完成(?:了)?(?P<r5>{_N})%(?!的)|[为是](?:年度|全年|年)(?:投资)?(?:计划|目标|任务)(?:投资)?的(?P<r6>{_N})倍"
)
_WORDS_BEFORE = re.compile("(?:[^,;。、:\\d]|(?<=[省市])、(?=[市县区]))*$")
_PLACE_FIRST = re.compile("[\u4e00-\u9fff]{1,5}[县区市镇乡]|[\u4e00-\u9fff]{0,8}开发区")
_NO_COUNT = re.compile("(?:(?<![目当此日以])前|近|至少[^,。]{0,4}|每[^,。]{0,6})$")
_LED_BY = re.compile(
    "^.*?(?:引进|实施|完成|共|(?<!没)有|了|推进|安排|谋划|新增|其中|计划(?!新|竣)|的|等|确定|列入|入选|再|要)+(?=.)"
)
_KIND_SAID = {"total": "总投资", "annual_plan": "年度计划投资", "completed": "完成投资"}
_INVOLVED = re.compile("涉及(?:总|计划)?$")
# 其中省级45个、市级128个,完成投资…: a sum behind two parts is told of the whole
_TWO_PARTS = re.compile("其中[^,;。]*\\d[个项][^,;。]*[、和][^,;。]*\\d[个项][^,;。]*,[^,;。\\d]*$")
# 4个项目现场签约, 签订A、B两个项目投资合同
_SIGNING = re.compile(
    "[个项][^,;。]{0,14}项目[^,;。]{0,14}签[约订署]|[^,;。]{1,30}项目[^,;。]{0,8}签约|签[订署下][^;。]{2,40}(?:协议|合同|合约)|举行[^,;。]{2,20}签约仪式"
)
_EACH_SUM = re.compile(
    f"(?P<subjects>[^,;。:]{{2,60}}?)分别(?P<word>(?:累计|已)?完成投资|(?:年度)?(?:计划)?总?投资)(?:为|达到?)?(?P<values>{_N}[亿万]元(?:[、和]{_N}[亿万]元)+)"
)
_EACH = re.compile(
    f"(?P<subjects>[^,;。:]{{0,40}}?)分别(?:为|达到?|(?:完成|占)[^,;。、\\d]{{0,10}}?的?)(?P<values>{_N}%(?:[、和]{_N}%)+)"
)
_OF_LEVEL = re.compile("(?P<l>[省市县区])级?(?:以上)?(?:[^,、]{0,4})(?:重点|重大)|(?P<p>[省市])“")
_TWO_LEVELS = re.compile("[省市]级?、?[市县区]级?(?:重点|重大)")
_AIM = re.compile("(?:确保|力争)(?:全年|今年|年内)?$")
_MAY_COUNT = re.compile("\\d|个[^,。]{0,12}项目")
_TOKENS = (("count", "个", _COUNT), ("amount", "元", AMOUNT), ("ratio", "%", _RATIO))
_QUALIFIERS = ("超过", "余", "约", "近", "以上", "突破", "逾", "多")


@dataclass
class _Figure:
    scope: str
    level: str | None = None
    count: int | None = None
    amount: float | None = None
    kind: str = "count"
    ratio: float | None = None
    qualifier: str | None = None
    at: int = 0
    again: bool = False  # 这15个项目: counted before
    stage: bool = False  # 已竣工23个: a part of a class that was counted before


def figures(reading: Reading, topics: Topics) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    counted: set[tuple[int, str]] = set()
    before, paragraph = None, -1  # the class of projects that the paragraph counted last
    for sentence, topic, named in zip(reading.sentences, topics.of_sentence, topics.named, strict=True):
        if not _MAY_COUNT.search(sentence.text):
            continue
        scope = topic.name if topic and not named else None
        names = {
            form: p.name for p in named for form in (*p.names(), *(n.removesuffix("项目") for n in p.names()))
        }
        if sentence.paragraph != paragraph:
            before, paragraph = None, sentence.paragraph
        here = _Figures(sentence.text, scope, names, before).found
        before = next(
            (figure.scope for figure in here if not figure.stage and figure.scope.endswith("项目")), before
        )
        for figure in here:
            if figure.again and any(
                f["count"] == figure.count and f["amount_wan"] is not None for f in found
            ):
                figure.count = None  # a sum behind it is a figure of its own
                if figure.amount is None and figure.ratio is None:
                    continue
            if figure.amount is None and figure.ratio is None and figure.count is not None:
                if any(count == figure.count and _one_class(scope, figure.scope) for count, scope in counted):
                    continue  # 24个重点项目, said three times
                counted.add((figure.count, figure.scope))
            elif figure.count is not None:
                again = figure.amount is not None
                found = [
                    f for f in found if not (again and _bare(f, figure))
                ]  # said before, now with its sum
                counted.add((figure.count, figure.scope))
            entry = _entry(reading, sentence, figure)
            if figure.kind == "total" and figure.count is None and figure.scope in topics.names:
                entry["period"] = None  # 某路2023年动工,总投资4亿元: what a project costs has no year
            if entry not in found:
                found.append(entry)
    return found


def _one_class(scope: str, other: str) -> bool:
    """项目 said of 重点项目 again; 创新类 and 民生类 are two."""
    part = scope.split("的")[0]
    same_part = "的" in scope and "的" in other and part == other.split("的")[0]
    return scope == other or scope.endswith(other) or other.endswith(scope) or same_part


def _bare(entry: dict[str, Any], figure: _Figure) -> bool:
    alone = entry["amount_wan"] is None and entry["ratio"] is None and entry["kind"] == "count"
    return bool(alone and entry["count"] == figure.count and _one_class(entry["scope"], figure.scope))


class _Figures:
    """Goes through one sentence; count, sum and ratio that follow each other make one figure."""

    def __init__(self, text: str, topic: str | None, names: dict[str, str], before: str | None) -> None:
        self.text, self.topic, self.names, self.before = text, topic, names, before
        self.signed = "签约" in text
        self.found: list[_Figure] = []
        self.told: list[str] = []  # what growth is said of: 项目个数, 总投资, …
        for start, part in _parts(text):
            done = self._each(start, part)
            self._part(start + done, part[done:])
        self._growth()

    def _part(self, offset: int, part: str) -> None:
        self.offset, self.part = offset, part
        self.current: _Figure | None = None
        # 总投资210亿元的75个项目: the sum waits for its count
        self.ahead: tuple[float, str | None, str] | None = None
        self.used = 0
        tokens = [
            (match.start(), kind, match)
            for kind, sign, pattern in _TOKENS
            if sign in part or (kind == "count" and "项" in part) or (kind == "ratio" and "倍" in part)
            for match in pattern.finditer(part)
        ]
        taken = {place for _, kind, match in tokens if kind == "count" for place in range(*match.span())}
        if "个" in part and (taken or self.before or self.found):
            parts = (match for match in PART.finditer(part) if match.start() not in taken)
            tokens += [(match.start(), "part", match) for match in parts]
        for _start, kind, match in sorted(tokens, key=lambda token: token[0]):
            if kind == "count":
                self._count(match)
            elif kind == "part":
                self._part_of_class(match)
            elif kind == "amount":
                self._amount(match)
            else:
                self._ratio(match)

    def _part_of_class(self, match: re.Match[str]) -> None:
        """187个重点项目中,155个已经开工: so many of the class counted last."""
        state = state_of(self.part, match)
        count = int(match["n"])
        whole = next((f for f in reversed(self.found) if not f.stage and (f.count or 0) >= count), None)
        scope = whole.scope if whole else self.before
        if state is None or scope is None or not scope.endswith(("项目", "工程")):
            return
        self._add(
            _Figure(f"{state}的{scope}", whole.level if whole else None, count, stage=True), match.start()
        )

    def _each(self, offset: int, part: str) -> int:
        """甲县、乙区分别完成年度计划的85%、83%: one figure for each. How much of the part that is."""
        each = _EACH.search(part) if "分别" in part else None
        if each is None:
            return self._each_sum(offset, part) if "分别" in part and "元" in part else 0
        subjects = [subject for subject in re.split("[、和]", each["subjects"]) if subject]
        values = re.findall(f"({_N})%", each["values"])
        if len(subjects) != len(values):
            before = re.split("[,:]", part[: each.start("values")])
            subjects = next(
                (
                    s
                    for s in (re.split("[、和]", re.sub("进度.*|分别.*", "", c)) for c in reversed(before))
                    if len(s) == len(values)
                ),
                [],
            )
        if len(subjects) != len(values):
            return 0
        self.offset = offset
        for subject, value in zip(subjects, values, strict=True):
            self._add(_Figure(subject, None, None, None, "completed", _share(value)), each.start())
        return each.end()

    def _each_sum(self, offset: int, part: str) -> int:
        """甲项目、乙项目分别完成投资8.4亿元和5.9亿元: a sum for each."""
        each = _EACH_SUM.search(part)
        if each is None:
            return 0
        subjects = [s for s in re.split("[、和与]", re.sub("^其中", "", each["subjects"])) if s]
        values = re.findall(f"({_N})([亿万])元", each["values"])
        if len(subjects) != len(values) or part[: each.start()].strip():
            self._part(offset, part[: each.start()])
        if len(subjects) != len(values):
            return each.start()
        self.offset = offset
        for subject, (amount, unit) in zip(subjects, values, strict=True):
            scope = next((name for form, name in self.names.items() if form in subject), subject)
            figure = _Figure(scope, None, None, wan(amount, unit), money_kind(each["word"]))
            self._add(figure, each.start())
        return each.end()

    def _add(self, figure: _Figure, at: int) -> None:
        figure.at = self.offset + at
        self.current = figure
        self.found.append(figure)

    def _count(self, match: re.Match[str]) -> None:
        threshold = _THRESHOLD.search(self.part, max(self.used, match.start() - 14), match.end())
        signed = "签约" in self.text[: self.offset + match.end()]
        figure = _count(match, threshold, signed)
        if (
            figure.count is None
            or (match["kind1"] or "").startswith("以上")
            or _NO_COUNT.search(self.part[: match.start()])
        ):
            return  # 前10个月项目
        kind = match["kind1"] or ""
        if re.search("[县区市镇乡街]道?和$", kind):
            return  # 深入11个县区和项目现场
        figure.again = self.part[: match.start()].endswith(("这", "上述", "以上"))
        if self.ahead:
            figure.amount, figure.qualifier, kind = self.ahead
            figure.kind, self.ahead = figure.kind if figure.kind == "signed" else kind, None
        self._add(figure, match.start())
        self.told.append("项目个数")
        self.used = match.end()

    def _amount(self, match: re.Match[str]) -> None:
        before, after = self.part[: match.start()], self.part[match.end() :]
        if _THRESHOLD.match(self.part, match.start()) and re.match("(?:以上)?的?[^,;。]{0,8}项目", after):
            return
        if (
            "投资" not in match["word"]
            and "完成" in match["word"]
            and not of_investment(self.text[: self.offset + match.start()])
        ):
            return
        amount, kind = wan(match["amount"], match["unit"]), money_kind(match["word"])
        clause = max(self.part.rfind(mark, 0, match.start()) for mark in ",:") + 1
        if kind == "completed" and is_planned(self.part, clause, match.start(), after):
            kind = "annual_plan"
        if kind == "total" and match["word"].startswith("计划") and ASKED_FOR.search(self.part, 0, clause):
            kind = "annual_plan"
        if kind == "annual_plan" and _AIM.search(self.part, clause, match.start()):
            self.current = self.current and _Figure(self.current.scope, self.current.level, ratio=0.0)
        self.told.append(_KIND_SAID.get(kind, match["word"]))
        marks = (match[group] for group in ("q5", "q4", "q3", "q2", "q1"))
        qualifier = next((word for word in marks if word in _QUALIFIERS), None)
        if re.match(r"的?\d+个[^,;。]{0,16}(?:项目|工程)", after):
            self.ahead = amount, qualifier, kind
            return
        owner = self._owner(after)
        current = self.current
        if (
            current
            and "其中" in before
            and (self._of_another(current, match.start()) or _TWO_PARTS.search(before))
        ):
            current = self.current = None if self._of_another(current, match.start()) else self.found[0]
        if current and current.stage and not (_INVOLVED.search(before) and current.amount is None):
            whole = next((f for f in self.found if not f.stage), None)
            if whole and whole.amount is None and whole.ratio is None:
                whole.amount, whole.qualifier = amount, qualifier or whole.qualifier
                whole.kind = whole.kind if whole.kind == "signed" else kind
                self.current = whole
                return
            scope_said = whole.scope if whole else current.scope
            self._add(
                _Figure(scope_said, whole.level if whole else None, None, amount, kind, None, qualifier),
                match.start(),
            )
            return
        if current and current.amount is None and current.ratio is None and owner is None:
            current.amount, current.qualifier = amount, qualifier or current.qualifier
            current.at = self.offset + match.start()  # 实施96个,前10个月完成投资…: the months of the sum
            if (
                kind == "total"
                and current.count is not None
                and "签" in self.text
                and _SIGNING.search(self.text)
            ):
                kind = "signed"
            current.kind = current.kind if current.kind == "signed" else kind
            return
        said = self.text[: self.offset + match.start()]
        told = [f.scope for f in self.found if not f.stage] or [f.scope for f in self.found]
        last = told[-1] if told else None
        scope = (
            owner
            or self._built_with(after)
            or _subject(said, self.names)
            or _listed(before)
            or _between(match["word"], before)
            or self.topic
            or last
            or _words_before(before)
            or ("签约项目" if kind == "signed" else self.before or "")
        )
        if scope:
            level = self.found[-1].level if scope == last else None
            self._add(_Figure(scope, level, None, amount, kind, None, qualifier), match.start())

    def _of_another(self, current: _Figure, at: int) -> bool:
        """上下游项目6个,其中某某项目今年开工,总投资5亿元: the sum is of the project named since."""
        since = self.text[current.at : self.offset + at]
        named = since.rfind("其中")
        return named >= 0 and any(form in since[named:] for form in self.names)

    def _owner(self, after: str) -> str | None:
        """投资15亿元的X项目: the project that the sum stands before."""
        of = re.match("的(?P<name>[^,;。]{2,40})", after) if after.startswith("的") else None
        if of is None:
            return None
        known = next((name for form, name in self.names.items() if of["name"].startswith(form)), None)
        return known or (None if self.names or self.topic else of["name"][:20])

    def _built_with(self, after: str) -> str | None:
        """投资5亿元在某地建设X项目: the project that the sum is for."""
        built = re.match(
            ",?(?:在[^,;。]{2,14})?(?:投资)?(?:建设|新建|兴建|打造|实施|启动|上马|用于)(?P<rest>[^,;。]{2,40})",
            after,
        )
        if built is None:
            return None
        return next((name for form, name in self.names.items() if form in built["rest"]), None)

    def _ratio(self, match: re.Match[str]) -> None:
        ratio = (
            float(match["r6"]) if match["r6"] else next(_share(group) for group in match.groups() if group)
        )
        if match["r5"] and _place_before(self.part, match.start()) is None:
            return  # 主体结构完成90%: no money
        if match["r3"]:
            if self.part.endswith("分别", 0, match.start()):
                return
            if self.current is not None and self.current.kind in ("completed", "signed", "total"):
                current = self.current
                self._add(_Figure(current.scope, current.level, None, None, "growth", ratio), match.start())
            return
        if (
            self.current is not None
            and self.current.ratio is None
            and not (self.current.kind == "total" and "年度" in match[0])
        ):
            self.current.ratio = ratio
        else:
            scope = (
                _subject(self.text[: self.offset + match.start()], self.names)
                or self.topic
                or (self.current.scope if self.current else None)
                or _place_before(self.part, match.start())
            )
            if scope:
                self._add(_Figure(scope, None, None, None, "completed", ratio), match.start())

    def _growth(self) -> None:
        for place, scope, value, share in growth(self.text, self.told):
            if not any(
                f.kind == "growth" and f.ratio == (_share(value) if share else float(value))
                for f in self.found
            ):
                self.offset = 0
                ratio = _share(value) if share else float(value)
                self._add(_Figure(scope, None, None, None, "growth", ratio), place)


def _between(word: str, before: str) -> str:
    """完成重点项目投资118亿元: what stands between the two words; 全市交通固定资产投资完成…: what stands before."""
    inside = re.fullmatch("(?:累计|已|共)?完成([^,;。、\\d]{2,10}?项目)投资", word)
    if inside or not word.startswith("固定资产"):
        return inside[1] if inside else ""
    kind = re.sub("^.*(?:[全我本][市县区省州]|[全今去]年)", "", before[-12:])
    return (kind if kind.isalpha() and len(kind) <= 6 else "") + "固定资产投资"


def _place_before(part: str, at: int) -> str | None:
    """临浦区完成年度计划的58.8%: the place that the clause begins with."""
    clause = part[part.rfind(",", 0, at) + 1 : at]
    place = _PLACE_FIRST.match(clause)
    return place[0] if place else None


def _share(percent: str) -> float:
    return float(Decimal(percent) / 100)


def _parts(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for part in text.split(";"):
        found.append((start, part))
        start += len(part) + 1
    return found


def _count(match: re.Match[str], threshold: re.Match[str] | None, signed: bool) -> _Figure:
    count = number(next(match[group] for group in ("n1", "n2", "n3", "n4", "n5", "n6", "n7") if match[group]))
    words = match["kind1"] or match["kind3"] or match["stage"] or match["lv"] or ""
    if match["n2"] or match["n6"]:  # 省重点项目24个, 民生类4个: the words stand before
        before = _WORDS_BEFORE.search(match.string, max(0, match.start() - 10), match.start())
        words = (before[0] if before else "") + ("类" if match["n6"] else "")
    if match["limit"]:
        words = f"投资{match['limit']}以上"
    words = _LED_BY.sub("", words)
    scope = words + "项目"
    if threshold:
        way = threshold["way"] or "以上"
        scope = f"投资{threshold['limit'] or threshold['limit1']}{way}{'签约' if signed else ''}项目"
    qualifier = match["over"] or match["over1"] or match["above"] or None
    return _Figure(
        scope,
        _level(words + "项目"),
        count,
        None,
        "signed" if signed and (threshold or "签约" in words) else "count",
        None,
        qualifier,
        stage=bool(match["stage"]),
    )


def _subject(before: str, names: dict[str, str]) -> str | None:
    """The project named last before the sum."""
    listed = re.search("等[^,。、]{0,14}(?:项目|工程)[^,。]*,?[^,。]*$", before)
    if listed:
        return None  # A、B等项目,计划完成投资…: the sum is of all
    best = max(((before.rfind(form), form) for form in names if form in before), default=None)
    return names[best[1]] if best else None


def _listed(before: str) -> str | None:
    found = re.search("等(?P<kind>[^,。、]{0,14}?(?:项目|工程))[^,。]*,?[^,。]*$", before)
    return found["kind"] if found else None


def _words_before(before: str) -> str:
    """What a sum without a project is said of: the end of the clause before it."""
    words = re.split("[,;:。]", before.rstrip(",;:"))[-1]
    quoted = re.search("“[^“”]+”$", words)
    return quoted[0] if quoted else words[-16:] if re.search("项目|工程|建设|园|中心", words) else ""


def _rule(figure: _Figure) -> str:
    """Which words the figure was read from: the first of count, sum and ratio that it has."""
    if figure.kind == "growth":
        return "figure.growth"
    return (
        "figure.count"
        if figure.count is not None
        else "figure.amount"
        if figure.amount is not None
        else "figure.ratio"
    )


def _level(scope: str) -> str | None:
    """市重点项目完成投资…: the level that the words of a class begin with; 省市重点项目 are of both."""
    own = _OF_LEVEL.match(scope) if scope.endswith("项目") and not _TWO_LEVELS.match(scope) else None
    return {"省": "省", "市": "市"}.get(own["l"] or own["p"], "区县") if own else None


def _entry(reading: Reading, sentence: Sentence, figure: _Figure) -> dict[str, Any]:
    return {
        "scope": figure.scope,
        "level": figure.level or _level(figure.scope),
        "count": figure.count,
        "amount_wan": figure.amount,
        "kind": figure.kind,
        "ratio": None if figure.ratio is None else round(figure.ratio, 6),
        "period": period(sentence.text, figure.at, reading.published),
        "qualifier": figure.qualifier,
        "evidence": reading.evidence(sentence),
        "rule": _rule(figure),
    }
