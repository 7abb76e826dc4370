"""Schedules whose nodes stand beside each other, a day in each cell: 项目名称 | 施工招标 | 主体完工 | 通水验收."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jzledger.formats.reading.columns import Guess
from jzledger.formats.reading.found import MONEY_KEYS, ReadColumn
from jzledger.formats.reading.grid import Grid, text_of
from jzledger.formats.reading.header import Header, is_month
from jzledger.formats.reading.making import Raw
from jzledger.formats.reading.values import Times, is_nothing
from jzledger.formats.reading.words import Match, Words, squash
from jzledger.formats.sheet_cells import Value

_GROUP = re.compile(
    "节点|里程碑|倒排|工期|(?:计划|预计|拟)?完成(?:时间|时限|日期)|时间安排|进度安排|进度计划|计划时间|时间表"
)
_PLANNED = re.compile("(?:计划|预计|拟|要求|目标)?(?:完成)?(?:时间|时限|日期|节点)?")
_ACTUAL = re.compile("实际|是否|进展|情况|状态|备注|说明|责任|完成率|偏差")
_WHICH_DAYS = re.compile("(计划|实际|完成)(?:完成)?(?:时间|日期|进度|情况)?")
"""In a column of its own: which days stand in the row."""
_OTHER_DAYS = re.compile("(?:开工|竣工|开始|结束|完工|投产|建设|起止)(?:时间|日期|年限)$")
_LEAST_NODES = 2
_LEAST_DAYS = 0.6
_SAMPLE = 200


@dataclass(frozen=True)
class Node:
    """A column of days. `name`: what is done by then, as the heading says it."""

    column: Guess
    name: Raw


def nodes_beside(
    grid: Grid, header: Header, guesses: Sequence[Guess], words: Words, titles: Sequence[str], times: Times
) -> list[Node]:
    """The columns that are nodes; none where the table is of another kind. There they are no issues either."""
    scheduled = any(mark in squash(title) for title in titles for mark in words.titles["schedule"])
    keys = {one.match.key for one in guesses if one.match.score > 0.65}
    found = [node for one in guesses if (node := _node(grid, header, one, words, scheduled)) is not None]
    columns = {node.column.index for node in found}
    others = {one.match.key for one in guesses if one.index not in columns and one.match.score > 0.65}
    if "project" not in keys or len(found) < _LEAST_NODES:
        return []
    if any(one.match.kind in ("schedule", "directives") and one.index not in columns for one in guesses):
        return []  # the nodes stand below each other
    days = [share for node in found if (share := _days(grid, header, node, words, times)) is not None]
    if not days or sum(days) < _LEAST_DAYS * len(days):
        return []
    if not scheduled and others & {*MONEY_KEYS, "issue"}:
        # A list of projects or issues that has some days beside: 关键节点 is not what its rows are about.
        for node in found:
            node.column.match = Match("none", 0.9)
        return []
    return found


def _node(grid: Grid, header: Header, one: Guess, words: Words, scheduled: bool) -> Node | None:
    levels = [squash(level) for level in one.path]
    leaf = levels[-1]
    if one.mapped or is_month(leaf) or _ACTUAL.search(leaf) or _OTHER_DAYS.search(leaf):
        return None
    place = len(levels) - 1
    if place and _PLANNED.fullmatch(leaf):  # 施工招标 over 计划 and 实际
        place -= 1
    groups = "".join(levels[:place])
    known = words.label(levels[place])
    if _GROUP.fullmatch(levels[place]) or known.key not in (None, "none", "issue"):
        return None
    unknown = not known.known and words.heading(leaf).key in (None, "none")
    if not _GROUP.search(groups) and place == len(levels) - 1 and not (scheduled and unknown):
        return None  # without such a group over it, only a heading that is nothing else, in a schedule
    for r in range(header.bottom, header.top - 1, -1):
        corner = grid.corner(r, one.index)
        if squash(text_of(grid.own(*corner))) == levels[place]:
            return Node(one, Raw(grid.own(*corner), *corner))
    return None


def _days(grid: Grid, header: Header, node: Node, words: Words, times: Times) -> float | None:
    """The share of a column's cells that hold days or words for days; None where all are empty."""
    cells = _cells(grid, header, node.column.index)
    stated = [cell for cell in cells if not says_status(text_of(cell), words)]
    return sum(_is_day(cell, times) for cell in stated) / len(stated) if stated else None


def _cells(grid: Grid, header: Header, c: int) -> list[Value]:
    """What stands under a heading, of the first rows."""
    below = range(header.bottom + 1, min(grid.height, header.bottom + 1 + _SAMPLE))
    return [cell for r in below if (cell := grid.own(r, c)) != "" and not is_nothing(text_of(cell))]


def says_status(text: str, words: Words) -> bool:
    """已完成 in place of a day."""
    return squash(text) in words.statuses


def are_days(label: str, cells: Sequence[Value], words: Words, times: Times) -> bool:
    """Is a row of a table on its side about a node: no known label, and days in nothing but days?"""
    leaf = squash(label)
    if words.label(label).known or is_month(leaf) or _ACTUAL.search(leaf) or _OTHER_DAYS.search(leaf):
        return False
    stated = [cell for cell in cells if cell != "" and not is_nothing(text_of(cell))]
    return bool(stated) and all(_is_day(cell, times) or says_status(text_of(cell), words) for cell in stated)


def _is_day(cell: Value, times: Times) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and times.deadline(cell).precision != "")


def as_read(node: Node) -> ReadColumn:
    """The column as it is shown to people: its cells are read as deadlines."""
    one = node.column
    return ReadColumn("deadline_text", one.heading, one.index, 0.8, one.hidden)


def without_nodes(grid: Grid, header: Header, guesses: list[Guess], nodes: Sequence[Node]) -> list[Guess]:
    """The other columns. What stands under a group of nodes and is none of them has no key either."""
    columns = {node.column.index for node in nodes}
    kept = [one for one in guesses if one.index not in columns]
    for one in kept:
        groups = "".join(squash(level) for level in one.path[:-1])
        texts = {squash(text_of(cell)) for cell in _cells(grid, header, one.index)}
        if not one.mapped and (_GROUP.search(groups) or (texts and all(map(_WHICH_DAYS.fullmatch, texts)))):
            one.match = Match("none", 0.9)
    return kept


def of_actual_days(text: str) -> bool:
    """Does a cell say that the days of its row are those that came true, not those that were planned?"""
    found = _WHICH_DAYS.fullmatch(squash(text))
    return found is not None and found[1] in ("实际", "完成")
