"""`styles.toml`: the looks, lights, paper sizes and presets that all ledgers share."""

from __future__ import annotations

from pathlib import Path

from jzledger.formats.layout import NUMBERS, TYPES, Light, PaperSize, Preset, Style, StyleSheet, TypeLook
from jzledger.formats.toml_table import TomlTable, read_toml

STYLES = "styles"
NEEDED_STYLES = (
    "mark",
    "title",
    "subtitle",
    "header",
    "text",
    "light",
    "group",
    "group_number",
    "total",
    "tail",
    "id",
)
ALIGNMENTS = ("left", "center", "right")


def load_styles(folder: Path) -> StyleSheet:
    """The file `folder/styles.toml`. Raises FileBroken naming file, key and what is wrong."""
    file = read_toml(folder / f"{STYLES}.toml")
    styles = {name: _style(table) for name, table in file.named("styles").items()}
    for name in NEEDED_STYLES:
        if name not in styles:
            raise file.wrong("styles", f"缺少“{name}”")
    types = {name: _type(table, name, styles) for name, table in file.named("types").items()}
    for name in sorted(TYPES):
        if name not in types:
            raise file.wrong("types", f"缺少“{name}”")
    fonts = file.table("fonts")
    sheet = StyleSheet(
        styles=styles,
        types=types,
        lights={name: _light(table) for name, table in file.named("lights").items()},
        papers={name: _paper(table) for name, table in file.named("papers").items()},
        presets={name: _preset(table) for name, table in file.named("presets").items()},
        fonts={name: fonts.texts(name) for name in fonts.values},
    )
    file.done()
    return sheet


def _style(table: TomlTable) -> Style:
    style = Style(
        font=table.text("font"),
        size=table.number("size", 5, 40),
        align=table.word("align", ALIGNMENTS),
        bold=table.flag("bold"),
        wrap=table.flag("wrap"),
        border=table.flag("border"),
        fill=table.colour("fill"),
        colour=table.colour("colour", "000000"),
    )
    table.done()
    return style


def _type(table: TomlTable, name: str, styles: dict[str, Style]) -> TypeLook:
    look = TypeLook(
        style=table.word("style", styles),
        align=table.word("align", ALIGNMENTS),
        formats=table.texts("formats", ()),
    )
    table.done()
    if name in NUMBERS and not look.formats:
        raise table.wrong("formats", "数字列要有数字格式")
    return look


def _light(table: TomlTable) -> Light:
    light = Light(text=table.text("text"), fill=table.colour("fill"), colour=table.colour("colour"))
    table.done()
    return light


def _paper(table: TomlTable) -> PaperSize:
    size = PaperSize(
        code=table.whole("code", 1, 200),
        digits=table.number("digits", 20, 1000),
        points=table.number("points", 100, 5000),
    )
    table.done()
    return size


def _preset(table: TomlTable) -> Preset:
    preset = Preset(
        top=table.number("top", 0, 100),
        bottom=table.number("bottom", 0, 100),
        left=table.number("left", 0, 100),
        right=table.number("right", 0, 100),
        header=table.number("header", 0, 100),
        footer=table.number("footer", 0, 100),
        odd=table.text("odd"),
        even=table.text("even", ""),
        mark=table.flag("mark"),
    )
    table.done()
    if max(len(preset.odd), len(preset.even)) > 255:
        raise table.wrong("odd", "页脚最多255个字符")
    return preset
