"""How much room a text takes in a cell: lines, row heights, header breaks, widths of numbers.

The estimates of ledgers.md, section 1.5: no program is asked, because none fits rows reliably. Widths are in digits of
the Normal style, sizes and heights in points, units are half a full-width character.
"""

from __future__ import annotations

import re
import unicodedata
from math import ceil, floor

DIGIT = 5.5  # points of one digit of 宋体 11, unrounded: the narrow case, so that no text is hidden
INSIDE = 4  # points that borders and padding of a cell take
LINE = 1.3  # line height in font sizes
HEADER_MORE = 1.1  # the faces that stand in for 黑体 have taller lines
HIGHEST = 409  # the highest row that a sheet can have
NARROW = 9  # in a narrower column four characters of a header break after the second

# In Times New Roman, in font sizes; a digit takes half.
_POINTS = {",": 0.25, ".": 0.25, " ": 0.25, "-": 0.34, "%": 0.84, "+": 0.57}
_WORDS = re.compile("[〔（(《“‘]?[0-9A-Za-z][0-9A-Za-z.,:/%+-]*[〕）)》”’]?")
_PIECES = re.compile(r"[0-9A-Za-z.]+|.", re.DOTALL)


class _Units(dict[str, int]):
    def __missing__(self, char: str) -> int:
        units = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        self[char] = units
        return units


_UNITS = _Units()


def text_units(text: str) -> int:
    """Width of a text in half-width units."""
    return sum(map(_UNITS.__getitem__, text))


def room(width: float, size: float) -> int:
    """Units that fit one line of a column; whole full-width characters, at least one."""
    return max(2, floor((width * DIGIT - INSIDE) / size) * 2)


def lines(text: str, units_per_line: int) -> int:
    """Lines that a wrapped text takes. Numbers and words stay whole, with the brackets around them.

    They never add more than a quarter and a line: a paper with more air than that looks wrong, too.
    """
    if "\n" in text:
        return sum(lines(part, units_per_line) for part in text.split("\n"))
    if len(text) * 2 <= units_per_line:
        return 1
    least = -(-text_units(text) // units_per_line)
    if least <= 1:
        return 1
    count, used, behind = 1, 0, 0
    for word in _WORDS.finditer(text):
        start, end = word.span()
        used += text_units(text[behind:start])
        if used > units_per_line:
            count, used = count + (used - 1) // units_per_line, (used - 1) % units_per_line + 1
        width = text_units(text[start:end])
        if used and used + width > units_per_line:
            count, used = count + 1, 0
        used += width
        behind = end
    used += text_units(text[behind:])
    return min(count + (used - 1) // units_per_line, least + least // 4 + 1)


def height(line_count: int, size: float) -> int:
    """Height of a row with so many lines, not capped."""
    return ceil(line_count * size * LINE + INSIDE)


def header_height(line_count: int, size: float) -> int:
    """The same for header cells."""
    return ceil((line_count * size * LINE + INSIDE) * HEADER_MORE)


def width_for(number: str, size: float) -> float:
    """Digits that a column needs so that this number or date does not print as ####."""
    points = sum(_POINTS.get(char, 0.5) for char in number) * size
    return (points + INSIDE) / DIGIT


def break_header(text: str, width: float, size: float) -> str:
    """A header with line breaks where it does not fit one line: lines of even length, brackets on a line of their own.

    Breaks that the layout wrote itself stay.
    """
    limit = min(room(width, size), 6) if width < NARROW else room(width, size)
    parts: list[str] = []
    for line in text.split("\n"):
        if text_units(line) <= limit:
            parts.append(line)
        else:
            parts += [even for part in re.split(r"(?<=.)(?=（)", line) for even in _even(part, limit)]
    return "\n".join(parts)


def _even(text: str, limit: int) -> list[str]:
    """A text cut into as few lines as the limit allows, all about as long; numbers and words stay whole."""
    total = text_units(text)
    share = ceil(total / ceil(total / limit))
    target = min(limit, share + share % 2)
    cut = [""]
    for piece in _PIECES.findall(text):
        if cut[-1] and text_units(cut[-1] + piece) > target:
            cut.append("")
        cut[-1] += piece
    return cut
