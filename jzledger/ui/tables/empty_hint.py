"""What a table without a row says in the place of rows, and the way out where it is a filter that hides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid

_FROM_TOP = 0.42  # of the table's height, where the words stand


class EmptyHint(QWidget):
    """`words` are shown where there is no row at all; none, if they are empty."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid, self.words = grid, ""
        self.label = QLabel(self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.setObjectName("hint")
        self.button = QPushButton(tr("清除筛选"), self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip("Shift+F9")
        self.button.clicked.connect(grid.viewing.clear_filters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()
        grid.viewing.changed.connect(self.renew)
        grid.installEventFilter(self)

    def renew(self) -> None:
        """Look again whether there is anything to say."""
        passing, count = self._grid.viewing.counts()
        filtered = count > 0 and passing == 0 and bool(self._grid.viewing.filters)
        words = tr("没有符合筛选的行，共 {} 行被筛选掉。").format(count) if filtered else self.words
        shown = filtered or (count == 0 and bool(words))
        self.setVisible(shown)
        if shown:
            self.label.setText(words)
            self.button.setVisible(filtered)
            self._settle()
            self.raise_()

    def _settle(self) -> None:
        self.adjustSize()
        room = self._grid.rect()
        self.move((room.width() - self.width()) // 2, round((room.height() - self.height()) * _FROM_TOP))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False
