"""Between the tabs of a pane and the views that the ledger keeps for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from jzledger.ledger import views
from jzledger.ledger.changes import Changes, Row
from jzledger.ui.bridge import Bridge
from jzledger.ui.tables import filters
from jzledger.ui.tables.grid import Grid
from jzledger.ui.widgets.view_tabs import ViewTabs


class SavedViews(QObject):
    """`known` are the views of `page`. `describe` gives what is shown now, to be kept; `renew` shows the tabs anew."""

    def __init__(
        self,
        bridge: Bridge,
        page: str,
        grid: Grid,
        tabs: ViewTabs,
        describe: Callable[[], Mapping[str, Any]],
        renew: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.bridge, self.page, self.grid, self.tabs = bridge, page, grid, tabs
        self._describe, self._renew = describe, renew
        self.known: list[views.View] = []
        self._wanted = ""  # the name that was saved last, to be the current tab when it is there
        tabs.save_asked.connect(self.save)
        tabs.update_asked.connect(lambda place: self.save(self._at(place).name))
        tabs.rename_asked.connect(self.rename)
        tabs.delete_asked.connect(self.delete)

    def load(self) -> None:
        self.known = views.views(self.bridge.ledger, self.page)

    def refresh(self, changes: Changes) -> bool:
        """Read again where views changed; True if so."""
        if not changes.everything and not changes.ids("saved_view"):
            return False
        self.known = self.bridge.attempt(views.views, self.bridge.ledger, self.page) or []
        return True

    def titles(self, rows: list[Row]) -> list[str]:
        """Names with the number of rows that each would show."""
        fields, today = self.grid.model.lines.source_fields, self.bridge.today
        return [
            f"{view.name} {len(filters.passing(rows, _filters(view, self.grid), fields, today))}"
            for view in self.known
        ]

    def place_of(self, name: str) -> int | None:
        """The tab of a view; None where it is gone."""
        at = next((n for n, view in enumerate(self.known) if view.name == name), None)
        return None if at is None else self.tabs.fixed + at

    def take_wanted(self) -> int | None:
        """The tab that was just saved, once."""
        place = self.place_of(self._wanted) if self._wanted else None
        if place is not None:
            self._wanted = ""
        return place

    def save(self, name: str) -> None:
        self._wanted = name
        self.grid.setFocus()
        self.bridge.attempt(views.save, self.bridge.ledger, self.page, name, self._describe())

    def rename(self, place: int, name: str) -> None:
        if self.tabs.currentIndex() == place:
            self._wanted = name
        self.grid.setFocus()
        self.bridge.attempt(views.rename, self.bridge.ledger, self._at(place).id, name)

    def delete(self, place: int) -> None:
        self.bridge.attempt(views.delete, self.bridge.ledger, self._at(place).id)

    def _at(self, place: int) -> views.View:
        return self.known[place - self.tabs.fixed]

    def state_of(self, place: int) -> Mapping[str, Any] | None:
        """What a tab keeps; None for one that is always there."""
        return self._at(place).state if self.tabs.is_kept(place) else None


def _filters(view: views.View, grid: Grid) -> filters.Filters:
    kept = view.state.get("grid", {})
    return filters.from_json(
        kept.get("filters", {}) if isinstance(kept, Mapping) else {}, grid.model.lines.source_fields
    )
