"""The tool bar: on narrow windows its later buttons fold under 「更多」."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from jzledger.ui.texts import tr


class MainToolBar(QToolBar):
    """`names`: of actions, None = a gap. The first one is the primary button; those after the last gap fold."""

    def __init__(self, actions: Mapping[str, QAction], names: Sequence[str | None], parent: QWidget) -> None:
        super().__init__(tr("工具栏"), parent)
        self.setObjectName("toolBar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        last_gap = max(place for place, name in enumerate(names) if name is None)
        self._folding = [actions[name] for name in names[last_gap:] if name]
        for name in names:
            if name is None:
                self.addSeparator()
                continue
            self.addAction(actions[name])
            button = self.widgetForAction(actions[name])
            if name == names[0] and isinstance(button, QToolButton):
                button.setObjectName("primary")
        self.more = QToolButton(self)
        self.more.setText(tr("更多"))
        self.more.setAccessibleName(tr("更多按钮"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self.more)
        menu.addActions(self._folding)
        self.more.setMenu(menu)
        self._more = self.addWidget(self.more)
        self._more.setVisible(False)

    @property
    def is_folded(self) -> bool:
        return self._more.isVisible()

    def fold(self, folded: bool) -> None:
        if folded == self.is_folded:
            return
        self._more.setVisible(folded)
        for action in self._folding:
            if folded:
                self.removeAction(action)
            else:
                self.insertAction(self._more, action)
