"""A sheet of somebody's workbook with the look of every cell, its sizes, its page and its screen (openpyxl)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken
from jzledger.formats.cell_look import CellLook
from jzledger.formats.look import LookPage, LookScreen
from jzledger.formats.look_colours import colour_of, theme_colours
from jzledger.formats.look_page import page_of, screen_of

LARGEST_FILE = 20_000_000  # bytes
LARGEST_UNPACKED = 120_000_000
MOST_ROWS, MOST_COLUMNS = 5_000, 200
ADVICE = "请选一个用 Excel 或 WPS 另存为 .xlsx 的台账。"
_BUILT_IN = 164  # number formats below are known by number


@dataclass(frozen=True)
class SampleCell:
    """`value`: text, number, date or None, as last computed; `formula`: it was computed; `look`: place in `looks`."""

    value: Any
    look: int
    formula: bool = False

    @property
    def text(self) -> str:
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def kind(self) -> str:
        """blank, text or number; dates are numbers."""
        if self.value is None or self.value == "":
            return "number" if self.formula else "blank"
        return "text" if isinstance(self.value, str) else "number"


@dataclass
class SampleSheet:
    """Rows and columns count from 0; heights in points, widths in the file's unit."""

    name: str
    looks: list[CellLook] = field(default_factory=list)
    cells: dict[tuple[int, int], SampleCell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    widths: list[tuple[int, int, float, bool]] = field(default_factory=list)
    default_width: float = 8.43
    default_height: float = 15
    normal: CellLook = field(default_factory=CellLook)
    page: LookPage = field(default_factory=LookPage)
    screen: LookScreen = field(default_factory=LookScreen)
    filter_end: int | None = None
    area_end: int | None = None
    lists: dict[int, tuple[str, ...]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=-1)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=-1)


def read_sample(path: Path, sheet_name: str = "") -> SampleSheet:
    """The sheet of that name, else the first visible one with cells. Raises FileBroken with one sentence."""
    content = _checked(path)
    import openpyxl
    from openpyxl.chartsheet import Chartsheet

    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
        raw = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        raise FileBroken("工作簿坏了，读不出来", path.name, ADVICE, detail=repr(error)) from error
    try:
        visible = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
        sheets = [name for name in visible if not isinstance(book[name], Chartsheet)]
        if sheet_name:
            sheets = [name for name in sheets if name == sheet_name]
        if not sheets:
            what = "只有图表页，没有表格" if visible and not sheet_name else "没有可以看见的工作表"
            raise FileBroken(what, path.name, ADVICE)
        name = next((each for each in sheets if book[each].dimensions != "A1:A1"), sheets[0])
        return _Reader(book, raw, name, path.name).read()
    finally:
        raw.close()


def _checked(path: Path) -> bytes:
    """The bytes of a workbook that may be opened: not too large, no old format, not encrypted, no zip bomb."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileBroken("文件太大，不像一张样表", path.name, "请只留几十行，另存后再选。")
        content = path.read_bytes()
    except OSError as error:
        raise FileBroken(
            "文件不能读取", path.name, "请检查文件是否还在、是否正被占用。", detail=str(error)
        ) from error
    if not content:
        raise FileBroken("文件是空的", path.name, ADVICE)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        if encrypted:
            raise FileBroken("工作簿有打开密码，读不出来", path.name, "请先取消密码，另存后再选。")
        raise FileBroken("这是旧格式的工作簿，版式读不全", path.name, ADVICE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise FileBroken("工作簿里的内容太多，不像一张样表", path.name, "请只留几十行，另存后再选。")
    except zipfile.BadZipFile as error:
        raise FileBroken("这不是 Excel 工作簿，或已经损坏", path.name, ADVICE, detail=str(error)) from error
    if "xl/workbook.xml" not in names and not any(name.endswith("workbook.xml") for name in names):
        raise FileBroken("这不是 Excel 工作簿", path.name, ADVICE)
    return content


class _Reader:
    """One sheet. Looks come from the raw cells: a normal load forgets those of merged cells."""

    def __init__(self, book: Any, raw: Any, name: str, file_name: str) -> None:
        self.book, self.sheet, self.raw = book, book[name], raw[name]
        self.file_name = file_name
        self.made = SampleSheet(name)
        self.places: dict[CellLook, int] = {}
        self.known: dict[Any, int] = {}
        self.theme = theme_colours(book)

    def read(self) -> SampleSheet:
        made, sheet = self.made, self.sheet
        if sheet.max_column > MOST_COLUMNS:
            made.remarks.append(f"只读了前{MOST_COLUMNS}列")
        made.normal = self._normal()
        self._cells()
        for area in sheet.merged_cells.ranges:
            made.merges.append((area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1))
        for row, dimension in sheet.row_dimensions.items():
            if dimension.height is not None:
                made.heights[row - 1] = dimension.height
            if dimension.hidden:
                made.hidden_rows.add(row - 1)
        self._widths()
        made.page, made.area_end = page_of(sheet)
        made.screen, made.filter_end = screen_of(sheet)
        self._lists()
        for found, words in (
            (sheet._charts, "图表"),
            (sheet._images, "图片"),
            (list(sheet.conditional_formatting), "条件格式"),
        ):
            if found:
                made.remarks.append(f"样表里的{words}不学习")
        return made

    def look(self, cell: Any) -> int:
        key = tuple(cell.style_array)
        if key not in self.known:
            look = self._look(cell)
            self.known[key] = self.places.setdefault(look, len(self.places))
            if len(self.places) > len(self.made.looks):
                self.made.looks.append(look)
        return self.known[key]

    def _cells(self) -> None:
        self.raw.reset_dimensions()
        rows = self.raw.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        for row in rows:
            for cell in row:
                if getattr(cell, "row", None) is None:
                    continue  # an empty place
                place = (cell.row - 1, cell.column - 1)
                own = self.sheet._cells.get((cell.row, cell.column))
                formula = own is not None and getattr(own, "data_type", "") == "f"
                value = cell.value
                if isinstance(value, datetime) and value.time() == datetime.min.time():
                    value = value.date()
                self.made.cells[place] = SampleCell(value, self.look(cell), formula)
        if self.sheet.max_row > MOST_ROWS:
            self.made.remarks.append(f"只读了前{MOST_ROWS}行")

    def _look(self, cell: Any) -> CellLook:
        font, align, border, fill = cell.font, cell.alignment, cell.border, cell.fill
        sides = {}
        for name in ("left", "right", "top", "bottom"):
            side = getattr(border, name)
            style = side.style if side is not None and side.style not in (None, "none") else ""
            sides[name] = style or ""
            sides[f"{name}_colour"] = colour_of(side.color, self.theme) if style else ""
        pattern = fill.fill_type if fill is not None and fill.fill_type not in (None, "none") else ""
        colour = ""
        if pattern:
            colour = colour_of(fill.fgColor if pattern == "solid" else fill.bgColor, self.theme)
            pattern = "solid" if colour else ""
        number_id = cell.style_array.numFmtId
        return CellLook(
            font=font.name or "宋体",
            size=float(font.sz or 11),
            family=int(font.family or 0),
            charset=int(font.charset or 0),
            bold=bool(font.b),
            italic=bool(font.i),
            underline=font.u or "",
            strike=bool(font.strike),
            colour=_without_black(colour_of(font.color, self.theme)),
            pattern=pattern,
            fill=colour if pattern else "",
            align="" if align.horizontal in (None, "general") else align.horizontal,
            valign=align.vertical or "bottom",
            wrap=bool(align.wrap_text),
            indent=int(align.indent or 0),
            rotation=int(align.text_rotation or 0),
            shrink=bool(align.shrink_to_fit),
            number=number_id if number_id < _BUILT_IN else cell.number_format,
            locked=bool(cell.protection.locked),
            hidden=bool(cell.protection.hidden),
            **sides,
        )

    def _normal(self) -> CellLook:
        font = self.book._fonts[0]
        return CellLook(
            font=font.name or "宋体",
            size=float(font.sz or 11),
            family=int(font.family or 0),
            charset=int(font.charset or 0),
        )

    def _widths(self) -> None:
        sheet, made = self.sheet, self.made
        made.default_height = sheet.sheet_format.defaultRowHeight or 15
        base = sheet.sheet_format.baseColWidth or 8
        made.default_width = sheet.sheet_format.defaultColWidth or base + 0.43
        for dimension in sheet.column_dimensions.values():
            if dimension.min is None or dimension.min > MOST_COLUMNS:
                continue
            last = min(dimension.max, MOST_COLUMNS)
            width = dimension.width if dimension.customWidth or dimension.hidden else made.default_width
            made.widths.append((dimension.min - 1, last - 1, float(width), bool(dimension.hidden)))
        made.widths.sort()

    def _lists(self) -> None:
        """Words offered inline, by column."""
        for rule in self.sheet.data_validations.dataValidation:
            text = rule.formula1 or ""
            if rule.type != "list" or not (text.startswith('"') and text.endswith('"')):
                continue
            words = tuple(word.strip() for word in text[1:-1].split(",") if word.strip())
            for area in rule.sqref.ranges:
                for column in range(area.min_col - 1, min(area.max_col, MOST_COLUMNS)):
                    self.made.lists[column] = words


def _without_black(colour: str) -> str:
    return "" if colour == "000000" else colour
