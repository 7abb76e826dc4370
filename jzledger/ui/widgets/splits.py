"""Panes side by side; a double click on a handle folds the lesser pane beside it away, another one brings it back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

_SHARE = 3  # a pane whose size is not known gets one part in so many


class Splits(QSplitter):
    """`folds`: which pane a double click folds away, by the handle's number (from 1, as Qt counts them)."""

    def __init__(
        self, orientation: Qt.Orientation, folds: Mapping[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self.folds = folds
        self._before: dict[int, int] = {}  # pane -> its size before it was folded away

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def toggle(self, pane: int) -> None:
        """Fold a pane away, or bring it back; its neighbour gives or takes the room."""
        sizes = self.sizes()
        neighbour = pane - 1 if pane else 1
        if sizes[pane]:
            self._before[pane], wanted = sizes[pane], 0
        else:
            wanted = min(self._before.get(pane, sum(sizes) // _SHARE), sizes[neighbour])
        sizes[neighbour] += sizes[pane] - wanted
        sizes[pane] = wanted
        self.setSizes(sizes)


class _Handle(QSplitterHandle):
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        splits = self.splitter()
        assert isinstance(splits, Splits)
        number = next(n for n in range(splits.count()) if splits.handle(n) is self)
        if number in splits.folds:
            splits.toggle(splits.folds[number])
