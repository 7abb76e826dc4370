"""Three-way merge of what a unit sent back: base (as sent), ours (the ledger now), theirs (the returned cell).

Cells are compared in plain form, so that neither a program that saved the workbook again nor another way of
writing the same day or number counts as a change (data.md, section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from jzledger.rules.deadlines import is_plain_date
from jzledger.rules.text import for_paper

Outcome = Literal["unchanged", "take", "keep", "same", "ask"]
"""unchanged: nobody changed it; take: only they did; keep: only we did; same: both alike; ask: both, differently."""
CellKind = Literal["text", "number", "date"]
_DECIMALS = Decimal("0.000001")  # a spreadsheet's float is no more exact than that in 万元


def merge_cell(base: str, ours: str, theirs: str) -> Outcome:
    """Decide one cell from its three plain forms. Never raises."""
    if theirs == base:
        return "unchanged" if ours == base else "keep"
    if ours == base:
        return "take"
    return "same" if ours == theirs else "ask"


def merge_cells(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Outcome]:
    """Decide the cells of one row that came back; the same columns in all three, in plain form."""
    return [merge_cell(*cells) for cells in zip(base, ours, theirs, strict=True)]


def plain(value: Any, kind: CellKind = "text") -> str:
    """A cell in the form in which it is compared; "" for an empty one.

    Line ends, blanks at the ends of lines and doubled commas are those of paper (`text.for_paper`); 3.0 is 3; a day
    typed as text in a column of days is that day.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _plain_text(value, kind)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return _plain_number(Decimal(str(value)))
    return _plain_text(str(value), kind)


def _plain_text(text: str, kind: CellKind) -> str:
    shown = for_paper(text)
    if kind == "date":
        day = is_plain_date(shown)
        return shown if day is None else day.isoformat()
    if kind == "number":
        try:
            return _plain_number(Decimal(shown.replace(",", "").replace("，", "").replace(" ", "")))
        except InvalidOperation:
            return shown
    return shown


def _plain_number(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    if abs(number) < 10**15:
        number = number.quantize(_DECIMALS)
    shown = f"{number:f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) or "0"
