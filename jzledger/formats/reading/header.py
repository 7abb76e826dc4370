"""The heading of a table: one to four rows of words, a tree where they are merged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jzledger.formats.reading.grid import Grid
from jzledger.formats.reading.money_words import money_match
from jzledger.formats.reading.words import LONGEST_HEADING, Words, squash

MOST_LEVELS = 4
_FIRST_CELLS = 6
_LONGEST_WORD = 30
_STATEMENT = re.compile(r"[:：]\s*\S")
_UNIT_ROW = re.compile(r"\((?![一二三四五六七八九十0-9]+\))[^()]*\)|单位:?.{0,8}元|(?:亿|万)?元")
_SECTION = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]\S{2}|.{2,}\([0-9]+[个项件条]\)$")
_AMOUNT_LEAF = re.compile(
    "(?:年度|本年|全年|今年|当年|本月|当月|开工|年初|累计|计划|实际|完成年?计划).{0,6}|[0-9]{1,2}月?份?(?:[-—–~至][0-9]{1,2}月)?(?:当月|累计)?(?:完成|计划).{0,4}"
)
_DAY = re.compile(r"(?:20[0-9]{2}[年./-])?(?:1[0-2]|0?[1-9])(?:月(?:[0-9底末中上下]|$)|[./-][0-9]{1,2}$)")
_MONTH = re.compile(
    r"(?:1[0-2]|[1-9])(?:月份?)?|[上中下]旬?|第?[一二三四1-4]季度|W?[0-9]{1,2}周?|(?:1[0-2]|[1-9])[./][0-9]{1,2}"
)


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom` of the sheet; `paths`: by column, the levels of its heading as written, top first.

    `corners`: by column, the first column of the lowest heading cell (two columns below one cell share it).
    """

    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]
    corners: dict[int, int]

    @property
    def words(self) -> frozenset[str]:
        """All of its words, to know it again on the next page."""
        return frozenset(squash(level) for path in self.paths.values() for level in path)

    @property
    def first(self) -> int:
        return min(self.paths)


def is_word(words: Words, text: str) -> bool:
    """Is a cell known as a heading, word by word?"""
    if len(text) > LONGEST_HEADING:
        return False
    return words.label(text).known or words.numbered(text).known or _is_money(text)


def _is_money(text: str) -> bool:
    found = money_match((squash(text),), None) if "投" in text or "金额" in text else None
    return found is not None and found.key != "none"


def find_header(grid: Grid, words: Words, r: int) -> Header | None:
    """The heading that begins in row `r`, if one does."""
    if not _may_head(grid, words, r) and (r + 1 >= grid.height or not _may_head(grid, words, r + 1)):
        return None
    if not _heads(grid, words, r):
        # A row of groups alone (项目基本情况, 责任落实) is known by the heading below it.
        below = r + 1
        if below >= grid.height or not (_groups(grid, r) or _lost_groups(grid, words, r)):
            return None
        if not _heads(grid, words, below):
            return None
        bottom = _bottom(grid, words, below)
        return _tree(grid, r, bottom)
    return _tree(grid, r, _bottom(grid, words, r))


def _may_head(grid: Grid, words: Words, r: int) -> bool:
    """A look at the first cells, which is all that most rows need: is one of them known as a heading?"""
    if grid.glance[0] != r:  # each row is asked for twice, once as the one below
        grid.glance = (r, _has_heading_word(grid, words, r))
    return grid.glance[1]


def _has_heading_word(grid: Grid, words: Words, r: int) -> bool:
    looked = 0
    for value in grid.rows[r]:
        if value == "":
            continue
        if type(value) is str and len(value) <= _LONGEST_WORD and is_word(words, value):
            return True
        looked += 1
        if looked == _FIRST_CELLS:
            break
    return False


def _heads(grid: Grid, words: Words, r: int) -> bool:
    row = grid.rows[r]
    if (
        sum(1 for value in row if value != "" and isinstance(value, str) and len(value) <= LONGEST_HEADING)
        < 2
    ):
        return False
    cells = grid.filled(r)
    known = [is_word(words, text) for _, text in cells]
    exact = sum(known)
    if exact < 2:
        # 乡镇 | 问题数 | 已解决数: words that are known in part, but all of them.
        parts = [
            sure
            or (len(squash(text)) <= 8 and _likely(words, text))
            or bool(_AMOUNT_LEAF.fullmatch(squash(text)))
            for sure, (_, text) in zip(known, cells, strict=True)
        ]
        return bool(exact) and len(cells) >= 3 and all(parts) and _side_by_side(grid, r, cells, parts)
    likely = exact + 0.5 * sum(
        not sure and (_likely(words, text) or _is_part(squash(text)) or _over_day(grid, r, c))
        for sure, (c, text) in zip(known, cells, strict=True)
    )
    if likely / len(cells) < 0.5 or any(_STATEMENT.search(text) for _, text in cells):
        return False
    sure = [one or _over_plain_words(grid, words, r, c) for one, (c, _) in zip(known, cells, strict=True)]
    return _side_by_side(grid, r, cells, sure)


def _over_plain_words(grid: Grid, words: Words, r: int, c: int) -> bool:
    """Is it a group over words such as 计划 and 实际, whatever it is called itself?"""
    _, first, bottom, last = grid.range(r, c)
    below = [squash(grid.text(bottom + 1, column)) for column in range(first, last + 1)]
    return last > first and len(set(below)) > 1 and all(text in words.generic for text in below)


def _is_part(bare: str) -> bool:
    """A month, or what stands beside and below 投资: 本月完成, 1-5月累计."""
    return bool(_MONTH.fullmatch(bare) or _AMOUNT_LEAF.fullmatch(bare))


def is_month(bare: str) -> bool:
    """Is it the heading of a month, a week or a quarter?"""
    return bool(_MONTH.fullmatch(bare))


def _over_day(grid: Grid, r: int, c: int) -> bool:
    """Does a day stand right below? Then it may be a node of a schedule, whatever it is called."""
    below = grid.own(r + 1, c)
    return isinstance(below, date) or (isinstance(below, str) and bool(_DAY.match(squash(below))))


def _likely(words: Words, text: str) -> bool:
    return len(text) <= LONGEST_HEADING // 2 and words.heading(text).known


def _side_by_side(grid: Grid, r: int, cells: list[tuple[int, str]], known: list[bool]) -> bool:
    """Headings stand beside each other; in a form, each label has its value on its right."""
    pairs = 0
    for place in range(len(cells) - 1):
        right = grid.range(r, cells[place][0])[3]
        pairs += known[place] and known[place + 1] and cells[place + 1][0] == right + 1
    return pairs >= max(1, (sum(known) - 1) / 2 - 0.5)


def _groups(grid: Grid, r: int) -> bool:
    """Could the row be the groups over a heading: a few short words, at least one of them over several columns?"""
    cells = grid.filled(r)
    if len(cells) < 2 or any(len(squash(t)) > 15 or ":" in squash(t) or "(" in t[:1] for _, t in cells):
        return False
    if any(not isinstance(grid.own(r, c), str) for c, _ in cells):
        return False
    spans = [grid.range(r, c) for c, _ in cells]
    lone = [c for r0, c, r1, last in spans if r1 == r0 and last == c and grid.own(r + 1, c) != ""]
    if len(lone) > 1:  # a form's labels and values, not groups
        return False
    return any(last > first for _, first, _, last in spans) or any(bottom > r for _, _, bottom, _ in spans)


def _lost_groups(grid: Grid, words: Words, r: int) -> bool:
    """The same where merged cells were lost: each word has empty cells on its right that have headings below."""
    cells = grid.filled(r)
    if len(cells) < 2 or any(grid.merged(r, c) for c, _ in cells):
        return False
    if any(len(squash(text)) > 8 or ":" in squash(text) for _, text in cells):
        return False
    over = [
        c for c, _ in cells if grid.own(r, c + 1) == "" and grid.own(r + 1, c) != "" != grid.own(r + 1, c + 1)
    ]
    named = [text for _, text in cells if words.heading(text).known or words.label(text).known]
    return len(over) >= 2 and len(named) * 2 >= len(cells)


def _bottom(grid: Grid, words: Words, top: int) -> int:
    """The last row of the heading whose first row is `top`."""
    reach = max((grid.range(top, c)[2] for c, _ in grid.filled(top)), default=top)
    reach = min(reach, top + MOST_LEVELS - 1, grid.height - 1)
    bottom = top
    # A label at the side may be merged over the rows of data too: those are no levels.
    while bottom < reach and not _is_data(grid, words, bottom + 1):
        bottom += 1
    while bottom + 1 < grid.height and bottom - top + 1 < MOST_LEVELS and _is_level(grid, words, top, bottom):
        bottom += 1
    if bottom + 1 < grid.height and _is_numbering(grid, bottom + 1):
        bottom += 1
    return bottom


def _is_level(grid: Grid, words: Words, top: int, bottom: int) -> bool:
    """Is the row below `bottom` one more level: words below groups, or units of money below words?"""
    below = bottom + 1
    cells = grid.filled(below)
    if not cells or _is_section(grid, bottom, cells):
        return False
    if all(_UNIT_ROW.fullmatch(squash(text)) for _, text in cells):
        return True
    known = 0
    for c, text in cells:
        if not isinstance(grid.own(below, c), str) or len(squash(text)) > LONGEST_HEADING // 2:
            return False
        if not _below_group(grid, top, bottom, c):
            return False
        bare = squash(text)
        known += is_word(words, text) or bare in words.generic or _is_part(bare) or _likely(words, text)
    return known >= max(1, len(cells) / 2)


def _is_data(grid: Grid, words: Words, r: int) -> bool:
    """Does the row hold numbers or days, or only words that stand each below one heading and are none?"""
    cells = grid.filled(r)
    if not cells or _is_numbering(grid, r):
        return False
    if any(isinstance(grid.own(r, c), int | float | date) or squash(text).isdecimal() for c, text in cells):
        return True
    return len(cells) > 1 and not any(
        grid.range(r - 1, c)[1] < grid.range(r - 1, c)[3]
        or _UNIT_ROW.fullmatch(squash(text))
        or is_word(words, text)
        or squash(text) in words.generic
        or _is_part(squash(text))
        or _likely(words, text)
        for c, text in cells
    )


def _is_section(grid: Grid, bottom: int, cells: list[tuple[int, str]]) -> bool:
    """A lone cell that is merged across several headings, or that counts (（一）土地类（2个）), names a section."""
    if len(cells) != 1:
        return False
    c, text = cells[0]
    _, first, _, last = grid.range(bottom + 1, c)
    headings = {grid.corner(bottom, column) for column in range(first, last + 1)}
    return len(headings) > 1 or bool(_SECTION.match(squash(text)))


def _below_group(grid: Grid, top: int, bottom: int, c: int) -> bool:
    """Does a heading of several columns stand over this one, or nothing at all beside one?"""
    _, first, _, last = grid.range(bottom, c)
    if last > first:
        return True
    if grid.own(bottom, c) == "":  # merges are lost in csv: the group stands somewhere on the left
        return any(grid.own(r, left) != "" for r in range(top, bottom + 1) for left in range(c))
    right = c + 1
    return right < grid.width and grid.own(bottom, right) == "" and not grid.merged(bottom, right)


def _is_numbering(grid: Grid, r: int) -> bool:
    """A row that only numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    texts = [squash(text) for _, text in grid.filled(r)]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    others = [text for text in texts if not text.isdecimal()]
    counted = len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))
    return counted and all(text in "甲乙丙丁戊ABCDE栏次" for text in others)


def _tree(grid: Grid, top: int, bottom: int) -> Header:
    leaves = bottom - 1 if bottom > top and _is_numbering(grid, bottom) else bottom
    paths: dict[int, tuple[str, ...]] = {}
    corners: dict[int, int] = {}
    for c in range(grid.width):
        levels: list[tuple[int, int, str]] = []
        for r in range(top, leaves + 1):
            corner = grid.corner(r, c)
            text = grid.text(r, c)
            if not text and r < leaves and not grid.merged(r, c):
                corner, text = _lent(grid, r, c, leaves)
            if text and (*corner, text) not in levels:
                levels.append((*corner, text))
        if levels:
            paths[c] = tuple(text for _, _, text in levels)
            corners[c] = levels[-1][1]
    return Header(top, bottom, paths, corners)


def _lent(grid: Grid, r: int, c: int, leaves: int) -> tuple[tuple[int, int], str]:
    """The group on the left that stands over this column too, where merged cells were lost."""
    if all(grid.own(below, c) == "" for below in range(r + 1, leaves + 1)):
        return (r, c), ""
    for left in range(c - 1, -1, -1):
        if grid.own(r, left) != "":
            group = all(grid.own(r + 1, at) != "" for at in range(left, c)) and not grid.merged(r, left)
            return ((r, left), grid.text(r, left)) if group else ((r, c), "")
    return (r, c), ""
