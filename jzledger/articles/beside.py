"""What is joined to a project by 和: A和B双双开工, 由甲包保的A和由乙包保的B, 列入清单的A和B."""

from __future__ import annotations

import re
from dataclasses import replace

from jzledger.articles.built import BY_A_UNIT
from jzledger.articles.enumerations import IN_USE, WORKS_WORD, Enumerations, Mention
from jzledger.articles.lexicon import HAN, Lexicon
from jzledger.articles.names import NameJudge
from jzledger.articles.trim import trim

_KINDS = frozenset(("built", "told", "named", "funded", "subject", "site"))
_TAIL = re.compile("(?:项目|工程)?(?:和|及|与|以及)")
_HEAD = re.compile("(?:和|及|与|以及)$")
_PAIR = re.compile("(.{3,}?[厂站馆楼库坝院桥])[和与及](.{4,})")
_OWN_WORDS = f"(?:[^,;:。、和与及“”()]{{1,24}}的|[{HAN}]{{1,6}}(?:县|镇|乡|街道|[^园小社校]区))?"


class Beside:
    """Patterns for one clause; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, judge: NameJudge, lists: Enumerations) -> None:
        self.lexicon, self.judge, self.lists = lexicon, judge, lists
        body = f"[{HAN}A-Za-z\\d“”·+-]"
        tail = "(?:[一二三四五六七八九十\\d]+期|核心区|起步区)?(?:项目|工程)?"
        name = f"{body}{{2,24}}?(?:{lexicon.facilities})(?:[东西南北]?(?:{lexicon.facilities}))*{tail}"
        self.right = re.compile(f"{_OWN_WORDS}(?P<name>{name})")
        self.left = re.compile(f"(?P<name>[^,;:。、和与及()]{{4,30}}?(?:{lexicon.facilities}){tail})$")

    def in_clause(
        self, text: str, offset: int, found: list[Mention], people: tuple[str, ...]
    ) -> list[Mention]:
        """The mentions of a clause, with those that 和 joins to them; two that were taken for one are parted."""
        known: list[Mention] = []
        for mention in found:
            known += self._parted(mention) if mention.kind in _KINDS else [mention]
        for mention in list(known):
            if mention.kind in _KINDS or mention.kind == "suffix":
                start, end = mention.start - offset, mention.end - offset
                joint = _TAIL.match(text, end)
                if joint:
                    right = self.right.match(text, joint.end())
                    self._add(text, right, offset, mention, known, people)
                before = _HEAD.search(text, 0, start)
                if before:
                    begin = max(text.rfind("、", 0, before.start()) + 1, before.start() - 30, 0)
                    left = self.left.search(text, begin, before.start())
                    self._add(text, left, offset, mention, known, people)
        return sorted(known, key=lambda one: one.start) if len(known) > len(found) else known

    def _parted(self, mention: Mention) -> list[Mention]:
        name = mention.name
        if "(" in name:
            return [mention]
        spans = self.lists.split_and(name, 0, len(name))
        pair = _PAIR.fullmatch(name) if len(spans) < 2 else None
        spans = [pair.span(1), pair.span(2)] if pair else spans
        if len(spans) < 2 or not all(self.judge.is_name(name[a:b], listed=True) for a, b in spans):
            return [mention]
        at = mention.start
        return [replace(mention, name=name[a:b], start=at + a, end=at + b) for a, b in spans]

    def _add(
        self,
        text: str,
        match: re.Match[str] | None,
        offset: int,
        other: Mention,
        known: list[Mention],
        people: tuple[str, ...],
    ) -> None:
        if match is None:
            return
        name = trim(match["name"], people, self.lexicon).name
        end = match.end("name") + offset
        start = end - len(name)
        if any(m.start < end and start < m.end for m in known) or BY_A_UNIT.match(name):
            return
        if IN_USE.search(name) and not WORKS_WORD.search(text):
            return
        if len(name) >= 5 and self.judge.is_name(name):
            kind = "built" if other.kind == "suffix" else other.kind
            known.append(Mention(name, start, end, kind=kind))
