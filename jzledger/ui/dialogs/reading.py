"""Windows to read in: an article with its sentence lit, the list of keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.article_reading import ReadingPane
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme


class ArticleWindow(QDialog):
    """An article of the ledger beside the tables: sentences lead to their rows; `light_up` brings one into view."""

    row_asked = Signal(str, str)

    def __init__(self, bridge: Bridge, article_id: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(800, 640)
        self.reading = ReadingPane(bridge, self)
        self.reading.set_theme(theme)
        self.reading.show_article(article_id)
        self.reading.row_asked.connect(self.row_asked)
        self.setWindowTitle(f"{tr('文章')} — {self.reading.heading.text()}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reading)

    def light_up(self, start: int, end: int) -> None:
        """Mark a stretch of the text and show the rows of its sentence."""
        if end > start:
            self.reading.text.go_to_sentence(start)
            self.reading.text.light_up(start, end)


class KeysWindow(QDialog):
    """快捷键一览: (where, keys, what)."""

    def __init__(self, lines: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("快捷键一览"))
        self.resize(620, 520)
        table = QTableWidget(len(lines), 3, self)
        table.setHorizontalHeaderLabels([tr("位置"), tr("按键"), tr("作用")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                table.setItem(row, column, QTableWidgetItem(text))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(table)
