"""The issue table of the workbench, problems and directives, with the sentence that the current row comes from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QWidget

from jzledger.ledger.changes import Changes, Row
from jzledger.ledger.evidence import sources_of
from jzledger.ledger.live_rows import LiveRows
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from jzledger.ui.bridge import Bridge
from jzledger.ui.ledger_source import LedgerSource
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.panel import Panel
from jzledger.ui.widgets.strips import Banner, EvidenceStrip

_COMMON = "units person due days_left state progress measures need lead_unit sponsor opened_on outcome closed_on note"
WIDTHS = {"light": 10, "project": 19, "category": 12, "title": 28, "units": 14, "person": 8, "days_left": 8}
COLUMNS = {
    "issues": f"light project category title {_COMMON}".split(),
    "directives": f"light project title meeting instructed_by number category {_COMMON}".split(),
}


class IssueTable:
    """One of the two tables: its rows, its grid, and which of the rows are shown."""

    def __init__(self, bridge: Bridge, key: str, theme: Theme, defaults: Any) -> None:
        table = TABLES[key]
        self.bridge, self.table = bridge, table
        self.fields = [table.field(name, WIDTHS.get(name)) for name in COLUMNS[key]]
        self.live = LiveRows(bridge.ledger, table, self.fields)
        self.source = LedgerSource(bridge, table, self.fields, defaults)
        self.grid = Grid(self.source, frozen=2, theme=theme, name=tr(f"{table.title}台账表"))
        self.project = self.live.place("project")

    def rows_of(self, projects: Collection[str] | None) -> list[Row]:
        """Rows of these projects; of all with None."""
        if projects is None:
            return self.live.rows
        wanted = set(projects)
        return [
            row for row in self.live.rows if row[self.project] is not None and row[self.project].id in wanted
        ]


class IssuePane(Panel):
    """`set_projects` narrows both tables to some projects."""

    article_asked = Signal(str, int, int)
    cleared = Signal()

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("问题台账"), parent)
        self.bridge = bridge
        self.projects: list[Ref] | None = None
        self._offered: list[Ref] = []
        self.tables = [IssueTable(bridge, key, theme, self._defaults) for key in COLUMNS]
        self.switch = QTabBar(self.bar)
        self.switch.setObjectName("switch")
        self.switch.setExpanding(False)
        self.switch.setDrawBase(False)
        self.chip = QPushButton(self.bar)
        self.chip.setObjectName("chip")
        self.chip.setAccessibleName(tr("取消按项目筛选"))
        self.chip.hide()
        self.banner = Banner(self)
        self.stack = QStackedWidget(self)
        self.evidence = EvidenceStrip(self)
        self.insert_control(1, self.switch)
        self.add_control(self.chip)
        self.add_widget(self.banner)
        self.add_widget(self.stack, 1)
        self.add_widget(self.evidence)
        for part in self.tables:
            self.switch.addTab(part.table.title)
            self.stack.addWidget(part.grid)
            part.grid.current_changed.connect(self._show_evidence)
        self.switch.currentChanged.connect(self._switched)
        self.chip.clicked.connect(self.cleared)
        self.evidence.article_asked.connect(self.article_asked)

    @property
    def current(self) -> IssueTable:
        return self.tables[self.switch.currentIndex()]

    def load(self) -> None:
        """Read all issues; may run beside the window. `show_all` then shows them."""
        for part in self.tables:
            part.live.load(self.bridge.context())

    def show_all(self) -> None:
        for part in self.tables:
            part.grid.set_rows(part.rows_of(self._ids()))
        self._describe()

    def set_projects(self, picked: list[Ref] | None) -> None:
        """Show the issues of these projects, of all with None."""
        if picked == self.projects:
            return
        self.projects = picked
        self.show_all()

    def refresh(self, changes: Changes) -> None:
        for part in self.tables:
            refreshed = part.live.refresh(changes, self.bridge.context())
            if refreshed.moved:
                part.grid.set_rows(part.rows_of(self._ids()))
            elif refreshed:
                part.grid.patch(list(refreshed.patched.values()))
        self._describe()
        self._show_evidence(self.current.grid.current_id() or "")

    def go_to_source(self) -> None:
        """Make the first row that has a source the current one, else the first row."""
        rows = self.current.rows_of(self._ids())
        with_source = (
            row for row in rows if self.bridge.attempt(self.bridge.ledger.read, sources_of, "issue", row[0])
        )
        if (row := next(with_source, rows[0] if rows else None)) is not None:
            self.current.grid.go_to(row[0], "due")

    def _ids(self) -> list[str] | None:
        return None if self.projects is None else [project.id for project in self.projects]

    def _describe(self) -> None:
        for place, part in enumerate(self.tables):
            self.switch.setTabText(place, f"{part.table.title} {len(part.rows_of(self._ids()))}")
        light = self.current.live.place("light")
        rows = self.current.rows_of(self._ids())
        still_open = sum(row[light] != "closed" for row in rows)
        self.set_hint(tr("未销号 {} 项").format(still_open))
        names = "、".join(project.name for project in self.projects or ())
        self.chip.setVisible(self.projects is not None)
        self.chip.setToolTip(names)
        self.chip.setText(tr("项目：{}　✕").format(names if len(names) <= 16 else names[:15] + "…"))

    def _switched(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._describe()
        self._show_evidence(self.current.grid.current_id() or "")

    def _show_evidence(self, row_id: str) -> None:
        sources = self.bridge.attempt(self.bridge.ledger.read, sources_of, "issue", row_id) if row_id else []
        self.evidence.show_sources(sources or [])

    def _defaults(self, like: str) -> Mapping[str, Any]:
        """A new row belongs to the project that is picked, else to that of the row above it."""
        if self.projects is not None and len(self.projects) == 1:
            return {"project": self.projects[0]}
        for part in self.tables:
            row = next((row for row in part.live.rows if row[0] == like), None)
            if row is not None and row[part.project] is not None:
                return {"project": row[part.project]}
        return {}
