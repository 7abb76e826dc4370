"""The check list of a filter menu: every value of a column with its count, narrowed by what is searched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from jzledger.ui.tables.filter_words import blank_word
from jzledger.ui.tables.finding import matcher
from jzledger.ui.texts import tr

DISPLAY, CHECK, ACCESSIBLE = (
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.CheckStateRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
Index = QModelIndex | QPersistentModelIndex


class Values(QAbstractListModel):
    """`found` are the values that match the search; only these are shown, and only these can be chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.all: Sequence[tuple[str, int]] = ()
        self.found: Sequence[tuple[str, int]] = ()
        self.checked: set[str] = set()
        self.searched = ""
        self._before: set[str] = set()  # what was checked before the search began

    def fill(self, counts: Sequence[tuple[str, int]], chosen: Collection[str] | None) -> None:
        self.beginResetModel()
        self.all = self.found = counts
        self.searched = ""
        known = (value for value, _ in counts)
        self.checked = set(known) if chosen is None else {value for value in known if value in chosen}
        self.endResetModel()
        self.changed.emit()

    def search(self, typed: str) -> None:
        """Narrow to the values that match, all of them checked; without a search what was checked before."""
        typed = typed.strip()
        if typed == self.searched:
            return
        self.beginResetModel()
        if not self.searched:
            self._before = set(self.checked)
        self.searched = typed
        if typed:
            matches = matcher(typed)
            self.found = [one for one in self.all if matches(one[0] or blank_word())]
            self.checked = {value for value, _ in self.found}
        else:
            self.found, self.checked = self.all, self._before
        self.endResetModel()
        self.changed.emit()

    def chosen(self) -> frozenset[str] | None:
        """The values that are to pass; None where that is all of them."""
        picked = frozenset(value for value, _ in self.found if value in self.checked)
        return None if len(picked) == len(self.all) else picked

    def toggle(self, row: int) -> None:
        self.checked ^= {self.found[row][0]}
        self._tell()

    def check_all(self) -> None:
        """Check all that are found; uncheck them where all are checked."""
        found = {value for value, _ in self.found}
        self.checked = self.checked - found if found <= self.checked else self.checked | found
        self._tell()

    def invert(self) -> None:
        self.checked ^= {value for value, _ in self.found}
        self._tell()

    def is_all_checked(self) -> bool:
        return all(value in self.checked for value, _ in self.found)

    def _tell(self) -> None:
        if self.found:
            self.dataChanged.emit(self.index(0), self.index(len(self.found) - 1))
        self.changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        value, count = self.found[index.row()]
        if role == DISPLAY:
            return value or blank_word()
        if role == ACCESSIBLE:
            state = tr("已选") if value in self.checked else tr("未选")
            return f"{value or blank_word()} {count} {state}"
        return None


class ValueDelegate(QStyledItemDelegate):
    """A check box, the value, its count at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        values = index.model()
        assert isinstance(values, Values)
        value, count = values.found[index.row()]
        palette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, palette.highlight())
        side = max(13, option.fontMetrics.ascent())
        self._box(painter, option, side, checked=value in values.checked)
        number = str(count)
        metrics = option.fontMetrics
        text = option.rect.adjusted(16 + side, 0, -18 - metrics.horizontalAdvance(number), 0)
        painter.setPen(palette.text().color() if value else palette.placeholderText().color())
        words = metrics.elidedText(
            value.replace("\n", " ") or blank_word(), Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setPen(palette.placeholderText().color())
        painter.drawText(
            option.rect.adjusted(0, 0, -10, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            number,
        )

    def _box(self, painter: QPainter, option: QStyleOptionViewItem, side: int, *, checked: bool) -> None:
        """Drawn, because the style's own has too little contrast in the dark."""
        palette = option.palette
        box = QRectF(option.rect.x() + 8.5, option.rect.center().y() - side // 2 + 0.5, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.accent().color() if checked else palette.placeholderText().color(), 1))
        painter.setBrush(palette.accent() if checked else palette.base())
        painter.drawRoundedRect(box, 2, 2)
        if checked:
            painter.setPen(QPen(palette.base().color(), 2))
            x, y = box.x(), box.y()
            corners = ((0.2, 0.52), (0.43, 0.75), (0.82, 0.28))
            painter.drawPolyline([QPointF(x + side * across, y + side * down) for across, down in corners])
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 7)


class ValueList(QListView):
    """Space and a click check; Up from the first value goes back to what is above."""

    left_above = Signal()

    def __init__(self, values: Values, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("values")
        self.setAccessibleName(tr("可选的值"))
        self.setModel(values)
        self.setItemDelegate(ValueDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._values = values
        self.clicked.connect(lambda index: values.toggle(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        if key == Qt.Key.Key_Space and row >= 0:
            self._values.toggle(row)
        elif key == Qt.Key.Key_Up and row <= 0:
            self.left_above.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()  # the menu's
        else:
            super().keyPressEvent(event)
