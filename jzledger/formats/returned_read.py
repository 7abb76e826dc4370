"""The cells of a workbook that came back from a unit: every sheet as it stands, with addresses kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken, FileLocked, WorkbookTooLarge
from jzledger.formats.dispatch_write import TRAIL
from jzledger.formats.sheet_cells import Marks
from jzledger.formats.sheets_read import Workbook
from jzledger.formats.workbook_guard import LARGEST

UNASKED = frozenset({"hidden", "merged"})  # a returned sheet is read by its heads, whatever it hides
MOST_ROWS = 20_000  # of one sheet; a unit has a few hundred
NO_RESULT = "是公式但没有结果，没有收；请用 WPS 或 Excel 打开并保存后再交"
NO_VALUE = "是错误值（{}），没有收"


@dataclass(frozen=True)
class ReturnedSheet:
    """`cells`: rows from row 1 and column A of the sheet; an empty cell is "".

    `unread`: (row, column) from 0 -> why, for cells whose value the workbook does not hold.
    """

    name: str
    cells: Sequence[Sequence[Any]]
    unread: Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class ReturnedWorkbook:
    """`trail`: rows of the hidden sheet that was sent along, None where it is missing. `remarks`: on the whole file."""

    sheets: tuple[ReturnedSheet, ...]
    trail: Sequence[Sequence[Any]] | None
    remarks: tuple[str, ...]


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises FileBroken for one that is missing, WorkbookTooLarge, FileLocked for one kept shut."""
    try:
        if path.stat().st_size > LARGEST:
            raise WorkbookTooLarge(f"文件太大（超过{LARGEST >> 20}MB），不读取", path.name)
        return path.read_bytes()
    except PermissionError as error:
        raise FileLocked(
            "文件正在另一个程序中打开，或者不允许读取", path.name, "请关闭后重试。", detail=str(error)
        ) from error
    except OSError as error:
        raise FileBroken(
            "找不到这个文件，或者读不出来", path.name, "请检查位置后重试。", detail=str(error)
        ) from error


def read_returned(data: bytes, file_name: str) -> ReturnedWorkbook:
    """The workbook, from its bytes whatever its suffix says.

    Raises NotAWorkbook, EncryptedWorkbook, WorkbookTooLarge, FileBroken.
    """
    book = Workbook(data, file_name, unasked=UNASKED)
    trail: Sequence[Sequence[Any]] | None = None
    sheets = []
    for sheet in book:
        if len(sheet.rows) > MOST_ROWS:
            raise FileBroken(
                f"工作表“{sheet.name}”有{len(sheet.rows)}行，不像是填报表",
                file_name,
                "请用下发的那份表返回。",
            )
        if sheet.name == TRAIL:
            trail = sheet.rows
        else:
            sheets.append(ReturnedSheet(sheet.name, sheet.rows, _unread(sheet.marks)))
    return ReturnedWorkbook(tuple(sheets), trail, book.remarks)


def trail_of(data: bytes, file_name: str) -> Sequence[Sequence[Any]] | None:
    """The hidden sheet alone. Raises the same."""
    book = Workbook(data, file_name, unasked=UNASKED)
    if TRAIL not in book.names:
        return None
    return next(sheet.rows for sheet in book if sheet.name == TRAIL)


def _unread(marks: Marks) -> dict[tuple[int, int], str]:
    """Formulas without a stored result, and error values: as values both are empty cells."""
    return {
        **dict.fromkeys(marks.unstored, NO_RESULT),
        **{place: NO_VALUE.format(value) for place, value in marks.errors.items()},
    }
