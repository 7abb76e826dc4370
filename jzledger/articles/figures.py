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
    f"(?P<n1>\\d+)个(?P<kind1>[^,;。、:\\d]{{0,16}}?(?:[省市县区]、[市县区])?[^,;。、:\\d]{{0,12}}?)(?P<noun>项目|工程)(?!负责|单位|经理|部)"
    f"|(?P<kind2>[^,;。、:\\d]{{0,10}})项目(?:共|达|有|总数达?)?(?P<n2>\\d+)(?P<over>余|多)?个"
    f"|(?P<n3>{_CN})个(?!一批)(?P<kind3>[^,;。、:\\d“”]{{0,12}}?)项目(?!负责|单位|经理|部)"
)
_THRESHOLD = re.compile(f"(?:总?投资)?(?:超|过)?(?P<limit>{_N}(?:亿|万)元)(?:及)?(?P<way>以上|以下)(?:的)?")
_AMOUNT = re.compile(
    "(?P<word>(?:年度|当年|今年|全年|本年度)?(?:计划)(?:总|完成)?投资|年度投资计划|(?:累计|已|共|当年|实际|预计)?完成(?:年度|固定资产)?投资|总投资额?|投资总额|投资额|协议(?:总)?(?:资金|投资)|合同(?:总)?金额|签约(?:总)?(?:金)?额|投资)"
    + _MONEY
)
_RATIO = re.compile(rf"占(?:年度|全年)?(?:投资|目标)?(?:计划)?(?:投资)?(?:任务)?的?(?P<r>{_N})%|完成率(?:达|为)?(?P<r2>{_N})%|同比增长(?P<r3>{_N})%|(?:是|为|达到?)(?:年度)?计划的(?P<r4>{_N})%")
_GROWTH = re.compile(f"(?P<scopes>[^,;。:]{{2,40}}?)(?:分别)?是(?:20\\d\\d年|去年|上年)(?:同期)?的(?P<values>(?:{_N}倍[、和]?){{1,5}})")
_SPAN = re.compile(r"(?:(?P<y>20\d\d)年|(?P<this>今年|去年))?(?P<a>\d{1,2})(?:月)?[~～—\-至到]+(?P<b>\d{1,2})月")
_YEAR = re.compile(r"(?P<y>20\d\d)年(?!(?:\d|的))|(?P<this>今年|去年|明年)")
_MONTH = re.compile(r"(?:(?P<y>20\d\d)年|(?P<this>今年))(?P<m>\d{1,2})月(?!\d)")
_EXCLUDED = re.compile("产值|税收|营收|收入|利润|贷款")


@dataclass
class _Figure:
    scope: str
    level: str | None = None
    count: int | None = None
    amount: float | None = None
    kind: str = "count"
    ratio: float | None = None
    qualifier: str | None = None
    project: bool = False
    at: int = 0


def figures(reading: Reading, topics: Topics) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    counted: set[tuple[int, str]] = set()
    for sentence, topic, named in zip(reading.sentences, topics.of_sentence, topics.direct, strict=True):
        if not re.search("\\d|个[^,。]{0,12}项目", sentence.text):
            continue
        scope = topic.name if topic and len(named) <= 1 else None
        names = {form: p.name for p in named for form in (*p.names(), *(n.removesuffix("项目") for n in p.names()))}
        for figure in _in_sentence(sentence.text, scope, names):
            if figure.amount is None and figure.ratio is None and figure.count is not None:
                key = (figure.count, figure.kind)
                if key in counted:
                    continue
                counted.add(key)
            entry = _entry(reading, sentence, figure)
            if entry not in found:
                found.append(entry)
    return found


def _in_sentence(text: str, topic: str | None, names: dict[str, str]) -> list[_Figure]:
    found: list[_Figure] = []
    growth = _GROWTH.search(text)
    signed = "签约" in text
    for part_start, part in _parts(text):
        current: _Figure | None = None
        tokens = sorted(
            [(m.start(), "count", m) for m in _COUNT.finditer(part)]
            + [(m.start(), "amount", m) for m in _AMOUNT.finditer(part)]
            + [(m.start(), "ratio", m) for m in _RATIO.finditer(part)],
            key=lambda token: token[0],
        )
        used = -1
        for start, kind, match in tokens:
            if kind == "count":
                threshold = _THRESHOLD.search(part, max(0, used, start - 14), match.end())
                current = _count(match, threshold, signed and "签约" in text[: part_start + match.end()])
                current.at = part_start + start
                found.append(current)
                used = match.end()
            elif kind == "amount":
                after = part[match.end() :]
                if _THRESHOLD.match(part, start) and re.match("(?:以上)?的?[^,;。]{0,8}项目", after):
                    continue
                amount = _wan(match["amount"], match["unit"])
                money_kind = _money_kind(match["word"], signed)
                of = re.match("的(?P<name>[^,;。]{2,40})", after)
                owner = next((p for form, p in names.items() if of and of["name"].startswith(form)), None)
                if owner is None and of and not names and topic is None:
                    owner = of["name"][:20]
                qualifier = next((match[q] for q in ("q5", "q4", "q3", "q2", "q1") if match[q] in ("超过", "余", "约", "近", "以上", "突破", "逾", "多")), None)
                if current is not None and current.amount is None and current.ratio is None and owner is None:
                    current.amount, current.qualifier = amount, qualifier
                    if current.kind != "signed":
                        current.kind = money_kind
                else:
                    scope = owner or _subject(part[:start], names) or topic or (found[-1].scope if found else "")
                    if not scope:
                        continue
                    level = found[-1].level if found and found[-1].scope == scope else None
                    current = _Figure(scope, level, None, amount, money_kind, None, qualifier, bool(owner))
                    current.at = part_start + start
                    found.append(current)
            else:
                ratio = next(float(Decimal(g) / 100) for g in match.groups() if g)
                if current is not None and current.ratio is None:
                    current.ratio = ratio
                elif match["r3"] is None:
                    scope = _subject(part[:start], names) or topic
                    if scope:
                        current = _Figure(scope, None, None, None, "completed", ratio)
                        found.append(current)
    if growth:
        scopes = [s for s in re.split("[、和]", re.sub("分别$", "", growth["scopes"])) if s]
        values = re.findall(_N, growth["values"])
        if len(scopes) == len(values):
            found += [_Figure(s, None, None, None, "growth", float(v), at=growth.start()) for s, v in zip(scopes, values, strict=True)]
    return [f for f in found if f.count or f.amount is not None or f.ratio is not None]


def _parts(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for part in text.split(";"):
        found.append((start, part))
        start += len(part) + 1
    return found


def _count(match: re.Match[str], threshold: re.Match[str] | None, signed: bool) -> _Figure:
    count = number(match["n1"] or match["n2"] or match["n3"] or "")
    words = (match["kind1"] or match["kind2"] or match["kind3"] or "")
    words = re.sub("^.*?(?:引进|实施|完成|共|有|了|推进|安排|谋划|新增|其中|计划|的)+", "", words)
    scope = words + "项目"
    if threshold:
        scope = f"投资{threshold['limit']}{threshold['way']}{'签约' if signed else ''}项目"
    level = None
    own = re.match("(?P<l>[省市县区])级?(?:重点|重大)", words)
    if own:
        level = {"省": "省", "市": "市"}.get(own["l"], "区县")
    qualifier = match["over"] if match["over"] else None
    return _Figure(scope, level, count, None, "signed" if signed and (threshold or "签约" in words) else "count", None, qualifier)


def _money_kind(word: str, signed: bool) -> str:
    if "年度" in word or "当年计划" in word or "计划完成" in word or "今年计划" in word or "全年计划" in word or "年度投资计划" in word:
        return "annual_plan"
    if "完成" in word:
        return "completed"
    if re.search("协议|合同|签约", word):
        return "signed"
    return "total"


def _subject(before: str, names: dict[str, str]) -> str | None:
    """The project named last before the sum."""
    best = max(((before.rfind(form), form) for form in names if form in before), default=None)
    return names[best[1]] if best else None


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
    for year in _YEAR.finditer(text):
        if year.start() <= at and year_of(year) != "-":
            return year_of(year)
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
