"""Which headings stand together under a common one, as in the printed ledger."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from jzledger.records.fields import Field

Span = tuple[int, int, str]  # first and last column, the heading above them


def spans(fields: Sequence[Field]) -> list[Span]:
    """Neighbours of one group. A column that stands alone has no heading above its own."""
    found = []
    for group, members in groupby(range(len(fields)), key=lambda column: fields[column].group):
        columns = list(members)
        if group and len(columns) > 1:
            found.append((columns[0], columns[-1], group))
    return found
