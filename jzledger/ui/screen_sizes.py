"""Sizes that follow the width of the window (ui.md, section 5): small screens get tighter rows, large ones larger text."""

from __future__ import annotations

from typing import NamedTuple

FOLDS_BELOW = 1280  # pixels; the tool bar then keeps its first buttons, the others go under 更多


class Sizes(NamedTuple):
    """In pixels: `text` of the body, `air` above and below the text of a row, widths of the rail and of the project list."""

    text: int
    air: int
    rail: int
    left: int


SMALL, USUAL, LARGE = Sizes(13, 7, 132, 340), Sizes(13, 9, 142, 396), Sizes(14, 11, 160, 480)


def sizes_for(width: int) -> Sizes:
    return SMALL if width < 1440 else USUAL if width < 1900 else LARGE
