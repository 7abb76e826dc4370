"""The rows of an xlsx sheet, straight from its bytes, for sheets too large to be laid out by calamine.

Programs write cells in a few shapes; a sheet with another shape is not read here (None), and openpyxl takes over.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from jzledger.formats.marks_xlsx import rows_of, style_formats
from jzledger.formats.sheet_cells import Value
from jzledger.rules.cell_names import column_of

MOST_GAP = 2_000
"""Empty rows after which nothing is looked for any more."""
MOST_COLUMNS = 512

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]+)"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?\s*(?:/>|>\s*(?:<f\b[^>]*(?:/>|>[^<]*</f>)\s*)?'
    rb"(?:<v(?:/>| ?[^>]*>([^<]*)</v>)|<is>(.*?)</is>)?\s*</c>)",
    re.DOTALL,
)
_TEXT = re.compile(rb"<t\b[^>]*>([^<]*)</t>")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile("&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def read_rows(archive: zipfile.ZipFile, part: str, *, epoch_1904: bool) -> list[list[Value]] | None:
    """The rows from A1 to the first long gap, each as long as it is filled; None for a sheet of another shape."""
    shared = _shared(archive)
    formats = style_formats(archive)
    days = {str(number).encode() for number, told in enumerate(formats) if _is_day(told)}
    reader = _Rows(shared, days, date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30))
    for piece in rows_of(archive, part):
        cells = _CELL.findall(piece)
        if len(cells) != piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b":c "):
            return None
        if not reader.take(cells):
            break
    return reader.finished()


class _Rows:
    def __init__(self, shared: list[str], days: set[bytes], epoch: date) -> None:
        self._shared, self._days, self._epoch = shared, days, epoch
        self._rows: list[list[Value]] = []
        self._columns: dict[bytes, int] = {}
        self._dates: dict[bytes, Value] = {}

    def take(self, cells: list[tuple[bytes, ...]]) -> bool:
        """False once nothing more is to be read. Raises ValueError and IndexError for cells that can not be."""
        rows, columns, shared, days = self._rows, self._columns, self._shared, self._days
        last, line = b"", []
        for letters, number, style, kind, value, inline in cells:
            if value == b"" and inline == b"":
                continue
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_of(letters.decode())
            if column >= MOST_COLUMNS:
                continue
            if number != last:
                last, row = number, int(number)
                if row - len(rows) > MOST_GAP:
                    return False
                while len(rows) < row:
                    rows.append([])
                line = rows[row - 1]
            if column >= len(line):
                line.extend([""] * (column + 1 - len(line)))
            if kind == b"s":
                line[column] = shared[int(value)]
            elif (kind == b"" or kind == b"n") and style not in days:
                line[column] = float(value)
            else:
                line[column] = self._other(kind, value, inline)
        return True

    def _other(self, kind: bytes, value: bytes, inline: bytes) -> Value:
        if kind == b"" or kind == b"n":
            found = self._dates.get(value)
            if found is None:
                found = self._dates[value] = _day(float(value), self._epoch)
            return found
        if kind == b"b":
            return value == b"1"
        if kind == b"e":
            return ""
        if kind == b"d":
            return _iso(value.decode())
        if kind == b"inlineStr":
            return "".join(_plain(text.decode("utf-8", "replace")) for text in _TEXT.findall(inline))
        return _plain(value.decode("utf-8", "replace"))

    def finished(self) -> list[list[Value]]:
        while self._rows and not any(value != "" for value in self._rows[-1]):
            self._rows.pop()
        return self._rows


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells point to, without readings of characters (rPh)."""
    from lxml import etree

    name = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    texts = []
    with archive.open(name) as member:
        options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": True}
        for _, item in etree.iterparse(member, ("end",), tag="{*}si", **options):
            parts = [t.text or "" for t in item.iter("{*}t") if not str(t.getparent().tag).endswith("}rPh")]
            texts.append(_unescaped("".join(parts)))
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]
    return texts


def _plain(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: _sign(found[1]), text)
    return _unescaped(text)


def _sign(name: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name.startswith("#x") else int(name[1:])
    return chr(code) if code < 0x110000 else ""


def _unescaped(text: str) -> str:
    """_x000D_ stands for a character that XML can not hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _is_day(number_format: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(number_format))


def _day(number: float, epoch: date) -> Value:
    if not 0 <= number < 2_958_466:  # 9999-12-31
        return number
    whole = int(number)
    seconds = round((number - whole) * 86_400)
    moment = datetime(epoch.year, epoch.month, epoch.day) + timedelta(days=whole, seconds=seconds)
    if number < 1:
        return moment.time()
    return moment.date() if moment.time() == time(0) else moment


def _iso(text: str) -> Value:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment.time() == time(0) else moment
