"""对照原文: the page as received beside the text that was read from it, and what was mended in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.article_cleaning import Cleaning
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme


class CleaningWindow(QDialog):
    """Left the page: what was left out is grey and struck through, a second copy grey, what was mended amber."""

    def __init__(self, cleaning: Cleaning, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("对照原文 — {}").format(cleaning.title))
        self.resize(1080, 640)
        said = QLabel(cleaning.summary() or tr("页面就是报道，没有改动。"), self)
        said.setWordWrap(True)
        self.original, self.text = QTextBrowser(self), QTextBrowser(self)
        self._fill(cleaning, theme)
        self.text.setPlainText(f"{cleaning.title}\n\n{cleaning.body}" if cleaning.title else cleaning.body)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        for words, name, browser in (
            (
                tr("原文（灰色划去：页面其他内容；灰色：重复的正文；琥珀：整理过）"),
                tr("收到的原文"),
                self.original,
            ),
            (tr("整理后的正文"), tr("整理后的正文"), self.text),
        ):
            side = QWidget(self)
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            head = QLabel(words, side)
            head.setObjectName("hint")
            head.setWordWrap(True)
            browser.setAccessibleName(name)
            column.addWidget(head)
            column.addWidget(browser, 1)
            across.addWidget(side)
        self.damage = self._damage(cleaning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.addWidget(said)
        layout.addWidget(across, 1)
        layout.addWidget(self.damage)
        self.damage.setVisible(bool(cleaning.damage))

    def _fill(self, cleaning: Cleaning, theme: Theme) -> None:
        cursor = QTextCursor(self.original.document())
        for number, line in enumerate(cleaning.lines):
            form = QTextCharFormat()
            if line.fate in ("left", "again"):
                form.setForeground(QColor(theme.text3))
                form.setFontStrikeOut(line.fate == "left")
            elif line.fate == "mended":
                form.setBackground(QColor(theme.light_fill["amber"]))
            if number:
                cursor.insertBlock()
            cursor.insertText(line.text, form)

    def _damage(self, cleaning: Cleaning) -> QTableWidget:
        table = QTableWidget(len(cleaning.damage), 3, self)
        table.setHorizontalHeaderLabels([tr("错码"), tr("修复为"), tr("把握")])
        table.setAccessibleName(tr("修复明细"))
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, one in enumerate(cleaning.damage):
            sure = tr("由字节或另一份正文证明") if one["certain"] else tr("不能确定，正文里照原样保留")
            for column, text in enumerate((one["found"], one["repaired"] or "—", sure)):
                table.setItem(row, column, QTableWidgetItem(str(text)))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMaximumHeight(150)
        return table
