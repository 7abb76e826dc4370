"""The menu behind a filter button: order, conditions that fit the column, and its values to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.records.fields import Field
from jzledger.rules.context import Context
from jzledger.ui.tables import filter_words, filters, sorting
from jzledger.ui.tables.filter_values import ValueList, Values
from jzledger.ui.tables.filters import ColumnFilter, Test
from jzledger.ui.tables.sorting import PINYIN, STROKES, SortKey
from jzledger.ui.texts import tr

_WIDTH, _HEIGHT = 292, 430
_IN_A_ROW = 4
_SEARCH_MILLISECONDS = 80
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HINTS = {
    filters.DATES: ("从，如 6.1", "到，如 6月底"),
    filters.BETWEEN: ("从", "到"),
    filters.TOP: ("几项，如 10",),
}


class FilterMenu(QFrame):
    """One for a window, re-used for every column. Enter applies, Esc closes, Space checks."""

    applied = Signal(str, object)  # key of the column, ColumnFilter or None
    sort_asked = Signal(str, bool, str)  # key, descending, by
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("filterMenu")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._field: Field | None = None
        self._context: Context | None = None
        self.values = Values(self)
        self.search, self.list = QLineEdit(self), ValueList(self.values, self)
        self.search.setPlaceholderText(tr("查找值，可用拼音首字母"))
        self.search.setAccessibleName(tr("查找值"))
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_MILLISECONDS)
        self._pause.timeout.connect(self._search_now)
        self.tests: dict[str, QToolButton] = {}
        self.inputs = [QLineEdit(self), QLineEdit(self)]
        self._make()
        self.search.textChanged.connect(self._pause.start)
        self.search.installEventFilter(self)
        self.list.left_above.connect(self.search.setFocus)
        self.values.changed.connect(self._describe)
        self.hide()

    def _make(self) -> None:
        self.up, self.down = QPushButton(tr("升序"), self), QPushButton(tr("降序"), self)
        self.by_strokes = QToolButton(self)
        self.by_strokes.setText(tr("按笔画"))
        self.by_strokes.setToolTip(tr("汉字按笔画排，不按拼音"))
        self.by_strokes.setObjectName("condition")
        self.by_strokes.setCheckable(True)
        self.by_strokes.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.up.clicked.connect(lambda: self._sort(False))
        self.down.clicked.connect(lambda: self._sort(True))
        order = _across(self.up, self.down, self.by_strokes, None)
        self._conditions = QGridLayout()
        self._conditions.setSpacing(4)
        self._typed = _across(*self.inputs)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.all, self.others = QPushButton(tr("全选"), self), QPushButton(tr("反选"), self)
        self.all.clicked.connect(self.values.check_all)
        self.others.clicked.connect(self.values.invert)
        for button in (self.all, self.others):
            button.setObjectName("link")
        self.found = QLabel(self)
        self.found.setObjectName("hint")
        self.clear, self.apply = QPushButton(tr("清除筛选"), self), QPushButton(tr("确定"), self)
        self.apply.setProperty("primary", True)
        self.clear.clicked.connect(self._clear)
        self.apply.clicked.connect(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(7)
        for part in (order, self._conditions, self._typed):
            layout.addLayout(part)
        layout.addWidget(self.problem)
        layout.addWidget(self.search)
        layout.addLayout(_across(self.all, self.others, None, self.found))
        layout.addWidget(self.list, 1)
        layout.addLayout(_across(self.clear, None, self.apply))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def open_for(
        self,
        field: Field,
        counts: Sequence[tuple[str, int]],
        chosen: ColumnFilter | None,
        sorted_by: SortKey | None,
        context: Context,
        heading: QRect,
    ) -> None:
        """Show it below a heading. `counts`: the values of the rows that the other filters let pass."""
        self._field, self._context = field, context
        self.setAccessibleName(tr("{}筛选").format(field.title))
        self.by_strokes.setVisible(sorting.is_words(field))
        self.by_strokes.setChecked(sorted_by is not None and sorted_by.by == STROKES)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._offer_tests(field, chosen.test if chosen else None)
        self.values.fill(counts, chosen.values if chosen else None)
        self.clear.setEnabled(bool(chosen))
        self._say("")
        self._place(heading)
        self.show()
        self.raise_()
        self.search.setFocus()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def _place(self, heading: QRect) -> None:
        room = self.window().rect()
        height = min(_HEIGHT, room.height() - heading.bottom() - 8)
        if height < _HEIGHT // 2:
            height = min(_HEIGHT, room.height() - 16)
        left = max(4, min(heading.left(), room.width() - _WIDTH - 4))
        self.setGeometry(left, min(heading.bottom() + 1, room.height() - height - 4), _WIDTH, height)

    # -- conditions

    def _offer_tests(self, field: Field, test: Test | None) -> None:
        for button in self.tests.values():
            self._conditions.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.tests = {}
        for place, name in enumerate(filters.tests_for(field)):
            button = QToolButton(self)
            button.setText(tr(filter_words.WORDS[name]))
            button.setObjectName("condition")
            button.setCheckable(True)
            button.setSizePolicy(self.apply.sizePolicy())
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self._pick, name))
            self._conditions.addWidget(button, place // _IN_A_ROW, place % _IN_A_ROW)
            button.show()
            self.tests[name] = button
        for line in self.inputs:
            line.clear()
        self._show_inputs(test.name if test else "")
        if test is not None:
            for line, text in zip(self.inputs, filter_words.typed(test, field), strict=False):
                line.setText(text)

    def _pick(self, name: str) -> None:
        """A condition was clicked: only one holds, a second click takes it away."""
        picked = name if self.tests[name].isChecked() else ""
        self._show_inputs(picked)
        if filter_words.INPUTS.get(picked):
            self.inputs[0].setFocus()

    def _show_inputs(self, picked: str) -> None:
        for name, button in self.tests.items():
            button.setChecked(name == picked)
        hints = _HINTS.get(picked, ())
        for place, line in enumerate(self.inputs):
            line.setVisible(place < filter_words.INPUTS.get(picked, 0))
            line.setPlaceholderText(tr(hints[place]) if place < len(hints) else "")
            line.setAccessibleName(tr("条件的值 {}").format(place + 1))
        self._say("")

    def _picked(self) -> str:
        return next((name for name, button in self.tests.items() if button.isChecked()), "")

    # -- what comes of it

    def _apply(self) -> None:
        """Enter: filter and close; what cannot be a value of a condition is said, and stays."""
        assert self._field is not None and self._context is not None
        self._search_now()
        try:
            name = self._picked()
            typed = [line.text() for line in self.inputs]
            test = filter_words.parse(name, typed, self._field, self._context) if name else None
        except LedgerError as error:
            self._say(f"{error.message}。{error.todo}")
            return
        chosen = self.values.chosen()
        if chosen is not None and not chosen:
            self._say(tr("请至少选一个值。"))
            return
        key = self._field.key
        self.close()
        self.applied.emit(key, ColumnFilter(chosen, test) if chosen is not None or test else None)

    def _clear(self) -> None:
        assert self._field is not None
        key = self._field.key
        self.close()
        self.applied.emit(key, None)

    def _sort(self, descending: bool) -> None:
        assert self._field is not None
        by = STROKES if self.by_strokes.isVisibleTo(self) and self.by_strokes.isChecked() else PINYIN
        key = self._field.key
        self.close()
        self.sort_asked.emit(key, descending, by)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _search_now(self) -> None:
        self._pause.stop()
        self.values.search(self.search.text())

    def _describe(self) -> None:
        found, total = len(self.values.found), len(self.values.all)
        self.found.setText(tr("{} 项").format(total) if found == total else f"{found} / {total}")
        self.all.setText(tr("全不选") if self.values.is_all_checked() and found else tr("全选"))

    # -- keys, and closing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        elif event.key() in _ENTER:
            self._apply()
        else:
            event.accept()  # nothing typed here belongs to the table below

    def closeEvent(self, event: QCloseEvent) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        super().closeEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.search and isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self._search_now()
                self.list.setFocus()
                if self.values.found and not self.list.currentIndex().isValid():
                    self.list.setCurrentIndex(self.values.index(0))
                return True
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = isinstance(watched, QWidget) and (watched is self or self.isAncestorOf(watched))
            if self.isVisible() and isinstance(watched, QWidget) and not inside:
                self.close()
        elif (
            kind == QEvent.Type.ShortcutOverride
            and self.isVisible()
            and isinstance(event, QKeyEvent)
            and event.key() in (*_ENTER, Qt.Key.Key_Escape)
        ):
            event.accept()  # Esc and Enter are the menu's, whatever the window does with them
            return True
        return False


def _across(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None = what room there is."""
    layout = QHBoxLayout()
    layout.setSpacing(6)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout
