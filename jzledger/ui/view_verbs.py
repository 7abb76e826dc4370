"""What the actions of 视图 and 数据 do: filters, order, widths, find."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow


class ViewVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
