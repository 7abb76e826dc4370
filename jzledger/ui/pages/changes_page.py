"""修改记录: everything that was changed, the latest first, by person, day, table, column and text; tab 回收站."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import BadValue
from jzledger.ledger import trail_pages
from jzledger.ledger.changes import Changes
from jzledger.ledger.trail_pages import TrailFilter
from jzledger.records.kinds import DATE
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.bin_page import BinPane
from jzledger.ui.pages.page import Page
from jzledger.ui.pages.trail_model import TrailModel
from jzledger.ui.texts import tr
from jzledger.ui.widgets.read_table import read_table

TYPING_MILLISECONDS = 250
WIDTHS = (132, 76, 170, 78, 230, 90, 160, 240)


class ChangesPage(Page):
    """`row_asked(noun, id)` where a line was opened."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.tabs = QTabBar(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab(tr("修改记录"))
        self.tabs.addTab(tr("回收站"))
        self.model = TrailModel(bridge, self)
        self.table = read_table(self.model, tr("修改记录表"), WIDTHS)
        self.by, self.noun, self.column = (self._combo(words) for words in ("经办人", "表", "列"))
        self.first, self.last, self.text = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.first.setPlaceholderText(tr("从哪天，如 6.1"))
        self.last.setPlaceholderText(tr("到哪天"))
        self.text.setPlaceholderText(tr("内容、行或操作里的文字"))
        self.text.setClearButtonEnabled(True)
        clear = QPushButton(tr("清除条件"), self)
        clear.clicked.connect(self.clear_filter)
        self.found, self.problem, self.empty = QLabel(self), QLabel(self), QLabel(self)
        self.found.setObjectName("hint")
        self.problem.setObjectName("problem")
        self.empty.setObjectName("hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setText(tr("没有修改记录。"))
        bar = QFrame(self)
        bar.setObjectName("panelBar")
        across = QHBoxLayout(bar)
        across.setContentsMargins(10, 6, 10, 6)
        across.setSpacing(8)
        for words, widget, width in (
            ("经办人", self.by, 110),
            ("日期", self.first, 118),
            ("至", self.last, 84),
            ("表", self.noun, 110),
            ("列", self.column, 120),
        ):
            label = QLabel(tr(words), bar)
            label.setBuddy(widget)
            widget.setFixedWidth(width)
            widget.setAccessibleName(tr(words))
            across.addWidget(label)
            across.addWidget(widget)
        across.addWidget(self.text, 1)
        across.addWidget(clear)
        trail = QWidget(self)
        column = QVBoxLayout(trail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self._foot())
        self.bin = BinPane(bridge, self)
        self.bin.message.connect(self.message)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(trail)
        self.stack.addWidget(self.bin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MILLISECONDS)
        self._timer.timeout.connect(self.show_trail)
        self._asleep = True
        self.tabs.currentChanged.connect(self._turn)
        self.noun.currentIndexChanged.connect(self._fill_columns)
        for combo in (self.by, self.noun, self.column):
            combo.currentIndexChanged.connect(self._timer.start)
        for box in (self.first, self.last, self.text):
            box.textChanged.connect(self._timer.start)
        self.table.opened.connect(self.open_line)
        self.model.arrived.connect(self._arrived)
        bridge.changed.connect(self.refresh)

    def _foot(self) -> QWidget:
        foot = QFrame(self)
        foot.setObjectName("evidence")
        across = QHBoxLayout(foot)
        across.setContentsMargins(12, 4, 10, 4)
        across.addWidget(self.found, 1)
        hint = QLabel(tr("双击或按回车，转到这一行"), foot)
        hint.setObjectName("hint")
        across.addWidget(hint)
        return foot

    def _combo(self, words: str) -> QComboBox:
        combo = QComboBox(self)
        combo.addItem(tr("全部"), "")
        combo.setAccessibleName(tr(words))
        return combo

    # -- what is shown

    def enter(self, place: str = "") -> None:
        """`place` is `bin` for the tab 回收站."""
        self._asleep = False
        self.tabs.setCurrentIndex(1 if place == "bin" else 0)
        self._fill_filters()
        self.show_trail()
        self.bin.reload()
        self._count_bin()
        (self.bin.table if place == "bin" else self.table).setFocus()

    def sleep(self) -> None:
        self._asleep = True
        self._timer.stop()
        self.model.stop()

    def refresh(self, changes: Changes) -> None:
        if not self._asleep:
            self._timer.start()
            self.bin.reload()
            self._count_bin()

    def _count_bin(self) -> None:
        count = self.bin.count()
        self.tabs.setTabText(1, tr("回收站 {}").format(count) if count else tr("回收站"))

    def _turn(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)

    def _fill_filters(self) -> None:
        read, attempt = self.bridge.ledger.read, self.bridge.attempt
        for combo, entries in (
            (self.by, [(name, name) for name in attempt(read, trail_pages.people) or ()]),
            (self.noun, [(t, n) for n, t in attempt(read, trail_pages.tables_touched) or ()]),
        ):
            chosen = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            combo.addItem(tr("全部"), "")
            for words, value in entries:
                combo.addItem(words, value)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
            combo.blockSignals(False)

    def _fill_columns(self) -> None:
        self.column.blockSignals(True)
        self.column.clear()
        self.column.addItem(tr("全部"), "")
        for title in trail_pages.columns_of(self.noun.currentData() or ""):
            self.column.addItem(title, title)
        self.column.blockSignals(False)
        self.column.setEnabled(self.column.count() > 1)

    def wanted(self) -> TrailFilter:
        """Raises BadValue for a day that cannot be."""
        first, last = (self._day(box) for box in (self.first, self.last))
        return TrailFilter(
            by=self.by.currentData() or "",
            first=first,
            last=last,
            noun=self.noun.currentData() or "",
            column=self.column.currentData() or "",
            text=self.text.text(),
        )

    def _day(self, box: QLineEdit) -> date | None:
        day: date | None = DATE.parse(box.text(), self.bridge.context())
        return day

    def show_trail(self) -> None:
        self._timer.stop()
        try:
            wanted = self.wanted()
        except BadValue as error:
            self.problem.setText(f"　{error.message}。{error.todo}")
            self.problem.show()
            return
        self.problem.hide()
        self.column.setEnabled(self.column.count() > 1)
        self.model.show_lines(wanted)

    def _arrived(self) -> None:
        many = self.model.rowCount()
        self.found.setText(
            tr("先显示最近 {} 条，往下滚动继续").format(many)
            if self.model.has_more
            else tr("共 {} 条").format(many)
        )
        self.table.setVisible(many > 0)
        if many and not self.table.currentIndex().isValid():
            self.table.selectRow(0)  # so that Enter opens it
        self.empty.setVisible(many == 0)

    def clear_filter(self) -> None:
        for combo in (self.by, self.noun, self.column):
            combo.setCurrentIndex(0)
        for box in (self.first, self.last, self.text):
            box.clear()
        self.show_trail()

    def open_line(self, place: int) -> None:
        if 0 <= place < len(self.model.lines):
            self.row_asked.emit(*self.model.lines[place].owner)
