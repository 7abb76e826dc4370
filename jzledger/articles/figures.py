"""Counts of projects and sums of investment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzledger.articles.reading import Reading
from jzledger.articles.sentences import Sentence
from jzledger.articles.topics import Topics
from jzledger.rules.chinese_numbers import number

_N = r"\d+(?:\.\d+)?"
_CN = "[二两三四五六七八九十百]{1,4}"
_MONEY = f"(?P<q1>超过|突破|不低于|约|近|达到|达|为|高达|共|共计|计划|预计)?(?P<q2>超过|约|近|逾)?(?P<amount>{_N})(?P<q3>余|多)?(?P<unit>亿|万)(?P<q4>余|多)?元(?P<q5>以上|左右)?"
_COUNT = re.compile(
    f"(?P<n1>\\d+)[个项](?P<kind1>[^,;。、:\\d]{{0,16}}?(?:[省市县区]、[市县区])?[^,;。、:\\d]{{0,12}}?)(?P<noun>项目|工程)(?!负责|单位|经理|部)"
    f"|(?P<kind2>[^,;。、:\\d]{{0,10}})项目(?:共|达|有|总数达?)?(?P<n2>\\d+)(?P<over>余|多)?[个项]"
    f"|(?P<n3>{_CN})个(?!一批)(?P<kind3>[^,;。、:\\d“”]{{0,12}}?)项目(?!负责|单位|经理|部)"
)
_THRESHOLD = re.compile(f"(?:总?投资)?(?:超|过)?(?P<limit>{_N}(?:亿|万)元)(?:及)?(?P<way>以上|以下)(?:的)?")
_AMOUNT = re.compile(
    "(?P<word>(?:年度|当年|今年|全年|本年度|年)?(?:计划|预计)(?:总|完成)?投资|年度投资|年度投资计划|(?:累计|已|共|当年|实际|预计)?完成(?:年度|固定资产)?投资|总投资额?|投资总额|投资额|协议(?:总)?(?:资金|投资)|合同(?:总)?金额|签约(?:总)?(?:金)?额|投资)"
    + _MONEY
)
_RATIO = re.compile(
    rf"(?:占|完成)(?:年度|全年)?(?:投资|目标)?(?:计划)?(?:投资额?)?(?:任务)?的?(?P<r>{_N})%|完成率(?:达|为)?(?P<r2>{_N})%|同比增长(?P<r3>{_N})%|(?:是|为|达到?)(?:年度)?计划的(?P<r4>{_N})%"
)
_GROWTH = re.compile(
    f"(?P<scopes>[^,;。:]{{2,40}}?)(?:分别)?是(?:20\\d\\d年|去年|上年)(?:同期)?的(?P<values>(?:{_N}倍[、和]?){{1,5}})"
)
_SPAN = re.compile(
    r"(?:(?P<y>20\d\d)年|(?P<this>今年|去年))?(?P<a>\d{1,2})(?:月)?[~～—\-至到]+(?P<b>\d{1,2})月"
)
_YEAR = re.compile(r"(?P<y>20\d\d)年(?!(?:\d|的))|(?P<this>今年|去年|明年)")
_MONTH = re.compile(r"(?:(?P<y>20\d\d)年|(?P<this>今年))(?P<m>\d{1,2})月(?!\d)")

_TOKENS = (("count", _COUNT), ("amount", _AMOUNT), ("ratio", _RATIO))
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


def figures(reading: Reading, topics: Topics) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    counted: set[tuple[int, str]] = set()
    for sentence, topic, named in zip(reading.sentences, topics.of_sentence, topics.direct, strict=True):
        if not re.search("\\d|个[^,。]{0,12}项目", sentence.text):
            continue
        scope = topic.name if topic and not named else None
        names = {
            form: p.name for p in named for form in (*p.names(), *(n.removesuffix("项目") for n in p.names()))
        }
        for figure in _Figures(sentence.text, scope, names).found:
            if figure.amount is None and figure.ratio is None and figure.count is not None:
                if counted & {(figure.count, figure.kind), (figure.count, figure.scope)}:
                    continue  # 24个重点项目, said three times
                counted.add((figure.count, figure.kind))
            elif figure.count is not None:
                counted.add((figure.count, figure.scope))
            entry = _entry(reading, sentence, figure)
            if entry not in found:
                found.append(entry)
    return found


class _Figures:
    """Goes through one sentence; count, sum and ratio that follow each other make one figure."""

    def __init__(self, text: str, topic: str | None, names: dict[str, str]) -> None:
        self.text, self.topic, self.names = text, topic, names
        self.signed = "签约" in text
        self.found: list[_Figure] = []
        for start, part in _parts(text):
            self._part(start, part)
        self._growth()

    def _part(self, offset: int, part: str) -> None:
        self.offset, self.part = offset, part
        self.current: _Figure | None = None
        self.ahead: tuple[float, str | None, str] | None = (
            None  # 总投资210亿元的75个项目: the sum waits for its count
        )
        self.used = 0
        tokens = [
            (match.start(), kind, match) for kind, pattern in _TOKENS for match in pattern.finditer(part)
        ]
        for _start, kind, match in sorted(tokens, key=lambda token: token[0]):
            if kind == "count":
                self._count(match)
            elif kind == "amount":
                self._amount(match)
            else:
                self._ratio(match)

    def _add(self, figure: _Figure, at: int) -> None:
        figure.at = self.offset + at
        self.current = figure
        self.found.append(figure)

    def _count(self, match: re.Match[str]) -> None:
        threshold = _THRESHOLD.search(self.part, max(self.used, match.start() - 14), match.end())
        signed = "签约" in self.text[: self.offset + match.end()]
        figure = _count(match, threshold, signed)
        if self.ahead:
            figure.amount, figure.qualifier, kind = self.ahead
            figure.kind, self.ahead = figure.kind if figure.kind == "signed" else kind, None
        self._add(figure, match.start())
        self.used = match.end()

    def _amount(self, match: re.Match[str]) -> None:
        before, after = self.part[: match.start()], self.part[match.end() :]
        if _THRESHOLD.match(self.part, match.start()) and re.match("(?:以上)?的?[^,;。]{0,8}项目", after):
            return
        amount, kind = _wan(match["amount"], match["unit"]), _money_kind(match["word"])
        marks = (match[group] for group in ("q5", "q4", "q3", "q2", "q1"))
        qualifier = next((word for word in marks if word in _QUALIFIERS), None)
        if re.match(r"的?\d+个[^,;。]{0,16}(?:项目|工程)", after):
            self.ahead = amount, qualifier, kind
            return
        owner = self._owner(after)
        current = self.current
        if current and current.amount is None and current.ratio is None and owner is None:
            current.amount, current.qualifier = amount, qualifier
            current.kind = current.kind if current.kind == "signed" else kind
            return
        said = self.text[: self.offset + match.start()]
        last = self.found[-1].scope if self.found else None
        scope = (
            owner
            or _subject(said, self.names)
            or _listed(before)
            or self.topic
            or last
            or _words_before(before)
        )
        if scope:
            level = self.found[-1].level if scope == last else None
            self._add(_Figure(scope, level, None, amount, kind, None, qualifier), match.start())

    def _owner(self, after: str) -> str | None:
        """投资15亿元的X项目: the project that the sum stands before."""
        of = re.match("的(?P<name>[^,;。]{2,40})", after)
        if of is None:
            return None
        known = next((name for form, name in self.names.items() if of["name"].startswith(form)), None)
        return known or (None if self.names or self.topic else of["name"][:20])

    def _ratio(self, match: re.Match[str]) -> None:
        ratio = next(float(Decimal(group) / 100) for group in match.groups() if group)
        if self.current is not None and self.current.ratio is None:
            self.current.ratio = ratio
        elif match["r3"] is None:
            scope = _subject(self.text[: self.offset + match.start()], self.names) or self.topic
            if scope:
                self._add(_Figure(scope, None, None, None, "completed", ratio), match.start())

    def _growth(self) -> None:
        """项目个数、总投资分别是2019年的1.95倍、2.18倍: one figure for each."""
        growth = _GROWTH.search(self.text)
        if growth is None:
            return
        scopes = [scope for scope in re.split("[、和]", re.sub("分别$", "", growth["scopes"])) if scope]
        values = re.findall(_N, growth["values"])
        if len(scopes) == len(values):
            self.offset = 0
            for scope, value in zip(scopes, values, strict=True):
                self._add(_Figure(scope, None, None, None, "growth", float(value)), growth.start())


def _parts(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for part in text.split(";"):
        found.append((start, part))
        start += len(part) + 1
    return found


def _count(match: re.Match[str], threshold: re.Match[str] | None, signed: bool) -> _Figure:
    count = number(match["n1"] or match["n2"] or match["n3"] or "")
    words = match["kind1"] or match["kind2"] or match["kind3"] or ""
    words = re.sub("^.*?(?:引进|实施|完成|共|有|了|推进|安排|谋划|新增|其中|计划|的|等)+", "", words)
    scope = words + "项目"
    if threshold:
        scope = f"投资{threshold['limit']}{threshold['way']}{'签约' if signed else ''}项目"
    level = None
    own = re.match("(?P<l>[省市县区])级?(?:[^,、]{0,4})(?:重点|重大)", words)
    if own:
        level = {"省": "省", "市": "市"}.get(own["l"], "区县")
    qualifier = match["over"] if match["over"] else None
    return _Figure(
        scope,
        level,
        count,
        None,
        "signed" if signed and (threshold or "签约" in words) else "count",
        None,
        qualifier,
    )


def _money_kind(word: str) -> str:
    if "完成" in word and "计划" not in word:
        return "completed"
    if re.search("年", word) or "完成" in word:
        return "annual_plan"
    if re.search("协议|合同|签约", word):
        return "signed"
    return "total"


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


def _wan(amount: str, unit: str) -> float | int:
    value = Decimal(amount) * (10_000 if unit == "亿" else 1)
    return int(value) if value == int(value) else float(value)


def _period(text: str, at: int, published: str | None) -> str | None:
    """The months or the year that the sentence names at or before the figure."""
    issue = int(published[:4]) if published else None

    def year_of(match: re.Match[str]) -> str:
        if match["y"]:
            return str(match["y"])
        return "-" if issue is None else str(issue - (match["this"] == "去年") + (match["this"] == "明年"))

    for span in _SPAN.finditer(text):
        if span.start() <= at:
            year = year_of(span)
            a, b = int(span["a"]), int(span["b"])
            if 1 <= a <= 12 and 1 <= b <= 12:
                return f"{year}-{a:02}/{year}-{b:02}"
    month = _MONTH.search(text[:at])
    if month and year_of(month) != "-":
        return f"{year_of(month)}-{int(month['m']):02}"
    for named in _YEAR.finditer(text):
        if named.start() <= at and year_of(named) != "-":
            return year_of(named)
    return None


def _entry(reading: Reading, sentence: Sentence, figure: _Figure) -> dict[str, Any]:
    return {
        "scope": figure.scope,
        "level": figure.level,
        "count": figure.count,
        "amount_wan": figure.amount,
        "kind": figure.kind,
        "ratio": None if figure.ratio is None else round(figure.ratio, 6),
        "period": _period(sentence.text, figure.at, reading.published),
        "qualifier": figure.qualifier,
        "evidence": reading.evidence(sentence),
    }
