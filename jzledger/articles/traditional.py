"""Traditional characters to simplified ones, by sense."""

from __future__ import annotations

import functools
import re
from typing import Any

_KEEPS_ZHU_BEFORE = "显編编名原專专論论卓昭土巨譯译遺遗撰顯"
_KEEPS_ZHU_AFTER = "名作稱称述書书錄录者文"
_ZHU = re.compile(f"(?<![{_KEEPS_ZHU_BEFORE}])著(?![{_KEEPS_ZHU_AFTER}])")
_FEW = 4  # characters: a 乾 or a 濛 in a name does not make a page traditional
_TRADITIONAL_SHARE = 0.02  # of the characters must change before a page counts as traditional


def simplify(text: str) -> str:
    """著 becomes 着 unless it is the 著 of 显著, 名著, 著作."""
    return str(_converter().convert(_ZHU.sub("着", text)))


def simplified(lines: list[str]) -> tuple[list[str], bool]:
    """Lines in simplified characters, and whether the page had been traditional.

    A page that is simplified already is left alone, so that a rare character in a name is not changed.
    """
    text = "\n".join(lines)
    converted = str(_converter().convert(text))
    if converted == text:
        return lines, False
    changed = sum(map(str.__ne__, text, converted)) if len(text) == len(converted) else len(text)
    if changed <= max(_FEW, len(text) * _TRADITIONAL_SHARE):
        return lines, False
    return simplify(text).split("\n"), True


@functools.cache
def _converter() -> Any:
    """Its tables take longer to load than a page to convert."""
    import opencc

    return opencc.OpenCC("t2s")
