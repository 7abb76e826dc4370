"""The project list of the workbench: views as tabs above it, grouping, and the projects that are picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTabBar, QWidget

from jzledger.ledger.changes import Row
from jzledger.ledger.live_rows import LiveRows
from jzledger.records.fields import TABLES
from jzledger.rules.money import format_percent, format_yi
from jzledger.rules.progress import completion_rate
from jzledger.ui.bridge import Bridge
from jzledger.ui.ledger_source import LedgerSource
from jzledger.ui.tables.grid import Grid
from jzledger.ui.tables.source import GroupTitle
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.panel import Panel

# The width of the first ones, in characters of half a 汉字, lets them all be seen beside the other panes.
WIDTHS = {"light": 10, "name": 22, "levels": 8, "completion_rate": 11}
COLUMNS = (
    "light name levels completion_rate county_unit programmes sponsor lead_unit units person total_yuan target_yuan "
    "done_ytd_yuan status nature started_on start_due finish_due physical_progress content owner_unit note"
).split()
GROUPINGS = {"不分组": None, "按属地": "county_unit", "按层级": "levels", "按状态": "light"}
# More programmes than these are reached by filtering.
MOST_TABS = 5


class ProjectPane(Panel):
    """`picked` tells which projects the other panes shall show; empty = all that are shown here."""

    picked = Signal(list)
    shown_changed = Signal()

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("项目"), parent)
        table = TABLES["projects"]
        self.bridge = bridge
        self.fields = [table.field(key, WIDTHS.get(key)) for key in COLUMNS]
        self.live = LiveRows(bridge.ledger, table, self.fields)
        self.source = LedgerSource(bridge, table, self.fields)
        self.grid = Grid(self.source, frozen=2, theme=theme, name=tr("项目表"), row_numbers=False)
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._views: list[tuple[str, Callable[[Row], bool]]] = []
        self.grouping = QComboBox(self.bar)
        self.grouping.addItems([tr(words) for words in GROUPINGS])
        self.grouping.setAccessibleName(tr("项目分组"))
        self.add_control(self.grouping)
        self.add_widget(self.grid, 1)
        self.grouping.currentIndexChanged.connect(self._group)
        self.tabs.currentChanged.connect(self.show_rows)
        self.grid.selection_changed.connect(self.picked)

    def load(self) -> None:
        """Read all projects; may run beside the window. `show_all` then shows them."""
        self.live.load(self.bridge.context())

    def show_all(self) -> None:
        self._make_tabs()
        self.show_rows()

    def shown(self) -> list[Row]:
        """The projects of the chosen view."""
        at = max(0, self.tabs.currentIndex())
        belongs = self._views[at][1] if at < len(self._views) else lambda row: True
        return [row for row in self.live.rows if belongs(row)]

    def show_rows(self) -> None:
        rows = self.shown()
        self.grid.set_rows(rows)
        self.set_hint(tr("{} 个").format(len(rows)))
        self.shown_changed.emit()

    def _make_tabs(self) -> None:
        """全部项目, the programmes and levels that have projects, and those with a red light; with counts."""
        chosen = self._views[self.tabs.currentIndex()][0] if self._views else ""
        light, levels, programmes = (self.live.place(key) for key in ("light", "levels", "programmes"))
        views: list[tuple[str, Callable[[Row], bool]]] = [(tr("全部项目"), lambda row: True)]
        names = dict.fromkeys(
            ref.name for place in (levels, programmes) for row in self.live.rows for ref in row[place] or ()
        )
        for name in list(names)[:MOST_TABS]:
            views.append((name, partial(_is_listed, name, (levels, programmes))))
        views.append((tr("超期"), lambda row: bool(row[light] == "red")))
        self._views = views
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(views):
            self.tabs.removeTab(self.tabs.count() - 1)
        for place, (name, belongs) in enumerate(views):
            text = f"{name} {sum(map(belongs, self.live.rows))}"
            if place < self.tabs.count():
                self.tabs.setTabText(place, text)
            else:
                self.tabs.addTab(text)
        self.tabs.setCurrentIndex(next((n for n, (name, _) in enumerate(views) if name == chosen), 0))
        self.tabs.blockSignals(False)

    def refresh(self, changes: Any) -> None:
        refreshed = self.live.refresh(changes, self.bridge.context())
        if not refreshed:
            return
        self._make_tabs()
        if refreshed.moved or self.tabs.currentIndex() > 0:
            self.show_rows()
        else:
            self.grid.patch(list(refreshed.patched.values()))

    def _group(self) -> None:
        key = list(GROUPINGS.values())[self.grouping.currentIndex()]
        if key is None:
            self.grid.set_groups(None, None)
            return
        place, field = self.live.place(key), next(f for f in self.fields if f.key == key)
        target = self.live.place("target_yuan")

        done = self.live.place("done_ytd_yuan")

        def title(name: str, rows: Sequence[Row]) -> GroupTitle:
            planned = sum(row[target] or 0 for row in rows)
            plan = tr(" · 计划 {} 亿元").format(format_yi(planned)) if planned else ""
            # The quotient of the sums, as on paper; a project without a plan counts in neither.
            rate = completion_rate(sum(row[done] or 0 for row in rows if row[target]), planned)
            figures = {} if rate is None else {"completion_rate": format_percent(float(rate))}
            return GroupTitle(name, tr("{} 个").format(len(rows)) + plan, figures)

        self.grid.set_groups(lambda row: field.kind.show(row[place]) or tr("未填写"), title)


def _is_listed(name: str, places: Sequence[int], row: Row) -> bool:
    """Is `name` one of the links that the row holds in these places?"""
    return any(ref.name == name for place in places for ref in row[place] or ())
