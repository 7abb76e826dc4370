"""In the status bar: figures of the selected cells, and the zoom of the table. Both are buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.figures import Figure
    from jzledger.ui.tables.grid import Grid

_LATER_MILLISECONDS = 30  # while a selection is being drawn out, nothing is added up
_MOST = 4


def _button(parent: QWidget) -> QPushButton:
    made = QPushButton(parent)
    made.setObjectName("statusButton")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class Sums(QWidget):
    """「选中 3 个单元格　计数 3　求和 1,200 万元 …」 of the table with the focus; a click copies the figure."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grids: Sequence[Grid] = ()
        self._grid: Grid | None = None
        self._chosen, self._mixed = QLabel(self), QLabel(tr("单位不一致"), self)
        self.buttons = [_button(self) for _ in range(_MOST)]
        self._figures: list[Figure] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._chosen)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, n=place: self._copy(n))
            layout.addWidget(button)
        layout.addWidget(self._mixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER_MILLISECONDS)
        self._timer.timeout.connect(self.renew)
        self.hide()

    def watch(self, grids: Sequence[Grid]) -> None:
        """The tables of a page that was just opened."""
        self._grids = grids
        for grid in grids:
            grid.cell_cursor.changed.connect(lambda of=grid: self._selected(of))
            grid.model.dataChanged.connect(self._timer.start)

    def forget(self) -> None:
        self._grids, self._grid = (), None
        self._timer.stop()
        self.hide()

    def text(self) -> str:
        """All that is shown."""
        shown = [self._chosen.text(), *(button.text() for button in self.buttons if not button.isHidden())]
        return "　".join(shown if self._mixed.isHidden() else [*shown, self._mixed.text()])

    def _selected(self, grid: Grid) -> None:
        self._grid = grid
        self._timer.start()

    def renew(self) -> None:
        """Add up what is selected now. One cell alone shows its own figure in the table."""
        grid = self._grid
        ranges = grid.cell_cursor.ranges() if grid is not None else []
        if grid is None or not ranges or (len(ranges) == 1 and ranges[0].is_cell()):
            self.hide()
            return
        from jzledger.ui.tables.figures import figures  # not before there is a table: the frame comes first

        found = figures(grid.cell_cursor, grid.model.lines)
        self._figures = list(found.shown)
        self._chosen.setText(tr("选中 {} 个单元格").format(found.cells))
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(self._figures))
            if place < len(self._figures):
                one = self._figures[place]
                button.setText(f"{one.name} {one.text} {one.unit}".rstrip())
                button.setToolTip(tr("点击复制 {}").format(one.text))
        self._mixed.setVisible(found.mixed)
        self.show()

    def _copy(self, place: int) -> None:
        plain = self._figures[place].text.replace(",", "")
        QApplication.clipboard().setText(plain)
        self.copied.emit(tr("已复制 {}").format(plain))


class ZoomButton(QPushButton):
    """「100%」 of the table that is being worked in; a click resets it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusButton")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("表格缩放"))
        self.setToolTip(tr("表格缩放：Ctrl+滚轮；点击恢复 100%"))
        self._grids: Sequence[Grid] = ()
        self._grid: Grid | None = None
        self.clicked.connect(self._reset)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self.hide()

    def watch(self, grids: Sequence[Grid]) -> None:
        """The tables of a page that was just opened."""
        self._grids, self._grid = grids, grids[0] if grids else None
        for grid in grids:
            grid.appearance.zoomed.connect(lambda _, of=grid: self._show(of))
        self._show(self._grid)

    def forget(self) -> None:
        self._grids, self._grid = (), None
        self.hide()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        found = next((grid for grid in self._grids if now is not None and grid.isAncestorOf(now)), None)
        if found is not None and found is not self._grid:
            self._show(found)

    def _show(self, grid: Grid | None) -> None:
        self._grid = grid
        self.setVisible(grid is not None)
        if grid is not None:
            self.setText(f"{grid.appearance.zoom}%")

    def _reset(self) -> None:
        if self._grid is not None:
            self._grid.appearance.set_zoom(100)
