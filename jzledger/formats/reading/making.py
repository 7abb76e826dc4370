"""From the cells of one row to the rows that a clerk would type in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jzledger.formats.reading import numbered, values
from jzledger.formats.reading.found import (
    LEAD_KEYS,
    MONEY_KEYS,
    TEXT_KEYS,
    Places,
    ReadProblem,
    ReadRow,
    Values,
)
from jzledger.formats.reading.grid import ERROR, Grid, text_of
from jzledger.formats.reading.values import Read, Times
from jzledger.formats.sheet_cells import Value

TEXTS = (*TEXT_KEYS, *LEAD_KEYS)
SPLIT_KINDS = frozenset(("issues", "directives", "closed", "meeting"))
EVENT_KINDS = frozenset(("directives", "meeting"))
_BESIDE = (
    "category",
    "measures",
    "progress",
    "status",
    "lead_unit",
    "owner",
    "sponsor",
    "deadline_text",
    "listed_on",
)
"""Keys whose cells may be numbered like the issues of their row."""


_LEAD_AND_OTHERS = re.compile(
    r"(?:牵头|主办)(?:单位|部门)?[:：]\s*([^:：]+?)[；;，,。\s]+(?:配合|协办|协同|责任)(?:单位|部门)?[:：]\s*([^:：]+?)。?",
    re.DOTALL,
)


@dataclass(slots=True)
class Raw:
    """What stands in a cell, and where. `more` are further cells of the same thing (rows below, columns beside)."""

    value: Value
    row: int
    column: int
    unit: int | None = None
    more: Sequence[Raw] = ()

    def text(self) -> str:
        if not self.more:
            return text_of(self.value) if self.value != "" else ""
        texts = [text_of(raw.value) for raw in (self, *self.more)]
        return "\n".join(dict.fromkeys(text for text in texts if text))


RawRow = dict[str, Raw]


@dataclass
class Maker:
    """Makes the rows of one sheet and keeps what has to be told about them."""

    grid: Grid
    times: Times
    unit: int
    problems: list[ReadProblem] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)
    _shapes: dict[Any, tuple[dict[str, int], tuple[int, ...]]] = field(default_factory=dict)
    _keys: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict)
    _unmarked: bool = False

    def __post_init__(self) -> None:
        self._unmarked = not self.grid.marks.errors and not self.grid.marks.unstored

    def tell(self, at: str, message: str) -> None:
        if message and (at, message) not in self._told:
            self._told.add((at, message))
            self.problems.append(ReadProblem(at, message))

    def make(
        self, raw: RawRow, kind: str | None, at: str, more: Mapping[str, str], *, hidden: bool
    ) -> list[ReadRow]:
        """The rows of one row of the sheet: several where its issue cell holds several numbered issues."""
        kept = {key: self._sound(cell) for key, cell in raw.items()}
        parts = self._parts(kept, kind)
        cells = self._places(raw)
        return [ReadRow(at, self._values(kept, part, kind), cells, more, hidden) for part in parts]

    def _places(self, raw: RawRow) -> Places:
        """Where the values stand; most rows share their columns, so that each keeps only its number."""
        keys = (*raw, "deadline") if "deadline_text" in raw else tuple(raw)
        spots = tuple([(cell.row, cell.column) for cell in raw.values()])
        if len(keys) > len(spots):
            due = raw["deadline_text"]
            spots = (*spots, (due.row, due.column))
        rows = {row for row, _ in spots}
        columns = tuple([column for _, column in spots])
        shape = self._shapes.setdefault(
            (keys, columns), (dict(zip(keys, range(len(keys)), strict=True)), columns)
        )
        return Places(
            self.grid.name, *shape, rows.pop() if len(rows) == 1 else tuple([row for row, _ in spots])
        )

    def _sound(self, raw: Raw) -> Raw:
        """The cell without error values; those and formulas without a result are told."""
        value = raw.value
        if not raw.more and self._unmarked and not (type(value) is str and value[:1] == "#"):
            return raw
        cells = [self._one(one) for one in (raw, *raw.more)]
        first = cells[0]
        return Raw(first.value, first.row, first.column, raw.unit, cells[1:])

    def _one(self, raw: Raw) -> Raw:
        marks, spot = self.grid.marks, (raw.row, raw.column)
        problem = ""
        if spot in marks.errors:
            problem = f"是错误值{marks.errors[spot]}，按空白读取"
        elif spot in marks.unstored and raw.value == "":
            problem = "是公式但没有存下结果，请用 Excel 或 WPS 打开并保存一次"
        elif isinstance(raw.value, str) and raw.value[:1] in "#" and ERROR.fullmatch(raw.value.strip()):
            problem = f"是错误值{raw.value.strip()}，按空白读取"
        if not problem:
            return raw
        self.tell(self.grid.at(*spot), problem)
        return Raw("", raw.row, raw.column, raw.unit)

    def _parts(self, raw: RawRow, kind: str | None) -> Sequence[Mapping[str, str | None]]:
        """For each issue of the row, the texts that are only its own."""
        issue = raw.get("issue")
        found = numbered.issues(issue.text()) if issue is not None and kind in SPLIT_KINDS else None
        if found is None or issue is None:
            return ({},)
        parts: list[dict[str, str | None]] = [{"issue": text} for text in found.values()]
        for key in (*_BESIDE, *(key for key in raw if key.startswith("units"))):
            cell = raw.get(key)
            text = cell.text() if cell is not None else ""
            if cell is None or not text or not isinstance(cell.value, str):
                continue
            shares = numbered.shared(text, found)
            if shares is None:
                where = self.grid.at(cell.row, cell.column)
                self.tell(where, f"编号和问题的编号对不上（问题有{len(found)}个），整格给了每一个问题")
                continue
            for part, share in zip(parts, shares, strict=True):
                part[key] = share
        return parts

    def _values(self, raw: RawRow, part: Mapping[str, str | None], kind: str | None) -> Values:
        made: dict[str, Any] = {}
        for key in TEXTS:
            if key in raw:
                text = part[key] if key in part else raw[key].text()
                made[key] = None if text is None or values.is_nothing(text) else text
        unit_keys = [key for key in raw if key.startswith("units")]
        if unit_keys:
            texts = [part[key] if key in part else raw[key].text() for key in unit_keys]
            names = dict.fromkeys(name for text in texts if text for name in values.units(text))
            made["units"] = tuple(names)
        self._one_cell_of_units(made)
        for key in MONEY_KEYS:
            if key in raw:
                made[key] = self._told_of(raw[key], values.wan(raw[key].value, raw[key].unit or self.unit))
        if "listed_on" in raw:
            made["listed_on"] = self._day(raw["listed_on"], part)
        if "deadline_text" in raw:
            event = self.times.event or (made.get("listed_on") if kind in EVENT_KINDS else None)
            self._deadline(raw["deadline_text"], part, event, made)
        keys = tuple(made)
        places = self._keys.setdefault(keys, {key: place for place, key in enumerate(keys)})
        return Values(places, tuple(made.values()))

    def _one_cell_of_units(self, made: dict[str, Any]) -> None:
        """牵头：甲；配合：乙 in the only column of units."""
        found = _LEAD_AND_OTHERS.fullmatch(made.get("lead_unit") or "")
        if found and not made.get("units"):
            made["lead_unit"], made["units"] = found[1].strip(), values.units(found[2])

    def _told_of(self, raw: Raw, read: Read) -> Any:
        if read.problem:
            self.tell(self.grid.at(raw.row, raw.column), read.problem)
        return read.value

    def _day(self, raw: Raw, part: Mapping[str, str | None]) -> Any:
        value = part.get("listed_on", raw.value)
        if value is None or value == "":
            return None
        decimals = self._decimals(raw, value)
        return self._told_of(raw, values.day(value, self.times, decimals, self.grid.sheet.typed))

    def _deadline(self, raw: Raw, part: Mapping[str, str | None], event: Any, made: dict[str, Any]) -> None:
        made["deadline_text"] = made["deadline"] = None
        value = part["deadline_text"] if "deadline_text" in part else raw.text() if raw.more else raw.value
        if value is None or value == "":
            return
        read = values.deadline(value, self.times, self._decimals(raw, value), self.grid.sheet.typed, event)
        made["deadline_text"] = read.text
        made["deadline"] = self._told_of(raw, read)

    def _decimals(self, raw: Raw, value: Value) -> int | None:
        """Asked only for numbers such as 6.3: the answer costs a look into the file."""
        if isinstance(value, float) and not value.is_integer():
            return self.grid.marks.decimals(raw.row, raw.column)
        return None


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of neighbours: 3 4 5 9 -> (3, 5) (9, 9)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
