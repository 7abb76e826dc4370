"""The colours of the window can be read: the pairs of the design, measured again by the WCAG formula."""

from __future__ import annotations

import re

import pytest

from jzledger import paths
from jzledger.ui.theme import DARK, LIGHT, Theme

TEXT, EDGE = 4.5, 3.0
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_pairs(theme: Theme) -> list[tuple[str, str, str]]:
    """(what it is, ink, ground)."""
    grounds = {
        "surface": theme.surface,
        "window": theme.window,
        "header": theme.header,
        "selection": theme.selection,
        "current row": theme.current_row,
        "banner": theme.banner,
    }
    pairs = [("text", theme.text, name) for name in grounds]
    pairs += [("text2", theme.text2, name) for name in ("surface", "window", "header")]
    pairs += [("text3", theme.text3, name) for name in ("surface", "window", "header")]
    pairs += [("accent", theme.accent, name) for name in ("surface", "window", "banner", "selection")]
    found = [(f"{what} on {name}", ink, grounds[name]) for what, ink, name in pairs]
    found += [("white on the button", "#FFFFFF", theme.button)]
    found += [("rail", theme.rail_text, theme.rail), ("active page", "#FFFFFF", theme.rail_active)]
    for code, ink in theme.light_ink.items():
        found += [(f"{code} on its tint", ink, theme.light_fill[code])]
        found += [
            (f"{code} on surface", ink, theme.surface),
            (f"{code} on the current row", ink, theme.current_row),
        ]
    return found


@THEMES
def test_text_can_be_read(theme):
    low = {what: round(contrast(ink, ground), 2) for what, ink, ground in text_pairs(theme)}
    assert {what: ratio for what, ratio in low.items() if ratio < TEXT} == {}


@THEMES
def test_edges_of_controls_and_bars_can_be_seen(theme):
    pairs = {
        "edge of an input on surface": (theme.edge, theme.surface),
        "bar on its track": (theme.bar, theme.grid),
        "done on planned": (theme.bar, theme.planned),
        "focus ring": (theme.accent, theme.surface),
    }
    low = {what: round(contrast(*pair), 2) for what, pair in pairs.items()}
    assert {what: ratio for what, ratio in low.items() if ratio < EDGE} == {}


@pytest.mark.parametrize(
    ("theme", "ink", "ground", "measured"),
    [
        (LIGHT, LIGHT.text, LIGHT.surface, 15.7),
        (LIGHT, LIGHT.text3, LIGHT.header, 4.6),
        (LIGHT, LIGHT.edge, LIGHT.surface, 3.15),
        (DARK, DARK.text, DARK.surface, 13.1),
        (DARK, DARK.edge, DARK.surface, 3.7),
    ],
)
def test_the_formula_gives_what_the_design_measured(theme, ink, ground, measured):
    assert contrast(ink, ground) == pytest.approx(measured, abs=0.06)


@THEMES
def test_the_style_sheet_uses_no_text_colour_of_its_own(theme):
    """Each `color:` of the style sheet is one of the theme's inks, which the tests above measure."""
    sheet = (paths.resources() / f"{theme.name}.qss").read_text("utf-8")
    inks = {theme.text, theme.text2, theme.text3, theme.accent, theme.disabled, theme.rail_text, "#FFFFFF"}
    inks |= set(theme.light_ink.values())
    used = {match.upper() for match in re.findall(r"(?<![-\w])color:\s*(#[0-9A-Fa-f]{6})", sheet)}
    assert used <= {ink.upper() for ink in inks}
