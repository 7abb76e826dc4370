"""How the corpus is written: sheets as lists of rows, with what a clerk would type in from them beside.

A sheet is drawn as a list of rows of values. `LEFT` joins a cell to the one on its left, `UP` to the one above it.
`Formula` holds a formula and its stored result (None: there is none), `Number` a number with its format.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

LEFT, UP = "⇐", "⇑"
_NO_RESULT = "⊘no result⊘"


@dataclass(frozen=True)
class Formula:
    text: str
    result: Any = None
    format: str = ""


@dataclass(frozen=True)
class Number:
    value: float
    format: str


@dataclass(frozen=True)
class Rich:
    """A text in several fonts."""

    parts: tuple[str, ...]


@dataclass
class Drawn:
    """One sheet to write. Rows and columns to hide are named as a user sees them (`5`, `G`)."""

    name: str
    rows: Sequence[Any]  # of sequences of values
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False
    filter: str = ""
    borders: tuple[int, int] = (0, 0)  # rows and columns with borders and nothing else


@dataclass
class Gold:
    """What is meant by a sheet. `problems` are addresses at which something must be told."""

    sheet: str
    kind: str | None
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: tuple[str, ...] = ()


@dataclass
class Example:
    file: str
    half: int
    write: Callable[[], bytes]
    gold: list[Gold]
    on: str | None


EXAMPLES: list[Example] = []


def example(
    file: str, half: int, on: str | None = "2024-06-05"
) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Register a function that gives (bytes, gold)."""

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        drawn, gold = function()
        EXAMPLES.append(Example(file, half, drawn if callable(drawn) else (lambda: drawn), gold, on))
        return function

    return register


def row(at: str, **values: Any) -> dict[str, Any]:
    """A row of gold. `due=(text, day)` stands for deadline_text and deadline."""
    due = values.pop("due", None)
    if due is not None:
        values["deadline_text"], values["deadline"] = due
    return {"at": at, **{key: value for key, value in values.items() if value is not None}}


def xlsx(*sheets: Drawn, epoch_1904: bool = False) -> bytes:
    """A workbook as XlsxWriter makes it, and formulas without a stored result where asked for."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": epoch_1904})
    book.set_properties({"created": datetime(2024, 6, 5)})
    for drawn in sheets:
        _write(book, drawn)
    book.close()
    return _without_results(out.getvalue())


def converted(suffix: str, *sheets: Drawn) -> Callable[[], bytes]:
    """The same workbook saved by LibreOffice as xls or ods."""

    def write() -> bytes:
        soffice = shutil.which("soffice")
        if soffice is None:
            raise RuntimeError("LibreOffice is needed to make this file")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "book.xlsx"
            source.write_bytes(xlsx(*sheets))
            home = f"-env:UserInstallation=file://{folder}/profile"
            words = [soffice, home, "--headless", "--convert-to", suffix, "--outdir", folder, str(source)]
            subprocess.run(words, check=True, capture_output=True, timeout=180)
            return (Path(folder) / f"book.{suffix}").read_bytes()

    return write


def _write(book: Any, drawn: Drawn) -> None:
    sheet = book.add_worksheet(drawn.name)
    formats: dict[str, Any] = {}

    def look(number_format: str) -> Any:
        if number_format not in formats:
            formats[number_format] = book.add_format(
                {"num_format": number_format, "border": 1, "text_wrap": True}
            )
        return formats[number_format]

    plain = look("General")
    for r in range(drawn.borders[0]):
        for c in range(drawn.borders[1]):
            sheet.write_blank(r, c, None, plain)
    grid = [list(line) for line in drawn.rows]
    for r, line in enumerate(grid):
        for c, value in enumerate(line):
            if value in (LEFT, UP):
                continue
            right, down = _reach(grid, r, c)
            if right or down:
                sheet.merge_range(r, c, r + down, c + right, "", plain)
            _write_cell(sheet, r, c, value, look)
    for number in drawn.hidden_rows:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    for letter in drawn.hidden_columns:
        sheet.set_column(f"{letter}:{letter}", 10, None, {"hidden": True})
    if drawn.filter:
        sheet.autofilter(drawn.filter)
    if drawn.hidden:
        sheet.hide()


def _reach(grid: list[list[Any]], r: int, c: int) -> tuple[int, int]:
    """How far the merged range of a cell reaches: columns to the right, rows down."""
    right = down = 0
    while c + right + 1 < len(grid[r]) and grid[r][c + right + 1] == LEFT:
        right += 1
    while r + down + 1 < len(grid) and c < len(grid[r + down + 1]) and grid[r + down + 1][c] == UP:
        down += 1
    return right, down


def _write_cell(sheet: Any, r: int, c: int, value: Any, look: Callable[[str], Any]) -> None:
    if value is None:
        return
    if isinstance(value, Formula):
        result = _NO_RESULT if value.result is None else value.result
        sheet.write_formula(r, c, value.text, look(value.format or "General"), result)
    elif isinstance(value, Number):
        sheet.write_number(r, c, value.value, look(value.format))
    elif isinstance(value, Rich):
        bold = look("@")
        sheet.write_rich_string(
            r, c, *[piece for part in value.parts for piece in (bold, part)], look("General")
        )
    elif isinstance(value, datetime):
        sheet.write_datetime(r, c, value, look("yyyy-mm-dd hh:mm"))
    elif isinstance(value, date):
        sheet.write_datetime(r, c, datetime(value.year, value.month, value.day), look("yyyy/m/d"))
    elif isinstance(value, bool | int | float):
        sheet.write_number(r, c, value, look("General"))
    else:
        sheet.write_string(r, c, value, look("General"))


def _without_results(data: bytes) -> bytes:
    """Formulas whose result was never stored: without `<v>`, as other programs leave them."""
    pattern = re.compile(rf'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="str">(<f>.*?</f>)<v>{_NO_RESULT}</v></c>')
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.startswith("xl/worksheets/"):
                content = pattern.sub(r"\1>\2</c>", content.decode("utf-8")).encode("utf-8")
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 6, 5, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
