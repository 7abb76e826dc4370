"""Where a project lies, by the words around its name."""

from __future__ import annotations

import functools
import re

from jzledger.articles.lexicon import HAN

_ON_THE_WAY = re.compile(
    "^(?:.{0,3}(?:位于|地处|坐落于|坐落在|来到|走进|抵达|赶到|深入|前往|落户于?|选址于?)|同?[在到于赴])"
)
_DISTRICT = re.compile(f"[{HAN}]{{2,3}}?区(?=.{{3}})")
_OFFICES = ("委", "政府", "人民政府", "区长", "住建局", "发改局", "人大", "政协")


# 临江区的X, 某县引进的X, 某县举行X开园仪式: the county right before the name.
_BEFORE = re.compile(
    f"(?:^|[,;:、。和及与]|[是到看过了]|(?<!现)在|位于|地处)(?P<place>(?![全我各该本两外多整几])[{HAN}]{{1,3}}(?:县(?!区|市)|(?<![园小社校新山景城片库矿厂务院集西东南北地辖港市灌街住])区|(?<!城)镇)|[{HAN}]{{0,3}}(?:高新区|经开区)|(?!经济|高新|产业)[{HAN}]{{2,3}}(?:(?:经济|高新技术)?开发区|新区))"
    "(?:(?:隆重|正式|集中)?(?:引进|实施|谋划|建设|举行|举办|启动|打造|推进|储备|新建|在建)(?:了|的)?|的(?:[^,;。的]{0,16}元的)?)$"
)

_JOINS = tuple("的了进施划设行办动造备建")  # what the text before a name ends with, if a place is tied to it


def before(text: str) -> str | None:
    """The place that stands right before a name that begins where `text` ends."""
    found = _BEFORE.search(text) if text.endswith(_JOINS) else None
    return found["place"] if found else None


def bare(place: str | None) -> str | None:
    """位于某区 and 在某镇 to the place."""
    return (_ON_THE_WAY.sub("", place) or None) if place else None


def district(name: str, page: str) -> str | None:
    """炉东区 of 炉东区第三实验学校: a district, as the page speaks of its offices (炉东区委)."""
    found = _DISTRICT.match(name)
    return found[0] if found and any(found[0] + office in page for office in _OFFICES) else None


@functools.lru_cache(maxsize=8)
def works_at(county: str) -> re.Pattern[str]:
    """某项目在某县落地: matches from the name on, group `place`."""
    return re.compile(
        "^[^,;。在]{2,40}?(?:\\d日|日|也|已|将|正式|顺利|成功)?在"
        f"(?P<place>{county}|[{HAN}]{{1,3}}(?:县|(?<![园小社校地市城])区|镇|乡)|[{HAN}]{{0,4}}(?:高新区|经开区|开发区|示范区|新区))"
        "(?:正式|顺利|成功|集中)?(?:落地|落户|开工|动工|破土|投产|建成|开建|奠基|竣工|启动建设)"
    )


@functools.lru_cache(maxsize=8)
def located(county: str) -> re.Pattern[str]:
    """位于某县某镇, 落户某开发区: group 1 is the place."""
    return re.compile(
        f"(?:位于|坐落于|坐落在|选址[于在]?|落户于?|落地于?|落址|落子|拟?建于|布局[于在])((?:{county}|[{HAN}]{{1,3}}[县区])?"
        f"(?:[{HAN}]{{2,10}}?(?:开发区|高新区|示范区|集聚区|[镇乡]|街道))?)"
    )


@functools.lru_cache(maxsize=8)
def toured(county: str) -> re.Pattern[str]:
    """到某区调研, 赴某县现场办公: group `place`."""
    return re.compile(
        f"(?:到|深入|赴|在|莅临)(?P<place>{county}|[{HAN}]{{1,3}}(?:县|(?<![园小社校地市城])区)|[{HAN}]{{0,4}}(?:高新区|经开区|开发区|示范区|新区)|[{HAN}]{{2,3}}镇)"
        "[,，]?(?:就[^,。]{2,14})?[^,。、]{0,4}?(?:调研|督导|督查|督察|检查|察看|视察|观摩|现场办公|走访)"
    )
