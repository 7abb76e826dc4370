"""What the mouse does to headings, numbers and borders of a table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jzledger.ui.tables.grid import Grid

LEFT = Qt.MouseButton.LeftButton


def drag(start: QWidget, at: QPoint, end: QWidget, to: QPoint) -> None:
    """Press, move in steps, let go; the widget that was pressed hears all of it."""
    QApplication.processEvents()  # so that everything is where it will be
    begin, target = start.mapToGlobal(at), end.mapToGlobal(to)
    QTest.mouseMove(start, at)
    QTest.mousePress(start, LEFT, Qt.KeyboardModifier.NoModifier, at)
    for part in (0.3, 0.6, 1.0):
        QTest.mouseMove(start, start.mapFromGlobal(begin + (target - begin) * part))
    QTest.mouseRelease(start, LEFT, Qt.KeyboardModifier.NoModifier, start.mapFromGlobal(target))
    QApplication.processEvents()


def heading(grid: Grid, column: int, share: float = 0.4) -> tuple[QWidget, QPoint]:
    """The viewport of the headings, and a place in one of them, below a common heading."""
    header = grid.halves.half_of(column).columns
    x = header.sectionViewportPosition(column) + round(header.sectionSize(column) * share)
    return header.viewport(), QPoint(x, header.height() - 8)


def number(grid: Grid, line: int, share: float = 0.5) -> tuple[QWidget, QPoint]:
    """The viewport of the row numbers, and a place in one of them."""
    half = grid.halves.left if grid.halves.frozen else grid.halves.right
    y = half.rows.sectionViewportPosition(line) + round(half.rows.sectionSize(line) * share)
    return half.rows.viewport(), QPoint(8, y)


def wheel(grid: Grid, turns: int, modifiers: Qt.KeyboardModifier) -> None:
    viewport = grid.halves.right.viewport()
    at = QPointF(viewport.rect().center())
    event = QWheelEvent(
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
    QApplication.processEvents()
