"""A table with the tabs of its saved views above it; the tabs are there once a view has been saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzledger.ledger.changes import Row
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.saved_views import SavedViews
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.widgets.view_tabs import ViewTabs


class ViewPage(QWidget):
    """`group` is the key that the table is grouped by; `group_wanted` when a view asks for another."""

    group_wanted = Signal(str)

    def __init__(self, bridge: Bridge, page: str, grid: Grid, rows: Callable[[], list[Row]]) -> None:
        super().__init__()
        self.grid, self.group, self._rows = grid, "", rows
        self.tabs = ViewTabs(self)
        self.views = SavedViews(bridge, page, grid, self.tabs, self.describe, self.renew, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(grid, 1)
        self.tabs.chosen.connect(self._choose)
        self.tabs.hide()

    def describe(self) -> Mapping[str, Any]:
        """What is shown now, as a view keeps it."""
        return {"grid": self.grid.state(), "group": self.group}

    def renew(self) -> None:
        current = self.views.take_wanted()
        titles = self.views.titles(self._rows())
        self.tabs.show_tabs([tr("全部")], titles, self.tabs.currentIndex() if current is None else current)
        self.tabs.setVisible(bool(titles))

    def ask_name(self) -> None:
        """For 另存当前视图, with or without tabs."""
        if not self.tabs.count():
            self.renew()
        self.tabs.show()
        self.tabs.ask_name()

    def _choose(self, place: int) -> None:
        state = self.views.state_of(place)
        if state is None:
            self.grid.viewing.restore({})
            self.group_wanted.emit("")
        else:
            self.grid.restore(state.get("grid", {}))
            self.group_wanted.emit(str(state.get("group", "")))
