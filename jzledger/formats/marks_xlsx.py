"""A closer look at the sheets of an xlsx: hidden rows and columns, error values, formulas without a result.

The sheet is read as bytes, row by row, in pieces: building a tree of it would cost more than all the rest.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from jzledger.formats.sheet_cells import Marks, Place
from jzledger.rules.cell_names import place_of

_PIECE = 1 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

_NAME = rb"(?:\w{1,9}:)?"
_HIDDEN_ROW = re.compile(rb"""<""" + _NAME + rb"""row\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_COLUMN = re.compile(rb"<" + _NAME + rb"col\b([^>]*)>")
_ERROR = re.compile(
    rb"<"
    + _NAME
    + rb"""c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]+[0-9]+)["'][^>]*>(.*?)</"""
    + _NAME
    + rb"c>",
    re.DOTALL,
)
_FORMULA = re.compile(
    rb"<"
    + _NAME
    + rb"c\b([^>]*[^/>])>\s*<"
    + _NAME
    + rb"f\b(?:[^>]*/>|(?:[^>]*[^/])?>[^<]*</"
    + _NAME
    + rb"f>)\s*"
    rb"(?:<" + _NAME + rb"v\s*/>|<" + _NAME + rb"v>\s*</" + _NAME + rb"v>)?\s*</" + _NAME + rb"c>"
)
_STYLED = re.compile(rb"<" + _NAME + rb"c\b([^>]*)>")
_VALUE = re.compile(rb"<" + _NAME + rb"v>([^<]*)<")
_ATTRIBUTE = re.compile(rb"""([\w:]+)=["']([^"']*)["']""")
_DAYS = (*range(14, 23), *range(27, 37), *range(50, 59))
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", **dict.fromkeys(_DAYS, "yyyy-mm-dd")}


def look(data: bytes, marks: Mapping[str, frozenset[str]]) -> tuple[dict[str, Marks], bool, dict[str, str]]:
    """Marks by the name of the sheet; whether days count from 1904; the member that holds each sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts, epoch_1904, hidden = _parts(archive)
        found = {}
        for name, part in parts.items():
            wanted = marks.get(part, frozenset()) - {"far", "merged"}
            found[name] = _marks_of(archive, part, wanted) if wanted else Marks()
    for name, part in parts.items():
        found[name].decimals = _Decimals(data, part)
        found[name].hidden = name in hidden
    return found, epoch_1904, parts


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool, set[str]]:
    """Names of the sheets -> members that hold them; the 1904 flag; the sheets that are hidden."""
    try:
        book = _tree(archive.read("xl/workbook.xml"))
        relations = _tree(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:
        return {}, False, set()
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts, hidden = {}, set()
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_RELATION_STRICT), "")
        member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if member in archive.namelist():
            parts[sheet.get("name", "")] = member
            if sheet.get("state", "visible") != "visible":
                hidden.add(sheet.get("name", ""))
    flags = [properties.get("date1904", "0") for properties in book.iter("{*}workbookPr")]
    return parts, any(flag in ("1", "true", "on") for flag in flags), hidden


def _tree(xml: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def rows_of(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The sheet in pieces that end at the end of a row."""
    rest = b""
    with archive.open(part) as member:
        while piece := member.read(_PIECE):
            rest += piece
            cut = max(rest.rfind(b"</row>"), rest.rfind(b":row>")) + 6
            if cut > 5:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def _marks_of(archive: zipfile.ZipFile, part: str, wanted: frozenset[str]) -> Marks:
    marks = Marks()
    for piece in rows_of(archive, part):
        for found in _COLUMN.finditer(piece):
            told = _attributes(found[1])
            if told.get("hidden") in ("1", "true"):
                first, last = int(told.get("min", "0")), int(told.get("max", "0"))
                marks.hidden_columns.update(range(max(first, 1) - 1, min(last, 16_384)))
        for found in _HIDDEN_ROW.finditer(piece) if b"hidden=" in piece else ():
            number = _attributes(found[1]).get("r", "")
            if number.isdecimal():
                marks.hidden_rows.add(int(number) - 1)
        if not wanted & {"error", "formula"}:
            continue
        for found in _ERROR.finditer(piece):
            value = _VALUE.search(found[2])
            marks.errors[place_of(found[1].decode())] = (
                value[1].decode("utf-8", "replace") if value else "#N/A"
            )
        for found in _FORMULA.finditer(piece):
            told = _attributes(found[1])
            # A stored empty text is a result: IF(…,"") gives it.
            if "r" in told and told.get("t") not in ("str", "e"):
                marks.unstored.add(place_of(told["r"]))
    return marks


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(text)}


class _Decimals:
    """How many decimals a number is shown with; the sheet is searched when first asked."""

    def __init__(self, data: bytes, part: str) -> None:
        self._data, self._part = data, part
        self._formats: list[str] | None = None
        self._styles: dict[Place, int] = {}

    def __call__(self, row: int, column: int) -> int | None:
        if self._formats is None:
            try:
                with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                    self._formats = style_formats(archive)
                    self._styles = _styles(archive, self._part)
            except (SyntaxError, ValueError):  # damaged styles: no format says anything
                self._formats = []
        style = self._styles.get((row, column), 0)
        return decimals(self._formats[style]) if style < len(self._formats) else None


def decimals(number_format: str) -> int | None:
    """0.00 -> 2; None for a format that does not say (General, @)."""
    plain = re.fullmatch(r"(?:#,##)?0(?:\.(0+))?_?\s?", number_format.split(";")[0])
    return len(plain[1] or "") if plain else None


def _styles(archive: zipfile.ZipFile, part: str) -> dict[Place, int]:
    styles = {}
    for piece in rows_of(archive, part):
        for found in _STYLED.finditer(piece):
            told = _attributes(found[1])
            if "r" in told and "s" in told:
                styles[place_of(told["r"])] = int(told["s"])
    return styles


def style_formats(archive: zipfile.ZipFile) -> list[str]:
    """Number formats by the index of the cell style; `General` for the built-in ones that are of no use here."""
    try:
        tree = _tree(archive.read("xl/styles.xml"))
    except KeyError:
        return []
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in tree.iter("{*}numFmt")}
    found = []
    for styles in tree.iter("{*}cellXfs"):
        for style in styles:
            number = style.get("numFmtId", "0")
            found.append(own.get(number) or _BUILT_IN.get(int(number), "General"))
    return found
