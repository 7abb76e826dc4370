"""One ledger ready for paper: written as a workbook, or divided into pages, from the same rows and the same layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from jzledger.exchange.export import make_paper, with_period
from jzledger.exchange.view_export import View, view_layout, view_paper
from jzledger.formats import layout_file, safe_file
from jzledger.formats.cell_look import CellLook
from jzledger.formats.layout import Layout
from jzledger.formats.pages import Box, MarginText, PaperPages, Rect
from jzledger.formats.paper import Paper, Remark
from jzledger.formats.printed_sheet import PrintedSheet
from jzledger.formats.xlsx_write import print_ledger, write_ledger
from jzledger.ledger.ledger import Ledger
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent

__all__ = ["Box", "CellLook", "LedgerPaper", "MarginText", "PaperPages", "PrintedSheet", "Rect"]

Report = Callable[[int, int], None]


@dataclass(frozen=True)
class LedgerPaper:
    """Rows and words of one ledger on the day they were read. `name`: 「问题台账」; `rows` how many.

    `write` fills a workbook, `draw` gives the sheet as it will print; both give remarks about what is not on paper as
    the ledger holds it, beside those in `remarks`.
    """

    name: str
    rows: int
    remarks: tuple[Remark, ...]
    write: Callable[[BinaryIO, Report | None], list[Remark]]
    draw: Callable[[Report | None], tuple[PrintedSheet, list[Remark]]]

    def save(self, out: Path, progress: Progress = silent) -> list[Remark]:
        """The workbook at `out`. Raises FileLocked, NoSpace, NotWritable; then an older file there is whole."""
        report = self._report(progress, "正在导出")
        made = safe_file.replace_file(out, lambda file: self.write(file, report))
        return [*self.remarks, *made]

    def printed(self, progress: Progress = silent) -> tuple[PrintedSheet, list[Remark]]:
        """The sheet to be divided into pages. Raises what `progress` raises."""
        sheet, made = self.draw(self._report(progress, "正在排版"))
        return sheet, [*self.remarks, *made]

    def _report(self, progress: Progress, doing: str) -> Report:
        return lambda done, total: progress(done, total, f"{doing}{self.name}")


def kind_paper(
    ledger: Ledger, kind: str, context: Context, resources: Path, *, preset: str = ""
) -> LedgerPaper:
    """One kind of ledger. `preset`: standalone or attachment, where another than the layout's is wanted."""
    layout = layout_file.load_layout(resources / "layouts", kind)
    remarks: list[Remark] = []
    paper = make_paper(ledger, layout, with_period(ledger, context), remarks)
    return _by_layout(layout, replace(paper, preset=preset), remarks)


def shown_paper(
    ledger: Ledger, view: View, context: Context, resources: Path, *, preset: str = ""
) -> LedgerPaper:
    """What a table of the window shows."""
    layout = view_layout(view, resources)
    paper = view_paper(ledger, view, layout, context)
    return _by_layout(layout, replace(paper, preset=preset), [])


def save_bytes(path: Path, content: bytes) -> None:
    """A finished document in the place of `path`. Raises FileLocked, NoSpace, NotWritable; then the old one is whole."""

    def write(file: Any) -> None:
        file.write(content)

    safe_file.replace_file(path, write)


def _by_layout(layout: Layout, paper: Paper, remarks: list[Remark]) -> LedgerPaper:
    return LedgerPaper(
        layout.sheet,
        len(paper.rows),
        tuple(remarks),
        partial(write_ledger, layout, paper),
        partial(print_ledger, layout, paper),
    )
