"""打印: the pages as they will print, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.ui.printing.devices import print_on, printers, report_of, save_pdf
from jzledger.ui.printing.pages import LEAST_SIZE, Pages, best_paper
from jzledger.ui.printing.sheet import A4, PAPERS, Sheet
from jzledger.ui.texts import tr

_GAP = 16
_DESK = QColor("#8A93A0")
_SCALES = (0.5, 0.75, 1.0, 1.5)


class PageView(QWidget):
    """All pages below each other; only those in sight are painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self.scale = 0.1  # pixels of a tenth of a point
        self.setAccessibleName(tr("打印预览"))

    def show_pages(self, pages: Pages, scale: float) -> None:
        self.pages, self.scale = pages, scale
        width, height = self._page_size()
        self.setFixedSize(round(width) + 2 * _GAP, round(pages.count * (height + _GAP)) + _GAP)
        self.update()

    def _page_size(self) -> tuple[float, float]:
        assert self.pages is not None
        return self.pages.width * self.scale, self.pages.height * self.scale

    def page_rect(self, number: int) -> QRectF:
        width, height = self._page_size()
        return QRectF(_GAP, _GAP + number * (height + _GAP), width, height)

    def page_at(self, y: int) -> int:
        _, height = self._page_size()
        return max(0, int(y // (height + _GAP)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.pages is None:
            return
        painter = QPainter(self)
        seen = event.rect()
        for number in range(self.page_at(seen.top()), self.pages.count):
            rect = self.page_rect(number)
            if rect.top() > seen.bottom():
                break
            painter.fillRect(rect, Qt.GlobalColor.white)
            painter.save()
            painter.translate(rect.topLeft())
            painter.scale(self.scale, self.scale)
            self.pages.paint(painter, number)
            painter.restore()


class PrintPreview(QDialog):
    """`said`: one sentence about what was done."""

    said = Signal(str)

    def __init__(self, sheet: Sheet, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("打印"))
        self.resize(1120, 720)
        self._sheet, self._folder = sheet, folder
        self.view = PageView()
        self.area = QScrollArea(self)
        self.area.setWidget(self.view)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setBackgroundRole(QPalette.ColorRole.Mid)
        palette = self.area.palette()
        palette.setColor(QPalette.ColorRole.Mid, _DESK)
        self.area.setPalette(palette)
        self.paper, self.printer = QComboBox(self), QComboBox(self)
        for paper in PAPERS:
            self.paper.addItem(tr("{} 横向").format(paper.name), paper)
        self.printer.addItems(printers() or [tr("没有可用的打印机")])
        self.count, self.note = QLabel(self), QLabel(self)
        self.count.setObjectName("hint")
        self.note.setObjectName("hint")
        self.note.setWordWrap(True)
        self.wider = QPushButton(self)
        self.wider.clicked.connect(self._take_wider)
        self.to_printer = QPushButton(tr("打印"), self)
        self.to_printer.setProperty("primary", True)
        self.to_printer.setEnabled(bool(printers()))
        self.to_pdf = QPushButton(tr("存为 PDF…"), self)
        close = QPushButton(tr("关闭"), self)
        close.clicked.connect(self.reject)
        self.to_printer.clicked.connect(self._print)
        self.to_pdf.clicked.connect(self._ask_pdf)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(tr("纸张"), self.paper)
        form.addRow(tr("打印机"), self.printer)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addLayout(form)
        for widget in (self.count, self.note, self.wider):
            side.addWidget(widget)
        side.addStretch(1)
        for button in (self.to_printer, self.to_pdf, close):
            side.addWidget(button)
        holder = QWidget(self)
        holder.setFixedWidth(250)
        holder.setLayout(side)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(self.area, 1)
        layout.addWidget(holder)
        # The first paper on which the text can be read is offered.
        best = best_paper(sheet, A4).paper
        self._why = "" if best is A4 else tr("A4 上正文会小于 8 磅，所以用 {}。").format(best.name)
        self.paper.setCurrentIndex(PAPERS.index(best))
        self.paper.currentIndexChanged.connect(self._make)
        self._make()

    def _make(self) -> None:
        self.pages = Pages(self._sheet, self.paper.currentData())
        # A page as wide as the view, without its scroll bar.
        self.view.show_pages(self.pages, (self.width() - 250 - 2 * _GAP - 40) / self.pages.width)
        self.count.setText(tr("共 {} 页，正文 {:g} 磅").format(self.pages.count, self.pages.size))
        place = self.paper.currentIndex()
        small, last = self.pages.size < LEAST_SIZE, place == len(PAPERS) - 1
        self.wider.setVisible(small and not last)
        self.note.setText(self._why)
        self._why = ""
        self.note.setVisible(small or bool(self.note.text()))
        if small:
            self.note.setText(
                tr("列太多，正文小于 8 磅，看不清。可以换更大的纸，或用“列设置”隐藏几列。")
                if not last
                else tr("列太多，正文小于 8 磅。请用“列设置”隐藏几列。")
            )
        if not last:
            self.wider.setText(tr("改用 {}").format(PAPERS[place + 1].name))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "pages"):
            self._make()

    def _take_wider(self) -> None:
        self.paper.setCurrentIndex(self.paper.currentIndex() + 1)

    def _print(self) -> None:
        done = print_on(self.printer.currentText(), self.pages)
        self._say(tr("已送往打印机。") if done else tr("打印机没有接收，请检查它是否开着。"))
        if done:
            self.accept()

    def _ask_pdf(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("存为 PDF"), str(self._folder / f"{self._sheet.title}.pdf"), tr("PDF 文件 (*.pdf)")
        )
        if name:
            self.save_to(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def save_to(self, path: Path) -> None:
        try:
            save_pdf(self.pages, path)
        except LedgerError as error:
            self._say(report_of(error))
            return
        self._say(tr("已存为“{}”。").format(path.name))
        self.accept()

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.show()
        self.said.emit(text)
