"""单位和人员: both lists as tables, and beside them the current entry in full."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from jzledger.ledger.changes import Changes, joined
from jzledger.ledger.live_rows import LiveRows
from jzledger.ledger.unit_usage import Twin, twin_people, twin_units
from jzledger.records.fields import TABLES
from jzledger.rules.proposal import Progress
from jzledger.ui.bridge import Bridge
from jzledger.ui.ledger_source import LedgerSource
from jzledger.ui.pages.page import Page
from jzledger.ui.pages.revealing import reveal
from jzledger.ui.pages.unit_detail import WIDTH, UnitDetail
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.strips import Banner

COLUMNS = {
    "units": "name short_name kind parent aliases from_on to_on order_no".split(),
    "people": "name phone posts".split(),
}
WIDTHS = {
    "name": 24,
    "order_no": 9,
    "aliases": 24,
    "posts": 46,
    "phone": 16,
    "short_name": 12,
    "kind": 10,
    "parent": 14,
}
_MOST_TOLD = 8


class EntryTable:
    """One of the two lists."""

    def __init__(self, bridge: Bridge, key: str, theme: Theme) -> None:
        self.table = table = TABLES[key]
        fields = [table.field(name, WIDTHS.get(name)) for name in COLUMNS[key]]
        self.live = LiveRows(bridge.ledger, table, fields)
        self.grid = Grid(
            LedgerSource(bridge, table, fields), frozen=1, theme=theme, name=tr(f"{table.title}表")
        )
        self.grid.empty_hint.words = tr("没有{}。可以直接在表里输入，或从 Excel 粘贴。").format(table.title)

    def name_of(self, row_id: str) -> str:
        row = next((row for row in self.live.rows if row[0] == row_id), None)
        return str(row[2] or "") if row is not None else ""


class UnitsPage(Page):
    """`enter("people")` shows the people, `enter(<id>)` a row of either."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        theme = getattr(parent, "theme", LIGHT)
        self._tasks = getattr(parent, "tasks", None)
        self.tables = [EntryTable(bridge, key, theme) for key in COLUMNS]
        self.tabs = QTabBar(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("单位或人员"))
        self.stack = QStackedWidget(self)
        self.detail = UnitDetail(bridge, theme, self)
        self.banner = Banner(self)
        self.hint = QLabel(self)
        self.hint.setObjectName("hint")
        self.similar = QPushButton(tr("查找重复的"), self)
        self.similar.setToolTip(tr("比较所有名称、简称和别名，列出可能是同一个的"))
        self.similar.clicked.connect(self.find_twins)
        for entry in self.tables:
            self.tabs.addTab(entry.table.title)
            self.stack.addWidget(entry.grid)
            entry.grid.current_changed.connect(lambda _, one=entry: self._current_moved(one))
            entry.grid.viewing.changed.connect(self._count)
        for grid in self.grids():
            grid.message.connect(self.message)
        bar = QFrame(self)
        bar.setObjectName("panelBar")
        across = QHBoxLayout(bar)
        across.setContentsMargins(10, 4, 10, 4)
        across.setSpacing(8)
        across.addWidget(self.hint, 1)
        across.addWidget(self.similar)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, self.banner):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.across.setHandleWidth(5)
        self.across.addWidget(left)
        self.across.addWidget(self.detail)
        self.across.setStretchFactor(0, 1)
        self.across.setSizes([900, WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.across, 1)
        self.tabs.currentChanged.connect(self._switched)
        self.detail.message.connect(self.message)
        self.detail.row_asked.connect(self.row_asked)
        self.detail.entry_asked.connect(self.go_to)
        bridge.changed.connect(self._changed)
        self._missed: list[Changes] = []
        self._loaded = self._awake = False

    @property
    def current(self) -> EntryTable:
        return self.tables[self.tabs.currentIndex()]

    def grids(self) -> list[Grid]:
        return [
            self.current.grid,
            *(e.grid for e in self.tables if e is not self.current),
            *self.detail.grids(),
        ]

    def enter(self, place: str = "") -> None:
        self._awake = True
        if not self._loaded:
            self._load()
        elif self._missed:
            missed, self._missed = joined(self._missed), []
            self._show_changes(missed)
        if place in COLUMNS:
            self.tabs.setCurrentIndex(list(COLUMNS).index(place))
        elif place:
            self._find(place)
        self._start_at_first()
        self.current.grid.setFocus()

    def _start_at_first(self) -> None:
        """A page that is entered shows an entry in full."""
        grid = self.current.grid
        if not grid.cell_cursor.valid and self.current.live.rows:
            grid.cell_cursor.go(0, 0)
        self._current_moved(self.current)

    def sleep(self) -> None:
        self._awake = False

    def set_theme(self, theme: Theme) -> None:
        for entry in self.tables:
            entry.grid.set_theme(theme)
        self.detail.set_theme(theme)

    # -- rows

    def _load(self) -> None:
        context = self.bridge.context()
        for entry in self.tables:
            if self.bridge.attempt(lambda one=entry: one.live.load(context) or True):
                entry.grid.set_rows(entry.live.rows, settle=True)
        self.bridge.attempt(self.detail.load)
        self._loaded = True
        self._count()

    def _changed(self, changes: Changes) -> None:
        if not self._loaded:
            return
        if self._awake:
            self._show_changes(changes)
        else:
            self._missed.append(changes)

    def _show_changes(self, changes: Changes) -> None:
        for entry in self.tables:
            refreshed = entry.live.refresh(changes, self.bridge.context())
            if refreshed.moved:
                entry.grid.set_rows(entry.live.rows)
            elif refreshed:
                entry.grid.patch(list(refreshed.patched.values()))
        self.detail.refresh(changes)
        self._current_moved(self.current)
        self._count()

    def _count(self) -> None:
        grid = self.current.grid
        passing, total = grid.viewing.counts()
        said = tr("{} 个").format(total) if passing == total else f"{passing} / {total} {tr('个')}"
        self.hint.setText(said + tr("　单位改名时，把旧名填到右边的别名里，并写上到哪天"))
        for place, entry in enumerate(self.tables):
            self.tabs.setTabText(place, f"{entry.table.title} {len(entry.live.rows)}")

    def _switched(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.banner.hide() if self.banner is not None else None
        self._start_at_first()
        self._count()

    def _current_moved(self, entry: EntryTable) -> None:
        if entry is self.current:
            row_id = entry.grid.current_id() or ""
            self.detail.show_entry(entry.table.noun, row_id, entry.name_of(row_id))

    # -- going to an entry

    def go_to(self, noun: str, row_id: str) -> bool:
        """Make a unit or a person the current one, whatever is filtered."""
        place = next((n for n, entry in enumerate(self.tables) if entry.table.noun == noun), None)
        if place is None:
            return False
        self.tabs.setCurrentIndex(place)
        # A merge that just ended has not been told yet.
        found = reveal(self.current.grid, row_id, "name")
        self.current.grid.setFocus()
        return found

    def _find(self, row_id: str) -> None:
        for entry in self.tables:
            if any(row[0] == row_id for row in entry.live.rows):
                self.go_to(entry.table.noun, row_id)

    # -- looking for twins

    def find_twins(self) -> None:
        """Compared beside the window, then told with a way to each."""
        noun, ledger = self.current.table.noun, self.bridge.ledger
        look = twin_units if noun == "unit" else twin_people

        def work(progress: Progress) -> list[Twin]:
            progress(0, 0, tr("正在比较名称"))
            found: list[Twin] = ledger.read(look)
            return found

        assert self._tasks is not None
        self._tasks.run(work, lambda found: self.show_twins(noun, found), tr("正在查找重复的"), owner=self)

    def show_twins(self, noun: str, found: list[Twin]) -> None:
        assert self.banner is not None
        if not found:
            self.banner.show_report(tr("没有找到可能重复的。"))
            return
        told = "；".join(f"{twin.first_name} — {twin.second_name}" for twin in found[:_MOST_TOLD])
        more = tr("……共 {} 对").format(len(found)) if len(found) > _MOST_TOLD else ""
        self.banner.show_report(
            tr("可能是同一个：{}{}。请逐个看右边，再合并。").format(told, more),
            [(tr("看第一对"), lambda: self._open_twin(noun, found[0]))],
        )

    def _open_twin(self, noun: str, twin: Twin) -> None:
        if self.go_to(noun, twin.second):
            self.detail.ask_merge(twin.first)

    def regions(self) -> list[QWidget]:
        """For F6: tabs, list, the little table of the entry."""
        found: list[Any] = [self.tabs, self.current.grid, self.detail.parts().grid]
        return found
