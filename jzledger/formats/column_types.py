"""Which column type of a layout prints a Field: it follows from the kind of value that the Field holds."""

from __future__ import annotations

from jzledger.records import kinds
from jzledger.records.kinds import Kind

# By identity: kinds of choices hold mappings, and are no keys.
_TYPES = (
    (kinds.WAN, "money"),
    (kinds.PERCENT, "pct"),
    (kinds.POINTS, "pp"),
    (kinds.DATE, "date"),
    (kinds.DUE, "due"),
    (kinds.LIGHT, "light"),
    (kinds.DAYS, "days"),
    (kinds.WHOLE, "int"),
    (kinds.LONG, "long"),
)


def column_type(kind: Kind) -> str:
    """One of `layout.TYPES`; "text" for every kind that is printed as the words it shows, a year among them."""
    return next((name for known, name in _TYPES if known is kind), "text")
