"""Texts with slots: {city}, {as_of:date_cn}, {closed_rate:.1f}. Names and two formats only, no expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

_SLOT = re.compile(r"\{(\w{1,40})(?::([^{}]{0,20}))?\}")
_DECIMALS = re.compile(r"\.([0-6])f")


def names(template: str) -> set[str]:
    """The names of the slots of a template."""
    return {match[1] for match in _SLOT.finditer(template)}


def fault(template: str) -> str:
    """What is wrong with the slots of a template, in Chinese; "" when nothing is."""
    for match in _SLOT.finditer(template):
        spec = match[2]
        if spec and spec != "date_cn" and not _DECIMALS.fullmatch(spec):
            return f"不认识的格式“{spec}”"
    if re.search(r"[{}]", _SLOT.sub("", template)):
        return "花括号不成对或里面不是名称"
    return ""


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The template with its slots filled; None fills as nothing. Raises KeyError for a name without a value."""
    return _SLOT.sub(lambda match: _shown(values[match[1]], match[2] or ""), template)


def date_cn(day: date) -> str:
    """2024年5月31日: without leading zeros, as in the date of a document (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _shown(value: Any, spec: str) -> str:
    if value is None:
        return ""
    if spec == "date_cn":
        return date_cn(value)
    decimals = _DECIMALS.fullmatch(spec)
    if decimals:
        return rounded(Fraction(value), int(decimals[1]))
    return f"{value:g}" if isinstance(value, float) else str(value)


def rounded(value: Fraction, decimals: int) -> str:
    """A number with so many decimals, halves away from zero (四舍五入)."""
    steps = floor(abs(value) * 10**decimals + Fraction(1, 2))
    whole, part = divmod(steps, 10**decimals)
    sign = "-" if value < 0 and steps else ""
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"
