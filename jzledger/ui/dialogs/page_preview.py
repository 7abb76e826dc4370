"""The pages of a ledger with what turns and enlarges them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.ui.printing.cell_painter import PrintedPages
from jzledger.ui.printing.page_sheet import WHOLE, WIDE, PageSheet
from jzledger.ui.texts import tr

READABLE = 8.0  # points
_ZOOMS = ((WHOLE, "整页"), (WIDE, "页宽"), (0.75, "75%"), (1.0, "100%"), (1.5, "150%"), (2.0, "200%"))


class PagePreview(QFrame):
    """Page by page; the line above says which one, on what paper, and how large its text will be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.sheet = PageSheet(self)
        self.where = QLabel(self)
        self.where.setObjectName("deskText")
        self.back = QPushButton("◀", self)
        self.on = QPushButton("▶", self)
        for button, words, step in ((self.back, tr("上一页"), -1), (self.on, tr("下一页"), 1)):
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.turn(step))
        self.zoom = QComboBox(self)
        self.zoom.setAccessibleName(tr("缩放"))
        for value, words in _ZOOMS:
            self.zoom.addItem(tr(words), value)
        self.zoom.activated.connect(lambda _: self.sheet.set_zoom(self.zoom.currentData()))
        self.sheet.turned.connect(self._tell)
        self._said, self._rows = "", 0
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 9, 14, 7)
        bar.addWidget(self.where, 1)
        for widget in (self.back, self.on, self.zoom):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.sheet, 1)

    def show_pages(self, pages: PrintedPages | None, rows: int) -> None:
        self._said, self._rows = "", rows
        self.sheet.show_pages(pages)
        self._tell()

    def turn(self, step: int) -> None:
        self.sheet.turn_to(self.sheet.number + step)

    def say(self, text: str) -> None:
        """Something else than the page, until pages are shown."""
        self._said = text
        self._tell()

    def _tell(self) -> None:
        pages = self.sheet.pages
        count = pages.count if pages is not None else 0
        self.back.setEnabled(self.sheet.number > 0)
        self.on.setEnabled(self.sheet.number < count - 1)
        self.zoom.setEnabled(count > 0)
        place = self.zoom.findData(self.sheet.zoom)
        if place >= 0:
            self.zoom.setCurrentIndex(place)
        if self._said or not isinstance(pages, PrintedPages):
            self.where.setText(self._said)
            return
        size = pages.body_size
        told = tr("第 {} 页，共 {} 页").format(self.sheet.number + 1, count)
        paper = tr("{} {}").format(pages.paper, tr("横向") if pages.width > pages.height else tr("纵向"))
        parts = [told, paper, tr("{} 行").format(self._rows), tr("正文 {:.1f} 磅").format(size)]
        if size < READABLE:
            parts[-1] += tr("，偏小")
        self.where.setText(" · ".join(parts))
        self.where.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
