"""Tabs for views: some that are always there, then those kept under a name, then 「＋ 另存当前视图」."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QTabBar, QWidget

from jzledger.ui.texts import tr

_NAME_WIDTH = 180


class ViewTabs(QTabBar):
    """`chosen(place)` among fixed and kept tabs; names are typed into the tab itself."""

    chosen = Signal(int)
    save_asked = Signal(str)  # a name for what is shown now
    update_asked = Signal(int)  # place: keep what is shown now under this name
    rename_asked = Signal(int, str)
    delete_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(tr("视图"))
        self.fixed = self.kept = 0
        self._before = 0
        self._name: _Name | None = None
        self.currentChanged.connect(self._changed)

    def show_tabs(self, fixed: Sequence[str], kept: Sequence[str], current: int) -> None:
        """Titles with their counts. Tells nobody."""
        blocked = self.blockSignals(True)
        titles = [*fixed, *kept, tr("＋ 另存当前视图")]
        while self.count() > len(titles):
            self.removeTab(self.count() - 1)
        for place, title in enumerate(titles):
            if place < self.count():
                self.setTabText(place, title)
            else:
                self.addTab(title)
        self.setTabToolTip(len(titles) - 1, tr("把筛选、排序、分组、列宽存成一个标签"))
        self.fixed, self.kept = len(fixed), len(kept)
        self._before = min(max(current, 0), len(titles) - 2)
        self.setCurrentIndex(self._before)
        self.blockSignals(blocked)

    @property
    def adding(self) -> int:
        """The place of ＋."""
        return self.fixed + self.kept

    def _changed(self, place: int) -> None:
        if place == self.adding:
            self.blockSignals(True)
            self.setCurrentIndex(self._before)
            self.blockSignals(False)
            self.ask_name()
        elif place >= 0:
            self._before = place
            self.chosen.emit(place)

    # -- names

    def ask_name(self, place: int | None = None) -> None:
        """Type a name into the ＋ tab, or another one into the tab of a view."""
        rect = self.tabRect(self.adding if place is None else place)
        editor = _Name(self)
        editor.setPlaceholderText(tr("视图名称，回车保存"))
        editor.setAccessibleName(tr("视图名称"))
        editor.setFixedWidth(_NAME_WIDTH)
        left = max(0, min(rect.left(), self.width() - _NAME_WIDTH))
        editor.move(QPoint(left, rect.center().y() - editor.sizeHint().height() // 2))
        if place is not None:
            editor.setText(self.tabText(place).rpartition(" ")[0] or self.tabText(place))
            editor.selectAll()
        editor.given.connect(
            lambda name: self.save_asked.emit(name) if place is None else self.rename_asked.emit(place, name)
        )
        editor.show()
        editor.setFocus()
        self._name = editor

    @property
    def name_editor(self) -> QLineEdit | None:
        """Where a name is being typed."""
        return self._name if self._name is not None and not self._name.done else None

    # -- the menu of a tab

    def menu_for(self, place: int) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("用当前样子更新"), lambda: self.update_asked.emit(place))
        menu.addAction(tr("改名…"), lambda: self.ask_name(place))
        menu.addAction(tr("删除"), lambda: self.delete_asked.emit(place))
        return menu

    def is_kept(self, place: int) -> bool:
        return self.fixed <= place < self.adding

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex() if by_key else self.tabAt(event.pos())
        if self.is_kept(place):
            at = self.mapToGlobal(self.tabRect(place).bottomLeft()) if by_key else event.globalPos()
            menu = self.menu_for(place)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        if self.is_kept(place):
            self.ask_name(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex()
        if event.key() == Qt.Key.Key_F2 and self.is_kept(place):
            self.ask_name(place)
        elif event.key() == Qt.Key.Key_Delete and self.is_kept(place):
            self.delete_asked.emit(place)
        else:
            super().keyPressEvent(event)


class _Name(QLineEdit):
    """Enter gives the name; Esc, or going elsewhere, gives it up."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.done = False
        self.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            name = self.text().strip()
            self._end()
            if name:
                self.given.emit(name)
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._end()

    def _end(self) -> None:
        if not self.done:
            self.done = True
            above = self.parentWidget()
            if self.hasFocus() and above is not None:
                above.setFocus()
            self.hide()
            self.deleteLater()
