"""The bar below a table that finds as you type, marks and counts what it finds, and replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.ui.tables import replacing
from jzledger.ui.tables.finding import matcher
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid

_PAUSE_MILLISECONDS = 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIELD_WIDTH = 220


class FindBar(QFrame):
    """`matches`: (row id, column) of every cell found, in the order of the table."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.setObjectName("findBar")
        self._grid = grid
        self.wanted = ""
        self.matches: list[tuple[str, int]] = []
        self._places: dict[tuple[str, int], int] = {}
        self._stale = False
        self._replaced = ""  # what became of the last replacement, until something else is typed
        self.typed, self.by = QLineEdit(self), QLineEdit(self)
        for line, words in ((self.typed, tr("查找")), (self.by, tr("替换为"))):
            line.setFixedWidth(_FIELD_WIDTH)
            line.setAccessibleName(words)
            line.installEventFilter(self)
        self.typed.setPlaceholderText(tr("文字、数字、拼音首字母"))
        self.count, self.offer = QLabel(self), QLabel(self)
        for label in (self.count, self.offer):
            label.setObjectName("hint")
        self.back, self.next = QPushButton(tr("上一个"), self), QPushButton(tr("下一个"), self)
        self.back.setToolTip("Shift+F3")
        self.next.setToolTip("F3")
        self.replace_all = QPushButton(tr("全部替换"), self)
        self.close_button = QToolButton(self)
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(tr("关闭查找"))
        self._second = QWidget(self)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.search_now)
        self.typed.textChanged.connect(self._pause.start)
        for line in (self.typed, self.by):
            line.textChanged.connect(self._forget_replaced)
        self.back.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.replace_all.clicked.connect(self.replace)
        self.close_button.clicked.connect(self.close_bar)
        grid.model.settled.connect(self._search_later)
        grid.model.dataChanged.connect(self._search_later)
        grid.cell_cursor.changed.connect(self._moved)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 8, 5)
        column.setSpacing(5)
        first, second = QHBoxLayout(), QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        labels = QLabel(tr("查找"), self), QLabel(tr("替换为"), self)
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setFixedWidth(width)
        for row, widgets in (
            (first, (labels[0], self.typed, self.back, self.next, self.count)),
            (second, (labels[1], self.by, self.replace_all, self.offer)),
        ):
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        first.addWidget(self.close_button)
        column.addLayout(first)
        column.addWidget(self._second)

    def begin(self, *, replace: bool = False) -> None:
        """Show it and take what is typed; the text searched last stands there, to be typed over."""
        self._second.setVisible(replace)
        self.show()
        self.typed.setFocus()
        self.typed.selectAll()
        self.search_now(go=False)

    def close_bar(self) -> None:
        self.hide()
        self.matches, self._places = [], {}
        self._grid.mark_found({})
        self._grid.setFocus()

    # -- finding

    def search_now(self, *, go: bool = True) -> None:
        """Find the text anew; `go` to the first match at or after the current cell."""
        self._pause.stop()
        self._stale = False
        self.wanted = self.typed.text().strip()
        self.matches = []
        if self.wanted:
            matches = matcher(self.wanted)
            for line in self._grid.model.lines.passing_lines():
                row_id = line.id()
                self.matches += [(row_id, n) for n, text in enumerate(line.shown) if text and matches(text)]
        self._places = {match: place for place, match in enumerate(self.matches)}
        self._mark()
        if go and self.matches and self._at() < 0:
            self._go(self._next_place(1))
        self._describe()

    def _search_later(self) -> None:
        """Rows changed below the bar."""
        if self.isVisible():
            self._stale = True
            self._pause_quietly()

    def _pause_quietly(self) -> None:
        QTimer.singleShot(
            0, self, lambda: self.search_now(go=False) if self._stale and self.isVisible() else None
        )

    def step(self, way: int) -> None:
        """To the next match, or back; round at the ends."""
        if self._pause.isActive() or self.typed.text().strip() != self.wanted or not self.isVisible():
            self.search_now(go=False)
        if self.matches:
            self._go(self._next_place(way))
        self._describe()

    def _at(self) -> int:
        """Which match the current cell is; -1 for none."""
        cursor = self._grid.cell_cursor
        return self._places.get((cursor.row_id(), cursor.active.column), -1) if cursor.valid else -1

    def _next_place(self, way: int) -> int:
        at = self._at()
        if at >= 0:
            return (at + way) % len(self.matches)
        cursor, lines = self._grid.cell_cursor, self._grid.model.lines
        if not cursor.valid:
            return 0 if way > 0 else len(self.matches) - 1
        here = (cursor.active.line, cursor.active.column)
        order = {line.id(): n for n, line in enumerate(lines.shown) if line.row is not None}
        places = [(order.get(row_id, -1), column) for row_id, column in self.matches]
        if way > 0:
            return next((n for n, place in enumerate(places) if place >= here), 0)
        return next((n for n in range(len(places) - 1, -1, -1) if places[n] <= here), len(places) - 1)

    def _go(self, place: int) -> None:
        row_id, column = self.matches[place]
        if self._grid.model.lines.place_of(row_id) is None:
            self._grid.model.unfold(row_id)
        line = self._grid.model.lines.place_of(row_id)
        if line is not None:
            self._grid.cell_cursor.go(line, column)

    def _moved(self) -> None:
        if self.isVisible():
            self._describe()

    def _mark(self) -> None:
        marked: dict[str, set[int]] = {}
        for row_id, column in self.matches:
            marked.setdefault(row_id, set()).add(column)
        self._grid.mark_found(marked)

    def _describe(self) -> None:
        at, many = self._at(), len(self.matches)
        if not self.wanted:
            self.count.setText("")
        elif not many:
            self.count.setText(tr("没有找到"))
        else:
            self.count.setText(f"{at + 1} / {many}" if at >= 0 else tr("共 {} 处").format(many))
        for button in (self.back, self.next):
            button.setEnabled(many > 0)
        self._describe_offer()

    # -- replacing

    def plan(self) -> replacing.Plan:
        """What would be replaced: in the selection where more than one cell is selected, else in all rows shown."""
        return replacing.plan(self._grid, self.typed.text(), self.by.text())

    def _describe_offer(self) -> None:
        if self._second.isHidden():
            return
        found = self.plan() if self.typed.text() else replacing.NOTHING
        self.offer.setText(self._replaced or (found.words() if self.typed.text() else ""))
        self.replace_all.setEnabled(bool(found.edits))

    def _forget_replaced(self) -> None:
        self._replaced = ""
        self._describe_offer()

    def replace(self) -> None:
        """All of it as one step; what cannot be written is left and said."""
        found = self.plan()
        if not found.edits:
            return
        try:
            outcome = self._grid.source.write(found.edits, [], tr("替换"))
        except LedgerError as error:
            self._grid.message.emit(str(error))
            self.offer.setText(f"{error.message}。{error.todo}")
            return
        found.impossible += len(outcome.refused)
        found.edits = found.edits[len(outcome.refused) :]
        self._grid.message.emit(found.done_words())
        self._replaced = found.done_words()
        self.offer.setText(self._replaced)
        self.replace_all.setEnabled(False)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter finds the next, Shift+Enter the one before; in 替换为 it replaces. Up and Down do the same, Esc closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key in _ENTER and watched is self.by:
                self.replace()
            elif key in _ENTER or key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.step(-1 if shift or key == Qt.Key.Key_Up else 1)
            elif key == Qt.Key.Key_Escape:
                self.close_bar()
            else:
                return False
            return True
        return False
