"""Windows to read in: an article with its sentence lit, the list of keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from jzledger.ui.texts import tr


class ArticleWindow(QDialog):
    """The repaired text of an article; `light_up` marks a sentence and brings it into view."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{tr('文章')} — {title}")
        self.resize(760, 560)
        heading = QLabel(title, self)
        heading.setObjectName("panelTitle")
        heading.setWordWrap(True)
        self.browser = QTextBrowser(self)
        self.browser.setPlainText(text)
        self.browser.setAccessibleName(tr("文章正文"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(heading)
        layout.addWidget(self.browser, 1)

    def light_up(self, start: int, end: int, ink: QColor, paper: QColor) -> None:
        """Offsets count characters; the browser counts UTF-16 units, which differ beyond the basic plane."""
        text = self.browser.toPlainText()
        cursor = QTextCursor(self.browser.document())
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setForeground(ink)
        form.setBackground(paper)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, form  # type: ignore[attr-defined]
        self.browser.setExtraSelections([selection])
        at = QTextCursor(cursor)
        at.setPosition(cursor.selectionStart())
        self.browser.setTextCursor(at)
        self.browser.ensureCursorVisible()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


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
