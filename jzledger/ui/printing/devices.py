"""Pages into a PDF and onto a printer."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from jzledger.errors import NotWritable
from jzledger.ui.printing.pages import UNITS_PER_INCH, Pages
from jzledger.ui.printing.sheet import Paper
from jzledger.ui.texts import tr

RESOLUTION = 600
_SIZES = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3, "A2": QPageSize.PageSizeId.A2}


def page_layout(paper: Paper) -> QPageLayout:
    """Landscape, to the edge: the margins are ours."""
    size = QPageSize(_SIZES[paper.name])
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))


def pdf_bytes(pages: Pages) -> bytes:
    """A PDF of vectors, with its fonts inside."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(pages.paper))
    writer.setTitle(pages.sheet.title)
    writer.setCreator("jzledger")
    _paint_all(writer, pages)
    del writer
    buffer.close()
    return bytes(held.data())


def save_pdf(pages: Pages, path: Path) -> None:
    """The file is the new one or, on any error, the old one. Raises NotWritable."""
    beside = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        beside.write_bytes(pdf_bytes(pages))
        os.replace(beside, path)
    except OSError as error:
        raise NotWritable(
            tr("PDF 没有存成"),
            path.name,
            tr("如果它正在别的程序里打开，请先关闭，或换一个名称。"),
            detail=str(error),
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def printers() -> list[str]:
    """The printers that this machine knows, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names: list[str] = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def print_on(printer_name: str, pages: Pages) -> bool:
    """False where the printer did not take the pages."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(pages.paper))
    printer.setDocName(pages.sheet.title)
    return _paint_all(printer, pages)


def _paint_all(device: QPagedPaintDevice, pages: Pages) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.scale(device.logicalDpiX() / UNITS_PER_INCH, device.logicalDpiY() / UNITS_PER_INCH)
    for number in range(pages.count):
        if number:
            device.newPage()
        pages.paint(painter, number)
    return painter.end()
