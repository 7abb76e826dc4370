"""A table on its side: labels below each other in one column, a project in each column beside it."""

from __future__ import annotations

from jzledger.formats.reading import lines
from jzledger.formats.reading.columns import heading_match
from jzledger.formats.reading.forms import Form
from jzledger.formats.reading.found import MONEY_KEYS
from jzledger.formats.reading.grid import Grid, text_of
from jzledger.formats.reading.making import Raw
from jzledger.formats.reading.money_words import unit_of
from jzledger.formats.reading.nodes import are_days
from jzledger.formats.reading.values import Times, is_nothing
from jzledger.formats.reading.words import LONGEST_HEADING, Match, Words, squash

_LEAST_PROJECTS = 2
_LEAST_LABELS = 2  # beside that of the project, with several values each


def projects_in_columns(grid: Grid, words: Words, year: int | None, times: Times, before: int) -> list[Form]:
    """One form for each column of projects, block below block; none where the sheet does not lie on its side.

    The first block must begin above the row `before`.
    """
    found: list[Form] = []
    r = 0
    while r < (grid.height if found else before):
        block, r = _block(grid, words, year, times, r)
        found += block
    return found


def _block(grid: Grid, words: Words, year: int | None, times: Times, r: int) -> tuple[list[Form], int]:
    """The projects whose names stand in row `r`, and the row behind what is said of them."""
    for c, text in grid.filled(r):
        if _label(text, words).key != "project":
            continue
        columns = _values(grid, r, c, words)
        if len(columns) >= _LEAST_PROJECTS:
            return _read(grid, words, year, times, r, columns)
        break
    return [], r + 1


def _read(
    grid: Grid, words: Words, year: int | None, times: Times, top: int, columns: list[int]
) -> tuple[list[Form], int]:
    forms = [Form(top) for _ in columns]
    said: dict[str, tuple[float, int]] = {}
    """By key, the surest label and its row: 累计完成投资 before 1—4月完成, for all of the projects alike."""
    labels: list[tuple[int, str, Match]] = []
    nodes: list[int] = []
    full, end = 0, grid.height
    for r in range(top, grid.height):
        levels = _levels(grid, r, columns[0])
        match = heading_match(levels, words, year) if levels else Match(None)
        if r > top and match.key == "project" and match.score >= 1:
            end = r
            break
        values = [grid.value(r, column) for column in columns]
        if r > top and levels and are_days(levels[-1], values, words, times):
            nodes.append(r)
            continue
        if not match.known or lines.is_total([(0, levels[-1])], 0):
            continue
        texts = [text_of(value) for value in values]
        full += r > top and sum(text != "" for text in texts) >= _LEAST_PROJECTS
        if match.key == "status?":
            stated = all(squash(text) in words.statuses for text in texts if text)
            match = Match("status" if stated else "progress", match.score, match.kind)
        key = str(match.key)
        if key not in said or said[key][0] < match.score:
            said[key] = (match.score, r)
        labels.append((r, "/".join(levels), match))
    if full + len(nodes) < _LEAST_LABELS:
        return [], top + 1
    if len(nodes) >= _LEAST_LABELS and not {"issue", *MONEY_KEYS} & set(said):
        for form, column in zip(forms, columns, strict=True):
            form.nodes = [_node(grid, r, columns[0], column) for r in nodes if grid.text(r, column)]
    for r, label, match in labels:
        if match.key == "none" or said[str(match.key)][1] == r:
            for form, column in zip(forms, columns, strict=True):
                _put(form, grid, match, label, r, column)
    return forms, end


def _node(grid: Grid, r: int, first: int, column: int) -> tuple[Raw, Raw]:
    """What is to be done, by the label next to the projects, and the day in the column of one of them."""
    label = next(c for c in range(first - 1, -1, -1) if grid.text(r, c))
    spots = grid.corner(r, label), grid.corner(r, column)
    name, day = (Raw(grid.own(*spot), *spot) for spot in spots)
    return name, day


def _levels(grid: Grid, r: int, first: int) -> tuple[str, ...]:
    """The label of a row, with the groups on its left; `()` where what stands there reaches under the projects."""
    found: list[str] = []
    for c in range(first):
        value, text = grid.value(r, c), grid.text(r, c)
        if grid.range(r, c)[3] >= first or len(text) > LONGEST_HEADING:
            return ()
        if text and isinstance(value, str) and not lines.is_number(text) and squash(text) not in found:
            found.append(squash(text))
    return tuple(found)


def _put(form: Form, grid: Grid, match: Match, label: str, r: int, column: int) -> None:
    """A cell merged over several projects is said of each of them."""
    row, corner = grid.corner(r, column)
    value = grid.own(row, corner)
    told = (row, corner) in grid.marks.unstored or (row, corner) in grid.marks.errors
    if row != r or (not told and is_nothing(text_of(value))):
        return
    key = str(match.key)
    if key == "none":
        form.more.setdefault(squash(label).rstrip(":"), text_of(value))
    elif key != "serial":
        form.hidden = form.hidden or column in grid.marks.hidden_columns
        form.matches[key] = Match(key, match.score, match.kind)
        form.raw[key] = Raw(value, row, corner, unit_of(label))


def _label(text: str, words: Words) -> Match:
    return lines.label_of(text, words) if 0 < len(text) <= LONGEST_HEADING else Match(None)


def _values(grid: Grid, r: int, c: int, words: Words) -> list[int]:
    """Columns right of a label that hold values; none where another label follows. That of the totals is not one."""
    found = []
    for column, text in grid.filled(r):
        if column <= c or lines.is_total([(column, text)], column):
            continue
        if _label(text, words).known:
            return []
        found.append(column)
    return found
