"""What the chart needs, loaded while the window stays at work: numpy beside it, classes of Qt in short turns.

Loaded at once, pyqtgraph stops the window for a third of a second. A quarter of that is numpy, and a quarter that it asks
for every name of Qt: PySide makes a class when its name is first asked for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib import import_module

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

_TURN_SECONDS = 0.008  # of each that the window gives; it sees to its other events in between


class Preparation(QObject):
    """`begin` loads; `ended`: the chart can be made in a moment."""

    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = _steps()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._take_turn)

    def begin(self) -> None:
        """Nothing more where it has begun."""
        if not self._timer.isActive():
            self._timer.start(0)

    def _take_turn(self) -> None:
        end = time.perf_counter() + _TURN_SECONDS
        for _ in self._steps:
            if time.perf_counter() >= end:
                return
        self._timer.stop()
        self.ended.emit()


def _steps() -> Iterator[None]:
    numpy = threading.Thread(target=import_module, args=("numpy",), name="numpy", daemon=True)
    numpy.start()
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            yield
    while numpy.is_alive():
        numpy.join(_TURN_SECONDS)
        yield
    import_module("pyqtgraph")
    yield
