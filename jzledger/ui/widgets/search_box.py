"""The search box of the tool bar: results below it as one types, by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRunnable, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from jzledger.ledger.search import Hit, SearchIndex
    from jzledger.ui.theme import Theme

WIDTH, LEAST_WIDTH, LIST_WIDTH = 280, 190, 460
BUILD_MILLISECONDS = 1200
_HIT, _HEAD = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_MOST_LINES = 22


class SearchBox(QLineEdit):
    """`set_index` gives it a ledger to search in, None takes it away. `chosen(hit)` where a result was picked."""

    chosen = Signal(object)  # Hit

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("searchBox")
        self.setPlaceholderText(tr("查找项目、问题、单位　Ctrl+K"))
        self.setAccessibleName(tr("查找项目、问题、单位、人员、文章"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(WIDTH)
        self._lens = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._index: SearchIndex | None = None
        self._theme = theme
        self._list: ResultList | None = None
        self._pool = QThreadPool(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BUILD_MILLISECONDS)
        self._timer.timeout.connect(self._build)
        self.textEdited.connect(self._search)

    def set_index(self, index: SearchIndex | None) -> None:
        self._timer.stop()
        self._pool.waitForDone()
        self._index = index
        self.clear()
        self.hide_results()
        if index is not None:
            self._timer.start()

    def set_theme(self, theme: Theme, icon: QIcon) -> None:
        self._theme = theme
        self._lens.setIcon(icon)
        if self._list is not None:
            self._list.deleteLater()
            self._list = None

    def _build(self) -> None:
        """Read the names beside the window, so that the first letter typed does not wait for them."""
        if self._index is not None:
            self._pool.start(_Job(self._index.build))

    # -- results

    def results(self) -> list[Hit]:
        """What is shown, in order."""
        return self._list.hits() if self._list is not None and self._list.isVisible() else []

    def current(self) -> Hit | None:
        return self._list.hit() if self._list is not None and self._list.isVisible() else None

    def _search(self, text: str) -> None:
        if self._index is None or not text.strip():
            self.hide_results()
            return
        found = self._index.search(text)
        if self._list is None:
            self._list = ResultList(self._theme, self.window())
            self._list.picked.connect(self._pick)
        self._list.show_hits(found, text)
        self._place()

    def _place(self) -> None:
        assert self._list is not None
        window = self.window()
        corner = self.mapTo(window, QPoint(self.width(), self.height() + 2))
        width = min(LIST_WIDTH, window.width() - 16)
        self._list.setGeometry(
            max(8, corner.x() - width),
            corner.y(),
            width,
            min(self._list.wanted_height(), window.height() - corner.y() - 30),
        )
        self._list.show()
        self._list.raise_()

    def hide_results(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _pick(self, hit: Hit) -> None:
        self.hide_results()
        self.chosen.emit(hit)

    # -- keys and focus

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = event.key(), self._list is not None and self._list.isVisible()
        if key == Qt.Key.Key_Escape:
            if shown:
                self.hide_results()
            else:
                self.clear()
                self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shown and (hit := self.current()) is not None:
                self._pick(hit)
            elif not shown:
                self._search(self.text())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list is not None:
            if shown:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._search(self.text())
        else:
            super().keyPressEvent(event)

    left = Signal()  # Esc in an empty box: the keyboard goes back to the table

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_results()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self.selectAll)


class ResultList(QListWidget):
    """Grouped results. It never takes the focus, so a composition in the box goes on undisturbed."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("searchResults")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("查找结果"))
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.surface}; border: 1px solid {theme.edge}; outline: none; }}"
        )
        self.setItemDelegate(_Painter(theme, self))
        self.itemClicked.connect(self._clicked)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], typed: str) -> None:
        from jzledger.ledger.search import GROUPS

        self.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self._add(tr(GROUPS[group]), None)
            self._add(hit.name, hit)
        if not hits:
            self._add(tr("没有找到“{}”").format(typed.strip()[:20]), None)
        self._select(next((n for n in range(self.count()) if self._hit_at(n) is not None), -1))

    def _add(self, text: str, hit: Hit | None) -> None:
        item = QListWidgetItem(text, self)
        item.setData(_HIT, hit)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + (9 if hit else 7)))
        if hit is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setToolTip(f"{hit.name}　{hit.detail}".rstrip("　"))
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{hit.name} {hit.detail}")

    def wanted_height(self) -> int:
        return sum(self.item(n).sizeHint().height() for n in range(min(self.count(), _MOST_LINES))) + 4

    def hits(self) -> list[Hit]:
        return [hit for n in range(self.count()) if (hit := self._hit_at(n)) is not None]

    def hit(self) -> Hit | None:
        return self._hit_at(self.currentRow()) if self.currentRow() >= 0 else None

    def _hit_at(self, place: int) -> Hit | None:
        found: Hit | None = self.item(place).data(_HIT)
        return found

    def step(self, by: int) -> None:
        """The next result, over the headings, round at the ends."""
        places = [n for n in range(self.count()) if self._hit_at(n) is not None]
        if places:
            at = places.index(self.currentRow()) if self.currentRow() in places else -1
            self._select(places[(at + by) % len(places)])

    def _select(self, place: int) -> None:
        self.setCurrentRow(place)
        if place >= 0:
            self.scrollToItem(
                self.item(max(0, place - 1) if self._hit_at(max(0, place - 1)) is None else place)
            )

    def _clicked(self, item: QListWidgetItem) -> None:
        if (hit := item.data(_HIT)) is not None:
            self.picked.emit(hit)


class _Painter(QStyledItemDelegate):
    """A heading, or a name with its detail in a quieter ink behind it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect, hit = self._theme, option.rect, index.data(_HIT)  # type: ignore[attr-defined]
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        painter.save()
        if hit is None:
            painter.fillRect(rect, QColor(theme.header if index.row() or index.data() else theme.surface))
            painter.setPen(QColor(theme.text2))
            painter.drawText(rect.adjusted(10, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.selection))
        inner = rect.adjusted(14, 0, -12, 0)
        name = hit.name.replace("\n", " ")
        room = inner.width() if not hit.detail else inner.width() * 2 // 3
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(theme.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        if hit.detail:
            painter.setPen(QColor(theme.text3))
            left = inner.adjusted(metrics.horizontalAdvance(shown) + 16, 0, 0, 0)
            detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, left.width())
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()


class _Job(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        from jzledger.errors import LedgerError

        try:
            self._work()
        except LedgerError:
            return  # the first search reads again, and tells
