"""The project list of the workbench: views as tabs above it, grouping, and the projects that are picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jzledger.ledger.changes import Row
from jzledger.ledger.live_rows import LiveRows
from jzledger.records.fields import TABLES
from jzledger.rules.money import format_yi
from jzledger.ui.bridge import Bridge
from jzledger.ui.ledger_source import LedgerSource
from jzledger.ui.pages.grouping import Grouping, group
from jzledger.ui.pages.revealing import reveal
from jzledger.ui.pages.saved_views import SavedViews
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.chips import Chips
from jzledger.ui.widgets.panel import Panel
from jzledger.ui.widgets.view_tabs import ViewTabs

# The width of the first ones, in characters of half a 汉字, lets them all be seen beside the other panes.
WIDTHS = {"light": 11, "name": 20, "levels": 8, "completion_rate": 13}
COLUMNS = (
    "light name levels completion_rate county_unit programmes sponsor lead_unit units person total_yuan target_yuan "
    "done_ytd_yuan status nature started_on start_due finish_due physical_progress content owner_unit note"
).split()
GROUPINGS = {"不分组": "", "按属地": "county_unit", "按层级": "levels", "按状态": "light"}
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
        self.grid.empty_hint.words = tr("还没有项目。可以直接在表里输入，或从 Excel 粘贴。")
        self.tabs = ViewTabs()
        self._views: list[tuple[str, Callable[[Row], bool]]] = []
        self._from_saved = False  # is a saved view shown?
        self.views = SavedViews(
            bridge, "projects", self.grid, self.tabs, self._describe_view, self._make_tabs, self
        )
        self.grouping = Grouping(GROUPINGS, tr("项目分组"), self.bar)
        self.chips = Chips(self, most=1)
        self.chips.layout().setContentsMargins(10, 3, 10, 3)  # type: ignore[union-attr]
        self.add_control(self.grouping)
        self.add_widget(self.chips)
        self.add_widget(self.grid, 1)
        self.grouping.picked.connect(self._group)
        self.tabs.chosen.connect(self._choose)
        self.chips.removed.connect(self.grid.viewing.remove_filters)
        self.grid.viewing.changed.connect(self._count)
        self.grid.selection_changed.connect(self.picked)

    def load(self) -> None:
        """Read all projects; may run beside the window. `show_all` then shows them."""
        self.live.load(self.bridge.context())
        self.views.load()

    def level_of(self, project_id: str) -> str:
        """The levels of a project, as its cell shows them."""
        row = next((row for row in self.live.rows if row[0] == project_id), None)
        field = next(field for field in self.fields if field.key == "levels")
        return "" if row is None else field.kind.show(row[self.live.place("levels")])

    def show_all(self) -> None:
        self._make_tabs()
        self.show_rows()

    def shown(self) -> list[Row]:
        """The projects of the chosen view; of a saved one before its filters."""
        at = max(0, self.tabs.currentIndex())
        belongs = self._views[at][1] if at < len(self._views) else lambda row: True
        return [row for row in self.live.rows if belongs(row)]

    def shown_ids(self) -> list[str]:
        """The projects that the table shows or has folded away, in its order."""
        return [line.id() for line in self.grid.model.lines.passing_lines()]

    def reveal(self, row_id: str) -> bool:
        """Pick a project, whatever view and filter are chosen; False where there is none."""
        if all(row[0] != row_id for row in self.live.rows):
            return False
        if all(row[0] != row_id for row in self.shown()):
            self.tabs.setCurrentIndex(0)
        if not reveal(self.grid, row_id, "name"):
            return False
        self.grid.select([row_id])
        self.grid.setFocus()
        return True

    def show_rows(self, *, settle: bool = True) -> None:
        self.grid.set_rows(self.shown(), settle=settle)
        self._count()

    def _count(self) -> None:
        passing, total = self.grid.viewing.counts()
        self.set_hint(tr("{} 个").format(total) if passing == total else f"{passing} / {total} {tr('个')}")
        self.chips.set_chips(self.grid.viewing.described())
        self.shown_changed.emit()

    def _choose(self, place: int) -> None:
        """A tab was chosen: rows of one kind, or a saved view of all."""
        state = self.views.state_of(place)
        if state is not None:
            self.grid.restore(state.get("grid", {}))
            self.grouping.pick(str(state.get("group", "")))
        elif self._from_saved:
            self.grid.viewing.restore({})
        self._from_saved = state is not None
        self.show_rows()

    def _describe_view(self) -> dict[str, Any]:
        return {"grid": self.grid.state(), "group": self.grouping.key}

    def _make_tabs(self) -> None:
        """全部项目, the programmes and levels that have projects, and those with a red light; with counts."""
        at = self.tabs.currentIndex()
        chosen = self.tabs.tabText(at).rpartition(" ")[0] if at >= 0 else ""
        light, levels, programmes = (self.live.place(key) for key in ("light", "levels", "programmes"))
        views: list[tuple[str, Callable[[Row], bool]]] = [(tr("全部项目"), lambda row: True)]
        names = dict.fromkeys(
            ref.name for place in (levels, programmes) for row in self.live.rows for ref in row[place] or ()
        )
        for name in list(names)[:MOST_TABS]:
            views.append((name, partial(_is_listed, name, (levels, programmes))))
        views.append((tr("超期"), lambda row: bool(row[light] == "red")))
        self._views = views
        fixed = [f"{name} {sum(map(belongs, self.live.rows))}" for name, belongs in views]
        kept = self.views.titles(self.live.rows)
        titled = [title.rpartition(" ")[0] for title in (*fixed, *kept)]
        self.tabs.show_tabs(fixed, kept, titled.index(chosen) if chosen in titled else 0)
        wanted = self.views.take_wanted()
        if wanted is not None:
            self._from_saved = True
            self.tabs.show_tabs(fixed, kept, wanted)

    def refresh(self, changes: Any) -> None:
        refreshed = self.live.refresh(changes, self.bridge.context())
        if self.views.refresh(changes) or refreshed:
            self._make_tabs()
        if not refreshed:
            return
        if refreshed.moved or 0 < self.tabs.currentIndex() < self.tabs.fixed:
            self.show_rows(settle=False)
        else:
            self.grid.patch(list(refreshed.patched.values()))

    def _group(self, key: str) -> None:
        target = self.live.place("target_yuan")

        def detail(rows: Sequence[Row]) -> str:
            planned = sum(row[target] or 0 for row in rows)
            plan = tr(" · 计划 {} 亿元").format(format_yi(planned)) if planned else ""
            return tr("{} 个").format(len(rows)) + plan

        group(self.grid, self.live, key, detail)


def _is_listed(name: str, places: Sequence[int], row: Row) -> bool:
    """Is `name` one of the links that the row holds in these places?"""
    return any(ref.name == name for place in places for ref in row[place] or ())
