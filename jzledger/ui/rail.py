"""The rail at the left, and the pages that it leads to."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from jzledger.ui import theme as themes
from jzledger.ui.page_list import NAMES, PAGES, WORKBENCH
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.pages.page import Page


class Rail(QListWidget):
    """One line for each page; the window says what a click does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("页面"))
        for page in PAGES:
            self.addItem(QListWidgetItem(tr(page.words)))

    def colour(self, window: MainWindow) -> None:
        for place, page in enumerate(PAGES):
            self.item(place).setIcon(themes.icon(page.icon, "#FFFFFF", window.around.resources))


class Pages(QObject):
    """The pages of the ledger that is open. All but the workbench are made when they are first shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.made: dict[str, Page] = {}
        window.rail.itemClicked.connect(lambda item: self.show(NAMES[window.rail.row(item)]))
        window.stack.currentChanged.connect(self._turned)

    def show(self, name: str, place: str = "") -> Page | None:
        """Bring a page to the front; None for the workbench, and where no ledger is open."""
        if self.window.page is None:
            return None
        if name == WORKBENCH:
            self.window.stack.setCurrentWidget(self.window.page)
            return None
        page = self.page(name)
        self.window.stack.setCurrentWidget(page)
        page.enter(place)
        return page

    def page(self, name: str) -> Page:
        """A page of the open ledger, in front or not."""
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def step(self, by: int) -> None:
        """To the page `by` places down the rail, round and round."""
        self.show(NAMES[(self.window.rail.currentRow() + by) % len(NAMES)])

    def _make(self, name: str) -> Page:
        window = self.window
        assert window.bridge is not None
        module, _, kind = PAGES[NAMES.index(name)].made_by.partition(":")
        page = cast(
            "Page", getattr(import_module(f"jzledger.ui.pages.{module}"), kind)(window.bridge, window)
        )
        page.message.connect(window.say)
        page.row_asked.connect(window.record_verbs.go_to)
        page.article_asked.connect(window.verbs.show_article)
        window.table_verbs.attach(page)
        page.set_theme(window.theme)
        window.stack.addWidget(page)
        return page

    def lay(self, name: str, page: Page) -> None:
        """Bring a page to the front that the rail does not lead to: a review under way."""
        page.message.connect(self.window.say)
        page.row_asked.connect(self.window.record_verbs.go_to)
        page.set_theme(self.window.theme)
        self.made[name] = page
        self.window.stack.addWidget(page)
        self.window.stack.setCurrentWidget(page)

    def take_away(self, name: str) -> None:
        """Such a page is done with."""
        page = self.made.pop(name)
        self.window.stack.removeWidget(page)
        page.deleteLater()

    def leave(self) -> None:
        """The ledger is left: its pages go with it."""
        for page in self.made.values():
            page.sleep()
            self.window.stack.removeWidget(page)
            page.deleteLater()
        self.made.clear()

    def set_theme(self) -> None:
        for page in self.made.values():
            page.set_theme(self.window.theme)

    def _turned(self, _: int = 0) -> None:
        """The rail follows the page in front; the others rest."""
        front = self.window.stack.currentWidget()
        name = next((name for name, page in self.made.items() if page is front), WORKBENCH)
        self.window.rail.setCurrentRow(NAMES.index(name) if name in NAMES else -1)
        for page in self.made.values():
            if page is not front:
                page.sleep()
