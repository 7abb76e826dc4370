"""How common two neighbouring characters are, for ranking what misread bytes may have said."""

from __future__ import annotations

import functools
from pathlib import Path

FILE = "pairs.txt"


@functools.cache
def common_pairs(words: Path) -> dict[str, int]:
    """Pair of simplified characters -> logarithm (base 2) of how often it occurs; empty where the file is missing."""
    try:
        lines = (words / FILE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, int] = {}
    for line in lines:
        level, _, pairs = line.partition(" ")
        if level.isdecimal():
            found.update((pairs[n : n + 2], int(level)) for n in range(0, len(pairs) - 1, 2))
    return found
