"""What is printed: rows of printable values and the words around them. No ledger, no sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from jzledger.formats import slots
from jzledger.formats.layout import Layout
from jzledger.formats.safe_file import file_name
from jzledger.rules.text import for_paper

# Slots that every layout may use; a layout's own figures and what it `needs` come beside them.
SLOTS = frozenset(
    "city office year last_year month month_span as_of scope count head reviewer clerk phone "
    "light_days light_day_kind light_span light_points progress_rule".split()
)
DEFAULTS: Mapping[str, Any] = {
    "scope": "",
    "head": "",
    "reviewer": "",
    "clerk": "",
    "phone": "",
    "light_days": 7,
    "light_day_kind": "calendar",
    "light_points": 10,
    "progress_rule": "months",
}
# Words that say "nothing here": on paper that is an empty cell. The dash — means "does not apply" and stays.
FILLERS = frozenset(
    ["-", "--", "/", "\\", "无", "暂无", "空", "0.0", "None", "nan", "NaN", "null", "N/A", "#N/A"]
)


@dataclass(frozen=True)
class PaperRow:
    """One row of the ledger. `values` by column key; None or a missing key is an empty cell.

    By column type: money and money2 whole yuan; int, days, rank numbers; date and month `date`; due a pair of words
    and `date | None`; choice the printed word; light a code word; text and long words. 序号 and columns with a
    formula need no value. `group` is a key of the layout's groups, or the printed name of another group.
    """

    id: str
    values: Mapping[str, Any]
    group: str | None = None


@dataclass(frozen=True)
class Paper:
    """One ledger to be written.

    `context`: city, office, year, month (the last of the period), as_of (date), exported_at (datetime), and where
    they differ from DEFAULTS scope, head, reviewer, clerk, phone, light_days, light_day_kind, light_points,
    progress_rule; `lists` (column key -> words of the office), and what the layout `needs`. `summary` adds figures
    for titles and notes to those that the layout counts. `notes` are further points behind the layout's own. `preset`
    overrides the layout's; `mark` stands above the title of an attachment. `fonts` replaces standard faces by
    installed ones: name -> name written.
    """

    context: Mapping[str, Any]
    rows: Sequence[PaperRow]
    summary: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    preset: str = ""
    mark: str = "附件"
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """Something that the paper does not show as the ledger holds it; `where` is a cell (问题台账!M5)."""

    where: str
    message: str


def slot_values(layout: Layout, paper: Paper) -> dict[str, Any]:
    """What the slots of the layout's texts are filled with. Raises KeyError for a context that lacks a value."""
    values: dict[str, Any] = dict(DEFAULTS)
    for key, value in paper.context.items():
        values[key] = for_paper(value) if isinstance(value, str) else value
    values["last_year"] = values["year"] - 1
    values["month_span"] = month_span(values["month"])
    values["count"] = len(paper.rows)
    values["light_span"] = str(values["light_days"]) + (
        "个工作日" if values["light_day_kind"] == "working" else "日"
    )
    values |= _counted(layout, paper.rows)
    return values | dict(paper.summary)


def paper_file_name(layout: Layout, paper: Paper) -> str:
    """The name that an export from the window gets: 云岭市重点项目问题台账（截至2024年5月31日）.xlsx."""
    return file_name(slots.fill(layout.file, slot_values(layout, paper)))


def month_span(month: int) -> str:
    """1—5月; January alone is 1月."""
    return f"1—{month}月" if month > 1 else "1月"


def year_share(values: Mapping[str, Any]) -> tuple[int, int]:
    """The share of the year passed, as it is written out: 5/12, or 152/366 for an office that counts days."""
    if values["progress_rule"] != "days":
        return values["month"], 12
    day: date = values["as_of"]
    return day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday


def _counted(layout: Layout, rows: Sequence[PaperRow]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name, count in layout.counts.items():
        if count.what != "share":
            held = (row.values.get(count.column) for row in rows)
            figures[name] = _matching(held, count.word if count.what == "is" else None)
    for name, count in layout.counts.items():
        if count.what == "share":
            figures[name] = Fraction(100 * figures[count.column], len(rows)) if rows else None
    return figures


def _matching(values: Iterable[Any], wanted: str | None) -> int:
    return sum(value == wanted for value in values)
