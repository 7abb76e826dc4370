"""In the status bar: 「问题 9 / 126 行（已筛选）」 of the table that is being worked in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid


class RowsLabel(QLabel):
    """Hidden where nothing is filtered away. A click on it is no button: Shift+F9 clears, as its tip says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grids: Sequence[Grid] = ()
        self._last: Grid | None = None
        self.setToolTip(tr("清除筛选：Shift+F9"))
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def watch(self, grids: Sequence[Grid]) -> None:
        """The tables of a page that was just opened."""
        self._grids, self._last = grids, None
        for grid in grids:
            grid.viewing.changed.connect(self._changed)
        self._changed()

    def forget(self) -> None:
        self._grids, self._last = (), None
        self.hide()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        found = next((grid for grid in self._grids if now is not None and grid.isAncestorOf(now)), None)
        if found is not None and found is not self._last:
            self._last = found
            self._changed()

    def _changed(self) -> None:
        """Of the table with the focus; where that is not filtered, of the first that is."""
        filtered = [grid for grid in self._grids if grid.viewing.filters]
        grid = self._last if self._last in filtered else next(iter(filtered), None)
        self.setVisible(grid is not None)
        if grid is not None:
            passing, total = grid.viewing.counts()
            self.setText(tr("{} / {} 行（已筛选）").format(passing, total))
