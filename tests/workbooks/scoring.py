"""How well a workbook was read: rows found, cells right, cells invented."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jzledger.formats.reading.found import ReadRow, ReadWorkbook

FILES = Path(__file__).resolve().parent / "files"


@dataclass
class Score:
    rows: int = 0
    found: int = 0
    cells: int = 0
    right: int = 0
    invented: int = 0
    told: int = 0
    to_tell: int = 0
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        numbers = {name: getattr(self, name) + getattr(other, name) for name in vars(self) if name != "wrong"}
        return Score(**numbers, wrong=self.wrong + other.wrong)


def gold_of(file: Path) -> Any:
    return json.loads(Path(f"{file}.json").read_text("utf-8"))


def workbooks() -> list[Path]:
    return sorted(path for path in FILES.iterdir() if path.suffix != ".json")


def as_gold(row: ReadRow) -> dict[str, Any]:
    """The values of a row as the gold writes them: without what is empty."""
    made: dict[str, Any] = {}
    for key, value in row.values.items():
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, tuple):
            value = list(value)
        if value not in (None, []):
            made[key] = value
    return made


def score(read: ReadWorkbook, gold: Any) -> Score:
    total = Score()
    sheets = {sheet.sheet: sheet for sheet in read.sheets}
    for meant in gold["sheets"]:
        sheet = sheets.get(meant["sheet"])
        name = f"{read.file} {meant['sheet']}"
        if sheet is None:
            total.wrong.append(f"{name}: no such sheet, there are {list(sheets)}")
            total.rows += len(meant["rows"])
            continue
        total += _sheet(name, sheet.rows, meant)
        if sheet.kind != meant["kind"]:
            total.wrong.append(f"{name}: kind {sheet.kind}, not {meant['kind']}")
        places = [problem.at.rpartition("!")[2] for problem in sheet.problems]
        for place in meant["problems"]:
            total.to_tell += 1
            told = any(at == place or (place.isalpha() and at.rstrip("0123456789") == place) for at in places)
            total.told += told
            if not told:
                total.wrong.append(f"{name}: nothing told of {place}: {[str(p) for p in sheet.problems]}")
    return total


def _sheet(name: str, rows: tuple[ReadRow, ...], meant: Any) -> Score:
    total = Score(rows=len(meant["rows"]))
    left = list(rows)
    for gold in meant["rows"]:
        total.cells += len(gold) - 1
        candidates = [row for row in left if row.at.rpartition("!")[2] == gold["at"]]
        if not candidates:
            total.wrong.append(f"{name} {gold['at']}: row not found")
            continue
        row = candidates[0]
        left.remove(row)
        total.found += 1
        made = as_gold(row)
        for key, value in gold.items():
            if key == "at" or (value is None and made.get(key) is None):
                total.right += key != "at"
                continue
            if made.get(key) == value:
                total.right += 1
            else:
                total.wrong.append(f"{name} {gold['at']} {key}: {made.get(key)!r}, not {value!r}")
        for key in set(made) - set(gold):
            total.invented += 1
            total.wrong.append(f"{name} {gold['at']} {key}: invented {made[key]!r}")
    for row in left:
        total.invented += len(as_gold(row))
        total.wrong.append(f"{name} {row.at}: invented row {as_gold(row)}")
    return total
