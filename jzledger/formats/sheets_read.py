"""Bytes of a workbook -> the values of its sheets with their places, and what the values do not tell.

xlsx and ods through calamine, always from bytes (by path the suffix would decide what it is), after all that could
bring it down was looked for; xls and et by `xls_read`, csv and HTML tables by `text_tables`. Sheets come one by one,
so that only one of them is held at a time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from jzledger.errors import EncryptedWorkbook, FileBroken, LedgerError, NotAWorkbook
from jzledger.formats import marks_ods, marks_xlsx, text_tables, xlsx_streamed
from jzledger.formats.sheet_cells import Marks, SheetCells, Value
from jzledger.formats.workbook_guard import Checked, check
from jzledger.formats.xls_read import XlsBook

_LARGE = 8_000_000  # bytes of a workbook that is better read row by row


class Workbook:
    """A checked workbook. `len` and `names` are cheap; iterating reads sheet after sheet."""

    def __init__(self, data: bytes, file_name: str, *, unasked: frozenset[str] = frozenset()) -> None:
        """`unasked`: marks (of `Checked.marks`) that the caller does without, which spares the closer look.

        Raises NotAWorkbook, EncryptedWorkbook, WorkbookTooLarge or FileBroken.
        """
        self._data, self._file, self._unasked = data, file_name, unasked
        self._checked: Checked = check(data, file_name)
        self._book: Any = None
        self._told: list[Any] | None = None
        self._xls: XlsBook | None = None
        self._texts: list[SheetCells] = []
        self._marks: dict[str, Marks] = {}
        self._epoch_1904 = False
        self._streamed: dict[str, str] = {}
        self._names: list[str] = []
        container = self._checked.container
        if container == "text":
            self._texts = [text_tables.read_csv(data, file_name)]
        elif container == "html":
            self._texts = text_tables.read_html(data, file_name)
        elif container == "xml":
            raise NotAWorkbook("这是2003版XML表格，请用 WPS 打开并另存为 xlsx", file_name)
        elif container == "xls":
            self._xls = XlsBook(data, file_name)
        else:
            self._look()
            self._open()

    @property
    def remarks(self) -> tuple[str, ...]:
        return self._checked.remarks

    @property
    def names(self) -> list[str]:
        if self._xls is not None:
            return self._xls.names
        return self._names or [sheet.name for sheet in self._texts]

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[SheetCells]:
        """Raises FileBroken."""
        if self._xls is not None:
            yield from (self._xls.sheet(number) for number in range(len(self)))
        elif self._told is None:
            yield from self._texts or (self._large(name) for name in self._names)
        else:
            from python_calamine import SheetTypeEnum

            for number, told in enumerate(self._told):
                if told.typ == SheetTypeEnum.WorkSheet:
                    yield self._sheet(number, told)

    def _look(self) -> None:
        """What has to be known before anything is laid out in memory."""
        marks = {part: kept for part, found in self._checked.marks.items() if (kept := found - self._unasked)}
        try:
            if self._checked.container == "ods":
                self._marks = marks_ods.look(self._data)
                return
            self._marks, self._epoch_1904, parts = marks_xlsx.look(self._data, marks)
            far = {name: part for name, part in parts.items() if "far" in marks.get(part, ())}
            if len(self._data) > _LARGE and parts:
                self._streamed = {name: part for name, part in parts.items() if "/worksheets/" in part}
                self._names = list(self._streamed)
            elif far:
                with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                    sparse = {
                        name: part for name, part in far.items() if xlsx_streamed.is_sparse(archive, part)
                    }
                    self._streamed = sparse
        except LedgerError as error:
            error.where = error.where or self._file
            raise
        except (
            SyntaxError,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
        ) as error:  # lxml's errors are SyntaxErrors
            raise _broken(self._file, error) from error

    def _open(self) -> None:
        if self._names:
            return
        from python_calamine import PasswordError, load_workbook

        try:
            self._book = load_workbook(io.BytesIO(self._data))
            self._told = self._book.sheets_metadata
            self._names = list(self._book.sheet_names)
        except PasswordError as error:
            raise EncryptedWorkbook(
                "工作簿加了密码，请先去掉密码再读取", self._file, detail=str(error)
            ) from error
        except BaseException as error:
            raise _of_calamine(self._file, error) from error

    def _sheet(self, number: int, told: Any) -> SheetCells:
        from python_calamine import SheetVisibleEnum

        try:
            if told.name in self._streamed:
                return self._large(told.name)
            sheet = self._book.get_sheet_by_index(number)
            merged = sheet.merged_cell_ranges
            rows = _rows(sheet)
        except BaseException as error:
            raise _of_calamine(self._file, error) from error
        marks = self._marks.get(told.name, Marks())
        ranges = marks.merged if merged is None else [(*first, *last) for first, last in merged]
        hidden = told.visible != SheetVisibleEnum.Visible
        return SheetCells(told.name, rows, list(ranges or ()), hidden, marks, self._epoch_1904)

    def _large(self, name: str) -> SheetCells:
        try:
            rows = xlsx_streamed.read_streamed(
                self._data, name, self._streamed[name], epoch_1904=self._epoch_1904
            )
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                merged = xlsx_streamed.merged(archive, self._streamed[name])
        except Exception as error:  # openpyxl fails in many ways on what is damaged
            raise _broken(self._file, error) from error
        marks = self._marks[name]
        return SheetCells(name, rows, merged, marks.hidden, marks, self._epoch_1904)


def _rows(sheet: Any) -> list[list[Value]]:
    """The rows from A1; equal texts are kept once, which is what makes a large ledger bearable."""
    if sheet.total_height * sheet.total_width < 100_000:
        small: list[list[Value]] = sheet.to_python(skip_empty_area=False)
        return small
    same: dict[str, str] = {}
    rows: list[list[Value]] = []
    for row in sheet.iter_rows():
        rows.append([same.setdefault(value, value) if type(value) is str else value for value in row])
    return rows


def _of_calamine(file_name: str, error: BaseException) -> BaseException:
    """Its errors, and the panics of its language, which are no Exceptions; everything else passes."""
    from python_calamine import CalamineError

    if isinstance(error, CalamineError | Exception) or type(error).__name__ == "PanicException":
        return _broken(file_name, error)
    return error


def _broken(file_name: str, error: BaseException) -> FileBroken:
    return FileBroken("文件已损坏或没有下载完整，读不出表格", file_name, detail=str(error))
