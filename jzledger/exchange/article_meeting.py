"""Which meeting, tour or visit an article tells of: its kind, number, name, day, place, chair and who took part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jzledger.rules.chinese_numbers import number

# The first word that the lead paragraph or the headline has decides.
_KINDS = (
    ("调度会", "coordination"),
    ("例会", "weekly"),
    ("观摩", "tour"),
    ("推进会", "coordination"),
    ("协调会", "coordination"),
    ("专题会", "coordination"),
    ("现场办公会", "coordination"),
    ("座谈会", "coordination"),
    ("调研", "visit"),
    ("督导", "visit"),
    ("现场办公", "visit"),
    ("工作会议", "coordination"),
)
_ORDINAL = re.compile(r"第([一二三四五六七八九十百\d]{1,4})次")
_STOPS = "[,，;；。:：]"
_HELD = re.compile("(?:在[^,，。]{2,16})?(?:隆重)?(?:胜利)?(?:顺利)?(?:召开|举行|开幕|举办)(?:了)?$")
_LED = "(?:主持|并主持|出席并主持)"
_PRESENT = re.compile("参加|出席|陪同|一同|列席")
_PLACE = re.compile(
    "(?:深入|来到|先后到|先后来到|到|前往|赴)(?P<place>[^,，。;；、到]{2,16}?[县区市镇乡])(?=[,，。、实调专督察进检就观]|$)"
)
_DAY = re.compile(r"^.{0,12}?\d{1,2}月\d{1,2}日(?:上午|下午|晚上|晚|至\d{1,2}日)?[,，]?")


def sentence_with(body: str, words: str) -> str | None:
    """The first sentence of the text that holds these words."""
    place = body.find(words) if words else -1
    if place < 0:
        return None
    start = max(body.rfind(mark, 0, place) for mark in "。！？!?\n") + 1
    while start < place and body[start] in "”’」』)）":
        start += 1
    end = re.compile(r"[。！？!?]+[”’」』)）]*|(?=\n)|\Z").search(body, place + len(words) - 1)
    return body[start : end.end() if end else len(body)].strip()


def meeting_of(found: Mapping[str, Any], people: Sequence[str]) -> tuple[dict[str, Any], str] | None:
    """Values by Field and the sentence that tells of it; None where requirements come from no meeting."""
    lead, body = found["body"].partition("\n")[0], found["body"]
    title = found["title"] or ""
    kind = next(((word, code) for word, code in _KINDS if word in lead), None)
    kind = kind or next(((word, code) for word, code in _KINDS if word in title), None)
    if kind is None or not found["requirements"]:
        return None
    word, code = kind
    sentence = sentence_with(body, word) or lead
    clause = next((one for one in re.split(_STOPS, sentence) if word in one), "") or title or word
    ordinal = _ORDINAL.search(clause)
    values = {
        "kind": code,
        "title": _name(clause.strip(), title.strip(), word),
        "ordinal": number(ordinal[1]) if ordinal else None,
        "held_on": day_of(found["event_date"]),
        "held_text": month_day(found["event_date"]),
        "place": _place(lead) if code in ("tour", "visit") else None,
        "chair": _chair(body, people),
        "attendees": _attendees(body, people),
    }
    return values, sentence


def _name(clause: str, headline: str, word: str) -> str:
    """The clause that says 召开 or tells of a visit; else the headline, where that names the meeting."""
    held = _HELD.sub("", clause)
    told = held != clause or word in ("调研", "督导")
    return held if told or word not in headline else headline


def _chair(body: str, people: Sequence[str]) -> str | None:
    """The person of whom 主持 is said: 刘某主持并讲话, 由刘某主持."""
    if not people:
        return None
    names = "|".join(map(re.escape, sorted(people, key=len, reverse=True)))
    said = re.search(f"(?:由)?(?P<name>{names})[^,，。;；、]{{0,8}}?{_LED}", body)
    return said["name"] if said else None


def _attendees(body: str, people: Sequence[str]) -> str | None:
    """Who is said to have taken part: the names of the sentences with 参加, 出席, 陪同."""
    present: dict[str, None] = {}
    for sentence in re.split("[。！？!?\n]", body):
        if _PRESENT.search(sentence):
            named = [(sentence.find(name), name) for name in people if name in sentence]
            present.update(dict.fromkeys(name for _, name in sorted(named)))
    return "、".join(present) or None


def _place(lead: str) -> str | None:
    said = _PLACE.search(_DAY.sub("", lead))
    return said["place"] if said else None


_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day_of(text: str | None) -> date | None:
    """A full day (2024-02-07); anything less is no day."""
    return date.fromisoformat(text) if text and _FULL_DAY.fullmatch(text) else None


def month_day(text: str | None) -> str | None:
    """--05-29 as it stood in the paper: 5月29日."""
    said = re.fullmatch(r"--(\d\d)-(\d\d)", text or "")
    return f"{int(said[1])}月{int(said[2])}日" if said else None
