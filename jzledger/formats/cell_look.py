"""How one cell looks, apart from its value: the words that writer, preview, learned layouts and their report share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

# Names of line styles in the file format, in the order of XlsxWriter's numbers; 0 is no line.
LINES = (
    "",
    "thin",
    "medium",
    "dashed",
    "dotted",
    "thick",
    "double",
    "hair",
    "mediumDashed",
    "dashDot",
    "mediumDashDot",
    "dashDotDot",
    "mediumDashDotDot",
    "slantDashDot",
)
# File format -> XlsxWriter.
_ALIGN = {"centerContinuous": "center_across"}
_VALIGN = {"center": "vcenter", "justify": "vjustify", "distributed": "vdistributed"}
_UNDERLINES = {"single": 1, "double": 2, "singleAccounting": 33, "doubleAccounting": 34}
SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class CellLook:
    """Words of the file format. Colours are six hexadecimal digits, "" for none (of a font: black).

    `align` "" is general: numbers right, texts left. `number` is a number format, or the number of a built-in one.
    `left` … name a line style; `left_colour` … its colour. `pattern` fills with `fill` when "solid"; other patterns
    draw `fill_two` on it. `rotation` as in the file: 0 to 180, 255 for stacked characters.
    """

    font: str = "宋体"
    size: float = 11
    family: int = 0
    charset: int = 0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    strike: bool = False
    colour: str = ""
    pattern: str = ""
    fill: str = ""
    align: str = ""
    valign: str = "bottom"
    wrap: bool = False
    indent: int = 0
    rotation: int = 0
    shrink: bool = False
    number: str | int = 0
    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""
    left_colour: str = ""
    right_colour: str = ""
    top_colour: str = ""
    bottom_colour: str = ""
    locked: bool = True
    hidden: bool = False

    def properties(self) -> dict[str, Any]:
        """The same for XlsxWriter's add_format."""
        found: dict[str, Any] = {
            "font_name": self.font,
            "font_size": self.size,
            "font_family": self.family,
            "font_charset": self.charset,
            "valign": _VALIGN.get(self.valign, self.valign),
            "locked": self.locked,
        }
        if self.align:
            found["align"] = _ALIGN.get(self.align, self.align)
        for key, name in (
            ("bold", "bold"),
            ("italic", "italic"),
            ("strike", "font_strikeout"),
            ("wrap", "text_wrap"),
            ("shrink", "shrink"),
            ("indent", "indent"),
            ("hidden", "hidden"),
            ("number", "num_format"),
        ):
            if getattr(self, key):
                found[name] = getattr(self, key)
        if self.underline:
            found["underline"] = _UNDERLINES[self.underline]
        if self.colour:
            found["font_color"] = f"#{self.colour}"
        if self.pattern:
            found["pattern"] = 1
            found["bg_color"] = f"#{self.fill}"
        if self.rotation:
            found["rotation"] = _turned(self.rotation)
        for side in SIDES:
            if getattr(self, side):
                found[side] = LINES.index(getattr(self, side))
                if getattr(self, f"{side}_colour"):
                    found[f"{side}_color"] = f"#{getattr(self, f'{side}_colour')}"
        return found

    def differences(self, other: CellLook) -> list[str]:
        """The names of the properties that differ."""
        return [each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name)]


def look_of(properties: Mapping[str, Any]) -> CellLook:
    """The look that XlsxWriter's properties give; those that our own writers use."""
    border = properties.get("border", 0)
    back = {ours: theirs for theirs, ours in _VALIGN.items()}
    lines: dict[str, Any] = {side: LINES[properties.get(side, border)] for side in SIDES}
    lines |= {f"{side}_colour": str(properties.get(f"{side}_color", "")).lstrip("#") for side in SIDES}
    return CellLook(
        font=properties.get("font_name", "宋体"),
        size=properties.get("font_size", 11),
        family=properties.get("font_family", 0),
        charset=properties.get("font_charset", 0),
        bold=bool(properties.get("bold")),
        italic=bool(properties.get("italic")),
        underline=next(
            (name for name, number in _UNDERLINES.items() if number == properties.get("underline")), ""
        ),
        strike=bool(properties.get("font_strikeout")),
        colour=str(properties.get("font_color", "")).lstrip("#"),
        pattern="solid" if properties.get("pattern") else "",
        fill=str(properties.get("bg_color", "")).lstrip("#"),
        align={ours: theirs for theirs, ours in _ALIGN.items()}.get(
            properties.get("align", ""), properties.get("align", "")
        ),
        valign=back.get(properties.get("valign", "bottom"), properties.get("valign", "bottom")),
        wrap=bool(properties.get("text_wrap")),
        indent=properties.get("indent", 0),
        rotation=_file_rotation(properties.get("rotation", 0)),
        shrink=bool(properties.get("shrink")),
        number=properties.get("num_format", 0),
        **lines,
    )


def _turned(rotation: int) -> int:
    """Degrees for XlsxWriter: 90 to -90, 270 for stacked characters."""
    return 270 if rotation == 255 else rotation if rotation <= 90 else 90 - rotation


def _file_rotation(degrees: int) -> int:
    return 255 if degrees == 270 else degrees if degrees >= 0 else 90 - degrees
