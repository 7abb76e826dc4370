"""Pages into a PDF and onto a printer."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from jzledger.errors import LedgerError
from jzledger.exchange.paper_pages import save_bytes
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

RESOLUTION = 600
UNITS_PER_INCH = 720
_POINTS = 10  # units of a point


class Printed(Protocol):
    """Pages that can be painted one by one. Lengths are in tenths of a point, pages count from 0."""

    @property
    def title(self) -> str: ...

    @property
    def width(self) -> float: ...

    @property
    def height(self) -> float: ...

    @property
    def count(self) -> int: ...

    def paint(self, painter: QPainter, number: int) -> None: ...


def page_layout(pages: Printed) -> QPageLayout:
    """To the edge: the margins are ours."""
    upright = QSizeF(*sorted((pages.width / _POINTS, pages.height / _POINTS)))
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    size = QPageSize(upright, QPageSize.Unit.Point, "", match)
    landscape = pages.width > pages.height
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def pdf_steps(pages: Printed) -> Generator[tuple[int, int, str], None, bytes]:
    """Paints a PDF page by page and gives its bytes: vectors, with their fonts inside."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(pages))
    writer.setTitle(pages.title)
    writer.setCreator("jzledger")
    painter = QPainter(writer)
    try:
        _scale(painter, writer)
        for number in range(pages.count):
            if number:
                writer.newPage()
            pages.paint(painter, number)
            yield number + 1, pages.count, tr("正在排 PDF")
    finally:
        painter.end()
        buffer.close()
    return bytes(held.data())


def pdf_bytes(pages: Printed) -> bytes:
    """The whole PDF at once."""
    steps = pdf_steps(pages)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: bytes = end.value
            return made


def save_pdf(pages: Printed, path: Path) -> None:
    """The file is the new one or, on any error, the old one. Raises FileLocked, NoSpace, NotWritable."""
    save_bytes(path, pdf_bytes(pages))


def printers() -> list[str]:
    """The printers that this machine knows, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names: list[str] = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def print_on(printer_name: str, pages: Printed) -> bool:
    """False where the printer did not take the pages."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    return _print(printer, pages)


def ask_printer(pages: Printed, parent: QWidget, said: Callable[[bool], None]) -> None:
    """The system's own dialog: which printer, which pages, how many copies. `said` hears whether they were taken."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(pages))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages.count)
    dialog.setFromTo(1, pages.count)
    dialog.accepted.connect(lambda: said(_print(printer, pages)))
    QDialog.open(dialog)  # the dialog's own `open` asks for a slot


def report_of(error: LedgerError) -> str:
    """An error in one line, with what to do."""
    return f"{error.sentence()}。{error.todo}"


def _print(printer: QPrinter, pages: Printed) -> bool:
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(pages))
    printer.setDocName(pages.title)
    first, last = printer.fromPage() or 1, printer.toPage() or pages.count
    painter = QPainter()
    if not painter.begin(printer):
        return False
    _scale(painter, printer)
    for number in range(max(1, first) - 1, min(last, pages.count)):
        if number > max(1, first) - 1:
            printer.newPage()
        pages.paint(painter, number)
    return painter.end()


def _scale(painter: QPainter, device: QPagedPaintDevice) -> None:
    painter.scale(device.logicalDpiX() / UNITS_PER_INCH, device.logicalDpiY() / UNITS_PER_INCH)
