"""Formulas of cells and the results stored with them. Rows and columns count from 0, as XlsxWriter's do.

A stored result is what the formula gives; previews and phones show it without calculating.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jzledger.formats.layout import Formula
from jzledger.rules.cell_names import cell_name, column_letters

MOST_ARGUMENTS = 250  # a SUM takes 255


def sum_formula(column: int, spans: Sequence[tuple[int, int]]) -> str:
    """=SUM(G7:G18) over one stretch of rows, =SUM(G6,G19,G40) over single ones; both may be mixed."""
    letters = column_letters(column)
    single = len(spans) > 1
    parts = [
        f"{letters}{first + 1}" if single and first == last else f"{letters}{first + 1}:{letters}{last + 1}"
        for first, last in spans
    ]
    sums = [",".join(parts[start : start + MOST_ARGUMENTS]) for start in range(0, len(parts), MOST_ARGUMENTS)]
    return "=" + "+".join(f"SUM({arguments})" for arguments in sums)


def formula_text(
    formula: Formula, places: Mapping[str, int], row: int, share: tuple[int, int], begun: bool = True
) -> str:
    """The formula of one cell. `places`: column key -> column; `share`: months passed and 12, or days and 365.

    `begun`: some row of the sheet was reported. Until then a rate is empty, and counts from the first figure typed in.
    """
    at = {part: cell_name(row, places[key]) for part, key in formula.columns.items()}
    passed = f"{share[0]}/{share[1]}"
    match formula.name:
        case "rate":
            needed = f"N({at['plan']})" if begun else f"N({at['plan']})*N({at['done']})"
            return f'=IF({needed}=0,"",{at["done"]}/{at["plan"]})'
        case "gap":
            return f'=IF({at["rate"]}="","",({at["rate"]}-{at.get("share", passed)})*100)'
        case "days":
            return f'=IF({at["end"]}="","",{at["end"]}-{at["start"]})'
        case _:
            return f"={passed}"


def formula_result(
    formula: Formula, values: Mapping[str, Any], share: tuple[int, int], begun: bool = True
) -> float | str | None:
    """What the formula gives for a row whose columns hold `values`; "" is an empty result, None no formula at all.

    Sums and amounts are in yuan: both sides of a quotient have the same unit. The rate of a gap is the one that was
    computed before it.
    """
    part = {name: values.get(key) for name, key in formula.columns.items()}
    passed = share[0] / share[1]
    match formula.name:
        case "rate":
            return (part["done"] or 0) / part["plan"] if part["plan"] and begun else ""
        case "gap":
            return "" if part["rate"] in (None, "") else (part["rate"] - passed) * 100
        case "days":
            start, end = part["start"], part["end"]
            if not isinstance(start, date):
                return None  # a sheet would count the days since 1900
            return (end - start).days if isinstance(end, date) else ""
        case _:
            return passed
