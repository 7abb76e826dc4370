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
            for c, text in self.grid.filled(r):
                if (r, c) in self._used:
                    continue
                inline = lines.labelled([(c, text)], self.words, least=0.0)
                if inline and not lines.is_signature([(c, text)]):
                    for one in inline:
                        self._put(Match(one.key, 1.0), one.key, [Raw(one.value, r, c, one.unit)], text)
                    continue
                match = self._label(text)
                if match.known and not lines.is_signature([(c, text)]):
                    self._put(match, str(match.key), self._values(r, c), text)
        return self.forms

    def _label(self, text: str) -> Match:
        if len(text) > LONGEST_HEADING:
            return Match(None)
        return lines.label_of(text, self.words)

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
        form.matches[key] = Match(key, match.score, match.kind)
        form.raw[key] = Raw(first.value, first.row, first.column, first.unit or unit_of(label), cells[1:])


def settle_units(form: Form) -> None:
    """牵头单位 leads and the others follow, as in a table."""
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
