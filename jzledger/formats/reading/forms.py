"""Sheets that are forms: labels with their values beside or below them, one project each."""

from __future__ import annotations

from dataclasses import dataclass, field

from jzledger.formats.reading import lines
from jzledger.formats.reading.grid import Grid, text_of
from jzledger.formats.reading.making import Raw, RawRow
from jzledger.formats.reading.money_words import unit_of
from jzledger.formats.reading.words import LONGEST_HEADING, Match, Words, squash

LEAST_LABELS = 3
_UNIT_KEYS = {"unit.lead": "lead", "unit.responsible": "responsible", "unit.support": "support"}


@dataclass
class Form:
    """One form: its values by key, the row it begins in, and the texts of labels without a key."""

    row: int
    matches: dict[str, Match] = field(default_factory=dict)
    raw: RawRow = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    label: str = ""
    """That of its issue, as written."""
    hidden: bool = False
    """It stands in a hidden column, a project beside others."""
    nodes: list[tuple[Raw, Raw]] = field(default_factory=list)
    """Of a schedule on its side: what is to be done, and by when."""


def find_forms(grid: Grid, words: Words, rows: range) -> list[Form]:
    """The forms in the given rows, from top to bottom; a second label of the project begins another form."""
    return [
        form
        for form in _Forms(grid, words, rows).read()
        if len(form.raw) >= LEAST_LABELS or "issue" in form.raw
    ]


class _Forms:
    def __init__(self, grid: Grid, words: Words, rows: range) -> None:
        self.grid, self.words, self.rows = grid, words, rows
        self.forms: list[Form] = [Form(rows.start)]
        self._used: set[tuple[int, int]] = set()

    def read(self) -> list[Form]:
        for r in self.rows:
            cells = self.grid.filled(r)
            if self._names_project(r, cells):
                continue
            for c, text in cells:
                if (r, c) in self._used:
                    continue
                inline = lines.labelled([(c, text)], self.words, least=0.0)
                if inline and not lines.is_signature([(c, text)]):
                    for one in inline:
                        self._put(Match(one.key, 1.0), one.key, [Raw(one.value, r, c, one.unit)], text)
                    continue
                match = self._label(text)
                if match.known and (
                    not lines.is_signature([(c, text)]) or self._within_form(r, cells, match)
                ):
                    self._put(match, str(match.key), self._values(r, c), text)
        return self.forms

    def _names_project(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """一、云岭储能电站 over lines such as 存在问题：… begins a form of that project."""
        if len(cells) != 1 or (r, cells[0][0]) in self._used:
            return False
        c, text = cells[0]
        kind, name, style = lines.band(text, self.words, frozenset())
        if kind is None or not style or len(text) > LONGEST_HEADING or self._label(name).known:
            return False
        said = lines.labelled(self.grid.filled(self._next(r)), self.words, least=0.0)
        if (
            not said
            or any(one.key == "project" for one in said)
            or lines.labelled(cells, self.words, least=0.0)
        ):
            return False
        self.forms.append(Form(r))
        if kind == "project":
            self.forms[-1].matches["project"] = Match("project", 0.9)
            self.forms[-1].raw["project"] = Raw(name, r, c)
        return True

    def _within_form(self, r: int, cells: list[tuple[int, str]], match: Match) -> bool:
        """联系人：| 丁香 amid the labels of a form is one of them; in its last line it signs the sheet."""
        if match.key == "none":
            return False
        follows = self.grid.filled(self._next(r))
        below = [self._label(text) for _, text in follows]
        return not lines.is_signature(follows) and any(one.known and one.key != "project" for one in below)

    def _next(self, r: int) -> int:
        """The next row that holds anything; the last one if none does."""
        return next(
            (below for below in range(r + 1, self.grid.height) if self.grid.filled(below)),
            self.grid.height - 1,
        )

    def _label(self, text: str) -> Match:
        if len(text) > LONGEST_HEADING:
            return Match(None)
        found = lines.label_of(text, self.words)
        return found if found.known else self.words.numbered(text)

    def _values(self, r: int, c: int) -> list[Raw]:
        """What stands right of a label, in each of the label's rows; else what stands below it."""
        r0, _, r1, right = self.grid.range(r, c)
        found: list[Raw] = []
        for row in range(r0, r1 + 1):
            for column in range(right + 1, self.grid.width):
                corner = self.grid.corner(row, column)
                value = self.grid.own(*corner)
                if value == "":
                    continue
                if self._label(text_of(value)).known and corner not in self._used:
                    break
                if corner not in [(raw.row, raw.column) for raw in found]:
                    found.append(Raw(value, *corner))
                break
        if not found:
            found = self._below(r1 + 1, c)
        self._used.update((raw.row, raw.column) for raw in found)
        return found

    def _below(self, r: int, c: int) -> list[Raw]:
        corner = self.grid.corner(r, c)
        value = self.grid.own(*corner)
        if value == "" or corner[1] != c or corner[0] < r or self._label(text_of(value)).known:
            return []
        if (
            lines.is_signature([(c, text_of(value))])
            or self.grid.range(r, c)[3] != self.grid.range(r - 1, c)[3]
        ):
            return []
        return [Raw(value, *corner)]

    def _put(self, match: Match, key: str, cells: list[Raw], label: str) -> None:
        if key == "project" and "project" in self.forms[-1].raw and cells:
            self.forms.append(Form(cells[0].row))
        form = self.forms[-1]
        if key == "issue" and cells and "issue" in form.raw and _same_label(label, form.label):
            form = self._further(form, cells[0].row)
        cells = [cell for cell in cells if text_of(cell.value)]
        if not cells or key == "serial":
            return
        if key == "none":
            form.more.setdefault(squash(label).rstrip(":"), "\n".join(text_of(cell.value) for cell in cells))
            return
        first = cells[0]
        if key == "status?":
            key = "status" if squash(text_of(first.value)) in self.words.statuses else "progress"
        old, issue = form.matches.get(key), form.raw.get("issue")
        # A label that stands twice belongs to the project first, and below its issue to that.
        again = issue is not None and old is not None and form.raw[key].row < issue.row <= first.row
        if old is not None and old.score >= match.score and not again:
            return
        if key == "issue":
            form.label = label
        form.matches[key] = Match(key, match.score, match.kind)
        form.raw[key] = Raw(first.value, first.row, first.column, first.unit or unit_of(label), cells[1:])

    def _further(self, form: Form, row: int) -> Form:
        """The same label of an issue once more: another issue of that project, with what stood above the first."""
        first = form.raw["issue"]
        kept = {
            key: raw for key, raw in form.raw.items() if (raw.row, raw.column) < (first.row, first.column)
        }
        self.forms.append(Form(row, {key: form.matches[key] for key in kept}, kept, dict(form.more)))
        return self.forms[-1]


def _same_label(one: str, other: str) -> bool:
    """存在问题1：… and 存在问题2：…"""
    first, second = (squash(text).partition(":")[0].rstrip("123456789一二三四五六") for text in (one, other))
    return first == second


def settle_units(form: Form) -> bool:
    """牵头单位 leads and the others follow, as in a table. Says whether 责任单位 leads."""
    lead = form.raw.pop("unit.lead", None)
    responsible, support = form.raw.pop("unit.responsible", None), form.raw.pop("unit.support", None)
    if lead is not None:
        form.raw["lead_unit"] = lead
        others = [raw for raw in (responsible, support) if raw is not None]
    else:
        if responsible is not None:
            form.raw["lead_unit"] = responsible
        others = [support] if support is not None else []
    for number, raw in enumerate(others):
        form.raw[f"units{number or ''}"] = raw
    return lead is None and responsible is not None
