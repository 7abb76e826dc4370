"""The issue table of the workbench, problems and directives, with the sentence that the current row comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QWidget

from jzledger.ledger.changes import Changes, Row
from jzledger.ledger.evidence import sources_of
from jzledger.ledger.live_rows import LiveRows
from jzledger.ledger.similar import Like, issues_like
from jzledger.ledger.workbook_sources import cells_of
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from jzledger.ui.bridge import Bridge
from jzledger.ui.ledger_source import LedgerSource
from jzledger.ui.pages.grouping import Grouping, group
from jzledger.ui.pages.revealing import reveal
from jzledger.ui.pages.view_page import ViewPage
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.chips import Chip, Chips
from jzledger.ui.widgets.panel import Panel
from jzledger.ui.widgets.similar_strip import SimilarStrip
from jzledger.ui.widgets.strips import Banner, EvidenceStrip

_COMMON = "units person due days_left state progress closed_on outcome measures need lead_unit sponsor opened_on note"
WIDTHS = {"light": 11, "project": 19, "category": 12, "title": 27, "units": 14, "person": 9, "days_left": 8}
COLUMNS = {
    "issues": f"light project category title {_COMMON}".split(),
    "directives": f"light project title meeting instructed_by number category {_COMMON}".split(),
}

LEVEL = "level"  # of the project that an issue belongs to
GROUPINGS = {
    "不分组": "",
    "按项目": "project",
    "按责任单位": "units",
    "按类别": "category",
    "按状态": "light",
    "按层级": LEVEL,
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
        self.grid.empty_hint.words = tr("没有{}。可以直接在表里输入，或从 Excel 粘贴。").format(table.title)
        self.project = self.live.place("project")
        self.page = ViewPage(bridge, key, self.grid, lambda: self.live.rows)

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
        self.switch.setAccessibleName(tr("问题或交办事项"))
        self.switch.setExpanding(False)
        self.switch.setDrawBase(False)
        self.chip = Chip(self.bar)
        self.chip.setAccessibleName(tr("取消按项目筛选"))
        self.chip.hide()
        self.banner = Banner(self)
        self.stack = QStackedWidget(self)
        self.evidence = EvidenceStrip(self)
        self.similar = SimilarStrip(self._like, self)
        self.chips, self.grouping = Chips(self.bar), Grouping(GROUPINGS, tr("问题分组"), self.bar)
        self.level_of: Callable[[str], str] = lambda project_id: ""  # told by the page that knows projects
        self.insert_control(1, self.switch)
        self.add_control(self.chip)
        self.add_control(self.chips)
        self.wrap = QPushButton(tr("自动换行"), self.bar)
        self.wrap.setCheckable(True)
        self.wrap.setObjectName("toggle")
        self.wrap.clicked.connect(lambda on: self.current.grid.appearance.set_wraps(on))
        self.add_control(self.grouping)
        self.add_control(self.wrap)
        self.add_widget(self.banner)
        self.add_widget(self.similar)
        self.add_widget(self.stack, 1)
        self.add_widget(self.evidence)
        for part in self.tables:
            self.switch.addTab(part.table.title)
            self.stack.addWidget(part.page)
            part.grid.current_changed.connect(self._show_evidence)
            part.grid.editing.edited.connect(self._typed)
            part.grid.editing.closed.connect(self.similar.stop)
            part.grid.viewing.changed.connect(self._describe)
            part.grid.viewing.row_by_number = partial(self._row_by_number, part)
            part.page.group_wanted.connect(partial(self._group, part))
        self.chips.removed.connect(lambda keys: self.current.grid.viewing.remove_filters(keys))
        self.grouping.picked.connect(lambda key: self._group(self.current, key))
        self.switch.currentChanged.connect(self._switched)
        self.chip.clicked.connect(self.cleared)
        self.evidence.article_asked.connect(self.article_asked)

    @property
    def current(self) -> IssueTable:
        return self.tables[self.switch.currentIndex()]

    def bring_forward(self, grid: Grid) -> None:
        """Show the tab of this table, if it is one of the two."""
        place = next((n for n, part in enumerate(self.tables) if part.grid is grid), None)
        if place is not None:
            self.switch.setCurrentIndex(place)

    def load(self) -> None:
        """Read all issues; may run beside the window. `show_all` then shows them."""
        for part in self.tables:
            part.live.load(self.bridge.context())
            part.page.views.load()

    def show_all(self) -> None:
        for part in self.tables:
            part.grid.set_rows(part.rows_of(self._ids()), settle=True)
            part.page.renew()
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
                shown = {row[0] for row in part.rows_of(self._ids())}
                known = part.grid.model.lines.place_of
                part.grid.patch(
                    [
                        row
                        for row in refreshed.patched.values()
                        if row[0] in shown or known(row[0]) is not None
                    ]
                )
            if part.page.views.refresh(changes) or refreshed:
                part.page.renew()
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

    def _group(self, part: IssueTable, key: str) -> None:
        part.page.group = key
        light, project = part.live.place("light"), part.project

        def detail(rows: Sequence[Row]) -> str:
            late = sum(row[light] == "red" for row in rows)
            return tr("{} 项").format(len(rows)) + (tr(" · 超期 {}").format(late) if late else "")

        def level(row: Row) -> str:
            return self.level_of(row[project].id) if row[project] is not None else ""

        group(part.grid, part.live, key, detail, level if key == LEVEL else None)
        if part is self.current:
            self.grouping.show_key(key)

    def _row_by_number(self, part: IssueTable, number: str) -> str | None:
        """The official number is no column of every table, but can be asked for."""
        table = part.table
        found = self.bridge.attempt(
            self.bridge.ledger.rows, table, self.bridge.context(), {"number": number}, fields=()
        )
        return found[0][0] if found else None

    def reveal(self, row_id: str) -> bool:
        """Make an issue the current row, whatever project is picked and whatever is filtered; False where it is none."""
        for place, part in enumerate(self.tables):
            if any(row[0] == row_id for row in part.live.rows):
                self.switch.setCurrentIndex(place)
                if all(row[0] != row_id for row in part.rows_of(self._ids())):
                    self.cleared.emit()
                return reveal(part.grid, row_id, "title")
        return False

    def _typed(self, row_id: str, key: str, was_empty: bool, text: str) -> None:
        """存在问题 of a new row is being typed."""
        if key == "title" and was_empty:
            self.similar.typed(row_id, text)

    def _like(self, row_id: str, text: str) -> Sequence[Like]:
        row = next((row for row in self.current.live.rows if row[0] == row_id), None)
        project = row[self.current.project] if row is not None else None
        project = project or self._defaults(self._above()).get("project")
        found = self.bridge.attempt(
            self.bridge.ledger.read, issues_like, text, project.id if project else None, [row_id]
        )
        return found or []

    def _above(self) -> str:
        """The row above the current line, which a new row follows."""
        shown, at = self.current.grid.model.lines.shown, self.current.grid.cell_cursor.active.line
        return next((line.id() for line in reversed(shown[: max(0, at)]) if line.row is not None), "")

    def _ids(self) -> list[str] | None:
        return None if self.projects is None else [project.id for project in self.projects]

    def _describe(self) -> None:
        for place, part in enumerate(self.tables):
            self.switch.setTabText(place, f"{part.table.title} {len(part.rows_of(self._ids()))}")
        light = self.current.live.place("light")
        rows = self.current.rows_of(self._ids())
        still_open = sum(row[light] != "closed" for row in rows)
        passing, _ = self.current.grid.viewing.counts()
        narrowed = tr("，筛选后 {} 项").format(passing) if self.current.grid.viewing.filters else ""
        self.set_hint(tr("未销号 {} 项").format(still_open) + narrowed)
        self.chips.set_chips(self.current.grid.viewing.described(), 1 if self.projects is not None else 2)
        names = "、".join(project.name for project in self.projects or ())
        self.chip.setVisible(self.projects is not None)
        self.chip.setToolTip(names)
        self.chip.set_words(tr("项目：{}").format(names if len(names) <= 16 else names[:15] + "…"))

    def _switched(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.grouping.show_key(self.current.page.group)
        self._describe()
        self._show_evidence(self.current.grid.current_id() or "")

    def _show_evidence(self, row_id: str) -> None:
        sources = self.bridge.attempt(self.bridge.ledger.read, sources_of, "issue", row_id) if row_id else []
        cells = self.bridge.attempt(self.bridge.ledger.read, cells_of, "issue", row_id) if row_id else []
        self.evidence.show_sources(sources or [], cells or [])

    def _defaults(self, like: str) -> Mapping[str, Any]:
        """A new row belongs to the project that is picked, else to that of the row above it."""
        if self.projects is not None and len(self.projects) == 1:
            return {"project": self.projects[0]}
        for part in self.tables:
            row = next((row for row in part.live.rows if row[0] == like), None)
            if row is not None and row[part.project] is not None:
                return {"project": row[part.project]}
        return {}
