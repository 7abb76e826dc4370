"""What is printed of a table: texts only, so that pages can be made without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PrintColumn:
    """`units`: width in characters of half a 汉字. `wraps`: its texts may take several lines. `light`: shape and word."""

    title: str
    units: float
    align: str = "left"
    wraps: bool = False
    light: bool = False
    group: str = ""


@dataclass(frozen=True)
class PrintLine:
    """A row with the text of each column; `light` its code. Or the `title` of a group above its rows."""

    texts: Sequence[str]
    light: str = ""
    title: str = ""


@dataclass(frozen=True)
class Sheet:
    """`below`: three texts below the title, at the left, in the middle, at the right."""

    title: str
    below: tuple[str, str, str]
    columns: Sequence[PrintColumn]
    lines: Sequence[PrintLine]


@dataclass(frozen=True)
class Paper:
    """Landscape, in millimetres."""

    name: str
    width: float
    height: float


A4, A3, A2 = Paper("A4", 297, 210), Paper("A3", 420, 297), Paper("A2", 594, 420)
PAPERS = (A4, A3, A2)
