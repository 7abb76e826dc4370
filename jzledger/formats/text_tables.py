"""Tables that are no workbooks: csv and tab-separated text, and HTML tables, whatever their files are called."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from jzledger.errors import NotAWorkbook, WorkbookTooLarge
from jzledger.formats.sheet_cells import Marks, SheetCells, Value

MOST_CELLS = 5_000_000
_SPAN = 10_000
_META = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_SIGNS = (",", "\t", ";", "|")


def decode(data: bytes, declared: str = "") -> str:
    """By its BOM, else strict UTF-8, else GB18030; what is declared only decides among those that fit."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if declared.lower() in ("big5", "big5-hkscs"):
        return data.decode("big5hkscs", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def read_csv(data: bytes, name: str) -> SheetCells:
    """The whole text as one sheet. Raises NotAWorkbook for a text without columns."""
    text = decode(data)
    sign = _separator(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise NotAWorkbook("这是文字，但分不出行和列，不是工作簿", name, detail=str(error)) from error
    if not any(len(line) > 1 for line in lines):
        raise NotAWorkbook("这是一段文字，没有分列，不是工作簿", name)
    rows: list[list[Value]] = [[_unquoted(cell) for cell in line] for line in lines]
    return SheetCells(name.rpartition(".")[0] or name, rows, typed=False)


def _separator(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of columns."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    return max(
        _SIGNS,
        key=lambda sign: (
            sum(line.count(sign) > 0 for line in lines),
            sum(line.count(sign) for line in lines),
        ),
    )


def _unquoted(cell: str) -> str:
    """`="00123"` is how programs keep Excel from making a number of it."""
    return cell[2:-1] if len(cell) > 3 and cell.startswith('="') and cell.endswith('"') else cell


def read_html(data: bytes, name: str) -> list[SheetCells]:
    """Each outermost table is a sheet, and its nested tables belong to its cells. Raises NotAWorkbook without tables."""
    from lxml import etree, html

    found = _META.search(data[:4096])
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    text = decode(data, found[1].decode("ascii") if found else "")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise NotAWorkbook("这是网页，但没有表格，不是工作簿", name, detail=str(error)) from error
    tables = [
        table for table in tree.iter("table") if not any(up.tag == "table" for up in table.iterancestors())
    ]
    stem = name.rpartition(".")[0] or name
    sheets = [
        _Html(stem if place == 0 else f"{stem}（{place + 1}）").read(table)
        for place, table in enumerate(tables)
    ]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise NotAWorkbook("这是网页，里面没有表格，不是工作簿", name)
    return sheets


class _Html:
    """One HTML table put on a grid."""

    def __init__(self, name: str) -> None:
        self.sheet = SheetCells(name, [], marks=Marks(), typed=False)
        self._taken: set[tuple[int, int]] = set()

    def read(self, table: Any) -> SheetCells:
        for r, line in enumerate(row for row in table.iter("tr") if _outermost(row) is table):
            self.sheet.rows.append([])
            if "display:none" in (line.get("style") or "").replace(" ", "").lower():
                self.sheet.marks.hidden_rows.add(r)
            c = 0
            for cell in line:
                if cell.tag not in ("td", "th"):
                    continue
                while (r, c) in self._taken:
                    c += 1
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                self._put(r, c, _text(cell), across, down)
                c += across
        height = len(self.sheet.rows)
        self.sheet.merged = [(r, c, min(last, height - 1), right) for r, c, last, right in self.sheet.merged]
        return self.sheet

    def _put(self, r: int, c: int, text: str, across: int, down: int) -> None:
        row = self.sheet.rows[r]
        row.extend([""] * (c + across - len(row)))
        row[c] = text
        if across == down == 1:
            return
        if len(self._taken) + across * down > MOST_CELLS:
            raise WorkbookTooLarge("网页里的表格合并得太大，不读取", self.sheet.name)
        self.sheet.merged.append((r, c, r + down - 1, c + across - 1))
        self._taken.update((r + i, c + j) for i in range(1, down) for j in range(across))


def _outermost(row: Any) -> Any:
    """The outermost table around a row; rows of nested tables are left to the cell they stand in."""
    tables = [up for up in row.iterancestors() if up.tag == "table"]
    return tables[0] if len(tables) == 1 else None


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), _SPAN) if text.isdecimal() and len(text) < 8 else 1


def _text(cell: Any) -> str:
    """Line breaks where the page breaks lines; blanks as a page shows them."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            return
        if element.tag == "br" or (
            element.tag in ("p", "div", "li", "tr") and any(part.strip() for part in parts)
        ):
            parts.append("\n")
        parts.append(re.sub(r"[ \t\r\n]+", " ", element.text or ""))
        for child in element:
            walk(child)
            parts.append(re.sub(r"[ \t\r\n]+", " ", child.tail or ""))

    walk(cell)
    lines = "".join(parts).replace("\xa0", " ").split("\n")
    return "\n".join(line.strip() for line in lines).strip()
