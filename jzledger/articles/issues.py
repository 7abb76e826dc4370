"""Obstacles that somebody has to remove: one for each kind of problem."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.reading import Reading, clauses
from jzledger.articles.topics import Topics

_LIST = re.compile(
    "(?P<etc>等)?(?:方面|各类|突出|具体|实际|重难点|难点|瓶颈|诸多|一系列|要素)*(?:存在)?的?"
    "(?P<noun>问题|难题|困难|短板|瓶颈|需求|诉求|堵点)(?!导向|意识|清单|台账|整改)"
)
_LEADING = re.compile(
    "^(?:.*?(?:协调解决|协调破解|协调|破解|解决|化解|梳理|有关|涉及|存在着?|面临着?|遇到|反映的?|提出的?|针对|围绕|就|聚焦|对|既有|也有|还有|以及|主要是|主要有|有(?!关)|因|由于|受|为|把|将|了(?!解)))?"
)
_OWNER = re.compile(
    "^(?:项目|园区|企业|部分|工程|当前|目前|我市|我县|我区|全市|涉及|推进中|建设中|中|的|地块|片区|一些|个别)+"
)
_HERE = re.compile("(?:推进中|建设中|过程中|工作中|存在|面临|遇到|方面)(?:的|着|存在)?")
_ASKED = re.compile("(?:^|[,;])[^,;]{0,16}?(?<![主重需首必紧])要(?!素|求)")
_MADE = re.compile(
    "加强|强化|完善|优化|健全|提升|做好|抓好|推动|确保|加快|全力|积极|持续|提高|保障|落实|充分"
)
_LONGEST = 26


def issues(reading: Reading, topics: Topics) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    seen: set[tuple[str, str | None]] = set()
    names = sorted(topics.names, key=len, reverse=True)
    for number, sentence in enumerate(reading.sentences):
        if reading.lexicon.solved.search(sentence.text):
            continue
        # A、…;B、…: each half of a sentence tells of its own project.
        start = 0
        texts = []
        for part in sentence.text.split(";"):
            topic = topics.of_part(number, start, start + len(part))
            texts += [
                (*kind, topic.name if topic else None)
                for kind in _listed(reading, part) or _stated(reading, part)
            ]
            start += len(part) + 1
        for said, category, project in texts:
            text = _without_name(said, names)
            if (text, project) in seen:
                continue
            seen.add((text, project))
            found.append(
                {
                    "text": text,
                    "category": category,
                    "project": project,
                    "evidence": reading.evidence(sentence),
                }
            )
    return found


def _listed(reading: Reading, sentence: str) -> list[tuple[str, str]]:
    """Kinds of problem enumerated before 问题, 难题, 困难."""
    found = []
    done = 0
    for match in _LIST.finditer(sentence):
        begin = max(
            done, match.start() - 80, *(sentence.rfind(mark, 0, match.start()) + 1 for mark in ",;。:!?")
        )
        if re.search("(?:存在|遇到|面临|出现)的$", sentence[begin : match.start("noun")]):
            continue  # 了解存在的困难和问题: nothing is said of what they are
        items, done = sentence[begin : match.start()], match.end()
        if len(items) < 2:
            continue
        if items.endswith(("、存在", "、", "存在的", "遇到的", "面临的", "出现的")) or items.endswith(
            ("困难和", "困难、")
        ):
            continue  # 施工进度、存在困难等情况: what was asked about, not what is wanting
        verb = _LEADING.match(items)
        items = items[verb.end() :] if verb and len(items) - verb.end() >= 2 else items
        if re.search("已|得到", sentence[begin : match.start()]) and re.search(
            "解决", sentence[match.end() : match.end() + 6]
        ):
            continue
        parts = [part for part in re.split("、|以及|和(?!平)|及|与", items) if part]
        if any(re.search("情况$|困难$|^存在", part) for part in parts):
            continue  # 就进度、落地情况、遇到的困难等问题现场办公: what was talked of
        kinds = [(_plain(part), reading.lexicon.category(part)) for part in parts]
        known = [(part, category) for part, category in kinds if category and 2 <= len(part) <= _LONGEST]
        if not known or (len(known) == 1 and not match["etc"] and len(parts) > 1 and not verb):
            continue
        # One kind alone needs a word that says it is an obstacle (发展瓶颈问题, 招商工作问题 say nothing).
        found += known
        if len(known) >= 2 or match["etc"]:
            found += [(part, "其他") for part, category in kinds if not category and _is_kind(reading, part)]
    return found


def _is_kind(reading: Reading, part: str) -> bool:
    return 4 <= len(part) <= _LONGEST and bool(reading.lexicon.obstacles.search(part))


def _stated(reading: Reading, sentence: str) -> list[tuple[str, str]]:
    """土地指标尚未落实, 资金缺口较大: a clause with a word of obstacle and one of a category."""
    found = []
    for start, end in clauses(sentence):
        clause = sentence[start:end]
        obstacle = reading.lexicon.obstacles.search(clause)
        if obstacle is None or len(clause) > 60 or _ASKED.search(clause) or re.search("问题|难题", clause):
            continue
        if re.search("破解|克服|解决|化解|消除|不怕|无论|不管", clause):
            continue
        if _MADE.match(clause):
            continue
        text = _plain(
            re.sub(
                "^.*?(?:问题|困难|难点|短板|瓶颈)?(?:主要)?(?:是|有|为|在于|包括|存在|面临|反映|由于|得知|因)(?=.{4})",
                "",
                clause,
            )
        )
        for part in re.split("、", text):
            category = reading.lexicon.category(part)
            ends = [match.end() for match in reading.lexicon.obstacles.finditer(part)]
            if category and ends and len(part) - ends[-1] <= 6 and 3 <= len(part) <= _LONGEST + 8:
                found.append((part, category))
    return found


def _without_name(text: str, names: list[str]) -> str:
    """云杉产业园项目用地手续未批复: the project has its own column."""
    name = next((name for name in names if text.startswith(name)), "")
    rest = re.sub("^(?:项目|工程)?(?:的|因|受|目前|仍|还|存在)*", "", text[len(name) :]) if name else text
    return rest if len(rest) >= 2 else text


def _plain(text: str) -> str:
    text = _HERE.sub("", text)
    return re.sub("(?:等|方面|的|上)+$", "", _OWNER.sub("", text)).strip("“”:;,")
