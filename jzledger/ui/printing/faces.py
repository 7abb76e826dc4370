"""Which installed face stands for the name of a font in a workbook, and how wide its digits are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

_SERIF, _SANS = "JZ Serif", "JZ Sans"
_SANS_MARKS = (
    "黑",
    "等线",
    "圆",
    "Hei",
    "Sans",
    "Arial",
    "Calibri",
    "Aptos",
    "Helvetica",
    "Segoe",
    "DengXian",
)
_TITLE_MARK = "小标宋"
# Our own faces are cut from these.
_OURS = {"Noto Serif CJK SC": _SERIF, "Noto Sans CJK SC": _SANS}
UNITS_PER_POINT = 10
_MEASURED = 1000  # pixels; large, so that nothing is rounded


@lru_cache(maxsize=256)
def face(name: str, known: tuple[str, ...] = ()) -> tuple[str, bool]:
    """The family to draw with, and whether it must be made bold to look like the one meant.

    `known`: what may stand for `name`, best first.
    """
    installed = _installed()
    for candidate in (name, *known):
        candidate = _OURS.get(candidate, candidate)
        if candidate in installed:
            heavy = _TITLE_MARK in name and _TITLE_MARK not in candidate and "XiaoBiaoSong" not in candidate
            return candidate, heavy
    if any(mark in name for mark in _SANS_MARKS):
        return _SANS, False
    return _SERIF, _TITLE_MARK in name


def font_for(
    name: str,
    size: float,
    known: Mapping[str, Sequence[str]],
    *,
    bold: bool = False,
    italic: bool = False,
) -> QFont:
    """A font of `size` points for a painter whose unit is a tenth of a point."""
    family, heavy = face(name, tuple(known.get(name, ())))
    made = QFont()
    made.setFamilies(list(dict.fromkeys((family, _SERIF, _SANS))))  # ours hold what another lacks
    made.setPixelSize(max(1, round(size * UNITS_PER_POINT)))
    made.setBold(bold or heavy)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def digit_points(name: str, size: float) -> float:
    """Points of one digit of a font, in the face that this system takes for its name.

    Not the face that we would draw with: a spreadsheet program asks the system, too, for its unit of column widths.
    """
    made = QFont(name)
    made.setPixelSize(_MEASURED)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(made).horizontalAdvance("0") * size / _MEASURED


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())
