"""A table on its side: labels below each other in one column, a project in each column beside it."""

from __future__ import annotations

from jzledger.formats.reading import lines
from jzledger.formats.reading.forms import Form
from jzledger.formats.reading.grid import Grid, text_of
from jzledger.formats.reading.making import Raw
from jzledger.formats.reading.money_words import unit_of
from jzledger.formats.reading.values import is_nothing
from jzledger.formats.reading.words import LONGEST_HEADING, Match, Words, squash

_LEAST_PROJECTS = 2
_LEAST_LABELS = 2  # beside that of the project, with several values each


def projects_in_columns(grid: Grid, words: Words) -> list[Form]:
    """One form for each column of projects; none where the sheet does not lie on its side."""
    for r in range(grid.height):
        for c, text in grid.filled(r):
            if _label(text, words).key != "project":
                continue
            columns = _values(grid, r, c, words)
            if len(columns) >= _LEAST_PROJECTS:
                forms = _read(grid, words, r, c, columns)
                if forms:
                    return forms
            break
    return []


def _read(grid: Grid, words: Words, top: int, c: int, columns: list[int]) -> list[Form]:
    forms = [Form(top) for _ in columns]
    full = 0
    for r in range(top, grid.height):
        text = grid.text(r, c) if grid.corner(r, c) == (r, c) else ""
        match = _label(text, words)
        if not match.known or lines.is_total([(c, text)], c):
            continue
        if r > top and match.key == "project":
            break
        said = set(_values(grid, r, c, words)) & set(columns)
        full += r > top and len(said) >= _LEAST_PROJECTS
        for form, column in zip(forms, columns, strict=True):
            _put(form, grid, match, text, r, column)
    return forms if full >= _LEAST_LABELS else []


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
    elif key != "serial" and key not in form.raw:
        form.matches[key] = Match(key, match.score, match.kind)
        form.raw[key] = Raw(value, row, corner, unit_of(label))


def _label(text: str, words: Words) -> Match:
    return lines.label_of(text, words) if 0 < len(text) <= LONGEST_HEADING else Match(None)


def _values(grid: Grid, r: int, c: int, words: Words) -> list[int]:
    """Columns right of a label that hold values, up to the next label."""
    found = []
    for column, text in grid.filled(r):
        if column <= c:
            continue
        if _label(text, words).known:
            return []
        found.append(column)
    return found
