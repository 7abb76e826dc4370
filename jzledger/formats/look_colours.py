"""Colours of a workbook as six hexadecimal digits, whether given plainly, by theme or by palette."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def colour_of(colour: Any, theme: Sequence[str]) -> str:
    """Six digits; theme and palette colours are looked up. "" for automatic."""
    if colour is None or colour.type == "auto":
        return ""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper() if isinstance(colour.rgb, str) else ""
    if colour.type == "theme":
        known = theme[colour.theme] if colour.theme < len(theme) else ""
        return _tinted(known, colour.tint or 0) if known else ""
    from openpyxl.styles.colors import COLOR_INDEX

    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:]
    return ""


def theme_colours(book: Any) -> list[str]:
    """The twelve colours of the theme in the order in which cells count them."""
    from lxml import etree

    if not book.loaded_theme:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(book.loaded_theme, parser)
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    scheme = root.find(f".//{space}clrScheme")
    found = []
    for entry in scheme if scheme is not None else ():
        colour = entry[0] if len(entry) else None
        value = colour.get("lastClr") or colour.get("val") if colour is not None else None
        found.append((value or "000000")[-6:].upper())
    # dark1 light1 dark2 light2 are counted as light1 dark1 light2 dark2.
    if len(found) >= 4:
        found[0], found[1], found[2], found[3] = found[1], found[0], found[3], found[2]
    return found


def _tinted(colour: str, tint: float) -> str:
    """Lighter (tint > 0) or darker, as the file format counts (ECMA-376, 18.8.3)."""
    if not tint:
        return colour
    import colorsys

    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1, max(0, light)), full)
    )
