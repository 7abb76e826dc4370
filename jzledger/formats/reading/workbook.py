"""The way in: bytes of any office's workbook -> what a clerk would type in from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from jzledger.errors import NoRows
from jzledger.formats.reading.found import Mapped, ReadProblem, ReadSheet, ReadWorkbook
from jzledger.formats.reading.sheet import Reading, read_sheet
from jzledger.formats.reading.words import load_words
from jzledger.formats.sheets_read import Workbook
from jzledger.rules.proposal import Progress, silent
from jzledger.rules.workdays import WorkCalendar, read_holidays

WORDS = Path("workbooks") / "headings.toml"


def read_workbook(
    data: bytes,
    file_name: str,
    *,
    resources: Path,
    on: date | None = None,
    today: date | None = None,
    calendar: WorkCalendar | None = None,
    mapping: Mapped | None = None,
    categories: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> ReadWorkbook:
    """Rows of the workbook. `on`: the day deadlines are read on, by default the 填报时间 or year that the sheet states.

    `today` serves where the sheet states neither; without it a deadline without a year is a problem. `resources`
    holds `workbooks/headings.toml`; `calendar` defaults to its `holidays.toml`. `mapping` overrules the heading
    words, `categories` are the office's own. Raises FileError (NotAWorkbook, EncryptedWorkbook, WorkbookTooLarge,
    FileBroken, NoRows), one sentence that names the cause; what `progress` raises passes through.
    """
    book = Workbook(data, file_name)
    words = load_words(resources / WORDS)
    words = words.taught(mapping) if mapping else words
    if calendar is None:
        calendar = read_holidays((resources / "holidays.toml").read_text("utf-8"))
    how = Reading(words, calendar, on, today, mapping, categories)
    stem = file_name.rpartition(".")[0] or file_name
    sheets = []
    for number, sheet in enumerate(book):
        progress(number, len(book), f"正在读取 {file_name} 的工作表 {sheet.name}")
        sheets.append(read_sheet(sheet, how, stem))
    progress(len(book), len(book), f"已读取 {file_name}")
    if any(sheet.rows and not sheet.of_places for sheet in sheets):
        sheets = [_not_summed(sheet) if sheet.of_places else sheet for sheet in sheets]
    if not any(sheet.rows for sheet in sheets):
        raise NoRows(_nothing(len(sheets)), file_name)
    return ReadWorkbook(file_name, tuple(sheets), book.remarks)


def _not_summed(sheet: ReadSheet) -> ReadSheet:
    """Sums by county beside the sheets with what was summed are no rows; that they were left is told."""
    told = ReadProblem(f"{sheet.sheet}!A1", "这张表是按县区汇总的数字，别的工作表里有明细，没有读取")
    return replace(sheet, kind=None, columns=(), rows=(), problems=(told,))


def _nothing(count: int) -> str:
    where = "这张工作表" if count == 1 else f"{count}张工作表"
    return (
        f"{where}里没有读到一行：找的是带“项目名称”“存在问题（交办事项、工作节点）”“责任单位”“完成时限”“总投资”"
        "这类表头的表格，或标签旁边写着内容的项目表单"
    )
