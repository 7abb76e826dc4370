"""What every page beside the workbench offers to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jzledger.ui.bridge import Bridge
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.strips import Banner

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid


class Page(QWidget):
    """`row_asked(noun, id)` and `article_asked(id, start, end)` where the clerk wants to go there.

    A page is made as `Page(bridge, window)` when it is first shown and goes with the ledger. `banner` takes what its
    tables and the window have to report, where the page has one.
    """

    message = Signal(str)
    row_asked = Signal(str, str)
    article_asked = Signal(str, int, int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.banner: Banner | None = None

    def grids(self) -> list[Grid]:
        """Its tables of the ledger, the main one first: the actions of 编辑, 视图 and 数据 act on them."""
        return []

    def enter(self, place: str = "") -> None:
        """The page has come to the front: show what is so now, and take the focus. `place` is a part of the page."""

    def sleep(self) -> None:
        """Another page is in front: changes of the ledger need not be shown until `enter`."""

    def set_theme(self, theme: Theme) -> None:
        """The colours have changed."""
